"""A grille in a workbook says the same as in a CSV, cell for cell, fault for fault."""

import hashlib
import json
import time
from io import BytesIO
from zipfile import ZipFile

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from clea_cli.decision import charger
from clea_cli.grille import lire_classeur as grille_tableur
from clea_cli.grille import lire_csv
from clea_cli.grille.grille import Partie
from clea_cli.grille.lire_forme import interpreter
from clea_cli.grille.verifier import grilles
from clea_cli.sources.cellules import Feuille
from clea_cli.sources.classeur import lire as lire_classeur
from tests.outils.classeurs_bruts import dit, ods, table, xlsx
from tests.promesses.test_cases import CAS, CRITERES, lancer

LONGUE = [["critere", "resultat", "commentaire"], *([code, "acquis", ""] for code in CRITERES)]
COCHES = [
    ["critere", "acquis", "non acquis", "non évalué"],
    *([code, "", "x", ""] for code in CRITERES),
]
LARGE = [
    ["candidat", *CRITERES],
    ["C-0001", "A", "A", "NA", "NE", "A"],
    ["C-0002", "A", "A", "A", "A", "A"],
]


def classeur(feuilles):
    """A workbook of sheets, name by name."""
    sortie = BytesIO()
    with xlsxwriter.Workbook(sortie, {"in_memory": True}) as ecrit:
        for nom, lignes in feuilles.items():
            feuille = ecrit.add_worksheet(nom)
            for rang, ligne in enumerate(lignes):
                for colonne, valeur in enumerate(ligne):
                    if valeur != "":
                        feuille.write(rang, colonne, valeur)
    return sortie.getvalue()


def score(tmp_path, contenu, *options, nom="grille.xlsx"):
    (tmp_path / nom).write_bytes(contenu)
    (tmp_path / "jouet.yaml").write_bytes((CAS / "grille" / "jouet.yaml").read_bytes())
    statut, sortie, erreurs = lancer(
        tmp_path, "score", nom, "-r", "jouet.yaml", "--format", "json", *options
    )
    return statut, json.loads(sortie), erreurs


@pytest.mark.parametrize("lignes", [LONGUE, COCHES, LARGE], ids=["longue", "coches", "large"])
def test_chaque_forme_se_lit_dans_un_classeur(lignes, tmp_path):
    statut, lu, erreurs = score(tmp_path, classeur({"Notice": [["Bonjour"]], "Grille": lignes}))
    assert statut == 0, erreurs
    texte = "\n".join(";".join(ligne) for ligne in lignes) + "\n"
    (tmp_path / "grille.csv").write_text(texte, encoding="utf-8")
    attendu = json.loads(
        lancer(tmp_path, "score", "grille.csv", "-r", "jouet.yaml", "--format", "json").sortie
    )
    sans_fichier = [{**r, "source": "", "empreinte": ""} for r in lu["resultats"]]
    assert sans_fichier == [{**r, "source": "", "empreinte": ""} for r in attendu["resultats"]]
    assert "onglet « Grille »" in erreurs


def test_les_cases_qui_ne_sont_pas_du_texte_n_en_changent_pas_les_voisines():
    lignes = [["a", "b", "c"], ["x", 1, ""], ["", "", ""], [1.5, True, "y"], ["", 2, ""]]
    [feuille] = lire_classeur(classeur({"G": lignes}), "g").value
    assert [(ligne.rang, ligne.valeurs) for ligne in feuille.lignes] == [
        *((1, ("a", "b", "c")), (2, ("x", "1", "")), (4, ("1.5", "VRAI", "y")), (5, ("", "2", ""))),
    ]


def test_un_domaine_par_onglet_fait_une_seule_grille(tmp_path):
    moitie = {
        "Domaine 1": [["candidat", "C-7"], LONGUE[0], *LONGUE[1:4]],
        "Domaine 2": [LONGUE[0], *LONGUE[4:]],
    }
    statut, lu, erreurs = score(tmp_path, classeur(moitie))
    assert (statut, [r["verdict"] for r in lu["resultats"]], lu["resultats"][0]["candidat"]) == (
        0,
        ["certifiable"],
        "C-7",
    )
    assert "onglets « Domaine 1 » ; « Domaine 2 »" in erreurs


