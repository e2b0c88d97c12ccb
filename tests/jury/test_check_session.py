"""What a session and the jury's sheet must mean: each fault at its place, and none at the very limit."""

from datetime import date
from fractions import Fraction

import pytest

from clea_cli.diagnostics import Position
from clea_cli.jury import verifier_decisions as check_decisions
from clea_cli.jury import verifier_session as check_session
from clea_cli.jury.codes import code
from clea_cli.jury.session import (
    FEUILLE,
    LIBELLES_USUELS,
    Choix,
    College,
    DecisionDuJury,
    Dossier,
    Evaluation,
    LigneDecision,
    Membre,
    OrganismePresentateur,
    Session,
)
from clea_cli.jury.verifier_decisions import Seance
from clea_cli.referentiel.referentiel import MODALITES_USUELLES
from clea_cli.sources.cellules import Cellule
from clea_cli.sources.temps import Sequence
from clea_cli.sources.texte import TexteLu

JOUR = date(2026, 3, 2)
PREALABLE = Evaluation(
    JOUR, (Sequence(JOUR, 9 * 60, 12 * 60), Sequence(JOUR, 13 * 60, 17 * 60)), "E-1", "p.csv"
)
FIN = date(2026, 10, 5)
FINALE = Evaluation(FIN, (Sequence(FIN, 14 * 60, 17 * 60),), "E-2", "f.csv")
DOSSIER = Dossier("P-1", "salarié", "", "", PREALABLE, ("F-1", "F-2"), Fraction(20), FINALE)
JURY = (
    Membre("M-1", "", College.EMPLOYEURS, president=True),
    Membre("M-2", "", College.SALARIES, president=False),
)
SESSION = Session(
    *("s", date(2026, 11, 28), "Lyon", "clea", None),
    OrganismePresentateur(
        "O", "", date(2026, 11, 28), date(2026, 11, 28)
    ),  # entitled to on that very day
    *(JURY, LIBELLES_USUELS, "", "", (DOSSIER,)),
)


def texte(*perdus):
    """A text whose lines are the ranks of dossiers, by tens."""

    def position(chemin, /, *, cle=False):
        racine, *suite = chemin or ("",)
        rangs = [etape for etape in suite if isinstance(etape, int)]
        return Position("s.yaml", 10 * (rangs[0] + 1) if racine == "dossiers" and rangs else 1)

    return TexteLu(position, frozenset(perdus))


def dites(constats):
    return [
        (c.diagnostic.code, "/".join(map(str, c.chemin)), c.diagnostic.message) for c in constats
    ]


def de_la_session(**changements):
    return dites(check_session.fautes(SESSION._replace(**changements), texte()))


def des_dossiers(*dossiers, perdus=()):
    session = SESSION._replace(dossiers=dossiers)
    return dites(check_session.fautes_des_dossiers(session, MODALITES_USUELLES, texte(*perdus)))


def membre(rang, **changements):
    return JURY[rang]._replace(**changements)


# The session


def test_une_session_juste_au_bord_de_tout_est_sans_faute():
    assert de_la_session() == []
    assert des_dossiers(DOSSIER) == []


@pytest.mark.parametrize(
    ("changements", "attendus"),
    [
        ({"dossiers": ()}, [("J101", "", None)]),
        ({"liste": "l.csv"}, [("J101", "", None)]),
        ({"liste": "l.csv", "dossiers": ()}, []),
        ({"lieu": ""}, [("J111", "", None)]),
        ({"jury": (JURY[0],)}, [("J102", "jury", "le jury n'a personne du collège des salariés")]),
        (
            {"jury": (JURY[0], membre(1, president=True))},
            [
                (
                    "J103",
                    "jury",
                    "le jury doit avoir une personne qui préside, et une seule ; ici, 2",
                )
            ],
        ),
        (
            {"jury": (membre(0, president=False), JURY[1])},
            [
                (
                    "J103",
                    "jury",
                    "le jury doit avoir une personne qui préside, et une seule ; ici, aucune",
                )
            ],
        ),
        (
            {"jury": (*JURY, membre(1))},
            [("J105", "jury/2/reference", "« M-2 » est déjà membre du jury")],
        ),
        (
            {"date": date(2026, 11, 27)},
            [
                (
                    "J104",
                    "organisme/habilitation",
                    "l'organisme n'est pas habilité le 27/11/2026 : son habilitation va du 28/11/2026 au 28/11/2026",
                )
            ],
        ),
    ],
)
def test_une_faute_de_la_session_est_dite_a_sa_place(changements, attendus):
    trouvees = de_la_session(**changements)
    assert [(code, chemin) for code, chemin, _ in trouvees] == [
        (code, chemin) for code, chemin, _ in attendus
    ]
    assert [
        m for (_, _, m), (_, _, a) in zip(trouvees, attendus, strict=True) if a not in (None, m)
    ] == []


