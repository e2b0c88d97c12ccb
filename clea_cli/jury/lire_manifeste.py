"""The manifest of a prepared session, read back: the shape that a program may rely on."""

import json
import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from clea_cli.jury.certificateur import Certificateur
from clea_cli.jury.manifeste import (
    Cloture,
    DossierEcrit,
    Manifeste,
    ModelesEcrits,
    OrganismeEcrit,
    Precedente,
    ReferentielEcrit,
    RefusEcrit,
    SessionEcrite,
)
from clea_cli.jury.session import Choix, College, Membre
from clea_cli.sources.modele import DateEcrite, Modele

_NOM = re.compile(r"(?:dossiers/)?[A-Za-z0-9][A-Za-z0-9._-]*")


def est_un_nom(nom: str) -> bool:
    """Whether a name is that of a file of the session's folder, and leads nowhere else."""
    return _NOM.fullmatch(nom) is not None


def _nom(nom: str) -> str:
    if not est_un_nom(nom):
        raise ValueError
    return nom


NomDeFichier = Annotated[str, AfterValidator(_nom)]


class _Membre(Modele):
    reference: str
    nom: str
    college: Literal["employeurs", "salaries"]
    president: bool


class _Organisme(Modele):
    nom: str
    siret: str
    debut: str = ""
    fin: str = ""


class _Certificateur(Modele):
    ccpi: str = ""
    passage: Literal["", "session", "evaluation"] = ""
    fins_de_ligne: Literal["", "crlf", "lf"] = ""


class _Session(Modele):
    id: str
    date: DateEcrite
    lieu: str
    organisme: _Organisme
    jury: list[_Membre]
    libelles: dict[Literal["certifie", "ajourne", "reporte"], str]
    certificateur: _Certificateur = Field(default_factory=_Certificateur)


class _Referentiel(Modele):
    id: str
    version: str
    libelle: str
    empreinte: str
    echeances: list[str] = Field(default_factory=list)  # of a session prepared since they are told
    avertissement: str = ""


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
    fichiers: dict[NomDeFichier, str]
    juge: str = ""
    evalue_le: str = ""
    notes: list[str] = Field(default_factory=list)


class _Refus(Modele):
    reference: str
    codes: list[str]
    raisons: list[str] = Field(default_factory=list)


class _Precedente(Modele):
    fichier: str
    empreinte: str


class _Cloture(Modele):
    date: DateEcrite
    decisions: dict[NomDeFichier, str]
    fichiers: dict[NomDeFichier, str]
    absents: list[str] = Field(default_factory=list)
    preside: str = ""
    prises: dict[str, Literal["certifie", "ajourne", "reporte"]] = Field(default_factory=dict)
    valeurs: str = ""
    modeles: dict[str, str] = Field(default_factory=dict)


class _Modeles(Modele):
    dossier: str = ""
    fichiers: dict[str, str] = Field(default_factory=dict)


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
    fichiers: dict[NomDeFichier, str]
    cloture: _Cloture | None
    modeles: _Modeles = Field(default_factory=_Modeles)


def lire(contenu: bytes) -> Manifeste | None:
    """A manifest; None if it is none, or somebody has changed its shape."""
    try:
        lu = json.loads(contenu)
        _Manifeste.model_validate(lu)
    except (ValueError, RecursionError):
        return None
    return _manifeste(lu)


def _manifeste(lu: dict[str, Any]) -> Manifeste:
    """Build it of values whose shape was verified: what is plain in them has the fields' names."""
    precedente = lu["precedente"]
    cloture = lu["cloture"]
    # JSON has lists only, and values do not change.
    echeances = tuple(lu["referentiel"].get("echeances", ()))
    return Manifeste(
        outil=lu["outil"],
        session=_session(lu["session"]),
        referentiel=ReferentielEcrit(**{**lu["referentiel"], "echeances": echeances}),
        regle=lu["regle"],
        precedente=Precedente(**precedente) if precedente else None,
        session_lue=lu["session_lue"],
        entrees=lu["entrees"],
        dossiers=tuple(map(_dossier, lu["dossiers"])),
        refuses=tuple(map(_refus, lu["refuses"])),
        fichiers=lu["fichiers"],
        cloture=_cloture(cloture) if cloture else None,
        modeles=ModelesEcrits(**lu.get("modeles", {})),
    )


def _cloture(lue: dict[str, Any]) -> Cloture:
    prises = {reference: Choix(choix) for reference, choix in lue.get("prises", {}).items()}
    absents = tuple(lue.get("absents", ()))
    return Cloture(**{**lue, "absents": absents, "prises": prises})


def _refus(lu: dict[str, Any]) -> RefusEcrit:
    codes = tuple(lu["codes"])
    raisons = tuple(lu.get("raisons", ()))
    return RefusEcrit(lu["reference"], codes, raisons)


def _session(lue: dict[str, Any]) -> SessionEcrite:
    libelles = {Choix(choix): mots for choix, mots in lue["libelles"].items()}
    return SessionEcrite(
        id=lue["id"],
        date=lue["date"],
        lieu=lue["lieu"],
        organisme=OrganismeEcrit(**lue["organisme"]),
        jury=tuple(map(_membre, lue["jury"])),
        libelles=libelles,
        certificateur=Certificateur(**lue.get("certificateur", {})),
    )


def _membre(lu: dict[str, Any]) -> Membre:
    return Membre(lu["reference"], lu["nom"], College(lu["college"]), lu["president"])


def _dossier(lu: dict[str, Any]) -> DossierEcrit:
    textes = {"raisons": tuple(lu["raisons"]), "notes": tuple(lu.get("notes", ()))}
    return DossierEcrit(**{**lu, **textes})
