"""Tables about candidates that are no grilles: identities, rosters, dossiers of a cohorte, the jury's decisions."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest

from clea_cli.cohorte import lire_dossiers as dossiers
from clea_cli.diagnostics import Position, diagnostic
from clea_cli.jury import lire_decisions, lire_identites
from clea_cli.jury import lire_liste as liste
from clea_cli.jury.identite import Identite
from clea_cli.sources.cellules import Cellule

# The identities, of whom nothing is ever quoted

JOUR = date(2026, 11, 28)
UNE = {
    "référence": "C-1",
    "civilité": "Mme",
    "nom de naissance": "Fougère",
    "nom d'usage": "",
    "prénom": "Élise",
    "email": "e.f@exemple.fr",
    "téléphone": "0600000000",
    "adresse": "1 rue",
    "complément": "bât. A",
    "ville": "Lyon",
    "code postal": "69003",
    "date de naissance": "02/03/1990",
    "code INSEE de naissance": "2a004",
    "ville de naissance": "Ajaccio",
    "code postal de naissance": "20000",
    "niveau d'instruction": "3",
}
LUE = Identite(
    *(
        "C-1",
        "MME",
        "Fougère",
        "",
        "Élise",
        "e.f@exemple.fr",
        "0600000000",
        "1 rue",
        "bât. A",
        "Lyon",
        "69003",
    ),
    *(date(1990, 3, 2), "2A004", "Ajaccio", "20000", "3"),
)
COLONNES = list(UNE)


def csv(*lignes):
    return "".join(
        ";".join(ligne.values()) + "\n" for ligne in [dict(zip(UNE, UNE, strict=True)), *lignes]
    ).encode()


def lire(*lignes, voulues=("C-1",)):
    return lire_identites.lire(csv(*lignes), "i.csv", frozenset(voulues), JOUR)


def fautes(issue):
    """The faults: code, cell, message and advice."""
    assert issue.value is None
    assert {faute.position.source for faute in issue.diagnostics} == {"i.csv"}
    return [(f.code, f.position.cellule, f"{f.message} ({f.aide})") for f in issue.diagnostics]


def attendre(issue, *attendues):
    """Each is the code, the cell, and words that must be read."""
    assert [
        (c, ou, mots if mots in dit else dit)
        for (c, ou, dit), (*_, mots) in zip(fautes(issue), attendues, strict=True)
    ] == [*attendues]


def cellule(colonne, ligne=2):
    return f"{chr(ord('A') + COLONNES.index(colonne))}{ligne}"


def test_une_identite_se_lit_jusqu_a_la_derniere_colonne():
    issue = lire(UNE, {**UNE, "référence": "C-2", "civilité": "?"})
    assert (issue.value, issue.diagnostics) == ({"C-1": LUE}, ()), (
        "who is not wanted is not looked at"
    )


def test_une_identite_est_celle_de_la_reference_de_quelque_facon_qu_elle_soit_ecrite():
    assert lire({**UNE, "référence": "c\u20111"}).value == {
        "C-1": LUE._replace(reference="c\u20111")
    }
    attendre(lire(UNE, {**UNE, "référence": "c-1"}), ("J507", "A3", "A2"))


@pytest.mark.parametrize(
    ("ecrite", "lue"),
    [("M", "M"), ("m.", "M"), ("MONSIEUR", "M"), ("MME.", "MME"), ("Madame", "MME")],
)
def test_une_civilite_s_ecrit_de_plusieurs_facons(ecrite, lue):
    assert lire({**UNE, "civilité": ecrite}).value["C-1"].civilite == lue


@pytest.mark.parametrize(
    "changement",
    [
        {"nom de naissance": "de La Tour-d’Auvergne"},
        {"prénom": "Jean P."},
        {"email": ""},
        {"code postal": ""},
        {"code postal de naissance": ""},
        {"code INSEE de naissance": "99350", "code postal de naissance": "Tanger"},
        {"date de naissance": "2012-01-01"},
        {"date de naissance": "1927-12-31"},
        {"téléphone": "+33 6 00 00 00 00"},
    ],
)
def test_une_identite_juste_au_bord_est_admise(changement):
    assert lire({**UNE, **changement}).value.keys() == {"C-1"}


LETTRES = "(attendu : des lettres, des tirets, des apostrophes.)"


@pytest.mark.parametrize(
    ("colonne", "valeur", "code", "mots"),
    [
        (
            "civilité",
            "Dr",
            "J502",
            "« civilité » n'est pas écrite comme attendu (attendu : M ou MME.)",
        ),
        (
            "nom de naissance",
            "Fougère2",
            "J502",
            f"« nom de naissance » n'est pas écrite comme attendu {LETTRES}",
        ),
        ("nom d'usage", "-", "J502", f"« nom d'usage » n'est pas écrite comme attendu {LETTRES}"),
        ("prénom", "@", "J502", f"« prénom » n'est pas écrite comme attendu {LETTRES}"),
        (
            "email",
            "e.f@exemple",
            "J502",
            "« email » n'est pas écrite comme attendu (attendu : une adresse comme nom@ex",
        ),
        (
            "code postal",
            "6900",
            "J502",
            "« code postal » n'est pas écrite comme attendu (attendu : cinq chiffres.)",
        ),
        (
            *("code postal de naissance", "Tanger", "J502"),
            "« code postal de naissance » n'est pas écrite comme attendu (attendu : cinq chiffres.)",
        ),
        ("code INSEE de naissance", "9004", "J504", "ce n'est pas un code INSEE"),
        ("date de naissance", "31/02/1990", "J503", "cette date de naissance n'est pas possible"),
        ("date de naissance", "01/01/2013", "J503", "cette date de naissance n'est pas possible"),
        ("date de naissance", "31/12/1926", "J503", "cette date de naissance n'est pas possible"),
        ("civilité", "", "J508", "cette case de la colonne « civilité » est vide"),
        ("nom de naissance", "", "J508", "cette case de la colonne « nom de naissance » est vide"),
        ("prénom", "", "J508", "cette case de la colonne « prénom » est vide"),
        (
            "date de naissance",
            "",
            "J508",
            "cette case de la colonne « date de naissance » est vide",
        ),
    ],
)
def test_une_case_douteuse_est_dite_sans_etre_citee(colonne, valeur, code, mots):
    issue = lire({**UNE, colonne: valeur})
    attendre(issue, (code, cellule(colonne), mots))
    assert not valeur or f"« {valeur} »" not in fautes(issue)[0][2]


@pytest.mark.parametrize(
    ("ecrite", "conseil"),
    [
        ("31/02/1990", "ce jour n'existe pas ; vérifiez-le sur un calendrier."),
        ("hier", "écrivez-la JJ/MM/AAAA, et vérifiez l'année."),
        ("01/01/2013", "écrivez-la JJ/MM/AAAA, et vérifiez l'année."),
    ],
)
def test_une_naissance_impossible_dit_pourquoi_sans_la_citer(ecrite, conseil):
    [faute] = lire({**UNE, "date de naissance": ecrite}).diagnostics
    assert (faute.code, faute.aide) == ("J503", conseil)


def test_toutes_les_fautes_d_une_ligne_sont_dites_et_les_autres_lignes_lues():
    issue = lire(
        {**UNE, "civilité": "", "prénom": "", "email": "x"},
        {**UNE, "référence": "C-2", "prénom": "9"},
        voulues=("C-1", "C-2"),
    )
    attendre(issue, ("J508", "B2", ""), ("J508", "E2", ""), ("J502", "F2", ""), ("J502", "E3", ""))


def test_une_reference_voulue_a_une_identite_et_une_seule():
    issue = lire(UNE, UNE, {**UNE, "prénom": ""}, voulues=("C-3", "C-1", "C-2"))
    deux_fois = "cette référence a déjà une identité, en A2"
    absente = "le candidat certifié « C-{} » n'a pas d'identité"
    attendre(
        issue,
        *[("J507", f"A{ligne}", deux_fois) for ligne in (3, 4)],
        *[("J501", "A1", absente.format(rang)) for rang in (2, 3)],
    )


@pytest.mark.parametrize(
    "numero",
    [
        "290032a004123",
        "2 90 03 2A 004 123 45",
        "1-85-12-69-123-456",
        "n° 185.12.69.123.456 !",
        "185207512345678",
    ],
)
def test_un_numero_national_n_a_sa_place_nulle_part(numero):
    issue = lire(
        UNE, {**UNE, "référence": "C-2", "adresse": numero, "prénom": ""}, {**UNE, "ville": numero}
    )
    attendre(
        issue,
        ("J505", "H3", "un numéro de sécurité sociale"),
        ("J505", "J4", "un numéro de sécurité sociale"),
    )


@pytest.mark.parametrize(
    "nombre", ["390032A004123", "2900326", "12900326912345671", "290132A004123"]
)
def test_un_autre_nombre_n_est_pas_un_numero_national(nombre):
    assert lire({**UNE, "adresse": nombre}).value.keys() == {"C-1"}


@pytest.mark.parametrize(
    ("lieu", "attendu"),
    [
        (("", "69003", "Lyon"), {"etranger": False, "outre_mer": False, "zone": ""}),
        (("", "97400", ""), {"etranger": False, "outre_mer": True, "zone": ""}),
        (("97411", "", ""), {"etranger": False, "outre_mer": True, "zone": ""}),
        (("98818", "98800", ""), {"etranger": False, "outre_mer": True, "zone": ""}),
        (("99350", "", "Rabat"), {"etranger": True, "outre_mer": False, "zone": "300"}),
        (("99404", "97400", "Montréal"), {"etranger": True, "outre_mer": True, "zone": "400"}),
    ],
)
def test_le_lieu_de_naissance_se_dit_par_un_code_ou_par_l_autre(lieu, attendu):
    colonnes = ("code INSEE de naissance", "code postal de naissance", "ville de naissance")
    lue = lire({**UNE, **dict(zip(colonnes, lieu, strict=True))}).value["C-1"]
    dit = {
        "etranger": lue.ne_a_l_etranger,
        "outre_mer": lue.ne_outre_mer,
        "zone": lue.zone_de_naissance,
    }
    assert dit == attendu


@pytest.mark.parametrize(
    ("lieu", "code", "colonne"),
    [
        (("", "", "Lyon"), "J508", "code INSEE de naissance"),
        (("99350", "", ""), "J508", "ville de naissance"),
        (("00000", "69003", ""), "J504", "code INSEE de naissance"),
        (("99000", "", "Rabat"), "J504", "code INSEE de naissance"),
        (("99999", "", "Rabat"), "J504", "code INSEE de naissance"),
        (("", "6900", ""), "J502", "code postal de naissance"),
    ],
)
def test_un_lieu_de_naissance_impossible_est_dit(lieu, code, colonne):
    colonnes = ("code INSEE de naissance", "code postal de naissance", "ville de naissance")
    attendre(lire({**UNE, **dict(zip(colonnes, lieu, strict=True))}), (code, cellule(colonne), ""))


@pytest.mark.parametrize("codes", [("69123", "97400"), ("97411", "69003")])
def test_deux_codes_qui_se_contredisent_sont_un_avertissement(codes):
    insee, postal = codes
    issue = lire({**UNE, "code INSEE de naissance": insee, "code postal de naissance": postal})
    assert [faute.code for faute in issue.diagnostics] == ["J634"]
    assert issue.value["C-1"].ne_outre_mer


@pytest.mark.parametrize(
    "ecrit",
    [
        "0612345678",
        "06 12 34 56 78",
        "06.12.34.56.78",
        "+33 6 12 34 56 78",
        "+33612345678",
        "+1 (514) 555-0199",
    ],
)
def test_un_telephone_s_ecrit_de_plusieurs_facons(ecrit):
    assert lire({**UNE, "téléphone": ecrit}).value["C-1"].telephone == ecrit


@pytest.mark.parametrize(
    "ecrit",
    ["612345678", "6,12E+08", "06 12 34 56", "+33", "=0612345678", "voir sa sœur", "-33612345678"],
)
def test_un_telephone_auquel_il_manque_un_chiffre_est_refuse(ecrit):
    attendre(
        lire({**UNE, "téléphone": ecrit}), ("J635", cellule("téléphone"), "n'est pas un numéro")
    )


@pytest.mark.parametrize(
    "colonne",
    ["adresse", "complément", "ville", "ville de naissance", "niveau d'instruction", "email"],
)
def test_une_case_qui_commence_comme_une_formule_est_refusee_sans_etre_citee(colonne):
    [(code, ou, dit)] = (
        fautes(lire({**UNE, colonne: "=cmd@exemple.fr" if colonne == "email" else "=1+1"})) or []
    )
    assert (code, ou, "1+1" in dit) == ("J633", cellule(colonne), False)


def test_une_identite_douteuse_ne_retient_pas_les_autres():
    issue = lire({**UNE, "prénom": ""}, {**UNE, "référence": "C-2"}, voulues=("C-1", "C-2", "C-3"))
    assert list(issue.value) == ["C-2"]
    assert [faute.code for faute in issue.diagnostics] == ["J508", "J501"]


def test_un_telephone_et_un_code_que_le_format_montre_sont_entiers():
    classeur = openpyxl.Workbook()
    classeur.active.append(COLONNES)
    classeur.active.append([UNE[colonne] for colonne in COLONNES])
    for colonne, nombre, forme in (
        ("téléphone", 612345678, '0#" "##" "##" "##" "##'),
        ("code postal", 1230, "00000"),
        ("code postal de naissance", 1000, "00000"),
    ):
        ecrite = classeur.active.cell(2, COLONNES.index(colonne) + 1, nombre)
        ecrite.number_format = forme
    flux = BytesIO()
    classeur.save(flux)
    lue = lire_identites.lire(flux.getvalue(), "i.xlsx", frozenset(["C-1"]), JOUR).value["C-1"]
    assert (lue.telephone, lue.code_postal, lue.code_postal_de_naissance) == (
        "0612345678",
        "01230",
        "01000",
    )


def test_les_colonnes_qui_manquent_sont_dites_comme_on_les_ecrit():
    issue = lire_identites.lire("nom d'usage;prénom\n".encode(), "i.csv", frozenset(), JOUR)
    noms = ("référence", "civilité", "nom de naissance", "date de naissance")
    attendre(issue, *[("J106", "A1", f"« {nom} »") for nom in noms])


# The roster of a session

PREALABLE = "date préalable;séquences préalable;évaluateur préalable;grille préalable"
TITRES = f"référence;statut;{PREALABLE};date finale;formateurs;heures"
PLEINE = "P-1; salarié ;02/03/2026;9h-12h, 13h-15h;E-1;p.csv;;F-1 et F-2;12,5"


def lire_liste(texte):
    return liste.lire(texte.encode(), "l.csv")


def test_une_liste_a_la_forme_des_dossiers_d_une_session_et_chaque_valeur_sa_case():
    lue, rangs = lire_liste(
        f"{TITRES}\n{PLEINE}\n;;;;;;;;\n\nP-2;;demain;;;;5/10/2026;;20 h\n"
    ).value
    premier, second = lue.racine["dossiers"]
    assert lue.racine == {
        "dossiers": [
            {
                "reference": "P-1",
                "statut": "salarié",
                "prealable": {
                    "date": "02/03/2026",
                    "sequences": ["9h-12h", "13h-15h"],
                    "evaluateur": "E-1",
                    "grille": "p.csv",
                },
                "formation": {"formateurs": ["F-1", "F-2"], "heures": 12.5},
            },
            {
                "reference": "P-2",
                "prealable": {"date": "demain"},
                "finale": {"date": "5/10/2026"},
                "formation": {"heures": 20},
            },
        ]
    }
    assert (lue.source, lue.texte) == ("l.csv", "")
    assert type(second["formation"]["heures"]) is int
    assert {ligne: rangs[ligne] for ligne in (2, 5)} == {2: 2, 5: 5}
    assert (lue.racine.lieu, lue.racine.lieux) == ((1, 1), {"dossiers": ((1, 1), (1, 1))})
    assert (lue.racine["dossiers"].lieu, lue.racine["dossiers"].lieux) == ((1, 1), [(2, 1), (5, 1)])
    assert (premier.lieu, premier.lieux["statut"]) == ((2, 1), ((2, 2), (2, 2)))
    assert (premier["prealable"].lieu, premier.lieux["prealable"]) == ((2, 3), ((2, 3), (2, 3)))
    assert premier["prealable"].lieux["evaluateur"] == ((2, 5), (2, 5))
    assert (premier["formation"].lieu, premier["formation"]["formateurs"].lieu) == ((2, 8), (2, 8))
    assert premier["formation"]["formateurs"].lieux == [(2, 8), (2, 8)]
    assert second["finale"].lieux == {"date": ((5, 7), (5, 7))}


def test_les_titres_d_une_liste_ne_sont_pas_toujours_sur_la_premiere_ligne():
    lue, _ = lire_liste(f"Notre liste;;\n{TITRES}\nP-1;;;;;;;;\n").value
    assert (lue.racine.lieux["dossiers"], lue.racine["dossiers"].lieu) == (((1, 1), (2, 1)), (2, 1))


@pytest.mark.parametrize(
    ("ecrites", "lues"),
    [
        ("a|b", ["a", "b"]),
        ("a;b", ["a", "b"]),
        ("a\nb", ["a", "b"]),
        (" a , ,b,", ["a", "b"]),
        ("a et b", ["a", "b"]),
        ("et", ["et"]),
    ],
)
def test_plusieurs_valeurs_tiennent_dans_une_case(ecrites, lues):
    lue, _ = lire_liste(f'{TITRES}\nP-1;;;;;;;"{ecrites}";\n').value
    assert lue.racine["dossiers"][0]["formation"]["formateurs"] == lues


@pytest.mark.parametrize(
    ("ecrites", "lues"),
    [
        *[
            ("12", 12),
            ("12h", 12),
            ("12,5", 12.5),
            ("12.5 h", 12.5),
            ("12,0", 12),
            ("7,", 7),
            ("0,25", 0.25),
            ("1234567h", 1234567),
        ],
        *[
            (autre, autre)
            for autre in (
                "0",
                "0,0",
                "-1",
                ",5",
                "h",
                "1e3",
                "12345678h",
                "1,5,2",
                "une",
                "²",
                "1,²",
                "٣",
            )
        ],
    ],
)
def test_des_heures_sont_un_nombre_ou_restent_ce_qui_fut_ecrit(ecrites, lues):
    lue, _ = lire_liste(f"{TITRES}\nP-1;;;;;;;;{ecrites}\n").value
    heures = lue.racine["dossiers"][0]["formation"]["heures"]
    assert (heures, type(heures)) == (lues, type(lues))


def test_une_liste_sans_ses_colonnes_est_refusee():
    issue = lire_liste("statut;heures\nsalarié;2\n")
    assert issue.value is None
    manquent = (
        "reference",
        "date préalable",
        "séquences préalable",
        "évaluateur préalable",
        "grille préalable",
    )
    assert [
        (f.code, f.message.partition("« ")[2].partition(" »")[0]) for f in issue.diagnostics
    ] == [("J106", nom) for nom in manquent]
    assert {f.position.source for f in issue.diagnostics} == {"l.csv"}


ICI = Position("l.csv", 5, 3)


@pytest.mark.parametrize(
    ("faute", "chemin", "cellule", "aide"),
    [
        ("R204", ("dossiers", 0, "prealable", "date"), "C4", "conseil"),
        (
            "R204",
            ("dossiers", 0, "finale", "sequences", 0),
            "C4",
            "des séquences s'écrivent 9h-12h, 13h30-15h.",
        ),
        ("R204", ("dossiers", 0, "formation", "heures"), "C4", "des heures sont un nombre : 12,5."),
        ("R204", ("dossiers", 0, "reference"), "C4", "conseil"),
        ("J207", ("dossiers", 0, "finale", "sequences"), "C4", "autre conseil"),
    ],
)
def test_une_faute_d_une_liste_est_dite_a_sa_case_et_comme_on_l_ecrit(faute, chemin, cellule, aide):
    faits = {"attendu": "x", "recu": "y", "valeur": "v", "conseil": "conseil", "jour": "j"}
    dite = diagnostic(faute, ICI, **faits)._replace(
        aide="conseil" if faute[0] == "R" else "autre conseil"
    )
    assert liste.dire(dite, chemin, {2: 2, 5: 4}) == dite._replace(
        position=ICI._replace(cellule=cellule), aide=aide
    )


@pytest.mark.parametrize(
    ("rangs", "ou", "cellule"),
    [({}, ICI, "C1"), ({5: 7}, Position("l.csv", 5), "A7"), ({}, Position("l.csv"), "A1")],
)
def test_une_place_inconnue_est_la_premiere(rangs, ou, cellule):
    assert liste.dire(diagnostic("J207", ou, jour="j"), (), rangs).position.cellule == cellule


@pytest.mark.parametrize(
    ("chemin", "colonne"),
    [
        (("dossiers", 0, "reference"), "reference"),
        (("dossiers", 0, "prealable", "sequences"), "séquences préalable"),
        (("dossiers", 0, "finale", "evaluateur"), "évaluateur finale"),
        (("dossiers", 0, "prealable"), "préalable"),
    ],
)
def test_une_valeur_absente_est_une_case_vide(chemin, colonne):
    dite = liste.dire(diagnostic("R202", ICI, cle="x"), chemin, {})
    assert dite == diagnostic("J109", Position("l.csv", 5), colonne=colonne)


# The jury's sheet


def test_la_feuille_se_lit_avec_les_colonnes_que_le_jury_a_ajoutees():
    texte = "Référence;note;décision;Votes employeurs;;motif\nP-1; bien ;certifié;2-0;z;\n ;;;;;\nP-2;;;;;\n"
    lues = lire_decisions.lire(texte.encode(), "d.csv").value.lignes
    assert [ligne.autres for ligne in lues] == [True, False]
    assert list(lues[0].cellules) == [
        "dossier",
        "proposition",
        "decision",
        "motif",
        "votes employeurs",
        "votes salariés",
        "code",
    ]
    assert lues[0].cellules == {
        "dossier": Cellule("P-1", 2, 2, 1),
        "proposition": Cellule("", 2, 2, 7),
        "decision": Cellule("certifié", 2, 2, 3),
        "motif": Cellule("", 2, 2, 6),
        "votes employeurs": Cellule("2-0", 2, 2, 4),
        "votes salariés": Cellule("", 2, 2, 7),
        "code": Cellule("", 2, 2, 7),
    }
    assert lues[1].cellules["dossier"] == Cellule("P-2", 4, 4, 1)


def test_une_feuille_sans_dossier_ni_decision_est_refusee():
    issue = lire_decisions.lire(b"motif;proposition\nx;y\n", "d.csv")
    assert issue.value is None
    assert [(f.code, f.position) for f in issue.diagnostics] == [
        ("J106", Position("d.csv", 1, 1, "A1"))
    ] * 2
    assert [
        "« dossier »" in issue.diagnostics[0].message,
        "« decision »" in issue.diagnostics[1].message,
    ] == [True] * 2


# The dossiers of a cohorte

EN_TETE = "référence;évaluateur;site;évaluation;heures;grille;nom"


def lire_dossiers(*lignes):
    return dossiers.lire("\n".join([EN_TETE, *lignes, ""]).encode(), "d.csv")


def test_un_dossier_d_une_cohorte_se_lit_jusqu_a_la_derniere_colonne():
    lus = lire_dossiers(
        "C-1;E-1;Lille;Initiale;12,25 Heures;g.csv;Durand",
        ";;;;;;Durand",
        "C-2;;;;;;",
        "C-1;;;FINALE;0;;",
    ).value
    assert lus == (
        dossiers.LigneDeDossier(
            Cellule("C-1", 2, 2, 1), "E-1", "Lille", "prealable", 735, Cellule("g.csv", 2, 2, 6)
        ),
        dossiers.LigneDeDossier(Cellule("C-2", 4, 4, 1), "", "", "", None, None),
        dossiers.LigneDeDossier(Cellule("C-1", 5, 5, 1), "", "", "finale", 0, None),
    )


@pytest.mark.parametrize(
    ("lignes", "attendues"),
    [
        (["C-1;;;moyenne;;;"], [("J402", "D2", "« moyenne »")]),
        ([f"C-1;;;{'x' * 41};;;"], [("J402", "D2", f"« {'x' * 39}… »")]),
        (["C-1;;;;douze;;"], [("J403", "E2", "« douze »")]),
        ([f"C-1;;;;{'1' * 41};;"], [("J403", "E2", f"« {'1' * 39}… »")]),
        ([";E-1;;;;;"], [("J408", "A2", "")]),
        (
            ["C-1;a\ufffdb;;x\ufffd;1\ufffd;;"],
            [("F111", "B2", ""), ("F111", "D2", ""), ("F111", "E2", "")],
        ),
        (
            ["\ufffd;;;x;y;;", "C-1;;;;;;"],
            [("F111", "A2", ""), ("J402", "D2", ""), ("J403", "E2", "")],
        ),
        (["C-1;;;;;;", "C-1;;;;;;"], [("J404", "A3", "ligne 2")]),
        (["C-1;;;finale;;;", "C-2;;;;;;", "C-1;;;;;;"], [("J404", "A4", "ligne 2")]),
        (["C-1;;;prealable;;;", "C-1;;;finale;;;", "C-1;;;finale;;;"], [("J404", "A4", "ligne 3")]),
        (["C-1;;;prealable;;;", "C-1;;;finale;;;", "C-1;;;;;;"], [("J404", "A4", "ligne 2")]),
        (
            ["C-1;;;x;;;", "C-2;;;;;;", "C-2;;;;;;", "C-3;;;;y;;"],
            [("J402", "D2", ""), ("J404", "A4", "ligne 3"), ("J403", "E5", "")],
        ),
        (["C-1;;;finale;;;", "C-1;;;finale;x;;"], [("J403", "E3", "")]),
    ],
)
def test_les_fautes_d_un_dossier_de_cohorte_sont_dites_dans_l_ordre(lignes, attendues):
    issue = lire_dossiers(*lignes)
    assert issue.value is None
    dites = [(f.code, f.position.cellule, f.message) for f in issue.diagnostics]
    assert [dite[:2] for dite in dites] == [attendue[:2] for attendue in attendues]
    assert [
        dit for (*_, dit), (*_, mots) in zip(dites, attendues, strict=True) if mots not in dit
    ] == []
    assert {f.position.source for f in issue.diagnostics} == {"d.csv"}


def test_une_liste_ne_garde_pas_les_espaces_qu_un_tableur_met_dans_une_reference():
    lignes = "reference;évaluateur préalable;formateurs\nC\u00a01;E  1;F\u00a01, F 2\n"
    titres = "date préalable;séquences préalable;grille préalable"
    complete = lignes.replace("\n", f";{titres}\n", 1).replace(
        "F 2\n", "F 2;02/03/2026;9h-12h;p.csv\n"
    )
    [dossier] = liste.lire(complete.encode(), "l.csv").value[0].racine["dossiers"]
    assert (dossier["reference"], dossier["prealable"]["evaluateur"]) == ("C 1", "E 1")
    assert dossier["formation"]["formateurs"] == ["F 1", "F 2"]


def test_des_dossiers_sans_reference_sont_refuses():
    issue = dossiers.lire(b"site;heures\nLille;2\n", "d.csv")
    assert (issue.value, [f.code for f in issue.diagnostics]) == (None, ["J106"])
    assert "« reference »" in issue.diagnostics[0].message
