"""What a référentiel must mean: each fault at its place and in its words, and none at the very limit."""

from copy import deepcopy
from datetime import date

import pytest

from clea_cli.referentiel import verifier as check_referentiel
from clea_cli.referentiel.lire import construire
from tests.outils.constats import chemin, texte, verifier_dites
from tests.outils.jouets import donnees, regle

MODALITES = {
    "prealable_heures_max": 7,
    "finale_heures_max": 3,
    "validite_ans": 5,
    "certitude": "confirme",
}
BASE = donnees(
    {"1.1": [1, 2], "1.2": [1], "2.1": [1, "1/2", "1/2"]},
    [
        regle("points", domaine="1", ensemble="1"),
        regle(
            "comptes",
            sous_domaine="1",
            exceptions={"1.1": 3, "2.1": 2},
            obligatoires=["2.1.1", "1.1.2"],
        ),
    ],
    modalites=MODALITES,
    exemples=[
        {
            "libelle": "un",
            "defaut": "acquis",
            "sauf": {"non_acquis": ["1.1.1", "1.2.1"]},
            "verdict": "certifiable",
        },
        {
            "libelle": "deux",
            "regle": "comptes",
            "defaut": "acquis",
            "sauf": {},
            "verdict": "certifiable",
        },
    ],
)
RETIRE = object()
D1, D2, SD11, SD12, SD21 = (
    *("domaines/0", "domaines/1"),
    *("domaines/0/sous_domaines/0", "domaines/0/sous_domaines/1", "domaines/1/sous_domaines/0"),
)
C111, C112, C121, C211, C212, C213 = (
    *(f"{SD11}/criteres/0", f"{SD11}/criteres/1", f"{SD12}/criteres/0"),
    *(f"{SD21}/criteres/{rang}" for rang in range(3)),
)
EXCEPTIONS = "regles/1/sous_domaine/exceptions"
OBLIGATOIRES = "regles/1/sous_domaine/obligatoires"


def changer(changements):
    """The toy with other values, by the ways to them."""
    changees = deepcopy(BASE)
    for ecrit, valeur in changements.items():
        *debut, fin = chemin(ecrit)
        noeud = changees
        for etape in debut:
            noeud = noeud[etape]
        if valeur is RETIRE:
            del noeud[fin]
        else:
            noeud[fin] = valeur
    return changees


def lu(changements):
    return construire(changer(changements), "")


def examiner(changements, perdus=()):
    return check_referentiel.examiner_sens(lu(changements), texte(perdus))


def test_le_jouet_est_sans_faute():
    examen = examiner({})
    assert examen == ((), lu({}), True)


VIDE = {"regles": [], "domaines": [], "attendu": {}, "echelle": {}, "exemples": []}
SANS_REGLE = {"regles": [], "exemples": []}
FAUX = {f"{C111}/code": "9.9.9"}


