"""The manifest of a prepared session, read back: the shape that a program may rely on."""

import json
import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from clea_cli.sources.modele import DateEcrite, Modele

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


class _Membre(Modele):
    reference: str
    nom: str
    college: Literal["employeurs", "salaries"]
    president: bool


class _Organisme(Modele):
    nom: str
    siret: str


class _Session(Modele):
    id: str
    date: DateEcrite
    lieu: str
    organisme: _Organisme
    jury: list[_Membre]
    libelles: dict[Literal["certifie", "ajourne", "reporte"], str]


class _Referentiel(Modele):
    id: str
    version: str
    libelle: str
    empreinte: str
    echeances: list[str] = Field(default_factory=list)  # of a session prepared since they are told


class _Dossier(Modele):
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


class _Refus(Modele):
    reference: str
    codes: list[str]


class _Precedente(Modele):
    fichier: str
    empreinte: str


class _Cloture(Modele):
    date: DateEcrite
    decisions: dict[Nom, str]
    fichiers: dict[Nom, str]


class _Manifeste(Modele):
    schema_: Literal["clea/jury/1"] = Field(alias="schema")
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
        _Manifeste.model_validate(lu)
    except (ValueError, RecursionError):
        return None
    return dict(lu)
