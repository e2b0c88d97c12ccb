"""A document mended: a faulty value hides nothing of the rest, and what is no longer the author's is known."""

import json
from typing import Literal

import pytest
from pydantic import Field

from clea_cli.grille.grille import Grille
from clea_cli.referentiel.modele import ReferentielModele
from clea_cli.referentiel.referentiel import Resultat
from clea_cli.sources.forme import FAUTES_MAX, reparer
from clea_cli.sources.modele import Code, DateEcrite, Modele, PointsEcrits, Synonyme, Texte
from clea_cli.sources.yaml_source import lire
from tests.outils.jouets import SIMPLE

CRITERE = ("domaines", 0, "sous_domaines", 0, "criteres", 0)
TEXTE = json.dumps(SIMPLE, ensure_ascii=False)

_VRAI = "attendu : true ou false ; reçu : un nombre | écrivez true ou false, sans guillemets."
_CROCHETS = 'attendu : une liste ; reçu : un texte | mettez des crochets : ["jouet"].'
_TIRETS = "attendu : une liste ; reçu : un groupe de clés | écrivez un élément par ligne, chacun après un tiret."
_ENTIER = (
    "attendu : un nombre entier ; reçu : un texte | écrivez un nombre entier, sans guillemets."
)
_CLES = "attendu : un groupe de clés ; reçu : un nombre | écrivez des lignes « clé: valeur »."
_ETATS = "valeurs admises : publie, brouillon ou annonce."
_CALENDRIER = "le 31/11/2026 n'existe pas ; vérifiez-le sur un calendrier."
_SANS_DUREE = '{"prealable_heures_max": 7, "finale_heures_max": 3, "validite_ans": 0, "certitude": "confirme"}'
_POSITIF = "la valeur « 0 » n'est pas admise | écrivez un nombre entier, à partir de 1."


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


@pytest.mark.parametrize(
    ("avant", "apres", "dit"),
    [
        (
            '"personne"',
            "12",
            'attendu : un texte ; reçu : un nombre | écrivez-le entre guillemets : "12".',
        ),
        (
            '"personne"',
            "[]",
            "attendu : un texte ; reçu : une liste | écrivez un seul texte, entre guillemets.",
        ),
        (
            '"personne"',
            "",
            "attendu : un texte ; reçu : rien | écrivez la valeur, il n'y en a pas.",
        ),
        ('"defaut": true', '"defaut": 1', _VRAI),
        ('"sources": ["jouet"]', '"sources": jouet', _CROCHETS),
        ('"sources": ["jouet"]', '"sources": {}', _TIRETS),
        ('"domaines": 2', '"domaines": deux', _ENTIER),
        ('"attendu": {', '"attendu": 3, "x": {', _CLES),
        ('"etat": "publie"', '"etat": []', f"la valeur « [] » n'est pas admise | {_ETATS}"),
        (
            '"2026-11-23"',
            '"2026-11-31"',
            f"la valeur « 2026-11-31 » n'est pas admise | {_CALENDRIER}",
        ),
        ('"attendu": {', f'"modalites": {_SANS_DUREE}, "attendu": {{', _POSITIF),
    ],
)
def test_une_faute_de_forme_dit_comment_ecrire_la_valeur(avant, apres, dit):
    faute = change(avant, apres)[1].fautes[-1]
    assert f"{faute.message} | {faute.aide}" == dit


@pytest.mark.parametrize("texte", ["[]", "3", "'texte'"])
def test_un_document_qui_n_est_pas_un_groupe_est_perdu_tout_entier(texte):
    assert mendre(texte)[1].perdus == {()}


def test_au_dela_de_mille_fautes_le_document_est_autre_chose():
    _, forme = mendre(json.dumps({f"cle{n}": n for n in range(FAUTES_MAX + 1)}))
    assert len(forme.fautes) == FAUTES_MAX
    assert forme.perdus == {()}


# The words, the place and what is put instead, kind by kind


class LigneModele(Modele):
    code: Code
    points: PointsEcrits = 1
    note: Texte | None = None


class TeteModele(LigneModele):
    rang: int
    vu: bool
    jour: DateEcrite
    suite: list[Code]
    pied: LigneModele


class FeuilleModele(Modele):
    schema_: Literal["feuille/1"] = Field(alias="schema")
    titre: Texte
    jour: DateEcrite
    nombre: int
    actif: bool
    genre: Literal["petit", "moyen", "grand"]
    tete: TeteModele
    lignes: list[LigneModele] = Field(min_length=1)
    par_code: dict[str, LigneModele]
    mots: list[Synonyme] | None = None


