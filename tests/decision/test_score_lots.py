"""Many files in one call of `clea score`: what comes out, and what is said of each, decided by hand."""

import pytest

from clea_cli import equipe
from clea_cli.decision import colonnes, lot
from clea_cli.decision.lot import Lecture, lire_lot
from clea_cli.diagnostics import Outcome
from tests.promesses.test_cases import CAS, CRITERES, lancer_octets

JOUET = CAS / "grille" / "jouet.yaml"
LIBELLES = (
    "Lire un mot",
    "Lire une phrase",
    '"Lire ; un prix"',
    "Compter jusqu'à dix",
    "Rendre la monnaie",
)


def grille(reponses="A A A A A", nom="C-1", commentaires=";;;;", haut="", fin="\n"):
    """A grille in the long form; `reponses` and `commentaires` in the order of the critères."""
    mots, notes = reponses.split(" "), commentaires.split(";")
    lignes = [*haut.splitlines(), f"candidat;{nom}", "", "critere;libelle;resultat;commentaire"]
    lignes += [";".join(morceaux) for morceaux in zip(CRITERES, LIBELLES, mots, notes, strict=True)]
    return "".join(ligne + fin for ligne in lignes)


def ecrire(dossier, textes):
    """Write the files of a batch, and give their names."""
    for rang, texte in enumerate(textes):
        (dossier / f"g{rang}.csv").write_bytes(
            texte if isinstance(texte, bytes) else texte.encode()
        )
    return [f"g{rang}.csv" for rang in range(len(textes))]


def clea(dossier, textes, *options):
    return lancer_octets(dossier, "score", *ecrire(dossier, textes), "-r", str(JOUET), *options)


TROIS = [grille(nom=f"C-{rang}") for rang in range(3)]


def test_le_csv_d_un_lot_est_celui_decide_a_la_main(tmp_path):
    textes = [
        grille("acquis acquis acquis acquis acquis", "C-1"),
        grille("A NA NA A A", "C-2", "à revoir;;;;"),
        grille("oui oui NE x NA", "C-3"),
        grille("1 1 NE 1 0", "C-4"),
        grille("oui NON Ne ne A", "Zoé D.", ";;a hésité, puis réussi;;"),
    ]
    statut, sortie, erreurs = clea(tmp_path, textes, "--format", "csv")
    assert sortie.decode("utf-8-sig").split("\r\n") == [
        "candidat;verdict;obtenus;total;d1;d2",
        "C-1;certifiable;5;5;maitrise;maitrise",
        "C-2;non_certifiable;3;5;non_maitrise;maitrise",
        "C-3;certifiable;3;5;maitrise;maitrise",
        "C-4;certifiable;3;5;maitrise;maitrise",
        "Zoé D.;indetermine;2;5;indetermine;maitrise",
        "",
    ]
    lu = "5 critères, séparateur « ; », encodage UTF-8"
    assert erreurs.decode() == "".join(f"Lu g{rang}.csv : {lu}\n" for rang in range(5))
    assert statut == 0


def test_les_fautes_du_lot_sont_dites_et_les_autres_verdicts_sortent(tmp_path):
    textes = [*TROIS, grille("A A A A peut-être", "C-5"), grille(nom="C-1")]
    statut, sortie, erreurs = clea(tmp_path, textes, "--format", "csv")
    assert (statut, sortie.count(b"\r\n")) == (3, 5)
    assert b"g3.csv:8:3: erreur F203" in erreurs
    assert b"g4.csv: avertissement F305" in erreurs


def test_un_verdict_qui_n_est_pas_certifiable_peut_faire_un_statut_5(tmp_path):
    options = ("--format", "csv", "--echec-si-non-certifiable")
    assert clea(tmp_path, TROIS, *options)[0] == 0
    assert clea(tmp_path, [*TROIS, grille("A NA NA A A", "C-9")], *options)[0] == 5


def test_aucun_verdict_n_ecrit_aucun_fichier(tmp_path):
    statut, sortie, erreurs = clea(
        tmp_path, ["", "", ""], "--format", "csv", "--sortie", "verdicts.csv"
    )
    assert (statut, sortie) == (1, b"")
    assert "verdicts.csv : pas écrit, il n'y a aucun verdict." in erreurs.decode()


