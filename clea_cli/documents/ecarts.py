"""What is missing to a candidate, put into data: the modules that bring it in the fewest hours."""

from collections import defaultdict
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
    """Modules of a critère each, taught alike, become one a sous-domaine.

    A list of a hundred of them is no plan. All documents count them so.
    """
    # 1. The modules of a critère each, by sous-domaine.
    sous_domaines: dict[str, SousDomaine] = {}
    for sous in referentiel.sous_domaines:
        for critere in sous.criteres:
            sous_domaines[critere.code] = sous
    d_un_critere: dict[str, list[Module]] = defaultdict(list)
    for module in modules:
        if module.criteres == (module.id,) and module.id in sous_domaines:
            d_un_critere[sous_domaines[module.id].code].append(module)
    # 2. Two ways of teaching stay two modules; a name that another module bears is not taken.
    noms = {module.id for module in modules}
    reunis: dict[str, Module] = {}
    for siens in d_un_critere.values():
        sous = sous_domaines[siens[0].id]
        if len({module.moyens for module in siens}) == 1 and sous.code not in noms:
            reunis |= dict.fromkeys((module.id for module in siens), _reunir(sous, siens))
    # 3. Each stands where the first of its own stood.
    groupes: dict[str, Module] = {}
    for module in modules:
        groupe = reunis.get(module.id, module)
        groupes[groupe.id] = groupe
    return list(groupes.values())


def _reunir(sous: SousDomaine, siens: Sequence[Module]) -> Module:
    """The modules of some critères of a sous-domaine as one."""
    return siens[0]._replace(
        id=sous.code,
        libelle=sous.libelle,
        criteres=tuple(module.id for module in siens),
        heures=sum((module.heures for module in siens), Fraction(0)),
    )


def module_dit(module: Module, numeros: dict[str, int], acquis: int) -> dict[str, Any]:
    """A module, with those of its critères that are not acquired yet."""
    utiles: list[str] = []
    for code in module.criteres:
        est_acquis = acquis >> numeros[code] & 1
        if not est_acquis:
            utiles.append(code)
    comment = [dit for dit in module.moyens if dit]
    return {
        "id": module.id,
        "libelle": module.libelle,
        "heures": simplifier(module.heures),
        "comment": " ; ".join(comment),
        "criteres": utiles,
    }
