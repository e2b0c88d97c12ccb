"""The manifest of a prepared session, read back: the shape that a program may rely on."""

import json
import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict

from clea_cli.readers.modele import DateEcrite

SCHEMA = "clea/jury/1"

_NOM = re.compile(r"(?:dossiers/)?[A-Za-z0-9][A-Za-z0-9._-]*")


def est_un_nom(nom: str) -> bool:
    """Whether a name is that of a file of the session's folder, and leads nowhere else."""
    return _NOM.fullmatch(nom) is not None


def _nom(nom: str) -> str:
    if not est_un_nom(nom):
        raise ValueError
    return nom


Nom = Annotated[str, AfterValidator(_nom)]


class _Modele(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", hide_input_in_errors=True)


class _Membre(_Modele):
    reference: str
    nom: str
    college: Literal["employeurs", "salaries"]
    president: bool


class _Organisme(_Modele):
    nom: str
    siret: str


class _Session(_Modele):
    id: str
    date: DateEcrite
    lieu: str
    organisme: _Organisme
    jury: list[_Membre]
    libelles: dict[Literal["certifie", "ajourne", "reporte"], str]


class _Referentiel(_Modele):
    id: str
    version: str
    libelle: str
    empreinte: str


class _Dossier(_Modele):
    reference: str
    verdict: Literal["certifiable", "non_certifiable", "indetermine"]
    points: str
    domaines: dict[str, str]
    premiere_evaluation: bool
    statut: str
    prescripteur: str
    financement: str
    raisons: list[str]
    sources: dict[str, str]
    cle: str
    fichiers: dict[Nom, str]


class _Refus(_Modele):
    reference: str
    codes: list[str]


class _Precedente(_Modele):
    fichier: str
    empreinte: str


class _Cloture(_Modele):
    date: DateEcrite
    decisions: dict[Nom, str]
    fichiers: dict[Nom, str]


class _Manifeste(_Modele):
    schema_: Literal["clea/jury/1"]
    outil: str
    session: _Session
    referentiel: _Referentiel
    regle: str
    precedente: _Precedente | None
    session_lue: str
    entrees: dict[str, str]
    dossiers: list[_Dossier]
    refuses: list[_Refus]
    fichiers: dict[Nom, str]
    cloture: _Cloture | None


def lire(contenu: bytes) -> dict[str, Any] | None:
    """A manifest as plain data; None if it is none, or somebody has changed its shape."""
    try:
        lu = json.loads(contenu)
        _Manifeste.model_validate({("schema_" if cle == "schema" else cle): valeur for cle, valeur in lu.items()})
    except (ValueError, AttributeError, RecursionError):
        return None
    return dict(lu)