# The dossiers


def prealable(**changements):
    return DOSSIER._replace(prealable=PREALABLE._replace(**changements))


def finale(**changements):
    return DOSSIER._replace(finale=FINALE._replace(**changements))


def le(jour, debut, fin):
    return Sequence(jour, debut, fin)


SEPT_HEURES_UNE = (le(JOUR, 540, 720), le(JOUR, 780, 1021))
TROP_TARD = date(2031, 3, 3)


@pytest.mark.parametrize(
    ("dossier", "attendue"),
    [
        (
            prealable(sequences=SEPT_HEURES_UNE),
            (
                "J202",
                "prealable/sequences",
                "l'évaluation préalable dure 7 h 01, au-delà des 7 h prévues",
            ),
        ),
        (
            finale(sequences=(le(FIN, 540, 780),)),
            ("J202", "finale/sequences", "l'évaluation finale dure 4 h, au-delà des 3 h prévues"),
        ),
        (
            prealable(sequences=(PREALABLE.sequences[0], le(JOUR, 780, 780))),
            ("J208", "prealable/sequences/1", "cette séquence finit avant d'avoir commencé"),
        ),
        (
            finale(date=date(2026, 11, 29)),
            (
                "J209",
                "finale/date",
                "l'évaluation finale serait du 29/11/2026, après la session du 28/11/2026",
            ),
        ),
        (
            finale(
                sequences=(FINALE.sequences[0]._replace(fin=900), le(date(2026, 11, 30), 540, 600))
            ),
            (
                "J209",
                "finale/date",
                "l'évaluation finale serait du 30/11/2026, après la session du 28/11/2026",
            ),
        ),
        (
            prealable(sequences=(le(date(2014, 12, 31), 540, 600), le(JOUR, 540, 600))),
            (
                "J213",
                "prealable/date",
                "l'évaluation préalable serait du 31/12/2014, avant que CléA existe",
            ),
        ),
        (
            prealable(date=date(2014, 12, 31)),
            (
                "J213",
                "prealable/date",
                "l'évaluation préalable serait du 31/12/2014, avant que CléA existe",
            ),
        ),
        (
            finale(date=date(2026, 3, 1)),
            (
                "J204",
                "finale/date",
                "l'évaluation finale (01/03/2026) est avant la préalable (02/03/2026)",
            ),
        ),
        (
            prealable(sequences=(le(JOUR, 780, 900), le(JOUR, 540, 781))),
            (
                "J207",
                "prealable/sequences/0",
                "deux séquences d'évaluation se chevauchent le 02/03/2026",
            ),
        ),
        (
            finale(date=JOUR, sequences=(le(JOUR, 16 * 60, 18 * 60),)),
            (
                "J207",
                "finale/sequences/0",
                "deux séquences d'évaluation se chevauchent le 02/03/2026",
            ),
        ),
        (
            prealable(evaluateur="F-2"),
            (
                "J205",
                "prealable/evaluateur",
                "« F-2 » est à la fois évaluateur et formateur de ce candidat",
            ),
        ),
        (
            finale(evaluateur="M-2"),
            (
                "J206",
                "finale/evaluateur",
                "« M-2 », membre du jury, a été évaluateur de ce candidat",
            ),
        ),
        (
            DOSSIER._replace(formateurs=("F-1", "M-1")),
            (
                "J206",
                "formation/formateurs/1",
                "« M-1 », membre du jury, a été formateur de ce candidat",
            ),
        ),
        (finale(grille="p.csv"), ("J211", "finale/grille", None)),
    ],
)
def test_une_faute_d_un_dossier_est_dite_a_sa_place(dossier, attendue):
    code, chemin, message = attendue
    ((trouve, ou, dit),) = des_dossiers(DOSSIER._replace(reference="P-0", finale=None), dossier)
    assert (trouve, ou) == (code, f"dossiers/1/{chemin}")
    assert message in (None, dit)


