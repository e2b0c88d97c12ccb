"""S: what the machine refuses, and what the command line got wrong about files."""

from clea_cli.diagnostics.entree import Entree

ENTREES = (
    Entree(
        "S101",
        "fichier-introuvable",
        "ce fichier n'existe pas",
        "vérifiez son nom et son dossier ; un nom qui contient des espaces se met entre guillemets.",
        "Le programme n'a trouvé aucun fichier à cet endroit. Le nom est relatif au dossier courant.",
        "clea score ma grille.csv",
        'clea score "ma grille.csv"',
    ),
    Entree(
        "S102",
        "lecture-refusee",
        "ce fichier ne peut pas être lu ({motif})",
        "fermez-le dans Excel s'il y est ouvert, et vérifiez que vous avez le droit de le lire.",
        "Le système a refusé d'ouvrir le fichier : un autre programme le tient, ou les droits manquent.",
    ),
    Entree(
        "S103",
        "dossier-inattendu",
        "c'est un dossier, il faut un fichier",
        "donnez les fichiers du dossier, par exemple « {exemple} ».",
        "La commande attend le nom d'un fichier et a reçu celui d'un dossier.",
        "clea score grilles",
        "clea score grilles/*.csv",
    ),
    Entree(
        "S104",
        "fichier-trop-gros",
        "ce fichier pèse plus de {limite} Mo",
        "vérifiez que c'est le bon fichier, ou découpez-le en plusieurs.",
        "Un fichier de cette taille n'est pas ce que la commande attend ; le lire prendrait toute la mémoire.",
    ),
    Entree(
        "S105",
        "dossier-sans-referentiel",
        "ce dossier ne contient aucun fichier .yaml",
        "vérifiez son nom, ou donnez le chemin d'un fichier.",
        "Vérifier un dossier vide ne vérifierait rien ; mieux vaut le dire.",
    ),
    Entree(
        "S201",
        "sortie-existante",
        "ce fichier existe déjà et son contenu est différent",
        "choisissez un autre nom, ou ajoutez --forcer pour le remplacer.",
        "Rien n'est jamais écrasé sans que vous le demandiez. Un fichier identique est laissé tel quel (« inchangé »).",
        "clea score grille.csv --sortie resultat.txt",
        "clea score grille.csv --sortie resultat.txt --forcer",
    ),
    Entree(
        "S202",
        "ecriture-refusee",
        "ce fichier ne peut pas être écrit ({motif})",
        "fermez-le dans Excel s'il y est ouvert, vérifiez que le dossier existe et que vous avez le droit d'y écrire.",
        "Le système a refusé l'écriture. L'ancien contenu, s'il y en avait un, est intact.",
    ),
    Entree(
        "S203",
        "sortie-est-une-entree",
        "c'est un fichier que la commande vient de lire",
        "donnez un autre nom au résultat : ce fichier serait perdu.",
        "Un résultat ne remplace jamais la grille ou le référentiel dont il est tiré, même avec --forcer.",
        "clea score grille.csv --sortie grille.csv --forcer",
        "clea score grille.csv --sortie resultat.txt",
    ),
)
