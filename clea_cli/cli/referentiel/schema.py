"""`clea referentiel schema`."""

from typing import Annotated

import typer

from clea_cli.atelier.formats import SCHEMAS
from clea_cli.cli import options
from clea_cli.cli.formats import NomTape, choisir, option_de_sortie
from clea_cli.cli.sortie import publier


def schema(
    genre: Annotated[
        str,
        typer.Argument(
            metavar="GENRE",
            parser=NomTape(("referentiel", "contexte")),
            show_default=False,
            help="referentiel (par défaut) ou contexte.",
        ),
    ] = "referentiel",
    sortie: Annotated[str | None, option_de_sortie(SCHEMAS)] = None,
    forcer: options.Forcer = False,
) -> int:
    """Donne le schéma JSON d'un référentiel ou d'un contexte : un éditeur complète, explique et
    souligne avec lui.

    Exemple : clea referentiel schema --sortie referentiel-v1.json
    """
    from clea_cli.referentiel.livres import SCHEMA, SCHEMA_DE_CONTEXTE

    livre = SCHEMA_DE_CONTEXTE if genre == "contexte" else SCHEMA
    ecrit_en = choisir(SCHEMAS, None, sortie)
    contenu = ecrit_en.ecrire(livre.read_bytes())
    return publier(contenu, sortie, forcer=forcer)