@pytest.mark.parametrize(
    ("changements", "perdus", "attendues"),
    [
        # what must be there
        (
            {"etat": "brouillon"},
            [],
            [
                (
                    "R311 etat",
                    "un référentiel « brouillon » doit dire pourquoi, dans « avertissement »",
                )
            ],
        ),
        ({"etat": "brouillon", "avertissement": "essai"}, [], []),
        ({"etat": "brouillon"}, ["avertissement"], []),
        ({"etat": "brouillon", **SANS_REGLE}, ["etat"], []),
        ({"etat": "annonce", **VIDE}, [], ["R311 etat"]),
        ({"etat": "annonce", "avertissement": "à venir", **VIDE}, [], []),
        (
            VIDE,
            [],
            [
                ("R312 attendu", "il manque « attendu » : un référentiel « publie » doit en avoir"),
                ("R312 echelle", "« echelle: … »"),
                "R312 regles",
                "R312 domaines",
            ],
        ),
        ({"echelle": {"acquis": [], "non_acquis": [], "non_evalue": []}}, [], ["R312 echelle"]),
        ({"echelle": {}}, ["echelle/acquis/0"], []),
        ({"echelle": {"non_evalue": ["NE"]}}, [], []),
        # what is announced
        (
            {"attendu": {"domaines": 3, "sous_domaines": 2, "criteres": 7}},
            [],
            [
                (
                    "R303 attendu/domaines",
                    "« attendu » annonce 3 domaines, le fichier en contient 2",
                ),
                ("R303 attendu/sous_domaines", "annonce 2 sous-domaines, le fichier en contient 3"),
                ("R303 attendu/criteres", "annonce 7 critères, le fichier en contient 6"),
            ],
        ),
        ({"attendu/criteres": 7}, [f"{SD12}/criteres"], []),
        # codes that a spreadsheet would change: those of critères only
        ({f"{C111}/code": "10"}, [f"{C111}/code"], []),
        (
            {f"{C111}/code": "10", f"{C121}/code": "5.3.2024"},
            [],
            [
                f"R302 {C111}/code",
                f"R302 {C121}/code",
                (f"R313 {C111}/code", "prendrait le code « 10 » pour un nombre"),
                (f"R313 {C121}/code", "prendrait le code « 5.3.2024 » pour une date"),
            ],
        ),
        # labels
        (
            {f"{C211}/libelle": "CRITERE   1.1.1", f"{C213}/libelle": "Critère 1.1.1"},
            [],
            [
                (f"R314 {C211}/libelle", "ce libellé est aussi celui de 1.1.1 (ligne 111)"),
                (f"R314 {C213}/libelle", "ce libellé est aussi celui de 1.1.1 (ligne 111)"),
            ],
        ),
        ({f"{SD21}/libelle": "critère 1.1.1", f"{D2}/libelle": "sous-domaine 1.1"}, [], []),
        (
            {f"{SD21}/libelle": "sous-domaine 1.1"},
            [],
            [(f"R314 {SD21}/libelle", "celui de 1.1 (ligne 11)")],
        ),
        ({f"{C211}/libelle": "critère 1.1.1"}, [f"{C111}/libelle"], []),
        (
            {f"{C212}/libelle": "critère 2.1.1"},
            [f"{C111}/libelle"],
            [(f"R314 {C212}/libelle", "celui de 2.1.1 (ligne 211)")],
        ),
        (
            {**FAUX, f"{C211}/libelle": "critère 1.1.1"},
            [f"{C111}/code"],
            [(f"R314 {C211}/libelle", "celui de 1.1.1 (ligne 111)")],
        ),
        # the words of the answers
        (
            {
                "echelle/non_acquis": ["non", "OUI", "Acquis"],
                "echelle/non_evalue": ["Non-acquis", "NE", "non_acquis"],
            },
            [],
            [
                (
                    "R306 echelle/non_acquis/1",
                    "« OUI » est à la fois dans « acquis » et dans « non_acquis »",
                ),
                (
                    "R306 echelle/non_acquis/2",
                    "« Acquis » est à la fois dans « acquis » et dans « non_acquis »",
                ),
                ("R306 echelle/non_evalue/0", "« Non-acquis » est à la fois dans « non_acquis »"),
                ("R306 echelle/non_evalue/2", "« non_acquis » est à la fois dans « non_acquis »"),
            ],
        ),
        (
            {"echelle/a_preciser": ["en cours", "OUI", "non évalué"]},
            [],
            [
                (
                    "R306 echelle/a_preciser/1",
                    "« OUI » est à la fois dans « acquis » et dans « a_preciser »",
                ),
                (
                    "R306 echelle/a_preciser/2",
                    "« non évalué » est à la fois dans « non_evalue » et dans « a_preciser »",
                ),
            ],
        ),
        (
            {
                "echelle/acquis": ["acquis", "oui", "Oui"],
                "echelle/non_acquis": ["non_acquis", "non acquis"],
            },
            [],
            [],
        ),
        ({"echelle/acquis": ["non"]}, ["echelle/acquis/0"], []),
        (
            {"echelle/acquis": ["non", "NE"]},
            ["echelle/non_acquis/0"],
            ["R306 echelle/non_evalue/0"],
        ),
        # names given twice
        (
            {"regles/1/id": "points", "exemples/1/regle": "points"},
            [],
            [("R309 regles/1/id", "l'identifiant « points » est déjà pris à la ligne 1")],
        ),
        (
            {
                "sources": [
                    {"id": nom, "titre": "t", "editeur": "e"}
                    for nom in ("autre", "jouet", "jouet", "jouet")
                ]
            },
            [],
            [
                ("R309 sources/2/id", "l'identifiant « jouet » est déjà pris à la ligne 2"),
                ("R309 sources/3/id", "l'identifiant « jouet » est déjà pris à la ligne 2"),
            ],
        ),
    ],
)
def test_une_faute_des_lignes_ou_des_mots_est_dite_a_sa_place(changements, perdus, attendues):
    verifier_dites(examiner(changements, perdus).constats, attendues)


