"""What the templates are given of a candidate.

The décision and its words as plain data, nothing left to compute.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any, NamedTuple

from clea_cli.decision.decision import Decision, DecisionDomaine
from clea_cli.decision.delais import fin_de_fenetre
from clea_cli.decision.mots import MAITRISES, provenance
from clea_cli.decision.vues import DomaineVu, PointsVus, Rapport
from clea_cli.grille.grille import Grille
from clea_cli.grille.preambule import Etape, Preambule
from clea_cli.referentiel.faits import anciens
from clea_cli.referentiel.mots import REPONSES
from clea_cli.referentiel.referentiel import Critere, Domaine, Referentiel, Regle, Resultat
from clea_cli.sorties.barres import Barre
from clea_cli.sorties.mots import date_complete, date_longue
from clea_cli.sorties.nombres import fraction

_SITUATIONS: dict[str | None, str] = {
    "maitrise": "déjà acquis",
    "atteint": "atteint",
    "indetermine": "encore possible",
    "non_maitrise": "pas encore maîtrisé",
    "non_atteint": "pas encore atteint",
    None: "",
}
_EN_COURS: dict[str | None, str] = {
    "non_maitrise": "plus atteignable cette fois",
    "non_atteint": "plus atteignable cette fois",
}
# By how many of a grille's two sets (acquired, possible) have the critère.
_RANGS = (Resultat.NON_ACQUIS, Resultat.NON_EVALUE, Resultat.ACQUIS)


class Communs(NamedTuple):
    """What the documents of one référentiel and rule share, made once for any number of candidates.

    `criteres` are what each critère says, by rank, with each of the answers of `_RANGS`; `domaines`
    are what each domaine says, whatever the answers.
    """

    dits: Mapping[str, Any]
    domaines: tuple[dict[str, str], ...]
    criteres: tuple[tuple[dict[str, str], ...], ...]

    def repondus(self, grille: Grille) -> list[dict[str, str]]:
        """The critères with the answers of a grille."""
        acquis, possibles = grille.acquis, grille.possibles
        # In one go: it is done for each of thousands of documents.
        return [
            dits[(acquis >> rang & 1) + (possibles >> rang & 1)]
            for rang, dits in enumerate(self.criteres)
        ]


def communs(referentiel: Referentiel, regle: Regle, jour: date) -> Communs:
    """Say the référentiel and the rule, and what has ended or is old on the day of documents."""
    dit = provenance(referentiel, regle, jour)
    dits = {
        "certification": dit.referentiel_libelle,
        "certificateur": referentiel.certificateur,
        "version": referentiel.version,
        "avertissement": dit.avertissement,
        "certitudes": dit.certitudes,
        "a_verifier": [*dit.echeances, *anciens(referentiel, regle, jour)],
        "regle": {
            "id": dit.regle,
            "libelle": dit.regle_libelle,
            "sources": dit.regle_sources,
            "reserve": dit.regle_reserve,
            "verifiee_le": dit.regle_verifiee_le,
        },
    }
    # Each critère with each of the answers: a document then only chooses among them.
    criteres: list[tuple[dict[str, str], ...]] = []
    for domaine in referentiel.domaines:
        for ligne in domaine.criteres:
            repondus = [_critere(ligne, domaine.code, resultat) for resultat in _RANGS]
            criteres.append(tuple(repondus))
    domaines = tuple(map(_domaine_dit, referentiel.domaines))
    return Communs(dits, domaines, tuple(criteres))


def donnees(communs: Communs, decision: Decision, rapport: Rapport, jour: str) -> dict[str, Any]:
    """All that a template may say of one candidate's décision on that day (ISO)."""
    grille = decision.grille
    # While answers are missing, what is not mastered could not be by any of them: else it would be
    # undetermined.
    finie = grille.acquis == grille.possibles
    situations = _SITUATIONS if finie else _SITUATIONS | _EN_COURS
    # Each domaine takes its own from what the others left.
    lignes = iter(communs.repondus(grille))
    domaines: list[dict[str, Any]] = []
    for vu, juge in zip(rapport.domaines, decision.domaines, strict=True):
        domaines.append(_domaine(vu, juge, lignes, situations))
    lectures: list[dict[str, Any]] = []
    for lecture in rapport.lectures:
        lectures.append({**lecture._asdict(), "en_vigueur": lecture.en_vigueur(jour)})
    return {
        "date": jour,
        "candidat": rapport.candidat,
        **communs.dits,
        "verdict": {
            "code": rapport.verdict,
            "mots": rapport.mots,
            "explications": list(rapport.explications),
        },
        "points": _points(rapport.points, situations),
        "domaines": domaines,
        "lectures": lectures,
    }


