"""Our Excel grille, opened and saved again by LibreOffice, reads back without an option and without a word."""

import shutil
import subprocess

import pytest

from clea_cli.decision import convertir
from clea_cli.decision.decision import bareme
from clea_cli.grille.grille import Grille
from clea_cli.grille.mots import Remplie
from clea_cli.grille.rendus import xlsx
from clea_cli.referentiel.referentiel import Resultat
from tests.outils.jouets import clea
from tests.promesses.test_cases import lancer

SOFFICE = shutil.which("soffice")
pytestmark = [
    pytest.mark.reel,
    pytest.mark.skipif(not SOFFICE, reason="LibreOffice is not installed here"),
]

CSV = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false,false,false,{onglet}"  # `;`, UTF-8, a sheet


@pytest.mark.parametrize("suite", ["ods", "xlsx", "csv"])
def test_la_grille_reenregistree_par_libreoffice_se_relit(suite, tmp_path):
    lu = clea()
    reponses = [list(Resultat)[rang % 3] for rang in range(106)]
    remplie = Remplie(Grille.depuis("C-0042", reponses), {"1.1.1": "vu à l'oral ; « bien »"})
    vue = convertir.a_remplir(bareme(lu, lu.regles[0]), remplie)
    (tmp_path / "g.xlsx").write_bytes(xlsx.rendre(vue, par_domaine=False))
    (tmp_path / "sortie").mkdir()
    vers = CSV.format(onglet=2) if suite == "csv" else suite
    commande = [
        SOFFICE,
        f"-env:UserInstallation=file://{tmp_path}/profil",
        "--headless",
        "--convert-to",
        vers,
    ]
    subprocess.run(
        [*commande, "--outdir", str(tmp_path / "sortie"), str(tmp_path / "g.xlsx")],
        capture_output=True,
        timeout=180,
        check=True,
    )
    [fichier] = (tmp_path / "sortie").iterdir()
    statut, _, erreurs = lancer(tmp_path, "grille", "convertir", str(fichier), "-o", "retour.csv")
    assert statut == 0, erreurs
    attendu = lancer(tmp_path, "grille", "convertir", "g.xlsx", "-o", "direct.csv")
    assert attendu.statut == 0
    assert (tmp_path / "retour.csv").read_bytes() == (tmp_path / "direct.csv").read_bytes()