DEUX_SOURCES = {
    "sources": [{"id": nom, "titre": "t", "editeur": "e"} for nom in ("jouet", "carnet")]
}
DEUX_FOIS = {"sources": [{"id": "jouet", "titre": "t", "editeur": "e"}] * 2}


@pytest.mark.parametrize(
    ("changements", "perdus", "attendues"),
    [
        (
            {**DEUX_SOURCES, "regles/1/sources": ["carnet", "jouets", "zzz"]},
            [],
            [
                (
                    "R307 regles/1/sources/1",
                    "« jouets » n'est pas décrite dans « sources » (vouliez-vous dire « jouet »",
                ),
                ("R307 regles/1/sources/2", "(sources décrites : jouet, carnet.)"),
            ],
        ),
        ({"modalites": MODALITES | {"sources": ["zzz"]}}, [], ["R307 modalites/sources/0"]),
        ({"modalites": RETIRE}, [], []),
        ({f"{EXCEPTIONS}/2.1/sources": ["zzz"]}, [], [f"R307 {EXCEPTIONS}/2.1/sources/0"]),
        ({f"{C212}/sources": ["jouet", "zzz"]}, [], [f"R307 {C212}/sources/1"]),
        ({f"{D2}/sources": ["zzz"]}, [], [f"R307 {D2}/sources/0"]),
        (
            {**DEUX_SOURCES, f"{SD21}/sources": ["carnet", "jouet", "carnet", "carnet"]},
            [],
            [
                (f"R329 {SD21}/sources/2", "la source « carnet » est déjà citée sur cette ligne"),
                f"R329 {SD21}/sources/3",
            ],
        ),
        # a description that is lost, or doubled, explains the name that is cited most
        ({f"{C111}/sources": ["zzz", "yyy"]}, ["sources"], []),
        (
            {f"{C111}/sources": ["zzz", "yyy"], f"{C112}/sources": ["yyy"]},
            ["sources/0/id"],
            [f"R307 {C111}/sources/0"],
        ),
        (
            {**DEUX_FOIS, f"{C111}/sources": ["zzz", "yyy"], f"{C112}/sources": ["yyy"]},
            [],
            ["R309 sources/1/id", f"R307 {C111}/sources/0"],
        ),
    ],
)
def test_une_source_citee_est_decrite_et_citee_une_fois(changements, perdus, attendues):
    verifier_dites(examiner(changements, perdus).constats, attendues)


