"""The facts of a référentiel that time wears out: when each was last checked, which have ended.

Nothing here knows the day: it is given.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from clea_cli.referentiel.referentiel import Enregistrement, Referentiel, Regle
from clea_cli.sorties.mots import date_courte
from clea_cli.sources.texte import Chemin

_UN_AN = timedelta(days=365)


class Fait(NamedTuple):
    """Something that was checked on a day (ISO); `nom` is what a person calls it."""

    chemin: Chemin
    nom: str
    verifie_le: str


def faits(referentiel: Referentiel) -> Iterator[Fait]:
    """Yield the dated facts of a référentiel, its rules apart."""
    if referentiel.verifie_le:
        yield Fait(("verifie_le",), "lignes", referentiel.verifie_le)
    modalites = referentiel.modalites
    if modalites and modalites.verifie_le:
        yield Fait(("modalites", "verifie_le"), "modalités", modalites.verifie_le)
    # Those that it follows have ended: nothing more will be learnt of them.
    dernier = referentiel.enregistrement
    if dernier:
        nom = f"enregistrement {dernier.numero}"
        yield Fait(("enregistrement", "verifie_le"), nom, dernier.verifie_le)


def ancien(verifie_le: str, jour: date) -> bool:
    """Whether what was checked on a day (ISO) wants to be checked again."""
    return date.fromisoformat(verifie_le) < jour - _UN_AN


def termine(dernier_jour: str, jour: date) -> bool:
    """Whether a last day (ISO; empty: none is known) has passed."""
    if not dernier_jour:
        return False
    return date.fromisoformat(dernier_jour) < jour


def enregistrement_termine(referentiel: Referentiel, jour: date) -> str:
    """Say in a line that a registration has come to an end, as far as is known; empty if not.

    One whose end is not known says nothing of itself: the last end that is known counts.
    """
    dernier = referentiel.enregistrement
    if dernier is None:
        return ""
    if dernier.echeance:
        return _fin(dernier) if termine(dernier.echeance, jour) else ""
    for precedent in dernier.precedents:
        if termine(precedent.echeance, jour):
            return _fin_d_avant(precedent, dernier)
    return ""


def _fin(dernier: Enregistrement) -> str:
    """Say that the last registration has come to an end, and what its note adds."""
    suite = f", {dernier.note}" if dernier.note else ""
    return f"l'enregistrement {_fini(dernier)}{suite}"


def _fin_d_avant(precedent: Enregistrement, dernier: Enregistrement) -> str:
    """Say that the one before has come to an end, and nobody knows when the last one will."""
    vu = ""
    if dernier.vu_le:
        vu = f" (vu actif le {date_courte(dernier.vu_le)})"
    suivant = f"le suivant, {dernier.numero}{vu}, n'a pas d'échéance connue"
    return f"l'enregistrement {_fini(precedent)} ; {suivant}"


def _fini(enregistrement: Enregistrement) -> str:
    fin = date_courte(enregistrement.echeance)
    return f"{enregistrement.numero} a pris fin le {fin}"


def termines(referentiel: Referentiel, regle: Regle, jour: date) -> Iterator[str]:
    """Yield what has come to an end by that day, a clause each: registration, rule applied."""
    if fin := enregistrement_termine(referentiel, jour):
        yield fin
    if termine(regle.jusqu_a, jour):
        yield f"la règle {regle.id} n'a plus cours depuis le {date_courte(regle.jusqu_a)}"


def anciens(referentiel: Referentiel, regle: Regle, jour: date) -> Iterator[str]:
    """Yield what nobody has checked for a year, a clause each."""
    verifications = [(f"règle {regle.id}", regle.verifie_le)]
    for fait in faits(referentiel):
        verifications.append((fait.nom, fait.verifie_le))
    for nom, verifie_le in verifications:
        if ancien(verifie_le, jour):
            yield f"{nom} : dernière vérification le {date_courte(verifie_le)}, il y a plus d'un an"
