"""The days of a document: that of the évaluation, the years counted from the préalable's, its own."""

import json
from pathlib import Path

import pytest

from clea_cli import __version__
from clea_cli.documents.genres import GENRES
from tests.promesses.test_cases import CAS, CRITERES, ecrites, lancer

DU_JOUR = {
    "ecarts": f"Proposition calculée par clea {__version__}, le 28/11/2026.",
    "plan": f"Proposition calculée par clea {__version__}, le 28/11/2026.",
    "restitution": "Vos résultats",  # the day that it was printed is in the foot of its page
    "attestation": ", le 28 novembre 2026",
}
NON_DIT = {"restitution": "Jour de l'évaluation : .....", "attestation": "a été évalué(e) le ....."}
DIT = {
    "restitution": "Jour de l'évaluation : lundi 2 mars 2026",
    "attestation": "a été évalué(e) le 2 mars 2026 à",
}
SANS_JOUR = {
    "plan": "la date de l'évaluation préalable n'est pas indiquée",
    "attestation": "gardés 5 ans à partir du jour de l'évaluation préalable.",
}
AVEC_JOUR = {
    "plan": "L'évaluation préalable est du 02/03/2026 : l'évaluation finale doit avoir lieu avant la fin des 5 ans, "
    "le 02/03/2031 au plus tard.",
    "restitution": "gardés jusqu'au 2 mars 2031.",
    "attestation": "gardés 5 ans, jusqu'au 2 mars 2031.",
}
CATALOGUE = """\
schema: clea/catalogue/1
libelle: Jouet
referentiel: jouet
modules:
  - {id: M1, libelle: Tout, heures: 7, criteres: ["2.1.1", "2.2.1"]}
"""


@pytest.fixture
def ecrire(tmp_path):
    (tmp_path / "jouet.yaml").write_bytes((CAS / "grille" / "jouet.yaml").read_bytes())
    (tmp_path / "catalogue.yaml").write_text(CATALOGUE, encoding="utf-8")
    mots = ("acquis", "acquis", "acquis", "non acquis", "non acquis")

    def faire(*haut):
        corps = [f"{code};{mot}" for code, mot in zip(CRITERES, mots, strict=True)]
        (tmp_path / "g.csv").write_text(
            "\n".join((*haut, "critere;resultat", *corps, "")), encoding="utf-8"
        )
        return tmp_path

    return faire


def document(dossier, genre, *options):
    suite = ("--catalogue", "catalogue.yaml") if genre == "plan" else ()
    return lancer(
        dossier, genre, "g.csv", "-r", "jouet.yaml", "--date", "28/11/2026", *suite, *options
    )


def lu(dossier, genre, *options):
    execution = document(dossier, genre, *options)
    assert execution.statut == 0, execution.erreurs
    return " ".join(execution.sortie.split())


@pytest.mark.parametrize("genre", GENRES)
def test_sans_jour_le_document_le_dit_et_ne_compte_rien(genre, ecrire):
    page = lu(ecrire(), genre)
    assert NON_DIT.get(genre, "Date de l'évaluation : non indiquée") in page
    assert DU_JOUR[genre] in page
    assert SANS_JOUR.get(genre, "") in page
    assert "jusqu'au" not in page


@pytest.mark.parametrize("genre", GENRES)
def test_le_jour_d_une_prealable_est_celui_que_le_document_ecrit_et_compte(genre, ecrire):
    page = lu(ecrire("date de l'évaluation;2026-03-02", "évaluation;préalable"), genre)
    assert DIT.get(genre, "Date de l'évaluation préalable : 2 mars 2026") in page
    assert DU_JOUR[genre] in page
    assert AVEC_JOUR.get(genre, "") in page


@pytest.mark.parametrize("genre", GENRES)
@pytest.mark.parametrize(
    ("evaluation", "nom"), [("", "évaluation"), ("finale", "évaluation finale")]
)
def test_le_jour_d_une_autre_evaluation_est_ecrit_et_rien_n_en_est_compte(
    genre, evaluation, nom, ecrire
):
    page = lu(ecrire("date de l'évaluation;02/03/2026", f"évaluation;{evaluation}"), genre)
    assert DIT.get(genre, f"Date de l'{nom} : 2 mars 2026") in page
    assert genre != "attestation" or nom == "évaluation" or f"Il s'agit de l'{nom}." in page
    assert SANS_JOUR.get(genre, "") in page
    assert "jusqu'au" not in page


@pytest.mark.parametrize("genre", ["plan", "attestation"])
@pytest.mark.parametrize(
    ("haut", "dit"), [((), "non indiquée"), (("évaluation;préalable",), "2 mars 2026")]
)
def test_le_jour_de_la_prealable_peut_venir_de_l_option(genre, haut, dit, ecrire):
    page = lu(ecrire(*haut), genre, "--prealable", "02/03/2026")
    dits = {"non indiquée": "évalué(e) le .....", "2 mars 2026": "évalué(e) le 2 mars 2026"}
    assert (dits[dit] if genre == "attestation" else f"{' préalable' * len(haut)} : {dit}") in page
    assert AVEC_JOUR[genre] in page


@pytest.mark.parametrize("genre", GENRES)
@pytest.mark.parametrize(
    ("jour", "code"),
    [
        ("28/11/2026", []),
        ("29/11/2026", ["F322"]),
        ("02/03/0226", ["F324"]),
        ("31/02/2026", ["F320"]),
    ],
)
def test_le_jour_de_l_evaluation_n_est_ni_apres_le_document_ni_hors_du_calendrier(
    genre, jour, code, ecrire
):
    execution = document(ecrire(f"date de l'évaluation;{jour}"), genre)
    assert [faute.code for faute in ecrites(execution.erreurs)] == code
    assert (execution.statut, bool(execution.sortie)) == (bool(code), not code)