@pytest.mark.parametrize(
    ("changements", "perdus", "attendues"),
    [
        # one rule is the default one
        (
            {"regles/0/defaut": False},
            [],
            [("R308 regles", "aucune règle n'est « defaut: true » : il en faut une, exactement")],
        ),
        (
            {"regles/1/defaut": True},
            [],
            [("R308 regles/1/defaut", "2 règles sont « defaut: true » : il en faut une")],
        ),
        ({"regles/0/defaut": False}, ["regles/1/defaut"], []),
        # thresholds
        (
            {
                f"regles/1/{niveau}": {"seuil": "5/4"}
                for niveau in ("domaine", "sous_domaine", "ensemble")
            },
            [],
            [
                (
                    "R204 regles/1/domaine/seuil",
                    '« 5/4 » n\'est pas admise (un seuil est une fraction de 0 à 1 entre guillemets : "75/100".)',
                ),
                "R204 regles/1/sous_domaine/seuil",
                "R204 regles/1/ensemble/seuil",
            ],
        ),
        (
            {"regles/0/domaine": RETIRE},
            [],
            [("R310 regles/0/id", "la règle « points » ne dit pas quand un domaine est maîtrisé")],
        ),
        ({"regles/0/domaine": RETIRE}, ["regles/0/domaine"], []),
        ({"regles/0/domaine": RETIRE}, ["regles/0/sous_domaine"], []),
        ({"regles/0/domaine": RETIRE}, ["regles/1/domaine"], ["R310 regles/0/id"]),
        # counts
        (
            {f"{EXCEPTIONS}/1.1/requis": 4, f"{EXCEPTIONS}/2.1/requis": "5/2"},
            [],
            [
                (f"R304 {EXCEPTIONS}/1.1/requis", "4 points sont requis en 1.1, qui en compte 3"),
                (f"R304 {EXCEPTIONS}/2.1/requis", "5/2 points sont requis en 2.1, qui en compte 2"),
            ],
        ),
        ({f"{EXCEPTIONS}/1.1/requis": 4}, [f"{C112}/points"], []),
        ({f"{EXCEPTIONS}/1.1/requis": 4}, [f"{SD11}/criteres"], []),
        ({f"{EXCEPTIONS}/1.1/requis": 4}, [f"{SD12}/criteres"], [f"R304 {EXCEPTIONS}/1.1/requis"]),
        (
            {f"{EXCEPTIONS}/1.9": {"requis": 1, "certitude": "confirme"}},
            [],
            [
                (
                    f"R305 {EXCEPTIONS}/1.9*",
                    "« 1.9 » n'est pas un sous-domaine de ce référentiel (vouliez-vous dire « 1.2 » ?)",
                )
            ],
        ),
        (
            {f"{EXCEPTIONS}/1.9": {"requis": 1, "certitude": "confirme"}},
            [f"{D1}/sous_domaines"],
            [],
        ),
        (
            {f"{EXCEPTIONS}/3.1": {"requis": 1, "certitude": "confirme"}},
            [f"{D1}/sous_domaines"],
            [(f"R305 {EXCEPTIONS}/3.1*", "(sous-domaines possibles : 1.1, 1.2, 2.1.)")],
        ),
        # critères that cannot be done without
        (
            {OBLIGATOIRES: ["1.1.2", "1.1.3", "1.1", "1.2.1", "1.1.2", "1.2.1"]},
            [],
            [
                (
                    f"R305 {OBLIGATOIRES}/1",
                    "« 1.1.3 » n'est pas un critère de ce référentiel (vouliez-vous dire « 1.1.2 » ?)",
                ),
                (
                    f"R305 {OBLIGATOIRES}/2",
                    "(critères possibles : 1.1.1, 1.1.2, 1.2.1, 2.1.1, 2.1.2, 2.1.3.)",
                ),
                (f"R330 {OBLIGATOIRES}/4", "le critère « 1.1.2 » est déjà nommé à la ligne 21"),
                (f"R330 {OBLIGATOIRES}/5", "le critère « 1.2.1 » est déjà nommé à la ligne 24"),
            ],
        ),
        ({OBLIGATOIRES: ["1.1.7"]}, [f"{SD11}/criteres"], []),
        ({OBLIGATOIRES: ["1.1.7"]}, [f"{SD12}/criteres"], [f"R305 {OBLIGATOIRES}/0"]),
        # examples
        (
            {"exemples/0/regle": "point", "exemples/1/regle": "point"},
            [],
            [
                (
                    "R305 exemples/0/regle",
                    "« point » n'est pas une règle de ce référentiel (vouliez-vous dire « points » ?)",
                ),
                "R305 exemples/1/regle",
            ],
        ),
        (
            {"exemples/0/regle": "zzz"},
            [],
            [("R305 exemples/0/regle", "(règles possibles : points, comptes.)")],
        ),
        ({"exemples/0/regle": "autre"}, ["regles/1/id"], []),
        ({"regles": [], "exemples/0/regle": "autre"}, ["regles"], []),
        ({"exemples/0/regle": "autre"}, ["regles"], []),
        (
            {"exemples/0/regle": "autre", "regles/1/id": "points", "exemples/1/regle": "points"},
            [],
            ["R309 regles/1/id"],
        ),
        (
            {
                "exemples/0/sauf": {
                    "acquis": ["1.1.1", "9.9.9"],
                    "non_acquis": ["1.2.1", "1.1.1", "1.1.1"],
                    "non_evalue": ["1.1.8", "1.2.1"],
                }
            },
            [],
            [
                ("R305 exemples/0/sauf/acquis/1", "« 9.9.9 » n'est pas un critère"),
                (
                    "R330 exemples/0/sauf/non_acquis/1",
                    "le critère « 1.1.1 » est déjà nommé à la ligne 11",
                ),
                (
                    "R330 exemples/0/sauf/non_acquis/2",
                    "le critère « 1.1.1 » est déjà nommé à la ligne 11",
                ),
                "R305 exemples/0/sauf/non_evalue/0",
                (
                    "R330 exemples/0/sauf/non_evalue/1",
                    "le critère « 1.2.1 » est déjà nommé à la ligne 11",
                ),
            ],
        ),
    ],
)
def test_une_faute_des_regles_ou_des_exemples_est_dite_a_sa_place(changements, perdus, attendues):
    verifier_dites(examiner(changements, perdus).constats, attendues)


