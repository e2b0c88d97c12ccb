"""The words of `clea referentiel comparer`: each change in a sentence, and what `version` says."""

from collections.abc import Sequence

from clea_cli.atelier.changements import Changement, Classe
from clea_cli.atelier.comparaison import Comparaison, nombres
from clea_cli.atelier.vues_comparaison import (
    ChangementVu,
    ComparaisonVue,
    EffetVu,
    GrillesComparees,
    VerdictChange,
    VersionVue,
)
from clea_cli.decision.decision import Decision
from clea_cli.decision.effets import Effet
from clea_cli.decision.mots import VERDICTS, rapport
from clea_cli.referentiel.referentiel import Referentiel

_CLASSES = {
    Classe.MAJEUR: "majeur",
    Classe.MINEUR: "mineur",
    Classe.REDACTIONNEL: "redactionnel",
    None: "aucun",
}
_CLASSES_LUES = {
    Classe.MAJEUR: "majeur",
    Classe.MINEUR: "mineur",
    Classe.REDACTIONNEL: "rédactionnel",
}

# By kind of change; {avant} and {apres} are filled in.
_PHRASES = {
    "identifiant": "l'identifiant passe de « {avant} » à « {apres} »",
    "etat": "l'état passe de « {avant} » à « {apres} »",
    "certificateur": "le certificateur passe de « {avant} » à « {apres} »",
    "avertissement": "l'avertissement passe de « {avant} » à « {apres} »",
    "modalite": "{avant} devient {apres}",
    "succession": "version précédente déclarée : {avant} devient {apres}",
    "domaine-retire": "domaine retiré : « {avant} »",
    "domaine-ajoute": "domaine ajouté : « {apres} »",
    "sous-domaine-retire": "sous-domaine retiré : « {avant} »",
    "sous-domaine-ajoute": "sous-domaine ajouté : « {apres} »",
    "critere-retire": "critère retiré : « {avant} »",
    "critere-ajoute": "critère ajouté : « {apres} »",
    "critere-renomme": "critère renommé : il était {avant}",
    "criteres-reunis": "critère qui en réunit plusieurs : {avant}",
    "critere-deplace": "il était {avant}, d'après son libellé « {apres} » ; "
    'écrivez remplace: ["{avant}"], et succede',
    "critere-insere": "critère nouveau sous le code d'un autre, qui est ailleurs : « {apres} » ; "
    "écrivez remplace: []",
    "libelle-deplace": "il porte le libellé de {avant} : « {apres} »",
    "retires": "critères de la version précédente que rien ne remplace : {avant} devient {apres}",
    "remplace": "codes de la version précédente : {avant} devient {apres}",
    "contexte": "contexte : « {avant} » devient « {apres} »",
    "libelle-local": "libellé local : « {avant} » devient « {apres} »",
    "situations": "situations : {avant} devient {apres}",
    "ressources": "ressources : {avant} devient {apres}",
    "contexte-copie": "copie du libellé officiel dans le contexte",
    "rangement": "l'ordre change, et rien d'autre",
    "autre": "quelque chose change dont clea ne sait pas dire l'effet",
    "points": "il valait {avant}, il vaut {apres}",
    "libelle": "libellé : « {avant} » devient « {apres} »",
    "certitude": "certitude : {avant} devient {apres}",
    "sources": "sources : {avant} devient {apres}",
    "note": "note : « {avant} » devient « {apres} »",
    "mots-simples": "pour le candidat : « {avant} » devient « {apres} »",
    "ordre": "des critères changent de place, sans changer de code",
    "regle-retiree": "règle retirée : « {avant} »",
    "regle-ajoutee": "règle ajoutée : « {apres} »",
    "regle-par-defaut": "règle par défaut : {avant} devient {apres}",
    "seuil-domaine": "seuil d'un domaine : {avant} devient {apres}",
    "seuil-sous-domaine": "seuil d'un sous-domaine : {avant} devient {apres}",
    "seuil-ensemble": "seuil de l'ensemble : {avant} devient {apres}",
    "obligatoires": "critères obligatoires : {avant} devient {apres}",
    "compte": "points requis : {avant} devient {apres}",
    "verifie-le": "dernière vérification : {avant} devient {apres}",
    "jusqu-a": "dernier jour où la règle a cours : {avant} devient {apres}",
    "enregistrement": "{avant} devient {apres}",
    "echelle": "mots admis pour cette réponse : {avant} devient {apres}",
    "a-preciser": "mots refusés, parce qu'ils ont deux sens : {avant} devient {apres}",
    "source": "source : « {avant} » devient « {apres} »",
    "exemples": "les exemples changent",
    "mise-en-forme": "seuls la mise en forme ou les commentaires changent",
}


