"""What is missing to a candidate, put into data: the shortest way to the certificate, and the cheapest in hours."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from clea_cli.catalogue import Catalogue, Module
from clea_cli.decision import Bareme
from clea_cli.documents.candidat import Communs
from clea_cli.grille import Grille
from clea_cli.parcours import Offre, TropDeChoixError, moins_cher, plus_court
from clea_cli.referentiel import simplifier


def parcours(bareme: Bareme, communs: Communs, grille: Grille, catalogue: Catalogue | None) -> dict[str, Any]:
    """The shortest way, domaine by domaine, and the modules of the cheapest one (None: there is no catalogue)."""
    choisis = plus_court(bareme, grille)
    criteres = [dits[grille.resultat(rang)] for rang, dits in enumerate(communs.criteres) if choisis >> rang & 1]
    domaines = []
    for domaine in bareme.referentiel.domaines:
        siens = [critere for critere in criteres if critere["domaine"] == domaine.code]
        if siens:
            domaines.append({"code": domaine.code, "libelle": domaine.libelle, "criteres": siens})
    numeros = {ligne.code: rang for rang, ligne in enumerate(bareme.referentiel.criteres)}
    modules, trop = _modules(bareme, grille.acquis, catalogue)
    return {
        "criteres": criteres,
        "domaines": domaines,
        "modules": None if catalogue is None else [module_dit(m, numeros, grille.acquis) for m in modules or ()],
        "heures": str(simplifier(sum((m.heures for m in modules or ()), Fraction(0)))),
        "trop_de_choix": trop,
    }


def _modules(bareme: Bareme, acquis: int, catalogue: Catalogue | None) -> tuple[tuple[Module, ...] | None, bool]:
    """The cheapest modules, if there is a catalogue; and whether it is too entangled to say."""
    try:
        return (moins_d_heures(bareme, acquis, catalogue) if catalogue else None), False
    except TropDeChoixError:
        return None, True


def moins_d_heures(bareme: Bareme, acquis: int, catalogue: Catalogue) -> tuple[Module, ...] | None:
    """The modules that make the candidate certifiable in the fewest hours; None if even all of them do not.

    Raises TropDeChoixError.
    """
    numeros = {ligne.code: rang for rang, ligne in enumerate(bareme.referentiel.criteres)}
    offres = [Offre(sum(1 << numeros[code] for code in module.criteres), module.heures) for module in catalogue.modules]
    choisis = moins_cher(bareme, acquis, offres)
    return None if choisis is None else tuple(catalogue.modules[rang] for rang in choisis)


def module_dit(module: Module, numeros: dict[str, int], acquis: int) -> dict[str, Any]:
    """A module, with those of its critères that are not acquired yet."""
    utiles: Sequence[str] = [code for code in module.criteres if not acquis >> numeros[code] & 1]
    return {
        "id": module.id,
        "libelle": module.libelle,
        "heures": str(simplifier(module.heures)),
        "comment": " ; ".join(fait for fait in (module.modalite, module.ressource, module.organisme) if fait),
        "criteres": list(utiles),
    }
