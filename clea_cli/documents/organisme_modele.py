"""The shape of `organisme.yaml`, key by key: every one may be left out."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, WithJsonSchema

from clea_cli.sources.modele import Heures, JourEcrit, Modele, NombrePositif, Siret, Texte, exiger

_NDA = "^[0-9]{11}$"
_COURRIEL = r"^[^@\s]+@[^@\s]+\.[^@\s]+$"

# The holidays of these are not those of the rest of France.
Region = Literal[
    "alsace-moselle",
    "guadeloupe",
    "guyane",
    "la-reunion",
    "martinique",
    "mayotte",
    "nouvelle-caledonie",
    "polynesie",
    "saint-barthelemy",
    "saint-martin",
    "wallis-et-futuna",
]


def _nda(texte: str) -> str:
    exiger(
        re.fullmatch(_NDA, texte),
        'un numéro de déclaration d\'activité a 11 chiffres : "32591234567".',
    )
    return texte


def _courriel(texte: str) -> str:
    exiger(re.fullmatch(_COURRIEL, texte), "écrivez une adresse comme nom@exemple.fr.")
    return texte


Nda = Annotated[
    str,
    AfterValidator(_nda),
    WithJsonSchema({"type": "string", "pattern": _NDA, "examples": ["32591234567"]}),
]
Courriel = Annotated[
    str,
    AfterValidator(_courriel),
    WithJsonSchema(
        {"type": "string", "pattern": _COURRIEL, "examples": ["contact@organisme.example"]}
    ),
]


class PersonneModele(Modele):
    """Somebody to name or to call."""

    nom: Texte | None = Field(None, description="Son nom, tel qu'il s'imprime.")
    fonction: Texte | None = Field(None, description="Sa fonction.")
    telephone: Texte | None = Field(None, description="Son numéro, entre guillemets.")
    courriel: Courriel | None = Field(None, description="Son adresse électronique.")
    horaires: Texte | None = Field(
        None, description="Quand l'appeler : du lundi au vendredi, de 9 h à 17 h."
    )


class NdaModele(Modele):
    """The declaration of activity."""

    numero: Nda = Field(description="Les 11 chiffres, entre guillemets.")
    region: Texte = Field(description="La région du préfet qui l'a enregistrée.")


class FormationModele(Modele):
    """Who trains, and how."""

    organisme: Texte | None = Field(
        None, description="Qui forme, si ce n'est pas l'organisme lui-même."
    )
    formateur: Texte | None = Field(None, description="La personne qui forme.")
    acces: Texte | None = Field(
        None, description="Comment y venir : délai, lieu, à distance, accessibilité."
    )
    prix: Texte | None = Field(None, description="Le prix, avec son unité : 1 200 € net de taxes.")
    suivi: Texte | None = Field(None, description="Comment la formation est suivie et évaluée.")
    amenagements: Texte | None = Field(None, description="Les aménagements possibles.")


class JoursModele(Modele):
    """Hours of training, day by day; a day left out has none."""

    lundi: Heures | None = Field(None, description="Les heures du lundi.")
    mardi: Heures | None = Field(None, description="Les heures du mardi.")
    mercredi: Heures | None = Field(None, description="Les heures du mercredi.")
    jeudi: Heures | None = Field(None, description="Les heures du jeudi.")
    vendredi: Heures | None = Field(None, description="Les heures du vendredi.")
    samedi: Heures | None = Field(None, description="Les heures du samedi.")
    dimanche: Heures | None = Field(None, description="Les heures du dimanche.")


class FermetureModele(Modele):
    """Days without training."""

    du: JourEcrit = Field(description="Le premier jour sans formation.")
    au: JourEcrit = Field(description="Le dernier jour sans formation.")
    motif: Texte | None = Field(None, description="Pourquoi, en deux mots.")


class CalendrierModele(Modele):
    """When the organisme trains."""

    jours: JoursModele | None = Field(
        None, description="Les heures de formation de chaque jour de la semaine."
    )
    jours_feries: Region | None = Field(
        None, description="La région qui a ses propres jours fériés."
    )
    fermetures: list[FermetureModele] = Field(
        default_factory=list, description="Les jours sans formation."
    )
    delai_finale_jours: NombrePositif | None = Field(
        None, description="Les jours à laisser entre la formation et l'évaluation finale."
    )
    bilan_heures: NombrePositif | None = Field(
        None, description="Les heures de formation entre deux bilans."
    )


class DonneesModele(Modele):
    """What becomes of what is written about people."""

    contact: Texte | None = Field(None, description="À qui demander ce qui est gardé.")
    conservation_ans: NombrePositif | None = Field(
        None, description="Combien d'années c'est gardé."
    )


class OrganismeModele(Modele):
    """A whole file."""

    schema_: Literal["clea/organisme/1"] = Field(
        alias="schema", description="Ce qu'est ce fichier."
    )
    nom: Texte | None = Field(None, description="Le nom de l'organisme.")
    adresse: list[Texte] = Field(
        default_factory=list, description="Son adresse, un élément par ligne."
    )
    telephone: Texte | None = Field(None, description="Son téléphone, entre guillemets.")
    courriel: Courriel | None = Field(None, description="Son adresse électronique.")
    siret: Siret | None = Field(
        None, description="Son SIRET : 14 chiffres entre guillemets, vérifiés."
    )
    nda: NdaModele | None = Field(None, description="Son numéro de déclaration d'activité.")
    lieu: Texte | None = Field(None, description="La ville où les documents sont signés.")
    signataire: PersonneModele | None = Field(None, description="Qui signe les documents.")
    contact: PersonneModele | None = Field(
        None, description="Qui les candidats peuvent appeler, et quand."
    )
    referent_handicap: PersonneModele | None = Field(None, description="Le référent handicap.")
    formation: FormationModele | None = Field(None, description="Qui forme, et comment.")
    calendrier: CalendrierModele | None = Field(None, description="Quand l'organisme forme.")
    donnees: DonneesModele | None = Field(
        None, description="Ce que deviennent les données des personnes."
    )
