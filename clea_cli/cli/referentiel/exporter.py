"""`clea referentiel exporter`."""

from typing import Annotated

from clea_cli.atelier.formats import EXPORTS
from clea_cli.cli import options
from clea_cli.cli.formats import choisir, option_de_format, option_de_sortie
from clea_cli.cli.sortie import publier, signaler, statut


def exporter(
    nom: options.ReferentielNomme,
    format_: Annotated[
        str | None,
        option_de_format(
            EXPORTS,
            "json et csv disent tout, et se relisent ; html et markdown sont à lire ; case est le"
            " format 1EdTech CASE 1.1 des plateformes de formation. D'un contexte, json et csv"
            " disent ses mots à lui ; les autres, le référentiel avec eux.",
        ),
    ] = None,
    sortie: Annotated[str | None, option_de_sortie(EXPORTS)] = None,
    forcer: options.Forcer = False,
) -> int:
    """Écrit un référentiel pour un tableur, pour un autre programme, ou comme une page à lire.

    Exemple : clea referentiel exporter clea --format html --sortie clea.html
    """
    from clea_cli.decision.charger import charger

    ecrit_en = choisir(EXPORTS, format_, sortie)
    charge = charger(nom)
    signaler(charge.diagnostics)
    if charge.value is None:
        return statut(charge.diagnostics)
    rendu = ecrit_en.rendre(charge.value)
    return publier(rendu, sortie, forcer=forcer, entrees=[nom])