def test_une_faute_dit_son_onglet_et_sa_cellule(tmp_path):
    moitie = {"D1": LONGUE[:4], "D2": [LONGUE[0], ["2.1.1", "NAN", ""], *LONGUE[5:]]}
    _, lu, _ = score(tmp_path, classeur(moitie))
    assert [(f["code"], f["cellule"]) for f in lu["diagnostics"]] == [("F203", "D2!B2")]


MELES = {  # sheets that must not make one grille, and the cell where it shows
    "une copie": ({"Grille": LONGUE, "Sauvegarde": LONGUE}, "Sauvegarde!A2"),
    "un brouillon qui complète": (
        {"Grille": [LONGUE[0], *LONGUE[2:]], "Brouillon": LONGUE[:2]},
        "Brouillon!A2",
    ),
    "deux candidats": (
        {"C-1": [["candidat", "C-1"], *LONGUE], "C-2": [["candidat", "C-1"], *LONGUE]},
        "C-2!A3",
    ),
}


@pytest.mark.parametrize("cas", MELES)
def test_deux_onglets_qui_parlent_du_meme_domaine_sont_refuses(cas, tmp_path):
    feuilles, cellule = MELES[cas]
    statut, lu, _ = score(tmp_path, classeur(feuilles))
    assert (statut, [(f["code"], f["cellule"]) for f in lu["diagnostics"]]) == (
        1,
        [("F123", cellule)],
    )


LAISSES = {  # a second sheet that holds answers in another form, and would not be read
    "autres titres": {"Ancienne": [r[:2] for r in LONGUE], "Grille": LONGUE},
    "coches": {"Ancienne": LONGUE, "Grille": COCHES},
    "deux larges": {"S1": LARGE[:2], "S2": [LARGE[0], LARGE[2]]},
    "large et longue": {"Large": LARGE, "Longue": LONGUE},
    "sans titres": {"Grille": LONGUE, "Corrections": [[code, "non acquis"] for code in CRITERES]},
}


@pytest.mark.parametrize("cas", LAISSES)
def test_un_onglet_de_criteres_n_est_jamais_laisse_de_cote_sans_le_dire(cas, tmp_path):
    statut, lu, _ = score(tmp_path, classeur(LAISSES[cas]))
    assert (statut, [f["code"] for f in lu["diagnostics"]], lu["resultats"]) == (1, ["F124"], [])


def test_un_onglet_nomme_se_lit_seul(tmp_path):
    assert score(tmp_path, classeur(MELES["une copie"][0]), "--onglet", "Grille")[0] == 0


def test_des_titres_fusionnes_sur_deux_lignes_se_lisent(tmp_path):
    lignes = [
        ["critere", "Résultat", "", ""],
        ["", "acquis", "non acquis", "non évalué"],
        *COCHES[1:],
    ]
    statut, lu, erreurs = score(tmp_path, classeur({"Grille": lignes}))
    assert statut == 0, erreurs
    assert {ecart["resultat"] for ecart in lu["resultats"][0]["ecarts"]} == {"non_acquis"}


def test_un_onglet_inconnu_est_nomme(tmp_path):
    statut, lu, _ = score(tmp_path, classeur({"Grille": LONGUE}), "--onglet", "Feuil1")
    assert (statut, [f["code"] for f in lu["diagnostics"]]) == (1, ["F120"])
    assert "Grille" in lu["diagnostics"][0]["aide"]


CELLULES = {  # what Excel makes of what was typed, and what must come of it
    "nombre 1 pour acquis": ([["critere", "resultat"], *([code, 1] for code in CRITERES)], []),
    "vrai et faux à cocher": ([COCHES[0][:3], *([code, True, False] for code in CRITERES)], []),
    "code changé en nombre": ([LONGUE[0], [1.1, "acquis"], *LONGUE[2:]], ["F208", "F205"]),
    "cellule à côté du tableau": (
        [LONGUE[0], ["1.1.1", "acquis", "", "", "non"], *LONGUE[2:]],
        ["F121"],
    ),
    "erreur de formule": ([LONGUE[0], ["1.1.1", "#N/A"], *LONGUE[2:]], ["F203"]),
    "sans titres": ([["Bonjour"]], ["F103"]),
    "vide": ([[""]], ["F101"]),
}


