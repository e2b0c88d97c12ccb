"""`clea grille reunir`: évaluateurs who shared the domaines; only what they contradict is to be settled."""

import csv
import json
from io import StringIO
from itertools import permutations

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clea_cli.sorties import tableur_csv
from tests.promesses.test_cases import CAS, ecrites, lancer

CODES = ("1.1.1", "1.1.2", "1.2.1", "2.1.1", "2.2.1")
A, N, E = "acquis", "non acquis", "non évalué"


@pytest.fixture
def ici(tmp_path):
    (tmp_path / "jouet.yaml").write_bytes((CAS / "grille" / "jouet.yaml").read_bytes())
    return tmp_path


def poser(ici, nom, *lignes):
    (ici / nom).write_bytes(tableur_csv.ecrire([ligne.split(";") for ligne in lignes]))


def reunir(ici, *noms, sortie="ensemble.csv"):
    (ici / sortie).unlink(missing_ok=True)
    return lancer(ici, "grille", "reunir", *noms, "-r", "jouet.yaml", "-o", sortie)


def rangees(ici, nom="ensemble.csv"):
    texte = (ici / nom).read_text(encoding="utf-8-sig")
    return list(csv.reader(StringIO(texte, newline=""), delimiter=";"))


def reponses(ici):
    """The answers and the notes of the grille that was written, by code."""
    return {ligne[0]: tuple(ligne[2:]) for ligne in rangees(ici) if ligne and ligne[0] in CODES}


@pytest.mark.parametrize(("dessus", "fautes"), [(A, [("F343", "B4")]), (None, [])])
def test_une_case_fusionnee_avec_une_reponse_n_est_pas_muette(ici, dessus, fautes):
    # Who sees « acquis » over two boxes sees two answers; over nothing, none.
    classeur = openpyxl.Workbook()
    feuille = classeur.active
    for rangee in (("critere", "resultat"), ("1.1.1", A), ("1.1.2", dessus), ("1.2.1", None)):
        feuille.append(rangee)
    feuille.merge_cells("B3:B4")
    classeur.save(ici / "un.xlsx")
    poser(ici, "deux.csv", "critere;resultat", "1.1.2;A", "1.2.1;NA", "2.1.1;A", "2.2.1;A")
    dites = ecrites(reunir(ici, "un.xlsx", "deux.csv").erreurs)
    assert [(faute.code, faute.cellule) for faute in dites] == fautes


def test_chacun_repond_de_ses_domaines_et_les_notes_sont_gardees(ici):
    poser(
        ici,
        "un.csv",
        "candidat;C-1",
        "critere;resultat;commentaire",
        "1.1.1;A;vu",
        "1.1.2;NA;",
        "1.2.1;A;",
    )
    poser(
        ici,
        "deux.csv",
        "candidat;C-1",
        "critere;resultat;observations",
        "2.1.1;NE;",
        "2.2.1;A;à l'aise",
        "1.1.1;;aussi",
    )
    fait = reunir(ici, "un.csv", "deux.csv")
    assert fait.statut == 0, fait.erreurs
    assert reponses(ici) == {
        "1.1.1": (A, "vu / aussi"),
        "1.1.2": (N, ""),
        "1.2.1": (A, ""),
        "2.1.1": (E, ""),
        "2.2.1": (A, "à l'aise"),
    }
    assert "Aucun désaccord." in fait.sortie
    juge = json.loads(
        lancer(ici, "score", "ensemble.csv", "-r", "jouet.yaml", "--format", "json").sortie
    )
    assert [resultat["candidat"] for resultat in juge["resultats"]] == ["C-1"]


def test_non_evalue_cede_a_qui_a_evalue_et_seul_un_vrai_desaccord_est_a_trancher(ici):
    poser(
        ici, "un.csv", "critere;resultat", "1.1.1;A", "1.1.2;NE", "1.2.1;NA", "2.1.1;NE", "2.2.1;A"
    )
    poser(
        ici,
        "deux.csv",
        "critere;resultat",
        "1.1.1;NE",
        "1.1.2;NA",
        "1.2.1;A",
        "2.1.1;NE",
        "2.2.1;A",
    )
    fait = reunir(ici, "un.csv", "deux.csv")
    assert reponses(ici) == {
        "1.1.1": (A, ""),
        "1.1.2": (N, ""),
        "1.2.1": ("", "À TRANCHER : acquis ou non acquis"),
        "2.1.1": (E, ""),
        "2.2.1": (A, ""),
    }
    assert "acquis : deux.csv" in fait.sortie
    assert "non acquis : un.csv" in fait.sortie
    # It gives no verdict until somebody has settled it.
    refus = lancer(ici, "score", "ensemble.csv", "-r", "jouet.yaml")
    assert [(faute.code, faute.lieu) for faute in ecrites(refus.erreurs)] == [("F204", "10:3 C10")]


def test_ce_que_personne_ne_dit_reste_vide_et_c_est_dit(ici):
    poser(ici, "un.csv", "critere;resultat", "1.1.1;A", "1.1.2;A", "1.2.1;A", "2.1.1;")
    poser(ici, "deux.csv", "critere;acquis;non acquis", "1.1.1;x;", "2.1.1;;")
    fait = reunir(ici, "un.csv", "deux.csv")
    assert reponses(ici)["2.1.1"] == reponses(ici)["2.2.1"] == ("", "À COMPLÉTER")
    [avis] = [faute for faute in ecrites(fait.erreurs) if faute.gravite == "avertissement"]
    assert avis.code == "F381"
    assert "Sans réponse : tout le domaine 2" in fait.sortie


