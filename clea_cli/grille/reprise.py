"""An older grille under the version that succeeds it: what carries over, what is to evaluate again.

Nothing is guessed. An answer is kept where every way of understanding the change agrees: a critère
that replaces others is acquired when all of them were, not acquired when none was; a part of one
that was split is acquired when it was.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from clea_cli.grille.grille import Grille
from clea_cli.referentiel.referentiel import Critere, Domaine, Referentiel, Resultat, Succession

_Codes = tuple[str, ...]
# code of a critère -> the codes that it had in the version before; none: it is new
Filiation = Mapping[str, _Codes]


class Reprise(NamedTuple):
    """An older grille as the new version reads it.

    The critères of `a_reevaluer` and the new ones are not evaluated.
    """

    grille: Grille
    a_reevaluer: tuple[str, ...]
    nouveaux: tuple[str, ...]


def filiation(referentiel: Referentiel) -> Filiation:
    """Say what each critère was called in the version before: as now, if nothing else is said."""
    liens: dict[str, _Codes] = {}
    for critere in referentiel.criteres:
        anciens = critere.remplace
        # Nothing said is another thing than « remplace: [] », which says that it is new.
        if anciens is None:
            anciens = (critere.code,)
        liens[critere.code] = anciens
    return liens


def succession(ancien: Referentiel, nouveau: Referentiel) -> Succession | None:
    """What `nouveau` says of `ancien`, if that is the version it succeeds."""
    succede = nouveau.succede
    if not succede:
        return None
    precedent = (nouveau.id, succede.version)
    return succede if precedent == (ancien.id, ancien.version) else None


def par_code(ancien: Referentiel, nouveau: Referentiel) -> Filiation:
    """The same between any two référentiels: as the newer one says, or else code by code."""
    if succession(ancien, nouveau):
        return filiation(nouveau)
    anciens = {critere.code for critere in ancien.criteres}
    liens: dict[str, _Codes] = {}
    for critere in nouveau.criteres:
        code = critere.code
        liens[code] = (code,) if code in anciens else ()
    return liens


def precedente(referentiel: Referentiel, succede: Succession) -> Referentiel:
    """The version before, as far as a grille needs it.

    Its codes, each standing where what replaces it first stands. The label of a critère that has
    changed is not known any more: it is empty.
    """
    liens = filiation(referentiel)
    # A critère that was split into several stood once.
    deja: set[str] = set()
    domaines = []
    for domaine in referentiel.domaines:
        sous_domaines = []
        for sous_domaine in domaine.sous_domaines:
            anciens = _anciens(sous_domaine.criteres, liens, deja)
            sous_domaines.append(sous_domaine._replace(criteres=tuple(anciens)))
        domaines.append(domaine._replace(sous_domaines=tuple(sous_domaines)))
    if succede.retires:
        retires = _retires(referentiel.domaines[-1], succede.retires)
        domaines.append(retires)
    return referentiel._replace(
        version=succede.version,
        succede=None,
        domaines=tuple(domaines),
    )


def _anciens(criteres: Iterable[Critere], liens: Filiation, deja: set[str]) -> Iterator[Critere]:
    """What critères were in the version before, those of `deja` apart, which grows."""
    for critere in criteres:
        libelle = critere.libelle if critere.remplace is None else ""
        for code in liens[critere.code]:
            if code not in deja:
                deja.add(code)
                yield critere._replace(code=code, libelle=libelle)


def _retires(modele: Domaine, codes: tuple[str, ...]) -> Domaine:
    """The critères that are gone, in a domaine of their own: their place is not known any more."""
    # Nothing but their codes is looked at: all the rest is that of some critère.
    sous_domaine = modele.sous_domaines[-1]
    dernier = sous_domaine.criteres[-1]
    criteres = [dernier._replace(code=code, libelle="") for code in codes]
    retire = sous_domaine._replace(code="", criteres=tuple(criteres))
    return modele._replace(code="", sous_domaines=(retire,))


def reprendre(
    nouveau: Referentiel, liens: Filiation, ancien: Referentiel, grille: Grille
) -> Reprise:
    """Read under `nouveau` a grille of `ancien`, whose critères `liens` names."""
    reponses: dict[str, Resultat] = {}
    for rang, critere in enumerate(ancien.criteres):
        reponses[critere.code] = grille.resultat(rang)
    # Into how many critères each older one went.
    parts: Counter[str] = Counter()
    for codes in liens.values():
        parts.update(codes)
    resultats: list[Resultat] = []
    a_reevaluer: list[str] = []
    for critere in nouveau.criteres:
        anciens = liens[critere.code]
        vus = {reponses.get(code, Resultat.NON_EVALUE) for code in anciens}
        partage = any(parts[code] > 1 for code in anciens)
        resultat = _resultat(vus, partage=partage)
        resultats.append(resultat)
        # What was evaluated, and does not carry over.
        evalues = vus - {Resultat.NON_EVALUE}
        if resultat is Resultat.NON_EVALUE and evalues:
            a_reevaluer.append(critere.code)
    nouveaux = [code for code, anciens in liens.items() if not anciens]
    return Reprise(
        grille=Grille.depuis(grille.candidat, resultats),
        a_reevaluer=tuple(a_reevaluer),
        nouveaux=tuple(nouveaux),
    )


def _resultat(vus: set[Resultat], *, partage: bool) -> Resultat:
    """What all ways of understanding a change make of the older answers."""
    if vus == {Resultat.ACQUIS}:
        return Resultat.ACQUIS
    # Of a critère that was split and failed, one part may have been mastered all the same.
    if vus == {Resultat.NON_ACQUIS} and not partage:
        return Resultat.NON_ACQUIS
    return Resultat.NON_EVALUE
