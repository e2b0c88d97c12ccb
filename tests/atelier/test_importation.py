"""`clea referentiel importer`: from a grid in a spreadsheet to a référentiel, with nothing lost and nothing silent."""

import csv
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from clea_cli.atelier import importation_export
from clea_cli.atelier.donnees import donnees
from clea_cli.atelier.importer import importer
from clea_cli.atelier.lire_importation import lire
from clea_cli.atelier.rendus import referentiel_csv
from clea_cli.sorties.tableur_csv import inerte
from clea_cli.sources import classeur
from tests.atelier.test_referentiel_exporter import TEXTES_DE_TABLEUR
from tests.outils.classeurs_bruts import archive, ods, table, xlsx
from tests.outils.exports import NOMS, inventes, rendu, valeur
from tests.promesses.test_cases import lancer

JOUR = date(2026, 11, 28)
RACINE = Path(__file__).parent.parent.parent
EXEMPLE = RACINE / "examples" / "importation" / "proprete.csv"
ATTENDU = {
    "1 Communiquer": {"1.1 Écouter": ["1.1.1 Porter attention", "1.1.2 Répondre"]},
    "2 Compter": {"2.1 Mesurer": ["2.1.1 Lire une longueur"]},
}
LIGNES = [
    ligne
    for d, sous in ATTENDU.items()
    for ligne in (d, *(x for s, c in sous.items() for x in (s, *c)))
]


def en_csv(lignes, separateur=";"):
    sortie = StringIO(newline="")
    csv.writer(sortie, delimiter=separateur).writerows(lignes)
    return sortie.getvalue().encode()


def en_xlsx(lignes, nom="Grille", avant=()):
    sortie = BytesIO()
    with xlsxwriter.Workbook(sortie, {"in_memory": True}) as ecrit:
        for autre in avant:
            ecrit.add_worksheet(autre).write(0, 0, "Mode d'emploi")
        feuille = ecrit.add_worksheet(nom)
        for rang, ligne in enumerate(lignes):
            for colonne, cellule in enumerate(ligne):
                feuille.write(rang, colonne, cellule)
    return sortie.getvalue()


def arbre(contenu):
    """The lines that were read, as ATTENDU writes them."""
    lu = lire(contenu, "grille")
    assert lu.value is not None, lu.diagnostics
    assert lu.diagnostics == ()

    def dit(ligne):
        return f"{ligne['code']} {ligne['libelle']}"

    return {
        dit(d): {dit(s): [dit(c) for c in s["criteres"]] for s in d["sous_domaines"]}
        for d in lu.value.racine["domaines"]
    }


def separes(ligne):
    return ligne.split(" ", 1)


def decale(ligne):
    """A code and its label, one column further right a level."""
    code, libelle = separes(ligne)
    return [""] * code.count(".") + [code, libelle]


def par_colonnes(*, repete):
    """A row a critère, the lines above it in their own columns."""
    rangees, avant = [["Domaine", "Sous-domaine", "Critère"]], ["", ""]
    for domaine, sous in ATTENDU.items():
        for sous_domaine, criteres in sous.items():
            for critere in criteres:
                haut = [separes(domaine)[1], separes(sous_domaine)[1]]
                montre = (
                    haut
                    if repete
                    else ["" if a == h else h for a, h in zip(avant, haut, strict=True)]
                )
                rangees.append([*montre, separes(critere)[1]])
                avant = haut
    return rangees


FORMES = {
    "code et libellé": [separes(ligne) for ligne in LIGNES],
    "titres au-dessus": [
        ["Grille d'essai"],
        ["Code", "Libellé"],
        *(separes(ligne) for ligne in LIGNES),
    ],
    "code et libellé réunis": [
        [f"Domaine {ligne}" if ligne[1] == " " else ligne] for ligne in LIGNES
    ],
    "domaine avec deux-points": [[ligne.replace(" ", " : ", 1)] for ligne in LIGNES],
    "tirets et point final": [[separes(x)[0].replace(".", "-"), separes(x)[1]] for x in LIGNES],
    "points à la fin": [[f"{separes(ligne)[0]}.", separes(ligne)[1]] for ligne in LIGNES],
    "D1": [
        [f"D{x}" if x[1] == " " else x]
        for x in (x.replace(" ", " : ", 1) if x[1] == " " else x for x in LIGNES)
    ],
    "colonnes décalées": [decale(ligne) for ligne in LIGNES],
    "colonnes titrées, niveaux répétés": par_colonnes(repete=True),
    "colonnes titrées, cellules fusionnées": par_colonnes(repete=False),
    "trois colonnes sans titres": [
        [""] * separes(x)[0].count(".") + [separes(x)[1]] for x in LIGNES
    ],
    "libellé loin du code": [
        ["Code", "Remarque", "Intitulé"],
        *([separes(ligne)[0], "vu", separes(ligne)[1]] for ligne in LIGNES),
    ],
    "niveaux dans chaque rangée": [
        [d, s, *separes(c)]
        for d, sous in ATTENDU.items()
        for s, criteres in sous.items()
        for c in criteres
    ],
}
FORMES["niveaux dans chaque rangée"] = [
    [f"Domaine {d}", s, *c] for d, s, *c in FORMES["niveaux dans chaque rangée"]
]


