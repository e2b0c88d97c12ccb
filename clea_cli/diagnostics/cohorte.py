"""J4: what can be wrong with a cohorte and with its file of dossiers."""

from clea_cli.diagnostics.entree import Entree, Gravite

ENTREES = (
    Entree(
        "J401",
        "cohorte-trop-petite",
        "cette cohorte compte moins de {seuil} personnes : rien n'en est montré",
        "donnez plus de grilles, ou regardez-les une à une avec « clea score ».",
        "Un chiffre qui porte sur quelques personnes dit le résultat de chacune. Une statistique commence à cinq.",
    ),
    Entree(
        "J402",
        "evaluation-inconnue",
        "l'évaluation « {valeur} » n'est pas connue",
        "écrivez préalable ou finale, ou laissez la case vide si le candidat n'en a qu'une.",
        "Une cohorte compare l'évaluation préalable et l'évaluation finale d'un même candidat ; il n'y en a pas d'autre.",
        "C-0001;intermédiaire",
        "C-0001;préalable",
    ),
    Entree(
        "J403",
        "heures-illisibles",
        "la durée « {valeur} » n'est pas un nombre d'heures",
        "écrivez un nombre, comme 35 ou 12,5, ou laissez la case vide.",
        "La durée de formation se compte en heures ; ce qui n'est pas un nombre ne peut pas être compté.",
        "C-0001;deux jours",
        "C-0001;14",
    ),
    Entree(
        "J404",
        "evaluation-en-double",
        "ce candidat et cette évaluation sont déjà donnés à la ligne {ligne}",
        "gardez une seule des deux lignes, ou dites laquelle est la préalable et laquelle la finale.",
        "Un candidat a au plus deux lignes, une pour chaque évaluation.",
    ),
    Entree(
        "J405",
        "grille-du-dossier-introuvable",
        "la grille « {grille} » de ce dossier n'est pas parmi les fichiers donnés, ou ne parle pas de ce candidat",
        "vérifiez le nom du fichier et la référence, ou donnez aussi cette grille ; ce candidat n'est pas compté.",
        "La colonne « grille » nomme un des fichiers donnés à la commande, qui contient ce candidat.",
    ),
    Entree(
        "J406",
        "grille-a-choisir",
        "rien ne dit laquelle compter des {nombre} grilles de ce candidat, ou de ses évaluations",
        "nommez le fichier de chaque évaluation dans la colonne « grille » des dossiers ; ce candidat n'est pas compté.",
        "Une personne n'est comptée qu'une fois. Deux grilles sont celles de deux évaluations, et il faut dire laquelle est la préalable.",
    ),
    Entree(
        "J407",
        "dossiers-sans-grille",
        "{nombre} de ce fichier sans grille parmi celles qui sont données : {lignes}",
        "vérifiez leur référence, ou donnez leurs grilles ; ces dossiers ne sont pas comptés.",
        "Sans grille il n'y a pas de résultat. Une référence écrite autrement dans la grille a le même effet.",
        gravite=Gravite.AVERTISSEMENT,
    ),
    Entree(
        "J408",
        "dossier-sans-reference",
        "cette ligne n'a pas de référence",
        "écrivez la référence du candidat, la même que dans sa grille, ou effacez la ligne.",
        "Un dossier sans référence ne retrouve pas sa grille.",
        ";Lille;35",
        "C-0001;Lille;35",
    ),
)
