"""How a fact of a référentiel says what it rests on; and the facts that stand beside its grid."""

from typing import Literal

from pydantic import Field

from clea_cli.sources.modele import Code, DateEcrite, Modele, NombrePositif, Texte, Version

CertitudeEcrite = Literal["confirme", "recoupe", "une_seule_source", "a_confirmer", "proposition"]

CERTITUDE = (
    "À quel point c'est sûr : la grille officielle le dit, plusieurs sources, une seule, "
    "à confirmer, proposé."
)
SOURCES = "Les identifiants des sources qui le disent."
NOTE = "Ce qu'il faut savoir pour le relire."
VERIFIE_LE = "Quand quelqu'un a relu ses sources pour la dernière fois."


class AppuiModele(Modele):
    """What a fact rests on."""

    sources: list[str] = Field(default_factory=list, description=SOURCES)
    certitude: CertitudeEcrite = Field(description=CERTITUDE)


class SuccessionModele(Modele):
    """The version before this one, and which of its critères are gone for good."""

    version: Version = Field(description="La version dont parlent les « remplace » des critères.")
    retires: list[Code] = Field(
        default_factory=list, description="Les critères de cette version que rien ne remplace."
    )


class AnterieurModele(Modele):
    """A certification's place in a national register."""

    repertoire: Texte = Field(description="Le répertoire : répertoire spécifique, RNCP.")
    numero: Texte = Field(description="Le numéro de la fiche.")
    depuis: DateEcrite | None = Field(None, description="Le premier jour, s'il est connu.")
    vu_le: DateEcrite | None = Field(
        None, description="Le dernier jour où une source le dit actif."
    )
    echeance: DateEcrite | None = Field(None, description="Le dernier jour, s'il est connu.")
    sources: list[str] = Field(default_factory=list, description=SOURCES)
    certitude: CertitudeEcrite = Field(description=CERTITUDE)
    note: Texte | None = Field(None, description=NOTE)
    verifie_le: DateEcrite = Field(description=VERIFIE_LE)


class EnregistrementModele(AnterieurModele):
    """The last one that is known, and those before it."""

    precedents: list[AnterieurModele] = Field(
        default_factory=list, description="Ceux d'avant, le dernier d'abord."
    )


class ModalitesModele(Modele):
    """How evaluations are held."""

    prealable_heures_max: NombrePositif = Field(
        description="La durée de l'évaluation préalable, en heures, au plus."
    )
    finale_heures_max: NombrePositif = Field(
        description="La durée de l'évaluation finale, en heures, au plus."
    )
    validite_ans: NombrePositif = Field(
        description="Pendant combien d'années un domaine maîtrisé est gardé."
    )
    sources: list[str] = Field(default_factory=list, description=SOURCES)
    certitude: CertitudeEcrite = Field(description=CERTITUDE)
    validite: AppuiModele | None = Field(
        None, description="Ce qui dit validite_ans, s'il est plus sûr que le reste."
    )
    note: Texte | None = Field(None, description=NOTE)
    verifie_le: DateEcrite | None = Field(None, description=VERIFIE_LE)
