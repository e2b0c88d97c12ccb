"""The values that our YAML files give, to the last key: a file that says everything, and one that says the least."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from pydantic import TypeAdapter, ValidationError

from clea_cli.documents import lire_catalogue, lire_financement
from clea_cli.documents.catalogue import Catalogue, Module
from clea_cli.documents.financement import Dispositif, FaitDeFinancement, Financement, Montant
from clea_cli.jury import lire_session, session_modele
from clea_cli.jury.session import (
    Choix,
    College,
    Dossier,
    Evaluation,
    Membre,
    OrganismePresentateur,
    Session,
)
from clea_cli.referentiel import lire as referentiel_yaml
from clea_cli.referentiel import lire_contexte
from clea_cli.referentiel.contexte import Contexte, Surcouche
from clea_cli.referentiel.referentiel import (
    Appui,
    Certitude,
    Critere,
    Domaine,
    Enregistrement,
    Etat,
    Exemple,
    Modalites,
    Precision,
    Referentiel,
    Regle,
    Resultat,
    SeuilPropre,
    Source,
    SousDomaine,
    Succession,
)
from clea_cli.sources import modele
from clea_cli.sources.temps import Sequence
from clea_cli.sources.yaml_source import lire

JOUET = Path(__file__).parent.parent / "jouet-complet.yaml"


def document(texte):
    lu = lire(texte.encode(), "r.yaml")
    assert lu.diagnostics == ()
    return lu.value


# A référentiel

LIVRE, DEUX, ORAL = ("livre",), ("livre", "carnet"), ("oral",)
JOUER_SEUL = SousDomaine(
    *("1.1", "Jouer seul", Certitude.RECOUPE, DEUX, "aussi dit « en solitaire »"),
    (
        Critere("1.1.1", "Choisir un jouet", Certitude.RECOUPE, DEUX, "", 1, ("1.1.7", "1.1.8")),
        Critere(
            "1.1.2", "Le ranger", Certitude.UNE_SEULE_SOURCE, ORAL, "le soir", Fraction(1, 2), None
        ),
    ),
    "Choisir un jouet. Par exemple, une balle.",
)
SIMPLE = ("Jouer", "equipe")
JOUER_A_DEUX = SousDomaine(
    *("1.2", "Jouer à deux", Certitude.A_CONFIRMER, (), ""),
    (
        Critere("1.2.1", "Attendre son tour", Certitude.A_CONFIRMER, (), "", 2, ()),
        Critere("1.2.2", "Perdre", Certitude.PROPOSITION, (), "", 1, ("1.2.1",)),
    ),
)
PRETER = SousDomaine(
    *("2.1", "Prêter", Certitude.PROPOSITION, (), ""),
    (Critere("2.1.1", "Prêter un jouet", Certitude.PROPOSITION, (), "", 1, None),),
)
COMPLET = Referentiel(
    id="jouet-complet",
    version="2",
    libelle="Jouet complet",
    certificateur="Les Jouets & Cie",
    etat=Etat.BROUILLON,
    avertissement="ce jouet n'évalue personne",
    empreinte="0123",
    attendu={"domaines": 2, "sous_domaines": 3, "criteres": 5},
    echelle={
        Resultat.ACQUIS: ("A", "oui", "1"),
        Resultat.NON_ACQUIS: ("NA", "non"),
        Resultat.NON_EVALUE: ("NE",),
    },
    sources=(
        Source("livre", "Le livre des jouets", "Les Jouets", "jouets.example/livre"),
        Source("carnet", "Un carnet", "Personne", "au fond d'un tiroir"),
        Source("oral", "On le dit", "Personne", ""),
    ),
    regles=(
        Regle(
            *("points", "les trois quarts des points", True, Fraction(3, 4), None),
            *({}, (), Fraction(2, 3), LIVRE, "2026-11-23", ""),
            (
                Precision("domaine", Certitude.A_CONFIRMER, LIVRE, "le livre ne le dit pas ainsi"),
                Precision("ensemble", None, (), "deux tiers"),
            ),
        ),
        Regle(
            *("comptes", "un compte pour le sous-domaine 1.1", False, None, Fraction(1, 2)),
            {"1.1": SeuilPropre(1, Certitude.A_CONFIRMER, ORAL, "dit à voix basse")},
            *(("2.1.1",), None, DEUX, "2025-02-03", "2025-12-31"),
            (Precision("sous_domaine", Certitude.CONFIRME, (), ""),),
        ),
    ),
    domaines=(
        Domaine(
            "1",
            "Jouer",
            Certitude.CONFIRME,
            LIVRE,
            "le plus vieux domaine",
            (JOUER_SEUL, JOUER_A_DEUX),
            *SIMPLE,
        ),
        Domaine("2", "Partager", Certitude.PROPOSITION, (), "", (PRETER,)),
    ),
    exemples=(
        Exemple("tout acquis", None, Resultat.ACQUIS, (), "certifiable"),
        Exemple(
            *("sans le prêt", "comptes", Resultat.ACQUIS),
            (
                ("2.1.1", Resultat.NON_ACQUIS),
                ("1.1.2", Resultat.NON_EVALUE),
                ("1.2.2", Resultat.NON_EVALUE),
            ),
            "non_certifiable",
        ),
    ),
    succede=Succession("1", ("1.2.9",)),
    modalites=Modalites(
        *(5, 2, 4, Certitude.UNE_SEULE_SOURCE, LIVRE),
        *(Appui(Certitude.RECOUPE, DEUX), "les mêmes que pour la balle", "2026-11-22"),
    ),
    revision=3,
    enregistrement=Enregistrement(
        *("répertoire des jouets", "RJ2", "2026-01-02", "2026-11-20", "2029-01-01"),
        *(Certitude.UNE_SEULE_SOURCE, LIVRE, "lu dans une vitrine", "2026-11-21"),
        (
            Enregistrement(
                *("répertoire des jouets", "RJ1", "", "", "2026-01-01"),
                *(Certitude.A_CONFIRMER, (), "", "2026-11-20"),
            ),
        ),
    ),
    a_preciser=("en cours",),
    verifie_le="2026-11-19",
)
NU = """
{id: nu, version: "1", libelle: Nu, certificateur: P, etat: annonce, sources: [], regles: [], domaines: [],
exemples: [{libelle: e, regle: r, defaut: non_evalue, sauf: {acquis: ["1"]}, verdict: v}]}
"""


def test_un_referentiel_se_lit_jusqu_a_la_derniere_cle():
    lu = referentiel_yaml.construire(document(JOUET.read_text(encoding="utf-8")).racine, "0123")
    assert lu == COMPLET
    assert [type(critere.points) for critere in lu.criteres] == [int, Fraction, int, int, int]
    assert all(type(points) is int for points in (lu.regles[1].comptes["1.1"].requis,))


def test_ce_qu_un_referentiel_ne_dit_pas_est_vide():
    rien = dict.fromkeys(Resultat, ())
    exemple = Exemple("e", "r", Resultat.NON_EVALUE, (("1", Resultat.ACQUIS),), "v")
    nu = Referentiel(
        "nu", "1", "Nu", "P", Etat.ANNONCE, "", "", {}, rien, (), (), (), (exemple,), None, None
    )
    assert referentiel_yaml.construire(document(NU).racine, "") == nu


@pytest.mark.parametrize(
    ("ajout", "champ", "valeur"),
    [
        ('succede: {version: "0"}', "succede", Succession("0", ())),
        (
            "modalites: {prealable_heures_max: 1, finale_heures_max: 2, validite_ans: 3, certitude: confirme}",
            *("modalites", Modalites(1, 2, 3, Certitude.CONFIRME, ())),
        ),
        (
            "echelle: {non_evalue: [1]}",
            *("echelle", dict.fromkeys(Resultat, ()) | {Resultat.NON_EVALUE: ("1",)}),
        ),
        ("avertissement: null", "avertissement", ""),
        ("attendu: null", "attendu", {}),
    ],
)
def test_une_partie_d_un_referentiel_peut_dire_le_moins_possible(ajout, champ, valeur):
    lu = referentiel_yaml.construire(document(NU.strip()[:-1] + f", {ajout}}}").racine, "")
    assert getattr(lu, champ) == valeur


def test_une_regle_et_un_compte_peuvent_dire_le_moins_possible():
    texte = """
    {id: r, libelle: R, sous_domaine: {seuil: "2/4", exceptions: {"1.1": {requis: "4/2", certitude: confirme}}},
    ensemble: {domaines: tous}, sources: [], verifie_le: 2026-11-23}
    """
    lu = referentiel_yaml.construire(
        document(NU.replace("regles: []", f"regles: [{texte}]")).racine, ""
    )
    comptes = {"1.1": SeuilPropre(2, Certitude.CONFIRME, ())}
    r, suite = ("r", "R", False, None, Fraction(1, 2)), ((), None, (), "2026-11-23")
    assert lu.regles == (Regle(*r, comptes, *suite),)
    assert type(lu.regles[0].comptes["1.1"].requis) is int


# A catalogue

CATALOGUE = """
libelle: Nos modules
referentiel: clea
reserve: durées estimées
modules:
  - {id: a, libelle: A, criteres: ["1.1.1", "1.1.2"], heures: 3.1, modalite: à distance, ressource: R, organisme: O}
  - {id: b, libelle: B, criteres: ["2.1.1"], heures: 2}
