"""The référentiels that ship: what they hold, how sure it is, and that the short way in equals the verified one."""

import hashlib
import json
from collections import Counter

import pytest

from clea_cli.atelier.comparaison import Classe, comparer
from clea_cli.decision.charger import a_calculer, charger
from clea_cli.decision.verification import verifier
from clea_cli.referentiel.faits import faits
from clea_cli.referentiel.lire import construire
from clea_cli.referentiel.livres import DOSSIER, VALEURS, livres
from clea_cli.referentiel.referentiel import Certitude, Etat, Resultat
from clea_cli.sources.yaml_source import lire
from livraison.manifeste import manifeste, valeurs

LIVRES = ["clea", "clea-management", "clea-numerique"]


@pytest.fixture(scope="module")
def clea():
    return charger("clea").value


def test_le_manifeste_dit_vrai():
    assert (DOSSIER / "manifeste.json").read_text(encoding="utf-8") == manifeste(), (
        "run `make manifeste`"
    )
    assert list(livres()) == LIVRES


@pytest.mark.parametrize("nom", LIVRES)
def test_les_deux_chemins_construisent_la_meme_chose(nom):
    contenu = (DOSSIER / livres()[nom].fichier).read_bytes()
    verifie = verifier(contenu, nom, charger)
    assert verifie.diagnostics == ()
    assert charger(nom).value == verifie.value
    assert (
        construire(lire(contenu, nom).value.racine, hashlib.sha256(contenu).hexdigest())
        == verifie.value
    )


@pytest.mark.parametrize("nom", LIVRES)
def test_les_valeurs_livrees_sont_celles_du_yaml(nom):
    contenu = (DOSSIER / livres()[nom].fichier).read_bytes()
    assert (VALEURS / f"{nom}.json").read_text(encoding="utf-8") == valeurs(contenu), (
        "run `make manifeste`"
    )
    relues = json.loads((VALEURS / f"{nom}.json").read_bytes())
    assert relues == lire(contenu, nom).value.racine


def test_un_referentiel_livre_mais_modifie_est_verifie(tmp_path):
    copie = tmp_path / "clea.yaml"
    contenu = (DOSSIER / "clea.yaml").read_text(encoding="utf-8")
    copie.write_text(
        contenu.replace('"4.1.4", libelle', '"4.1.44", libelle').replace(
            "criteres: 106", "criteres: 105"
        )
    )
    refuse = charger(str(copie))
    assert refuse.value is None
    assert [faute.code for faute in refuse.diagnostics] == ["R303"]


def test_clea_a_7_domaines_28_sous_domaines_106_criteres(clea):
    assert [sum(1 for _ in domaine.criteres) for domaine in clea.domaines] == [
        18,
        20,
        20,
        11,
        10,
        11,
        16,
    ]
    assert sum(1 for _ in clea.sous_domaines) == 28
    assert clea.etat is Etat.PUBLIE


def test_clea_dit_la_certitude_de_chaque_ligne(clea):
    assert Counter(critere.certitude for critere in clea.criteres) == {
        Certitude.CONFIRME: 20,
        Certitude.RECOUPE: 47,
        Certitude.UNE_SEULE_SOURCE: 37,
        Certitude.A_CONFIRMER: 2,
    }
    douteux = [
        critere.code for critere in clea.criteres if critere.certitude is Certitude.A_CONFIRMER
    ]
    assert douteux == ["1.3.3", "5.2.3"]
    assert all(critere.sources for critere in clea.criteres)


def test_clea_a_trois_regles_sourcees_et_datees(clea):
    assert [regle.id for regle in clea.regles] == [
        "clea-75",
        "sous-domaines-75",
        "sous-domaines-2018",
    ]
    assert clea.regle(None).id == "clea-75"
    assert all(regle.sources and regle.verifie_le == "2026-11-23" for regle in clea.regles)


def test_la_regle_de_2018_recoupe_trois_comptes_du_domaine_2_et_le_reste_est_a_confirmer(clea):
    comptes = clea.regle("sous-domaines-2018").comptes
    assert {code: compte.requis for code, compte in comptes.items() if code[0] == "2"} == {
        "2.1": 6,
        "2.2": 1,
        "2.3": 6,
        "2.4": 1,
        "2.5": 2,
    }
    recoupes = [code for code, compte in comptes.items() if compte.certitude is Certitude.RECOUPE]
    assert recoupes == ["2.2", "2.4", "2.5"]
    assert len(comptes) == 28
    autres = {compte.certitude for code, compte in comptes.items() if code not in recoupes}
    assert autres == {Certitude.A_CONFIRMER}


@pytest.mark.parametrize("code", ["1.3.3", "1.4.3", "3.3.1", "5.2.3"])
def test_une_ligne_qui_differe_de_ses_sources_le_note(clea, code):
    [critere] = [critere for critere in clea.criteres if critere.code == code]
    assert critere.certitude is not Certitude.RECOUPE
    assert critere.note
    assert "eef2016" in critere.sources


def test_treize_lignes_ont_une_variante_de_2016(clea):
    variantes = [critere.code for critere in clea.criteres if "variante" in critere.note]
    assert variantes == (
        [
            "1.2.2",
            "1.2.3",
            "1.2.4",
            "1.4.2",
            "1.4.6",
            "3.1.1",
            "3.2.1",
            "3.4.1",
            "5.2.1",
            "5.2.4",
            "5.3.1",
            "5.3.2",
            "7.3.1",
        ]
    )


@pytest.mark.parametrize("nom", ["clea", "clea-numerique"])
def test_en_cours_a_deux_sens_et_n_est_aucune_reponse(nom):
    livre = charger(nom).value
    assert livre.a_preciser == ("en cours",)
    assert not [mots for mots in livre.echelle.values() if "en cours" in mots]


@pytest.mark.parametrize("nom", ["clea", "clea-numerique", "clea-management"])
def test_chaque_fait_livre_est_date_et_chaque_source_decrite(nom):
    livre = charger(nom).value
    assert livre.revision == (2 if nom == "clea-management" else 3)
    assert livre.sources
    assert livre.verifie_le == "2026-11-30"
    assert {fait.verifie_le for fait in faits(livre)} == {"2026-11-30"}


def test_la_version_de_clea_ne_change_pas_et_sa_revision_dit_tout_ce_qui_change(clea):
    avant = clea._replace(revision=1, a_preciser=(), enregistrement=None, empreinte="")
    avant = avant._replace(
        echelle={
            **clea.echelle,
            Resultat.NON_ACQUIS: (*clea.echelle[Resultat.NON_ACQUIS], "en cours"),
        }
    )
    fait = comparer(avant, clea)
    assert clea.version == "2020.1"
    assert fait.classe is Classe.MAJEUR  # « en cours » is not read any more
    assert fait.version_suffisante
    assert fait.effets == ()


def test_clea_numerique_a_4_domaines_officiels_et_des_criteres_proposes():
    numerique = a_calculer("clea-numerique")
    assert [faute.code for faute in numerique.diagnostics] == ["R501"]
    assert {domaine.certitude for domaine in numerique.value.domaines} == {Certitude.CONFIRME}
    assert {critere.certitude for critere in numerique.value.criteres} == {Certitude.PROPOSITION}
    assert [sum(1 for _ in domaine.criteres) for domaine in numerique.value.domaines] == [
        12,
        11,
        11,
        11,
    ]


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
