"""The walls of ARCHITECTURE.md: who may import what, how long a file may grow, what the core must never touch."""

import ast
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

PAQUET = Path(__file__).parent.parent / "clea_cli"
FICHIERS = sorted(PAQUET.rglob("*.py"))

COEUR = {
    "diagnostics",
    "proches",
    "referentiel",
    "grille",
    "reprise",
    "decision",
    "decision_colonnes",
    "parcours",
    "comparaison",
    "check",
    "vues",
}

PROJET = {  # a room, and the rooms that it may import from
    "__init__": set(),
    "__main__": {"cli"},
    "diagnostics": set(),
    "proches": set(),
    "contexte": set(),
    "referentiel": {"contexte"},
    "vues": set(),
    "masquage": set(),
    "cohorte": {"masquage"},
    "calendrier": set(),
    "catalogue": set(),
    "financement": set(),
    "grille": {"diagnostics", "referentiel"},
    "reprise": {"grille", "referentiel"},
    "decision": {"grille", "referentiel"},
    "decision_colonnes": {"decision", "grille", "referentiel"},
    "effets": {"decision", "referentiel"},
    "accord": {"grille", "referentiel"},
    "evaluations": {"decision", "grille", "referentiel"},
    "marge": {"decision", "grille", "referentiel"},
    "session": {"grille"},
    "identite": set(),
    "parcours": {"decision", "grille", "referentiel"},
    "comparaison": {"effets", "grille", "referentiel", "reprise"},
    "check": {
        *("calendrier", "catalogue", "contexte", "diagnostics", "grille", "proches", "referentiel", "reprise"),
        "session",
    },
    "readers": {
        *("catalogue", "contexte", "diagnostics", "financement", "grille", "identite", "proches", "referentiel"),
        "session",
    },
    "documents": {
        *("calendrier", "catalogue", "comparaison", "contexte", "decision", "diagnostics", "effets", "financement"),
        *("accord", "cohorte", "grille", "identite", "marge", "parcours", "referentiel", "session", "vues"),
    },
    "renderers": {"__init__", "diagnostics", "vues"},
    "workflow": COEUR - {"parcours"}
    | {
        *("__init__", "accord", "calendrier", "catalogue", "documents", "evaluations", "financement", "readers"),
        *("cohorte", "masquage", "renderers", "session"),
    },
    "cli": {"__init__", "diagnostics", "documents", "proches", "renderers", "vues", "workflow"},
}
DEHORS = {
    "calendrier": {"holidays"},
    "cli": {"rich", "typer"},
    "cohorte": {"numpy", "pandas"},
    "readers": {"numpy", "pydantic", "pydantic_core", "python_calamine", "yaml"},
    "renderers": {"docx", "font_source_sans_pro", "jinja2", "markdown_it", "markupsafe", "typst", "xlsxwriter"},
    "workflow": {"numpy"},  # homonymes sorts hashes by the million
}
SANS_HORLOGE = COEUR | {
    "accord",
    "cohorte",
    "masquage",
    "evaluations",
    "marge",
    "session",
    "identite",
    "calendrier",
    "catalogue",
    "contexte",
    "financement",
    "effets",
    "documents",
    "readers",
    "renderers",
}
MONDE = {"locale", "os", "random", "secrets", "time", "uuid"}
SANS_HASARD = {"uuid.UUID", "uuid.uuid5"}  # an identifier made of a name, and nothing else of that module


def piece(fichier: Path) -> str:
    return fichier.relative_to(PAQUET).parts[0].removesuffix(".py")


def imports(fichier: Path) -> Iterator[str]:
    for noeud in ast.walk(ast.parse(fichier.read_text(encoding="utf-8"))):
        if isinstance(noeud, ast.Import):
            yield from (alias.name for alias in noeud.names)
        elif isinstance(noeud, ast.ImportFrom):
            assert noeud.level == 0, "relative imports hide the room"
            yield from (f"{noeud.module}.{alias.name}" for alias in noeud.names)


def pieces_importees(fichier: Path) -> set[str]:
    parties = (nom.split(".") for nom in imports(fichier) if nom.split(".")[0] == "clea_cli")
    return {p[1] if (PAQUET / p[1]).exists() or (PAQUET / f"{p[1]}.py").exists() else "__init__" for p in parties}


@pytest.mark.parametrize("fichier", FICHIERS, ids=lambda f: str(f.relative_to(PAQUET)))
def test_une_piece_n_importe_que_ce_que_la_table_permet(fichier):
    ici = piece(fichier)
    assert ici in PROJET, "a room that nobody placed"
    assert pieces_importees(fichier) - {ici} <= PROJET[ici]
    dehors = {nom.split(".")[0] for nom in imports(fichier)} - {"clea_cli"} - set(sys.stdlib_module_names)
    assert dehors <= DEHORS.get(ici, set())


def test_la_table_ne_permet_rien_d_inutile():
    utilises = {ici: set() for ici in PROJET}
    for fichier in FICHIERS:
        utilises[piece(fichier)] |= pieces_importees(fichier) - {piece(fichier)}
    assert utilises == PROJET


def test_aucun_cycle_entre_les_pieces():
    assert list(TopologicalSorter(PROJET).static_order())


@pytest.mark.parametrize("fichier", FICHIERS, ids=lambda f: str(f.relative_to(PAQUET)))
def test_le_coeur_n_a_ni_horloge_ni_hasard_ni_environnement(fichier):
    if piece(fichier) in SANS_HORLOGE:
        assert {nom for nom in imports(fichier) if nom.split(".")[0] in MONDE} <= SANS_HASARD
        appels = {
            noeud.attr
            for noeud in ast.walk(ast.parse(fichier.read_text(encoding="utf-8")))
            if isinstance(noeud, ast.Attribute)
        }
        assert not appels & {"now", "today", "utcnow"}


def test_la_decision_ne_connait_pas_les_flottants():
    for noeud in ast.walk(ast.parse((PAQUET / "decision.py").read_text(encoding="utf-8"))):
        assert not (isinstance(noeud, ast.Constant) and isinstance(noeud.value, float))
        assert not (isinstance(noeud, ast.Name) and noeud.id in {"float", "round"})
        assert not (isinstance(noeud, ast.BinOp) and isinstance(noeud.op, ast.Div))


@pytest.mark.parametrize("fichier", FICHIERS, ids=lambda f: str(f.relative_to(PAQUET)))
def test_les_fichiers_et_les_fonctions_restent_courts(fichier):
    texte = fichier.read_text(encoding="utf-8")
    if piece(fichier) != "diagnostics":  # the catalogue is data, an entry a cause
        assert len(texte.splitlines()) <= 250
    for noeud in ast.walk(ast.parse(texte)):
        if isinstance(noeud, ast.FunctionDef):
            assert noeud.end_lineno - noeud.lineno < 45, noeud.name


def test_les_tests_ne_lisent_rien_hors_du_projet():
    for fichier in Path(__file__).parent.rglob("*.py"):
        assert "shared" + "/" not in fichier.read_text(encoding="utf-8"), fichier
