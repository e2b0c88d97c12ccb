"""What changes in the lines of the grid, followed by their codes, critères by what they replace."""

from collections.abc import Iterable, Iterator

from clea_cli.atelier.changements import Changement, Classe, autre, champs, ecrit, texte
from clea_cli.atelier.correspondances import LigneDuReferentiel
from clea_cli.grille.reprise import Filiation
from clea_cli.referentiel.referentiel import Referentiel

# What every line says of itself beside its label: no verdict looks at it.
_D_UNE_LIGNE = {
    "certitude": Classe.MINEUR,
    "sources": Classe.MINEUR,
    "note": Classe.REDACTIONNEL,
}
# What some levels say for the candidate.
_MOTS_SIMPLES = ("libelle_court", "pictogramme", "phrase_simple")


def lignes(avant: Referentiel, apres: Referentiel, liens: Filiation) -> Iterator[Changement]:
    """Compare all lines; `liens` gives the codes that each critère had before."""
    yield from _niveau("domaine", avant.domaines, apres.domaines)
    yield from _niveau("sous-domaine", avant.sous_domaines, apres.sous_domaines)
    yield from _criteres(avant, apres, liens)
    yield from _ordre(avant, apres)


def _niveau(
    nom: str, anciennes: Iterable[LigneDuReferentiel], nouvelles: Iterable[LigneDuReferentiel]
) -> Iterator[Changement]:
    """Lines that hold others: what they are is their code."""
    ici = {ligne.code: ligne for ligne in anciennes}
    la = {ligne.code: ligne for ligne in nouvelles}
    for code, ligne in ici.items():
        if code not in la:
            yield Changement(Classe.MAJEUR, f"{nom}-retire", code, ligne.libelle)
    for code, ligne in la.items():
        ancienne = ici.get(code)
        if ancienne is None:
            yield Changement(Classe.MAJEUR, f"{nom}-ajoute", code, "", ligne.libelle)
        else:
            yield from _ligne(ancienne, ligne)


def _criteres(avant: Referentiel, apres: Referentiel, liens: Filiation) -> Iterator[Changement]:
    """Critères: those that go, those that come, those that stay."""
    ici = {critere.code: critere for critere in avant.criteres}
    # 1. Those that no critère takes up.
    repris: set[str] = set()
    for anciens in liens.values():
        repris.update(anciens)
    for code, critere in ici.items():
        if code not in repris:
            yield Changement(Classe.MAJEUR, "critere-retire", code, critere.libelle)
    for critere in apres.criteres:
        code = critere.code
        anciens = liens[code]
        connus = [ancien for ancien in anciens if ancien in ici]
        seul = connus[0] if len(connus) == 1 else None
        # 2. Those that come, or come from elsewhere.
        if not connus:
            yield Changement(Classe.MAJEUR, "critere-ajoute", code, "", critere.libelle)
        elif anciens != (code,):
            genre = "criteres-reunis" if seul is None else "critere-renomme"
            yield Changement(Classe.MAJEUR, genre, code, ecrit(anciens), code)
        # 3. What was one critère and still is can be compared with itself.
        if seul is not None:
            ancien = ici[seul]
            yield from autre(Classe.MAJEUR, "points", code, ancien.points, critere.points)
            yield from _ligne(ancien, critere)


def _ligne(avant: LigneDuReferentiel, apres: LigneDuReferentiel) -> Iterator[Changement]:
    """What every line of the grid says of itself."""
    ou = apres.code
    yield from texte("libelle", ou, avant.libelle, apres.libelle)
    yield from champs(ou, avant, apres, _D_UNE_LIGNE)
    for cle in _MOTS_SIMPLES:
        ancien = getattr(avant, cle, "")
        nouveau = getattr(apres, cle, "")
        yield from autre(Classe.REDACTIONNEL, "mots-simples", ou, ancien, nouveau)


def _ordre(avant: Referentiel, apres: Referentiel) -> Iterator[Changement]:
    """Lines that only changed places: no result depends on it, an empty grille does."""
    anciens = [critere.code for critere in avant.criteres]
    nouveaux = [critere.code for critere in apres.criteres]
    # Only the codes of both have an order to compare: others are told as added or taken out.
    communs = {*anciens} & {*nouveaux}
    avant_communs = [code for code in anciens if code in communs]
    apres_communs = [code for code in nouveaux if code in communs]
    if avant_communs != apres_communs:
        yield Changement(Classe.REDACTIONNEL, "ordre", "domaines")
