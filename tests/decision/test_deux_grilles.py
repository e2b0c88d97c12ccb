"""Two grilles of one candidate: two évaluateurs side by side, two évaluations as one."""

import json
import os
import signal
import subprocess
import sys
import time
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest

from clea_cli.decision.decision import Reponse, bareme, decide
from clea_cli.decision.evaluations import Origine, reunir
from clea_cli.decision.mots_rapprochement import _kappa
from clea_cli.grille.accord import accord, rapprocher
from clea_cli.grille.grille import Grille
from clea_cli.referentiel.referentiel import Resultat
from tests.outils.jouets import JOUETS, clea, grille, referentiel, reponses
from tests.promesses.test_cases import CAS, ecrites, lancer

RACINE = Path(__file__).parent.parent.parent
A, N, E = Resultat
SIMPLE = referentiel(JOUETS["simple"])


# Agreement

ACCORDS = [  # pairs, the same ones, kappa worked out by hand
    ([(A, A), (N, N)], 2, Fraction(1)),
    ([(A, A)] * 5, 5, None),  # one answer throughout: chance explains all
    ([(A, N), (N, A)], 0, Fraction(-1)),
    ([(A, A), (A, N)], 1, Fraction(0)),  # pe = 1 × 1/2 = 1/2 = po
    ([(A, A)] * 4 + [(N, N)] * 4 + [(A, N)] + [(N, A)], 8, Fraction(3, 5)),  # po 4/5, pe 1/2
    (
        [(A, A), (N, N), (E, E), (A, E)],
        3,
        Fraction(7, 11),
    ),  # po 3/4, pe (2·1 + 1·1 + 1·2)/16 = 5/16
]


@pytest.mark.parametrize(("paires", "memes", "kappa"), ACCORDS)
def test_l_accord_et_le_kappa_sont_ceux_calcules_a_la_main(paires, memes, kappa):
    assert accord(paires) == (memes, len(paires), kappa)


def test_le_kappa_est_coupe_et_jamais_arrondi():
    assert [
        _kappa(k)
        for k in (Fraction(1), Fraction(999, 1000), Fraction(-1, 3), Fraction(-1, 1000), None)
    ] == [*("1,00", "0,99", "-0,33", "0,00", "sans objet")]


def test_le_rapprochement_ne_depend_pas_de_l_ordre_et_dit_chaque_ecart():
    lu = clea()
    a = grille(lu, reponses(lu, non_acquis=["4.1.1"], non_evalue=["7.4.4"]))
    b = grille(lu, reponses(lu, non_acquis=["1.1.1"], non_evalue=["7.4.4"]))
    ici, la = rapprocher(lu, a, b), rapprocher(lu, b, a)
    assert (
        ici.ensemble
        == la.ensemble
        == (104, 106, accord([(A, A)] * 103 + [(E, E), (A, N), (N, A)]).kappa)
    )
    assert [(e.critere.code, e.reponses) for e in ici.ecarts] == [
        ("1.1.1", (A, N)),
        ("4.1.1", (N, A)),
    ]
    assert [d.code for d, fait in ici.domaines if fait.memes < fait.total] == ["1", "4"]


# Préalable and finale


def test_la_reunion_de_deux_evaluations_sur_toutes_les_grilles_d_un_domaine():
    """Domaine 2 of the toy (four critères) is open; domaine 1 (three) is kept, or not, as a whole."""
    le_bareme = bareme(SIMPLE, SIMPLE.regles[0])
    for haut, avant, apres in product(
        product((A, N, E), repeat=3), [(A, A, A, N), (N, N, E, A)], [(E, N, A, A), (N,) * 4]
    ):
        prealable, finale = (
            Grille.depuis("C-1", (*haut, *avant)),
            Grille.depuis("C-1", (N, N, N, *apres)),
        )
        fait = reunir(le_bareme, prealable, finale)
        juges = decide(le_bareme, prealable).domaines
        debut = 0
        for juge in juges:
            taille = sum(1 for _ in juge.domaine.criteres)
            for rang in range(debut, debut + taille):
                neuf, vieux = finale.resultat(rang), prealable.resultat(rang)
                if juge.statut is Reponse.OUI or neuf is E:
                    assert (fait.grille.resultat(rang), fait.origines[rang]) == (
                        vieux,
                        Origine.PREALABLE,
                    )
                else:
                    assert (fait.grille.resultat(rang), fait.origines[rang]) == (
                        neuf,
                        Origine.FINALE,
                    )
            debut += taille
        assert [d.code for d in fait.gardes] == [
            j.domaine.code for j in juges if j.statut is Reponse.OUI
        ]