# The codes, and what each line is called all the same


def codes_de(referentiel):
    """All the codes, level by level."""
    sous_domaines = list(referentiel.sous_domaines)
    lignes = [
        *referentiel.domaines,
        *sous_domaines,
        *(c for s in sous_domaines for c in s.criteres),
    ]
    return " ".join(ligne.code for ligne in lignes)


BONS = "1 2 1.1 1.2 2.1 1.1.1 1.1.2 1.2.1 2.1.1 2.1.2 2.1.3"


LIGNES = (D1, D2, SD11, SD12, SD21, C111, C112, C121, C211, C212, C213)
SANS_RENVOI = {"exemples": [], OBLIGATOIRES: [], EXCEPTIONS: {}}
D_AILLEURS = {f"{C111}/code": "7.7.1", f"{C112}/code": "7.7.2"}


@pytest.mark.parametrize(
    ("changements", "perdus", "attendues", "vrais", "sure"),
    [
        (
            {f"{C112}/code": "1.1.1"},
            [],
            [(f"R301 {C112}/code", "le code « 1.1.1 » est déjà celui de la ligne 111")],
            BONS,
            True,
        ),
        (  # the one that stands at its rank is the right one, wherever it stands
            {f"{C111}/code": "1.2.1"},
            [],
            [(f"R301 {C111}/code", "le code « 1.2.1 » est déjà celui de la ligne 121")],
            BONS,
            True,
        ),
        (
            {f"{C212}/code": "2.1.7", f"{C213}/code": "2.1.7"},
            [],
            [(f"R301 {C213}/code", "déjà celui de la ligne 212")],
            BONS.replace("2.1.2", "2.1.7"),
            True,
        ),
        (
            {f"{C111}/code": "2.1.9"},
            [],
            [
                (
                    f"R302 {C111}/code",
                    "« 2.1.9 » ne commence pas par celui de son niveau supérieur, « 1.1 »",
                )
            ],
            BONS,
            True,
        ),
        ({f"{C111}/code": "1.11"}, [], [f"R302 {C111}/code", f"R313 {C111}/code"], BONS, True),
        (
            {f"{SD11}/code": "2.2"},
            [],
            [(f"R302 {SD11}/code", "de son niveau supérieur, « 1 »")],
            BONS,
            True,
        ),
        (
            {f"{SD21}/code": "2.9"},
            [],
            [
                (
                    f"R316 {SD21}/code",
                    "le code « 2.9 » n'est pas celui par lequel commencent ses lignes, « 2.1 »",
                )
            ],
            BONS,
            True,
        ),
        (
            {f"{D1}/code": "7"},
            [],
            [(f"R316 {D1}/code", "par lequel commencent ses lignes, « 1 »")],
            BONS,
            True,
        ),
        ({}, [f"{D1}/code"], [], BONS, True),
        ({f"{D1}/code": "1", f"{C111}/code": "?"}, [f"{C111}/code"], [], BONS, True),
        # without all its lines, or their points, a grille is not what its author meant
        ({"attendu/criteres": 7}, [], ["R303 attendu/criteres"], BONS, False),
        ({}, [f"{C112}/points"], [], BONS, False),
        ({}, [f"{SD11}/criteres"], [], BONS, False),
        ({}, [f"{C112}/libelle"], [], BONS, True),
        (
            {f"{C111}/code": "1.1.2", f"{C112}/code": "9.9.9"},
            [],
            [f"R302 {C112}/code", "R305 exemples/0/sauf/non_acquis/0"],
            BONS.replace("1.1.1", "1.1.2"),
            False,
        ),
        # a line alone may be the wrong one
        ({f"{C121}/code": "1.3.1"}, [], [f"R302 {C121}/code"], BONS, True),
        (
            {f"{SD12}/code": "1.3"},
            [],
            [f"R316 {SD12}/code"],
            BONS,
            True,
        ),
        ({"attendu": {}, "domaines": []}, [], ["R312 attendu", "R312 domaines"], "", False),
        # what is lost says nothing of the others, and has the place that they leave it
        ({f"{SD12}/code": "7.2"}, [f"{D1}/code"], [f"R302 {SD12}/code"], BONS, True),
        (
            {f"{SD11}/code": "1.9", f"{C112}/code": "9.9.9"},
            [f"{C112}/code"],
            [f"R316 {SD11}/code"],
            BONS,
            True,
        ),
        (
            {f"{D1}/code": "7", f"{SD12}/code": "9.9"},
            [f"{SD12}/code"],
            [f"R316 {D1}/code"],
            BONS,
            True,
        ),
        ({f"{C212}/code": "2.1.3"}, [f"{C213}/code"], [], BONS.replace("2.1.2", "2.1.3"), False),
        (
            SANS_RENVOI | {f"{ligne}/code": "x" for ligne in LIGNES},
            [f"{ligne}/code" for ligne in LIGNES],
            [],
            BONS,
            True,
        ),
        # lines that agree with each other, but not with the line above their own
        (D_AILLEURS, [], [f"R302 {C111}/code", f"R302 {C112}/code"], BONS, True),
        (D_AILLEURS, [f"{SD11}/code"], [f"R302 {C111}/code", f"R302 {C112}/code"], BONS, True),
        (
            SANS_RENVOI | {f"{C111}/code": "1.3.1", f"{C112}/code": "1.3.2"},
            [],
            [f"R316 {SD11}/code"],
            BONS.replace("1.1", "1.3", 1).replace("1.1.1 1.1.2", "1.3.1 1.3.2"),
            True,
        ),
    ],
)
def test_une_faute_de_code_est_dite_une_fois_et_la_ligne_garde_sa_place(
    changements, perdus, attendues, vrais, sure
):
    examen = examiner(changements, perdus)
    verifier_dites(examen.constats, attendues)
    assert (codes_de(examen.referentiel), examen.grille_sure) == (vrais, sure)


