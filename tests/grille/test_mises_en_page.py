"""Two hundred grilles of sixteen layouts as people make them: each is read as it was filled."""

import csv
from io import BytesIO, StringIO
from random import Random
from zipfile import ZipFile

import openpyxl
import pytest
import xlwt
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill

from clea_cli.decision.lot import Lecture, comprendre, lire_brute
from clea_cli.diagnostics import refuse
from clea_cli.referentiel.referentiel import Resultat
from clea_cli.sorties import tableur_ods, tableur_xlsx
from tests.outils import mises_en_page
from tests.outils.classeurs_bruts import archive
from tests.outils.mises_en_page import CLEA, CODES

LETTRES = {"A": Resultat.ACQUIS, "N": Resultat.NON_ACQUIS, "E": Resultat.NON_EVALUE}
GRAINES = (1, 2, 3)


def en_csv(lignes, encodage="utf-8-sig"):
    flux = StringIO()
    csv.writer(flux, delimiter=";").writerows(lignes)
    return flux.getvalue().encode(encodage)


def en_xls(lignes):
    classeur, sortie = xlwt.Workbook(), BytesIO()
    feuille = classeur.add_sheet("Feuil1")
    for rang, ligne in enumerate(lignes):
        for place, texte in enumerate(ligne):
            if texte:
                feuille.write(rang, place, texte)
    classeur.save(sortie)
    return sortie.getvalue()


FORMATS = {
    "csv": en_csv,
    "xlsx": lambda lignes: tableur_xlsx.ecrire(lignes, "grille"),
    "ods": tableur_ods.ecrire,
    "xls": en_xls,
}


def reponses(hasard):
    return "".join(hasard.choices("ANE", weights=(6, 3, 1), k=len(CODES)))


def lire(dossier, lignes, format_):
    chemin = dossier / f"g.{format_}"
    chemin.write_bytes(FORMATS[format_](mises_en_page.rectangle(lignes)))
    return comprendre(str(chemin), lire_brute(str(chemin), Lecture()), CLEA, "C-0001")


def lues(fichier):
    """The answers of each candidate, as letters; and the codes of what refuses the file."""
    noms = {resultat: lettre for lettre, resultat in LETTRES.items()}
    refus = sorted({faute.code for faute in fichier.diagnostics if refuse([faute])})
    grilles = {
        grille.candidat: "".join(noms[grille.resultat(rang)] for rang in range(len(CODES)))
        for grille in fichier.grilles
    }
    return grilles, refus


@pytest.mark.parametrize("graine", GRAINES)
@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("mise_en_page", mises_en_page.A_UN)
def test_la_grille_d_un_candidat_est_lue_comme_elle_est_remplie(
    tmp_path, mise_en_page, format_, graine
):
    candidats = {"C-0001": reponses(Random(f"{mise_en_page} {graine}"))}  # noqa: S311 — no secret
    lignes = mises_en_page.A_UN[mise_en_page](candidats)
    assert lues(lire(tmp_path, lignes, format_)) == (candidats, [])


@pytest.mark.parametrize("graine", GRAINES)
@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("mise_en_page", mises_en_page.A_PLUSIEURS)
def test_la_grille_de_plusieurs_candidats_est_lue_comme_elle_est_remplie(
    tmp_path, mise_en_page, format_, graine
):
    hasard = Random(f"{mise_en_page} {graine}")  # noqa: S311 — no secret
    candidats = {f"C-{numero:04}": reponses(hasard) for numero in range(1, 4)}
    lignes = mises_en_page.A_PLUSIEURS[mise_en_page](candidats)
    assert lues(lire(tmp_path, lignes, format_)) == (candidats, [])


# The ways in which one CSV is written

C_0001 = {"C-0001": reponses(Random(1))}  # noqa: S311 — no secret


def texte(fin="\r\n", *, enveloppe=False, majuscules=False):
    """A grille as text; without what DOS has not, nor what separates cells."""
    lignes = [";".join(cellule.translate(SANS_DOS) for cellule in ligne) for ligne in LIGNES]
    ecrit = "".join(f'"{ligne}"{fin}' if enveloppe else f"{ligne}{fin}" for ligne in lignes)
    return ecrit.upper() if majuscules else ecrit


LIGNES = mises_en_page.statuts(C_0001)
SANS_DOS = str.maketrans({";": ",", "œ": "oe", "…": "...", "’": "'"})