def test_une_prealable_de_2015_a_ses_cinq_ans_et_une_annee_fausse_n_en_a_pas():
    ancien, faux = (date(annee, 1, 1) for annee in (2015, 2014))
    for jour, attendus in ((ancien, ["J203"]), (faux, ["J213"])):
        dossier = prealable(date=jour, sequences=(le(jour, 540, 600),))
        assert [code for code, *_ in des_dossiers(dossier)] == attendus


def test_la_finale_a_cinq_ans_jour_pour_jour():
    session = SESSION._replace(date=date(2031, 12, 1))
    for jour, attendus in ((date(2031, 3, 2), []), (TROP_TARD, ["J203"])):
        dossier = finale(date=jour, sequences=(le(jour, 540, 600),))
        trouves = list(
            check_session.fautes_des_dossiers(
                session._replace(dossiers=(dossier,)), MODALITES_USUELLES, texte()
            )
        )
        assert [c.diagnostic.code for c in trouves] == attendus
    (trouve,) = dites(trouves)
    message = "l'évaluation finale est du 03/03/2031, plus de 5 ans après la préalable du 02/03/2026 (jusqu'au 02/03/2031)"
    assert trouve == ("J203", "dossiers/0/finale/date", message)


@pytest.mark.parametrize(
    "dossier",
    [
        DOSSIER._replace(finale=None),
        finale(
            date=JOUR, sequences=(le(JOUR, 17 * 60, 18 * 60),)
        ),  # right after the préalable, the same day
        finale(sequences=(le(FIN, 9 * 60, 10 * 60),)),  # the same hours on another day
        prealable(date=date(2015, 1, 1), sequences=(le(date(2015, 1, 1), 540, 600),))._replace(
            finale=None
        ),
        finale(date=SESSION.date, sequences=(le(SESSION.date, 540, 600),)),
    ],
)
def test_ce_qui_touche_la_limite_est_permis(dossier):
    assert des_dossiers(dossier) == []


def test_une_reference_en_double_est_dite_aux_deux_lignes():
    autre = DOSSIER._replace(reference="P-2")
    assert des_dossiers(DOSSIER, autre, DOSSIER) == [
        ("J201", "dossiers/2/reference", "ce dossier est aussi à la ligne 10"),
        ("J201", "dossiers/0/reference", "ce dossier est aussi à la ligne 30"),
    ]


def test_rien_n_est_dit_de_ce_qui_a_ete_invente():
    faux = prealable(evaluateur="F-2")
    assert des_dossiers(faux, perdus=[("dossiers", 0, "heures")]) == []
    assert des_dossiers(faux, faux, perdus=[("dossiers", 0, "reference")]) == [
        (
            "J205",
            "dossiers/1/prealable/evaluateur",
            "« F-2 » est à la fois évaluateur et formateur de ce candidat",
        )
    ]
    assert [code for code, *_ in des_dossiers(faux, faux, perdus=[("dossiers", 0, "heures")])] == [
        "J201",
        "J201",
        "J205",
    ]


# The sheet

VERDICTS = {"P-1": "certifiable", "P-2": "non_certifiable", "P-3": "indetermine"}
MEMBRES = {College.EMPLOYEURS: 2, College.SALARIES: 1}


def ligne(rang, *valeurs, **autres):
    valeurs += ("",) * (len(FEUILLE) - len(valeurs))
    cellules = {
        nom: Cellule(valeur, rang, rang, colonne)
        for colonne, (nom, valeur) in enumerate(zip(FEUILLE, valeurs, strict=True), start=1)
    }
    return LigneDecision(cellules, autres=bool(autres))


def decider(*lignes, libelles=LIBELLES_USUELS):
    return check_decisions.decisions(lignes, "decisions.csv", Seance(VERDICTS, libelles, MEMBRES))


def test_les_decisions_se_lisent_par_leurs_mots_et_par_leurs_noms():
    issue = decider(
        ligne(2, "P-1", "certifié", "Certifié", "", "2-0"),
        ligne(3, "P-2", "ajourné", "certifie", "stage réussi", "1 – 1", "01/00"),
        ligne(4, "P-3", "reporté", ""),
    )
    assert issue.diagnostics == ()
    votes = {College.EMPLOYEURS: "1-1", College.SALARIES: "1-0"}
    assert issue.value["P-2"] == DecisionDuJury("P-2", Choix.CERTIFIE, "stage réussi", votes)
    un_seul = {College.EMPLOYEURS: "2-0", College.SALARIES: ""}
    assert issue.value["P-1"] == DecisionDuJury("P-1", Choix.CERTIFIE, "", un_seul)
    assert set(issue.value) == {"P-1", "P-2"}


