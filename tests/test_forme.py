"""A document mended: a faulty value hides nothing of the rest, and what is no longer the author's is known."""

import json

import pytest

from clea_cli.grille import Grille
from clea_cli.readers.forme import FAUTES_MAX, reparer
from clea_cli.readers.referentiel_modele import ReferentielModele
from clea_cli.readers.yaml_source import lire
from clea_cli.referentiel import Resultat
from tests.jouets import SIMPLE

CRITERE = ("domaines", 0, "sous_domaines", 0, "criteres", 0)
TEXTE = json.dumps(SIMPLE, ensure_ascii=False)


def mendre(texte):
    document = lire(texte.encode(), "r.yaml").value
    return document, reparer(ReferentielModele, document)


def change(avant, apres):
    assert avant in TEXTE
    return mendre(TEXTE.replace(avant, apres, 1))


def test_un_document_correct_n_est_pas_touche():
    document, forme = mendre(TEXTE)
    assert forme == ((), frozenset(), frozenset(), ())
    assert document.racine == SIMPLE


def test_une_cle_mal_ecrite_retrouve_son_nom_et_sa_valeur():
    document, forme = change('"certificateur"', '"certificatuer"')
    assert document.racine["certificateur"] == "personne"
    assert [faute.code for faute in forme.fautes] == ["R201"]
    assert (forme.perdus, forme.retires) == (frozenset(), frozenset())


def test_ce_qui_est_sous_une_cle_mal_ecrite_est_regarde_aussi():
    _, forme = change('"criteres": [{"code": "1.1.1"', '"critères": [{"code": 1.5')
    assert [faute.code for faute in forme.fautes] == ["R201", "R203"]


def test_une_cle_en_trop_est_retiree_et_l_on_s_en_souvient():
    document, forme = change('"certificateur"', '"couleur": "bleu", "certificateur"')
    assert "couleur" not in document.racine
    assert forme.retires == {("couleur",)}
    assert forme.perdus == frozenset()


@pytest.mark.parametrize(("ecrit", "texte"), [("1.10", "1.10"), ("12", "12"), ("true", "true")])
def test_un_code_sans_guillemets_devient_le_texte_que_l_on_a_tape(ecrit, texte):
    document, forme = change('"code": "1.1.1"', f'"code": {ecrit}')
    assert document.valeur((*CRITERE, "code")) == texte
    assert forme.perdus == {(*CRITERE, "code")}


@pytest.mark.parametrize(
    ("avant", "apres", "chemin"),
    [
        ('"seuil": "75/100"', '"seuil": 0.75', ("regles", 0, "ensemble", "seuil")),
        ('"verifie_le": "2026-11-23"', '"verifie_le": null', ("regles", 0, "verifie_le")),
        ('"points": 1', '"points": []', (*CRITERE, "points")),
        ('"libelle": "critère 1.1.1", ', "", (*CRITERE, "libelle")),
        ('"etat": "publie"', '"etat": "officiel"', ("etat",)),
        ('"attendu": {', '"attendu": 3, "x": {', ("attendu",)),
    ],
)
def test_ce_qui_ne_se_repare_pas_est_invente_ou_laisse_de_cote(avant, apres, chemin):
    document, forme = change(avant, apres)
    assert chemin in forme.perdus
    assert reparer(ReferentielModele, document).fautes == ()


@pytest.mark.parametrize("texte", ["[]", "3", "'texte'"])
def test_un_document_qui_n_est_pas_un_groupe_est_perdu_tout_entier(texte):
    assert mendre(texte)[1].perdus == {()}


def test_au_dela_de_mille_fautes_le_document_est_autre_chose():
    _, forme = mendre(json.dumps({f"cle{n}": n for n in range(FAUTES_MAX + 1)}))
    assert len(forme.fautes) == FAUTES_MAX
    assert forme.perdus == {()}


def test_une_grille_garde_les_reponses_dont_elle_est_faite():
    resultats = [*Resultat, *reversed(Resultat)]
    grille = Grille.depuis("C-0001", resultats)
    assert [grille.resultat(rang) for rang in range(len(resultats))] == resultats
