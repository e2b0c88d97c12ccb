"""The words of what a cohorte counts, and does not."""

from collections.abc import Iterator, Mapping

from clea_cli.cohorte.comptage import Comptage, HorsExtrait, Raison
from clea_cli.cohorte.vues import Denombrement, LigneDeTableau, TableauVu
from clea_cli.sorties.mots import compte


def phrases(comptage: Comptage) -> Iterator[str]:
    """Say what was read, and whether all of it is counted."""
    fichiers = compte(comptage.fichiers, "fichier")
    evaluations = compte(comptage.evaluations, "évaluation")
    lus = f"{fichiers}, {evaluations}"
    if not comptage.dehors and comptage.comptees == comptage.evaluations:
        yield f"{lus} : tout est compté."
        return
    if comptage.refuses:
        accord = "s" if comptage.refuses > 1 else ""
        lus = f"{lus} ; {compte(comptage.refuses, 'fichier')} refusé{accord}"
    yield f"{lus}."
    if comptage.autres:
        verbe = "sont" if comptage.autres > 1 else "est"
        hors = compte(comptage.autres, "personne")
        yield f"{hors} {verbe} hors de l'extrait ({_raisons(comptage.hors)})."
    if comptage.dehors:
        yield f"{ecartees(comptage)}."


def ecartees(comptage: Comptage, parmi: str = "") -> str:
    """How many people are not counted, `parmi` how many, and why."""
    verbe = "ne sont pas comptées" if comptage.dehors > 1 else "n'est pas comptée"
    combien = compte(comptage.dehors, "personne")
    raisons = _raisons(comptage.ecartees)
    return f"{combien}{parmi} {verbe} ({raisons})"


def _raisons(nombres: Mapping[Raison, int] | Mapping[HorsExtrait, int]) -> str:
    dites = [f"{raison.value} : {nombre}" for raison, nombre in nombres.items()]
    return ", ".join(dites)


def tableau(comptage: Comptage) -> TableauVu:
    """What was read, what of it is counted, and why the rest is not."""
    personnes = comptage.personnes + comptage.dehors + comptage.autres
    lus = comptage.fichiers - comptage.refuses
    lignes = [
        _ligne("Personnes", personnes, comptage.personnes),
        _ligne("Évaluations", comptage.evaluations, comptage.comptees),
        _ligne("Fichiers", comptage.fichiers, lus),
    ]
    # Under them, without a name: why people are not counted.
    for ecartee, nombre in comptage.ecartees.items():
        lignes.append(_ligne("", nombre, 0, ecartee.value))
    for hors, nombre in comptage.hors.items():
        lignes.append(_ligne("", nombre, 0, f"hors de l'extrait : {hors.value}"))
    return TableauVu(
        cle="lecture",
        titre="Ce qui est compté",
        phrase="Une personne est comptée une fois, par sa dernière évaluation et ce que la "
        "préalable a gardé.",
        colonnes=("", "lus", "comptés", "non comptés"),
        lignes=tuple(lignes),
    )


def _ligne(nom: str, lus: int, comptes: int, raison: str = "") -> LigneDeTableau:
    """How many were read, counted, and not; `raison` says why people are not."""
    # A reason has no name of its own: it counts people.
    unite = nom.lower() or "personnes"
    cellules = (
        Denombrement(lus, unite),
        Denombrement(comptes, unite),
        Denombrement(lus - comptes, unite),
    )
    return LigneDeTableau(nom, cellules, detail=raison)