def test_une_finale_ou_rien_n_est_evalue_ne_change_rien():
    le_bareme = bareme(SIMPLE, SIMPLE.regles[0])
    rien = Grille.depuis("C-1", [E] * 7)
    for reponses_ in product((A, N, E), repeat=7):
        prealable = Grille.depuis("C-1", reponses_)
        fait = reunir(le_bareme, prealable, rien)
        assert fait.grille == prealable
        assert set(fait.origines) == {Origine.PREALABLE}


def ecrire(dossier, nom, date="", candidat="C-1", **sauf):
    """A grille of the toy of the cases, dated."""
    codes = ("1.1.1", "1.1.2", "1.2.1", "2.1.1", "2.2.1")
    lignes = (
        [f"candidat;{candidat}"]
        + ([f"date de l'évaluation;{date}"] if date else [])
        + ["critere;resultat"]
    )
    lignes += [f"{code};{sauf.get('c' + code.replace('.', ''), 'acquis')}" for code in codes]
    (dossier / nom).write_text("\n".join(lignes) + "\n", encoding="utf-8")
    (dossier / "jouet.yaml").write_bytes((CAS / "grille" / "jouet.yaml").read_bytes())


DATES = [  # préalable, finale, what must be said
    ("01/03/2021", "28/02/2026", []),
    ("01/03/2021", "01/03/2026", []),
    ("01/03/2021", "02/03/2026", ["F308"]),
    ("29/02/2024", "28/02/2029", []),
    ("29/02/2024", "01/03/2029", ["F308"]),
    ("2021-03-01", "2021-02-28", ["F311"]),
    ("", "01/03/2026", ["F309"]),
    ("", "", ["F309", "F309"]),
    ("31/02/2026", "01/03/2026", ["F320"]),
    ("mars 2026", "32/01/2026", ["F310", "F320"]),
]


@pytest.mark.parametrize(("prealable", "finale", "codes"), DATES)
def test_les_cinq_ans_se_comptent_au_jour_pres(prealable, finale, codes, tmp_path):
    ecrire(tmp_path, "p.csv", prealable, c211="non acquis")
    rien = dict.fromkeys(
        ("c111", "c112", "c121", "c221"), "non évalué"
    )  # so that the answers tell which is which
    ecrire(tmp_path, "f.csv", finale, **rien)
    statut, sortie, erreurs = lancer(
        tmp_path, "score", "p.csv", "--finale", "f.csv", "-r", "jouet.yaml"
    )
    assert [faute.code for faute in ecrites(erreurs)] == codes
    refuse = set(codes) & {"F308", "F310", "F311", "F320"}
    assert (statut, bool(sortie)) == (1 if refuse else 0, not refuse)


def test_le_delai_est_celui_que_dit_le_referentiel(tmp_path):
    ecrire(tmp_path, "p.csv", "01/03/2024")
    ecrire(tmp_path, "f.csv", "02/03/2027")
    jouet = (tmp_path / "jouet.yaml").read_text(encoding="utf-8")
    modalites = "modalites: {prealable_heures_max: 7, finale_heures_max: 3, validite_ans: 3, certitude: confirme}"
    (tmp_path / "trois.yaml").write_text(f"{jouet}{modalites}\n", encoding="utf-8")
    _, _, erreurs = lancer(tmp_path, "score", "p.csv", "--finale", "f.csv", "-r", "trois.yaml")
    [faute] = ecrites(erreurs)
    dit = "l'évaluation finale est du 02/03/2027, plus de 3 ans après la préalable du 01/03/2024 (jusqu'au 01/03/2027)"
    assert (faute.code, faute.message) == ("F308", dit)


