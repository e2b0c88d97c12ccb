"""YAML read strictly, each value with its place.

The values are built from libyaml's events in one pass: no alias, tag or second document is
followed, no key is lost silently, nothing is nested without end. Scalars are those of YAML 1.2:
`no` is a word, `1:30` and dates are text.
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

from clea_cli.diagnostics import Diagnostic, Outcome, Position, diagnostic, refuser
from clea_cli.sources.bornes import YAML_OCTETS_MAX
from clea_cli.sources.texte import Chemin
from clea_cli.sources.yaml_syntaxe import faute_de_syntaxe, lieu_de, trop_profond

_PROFONDEUR_MAX = 20
_FAUTES_MAX = 1000  # a file; beyond, reading on would help nobody
_CHIFFRES_MAX = 100  # a longer run of digits is no number that anybody meant
# libyaml, where the wheel of PyYAML has it.
Chargeur: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_MOTS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_ENTIER = re.compile(r"[-+]?[0-9]+")
_DECIMAL = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_FIN_D_UNE_VALEUR = re.compile(r"[,\]}]| #")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"
)

_Lieu = tuple[int, int]  # line and column, from 1


class TableYaml(dict[str, Any]):
    """A mapping that knows where it stands, and each of its keys and values.

    `lieux[key]` is the place of the key, and that of the value.
    """

    __slots__ = ("lieu", "lieux")

    def __init__(self, lieu: _Lieu) -> None:
        """Start empty, at `lieu`."""
        self.lieu = lieu
        self.lieux: dict[str, tuple[_Lieu, _Lieu]] = {}


class ListeYaml(list[Any]):
    """A sequence that knows where it stands, and each of its items."""

    __slots__ = ("lieu", "lieux")

    def __init__(self, lieu: _Lieu) -> None:
        """Start empty, at `lieu`."""
        self.lieu = lieu
        self.lieux: list[_Lieu] = []


class DocumentYaml(NamedTuple):
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
        rang = (position.ligne or 1) - 1
        debut = (position.colonne or 1) - 1
        suite = self.texte.splitlines()[rang][debut:]
        # It ends where its list or its group does, or where a comment begins.
        valeur, *_ = _FIN_D_UNE_VALEUR.split(suite, maxsplit=1)
        return valeur.strip()

    def position(self, chemin: Chemin, *, cle: bool = False) -> Position:
        """Where the value at `chemin` (or its key) stands; if it is absent, the nearest above."""
        noeud = self.racine
        lieu: _Lieu = getattr(noeud, "lieu", (1, 1))
        for rang, etape in enumerate(chemin):
            # A value that holds no other, or not that one, is as near as one can get.
            try:
                lieux = noeud.lieux[etape]
            except (AttributeError, LookupError, TypeError):
                break
            derniere = rang == len(chemin) - 1
            if isinstance(noeud, ListeYaml):
                lieu = lieux
                presente = etape in range(len(noeud))
            else:
                lieu_cle, lieu_valeur = lieux
                lieu = lieu_cle if cle and derniere else lieu_valeur
                presente = etape in noeud
            # The end of the way, or a value that was left out since.
            if derniere or not presente:
                break
            noeud = noeud[etape]
        return Position(self.source, *lieu)


def lire(contenu: bytes, source: str) -> Outcome[DocumentYaml]:
    """Read one YAML document. Errors: R101-R107, R203, S104.

    There is a value, for the sake of the faults that it may still hold, wherever reading could go
    on to the end.
    """
    if len(contenu) > YAML_OCTETS_MAX:
        return refuser("S104", Position(source), limite=YAML_OCTETS_MAX // 1_000_000)
    # Bytes make letters, all of which can be seen.
    try:
        texte = contenu.decode("utf-8-sig")
    except UnicodeDecodeError as erreur:
        octets = erreur.object  # what is left once the mark is off: places are counted there
        avant = octets[: erreur.start].decode()
        return refuser("R106", _fin(avant, source), octet=octets[erreur.start])
    if invisible := _INVISIBLE.search(texte):
        avant = texte[: invisible.start()]
        return refuser("R101", _fin(avant, source), motif="caractère invisible interdit")
    # Letters make values; faults are gathered on the way.
    constructeur = _Constructeur(texte, source)
    document = None
    try:
        document = DocumentYaml(source, texte, constructeur.document())
    except yaml.MarkedYAMLError as erreur:
        if trop_profond(erreur):
            constructeur.faute("R105", lieu_de(erreur.problem_mark), limite=_PROFONDEUR_MAX)
        else:
            faute = faute_de_syntaxe(erreur, texte)
            constructeur.faute("R101", faute.lieu, motif=faute.motif)
    except _AssezError:
        pass
    if document and document.racine is None and not constructeur.fautes:
        return refuser("R107", Position(source, 1, 1))
    return Outcome(document, tuple(constructeur.fautes))


def nature(valeur: object) -> str:
    """Name the kind of a YAML value, for a message."""
    if valeur is None:
        return "rien"
    if isinstance(valeur, bool):
        return "un vrai/faux"
    noms = {
        int: "un nombre",
        float: "un nombre",
        str: "un texte",
        TableYaml: "un groupe de clés",
        ListeYaml: "une liste",
    }
    return noms[type(valeur)]


class _AssezError(Exception):
    """Nothing more is read: the values are nested without end, or the faults are too many."""


class _Constructeur:
    """Builds the values of one document from its events, each of which is asked for once.

    Faults are gathered, and reading goes on where it can.
    """

    def __init__(self, texte: str, source: str) -> None:
        self.source = source
        self.fautes: list[Diagnostic] = []
        self._evenement = Chargeur(texte).get_event

    def faute(self, code: str, lieu: _Lieu, /, **faits: object) -> None:
        position = Position(self.source, *lieu)
        self.fautes.append(diagnostic(code, position, **faits))
        if len(self.fautes) == _FAUTES_MAX:
            raise _AssezError

    def document(self) -> Any:
        """The values of the first document; a second one is a fault."""
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
        """The value that begins with this event, and all the events of what it holds."""
        genre = type(evenement)
        # What would make one value stand for another, or be of a type that nobody sees.
        if evenement.anchor is not None:
            signe = "*" if genre is AliasEvent else "&"
            construction = f"« {signe}{evenement.anchor} »"
            self.faute("R103", _lieu(evenement), construction=construction)
        if genre is AliasEvent:
            return None
        if evenement.tag is not None:
            # As it was typed: libyaml unfolds « !!str ».
            etiquette = evenement.tag.replace("tag:yaml.org,2002:", "!!")
            self.faute("R103", _lieu(evenement), construction=f"« {etiquette} »")
        # A lone value: between quotes, it is text whatever it looks like.
        if genre is ScalarEvent:
            sans_guillemets, _ = evenement.implicit
            if sans_guillemets:
                return _scalaire(evenement.value)
            return evenement.value
        # A value that holds others.
        if profondeur == _PROFONDEUR_MAX:
            self.faute("R105", _lieu(evenement), limite=_PROFONDEUR_MAX)
            raise _AssezError
        if genre is MappingStartEvent:
            return self._table(_lieu(evenement), profondeur + 1)
        return self._liste(_lieu(evenement), profondeur + 1)

    def _table(self, lieu: _Lieu, profondeur: int) -> TableYaml:
        table = TableYaml(lieu)
        while type(evenement_cle := self._evenement()) is not MappingEndEvent:
            # The value is read before the key is judged: its own faults come next in the file.
            cle = self._noeud(evenement_cle, profondeur)
            lieu_cle = _lieu(evenement_cle)
            evenement = self._evenement()
            valeur = self._noeud(evenement, profondeur)
            # An alias was told already, and is the name of nothing.
            if type(evenement_cle) is AliasEvent:
                continue
            if not isinstance(cle, str):
                self._cle_refusee(cle, lieu_cle)
                if type(evenement_cle) is not ScalarEvent:
                    continue
                cle = evenement_cle.value  # as it was typed: 1.10 is « 1.10 »
            # Of a repeated key, the first is kept.
            if cle in table:
                lieu_de_la_premiere, _ = table.lieux[cle]
                ligne, _ = lieu_de_la_premiere
                self.faute("R102", lieu_cle, cle=cle, premiere=ligne)
            else:
                table[cle] = valeur
                table.lieux[cle] = (lieu_cle, _lieu(evenement))
        return table

    def _liste(self, lieu: _Lieu, profondeur: int) -> ListeYaml:
        liste = ListeYaml(lieu)
        while type(evenement := self._evenement()) is not SequenceEndEvent:
            liste.append(self._noeud(evenement, profondeur))
            liste.lieux.append(_lieu(evenement))
        return liste

    def _cle_refusee(self, cle: object, lieu: _Lieu) -> None:
        self.faute(
            "R203",
            lieu,
            attendu="une clé en toutes lettres",
            recu=nature(cle),
            conseil="si c'est un code, mettez-le entre guillemets.",
        )


def _scalaire(texte: str) -> str | int | float | bool | None:
    """The value of an unquoted scalar, by the core schema of YAML 1.2 (chapter 10.3.2).

    Hexadecimal and octal are left as text.
    """
    if texte in _MOTS:
        return _MOTS[texte]
    # Most are words: two looks at the first letter spare them two regular expressions.
    if not texte[0].isdigit() and texte[0] not in "-+.":
        return texte
    if _ENTIER.fullmatch(texte):
        return int(texte) if len(texte) < _CHIFFRES_MAX else texte
    if _DECIMAL.fullmatch(texte):
        return float(texte)
    return texte


def _lieu(evenement: Any) -> _Lieu:
    """Where a value begins; libyaml counts from 0."""
    marque = evenement.start_mark
    return marque.line + 1, marque.column + 1


def _fin(texte: str, source: str) -> Position:
    """The place just after `texte`, which begins the file."""
    # Three systems end a line in three ways.
    unifie = texte.replace("\r\n", "\n").replace("\r", "\n")
    finies = unifie.count("\n")
    # -1 where the first line has no end yet, so that columns count from 1 there too.
    fin_de_la_derniere = unifie.rfind("\n")
    colonne = len(unifie) - fin_de_la_derniere
    return Position(source, finies + 1, colonne)
