"""The ways in which people write an answer or a code, reduced to the one that a référentiel has.

An answer may agree in gender and number, end with a full stop, be a tick. A code may be written
« 1.1.1. », « C1.1.1 », « 1-1-1 », « 1,1,1 » or before its label. Nothing here decides: a spelling
of codes is believed where it is that of the whole column and each code has one text, no other.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from clea_cli.grille.vocabulaire import ACCORDS, BOOLEENS, OUI_PARTOUT, S_ACCORDENT
from clea_cli.referentiel.echelle import MOTS_PROPRES
from clea_cli.referentiel.referentiel import Referentiel, Resultat
from clea_cli.sources.mots import MOTS_RETENUS, mot_comparable

_MOT_COURT = 4  # letters: shorter ones (« oui », « non ») do not agree
_VARIANTE = "\ufe0f"  # what follows a tick that is shown in colour

_NOMBRE = r"[0-9]{1,3}"
_CODE_ECRIT = re.compile(
    r"(?P<avant>[^\W\d_]{0,12}\.?[ °\u00a0.\-_:]{0,2})"
    rf"(?P<code>{_NOMBRE}(?:(?P<entre> ?[.,\-–_/·] ?){_NOMBRE}(?:(?P=entre){_NOMBRE})*+))"
    r"(?P<apres>[.):]?)"
    r"(?:[ \u00a0\n]*(?:[-–—:.)|][ \u00a0]*)?(?P<libelle>[^\W\d_].{0,300}))?",
    re.DOTALL,
)


class CodeEcrit(NamedTuple):
    """A code as it is written: the numbers it is made of, how it is written, the label after it."""

    nombres: tuple[str, ...]
    ecriture: tuple[str, ...]
    libelle: str


# Answers


@lru_cache(maxsize=MOTS_RETENUS)
def mot_de_reponse(texte: str) -> str:
    """Reduce an answer to what counts: no case, accents, final stop, nor the colour of a tick."""
    mot = mot_comparable(texte.replace(_VARIANTE, ""))
    return mot.rstrip(" .") or mot


def sens_des_mots(referentiel: Referentiel) -> dict[str, Resultat]:
    """What each word means for a référentiel, as `mot_de_reponse` reduces it.

    Its own words come first; then their agreements, the ticks and the booleans of a spreadsheet,
    where they contradict none of these.
    """
    # 1. The words of the référentiel.
    sens = dict(MOTS_PROPRES)
    ecrits = [(resultat.libelle, resultat) for resultat in Resultat]
    for resultat, synonymes in referentiel.echelle.items():
        for synonyme in synonymes:
            mot = mot_de_reponse(synonyme)
            sens[mot] = resultat
            ecrits.append((synonyme, resultat))
    # 2. Their agreements.
    refuses = set(map(mot_de_reponse, referentiel.a_preciser))
    for ecrit, resultat in ecrits:
        for accorde in _accords(ecrit):
            if accorde not in refuses:
                sens.setdefault(accorde, resultat)
    # 3. Booleans and ticks.
    for autre, mot in BOOLEENS.items():
        if mot in sens:
            sens.setdefault(autre, sens[mot])
    for coche in OUI_PARTOUT:
        sens.setdefault(coche, Resultat.ACQUIS)
    return sens


def _accords(ecrit: str) -> Iterator[str]:
    """The other genders and numbers of a word: of « non évalué », « non evaluee »."""
    dernier_mot = ecrit.split()[-1]
    if len(dernier_mot) <= _MOT_COURT or not ecrit.endswith(S_ACCORDENT):
        return
    racine = mot_de_reponse(ecrit)
    for terminaison in ACCORDS:
        deja_au_pluriel = terminaison == "s" and racine.endswith("s")
        if not deja_au_pluriel:
            yield racine + terminaison


# Codes


@lru_cache(maxsize=MOTS_RETENUS)
def lire_code(texte: str) -> CodeEcrit | None:
    """Read a code of several numbers, however it is written; None if a text begins with none."""
    trouve = _CODE_ECRIT.fullmatch(texte.strip())
    if trouve is None:
        return None
    nombres = [nombre.strip() for nombre in trouve["code"].split(trouve["entre"])]
    libelle = trouve["libelle"] or ""
    ecriture = (
        trouve["avant"].casefold().strip(),
        trouve["entre"].strip(),
        trouve["apres"],
        "libellé" if libelle else "",
    )
    return CodeEcrit(tuple(nombres), ecriture, libelle)


def ressemble_a_un_code(texte: str) -> bool:
    """Whether a text is a code of three numbers or more, in any spelling."""
    lu = lire_code(texte)
    return lu is not None and len(lu.nombres) > 2


def traduire(textes: Iterable[str], codes: Iterable[str]) -> Mapping[str, str]:
    """The code that each text stands for, if all are written in one other way; else nothing.

    Texts that are codes already, or that are the only ones of their spelling, prove that the column
    is not written in one way.
    """
    par_nombres = _par_nombres(codes)
    if not par_nombres:
        return {}
    trouves: dict[str, str] = {}
    ecritures = set()
    for texte in textes:
        lu = lire_code(texte)
        if lu is None:
            continue
        code = par_nombres.get(_nus(lu.nombres))
        if code is not None:
            trouves[texte] = code
            ecritures.add(lu.ecriture)
    # 1. All in one way.
    if len(ecritures) != 1:
        return {}
    # 2. Not the référentiel's own.
    if any(texte == code for texte, code in trouves.items()):
        return {}
    # 3. No code has two texts.
    return trouves if un_texte_par_code(trouves) else {}


def un_texte_par_code(codes: Mapping[str, str]) -> bool:
    """Whether no two texts stand for the same code."""
    differents = set(codes.values())
    return len(differents) == len(codes)


def _par_nombres(codes: Iterable[str]) -> dict[tuple[str, ...], str]:
    """Codes by the numbers that they are made of; nothing if two are made of the same."""
    trouves: dict[tuple[str, ...], str] = {}
    for code in codes:
        lu = lire_code(code)
        if lu is None:
            continue
        premier = trouves.setdefault(_nus(lu.nombres), code)
        if premier != code:
            return {}
    return trouves


def _nus(nombres: tuple[str, ...]) -> tuple[str, ...]:
    """Numbers without the zeros before them."""
    return tuple(nombre.lstrip("0") or "0" for nombre in nombres)