@pytest.mark.parametrize("enveloppe", [False, True])
@pytest.mark.parametrize("majuscules", [False, True])
@pytest.mark.parametrize("fin", ["\r", "\n", "\r\n"])
@pytest.mark.parametrize("encodage", ["cp850", "mac_roman", "cp1252", "utf-8", "utf-16"])
def test_ni_l_encodage_ni_les_fins_de_ligne_ni_des_lignes_entre_guillemets_ne_comptent(
    tmp_path, encodage, fin, majuscules, enveloppe
):
    ecrit = texte(fin, enveloppe=enveloppe, majuscules=majuscules).encode(encodage)
    assert lues(lire_octets(tmp_path, ecrit)) == (C_0001, [])
    if encodage != "utf-16":
        assert lues(lire_octets(tmp_path, ecrit + b"\x1a")) == (C_0001, [])


def lire_octets(dossier, contenu):
    chemin = dossier / "g.csv"
    chemin.write_bytes(contenu)
    return comprendre(str(chemin), lire_brute(str(chemin), Lecture()), CLEA, "C-0001")


def test_un_csv_de_cr_seuls_se_lit_quelle_que_soit_sa_taille(tmp_path):
    lignes = texte("\r").split("\r")
    longues = [
        f"{ligne};{'y' * 3000 if rang else 'Observation'}"
        for rang, ligne in enumerate(lignes)
        if ligne
    ]
    assert lues(lire_octets(tmp_path, "\r".join([*longues, ""]).encode())) == (C_0001, [])


def test_une_cellule_vide_de_plus_n_est_pas_une_faute_sauf_si_elle_a_pu_pousser_une_coche(tmp_path):
    lignes = texte("\n").splitlines()
    lignes[5] += ";"
    assert lues(lire_octets(tmp_path, "\n".join([*lignes, ""]).encode())) == (C_0001, [])
    coches = [";".join(["critere", "acquis", "non acquis", "non évalué"])]
    for code, lettre in zip(CODES, C_0001["C-0001"], strict=True):
        coches.append(";".join([code, *("x" if lettre == colonne else "" for colonne in "ANE")]))
    acquise, refusee = C_0001["C-0001"].index("A") + 1, C_0001["C-0001"].index("N") + 1
    coches[acquise] += ";"
    assert lues(lire_octets(tmp_path, "\n".join([*coches, ""]).encode())) == (C_0001, [])
    coches[refusee] += ";"
    assert lues(lire_octets(tmp_path, "\n".join([*coches, ""]).encode())) == ({}, ["F109"])


# Codes and answers in other spellings

CODES_ECRITS = {
    "un point au bout": lambda code: f"{code}.",
    "une lettre devant": lambda code: f"C{code}",
    "un mot devant": lambda code: f"Critère {code}",
    "des traits": lambda code: code.replace(".", "-"),
    "des virgules": lambda code: code.replace(".", ","),
    "des espaces": lambda code: code.replace(".", ". "),
    "des zéros": lambda code: ".".join(f"0{nombre}" for nombre in code.split(".")),
    "une parenthèse": lambda code: f"{code})",
}


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("ecriture", CODES_ECRITS)
def test_des_codes_ecrits_tous_d_une_autre_facon_se_lisent(tmp_path, ecriture, format_):
    autres = [[CODES_ECRITS[ecriture](ligne[0]), *ligne[1:]] for ligne in LIGNES[1:]]
    assert lues(lire(tmp_path, [LIGNES[0], *autres], format_)) == (C_0001, [])


def test_de_deux_ecritures_melees_celle_du_referentiel_est_lue_et_l_autre_est_une_faute(tmp_path):
    lignes = [list(ligne) for ligne in LIGNES]
    lignes[3][0] = "C1.2.1"
    fichier = lire(tmp_path, lignes, "csv")
    assert lues(fichier) == ({}, ["F201", "F205"])
    [faute] = [faute for faute in fichier.diagnostics if faute.code == "F201"]
    assert "« 1.2.1 »" in faute.aide


def test_des_codes_autrement_ecrits_avec_les_libelles_d_autres_criteres_sont_refuses(tmp_path):
    glisses = [
        [f"C{code}", ligne[1], ligne[2]]
        for code, ligne in zip(CODES, [LIGNES[2], *LIGNES[1:]], strict=False)
    ]
    assert lues(lire(tmp_path, [LIGNES[0], *glisses], "csv")) == ({}, ["F128"])
    joints = [
        [f"{code} {ligne[1]}", "", ligne[2]]
        for code, ligne in zip(CODES, [LIGNES[2], *LIGNES[1:]], strict=False)
    ]
    assert lues(lire(tmp_path, [LIGNES[0], *joints], "csv")) == ({}, ["F128"])


