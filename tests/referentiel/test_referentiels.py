"""The référentiels that ship: what they hold, how sure it is, and that the short way in equals the verified one."""

import hashlib
import json
from collections import Counter

import pytest

from clea_cli.decision.charger import a_calculer, charger
from clea_cli.decision.verification import verifier
from clea_cli.referentiel.lire import construire
from clea_cli.referentiel.livres import DOSSIER, VALEURS, livres
from clea_cli.referentiel.referentiel import Certitude, Etat
from clea_cli.sources.yaml_source import lire
from livraison.manifeste import manifeste, valeurs

LIVRES = ["clea", "clea-management", "clea-numerique"]


@pytest.fixture(scope="module")
def clea():
    return charger("clea").value


def test_le_manifeste_dit_vrai():
    assert (DOSSIER / "manifeste.json").read_text(encoding="utf-8") == manifeste(), "run `make manifeste`"
    assert list(livres()) == LIVRES


@pytest.mark.parametrize("nom", LIVRES)
def test_les_deux_chemins_construisent_la_meme_chose(nom):
    contenu = (DOSSIER / livres()[nom].fichier).read_bytes()
    verifie = verifier(contenu, nom, charger)
    assert verifie.diagnostics == ()
    assert charger(nom).value == verifie.value
    assert construire(lire(contenu, nom).value.racine, hashlib.sha256(contenu).hexdigest()) == verifie.value


@pytest.mark.parametrize("nom", LIVRES)
def test_les_valeurs_livrees_sont_celles_du_yaml(nom):
    contenu = (DOSSIER / livres()[nom].fichier).read_bytes()
    assert (VALEURS / f"{nom}.json").read_text(encoding="utf-8") == valeurs(contenu), "run `make manifeste`"
    relues = json.loads((VALEURS / f"{nom}.json").read_bytes())
    assert relues == lire(contenu, nom).value.racine


def test_un_referentiel_livre_mais_modifie_est_verifie(tmp_path):
    copie = tmp_path / "clea.yaml"
    contenu = (DOSSIER / "clea.yaml").read_text(encoding="utf-8")
    copie.write_text(contenu.replace('"4.1.4", libelle', '"4.1.44", libelle').replace("criteres: 106", "criteres: 105"))
    refuse = charger(str(copie))
    assert refuse.value is None
    assert [faute.code for faute in refuse.diagnostics] == ["R303"]


def test_clea_a_7_domaines_28_sous_domaines_106_criteres(clea):
    assert [sum(1 for _ in domaine.criteres) for domaine in clea.domaines] == [18, 20, 20, 11, 10, 11, 16]
    assert sum(1 for _ in clea.sous_domaines) == 28
    assert clea.etat is Etat.PUBLIE


def test_clea_dit_la_certitude_de_chaque_ligne(clea):
    assert Counter(critere.certitude for critere in clea.criteres) == {
        Certitude.CONFIRME: 20,
        Certitude.RECOUPE: 50,
        Certitude.UNE_SEULE_SOURCE: 35,
        Certitude.A_CONFIRMER: 1,
    }
    assert [critere.code for critere in clea.criteres if critere.certitude is Certitude.A_CONFIRMER] == ["5.2.3"]
    assert all(critere.sources for critere in clea.criteres)


def test_clea_a_trois_regles_sourcees_et_datees(clea):
    assert [regle.id for regle in clea.regles] == ["clea-75", "sous-domaines-75", "sous-domaines-2018"]
    assert clea.regle(None).id == "clea-75"
    assert all(regle.sources and regle.verifie_le == "2026-11-23" for regle in clea.regles)


def test_la_regle_de_2018_tient_le_domaine_2_pour_confirme_et_le_reste_a_confirmer(clea):
    comptes = clea.regle("sous-domaines-2018").comptes
    assert {code: compte.requis for code, compte in comptes.items() if compte.certitude is Certitude.CONFIRME} == {
        "2.1": 6,
        "2.2": 1,
        "2.3": 6,
        "2.4": 1,
        "2.5": 2,
    }
    assert len(comptes) == 28
    assert {compte.certitude for code, compte in comptes.items() if code[0] != "2"} == {Certitude.A_CONFIRMER}


def test_clea_numerique_a_4_domaines_officiels_et_des_criteres_proposes():
    numerique = a_calculer("clea-numerique")
    assert [faute.code for faute in numerique.diagnostics] == ["R501"]
    assert {domaine.certitude for domaine in numerique.value.domaines} == {Certitude.CONFIRME}
    assert {critere.certitude for critere in numerique.value.criteres} == {Certitude.PROPOSITION}
    assert [sum(1 for _ in domaine.criteres) for domaine in numerique.value.domaines] == [12, 11, 11, 11]


def test_clea_management_est_annonce_et_ne_se_calcule_pas():
    assert charger("clea-management").value.etat is Etat.ANNONCE
    refuse = a_calculer("clea-management")
    assert (refuse.value, [faute.code for faute in refuse.diagnostics]) == (None, ["R502"])
    assert "--referentiel" in refuse.diagnostics[0].aide


@pytest.mark.parametrize("nom", ["clea", "CléA", "cléa numérique", "CLEA_NUMERIQUE"])
def test_un_referentiel_se_nomme_comme_on_parle(nom):
    assert charger(nom).value is not None


def test_les_sources_citees_sont_decrites():
    for nom in LIVRES:
        referentiel = charger(nom).value
        decrites = {source.id for source in referentiel.sources}
        citees = {source for regle in referentiel.regles for source in regle.sources}
        citees |= {source for critere in referentiel.criteres for source in critere.sources}
        assert citees <= decrites


def test_le_manifeste_est_du_json_trie_par_nom():
    texte = (DOSSIER / "manifeste.json").read_text(encoding="utf-8")
    assert list(json.loads(texte)) == LIVRES
