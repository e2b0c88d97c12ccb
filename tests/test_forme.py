"""A document mended: a faulty value hides nothing of the rest, and what is no longer the author's is known."""

import json
from typing import Annotated, Literal

import pytest
from pydantic import Field, WithJsonSchema

from clea_cli.grille import Grille
from clea_cli.readers import forme as lecteur
from clea_cli.readers.forme import FAUTES_MAX, reparer
from clea_cli.readers.modele import Code, Modele, PointsEcrits
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


# A model of one key of each kind


class Dedans(Modele):
    nom: Code
    rang: int


class Jouet(Modele):
    titre: str
    nombre: int
    vrai: bool
    liste: list[str]
    groupe: Dedans
    elements: Annotated[list[Dedans], Field(min_length=1)]
    table: dict[str, int]
    choix: Literal["un", "deux", "trois"]
    points: PointsEcrits
    dates: list[Annotated[str, WithJsonSchema({"examples": ["2026"]})]]
    schema_: str = Field(alias="schéma")
    facultatif: Code | None = None


JOUET = """titre: essai
nombre: 3
vrai: true
liste: [a]
groupe: {nom: x, rang: 1}
elements:
  - {nom: y, rang: 2}
table: {k: 1}
choix: deux
points: 2
dates: ["2025"]
schéma: s
facultatif: z
"""
CLES = "titre, nombre, vrai, liste, groupe, elements, table, choix, points, dates, schéma, facultatif"
LONG = "x " * 30
CODE_FAUX = "un code est fait de lettres ou de chiffres séparés par des points : 1.2.3."


def reparer_jouet(avant, apres):
    assert f"\n{avant}" in f"\n{JOUET}"
    document = lire(f"\n{JOUET}".replace(f"\n{avant}", f"\n{apres}", 1)[1:].encode(), "j.yaml").value
    return document, reparer(Jouet, document)


@pytest.mark.parametrize(
    ("avant", "apres", "code", "lieu", "message", "aide"),
    [
        ("titre: essai\n", "", "R202", (1, 1), "il manque la clé « titre »", "ajoutez « titre: … »."),
        ("schéma: s\n", "", "R202", (1, 1), "il manque la clé « schéma »", "ajoutez « schéma: … »."),
        (
            "groupe: {nom: x, rang: 1}",
            "groupe: {nom: x}",
            "R202",
            (5, 9),
            "il manque la clé « rang »",
            "ajoutez « rang: … ».",
        ),
        ("titre", "titer", "R201", (1, 1), "la clé « titer » n'existe pas ici", "vouliez-vous dire « titre » ?"),
        ("table: {k", "zzzz: 1\ntable: {k", "R201", (8, 1), "la clé « zzzz »", f"les clés possibles sont : {CLES}."),
        ("groupe: {", "groupe: {zz: 1, ", "R201", (5, 10), "la clé « zz »", "les clés possibles sont : nom, rang."),
        (
            "titre: essai",
            "titre: 1.10",
            "R203",
            (1, 8),
            "un texte ; reçu : un nombre",
            'écrivez-le entre guillemets : "1.10".',
        ),
        ("titre: essai", "titre:", "R203", (1, 7), "un texte ; reçu : rien", "écrivez la valeur, il n'y en a pas."),
        ("titre: essai", "titre: [a]", "R203", (1, 8), "un texte ; reçu : une liste", "corrigez cette valeur."),
        ("nombre: 3", "nombre: x", "R203", (2, 9), "un nombre entier ; reçu : un texte", "corrigez cette valeur."),
        ("vrai: true", "vrai: oui", "R203", (3, 7), "true ou false ; reçu", "écrivez true ou false, sans guillemets."),
        ("liste: [a]", "liste: 'a'", "R203", (4, 8), "attendu : une liste ; reçu", "mettez des crochets : [\"'a'\"]."),
        ("liste: [a]", 'liste: "#a#"', "R203", (4, 8), "attendu : une liste", 'mettez des crochets : ["#a#"].'),
        (
            "groupe: {nom: x, rang: 1}",
            "groupe: x",
            "R203",
            (5, 9),
            "un groupe de clés ; reçu",
            "corrigez cette valeur.",
        ),
        ("table: {k: 1}", "table: 3", "R203", (8, 8), "un groupe de clés ; reçu", "corrigez cette valeur."),
        ("choix: deux", "choix: 1.10", "R204", (9, 8), "la valeur « 1.10 »", "valeurs admises : un, deux ou trois."),
        (
            "choix: deux",
            "choix: [x]",
            "R204",
            (9, 8),
            "la valeur « une liste »",
            "valeurs admises : un, deux ou trois.",
        ),
        ("facultatif: z", f"facultatif: {LONG}", "R204", (13, 13), f"« {LONG[:39]}… »", CODE_FAUX),
        ("facultatif: z", "facultatif: 'a\n\n  b'", "R204", (13, 13), "la valeur « a b » n'est", CODE_FAUX),
        (
            "elements:\n  - {nom: y, rang: 2}",
            "elements: []",
            "R204",
            (6, 11),
            "« une liste »",
            "la liste doit avoir au moins un élément.",
        ),
        ('dates: ["2025"]', "dates: [1]", "R203", (11, 9), "attendu : un texte", 'écrivez-le entre guillemets : "1".'),
    ],
)
def test_une_faute_de_forme_est_dite_a_sa_place_avec_que_faire(avant, apres, code, lieu, message, aide):
    (faute,) = reparer_jouet(avant, apres)[1].fautes
    assert (faute.code, faute.position.source) == (code, "j.yaml")
    assert (faute.position.ligne, faute.position.colonne) == lieu
    assert message in faute.message
    assert faute.aide == aide