heures_par_critere: {"1.1.1": 0.5}
"""


def test_un_catalogue_se_lit_jusqu_a_la_derniere_cle():
    a = Module("a", "A", ("1.1.1", "1.1.2"), Fraction(31, 10), "à distance", "R", "O")
    b = Module("b", "B", ("2.1.1",), Fraction(2), "", "", "")
    lu = lire_catalogue.construire(document(CATALOGUE).racine, "0123")
    assert lu == Catalogue(
        "Nos modules", "clea", "durées estimées", "0123", (a, b), {"1.1.1": Fraction(1, 2)}
    )
    nu = lire_catalogue.construire(document("{libelle: c, referentiel: clea}").racine, "")
    assert nu == Catalogue("c", "clea", "", "", (), {})


# A contexte


def test_un_contexte_se_lit_jusqu_a_la_derniere_cle():
    ligne = 'libelle: L, libelle_local: chez nous, situations: [ici, "là"], ressources: [cela]'
    tete = 'id: c, version: "1", libelle: C, etend: clea, version_etendue: "2"'
    texte = f'{{{tete}, lignes: {{"1": {{{ligne}}}, "2": {{}}}}}}'
    lignes = {
        "1": Surcouche("L", "chez nous", ("ici", "là"), ("cela",)),
        "2": Surcouche("", "", (), ()),
    }
    assert lire_contexte.construire(document(texte).racine) == Contexte(
        "c", "1", "C", "clea", "2", lignes
    )


@pytest.mark.parametrize(
    ("ecrit", "attendu"),
    [
        ("schema: clea/contexte/1", True),
        ("schema: clea/contexte/2", True),
        ("schema: clea/referentiel/1", False),
        ("schema: 12", False),
        ("id: clea/contexte/1", False),
        ("[clea/contexte/1]", False),
    ],
)
def test_un_contexte_se_reconnait_a_son_schema(ecrit, attendu):
    assert lire_contexte.est_un_contexte(document(ecrit).racine) is attendu


# The ways to pay

FINANCEMENT = """
publics: {salarie: salarié}
sources: [{id: loi, titre: La loi, editeur: L'État}]
dispositifs:
  - id: compte
    libelle: Le compte
    publics: [salarie]
    debut: 2019-01-01
    fin: 2026-12-31
    remplace_par: autre
    faits:
      - {texte: soixante jours, publics: [salarie], certifications: [clea], debut: 2026-01-01, fin: 2026-01-31}
      - {texte: N}
    participation:
      - {debut: 2024-05-02, montant: "100.00", sauf: [clea], a_confirmer: [clea-numerique], a_revoir_le: 2027-01-01}
    exonerations: [les demandeurs d'emploi]
    exoneres: [demandeur]
    plafond: [{debut: 2025-01-01, montant: "500.00"}]
    sources: [loi]
    verifie_le: 2026-11-23
  - {id: nu, libelle: Nu, publics: [a, b], sources: [loi, x], verifie_le: 2026-11-30}
"""


def test_les_facons_de_payer_se_lisent_jusqu_a_la_derniere_cle():
    compte = Dispositif(
        *("compte", "Le compte", ("salarie",), date(2019, 1, 1), date(2026, 12, 31), "autre"),
        (
            FaitDeFinancement(
                "soixante jours", ("salarie",), ("clea",), date(2026, 1, 1), date(2026, 1, 31)
            ),
            FaitDeFinancement("N", (), (), None, None),
        ),
        (Montant(date(2024, 5, 2), "100.00", ("clea",), ("clea-numerique",), date(2027, 1, 1)),),
        *(("les demandeurs d'emploi",), ("demandeur",)),
        (Montant(date(2025, 1, 1), "500.00", (), ()),),
        ("loi",),
        "2026-11-23",
    )
    nu = Dispositif(
        "nu", "Nu", ("a", "b"), None, None, "", (), (), (), (), (), ("loi", "x"), "2026-11-30"
    )
    attendu = Financement({"salarie": "salarié"}, {"loi": "La loi, L'État"}, (compte, nu))
    assert lire_financement.construire(document(FINANCEMENT).racine) == attendu
    assert attendu.verifie_le == "2026-11-23"


# A session

SESSION = """
id: S-1
date: 2026-11-28
lieu: Lyon
a_distance: true
referentiel: clea
regle: clea-75
organisme: {nom: O, siret: "12345678200010", habilitation: {debut: 2024-01-02, fin: 2029-12-31}}
jury:
  - {reference: M-1, nom: Une Personne, college: employeurs, president: true}
  - {reference: M-2, college: salaries}
decisions: {certifie: reçu, ajourne: null}
precedente: avant/manifest.json
liste: liste.csv
dossiers:
  - reference: P-1
    statut: salarié
    prescripteur: une agence
    financement: OPCO
    prealable: {date: 2026-03-02, sequences: ["9h-12h", "2026-03-03 13:00-14:30"], evaluateur: E-1, grille: p.csv}
    formation: {formateurs: [F-1, F-2], heures: 20.1}
    finale: {date: 2026-10-05, sequences: ["n'importe"], evaluateur: E-2, grille: f.csv}
  - {reference: P-2, prealable: {date: 2026-03-02, sequences: [], evaluateur: E-1, grille: q.csv}}
"""
MARS, OCTOBRE = date(2026, 3, 2), date(2026, 10, 5)
HEURES = (Sequence(MARS, 9 * 60, 12 * 60), Sequence(date(2026, 3, 3), 13 * 60, 14 * 60 + 30))
LU = Session(
    *("S-1", date(2026, 11, 28), "Lyon", "clea", "clea-75"),
    OrganismePresentateur("O", "12345678200010", date(2024, 1, 2), date(2029, 12, 31)),
    (
        Membre("M-1", "Une Personne", College.EMPLOYEURS, president=True),
        Membre("M-2", "", College.SALARIES, president=False),
    ),
    {Choix.CERTIFIE: "reçu", Choix.AJOURNE: "ajourné", Choix.REPORTE: "reporté"},
    *("avant/manifest.json", "liste.csv"),
    (
        Dossier(
            *("P-1", "salarié", "une agence", "OPCO"),
            Evaluation(MARS, HEURES, "E-1", "p.csv"),
            *(("F-1", "F-2"), Fraction(201, 10)),
            Evaluation(OCTOBRE, (Sequence(OCTOBRE, 0, 0),), "E-2", "f.csv"),
        ),
        Dossier("P-2", "", "", "", Evaluation(MARS, (), "E-1", "q.csv"), (), None, None),
    ),
)


def test_une_session_se_lit_jusqu_a_la_derniere_cle():
    assert lire_session.construire(document(SESSION).racine) == LU


def test_ce_qu_une_session_ne_dit_pas_est_vide_et_a_distance_est_un_lieu():
    racine = dict(document(SESSION).racine)
    for cle in ("lieu", "regle", "decisions", "precedente", "liste", "dossiers"):
        del racine[cle]
    usuels = {Choix.CERTIFIE: "certifié", Choix.AJOURNE: "ajourné", Choix.REPORTE: "reporté"}
    vide = LU._replace(
        lieu="à distance", regle=None, libelles=usuels, precedente="", liste="", dossiers=()
    )
    assert lire_session.construire(racine) == vide
    del racine["a_distance"]
    assert lire_session.construire(racine) == vide._replace(lieu="")


# The kinds of text that have a form of their own

UN_TEXTE, UN_SEUIL = (
    "écrivez un texte, il est vide.",
    'un seuil est une fraction de 0 à 1 entre guillemets : "75/100".',
)
HORS_CALENDRIER = "le 30/02/2026 n'existe pas ; vérifiez-le sur un calendrier."
UNE_DATE = "une date s'écrit année-mois-jour : 2026-11-23."
DES_POINTS = 'des points sont un nombre de 1 à 100 sans guillemets, ou une fraction entre guillemets : "1/2".'
UN_MOT = 'écrivez ce mot entre guillemets : "oui".'
UNE_VERSION = 'une version tient sur une ligne, sans espace au bord : "2020.1".'
UN_CODE = "un code est fait de lettres ou de chiffres séparés par des points : 1.2.3."
UN_IDENTIFIANT = "un identifiant est en minuscules sans accent, avec des tirets : clea-75."
DES_HEURES = "des heures sont un nombre plus grand que 0, au plus 2000, sans guillemets : 3.5."
UNE_SEQUENCE = "une séquence s'écrit 09:00-12:00, avec son jour devant s'il est autre."
UN_SIRET = 'un SIRET est fait de 14 chiffres, le dernier contrôle les autres ; entre guillemets : "12345678200010".'
UNE_REFERENCE = "une référence tient sur une ligne, en 60 lettres."
GENRES = [  # kind, what it takes, what it refuses, its advice
    (modele.Texte, ["a", " a "], ["", " \n"], UN_TEXTE),
    (modele.Version, ["2020.1", "a b"], ["", " 1", "1 ", "1\n2", "1  2"], UNE_VERSION),
    (modele.Code, ["1", "1.10", "A.b2"], ["", "1.", ".1", "1..2", "1-2", "é", "1.1\n"], UN_CODE),
    (
        modele.Identifiant,
        ["clea-75", "a"],
        ["", "Clea", "clea_75", "-a", "a-", "clé", "a\n"],
        UN_IDENTIFIANT,
    ),
    (
        modele.DateEcrite,
        ["2026-02-28"],
        ["20260228", "28/02/2026", "2026-W09-1", "2026-02-28\n"],
        UNE_DATE,
    ),
    (modele.DateEcrite, [], ["2026-02-30"], HORS_CALENDRIER),
    (
        modele.JourEcrit,
        ["2026-02-28", "28/02/2026", "28-2-2026", "28.02.2026", "28 février 2026"],
        ["demain", "", "28/02/26"],
        "une date s'écrit JJ/MM/AAAA : 02/03/2026.",
    ),
    (modele.JourEcrit, [], ["30/02/2026", "2026-02-30"], HORS_CALENDRIER),
    (modele.NombrePositif, [1, 100], [0, -1], "écrivez un nombre entier, à partir de 1."),
    (
        modele.Seuil,
        ["75/100", "1/1", "3/2"],
        ["0/1", "75", 75, 0.75, None, "1/10000", "1/2\n"],
        UN_SEUIL,
    ),
    (
        modele.PointsEcrits,
        [1, 100, "1/2", "100/10"],
        [0, 101, True, 1.5, "1", "101/2", "1/11", None],
        DES_POINTS,
    ),
    (modele.Synonyme, ["oui", 1, 0], [True, 1.5, None, []], UN_MOT),
    (modele.Synonyme, [], ["", " "], UN_TEXTE),
    (modele.Heures, [0.5, 1, 2000], [0, -1, 2000.5, True, "3", None], DES_HEURES),
    (
        session_modele.SequenceEcrite,
        ["9h-12h", "2000-01-01 09:00-12:00"],
        ["9-12", ""],
        UNE_SEQUENCE,
    ),
    (session_modele.SequenceEcrite, [], ["2026-02-30 9h-12h"], HORS_CALENDRIER),
    (
        session_modele.Siret,
        ["12345678200010", "73282932000074", "35600000000048", "35600000049837"],
        [
            "12345678200011",
            "73282932000073",
            "1234567820001",
            "123456782000100",
            12345678200010,
            "35600000049838",
            "é" * 14,
        ],
        UN_SIRET,
    ),
    (
        session_modele.Reference,
        ["P 1", "x" * 60],
        ["x" * 61, "P  1", " P", "", "P\n1"],
        UNE_REFERENCE,
    ),
]


@pytest.mark.parametrize(("genre", "admises", "refusees", "conseil"), GENRES)
def test_un_texte_qui_a_une_forme_est_admis_tel_quel_ou_refuse_avec_son_conseil(
    genre, admises, refusees, conseil
):
    lecteur = TypeAdapter(genre)
    for valeur in admises:
        assert lecteur.validate_python(valeur) == (
            str(valeur) if genre is modele.Synonyme else valeur
        )
    for valeur in refusees:
        with pytest.raises(ValidationError) as refus:
            lecteur.validate_python(valeur)
        assert [(faute["type"], faute["msg"]) for faute in refus.value.errors()] == [
            ("conseil", conseil)
        ]
