"""A catalogue of modules: the shape of its YAML, and the values built from it."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Literal

from pydantic import Field

from clea_cli.documents.catalogue import Catalogue, Module
from clea_cli.sources.modele import Code, Heures, Modele, Texte


class ModuleModele(Modele):
    """A piece of training."""

    id: Texte = Field(description="Le nom court du module, unique dans le catalogue.")
    libelle: Texte = Field(description="Le nom du module.")
    criteres: list[Code] = Field(
        min_length=1, description="Les codes des critères qu'il fait travailler."
    )
    heures: Heures = Field(description="Sa durée en heures : 3.5 pour trois heures et demie.")
    modalite: Texte | None = Field(
        None, description="Présentiel, à distance, en situation de travail…"
    )
    ressource: Texte | None = Field(None, description="Sur quoi il s'appuie.")
    organisme: Texte | None = Field(None, description="Qui le donne.")


class CatalogueModele(Modele):
    """A whole file."""

    schema_: Literal["clea/catalogue/1"] = Field(
        alias="schema", description="Ce qu'est ce fichier."
    )
    libelle: Texte = Field(description="Le nom du catalogue.")
    referentiel: Texte = Field(
        description="L'identifiant du référentiel dont il sert les critères."
    )
    reserve: Texte | None = Field(None, description="À quel point ses heures sont sûres.")
    modules: list[ModuleModele] = Field(default_factory=list, description="Les modules.")
    heures_par_critere: dict[str, Heures] = Field(
        default_factory=dict, description="Ou bien les heures de chaque critère, par son code."
    )


def construire(racine: Mapping[str, Any], empreinte: str) -> Catalogue:
    """Build the catalogue of values whose shape was verified.

    `empreinte` is the SHA-256 of their file.
    """
    par_critere: dict[str, Fraction] = {}
    for code, heures in (racine.get("heures_par_critere") or {}).items():
        # As they are written: 0.1 is a tenth, not the float that is nearest to it.
        par_critere[code] = Fraction(str(heures))
    return Catalogue(
        libelle=racine["libelle"],
        referentiel=racine["referentiel"],
        reserve=racine.get("reserve") or "",
        empreinte=empreinte,
        modules=tuple(map(_module, racine.get("modules") or ())),
        heures_par_critere=par_critere,
    )


def _module(module: Mapping[str, Any]) -> Module:
    return Module(
        id=module["id"],
        libelle=module["libelle"],
        criteres=tuple(module["criteres"]),
        heures=Fraction(str(module["heures"])),
        modalite=module.get("modalite") or "",
        ressource=module.get("ressource") or "",
        organisme=module.get("organisme") or "",
    )
