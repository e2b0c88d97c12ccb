"""What is missing to a candidate, put into data: the modules that bring it in the fewest hours."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from clea_cli.decision.decision import Bareme
from clea_cli.decision.parcours import moins_cher
from clea_cli.decision.recherche import Offre, TropDeChoixError
from clea_cli.documents.catalogue import Catalogue, Module
from clea_cli.referentiel.referentiel import Referentiel, simplifier


def heures(bareme: Bareme, acquis: int, catalogue: Catalogue | None) -> dict[str, Any]:
    """The cheapest modules, if there is a catalogue; and whether it is too entangled to say.

    `acquis` holds the critères not evaluated too: no hour is counted for them.
    """
    if catalogue is None:
        return {"modules": None, "heures": 0, "trop_de_choix": False}
    numeros = {ligne.code: rang for rang, ligne in enumerate(bareme.referentiel.criteres)}
    try:
        choisis = moins_d_heures(bareme, acquis, catalogue) or ()
        modules, trop = grouper(bareme.referentiel, choisis), False
    except TropDeChoixError:
        modules, trop = [], True
    return {
        "modules": [module_dit(module, numeros, acquis) for module in modules],
        "heures": simplifier(sum((module.heures for module in modules), Fraction(0))),
        "trop_de_choix": trop,
    }


def moins_d_heures(bareme: Bareme, acquis: int, catalogue: Catalogue) -> tuple[Module, ...] | None:
    """The modules that make the candidate certifiable in the fewest hours.

    None if even all of them do not.

    Raises TropDeChoixError.
    """
    numeros = {ligne.code: rang for rang, ligne in enumerate(bareme.referentiel.criteres)}
    offres = [
        Offre(sum(1 << numeros[code] for code in module.criteres), module.heures)
        for module in catalogue.modules
    ]
    choisis = moins_cher(bareme, acquis, offres)
    return None if choisis is None else tuple(catalogue.modules[rang] for rang in choisis)


def grouper(referentiel: Referentiel, modules: Sequence[Module]) -> list[Module]:
    """Modules of a critère each become one a sous-domaine.

    A list of a hundred of them is no plan. All documents count them so.
    """
    codes = {critere.code: sous for sous in referentiel.sous_domaines for critere in sous.criteres}
    groupes: dict[str, Module] = {}
    for module in modules:
        if module.criteres != (module.id,) or module.id not in codes:
            groupes[module.id] = module
            continue
        sous = codes[module.id]
        deja = groupes.get(sous.code)
        criteres = (*(deja.criteres if deja else ()), module.id)
        heures = module.heures + (deja.heures if deja else 0)
        groupes[sous.code] = module._replace(
            id=sous.code, libelle=sous.libelle, criteres=criteres, heures=heures
        )
    return list(groupes.values())


def module_dit(module: Module, numeros: dict[str, int], acquis: int) -> dict[str, Any]:
    """A module, with those of its critères that are not acquired yet."""
    utiles: Sequence[str] = [code for code in module.criteres if not acquis >> numeros[code] & 1]
    return {
        "id": module.id,
        "libelle": module.libelle,
        "heures": simplifier(module.heures),
        "comment": " ; ".join(
            fait for fait in (module.modalite, module.ressource, module.organisme) if fait
        ),
        "criteres": list(utiles),
    }