@pytest.mark.parametrize("cas", CELLULES)
def test_ce_qu_excel_fait_d_une_cellule(cas, tmp_path):
    lignes, codes = CELLULES[cas]
    statut, lu, _ = score(tmp_path, classeur({"Grille": lignes}))
    assert [f["code"] for f in lu["diagnostics"]] == codes
    assert statut == (1 if codes else 0)


def test_un_code_devenu_date_n_est_pas_devine(tmp_path):
    from datetime import date

    sortie = BytesIO()
    with xlsxwriter.Workbook(
        sortie, {"in_memory": True, "default_date_format": "dd/mm/yyyy"}
    ) as ecrit:
        feuille = ecrit.add_worksheet()
        for rang, (code, *reste) in enumerate(LONGUE):
            feuille.write_row(rang, 0, [code, *reste])
        feuille.write_datetime(1, 0, date(2001, 1, 1))
    statut, lu, _ = score(tmp_path, sortie.getvalue())
    assert (statut, [f["code"] for f in lu["diagnostics"]]) == (1, ["F201", "F205"])
    assert "01/01/2001" in lu["diagnostics"][0]["message"]


PETITE = [["critere", "resultat"], ["1.1.1", "acquis"]]


def test_le_tableau_d_un_classeur_dit_d_ou_il_vient_et_comment_il_fut_lu():
    contenu = classeur(
        {"Notice": [["Bonjour", "à tous"], ["1.1.1"]], "G": [["Note", "e\u0301te\u0301 "], *PETITE]}
    )
    lu = grille_tableur.lire(contenu, "g.xlsx")
    assert lu.diagnostics == ()
    lignes = (
        (1, 1, ("Note", "été"), ""),
        (2, 2, ("critere", "resultat"), ""),
        (3, 3, ("1.1.1", "acquis"), ""),
    )
    assert lu.value == (
        "g.xlsx",
        hashlib.sha256(contenu).hexdigest(),
        ("onglet « G »", ""),
        (Partie(Feuille("G", lignes), 1),),
        True,
        (Feuille("Notice", ((1, 1, ("Bonjour", "à tous"), ""), (2, 2, ("1.1.1", ""), ""))),),
    )


@pytest.mark.parametrize(
    ("feuilles", "onglet", "code", "cellule"),
    [
        ({"G": [[" "]]}, None, "F101", None),
        ({"G": [["Bonjour"]]}, None, "F103", None),
        ({"G": PETITE}, "H", "F120", None),
        ({"G": [*PETITE, ["1.1.2", "non \ufffdvalu\ufffd"]]}, None, "F111", "B3"),
        ({"G": PETITE, "Autre": [["1.1.2", "x"]]}, None, "F124", None),
    ],
)
def test_un_classeur_refuse_l_est_a_sa_place(feuilles, onglet, code, cellule):
    lu = grille_tableur.lire(classeur(feuilles), "g.xlsx", onglet)
    ((faute, lieu),) = [(faute.code, faute.position) for faute in lu.diagnostics]
    assert (lu.value, faute, lieu.source, lieu.cellule) == (None, code, "g.xlsx", cellule)


def test_un_fichier_qui_n_est_pas_un_classeur_est_dit_tel():
    (faute,) = grille_tableur.lire(b"PK\x03\x04", "g.xlsx").diagnostics
    assert (faute.code, faute.position.source) == ("F118", "g.xlsx")


def test_un_onglet_qui_ne_serait_pas_lu_est_nomme_avec_celui_qui_le_serait():
    (faute,) = grille_tableur.lire(
        classeur({"G": PETITE, "Autre": [["1.1.2", "x"]]}), "g.xlsx"
    ).diagnostics
    assert "« G »" in faute.message + faute.aide
    assert "« Autre »" in faute.message + faute.aide


