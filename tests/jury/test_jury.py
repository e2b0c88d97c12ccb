"""A session of the jury, from its folder to the certifier's file: nothing lost, nothing torn, nobody named."""

import csv
import hashlib
import json
import os
import re
import shutil
from copy import deepcopy
from io import StringIO
from itertools import count
from multiprocessing import parent_process
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clea_cli.decision.charger import charger
from clea_cli.decision.decision import bareme, decide
from clea_cli.decision.marge import marge
from clea_cli.documents import formats
from clea_cli.grille.grille import Grille
from clea_cli.jury import exporter as jury_exporter
from clea_cli.jury import pages
from clea_cli.jury.codes import code
from clea_cli.jury.rendus import certificateur_csv
from clea_cli.jury.session import Choix
from clea_cli.jury.vues_certifie import COLONNES
from clea_cli.sorties import tableur_xlsx
from clea_cli.sources.temps import lire_sequence
from clea_cli.sources.yaml_source import lire as lire_yaml
from tests.outils import jouets, sessions
from tests.outils.pannes import PLEIN, TUE, Mort, Panne
from tests.promesses.test_cases import CAS, SESSION, ecrire_session, lancer

RACINE = Path(__file__).parent.parent.parent
EXEMPLE = RACINE / "examples" / "jury"
ATTENDUS = {  # the six wrong ones, and why
    "C-0007": ["F203"],
    "C-0013": ["J202"],
    "C-0019": ["J205"],
    "C-0024": ["S101"],
    "C-0031": ["J203"],
    "C-0038": ["F302"],
}


def fichiers(dossier):
    """The files of a folder, by name, but for the lock."""
    return {
        f.relative_to(dossier).as_posix(): f.read_bytes()
        for f in sorted(dossier.rglob("*"))
        if f.is_file() and f.name != ".verrou"
    }


