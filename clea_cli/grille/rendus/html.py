"""A grille to fill in a browser: one page that needs nothing else, works from a USB stick and sends nothing.

Its content-security policy names its own script by SHA-256, so that nothing else runs in it, and forbids any address.
"""

import json
from base64 import b64encode
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
_SCRIPTS = (
    "travail.js",
    "ecrits.js",
    "grille.js",
)  # one script in the page, each part stands on those before it


def rendre(vue: GrilleVue) -> bytes:
    """Write the page."""
    script = "".join((_GABARITS / nom).read_text(encoding="utf-8") for nom in _SCRIPTS)
    feuilles = (COMMUNS / "document.css", _GABARITS / "grille.css")
    style = "".join(feuille.read_text(encoding="utf-8") for feuille in feuilles)
    environnement = Environment(
        loader=_CHARGEUR, autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    page = environnement.get_template("grille.html").render(
        grille=vue,
        style=Markup(":root { --taille: 12pt; }\n" + style),  # noqa: S704 — our own files
        script=Markup(script),  # noqa: S704 — our own file
        empreinte=Markup(f"sha256-{b64encode(sha256(script.encode()).digest()).decode()}"),  # noqa: S704 — a digest
        donnees=Markup(_donnees(vue)),  # noqa: S704 — escaped below
    )
    return page.encode(errors="replace")


def _donnees(vue: GrilleVue) -> str:
    """The grille as JSON that can stand in a page: no sign of it can end the script."""
    donnees = {
        "referentiel": vue.referentiel,
        "version": vue.version,
        "candidat": inoffensif(vue.candidat),
        "domaines": [_domaine(domaine) for domaine in vue.domaines],
    }
    ecrites = json.dumps(donnees, ensure_ascii=False)
    return ecrites.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _domaine(domaine: DomaineGrille) -> dict[str, Any]:
    return {
        "code": domaine.code,
        "libelle": inoffensif(domaine.libelle),
        "total": _nombre(domaine.total),
        "requis": None if domaine.requis is None else _nombre(domaine.requis),
        "criteres": [_critere(ligne) for ligne in domaine.lignes],
    }


def _critere(ligne: LigneGrille) -> dict[str, Any]:
    dit = {
        "code": ligne.code,
        "libelle": inoffensif(ligne.libelle),
        "points": _nombre(ligne.points),
    }
    return dit | ({"contexte": inoffensif(ligne.contexte)} if ligne.contexte else {})


def _nombre(points: int | Fraction) -> int | float:
    """Points for a count that only helps to follow; the verdict never sees them."""
    return points if isinstance(points, int) else float(points)
