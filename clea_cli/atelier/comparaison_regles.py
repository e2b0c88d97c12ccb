"""What changes in the rules, each followed by its id: what it requires, how sure that is, how long it holds."""

from collections.abc import Iterator
from fractions import Fraction

from clea_cli.atelier.changements import Changement, Classe, autre, texte
from clea_cli.referentiel.referentiel import Precision, Referentiel, Regle, SeuilPropre, seuil_ecrit

_OUI = {True: "oui", False: "non"}


def regles(avant: Referentiel, apres: Referentiel) -> Iterator[Changement]:
    """Compare all rules."""
    ici = {regle.id: regle for regle in avant.regles}
    la = {regle.id: regle for regle in apres.regles}
    for nom, regle in ici.items():
        if nom not in la:
            yield Changement(Classe.MAJEUR, "regle-retiree", nom, regle.libelle)
    for nom, regle in la.items():
        if nom in ici:
            yield from _regle(ici[nom], regle)
        else:
            yield Changement(Classe.MAJEUR, "regle-ajoutee", nom, "", regle.libelle)


def _regle(avant: Regle, apres: Regle) -> Iterator[Changement]:
    """Compare a rule with itself: what it requires, then what is said of it."""
    ou = apres.id
    yield from autre(Classe.MAJEUR, "regle-par-defaut", ou, _OUI[avant.defaut], _OUI[apres.defaut])
    yield from _seuil("seuil-domaine", ou, avant.seuil_domaine, apres.seuil_domaine)
    yield from _seuil("seuil-sous-domaine", ou, avant.seuil_sous_domaine, apres.seuil_sous_domaine)
    yield from _seuil("seuil-ensemble", ou, avant.seuil_ensemble, apres.seuil_ensemble)
    anciens, nouveaux = (tuple(sorted(regle.obligatoires)) for regle in (avant, apres))
    yield from autre(Classe.MAJEUR, "obligatoires", ou, anciens, nouveaux)
    for code in dict.fromkeys((*avant.comptes, *apres.comptes)):
        yield from _compte(f"{ou}, {code}", avant.comptes.get(code), apres.comptes.get(code))
    yield from texte("libelle", ou, avant.libelle, apres.libelle)
    yield from autre(Classe.MINEUR, "sources", ou, avant.sources, apres.sources)
    yield from autre(Classe.REDACTIONNEL, "verifie-le", ou, avant.verifie_le, apres.verifie_le)
    yield from autre(Classe.MINEUR, "jusqu-a", ou, avant.jusqu_a, apres.jusqu_a)
    yield from _precisions(avant, apres)


def _seuil(
    genre: str, ou: str, avant: Fraction | None, apres: Fraction | None
) -> Iterator[Changement]:
    ancien = avant and seuil_ecrit(avant)
    nouveau = apres and seuil_ecrit(apres)
    yield from autre(Classe.MAJEUR, genre, ou, ancien, nouveau)


def _compte(ou: str, avant: SeuilPropre | None, apres: SeuilPropre | None) -> Iterator[Changement]:
    """The points that a rule requires in a sous-domaine."""
    yield from autre(Classe.MAJEUR, "compte", ou, avant and avant.requis, apres and apres.requis)
    if avant is None or apres is None:
        return
    yield from autre(Classe.MINEUR, "sources", ou, avant.sources, apres.sources)
    yield from autre(Classe.MINEUR, "certitude", ou, avant.certitude.value, apres.certitude.value)
    yield from autre(Classe.REDACTIONNEL, "note", ou, avant.note, apres.note)


def _precisions(avant: Regle, apres: Regle) -> Iterator[Changement]:
    """How sure the thresholds are."""
    ici = {precision.niveau: precision for precision in avant.precisions}
    la = {precision.niveau: precision for precision in apres.precisions}
    for niveau in dict.fromkeys((*ici, *la)):
        rien = Precision(niveau, None, (), "")
        ancienne, nouvelle = ici.get(niveau, rien), la.get(niveau, rien)
        ou = f"{apres.id}, {niveau}"
        certitudes = (_certitude(ancienne), _certitude(nouvelle))
        yield from autre(Classe.MINEUR, "certitude", ou, *certitudes)
        yield from autre(Classe.MINEUR, "sources", ou, ancienne.sources, nouvelle.sources)
        yield from autre(Classe.REDACTIONNEL, "note", ou, ancienne.note, nouvelle.note)


def _certitude(precision: Precision) -> str | None:
    return precision.certitude and precision.certitude.value
