"""The shape of the file of the ways to pay, which ships: the program reads it as it was verified here."""

from typing import Literal

from pydantic import Field

from clea_cli.referentiel.modele import SourceModele
from clea_cli.sources.modele import DateEcrite, Identifiant, Modele, Texte


class MontantModele(Modele):
    """An amount from a day on."""

    debut: DateEcrite = Field(description="Le premier jour où ce montant s'applique.")
    montant: str = Field(
        pattern=r"^[0-9]+\.[0-9]{2}$", description='Des euros, entre guillemets : "103.20".'
    )
    sauf: list[Identifiant] = Field(
        default_factory=list, description="Les référentiels auxquels il ne s'applique pas."
    )
    a_confirmer: list[Identifiant] = Field(
        default_factory=list, description="Ceux pour lesquels ce n'est pas sûr."
    )
    a_revoir_le: DateEcrite | None = Field(
        None, description="Le jour depuis lequel il a pu changer."
    )


class FaitModele(Modele):
    """What there is to know of a way to pay."""

    texte: Texte = Field(description="Ce qu'il faut savoir.")
    publics: list[str] = Field(default_factory=list, description="Pour qui ; absents : pour tous.")
    certifications: list[Identifiant] = Field(
        default_factory=list, description="Pour lesquelles ; absentes : toutes."
    )
    debut: DateEcrite | None = Field(None, description="Le premier jour où c'est vrai.")
    fin: DateEcrite | None = Field(None, description="Le dernier jour où c'est vrai.")


class DispositifModele(Modele):
    """A way to pay."""

    id: Identifiant = Field(description="Son nom court.")
    libelle: Texte = Field(description="Son nom.")
    publics: list[str] = Field(min_length=1, description="Pour qui il est.")
    debut: DateEcrite | None = Field(None, description="Le premier jour où il s'applique.")
    fin: DateEcrite | None = Field(None, description="Le dernier jour où il s'applique.")
    remplace_par: Identifiant | None = Field(None, description="Le dispositif qui le remplace.")
    faits: list[FaitModele] = Field(default_factory=list, description="Ce qu'il faut en savoir.")
    participation: list[MontantModele] = Field(
        default_factory=list, description="Ce que paie le titulaire."
    )
    exonerations: list[Texte] = Field(
        default_factory=list, description="Qui ne la paie pas, en mots."
    )
    exoneres: list[str] = Field(
        default_factory=list, description="Les publics qui ne la paient pas."
    )
    plafond: list[MontantModele] = Field(
        default_factory=list, description="Le plus qui soit pris en charge."
    )
    sources: list[Identifiant] = Field(min_length=1, description="Les sources qui le disent.")
    verifie_le: DateEcrite = Field(
        description="Quand ses sources ont été relues pour la dernière fois."
    )


class FinancementModele(Modele):
    """A whole file."""

    schema_: Literal["clea/financement/1"] = Field(
        alias="schema", description="Ce qu'est ce fichier."
    )
    publics: dict[str, Texte] = Field(description="Les situations des candidats, et leurs mots.")
    sources: list[SourceModele] = Field(description="Les textes.")
    dispositifs: list[DispositifModele] = Field(description="Les façons de payer.")