@pytest.mark.parametrize(
    ("avant", "apres", "chemin", "valeur"),
    [
        ("titre: essai\n", "", ("titre",), "…"),
        ("nombre: 3", "nombre: x", ("nombre",), 0),
        ("vrai: true", "vrai: 3", ("vrai",), False),
        ("liste: [a]", "liste: x", ("liste",), []),
        ("groupe: {nom: x, rang: 1}", "groupe: 3", ("groupe",), {"nom": "…", "rang": 0}),
        ("groupe: {nom: x, rang: 1}", "groupe: {nom: x}", ("groupe", "rang"), 0),
        ("  - {nom: y, rang: 2}", "  - 3", ("elements", 0), {"nom": "…", "rang": 0}),
        ("table: {k: 1}", "table: 3", ("table",), {}),
        ("table: {k: 1}", "table: {k: x}", ("table", "k"), 0),
        ("choix: deux", "choix: quatre", ("choix",), "un"),
        ("points: 2", "points: 2.5", ("points",), 1),
        ('dates: ["2025"]', "dates: [[]]", ("dates", 0), "2026"),
        ("schéma: s\n", "", ("schéma",), "…"),
        ("titre: essai", "titre: 1.10", ("titre",), "1.10"),
    ],
)
def test_ce_qui_ne_se_repare_pas_est_remplace_par_ce_qu_il_y_a_de_plus_simple(avant, apres, chemin, valeur):
    document, forme = reparer_jouet(avant, apres)
    assert document.valeur(chemin) == valeur
    assert (forme.perdus, forme.chemins) == ({chemin}, (chemin,))


@pytest.mark.parametrize(
    ("avant", "apres", "cle"),
    [
        ("liste: [a]", "liste: x", "liste"),
        ("groupe: {nom: x, rang: 1}", "groupe: x", "groupe"),
        ("table: {k: 1}", "table: 3", "table"),
    ],
)
def test_un_groupe_invente_se_tient_ou_etait_la_valeur(avant, apres, cle):
    document, _ = reparer_jouet(avant, apres)
    position = document.position((cle,))
    assert document.racine[cle].lieu == (position.ligne, position.colonne)


def test_une_valeur_facultative_qui_est_fausse_est_oubliee():
    document, forme = reparer_jouet("facultatif: z", "facultatif: 3")
    assert "facultatif" not in document.racine
    assert forme.perdus == {("facultatif",)}


def test_une_cle_en_trop_et_une_valeur_fausse_sont_dites_toutes_les_deux():
    document, forme = reparer_jouet("nombre: 3", "nombre: x\nzzzz: 1")
    assert [faute.code for faute in forme.fautes] == ["R201", "R203"]
    assert forme == (forme.fautes, {("nombre",)}, {("zzzz",)}, (("zzzz",), ("nombre",)))
    _, seule = reparer_jouet("nombre: 3", "nombre: 3\nzzzz: 1")
    assert seule == (seule.fautes, frozenset(), {("zzzz",)}, (("zzzz",),))
    assert "zzzz" not in document.racine


def test_autant_de_fautes_que_la_limite_sont_reparees_et_une_de_plus_ne_l_est_pas(monkeypatch):
    for limite, perdus in ((2, frozenset()), (1, lecteur.TOUT)):
        monkeypatch.setattr(lecteur, "FAUTES_MAX", limite)
        _, forme = reparer_jouet("nombre: 3", "nombre: 3\nyyyy: 1\nzzzz: 1")
        assert (len(forme.fautes), forme.perdus) == (limite, perdus)


def test_une_grille_garde_les_reponses_dont_elle_est_faite():
    resultats = [*Resultat, *reversed(Resultat)]
    grille = Grille.depuis("C-0001", resultats)
    assert [grille.resultat(rang) for rang in range(len(resultats))] == resultats
