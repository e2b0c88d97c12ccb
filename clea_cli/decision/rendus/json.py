"""`clea score --format json`: the contract `clea/score/1`, its keys in the contract's order."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from clea_cli import __version__
from clea_cli.decision.vues import (
    DomaineVu,
    Ecart,
    FichierVu,
    LectureVue,
    PointsVus,
    Provenance,
    Rapport,
    Resultats,
    SousDomaineVu,
)
from clea_cli.decision.vues_evaluations import Evaluations
from clea_cli.diagnostics import Diagnostic
from clea_cli.sorties.fautes import en_donnees
from clea_cli.sorties.json_utf8 import ecrire
from clea_cli.sorties.nombres import NombreExact


def rendre(resultats: Resultats | None, diagnostics: Iterable[Diagnostic]) -> bytes:
    """Write the results and the diagnostics of a call as UTF-8 JSON.

    There are no results when the référentiel itself is refused.
    """
    provenance: dict[str, Any] = {"referentiel": None, "regle": None}
    rapports: list[Any] = []
    lus: list[Any] = []
    if resultats:
        provenance = _provenance(resultats.provenance)
        rapports = [_rapport(rapport) for rapport in resultats.rapports]
        lus = [_fichier(fichier) for fichier in resultats.fichiers]
    contrat = {
        "schema": "clea/score/1",
        "outil": {"nom": "clea", "version": __version__},
        **provenance,
        "resultats": rapports,
        "diagnostics": en_donnees(diagnostics),
        "fichiers": lus,
    }
    return ecrire(contrat)


def _fichier(fichier: FichierVu) -> dict[str, Any]:
    return {
        "source": fichier.source,
        "laisse_de_cote": [laisse._asdict() for laisse in fichier.laisses],
    }


def _provenance(provenance: Provenance) -> dict[str, Any]:
    return {
        "referentiel": {
            "id": provenance.referentiel,
            "version": provenance.referentiel_version,
            "empreinte": provenance.referentiel_empreinte,
        },
        "regle": {"id": provenance.regle, "libelle": provenance.regle_libelle},
    }


def _rapport(rapport: Rapport) -> dict[str, Any]:
    ecarts: list[dict[str, str]] = []
    for domaine in rapport.domaines:
        ecarts += [_ecart(ecart) for ecart in domaine.ecarts]
    donnees = {
        "source": rapport.source,
        "empreinte": rapport.empreinte,
        "candidat": rapport.candidat,
        "verdict": rapport.verdict,
        "points": {**_points(rapport.points), "statut": rapport.points.statut},
        "domaines": [_domaine(domaine) for domaine in rapport.domaines],
        "ecarts": ecarts,
        "lectures": [_lecture(lecture) for lecture in rapport.lectures],
    }
    if rapport.evaluations:
        donnees["evaluations"] = _evaluations(rapport.evaluations)
    return donnees


def _ecart(ecart: Ecart) -> dict[str, str]:
    return {
        "code": ecart.code,
        "libelle": ecart.libelle,
        "domaine": ecart.domaine,
        "resultat": ecart.resultat,
    }


def _lecture(lecture: LectureVue) -> dict[str, str | None]:
    return {
        "regle": lecture.regle,
        "verdict": lecture.verdict,
        "motif": lecture.motif,
    }


def _evaluations(evaluations: Evaluations) -> dict[str, Any]:
    return {
        "prealable": evaluations.prealable._asdict(),
        "finale": evaluations.finale._asdict(),
        "domaines_gardes": list(evaluations.gardes),
        "origines": dict(evaluations.origines),
    }


def _domaine(domaine: DomaineVu) -> dict[str, Any]:
    return {
        "code": domaine.code,
        "libelle": domaine.libelle,
        "statut": domaine.statut,
        "points": _points(domaine.points),
        "sous_domaines": [_sous_domaine(dessous) for dessous in domaine.sous_domaines],
    }


def _sous_domaine(sous_domaine: SousDomaineVu) -> dict[str, Any]:
    return {
        "code": sous_domaine.code,
        "libelle": sous_domaine.libelle,
        "points": _points(sous_domaine.points),
        "statut": sous_domaine.points.statut,
    }


def _points(points: PointsVus) -> dict[str, int | str | None]:
    return {
        "obtenus": _nombre(points.obtenus),
        "possibles": _nombre(points.possibles),
        "total": _nombre(points.total),
        "requis": None if points.requis is None else _nombre(points.requis),
    }


def _nombre(nombre: NombreExact) -> int | str:
    """A number that JSON holds exactly: « 3/2 » is text."""
    return str(nombre) if isinstance(nombre, Fraction) else nombre
