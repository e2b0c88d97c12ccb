"""`clea referentiel comparer --format json`: the contract `clea/comparaison/1`."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from clea_cli import __version__
from clea_cli.atelier.vues_comparaison import ComparaisonVue, EffetVu, GrillesComparees
from clea_cli.diagnostics import Diagnostic
from clea_cli.sorties.fautes import en_donnees
from clea_cli.sorties.json_utf8 import ecrire
from clea_cli.sorties.nombres import NombreExact


def rendre(vue: ComparaisonVue, diagnostics: Iterable[Diagnostic]) -> bytes:
    """Write the comparison and the diagnostics of the call as UTF-8 JSON."""
    contrat = {
        "schema": "clea/comparaison/1",
        "outil": {"nom": "clea", "version": __version__},
        "avant": vue.avant._asdict(),
        "apres": vue.apres._asdict(),
        "classe": vue.classe,
        "version_suffisante": vue.version_suffisante,
        "verdict_version": vue.verdict_version,
        "changements": [changement._asdict() for changement in vue.changements],
        "effets": [_effet(effet) for effet in vue.effets],
        "grilles": _grilles(vue.grilles) if vue.grilles else None,
        "diagnostics": en_donnees(diagnostics),
    }
    return ecrire(contrat)


def _effet(effet: EffetVu) -> dict[str, Any]:
    return {
        "regle": effet.regle,
        "niveau": effet.niveau,
        "avant": _exigence(*effet.avant),
        "apres": _exigence(*effet.apres),
    }


def _exigence(requis: NombreExact, total: NombreExact) -> dict[str, int | str]:
    return {"requis": _points(requis), "total": _points(total)}


def _grilles(grilles: GrillesComparees) -> dict[str, Any]:
    changent = []
    for change in grilles.changent:
        faits = change._asdict()
        # For a person only.
        del faits["mots"]
        changent.append(faits)
    return {**grilles._asdict(), "changent": changent}


def _points(points: NombreExact) -> int | str:
    return str(points) if isinstance(points, Fraction) else points
