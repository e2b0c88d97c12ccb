"""Who the organisme is: read, checked, found beside the grilles; the names of candidates, where they may stand."""

import json
import shutil

import pytest
from jsonschema import Draft7Validator

from clea_cli.documents.lire_organisme import charger
from clea_cli.sources.yaml_source import lire
from livraison.manifeste import SCHEMA_D_ORGANISME, schema_d_organisme
from tests.documents.test_documents import RACINE
from tests.outils.lire_documents import texte
from tests.promesses.test_cases import lancer, lancer_octets

EXEMPLE = RACINE / "clea_cli" / "documents" / "modeles" / "organisme.yaml"
GRILLE = RACINE / "examples" / "un-domaine-manque.csv"


@pytest.fixture
def dossier(tmp_path):
    """A folder with a grille, its organisme and its identities."""
    shutil.copy(GRILLE, tmp_path / "grille.csv")
    shutil.copy(EXEMPLE, tmp_path / "organisme.yaml")
    identites = "référence;prénom;nom;nom d'usage\nC-0002;Noa;Aubier;Lilas\nC-0003;Lou;Hêtre;\n"
    (tmp_path / "noms.csv").write_text(identites, encoding="utf-8")
    return tmp_path


def test_l_exemple_est_juste_et_le_schema_livre_est_celui_des_modeles():
    assert charger(str(EXEMPLE), []).diagnostics == ()
    livre = SCHEMA_D_ORGANISME.read_text(encoding="utf-8")
    assert livre == schema_d_organisme()
    valeurs = lire(EXEMPLE.read_bytes(), EXEMPLE.name).value.racine
    assert list(Draft7Validator(json.loads(livre)).iter_errors(valeurs)) == []
    assert list(Draft7Validator(json.loads(livre)).iter_errors({**valeurs, "nda": "32"})) != []


def test_l_exemple_montre_toutes_les_cles():
    """But those that a person has in common with another."""
    from clea_cli.documents.organisme_modele import OrganismeModele

    valeurs = lire(EXEMPLE.read_bytes(), EXEMPLE.name).value.racine
    assert set(valeurs) == {
        champ.alias or nom for nom, champ in OrganismeModele.model_fields.items()
    }


FAUTES = {  # what is written -> the place and a word of the advice
    'siret: "12345678200011"': ("2:8", "14 chiffres"),
    "siret: 12345678200010": ("2:8", "guillemets"),
    'nda: {numero: "3259", region: Hauts-de-France}': ("2:15", "11 chiffres"),
    "courriel: pas une adresse": ("2:11", "nom@exemple.fr"),
    "telefone: '03'": ("2:1", "telephone"),
    "calendrier: {jours: {lundi: 0}}": ("2:29", "plus grand que 0"),
    "calendrier: {fermetures: [{du: 31/02/2027, au: 01/03/2027}]}": ("2:32", "calendrier"),
    "calendrier: {jours_feries: alsace}": ("2:28", "alsace-moselle"),
}


@pytest.mark.parametrize("ecrit", FAUTES)
def test_chaque_faute_est_dite_a_sa_place(ecrit, tmp_path):
    (tmp_path / "o.yaml").write_text(f"schema: clea/organisme/1\n{ecrit}\n", encoding="utf-8")
    [faute] = charger(str(tmp_path / "o.yaml"), []).diagnostics
    place, mot = FAUTES[ecrit]
    assert f"{faute.position.ligne}:{faute.position.colonne}" == place
    assert mot in faute.aide


def test_rien_n_est_obligatoire(tmp_path):
    (tmp_path / "o.yaml").write_text("schema: clea/organisme/1\n", encoding="utf-8")
    lu = charger(str(tmp_path / "o.yaml"), [])
    assert lu.diagnostics == ()
    assert lu.value.organisme == type(lu.value.organisme)()


@pytest.mark.parametrize("genre", ["restitution", "attestation"])
def test_le_fichier_a_cote_des_grilles_sert_et_c_est_dit(genre, dossier):
    execution = lancer(dossier, genre, "grille.csv")
    assert "Lu : organisme.yaml, votre organisme" in execution.erreurs
    assert "Les Ateliers du Pont" in execution.sortie
    (dossier / "organisme.yaml").unlink()
    execution = lancer(dossier, genre, "grille.csv")
    assert "organisme" not in execution.erreurs
    assert "Les Ateliers" not in execution.sortie