@pytest.mark.parametrize("forme", FORMES)
def test_chaque_forme_donne_les_memes_lignes(forme):
    for separateur in ";,\t":
        assert arbre(en_csv(FORMES[forme], separateur)) == ATTENDU
    assert arbre(en_xlsx(FORMES[forme])) == ATTENDU


DOUTEUX = {  # grids that could be read wrongly without a word: what must be said of each, cell by cell
    "note après le code": (
        "Code;Intitulé\n1;A\n1.1;B\n1.1.1*;C\n1.1.2 (obligatoire);D\n1.1.3 et 1.1.4;E\n",
        "R608@A3 R609@A4 R609@A5 R609@A6",
    ),
    "quatre niveaux": ("1;A\n1.1;B\n1.1.1.1;C\n1.1.1;D\n", "R609@A3"),
    "libellé vide, remarque pleine": (
        "Code;Intitulé;Observations\n1;A;\n1.1;B;\n1.1.1;;à voir\n1.1.2;D;\n",
        "R602@A4",
    ),
    "titres répétés": (
        "Domaine;Sous-domaine;Critère\nA;B;C\nDomaine;Sous-domaine;Critère\n;;D\n",
        "R606@A3",
    ),
    "pied de page en colonnes": (
        "Domaine;Sous-domaine;Critère\nA;B;C\n;;Total : 2\nSignature;du;jury\n",
        "R606@C3 R606@A4",
    ),
    "deux tableaux côte à côte": (
        "1;A;;2;D\n1.1;B;;2.1;E\n1.1.1;C;;2.1.1;F\n",
        "R609@D1 R609@D2 R609@D3",
    ),
}


@pytest.mark.parametrize("cas", DOUTEUX)
def test_rien_n_est_lu_de_travers_sans_le_dire(cas, tmp_path):
    texte, attendues = DOUTEUX[cas]
    (tmp_path / "g.csv").write_text(texte, encoding="utf-8")
    dites = importer(str(tmp_path / "g.csv"), JOUR).diagnostics
    assert " ".join(f"{faute.code}@{faute.position.cellule}" for faute in dites) == attendues


BIEN_LUS = {  # layouts that differ from the plain one, and are read all the same
    "libellé avant le code": "Intitulé;Code\nA;1\nB;1.1\nC;1.1.1\n",
    "numéro de rangée devant": "N°;Code;Intitulé\n1;1;A\n2;1.1;B\n3;1.1.1;C\n",
    "points devant": "Points;Code;Intitulé\n2;1;A\n2;1.1;B\n1;1.1.1;C\n",
    "code à côté de niveaux nommés": "Code;Domaine;Sous-domaine;Critère\n1.1.1;A;B;C\n",
    "tout dans une cellule": "1 A\n1.1 B\n1.1.1 C\n",
    "mots et numéros relatifs": "Code;Intitulé\nDomaine 1;A\nSous-domaine 1;B\nCritère 1;C\n",
    "virgules d'Excel": "1;A\n1,1;B\n1,1,1;C\n",
}


@pytest.mark.parametrize("cas", BIEN_LUS)
def test_d_autres_dispositions_se_lisent(cas):
    assert arbre(BIEN_LUS[cas].encode()) == {"1 A": {"1.1 B": ["1.1.1 C"]}}


def test_un_libelle_peut_ressembler_a_un_code():
    texte = "Code;Intitulé\n1;D1\n1.1;2.5 mètres\n1.1.1;14.5 litres d'eau\n1.1.2;1.1.9 Voir annexe\n1.1.3;3 gestes\n"
    assert arbre(texte.encode()) == {
        "1 D1": {
            "1.1 2.5 mètres": [
                "1.1.1 14.5 litres d'eau",
                "1.1.2 1.1.9 Voir annexe",
                "1.1.3 3 gestes",
            ]
        }
    }


def test_ce_qui_n_est_pas_lu_est_nomme(tmp_path):
    (tmp_path / "g.csv").write_text(
        "Ref;Texte;Détail\n1;A;\n1.1;B;\n1.1.1;C;le lieu\n", encoding="utf-8"
    )
    importe = importer(str(tmp_path / "g.csv"), JOUR).value
    assert importe is not None
    assert "colonnes laissées de côté : C (« le lieu »…)" in importe.lu
    assert importe.referentiel.libelle == "g"


