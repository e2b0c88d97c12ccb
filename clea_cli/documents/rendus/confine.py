"""Jinja for the templates of an organisme.

Its sandbox, in which no value ever becomes Markdown again.

In a text being filled, each sign of a value that Markdown could obey is a letter that nobody has
(U+FDD0 and after), and becomes `\\*` at the end: so cutting, joining or replacing pieces opens
nothing. What Jinja escapes for HTML by itself (`|safe`, `|e`, `~`, `join`…) is escaped as a value.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from types import CodeType
from typing import Any

from jinja2 import (
    BaseLoader,
    BytecodeCache,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    TemplateNotFound,
    nodes,
    pass_environment,
)
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from jinja2.filters import make_attrgetter
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from clea_cli.documents.rendus.langue import FILTRES, LIVRES, REGLAGES, ecrire
from clea_cli.sorties.markdown import brut

_SIGNES = "\\`*_[]<>|&~$#-+=.)"  # what `brut` escapes
_PREMIERE = 0xFDD0
_PROTEGES = {chr(_PREMIERE + rang): signe for rang, signe in enumerate(_SIGNES)}
_PROTEGE = re.compile(f"[{''.join(_PROTEGES)}]")
_ECHAPPE = re.compile(r"\\(.)", re.DOTALL)
# What makes of a text already written another one, by other rules than ours.
_FERMES = frozenset({"format", "format_map", "join", "replace", "escape", "translate"})
# As they come in a line of JSON, where a backslash is itself written twice.
_RESERVEES = re.compile(r"(?<!\\)((?:\\\\)*)\\ufd[de][0-9a-f]")


def sans_reserves(ligne: str) -> str:
    """A line of JSON in which no value has one of the letters that we keep for ourselves."""
    return _RESERVEES.sub(r"\1\\ufffd", ligne) if "\\ufd" in ligne else ligne


def montrer(valeur: Any) -> Any:
    """What is shown of a value; what a macro has written is shown as it is."""
    return valeur if isinstance(valeur, Markup) else _proteger(ecrire(valeur))


def finir(texte: str) -> str:
    """The text once filled, as Markdown."""
    return _PROTEGE.sub(lambda trouve: f"\\{_PROTEGES[trouve[0]]}", texte)


def _proteger(texte: str) -> Markup:
    """A value, its signs as letters of ours."""
    # 1. One of our letters in a value would become a sign at the end: it is one from the start.
    lettres = _PROTEGE.sub(lambda trouve: _PROTEGES[trouve[0]], texte)
    # 2. Spaces on either side are kept, as one, which `brut` would take away.
    avant = " " if lettres[:1].isspace() else ""
    apres = " " if lettres[-1:].isspace() and lettres.strip() else ""
    # 3. Each sign that `brut` escapes becomes a letter of ours, and its backslash goes.
    ecrit = _ECHAPPE.sub(_lettre_a_nous, brut(lettres))
    return Markup(f"{avant}{ecrit}{apres}")  # noqa: S704 — nothing in it is left to obey


def _lettre_a_nous(echappe: re.Match[str]) -> str:
    return chr(_PREMIERE + _SIGNES.index(echappe[1]))


def _unir(parties: Iterable[Any]) -> str:
    """Join pieces: as values, or as a text already written where one of them is."""
    toutes = list(parties)
    if any(isinstance(partie, Markup) for partie in toutes):
        return Markup("").join(map(montrer, toutes))
    return "".join(map(ecrire, toutes))


@pass_environment
def _joindre(
    environnement: "Confine",
    valeurs: Iterable[Any],
    lien: str = "",
    attribute: str | int | None = None,
) -> str:
    """The filter `join`."""
    parties = list(valeurs)
    if attribute is not None:
        parties = list(map(make_attrgetter(environnement, attribute), parties))
    avec_liens: list[Any] = []
    for partie in parties:
        if avec_liens:
            avec_liens.append(lien)
        avec_liens.append(partie)
    return _unir(avec_liens)


def _remplacer(texte: str, ancien: str, nouveau: str, fois: int = -1) -> str:
    """The filter `replace`."""
    if not isinstance(texte, Markup):
        return str(texte).replace(str(ancien), str(nouveau), fois)
    # In a text already written, what is put in is escaped first.
    ecrit = str(texte).replace(str(ancien), str(montrer(nouveau)), fois)
    return Markup(ecrit)  # noqa: S704 — both are escaped


def _former(texte: str, *valeurs: Any, **nommees: Any) -> str:
    """The filter `format`: its result is a value."""
    return str(texte) % (nommees or valeurs)


def _en_json(valeur: Any) -> str:
    """The filter `tojson`: its result is a value."""
    return json.dumps(valeur, ensure_ascii=False)


class _Donnes(BaseLoader):
    """Templates at hand, by file name; faults name the file."""

    def __init__(self, modeles: Mapping[str, str]) -> None:
        self._modeles = modeles

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Any]:
        if template not in self._modeles:
            raise TemplateNotFound(template)
        return self._modeles[template], template, None


class _Generateur(CodeGenerator):
    """Writes the code of a template; `~` joins by our rule."""

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802 — Jinja calls it
        self.write("environment.unir((")
        for partie in node.nodes:
            self.visit(partie, frame)
            self.write(", ")
        self.write("))")


class _Codes(BytecodeCache):
    """The code of templates, compiled once.

    An environment serves one document, so that it keeps nothing of it.
    """

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._codes[bucket.key, bucket.checksum] = bucket.code


_CODES = _Codes()


class Confine(ImmutableSandboxedEnvironment):
    """The environment of an organisme's templates; ours stand behind them."""

    code_generator_class = _Generateur
    intercepted_binops = frozenset({"+", "%", "*"})

    def __init__(self, modeles: Mapping[str, str]) -> None:
        """Know the templates, by file name."""
        livres = FileSystemLoader(LIVRES)
        chargeur = ChoiceLoader([_Donnes(modeles), livres])
        reglages = REGLAGES | {"finalize": montrer, "bytecode_cache": _CODES}
        super().__init__(loader=chargeur, **reglages)
        self.filters.update(FILTRES)
        for nom in ("safe", "e", "escape", "forceescape"):
            self.filters[nom] = montrer
        self.filters |= {
            "join": _joindre,
            "replace": _remplacer,
            "format": _former,
            "tojson": _en_json,
        }
        # They write HTML.
        for nom in ("xmlattr", "urlize"):
            del self.filters[nom]

    def unir(self, parties: Iterable[Any]) -> str:
        """Join the pieces around `~`."""
        return _unir(parties)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Compute; a text already written and a value make a text already written."""
        ecrits = isinstance(left, Markup) or isinstance(right, Markup)
        if ecrits and operator == "+":
            return _unir((left, right))
        if isinstance(left, Markup) and operator == "%":
            valeurs = right if isinstance(right, tuple) else (right,)
            return _former(left, *valeurs)
        return super().call_binop(context, operator, left, right)

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:
        """Leave to Jinja the `format` of a value; that of a text already written is refused."""
        if isinstance(getattr(value, "__self__", None), Markup):
            return None
        return super().wrap_str_format(value)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Refuse also what would open a text already written."""
        if isinstance(obj, Markup) and attr in _FERMES:
            return False
        return super().is_safe_attribute(obj, attr, value)
