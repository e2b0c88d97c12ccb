"""What a command may load: an évaluateur types it a hundred times a day."""

import subprocess
import sys
from pathlib import Path

import pytest
import typer

from clea_cli.cli.app import application
from clea_cli.decision.formats import VERDICTS
from tests.outils.terminal import executer

GRILLE = "examples/candidat-certifiable.csv"
LOURDS = {"pandas", "numpy", "pydantic", "jinja2", "ruamel"}
SONDE = """
import sys
from clea_cli.cli import main
try:
    statut = main(sys.argv[1:])
finally:
    print("MODULES", *sorted({nom.partition(".")[0] for nom in sys.modules}), file=sys.stderr)
sys.exit(statut)
"""


def modules(*arguments: str) -> set[str]:
    lance = subprocess.run(
        [sys.executable, "-c", SONDE, *arguments], capture_output=True, text=True, check=True
    )
    derniere = lance.stderr.strip().splitlines()[-1].split()
    assert derniere[0] == "MODULES"
    return set(derniere[1:])


def test_la_sonde_voit_ce_qui_est_charge():
    assert {"typer", "clea_cli"} <= modules("--help")
    assert "csv" in modules("score", GRILLE)


def test_l_aide_ne_charge_ni_les_lourds_ni_ce_que_la_commande_lit():
    assert not modules("score", "--help") & (LOURDS | {"rich", "yaml", "csv"})


def test_la_version_ne_lit_pas_les_referentiels():
    assert not modules("--version") & (LOURDS | {"rich", "yaml"})


@pytest.mark.parametrize("format_", VERDICTS)
def test_un_score_redirige_ne_charge_ni_les_lourds_ni_rich_ni_yaml(format_):
    assert not modules("score", GRILLE, "--format", format_) & (LOURDS | {"rich", "yaml"})


@pytest.mark.parametrize(
    ("format_", "charge"), [("json", set()), ("case", set()), ("html", {"jinja2"})]
)
def test_un_export_ne_charge_que_ce_que_son_format_demande(format_, charge):
    assert (
        modules("referentiel", "exporter", "clea", "--format", format_) & (LOURDS | {"rich"})
        == charge
    )


def test_un_referentiel_modifie_passe_par_les_modeles(tmp_path):
    copie = tmp_path / "clea.yaml"
    copie.write_bytes(Path("referentiels/clea.yaml").read_bytes() + b"# une remarque\n")
    assert {"pydantic", "yaml"} <= modules("score", GRILLE, "--referentiel", str(copie))


def test_la_fin_du_programme_ne_cherche_plus_rien_en_memoire():
    sonde = (
        "import gc, sys; from clea_cli.__main__ import main; sys.argv[1:] = ['--version']; main(); "
    )
    lance = subprocess.run(
        [sys.executable, "-c", sonde + "print(gc.get_freeze_count() > 1000)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert lance.stdout.endswith("True\n")


def test_un_score_dans_un_terminal_charge_rich_et_rien_de_lourd():
    statut, ecran = executer(["score", GRILLE], PYTHONPROFILEIMPORTTIME="1")
    imports = (
        ligne.rpartition("|")[2].strip() for ligne in ecran.splitlines() if "import time:" in ligne
    )
    charges = {nom.partition(".")[0] for nom in imports}
    assert statut == 0
    assert "rich" in charges
    assert not charges & LOURDS


def test_une_commande_nommee_ne_charge_pas_les_autres_et_l_aide_les_montre_toutes():
    assert list(commandes(["score", "g.csv"])) == ["score"]
    assert list(commandes(["grille", "verifier", "g.csv"])) == ["grille"]
    toutes = {
        "score",
        "ecarts",
        "plan",
        "restitution",
        "attestation",
        "grille",
        "referentiel",
        "modele",
    }
    for mots in ([], ["--help"], ["scroe"], ["--version", "score"]):
        assert set(commandes(mots)) >= toutes
    assert not commandes(["--version"])


def commandes(mots):
    return typer.main.get_command(application(mots)).commands
