"""What the templates are given of a candidate: the décision and its words as plain data, nothing left to compute."""

from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any

from clea_cli.decision import Decision, DecisionDomaine
from clea_cli.documents.mots import REPONSES
from clea_cli.referentiel import Critere, Resultat
from clea_cli.vues import DomaineVu, PointsVus, Provenance, Rapport
from clea_cli.vues.document import Barre

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


def donnees(decision: Decision, rapport: Rapport, provenance: Provenance, date: str) -> dict[str, Any]:
    """All that a template may say of one candidate's décision on that day (ISO)."""
    grille = decision.grille
    reponses = map(grille.resultat, count())
    situations = _SITUATIONS if grille.acquis == grille.possibles else _SITUATIONS | _EN_COURS
    return {
        "date": date,
        "candidat": rapport.candidat,
        "certification": provenance.referentiel_libelle,
        "avertissement": provenance.avertissement,
        "certitudes": provenance.certitudes,
        "regle": {
            "id": provenance.regle,
            "libelle": provenance.regle_libelle,
            "sources": provenance.regle_sources,
            "reserve": provenance.regle_reserve,
            "verifiee_le": provenance.regle_verifiee_le,
        },
        "verdict": {"code": rapport.verdict, "mots": rapport.mots, "explications": list(rapport.explications)},
        "points": _points(rapport.points, situations),
        "domaines": [
            _domaine(vu, juge, reponses, situations)
            for vu, juge in zip(rapport.domaines, decision.domaines, strict=True)
        ],
        "lectures": [lecture._asdict() for lecture in rapport.lectures],
    }


def barres(rapport: Rapport) -> dict[str, tuple[Barre, ...]]:
    """The figures of a candidate: a bar a domaine, with its threshold."""
    return {
        "domaines": tuple(
            Barre(
                f"{vu.code} · {vu.libelle}",
                vu.points.obtenus,
                vu.points.possibles,
                vu.points.total,
                vu.points.requis,
                vu.mots,
            )
            for vu in rapport.domaines
        )
    }


def critere(ligne: Critere, domaine: str, resultat: Resultat) -> dict[str, str]:
    """A critère, the code of its domaine, and its answer."""
    reponse, mots = REPONSES[resultat]
    return {"domaine": domaine, "code": ligne.code, "libelle": ligne.libelle, "resultat": reponse, "mots": mots}


def _domaine(
    vu: DomaineVu, juge: DecisionDomaine, reponses: Iterator[Resultat], situations: Mapping[str | None, str]
) -> dict[str, Any]:
    """A domaine; `reponses` are those to its critères, then to those of the next ones."""
    par_reponse: dict[str, list[dict[str, str]]] = {nom: [] for nom, _ in REPONSES.values()}
    forts = []
    for sous_domaine in juge.domaine.sous_domaines:
        lignes = [critere(c, vu.code, next(reponses)) for c in sous_domaine.criteres]
        for ligne in lignes:
            par_reponse[ligne["resultat"]].append(ligne)
        if all(ligne["resultat"] == "acquis" for ligne in lignes):
            forts.append({"code": sous_domaine.code, "libelle": sous_domaine.libelle})
    return {
        "code": vu.code,
        "libelle": vu.libelle,
        "statut": vu.statut,
        "mots": vu.mots,
        "situation": situations[vu.statut],
        "points": _points(vu.points, situations),
        "manque": list(vu.manque),
        "forts": forts,
        **par_reponse,
    }


def _points(points: PointsVus, situations: Mapping[str | None, str]) -> dict[str, str]:
    return {
        "obtenus": str(points.obtenus),
        "possibles": str(points.possibles),
        "total": str(points.total),
        "requis": "" if points.requis is None else str(points.requis),
        "exiges": "par sous-domaine" if points.requis is None else str(points.requis),
        "ecrits": str(points),
        "situation": situations[points.statut],
    }
