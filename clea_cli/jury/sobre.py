"""A fault told where many will read it (pages, workbook, manifest): a place and a reason, and no
word that a person typed.

A cell of a roster or of a grille may name somebody. Only facts that the program itself counted or
knows are kept, each in its own form; the others become « … ».
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from string import Formatter

from clea_cli.diagnostics import Diagnostic
from clea_cli.diagnostics.catalogue import CATALOGUE
from clea_cli.jury.mots_session import NOMS
from clea_cli.jury.session import Dossier

_JOUR = r"[0-9]{2}/[0-9]{2}/[0-9]{4}"
_NOMBRE = r"[0-9]{1,4}"
_SURS = {  # facts that are shown, and the only form that they may have
    "duree": r"[0-9]+ (?:h|min)(?: [0-9]+)?",
    "evaluation": "l'évaluation (?:préalable|finale)",
    "premiere": "[A-Z]{1,3}[0-9]+",
    "version": r"[0-9]{1,4}(?:\.[0-9]{1,3})?",
    "nombre": rf"{_NOMBRE} [a-zéè]+",
    "criteres": "(?:[0-9.…]|, | et |tout le domaine )+",
    "etape": "préalable|finale",
    **dict.fromkeys(("maximum", "annees", "ligne"), _NOMBRE),
    **dict.fromkeys(("jour", "session", "prealable", "finale", "limite"), _JOUR),
}


def dire(faute: Diagnostic) -> str:
    """A fault without any word that a person typed."""
    # Its words are read back by the sentence that they fill; where that fails, nothing is kept.
    gabarit = CATALOGUE[faute.code].message
    lue = _forme(gabarit).fullmatch(faute.message)
    surs = lue.groupdict() if lue else {}
    dits: dict[str, str] = {}
    for _, nom, _, _ in Formatter().parse(gabarit):
        if nom:
            dits[nom] = surs.get(nom, "…")
    return gabarit.format(**dits)


@cache
def _forme(gabarit: str) -> re.Pattern[str]:
    """The expression by which the facts that may be shown are found in a message."""
    morceaux: list[str] = []
    vus: set[str] = set()
    for litteral, nom, _, _ in Formatter().parse(gabarit):
        morceaux.append(re.escape(litteral))
        if nom is None:
            continue
        # An expression names a group once; said again, it is whatever stands there.
        if nom in _SURS and nom not in vus:
            morceaux.append(f"(?P<{nom}>{_SURS[nom]})")
        else:
            morceaux.append(".*")
        vus.add(nom)
    return re.compile("".join(morceaux), re.DOTALL)


def raisons(
    dossier: Dossier,
    fautes: Iterable[Diagnostic],
    grilles: Mapping[str, str],
) -> tuple[tuple[str, str], ...]:
    """The faults of a dossier, a code and a reason each, the many of one code together.

    `grilles` is the path of each évaluation's grille; another file is the session's own.
    """
    lieux: dict[str, str] = {}
    for cle, _ in dossier.evaluations:
        if cle in grilles:
            lieux[grilles[cle]] = NOMS[cle].lower()
    par_code: dict[str, list[Diagnostic]] = {}
    for faute in fautes:
        par_code.setdefault(faute.code, []).append(faute)
    dites: list[tuple[str, str]] = []
    for code, siennes in par_code.items():
        premiere, *autres = siennes
        suite = f", et {len(autres)} fois encore" if autres else ""
        ici = _lieu(premiere, lieux)
        dites.append((code, f"{dire(premiere)} ({ici}{suite})"))
    return tuple(dites)


def _lieu(faute: Diagnostic, lieux: Mapping[str, str]) -> str:
    """Where a fault stands, without the name of the file, which may be somebody's."""
    ou = faute.position
    fichier = lieux.get(ou.source, "fichier de la session")
    if ou.cellule:
        return f"{fichier}, cellule {ou.cellule}"
    return f"{fichier}, ligne {ou.ligne}" if ou.ligne else fichier