@pytest.mark.parametrize(
    ("commande", "dit"),
    [
        ("score p.csv --finale f.csv -r un.yaml", "plus de 1 an après la préalable"),
        ("referentiel exporter un.yaml --format markdown", "domaines gardés 1 an"),
        ("attestation p.csv -r un.yaml -f md --date 2024-06-01", "gardés 1 an à partir du jour"),
        (
            "attestation p.csv -r un.yaml -f md --date 2024-06-01 --prealable 2024-03-01",
            "gardés 1 an, jusqu'au 1er mars 2025",
        ),
    ],
)
def test_un_an_s_ecrit_sans_s(commande, dit, tmp_path):
    ecrire(tmp_path, "p.csv", "01/03/2024", c211="non acquis", c221="non acquis")
    ecrire(tmp_path, "f.csv", "02/03/2027")
    jouet = (tmp_path / "jouet.yaml").read_text(encoding="utf-8")
    modalites = "modalites: {prealable_heures_max: 7, finale_heures_max: 3, validite_ans: 1, certitude: confirme}"
    (tmp_path / "un.yaml").write_text(f"{jouet}{modalites}\n", encoding="utf-8")
    _, sortie, erreurs = lancer(tmp_path, *commande.split())
    tout = f"{sortie}{erreurs}".replace("\u00a0", " ")
    assert dit in tout
    assert "1 ans" not in tout


def test_le_json_dit_de_quelle_evaluation_vient_chaque_critere(tmp_path):
    ecrire(tmp_path, "p.csv", "01/03/2024", c211="non acquis", c221="non acquis")
    ecrire(tmp_path, "f.csv", "01/09/2024", c111="non acquis", c221="non évalué")
    _, sortie, _ = lancer(
        tmp_path, "score", "p.csv", "--finale", "f.csv", "-r", "jouet.yaml", "-f", "json"
    )
    [resultat] = json.loads(sortie)["resultats"]
    assert resultat["evaluations"]["domaines_gardes"] == ["1"]
    assert resultat["evaluations"]["origines"] == {
        **dict.fromkeys(("1.1.1", "1.1.2", "1.2.1", "2.2.1"), "prealable"),
        "2.1.1": "finale",
    }
    assert [ecart["code"] for ecart in resultat["ecarts"]] == ["2.2.1"]
    assert resultat["evaluations"]["prealable"]["date"] == "01/03/2024"


def test_deux_candidats_ne_se_melangent_pas(tmp_path):
    ecrire(tmp_path, "a.csv", candidat="C-1")
    ecrire(tmp_path, "b.csv", candidat="C-2")
    for commande in (
        ("score", "a.csv", "--finale", "b.csv"),
        ("grille", "rapprocher", "a.csv", "b.csv"),
    ):
        statut, sortie, erreurs = lancer(tmp_path, *commande, "-r", "jouet.yaml")
        assert (statut, sortie) == (1, "")
        assert "F307" in [faute.code for faute in ecrites(erreurs)]


def test_la_grille_a_completer_est_refusee_tant_que_rien_n_est_tranche(tmp_path):
    ecrire(tmp_path, "a.csv", c111="non acquis")
    ecrire(tmp_path, "b.csv", c221="non évalué")
    commande = ("grille", "rapprocher", "a.csv", "b.csv", "-r", "jouet.yaml", "-o", "f.csv")
    statut, sortie, _ = lancer(tmp_path, *commande)
    assert statut == 0
    assert "A : non acquis   B : acquis" in sortie
    fusion = (tmp_path / "f.csv").read_text(encoding="utf-8-sig")
    assert "1.1.1;Lire un mot;;À TRANCHER : non acquis ou acquis" in fusion.replace("\r", "")
    statut, _, erreurs = lancer(tmp_path, "score", "f.csv", "-r", "jouet.yaml")
    assert [(f.code, f.cellule) for f in ecrites(erreurs)] == [("F204", "C8"), ("F204", "C12")]
    fusion = fusion.replace(";;À TRANCHER", ";acquis;À TRANCHER")
    (tmp_path / "f.csv").write_text(fusion, encoding="utf-8")
    assert lancer(tmp_path, "score", "f.csv", "-r", "jouet.yaml")[0] == 0