VIDE = {"code": "…"}
TETE = '{code: "1", rang: 1, vu: true, jour: 2026-01-01, suite: [], pied: {code: "2"}}'
TETE_VIDE = {"code": "…", "rang": 0, "vu": False, "jour": "2026-11-23", "suite": [], "pied": VIDE}
FEUILLE = f"""\
schema: feuille/1
titre: Une feuille
jour: 2026-11-23
nombre: 3
actif: false
genre: moyen
tete: {TETE}
lignes:
  - {{code: "1.1", points: 2}}
  - {{code: "1.2", note: bien}}
par_code: {{"1.1": {{code: "1.1"}}}}
mots: [oui, 1]
"""
CLES = "les clés possibles sont : schema, titre, jour, nombre, actif, genre, tete, lignes, par_code, mots."
UN_TEXTE, ENTRE = "écrivez un seul texte, entre guillemets.", "écrivez-le entre guillemets :"
UN_ENTIER, UN_GROUPE = (
    "écrivez un nombre entier, sans guillemets.",
    "écrivez des lignes « clé: valeur ».",
)
SANS_VALEUR = "écrivez la valeur, il n'y en a pas."
DES_POINTS = 'des points sont un nombre de 1 à 100 sans guillemets, ou une fraction entre guillemets : "1/2".'


def abimer(avant, apres):
    assert FEUILLE.count(avant) == 1
    document = lire(FEUILLE.replace(avant, apres).encode(), "r.yaml").value
    forme = reparer(FeuilleModele, document)
    return document, forme


@pytest.mark.parametrize(
    ("avant", "apres", "faute", "chemin", "valeur"),
    [  # « lost way »: what is put there
        (
            "titre: Une feuille",
            "titre: 1.10",
            ("R203", 2, 8, "un texte", "un nombre", f'{ENTRE} "1.10".'),
            "titre",
            "1.10",
        ),
        (
            "titre: Une feuille",
            "titre:",
            ("R203", 2, 7, "un texte", "rien", SANS_VALEUR),
            "titre",
            "",
        ),
        (
            "titre: Une feuille",
            "titre: [a]",
            ("R203", 2, 8, "un texte", "une liste", UN_TEXTE),
            "titre",
            "…",
        ),
        (
            "titre: Une feuille",
            "titre: {a: b}",
            ("R203", 2, 8, "un texte", "un groupe de clés", UN_TEXTE),
            "titre",
            "…",
        ),
        (
            "nombre: 3",
            "nombre: trois",
            ("R203", 4, 9, "un nombre entier", "un texte", UN_ENTIER),
            "nombre",
            0,
        ),
        (
            "nombre: 3",
            "nombre: 3.0",
            ("R203", 4, 9, "un nombre entier", "un nombre", UN_ENTIER),
            "nombre",
            0,
        ),
        (
            "nombre: 3",
            "nombre: ~",
            ("R203", 4, 9, "un nombre entier", "rien", SANS_VALEUR),
            "nombre",
            0,
        ),
        (
            *("actif: false", 'actif: "non"'),
            ("R203", 5, 8, "true ou false", "un texte", "écrivez true ou false, sans guillemets."),
            *("actif", False),
        ),
        (
            f"tete: {TETE}",
            "tete: 1",
            ("R203", 7, 7, "un groupe de clés", "un nombre", UN_GROUPE),
            "tete",
            TETE_VIDE,
        ),
        (
            '  - {code: "1.2", note: bien}',
            "  - x",
            ("R203", 10, 5, "un groupe de clés", "un texte", UN_GROUPE),
            "lignes/1",
            VIDE,
        ),
        (
            *('par_code: {"1.1": {code: "1.1"}}', "par_code: 2 # deux"),
            ("R203", 11, 11, "un groupe de clés", "un nombre", UN_GROUPE),
            *("par_code", {}),
        ),
        (
            "mots: [oui, 1]",
            "mots: Xx",
            ("R203", 12, 7, "une liste", "un texte", 'mettez des crochets : ["Xx"].'),
            "mots",
            None,
        ),
        (
            *("mots: [oui, 1]", 'mots: "oui"'),
            ("R203", 12, 7, "une liste", "un texte", 'mettez des crochets : ["oui"].'),
            *("mots", None),
        ),
        (
            "jour: 2026-11-23",
            "jour: 12",
            ("R203", 3, 7, "un texte", "un nombre", f'{ENTRE} "12".'),
            "jour",
            "2026-11-23",
        ),
        (
            "note: bien",
            "note: 1",
            ("R203", 10, 25, "un texte", "un nombre", f'{ENTRE} "1".'),
            "lignes/1/note",
            None,
        ),
        (
            'tete: {code: "1"',
            "tete: {code: 010",
            ("R203", 7, 14, "un texte", "un nombre", f'{ENTRE} "010".'),
            "tete/code",
            "010",
        ),
    ],
)
def test_un_genre_de_valeur_inattendu_est_dit_et_remplace(avant, apres, faute, chemin, valeur):
    document, forme = abimer(avant, apres)
    code, ligne, colonne, attendu, recu, conseil = faute
    [dite] = forme.fautes
    assert (dite.code, *dite.position) == (code, "r.yaml", ligne, colonne, None)
    assert dite.message == f"attendu : {attendu} ; reçu : {recu}"
    assert dite.aide == conseil
    perdu = tuple(int(etape) if etape.isdigit() else etape for etape in chemin.split("/"))
    assert (forme.perdus, forme.chemins, forme.retires) == ({perdu}, (perdu,), frozenset())
    assert atteindre(document, perdu) == valeur


