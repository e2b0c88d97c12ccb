"""What a catalogue must mean.

Its critères are those of the référentiel, its modules have names of their own.
"""

from collections.abc import Iterator

from clea_cli.diagnostics.proches import conseil_proche
from clea_cli.documents.catalogue import Catalogue
from clea_cli.referentiel.referentiel import Referentiel
from clea_cli.sources.texte import Chemin, Constat, TexteLu


def fautes(catalogue: Catalogue, referentiel: Referentiel, texte: TexteLu) -> Iterator[Constat]:
    """Say every fault.

    D101: another référentiel; D102: unknown critère; D103: same id twice; D104: empty.
    """
    if catalogue.referentiel != referentiel.id:
        # Written for another one, all of its codes would be faults.
        ici, attendu = catalogue.referentiel, referentiel.id
        yield texte.constat("D101", ("referentiel",), ici=ici, attendu=attendu)
        return
    if not catalogue.modules and not catalogue.heures_par_critere:
        yield texte.constat("D104", ())
    vus: set[str] = set()
    for rang, module in enumerate(catalogue.modules):
        if module.id in vus:
            yield texte.constat("D103", ("modules", rang, "id"), id=module.id)
        vus.add(module.id)
    codes = [critere.code for critere in referentiel.criteres]
    debut = f"codes possibles (« clea referentiel afficher {referentiel.id} » les montre)"
    for chemin, code in _cites(catalogue):
        if code not in codes:
            conseil = conseil_proche(code, codes, debut)
            yield texte.constat("D102", chemin, code=code, conseil=conseil)


def _cites(catalogue: Catalogue) -> Iterator[tuple[Chemin, str]]:
    """The critères that it names, each after the way to it."""
    for rang, module in enumerate(catalogue.modules):
        for place, code in enumerate(module.criteres):
            yield ("modules", rang, "criteres", place), code
    for code in catalogue.heures_par_critere:
        yield ("heures_par_critere", code), code
