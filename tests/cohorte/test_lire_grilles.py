"""The grilles of a cohorte are those of `clea score`, whichever way they are read."""

import random

import pytest

from clea_cli.cohorte.lire_grilles import lire_grilles
from clea_cli.decision import blocs, charger
from clea_cli.decision.lot import Lecture, lire_lot
from clea_cli.sources.mots import reference_comparable
from tests.outils.jouets import clea

CODES = [critere.code for critere in clea().criteres]


def large(candidats, graine=1):
    hasard = random.Random(graine)  # noqa: S311 — an invented cohorte
    lignes = [";".join(("candidat", *CODES))]
    for rang in range(1, candidats + 1):
        lignes.append(";".join((f"C-{rang:04}", *hasard.choices(("A", "NA", "NE"), k=len(CODES)))))
    return lignes


def longue(candidats):
    lignes = ["candidat;critere;resultat"]
    for ligne in large(candidats)[1:]:
        candidat, *reponses = ligne.split(";")
        for code, reponse in zip(CODES, reponses, strict=True):
            lignes.append(f"{candidat};{code};{reponse}")
    return lignes


def ecrire(dossier, nom, lignes):
    chemin = dossier / nom
    chemin.write_text("\n".join([*lignes, ""]), encoding="utf-8")
    return str(chemin)


def grilles(lot):
    return [
        (fichier.source, reference_comparable(grille.candidat), grille.acquis, grille.possibles)
        for fichier in lot.fichiers
        for grille in fichier.grilles
    ]


@pytest.fixture(autouse=True)
def vite(monkeypatch):
    """However small, a file is read the fast way if it can be."""
    monkeypatch.setattr(blocs, "PEU", 0)
    monkeypatch.setattr(blocs, "PEU_LONGUE", 0)


def test_un_fichier_de_nombreux_candidats_se_lit_vite_et_dit_la_meme_chose(tmp_path):
    sources = [ecrire(tmp_path, "large.csv", large(60)), ecrire(tmp_path, "longue.csv", longue(7))]
    sources.append(
        ecrire(tmp_path, "seul.csv", ["critere;resultat", *[f"{code};acquis" for code in CODES]])
    )
    assert [blocs.grilles(source, Lecture()) is not None for source in sources] == [
        True,
        True,
        False,
    ]
    lente, rapide = lire_lot(sources, Lecture()), lire_grilles(sources, Lecture())
    assert grilles(rapide) == grilles(lente)
    assert [fichier.lu for fichier in rapide.fichiers] == [fichier.lu for fichier in lente.fichiers]
    assert rapide.diagnostics == tuple(faute for faute in lente.diagnostics if faute.code != "F305")


def test_les_fautes_sont_celles_de_la_lecture_lente(tmp_path):
    fautif = large(30)
    fautif[12] = fautif[12].replace(";NE", ";peut-être", 1)
    sources = [ecrire(tmp_path, "bon.csv", large(20)), ecrire(tmp_path, "fautif.csv", fautif)]
    lente, rapide = lire_lot(sources, Lecture()), lire_grilles(sources, Lecture())
    assert grilles(rapide) == grilles(lente)
    assert [faute for faute in rapide.diagnostics if faute.code == "F203"] == [
        faute for faute in lente.diagnostics if faute.code == "F203"
    ]
    assert rapide.fichiers[1].refusees == lente.fichiers[1].refusees
    assert len(rapide.fichiers[1].refusees) == 30


def test_une_grille_de_clea_numerique_dans_une_cohorte_de_clea_est_nommee(tmp_path):
    autre = charger.a_calculer("clea-numerique").value
    codes = [critere.code for critere in autre.criteres]
    titres = ["référentiel;clea-numerique", ";".join(("candidat", *codes))]
    lignes = [*titres, *[";".join((f"N-{rang}", *["A"] * len(codes))) for rang in range(9)]]
    sources = [ecrire(tmp_path, "clea.csv", large(20)), ecrire(tmp_path, "numerique.csv", lignes)]
    lot = lire_grilles(sources, Lecture())
    assert not lot.fichiers[1].grilles
    assert "F301" in [faute.code for faute in lot.fichiers[1].diagnostics]
