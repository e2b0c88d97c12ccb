"""The référentiels that ship with the program: what is known of them without reading them."""

import json
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from clea_cli.diagnostics.proches import conseil_proche
from clea_cli.referentiel.referentiel import Etat
from clea_cli.sources.mots import forme_comparable

DEFAUT = "clea"

_ICI = Path(__file__).resolve().parent.parent
# In the wheel they are inside the package; in the project, beside it.
_PLACES = (_ICI / "referentiels", _ICI.parent / "referentiels")
DOSSIER = next(dossier for dossier in _PLACES if dossier.is_dir())

# The values of each file, as its YAML is read; a test says that they agree.
VALEURS = DOSSIER / "valeurs"
# Made of the models; a test says that they agree.
SCHEMA = DOSSIER / "schema" / "referentiel-v1.json"
SCHEMA_DE_CONTEXTE = SCHEMA.with_name("contexte-v1.json")


class Livre(NamedTuple):
    """A référentiel that ships, verified when it was made: what is known without reading it."""

    fichier: str
    empreinte: str
    version: str
    libelle: str
    etat: Etat
    criteres: int


@cache
def livres() -> dict[str, Livre]:
    """The référentiels that ship, by id."""
    manifeste = json.loads((DOSSIER / "manifeste.json").read_text(encoding="utf-8"))
    connus = {}
    for identifiant, champs in manifeste.items():
        etat = Etat(champs.pop("etat"))
        connus[identifiant] = Livre(**champs, etat=etat)
    return connus


def valeurs(empreinte: str) -> dict[str, Any] | None:
    """The values of the shipped YAML of that SHA-256, or None.

    Read as YAML, they would cost more than a score.
    """
    for identifiant, livre in livres().items():
        if livre.empreinte == empreinte:
            fichier = VALEURS / f"{identifiant}.json"
            lues: dict[str, Any] = json.loads(fichier.read_bytes())
            return lues
    return None


def identifier(nom: str) -> str | None:
    """Return the id of the shipped référentiel that goes by `nom`, or None.

    « CléA Numérique » and « clea-numerique » are one name.
    """
    cherche = forme_comparable(nom)
    for identifiant in livres():
        if forme_comparable(identifiant) == cherche:
            return identifiant
    return None


def conseil_de_nom(nom: str) -> str:
    """What to type in the place of a name that is none of those that ship."""
    sinon = "donnez le chemin d'un fichier .yaml, ou l'un des référentiels livrés"
    return conseil_proche(nom, livres(), sinon)