def test_les_lignes_du_haut_sont_gardees_et_les_jours_qui_different_sont_a_trancher(ici):
    for nom, jour, etape, lieu in (
        ("un.csv", "12/03/2026", "préalable", "Lyon"),
        ("deux.csv", "2026-03-13", "", "Paris"),
    ):
        haut = (
            "candidat;C-1",
            f"date de l'évaluation;{jour}",
            f"évaluation;{etape}",
            f"lieu;{lieu}",
            "au calme",
        )
        poser(ici, nom, *haut, "critere;resultat", *(f"{code};A" for code in CODES))
    fait = reunir(ici, "deux.csv", "un.csv")
    haut = {ligne[0]: ligne[1:] for ligne in rangees(ici)[:8]}
    assert haut["candidat"] == ["C-1"]
    assert haut["évaluation"] == ["préalable"]
    assert sorted(haut["date de l'évaluation"][0].removeprefix("À TRANCHER : ").split(" ou ")) == [
        "12/03/2026",
        "13/03/2026",
    ]
    assert sorted(ligne[1] for ligne in rangees(ici) if ligne[:1] == ["lieu"]) == ["Lyon", "Paris"]
    assert [ligne for ligne in rangees(ici) if ligne == ["au calme"]] == [["au calme"]]
    assert "« date de l'évaluation »" in fait.sortie


def test_plusieurs_candidats_se_reunissent_chacun_avec_les_siens(ici):
    poser(ici, "un.csv", "candidat;1.1.1;1.1.2;1.2.1", "C-2;A;A;NA", "C-1;A;NE;A")
    poser(
        ici,
        "deux.csv",
        "candidat;critere;resultat",
        "c-1;2.1.1;A",
        "c-1;2.2.1;A",
        "C-2;2.1.1;A",
        "C-2;2.2.1;NA",
    )
    fait = reunir(ici, "un.csv", "deux.csv")
    assert fait.statut == 0, fait.erreurs
    lues = [
        (ligne[0], ligne[1], ligne[3])
        for ligne in rangees(ici)
        if len(ligne) > 4 and ligne[1] in CODES
    ]
    assert lues == [
        *(("C-1", code, dit) for code, dit in zip(CODES, (A, E, A, A, A), strict=True)),
        *(("C-2", code, dit) for code, dit in zip(CODES, (A, A, N, A, N), strict=True)),
    ]


def test_des_grilles_de_personnes_differentes_ne_se_reunissent_pas(ici):
    for nom, candidat in (("un.csv", "C-1"), ("deux.csv", "C-2"), ("trois.csv", "C-1")):
        poser(
            ici, nom, f"candidat;{candidat}", "critere;resultat", *(f"{code};A" for code in CODES)
        )
    fait = reunir(ici, "un.csv", "deux.csv", "trois.csv")
    assert fait.statut == 1
    assert [(f.code, f.source) for f in ecrites(fait.erreurs) if f.code == "F380"] == [
        ("F380", "deux.csv")
    ]
    assert not (ici / "ensemble.csv").exists()


def test_une_grille_fautive_empeche_la_reunion_et_toutes_les_fautes_sont_dites(ici):
    poser(ici, "un.csv", "critere;resultat", "1.1.1;peut-être")
    poser(ici, "deux.csv", "critere;resultat", "9.9.9;A")
    fait = reunir(ici, "un.csv", "deux.csv")
    assert fait.statut == 1
    assert [faute.code for faute in ecrites(fait.erreurs)] == ["F203", "F201"]


def test_il_faut_deux_grilles(ici):
    poser(ici, "un.csv", "critere;resultat", "1.1.1;A")
    assert reunir(ici, "un.csv").statut == 2


def test_le_format_suit_la_fin_du_nom(ici):
    for nom in ("un.csv", "deux.csv"):
        poser(ici, nom, "critere;resultat", *(f"{code};A" for code in CODES))
    assert reunir(ici, "un.csv", "deux.csv", sortie="e.xlsx").statut == 0
    lu = openpyxl.load_workbook(ici / "e.xlsx").active
    assert [ligne[2] for ligne in lu.values if ligne[0] in CODES] == [A] * 5
    assert reunir(ici, "un.csv", "deux.csv", sortie="e.ods").statut == 0
    assert lancer(ici, "score", "e.ods", "-r", "jouet.yaml").statut == 0
    autre = reunir(ici, "un.csv", "deux.csv", sortie="e.pdf")
    assert "e.pdf : en csv" in autre.erreurs


# Any grilles, in any order

REPONSES = st.sampled_from(("A", "NA", "NE", "", None))  # None: no line
PARTS = st.lists(st.lists(REPONSES, min_size=5, max_size=5).filter(any), min_size=2, max_size=3)


@settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(parts=PARTS)
def test_l_ordre_ne_compte_pas_et_chaque_reponse_est_celle_de_qui_a_evalue(ici, parts):
    noms = [f"g{rang}.csv" for rang in range(len(parts))]
    for nom, dites in zip(noms, parts, strict=True):
        lignes = [
            f"{code};{dite};note de {nom[:2]}"
            for code, dite in zip(CODES, dites, strict=True)
            if dite is not None
        ]
        poser(ici, nom, f"salle;{nom}", "critere;resultat;commentaire", *lignes)
    ecrites_ = set()
    for ordre in permutations(noms):
        assert reunir(ici, *ordre).statut == 0
        ecrites_.add((ici / "ensemble.csv").read_bytes())
    assert len(ecrites_) == 1
    obtenues = reponses(ici)
    for rang, code in enumerate(CODES):
        dites = {part[rang] for part in parts} - {None, ""}
        evaluees = dites - {"NE"}
        if len(evaluees) == 2:
            attendue = ""
        elif evaluees:
            attendue = {"A": A, "NA": N}[evaluees.pop()]
        else:
            attendue = E if dites else ""
        assert obtenues[code][0] == attendue, code
