"""`clea referentiel exporter`: JSON and CSV lose nothing, all formats say the same, and the command does as it says."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clea_cli.atelier.donnees import donnees
from clea_cli.atelier.rendus import referentiel_csv, referentiel_json
from clea_cli.cli import main
from clea_cli.decision.charger import charger
from clea_cli.decision.verification import verifier
from clea_cli.referentiel.lire import construire
from clea_cli.referentiel.modele import ReferentielModele
from clea_cli.sources.forme import reparer
from clea_cli.sources.yaml_source import lire
from tests.outils.exports import (
    COMPLET,
    FICHIER_COMPLET,
    FORMATS,
    HOSTILES,
    LIVRES,
    NOMS,
    avec_libelles,
    inventes,
    lignes,
    relire_csv,
    rendu,
    valeur,
)

CLES = [
    "schema",
    "id",
    "version",
    "revision",
    "libelle",
    "certificateur",
    "etat",
    "avertissement",
    "succede",
    "modalites",
    "enregistrement",
    "verifie_le",
    "attendu",
    "echelle",
]
CLES += ["sources", "regles", "domaines", "exemples"]
TEXTES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8).filter(str.strip)
# A spreadsheet shows some characters instead of obeying them: these alone do not come back from a CSV.
PERDUS = "".join(map(chr, (*range(0x80, 0xA0), *range(0x2400, 0x2422), 0x200E, 0x200F)))
PERDUS += "".join(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
TEXTES_DE_TABLEUR = st.text(
    st.characters(exclude_categories=["Cs", "Cn"], exclude_characters=PERDUS),
    min_size=1,
    max_size=8,
).filter(lambda texte: texte.strip() and texte[0] != "'")


@pytest.fixture
def clea(capsysbinary):
    def lancer(*arguments: str) -> tuple[int, bytes, str]:
        statut = main(["referentiel", "exporter", *arguments])
        sortie, erreurs = capsysbinary.readouterr()
        return statut, sortie, erreurs.decode()

    return lancer


# JSON


@pytest.mark.parametrize("nom", NOMS)
def test_le_json_est_accepte_comme_un_referentiel_et_lui_est_egal(nom):
    exporte = valeur(nom)
    relu = verifier(rendu(exporte, "json").encode(), "export.json", charger)
    assert relu.diagnostics == ()
    assert relu.value._replace(empreinte=exporte.empreinte) == exporte


@settings(max_examples=100, deadline=None)
@given(inventes(TEXTES))
def test_tout_referentiel_imaginable_revient_du_json(exporte):
    document = lire(referentiel_json.rendre(donnees(exporte)), "export.json").value
    assert reparer(ReferentielModele, document).fautes == ()
    assert construire(document.racine, exporte.empreinte) == exporte


@pytest.mark.parametrize("nom", LIVRES)
def test_le_json_dit_ce_que_dit_le_yaml_livre(nom):
    """Key by key: what the file says, the export says; the words of the scale are texts, even 0 and 1."""
    attendu = lire((Path("referentiels") / f"{nom}.yaml").read_bytes(), nom).value.racine
    attendu["echelle"] = {
        cle: list(map(str, mots)) for cle, mots in attendu.get("echelle", {}).items()
    }
    assert {"echelle": {}} | json.loads(rendu(valeur(nom), "json")) == attendu


@pytest.mark.parametrize("nom", NOMS)
def test_les_cles_sont_celles_du_yaml_dans_son_ordre(nom):
    objet = json.loads(rendu(valeur(nom), "json"))
    assert list(objet) == [cle for cle in CLES if cle in objet]
    facultatives = {
        "revision",
        "avertissement",
        "succede",
        "modalites",
        "enregistrement",
        "verifie_le",
    }
    assert facultatives | {"attendu", "echelle"} >= set(CLES) - set(objet)
    assert None not in objet.values()
    assert "" not in objet.values()


def test_le_json_complet_dit_tout():
    assert list(json.loads(rendu(valeur(COMPLET), "json"))) == CLES


def test_le_json_est_en_utf8_avec_deux_espaces_et_finit_par_une_ligne():
    texte = rendu(valeur("clea"), "json")
    assert texte.startswith('{\n  "schema": "clea/referentiel/1",\n  "id": "clea",')
    assert texte.endswith("\n}\n")
    assert "Communiquer en français" in texte


def test_les_caracteres_qu_un_referentiel_refuse_sont_ecrits_autrement():
    assert (
        referentiel_json.rendre({"libelle": "x\ud800y"}) == b'{\n  "libelle": "x?y"\n}\n'
    )  # half a character
    texte = referentiel_json.rendre(
        {"libelle": "\x7f\x85\u2028\u2029\ufeff\ufffe\uffff é"}
    ).decode()
    assert texte == '{\n  "libelle": "\\u007f\\u0085\\u2028\\u2029\\ufeff\\ufffe\\uffff é"\n}\n'


@pytest.mark.parametrize(
    ("seuil", "ecrit"),
    [("3/4", "75/100"), ("1/3", "1/3"), ("1/1", "100/100"), ("33/100", "33/100"), ("1/8", "1/8")],
)
def test_un_seuil_s_ecrit_en_centiemes_s_il_en_a(seuil, ecrit):
    exporte = valeur("simple")
    regle = exporte.regles[0]._replace(seuil_domaine=type(exporte.regles[0].seuil_domaine)(seuil))
    assert donnees(exporte._replace(regles=(regle,)))["regles"][0]["domaine"] == {"seuil": ecrit}


# CSV


@pytest.mark.parametrize("nom", NOMS)
def test_le_csv_relu_donne_le_meme_referentiel(nom):
    exporte = valeur(nom)
    relues = relire_csv(rendu(exporte, "csv"))
    assert relues == donnees(exporte)
    relu = verifier(json.dumps(relues).encode(), "export.json", charger).value
    assert relu._replace(empreinte=exporte.empreinte) == exporte


@settings(max_examples=100, deadline=None)
@given(inventes(TEXTES_DE_TABLEUR))
def test_tout_referentiel_imaginable_revient_du_csv(exporte):
    attendues = donnees(exporte)
    assert relire_csv(referentiel_csv.rendre(attendues).decode("utf-8-sig")) == attendues


def test_le_csv_de_clea_a_la_forme_promise():
    """The layout that an import relies on, row by row, as it was decided before it was written."""
    rangees = rendu(valeur("clea"), "csv").split("\r\n")
    vide = rangees.index("")
    for rangee in (
        "schema;clea/referentiel/1",
        "version;2020.1",
        "attendu/domaines;7",
        "echelle/acquis;A;acquis;oui;o;x;1;vrai",
        "sources/1/id;akto",
        "regles/1/id;clea-75",
        "regles/1/defaut;true",
        "regles/1/domaine/seuil;75/100",
        "regles/3/sous_domaine/exceptions/1.1/requis;1",
        "regles/3/sous_domaine/obligatoires",
        "exemples/1/sauf",
    ):
        assert rangee in rangees[:vide], rangee
    assert rangees[vide + 1 : vide + 4] == [
        "niveau;code;libelle;points;certitude;sources;note;remplace;libelle_court;pictogramme;phrase_simple",
        "domaine;1;Communiquer en français;;confirme;;;;Parler, lire et écrire en français;parler;",
        "sous_domaine;1.1;Écouter et comprendre;;recoupe;aksis106 eef2016;;;;;"
        "Écouter une personne et comprendre ce qu'elle demande. Par exemple, redire une consigne avec vos mots.",
    ]
    assert len(rangees) == vide + 2 + 7 + 28 + 106 + 1


def test_une_regle_qui_ne_regarde_que_les_sous_domaines_ne_parle_pas_d_obligatoires():
    [_, regle, _] = donnees(valeur("clea"))["regles"]
    assert regle["sous_domaine"] == {"seuil": "75/100"}


def test_aucune_cellule_du_csv_ne_s_execute():
    texte = rendu(avec_libelles(valeur(COMPLET), HOSTILES), "csv")
    assert ";'=HYPERLINK(1);" in texte
    assert ";'- tiret;" in texte
    assert ";␛[31mrouge;" in texte
    assert not set(texte) & set("\x1b\x00\t\u202e")


# All formats


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("nom", LIVRES)
def test_chaque_format_dit_chaque_ligne_et_chaque_source(nom, format_):
    """A label with a sign that a format writes otherwise is looked for in each format's own tests."""
    exporte, texte = (
        valeur(nom),
        rendu(valeur(nom), format_).replace("\u00a0", " ").replace("&#39;", "'"),
    )
    ou = 0
    for ligne in lignes(exporte):
        assert ligne.code in texte
        ou = texte.find(
            ligne.libelle.replace('"', "&#34;") if format_ == "html" else ligne.libelle, ou
        )
        assert ou >= 0, ligne.libelle
    for source in exporte.sources:
        assert source.id in texte
        assert source.titre.replace("_", "\\_" if format_ == "markdown" else "_") in texte


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("nom", NOMS)
def test_les_memes_entrees_donnent_les_memes_octets(nom, format_):
    assert rendu(valeur(nom), format_) == rendu(valeur(nom), format_)