def manifeste(dossier):
    return json.loads((dossier / "manifest.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def exemple(tmp_path_factory):
    """The example, prepared once."""
    ici = tmp_path_factory.mktemp("exemple")
    shutil.copytree(EXEMPLE, ici / "jury")
    return ici, lancer(ici, "jury", "preparer", "jury/session.yaml", "-o", "s")


@pytest.fixture
def toy(tmp_path, monkeypatch):
    """A folder with the session of the cases; documents are their Markdown, which is made in no time."""
    shutil.copy(CAS / "grille" / "jouet.yaml", tmp_path)
    ecrire_session(tmp_path)
    monkeypatch.setattr(
        formats, "rendre", lambda format_, modeles, markdown, document: markdown.encode()
    )
    return tmp_path


def preparer(dossier, *options, sortie="s"):
    return lancer(dossier, "jury", "preparer", "session.yaml", "-o", sortie, *options)


# The example


def test_l_exemple_est_celui_que_fait_le_script(tmp_path):
    sessions.ecrire(tmp_path)
    assert fichiers(tmp_path) == fichiers(EXEMPLE)


def test_sur_quarante_dossiers_trente_quatre_sont_prets_et_six_sont_nommes(exemple):
    ici, execution = exemple
    lu = manifeste(ici / "s")
    assert execution.statut == 3
    assert len(lu["dossiers"]) == 34
    assert {refus["reference"]: refus["codes"] for refus in lu["refuses"]} == ATTENDUS
    assert all(reference in execution.sortie for reference in ATTENDUS)
    pages = {
        f"dossiers/{d['reference']}-dossier.{suffixe}"
        for d in lu["dossiers"]
        for suffixe in ("html", "pdf")
    }
    communs = {"liste.pdf", "ordre-du-jour.pdf", "emargement.pdf", "session.xlsx"}
    assert set(fichiers(ici / "s")) == {*pages, *communs, "manifest.json"}


def test_une_seconde_fois_tout_est_inchange(exemple):
    ici, _ = exemple
    avant = fichiers(ici / "s")
    dates = {f: f.stat().st_mtime_ns for f in (ici / "s").rglob("*.pdf")}
    execution = lancer(ici, "jury", "preparer", "jury/session.yaml", "-o", "s")
    assert "s : inchangé (72 fichiers)." in execution.sortie
    assert fichiers(ici / "s") == avant
    assert {f: f.stat().st_mtime_ns for f in (ici / "s").rglob("*.pdf")} == dates


def test_deux_processus_font_les_memes_octets(exemple):
    ici, _ = exemple
    execution = lancer(
        ici, "jury", "preparer", "jury/session.yaml", "-o", "s2", "--travailleurs", "2"
    )
    assert execution.statut == 3
    assert fichiers(ici / "s2") == fichiers(ici / "s")


FAIRE = {"dossier": pages.dossier, "_listes": pages._listes}


def mourir_d_un_dossier(contexte, tache):
    """Die of one page, and only where a helper can."""
    if parent_process() and tache[1].reference == "P-1":
        os._exit(3)
    return FAIRE["dossier"](contexte, tache)


def mourir_d_une_liste(partage, partie):
    if parent_process() and partie.rang == 2:
        os._exit(3)
    return FAIRE["_listes"](partage, partie)


@pytest.mark.parametrize(
    ("quoi", "mourir", "perdus"),
    [
        ("dossier", mourir_d_un_dossier, ["dossiers/P-1-dossier.html"]),
        ("_listes", mourir_d_une_liste, ["ordre-du-jour-2.pdf", "liste-2.pdf"]),
    ],
)
def test_ce_qui_tue_deux_processus_est_nomme_le_reste_est_ecrit_et_la_suite_finit(
    tmp_path, quoi, mourir, perdus
):
    shutil.copy(CAS / "grille" / "jouet.yaml", tmp_path)
    ecrire_session(tmp_path)
    commande = ("jury", "preparer", "session.yaml", "-o", "s", "--travailleurs", "2")
    with pytest.MonkeyPatch.context() as ici:
        ici.setattr(pages, "_PAR_PARTIE", 1)
        ici.setattr(pages, quoi, mourir)
        execution = lancer(tmp_path, *commande)
        assert (execution.statut, execution.erreurs.count("S110")) == (4, len(perdus))
        assert all(str(Path("s") / perdu) in execution.erreurs for perdu in perdus)
        assert not (tmp_path / "s" / "manifest.json").exists()
        ecrits = fichiers(tmp_path / "s")
        assert {"dossiers/P-2-dossier.html", "dossiers/P-2-dossier.pdf"} <= {*ecrits}
        assert not {*perdus} & {*ecrits}
        ici.setattr(pages, quoi, FAIRE[quoi])
        assert lancer(tmp_path, *commande).statut == 0
        assert lancer(tmp_path, *commande[:3], "-o", "s2").statut == 0
    assert (
        fichiers(tmp_path / "s2").items()
        >= {n: c for n, c in fichiers(tmp_path / "s").items() if "journal" not in n}.items()
    )


def test_aucun_fichier_prepare_ne_nomme_un_candidat(exemple):
    ici, execution = exemple
    noms = {
        ligne.split(";")[2]
        for ligne in (EXEMPLE / "identites.csv").read_text(encoding="utf-8-sig").splitlines()
    }
    ecrits = b"".join(
        c for nom, c in fichiers(ici / "s").items() if nom.endswith((".html", ".json"))
    )
    jures = {"Fougère", "Roseau", "Bouleau"}
    for nom in noms - jures - {"nom de naissance"}:
        assert nom.encode() not in ecrits
        assert nom not in execution.sortie + execution.erreurs


def test_les_exceptions_viennent_d_abord_et_disent_pourquoi(exemple):
    ici, _ = exemple
    raisons = {d["reference"]: d["raisons"] for d in manifeste(ici / "s")["dossiers"]}
    assert raisons["C-0025"] == ["indéterminé : 11 critères à évaluer"]
    assert raisons["C-0001"] == []  # only a reading that ended in 2017 would turn its verdict
    assert raisons["C-0011"] == ["non certifiable selon « sous-domaines-2018 », encore en vigueur"]
    assert raisons["C-0003"][0] == "à un critère d'un autre verdict (domaine 6)"


def test_controler_dit_que_le_dossier_est_conforme_puis_ce_qui_a_change(exemple, tmp_path):
    ici, _ = exemple
    shutil.copytree(ici / "s", tmp_path / "s")
    assert "conforme à son manifeste" in lancer(tmp_path, "controler", "s").sortie
    (tmp_path / "s" / "liste.pdf").write_bytes(b"autre chose")
    (tmp_path / "s" / "session.xlsx").unlink()
    change = lancer(tmp_path, "controler", "s")
    assert change.statut == 1
    assert re.findall(r"J\d+", change.erreurs) == ["J313", "J314"]


# What is written, what is not


def test_simuler_n_ecrit_rien(toy):
    avant = fichiers(toy)
    execution = preparer(toy, "--simuler")
    assert "Rien n'est écrit (--simuler) : 2 dossiers à faire dans s." in execution.sortie
    assert fichiers(toy) == avant


def test_seul_le_dossier_qui_change_est_refait(toy):
    preparer(toy)
    texte = (toy / "session.yaml").read_text(encoding="utf-8").replace("heures: 20", "heures: 21")
    (toy / "session.yaml").write_text(texte, encoding="utf-8")
    execution = preparer(toy)
    assert "s : 1 dossier fait, 2 fichiers écrits, 6 inchangés." in execution.sortie
    assert b"21 h" in (toy / "s" / "dossiers" / "P-1-dossier.html").read_bytes()


def test_tout_refaire_refait_tout_et_donne_les_memes_octets(toy):
    preparer(toy)
    avant = fichiers(toy / "s")
    assert "s : inchangé (8 fichiers)." in preparer(toy, "--tout-refaire").sortie
    assert fichiers(toy / "s") == avant


def test_les_pages_d_un_dossier_qui_n_est_plus_pret_s_en_vont(toy):
    preparer(toy)
    texte = (toy / "session.yaml").read_text(encoding="utf-8").replace("[F-1]", "[E-2]")
    (toy / "session.yaml").write_text(texte, encoding="utf-8")
    execution = preparer(toy)
    assert execution.statut == 3
    assert "2 retirés" in execution.sortie
    assert not (toy / "s" / "dossiers" / "P-1-dossier.pdf").exists()


def test_le_fichier_d_un_autre_n_est_jamais_remplace_sans_forcer(toy):
    (toy / "s" / "dossiers").mkdir(parents=True)
    (toy / "s" / "dossiers" / "P-1-dossier.pdf").write_bytes(b"a moi")
    execution = preparer(toy)
    assert (execution.statut, re.findall(r"erreur (\w+)", execution.erreurs)) == (4, ["S201"])
    assert (toy / "s" / "dossiers" / "P-1-dossier.pdf").read_bytes() == b"a moi"
    assert preparer(toy, "--forcer").statut == 0


def test_une_page_annotee_a_la_main_n_est_pas_perdue(toy):
    preparer(toy)
    (toy / "s" / "dossiers" / "P-1-dossier.html").write_bytes(b"annotee")
    execution = preparer(toy)
    assert execution.statut == 4
    assert (toy / "s" / "dossiers" / "P-1-dossier.html").read_bytes() == b"annotee"


def test_un_dossier_retire_mais_annote_reste(toy):
    preparer(toy)
    (toy / "s" / "dossiers" / "P-1-dossier.html").write_bytes(b"annotee")
    texte = (toy / "session.yaml").read_text(encoding="utf-8").replace("[F-1]", "[E-2]")
    (toy / "session.yaml").write_text(texte, encoding="utf-8")
    preparer(toy)
    assert (toy / "s" / "dossiers" / "P-1-dossier.html").read_bytes() == b"annotee"


@pytest.mark.parametrize(
    "nom", ["../dehors.txt", "/dehors.txt", "dossiers/../../dehors.txt", "C:\\dehors.txt"]
)
def test_un_manifeste_ou_un_journal_forge_n_atteint_rien_hors_du_dossier(toy, nom):
    preparer(toy)
    (toy / "dehors.txt").write_bytes(b"a garder")
    empreinte = hashlib.sha256(b"a garder").hexdigest()
    note = {"reference": "P-9", "cle": "x", "fichiers": {nom: empreinte}, "faite": True}
    (toy / "s" / ".journal").write_text(json.dumps(note), encoding="utf-8")
    assert preparer(toy).statut == 0
    forge = manifeste(toy / "s")
    forge["fichiers"][nom] = empreinte
    (toy / "s" / "manifest.json").write_text(json.dumps(forge), encoding="utf-8")
    assert re.findall(r"J\d+", preparer(toy).erreurs) == ["J301"]
    assert (toy / "dehors.txt").read_bytes() == b"a garder"


# Cut anywhere


def couper(toy, rang, genre):
    """Prepare with a failure at the n-th operation; whether it was reached, and the exit status."""
    with pytest.MonkeyPatch.context() as ici:
        panne = Panne(rang, genre, toy)
        panne.poser(ici)
        try:
            statut = preparer(toy).statut
        except Mort:
            statut = None
    return panne.atteinte, statut


def version(toy, heures, jour):
    """The session as it is written at some time, prepared whole elsewhere: what its folder must hold."""
    texte = SESSION.replace("heures: 20", f"heures: {heures}").replace(
        "date: 2026-11-28", f"date: {jour}"
    )
    (toy / "session.yaml").write_text(texte, encoding="utf-8")
    shutil.rmtree(toy / "ailleurs", ignore_errors=True)
    preparer(toy, sortie="ailleurs")
    return texte, fichiers(toy / "ailleurs")


@pytest.mark.parametrize("genre", [PLEIN, TUE])
@pytest.mark.parametrize("deja", [False, True], ids=["neuf", "deja-prepare"])
@pytest.mark.parametrize("change", [False, True], ids=["pareil", "change-entre-temps"])
def test_coupee_a_n_importe_quelle_operation_la_preparation_se_reprend(toy, deja, genre, change):
    _, vieux = version(toy, 20, "2026-11-28")
    shutil.copytree(toy / "ailleurs", toy / "vieux")
    suivante, apres = version(toy, 22, "2026-11-30")
    texte, neuf = version(toy, 21, "2026-11-29")
    for rang in count(1):
        shutil.rmtree(toy / "s", ignore_errors=True)
        if deja:
            shutil.copytree(toy / "vieux", toy / "s")
        (toy / "session.yaml").write_text(texte, encoding="utf-8")
        atteinte, statut = couper(toy, rang, genre)
        if not atteinte:
            break
        for nom, contenu in fichiers(toy / "s").items() if (toy / "s").exists() else ():
            if not Path(nom).name.startswith("."):
                assert contenu in (vieux.get(nom) if deja else None, neuf.get(nom)), (rang, nom)
        assert statut in (None, 0, 4)
        (toy / "session.yaml").write_text(suivante if change else texte, encoding="utf-8")
        assert preparer(toy).statut == 0, rang
        assert fichiers(toy / "s") == (apres if change else neuf), rang
    assert rang > 20


# Decisions


@pytest.fixture
def decidee(toy):
    """The toy session, prepared, its sheet written."""
    preparer(toy)
    lancer(toy, "jury", "decisions", "s")
    return toy


def remplir(dossier, **cellules):
    """Fill the sheet: by reference (P_1 for P-1), decision and reason."""
    feuille = dossier / "s" / "decisions.csv"
    lignes = list(
        csv.reader(StringIO(feuille.read_text(encoding="utf-8-sig"), newline=""), delimiter=";")
    )
    for ligne in lignes[1:]:
        ligne[2:4] = cellules.get(ligne[0].replace("-", "_"), ligne[2:4])
    texte = StringIO(newline="")
    csv.writer(texte, delimiter=";").writerows(lignes)
    feuille.write_text(texte.getvalue(), encoding="utf-8-sig", newline="")


def clore(dossier):
    return lancer(dossier, "jury", "proces-verbal", "s", "--date", "2026-11-28")


def test_la_feuille_propose_et_ne_decide_rien(decidee):
    lignes = (decidee / "s" / "decisions.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lignes == [
        "dossier;proposition;decision;motif;votes employeurs;votes salariés;code",
        f"P-1;certifié;;;;;{code('P-1', 'certifié')}",
        f"P-2;certifié;;;;;{code('P-2', 'certifié')}",
    ]


@pytest.mark.parametrize("format_", ["csv", "xlsx"])
def test_la_feuille_se_relit_sans_un_mot(toy, format_):
    preparer(toy)
    lancer(toy, "jury", "decisions", "s", "--format", format_)
    relue = lancer(toy, "jury", "decisions", "s")
    assert (relue.statut, relue.erreurs) == (0, "")
    assert relue.sortie == f"s/decisions.{format_} : lue ; sans décision : 2.\n"


def test_une_decision_ecrite_survit_a_tout_ce_qui_est_relance(decidee):
    remplir(decidee, P_1=("ajourné", "grille contestée"))
    texte = (decidee / "session.yaml").read_text(encoding="utf-8")
    troisieme = texte[texte.index("  - reference: P-2") :].replace("P-2", "P-3").replace("p2", "p3")
    (decidee / "p3.csv").write_text((decidee / "p2.csv").read_text().replace("P-2", "P-3"))
    (decidee / "session.yaml").write_text(texte + troisieme, encoding="utf-8")
    for commande in (
        ["preparer", "session.yaml", "-o", "s"],
        ["decisions", "s"],
        ["decisions", "s"],
    ):
        assert lancer(decidee, "jury", *commande).statut == 0
    lignes = (decidee / "s" / "decisions.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [ligne[: -len(";ABCDE")] for ligne in lignes[1:]] == [
        "P-1;certifié;ajourné;grille contestée;;",
        "P-2;certifié;;;;",
        "P-3;certifié;;;;",
    ]


def test_une_colonne_ajoutee_par_le_jury_est_gardee(decidee):
    feuille = decidee / "s" / "decisions.csv"
    lignes = feuille.read_text(encoding="utf-8-sig").splitlines()
    ecrites = [
        f"{ligne};{suite}"
        for ligne, suite in zip(lignes, ("remarque", "à revoir", ""), strict=True)
    ]
    feuille.write_text("\n".join(ecrites).replace("P-2;certifié", "P-2;autre"), encoding="utf-8")
    assert re.findall(r"J\d+", lancer(decidee, "jury", "decisions", "s").erreurs) == ["J601"]
    assert feuille.read_text(encoding="utf-8") == "\n".join(ecrites)


def test_une_decision_dont_le_dossier_n_est_plus_pret_arrete_tout(decidee):
    remplir(decidee, P_1=("certifié", ""))
    texte = (decidee / "session.yaml").read_text(encoding="utf-8").replace("[F-1]", "[E-2]")
    (decidee / "session.yaml").write_text(texte, encoding="utf-8")
    preparer(decidee)
    avant = fichiers(decidee / "s")
    execution = lancer(decidee, "jury", "decisions", "s")
    assert (execution.statut, re.findall(r"J\d+", execution.erreurs)) == (1, ["J306"])
    assert fichiers(decidee / "s") == avant


def test_le_proces_verbal_clot_la_session_pour_de_bon(decidee):
    remplir(decidee, P_1=("certifié", ""), P_2=("ajourné", "absent à l'oral"))
    assert clore(decidee).statut == 0
    texte = (decidee / "s" / "proces-verbal.docx").read_text(encoding="utf-8")
    assert "Les deux collèges sont représentés" in texte
    assert "P-2 : absent à l'oral" in texte
    apres = fichiers(decidee / "s")
    for commande in (
        ["preparer", "session.yaml", "-o", "s"],
        ["proces-verbal", "s"],
        ["decisions", "s"],
    ):
        lancer(decidee, "jury", *commande)
        assert fichiers(decidee / "s") == apres
    assert "close" in lancer(decidee, "controler", "s").sortie


def test_chaque_session_nomme_la_precedente_et_un_changement_se_voit(decidee):
    remplir(decidee, P_1=("certifié", ""), P_2=("certifié", ""))
    clore(decidee)
    texte = SESSION.replace("id: S-1", "id: S-2\nprecedente: s/manifest.json")
    (decidee / "session.yaml").write_text(texte, encoding="utf-8")
    assert preparer(decidee, sortie="t").statut == 0
    assert lancer(decidee, "controler", "t").statut == 0
    ancien = decidee / "s" / "manifest.json"
    ancien.write_text(
        ancien.read_text(encoding="utf-8").replace("E-1", "E-9").replace("O", "P"), encoding="utf-8"
    )
    assert re.findall(r"J\d+", lancer(decidee, "controler", "t").erreurs) == ["J317"]


@pytest.mark.parametrize(
    "ligne",
    ["P-9;;;un motif;;", ";;;la suite du motif;;", "Fait à Lyon;;;;;", "P-9;certifié;;;2-0;"],
)
def test_une_ligne_ecrite_hors_des_dossiers_n_est_jamais_effacee(decidee, ligne):
    feuille = decidee / "s" / "decisions.csv"
    texte = (
        feuille.read_text(encoding="utf-8-sig").replace("P-2;certifié;", "P-2;autre;")
        + ligne
        + "\n"
    )
    feuille.write_text(texte, encoding="utf-8")
    execution = lancer(decidee, "jury", "decisions", "s")
    assert (execution.statut, re.findall(r"J\d+", execution.erreurs)) == (1, ["J306"])
    assert feuille.read_text(encoding="utf-8") == texte


def test_une_proposition_qui_change_apres_la_decision_se_dit(decidee):
    remplir(decidee, P_1=("certifié", "vu en séance"), P_2=("certifié", ""))
    grille = decidee / "p1-finale.csv"
    grille.write_text(
        grille.read_text(encoding="utf-8").replace("acquis", "non acquis").replace("non non", "non")
    )
    prealable = decidee / "p1.csv"
    prealable.write_text(grille.read_text(encoding="utf-8"), encoding="utf-8")
    assert re.findall(r"J\d+", clore(decidee).erreurs) == ["J318"]
    preparer(decidee)
    assert re.findall(r"J\d+", clore(decidee).erreurs) == ["J319"]
    tenue = lancer(decidee, "jury", "decisions", "s")
    assert "P-1 est passée de « certifié » à « ajourné »" in tenue.erreurs
    assert "P-1;ajourné;certifié;vu en séance;;" in (decidee / "s" / "decisions.csv").read_text(
        encoding="utf-8-sig"
    )
    assert clore(decidee).statut == 0


# What leaves


IDENTITES = """\
reference;civilité;nom de naissance;prénom;date de naissance;code insee de naissance;ville de naissance
P-1;Mme;Thym;Iris;05/06/1990;99350;Ailleurs
P-2;M;d'Églantier-Houx;Jean-Lys;1988-12-31;2a004;Ajaccio
"""


def exporter(dossier, *options):
    (dossier / "identites.csv").write_text(IDENTITES, encoding="utf-8")
    return lancer(dossier, "jury", "exporter", "s", *options)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=12)
@given(st.tuples(*[st.sampled_from(Choix)] * 2))
def test_seuls_les_certifies_par_le_jury_sortent(toy, choix):
    shutil.rmtree(toy / "s", ignore_errors=True)
    preparer(toy)
    lancer(toy, "jury", "decisions", "s")
    mots = {Choix.CERTIFIE: "certifié", Choix.AJOURNE: "ajourné", Choix.REPORTE: "reporté"}
    remplir(toy, **{f"P_{rang}": (mots[un], "parce que") for rang, un in enumerate(choix, start=1)})
    assert clore(toy).statut == 0
    sortie = exporter(toy, "--identites", "identites.csv").sortie
    sortis = [nom in sortie for nom in ("Thym", "d'Églantier-Houx")]
    assert sortis == [un is Choix.CERTIFIE for un in choix]
    assert "Thym" not in exporter(toy).sortie


def test_le_fichier_du_certificateur_est_exact(decidee):
    remplir(decidee, P_1=("certifié", ""), P_2=("certifié", ""))
    clore(decidee)
    assert exporter(decidee, "--identites", "identites.csv", "-o", "export.csv").statut == 0
    octets = (decidee / "export.csv").read_bytes()
    entete, premiere, seconde, vide = octets.decode("utf-8").split("\r\n")
    assert octets.startswith(b"\xef\xbb\xbf")
    assert vide == ""
    assert entete == "\ufeff" + ";".join(f'"{colonne}"' for colonne in COLONNES)
    assert premiere == (
        '"123456782";"12345678200010";;;;;"MME";"Thym";;"Iris";;;;;;;"05/06/1990";"OUI";"300";"NON";"Ailleurs";;'
        '"28/11/2026";"Jouet";"CERTIFIE";"NON"'
    )
    assert seconde == (
        '"123456782";"12345678200010";;;;;"M";"d\'Églantier-Houx";;"Jean-Lys";;;;;;;"31/12/1988";"NON";;"NON";'
        '"Ajaccio";;"28/11/2026";"Jouet";"CERTIFIE";"OUI"'
    )


def test_une_case_absente_reste_nue_et_un_guillemet_est_double():
    _, rangee = (
        certificateur_csv.rendre([{COLONNES[0]: 'Le "Clos"'}]).decode("utf-8-sig").splitlines()
    )
    assert rangee == '"Le ""Clos"""' + ";" * 25


def test_une_case_de_deux_lignes_reste_sur_celle_de_son_candidat():
    ecrit = certificateur_csv.rendre([{COLONNES[12]: "1 rue\r\nbâtiment B"}], "\n").decode(
        "utf-8-sig"
    )
    assert ecrit.count("\n") == 2
    assert '"1 rue bâtiment B"' in ecrit


def test_les_vingt_six_colonnes_sont_celles_de_la_plateforme():
    assert len(COLONNES) == 26
    assert (COLONNES[0], COLONNES[23], COLONNES[25]) == (
        "SIREN de l'organisme",
        "CCPI",
        "Obtention après la première évaluation ?",
    )


def test_l_export_sans_references_ne_dit_pas_qui_ni_dans_quel_ordre(decidee, monkeypatch):
    monkeypatch.setattr(jury_exporter, "SEUIL", 2)
    remplir(decidee, P_1=("certifié", ""), P_2=("ajourné", "motif"))
    clore(decidee)
    assert exporter(decidee).sortie.splitlines() == [
        "\ufeffproposition;decision;premiere_evaluation;d1;d2",
        "certifiable;ajourne;oui;maitrise;maitrise",
        "certifiable;certifie;non;maitrise;maitrise",
    ]


def test_un_export_ne_remplace_jamais_un_fichier_de_la_session(decidee, monkeypatch):
    remplir(decidee, P_1=("certifié", ""), P_2=("certifié", ""))
    clore(decidee)
    avant = fichiers(decidee / "s")
    monkeypatch.setattr(jury_exporter, "SEUIL", 2)
    for nom in ("decisions.csv", "manifest.json", "liste.pdf"):
        execution = exporter(decidee, "--sortie", f"s/{nom}", "--forcer")
        assert re.findall(r"S\d+", execution.erreurs) == ["S203"]
    assert fichiers(decidee / "s") == avant


@pytest.mark.parametrize(
    ("avant", "apres", "code"),
    [
        ("Thym", "Th1m", "J502"),
        ("Thym", "=cmd", "J502"),
        ("Iris", "", "J508"),
        ("Mme", "Mlle", "J502"),
        ("05/06/1990", "31/02/1990", "J503"),
        ("05/06/1990", "05/06/1890", "J503"),
        ("99350", "69 001", "J504"),
        ("Ailleurs", "2 90 06 69 123 456 78", "J505"),
        ("Ailleurs", "rue 2900669123456", "J505"),
        ("Ailleurs", "NIR 2900669123456 78", "J505"),
        ("P-1", "P-2", "J507"),
    ],
)
def test_une_identite_douteuse_attend_sans_etre_citee_ni_retenir_les_autres(
    decidee, avant, apres, code
):
    remplir(decidee, P_1=("certifié", ""), P_2=("certifié", ""))
    clore(decidee)
    (decidee / "i.csv").write_text(IDENTITES.replace(avant, apres), encoding="utf-8")
    execution = lancer(decidee, "jury", "exporter", "s", "--identites", "i.csv")
    assert code in execution.erreurs
    if code == "J505":
        assert (execution.statut, execution.sortie) == (1, ""), "a national number refuses the file"
    elif code != "J507":
        assert (execution.statut, execution.sortie.count("CERTIFIE")) == (3, 1)
        assert "Export pour le certificateur : 1 candidat ; attendent 1 : P-1." in execution.erreurs
    else:
        assert (execution.statut, execution.sortie) == (1, ""), "nobody is sure"
    assert not any(
        nom in execution.erreurs for nom in ("Thym", "Th1m", "Iris", "Églantier", "1990")
    )


# The parts


@pytest.mark.parametrize(
    ("ecrite", "attendue"),
    [
        ("09:00-12:00", (9 * 60, 12 * 60)),
        ("9h-12h30", (9 * 60, 12 * 60 + 30)),
        ("9h à 12h", (9 * 60, 12 * 60)),
        ("02/03/2026 13h30 – 16h", (13 * 60 + 30, 16 * 60)),
        ("2026-03-02 13:30-16:00", (13 * 60 + 30, 16 * 60)),
        ("25h-26h", None),
        ("9h", None),
        ("matin", None),
        ("31/02/2026 9h-12h", None),
    ],
)
def test_les_heures_se_lisent_comme_on_les_ecrit(ecrite, attendue):
    from datetime import date

    lue = lire_sequence(ecrite, date(2026, 3, 2))
    assert (lue and (lue.jour, lue.debut, lue.fin)) == (attendue and (date(2026, 3, 2), *attendue))


TROIS_DOMAINES = jouets.referentiel(
    jouets.donnees(
        {"1.1": [1, 1], "2.1": [1, 1], "3.1": [1, 1]},
        [
            jouets.regle("ensemble-refuse", domaine="1/2", ensemble="5/6"),
            jouets.regle("domaine-refuse", domaine="9/10", ensemble="1/2"),
            jouets.regle("sous-domaines", sous_domaine="1/2"),
        ],
    )
)


def verifier_la_marge(le_bareme, grille):
    """Turn each evaluated answer of the whole grille, and judge it anew at every level."""
    ici = decide(le_bareme, grille)
    touches, ensemble, verdict = set(), False, False
    for rang, _ in enumerate(le_bareme.referentiel.criteres):
        if grille.possibles >> rang & 1 and not grille.acquis >> rang & 1:
            continue
        bit = 1 << rang
        autre = decide(le_bareme, Grille("x", grille.acquis ^ bit, grille.possibles ^ bit))
        paires = zip(ici.domaines, autre.domaines, strict=True)
        touches |= {la.domaine.code for la, nouveau in paires if la.statut is not nouveau.statut}
        ensemble |= autre.bilan.statut is not ici.bilan.statut
        verdict |= autre.verdict is not ici.verdict
    trouvee = marge(le_bareme, ici)
    assert {domaine.code for domaine in trouvee.domaines} == touches
    assert (trouvee.ensemble, trouvee.verdict) == (ensemble, verdict)


@given(st.integers(0, 31), st.integers(0, 31))
def test_la_marge_dit_ce_qu_un_critere_retournerait(acquis, evalues):
    referentiel = charger(str(CAS / "grille" / "jouet.yaml")).value
    grille = Grille("x", acquis & evalues, (acquis & evalues) | (31 & ~evalues))
    verifier_la_marge(bareme(referentiel, referentiel.regles[0]), grille)


@pytest.mark.parametrize("regle", TROIS_DOMAINES.regles, ids=lambda regle: regle.id)
def test_la_marge_de_toute_grille_de_trois_domaines(regle):
    le_bareme = bareme(TROIS_DOMAINES, regle)
    for reponses in jouets.toutes_les_reponses(TROIS_DOMAINES):
        verifier_la_marge(le_bareme, jouets.grille(TROIS_DOMAINES, reponses))


# A roster says the same as the session's own file


def en_liste(dossiers, titres):
    return "\n".join([";".join(titres), *(";".join(dossier) for dossier in dossiers)]) + "\n"


TITRES = (
    "Référence",
    "Date préalable",
    "Séquences préalable",
    "Évaluateur préalable",
    "Grille préalable",
)
TITRES += (
    "Formateurs",
    "Heures",
    "Finale : date",
    "finale_sequences",
    "Finale évaluateur",
    "finale grille",
)
DOSSIERS = [
    [
        "P-1",
        "02/03/2026",
        "9h-12h",
        "E-1",
        "p1.csv",
        "F-1",
        "20",
        "05/10/2026",
        "14h-16h",
        "E-2",
        "p1-finale.csv",
    ],
    ["P-2", "2026-03-02", "09:00-12:00", "E-1", "p2.csv", *[""] * 6],
]


@pytest.mark.parametrize("format_", ["csv", "xlsx"])
def test_une_liste_dit_la_meme_chose_que_le_fichier_de_la_session(toy, format_):
    preparer(toy)
    attendu = manifeste(toy / "s")
    titres = [titre.replace(" :", "") for titre in TITRES]
    if format_ == "csv":
        (toy / "liste.csv").write_text(en_liste(DOSSIERS, titres), encoding="cp1252")
    else:
        (toy / "liste.xlsx").write_bytes(tableur_xlsx.ecrire([titres, *DOSSIERS], "Liste"))
    debut = SESSION[: SESSION.index("dossiers:")]
    (toy / "session.yaml").write_text(f"{debut}liste: liste.{format_}\n", encoding="utf-8")
    assert preparer(toy, sortie="t").statut == 0
    obtenu = manifeste(toy / "t")
    assert obtenu["dossiers"] == attendu["dossiers"]
    assert set(obtenu["entrees"]) == {"session.yaml", f"liste.{format_}"}


def test_une_liste_qui_porte_le_nom_d_un_document_n_est_jamais_remplacee(toy):
    liste = toy / "session.xlsx"
    liste.write_bytes(
        tableur_xlsx.ecrire([[t.replace(" :", "") for t in TITRES], *DOSSIERS], "Liste")
    )
    (toy / "session.yaml").write_text(
        f"{SESSION[: SESSION.index('dossiers:')]}liste: session.xlsx\n", encoding="utf-8"
    )
    avant = liste.read_bytes()
    execution = lancer(toy, "jury", "preparer", "session.yaml", "-o", ".", "--forcer")
    assert (execution.statut, re.findall(r"[A-Z]\d{3}", execution.erreurs)) == (4, ["S203"])
    assert liste.read_bytes() == avant


def test_une_faute_de_la_liste_est_dite_a_sa_cellule(toy):
    dossiers = [DOSSIERS[0], [*DOSSIERS[1][:2], "9h-18h", *DOSSIERS[1][3:]]]
    (toy / "liste.csv").write_text(
        en_liste(dossiers, [t.replace(" :", "") for t in TITRES]), encoding="utf-8"
    )
    debut = SESSION[: SESSION.index("dossiers:")]
    (toy / "session.yaml").write_text(f"{debut}liste: liste.csv\n", encoding="utf-8")
    execution = preparer(toy)
    assert execution.statut == 3
    assert (
        "liste.csv:3:3: erreur J202 : l'évaluation préalable dure 9 h, au-delà des 7 h prévues (cellule C3)"
        in (execution.erreurs)
    )


def test_une_grille_de_plusieurs_candidats_sert_plusieurs_dossiers(toy):
    shutil.copy(CAS / "grille" / "ok-large-trois-candidats.csv", toy / "tous.csv")
    texte = SESSION.replace("P-1", "C-0001").replace("P-2", "C-0002")
    texte = re.sub(r"p1.csv|p2.csv", "tous.csv", texte).replace("p1-finale.csv", "finale.csv")
    grille = (CAS / "grille" / "ok-colonne-resultat.csv").read_text(encoding="utf-8")
    (toy / "finale.csv").write_text(f"candidat;C-0001\n{grille}", encoding="utf-8")
    (toy / "session.yaml").write_text(texte, encoding="utf-8")
    assert preparer(toy).statut == 0
    verdicts = {d["reference"]: d["verdict"] for d in manifeste(toy / "s")["dossiers"]}
    assert verdicts == {"C-0001": "certifiable", "C-0002": "non_certifiable"}


def test_une_cle_mal_tapee_dans_un_dossier_ne_refuse_que_lui(toy):
    texte = SESSION.replace(
        "    formation: {formateurs: [F-1], heures: 20}", "    formation: {formateur: [F-1]}"
    )
    (toy / "session.yaml").write_text(texte, encoding="utf-8")
    execution = preparer(toy)
    assert (execution.statut, re.findall(r"erreur (\w+)", execution.erreurs)) == (3, ["R201"])
    assert [d["reference"] for d in manifeste(toy / "s")["dossiers"]] == ["P-2"]


def test_une_cle_mal_tapee_de_la_session_la_refuse_en_entier(toy):
    (toy / "session.yaml").write_text(
        SESSION.replace("organisme:", "organisation:"), encoding="utf-8"
    )
    execution = preparer(toy)
    assert (execution.statut, re.findall(r"erreur (\w+)", execution.erreurs)) == (1, ["R201"])
    assert not (toy / "s").exists()


def test_un_dossier_sans_evaluation_prealable_ne_refuse_que_lui(toy):
    (toy / "session.yaml").write_text(
        re.sub(r"    prealable: .*\n", "", SESSION, count=1), encoding="utf-8"
    )
    execution = preparer(toy)
    assert (execution.statut, re.findall(r"erreur (\w+)", execution.erreurs)) == (3, ["R202"])
    assert [d["reference"] for d in manifeste(toy / "s")["dossiers"]] == ["P-2"]


def test_une_session_sans_organisme_dit_la_cle_qui_manque(toy):
    (toy / "session.yaml").write_text(re.sub(r"organisme: .*\n", "", SESSION), encoding="utf-8")
    execution = preparer(toy)
    assert (execution.statut, re.findall(r"erreur (\w+)", execution.erreurs)) == (1, ["R202"])
    assert "« organisme »" in execution.erreurs


def test_une_date_au_bout_du_calendrier_est_une_date_comme_une_autre(toy):
    texte = SESSION.replace("2026-03-02", "9996-03-02").replace("2026-10-05", "9999-10-05")
    (toy / "session.yaml").write_text(texte, encoding="utf-8")
    assert set(re.findall(r"erreur (\w+)", preparer(toy).erreurs)) == {"J209"}


def test_les_jours_d_une_session_s_ecrivent_comme_ailleurs_et_doivent_exister(toy):
    session = (toy / "session.yaml").read_text(encoding="utf-8")
    assert "date: 2026-11-28" in session
    (toy / "session.yaml").write_text(
        session.replace("date: 2026-11-28", "date: 28/11/2026"), encoding="utf-8"
    )
    assert "Session S-1  28/11/2026" in preparer(toy).sortie
    (toy / "session.yaml").write_text(
        session.replace("date: 2026-11-28", "date: 31/02/2026"), encoding="utf-8"
    )
    refusee = preparer(toy)
    assert (refusee.statut, re.findall(r"erreur (\w+)", refusee.erreurs)) == (1, ["R204"])
    assert "aide : le 31/02/2026 n'existe pas" in refusee.erreurs


# Fewer names, for less time


def test_pseudonymiser_garde_les_reponses_et_perd_les_noms(tmp_path):
    shutil.copy(CAS / "grille" / "jouet.yaml", tmp_path)
    grille = "critere;resultat;commentaire\n1.1.1;acquis;Marguerite hésite\n1.1.2;NA;\n1.2.1;A;\n2.1.1;NE;\n2.2.1;A;\n"
    (tmp_path / "Marguerite Duchêne.csv").write_text(grille, encoding="utf-8")
    arguments = ["--referentiel", "jouet.yaml", "-o", "sans", "--table", "coffre/table.csv"]
    (tmp_path / "coffre").mkdir()
    execution = lancer(tmp_path, "pseudonymiser", "Marguerite Duchêne.csv", *arguments)
    assert execution.statut == 0
    assert fichiers(tmp_path / "sans").keys() == {"C-0001.csv"}
    assert "Marguerite" not in fichiers(tmp_path / "sans")["C-0001.csv"].decode()
    assert (tmp_path / "coffre" / "table.csv").read_text(encoding="utf-8-sig") == (
        "reference;candidat\nC-0001;Marguerite Duchêne\n"
    )
    score = json.loads(
        lancer(tmp_path, "score", "sans/C-0001.csv", "-r", "jouet.yaml", "--format", "json").sortie
    )
    assert [e["code"] for e in score["resultats"][0]["ecarts"]] == ["1.1.2", "2.1.1"]


def test_pseudonymiser_garde_le_jour_et_l_evaluation_et_laisse_les_lignes_qui_peuvent_nommer(
    tmp_path,
):
    shutil.copy(CAS / "grille" / "jouet.yaml", tmp_path)
    corps = (CAS / "grille" / "ok-colonne-resultat.csv").read_text(encoding="utf-8")
    haut = "Bilan de Marguerite\ncandidat;Marguerite Duchêne;évaluateur;Zoé\ndate de l'évaluation;02/03/2026\n"
    (tmp_path / "g.csv").write_text(f"{haut}évaluation;finale\n{corps}", encoding="utf-8")
    suite = ("-r", "jouet.yaml", "-o", "sans", "--table", "t.csv")
    execution = lancer(tmp_path, "pseudonymiser", "g.csv", *suite)
    assert execution.erreurs.splitlines()[-1] == (
        "sans : lignes au-dessus des titres laissées de côté : 2 ; elles peuvent nommer quelqu'un."
    )
    ecrite = fichiers(tmp_path / "sans")["C-0001.csv"].decode("utf-8-sig")
    assert ecrite.split("\r\n")[:6] == [
        "référentiel;jouet",
        "version;1",
        "candidat;C-0001",
        "date de l'évaluation;02/03/2026",
        "évaluation;finale",
        "",
    ]
    assert not re.search("Marguerite|Zoé", ecrite)


def test_la_table_sert_d_un_passage_a_l_autre(tmp_path):
    shutil.copy(CAS / "grille" / "jouet.yaml", tmp_path)
    for nom in ("Zoé", "Abel"):
        shutil.copy(CAS / "grille" / "ok-colonne-resultat.csv", tmp_path / f"{nom}.csv")
    arguments = ["--referentiel", "jouet.yaml", "-o", "sans", "--table", "table.csv"]
    lancer(tmp_path, "pseudonymiser", "Zoé.csv", *arguments)
    lancer(tmp_path, "pseudonymiser", "Abel.csv", "Zoé.csv", *arguments)
    lignes = (tmp_path / "table.csv").read_text(encoding="utf-8-sig").split()
    assert lignes == ["reference;candidat", "C-0001;Zoé", "C-0002;Abel"]


@pytest.mark.parametrize(
    ("grille", "sortie", "code"),
    [("ok-colonne-resultat", "occupe", "S202"), ("F101-vide", "sans", "F101")],
)
def test_sans_grille_a_ecrire_il_n_y_a_ni_table_ni_dossier(grille, sortie, code, tmp_path):
    shutil.copy(CAS / "grille" / "jouet.yaml", tmp_path)
    shutil.copy(CAS / "grille" / f"{grille}.csv", tmp_path / "grille.csv")
    (tmp_path / "occupe").write_text("un fichier, et non un dossier")
    avant = fichiers(tmp_path)
    arguments = ("grille.csv", "-r", "jouet.yaml", "-o", sortie, "--table", "table.csv")
    execution = lancer(tmp_path, "pseudonymiser", *arguments)
    assert re.findall(r"[A-Z]\d{3}", execution.erreurs) == [code]
    assert fichiers(tmp_path) == avant
    assert not (tmp_path / "sans").exists()


def test_purge_montre_puis_supprime_ce_que_clea_a_ecrit_et_rien_d_autre(decidee):
    remplir(decidee, P_1=("certifié", ""), P_2=("certifié", ""))
    clore(decidee)
    (decidee / "s" / "notes.txt").write_text("à moi")
    avant = fichiers(decidee / "s")
    a_blanc = lancer(decidee, "purge", "s", "--avant", "2026-12-01")
    assert fichiers(decidee / "s") == avant
    assert "part : decisions.csv" in a_blanc.sortie
    assert "reste, à regarder vous-même : notes.txt" in a_blanc.sortie
    assert (
        "ne peut pas être suivi : les fichiers d'où elle vient : session.yaml, et où"
        in a_blanc.sortie
    )
    assert "ne peut pas être suivi : les grilles de ses dossiers (3 grilles lues" in a_blanc.sortie
    assert (
        "Aucune session"
        in lancer(decidee, "purge", "s", "--avant", "2026-11-28", "--confirmer").sortie
    )
    assert fichiers(decidee / "s") == avant
    lancer(decidee, "purge", "s", "--avant", "2026-11-29", "--confirmer")
    assert fichiers(decidee / "s").keys() == {"manifest.json", "notes.txt", "purge.json"}
    controle = lancer(decidee, "controler", "s")
    assert (controle.statut, re.findall(r"J\d+", controle.erreurs)) == (0, ["J609"])
    assert "close, 0 fichier, 11 fichiers purgés" in controle.sortie


def test_un_seul_fichier_purge_se_dit_au_singulier(decidee):
    page = next((decidee / "s").rglob("*.html"))
    page.unlink()
    noms = [page.relative_to(decidee / "s").as_posix()]
    (decidee / "s" / "purge.json").write_text(json.dumps(noms))
    assert ", 1 fichier purgé)" in lancer(decidee, "controler", "s").sortie


def test_une_session_qui_n_est_pas_close_ne_se_purge_pas(decidee):
    avant = fichiers(decidee / "s")
    execution = lancer(decidee, "purge", "s", "--avant", "2027-01-01", "--confirmer")
    assert re.findall(r"J\d+", execution.erreurs) == ["J315"]
    assert fichiers(decidee / "s") == avant


def test_une_reference_de_la_table_n_est_jamais_donnee_a_un_autre(tmp_path):
    shutil.copy(CAS / "grille" / "jouet.yaml", tmp_path)
    grille = (CAS / "grille" / "ok-colonne-resultat.csv").read_text(encoding="utf-8")
    arguments = ["--referentiel", "jouet.yaml", "-o", "sans", "--table", "table.csv"]
    for nom, candidat in (("a", "C-0001"), ("b", "Zoé")):
        (tmp_path / f"{nom}.csv").write_text(f"candidat;{candidat}\n{grille}", encoding="utf-8")
        lancer(tmp_path, "pseudonymiser", f"{nom}.csv", *arguments)
    lignes = (tmp_path / "table.csv").read_text(encoding="utf-8-sig").split()
    assert lignes == ["reference;candidat", "C-0002;C-0001", "C-0003;Zoé"]


# Whatever is written in a session, it is read or refused


def chemins(noeud, debut=()):
    """All ways in a document."""
    yield debut
    for cle, enfant in (
        noeud.items()
        if isinstance(noeud, dict)
        else enumerate(noeud)
        if isinstance(noeud, list)
        else ()
    ):
        yield from chemins(enfant, (*debut, cle))


DOCUMENT = lire_yaml(SESSION.encode(), "session.yaml").value.racine
VALEURS = st.sampled_from(
    ["oui", "", 3, 3.5, True, None, [], ["x"], {}, {"x": 1}, "2026-02-31", "12345678200011"]
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.sampled_from([c for c in chemins(DOCUMENT) if c]), VALEURS),
        min_size=1,
        max_size=3,
    )
)
def test_n_importe_quelle_valeur_n_importe_ou_est_une_faute_et_non_une_panne(toy, changements):
    document = json.loads(json.dumps(DOCUMENT))
    for chemin, valeur in changements:
        parent = document
        for etape in chemin[:-1]:
            if not isinstance(parent, (dict, list)) or etape not in (
                parent if isinstance(parent, dict) else range(len(parent))
            ):
                break
            parent = parent[etape]
        else:
            if isinstance(parent, dict) or (
                isinstance(parent, list) and chemin[-1] in range(len(parent))
            ):
                parent[chemin[-1]] = deepcopy(
                    valeur
                )  # or a later change would be made inside it, for all examples
    (toy / "session.yaml").write_text(json.dumps(document), encoding="utf-8")
    execution = preparer(toy, "--simuler")
    assert execution.statut in {0, 1, 2, 3}, execution.erreurs


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.integers(0, 1),
            st.integers(0, 10),
            st.sampled_from(["", "x", "3", "9h", "Total : 3"]),
        ),
        max_size=6,
    )
)
def test_n_importe_quelle_case_d_une_liste_est_une_faute_et_non_une_panne(toy, changements):
    lignes = [list(dossier) for dossier in DOSSIERS]
    for ligne, colonne, valeur in changements:
        lignes[ligne][colonne] = valeur
    (toy / "liste.csv").write_text(
        en_liste(lignes, [t.replace(" :", "") for t in TITRES]), encoding="utf-8"
    )
    debut = SESSION[: SESSION.index("dossiers:")]
    (toy / "session.yaml").write_text(f"{debut}liste: liste.csv\n", encoding="utf-8")
    assert preparer(toy, "--simuler").statut in {0, 1, 3}
