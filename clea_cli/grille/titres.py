"""The headings of a grille: which column says what, and which of the four forms that makes.

The forms: a result column; a tick in one of several columns; either with a column of candidates; or
one candidate a row and one column a critère.
"""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from clea_cli.diagnostics import Diagnostic, court, diagnostic
from clea_cli.grille.ecritures import ressemble_a_un_code
from clea_cli.grille.reconnaitre import AUTRE, ROLES, role, titre_reduit
from clea_cli.grille.vocabulaire import TITRES_SELON_LA_COLONNE
from clea_cli.referentiel.referentiel import Resultat
from clea_cli.sources.cellules import Cellule, Ligne
from clea_cli.sources.mots import MOTS_RETENUS, forme_comparable

# What may be said above the headings, and by which words.
_CLES: dict[str, tuple[str, ...]] = {
    "referentiel": ("referentiel", "nom du referentiel", "referentiel utilise"),
    "version": ("version", "version du referentiel"),
    "candidat": (
        *("candidat", "candidate", "candidat(e)"),
        *("reference du candidat", "reference candidat"),
    ),
    "date": ("date de l evaluation", "date d evaluation", "evaluation du", "evalue le"),
    "evaluation": ("evaluation", "type d evaluation", "evaluation prealable ou finale"),
}
CLES_DU_PREAMBULE = {ecrit: cle for cle, ecrits in _CLES.items() for ecrit in ecrits}
CODE = re.compile(r"\w+(\.\w+)+")
# Not a date, a name, nor an address on the web.
CODE_COURT = re.compile(r"[A-Za-z0-9]{1,3}(\.[A-Za-z0-9]{1,3})+")
# A column « 1 » claims a result for a whole domaine.
_CODE_EN_TITRE = re.compile(r"\w+(\.\w+)+|\d+")

SensDeColonne = Resultat | str | None  # what a column holds; None: nothing that makes a grille
# By place, what columns hold whose headings do not say it alone.
SensDesColonnes = Mapping[int, SensDeColonne]
CANDIDAT_EN_COLONNE = "candidat en colonne"  # a heading that is a candidate, over their answers
LIBELLE = "libelle"

_TENUS = {"critere", "resultat", "candidat"}
_RESULTATS = {resultat.value: resultat for resultat in Resultat}
# « Non évalué » may be left out: no tick at all is a fault.
_COCHES = {Resultat.ACQUIS, Resultat.NON_ACQUIS}
_CONNUS = frozenset((*_TENUS, *_RESULTATS, LIBELLE, "niveau", "commentaire"))


class PlacesDesColonnes(NamedTuple):
    """Where each column stands (index from 0); `criteres` are the headings of the wide form.

    `candidats` are those of the form where candidates stand across, and critères down.
    """

    titres: tuple[str, ...]
    candidat: int | None
    critere: int | None
    resultat: int | None
    coches: dict[Resultat, int]
    criteres: tuple[Cellule, ...]
    candidats: tuple[Cellule, ...] = ()

    @property
    def reponses(self) -> tuple[int, ...]:
        """The columns that answer."""
        if self.candidats:
            return tuple(candidat.colonne - 1 for candidat in self.candidats)
        if self.criteres:
            return tuple(critere.colonne - 1 for critere in self.criteres)
        if self.resultat is not None:
            return (self.resultat,)
        return tuple(self.coches.values())

    @property
    def lues(self) -> frozenset[int]:
        """All columns that make the answers."""
        nommees = {self.candidat, self.critere, *self.reponses}
        return frozenset(place for place in nommees if place is not None)

    @property
    def sans_jeu(self) -> bool:
        """Whether a separator lost or added cannot bring another column's text under the result."""
        if self.resultat is None or self.critere is None:
            return False
        # That is where nothing stands before, nor between, those that are read.
        utiles = {self.candidat, self.critere, self.resultat} - {None}
        derniere = max(self.critere, self.resultat, self.candidat or 0)
        return len(utiles) == derniere + 1


def cle_du_preambule(texte: str) -> str | None:
    """What may be said above the headings, if this text names it: « version » of « Version : »."""
    return CLES_DU_PREAMBULE.get(forme_comparable(texte).rstrip(" :="))


def est_entete(valeurs: Sequence[str]) -> bool:
    """Whether this row names all the columns of one of the forms."""
    return est_entete_longue(valeurs) or est_entete_large(valeurs)


