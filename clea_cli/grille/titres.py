"""The headings of a grille: which column says what, and which of the four forms that makes.

The forms: a result column; a tick in one of several columns; either with a column of candidates; or one candidate a
row and one column a critère.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from clea_cli.diagnostics import Diagnostic, court, diagnostic
from clea_cli.referentiel.referentiel import Resultat
from clea_cli.sources.cellules import Cellule, Ligne
from clea_cli.sources.mots import MOTS_RETENUS, forme_comparable

CLES_DU_PREAMBULE = {  # what may be said above the headings, and by which words
    **dict.fromkeys(("referentiel", "nom du referentiel", "referentiel utilise"), "referentiel"),
    **dict.fromkeys(("version", "version du referentiel"), "version"),
    **dict.fromkeys(
        ("candidat", "candidate", "candidat(e)", "reference du candidat", "reference candidat"), "candidat"
    ),
    **dict.fromkeys(("date de l evaluation", "date d evaluation", "evaluation du", "evalue le"), "date"),
}
CODE = re.compile(r"\w+(\.\w+)+")
CODE_COURT = re.compile(r"[A-Za-z0-9]{1,3}(\.[A-Za-z0-9]{1,3})+")  # not a date, a name, nor an address on the web
_CODE_EN_TITRE = re.compile(r"\w+(\.\w+)+|\d+")  # a column « 1 » claims a result for a whole domaine

_NOMS = {  # headings as `forme_comparable` reduces them, and what the column holds
    **dict.fromkeys(("critere", "criteres", "code", "code critere", "code du critere"), "critere"),
    **dict.fromkeys(("resultat", "resultats", "evaluation", "reponse"), "resultat"),
    **dict.fromkeys(("candidat", "candidate", "candidat(e)", "reference", "reference candidat"), "candidat"),
    **dict.fromkeys(("acquis", "a"), Resultat.ACQUIS),
    **dict.fromkeys(("non acquis", "na"), Resultat.NON_ACQUIS),
    **dict.fromkeys(("non evalue", "ne"), Resultat.NON_EVALUE),
}
_SANS_AVIS = {"libelle", "intitule", "commentaire", "observation", "domaine", "sous domaine"}  # left aside as expected
_COCHES = {Resultat.ACQUIS, Resultat.NON_ACQUIS}  # « non évalué » may be left out: no tick at all is a fault


class Colonnes(NamedTuple):
    """Where each column stands (index from 0); `criteres` are the headings of the wide form."""

    titres: tuple[str, ...]
    candidat: int | None
    critere: int | None
    resultat: int | None
    coches: dict[Resultat, int]
    criteres: tuple[Cellule, ...]

    @property
    def sans_jeu(self) -> bool:
        """Whether a separator lost or added cannot bring another column's text under the result."""
        if self.resultat is None or self.critere is None:
            return False
        utiles = {self.candidat, self.critere, self.resultat} - {None}
        return len(utiles) == max(self.critere, self.resultat, self.candidat or 0) + 1


def est_entete(valeurs: Sequence[str]) -> bool:
    """Whether this row names all the columns of one of the forms."""
    return est_entete_longue(valeurs) or est_entete_large(valeurs)


def est_entete_longue(valeurs: Sequence[str]) -> bool:
    """Whether this row names a column of critères, and one of results or several to tick."""
    if "critere" not in map(_nom, valeurs):  # each row of a grille comes here, and stops here
        return False
    noms = set(_noms(valeurs))
    return "resultat" in noms or noms >= _COCHES


def est_entete_large(valeurs: Sequence[str]) -> bool:
    """Whether this row names a column of candidates and one of critères at least."""
    noms = set(_noms(valeurs))
    return "candidat" in noms and "critere" not in noms and any(map(CODE_COURT.fullmatch, valeurs))


def est_un_titre(valeur: str) -> bool:
    """Whether this text could make headings of a row: the name of a column that is not one of answers to tick."""
    nom = _nom(valeur)
    return nom is not None and not isinstance(nom, Resultat)