@pytest.mark.parametrize("format_", FORMATS)
def test_chaque_format_dit_qu_un_brouillon_en_est_un(format_):
    assert "une proposition de ce projet" in rendu(valeur("clea-numerique"), format_).replace(
        "\u00a0", " "
    )


@settings(max_examples=50, deadline=None)
@given(inventes(TEXTES), st.sampled_from(["markdown", "html", "case"]))
def test_aucun_texte_n_empeche_un_export(exporte, format_):
    """A rule or an example may look at codes that are not there: only what was checked can be put into words."""
    assert rendu(exporte._replace(regles=(), exemples=()), format_).endswith(("\n", ">"))


# The command


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("nom", LIVRES)
def test_la_commande_ecrit_le_resultat_et_rien_d_autre(clea, nom, format_):
    statut, sortie, erreurs = clea(nom, "--format", format_)
    assert (statut, erreurs) == (0, "")
    assert sortie.decode("utf-8-sig") == rendu(valeur(nom), format_)


def test_sans_format_c_est_du_json(clea):
    assert clea("clea")[1] == clea("clea", "--format", "json")[1]


def test_le_json_exporte_sert_a_calculer_un_verdict(clea, tmp_path, capsysbinary, monkeypatch):
    grille = str(Path("examples/candidat-certifiable.csv").resolve())
    monkeypatch.chdir(tmp_path)
    assert clea("clea", "--sortie", "export.json")[0] == 0
    assert main(["score", grille, "-r", "export.json", "--format", "csv"]) == 0
    assert b"C-0001;certifiable;97;106" in capsysbinary.readouterr().out


