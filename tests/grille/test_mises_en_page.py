"""Two hundred grilles of sixteen layouts as people make them: each is read as it was filled."""

import csv
from io import BytesIO, StringIO
from random import Random

import pytest
import xlwt

from clea_cli.decision.lot import Lecture, comprendre, lire_brute
from clea_cli.diagnostics import refuse
from clea_cli.referentiel.referentiel import Resultat
from clea_cli.sorties import tableur_ods, tableur_xlsx
from tests.outils import mises_en_page
from tests.outils.mises_en_page import CLEA, CODES

LETTRES = {"A": Resultat.ACQUIS, "N": Resultat.NON_ACQUIS, "E": Resultat.NON_EVALUE}
GRAINES = (1, 2, 3)


def en_csv(lignes, encodage="utf-8-sig"):
    flux = StringIO()
    csv.writer(flux, delimiter=";").writerows(lignes)
    return flux.getvalue().encode(encodage)


def en_xls(lignes):
    classeur, sortie = xlwt.Workbook(), BytesIO()
    feuille = classeur.add_sheet("Feuil1")
    for rang, ligne in enumerate(lignes):
        for place, texte in enumerate(ligne):
            if texte:
                feuille.write(rang, place, texte)
    classeur.save(sortie)
    return sortie.getvalue()


FORMATS = {
    "csv": en_csv,
    "xlsx": lambda lignes: tableur_xlsx.ecrire(lignes, "grille"),
    "ods": tableur_ods.ecrire,
    "xls": en_xls,
}


def reponses(hasard):
    return "".join(hasard.choices("ANE", weights=(6, 3, 1), k=len(CODES)))


def lire(dossier, lignes, format_):
    chemin = dossier / f"g.{format_}"
    chemin.write_bytes(FORMATS[format_](mises_en_page.rectangle(lignes)))
    return comprendre(str(chemin), lire_brute(str(chemin), Lecture()), CLEA, "C-0001")


def lues(fichier):
    """The answers of each candidate, as letters; and the codes of what refuses the file."""
    noms = {resultat: lettre for lettre, resultat in LETTRES.items()}
    refus = sorted({faute.code for faute in fichier.diagnostics if refuse([faute])})
    grilles = {
        grille.candidat: "".join(noms[grille.resultat(rang)] for rang in range(len(CODES)))
        for grille in fichier.grilles
    }
    return grilles, refus


@pytest.mark.parametrize("graine", GRAINES)
@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("mise_en_page", mises_en_page.A_UN)
def test_la_grille_d_un_candidat_est_lue_comme_elle_est_remplie(tmp_path, mise_en_page, format_, graine):
    candidats = {"C-0001": reponses(Random(f"{mise_en_page} {graine}"))}  # noqa: S311 — no secret
    lignes = mises_en_page.A_UN[mise_en_page](candidats)
    assert lues(lire(tmp_path, lignes, format_)) == (candidats, [])


@pytest.mark.parametrize("graine", GRAINES)
@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("mise_en_page", mises_en_page.A_PLUSIEURS)
def test_la_grille_de_plusieurs_candidats_est_lue_comme_elle_est_remplie(tmp_path, mise_en_page, format_, graine):
    hasard = Random(f"{mise_en_page} {graine}")  # noqa: S311 — no secret
    candidats = {f"C-{numero:04}": reponses(hasard) for numero in range(1, 4)}
    lignes = mises_en_page.A_PLUSIEURS[mise_en_page](candidats)
    assert lues(lire(tmp_path, lignes, format_)) == (candidats, [])
