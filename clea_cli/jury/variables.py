"""What the templates of the jury's pages may read: every name, its type and an example.

The pages of an invented session are put into data, and what they hold is put together as one
specimen, as for documents.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from clea_cli.documents.modeles_organisme import Modeles
from clea_cli.documents.variables import (
    SENS,
    Variable,
    decrire,
    liberer,
    reunir_specimens,
    specimen_de,
)
from clea_cli.jury import exemple, pages, plan, preparer

# What a name does not say by itself; the others are those of documents.
SENS_DU_JURY = {
    "a_regarder": "les dossiers à regarder d'abord",
    "autres": "les dossiers où rien n'est à regarder d'abord",
    "clos_le": "le jour de la clôture",
    "colleges": "les membres présents, par collège",
    "comptes": "combien de chaque proposition ; au procès-verbal, de chaque décision",
    "decisions": "une par dossier",
    "decisions[].differe": "oui si le jury n'a pas décidé comme proposé, vide sinon",
    "decisions[].votes": "par collège, vide s'ils n'ont pas été donnés",
    "dossiers": "tous les dossiers prêts",
    "dossiers[].raisons": "pourquoi le regarder d'abord",
    "feuille": "l'empreinte de la feuille des décisions",
    "gardes": "les domaines gardés de l'évaluation préalable",
    "manifeste": "l'empreinte du manifeste de la session",
    "nombres": "combien de dossiers",
    "notes": "ce qui est à savoir sans être à regarder d'abord",
    "origines": "de quelle évaluation vient la réponse, par code de critère",
    "outil": "la version de clea",
    "parcours": "ce qui a précédé le jury",
    "parcours.evaluations[].duree": "en heures, pour le filtre heures",
    "partie": "partie 1 sur 2 d'une longue liste, vide si elle n'en a qu'une",
    "president": "qui préside",
    "quorum": "combien de membres sont présents, par collège",
    "raisons": "pourquoi regarder ce dossier d'abord",
    "refuses": "les dossiers qui ne sont pas prêts",
    "session": "la session du jury",
    "session.avertissement": "la réserve d'une certification qui n'est pas officielle",
    "session.echeances": "ce qui a pris fin à la date de la session",
    "session.remplace": "qui aurait dû présider, vide si personne n'est remplacé",
}


def variables() -> tuple[Variable, ...]:
    """Every name of the jury's pages, in the order of the alphabet."""
    return decrire(specimens(), SENS | SENS_DU_JURY)


@cache
def de_toutes() -> Mapping[str, Any]:
    """What any page of the jury may hold."""
    return liberer(reunir_specimens(specimens().values()))


@cache
def specimens() -> Mapping[str, Mapping[str, Any]]:
    """All that each page of the jury may hold, as one example, by its template."""
    lue, lus = exemple.simple()
    cadre = preparer.cadre_de(lue, Modeles())
    vue = preparer.voir(cadre, lue, lus)
    prevu = plan.planifier(cadre, vue, lus, lue, None, "")
    dossiers = []
    for tache in prevu.taches:
        dossiers.append(pages.page_du_dossier(cadre, tache.pret, tache.vu).donnees)
    listes = specimen_de([pages.donnees_de_session(vue)])
    minutes = exemple.proces_verbal(prevu, ("absence justifiée", ""))
    return {
        "jury-dossier": specimen_de(dossiers),
        "jury-ordre-du-jour": listes,
        "jury-liste": listes,
        "jury-emargement": specimen_de([pages.donnees_de_l_emargement(vue)]),
        "jury-proces-verbal": specimen_de([minutes]),
    }
