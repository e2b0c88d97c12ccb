"""What is wrong in a template, in French and at its line.

Jinja's words only where they name what was typed.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from jinja2 import (
    Environment,
    TemplateAssertionError,
    TemplateNotFound,
    TemplateRuntimeError,
    TemplateSyntaxError,
    UndefinedError,
)
from jinja2.exceptions import SecurityError

from clea_cli.diagnostics.proches import conseil_proche, plus_proche
from clea_cli.documents.rendus.langue import FILTRES, absence

# What was typed, in the words in which Jinja says it.
_EN_FAUTE = re.compile(
    r"(?:got|closed is|tag|unexpected|char|named|assign to) '(?!end of)([^']+)'",
)
_CITE = re.compile(r"'([^']+)'")
_TYPOGRAPHIQUES = {
    "«": '"',
    "»": '"',
    "“": '"',
    "”": '"',
    "„": '"',
    "‘": "'",
    "’": "'",
    "\u00a0": "une espace",
    "–": "-",
    "—": "-",
}
_CONSEILS = {  # what people type in a tag, and what it should have been
    "=": "pour comparer, écrivez ==",
    "if": "« else if » s'écrit « elif »",
    "end": "écrivez-le d'un mot, « endif » ou « endfor »",
    "si": "« si » s'écrit « if »",
    "sinon": "« sinon » s'écrit « else »",
    "pour": "« pour » s'écrit « for »",
    "dans": "« dans » s'écrit « in »",
    "finsi": "« fin si » s'écrit « endif »",
    "finpour": "« fin pour » s'écrit « endfor »",
    "}": "un trou a deux accolades de chaque côté",
}
_BALISE = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
_FERMETURES = {"{{": "}}", "{%": "%}", "{#": "#}"}
_MOT = re.compile(r"\{%-?\s*(\w+)([^%]*)")
_A_FERMER = frozenset({"for", "if", "macro", "call", "filter", "with", "block", "autoescape"})


class ModeleError(Exception):
    """A template that cannot be read or filled: which one, at which line, and why."""

    def __init__(self, nom: str, ligne: int | None, motif: str) -> None:
        """Remember the place."""
        super().__init__(nom, ligne, motif)
        self.nom, self.ligne, self.motif = nom, ligne, motif


# What stops a calculation, the narrowest first.
_CALCULS: tuple[tuple[type[Exception], str], ...] = (
    (ZeroDivisionError, "un calcul divise par zéro"),
    (OverflowError, "un nombre ou une liste est démesuré"),
    (RecursionError, "une expression, une inclusion ou une macro s'emboîte sans fin"),
    (ArithmeticError, "un calcul ne peut pas se faire"),
    (TemplateRuntimeError, "un filtre est donné par son nom à un autre filtre, et n'existe pas"),
    (ValueError, "une valeur n'est pas de la sorte qu'un filtre ou une boucle attend"),
    (AttributeError, "une valeur n'est pas de la sorte qu'un filtre attend"),
)


def expliquer(
    nom: str,
    erreur: Exception,
    environnement: Environment,
    textes: Mapping[str, str],
    noms: Iterable[str],
) -> ModeleError:
    """Say what is wrong, and where.

    What the error says, or the last line of a template that was running.

    `textes` are the templates at hand, `noms` those that a template may read.
    """
    # 1. Where: the innermost frame that is a template's.
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
    # 2. A tag that is never closed is told where it was opened: Jinja says where it gave up.
    if isinstance(erreur, TemplateSyntaxError) and fichier in textes:
        sans_fin = "end of template" in str(erreur)
        ouverte = _jamais_refermee(textes[fichier], ligne or 1, sans_fin=sans_fin)
        if ouverte is not None:
            return ModeleError(fichier, *ouverte)
    return ModeleError(fichier, ligne, _motif(erreur, environnement, noms))


def _motif(erreur: Exception, environnement: Environment, noms: Iterable[str]) -> str:
    """What is wrong, in French."""
    cite = _CITE.findall(str(erreur))
    if isinstance(erreur, SecurityError):
        return "ce qu'il demande n'est pas permis à un modèle"
    if isinstance(erreur, TemplateNotFound):
        return f"il inclut « {erreur.name} », qui n'est pas un modèle de ce dossier"
    if isinstance(erreur, UndefinedError):
        return _nom_absent(str(erreur), noms)
    if isinstance(erreur, TemplateAssertionError) and cite:
        return inconnu(str(erreur), cite[0], environnement)
    if isinstance(erreur, TemplateSyntaxError):
        return _syntaxe(str(erreur))
    if isinstance(erreur, TypeError) and "missing" in str(erreur):
        return 'il manque quelque chose à un filtre, comme dans {{ 2 | pluriel("critère") }}'
    if isinstance(erreur, ValueError) and "isoformat" in str(erreur):
        return "un filtre attend une date de la forme 2026-11-28, qui n'est pas vide"
    if isinstance(erreur, TypeError):
        return "un calcul ou une comparaison mêle un nombre et un texte, peut-être vide"
    return _du_calcul(erreur)


def _du_calcul(erreur: Exception) -> str:
    """What stops a calculation."""
    for genre, motif in _CALCULS:
        if isinstance(erreur, genre):
            return motif
    return "un calcul ne peut pas se faire"


def _nom_absent(dit: str, noms: Iterable[str]) -> str:
    """A name of the data itself has the nearest of them; the others have theirs already."""
    debut = re.fullmatch("« (.+) » n'existe pas ici", dit)
    return absence(debut[1], noms) if debut else dit


def inconnu(dit: str, nom: str, environnement: Environment) -> str:
    """A filter or a test that nobody has: the nearest, and the filters of ours."""
    if "filter" in dit:
        proche = plus_proche(nom, [*FILTRES, *sorted(environnement.filters)])
        conseil = f" ; vouliez-vous dire « {proche} » ?" if proche else " ;"
        les_notres = ", ".join(FILTRES)
        return f"le filtre « {nom} » n'existe pas{conseil} filtres de clea : {les_notres}"
    if "test" in dit:
        conseil = conseil_proche(nom, sorted(environnement.tests), "ceux qui existent")
        return f"le test « {nom} » n'existe pas ; {conseil}"
    return f"une balise n'est pas correcte, près de « {nom} »"


def _syntaxe(dit: str) -> str:
    en_faute = _EN_FAUTE.search(dit)
    if en_faute is None:
        return "une balise n'est pas correcte, ou n'est pas refermée"
    tape = en_faute[1]
    # What a word processor makes of a sign while it is typed.
    droit = _TYPOGRAPHIQUES.get(tape)
    if droit:
        return f"« {tape} » est un signe typographique : dans une balise, tapez {droit}"
    # A no-break space beside it, which nobody sees, is not told.
    signe = tape.encode("ascii", "ignore").decode().strip() or tape
    conseil = _CONSEILS.get(signe, "")
    fin = f" : {conseil}" if conseil else ""
    return f"une balise n'est pas correcte, près de « {signe} »{fin}"


def _jamais_refermee(texte: str, ligne: int, *, sans_fin: bool) -> tuple[int, str] | None:
    """The opening that has no closing, if that is why this line could not be read.

    `sans_fin` says that the template ended where more was expected.
    """
    ouverture = ""
    place = 0
    for trouve in _BALISE.finditer(texte):
        if trouve[0] in _FERMETURES:
            # Another opening inside: the first one was never closed. In a comment, it is letters.
            if ouverture and ouverture != "{#":
                break
            if not ouverture:
                ouverture = trouve[0]
                place = trouve.start()
        elif _FERMETURES.get(ouverture) == trouve[0]:
            ouverture = ""
    debut = texte.count("\n", 0, place) + 1
    if ouverture and debut <= ligne:
        return debut, f"« {ouverture} » n'est pas refermé par « {_FERMETURES[ouverture]} »"
    return _bloc_ouvert(texte) if sans_fin else None


def _bloc_ouvert(texte: str) -> tuple[int, str] | None:
    """The `if` or the `for` that the end of the template leaves open."""
    ouverts: list[tuple[str, int]] = []
    for trouve in _MOT.finditer(texte):
        mot, suite = trouve.groups()
        # « {% set x %} … {% endset %} » is a block, « {% set x = 1 %} » is none.
        if mot in _A_FERMER or (mot == "set" and "=" not in suite):
            ligne = texte.count("\n", 0, trouve.start()) + 1
            ouverts.append((mot, ligne))
        elif mot.startswith("end") and ouverts:
            ouvert, _ = ouverts.pop()
            # Closed in another order, nobody knows which one is missing.
            if ouvert != mot.removeprefix("end"):
                return None
    if not ouverts:
        return None
    mot, debut = ouverts[-1]
    return debut, f"« {mot} » n'est pas refermé par « {{% end{mot} %}} »"
