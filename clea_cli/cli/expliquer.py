"""`clea expliquer`."""

from typing import Annotated

import typer

from clea_cli.cli.sortie import dire, publier


def expliquer(
    code: Annotated[
        str, typer.Argument(metavar="CODE", help="Le code d'une faute, par exemple F203.")
    ],
) -> int:
    """Explique le code d'une faute : ce qu'elle est, pourquoi, un exemple faux et le même corrigé.

    Exemple : clea expliquer F203
    """
    from clea_cli.diagnostics.catalogue import CATALOGUE
    from clea_cli.diagnostics.proches import conseil_proche
    from clea_cli.sorties.fautes import explication

    entree = CATALOGUE.get(code.upper())
    if entree is None:
        # Codes have no letter O, and zeros that look like one.
        ecrit = code.upper().replace("O", "0")
        famille = ecrit[:1]
        meme_famille = [connu for connu in CATALOGUE if connu[0] == famille]
        conseil = conseil_proche(ecrit, meme_famille or CATALOGUE, "codes possibles")
        dire(f"clea expliquer : le code « {code} » n'existe pas.")
        dire(f"  aide : {conseil}")
        return 2
    return publier(explication(entree), None)
