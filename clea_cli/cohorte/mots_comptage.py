"""The words of what a cohorte counts, and does not."""

from collections.abc import Iterator

from clea_cli.cohorte.comptage import Comptage
from clea_cli.cohorte.vues import Denombrement, LigneDeTableau, TableauVu
from clea_cli.sorties.mots import compte


def phrases(comptage: Comptage) -> Iterator[str]:
    """Say what was read, and whether all of it is counted."""
    lus = f"{compte(comptage.fichiers, 'fichier')}, {compte(comptage.evaluations, 'évaluation')}"
    if not comptage.dehors and comptage.comptees == comptage.evaluations:
        yield f"{lus} : tout est compté."
    else:
        refuses = f" ; {compte(comptage.refuses, 'fichier')} refusé" + "s" * (comptage.refuses > 1)
        yield f"{lus}{refuses if comptage.refuses else ''}."
        yield f"{ecartees(comptage)}."


def ecartees(comptage: Comptage, parmi: str = "") -> str:
    """How many people are not counted, `parmi` how many, and why."""
    raisons = ", ".join(
        f"{raison.value} : {nombre}" for raison, nombre in comptage.ecartees.items()
    )
    verbe = "ne sont pas comptées" if comptage.dehors > 1 else "n'est pas comptée"
    return f"{compte(comptage.dehors, 'personne')}{parmi} {verbe} ({raisons})"


def tableau(comptage: Comptage) -> TableauVu:
    """What was read, what of it is counted, and why the rest is not."""
    lignes = []
    for nom, lus, comptes in (
        ("Personnes", comptage.personnes + comptage.dehors, comptage.personnes),
        ("Évaluations", comptage.evaluations, comptage.comptees),
        ("Fichiers", comptage.fichiers, comptage.fichiers - comptage.refuses),
    ):
        cellules = (Denombrement(nombre, nom.lower()) for nombre in (lus, comptes, lus - comptes))
        lignes.append(LigneDeTableau(nom, tuple(cellules)))
    for raison, nombre in comptage.ecartees.items():
        dehors = Denombrement(nombre, "personnes")
        lignes.append(
            LigneDeTableau("", (dehors, Denombrement(0, "personnes"), dehors), detail=raison.value)
        )
    phrase = "Une personne est comptée une fois, par sa dernière évaluation et ce que la préalable a gardé."
    colonnes = ("", "lus", "comptés", "non comptés")
    return TableauVu("lecture", "Ce qui est compté", phrase, colonnes, tuple(lignes))
