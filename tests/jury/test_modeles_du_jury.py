"""An organisme's templates for the jury's pages: used, tried, noted, and what none may leave out."""

import json
import shutil
import sys
from pathlib import Path

import pytest

from clea_cli import equipe
from clea_cli.documents import remplisseur
from clea_cli.documents.genres import PAGES_DU_JURY
from clea_cli.documents.modeles_organisme import DU_JURY, Modeles
from clea_cli.documents.rendus import modele
from clea_cli.jury import essai_modeles
from clea_cli.jury.variables import SENS_DU_JURY, specimens, variables
from tests.jury.test_cloture import clore, codes
from tests.jury.test_jury import decidee, fichiers, manifeste, preparer, remplir, toy  # noqa: F401 — fixtures
from tests.outils.lire_documents import texte as lire_texte
from tests.promesses.test_cases import CAS, ecrire_session, lancer

RACINE = Path(__file__).parent.parent.parent

MISE_EN_GARDE = "les critères sont une proposition"


def ecrire_modele(dossier, nom, texte):
    (dossier / "m").mkdir(exist_ok=True)
    (dossier / "m" / nom).write_text(texte, encoding="utf-8")


@pytest.fixture
def nus(toy):  # noqa: F811
    """Templates of the jury that show a word each, and nothing of what they must."""
    for nom in DU_JURY:
        ecrire_modele(toy, nom, f"# Page {nom.removesuffix('.md')}\n")
    return toy


@pytest.fixture
def brouillon(nus):
    """The same, of a session that judges on a draft."""
    texte = (nus / "jouet.yaml").read_text(encoding="utf-8")
    averti = f"etat: brouillon\navertissement: {MISE_EN_GARDE}"
    (nus / "jouet.yaml").write_text(texte.replace("etat: publie", averti), encoding="utf-8")
    return nus


def texte(dossier, nom):
    return (dossier / "s" / nom).read_text(encoding="utf-8")


def decider(dossier, **decisions):
    lancer(dossier, "jury", "decisions", "s")
    remplir(dossier, **(decisions or {"P_1": ("certifié", ""), "P_2": ("certifié", "")}))


# Used


def test_les_modeles_extraits_et_laisses_tels_quels_donnent_les_memes_pages(toy):  # noqa: F811
    lancer(toy, "modele", "extraire", "m")
    sans, avec = preparer(toy, sortie="a"), preparer(toy, "--modeles", "m", sortie="b")
    assert (sans.statut, avec.statut) == (0, 0)
    pages_a, pages_b = fichiers(toy / "a"), fichiers(toy / "b")
    del pages_a["manifest.json"], pages_b["manifest.json"]
    assert pages_a == pages_b


def test_chaque_page_a_les_mots_de_son_modele(nus):
    assert preparer(nus, "--modeles", "m").statut == 0
    decider(nus)
    assert clore(nus, "--modeles", "m").statut == 0
    for nom, page in (
        ("dossiers/P-1-dossier.html", "jury-dossier"),
        ("dossiers/P-2-dossier.pdf", "jury-dossier"),
        ("ordre-du-jour.pdf", "jury-ordre-du-jour"),
        ("liste.pdf", "jury-liste"),
        ("emargement.pdf", "jury-emargement"),
        ("proces-verbal.pdf", "jury-proces-verbal"),
        ("proces-verbal.docx", "jury-proces-verbal"),
    ):
        assert texte(nus, nom).startswith(f"# Page {page}\n")


def test_un_logo_est_sur_les_pages_les_memes_par_deux_processus(tmp_path):
    shutil.copy(CAS / "grille" / "jouet.yaml", tmp_path)
    ecrire_session(tmp_path)
    ecrire_modele(tmp_path, "jury-dossier.md", "# {{ candidat }}\n")
    shutil.copy(RACINE / "tests" / "logo.png", tmp_path / "m" / "logo.png")
    assert preparer(tmp_path, "--modeles", "m").statut == 0
    assert "<img" in texte(tmp_path, "dossiers/P-1-dossier.html")
    assert preparer(tmp_path, "--modeles", "m", "--travailleurs", "2", sortie="t").statut == 0
    assert fichiers(tmp_path / "s") == fichiers(tmp_path / "t")


# What no template may leave out