def version(source: str, referentiel: Referentiel) -> VersionVue:
    """Name one of the two référentiels."""
    empreinte = f"sha256:{referentiel.empreinte}"
    return VersionVue(source, referentiel.id, referentiel.version, empreinte, referentiel.revision)


def vue(
    comparaison: Comparaison, avant: VersionVue, apres: VersionVue, grilles: GrillesComparees | None
) -> ComparaisonVue:
    """Put a comparison into words."""
    return ComparaisonVue(
        avant=avant,
        apres=apres,
        classe=_CLASSES[comparaison.classe],
        changements=tuple(map(_changement, comparaison.changements)),
        effets=tuple(map(_effet, comparaison.effets)),
        version_suffisante=comparaison.version_suffisante,
        verdict_version=_verdict_version(comparaison),
        grilles=grilles,
    )


def verdict_change(source: str, avant: Decision, apres: Decision) -> VerdictChange:
    """Say of a candidate what the verdict becomes, and why."""
    cle_avant, mots_avant = VERDICTS[avant.verdict]
    cle_apres, mots_apres = VERDICTS[apres.verdict]
    explique = rapport(apres, (), source, "")
    return VerdictChange(
        source=source,
        candidat=apres.grille.candidat,
        avant=cle_avant,
        apres=cle_apres,
        mots=f"{mots_avant} → {mots_apres}",
        motif=" ".join(explique.explications),
    )


def _changement(changement: Changement) -> ChangementVu:
    phrase = _PHRASES[changement.genre]
    avant = changement.avant or "rien"
    apres = changement.apres or "rien"
    return ChangementVu(
        classe=_CLASSES[changement.classe],
        genre=changement.genre,
        ou=changement.ou,
        avant=changement.avant,
        apres=changement.apres,
        texte=phrase.format(avant=avant, apres=apres),
    )


def _effet(effet: Effet) -> EffetVu:
    ou = "pour l'ensemble" if effet.niveau == "ensemble" else f"en {effet.niveau}"
    avant = "{} sur {}".format(*effet.avant)
    apres = "{} sur {}".format(*effet.apres)
    return EffetVu(
        regle=effet.regle,
        niveau=effet.niveau,
        avant=effet.avant,
        apres=effet.apres,
        texte=f"{effet.regle} : {ou}, {avant} requis devient {apres}",
    )


def _verdict_version(comparaison: Comparaison) -> str:
    """Say what `version` becomes, and whether that is enough."""
    classe = comparaison.classe
    avant = comparaison.avant.version
    apres = comparaison.apres.version
    ecrites = _ecrites(comparaison.avant, comparaison.apres)
    if classe is None:
        return f"Rien n'a changé ; l{ecrites}."
    mot = _CLASSES_LUES[classe]
    if comparaison.version_suffisante:
        return f"L{ecrites} : c'est assez pour un changement {mot}."
    conseil = _conseil(avant, classe)
    if nombres(avant) and not nombres(apres):
        return f"L{ecrites}, qui n'est plus faite de nombres{conseil}."
    # What is not major may keep its version: counting revisions will do.
    if classe is not Classe.MAJEUR and avant == apres:
        suivante = comparaison.avant.revision + 1
        conseil = f" ; mettez « revision: {suivante} »"
    return f"L{ecrites} : ce n'est pas assez pour un changement {mot}{conseil}."


def _ecrites(avant: Referentiel, apres: Referentiel) -> str:
    """What `version` becomes, or `revision` where it stays; the article is begun by who asks."""
    if avant.version != apres.version:
        return f"a version passe de {avant.version} à {apres.version}"
    reste = f"a version reste {avant.version}"
    if avant.revision == apres.revision:
        return f"{reste} et la révision {avant.revision}"
    return f"{reste} et la révision passe de {avant.revision} à {apres.revision}"


def _conseil(version: str, classe: Classe) -> str:
    """The smallest version that would do, where versions are numbers."""
    parties: Sequence[int] | None = nombres(version)
    if parties is None:
        return ""
    # Numbers that are not written are noughts; past the third, none says how much changed.
    a, b, c, *_ = (*parties, 0, 0)
    suivantes = {
        Classe.MAJEUR: f"{a + 1}.1",
        Classe.MINEUR: f"{a}.{b + 1}",
        Classe.REDACTIONNEL: f"{a}.{b}.{c + 1}",
    }
    return f" ; mettez par exemple « {suivantes[classe]} »"