@pytest.mark.parametrize(("jour", "code"), [("28/11/2021", []), ("27/11/2021", ["D109"])])
def test_rien_n_est_atteste_d_une_prealable_trop_ancienne(jour, code, ecrire):
    dossier = ecrire(f"date de l'évaluation;{jour}", "évaluation;préalable")
    assert [faute.code for faute in ecrites(document(dossier, "attestation").erreurs)] == code
    assert ecrites(document(dossier, "restitution").erreurs) == []


@pytest.mark.parametrize("genre", ["plan", "attestation"])
def test_deux_jours_pour_une_prealable_se_contredisent(genre, ecrire):
    dossier = ecrire("date de l'évaluation;02/03/2026", "évaluation;préalable")
    fautes = ecrites(document(dossier, genre, "--prealable", "2026-03-01").erreurs)
    assert [(faute.code, faute.source) for faute in fautes] == [("F323", "g.csv")]
    assert ecrites(document(dossier, genre, "--prealable", "2026-03-02").erreurs) == []


def test_un_document_date_par_sa_grille_se_controle(ecrire):
    dossier = ecrire("date de l'évaluation;02/03/2026", "évaluation;préalable")
    document(dossier, "attestation", "--format", "md", "--sortie", "a.md")
    assert lancer(dossier, "controler", "a.md").statut == 0
    texte = (dossier / "g.csv").read_text(encoding="utf-8").replace("02/03/2026", "03/03/2026")
    Path(dossier / "g.csv").write_text(texte, encoding="utf-8")
    assert lancer(dossier, "controler", "a.md").statut == 1


def test_un_score_est_le_meme_avec_ou_sans_jour(ecrire):
    def verdict(*haut):
        execution = lancer(ecrire(*haut), "score", "g.csv", "-r", "jouet.yaml", "--format", "json")
        [resultat] = json.loads(execution.sortie)["resultats"]
        return {cle: valeur for cle, valeur in resultat.items() if cle != "empreinte"}

    assert verdict("date de l'évaluation;02/03/2026", "évaluation;finale") == verdict()


@pytest.mark.parametrize(
    ("commande", "option"),
    [
        ("ecarts", "--date"),
        ("plan", "--debut"),
        ("plan", "--prealable"),
        ("attestation", "--prealable"),
    ],
)
@pytest.mark.parametrize(
    ("ecrit", "dit"),
    [
        (
            "31/02/2026",
            "« 31/02/2026 » : le 31/02/2026 n'existe pas ; vérifiez-le sur un calendrier.",
        ),
        (
            "2026-02-31",
            "« 2026-02-31 » : le 31/02/2026 n'existe pas ; vérifiez-le sur un calendrier.",
        ),
        ("demain", "« demain » n'est pas une date ; écrivez-la JJ/MM/AAAA : 01/12/2026."),
    ],
)
def test_une_option_qui_n_est_pas_un_jour_est_une_faute_d_usage(
    commande, option, ecrit, dit, ecrire
):
    execution = lancer(ecrire(), commande, "g.csv", "-r", "jouet.yaml", option, ecrit)
    assert (execution.statut, execution.sortie) == (2, "")
    assert f"clea {commande} : {option} : {dit}" in execution.erreurs


@pytest.mark.parametrize(
    "ecrit", ["2026-11-28", "28/11/2026", "28-11-2026", "28.11.2026", "28 novembre 2026"]
)
def test_une_option_lit_un_jour_comme_une_grille(ecrit, ecrire):
    dossier = ecrire()
    dites = lancer(dossier, "restitution", "g.csv", "-r", "jouet.yaml", "--date", ecrit)
    assert dites.sortie == document(dossier, "restitution").sortie


DEUX = {  # what each document says of both évaluations
    "ecarts": (
        "Date de l'évaluation préalable : 2 mars 2026",
        "Date de l'évaluation finale : 5 octobre 2026",
    ),
    "plan": (
        "Date de l'évaluation préalable : 2 mars 2026",
        "Date de l'évaluation finale : 5 octobre 2026",
    ),
    "restitution": (
        "Première évaluation : lundi 2 mars 2026",
        "Dernière évaluation : lundi 5 octobre 2026",
    ),
    "attestation": (
        "le 2 mars 2026 (évaluation préalable) et le 5 octobre 2026 (évaluation finale) à ...",
    ),
}


@pytest.mark.parametrize("genre", GENRES)
def test_de_deux_evaluations_chaque_document_dit_les_deux_jours(genre, ecrire):
    dossier = ecrire("date de l'évaluation;02/03/2026", "évaluation;préalable")
    finale = (dossier / "g.csv").read_text(encoding="utf-8").replace("02/03/2026", "05/10/2026")
    finale = finale.replace("préalable", "finale").replace("2.1.1;non acquis", "2.1.1;acquis")
    (dossier / "f.csv").write_text(finale, encoding="utf-8")
    page = lu(dossier, genre, "--finale", "f.csv")
    for dit in DEUX[genre]:
        assert dit in page
    progres = "2 · Compter : 0/2, non maîtrisé ; maintenant 1/2, maîtrisé"
    assert (progres in page) is (genre == "ecarts")
    assert "02/03/2026" not in page or genre == "plan"