@pytest.mark.parametrize(
    ("nom", "dit"),
    [
        ("dossiers/P-1-dossier.html", "Le jury décide"),
        ("ordre-du-jour.pdf", "Le jury décide"),
        ("liste.pdf", "Le jury décide"),
        ("emargement.pdf", "n'avoir ni évalué ni formé les candidats"),
        ("proces-verbal.docx", "les décisions sont celles du jury"),
    ],
)
def test_ce_que_le_modele_oublie_est_ajoute_et_l_avertissement_d_un_brouillon_aussi(
    brouillon, nom, dit
):
    preparer(brouillon, "--modeles", "m")
    decider(brouillon)
    clore(brouillon, "--modeles", "m")
    page = texte(brouillon, nom)
    assert page.count(dit) == 1
    assert page.count(f"> Attention : {MISE_EN_GARDE}.") == 1


def test_nos_modeles_n_ont_rien_a_ajouter(toy):  # noqa: F811
    decrit = (toy / "jouet.yaml").read_text(encoding="utf-8")
    averti = f"etat: brouillon\navertissement: {MISE_EN_GARDE}"
    (toy / "jouet.yaml").write_text(decrit.replace("etat: publie", averti), encoding="utf-8")
    preparer(toy)
    decider(toy, P_1=("ajourné", "Absent « le 28 » : excusé."), P_2=("certifié", ""))
    assert clore(toy).statut == 0
    for nom in ("dossiers/P-1-dossier.html", "ordre-du-jour.pdf", "liste.pdf", "emargement.pdf"):
        assert texte(toy, nom).count(f"Attention : {MISE_EN_GARDE}") == 1
    minutes = texte(toy, "proces-verbal.docx")
    assert minutes.count("Absent « le 28 »") == 1
    assert minutes.count("celles du jury") == 1


MOTIF = "Une expérience de dix ans, *vérifiée*"


@pytest.mark.parametrize(
    ("modele", "ajoute"),
    [
        ("# PV\n", True),
        ("{% for d in decisions %}\n- {{ d.motif }}\n{% endfor %}\n", True),
        ("{{ decisions[0].motif }} : {{ decisions[0].reference }}\n", True),
        (
            "{{ decisions[0].reference }} et {{ decisions[1].reference }} : {{ decisions[0].motif }}\n",
            True,
        ),
        ("```\n{{ decisions[0].reference }} : {{ decisions[0].motif }}\n", True),
        (
            "{{ decisions[0].reference }}, {{ decisions[0].decision }} : {{ decisions[0].motif }}\n",
            False,
        ),
        (
            "| D | M |\n|:--|:--|\n| {{ decisions[0].reference }} | {{ decisions[0].motif }} |\n",
            False,
        ),
    ],
)
def test_chaque_motif_est_a_cote_de_sa_reference(nus, modele, ajoute):
    ecrire_modele(nus, "jury-proces-verbal.md", modele)
    preparer(nus, "--modeles", "m")
    decider(nus, P_1=("ajourné", MOTIF), P_2=("certifié", ""))
    assert clore(nus, "--modeles", "m").statut == 0
    ecrit = r"> P\-1 : Une expérience de dix ans, \*vérifiée\*"
    assert (
        ecrit.replace("\\-", "-") in texte(nus, "proces-verbal.docx").replace("\\-", "-")
    ) == ajoute


# Faults of a template


def test_une_faute_nomme_le_fichier_et_la_ligne_et_les_autres_pages_se_font(nus):
    ecrire_modele(nus, "jury-dossier.md", "# {{ candidat }}\n\n{{ 1 / (candidat == 'P-1') }}\n")
    execution = preparer(nus, "--modeles", "m")
    assert (execution.statut, codes(execution)) == (1, ["D201"])
    assert "jury-dossier.md:3" in execution.erreurs
    assert "Dossier : P-2, ligne " in execution.erreurs
    ecrits = fichiers(nus / "s")
    assert {nom for nom in ecrits if "P-" in nom} == {
        "dossiers/P-1-dossier.html",
        "dossiers/P-1-dossier.pdf",
    }
    assert "manifest.json" not in ecrits


def test_une_faute_de_la_liste_ne_perd_pas_les_dossiers(nus):
    ecrire_modele(nus, "jury-liste.md", "{{ nombre.tous }}\n")
    execution = preparer(nus, "--modeles", "m")
    assert (execution.statut, codes(execution)) == (1, ["D201"])
    assert "vouliez-vous dire « nombres »" in execution.erreurs
    assert {"dossiers/P-1-dossier.pdf", "ordre-du-jour.pdf"} <= set(fichiers(nus / "s"))
    ecrire_modele(nus, "jury-liste.md", "{{ nombres.tous }}\n")
    assert "0 dossier à faire" in preparer(nus, "--modeles", "m", "--simuler").sortie
    assert preparer(nus, "--modeles", "m").statut == 0


