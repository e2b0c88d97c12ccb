"""What closes a session: what is true that day; and what is closed stands."""

import errno
import json
import os
import re
import shutil

import pytest

from clea_cli.documents import formats
from clea_cli.jury import plan
from clea_cli.jury.codes import code
from tests.jury.test_jury import decidee, fichiers, manifeste, preparer, remplir, toy  # noqa: F401 — fixtures
from tests.promesses.test_cases import CAS, SESSION, ecrire_session, lancer

TROIS = SESSION.replace(
    "  - {reference: J-2, college: salaries}",
    "  - {reference: J-2, nom: Camille, college: salaries}\n  - {reference: J-3, nom: Dominique, college: employeurs}",
)


@pytest.fixture
def prete(decidee):  # noqa: F811
    """A session whose every dossier is decided."""
    remplir(decidee, P_1=("certifié", ""), P_2=("certifié", ""))
    return decidee


@pytest.fixture
def a_trois(toy):  # noqa: F811
    """A session of three members, two of them employeurs, whose every dossier is decided."""
    (toy / "session.yaml").write_text(TROIS, encoding="utf-8")
    preparer(toy)
    lancer(toy, "jury", "decisions", "s")
    remplir(toy, P_1=("certifié", ""), P_2=("certifié", ""))
    return toy


IDENTITES = (
    "reference;civilité;nom de naissance;prénom;date de naissance;code postal de naissance\n"
)
IDENTITES += "P-1;M;Thym;Iris;05/06/1990;69003\nP-2;M;Thym;Iris;05/06/1990;69003\n"


def exporter(dossier):
    (dossier / "i.csv").write_text(IDENTITES, encoding="utf-8")
    return lancer(dossier, "jury", "exporter", "s", "--identites", "i.csv")


def clore(dossier, *options, jour="2026-11-28"):
    return lancer(dossier, "jury", "proces-verbal", "s", "--date", jour, *options)


def codes(execution):
    return re.findall(r"\b[A-Z]\d{3}\b", execution.erreurs)


def changer(dossier, avant, apres, nom="session.yaml"):
    texte = (dossier / nom).read_text(encoding="utf-8")
    assert avant in texte
    (dossier / nom).write_text(texte.replace(avant, apres), encoding="utf-8")


# The session's own file


@pytest.mark.parametrize(
    ("avant", "apres", "dits"),
    [
        ("lieu: Lyon", "lieu: Paris", ["le lieu"]),
        ("nom: O", "nom: Autre", ["l'organisme"]),
        ("fin: 2026-12-31", "fin: 2026-11-30", ["son habilitation"]),
        (
            "date: 2026-11-28",
            "date: 2026-11-27",
            ["la date (28/11/2026, et maintenant 27/11/2026)"],
        ),
        ("college: salaries}", "nom: Zoé, college: salaries}", ["le membre J-2"]),
        (
            "J-2, college",
            "J-3, college",
            ["le membre J-2, qui n'y est plus", "le membre J-3, qui est nouveau"],
        ),
        ("organisme:", "decisions: {ajourne: refusé}\norganisme:", ["les mots des décisions"]),
    ],
)
def test_ce_qui_change_dans_la_session_est_dit_et_rien_n_est_clos(prete, avant, apres, dits):
    changer(prete, avant, apres)
    execution = clore(prete)
    assert (execution.statut, codes(execution)) == (1, ["J603"])
    assert [mots for mots in dits if mots not in execution.erreurs] == []
    assert manifeste(prete / "s")["cloture"] is None
    preparer(prete)
    assert clore(prete).statut == 0 or "mots" in execution.erreurs, (
        "other words want other decisions"
    )


@pytest.mark.parametrize(
    ("avant", "apres", "code"),
    [
        ("fin: 2026-12-31", "fin: 2026-06-30", "J104"),
        ("college: salaries}", "college: employeurs}", "J102"),
        ("lieu:", "lieux:", "R201"),
        ("jury:", "jury: [", "R101"),
        ("referentiel: jouet.yaml", "referentiel: autre.yaml", "J110"),
    ],
)
def test_une_session_devenue_fausse_est_dite_fausse_et_rien_n_est_clos(prete, avant, apres, code):
    changer(prete, avant, apres)
    execution = clore(prete)
    assert (execution.statut, codes(execution)) == (1, [code])
    assert "n'est plus là" not in execution.erreurs
    assert manifeste(prete / "s")["cloture"] is None