@pytest.mark.parametrize(
    ("code", "date"), [("2-1-1", False), ("02/01/2001", True), ("2-janv.", True)]
)
def test_un_code_avec_des_traits_n_est_jamais_dit_une_date(tmp_path, code, date):
    lignes = [list(ligne) for ligne in LIGNES]
    lignes[CODES.index("2.1.1") + 1][0] = code
    fichier = lire(tmp_path, lignes, "csv")
    [faute] = [faute for faute in fichier.diagnostics if faute.code == "F201"]
    assert ("date" in faute.aide, "« 2.1.1 »" in faute.aide) == (date, not date)


def test_un_onglet_par_domaine_enregistre_en_un_seul_csv_est_dit_tel(tmp_path):
    [faute] = lire(tmp_path, LIGNES[:19], "csv").diagnostics
    assert (faute.code, "un CSV n'en garde qu'un" in faute.aide) == ("F205", True)
    [faute] = [
        faute for faute in lire(tmp_path, LIGNES[:19], "xlsx").diagnostics if faute.code == "F205"
    ]
    assert "CSV" not in faute.aide


REPONSES_ECRITES = [
    ("acquise", "non acquise", "non évaluée"),
    ("ACQUIS.", "Non acquis.", "Non évalué."),
    ("Acquises", "non-acquises", "Non évaluées"),
    ("TRUE", "FALSE", "NE"),
    ("Vrai", "Faux", "ne"),
    ("✔️", "non", "NE"),
    ("✅", "NA", "NE."),
]


@pytest.mark.parametrize("mots", REPONSES_ECRITES)
def test_une_reponse_se_lit_dans_tous_ses_accords(tmp_path, mots):
    dites = dict(zip("ANE", mots, strict=True))
    lignes = [["critere", "resultat"]]
    lignes += [[code, dites[lettre]] for code, lettre in zip(CODES, C_0001["C-0001"], strict=True)]
    assert lues(lire(tmp_path, lignes, "csv")) == (C_0001, [])
    large = [["candidat", *CODES], ["C-0001", *(dites[lettre] for lettre in C_0001["C-0001"])]]
    assert lues(lire(tmp_path, large, "csv")) == (C_0001, [])


@pytest.mark.parametrize("coche", ["✔️", "☑️", "✅", "√", "v", "V", "x", "TRUE"])
@pytest.mark.parametrize("vide", ["", "-", ".", "–", "☐", "FALSE"])
def test_une_case_est_cochee_ou_vide(tmp_path, coche, vide):
    lignes = [["critere", "acquis", "non acquis", "non évalué"]]
    for code, lettre in zip(CODES, C_0001["C-0001"], strict=True):
        lignes.append([code, *(coche if lettre == colonne else vide for colonne in "ANE")])
    assert lues(lire(tmp_path, lignes, "csv")) == (C_0001, [])


# What a workbook shows, and says nowhere


def xlsx_de(remplir):
    """A workbook that openpyxl writes, as a person fills it."""
    classeur = openpyxl.Workbook()
    feuille = classeur.active
    for ligne in [
        ["critere", "libelle", "resultat"],
        *([*ligne[:2], "acquis"] for ligne in LIGNES[1:]),
    ]:
        feuille.append(ligne)
    remplir(feuille)
    sortie = BytesIO()
    classeur.save(sortie)
    return sortie.getvalue()


def fautes_de(dossier, contenu, format_="xlsx"):
    (dossier / f"g.{format_}").write_bytes(contenu)
    lue = lire_brute(str(dossier / f"g.{format_}"), Lecture())
    fichier = comprendre("g", lue, CLEA, "C-0001")
    return [
        (faute.code, faute.position.cellule) for faute in fichier.diagnostics if refuse([faute])
    ]


def colorer(feuille):
    for rang, couleur in ((3, "92D050"), (9, "FF0000")):
        feuille.cell(rang, 3).value = None
        feuille.cell(rang, 3).fill = PatternFill("solid", fgColor=couleur)
    feuille.cell(12, 3).value = None


def fusionner(feuille):
    feuille.merge_cells("C5:C7")


def test_une_couleur_a_la_place_d_une_reponse_est_dite_telle(tmp_path):
    assert fautes_de(tmp_path, xlsx_de(colorer)) == [
        ("F344", "C3"),
        ("F344", "C9"),
        ("F204", "C12"),
    ]


