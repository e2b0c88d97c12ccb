"""The shape of a session's YAML, key by key; a roster's rows take the shape of its dossiers."""

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, WithJsonSchema

from clea_cli.sources.modele import Heures, Identifiant, JourEcrit, Modele, Siret, Texte, exiger
from clea_cli.sources.mots import reference_comparable
from clea_cli.sources.temps import conseil_de_la_sequence, lire_sequence

_REFERENCE = r"^\S+( \S+)*$"
_UN_JOUR = date(2000, 1, 1)


def _sequence(texte: str) -> str:
    exiger(lire_sequence(texte, _UN_JOUR), conseil_de_la_sequence(texte))
    return texte


def _reference(texte: str) -> str:
    juste = re.fullmatch(_REFERENCE, texte) and len(texte) <= 60
    exiger(juste, "une référence tient sur une ligne, en 60 lettres.")
    exiger(reference_comparable(texte), "une référence se voit : des lettres, des chiffres.")
    return texte


def _nombre(nombre: int) -> int:
    exiger(nombre >= 0, "un nombre de dossiers : 0, 1, 2…")
    return nombre


Nombre = Annotated[int, AfterValidator(_nombre), WithJsonSchema({"type": "integer", "minimum": 0})]
SequenceEcrite = Annotated[
    str, AfterValidator(_sequence), WithJsonSchema({"type": "string", "examples": ["09:00-12:00"]})
]
Reference = Annotated[
    str,
    AfterValidator(_reference),
    WithJsonSchema({"type": "string", "pattern": _REFERENCE, "maxLength": 60}),
]


class EvaluationModele(Modele):
    """An évaluation."""

    date: JourEcrit = Field(description="Le jour où elle a commencé.")
    sequences: list[SequenceEcrite] = Field(
        min_length=1,
        description="De quand à quand, séquence par séquence.",
    )
    evaluateur: Reference = Field(description="La référence de l'évaluateur.")
    grille: Texte = Field(description="Le fichier de la grille, depuis le dossier de la session.")


class FormationSuivieModele(Modele):
    """The training between two évaluations."""

    formateurs: list[Reference] = Field(
        default_factory=list,
        description="Les références des formateurs.",
    )
    heures: Heures | None = Field(None, description="Sa durée en heures.")


class DossierModele(Modele):
    """A dossier."""

    reference: Reference = Field(description="La référence du candidat, jamais son nom.")
    statut: Texte | None = Field(None, description="Sa situation : salarié, demandeur d'emploi…")
    prescripteur: Texte | None = Field(None, description="Qui l'a orienté.")
    financement: Texte | None = Field(None, description="Qui paie.")
    prealable: EvaluationModele = Field(description="L'évaluation préalable.")
    formation: FormationSuivieModele | None = Field(None, description="La formation suivie depuis.")
    finale: EvaluationModele | None = Field(None, description="L'évaluation finale.")


class HabilitationModele(Modele):
    """When the organisme may present dossiers."""

    debut: JourEcrit = Field(description="Le premier jour de l'habilitation.")
    fin: JourEcrit = Field(description="Son dernier jour.")


class OrganismePresentateurModele(Modele):
    """Who presents the dossiers."""

    nom: Texte = Field(description="Son nom.")
    siret: Siret = Field(description="Son SIRET, entre guillemets.")
    habilitation: HabilitationModele = Field(description="Quand il est habilité.")


class MembreModele(Modele):
    """A member of the jury."""

    reference: Reference = Field(
        description="Sa référence, celle qu'il aurait comme évaluateur ou formateur.",
    )
    nom: Texte | None = Field(None, description="Son nom, pour le procès-verbal.")
    college: Literal["employeurs", "salaries"] = Field(description="Son collège.")
    president: bool = Field(default=False, description="Vrai pour la personne qui préside.")


class LibellesModele(Modele):
    """The words of decisions."""

    certifie: Texte | None = Field(None, description="Pour un candidat certifié.")
    ajourne: Texte | None = Field(None, description="Pour un candidat ajourné.")
    reporte: Texte | None = Field(None, description="Pour un dossier revu à une autre session.")


class CertificateurModele(Modele):
    """What the certifier's platform expects, that no public text says."""

    ccpi: Texte | None = Field(None, description="Le nom de la certification, colonne « CCPI ».")
    passage: Literal["session", "evaluation"] | None = Field(
        None,
        description="La « Date de passage » : celle du jury, ou de la dernière évaluation.",
    )
    fins_de_ligne: Literal["crlf", "lf"] | None = Field(
        None,
        description="Les fins de ligne du fichier : crlf (Windows) ou lf.",
    )


class RegardModele(Modele):
    """Which dossiers come first."""

    sauf: list[Literal["indetermines", "verdict", "avertissements", "lectures"]] = Field(
        default_factory=list,
        description="Les raisons qui ne font pas regarder un dossier d'abord.",
    )
    au_plus: Nombre | None = Field(
        None,
        description="Combien de dossiers au plus sont à regarder d'abord.",
    )


class SessionModele(Modele):
    """A whole file."""

    schema_: Literal["clea/session/1"] = Field(alias="schema", description="Ce qu'est ce fichier.")
    id: Reference = Field(description="Le nom de la session : S-2026-11.")
    date: JourEcrit = Field(description="Le jour où le jury se réunit.")
    lieu: Texte | None = Field(None, description="Où le jury se réunit.")
    a_distance: bool = Field(
        default=False,
        description="Vrai s'il se réunit à distance, sans lieu.",
    )
    referentiel: Texte = Field(
        description="Un référentiel livré, ou un fichier depuis le dossier de la session.",
    )
    regle: Identifiant | None = Field(
        None,
        description="La règle. Absente : celle par défaut du référentiel.",
    )
    organisme: OrganismePresentateurModele = Field(description="Qui présente les dossiers.")
    jury: list[MembreModele] = Field(min_length=1, description="Les membres du jury.")
    decisions: LibellesModele | None = Field(
        None,
        description="Les mots des décisions. Absents : les mots usuels.",
    )
    certificateur: CertificateurModele | None = Field(
        None,
        description="Ce que la plateforme du certificateur attend. Absent : supposé, et dit.",
    )
    a_regarder: RegardModele | None = Field(
        None,
        description="Ce qui fait regarder un dossier d'abord. "
        "Absent : tout ce qui peut changer une décision.",
    )
    precedente: Texte | None = Field(
        None,
        description="Le manifest.json de la session close d'avant, s'il y en a une.",
    )
    liste: Texte | None = Field(
        None,
        description="Un fichier CSV ou xlsx qui contient les dossiers.",
    )
    dossiers: list[DossierModele] = Field(
        default_factory=list,
        description="Les dossiers, s'il n'y a pas de liste.",
    )


class ListeModele(Modele):
    """A roster, once its rows have the shape of dossiers."""

    dossiers: list[DossierModele] = Field(description="Les dossiers.")