def test_un_dossier_devenu_faux_est_dit_avec_sa_faute(prete):
    changer(prete, "acquis", "presque", nom="p2.csv")
    assert codes(clore(prete)) == ["J318", *["F203"] * 4]
    (prete / "p2.csv").unlink()
    assert codes(clore(prete)) == ["J318", "S101"]


def test_une_grille_recopiee_ailleurs_ou_enregistree_autrement_ne_change_aucun_dossier(prete):
    texte = (prete / "p2.csv").read_text(encoding="utf-8")
    (prete / "p2.csv").write_text(texte.replace(";", "\t").replace("\n", "\r\n"), encoding="utf-16")
    (prete / "p1.csv").rename(prete / "premier.csv")
    changer(prete, "grille: p1.csv", "grille: premier.csv")
    assert clore(prete).statut == 0


def test_un_candidat_de_plus_dans_une_grille_partagee_ne_change_pas_les_autres(toy):  # noqa: F811
    large = ["candidat;1.1.1;1.1.2;1.2.1;2.1.1;2.2.1", "P-1;A;A;A;A;A", "P-2;A;A;A;A;A"]
    (toy / "tous.csv").write_text("\n".join(large) + "\n", encoding="utf-8")
    texte = SESSION.replace("grille: p1.csv", "grille: tous.csv").replace(
        "grille: p2.csv", "grille: tous.csv"
    )
    (toy / "session.yaml").write_text(texte, encoding="utf-8")
    preparer(toy)
    lancer(toy, "jury", "decisions", "s")
    remplir(toy, P_1=("certifié", ""), P_2=("certifié", ""))
    (toy / "tous.csv").write_text("\n".join([*large, "P-3;A;A;A;A;NA"]) + "\n", encoding="utf-8")
    assert clore(toy).statut == 0


@pytest.mark.parametrize("quoi", ["version", "outils"])
def test_une_nouvelle_version_refait_les_pages_et_ne_change_aucun_dossier(prete, monkeypatch, quoi):
    if quoi == "version":
        monkeypatch.setattr(plan, "__version__", "9.9.9")
    else:
        monkeypatch.setattr(formats, "outils", lambda format_: {"typst": "99"})
    assert "2 dossiers à faire" in preparer(prete, "--simuler").sortie
    assert clore(prete).statut == 0


def test_le_fichier_de_la_session_parti_ne_se_compare_pas_et_rien_n_est_clos(prete):
    session = (prete / "session.yaml").rename(prete / "ailleurs.yaml")
    execution = clore(prete)
    assert (execution.statut, codes(execution)) == (1, ["J322"])
    assert "erreur J322" in execution.erreurs
    assert "(session.yaml)" in execution.erreurs
    assert manifeste(prete / "s")["cloture"] is None
    assert codes(lancer(prete, "jury", "decisions", "s")) == []
    # Prepared from where it is now, it is compared again.
    assert lancer(prete, "jury", "preparer", session.name, "-o", "s").statut == 0
    changer(prete, "lieu: Lyon", "lieu: Paris", session.name)
    assert codes(clore(prete)) == ["J603"]
    changer(prete, "lieu: Paris", "lieu: Lyon", session.name)
    assert clore(prete).statut == 0


def test_une_ligne_dont_le_code_est_efface_ne_se_clot_qu_une_fois_reconnue(prete):
    sien = code("P-1", "certifié")
    changer(prete, sien, "", "s/decisions.csv")
    execution = clore(prete)
    assert (execution.statut, codes(execution)) == (1, ["J604"])
    assert "erreur J604" in execution.erreurs
    changer(prete, "P-1;certifié;certifié", "P-1;;certifié", "s/decisions.csv")
    assert lancer(prete, "jury", "decisions", "s").statut == 0
    assert sien in (prete / "s" / "decisions.csv").read_text(encoding="utf-8")
    assert clore(prete).statut == 0


@pytest.mark.parametrize(
    ("premiere", "dit"),
    [("certifié", "1 décision diffère"), ("ajourné", "2 décisions diffèrent")],
)
def test_les_decisions_qui_different_se_comptent_sur_la_feuille_et_au_proces_verbal(
    decidee,  # noqa: F811
    premiere,
    dit,
):
    remplir(decidee, P_1=(premiere, "un motif"), P_2=("reporté", "un autre"))
    attendu = f"{dit} de la proposition."
    assert lancer(decidee, "jury", "decisions", "s").sortie.splitlines()[-1] == attendu
    clore(decidee)
    assert attendu in (decidee / "s" / "proces-verbal.pdf").read_text(encoding="utf-8")