def test_un_export_garde_l_apostrophe_d_une_formule():
    for note in ("'=1+1", "''-x", "'cité'", "=A1"):
        cellule = inerte(note)
        assert not cellule.startswith(("=", "+", "-", "@"))
        assert importation_export._texte(cellule) == note


def test_l_encodage_d_excel_est_reconnu():
    assert arbre(en_csv(FORMES["code et libellé"]).decode().encode("cp1252")) == ATTENDU


def test_les_nombres_d_un_classeur_sont_des_codes():
    lignes = [
        [1, "Communiquer"],
        [1.1, "Écouter"],
        ["1.1.1", "Porter attention"],
        ["1.1.2", "Répondre"],
    ]
    assert arbre(en_xlsx(lignes)) == {"1 Communiquer": ATTENDU["1 Communiquer"]}


def test_l_onglet_de_la_grille_est_celui_qui_a_le_plus_de_codes(tmp_path):
    contenu = en_xlsx(FORMES["code et libellé"], avant=("Notice", "Suivi"))  # neither holds a code
    assert arbre(contenu) == ATTENDU
    (tmp_path / "g.xlsx").write_bytes(contenu)
    statut, _, erreurs = lancer(tmp_path, "referentiel", "importer", "g.xlsx", "--onglet", "Notice")
    assert (statut, "R601" in erreurs) == (1, True)


@pytest.mark.parametrize("nom", NOMS)
def test_un_export_relu_donne_le_meme_referentiel(nom, tmp_path):
    exporte = valeur(nom)
    (tmp_path / "export.csv").write_bytes(rendu(exporte, "csv").encode("utf-8-sig"))
    importe = importer(str(tmp_path / "export.csv"), JOUR).value
    assert importe is not None
    assert importe.suppositions == ()
    assert importe.referentiel._replace(empreinte="") == exporte._replace(empreinte="")


@pytest.mark.parametrize("nom", NOMS)
def test_un_export_passe_par_un_tableur_aussi(nom, tmp_path):
    """A spreadsheet pads every row to the widest, or keeps the export as a workbook."""
    rangees = list(
        csv.reader(StringIO(rendu(valeur(nom), "csv").lstrip("\ufeff"), newline=""), delimiter=";")
    )
    large = max(map(len, rangees))
    (tmp_path / "export.csv").write_bytes(en_csv([[*r, *[""] * (large - len(r))] for r in rangees]))
    (tmp_path / "export.xlsx").write_bytes(en_xlsx(rangees))
    for fichier in ("export.csv", "export.xlsx"):
        importe = importer(str(tmp_path / fichier), JOUR).value
        assert importe is not None
        assert importe.referentiel._replace(empreinte="") == valeur(nom)._replace(empreinte="")


@settings(deadline=None)
@given(inventes(TEXTES_DE_TABLEUR))
def test_tout_export_imaginable_revient(exporte):
    attendues = donnees(exporte)
    lu = lire(referentiel_csv.rendre(attendues), "export.csv")
    if attendues["domaines"]:
        assert lu.value is not None
        assert lu.diagnostics == ()
        assert lu.value.racine == attendues


def test_l_importation_passe_la_verification_et_sert_a_calculer(tmp_path):
    statut, _, erreurs = lancer(
        RACINE, "referentiel", "importer", str(EXEMPLE), "-o", str(tmp_path / "p.yaml")
    )
    assert statut == 0, erreurs
    assert lancer(tmp_path, "referentiel", "verifier", "p.yaml")[0] == 0
    grille = lancer(tmp_path, "grille", "nouvelle", "--referentiel", "p.yaml").sortie
    (tmp_path / "g.csv").write_text(
        grille.lstrip("\ufeff").replace("non évalué", "acquis"), encoding="utf-8"
    )
    statut, sortie, _ = lancer(tmp_path, "score", "g.csv", "-r", "p.yaml", "--format", "json")
    assert (statut, '"verdict": "certifiable"' in sortie) == (0, True)


def test_une_faute_de_sens_est_montree_a_sa_cellule(tmp_path):
    (tmp_path / "g.csv").write_text("1;A\n1.1;B\n1.1.1;C\n1.1.1;D\n2.1.2;E\n", encoding="utf-8")
    _, sortie, erreurs = lancer(tmp_path, "referentiel", "importer", "g.csv")
    assert sortie == ""
    assert "g.csv:4:1: erreur R301" in erreurs
    assert "g.csv:5:1: erreur R302" in erreurs