# The version before


SUCCEDE = {"succede": {"version": "0", "retires": ["9.1.1"]}}


@pytest.mark.parametrize(
    ("changements", "perdus", "attendues"),
    [
        (SUCCEDE, [], []),
        (
            {f"{C111}/remplace": [], f"{C212}/remplace": ["3.1.1"]},
            [],
            [
                (f"R317 {C111}/remplace", "« remplace » ne dit pas de quelle version il parle"),
                f"R317 {C212}/remplace",
            ],
        ),
        ({f"{C111}/remplace": []}, ["succede"], []),
        (
            {"succede": {"version": "1"}},
            [],
            [("R319 succede/version", "la version « 1 » ne peut pas se succéder à elle-même")],
        ),
        ({"succede": {"version": "1"}}, ["version"], []),
        (  # what is replaced by two is told twice, and is one fate
            {
                **SUCCEDE,
                f"{C111}/remplace": ["3.1.1", "3.1.2", "3.1.1"],
                f"{C112}/remplace": ["3.1.1", "1.1.2"],
            },
            [],
            [(f"R330 {C111}/remplace/2", "le critère « 3.1.1 » est déjà nommé à la ligne 111")],
        ),
        (
            {
                **SUCCEDE,
                f"{C111}/remplace": ["3.1.1", "1.2.1", "2.1.1"],
                f"{C112}/remplace": ["1.2.1"],
            },
            [],
            [
                (
                    f"R318 {C121}/code",
                    "le critère « 1.2.1 » de la version précédente est déjà repris à la ligne 1112",
                ),
                (
                    f"R318 {C211}/code",
                    "le critère « 2.1.1 » de la version précédente est déjà repris à la ligne 1113",
                ),
            ],
        ),
        ({**SUCCEDE, f"{C112}/remplace": ["1.1.1"], f"{C111}/remplace": ["1.1.2"]}, [], []),
        ({**SUCCEDE, f"{C112}/remplace": ["1.1.1"]}, [f"{C111}/remplace"], []),
        (
            {**SUCCEDE, f"{C212}/remplace": ["2.1.1", "1.2.1"], f"{C211}/remplace": []},
            [f"{C111}/remplace"],
            [(f"R318 {C121}/code", "à la ligne 2122")],
        ),
        ({**SUCCEDE, **FAUX, f"{C112}/remplace": ["1.1.1"]}, [f"{C111}/code"], []),
    ],
)
def test_un_critere_de_la_version_precedente_n_a_qu_un_sort(changements, perdus, attendues):
    verifier_dites(examiner(changements, perdus).constats, attendues)