@pytest.mark.parametrize("abime", [b"</styleSheet>", b'fillId="'])
def test_des_styles_abimes_ne_montrent_aucune_couleur(tmp_path, abime):
    contenu = BytesIO()
    with ZipFile(BytesIO(xlsx_de(colorer))) as avant, ZipFile(contenu, "w") as apres:
        for nom in avant.namelist():
            partie = avant.read(nom)
            apres.writestr(
                nom, partie.replace(abime, b"") if nom.endswith("styles.xml") else partie
            )
    fautes = [("F204", "C3"), ("F204", "C9"), ("F204", "C12")]
    assert fautes_de(tmp_path, contenu.getvalue()) == fautes


def pastel_selon_une_regle(feuille):
    colorer(feuille)
    pale = PatternFill("solid", fgColor="FFF8F8F8")
    regle = CellIsRule(operator="equal", formula=['"acquis"'], fill=pale)
    feuille.conditional_formatting.add("C2:C20", regle)


def test_le_fond_pale_d_une_mise_en_forme_conditionnelle_n_efface_pas_une_couleur(tmp_path):
    attendues = [("F344", "C3"), ("F344", "C9"), ("F204", "C12")]
    assert fautes_de(tmp_path, xlsx_de(pastel_selon_une_regle)) == attendues


def test_des_reponses_fusionnees_sont_dites_telles(tmp_path):
    assert fautes_de(tmp_path, xlsx_de(fusionner)) == [("F343", "C6"), ("F343", "C7")]


def test_un_xls_et_un_ods_disent_aussi_couleurs_et_fusions(tmp_path):
    classeur, sortie = xlwt.Workbook(), BytesIO()
    feuille = classeur.add_sheet("Feuil1")
    fond = xlwt.easyxf("pattern: pattern solid, fore_colour green")
    for rang, ligne in enumerate([["critere", "resultat"], *([code, "acquis"] for code in CODES)]):
        feuille.write(rang, 0, ligne[0])
        if rang == 2:
            feuille.write(rang, 1, "", fond)
        elif rang == 4:
            feuille.write_merge(4, 5, 1, 1, "acquis")
        elif rang != 5:
            feuille.write(rang, 1, ligne[1])
    classeur.save(sortie)
    attendues = [("F344", "B3"), ("F343", "B6")]
    assert fautes_de(tmp_path, sortie.getvalue(), "xls") == attendues
    assert fautes_de(tmp_path, ods_de(), "ods") == attendues


def ods_de():
    """An ods written by hand: the answer of the second critère is a colour, the fourth one's covers the fifth's."""
    case = "<table:table-cell{}><text:p>{}</text:p></table:table-cell>"
    deux = ' table:number-rows-spanned="2" table:number-columns-spanned="1"'
    particulieres = {
        0: case.format("", "resultat"),
        2: '<table:table-cell table:style-name="ce1"/>',
        4: case.format(deux, "acquis"),
        5: "<table:covered-table-cell/>",
    }
    rangees = ""
    for rang, code in enumerate(["critere", *CODES]):
        reponse = particulieres.get(rang, case.format("", "acquis"))
        rangees += f"<table:table-row>{case.format('', code)}{reponse}</table:table-row>"
    espaces = ""
    for nom in ("office", "table", "text", "style"):
        espaces += f' xmlns:{nom}="urn:oasis:names:tc:opendocument:xmlns:{nom}:1.0"'
    fond = '<style:table-cell-properties fo:background-color="#00ff00"/>'
    contenu = (
        f'<office:document-content{espaces} xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0">'
        f'<office:automatic-styles><style:style style:name="ce1" style:family="table-cell">{fond}</style:style>'
        "</office:automatic-styles><office:body><office:spreadsheet>"
        f'<table:table table:name="F">{rangees}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return archive(
        {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": contenu}
    )


@pytest.mark.parametrize("titre", ["Candidat", "Stagiaire"])
def test_un_candidat_fusionne_sur_toutes_ses_lignes_est_celui_de_chacune(tmp_path, titre):
    classeur, sortie = openpyxl.Workbook(), BytesIO()
    feuille = classeur.active
    feuille.append([titre, "Critère", "Résultat"])
    candidats = {f"C-{numero:04}": reponses(Random(numero)) for numero in (1, 2)}  # noqa: S311 — no secret
    for reference, lettres in candidats.items():
        debut = feuille.max_row + 1
        for code, lettre in zip(CODES, lettres, strict=True):
            feuille.append([reference, code, mises_en_page.MOTS[lettre]])
        feuille.merge_cells(start_row=debut, end_row=feuille.max_row, start_column=1, end_column=1)
    classeur.save(sortie)
    (tmp_path / "g.xlsx").write_bytes(sortie.getvalue())
    lue = lire_brute(str(tmp_path / "g.xlsx"), Lecture())
    assert lues(comprendre("g", lue, CLEA, "?")) == (candidats, [])
