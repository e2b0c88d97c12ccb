"""Lines that are elsewhere: recognised by their labels where no `remplace` says what they were.

A code that now bears the label of another critère is that critère: read by codes alone, an older
grille would give its answer to the wrong one. Only labels that one line has, in both versions, are
trusted; letters and words count, capitals, accents and punctuation do not.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from clea_cli.grille.reprise import Filiation
from clea_cli.referentiel.referentiel import Critere, Domaine, Referentiel, SousDomaine
from clea_cli.sources.mots import forme_comparable

_PONCTUATION = re.compile(r"[^\w\s]")

LigneDuReferentiel = Domaine | SousDomaine | Critere


class Reconnus(NamedTuple):
    """Codes of the newer version, and those that their critères had: (one), or () of one that took a place."""

    liens: Mapping[str, tuple[str, ...]]

    def applique(self, liens: Filiation) -> Filiation:
        """What became of each critère, by what is said, and by what is recognised."""
        return {**liens, **self.liens}


def libelle_comparable(libelle: str) -> str:
    """A label without what does not change its words."""
    return " ".join(_PONCTUATION.sub(" ", forme_comparable(libelle)).split())


def reconnaitre(avant: Referentiel, apres: Referentiel, liens: Filiation) -> Reconnus:
    """Find the critères that stand under another code, by their labels."""
    venus_de = ailleurs(tuple(avant.criteres), tuple(apres.criteres))
    # what the file says of a critère is believed
    dits = {critere.code for critere in apres.criteres if critere.remplace is not None}
    pris = {ancien for code in dits for ancien in liens[code]}
    trouves: dict[str, tuple[str, ...]] = {}
    for code, ancien in venus_de.items():
        if code not in dits and ancien not in pris:
            trouves[code] = (ancien,)
    # a code whose critère went elsewhere holds something new, unless it was recognised too
    partis = {ancien for anciens in trouves.values() for ancien in anciens}
    for critere in apres.criteres:
        if critere.code in partis and critere.code not in trouves and critere.code not in dits:
            trouves[critere.code] = ()
    return Reconnus(trouves)


def ailleurs(
    avant: Iterable[LigneDuReferentiel], apres: Iterable[LigneDuReferentiel]
) -> dict[str, str]:
    """The codes that bear the label of another code of before: {the code now: the code then}."""
    anciens, nouveaux = _par_libelle(avant), _par_libelle(apres)
    trouves = {}
    for libelle, code in nouveaux.items():
        if anciens.get(libelle, code) != code:
            trouves[code] = anciens[libelle]
    return trouves


def _par_libelle(lignes: Iterable[LigneDuReferentiel]) -> dict[str, str]:
    """The codes of the lines by their labels, without labels that several have."""
    paires = [(libelle_comparable(ligne.libelle), ligne.code) for ligne in lignes]
    combien = Counter(libelle for libelle, _ in paires)
    return {libelle: code for libelle, code in paires if libelle and combien[libelle] == 1}