def test_un_nom_de_fichier_ne_peut_rien_ajouter_au_yaml(tmp_path):
    (tmp_path / "a\nid: pirate #.csv").write_bytes(EXEMPLE.read_bytes())
    importe = importer(str(tmp_path / "a\nid: pirate #.csv"), JOUR).value
    assert importe is not None
    assert importe.referentiel.id == "a-id-pirate"
    assert importe.yaml.splitlines()[2].startswith(b"schema:")


PARTOUT = '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="16000"/>'
RANGEES = '<table:table-row table:number-rows-repeated="1000000">{}</table:table-row>'
DEMESURES = {
    "dernière case d'une feuille": xlsx('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
    "une case répétée partout": ods(table(RANGEES.format(PARTOUT))),
    "un zip qui se déplie": archive({"content.xml": b" " * 200_000_001}),
}


@pytest.mark.parametrize("cas", DEMESURES)
def test_un_classeur_demesure_est_refuse_sans_etre_deplie(cas):
    assert [faute.code for faute in classeur.lire(DEMESURES[cas], "g").diagnostics] == ["F119"]


FEUILLE = '<row r="1"><c r="A1" s="1" t="s"><v>0</v></c>{}</row>'
UNE = "><v>1</v></c>"
CASES = {  # a cell beside A1, and why the workbook is refused
    f'<c r="DZ1"{UNE}': [],
    f'</row><row r="29999"><c r="DZ29999"{UNE}': [],
    f'</row><row r="30000"><c r="DZ30000"{UNE}': [],
    f'</row><row r="2"><c r="D2"{UNE}</row><row r="1048576"><c r="A1048576"{UNE}': [],
    f'</row><row r="2"><c r="E2"{UNE}</row><row r="1048576"><c r="A1048576"{UNE}': ["F119"],
    f'</row><row r="2"><c r="XFD2"{UNE}</row><row r="300"><c r="A300"{UNE}': [],
    f'</row><row r="2"><c r="XFD2"{UNE}</row><row r="306"><c r="A306"{UNE}': ["F119"],
    f'</row><row r="1048576"><c s="1" r="XFD1048576"{UNE}': ["F119"],
    f'</row><row r="1048576"><c\nr="XFD1048576"{UNE}': ["F119"],
    f"</row><row r='1048576'><c r='XFD1048576'{UNE}": ["F119"],
    f'</row><row r="1048576"><c r = "XFD1048576"{UNE}': ["F119"],
    f'</row><row r="1048576"><c r="xfd1048576"{UNE}': ["F118"],
    f'</row><row r="1048576"><c r="XFD00001048576"{UNE}': ["F118"],
    f'</row><row r="1048576"><c s=">" r="XFD1048576"{UNE}': ["F118"],
    f'<c r="XFD1048576"{UNE}': ["F118"],
    f'</row><row r="1048576"><c/><c/><c/><c/><c{UNE}': ["F119"],
    f"</row><row r='1048576'><c/><c/><c/><c{UNE}": [],
    f"</row><row><c/><c{UNE}": [],
}


@pytest.mark.parametrize("case", CASES)
def test_le_rectangle_d_une_feuille_est_borne_ou_que_soit_la_case(case):
    assert [
        faute.code for faute in classeur.lire(xlsx(FEUILLE.format(case)), "g").diagnostics
    ] == CASES[case]


@pytest.mark.parametrize("double", ['r="XFD1048576" ', "r='XFD1048576' ", '\nr="XFD1048576"'])
def test_une_case_a_deux_places_est_d_un_classeur_abime(double):
    contenu = xlsx(FEUILLE.format(f'<c r="B1" {double}/>'))
    assert [faute.code for faute in classeur.lire(contenu, "g").diagnostics] == ["F118"]


def test_un_classeur_excel_protege_est_dit_protege():
    contenu = b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    assert [faute.code for faute in classeur.lire(contenu, "g").diagnostics] == ["F117"]


def test_les_lignes_vides_repetees_d_un_ods_ne_comptent_pas():
    vide = '<table:table-cell table:number-columns-repeated="16000"/>'
    assert classeur.lire(ods(table(RANGEES.format(vide))), "g").diagnostics == ()


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_des_octets_quelconques_ne_donnent_que_des_fautes_connues(octets):
    for debut in (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        lire(debut + octets, "g")


@settings(deadline=None, max_examples=120)
@given(st.integers(0, 6000), st.integers(0, 255))
def test_un_classeur_abime_ne_donne_que_des_fautes_connues(place, octet):
    contenu = bytearray(en_xlsx(FORMES["code et libellé"]))
    contenu[place % len(contenu)] = octet
    classeur.lire(bytes(contenu), "g")