# Words without end


@pytest.mark.parametrize("nombre", [20_000, 200_000])
def test_aucun_mot_sans_fin_n_empeche_une_session(tmp_path, nombre):
    sans_fin = "x" * nombre
    shutil.copy(CAS / "grille" / "jouet.yaml", tmp_path)
    ecrire_session(tmp_path)
    changer(tmp_path, "lieu: Lyon", f"lieu: {sans_fin}")
    changer(tmp_path, "college: salaries}", f"nom: {sans_fin}, college: salaries}}")
    changer(tmp_path, "nom: O", f"nom: {sans_fin}")
    assert preparer(tmp_path).statut == 0
    lancer(tmp_path, "jury", "decisions", "s")
    remplir(tmp_path, P_1=("certifié", ""), P_2=("ajourné", sans_fin))
    assert clore(tmp_path).statut == 0


# Who is there


def test_les_votes_ne_depassent_pas_les_presents(a_trois):
    changer(a_trois, "certifié;certifié;;;;", "certifié;certifié;;2-0;1-0;", nom="s/decisions.csv")
    execution = clore(a_trois, "--absent", "J-3")
    assert (execution.statut, codes(execution)) == (1, ["J308"])
    assert "membres présents du collège, ici et 1 autre fois (cellule E2)" in execution.erreurs
    assert clore(a_trois).statut == 0


def test_une_presidence_absente_est_remplacee_par_son_nom(a_trois):
    assert codes(clore(a_trois, "--absent", "J-1")) == ["J605"]
    assert codes(clore(a_trois, "--absent", "J-1", "--preside", "J-9")) == ["J321"]
    assert codes(clore(a_trois, "--absent", "J-1", "--absent", "J-3", "--preside", "J-3")) == [
        "J606",
        "J312",
    ]
    assert clore(a_trois, "--absent", "j-1", "--preside", "j-3").statut == 0
    minutes = (a_trois / "s" / "proces-verbal.docx").read_text(encoding="utf-8")
    assert "| Dominique (préside) | employeurs |" in minutes
    assert "La présidence est tenue en remplacement de J-1." in minutes
    cloture = manifeste(a_trois / "s")["cloture"]
    assert (cloture["absents"], cloture["preside"]) == (["J-1"], "J-3")


@pytest.mark.parametrize(("jour", "attendus"), [("2026-11-27", ["J320"]), ("2999-01-01", ["J614"])])
def test_une_session_se_clot_son_jour_ou_apres_et_pas_avant_que_ce_jour_vienne(
    prete, jour, attendus
):
    assert codes(clore(prete, jour=jour)) == attendus
    assert manifeste(prete / "s")["cloture"] is None


# What is closed stands


@pytest.fixture
def close(prete):
    assert clore(prete).statut == 0
    return prete


def test_une_feuille_enregistree_de_nouveau_avec_les_memes_valeurs_ne_gene_rien(close):
    feuille = close / "s" / "decisions.csv"
    lignes = feuille.read_text(encoding="utf-8-sig").replace(";", "\t").splitlines()
    feuille.write_text("\n".join(["Jury\tdu 28", *lignes, ""]), encoding="utf-16")
    assert (lancer(close, "controler", "s").erreurs, lancer(close, "controler", "s").statut) == (
        "",
        0,
    )
    assert codes(exporter(close)) == []


@pytest.mark.parametrize(
    ("avant", "apres", "dit"),
    [
        ("certifié;certifié;", "certifié;ajourné;un motif", "décisions de P-1"),
        ("certifié;certifié;", "certifié;certifié;un motif", "des motifs ou des votes"),
        ("certifié;certifié;", "certifié;peut-être;", "elle ne se lit plus"),
        ("P-2;certifié;certifié;", "P-2;certifié;;", "décisions de P-2"),
    ],
)
def test_une_feuille_changee_est_dite_et_ce_qui_a_ete_clos_vaut(close, avant, apres, dit):
    avant_export = exporter(close).sortie
    texte = (close / "s" / "decisions.csv").read_text(encoding="utf-8")
    (close / "s" / "decisions.csv").write_text(texte.replace(avant, apres, 1), encoding="utf-8")
    export = exporter(close)
    assert (export.statut, codes(export), export.sortie) == (0, ["J608"], avant_export)
    assert dit in export.erreurs
    controle = lancer(close, "controler", "s")
    assert (controle.statut, codes(controle)) == (1, ["J608"])
    relue = lancer(close, "jury", "decisions", "s")
    assert (relue.statut, codes(relue)) == (0, ["J608"])
    close_, comptes = relue.sortie.splitlines()
    assert close_.endswith(
        "decisions.csv : la session est close, et ce qui a été clos vaut ; certifié : 2."
    )
    assert comptes == "0 décision diffère de la proposition."


