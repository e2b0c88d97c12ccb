"""The words of a document: a Jinja template in Markdown, filled with plain data.

Whatever a template shows of the data is escaped by the environment, not by the template's author: a value can hold no
Markdown, no HTML and no template. The filters write French as it is printed.
"""

import re
from collections.abc import Mapping
from fractions import Fraction
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
    meta,
)
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from clea_cli.sorties.markdown import brut
from clea_cli.sorties.mots import date_complete, date_courte, date_longue, duree

_VALEURS_RETENUES = 2_000  # labels come again from candidate to candidate
LIVRES = Path(__file__).parent.parent / "modeles"

# What was typed, in the words in which Jinja says it.
_EN_FAUTE = re.compile(
    r"(?:got|closed is|tag|unexpected|char|named|assign to) '(?!end of)([^']+)'",
)


class ModeleError(Exception):
    """A template that cannot be read or filled: which one, at which line, and why."""

    def __init__(self, nom: str, ligne: int | None, motif: str) -> None:
        """Remember the place."""
        super().__init__(nom, ligne, motif)
        self.nom, self.ligne, self.motif = nom, ligne, motif


def remplir(nom: str, donnees: Mapping[str, Any], modeles: Mapping[str, str] | None = None) -> str:
    """Fill the template of that name. Raises ModeleError.

    `modeles` are an organisme's own, by file name: they replace ours, and run in Jinja's sandbox.
    """
    try:
        environnement = _confine(modeles) if modeles else _ENVIRONNEMENT
        return environnement.get_template(nom).render(donnees)
    except Exception as erreur:
        raise _expliquer(nom, erreur) from erreur


@cache
def noms_lus(nom: str) -> frozenset[str]:
    """The names that a template of ours reads in its data, those of the templates that it includes too."""
    arbre = _ENVIRONNEMENT.parse((LIVRES / nom).read_text(encoding="utf-8"))
    inclus = (noms_lus(autre) for autre in meta.find_referenced_templates(arbre) if autre)
    return frozenset(meta.find_undeclared_variables(arbre)).union(*inclus)


def _expliquer(nom: str, erreur: Exception) -> ModeleError:
    """Where in which template.

    What the error says, or else the last line of a template that was running.
    """
    fichier = nom
    ligne = getattr(erreur, "lineno", None)
    trace = erreur.__traceback__
    while trace is not None:
        # Jinja makes up a frame for each line of a template; for a lone comment, a nameless one.
        cadre = trace.tb_frame
        chemin = cadre.f_code.co_filename
        if "__jinja_exception__" in cadre.f_globals and chemin != "<unknown>":
            fichier = Path(chemin).name
            ligne = trace.tb_lineno
        trace = trace.tb_next
    return ModeleError(fichier, ligne, _motif(erreur))


def _motif(erreur: Exception) -> str:
    """What is wrong, in French; the words of Jinja only where they name what was typed."""
    cite = re.findall(r"'([^']+)'", str(erreur))
    if isinstance(erreur, SecurityError):
        return "ce qu'il demande n'est pas permis à un modèle"
    if isinstance(erreur, TemplateNotFound):
        return f"il inclut « {erreur.name} », qui n'est pas un modèle de ce dossier"
    if isinstance(erreur, UndefinedError):
        return f"« {cite[-1]} » n'existe pas ici" if cite else "un nom n'existe pas ici"
    if isinstance(erreur, TemplateSyntaxError):
        en_faute = _EN_FAUTE.search(str(erreur))
        pres = f"près de « {en_faute[1]} »" if en_faute else "ou n'est pas refermée"
        return f"une balise n'est pas correcte, {pres}"
    return f"un calcul ne peut pas se faire ({type(erreur).__name__})"


def decimal(nombre: str | int) -> str:
    """A number with a decimal comma, cut to two decimals: « 7/2 » as « 3,5 »."""
    centiemes = int(Fraction(nombre) * 100)
    entier, reste = divmod(centiemes, 100)
    return f"{entier},{reste:02}".rstrip("0").rstrip(",")


def heures(nombre: str | int) -> str:
    """A number of hours: « 7/2 » as « 3 h 30 »."""
    return duree(round(Fraction(nombre) * 60))


def guillemets(texte: str) -> str:
    """A text between French quotes."""
    return f"« {texte} »"


def pluriel(nombre: str | int, mot: str, plusieurs: str = "") -> str:
    """A count and its noun: « 1 critère », « 2 critères »."""
    if Fraction(nombre) >= 2:
        mot = plusieurs or f"{mot}s"
    return f"{nombre} {mot}"


def a_remplir(texte: str, points: int = 40) -> str:
    """A text; where there is none, a dotted line to fill by hand."""
    return texte or "." * points


_FILTRES = (date_longue, date_courte, date_complete, decimal, heures, guillemets, pluriel, a_remplir)
FILTRES = {filtre.__name__: filtre for filtre in _FILTRES}


def _montrer(valeur: Any) -> Any:
    """What is shown of a value: its letters, never its Markdown."""
    return valeur if isinstance(valeur, Markup) else litteral(str(valeur))


@lru_cache(_VALEURS_RETENUES)
def litteral(texte: str) -> Markup:
    """The letters of a text, which Markdown shows and does not obey.

    Spaces on either side are kept, as one.
    """
    avant = " " if texte[:1].isspace() else ""
    apres = " " if texte[-1:].isspace() else ""
    lettres = f"{avant}{brut(texte)}{apres}" if texte.strip() else avant
    return Markup(lettres)  # noqa: S704 — brut escapes it


def _regler(environnement: Environment) -> Environment:
    environnement.filters.update(FILTRES)
    return environnement


_REGLAGES: dict[str, Any] = {
    "autoescape": True,  # so that what a macro gives is not escaped twice
    "undefined": StrictUndefined,
    "finalize": _montrer,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "keep_trailing_newline": True,
}
_LIVRES = FileSystemLoader(LIVRES)
_ENVIRONNEMENT = _regler(Environment(loader=_LIVRES, **_REGLAGES))  # noqa: S701 — autoescape is set


class _Donnes(BaseLoader):
    """Templates at hand, by file name."""

    def __init__(self, modeles: Mapping[str, str]) -> None:
        self._modeles = modeles

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Any]:
        if template not in self._modeles:
            raise TemplateNotFound(template)
        return self._modeles[template], template, None


def _confine(modeles: Mapping[str, str]) -> Environment:
    chargeur = ChoiceLoader([_Donnes(modeles), FileSystemLoader(LIVRES)])
    return _regler(ImmutableSandboxedEnvironment(loader=chargeur, **_REGLAGES))
