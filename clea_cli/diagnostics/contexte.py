"""R32: what can be wrong with a contexte, which speaks beside the official lines."""

from clea_cli.diagnostics.entree import Entree

ENTREES = (
    Entree(
        "R320",
        "base-introuvable",
        "le référentiel étendu, « {etend} », est introuvable",
        "{conseil}",
        "Un contexte ne contient pas la grille : il s'ajoute à celle d'un référentiel, qu'il faut pouvoir lire.",
        "etend: cléa-num",
        "etend: clea-numerique",
    ),
    Entree(
        "R321",
        "base-d-une-autre-version",
        "« {id} » est à la version « {trouvee} », ce contexte a été écrit pour la version « {attendue} »",
        "relisez chaque ligne du contexte contre la nouvelle version, puis corrigez « version_etendue ».",
        "D'une version à l'autre, un même code peut désigner autre chose ; personne ne doit s'en apercevoir trop tard.",
    ),
    Entree(
        "R322",
        "ligne-absente-de-la-base",
        "« {id} » n'a pas de ligne « {code} »",
        "{conseil}",
        "Un contexte parle des lignes officielles ; il n'en ajoute pas et n'en retire pas.",
    ),
    Entree(
        "R323",
        "libelle-officiel-change",
        "ce libellé n'est pas le libellé officiel de {code}",
        "recopiez-le mot pour mot, « {officiel} », ou retirez-le ; vos mots à vous vont dans « libelle_local ».",
        "Le libellé officiel dit ce qui est évalué. Un contexte met d'autres mots à côté, jamais à la place.",
        "libelle: Écouter les consignes du chef d'équipe",
        "libelle_local: Écouter les consignes du chef d'équipe",
    ),
    Entree(
        "R324",
        "ligne-qui-n-ajoute-rien",
        "rien n'est dit de {code}",
        "ajoutez « libelle_local », « situations » ou « ressources », ou retirez cette ligne.",
        "Une ligne qui n'ajoute rien est souvent une ligne que l'on a commencée, puis oubliée.",
    ),
    Entree(
        "R325",
        "base-qui-ne-s-etend-pas",
        "« {etend} » ne peut pas être étendu : {motif}",
        "{conseil}",
        "Un contexte s'appuie sur un référentiel correct ; c'est ce qui permet de dire qu'il n'y touche pas.",
    ),
)