def test_un_modele_sans_fin_est_arrete_et_rien_ne_se_clot(nus, monkeypatch):
    monkeypatch.setattr(remplisseur, "_DELAI", 0.5)
    preparer(nus, "--modeles", "m")
    decider(nus)
    avant = fichiers(nus / "s")
    sans_fin = "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}"
    ecrire_modele(nus, "jury-proces-verbal.md", sans_fin)
    execution = clore(nus, "--modeles", "m")
    assert (execution.statut, codes(execution)) == (1, ["J638", "D203"])
    assert fichiers(nus / "s") == avant


def test_une_figure_que_la_page_n_a_pas_est_une_faute_du_modele(nus):
    ecrire_modele(nus, "jury-emargement.md", "![x](figure:domaines)\n")
    execution = preparer(nus, "--modeles", "m")
    assert codes(execution) == ["D201"]
    assert "m/jury-emargement.md" in execution.erreurs


@pytest.mark.parametrize("nom", ["jury-dossier.md", "jury-liste.md"])
def test_une_page_que_son_modele_laisse_vide_est_une_faute_du_modele(nus, nom):
    ecrire_modele(nus, nom, "{# rien #}\n")
    execution = preparer(nus, "--modeles", "m")
    assert set(codes(execution)) == {"D201"}
    assert f"m/{nom}" in execution.erreurs
    assert "une fois rempli, il est vide" in execution.erreurs


# Noted


def test_un_modele_change_refait_les_pages_et_ne_change_aucun_dossier(nus):
    preparer(nus, "--modeles", "m")
    decider(nus)
    juges = [dossier["juge"] for dossier in manifeste(nus / "s")["dossiers"]]
    ecrire_modele(nus, "jury-dossier.md", "# Autre\n")
    dite = lancer(nus, "jury", "decisions", "s")
    assert (dite.statut, codes(dite)) == (0, ["J638"])
    assert "jury-dossier.md" in dite.erreurs
    assert "2 dossiers à faire" in preparer(nus, "--modeles", "m", "--simuler").sortie
    execution = clore(nus, "--modeles", "m")
    assert (execution.statut, codes(execution)) == (0, ["J638"])
    assert [dossier["juge"] for dossier in manifeste(nus / "s")["dossiers"]] == juges


def test_un_modele_d_un_autre_document_ne_refait_rien(nus):
    preparer(nus, "--modeles", "m")
    ecrire_modele(nus, "restitution.md", "# Autre\n")
    assert "0 dossier à faire" in preparer(nus, "--modeles", "m", "--simuler").sortie
    assert codes(lancer(nus, "jury", "decisions", "s")) == []


def test_le_manifeste_dit_les_modeles_et_ou_ils_etaient(nus):
    preparer(nus, "--modeles", "m")
    dits = json.loads((nus / "s" / "manifest.json").read_text(encoding="utf-8"))["modeles"]
    assert (dits["dossier"], sorted(dits["fichiers"])) == ("../m", sorted(DU_JURY))
    decider(nus)
    clore(nus, "--modeles", "m")
    assert list(manifeste(nus / "s")["cloture"]["modeles"]) == ["jury-proces-verbal.md"]


def test_une_session_preparee_avec_des_modeles_ne_se_clot_pas_sans_eux_par_oubli(nus):
    preparer(nus, "--modeles", "m")
    decider(nus)
    execution = clore(nus)
    assert (execution.statut, codes(execution)) == (1, ["J637"])
    assert "ajoutez --modeles m" in execution.erreurs
    assert manifeste(nus / "s")["cloture"] is None
    preparer(nus)
    assert (clore(nus).statut, manifeste(nus / "s")["modeles"]) == (
        0,
        {"dossier": "", "fichiers": {}},
    )


def test_des_modeles_donnes_a_la_cloture_seulement_sont_dits(nus):
    preparer(nus)
    decider(nus)
    execution = clore(nus, "--modeles", "m")
    assert (execution.statut, codes(execution)) == (0, ["J638"])
    assert texte(nus, "proces-verbal.docx").startswith("# Page jury-proces-verbal")


