"""The attestation: one sheet to sign, that names the domaines mastered and nothing else."""

import re
from datetime import date
from io import BytesIO

import pypdf
import pytest

from clea_cli.decision.decision import bareme
from clea_cli.decision.jugement import autres_lectures, juger
from clea_cli.documents.attester import constats
from tests.documents.test_documents import RACINE, octets
from tests.documents.test_restitution import extreme
from tests.outils.jouets import clea, grille, reponses
from tests.outils.lire_documents import texte
from tests.promesses.test_cases import lancer

ORGANISME = "clea_cli/documents/modeles/organisme.yaml"
CLEA = clea()
BAREME = bareme(CLEA, CLEA.regles[0])


def faire(chemin, format_, *options):
    return octets(
        RACINE, "attestation", chemin, "--format", format_, "--date", "2026-11-28", *options
    )


@pytest.mark.parametrize(
    "options", [(), ("--organisme", ORGANISME, "--points")], ids=["sans", "avec"]
)
@pytest.mark.parametrize("nom", ["tout", "un-seul", "melange"])
def test_elle_tient_sur_une_feuille(nom, options, tmp_path):
    assert len(pypdf.PdfReader(BytesIO(faire(extreme(nom, tmp_path), "pdf", *options))).pages) == 1


def test_elle_ne_nomme_que_les_domaines_maitrises_et_rien_d_autre(tmp_path):
    """Only domaine 1 is mastered."""
    page = texte(faire(extreme("un-seul", tmp_path), "html"), "html")
    for domaine in CLEA.domaines:
        assert (domaine.libelle in page) is (domaine.code == "1")
        for sous_domaine in domaine.sous_domaines if domaine.code != "1" else ():
            assert sous_domaine.libelle not in page.replace("Communiquer en français", "")
    for sous_domaine in CLEA.domaines[0].sous_domaines:
        assert sous_domaine.libelle in page
    assert "le domaine suivant est maîtrisé, avec ses sous-domaines" in page
    assert "lecture" not in page
    assert "18/18" not in page
    assert "sha256" not in page


def test_elle_ne_se_dit_jamais_certificat_ni_diplome(tmp_path):
    page = texte(faire(extreme("tout", tmp_path), "html"), "html")
    assert "Cette attestation ne vaut pas certificat." in page
    assert re.findall(r"[^.]*certificat[^.]*", page.replace("certificateur", "")) == [
        "Attestation de domaines maîtrisés Cette attestation ne vaut pas certificat",
        " Seul le , Certif'Pro, délivre le certificat, après la décision d'un jury",
    ]
    assert not re.search(r"diplôme|validé|République|logo", page, re.IGNORECASE)


def test_elle_dit_les_points_si_on_les_demande(tmp_path):
    assert "18/18 (100,0 %)" in texte(
        faire(extreme("un-seul", tmp_path), "html", "--points"), "html"
    )


def test_l_organisme_y_met_son_en_tete_sa_ville_et_qui_signe(tmp_path):
    page = texte(faire(extreme("tout", tmp_path), "html", "--organisme", ORGANISME), "html")
    debut = "Les Ateliers du Pont · 3 rue des Tanneurs, 59000 Lille"
    assert page.startswith(debut)
    assert "SIRET 123 456 782 00010" in page
    assert "Cet enregistrement ne vaut pas agrément de l'État." in page
    assert "a été évalué(e) le 2 mars 2026 à ...................." in page
    assert "Fait à Lille, le 28 novembre 2026 Dominique Lefort, directrice" in page


def test_sans_organisme_tout_se_remplit_a_la_main(tmp_path):
    page = texte(faire(extreme("tout", tmp_path), "html"), "html")
    assert re.search(
        r"\.{20,} atteste que \.{20,}, référence C-0042, a été évalué\(e\) le 2 mars 2026 à \.{10,}",
        page,
    )
    assert re.search(r"Nom et fonction du signataire : \.{20,} Signature et cachet", page)
    assert "agrément" not in page


def test_sans_domaine_maitrise_elle_est_refusee_et_les_autres_sont_faites(tmp_path):
    rien, tout = extreme("rien", tmp_path), extreme("tout", tmp_path)
    seule = lancer(tmp_path, "attestation", rien)
    assert (seule.statut, seule.sortie) == (1, "")
    assert "clea restitution" in seule.erreurs
    deux = lancer(tmp_path, "attestation", rien, tout, "--sortie", "d", "--format", "md")
    assert deux.statut == 3
    assert [fichier.name for fichier in (tmp_path / "d").iterdir()] == ["C-0042-attestation.md"]


def avertis(jour="2026-11-28", **sauf):
    jugement = juger(BAREME, autres_lectures(BAREME), grille(CLEA, reponses(CLEA, **sauf)))
    return [faute.code for faute in constats(jugement, "g.csv", date.fromisoformat(jour))]


def test_une_lecture_plus_exigeante_est_dite_a_l_evaluateur_et_pas_sur_la_page(tmp_path):
    """Domaine 1 at 16 of 18, none of 1.1: the reading of 2018 wants one of it."""
    assert avertis(non_acquis=["1.1"]) == ["D313"]
    execution = lancer(RACINE, "attestation", "examples/lectures-differentes.csv")
    assert execution.statut == 0
    assert "avertissement D313" in execution.erreurs
    assert "lecture" not in execution.sortie


def test_une_lecture_close_ne_previent_plus_et_celle_qui_est_d_accord_ne_dit_rien():
    assert avertis() == []
    # In 2017 the reading of that time was in force too.
    assert avertis("2017-06-01", non_acquis=["1.1"]) == ["D313", "D313"]
