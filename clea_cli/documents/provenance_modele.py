"""The shape of what a document says that it was made of.

Whatever a person writes by hand there is refused here.
"""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from clea_cli.documents.genres import GenreDeDocument
from clea_cli.sources.modele import DateEcrite, Modele

_FRACTION = re.compile("[1-9][0-9]{0,5}(/[1-9][0-9]{0,5})?")


def _fraction(texte: str) -> str:
    if not _FRACTION.fullmatch(texte):
        raise ValueError
    return texte


class _Fichier(Modele):
    fichier: str
    empreinte: str


class _Referentiel(Modele):
    id: str
    fichier: str
    version: str
    empreinte: str


class _ReferentielPorte(Modele):
    id: str
    version: str
    empreinte: str


class _Lecture(Modele):
    encodage: str | None
    separateur: str | None
    onglet: str | None
    ignorer: list[str] = Field(default_factory=list)


class _Organisme(Modele):
    dossier: str
    fichiers: dict[str, str]


class DemandeEcrite(Modele):
    """What a plan was asked for."""

    debut: DateEcrite
    par_semaine: Annotated[str, AfterValidator(_fraction)]
    prealable: DateEcrite | None
    situation: str | None
    route: Literal["courte", "complete"] = "courte"


class ProvenanceModele(Modele):
    """A document of one candidate: what making it again needs, and no word of the candidate."""

    schema_: Literal["clea/provenance/2"] = Field(alias="schema")
    outil: str
    code: str
    document: GenreDeDocument
    format: Literal["texte", "md", "html", "docx", "pdf"]
    date: DateEcrite
    grille: str
    referentiel: _ReferentielPorte
    regle: str
    lecture: _Lecture
    modeles: dict[str, str]
    organisme: dict[str, str]
    outils: dict[str, str]
    finale: str | None = None
    catalogue: str | None = None
    catalogue_livre: bool = False
    fiche: str | None = None
    identites: str | None = None
    points: bool = False
    prealable: DateEcrite | None = None
    demande: DemandeEcrite | None = None


class ProvenanceAncienne(Modele):
    """A document of one candidate as the first versions wrote it.

    It names its files, the candidate and the verdict.
    """

    schema_: Literal["clea/provenance/1"] = Field(alias="schema")
    outil: str
    document: GenreDeDocument
    format: Literal["texte", "md", "html", "docx", "pdf"]
    date: DateEcrite
    candidat: str
    verdict: str
    grille: _Fichier
    referentiel: _Referentiel
    regle: str
    lecture: _Lecture
    modeles: dict[str, str]
    organisme: _Organisme
    outils: dict[str, str]
    finale: _Fichier | None = None
    catalogue: _Fichier | None = None
    fiche: _Fichier | None = None
    identites: _Fichier | None = None
    points: bool = False
    prealable: DateEcrite | None = None
    demande: DemandeEcrite | None = None