HAUT = "date de l'évaluation;{};évaluation;{}\n{}\n"


def test_la_grille_a_completer_garde_ce_que_disent_les_deux_hauts(tmp_path):
    ecrire(tmp_path, "a.csv")
    ecrire(tmp_path, "b.csv")
    for nom, jour, etape, libre in (
        ("a", "02/03/2026", "finale", "Zone A"),
        ("b", "2 mars 2026", "", "Zone B"),
    ):
        texte = (tmp_path / f"{nom}.csv").read_text(encoding="utf-8")
        (tmp_path / f"{nom}.csv").write_text(
            HAUT.format(jour, etape, libre) + texte, encoding="utf-8"
        )
    assert (
        lancer(
            tmp_path, "grille", "rapprocher", "a.csv", "b.csv", "-r", "jouet.yaml", "-o", "f.csv"
        ).statut
        == 0
    )
    fusion = (tmp_path / "f.csv").read_text(encoding="utf-8-sig").split("\n")
    assert fusion[2:8] == [
        "candidat;C-1",
        "date de l'évaluation;02/03/2026",
        "évaluation;finale",
        "Zone A",
        "Zone B",
        "",
    ]


def test_deux_jours_et_deux_evaluations_differents_sont_a_trancher(tmp_path):
    ecrire(tmp_path, "a.csv")
    ecrire(tmp_path, "b.csv")
    for nom, jour, etape in (("a", "02/03/2026", "finale"), ("b", "03/03/2026", "préalable")):
        texte = (tmp_path / f"{nom}.csv").read_text(encoding="utf-8")
        (tmp_path / f"{nom}.csv").write_text(HAUT.format(jour, etape, "") + texte, encoding="utf-8")
    assert (
        lancer(
            tmp_path, "grille", "rapprocher", "a.csv", "b.csv", "-r", "jouet.yaml", "-o", "f.csv"
        ).statut
        == 0
    )
    fusion = (tmp_path / "f.csv").read_text(encoding="utf-8-sig").split("\n")
    assert fusion[3:5] == [
        "date de l'évaluation;À TRANCHER : 02/03/2026 ou 03/03/2026",
        "évaluation;À TRANCHER : finale ou préalable",
    ]
    refusee = lancer(tmp_path, "score", "f.csv", "-r", "jouet.yaml")
    assert [(f.code, f.cellule) for f in ecrites(refusee.erreurs)] == [
        ("F310", "B4"),
        ("F321", "B5"),
    ]


# Watching


@pytest.mark.skipif(sys.platform == "win32", reason="stops the program by a signal")
def test_suivre_recalcule_a_chaque_enregistrement(tmp_path):
    ecrire(tmp_path, "g.csv", c211="non acquis", c221="non acquis")
    commande = [
        sys.executable,
        "-u",
        "-m",
        "clea_cli",
        "score",
        "g.csv",
        "-r",
        "jouet.yaml",
        "--suivre",
    ]
    environnement = {**os.environ, "PYTHONPATH": str(RACINE)}
    with (tmp_path / "sortie.txt").open("w") as sortie:
        suivi = subprocess.Popen(
            commande, cwd=tmp_path, env=environnement, stdout=sortie, stderr=subprocess.DEVNULL
        )
    try:
        assert _attendre(tmp_path / "sortie.txt", "✘ NON CERTIFIABLE")
        ecrire(tmp_path, "g.csv")
        assert _attendre(tmp_path / "sortie.txt", "✔ CERTIFIABLE")
        suivi.send_signal(signal.SIGINT)
        assert suivi.wait(timeout=20) == 130
    finally:
        suivi.kill()
        suivi.wait()


def _attendre(sortie, mots):
    limite = time.monotonic() + 20
    while time.monotonic() < limite:
        if mots in sortie.read_text(encoding="utf-8"):
            return True
        time.sleep(0.1)
    return False