def evaluation(hauts: Sequence[Preambule], prealable: date | None, annees: int) -> dict[str, Any]:
    """What is said of the évaluations (`evaluation` is the last one): the name and the day of each.

    And until when domaines are kept.

    A day that nobody said is an empty `date` and an empty `validite`, and `jour` says so.
    `prealable` is the day of the préalable, from which the years are counted.
    """
    dites = [_evaluation(haut, prealable) for haut in hauts]
    validite = fin_de_fenetre(prealable, annees).isoformat() if prealable else ""
    return {
        "evaluation": dites[-1],
        "evaluations": dites,
        "validite_ans": annees,
        "validite": validite,
    }


def _evaluation(haut: Preambule, prealable: date | None) -> dict[str, str]:
    """An évaluation: its name, its day in words, in a sentence, with the weekday, as ISO."""
    jour = prealable if haut.etape is Etape.PREALABLE else haut.jour
    return {
        "nom": f"évaluation {haut.etape.libelle}" if haut.etape else "évaluation",
        "jour": date_longue(jour) if jour else "non indiquée",
        "jour_dit": date_longue(jour) if jour else "",
        "jour_complet": date_complete(jour) if jour else "",
        "date": jour.isoformat() if jour else "",
    }


def progres(communs: Communs, avant: Decision, apres: Decision) -> list[dict[str, str]]:
    """The domaines that have more points after the second évaluation, with what each was and is."""
    montes: list[dict[str, str]] = []
    for dit, ici, la in zip(communs.domaines, avant.domaines, apres.domaines, strict=True):
        if la.bilan.obtenus > ici.bilan.obtenus:
            montes.append({**dit, "avant": _en_mots(ici), "apres": _en_mots(la)})
    return montes


def _en_mots(domaine: DecisionDomaine) -> str:
    """Where a domaine stands: its points, and whether it is mastered."""
    points = fraction(domaine.bilan.obtenus, domaine.bilan.total)
    _, mots = MAITRISES[domaine.statut]
    return f"{points}, {mots}"


def barres(communs: Communs, rapport: Rapport) -> dict[str, tuple[Barre, ...]]:
    """The figures of a candidate: a bar a domaine, with its short name and its threshold."""
    domaines: list[Barre] = []
    for vu, dit in zip(rapport.domaines, communs.domaines, strict=True):
        nom = f"{vu.code} · {dit['court']}"
        points = vu.points
        barre = Barre(nom, points.obtenus, points.possibles, points.total, points.requis, vu.mots)
        domaines.append(barre)
    return {"domaines": tuple(domaines)}


def _domaine_dit(domaine: Domaine) -> dict[str, str]:
    """What a domaine says, whatever the answers.

    `court` is its name in plain words, if it has one.
    """
    return {
        "code": domaine.code,
        "libelle": domaine.libelle,
        "court": domaine.libelle_court or domaine.libelle,
        "pictogramme": domaine.pictogramme,
    }


def _critere(ligne: Critere, domaine: str, resultat: Resultat) -> dict[str, str]:
    reponse, mots = REPONSES[resultat]
    return {
        "domaine": domaine,
        "code": ligne.code,
        "libelle": ligne.libelle,
        "resultat": reponse,
        "mots": mots,
    }


def _domaine(
    vu: DomaineVu,
    juge: DecisionDomaine,
    lignes: Iterator[dict[str, str]],
    situations: Mapping[str | None, str],
) -> dict[str, Any]:
    """A domaine; `lignes` are its critères, then those of the next ones."""
    par_reponse: dict[str, list[dict[str, str]]] = {reponse: [] for reponse, _ in REPONSES.values()}
    sous_domaines: list[dict[str, str]] = []
    forts: list[dict[str, str]] = []
    a_voir: list[dict[str, str]] = []
    for sous_domaine in juge.domaine.sous_domaines:
        entier = True
        for ligne in islice(lignes, len(sous_domaine.criteres)):
            par_reponse[ligne["resultat"]].append(ligne)
            if ligne["resultat"] != "acquis":
                a_voir.append(ligne)
                entier = False
        dit = {"code": sous_domaine.code, "libelle": sous_domaine.libelle}
        sous_domaines.append(dit)
        if entier:
            forts.append(dit)
    return {
        **_domaine_dit(juge.domaine),
        "statut": vu.statut,
        "mots": vu.mots,
        "situation": situations[vu.statut],
        "points": _points(vu.points, situations),
        "manque": list(vu.manque),
        "sous_domaines": sous_domaines,
        "forts": forts,
        "a_voir": a_voir,
        **par_reponse,
    }


def _points(points: PointsVus, situations: Mapping[str | None, str]) -> dict[str, Any]:
    """The points of a level: numbers, so that a template may compare them."""
    return {
        "obtenus": points.obtenus,
        "possibles": points.possibles,
        "total": points.total,
        "requis": "" if points.requis is None else points.requis,
        "exiges": "par sous-domaine" if points.requis is None else str(points.requis),
        "ecrits": str(points),
        "situation": situations[points.statut],
    }
