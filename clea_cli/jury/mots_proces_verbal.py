"""The minutes of a session put into data: who sat, what was decided, and what was left out."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from clea_cli import __version__
from clea_cli.jury.manifeste import DossierEcrit, Manifeste
from clea_cli.jury.session import PROPOSITIONS, Choix, College, DecisionDuJury, Membre


class Presence(NamedTuple):
    """Who is away, and who presides, by reference."""

    absents: tuple[str, ...]
    preside: str


class FaitDe(NamedTuple):
    """The day of the closing (ISO), and what the minutes are made of: « sha256:… »."""

    clos_le: str
    manifeste: str
    feuille: str


def donnees(
    manifeste: Manifeste,
    prises: Mapping[str, DecisionDuJury],
    presence: Presence,
    fait_de: FaitDe,
) -> dict[str, Any]:
    """All that the template of the minutes may say."""
    session = manifeste.session
    libelles = session.libelles
    presents = [membre for membre in session.jury if membre.reference not in presence.absents]
    jury = [_membre(membre, presents, presence.preside) for membre in session.jury]
    decisions: list[dict[str, str]] = []
    for dossier in manifeste.dossiers:
        prise = prises[dossier.reference]
        decisions.append(_decision(dossier, prise, libelles))
    comptes = Counter(libelles[decision.choix] for decision in prises.values())
    return {
        "outil": __version__,
        **fait_de._asdict(),
        "session": {
            "id": session.id,
            "date": session.date,
            "lieu": session.lieu,
            "organisme": session.organisme.nom,
            "siret": session.organisme.siret,
            "certification": manifeste.referentiel.libelle,
            "echeances": list(manifeste.referentiel.echeances),
            "avertissement": manifeste.referentiel.avertissement,
            "jury": jury,
            "remplace": _remplace(session.jury, presence.preside),
        },
        "quorum": _quorum(presents),
        "decisions": decisions,
        "comptes": [f"{mots} : {nombre}" for mots, nombre in comptes.most_common()],
        "refuses": [refus._asdict() for refus in manifeste.refuses],
        "colleges": [_college(college, presents) for college in College],
    }


def _remplace(jury: Sequence[Membre], preside: str) -> str:
    """Whom somebody else presides in the place of; "" if nobody."""
    for membre in jury:
        if membre.president and membre.reference != preside:
            return _nom(membre)
    return ""


def _membre(membre: Membre, presents: Sequence[Membre], preside: str) -> dict[str, Any]:
    return {
        "nom": _nom(membre),
        "college": membre.college.libelle,
        "president": membre.reference == preside,
        "present": membre in presents,
    }


def _nom(membre: Membre) -> str:
    return membre.nom or membre.reference


def _college(college: College, presents: Sequence[Membre]) -> dict[str, Any]:
    siens = [_nom(membre) for membre in presents if membre.college is college]
    return {"nom": college.libelle, "membres": siens}


def _quorum(presents: Sequence[Membre]) -> str:
    """Who was there; a session closes with both colleges only (J312)."""
    nombres = Counter(membre.college for membre in presents)
    dits = [f"{nombres[college]} du collège des {college.libelle}" for college in College]
    presents_dits = " et ".join(dits)
    return f"Présents : {presents_dits}. Les deux collèges sont représentés."


def _decision(
    dossier: DossierEcrit,
    prise: DecisionDuJury,
    libelles: Mapping[Choix, str],
) -> dict[str, str]:
    votes: list[str] = []
    for college in College:
        if comptes := prise.votes.get(college):
            votes.append(f"{college.libelle} {comptes}")
    proposition = PROPOSITIONS[dossier.verdict]
    return {
        "reference": dossier.reference,
        "proposition": libelles[proposition],
        "differe": "oui" if prise.choix is not proposition else "",
        "decision": libelles[prise.choix],
        "motif": prise.motif,
        "votes": ", ".join(votes),
    }