def atteindre(document, chemin):
    """The value; None if it was left out."""
    parent = document.valeur(chemin[:-1])
    return parent[chemin[-1]] if isinstance(parent, list) else parent.get(chemin[-1])


@pytest.mark.parametrize(
    ("avant", "apres", "faute", "chemin", "valeur"),
    [
        (
            *("genre: moyen", "genre: grnd"),
            (6, 8, "grnd", "valeurs admises : petit, moyen ou grand."),
            *("genre", "petit"),
        ),
        (
            "schema: feuille/1",
            "schema: feuille/2",
            (1, 9, "feuille/2", "valeurs admises : feuille/1."),
            "schema",
            "feuille/1",
        ),
        (
            "titre: Une feuille",
            'titre: "  "',
            (2, 8, "", "écrivez un texte, il est vide."),
            "titre",
            "  ",
        ),
        (
            "jour: 2026-11-23",
            "jour: 23/11/2026",
            (3, 7, "23/11/2026", "une date s'écrit"),
            "jour",
            "2026-11-23",
        ),
        ("points: 2", "points: 1.50", (9, 27, "1.50", DES_POINTS), "lignes/0/points", None),
        ("points: 2", "points: [1]", (9, 27, "une liste", DES_POINTS), "lignes/0/points", None),
        ("points: 2", "points: []", (9, 27, "[]", DES_POINTS), "lignes/0/points", None),
        (
            *("points: 2", f"points: '{'x' * 41}'"),
            (9, 27, f"{'x' * 39}…", DES_POINTS),
            *("lignes/0/points", None),
        ),
        ("points: 2", "points: 'a \n\n  b'", (9, 27, "a b", DES_POINTS), "lignes/0/points", None),
        (
            "mots: [oui, 1]",
            "mots: [oui, 1.5]",
            (12, 13, "1.5", "écrivez ce mot entre guillemets"),
            "mots/1",
            "oui",
        ),
    ],
)
def test_une_valeur_qui_n_est_pas_admise_est_citee_et_remplacee(
    avant, apres, faute, chemin, valeur
):
    document, forme = abimer(avant, apres)
    ligne, colonne, citee, conseil = faute
    [dite] = forme.fautes
    assert (dite.code, *dite.position[1:3]) == ("R204", ligne, colonne)
    assert dite.message == f"la valeur « {citee} » n'est pas admise"
    assert conseil in dite.aide
    perdu = tuple(int(etape) if etape.isdigit() else etape for etape in chemin.split("/"))
    assert forme.perdus == {perdu}
    assert atteindre(document, perdu) == valeur