@pytest.mark.parametrize("mot", ["Validé", "certifie"])
def test_les_mots_de_la_session_et_les_noms_valent_ensemble(mot):
    libelles = {**LIBELLES_USUELS, Choix.CERTIFIE: "validé"}
    issue = decider(ligne(2, "P-1", "", mot), libelles=libelles)
    assert issue.value["P-1"].choix is Choix.CERTIFIE


@pytest.mark.parametrize(
    ("lignes", "code", "cellule", "dits"),
    [
        (
            [ligne(2, "P-1", "", "peut-être")],
            "J304",
            "C2",
            ["peut-être", "certifié, ajourné, reporté"],
        ),
        ([ligne(2, "P-1", "", "ajourné")], "J305", "D2", ["ajourné", "certifié"]),
        ([ligne(2, "P-1", "", "ajourné", " - ")], "J305", "D2", ["sans motif"]),
        (
            [ligne(2, "P-1", "ajourné", "ajourné")],
            "J305",
            "D2",
            ["« certifié » (la feuille montre encore « ajourné »), sans motif"],
        ),
        ([ligne(2, "P-9", "", "certifié")], "J306", "A2", []),
        ([ligne(2, "P-9", "certifié", commentaire="à revoir")], "J306", "A2", []),
        ([ligne(2, "P-9", "certifié", "", "malade")], "J306", "A2", []),
        ([ligne(2, "", "", "certifié")], "J306", "A2", []),
        ([ligne(2, "P-1"), ligne(3, "P-1")], "J309", "A3", ["A2"]),
        ([ligne(2, "P-1", "", "", "", "3-0")], "J308", "E2", ["3-0"]),
        ([ligne(2, "P-1", "", "", "", "", "1-1")], "J308", "F2", ["1-1"]),
        ([ligne(2, "P-1", "", "", "", "oui")], "J308", "E2", ["oui"]),
        ([ligne(2, "P-1", "", "", "", "02/01/2026")], "J308", "E2", ["en a fait une date"]),
    ],
)
def test_une_faute_de_la_feuille_la_refuse_et_nomme_sa_cellule(lignes, code, cellule, dits):
    issue = decider(*lignes)
    assert issue.value is None
    (faute,) = issue.diagnostics
    assert (faute.code, faute.position.source, faute.position.cellule) == (
        code,
        "decisions.csv",
        cellule,
    )
    assert [mot for mot in dits if mot not in f"{faute.message} {faute.aide}"] == []


@pytest.mark.parametrize(
    "mot", ["certifiée", "Certifié(e)", "certifié·e", "CERTIFIE", "certifié-e"]
)
def test_une_decision_s_ecrit_au_feminin(mot):
    assert decider(ligne(2, "P-1", "", mot)).value["P-1"].choix is Choix.CERTIFIE


def test_les_mots_de_la_session_passent_avant_les_noms_des_decisions():
    libelles = {Choix.CERTIFIE: "admis", Choix.AJOURNE: "reporté", Choix.REPORTE: "suspendu"}
    issue = decider(
        ligne(2, "P-1", "", "admise"), ligne(3, "P-2", "", "reportée"), libelles=libelles
    )
    assert [prise.choix for prise in issue.value.values()] == [Choix.CERTIFIE, Choix.AJOURNE]


def test_une_decision_egale_a_la_proposition_n_en_differe_jamais():
    libelles = {Choix.CERTIFIE: "certifié", Choix.AJOURNE: "ajourné", Choix.REPORTE: "ajourné"}
    issue = decider(
        ligne(2, "P-2", "", "ajourné"), ligne(3, "P-3", "", "ajourné"), libelles=libelles
    )
    assert issue.diagnostics == ()
    assert [prise.choix for prise in issue.value.values()] == [Choix.AJOURNE, Choix.REPORTE]