def est_le_bas_des_titres(haut: Sequence[str], bas: Sequence[str]) -> bool:
    """Whether a row completes the headings above it: the columns to tick, below one merged heading."""
    noms = _noms(haut)
    if "critere" not in noms or not set(_noms(bas)) >= _COCHES:
        return False
    dessous = [(dessus, nom) for dessus, texte, nom in zip(haut, bas, _noms(bas), strict=True) if texte]
    fusionnes = sum(bool(dessus) for dessus, _ in dessous) <= 1  # only the first of merged cells holds their text
    return fusionnes and not bas[noms.index("critere")] and all(nom for _, nom in dessous)


def presque_entete(valeurs: Sequence[str]) -> bool:
    """Whether this row looks like headings of which one is missing."""
    noms = set(_noms(valeurs))
    if "critere" in noms or len([v for v in valeurs if CODE_COURT.fullmatch(v)]) > 2:
        return len(valeurs) > 1
    connus = [v for v in valeurs if (c := forme_comparable(v)) in _NOMS or c.rstrip("s") in _SANS_AVIS]
    return len(connus) > 1 and bool(noms & {"resultat", "candidat"})


def est_une_ligne(parties: Sequence[str]) -> bool:
    """Whether the pieces of a line inside a cell are those of a row: a code, or a word of the preamble."""
    if len(parties) < 2:
        return False
    return forme_comparable(parties[0]) in CLES_DU_PREAMBULE or any(CODE.fullmatch(p.strip(' "')) for p in parties)


def colonnes(entete: Ligne) -> Colonnes:
    """Say which column holds what."""
    place = {nom: rang for rang, nom in enumerate(_noms(entete.valeurs)) if nom}
    large = "critere" not in place
    codes = (
        entete.cellule(rang) for rang, titre in enumerate(entete.valeurs) if large and _CODE_EN_TITRE.fullmatch(titre)
    )
    return Colonnes(
        titres=entete.valeurs,
        candidat=place.get("candidat"),
        critere=place.get("critere"),
        resultat=place.get("resultat"),
        coches={resultat: place[resultat] for resultat in Resultat if resultat in place},
        criteres=tuple(codes),
    )


def fautes(entete: Ligne, source: str) -> Iterator[Diagnostic]:
    """Yield what is wrong with the headings. Errors: F105, F107; warning F108."""
    noms = _noms(entete.valeurs)
    if not est_entete(entete.valeurs):  # its other cells may be no headings at all, but somebody's name
        en_large = len([titre for titre in entete.valeurs if CODE_COURT.fullmatch(titre)]) > 2
        manquante = "candidat" if en_large else _manquante(noms)
        yield diagnostic("F107", entete.cellule(0).position(source), colonne=manquante)
        return
    large = "critere" not in noms
    vus: set[str] = set()
    for rang, (titre, nom) in enumerate(zip(entete.valeurs, noms, strict=True)):
        sens = nom or (titre if large and _CODE_EN_TITRE.fullmatch(titre) else None)
        ou = entete.cellule(rang).position(source)
        autre_forme = large or any(isinstance(autre, Resultat) for autre in noms)
        if sens in vus or (nom == "resultat" and autre_forme) or (isinstance(nom, Resultat) and large):
            yield diagnostic("F105", ou, colonne=court(titre))
        elif sens:
            vus.add(sens)
        elif titre and forme_comparable(titre).rstrip("s") not in _SANS_AVIS:
            yield diagnostic("F108", ou)


def _noms(valeurs: Sequence[str]) -> list[str | None]:
    return list(map(_nom, valeurs))


@lru_cache(maxsize=MOTS_RETENUS)
def _nom(valeur: str) -> str | None:
    """What the column of that heading holds; None if it is no heading that is known."""
    return _NOMS.get(forme_comparable(valeur))


def _manquante(noms: Sequence[str | None]) -> str:
    if "critere" not in noms and ("resultat" in noms or "candidat" not in noms):
        return "critere"
    if Resultat.ACQUIS in noms or Resultat.NON_EVALUE in noms:
        return "non acquis" if Resultat.ACQUIS in noms else "acquis"
    return "acquis" if Resultat.NON_ACQUIS in noms else "resultat"