def test_un_organisme_nomme_absent_est_une_faute(dossier):
    assert lancer(dossier, "plan", "grille.csv", "--organisme", "autre.yaml").statut == 1


@pytest.mark.parametrize("genre", ["restitution", "attestation"])
def test_le_nom_ne_vient_que_du_fichier_des_identites(genre, dossier):
    assert "Noa" not in lancer(dossier, genre, "grille.csv").sortie
    page = lancer(dossier, genre, "grille.csv", "--identites", "noms.csv").sortie
    assert "Noa Lilas" in page
    assert "Aubier" not in page
    assert "Hêtre" not in page


@pytest.mark.parametrize("genre", ["ecarts", "plan"])
def test_les_autres_documents_ne_prennent_pas_de_nom(genre, dossier):
    assert lancer(dossier, genre, "grille.csv", "--identites", "noms.csv").statut == 2


def test_qui_n_est_pas_dans_le_fichier_a_une_ligne_a_remplir(dossier):
    (dossier / "noms.csv").write_text("référence;prénom;nom\nC-9;Noa;Aubier\n", encoding="utf-8")
    assert (
        "Nom : ....."
        in lancer(dossier, "restitution", "grille.csv", "--identites", "noms.csv").sortie
    )


@pytest.mark.parametrize(
    ("table", "code"),
    [
        ("référence;nom\nC-0002;Aubier\n", "J106"),
        ("référence;prénom;nom\nC-0002;Noa;Aubier\nc-0002;Lou;Hêtre\n", "J507"),
        ("référence;prénom;nom;note\nC-0002;Noa;Aubier;1 90 06 69 123 001 12\n", "J505"),
    ],
)
def test_un_fichier_d_identites_fautif_est_refuse_sans_rien_citer(table, code, dossier):
    (dossier / "noms.csv").write_text(table, encoding="utf-8")
    execution = lancer(dossier, "restitution", "grille.csv", "--identites", "noms.csv")
    assert execution.statut == 1
    assert code in execution.erreurs
    assert not {"Aubier", "Hêtre", "Noa", "90 06"} & set(execution.erreurs.split())


@pytest.mark.parametrize("format_", ["md", "pdf"])
def test_le_document_se_controle_avec_son_organisme_et_ses_noms(format_, dossier):
    suite = ("--identites", "noms.csv", "--points", "-f", format_, "-o", f"a.{format_}")
    lancer(dossier, "attestation", "grille.csv", *suite)
    assert lancer(dossier, "controler", f"a.{format_}").statut == 0
    with (dossier / "organisme.yaml").open("a") as fichier:
        fichier.write("# changé\n")
    assert "D302" in lancer(dossier, "controler", f"a.{format_}").erreurs


def test_un_document_fait_sans_organisme_se_controle_a_cote_d_un(dossier):
    lancer(dossier, "attestation", "grille.csv", "--organisme", "", "-f", "md", "-o", "a.md")
    assert lancer(dossier, "controler", "a.md").statut == 0


def test_modele_extraire_en_donne_un_exemple(tmp_path):
    lancer(tmp_path, "modele", "extraire", "m")
    assert (tmp_path / "m" / "organisme.yaml").read_bytes() == EXEMPLE.read_bytes()


def test_ce_que_dit_un_organisme_reste_des_lettres(dossier):
    hostile = "<b>gras</b> **x** {{ 7*7 }} | | #eval(1) ‮"
    (dossier / "organisme.yaml").write_text(
        f"schema: clea/organisme/1\nnom: {json.dumps(hostile)}\n", encoding="utf-8"
    )
    for format_ in ("html", "docx"):
        contenu = lancer_octets(dossier, "attestation", "grille.csv", "--format", format_)[1]
        assert "<b>gras</b> **x** {{ 7*7 }} | | #eval(1)" in texte(contenu, format_)
