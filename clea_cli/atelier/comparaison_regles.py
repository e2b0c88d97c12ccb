"""What changes in the rules, each followed by its id: what it requires, what is said of it."""

from collections.abc import Iterator
from fractions import Fraction

from clea_cli.atelier.changements import Changement, Classe, autre, champs, texte
from clea_cli.referentiel.referentiel import Precision, Referentiel, Regle, SeuilPropre, seuil_ecrit

_OUI = {True: "oui", False: "non"}
# What is said of a rule, of a count, of how sure a threshold is: no verdict looks at it.
_D_UNE_REGLE = {
    "sources": Classe.MINEUR,
    "verifie_le": Classe.REDACTIONNEL,
    "jusqu_a": Classe.MINEUR,
}
_D_UN_COMPTE = {
    "sources": Classe.MINEUR,
    "certitude": Classe.MINEUR,
    "note": Classe.REDACTIONNEL,
}
_D_UN_SEUIL = {
    "certitude": Classe.MINEUR,
    "sources": Classe.MINEUR,
    "note": Classe.REDACTIONNEL,
}


def regles(avant: Referentiel, apres: Referentiel) -> Iterator[Changement]:
    """Compare all rules."""
    ici = {regle.id: regle for regle in avant.regles}
    la = {regle.id: regle for regle in apres.regles}
    for nom, regle in ici.items():
        if nom not in la:
            yield Changement(Classe.MAJEUR, "regle-retiree", nom, regle.libelle)
    for nom, regle in la.items():
        if nom not in ici:
            yield Changement(Classe.MAJEUR, "regle-ajoutee", nom, "", regle.libelle)
            continue
        ancienne = ici[nom]
        yield from _exigences(ancienne, regle)
        yield from texte("libelle", nom, ancienne.libelle, regle.libelle)
        yield from champs(nom, ancienne, regle, _D_UNE_REGLE)
        yield from _precisions(ancienne, regle)


def _exigences(avant: Regle, apres: Regle) -> Iterator[Changement]:
    """What a rule requires."""
    ou = apres.id
    ancien_defaut = _OUI[avant.defaut]
    defaut = _OUI[apres.defaut]
    yield from autre(Classe.MAJEUR, "regle-par-defaut", ou, ancien_defaut, defaut)
    yield from _seuil("seuil-domaine", ou, avant.seuil_domaine, apres.seuil_domaine)
    yield from _seuil("seuil-sous-domaine", ou, avant.seuil_sous_domaine, apres.seuil_sous_domaine)
    yield from _seuil("seuil-ensemble", ou, avant.seuil_ensemble, apres.seuil_ensemble)
    # Their order says nothing.
    anciens = tuple(sorted(avant.obligatoires))
    nouveaux = tuple(sorted(apres.obligatoires))
    yield from autre(Classe.MAJEUR, "obligatoires", ou, anciens, nouveaux)
    # The sous-domaines of either, each once, the older version's order first.
    codes = dict.fromkeys((*avant.comptes, *apres.comptes))
    for code in codes:
        ancien = avant.comptes.get(code)
        nouveau = apres.comptes.get(code)
        yield from _compte(f"{ou}, {code}", ancien, nouveau)


def _seuil(
    genre: str, ou: str, avant: Fraction | None, apres: Fraction | None
) -> Iterator[Changement]:
    """A threshold of a rule; None where it sets none, and stays so in what is said."""
    ancien = avant and seuil_ecrit(avant)
    nouveau = apres and seuil_ecrit(apres)
    yield from autre(Classe.MAJEUR, genre, ou, ancien, nouveau)


def _compte(ou: str, avant: SeuilPropre | None, apres: SeuilPropre | None) -> Iterator[Changement]:
    """The points that a rule requires in a sous-domaine."""
    ancien = avant and avant.requis
    nouveau = apres and apres.requis
    yield from autre(Classe.MAJEUR, "compte", ou, ancien, nouveau)
    if avant is not None and apres is not None:
        yield from champs(ou, avant, apres, _D_UN_COMPTE)


def _precisions(avant: Regle, apres: Regle) -> Iterator[Changement]:
    """How sure the thresholds are."""
    ici = {precision.niveau: precision for precision in avant.precisions}
    la = {precision.niveau: precision for precision in apres.precisions}
    niveaux = dict.fromkeys((*ici, *la))
    for niveau in niveaux:
        # A level of which one version says nothing is compared with an empty saying.
        rien = Precision(niveau, None, (), "")
        ancienne = ici.get(niveau, rien)
        nouvelle = la.get(niveau, rien)
        yield from champs(f"{apres.id}, {niveau}", ancienne, nouvelle, _D_UN_SEUIL)
