"""The shape of a YAML document against a pydantic model: its faults in French, and mended."""

import re
from collections.abc import Collection, Sequence
from types import UnionType
from typing import Annotated, Any, Literal, NamedTuple, get_args, get_origin

from pydantic import BaseModel, ValidationError, WithJsonSchema
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from clea_cli.diagnostics import Diagnostic, Outcome, Position, court, diagnostic
from clea_cli.diagnostics.proches import conseil_proche, plus_proche
from clea_cli.sources.mots import INVISIBLE
from clea_cli.sources.texte import Chemin
from clea_cli.sources.yaml_source import DocumentYaml, ListeYaml, TableYaml, lire, nature

_GROUPE = ("un groupe de clés", "écrivez des lignes « clé: valeur ».")
_ATTENDUS = {  # by pydantic's kind of fault: what is expected, and how to write it
    "string_type": ("un texte", "écrivez un seul texte, entre guillemets."),
    "int_type": ("un nombre entier", "écrivez un nombre entier, sans guillemets."),
    "bool_type": ("true ou false", "écrivez true ou false, sans guillemets."),
    "list_type": ("une liste", "écrivez un élément par ligne, chacun après un tiret."),
    "dict_type": _GROUPE,
    "model_type": _GROUPE,
}
_AUTOUR = {  # what to put around a single value as it was typed, to make of it what is expected
    "string_type": 'écrivez-le entre guillemets : "{}".',
    "list_type": 'mettez des crochets : ["{}"].',
}
_TYPOGRAPHIQUES = frozenset("“”„«»‘’")
FAUTES_MAX = 1000  # a file; beyond, it is something else altogether
TOUT: frozenset[Chemin] = frozenset({()})  # nothing of the document can be relied on


class FormeLue(NamedTuple):
    """The faults of shape of a document, and the ways to where it was mended."""

    fautes: tuple[Diagnostic, ...]
    perdus: frozenset[Chemin]  # the values that were made up
    retires: frozenset[Chemin] = frozenset()  # the keys that were dropped
    chemins: tuple[Chemin, ...] = ()  # the way to each fault


def reparer(modele: type[BaseModel], document: DocumentYaml) -> FormeLue:
    """Say every fault of shape (R201-R204), and mend the document in place.

    So its meaning can be looked at too. A misspelt key gets its name back and a code written as a
    number becomes text; what cannot be mended is made up.
    """
    fautes: list[Diagnostic] = []
    perdus: set[Chemin] = set()
    retires: set[Chemin] = set()
    chemins: list[Chemin] = []
    while details := _details(modele, document):
        if len(details) > FAUTES_MAX:
            premiers = details[:FAUTES_MAX]
            premieres = [_traduire(modele, detail, document) for detail in premiers]
            return FormeLue(tuple(premieres), TOUT)
        # Unknown keys first: what stands below a misspelt key can only be looked at once it has its
        # name back.
        inconnues = [detail for detail in details if detail["type"] == "extra_forbidden"]
        for detail in inconnues or details:
            fautes.append(_traduire(modele, detail, document))
            chemins.append(detail["loc"])
        if not inconnues:
            # All the rest is told: it is mended at once, and that is the end.
            for detail in details:
                perdus.add(_mendre(modele, detail, document))
            break
        for detail in inconnues:
            garde = _renommer(modele, detail["loc"], document)
            if not garde:
                retires.add(detail["loc"])
    return FormeLue(
        fautes=tuple(fautes),
        perdus=frozenset(perdus),
        retires=frozenset(retires),
        chemins=tuple(chemins),
    )


def lire_conforme(contenu: bytes, source: str, modele: type[BaseModel]) -> Outcome[DocumentYaml]:
    """Read a YAML document of which nothing is to be mended.

    Errors: R101-R107, R201-R204, S104; both those of YAML and those of shape, at once.
    """
    document = lire(contenu, source)
    if document.value is None:
        return document.refus()
    forme = reparer(modele, document.value)
    if document.diagnostics or forme.fautes:
        return Outcome(None, (*document.diagnostics, *forme.fautes))
    return document


def _details(modele: type[BaseModel], document: DocumentYaml) -> list[ErrorDetails]:
    try:
        modele.model_validate(document.racine)
    except ValidationError as erreur:
        return erreur.errors(include_url=False)
    return []


