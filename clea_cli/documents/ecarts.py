"""What is missing to a candidate, put into data: the modules that bring it in the fewest hours."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from clea_cli.decision.decision import Bareme
from clea_cli.decision.parcours import moins_cher
from clea_cli.decision.recherche import Offre, TropDeChoixError
from clea_cli.documents.catalogue import Catalogue, Module
from clea_cli.referentiel.referentiel import Referentiel, SousDomaine, simplifier


def heures(bareme: Bareme, acquis: int, catalogue: Catalogue | None) -> dict[str, Any]:
    """The cheapest modules, if there is a catalogue; and whether it is too entangled to say.

    `acquis` holds the critères not evaluated too: no hour is counted for them.
    """
    if catalogue is None:
        return {"modules": None, "heures": 0, "trop_de_choix": False}
    trop_de_choix = False
    choisis: Sequence[Module] = ()
    try:
        choisis = moins_d_heures(bareme, acquis, catalogue) or ()
    except TropDeChoixError:
        trop_de_choix = True
    modules = grouper(bareme.referentiel, choisis)
    numeros = rangs(bareme.referentiel)
    total = sum((module.heures for module in modules), Fraction(0))
    return {
        "modules": [module_dit(module, numeros, acquis) for module in modules],
        "heures": simplifier(total),
        "trop_de_choix": trop_de_choix,
    }


def rangs(referentiel: Referentiel) -> dict[str, int]:
    """The rank of each critère, by code: that of its bit in a grille."""
    return {critere.code: rang for rang, critere in enumerate(referentiel.criteres)}


def moins_d_heures(bareme: Bareme, acquis: int, catalogue: Catalogue) -> tuple[Module, ...] | None:
    """The modules that make the candidate certifiable in the fewest hours.

    None if even all of them do not.

    Raises TropDeChoixError.
    """
    numeros = rangs(bareme.referentiel)
    offres: list[Offre] = []
    for module in catalogue.modules:
        servis = sum(1 << numeros[code] for code in module.criteres)
        offres.append(Offre(servis, module.heures))
    choisis = moins_cher(bareme, acquis, offres)
    if choisis is None:
        return None
    return tuple(catalogue.modules[rang] for rang in choisis)


def grouper(referentiel: Referentiel, modules: Sequence[Module]) -> list[Module]:
    """Modules of a critère each become one a sous-domaine.

    A list of a hundred of them is no plan. All documents count them so.
    """
    sous_domaines: dict[str, SousDomaine] = {}
    for sous in referentiel.sous_domaines:
        for critere in sous.criteres:
            sous_domaines[critere.code] = sous
    groupes: dict[str, Module] = {}
    for module in modules:
        # One that is no critère's own stays as the catalogue has it.
        d_un_critere = module.criteres == (module.id,) and module.id in sous_domaines
        if not d_un_critere:
            groupes[module.id] = module
            continue
        sous = sous_domaines[module.id]
        groupe = module._replace(id=sous.code, libelle=sous.libelle)
        if deja := groupes.get(sous.code):
            criteres = (*deja.criteres, module.id)
            heures = deja.heures + module.heures
            groupe = groupe._replace(criteres=criteres, heures=heures)
        groupes[sous.code] = groupe
    return list(groupes.values())


def module_dit(module: Module, numeros: dict[str, int], acquis: int) -> dict[str, Any]:
    """A module, with those of its critères that are not acquired yet."""
    utiles: list[str] = []
    for code in module.criteres:
        est_acquis = acquis >> numeros[code] & 1
        if not est_acquis:
            utiles.append(code)
    dits = (module.modalite, module.ressource, module.organisme)
    comment = [dit for dit in dits if dit]
    return {
        "id": module.id,
        "libelle": module.libelle,
        "heures": simplifier(module.heures),
        "comment": " ; ".join(comment),
        "criteres": utiles,
    }