def test_un_nom_de_fichier_qui_serait_une_formule_est_rendu_inoffensif(tmp_path):
    sans_nom = grille().replace("candidat;C-1\n", "")
    for nom in ("-1.csv", "@b.csv", "c;d.csv", 'e".csv'):
        (tmp_path / nom).write_text(sans_nom, encoding="utf-8")
    noms = ["./-1.csv", "@b.csv", "c;d.csv", 'e".csv']
    sortie = lancer_octets(tmp_path, "score", *noms, "-r", str(JOUET), "--format", "csv")[1]
    assert [ligne.split(b";certifiable")[0] for ligne in sortie.split(b"\r\n")[1:-1]] == [
        *(b"'-1", b"'@b", b'"c;d"', b'"e"""')
    ]


def test_une_regle_que_les_colonnes_ne_comptent_pas_donne_le_meme_csv(tmp_path, monkeypatch):
    textes = [*TROIS, grille("A NA NA A A", "C-9")]
    options = ("--format", "csv", "--echec-si-non-certifiable")
    attendu = clea(tmp_path, textes, *options)
    monkeypatch.setattr(colonnes, "_OCTET_MAX", 4)  # of five points
    assert clea(tmp_path, textes, *options) == attendu


def test_un_avertissement_se_dit_de_chaque_fichier(tmp_path):
    textes = [grille(nom=f"C-{rang}", haut="version;0\n") for rang in range(4)]
    assert clea(tmp_path, textes, "--format", "csv")[2].count(b"F306") == 4


# Shared with another process


@pytest.fixture
def confies(monkeypatch):
    """Another process is asked for from five files on, two at a time; how many were, each time."""
    monkeypatch.setattr(lot, "_A_DEUX", 5)
    monkeypatch.setattr(lot, "_PAR_PAQUET", 2)
    monkeypatch.setattr(equipe, "processeurs", lambda: 2)
    demandes, ensemble = [], equipe.ensemble

    def noter(faire, partage, taches, autres):
        demandes.append(autres)
        return ensemble(faire, partage, taches, autres)

    monkeypatch.setattr(equipe, "ensemble", noter)
    return demandes


DIVERS = [
    *TROIS,
    grille("A A A A peut-être", "C-5"),
    grille(nom="C-1"),
    "",
    grille("A NA NE A A", haut="version;0\n"),
]


def chemins(dossier, textes):
    return [str(dossier / nom) for nom in ecrire(dossier, textes)]


def test_de_nombreux_fichiers_lus_a_deux_disent_dans_l_ordre_ce_qu_un_seul_dit(
    tmp_path, monkeypatch, confies
):
    sources = [*chemins(tmp_path, DIVERS), str(tmp_path / "absent.csv")]
    a_deux = lire_lot(sources, Lecture(str(JOUET)))
    assert confies == [1]
    assert [fichier.source for fichier in a_deux.fichiers] == sources
    assert [faute.code for faute in a_deux.diagnostics] == [
        "F203",
        "F101",
        "F306",
        "S101",
        "F305",
        "F305",
    ]
    monkeypatch.setattr(lot, "_A_DEUX", 99)
    assert lire_lot(sources, Lecture(str(JOUET))) == a_deux
    assert confies == [1]


def test_peu_de_fichiers_ou_un_seul_processeur_ne_demandent_aucun_autre_processus(
    tmp_path, monkeypatch, confies
):
    sources = chemins(tmp_path, DIVERS)
    lire_lot(sources[:4], Lecture(str(JOUET)))
    assert confies == []
    monkeypatch.setattr(equipe, "processeurs", lambda: 1)
    lire_lot(sources, Lecture(str(JOUET)))
    assert confies == [0]


@pytest.mark.parametrize("source", ["-", "/dev/null", "/proc/self/fd/0"])
def test_ce_que_ce_processus_seul_peut_lire_n_est_confie_a_aucun_autre(
    tmp_path, monkeypatch, confies, source
):
    monkeypatch.setattr(lot, "lire_brute", lambda *_: Outcome(None))
    lire_lot([*chemins(tmp_path, DIVERS), source], Lecture(str(JOUET)))
    assert confies == []