@pytest.mark.parametrize(
    ("retires", "autres", "attendues"),
    [
        (
            ["1.1.1"],
            {},
            [
                (
                    "R318 succede/retires/0",
                    "« 1.1.1 » de la version précédente est déjà repris à la ligne 111",
                )
            ],
        ),
        (
            ["9.1.1", "3.1.1"],
            {f"{C212}/remplace": ["3.1.1"]},
            [("R318 succede/retires/1", "à la ligne 2121")],
        ),
        (
            ["9.1.1", "9.1.2", "9.1.2", "9.1.2"],
            {},
            [
                ("R318 succede/retires/2", "à la ligne 2"),
                ("R318 succede/retires/3", "à la ligne 2"),
            ],
        ),
    ],
)
def test_un_critere_retire_n_est_ni_garde_ni_repris(retires, autres, attendues):
    verifier_dites(
        examiner({"succede": {"version": "0", "retires": retires}, **autres}).constats, attendues
    )


# The age of the rules


@pytest.mark.parametrize(
    ("jour", "attendues"),
    [
        (
            date(2026, 11, 22),
            [("R328 regles/0/verifie_le", "la règle « points » serait vérifiée le 23/11/2026")],
        ),
        (date(2026, 11, 23), []),
        (date(2027, 11, 23), []),
        (
            date(2027, 11, 24),
            [
                (
                    "R315 regles/0/verifie_le",
                    "la règle « points » a été vérifiée le 23/11/2026, il y a plus d'un an",
                )
            ],
        ),
    ],
)
def test_une_regle_se_relit_une_fois_l_an_et_pas_d_avance(jour, attendues):
    jouet = lu({"regles/1/verifie_le": jour.isoformat()})
    verifier_dites(check_referentiel.anciennes(jouet, texte(), jour), attendues)
    assert list(check_referentiel.anciennes(jouet, texte(["regles/0/verifie_le"]), jour)) == []


# The other facts

INSCRIT = {"repertoire": "RS", "numero": "RS2", "certitude": "confirme", "verifie_le": "2026-11-23"}
FINI = INSCRIT | {"numero": "RS1", "echeance": "2026-11-24"}


@pytest.mark.parametrize(
    ("enregistrement", "jour", "attendues"),
    [
        (FINI, date(2026, 11, 24), []),
        (
            FINI,
            date(2026, 11, 25),
            [("R333 enregistrement/numero", "l'enregistrement RS1 a pris fin le 24/11/2026")],
        ),
        # An end that is not known: the last one that is known counts
        (INSCRIT, date(2026, 11, 25), []),
        (INSCRIT | {"precedents": [FINI]}, date(2026, 11, 24), []),
        (
            INSCRIT | {"precedents": [FINI]},
            date(2026, 11, 25),
            [("R333 enregistrement/numero", "le suivant, RS2, n'a pas d'échéance connue")],
        ),
        # What it follows has ended, and it has not
        (INSCRIT | {"echeance": "2028-01-01", "precedents": [FINI]}, date(2026, 11, 25), []),
        (
            INSCRIT | {"echeance": "2028-01-01"},
            date(2027, 11, 24),
            [
                (
                    "R331 enregistrement/verifie_le",
                    "enregistrement RS2 : dernière vérification le 23/11/2026",
                ),
                ("R315 regles/0/verifie_le", "points"),
                ("R315 regles/1/verifie_le", "comptes"),
            ],
        ),
    ],
)
def test_un_enregistrement_se_verifie_quand_sa_fin_est_passee(enregistrement, jour, attendues):
    jouet = lu({"enregistrement": enregistrement})
    trouves = check_referentiel.anciennes(jouet, texte(), jour)
    verifier_dites(sorted(trouves, key=lambda c: c.chemin[0]), attendues)
    perdu = check_referentiel.anciennes(jouet, texte(["enregistrement/numero", "regles"]), jour)
    assert not [constat for constat in perdu if constat.diagnostic.code in ("R333", "R315")]


@pytest.mark.parametrize(
    ("rang", "jusqu_a", "jour", "codes"),
    [
        (0, "2026-11-24", date(2026, 11, 24), []),
        (0, "2026-11-24", date(2026, 11, 25), ["R334"]),
        (1, "2026-11-24", date(2026, 11, 25), []),  # an older reading is kept because it has ended
    ],
)
def test_la_regle_par_defaut_doit_avoir_cours(rang, jusqu_a, jour, codes):
    jouet = lu({f"regles/{rang}/jusqu_a": jusqu_a})
    assert [c.diagnostic.code for c in check_referentiel.anciennes(jouet, texte(), jour)] == codes
