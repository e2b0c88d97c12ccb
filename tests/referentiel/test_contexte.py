"""Contextes: what they add is shown, and nothing official is within their reach."""

import json
import shutil
from pathlib import Path

import pytest
import yaml

from clea_cli.decision.charger import charger
from clea_cli.referentiel.contexte import Contexte, Surcouche
from clea_cli.referentiel.contexte_modele import ContexteModele, SurcoucheModele
from clea_cli.referentiel.verifier_contexte import fautes
from clea_cli.sources import classeur
from tests.outils.constats import texte, verifier_dites
from tests.outils.jouets import SIMPLE, referentiel
from tests.promesses.test_cases import CAS, ecrites, lancer

RACINE = Path(__file__).parent.parent.parent
EXEMPLE = "examples/contexte-proprete.yaml"
PETIT = (CAS / "referentiel" / "ok-contexte.yaml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def proprete():
    return charger(str(RACINE / EXEMPLE)).value


def test_l_exemple_est_correct_et_n_y_touche_pas():
    statut, sortie, erreurs = lancer(RACINE, "referentiel", "verifier", EXEMPLE)
    empreinte = charger("clea").value.empreinte[:12]
    attendu = f"correct, étend clea 2020.1 sans y toucher (sha256:{empreinte}…) : 5 lignes contextualisées."
    assert (statut, sortie, erreurs) == (0, f"{EXEMPLE} : {attendu}\n", "")


def test_vu_a_travers_un_contexte_le_referentiel_est_le_meme(proprete):
    assert proprete.contexte.id == "clea-proprete"
    assert proprete._replace(contexte=None) == charger("clea").value


def test_aucune_cle_d_un_contexte_ne_nomme_ce_qui_decide():
    assert set(SurcoucheModele.model_fields) == {
        "libelle",
        "libelle_local",
        "situations",
        "ressources",
    }
    assert not {"regles", "echelle", "domaines", "points"} & set(ContexteModele.model_fields)


@pytest.mark.parametrize(
    "grille", ["candidat-certifiable", "indetermine", "lectures-differentes", "un-domaine-manque"]
)
def test_le_json_d_un_verdict_est_le_meme_avec_et_sans_contexte(grille):
    sans = lancer(RACINE, "score", f"examples/{grille}.csv", "--format", "json")
    avec = lancer(RACINE, "score", f"examples/{grille}.csv", "--format", "json", "-r", EXEMPLE)
    assert avec == sans


def test_afficher_montre_les_mots_du_metier_sous_le_libelle_officiel():
    sortie = lancer(RACINE, "referentiel", "afficher", EXEMPLE).sortie
    officiel, local = (
        "Porter attention aux propos tenus",
        "chez nous : Écouter les consignes du chef d'équipe",
    )
    assert sortie.index(officiel) < sortie.index(local) < sortie.index("Savoir poser une question")
    assert "CléA dans les métiers de la propreté (clea-proprete, version 1)" in sortie
    sans = lancer(RACINE, "referentiel", "afficher", "clea").sortie.splitlines()
    assert not set(sans) - set(sortie.splitlines()), "nothing of the official page is lost"


def test_la_base_se_trouve_depuis_le_dossier_du_contexte(tmp_path):
    (tmp_path / "la").mkdir()
    (tmp_path / "base.yaml").write_bytes((CAS / "referentiel" / "ok-complet.yaml").read_bytes())
    (tmp_path / "la" / "c.yaml").write_text(
        PETIT.replace("ok-complet.yaml", "../base.yaml"), encoding="utf-8"
    )
    assert (
        lancer(tmp_path, "referentiel", "verifier", "la/c.yaml", "--date", "2026-11-28").statut == 0
    )


def test_la_base_peut_etre_un_fichier_json(tmp_path):
    base = yaml.safe_load((CAS / "referentiel" / "ok-complet.yaml").read_bytes())
    (tmp_path / "base.json").write_text(json.dumps(base, default=str), encoding="utf-8")
    (tmp_path / "c.yaml").write_text(
        PETIT.replace("ok-complet.yaml", "base.json"), encoding="utf-8"
    )
    assert lancer(tmp_path, "referentiel", "verifier", "c.yaml", "--date", "2026-11-28").statut == 0


def test_le_libelle_officiel_et_le_code_le_plus_proche_sont_cites():
    def dit(nom):
        [faute] = ecrites(lancer(CAS / "referentiel", "referentiel", "verifier", nom).erreurs)
        return faute.aide

    assert "« Lire un mot »" in dit("R323-contexte-libelle-change.yaml")
    assert "« 1.1.2 »" in dit("R322-contexte-code-inconnu.yaml")
    assert "« clea »" in dit("R320-contexte-base-inconnue.yaml")


UN_MOT = Surcouche("", "chez nous", (), ())
MUETTE = Surcouche("", "", (), ())
AILLEURS = {"9.9.9": UN_MOT, "1.1.2": MUETTE}


@pytest.mark.parametrize(
    ("version", "lignes", "perdus", "attendues"),
    [
        (
            "1",
            {"1": UN_MOT, "1.1": UN_MOT, "2.1.3": UN_MOT._replace(libelle="critère 2.1.3")},
            [],
            [],
        ),
        (
            "1",
            {
                "1": MUETTE._replace(situations=("ici",)),
                "1.1": MUETTE._replace(ressources=("cela",)),
            },
            [],
            [],
        ),
        (
            "2",
            {"1": UN_MOT},
            [],
            [
                (
                    "R321 version_etendue",
                    "« jouet » est à la version « 1 », ce contexte a été écrit pour la version « 2 »",
                )
            ],
        ),
        ("2", {"1": UN_MOT}, ["version_etendue"], []),
        (
            "1",
            AILLEURS,
            [],
            [
                (
                    "R322 lignes/9.9.9*",
                    "« jouet » n'a pas de ligne « 9.9.9 » (codes du référentiel : 1, 1.1, 1.1.1",
                ),
                ("R322 lignes/1.1.2*", "« 1.1.2 » (vouliez-vous dire"),
                ("R324 lignes/1.1.2*", "rien n'est dit de 1.1.2"),
            ],
        ),
        ("1", {"1.1": MUETTE, "2.1": MUETTE}, ["lignes/1.1/situations"], ["R324 lignes/2.1*"]),
        (
            "1",
            {code: UN_MOT._replace(libelle="autre") for code in ("1", "1.2", "1.2.2")},
            [],
            [
                (
                    "R323 lignes/1/libelle",
                    "ce libellé n'est pas le libellé officiel de 1 (recopiez-le",
                ),
                ("R323 lignes/1.2/libelle", "« sous-domaine 1.2 »"),
                ("R323 lignes/1.2.2/libelle", "« critère 1.2.2 »"),
            ],
        ),
        ("1", {"1.1": UN_MOT._replace(libelle="autre")}, ["lignes/1.1/libelle"], []),
        (
            "1",
            {"1.1": UN_MOT._replace(libelle="autre")},
            ["lignes/1.1/situations"],
            ["R323 lignes/1.1/libelle"],
        ),
    ],
)
def test_une_faute_du_contexte_est_dite_a_sa_place(version, lignes, perdus, attendues):
    contexte = Contexte("chez-nous", "1", "Chez nous", "jouet", version, lignes)
    verifier_dites(fautes(contexte, referentiel(SIMPLE), texte(perdus)), attendues)


# What a contexte says is exported, and shown in blank grilles when asked

CONTEXTE = """\
schema: clea/contexte/1
id: ici
version: "1"
libelle: Ici
etend: jouet.yaml
version_etendue: "1"
lignes:
  "1.1.1": {libelle_local: Lire <une> étiquette, situations: [au dépôt, à quai], ressources: [bon]}
  "1": {situations: [partout]}
"""
DIT = "chez nous : Lire <une> étiquette ; situations : au dépôt ; à quai ; ressources : bon"


@pytest.fixture
def ici(tmp_path):
    shutil.copy(CAS / "grille" / "jouet.yaml", tmp_path)
    (tmp_path / "ici.yaml").write_text(CONTEXTE, encoding="utf-8")
    return tmp_path


def exporte(dossier, format_):
    execution = lancer(dossier, "referentiel", "exporter", "ici.yaml", "--format", format_)
    assert execution.statut == 0
    return execution.sortie.replace("\u00a0", " ")


def test_l_export_json_d_un_contexte_est_un_contexte(ici):
    (ici / "ici.json").write_text(exporte(ici, "json"), encoding="utf-8")
    assert lancer(ici, "referentiel", "verifier", "ici.json").statut == 0
    avant, apres = (charger(str(ici / nom)).value.contexte for nom in ("ici.yaml", "ici.json"))
    copies = {code: ligne._replace(libelle="") for code, ligne in apres.lignes.items()}
    assert (copies, {**apres._asdict(), "lignes": 0}) == (
        avant.lignes,
        {**avant._asdict(), "lignes": 0},
    )


def test_l_export_csv_d_un_contexte_a_toutes_les_lignes_de_sa_base(ici):
    rangees = [ligne.split(";") for ligne in exporte(ici, "csv").splitlines()]
    titres = rangees.index(["code", "libelle", "libelle_local", "situations", "ressources"])
    lignes = {rangee[0]: rangee for rangee in rangees[titres + 1 :]}
    assert list(lignes) == [
        "1",
        "1.1",
        "1.1.1",
        "1.1.2",
        "1.2",
        "1.2.1",
        "2",
        "2.1",
        "2.1.1",
        "2.2",
        "2.2.1",
    ]
    assert lignes["1.1.2"] == ["1.1.2", "Lire une phrase", "", "", ""]
    assert lignes["1"][3] == "partout"


@pytest.mark.parametrize(
    ("format_", "attendu"),
    [
        ("markdown", r"Lire \<une\> étiquette"),
        ("html", "Lire &lt;une&gt; étiquette"),
        ("case", "Lire <une> étiquette"),
    ],
)
def test_les_pages_montrent_les_mots_du_contexte_tels_quels(ici, format_, attendu):
    page = exporte(ici, format_)
    assert attendu in page
    assert "Ici (ici, version 1)" in page


@pytest.mark.parametrize("format_", ["csv", "xlsx", "html"])
def test_une_grille_vide_ne_montre_les_mots_du_contexte_que_si_on_le_demande(ici, format_):
    for options, attendu in (((), False), (("--contexte",), True)):
        nom = f"g{len(options)}.{format_}"
        commande = ("grille", "nouvelle", "-r", "ici.yaml", "-f", format_, "-o", nom)
        assert lancer(ici, *commande, *options).statut == 0
        ecrit = (ici / nom).read_bytes()
        if format_ == "xlsx":
            feuilles = classeur.lire(ecrit, nom).value
            texte = "\n".join(
                " | ".join(ligne.valeurs) for feuille in feuilles for ligne in feuille.lignes
            )
        else:
            texte = ecrit.decode("utf-8-sig").replace("\\u003c", "<").replace("\\u003e", ">")
        assert (DIT in texte) is attendu


@pytest.mark.parametrize("format_", ["csv", "xlsx"])
def test_une_grille_qui_montre_le_contexte_se_lit_sans_lui(ici, format_):
    nom = f"g.{format_}"
    assert (
        lancer(
            ici, "grille", "nouvelle", "-r", "ici.yaml", "-f", format_, "-o", nom, "--contexte"
        ).statut
        == 0
    )
    lue = lancer(ici, "score", nom, "-r", "jouet.yaml")
    assert (lue.statut, "avertissement" in lue.erreurs, "colonne" in lue.erreurs) == (
        0,
        False,
        False,
    )


def test_sans_contexte_il_n_y_a_rien_a_montrer(ici):
    assert lancer(ici, "grille", "nouvelle", "-r", "jouet.yaml", "--contexte").statut == 2