@pytest.mark.parametrize(
    ("employeurs", "salaries", "codes"),
    [
        *(("2-0", "1-0", []), ("1-1", "", []), ("1-0", "0-1", []), ("0-0", "", []), ("", "", [])),
        *(("0-1", "", ["J613"]), ("0-2", "1-0", ["J613"]), ("1-1", "0-1", ["J613"])),
    ],
)
def test_une_majorite_de_votes_ne_va_pas_contre_la_decision(employeurs, salaries, codes):
    issue = decider(ligne(2, "P-1", "", "certifié", "", employeurs, salaries))
    assert [faute.code for faute in issue.diagnostics] == codes


# Rows that were mixed


def codees(*dossiers):
    """A row a dossier, as the program writes it, then what the jury decided and why."""
    rendues = []
    for rang, (reference, proposition, *suite) in enumerate(dossiers, start=2):
        suite += [""] * (4 - len(suite))
        rendues.append(ligne(rang, reference, proposition, *suite, code(reference, proposition)))
    return rendues


TROIS = [("P-1", "certifié"), ("P-2", "ajourné"), ("P-3", "reporté")]


def deplacer(lignes, colonnes, ordre):
    """The rows once some columns were put in another order, the others left."""
    melees = []
    for rang, ici in enumerate(lignes):
        prises = {nom: lignes[ordre[rang]].cellules[nom].valeur for nom in colonnes}
        cellules = {
            nom: c._replace(valeur=prises.get(nom, c.valeur)) for nom, c in ici.cellules.items()
        }
        melees.append(ici._replace(cellules=cellules))
    return melees


DEPLACEES = "P-2 (celui de P-1), P-1 (celui de P-2)"


@pytest.mark.parametrize(
    ("colonnes", "dites"),
    [
        (["dossier"], DEPLACEES),
        (["code"], "P-1 (celui de P-2), P-2 (celui de P-1)"),
        (["dossier", "proposition"], DEPLACEES),
        ([*FEUILLE[:-1]], DEPLACEES),
    ],
)
def test_une_colonne_triee_seule_se_voit_et_dit_de_qui_est_chaque_ligne(colonnes, dites):
    melees = deplacer(codees(*TROIS), colonnes, [1, 0, 2])
    [faute] = decider(*melees).diagnostics
    assert (faute.code, faute.position.cellule) == ("J600", "G2")
    assert f"2 portent le code d'une autre : {dites}" in faute.message


def test_des_lignes_entieres_se_trient_sans_un_mot():
    lignes = codees(("P-1", "certifié", "certifié"), ("P-2", "ajourné", "ajourné"))
    assert set(decider(*reversed(lignes)).value) == {"P-1", "P-2"}
    toutes = deplacer(lignes, FEUILLE, [1, 0])
    assert set(decider(*toutes).value) == {"P-1", "P-2"}


def test_une_ligne_melee_n_a_pas_d_autre_faute():
    melees = deplacer(codees(("P-1", "certifié", "bof"), ("P-2", "ajourné")), ["dossier"], [1, 0])
    assert [faute.code for faute in decider(*melees).diagnostics] == ["J600"]


def test_une_proposition_changee_ou_une_ligne_ecrite_a_la_main_n_est_pas_melee():
    lignes = [*codees(("P-1", "ajourné", "certifié")), ligne(3, "P-2", "", "ajourné")]
    issue = decider(*lignes)
    assert issue.diagnostics == ()


def test_un_code_ne_se_prend_ni_pour_un_mot_ni_pour_un_nombre():
    codes = {code(f"P-{rang}", "certifié") for rang in range(300)}
    assert len(codes) == 300
    assert all(len(ecrit) == 5 and set(ecrit) <= set("BCDFGHJKLMNPQRSTVWXZ") for ecrit in codes)
    assert code("p-1 ", "Certifié") == code("P-1", "certifié") != code("P-1", "ajourné")


def test_toutes_les_lignes_sont_lues_apres_une_faute():
    issue = decider(
        ligne(2, "P-9", "", "certifié"), ligne(3, "P-2", "", "bof"), ligne(4, "P-1", "", "reporté")
    )
    assert [(f.code, f.position.ligne) for f in issue.diagnostics] == [
        ("J306", 2),
        ("J304", 3),
        ("J305", 4),
    ]


def test_un_dossier_parti_avant_que_rien_ne_soit_ecrit_ne_dit_rien():
    issue = decider(
        ligne(2, "P-9", "certifié"), ligne(3, "P-1", "certifié", "certifié", commentaire="vu")
    )
    assert issue.diagnostics == ()
    assert set(issue.value) == {"P-1"}
