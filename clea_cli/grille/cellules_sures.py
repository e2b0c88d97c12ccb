"""Cells that the slow reading would take letter for letter: those that may be read faster.

What asks for attention (spaces around it, a name like a formula, damage, a heading) is not sure.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from unicodedata import is_normalized

from clea_cli.grille.ecritures import mot_de_reponse
from clea_cli.grille.reconnaitre import est_un_bilan
from clea_cli.grille.titres import est_un_titre
from clea_cli.grille.vocabulaire import BILANS
from clea_cli.referentiel.referentiel import Resultat
from clea_cli.sources.lignes_csv import SEPARATEURS, sans_precaution
from clea_cli.sources.mots import ABIME, INVISIBLE

_MOT_MAX = 16  # bytes: an answer is a word or two
_SIMPLES = re.compile(rb"[\nA-Za-z0-9 ._-]+")
# Of names that would be stripped, made harmless, or are missing.
_BORDS = (b"\n ", b" \n", b"\n-", b"\n\n")
_HORS_CHIFFRES = bytes(set(range(256)) - set(b"0123456789\n"))
_SANS_CHIFFRE = re.compile(rb"^[^0-9\n]+$", re.MULTILINE)
_DEBUTS_DE_BILAN = frozenset(mot.encode() for mot in BILANS)
_PONCTUATION = dict.fromkeys(map(ord, " ._-'’()/&#,@"))


def reponse(cellule: bytes, sens: Mapping[str, Resultat]) -> Resultat | None:
    """What a cell answers, if it surely does; `sens` says what a comparable word means."""
    try:
        texte = cellule.decode()
    except UnicodeDecodeError:
        return None
    if len(cellule) > _MOT_MAX or not _reponse_sure(texte):
        return None
    return sens.get(mot_de_reponse(texte))


def _reponse_sure(texte: str) -> bool:
    if any(separateur in texte for separateur in SEPARATEURS):
        return False
    nue = texte == sans_precaution(texte.strip())
    return nue and texte.isprintable() and _sur(texte)


def noms_surs(noms: Sequence[bytes]) -> bool:
    """Whether the slow reading would read and write every one of these names as it stands."""
    tous = b"\n%b\n" % b"\n".join(noms)
    # The short way looks at all of them at once: letters without accents, and no doubtful edge.
    simples = _SIMPLES.fullmatch(tous) is not None
    if simples and not any(bord in tous for bord in _BORDS):
        # A name without a digit could be a heading or a sum; one with a digit, « Total 12 ».
        douteux = _sans_chiffre(tous)
        if b" " in tous:
            douteux += _en_plusieurs_mots(noms)
        return not any(_est_personne(nom.decode()) for nom in douteux)
    # The long way looks at each.
    try:
        texte = tous[1:-1].decode()
    except UnicodeDecodeError:
        return False
    return all(_nom_sur(nom) for nom in texte.split("\n"))


def _sans_chiffre(tous: bytes) -> list[bytes]:
    """The names without a digit, which alone could be headings."""
    # Where each line keeps a digit, there is none; it is sooner seen so than by a search.
    if b"\n\n" not in tous.translate(None, _HORS_CHIFFRES):
        return []
    return _SANS_CHIFFRE.findall(tous)


def _en_plusieurs_mots(noms: Sequence[bytes]) -> Iterator[bytes]:
    """The names that begin as a sum does: « Total 12 »."""
    for nom in noms:
        debut, _, _ = nom.partition(b" ")
        if debut.lower() in _DEBUTS_DE_BILAN:
            yield nom


def _est_personne(nom: str) -> bool:
    """Whether a text where a name should be is nobody's: a heading, a sum."""
    return est_un_titre(nom) or est_un_bilan(nom)


def _nom_sur(nom: str) -> bool:
    """Whether a name is of letters, figures and plain signs, and none at its edges is doubtful."""
    lettres = nom.translate(_PONCTUATION)
    if not lettres.isalnum() or not nom[0].isalnum() or nom[-1] == " ":
        return False
    return _sur(nom)


def _sur(texte: str) -> bool:
    """Whether no row with this text could be taken for headings, and nothing in it is damaged."""
    if ABIME.search(texte) or INVISIBLE.search(texte):
        return False
    return is_normalized("NFC", texte) and not _est_personne(texte)