def test_une_liste_trop_courte_ou_une_cle_absente_est_dite_au_groupe_qui_la_veut():
    document, forme = abimer(
        'lignes:\n  - {code: "1.1", points: 2}\n  - {code: "1.2", note: bien}', "lignes: []"
    )
    assert [(f.code, *f.position[1:3], f.aide) for f in forme.fautes] == [
        ("R204", 8, 9, "la liste doit avoir au moins un élément.")
    ]
    assert (forme.perdus, document.racine["lignes"]) == ({("lignes",)}, [])
    document, forme = abimer('tete: {code: "1", ', "tete: {")
    assert [(f.code, *f.position[1:3], f.message) for f in forme.fautes] == [
        ("R202", 7, 7, "il manque la clé « code »")
    ]
    assert (forme.perdus, document.racine["tete"]["code"]) == ({("tete", "code")}, "…")
    document, forme = abimer(f"tete: {TETE}\n", "")
    assert [(f.code, *f.position[1:3], f.message) for f in forme.fautes] == [
        ("R202", 1, 1, "il manque la clé « tete »")
    ]
    assert document.racine["tete"] == TETE_VIDE
    assert (document.racine["tete"].lieu, forme.perdus) == ((1, 1), {("tete",)})
    document, _ = abimer('  - {code: "1.2", note: bien}', "  -   [x]")
    assert document.racine["lignes"][1].lieu == (10, 7), (
        "what is made up stands where the faulty value did"
    )
    document, _ = abimer('{"1.1": {code: "1.1"}}', "  3")
    assert document.racine["par_code"].lieu == (11, 13)
    document, _ = abimer("suite: []", "suite:   x")
    assert document.racine["tete"]["suite"].lieu == (7, 65)
    _, forme = abimer('{code: "1.2", note: bien}', "{note: bien}")
    assert [(f.code, *f.position[1:3]) for f in forme.fautes] == [("R202", 10, 5)]
    document, forme = abimer("actif: false\n", "")
    assert (document.racine["actif"], forme.perdus) == (False, {("actif",)})


@pytest.mark.parametrize(
    ("avant", "apres", "faute", "retire"),
    [
        ("titre: Une", "titer: Une", (2, 1, "titer", "vouliez-vous dire « titre » ?"), ()),
        ("titre: Une", "xyz: 1\ntitre: Une", (2, 1, "xyz", CLES), ("xyz",)),
        (
            "titre: Une",
            "titres: 1\ntitre: Une",
            (2, 1, "titres", "vouliez-vous dire « titre » ?"),
            ("titres",),
        ),
        ("schema: f", "schéma: f", (1, 1, "schéma", "vouliez-vous dire « schema » ?"), ()),
        ("note: bien", "notes: bien", (10, 19, "notes", "vouliez-vous dire « note » ?"), ()),
        (
            "note: bien",
            "zzz: bien",
            (10, 19, "zzz", "les clés possibles sont : code, points, note."),
            ("lignes", 1, "zzz"),
        ),
        ('{code: "1.1"}}', '{cod: "1.1"}}', (11, 20, "cod", "vouliez-vous dire « code » ?"), ()),
    ],
)
def test_une_cle_inconnue_est_dite_a_la_cle_meme(avant, apres, faute, retire):
    document, forme = abimer(avant, apres)
    ligne, colonne, cle, conseil = faute
    [dite] = forme.fautes
    assert (dite.code, *dite.position[1:3]) == ("R201", ligne, colonne)
    assert (dite.message, dite.aide) == (f"la clé « {cle} » n'existe pas ici", conseil)
    assert (forme.perdus, forme.retires) == (frozenset(), {retire} if retire else frozenset())
    assert [chemin[-1] for chemin in forme.chemins] == [cle]
    bon = lire(FEUILLE.encode(), "r.yaml").value.racine
    attendue = json.loads(json.dumps(bon))
    if cle == "zzz":
        del attendue["lignes"][1]["note"]
    assert document.racine == attendue


def test_une_cle_qui_retrouve_son_nom_garde_sa_place():
    document, _ = abimer("note: bien", "notes: bien")
    assert document.position(("lignes", 1, "note"))[1:3] == (10, 26)
    assert document.position(("lignes", 1, "note"), cle=True)[1:3] == (10, 19)


def test_les_fautes_sous_une_cle_retrouvee_suivent_celles_des_cles():
    _, forme = abimer("note: bien", "notes: 1, zzz: 2")
    assert [f.code for f in forme.fautes] == ["R201", "R201", "R203"]
    assert [chemin[-1] for chemin in forme.chemins] == ["notes", "zzz", "note"]
    assert (forme.perdus, forme.retires) == ({("lignes", 1, "note")}, {("lignes", 1, "zzz")})


@pytest.mark.parametrize(("nombre", "perdu"), [(FAUTES_MAX, False), (FAUTES_MAX + 1, True)])
def test_mille_fautes_sont_dites_et_pas_une_de_plus(nombre, perdu):
    document = lire(
        FEUILLE.replace("mots: [oui, 1]", f"mots: [{', '.join(['1.5'] * nombre)}]").encode(),
        "r.yaml",
    ).value
    forme = reparer(FeuilleModele, document)
    assert [f.code for f in forme.fautes] == ["R204"] * FAUTES_MAX
    assert (() in forme.perdus) is perdu


def test_une_grille_garde_les_reponses_dont_elle_est_faite():
    resultats = [*Resultat, *reversed(Resultat)]
    grille = Grille.depuis("C-0001", resultats)
    assert [grille.resultat(rang) for rang in range(len(resultats))] == resultats
