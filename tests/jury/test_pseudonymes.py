"""The table that gives the names back: its owner's alone, nothing of it lost, nobody left out of it."""

import os
import shutil
import subprocess
import sys

import pytest

from tests.promesses.test_cases import CAS, lancer


@pytest.fixture
def grilles(tmp_path):
    """Grilles of people, each in a file of its name."""
    shutil.copy(CAS / "grille" / "jouet.yaml", tmp_path)
    for nom in ("Abel", "Zoé", "Marguerite"):
        shutil.copy(CAS / "grille" / "ok-colonne-resultat.csv", tmp_path / f"{nom}.csv")
    return tmp_path


def commande(*noms, sortie="sans"):
    return ("pseudonymiser", *noms, "-r", "jouet.yaml", "-o", sortie, "--table", "table.csv")


def test_ce_qu_une_personne_ajoute_a_la_table_y_reste(grilles):
    table = grilles / "table.csv"
    annotee = (
        "Ne pas diffuser;;\nreference;candidat;note;note\nC-0001;Abel;vue le 3;x\n\n;;à relire;\n"
    )
    table.write_text(annotee, encoding="cp1252")
    execution = lancer(grilles, *commande("Abel.csv", "Zoé.csv"))
    assert (execution.statut, "candidats dans la table : 2" in execution.erreurs) == (0, True)
    assert table.read_text(encoding="cp1252") == annotee + "C-0002;Zoé\n"


@pytest.mark.skipif(sys.platform == "win32", reason="rights are those of Unix")
@pytest.mark.parametrize("deja", [False, True])
def test_la_table_ne_se_lit_que_de_son_proprietaire(grilles, deja):
    table = grilles / "table.csv"
    if deja:
        lancer(grilles, *commande("Abel.csv"))
        table.chmod(0o644)
    lancer(grilles, *commande("Abel.csv", "Zoé.csv"))
    assert table.stat().st_mode & 0o777 == 0o600


def test_six_passages_a_la_fois_sur_une_table_ne_perdent_personne(grilles):
    noms = [f"P{rang}" for rang in range(6)]
    for nom in noms:
        shutil.copy(grilles / "Abel.csv", grilles / f"{nom}.csv")
    environnement = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    lances = []
    for nom in noms:
        arguments = [
            sys.executable,
            "-m",
            "clea_cli",
            *commande(f"{nom}.csv", sortie=f"sans-{nom}"),
        ]
        lances.append(
            subprocess.Popen(arguments, cwd=grilles, env=environnement, stderr=subprocess.DEVNULL)
        )
    assert [lance.wait(120) for lance in lances] == [0] * 6
    lignes = (grilles / "table.csv").read_text(encoding="utf-8-sig").splitlines()[1:]
    assert sorted(ligne.split(";")[1] for ligne in lignes) == noms
    assert len({ligne.split(";")[0] for ligne in lignes}) == 6