def _renommer(modele: type[BaseModel], chemin: Chemin, document: DocumentYaml) -> bool:
    """Give a misspelt key its name back, if that name is free; drop it otherwise.

    Return whether it was kept.
    """
    *du_groupe, derniere = chemin
    groupe = tuple(du_groupe)
    table: TableYaml = document.valeur(groupe)
    ecrite = str(derniere)
    # Out of the table with its place, which goes with the value under whatever name.
    valeur = table.pop(ecrite)
    lieux = table.lieux.pop(ecrite)
    champs = _champs(modele, groupe)
    cle, suite = _collee(ecrite, valeur, champs)
    visee = cle or plus_proche(ecrite, champs)
    if not visee or visee in table:
        return False
    table[visee] = suite if cle else valeur
    table.lieux[visee] = lieux
    return True


def _collee(ecrite: str, valeur: object, champs: Collection[str]) -> tuple[str, str]:
    """A key and the text that is stuck to it.

    Between braces, « libelle:Lire » is a key without a value.
    """
    cle, deux_points, suite = ecrite.partition(":")
    if deux_points and valeur is None and cle in champs:
        return cle, suite
    return "", ""


def _mendre(modele: type[BaseModel], detail: ErrorDetails, document: DocumentYaml) -> Chemin:
    """Put something of the right kind in the place of a faulty value, or leave it out.

    Return the way to it.
    """
    chemin: Chemin = detail["loc"]
    if not chemin:
        return chemin
    parent = document.valeur(chemin[:-1])
    cle = chemin[-1]
    attendu = _attendu(modele, chemin)
    # What may be left out is.
    if isinstance(attendu, FieldInfo) and not attendu.is_required():
        del parent[cle]
        return chemin
    # A text of no form of its own can be taken as it was typed, if something was.
    texte_libre = _genre(attendu) is str and _exemple(attendu) is None
    if not texte_libre or isinstance(detail["input"], dict | list):
        position = document.position(chemin)
        parent[cle] = _invente(attendu, position)
    elif detail["type"] == "string_type":
        parent[cle] = document.ecrit(chemin)
    return chemin


def _invente(attendu: Any, ou: Position) -> Any:
    """The plainest value of a type, as if it stood at that place."""
    exemple = _exemple(attendu)
    if exemple is not None:
        return exemple
    genre = _genre(attendu)
    lieu = (ou.ligne or 1, ou.colonne or 1)
    # A group has all the keys that it may not be without, made up like itself.
    if isinstance(genre, type) and issubclass(genre, BaseModel):
        table = TableYaml(lieu)
        for cle, champ in _par_cle(genre).items():
            if champ.is_required():
                table[cle] = _invente(champ, ou)
        return table
    origine = get_origin(genre)
    if origine is Literal:
        return get_args(genre)[0]
    if origine is list:
        return ListeYaml(lieu)
    if origine is dict:
        return TableYaml(lieu)
    return {int: 0, bool: False}.get(genre, "…")


def _traduire(modele: type[BaseModel], detail: ErrorDetails, document: DocumentYaml) -> Diagnostic:
    """Word a fault that pydantic has found: R201-R204."""
    chemin: Chemin = detail["loc"]
    genre = detail["type"]
    if genre == "missing":
        # What is not there has no place: its group has one.
        groupe = document.position(chemin[:-1])
        return diagnostic("R202", groupe, cle=chemin[-1])
    if genre == "extra_forbidden":
        cle = chemin[-1]
        possibles = _champs(modele, chemin[:-1])
        conseil = _conseil_de_cle(str(cle), detail["input"], possibles)
        ici = document.position(chemin, cle=True)
        return diagnostic("R201", ici, cle=cle, conseil=conseil)
    position = document.position(chemin)
    if genre in _ATTENDUS:
        attendu, _ = _ATTENDUS[genre]
        recu = nature(detail["input"])
        conseil = _conseil_de_genre(detail, document)
        return diagnostic("R203", position, attendu=attendu, recu=recu, conseil=conseil)
    valeur = _montrer(detail, document)
    return diagnostic("R204", position, valeur=valeur, conseil=_conseil(detail))


def _conseil_de_cle(ecrite: str, valeur: object, possibles: Collection[str]) -> str:
    """What to do with a key that does not exist."""
    if ecrite == "seuil" and "requis" in possibles:
        return "une exception compte des points : « requis: 2 » au lieu d'un seuil."
    cle, suite = _collee(ecrite, valeur, possibles)
    if cle:
        return f"mettez une espace après les deux-points : « {cle}: {suite} »."
    conseil = conseil_proche(ecrite, possibles, "les clés possibles sont")
    # Between braces, what follows a comma is a key without a value.
    if valeur is None and plus_proche(ecrite, possibles) is None:
        coupee = "si c'est la fin d'un texte qu'une virgule coupe"
        return f"{coupee}, mettez-le tout entre guillemets ; {conseil}"
    return conseil


