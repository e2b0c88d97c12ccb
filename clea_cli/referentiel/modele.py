"""The shape of a référentiel's YAML, key by key: what is accepted before its meaning is looked at.

The descriptions are for the person who edits the file: an editor shows them, by the JSON Schema
that is made of them. Pydantic is slow to import, so the référentiels that ship, verified when they
were made, do not come this way.
"""

from typing import Literal

from pydantic import Field

from clea_cli.referentiel.modele_faits import (
    CERTITUDE,
    SOURCES,
    CertitudeEcrite,
    EnregistrementModele,
    ModalitesModele,
    SuccessionModele,
)
from clea_cli.referentiel.modele_regles import RegleModele
from clea_cli.sources.modele import (
    Code,
    DateEcrite,
    Identifiant,
    Modele,
    NombrePositif,
    PointsEcrits,
    Synonyme,
    Texte,
    Version,
)

ResultatEcrit = Literal["acquis", "non_acquis", "non_evalue"]
VerdictEcrit = Literal["certifiable", "non_certifiable", "indetermine"]
# Those of `sorties.pictogrammes`.
PictogrammeEcrit = Literal[
    "parler",
    "calculer",
    "ordinateur",
    "equipe",
    "seul",
    "apprendre",
    "securite",
    "outils",
    "chercher",
    "en-ligne",
    "cadenas",
]


class AttenduModele(Modele):
    """How many lines of each level the file should have."""

    domaines: int = Field(description="Le nombre de domaines.")
    sous_domaines: int = Field(description="Le nombre de sous-domaines.")
    criteres: int = Field(description="Le nombre de critères.")


class EchelleModele(Modele):
    """The words that may stand for each answer, besides its own name."""

    acquis: list[Synonyme] = Field(description="Ce qu'un évaluateur peut écrire pour « acquis ».")
    non_acquis: list[Synonyme] = Field(
        description="Ce qu'un évaluateur peut écrire pour « non acquis »."
    )
    non_evalue: list[Synonyme] = Field(
        description="Ce qu'un évaluateur peut écrire pour « non évalué »."
    )
    a_preciser: list[Synonyme] = Field(
        default_factory=list,
        description="Les mots à deux sens : une grille qui les dit est refusée, "
        "avec ce qu'il faut écrire.",
    )


class SourceModele(Modele):
    """A document that the lines refer to."""

    id: Identifiant = Field(
        description="Le nom court par lequel les lignes et les règles la citent."
    )
    titre: Texte = Field(description="Le titre du document.")
    editeur: Texte = Field(description="Qui l'a publié.")
    adresse: Texte | None = Field(None, description="Où le trouver.")


class LigneModele(Modele):
    """What every line of the grid says of itself."""

    code: Code = Field(
        description="Le code de la ligne, entre guillemets. "
        "Il commence par celui du niveau supérieur."
    )
    libelle: Texte = Field(description="La désignation officielle de la ligne, mot pour mot.")
    sources: list[str] = Field(default_factory=list, description=SOURCES)
    certitude: CertitudeEcrite = Field(description=CERTITUDE)
    note: Texte | None = Field(
        None, description="Ce qu'il faut savoir de cette ligne pour la relire."
    )


class CritereModele(LigneModele):
    """A critère, worth `points` (1 if nothing is said)."""

    points: PointsEcrits = Field(
        1, description='Ce que vaut le critère : 1 si rien n\'est dit, un entier, ou "1/2".'
    )
    remplace: list[Code] | None = Field(
        None,
        description="Les codes que ce critère avait dans la version précédente. "
        "Absent : le même code. Vide : nouveau.",
    )


class SousDomaineModele(LigneModele):
    """A sous-domaine and its critères."""

    phrase_simple: Texte | None = Field(
        None,
        description="De quoi il s'agit en mots simples, avec un exemple. "
        "Pas une désignation officielle.",
    )
    criteres: list[CritereModele] = Field(
        min_length=1, description="Les critères du sous-domaine, dans l'ordre."
    )


class DomaineModele(LigneModele):
    """A domaine and its sous-domaines."""

    libelle_court: Texte | None = Field(
        None,
        description="Son nom en quelques mots simples, pour le candidat. "
        "Pas une désignation officielle.",
    )
    pictogramme: PictogrammeEcrit | None = Field(
        None, description="Le dessin qui accompagne son nom court."
    )
    sous_domaines: list[SousDomaineModele] = Field(
        min_length=1, description="Ses sous-domaines, dans l'ordre."
    )


class SaufModele(Modele):
    """The critères (by code) whose answer is not the example's default."""

    acquis: list[Code] = Field(default_factory=list, description="Les critères acquis.")
    non_acquis: list[Code] = Field(default_factory=list, description="Les critères non acquis.")
    non_evalue: list[Code] = Field(default_factory=list, description="Les critères non évalués.")


class ExempleModele(Modele):
    """A verdict decided by hand, run as a test of the référentiel."""

    libelle: Texte = Field(description="Ce que l'exemple montre.")
    regle: Identifiant | None = Field(
        None, description="La règle à appliquer. Absente : celle par défaut."
    )
    defaut: ResultatEcrit = Field(
        description="La réponse pour tous les critères, sauf ceux qui suivent."
    )
    sauf: SaufModele = Field(description="Les critères dont la réponse est autre. Aucun : {}.")
    verdict: VerdictEcrit = Field(description="Le verdict attendu, décidé à la main.")


class ReferentielModele(Modele):
    """A whole file."""

    schema_: Literal["clea/referentiel/1"] = Field(
        alias="schema", description="Ce qu'est ce fichier."
    )
    id: Identifiant = Field(description="Le nom par lequel le référentiel se choisit.")
    version: Version = Field(
        description='La grille que les gens remplissent, entre guillemets : "2020.1".'
    )
    revision: NombrePositif = Field(
        1, description="Augmentée à tout autre changement : nom, source, certitude, fait, synonyme."
    )
    libelle: Texte = Field(description="Le nom de la certification, en entier.")
    certificateur: Texte = Field(description="Qui délivre le certificat.")
    etat: Literal["publie", "brouillon", "annonce"] = Field(
        description="publie : la grille est officielle ; brouillon : c'est une proposition ; "
        "annonce : pas de grille."
    )
    avertissement: Texte | None = Field(
        None, description="Ce qui accompagne chaque résultat, sauf si publie."
    )
    succede: SuccessionModele | None = Field(
        None, description="La version précédente ; ses grilles se lisent aussi."
    )
    modalites: ModalitesModele | None = Field(
        None,
        description="Les durées et les délais des évaluations. "
        "Absentes : 7 h, 3 h et 5 ans, à confirmer.",
    )
    enregistrement: EnregistrementModele | None = Field(
        None, description="Sa place dans un répertoire national."
    )
    verifie_le: DateEcrite | None = Field(
        None,
        description="Quand les lignes ont été relues à côté de leurs sources "
        "pour la dernière fois.",
    )
    attendu: AttenduModele | None = Field(
        None, description="Les comptes, contre une ligne effacée par mégarde."
    )
    echelle: EchelleModele | None = Field(
        None, description="Les mots admis pour chaque réponse, en plus de son nom."
    )
    sources: list[SourceModele] = Field(
        description="Les documents d'où viennent les lignes et les règles."
    )
    regles: list[RegleModele] = Field(
        description="Les façons de décider ; une seule est celle par défaut."
    )
    domaines: list[DomaineModele] = Field(description="Les lignes de la grille, dans l'ordre.")
    exemples: list[ExempleModele] = Field(
        description="Des verdicts décidés à la main, rejoués comme des essais."
    )
