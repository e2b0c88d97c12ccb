"""YAML read strictly, each value with its place.

The values are built from libyaml's events in one pass: no alias, tag or second document is followed, no key is lost
silently, nothing is nested without end. Scalars are those of YAML 1.2: `no` is a word, `1:30` and dates are text.
"""

import re
from typing import Any, NamedTuple

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
)

from clea_cli.diagnostics import Diagnostic, Outcome, Position, diagnostic
from clea_cli.sources.bornes import YAML_OCTETS_MAX
from clea_cli.sources.yaml_syntaxe import faute_de_syntaxe, trop_profond

Chemin = tuple[str | int, ...]  # the way to a value from the root: ("domaines", 0, "code")

_PROFONDEUR_MAX = 20
_FAUTES_MAX = 1000  # a file; beyond, reading on would help nobody
_CHIFFRES_MAX = 100  # a longer run of digits is no number that anybody meant
Chargeur: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml, where the wheel of PyYAML has it

_MOTS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_ENTIER = re.compile(r"[-+]?[0-9]+")
_DECIMAL = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")

_Lieu = tuple[int, int]  # line and column, from 1


class Table(dict[str, Any]):
    """A mapping that knows where it stands, and each of its keys and values: `lieux[key] = (key, value)`."""

    __slots__ = ("lieu", "lieux")

    def __init__(self, lieu: _Lieu) -> None:
        """Start empty, at `lieu`."""
        self.lieu = lieu
        self.lieux: dict[str, tuple[_Lieu, _Lieu]] = {}


class Liste(list[Any]):
    """A sequence that knows where it stands, and each of its items."""

    __slots__ = ("lieu", "lieux")

    def __init__(self, lieu: _Lieu) -> None:
        """Start empty, at `lieu`."""
        self.lieu = lieu
        self.lieux: list[_Lieu] = []


class Document(NamedTuple):
    """The values of a YAML file, and where they stand in it."""

    source: str
    texte: str
    racine: Any

    def valeur(self, chemin: Chemin) -> Any:
        """The value at `chemin`."""
        valeur = self.racine
        for etape in chemin:
            valeur = valeur[etape]
        return valeur

    def ecrit(self, chemin: Chemin) -> str:
        """The unquoted value at `chemin`, letter by letter as it was typed: « 1.10 » is not 1.1."""
        position = self.position(chemin)
        ligne = self.texte.splitlines()[(position.ligne or 1) - 1]
        return re.split(r"[,\]}]| #", ligne[(position.colonne or 1) - 1 :])[0].strip()

    def position(self, chemin: Chemin, *, cle: bool = False) -> Position:
        """Where the value at `chemin` stands (or its key); the nearest place above it if it is absent."""
        noeud, lieu = self.racine, getattr(self.racine, "lieu", (1, 1))
        for rang, etape in enumerate(chemin):
            try:
                lieux = noeud.lieux[etape]
            except (AttributeError, LookupError, TypeError):
                break
            derniere = rang == len(chemin) - 1
            lieu = lieux if isinstance(noeud, Liste) else lieux[0 if cle and derniere else 1]
            if derniere or etape not in (range(len(noeud)) if isinstance(noeud, Liste) else noeud):
                break  # the end of the way, or a value that was left out since
            noeud = noeud[etape]
        return Position(self.source, *lieu)