TEXTES = st.sampled_from(
    ["acquis", "NA", "NE", "", "x", "peut-être", "1.1.1", "2.2.1", "1.1.2", "C-1", "critere", "é"]
)


@settings(deadline=None, max_examples=150)
@given(st.lists(st.lists(TEXTES, min_size=3, max_size=3), max_size=7))
def test_un_classeur_et_un_csv_disent_les_memes_reponses_et_les_memes_fautes(lignes):
    lignes = [["critere", "resultat", "commentaire"], *lignes]
    en_csv = "\r\n".join(";".join(ligne) for ligne in lignes) + "\r\n"
    lus = [
        grille_tableur.lire(classeur({"G": lignes}), "g").value,
        lire_csv.lire(en_csv.encode("utf-8-sig"), "g").value,
    ]
    brutes = [interpreter(lu) for lu in lus if lu]
    assert len(brutes) == 2
    dites = [
        [
            (s.critere.valeur, s.critere.nom, s.resultat and s.resultat.valeur)
            for s in (b.value.saisies if b.value else ())
        ]
        for b in brutes
    ]
    assert dites[0] == dites[1]
    assert [(f.code, f.position.cellule) for f in brutes[0].diagnostics] == [
        (f.code, f.position.cellule) for f in brutes[1].diagnostics
    ]


@settings(deadline=None, max_examples=200)
@given(st.integers(0, 8000), st.integers(0, 255))
def test_un_classeur_abime_ne_donne_que_des_fautes_connues(place, octet):
    contenu = bytearray(classeur({"G": LONGUE}))
    contenu[place % len(contenu)] = octet
    grille_tableur.lire(bytes(contenu), "g")


def refaire(contenu, partie, avant, apres):
    """The same workbook, a text of one of its parts changed."""
    sortie = BytesIO()
    with ZipFile(BytesIO(contenu)) as ancien, ZipFile(sortie, "w", 8) as neuf:
        for info in ancien.infolist():
            octets = ancien.read(info)
            neuf.writestr(
                info.filename, octets.replace(avant, apres) if info.filename == partie else octets
            )
    return sortie.getvalue()


def test_des_entites_xml_ne_se_deplient_pas():
    """« Billion laughs »: ten entities of ten entities each; a reader that expands them never ends."""
    entites = "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha" * 10}">' for n in range(10)
    )
    debut = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    piege = debut + f"<!DOCTYPE sst [{entites}]>".encode()
    contenu = classeur({"G": [["critere", "resultat"], ["1.1.1", "MOT"]]})
    contenu = refaire(contenu, "xl/sharedStrings.xml", b"MOT", b"&a9;")
    avec = refaire(contenu, "xl/sharedStrings.xml", debut, piege)
    assert b"ENTITY" in ZipFile(BytesIO(avec)).read("xl/sharedStrings.xml")
    debut_temps = time.process_time()
    lu = grille_tableur.lire(avec, "g")
    assert time.process_time() - debut_temps < 5
    if lu.value:
        assert all(len(cellule) < 1000 for ligne in lu.value.lignes for cellule in ligne.valeurs)


def test_un_fichier_externe_n_est_pas_lu_par_une_entite(tmp_path):
    (tmp_path / "secret.txt").write_text("sésame", encoding="utf-8")
    debut = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    piege = debut + f'<!DOCTYPE sst [<!ENTITY x SYSTEM "file://{tmp_path}/secret.txt">]>'.encode()
    contenu = refaire(
        classeur({"G": [["critere", "resultat"], ["1.1.1", "MOT"]]}),
        "xl/sharedStrings.xml",
        debut,
        piege,
    )
    lu = grille_tableur.lire(refaire(contenu, "xl/sharedStrings.xml", b"MOT", b"&x;"), "g")
    assert "sésame" not in str(lu)


def test_deux_cents_millions_d_octets_sont_refuses_sans_etre_lus(tmp_path):
    with (tmp_path / "g.xlsx").open("wb") as gros:
        gros.write(b"PK\x03\x04")
        gros.truncate(200_000_000)
    statut, sortie, erreurs = lancer(tmp_path, "score", "g.xlsx")
    assert (statut, sortie) == (1, "")
    assert "S104" in erreurs


