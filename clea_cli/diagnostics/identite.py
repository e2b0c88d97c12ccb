"""J5: what can be wrong with identities, and with files that would keep or lose them. No name is ever quoted."""

from clea_cli.diagnostics.entree import Entree

ENTREES = (
    Entree(
        "J501",
        "identite-absente",
        "le candidat certifié « {reference} » n'a pas d'identité dans ce fichier",
        "ajoutez une ligne avec cette référence.",
        "Le certificateur délivre un certificat à une personne ; chaque candidat certifié doit pouvoir être nommé.",
    ),
    Entree(
        "J502",
        "identite-mal-ecrite",
        "cette case de la colonne « {colonne} » n'est pas écrite comme attendu",
        "attendu : {attendu}.",
        "Le certificat porte ce qui est écrit ici ; la valeur n'est pas citée, c'est une donnée personnelle.",
    ),
    Entree(
        "J503",
        "date-de-naissance",
        "cette date de naissance n'est pas possible",
        "{conseil}",
        "Une date mal lue par le tableur, ou un siècle de trop, se voit ici plutôt que sur le certificat.",
    ),
    Entree(
        "J504",
        "code-insee-de-naissance",
        "ce n'est pas un code INSEE de commune ou de pays de naissance",
        "il a cinq signes, comme 69123, 2A004 ou 99350 ; mettez la colonne au format Texte si le tableur a retiré un zéro.",
        "Le code dit si la naissance a eu lieu à l'étranger ou outre-mer ; le code postal n'est pas ce code.",
    ),
    Entree(
        "J505",
        "numero-national",
        "cette case contient ce qui ressemble à un numéro de sécurité sociale",
        "retirez-le de ce fichier : il n'a sa place nulle part ici.",
        "Aucune étape de la certification ne demande ce numéro, et la loi en limite l'usage.",
    ),
    Entree(
        "J507",
        "identite-en-double",
        "cette référence a déjà une identité, en {premiere}",
        "gardez une seule ligne par référence.",
        "Rien ne dit laquelle des deux personnes est la bonne.",
    ),
    Entree(
        "J508",
        "identite-incomplete",
        "cette case de la colonne « {colonne} » est vide",
        "remplissez-la.",
        "Le certificateur demande au moins la civilité, le nom de naissance, le prénom, la date et le lieu de naissance.",
    ),
    Entree(
        "J509",
        "table-avec-les-grilles",
        "la table de correspondance serait rangée avec les grilles qu'elle doit protéger",
        "donnez-lui un autre dossier, que vous seul pouvez lire.",
        "Rangée à côté des grilles, la table rend les noms à qui les lit.",
    ),
    Entree(
        "J510",
        "table-illisible",
        "cette table de correspondance n'est pas celle d'un passage précédent",
        "donnez le fichier que « clea pseudonymiser » a écrit, ou un nouveau nom.",
        "La table garde, pour chaque candidat, la référence qui le remplace ; elle sert d'un passage à l'autre.",
    ),
)