def _conseil_de_genre(detail: ErrorDetails, document: DocumentYaml) -> str:
    """What to do with a value of another kind than the one expected."""
    genre = detail["type"]
    valeur = detail["input"]
    if valeur is None:
        return "écrivez la valeur, il n'y en a pas."
    # Around a group or a list, no sign would do.
    if genre not in _AUTOUR or isinstance(valeur, dict | list):
        _, conseil = _ATTENDUS[genre]
        return conseil
    if genre == "list_type" and isinstance(valeur, str):
        if "," in valeur:
            return f"mettez des crochets : [{valeur}]."
        if valeur.startswith("-"):
            return "mettez une espace après chaque tiret."
    ecrit = document.ecrit(detail["loc"])
    sans_guillemets = ecrit.strip('"')
    return _AUTOUR[genre].format(sans_guillemets)


def _montrer(detail: ErrorDetails, document: DocumentYaml) -> str:
    """A value as it was typed; of one that holds others its kind, of an empty one its brackets."""
    valeur = detail["input"]
    if isinstance(valeur, dict | list):
        return nature(valeur) if valeur else str(valeur)
    if isinstance(valeur, str):
        # It may run over several lines.
        return _montrable(" ".join(valeur.split()))
    return _montrable(document.ecrit(detail["loc"]))


def _montrable(texte: str) -> str:
    """A text cut short, with the numbers of the signs in it that nobody sees: [U+200B]."""

    def numero(signe: re.Match[str]) -> str:
        return f"[U+{ord(signe[0]):04X}]"

    return INVISIBLE.sub(numero, court(texte))


def _conseil(detail: ErrorDetails) -> str:
    """What to do with a value of the right kind that is not admitted."""
    contexte = detail["ctx"]
    valeur = detail["input"]
    if isinstance(valeur, str) and INVISIBLE.search(valeur):
        return (
            "effacez le signe invisible (U+…) qui s'y trouve :"
            " il vient sans doute d'un copier-coller."
        )
    if isinstance(valeur, str) and valeur[:1] in _TYPOGRAPHIQUES:
        return 'mettez des guillemets droits ("…") : ceux-ci font partie du texte.'
    if detail["type"] == "literal_error":
        # Pydantic writes them in English, each in quotes: 'a', 'b' or 'c'.
        en_francais = contexte["expected"].replace(" or ", " ou ")
        admises = en_francais.replace("'", "")
        return f"valeurs admises : {admises}."
    if detail["type"] == "too_short":
        return "la liste doit avoir au moins un élément."
    return str(contexte["conseil"])  # that of the model, by `exiger`


def _champs(racine: type[BaseModel], chemin: Chemin) -> list[str]:
    """The keys that may stand in the group at `chemin`."""
    groupe = _genre(_attendu(racine, chemin))
    return list(_par_cle(groupe))


def _par_cle(groupe: type[BaseModel]) -> dict[str, FieldInfo]:
    """The fields of a model by their keys, as they are typed in a file."""
    par_cle: dict[str, FieldInfo] = {}
    for nom, champ in groupe.model_fields.items():
        # A key that is a word of Python has another name in the class.
        par_cle[champ.alias or nom] = champ
    return par_cle


def _attendu(racine: type[BaseModel], chemin: Chemin) -> Any:
    """What should stand at `chemin`, a field or a type: the models are walked from the root."""
    attendu: Any = racine
    for etape in chemin:
        genre = _genre(attendu)
        if isinstance(genre, type) and issubclass(genre, BaseModel):
            attendu = _par_cle(genre)[str(etape)]
        else:
            # Of a list or a dict: the type of what it holds.
            attendu = get_args(genre)[-1]
    return attendu


def _genre(attendu: Any) -> Any:
    """A field or a type without what is said around it: no constraint, and not « or nothing »."""
    genre = attendu
    if isinstance(attendu, FieldInfo):
        genre = attendu.annotation
    while get_origin(genre) in (Annotated, UnionType):
        genre = get_args(genre)[0]
    return genre


def _exemple(attendu: Any) -> Any:
    """A value that the type itself gives as an example, if it does."""
    # Of Annotated[type, …], what comes after the type.
    autour: Sequence[Any] = get_args(attendu)[1:]
    if isinstance(attendu, FieldInfo):
        autour = attendu.metadata
    for precision in autour:
        if not isinstance(precision, WithJsonSchema):
            continue
        schema = precision.json_schema
        if schema and "examples" in schema:
            return schema["examples"][0]
    return None