def test_une_reponse_sans_code_sous_les_titres_n_est_pas_le_bas_de_titres_fusionnes():
    lignes = [["critere", "resultat", "commentaire"], ["", "acquis", "NA"], ["1.1.1", "acquis", ""]]
    lue = interpreter(grille_tableur.lire(classeur({"G": lignes}), "g").value)
    assert [(faute.code, faute.position.cellule) for faute in lue.diagnostics] == [("F212", "A2")]


@pytest.mark.parametrize(
    "date", ["01/01/2002", "1-janv", "2020-01-01", "01/01/2002 00:00", "1-janv.-02"]
)
def test_un_code_devenu_date_est_dit_comme_tel(date):
    referentiel = charger.charger("clea").value
    lignes = [["critere", "resultat"], [date, "acquis"]]
    brute = interpreter(grille_tableur.lire(classeur({"G": lignes}), "g").value).value
    aides = {faute.code: faute.aide for faute in grilles(referentiel, brute, "g").diagnostics}
    assert "au format Texte" in aides["F201"]


# What is hidden


def masquer(feuilles, *cachees):
    """The same workbook, of which some sheets are hidden; the first is shown."""
    sortie = BytesIO()
    with xlsxwriter.Workbook(sortie, {"in_memory": True}) as ecrit:
        for nom, lignes in feuilles.items():
            feuille = ecrit.add_worksheet(nom)
            for rang, ligne in enumerate(lignes):
                feuille.write_row(rang, 0, [valeur or None for valeur in ligne])
            if nom in cachees:
                feuille.hide()
    return sortie.getvalue()


LISTES = [["Réponses"], ["acquis"], ["non acquis"]]
TITRES_SEULS = LONGUE[:1]


@pytest.mark.parametrize(
    ("feuilles", "cachees", "onglet", "codes"),
    [
        ({"Grille": LONGUE, "Ancienne": LONGUE}, ["Ancienne"], None, ["F142"]),
        ({"Ancienne": LONGUE, "Grille": LONGUE}, ["Grille"], None, ["F142"]),
        ({"Grille": LONGUE, "Ancienne": LARGE}, ["Ancienne"], None, ["F142"]),
        ({"Grille": LONGUE, "Ancienne": COCHES}, ["Ancienne"], None, ["F142"]),
        ({"Vide": [[""]], "Grille": LONGUE}, ["Grille"], None, ["F142"]),
        ({"Vide": [[""]], "Listes": LISTES}, ["Listes"], None, ["F142"]),
        ({"Notice": [["Bonjour"]], "Grille": LONGUE}, ["Grille"], None, ["F142"]),
        ({"Grille": LONGUE, "Listes": LISTES}, ["Listes"], None, []),
        (
            {"Grille": LONGUE, "Codes": [[code, "un libellé"] for code in CRITERES]},
            ["Codes"],
            None,
            [],
        ),
        ({"Grille": LONGUE, "Modèle": TITRES_SEULS}, ["Modèle"], None, []),
        ({"Grille": LONGUE, "Ancienne": LONGUE}, ["Ancienne"], "Grille", []),
        ({"Grille": LONGUE, "Ancienne": LONGUE}, ["Ancienne"], "Ancienne", []),
    ],
)
def test_un_onglet_masque_ne_repond_que_s_il_est_nomme(feuilles, cachees, onglet, codes):
    lu = grille_tableur.lire(masquer(feuilles, *cachees), "g.xlsx", onglet)
    assert [faute.code for faute in lu.diagnostics] == codes
    if not codes:
        lus = [partie.feuille.nom for partie in lu.value.parties]
        assert lus == [onglet or "Grille"]
        assert all(feuille.masquee for feuille in lu.value.a_cote)


# Sheets of one grille, each by the places of its own headings

MOITIES = {"D1": slice(1, 4), "D2": slice(4, None)}


def decaler(lignes, combien):
    return [[""] * combien + ligne for ligne in lignes]


