"""A grid in JSON: the whole référentiel that clea exports, or a CFPackage of 1EdTech CASE.

In CASE (1.0 or 1.1) the lines are CFItems, each put under another by an association « isChildOf »;
the top ones are under the CFDocument. A code is the `humanCodingScheme`; where no item has any,
lines are counted.
"""

import json
from collections.abc import Iterator, Mapping
from math import isfinite
from typing import Any, NamedTuple

from clea_cli.atelier.donnees import SCHEMA
from clea_cli.atelier.importation_disposition import NIVEAUX, lire_code
from clea_cli.atelier.importation_doutes import combien_de, trop_ou_trop_peu
from clea_cli.diagnostics import Diagnostic, Outcome, Position, court, diagnostic, refuser
from clea_cli.sources import yaml_source
from clea_cli.sources.texte import Chemin
from clea_cli.sources.yaml_source import DocumentYaml

# At the beginning of a text: UTF-8, UTF-16, UTF-32.
_MARQUES = b"\xef\xbb\xbf\xff\xfe"
_DESSOUS = ("sous_domaines", "criteres")


class EndroitJson(NamedTuple):
    """A place in a JSON text, as a cell is one in a table: line and column, from 1."""

    ligne: int
    rang: int
    colonne: int

    def position(self, source: str) -> Position:
        """This place in the file called `source`."""
        return Position(source, self.ligne, self.colonne)


class JsonLu(NamedTuple):
    """What a JSON says: all the keys of a référentiel (`entiere`), or its `domaines` alone."""

    racine: dict[str, Any]
    lieux: dict[Chemin, EndroitJson]
    entiere: bool
    lu: tuple[str, ...]
    titre: str


def est_du_json(contenu: bytes) -> bool:
    """Whether a file begins as a JSON object, or is a JSON list, in any encoding of JSON."""
    # Of a longer text in UTF-16, every other byte is a zero.
    sans_marque = contenu[:200].lstrip(_MARQUES)
    debut = sans_marque.replace(b"\0", b"").lstrip()
    if not debut.startswith(b"["):
        return debut.startswith(b"{")
    # A table may begin with a bracket too (« [brouillon] »): a list is JSON if all of it is.
    try:
        json.loads(contenu)
    except (ValueError, RecursionError):
        return False
    return True


def lire(contenu: bytes, source: str) -> Outcome[JsonLu]:
    """Read a grid in JSON. Errors: R602, R611, R612, R615."""
    try:
        donnees = json.loads(contenu)
    except (ValueError, RecursionError):
        return _refus(source, " : il est abîmé, ou ce n'est pas du JSON")
    if not isinstance(donnees, dict):
        return _refus(source, "")
    document = yaml_source.lire(contenu, source).value
    if donnees.get("schema") == SCHEMA:
        lieux = dict(_endroits(document, (), donnees))
        lu = ("export JSON de clea, au complet",)
        return Outcome(JsonLu(donnees, lieux, entiere=True, lu=lu, titre=""))
    if not isinstance(donnees.get("CFDocument"), dict):
        return _refus(source, "")
    return _Paquet(donnees, document, source).lire()


def _refus(source: str, precision: str) -> Outcome[JsonLu]:
    return refuser("R615", Position(source, 1, 1), precision=precision)


def _endroits(
    document: DocumentYaml | None, chemin: Chemin, valeur: Any
) -> Iterator[tuple[Chemin, EndroitJson]]:
    """Where each value stands; all at the top where the text is no YAML."""
    yield chemin, _endroit(document, chemin)
    suite: Any = ()
    if isinstance(valeur, dict):
        suite = valeur.items()
    elif isinstance(valeur, list):
        suite = enumerate(valeur)
    for etape, dessous in suite:
        yield from _endroits(document, (*chemin, etape), dessous)


def _endroit(document: DocumentYaml | None, chemin: Chemin) -> EndroitJson:
    if document is None:
        return EndroitJson(1, 1, 1)
    position = document.position(chemin)
    ligne = position.ligne or 1
    return EndroitJson(ligne, ligne, position.colonne or 1)


class _Place(NamedTuple):
    """Where an item stands: under which one, by which number, then by its rank in the file."""

    parent: str
    numero: float
    rang: int
    enfant: str


