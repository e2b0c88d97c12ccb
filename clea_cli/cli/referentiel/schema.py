"""`clea referentiel schema`."""

from typing import Annotated

from clea_cli.atelier.formats import SCHEMAS
from clea_cli.cli import options
from clea_cli.cli.formats import choisir, option_de_sortie
from clea_cli.cli.sortie import publier


def schema(sortie: Annotated[str | None, option_de_sortie(SCHEMAS)] = None, forcer: options.Forcer = False) -> int:
    """Donne le schéma JSON d'un référentiel : un éditeur s'en sert pour compléter, expliquer et souligner.

    Exemple : clea referentiel schema --sortie referentiel-v1.json
    """
    from clea_cli.referentiel.livres import SCHEMA

    contenu = choisir(SCHEMAS, None, sortie).ecrire(SCHEMA.read_bytes())
    return publier(contenu, sortie, forcer=forcer)
