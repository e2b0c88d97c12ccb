"""An older grille under the version that succeeds it: what carries over, what is to be evaluated again.

Nothing is guessed. An answer is kept where every way of understanding the change agrees: a critère that replaces others
is acquired when all of them were, not acquired when none was; a part of one that was split is acquired when it was.
"""

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from clea_cli.grille.grille import Grille
from clea_cli.referentiel.referentiel import Domaine, Referentiel, Resultat, Succession

# code of a critère -> the codes that it had in the version before; none: it is new
Filiation = Mapping[str, tuple[str, ...]]


class Reprise(NamedTuple):
    """An older grille as the new version reads it. The critères of `a_reevaluer` and the new ones are not evaluated."""

    grille: Grille
    a_reevaluer: tuple[str, ...]
    nouveaux: tuple[str, ...]


def filiation(referentiel: Referentiel) -> Filiation:
    """Say what each critère was called in the version before: by its own code, where nothing else is said."""
    return {c.code: (c.code,) if c.remplace is None else c.remplace for c in referentiel.criteres}


def succession(ancien: Referentiel, nouveau: Referentiel) -> Succession | None:
    """What `nouveau` says of `ancien`, if that is the version it succeeds."""
    succede = nouveau.succede
    return (
        succede
        if succede and succede.version == ancien.version and nouveau.id == ancien.id
        else None
    )


def par_code(ancien: Referentiel, nouveau: Referentiel) -> Filiation:
    """The same between any two référentiels: as the newer one says, or else the same code is the same critère."""
    if succession(ancien, nouveau):
        return filiation(nouveau)
    anciens = {critere.code for critere in ancien.criteres}
    return {c.code: (c.code,) if c.code in anciens else () for c in nouveau.criteres}


def precedente(referentiel: Referentiel, succede: Succession) -> Referentiel:
    """The version before, as far as a grille needs it: its codes, each standing where what replaces it stands.

    The label of a critère that has changed is not known any more: it is empty.
    """
    liens, premiers = filiation(referentiel), dict[str, str]()
    for critere in referentiel.criteres:
        premiers |= {
            ancien: critere.code for ancien in liens[critere.code] if ancien not in premiers
        }
    domaines = [
        domaine._replace(
            sous_domaines=tuple(
                sous_domaine._replace(
                    criteres=tuple(
                        critere._replace(
                            code=ancien, libelle=critere.libelle if critere.remplace is None else ""
                        )
                        for critere in sous_domaine.criteres
                        for ancien in liens[critere.code]
                        if premiers[ancien] == critere.code
                    )
                )
                for sous_domaine in domaine.sous_domaines
            )
        )
        for domaine in referentiel.domaines
    ]
    if succede.retires:
        domaines.append(_retires(referentiel.domaines[-1], succede.retires))
    return referentiel._replace(version=succede.version, succede=None, domaines=tuple(domaines))


def _retires(modele: Domaine, codes: tuple[str, ...]) -> Domaine:
    """The critères that are gone, in a domaine of their own: their place is not known any more."""
    sous_domaine = modele.sous_domaines[-1]
    criteres = tuple(sous_domaine.criteres[-1]._replace(code=code, libelle="") for code in codes)
    return modele._replace(
        code="", sous_domaines=(sous_domaine._replace(code="", criteres=criteres),)
    )


def reprendre(
    nouveau: Referentiel, liens: Filiation, ancien: Referentiel, grille: Grille
) -> Reprise:
    """Read under `nouveau` a grille of `ancien`, whose critères `liens` names."""
    reponses = {critere.code: grille.resultat(rang) for rang, critere in enumerate(ancien.criteres)}
    parts = Counter(code for anciens in liens.values() for code in anciens)
    resultats: list[Resultat] = []
    a_reevaluer: list[str] = []
    for critere in nouveau.criteres:
        anciens = liens[critere.code]
        vus = {reponses.get(code, Resultat.NON_EVALUE) for code in anciens}
        resultats.append(_resultat(vus, partage=any(parts[code] > 1 for code in anciens)))
        if resultats[-1] is Resultat.NON_EVALUE and vus - {Resultat.NON_EVALUE}:
            a_reevaluer.append(critere.code)
    nouveaux = tuple(code for code, anciens in liens.items() if not anciens)
    return Reprise(Grille.depuis(grille.candidat, resultats), tuple(a_reevaluer), nouveaux)


def _resultat(vus: set[Resultat], *, partage: bool) -> Resultat:
    if vus == {Resultat.ACQUIS}:
        return Resultat.ACQUIS
    return (
        Resultat.NON_ACQUIS if vus == {Resultat.NON_ACQUIS} and not partage else Resultat.NON_EVALUE
    )
