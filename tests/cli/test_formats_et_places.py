"""One habit for outputs: the format follows the ending of `--sortie`, and the same words refuse the same things."""

import pytest
import typer

from clea_cli.cli.app import application
from clea_cli.cli.formats import CheminDeSortie, NomTape, choisir, tables
from clea_cli.decision.formats import VERDICTS
from clea_cli.documents.formats import FORMATS
from clea_cli.sorties.formats import Format, table
from tests.promesses.test_cases import lancer
from tests.promesses.test_temoins import parcourir

TABLE = table(
    Format("texte", (".txt",), lambda valeur: b""),
    Format("json", (".json",), lambda valeur: b""),
    Format("case", (".json",), lambda valeur: b""),
    Format("nu", (), lambda valeur: b""),
)


@pytest.mark.parametrize(
    ("nom", "sortie", "choisi"),
    [
        (None, None, "texte"),
        (None, "r.json", "json"),
        (None, "R.JSON", "json"),
        (None, "session-2026.11", "texte"),
        (None, "sans-fin", "texte"),
        (None, "r.txt", "texte"),
        ("json", None, "json"),
        ("case", "r.json", "case"),
        ("json", "r.dat", "json"),
        ("nu", "r.dat", "nu"),
    ],
)
def test_le_format_est_celui_qui_est_nomme_sinon_celui_de_la_fin_sinon_le_premier(
    nom, sortie, choisi
):
    assert choisir(TABLE, nom, sortie).nom == choisi


@pytest.mark.parametrize(
    ("nom", "sortie"), [("texte", "r.json"), ("json", "r.txt"), ("nu", "r.txt")]
)
def test_une_fin_declaree_par_un_autre_format_contredit(nom, sortie):
    with pytest.raises(
        typer.BadParameter, match=r"finit comme un fichier .* et « --format » demande"
    ):
        choisir(TABLE, nom, sortie)


@pytest.mark.parametrize("ecrit", ["", " ", "\t"])
@pytest.mark.parametrize("dossier", [False, True])
def test_un_nom_vide_n_est_pas_une_place(ecrit, dossier):
    with pytest.raises(typer.BadParameter, match="est vide"):
        CheminDeSortie(TABLE, dossier=dossier)(ecrit)


def test_un_dossier_n_a_pas_la_fin_d_un_format_sauf_s_il_est_la(tmp_path):
    lire = CheminDeSortie(TABLE, dossier=True)
    assert lire("session-2026.11") == "session-2026.11"
    with pytest.raises(typer.BadParameter, match="il faut un dossier : écrivez « x »"):
        lire("x.json")
    (tmp_path / "x.json").mkdir()
    assert lire(str(tmp_path / "x.json"))


@pytest.mark.parametrize(
    ("ecrit", "lu"),
    [
        ("PDF", "pdf"),
        (".pdf", "pdf"),
        ("Salarié", "salarie"),
        ("demandeur d'emploi", "demandeur_emploi"),
        ("DEMANDEUR-D’EMPLOI", "demandeur_emploi"),
        ("Demandeuse d'emploi", "demandeur_emploi"),
        ("salariées", "salarie"),
        ("utf8", "utf-8"),
    ],
)
def test_un_choix_se_lit_dans_toutes_ses_ecritures(ecrit, lu):
    assert NomTape(("pdf", "salarie", "demandeur_emploi", "utf-8"))(ecrit) == lu


@pytest.mark.parametrize(
    ("ecrit", "lu"), [("Word", "docx"), ("htm", "html"), ("Markdown", "md"), ("txt", "texte")]
)
def test_un_format_se_dit_aussi_par_sa_fin_ou_par_le_programme_qui_l_ouvre(ecrit, lu):
    assert NomTape(FORMATS, FORMATS)(ecrit) == lu


def test_un_choix_inconnu_dit_les_valeurs_et_la_plus_proche():
    with pytest.raises(
        typer.BadParameter, match=r"possibles : markdown, html\. Vouliez-vous dire « markdown »"
    ):
        NomTape(("markdown", "html"))("markdwn")


def options():
    """The options of all commands: the command, the option."""
    toutes = typer.main.get_command(application([]))
    for chemin, est_un_groupe in parcourir(toutes):
        commande = toutes
        for mot in chemin.split():
            commande = commande.commands[mot]
        for option in () if est_un_groupe else commande.params:
            yield chemin, option


def test_chaque_sortie_et_chaque_format_viennent_d_une_table_du_programme():
    connues = [id(formats) for formats in tables()]
    vues = 0
    for chemin, option in options():
        if {"--sortie", "--format"} & set(option.opts):
            assert id(option.type.func.formats) in connues, (chemin, option.opts)
            vues += 1
    assert vues > 20


def test_aucun_choix_ferme_n_est_ecrit_a_la_main():
    fermes = [
        (chemin, option.opts) for chemin, option in options() if hasattr(option.type, "choices")
    ]
    assert fermes == []


SORTIES = [
    (chemin, option.type.func.formats, option.metavar)
    for chemin, option in options()
    if "--sortie" in option.opts
]


@pytest.mark.parametrize(
    ("commande", "formats", "metavar"), SORTIES, ids=[chemin for chemin, *_ in SORTIES]
)
def test_une_sortie_vide_est_refusee_par_chaque_commande(tmp_path, commande, formats, metavar):
    vide = lancer(tmp_path, *commande.split(), "--sortie", "")
    assert (vide.statut, "est vide" in vide.erreurs) == (2, True)
    if metavar == "DOSSIER":
        fin = next(iter(formats.values())).fin
        fichier = lancer(tmp_path, *commande.split(), "--sortie", f"x{fin}")
        assert (fichier.statut, "il faut un dossier" in fichier.erreurs) == (2, True)


def test_plusieurs_documents_ne_vont_pas_dans_un_fichier(tmp_path):
    for nom in ("a.csv", "b.csv"):
        (tmp_path / nom).write_bytes(lancer(tmp_path, "grille", "nouvelle").sortie.encode())
    refus = lancer(tmp_path, "ecarts", "a.csv", "b.csv", "-o", "e.pdf")
    assert (refus.statut, "il faut un dossier : écrivez « e »" in refus.erreurs) == (2, True)
    assert (
        lancer(tmp_path, "ecarts", "a.csv", "b.csv", "-f", "md", "-o", "session-2026.11").statut
        == 0
    )
    assert sorted(f.name for f in (tmp_path / "session-2026.11").iterdir()) == [
        "a-ecarts.md",
        "b-ecarts.md",
    ]


def test_la_fin_du_format_d_une_autre_commande_est_dite(tmp_path):
    (tmp_path / "g.csv").write_bytes(lancer(tmp_path, "grille", "nouvelle").sortie.encode())
    ecrit = lancer(tmp_path, "score", "g.csv", "-o", "v.pdf")
    assert ecrit.statut == 0
    ecrits = ", ".join(VERDICTS)
    assert f"v.pdf : en texte, car cette commande n'écrit que : {ecrits}." in ecrit.erreurs
    assert "en texte" not in lancer(tmp_path, "score", "g.csv", "-o", "v.dat").erreurs