def test_rien_n_est_ecrase_sans_forcer_ni_jamais_le_referentiel_lui_meme(clea, tmp_path):
    source, cible = tmp_path / "copie.yaml", tmp_path / "page.html"
    source.write_bytes(FICHIER_COMPLET.read_bytes())
    cible.write_text("autre chose")
    statut, sortie, erreurs = clea(str(source), "--format", "html", "--sortie", str(cible))
    assert (statut, sortie, "S201" in erreurs, cible.read_text()) == (4, b"", True, "autre chose")
    assert clea(str(source), "--format", "html", "--sortie", str(cible), "--forcer")[0] == 0
    assert cible.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert "inchangé" in clea(str(source), "--format", "html", "--sortie", str(cible))[2]
    statut, _, erreurs = clea(str(source), "--sortie", str(source), "--forcer")
    assert (statut, "S203" in erreurs, source.read_bytes()) == (
        4,
        True,
        FICHIER_COMPLET.read_bytes(),
    )


@pytest.mark.parametrize(
    ("nom", "statut", "code"),
    [("inconnu", 2, "R503"), ("absent.yaml", 1, "S101"), ("faux.yaml", 1, "R201")],
)
def test_un_referentiel_refuse_n_est_pas_exporte(clea, tmp_path, monkeypatch, nom, statut, code):
    texte = FICHIER_COMPLET.read_text(encoding="utf-8").replace("certificateur:", "certifcateur:")
    (tmp_path / "faux.yaml").write_text(texte, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    obtenu, sortie, erreurs = clea(nom, "--sortie", "sortie.json")
    assert (obtenu, sortie) == (statut, b"")
    assert code in erreurs
    assert not Path("sortie.json").exists()
