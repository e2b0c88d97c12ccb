"""`clea referentiel schema`."""

from clea_cli.cli import options
from clea_cli.cli.sortie import publier


def schema(sortie: options.Sortie = None, forcer: options.Forcer = False) -> int:
    """Donne le schéma JSON d'un référentiel : un éditeur s'en sert pour compléter, expliquer et souligner.

    Exemple : clea referentiel schema --sortie referentiel-v1.json
    """
    from clea_cli.referentiel.livres import SCHEMA

    return publier(SCHEMA.read_bytes(), sortie, forcer=forcer)