# Tried


def test_verifier_essaie_les_modeles_du_jury(nus):
    ecrire_modele(nus, "jury-liste.md", "{% for d in dossiers %}{{ '' > 3 }}{% endfor %}\n")
    un_nom = "{% if raisons and not raisons %}{{ session.leiu }}{% endif %}{{ gardes }}\n"
    ecrire_modele(nus, "jury-dossier.md", un_nom)
    execution = lancer(nus, "modele", "verifier", "m")
    assert execution.statut == 1
    # A name that no page has, where it is never asked for; a list as it is; what only fails filled.
    assert codes(execution) == ["D209", "D208", "D201"]
    assert "« session.leiu »" in execution.erreurs
    assert "vouliez-vous dire « lieu » ?" in execution.erreurs
    assert "jury-liste.md : en faute" in execution.sortie
    assert "jury-emargement.md : correct" in execution.sortie


def test_un_motif_a_chevrons_n_est_pas_ecrit_deux_fois(toy):  # noqa: F811
    preparer(toy)
    decider(toy, P_1=("ajourné", "moins < de 9"), P_2=("ajourné", "plus > que 5<9>2"))
    assert clore(toy).statut == 0
    minutes = lire_texte((toy / "s" / "proces-verbal.pdf").read_bytes(), "md")
    assert [minutes.count(motif) for motif in ("moins < de 9", "plus > que 5<9>2")] == [1, 1]


def test_verifier_essaie_chaque_modele_du_jury_meme_si_rien_d_autre_n_est_installe(
    nus, monkeypatch
):
    for nom in DU_JURY:
        ecrire_modele(nus, nom, "{{ '' > 3 }}\n")
    monkeypatch.setattr("importlib.util.find_spec", lambda module: None)
    for outil in ("docx", "typst"):
        monkeypatch.setitem(sys.modules, outil, None)
    execution = lancer(nus, "modele", "verifier", "m")
    assert (execution.statut, codes(execution)) == (1, ["D201"] * len(DU_JURY))
    for nom in DU_JURY:
        assert f"m/{nom}:1" in execution.erreurs
        assert f"{nom} : en faute" in execution.sortie


def test_une_page_qui_arrete_net_l_essai_est_dite(monkeypatch):
    monkeypatch.setattr(equipe, "a_part", lambda faire, partage, taches: [equipe.Perdue()])
    perdues = [essai for essai in essai_modeles.essayer(Modeles("m")) if essai.diagnostics]
    assert {essai.genre for essai in perdues} == {"jury-ordre-du-jour", "jury-liste"}
    [faute] = {essai.diagnostics[0] for essai in perdues if essai.genre == "jury-liste"}
    assert (faute.code, faute.position.source) == ("S110", str(Path("m") / "jury-liste.md"))


# Named


@pytest.mark.parametrize("page", PAGES_DU_JURY)
def test_tout_nom_que_lit_une_page_livree_est_dans_sa_liste(page):
    siens = {dite.nom for dite in variables() if page in dite.documents}
    assert modele.noms_lus(f"{page}.md") <= siens
    assert modele.examiner(f"{page}.md", specimens()[page]) == []


def test_un_nom_seul_dit_ce_qu_il_est():
    seuls = {dite.nom for dite in variables() if dite.nom.isidentifier()}
    assert {dite.nom for dite in variables() if dite.sens} >= seuls
    assert {dite.nom for dite in variables()} >= SENS_DU_JURY.keys()


def test_une_page_du_jury_a_ses_noms_et_ceux_des_documents_pour_un_dossier(tmp_path):
    liste = lancer(tmp_path, "modele", "variables", "jury-liste").sortie
    assert "\ndossiers[].reference" not in liste
    assert "\n  dossiers[].reference : texte. Exemple : C-3\n" in liste
    assert not [nom for nom in ("decisions", "parcours", "\ndomaines") if nom in liste]
    dossier = lancer(tmp_path, "modele", "variables", "jury-dossier").sortie
    assert "\n  domaines[].points.obtenus : nombre" in dossier.replace("    ", "  ")
    tout = lancer(tmp_path, "modele", "variables").sortie
    documents, pages_du_jury = tout.split("\nPages du jury\n\n")
    assert "plan.routes[].heures" in documents
    assert "\nquorum : texte" in pages_du_jury
