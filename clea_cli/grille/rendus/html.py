"""A grille to fill in a browser: one page that needs nothing else, and sends nothing.

It works from a USB stick. Its content-security policy names its own script by SHA-256, so that
nothing else runs in it, and forbids any address.
"""

import json
from base64 import b64encode
from collections.abc import Iterable
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from clea_cli.grille.vues import DomaineGrille, GrilleVue, LigneGrille
from clea_cli.sorties.styles import COMMUNS
from clea_cli.sorties.texte import inoffensif

_GABARITS = Path(__file__).parent / "gabarits"
_CHARGEUR = FileSystemLoader(_GABARITS)
# One script in the page: each part stands on those before it.
_SCRIPTS = ("travail.js", "ecrits.js", "grille.js")
_FEUILLES = (COMMUNS / "document.css", _GABARITS / "grille.css")


def rendre(vue: GrilleVue) -> bytes:
    """Write the page."""
    script = _ensemble([_GABARITS / nom for nom in _SCRIPTS])
    style = ":root { --taille: 12pt; }\n" + _ensemble(_FEUILLES)
    environnement = Environment(
        loader=_CHARGEUR, autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    page = environnement.get_template("grille.html").render(
        grille=vue,
        style=Markup(style),  # noqa: S704 — our own files
        script=Markup(script),  # noqa: S704 — our own file
        empreinte=Markup(_empreinte(script)),  # noqa: S704 — a digest
        donnees=Markup(_donnees(vue)),  # noqa: S704 — escaped below
    )
    return page.encode(errors="replace")


def _ensemble(fichiers: Iterable[Path]) -> str:
    textes = [fichier.read_text(encoding="utf-8") for fichier in fichiers]
    return "".join(textes)


def _empreinte(script: str) -> str:
    """A script as the content-security policy names it."""
    condense = sha256(script.encode()).digest()
    return f"sha256-{b64encode(condense).decode()}"


def _donnees(vue: GrilleVue) -> str:
    """The grille as JSON that can stand in a page: no sign of it can end the script."""
    donnees = {
        "referentiel": vue.referentiel,
        "version": vue.version,
        "candidat": inoffensif(vue.candidat),
        "domaines": [_domaine(domaine) for domaine in vue.domaines],
    }
    ecrites = json.dumps(donnees, ensure_ascii=False)
    for signe in "&<>":
        ecrites = ecrites.replace(signe, f"\\u{ord(signe):04x}")
    return ecrites


def _domaine(domaine: DomaineGrille) -> dict[str, Any]:
    return {
        "code": domaine.code,
        "libelle": inoffensif(domaine.libelle),
        "total": _nombre(domaine.total),
        "requis": None if domaine.requis is None else _nombre(domaine.requis),
        "criteres": [_critere(ligne) for ligne in domaine.lignes],
    }


def _critere(ligne: LigneGrille) -> dict[str, Any]:
    dit: dict[str, Any] = {
        "code": ligne.code,
        "libelle": inoffensif(ligne.libelle),
        "points": _nombre(ligne.points),
    }
    if ligne.contexte:
        dit["contexte"] = inoffensif(ligne.contexte)
    return dit


def _nombre(points: int | Fraction) -> int | float:
    """Points for a count that only helps to follow; the verdict never sees them."""
    return points if isinstance(points, int) else float(points)
