"""The shape of a contexte's YAML. No key can reach the points, rules or certitudes of a grid."""

from typing import Literal

from pydantic import Field

from clea_cli.sources.modele import Identifiant, Modele, Texte


class SurcoucheModele(Modele):
    """What may be said of one line."""

    libelle: Texte | None = Field(
        None, description="Une copie du libellé officiel, pour relire. Il doit être exact."
    )
    libelle_local: Texte | None = Field(
        None, description="Le même critère avec les mots du métier."
    )
    situations: list[Texte] = Field(
        default_factory=list, description="Des situations de travail où il s'observe."
    )
    ressources: list[Texte] = Field(
        default_factory=list, description="De quoi l'évaluer ou le travailler."
    )


class ContexteModele(Modele):
    """A whole file."""

    schema_: Literal["clea/contexte/1"] = Field(alias="schema", description="Ce qu'est ce fichier.")
    id: Identifiant = Field(description="Le nom court du contexte.")
    version: Texte = Field(
        description='Changée à chaque changement du fichier, entre guillemets : "1".'
    )
    libelle: Texte = Field(description="Le nom du contexte, en entier.")
    etend: Texte = Field(
        description="Un référentiel livré, ou le chemin d'un fichier .yaml, depuis celui-ci."
    )
    version_etendue: Texte = Field(
        description='La version du référentiel étendu, entre guillemets : "2020.1".'
    )
    lignes: dict[str, SurcoucheModele] = Field(
        description="Ce qui s'ajoute à chaque ligne, par son code."
    )