@pytest.mark.parametrize("ecrire", ["xlsx", "ods"])
@pytest.mark.parametrize("fusionnes", [False, True], ids=["titres simples", "titres fusionnes"])
@pytest.mark.parametrize("decalage", [0, 1, 3])
def test_un_domaine_par_onglet_a_cocher_garde_ses_coches_ou_que_soient_ses_titres(
    ecrire, fusionnes, decalage, tmp_path
):
    titres = (
        [["critere", "Résultat", "", ""], ["", "acquis", "non acquis", "non évalué"]]
        if fusionnes
        else COCHES[:1]
    )
    coches = [[code, "x", "", ""] if code != "2.1.1" else [code, "", "x", ""] for code in CRITERES]
    feuilles = {
        nom: decaler(
            [*titres, *coches[slice(part.start - 1, part.stop and part.stop - 1)]],
            decalage * (nom == "D2"),
        )
        for nom, part in MOITIES.items()
    }
    contenu = (
        classeur(feuilles)
        if ecrire == "xlsx"
        else ods("".join(table_ods(*une) for une in feuilles.items()))
    )
    statut, lu, erreurs = score(tmp_path, contenu, nom=f"g.{ecrire}")
    assert statut == 0, erreurs
    assert [(e["code"], e["resultat"]) for e in lu["resultats"][0]["ecarts"]] == [
        ("2.1.1", "non_acquis")
    ]


def table_ods(nom, lignes):
    rangees = "".join(
        f"<table:table-row>{''.join(map(dit, ligne))}</table:table-row>" for ligne in lignes
    )
    return table(rangees, nom)


# Errors of a spreadsheet, in each form

ERREUR = '<c r="{}" t="e"><f>A1</f><v>#REF!</v></c>'


def brut(lignes):
    """An xlsx of these rows; « #REF! » is an error cell."""
    rangees = []
    for rang, ligne in enumerate(lignes, start=1):
        places = [
            (f"{chr(ord('A') + place)}{rang}", valeur)
            for place, valeur in enumerate(ligne)
            if valeur
        ]
        cellules = (
            ERREUR.format(place)
            if valeur == "#REF!"
            else f'<c r="{place}" t="str"><v>{valeur}</v></c>'
            for place, valeur in places
        )
        rangees.append(f'<row r="{rang}">{"".join(cellules)}</row>')
    return xlsx("".join(rangees))


def avec(lignes, rang, place, valeur="#REF!"):
    lignes = [list(ligne) for ligne in lignes]
    lignes[rang][place] = valeur
    return lignes


PAR_CANDIDAT = [
    ["candidat", "critere", "resultat"],
    *(["C-1", code, "acquis"] for code in CRITERES),
]


@pytest.mark.parametrize(
    ("lignes", "codes"),
    [
        (avec(LONGUE, 2, 1), ["F203"]),
        (avec(LONGUE, 2, 0), ["F201", "F205"]),
        (avec(LONGUE, 2, 2), []),  # a comment
        (avec(COCHES, 2, 1), ["F207"]),
        (avec(LARGE, 1, 2), ["F203"]),
        (avec(LARGE, 1, 0), ["F143"]),
        (avec(PAR_CANDIDAT, 2, 0), ["F143"]),
        ([["candidat", "#REF!"], *LONGUE], ["F143"]),
        ([["candidat : ", "#REF!"], *LONGUE], ["F143"]),
    ],
)
def test_une_cellule_en_erreur_est_une_faute_la_ou_elle_est_lue(lignes, codes, tmp_path):
    _, lu, _ = score(tmp_path, brut(lignes))
    assert [f["code"] for f in lu["diagnostics"]] == codes
    texte = "\n".join(";".join(ligne) for ligne in lignes) + "\n"
    (tmp_path / "g.csv").write_text(texte, encoding="utf-8")
    en_csv = json.loads(
        lancer(tmp_path, "score", "g.csv", "-r", "jouet.yaml", "--format", "json").sortie
    )
    assert [f["code"] for f in en_csv["diagnostics"]] == codes
