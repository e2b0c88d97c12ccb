"""The shape of a rule: when a domaine is mastered, when a candidate is certifiable."""

from typing import Literal

from pydantic import Field

from clea_cli.referentiel.modele_faits import CERTITUDE, NOTE, SOURCES, CertitudeEcrite
from clea_cli.sources.modele import (
    Code,
    DateEcrite,
    Identifiant,
    Modele,
    PointsEcrits,
    Seuil,
    Texte,
)


class PrecisionModele(Modele):
    """How sure what a rule asks is."""

    certitude: CertitudeEcrite | None = Field(None, description=f"{CERTITUDE} Absente : sûr.")
    sources: list[str] = Field(default_factory=list, description=SOURCES)
    note: Texte | None = Field(None, description=NOTE)


class SeuilModele(PrecisionModele):
    """What a rule asks of a domaine."""

    seuil: Seuil = Field(description="La part des points du domaine qui est exigée.")


class CompteModele(Modele):
    """What a rule asks of one sous-domaine, in points."""

    requis: PointsEcrits = Field(description="Les points exigés dans ce sous-domaine.")
    sources: list[str] = Field(default_factory=list, description=SOURCES)
    certitude: CertitudeEcrite = Field(description=CERTITUDE)
    note: Texte | None = Field(None, description=NOTE)


class SeuilSousDomaineModele(PrecisionModele):
    """What a rule asks of each sous-domaine."""

    seuil: Seuil = Field(description="La part des points exigée dans chaque sous-domaine.")
    exceptions: dict[str, CompteModele] = Field(
        default_factory=dict,
        description="Les sous-domaines, par leur code, qui exigent un autre nombre de points.",
    )
    obligatoires: list[Code] = Field(
        default_factory=list, description="Les critères qui doivent être acquis."
    )


class EnsembleModele(PrecisionModele):
    """What a rule asks of the whole grille, besides every domaine."""

    seuil: Seuil | None = Field(None, description="La part de tous les points qui est exigée.")
    domaines: Literal["tous"] = Field(
        description="Tous : un domaine n'en compense jamais un autre."
    )


class RegleModele(Modele):
    """A way of reading the grille: when a domaine is mastered, when a candidate is certifiable."""

    id: Identifiant = Field(description="Le nom par lequel la règle se choisit.")
    defaut: bool = Field(
        default=False, description="Vrai pour la règle qui s'applique quand rien n'est précisé."
    )
    libelle: Texte = Field(description="La règle en une phrase.")
    domaine: SeuilModele | None = Field(
        None, description="Ce qu'il faut pour qu'un domaine soit maîtrisé."
    )
    sous_domaine: SeuilSousDomaineModele | None = Field(
        None, description="Ce qu'il faut dans chaque sous-domaine."
    )
    ensemble: EnsembleModele = Field(description="Ce qu'il faut pour être certifiable.")
    sources: list[str] = Field(description=SOURCES)
    verifie_le: DateEcrite = Field(
        description="Quand quelqu'un a relu les sources de la règle pour la dernière fois."
    )
    jusqu_a: DateEcrite | None = Field(
        None, description="Le dernier jour où la règle avait cours. Absent : elle a cours."
    )