def est_entete_longue(valeurs: Sequence[str]) -> bool:
    """Whether this row names a column of critères, and one of results or several to tick."""
    # Each row of a grille comes here, and stops here.
    if "critere" not in map(_nom, valeurs):
        return False
    noms = set(noms_des_titres(valeurs))
    return "resultat" in noms or noms >= _COCHES


def est_entete_large(valeurs: Sequence[str]) -> bool:
    """Whether this row names a column of candidates and one of critères at least."""
    noms = set(noms_des_titres(valeurs))
    if "candidat" not in noms or "critere" in noms:
        return False
    return any(map(_est_un_long_code, valeurs))


def est_un_titre(valeur: str) -> bool:
    """Whether this text could make headings of a row: a column's name, not one to tick."""
    nom = _nom(valeur)
    return nom is not None and not isinstance(nom, Resultat)


def est_le_bas_des_titres(haut: Sequence[str], bas: Sequence[str]) -> bool:
    """Whether a row completes the headings above it: columns to tick, below one merged heading."""
    dessous = noms_des_titres(bas)
    # The usual case: no column to tick.
    if not set(dessous) >= _COCHES:
        return False
    # 1. Nothing stands below the heading of the codes.
    criteres = [place for place, titre in enumerate(haut) if _peut_etre_critere(titre)]
    if not criteres:
        return False
    critere = criteres[0]
    if critere < len(bas) and bas[critere]:
        return False
    # 2. All that stands there is known, and below one heading: only the first of merged cells
    # holds their text.
    sous_un_titre = 0
    for place, texte in enumerate(bas):
        if not texte:
            continue
        if not dessous[place]:
            return False
        if place < len(haut) and haut[place]:
            sous_un_titre += 1
    return sous_un_titre <= 1


def _peut_etre_critere(titre: str) -> bool:
    reduit = titre_reduit(titre)
    if ROLES.get(reduit) == "critere":
        return True
    return reduit in TITRES_SELON_LA_COLONNE["critere"]


def presque_entete(valeurs: Sequence[str]) -> bool:
    """Whether this row looks like headings of which one is missing."""
    noms = set(noms_des_titres(valeurs))
    if "critere" in noms or _a_des_codes(valeurs):
        return len(valeurs) > 1
    # A result or candidates, and another heading that is known: the codes are lacking.
    connus = [valeur for valeur in valeurs if role(valeur) in _CONNUS]
    dit_une_moitie = not noms.isdisjoint(("resultat", "candidat"))
    return dit_une_moitie and len(connus) > 1


def est_une_ligne(parties: Sequence[str]) -> bool:
    """Whether the pieces of a line inside a cell are those of a row.

    That is a code, or a word of the preamble. « Évaluation » is not one of these words: a comment
    may begin a line with it.
    """
    if len(parties) < 2:
        return False
    if cle_du_preambule(parties[0]) not in (None, "evaluation"):
        return True
    return any(CODE.fullmatch(partie.strip(' "')) for partie in parties)


def colonnes(
    entete: Ligne, ignorees: Container[int] = (), prouves: SensDesColonnes = MappingProxyType({})
) -> PlacesDesColonnes:
    """Say which column holds what; those of `ignorees` (places) hold nothing.

    `prouves` says what columns hold whose headings do not say it alone.
    """
    noms = _sans(entete.valeurs, ignorees, prouves)
    # Of two columns of one name, the last is read; that they are two is a fault (F105).
    place = {nom: rang for rang, nom in enumerate(noms) if nom}
    # A heading that is a code makes a column of answers only where no column holds codes.
    large = "critere" not in place
    codes: list[Cellule] = []
    en_travers: list[Cellule] = []
    for rang, (titre, nom) in enumerate(zip(entete.valeurs, noms, strict=True)):
        if nom == CANDIDAT_EN_COLONNE:
            en_travers.append(entete.cellule(rang))
        if large and rang not in ignorees and _est_un_code_en_titre(titre):
            codes.append(entete.cellule(rang))
    return PlacesDesColonnes(
        titres=entete.valeurs,
        candidat=place.get("candidat"),
        critere=place.get("critere"),
        resultat=place.get("resultat"),
        coches={resultat: place[resultat] for resultat in Resultat if resultat in place},
        criteres=tuple(codes),
        candidats=tuple(en_travers),
    )