def test_une_feuille_perdue_apres_la_cloture_n_empeche_pas_l_export(close):
    (close / "s" / "decisions.csv").unlink()
    assert codes(exporter(close)) == []
    assert codes(lancer(close, "controler", "s")) == ["J314"]


def test_une_page_changee_se_voit_quoi_que_dise_la_purge(close):
    (close / "s" / "purge.json").write_text(json.dumps([*fichiers(close / "s")]), encoding="utf-8")
    assert codes(lancer(close, "controler", "s")) == []
    (close / "s" / "liste.pdf").write_bytes(b"autre")
    assert codes(lancer(close, "controler", "s")) == ["J313"]


def test_ce_qui_n_est_pas_a_la_session_se_voit(close):
    (close / "s" / "dossiers" / "CV de Zoé.pdf").write_bytes(b"x")
    (close / "s" / "decisions.xlsx").write_bytes(b"x")
    execution = lancer(close, "controler", "s")
    assert (execution.statut, codes(execution)) == (0, ["J609"])
    assert "decisions.xlsx, dossiers/CV de Zoé.pdf" in execution.erreurs


def test_la_purge_marque_les_pages_annotees_et_ne_suit_aucun_lien(close):
    (close / "s" / "dossiers" / "P-1-dossier.html").write_bytes(b"annotee")
    (close / "dehors.pdf").write_bytes(b"a garder")
    (close / "s" / "liste.pdf").unlink()
    (close / "s" / "liste.pdf").symlink_to(close / "dehors.pdf")
    (close / "s" / "vieux").symlink_to(close)
    sortie = lancer(close, "purge", "s", "--avant", "2026-12-01", "--confirmer").sortie
    assert "part : dossiers/P-1-dossier.html (modifié depuis, annoté peut-être" in sortie
    assert sortie.count("modifié depuis") == 1
    assert "reste, à regarder vous-même : liste.pdf\n" in sortie
    assert "reste, à regarder vous-même : vieux\n" in sortie
    assert (close / "dehors.pdf").read_bytes() == b"a garder"
    assert (close / "session.yaml").exists()


def test_une_preparation_interrompue_se_voit(prete):
    (prete / "s" / ".journal").write_text("{", encoding="utf-8")
    assert codes(lancer(prete, "controler", "s")) == ["J611"]
    assert preparer(prete).statut == 0
    assert codes(lancer(prete, "controler", "s")) == []


def test_une_page_tenue_ouverte_pendant_la_preparation_ne_fait_dire_que_l_interruption(
    prete, monkeypatch
):
    """On Windows, a program that holds a page has the pages before it of today, and those after of before."""
    changer(prete, "Lyon", "Lille")
    remplacer = os.replace

    def tenue(source, cible):
        if str(cible).endswith("liste.pdf"):
            raise PermissionError(errno.EACCES, "tenue", cible)
        remplacer(source, cible)

    with monkeypatch.context() as le_temps_de_preparer:
        le_temps_de_preparer.setattr(os, "replace", tenue)
        assert "S202" in codes(preparer(prete))
    assert codes(lancer(prete, "controler", "s")) == ["J611"]
    close = codes(lancer(prete, "jury", "proces-verbal", "s"))
    assert ("J611" in close, "J313" in close) == (True, False)
    assert preparer(prete).statut == 0
    assert codes(lancer(prete, "controler", "s")) == []


def test_un_export_apres_une_cloture_d_avant_lit_encore_la_feuille(close):
    lu = manifeste(close / "s")
    for cle in ("prises", "valeurs", "absents", "preside"):
        del lu["cloture"][cle]
    (close / "s" / "manifest.json").write_text(json.dumps(lu), encoding="utf-8")
    assert exporter(close).statut == 0
    changer(close, "certifié;certifié;;", "certifié;ajourné;x;", nom="s/decisions.csv")
    assert codes(exporter(close)) == ["J313"]
