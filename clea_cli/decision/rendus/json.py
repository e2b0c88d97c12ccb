"""`clea score --format json`: the contract `clea/score/1`, its keys in the contract's order."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from clea_cli import __version__
from clea_cli.decision.vues import DomaineVu, FichierVu, PointsVus, Provenance, Rapport, Resultats
from clea_cli.decision.vues_evaluations import Evaluations
from clea_cli.diagnostics import Diagnostic
from clea_cli.sorties.fautes import en_donnees
from clea_cli.sorties.json_utf8 import ecrire


def rendre(resultats: Resultats | None, diagnostics: Iterable[Diagnostic]) -> bytes:
    """Write the results and the diagnostics of a call as UTF-8 JSON; None when the référentiel itself is refused."""
    contrat = {
        "schema": "clea/score/1",
        "outil": {"nom": "clea", "version": __version__},
        **(
            _provenance(resultats.provenance) if resultats else {"referentiel": None, "regle": None}
        ),
        "resultats": [_rapport(rapport) for rapport in resultats.rapports] if resultats else [],
        "diagnostics": en_donnees(diagnostics),
        "fichiers": [_fichier(fichier) for fichier in resultats.fichiers] if resultats else [],
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
    return {
        "source": rapport.source,
        "empreinte": rapport.empreinte,
        "candidat": rapport.candidat,
        "verdict": rapport.verdict,
        "points": {**_points(rapport.points), "statut": rapport.points.statut},
        "domaines": [_domaine(domaine) for domaine in rapport.domaines],
        "ecarts": [
            {
                "code": ecart.code,
                "libelle": ecart.libelle,
                "domaine": ecart.domaine,
                "resultat": ecart.resultat,
            }
            for domaine in rapport.domaines
            for ecart in domaine.ecarts
        ],
        "lectures": [
            {"regle": lecture.regle, "verdict": lecture.verdict, "motif": lecture.motif}
            for lecture in rapport.lectures
        ],
        **({"evaluations": _evaluations(rapport.evaluations)} if rapport.evaluations else {}),
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
        "sous_domaines": [
            {
                "code": sous_domaine.code,
                "libelle": sous_domaine.libelle,
                "points": _points(sous_domaine.points),
                "statut": sous_domaine.points.statut,
            }
            for sous_domaine in domaine.sous_domaines
        ],
    }


def _points(points: PointsVus) -> dict[str, int | str | None]:
    champs = {
        "obtenus": points.obtenus,
        "possibles": points.possibles,
        "total": points.total,
        "requis": points.requis,
    }
    return {
        nom: str(valeur) if isinstance(valeur, Fraction) else valeur
        for nom, valeur in champs.items()
    }