def fautes(
    entete: Ligne,
    source: str,
    ignorees: Container[int] = (),
    prouves: SensDesColonnes = MappingProxyType({}),
) -> Iterator[Diagnostic]:
    """Yield what is wrong with the headings, those of `ignorees` (places) apart.

    Errors: F105, F107; warning F108.
    """
    noms = _sans(entete.valeurs, ignorees, prouves)
    # Where there is no form, the other cells may be no headings at all, but somebody's name.
    if not _forme(noms, entete.valeurs):
        manquante = _manquante(noms)
        if _a_des_codes(entete.valeurs):
            manquante = "candidat"
        coin = entete.cellule(0)
        yield diagnostic("F107", coin.position(source), colonne=manquante)
        return
    large = "critere" not in noms
    d_une_autre_forme = _hors_forme(noms, large=large)
    vus: set[str] = set()
    for rang, (titre, nom) in enumerate(zip(entete.valeurs, noms, strict=True)):
        # Of these there may be several.
        if nom in (CANDIDAT_EN_COLONNE, LIBELLE):
            continue
        # In the wide form, a code is what its column holds.
        sens = nom
        if large and not nom and _est_un_code_en_titre(titre):
            sens = titre
        ou = entete.cellule(rang).position(source)
        if sens in vus or nom in d_une_autre_forme:
            yield diagnostic("F105", ou, colonne=court(titre))
        elif sens:
            vus.add(sens)
        elif titre and role(titre) in ("", AUTRE) and rang not in ignorees:
            yield diagnostic("F108", ou)


def _hors_forme(noms: Sequence[SensDeColonne], *, large: bool) -> frozenset[SensDeColonne]:
    """What columns of another form hold, beside those that make one."""
    if large:
        return frozenset(("resultat", *Resultat))
    # A result beside columns to tick would answer a second time.
    if any(isinstance(nom, Resultat) for nom in noms):
        return frozenset(("resultat",))
    return frozenset()


def _forme(noms: Sequence[SensDeColonne], titres: Sequence[str]) -> bool:
    """Whether these columns make one of the forms."""
    if "critere" not in noms:
        return "candidat" in noms and any(map(_est_un_long_code, titres))
    if "resultat" in noms or CANDIDAT_EN_COLONNE in noms:
        return True
    return set(noms) >= _COCHES


def _sans(
    titres: Sequence[str], ignorees: Container[int], prouves: SensDesColonnes
) -> list[SensDeColonne]:
    """What each column holds, nothing for those that are to be left aside."""
    noms: list[SensDeColonne] = []
    for rang, seul in enumerate(noms_des_titres(titres)):
        nom = prouves.get(rang, seul)
        noms.append(None if rang in ignorees else nom)
    return noms


def noms_des_titres(valeurs: Sequence[str]) -> list[SensDeColonne]:
    """What each column holds, by its heading alone."""
    return list(map(_nom, valeurs))


def est_un_code(texte: str) -> bool:
    """Whether a text is a code, in the spelling of some référentiel or in another that is plain."""
    return CODE.fullmatch(texte) is not None or ressemble_a_un_code(texte)


def _a_des_codes(titres: Sequence[str]) -> bool:
    """Whether a row has codes, three at least: the headings of the wide form."""
    codes = [titre for titre in titres if _est_un_long_code(titre)]
    return len(codes) > 2


def _est_un_long_code(titre: str) -> bool:
    """Whether a heading is a code, in the référentiel's spelling or in another that is plain."""
    return CODE_COURT.fullmatch(titre) is not None or ressemble_a_un_code(titre)


def _est_un_code_en_titre(titre: str) -> bool:
    return _CODE_EN_TITRE.fullmatch(titre) is not None or ressemble_a_un_code(titre)


@lru_cache(maxsize=MOTS_RETENUS)
def _nom(valeur: str) -> SensDeColonne:
    """What a column of that heading holds that makes a grille; None if it is something else."""
    tenu = role(valeur)
    if tenu in _TENUS:
        return tenu
    return _RESULTATS.get(tenu)


def _manquante(noms: Sequence[SensDeColonne]) -> str:
    """The column that is lacking, by those that are there."""
    if "critere" not in noms and ("resultat" in noms or "candidat" not in noms):
        return "critere"
    if Resultat.ACQUIS in noms:
        return "non acquis"
    a_cocher = Resultat.NON_ACQUIS in noms or Resultat.NON_EVALUE in noms
    return "acquis" if a_cocher else "resultat"