def lire(contenu: bytes, source: str) -> Outcome[Document]:
    """Read one YAML document. Errors: R101-R107, R203, S104.

    There is a value, for the sake of the faults that it may still hold, wherever reading could go on to the end.
    """
    if len(contenu) > YAML_OCTETS_MAX:
        return _refus("S104", Position(source), limite=YAML_OCTETS_MAX // 1_000_000)
    try:
        texte = contenu.decode("utf-8-sig")
    except UnicodeDecodeError as erreur:
        lus = erreur.object  # what is left once the mark is off: places are counted there
        return _refus("R106", _fin(lus[: erreur.start].decode(), source), octet=lus[erreur.start])
    if invisible := _INVISIBLE.search(texte):
        return _refus("R101", _fin(texte[: invisible.start()], source), motif="caractère invisible interdit")
    constructeur = _Constructeur(texte, source)
    document = None
    try:
        document = Document(source, texte, constructeur.document())
    except yaml.MarkedYAMLError as erreur:
        if trop_profond(erreur):
            marque = erreur.problem_mark
            lieu = (marque.line + 1, marque.column + 1) if marque else (1, 1)
            constructeur.faute("R105", lieu, limite=_PROFONDEUR_MAX)
        else:
            faute = faute_de_syntaxe(erreur, texte)
            constructeur.faute("R101", faute.lieu, motif=faute.motif)
    except _AssezError:
        pass
    if document and document.racine is None and not constructeur.fautes:
        return _refus("R107", Position(source, 1, 1))
    return Outcome(document, tuple(constructeur.fautes))


def nature(valeur: object) -> str:
    """Name the kind of a YAML value, for a message."""
    if valeur is None:
        return "rien"
    if isinstance(valeur, bool):
        return "un vrai/faux"
    noms = {int: "un nombre", float: "un nombre", str: "un texte", Table: "un groupe de clés", Liste: "une liste"}
    return noms[type(valeur)]


class _AssezError(Exception):
    """Nothing more is read: the values are nested without end, or the faults are too many."""


class _Constructeur:
    """Builds the values of one document from its events. Faults are gathered, and reading goes on where it can."""

    def __init__(self, texte: str, source: str) -> None:
        self.source = source
        self.fautes: list[Diagnostic] = []
        self._evenement = Chargeur(texte).get_event

    def faute(self, code: str, lieu: _Lieu, /, **faits: object) -> None:
        self.fautes.append(diagnostic(code, Position(self.source, *lieu), **faits))
        if len(self.fautes) == _FAUTES_MAX:
            raise _AssezError

    def document(self) -> Any:
        self._evenement()  # the stream starts
        if type(self._evenement()) is not DocumentStartEvent:
            return None
        racine = self._noeud(self._evenement(), 0)
        self._evenement()  # the document ends
        suite = self._evenement()
        if type(suite) is DocumentStartEvent:
            self.faute("R104", _lieu(suite))
        return racine

    def _noeud(self, evenement: Any, profondeur: int) -> Any:
        genre = type(evenement)
        if evenement.anchor is not None:
            signe = "*" if genre is AliasEvent else "&"
            self.faute("R103", _lieu(evenement), construction=f"« {signe}{evenement.anchor} »")
        if genre is AliasEvent:
            return None
        if evenement.tag is not None:
            self.faute(
                "R103", _lieu(evenement), construction=f"« {evenement.tag.replace('tag:yaml.org,2002:', '!!')} »"
            )
        if genre is ScalarEvent:
            return _scalaire(evenement.value) if evenement.implicit[0] else evenement.value
        if profondeur == _PROFONDEUR_MAX:
            self.faute("R105", _lieu(evenement), limite=_PROFONDEUR_MAX)
            raise _AssezError
        return (self._table if genre is MappingStartEvent else self._liste)(_lieu(evenement), profondeur + 1)

    def _table(self, lieu: _Lieu, profondeur: int) -> Table:
        table = Table(lieu)
        while type(evenement_cle := self._evenement()) is not MappingEndEvent:
            cle, lieu_cle = self._noeud(evenement_cle, profondeur), _lieu(evenement_cle)
            evenement = self._evenement()
            valeur = self._noeud(evenement, profondeur)
            if type(evenement_cle) is AliasEvent:
                continue
            if not isinstance(cle, str):
                self._cle_refusee(cle, lieu_cle)
                if type(evenement_cle) is not ScalarEvent:
                    continue
                cle = evenement_cle.value  # as it was typed: 1.10 is « 1.10 »
            if cle in table:
                self.faute("R102", lieu_cle, cle=cle, premiere=table.lieux[cle][0][0])
            else:
                table[cle] = valeur
                table.lieux[cle] = (lieu_cle, _lieu(evenement))
        return table

    def _liste(self, lieu: _Lieu, profondeur: int) -> Liste:
        liste = Liste(lieu)
        while type(evenement := self._evenement()) is not SequenceEndEvent:
            liste.append(self._noeud(evenement, profondeur))
            liste.lieux.append(_lieu(evenement))
        return liste

    def _cle_refusee(self, cle: object, lieu: _Lieu) -> None:
        conseil = "si c'est un code, mettez-le entre guillemets."
        self.faute("R203", lieu, attendu="une clé en toutes lettres", recu=nature(cle), conseil=conseil)


def _scalaire(texte: str) -> str | int | float | bool | None:
    """The value of an unquoted scalar, by the core schema of YAML 1.2 (chapter 10.3.2), hexadecimal left as text."""
    if texte in _MOTS:
        return _MOTS[texte]
    if not texte[0].isdigit() and texte[0] not in "-+.":
        return texte
    if _ENTIER.fullmatch(texte):
        return int(texte) if len(texte) < _CHIFFRES_MAX else texte
    return float(texte) if _DECIMAL.fullmatch(texte) else texte


def _lieu(evenement: Any) -> _Lieu:
    marque = evenement.start_mark
    return marque.line + 1, marque.column + 1


def _fin(texte: str, source: str) -> Position:
    """The place just after `texte`, which begins the file."""
    texte = texte.replace("\r\n", "\n").replace("\r", "\n")
    return Position(source, texte.count("\n") + 1, len(texte) - texte.rfind("\n"))


def _refus(code: str, position: Position, **faits: object) -> Outcome[Document]:
    return Outcome(None, (diagnostic(code, position, **faits),))
