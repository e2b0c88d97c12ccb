"""The minutes of a session put into data: who sat, what was decided, and what was left out."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from clea_cli.jury.session import PROPOSITIONS, Choix, College, DecisionDuJury


def donnees(
    manifeste: Mapping[str, Any], prises: Mapping[str, DecisionDuJury], absents: Sequence[str]
) -> dict[str, Any]:
    """All that the template of the minutes may say."""
    session = manifeste["session"]
    libelles = {Choix(choix): mots for choix, mots in session["libelles"].items()}
    comptes = Counter(libelles[decision.choix] for decision in prises.values())
    membres = [_membre(membre, absents) for membre in session["jury"]]
    return {
        "session": {
            "id": session["id"],
            "date": session["date"],
            "lieu": session["lieu"],
            "organisme": session["organisme"]["nom"],
            "siret": session["organisme"]["siret"],
            "certification": manifeste["referentiel"]["libelle"],
            "echeances": manifeste["referentiel"].get("echeances", []),
            "jury": membres,
        },
        "quorum": _quorum(membres),
        "decisions": [_decision(dossier, prises[dossier["reference"]], libelles) for dossier in manifeste["dossiers"]],
        "comptes": [f"{mots} : {nombre}" for mots, nombre in comptes.most_common()],
        "refuses": [{"reference": refus["reference"]} for refus in manifeste["refuses"]],
        "colleges": [
            {
                "nom": college.libelle,
                "membres": [m["nom"] for m in membres if m["college"] == college.libelle and m["present"]],
            }
            for college in College
        ],
    }


def _membre(membre: Mapping[str, Any], absents: Sequence[str]) -> dict[str, Any]:
    return {
        "nom": membre["nom"] or membre["reference"],
        "college": College(membre["college"]).libelle,
        "president": membre["president"],
        "present": membre["reference"] not in absents,
    }


def _quorum(membres: Sequence[Mapping[str, Any]]) -> str:
    presents = Counter(membre["college"] for membre in membres if membre["present"])
    dits = " et ".join(f"{presents[college.libelle]} du collège des {college.libelle}" for college in College)
    return f"Présents : {dits}. Les deux collèges sont représentés."


def _decision(dossier: Mapping[str, Any], prise: DecisionDuJury, libelles: Mapping[Choix, str]) -> dict[str, str]:
    votes = [f"{college.libelle} {prise.votes[college]}" for college in College if prise.votes.get(college)]
    return {
        "reference": dossier["reference"],
        "proposition": libelles[PROPOSITIONS[dossier["verdict"]]],
        "decision": libelles[prise.choix],
        "motif": prise.motif,
        "votes": ", ".join(votes),
    }