class _Paquet:
    """One CFPackage: its items by identifier, and the children of each in order."""

    def __init__(
        self, donnees: Mapping[str, Any], document: DocumentYaml | None, source: str
    ) -> None:
        self._source = source
        self._debut = Position(source, 1, 1)
        self._document = document
        self._titre = str(donnees["CFDocument"].get("title") or "")
        # Each item, and its rank in the file; of two that share an identifier, the first.
        self._items: dict[str, Mapping[str, Any]] = {}
        self._rangs: dict[str, int] = {}
        # Whether some item has a code: all must have one then.
        self._codes = False
        for rang, item in enumerate(_objets(donnees, "CFItems")):
            identifiant = str(item.get("identifier"))
            if identifiant in self._items:
                continue
            self._items[identifiant] = item
            self._rangs[identifiant] = rang
            if item.get("humanCodingScheme"):
                self._codes = True
        self._enfants = self._liens(_objets(donnees, "CFAssociations"))
        self._lieux: dict[Chemin, EndroitJson] = {}
        self._fautes: list[Diagnostic] = []
        self._illisibles: list[str] = []

    def _liens(self, associations: list[Mapping[str, Any]]) -> dict[str, list[str]]:
        """The children of each item, in their order; those of none are under the document ("")."""
        # 1. Those that an association puts under another.
        places: list[_Place] = []
        for association in associations:
            enfant = _vise(association, "origin")
            un_lien = association.get("associationType") == "isChildOf"
            if not un_lien or enfant not in self._items:
                continue
            # What stands under no item that is there, the document for one, is at the top.
            parent = _vise(association, "destination")
            au_dessus = parent if parent in self._items else ""
            # Where nothing says the order, it is that of the file.
            rang = self._rangs[enfant]
            numero = _nombre(association.get("sequenceNumber"), sinon=rang)
            places.append(_Place(au_dessus, numero, rang, enfant))
        # 2. The others.
        rattaches = {place.enfant for place in places}
        for enfant, rang in self._rangs.items():
            if enfant not in rattaches:
                places.append(_Place("", rang, rang, enfant))
        # 3. All of them, under each parent in order.
        enfants: dict[str, list[str]] = {}
        for place in sorted(places):
            enfants.setdefault(place.parent, []).append(place.enfant)
        return enfants

    def lire(self) -> Outcome[JsonLu]:
        """Read the items as lines of three levels."""
        profondeurs = {len(chemin) for chemin in self._feuilles((), frozenset())}
        if not profondeurs:
            return _refus(self._source, " avec des CFItems rangés les uns sous les autres")
        if profondeurs != {len(NIVEAUX)}:
            # The deepest says that there are too many levels, or too few; else the least deep does.
            nombre = max(profondeurs)
            if nombre == len(NIVEAUX):
                nombre = min(profondeurs)
            exemple = "des CFItems les uns sous les autres"
            faute = trop_ou_trop_peu(nombre, exemple, self._debut)
            return Outcome(None, (faute,))
        domaines = self._lignes("", ("domaines",), "")
        if self._illisibles:
            faute = diagnostic(
                "R612",
                self._debut,
                codes=combien_de(self._illisibles),
                titre="humanCodingScheme",
                exemple=self._illisibles[0],
            )
            self._fautes.append(faute)
        lu = ["paquet CASE"]
        if not self._codes:
            lu.append("codes comptés dans l'ordre des lignes")
        lue = JsonLu(
            racine={"domaines": domaines},
            lieux=self._lieux,
            entiere=False,
            lu=tuple(lu),
            titre=self._titre,
        )
        return Outcome(lue, tuple(self._fautes))

    def _feuilles(self, chemin: tuple[str, ...], vus: frozenset[str]) -> Iterator[tuple[str, ...]]:
        """The way to each item with nothing below it; one that is under itself goes no deeper."""
        parent = chemin[-1] if chemin else ""
        dessous = self._enfants.get(parent, ())
        enfants = [enfant for enfant in dessous if enfant not in vus]
        if not enfants and chemin:
            yield chemin
        for enfant in enfants:
            vus_aussi = vus | {enfant}
            yield from self._feuilles((*chemin, enfant), vus_aussi)

    def _lignes(self, parent: str, ici: Chemin, au_dessus: str) -> list[dict[str, Any]]:
        """The lines under an item, with all that is below them; `au_dessus` is its code."""
        lignes = []
        for rang, identifiant in enumerate(self._enfants.get(parent, ())):
            chemin: Chemin = (*ici, rang)
            # The way has a key and a rank a level.
            niveau = len(chemin) // 2 - 1
            code = self._code(identifiant, niveau, au_dessus, rang)
            libelle = self._libelle(identifiant, code)
            ligne: dict[str, Any] = {"code": code, "libelle": libelle}
            endroit = self._endroit(identifiant)
            for lieu in (chemin, (*chemin, "code"), (*chemin, "libelle")):
                self._lieux[lieu] = endroit
            if niveau < len(_DESSOUS):
                cle = _DESSOUS[niveau]
                plus_bas: Chemin = (*chemin, cle)
                ligne[cle] = self._lignes(identifiant, plus_bas, code)
            lignes.append(ligne)
        return lignes

    def _code(self, identifiant: str, niveau: int, au_dessus: str, rang: int) -> str:
        """The code of an item, or its rank under the line above where no item has a code."""
        compte = f"{au_dessus}.{rang + 1}".lstrip(".")
        if not self._codes:
            return compte
        ecrit = self._texte(identifiant, "humanCodingScheme").strip()
        code = lire_code(ecrit)
        if code is None or code.reste or len(code.nombres) != niveau + 1:
            self._illisibles.append(court(ecrit) or "rien")
            return compte
        return ".".join(code.nombres)

    def _libelle(self, identifiant: str, code: str) -> str:
        mots = self._texte(identifiant, "fullStatement").split()
        libelle = " ".join(mots)
        if not libelle:
            position = self._endroit(identifiant).position(self._source)
            self._fautes.append(diagnostic("R602", position, code=code))
        return libelle

    def _texte(self, identifiant: str, cle: str) -> str:
        """What an item says under a key; empty where it says nothing."""
        return str(self._items[identifiant].get(cle) or "")

    def _endroit(self, identifiant: str) -> EndroitJson:
        """Where an item stands in the file."""
        return _endroit(self._document, ("CFItems", self._rangs[identifiant]))


def _objets(donnees: Mapping[str, Any], cle: str) -> list[Mapping[str, Any]]:
    objets = donnees.get(cle)
    if not isinstance(objets, list):
        return []
    return [objet for objet in objets if isinstance(objet, dict)]


def _nombre(ecrit: object, *, sinon: float) -> float:
    """A number, which some tools write between quotes."""
    try:
        nombre = float(str(ecrit))
    except ValueError:
        return sinon
    return nombre if isfinite(nombre) else sinon


def _vise(association: Mapping[str, Any], bout: str) -> str:
    """The identifier at one end of an association."""
    lien = association.get(f"{bout}NodeURI")
    return str(lien.get("identifier")) if isinstance(lien, dict) else ""
