"""What comes next, put into data and words.

The gap report, the page of the candidate and the plan say it alike.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from clea_cli.decision.decision import Bareme
from clea_cli.decision.suite import Suite, parmi
from clea_cli.documents.candidat import Communs
from clea_cli.documents.catalogue import Catalogue
from clea_cli.documents.ecarts import heures
from clea_cli.grille.grille import Grille
from clea_cli.referentiel.referentiel import Referentiel, simplifier
from clea_cli.sorties.mots import compte


class CadreDeLaSuite(NamedTuple):
    """What the suite of a candidate is said with."""

    bareme: Bareme
    communs: Communs
    catalogue: Catalogue | None


def dite(contexte: CadreDeLaSuite, suite: Suite, grille: Grille) -> dict[str, Any]:
    """All that a template may say of what comes next.

    Where most answers are missing, nothing is said to work on: it would be guessed.
    """
    bareme = contexte.bareme
    communs = contexte.communs
    # 1. The modules that are enough, and their hours.
    catalogue = contexte.catalogue if suite.commencee else None
    offres = heures(bareme, grille.possibles, catalogue)
    modules = offres["modules"] or ()
    # 2. What to work on.
    travail = suite.a_travailler if suite.commencee else 0
    if travail and modules:
        # The critères are those of the modules whose hours are told.
        servis = _bits(bareme.referentiel, modules)
        travail = parmi(bareme, grille, servis)
    a_travailler = list(_par_domaine(communs, grille, travail))
    # The domaine that is nearest to its threshold comes first.
    a_travailler.sort(key=_nombre)
    _compter_les_heures(communs, grille, a_travailler, modules)
    return {
        "finie": suite.finie,
        "commencee": suite.commencee,
        "phrases": list(_phrases(suite, grille)),
        "a_evaluer": list(_par_domaine(communs, grille, suite.a_evaluer)),
        "a_travailler": a_travailler,
        "premiere_etape": _premiere_etape(bareme.referentiel, a_travailler),
        **offres,
    }


def _bits(referentiel: Referentiel, modules: Sequence[Mapping[str, Any]]) -> int:
    """The critères that modules serve."""
    servis: set[str] = set()
    for module in modules:
        servis.update(module["criteres"])
    bits = 0
    for rang, critere in enumerate(referentiel.criteres):
        if critere.code in servis:
            bits |= 1 << rang
    return bits


def _compter_les_heures(
    communs: Communs,
    grille: Grille,
    a_travailler: Sequence[dict[str, Any]],
    modules: Sequence[Mapping[str, Any]],
) -> None:
    """Say of each domaine to work on the hours of its modules.

    One that serves several counts in the first.
    """
    domaines = {critere["code"]: critere["domaine"] for critere in communs.repondus(grille)}
    par_domaine: dict[str, Fraction] = {}
    for module in modules:
        premier_critere = module["criteres"][0]
        code = domaines[premier_critere]
        deja = par_domaine.get(code, Fraction(0))
        par_domaine[code] = deja + module["heures"]
    for domaine in a_travailler:
        siennes = par_domaine.get(domaine["code"])
        domaine["heures"] = "" if siennes is None else simplifier(siennes)


def _premiere_etape(
    referentiel: Referentiel, a_travailler: Sequence[Mapping[str, Any]]
) -> list[str]:
    """Where to begin, a plain sentence each.

    In the first domaine, what its first critère is about.
    """
    if not a_travailler:
        return []
    premier = a_travailler[0]
    code = premier["criteres"][0]["code"]
    for sous_domaine in referentiel.sous_domaines:
        codes = [critere.code for critere in sous_domaine.criteres]
        if code in codes and sous_domaine.phrase_simple:
            # Cut at their full stops, all but the last one have lost theirs.
            phrases = sous_domaine.phrase_simple.split(". ")
            return [f"{phrase.rstrip('.')}." for phrase in phrases]
    # Where the référentiel has no plain words, the name of the domaine.
    return [premier["court"]]


def _nombre(domaine: Mapping[str, Any]) -> int:
    return len(domaine["criteres"])


def _par_domaine(communs: Communs, grille: Grille, bits: int) -> Iterator[dict[str, Any]]:
    """The critères of `bits` by domaine, in the référentiel's order; no domaine without any."""
    choisis: dict[str, list[dict[str, str]]] = {}
    for rang, critere in enumerate(communs.repondus(grille)):
        if bits >> rang & 1:
            choisis.setdefault(critere["domaine"], []).append(critere)
    for domaine in communs.domaines:
        if criteres := choisis.get(domaine["code"]):
            yield {**domaine, "criteres": criteres}


def _phrases(suite: Suite, grille: Grille) -> Iterator[str]:
    """What comes next in sentences, in order."""
    # Possible and not acquired: what has no answer.
    restants = (grille.possibles & ~grille.acquis).bit_count()
    a_evaluer = suite.a_evaluer.bit_count()
    a_travailler = suite.a_travailler.bit_count()
    if not suite.commencee:
        yield f"L'évaluation n'est pas finie : {_sans_reponse(restants)}."
        yield "Ce qu'il faut travailler ne se sait pas encore."
        return
    if a_evaluer:
        reste = compte(a_evaluer, "critère")
        yield (
            f"L'évaluation n'est pas finie : il reste d'abord {reste} à évaluer, "
            "sans heure de formation."
        )
        yield from _au_mieux(a_travailler)
    elif a_travailler:
        manquent = compte(a_travailler, "critère")
        yield f"Il suffit d'acquérir {manquent}, et aucun chemin n'en demande moins."
    else:
        yield "Il n'y a plus rien à acquérir pour être certifiable."


def _au_mieux(a_travailler: int) -> Iterator[str]:
    """What is sure while the evaluation goes on."""
    if not a_travailler:
        yield "Rien n'est à travailler avant de la finir."
        return
    vus = "vu comme non acquis" if a_travailler == 1 else "vus comme non acquis"
    criteres = f"{compte(a_travailler, 'critère')} {vus}"
    yield f"Même si tout ce qui reste est acquis, il faut travailler {criteres}."


def _sans_reponse(nombre: int) -> str:
    verbe = "n'a" if nombre == 1 else "n'ont"
    return f"{compte(nombre, 'critère')} {verbe} pas de réponse"
