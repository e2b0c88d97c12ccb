"""Lines that are elsewhere: recognised by their labels where no `remplace` says what they were.

A code that now bears the label of another critère is that critère: read by codes alone, an older
grille would give its answer to the wrong one. Only labels that one line has, in both versions, are
trusted; letters and words count, capitals, accents and punctuation do not.
"""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from clea_cli.grille.reprise import Filiation
from clea_cli.referentiel.referentiel import Critere, Domaine, Referentiel, SousDomaine
from clea_cli.sources.mots import forme_comparable

_PONCTUATION = re.compile(r"[^\w\s]")

LigneDuReferentiel = Domaine | SousDomaine | Critere


class Reconnus(NamedTuple):
    """Codes of the newer version, and that which their critère had: (one), or () of a new one."""

    liens: Mapping[str, tuple[str, ...]]

    def applique(self, liens: Filiation) -> Filiation:
        """What became of each critère, by what is said, and by what is recognised."""
        return {**liens, **self.liens}


def libelle_comparable(libelle: str) -> str:
    """A label without what does not change its words."""
    sans_accents = forme_comparable(libelle)
    mots = _PONCTUATION.sub(" ", sans_accents)
    # No word begins or ends with spaces, and there is one between two.
    return " ".join(mots.split())


def reconnaitre(avant: Referentiel, apres: Referentiel, liens: Filiation) -> Reconnus:
    """Find the critères that stand under another code, by their labels."""
    # 1. What the file says of a critère is believed.
    dits = {critere.code for critere in apres.criteres if critere.remplace is not None}
    pris: set[str] = set()
    for code in dits:
        pris.update(liens[code])
    # 2. The others are recognised, unless what they were is taken.
    trouves: dict[str, tuple[str, ...]] = {}
    partis: set[str] = set()
    for code, ancien in ailleurs(avant.criteres, apres.criteres).items():
        if code not in dits and ancien not in pris:
            trouves[code] = (ancien,)
            partis.add(ancien)
    # 3. A code whose critère went elsewhere holds something new, unless it was recognised too.
    for critere in apres.criteres:
        connu = critere.code in trouves or critere.code in dits
        if critere.code in partis and not connu:
            trouves[critere.code] = ()
    return Reconnus(trouves)


def ailleurs(
    avant: Iterable[LigneDuReferentiel], apres: Iterable[LigneDuReferentiel]
) -> dict[str, str]:
    """The codes that bear the label of another code of before: {the code now: the code then}."""
    anciens = _par_libelle(avant)
    trouves = {}
    for libelle, code in _par_libelle(apres).items():
        # A label that nobody had before is of no other code.
        ancien = anciens.get(libelle, code)
        if ancien != code:
            trouves[code] = ancien
    return trouves


def _par_libelle(lignes: Iterable[LigneDuReferentiel]) -> dict[str, str]:
    """The codes of the lines by their labels, without labels that several have."""
    codes: dict[str, list[str]] = {}
    for ligne in lignes:
        libelle = libelle_comparable(ligne.libelle)
        codes.setdefault(libelle, []).append(ligne.code)
    uniques = {}
    for libelle, ici in codes.items():
        # A label of signs alone has no words to be known by.
        if libelle and len(ici) == 1:
            uniques[libelle] = ici[0]
    return uniques
