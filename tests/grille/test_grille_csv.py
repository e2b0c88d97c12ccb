"""The CSV reader: what was understood of the bytes, the line and the name of each cell, and all that is refused."""

import hashlib
import time
import unicodedata
from typing import get_args

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from clea_cli.cli import main, options
from clea_cli.diagnostics.catalogue import CATALOGUE
from clea_cli.grille import lire_csv
from clea_cli.grille.lire_csv import lire
from clea_cli.sources import bornes, encodages
from tests.outils.ecrivain import ENCODAGES, FINS, SEPARATEURS, lignes, octets, toutes

ACCENTS = [["critère", "résultat", "commentaire"], ["1.1.1", "non évalué", "À l'œil, « déjà » vu"]]
TITRES = "critere;resultat\n"
GRILLE = f"{TITRES}1.1.1;acquis\n"
NOMS_DES_FINS = ["lf", "crlf", "cr"]


def en_octets(contenu):
    return contenu if isinstance(contenu, bytes) else contenu.encode()


def tableau(contenu, **force):
    lu = lire(en_octets(contenu), "g.csv", **force)
    assert lu.diagnostics == ()
    return lu.value


def cellules(contenu, **force):
    """The text of all rows."""
    return [list(ligne.valeurs) for ligne in tableau(contenu, **force).lignes]


def refus(contenu, **force):
    """The faults: (code, line, name of the cell)."""
    lu = lire(en_octets(contenu), "g.csv", **force)
    assert lu.value is None
    assert {faute.position.source for faute in lu.diagnostics} == {"g.csv"}
    return [(faute.code, faute.position.ligne, faute.position.cellule) for faute in lu.diagnostics]


def places(contenu):
    """Where the cells that are not empty stand: text -> (line of the file, name in a spreadsheet)."""
    return {
        valeur: (ligne.ligne, ligne.cellule(rang).nom)
        for ligne in tableau(contenu).lignes
        for rang, valeur in enumerate(ligne.valeurs)
        if valeur
    }


# Encoding and separator


@pytest.mark.parametrize("encodage", ENCODAGES)
@pytest.mark.parametrize("separateur", SEPARATEURS)
@pytest.mark.parametrize("fin", FINS, ids=NOMS_DES_FINS)
def test_l_encodage_et_le_separateur_sont_reconnus_et_dits(encodage, separateur, fin):
    contenu = octets(ACCENTS, encodage=encodage, separateur=separateur, fin=fin)
    lu = tableau(contenu)
    assert [list(ligne.valeurs) for ligne in lu.lignes] == ACCENTS
    assert lu.lecture == (ENCODAGES[encodage], SEPARATEURS[separateur])
    assert (lu.source, lu.parties[0].entete) == ("g.csv", 0)
    assert lu.empreinte == hashlib.sha256(contenu).hexdigest()


@pytest.mark.parametrize(
    ("encodage", "mots"),
    [
        (
            "cp1252",
            ["évalué", "à", "ça", "où", "É", "l’œil", "n°", "œuvre", "Î", "20 €", "« a »", "Noël"],
        ),
        ("mac_roman", ["évalué", "à", "ça", "où", "É", "l’œil", "n°"]),
    ],
)
def test_un_seul_mot_accentue_suffit_a_distinguer_windows_de_mac(encodage, mots):
    for mot in mots:
        contenu = octets(
            [["critere", "resultat", "note"], ["1.1.1", "acquis", mot]], encodage=encodage
        )
        assert cellules(contenu)[1] == ["1.1.1", "acquis", mot]
        assert tableau(contenu).lecture.encodage == ENCODAGES[encodage]


@pytest.mark.parametrize(
    ("nom", "encodage"),
    [
        ("utf-8", "utf-8"),
        ("utf-8", "utf-8-sig"),
        ("windows-1252", "cp1252"),
        ("mac", "mac_roman"),
        ("utf-16", "utf-16"),
    ],
)
@pytest.mark.parametrize("separateur", SEPARATEURS)
def test_l_encodage_et_le_separateur_se_forcent(nom, encodage, separateur):
    contenu = octets(ACCENTS, encodage=encodage, separateur=separateur)
    assert cellules(contenu, encodage=nom, separateur=separateur) == ACCENTS


def test_l_encodage_force_l_emporte_sur_ce_qui_serait_reconnu():
    contenu = octets([["critere", "resultat"], ["1.1.1", "\x8e\x8f"]], encodage="latin-1")
    assert cellules(contenu, encodage="mac")[1] == ["1.1.1", "éè"]
    assert cellules("critere;resultat\n1.1.1;é\n", encodage="windows-1252")[1] == ["1.1.1", "Ã©"]


def test_le_separateur_force_l_emporte_sur_ce_qui_serait_reconnu():
    contenu = "critere;resultat;x,candidat,1.1.1,1.1.2\n"
    assert cellules(contenu) == [["critere", "resultat", "x,candidat,1.1.1,1.1.2"]]
    assert cellules(contenu, separateur=",") == [
        ["critere;resultat;x", "candidat", "1.1.1", "1.1.2"]
    ]


@pytest.mark.parametrize(
    ("force", "contenu", "attendu"),
    [
        ({"encodage": "utf-8"}, "critère;resultat\n".encode("cp1252"), [("F102", 1, None)]),
        ({"encodage": "utf-8"}, GRILLE.encode("utf-16"), [("F102", None, None)]),
        (
            {"encodage": "utf-8"},
            b"critere;resultat\n1.1.1;acquis\n1.1.2;\xe9\n",
            [("F102", 3, None)],
        ),
        ({"encodage": "windows-1252"}, b"critere;resultat\x81\n", [("F102", 1, None)]),
        ({"encodage": "utf-16"}, GRILLE.encode(), [("F103", None, None)]),
        ({"encodage": "utf-16"}, GRILLE.encode()[:-1], [("F102", None, None)]),
        ({"separateur": ","}, GRILLE, [("F103", None, None)]),
        ({"separateur": ";"}, GRILLE.replace(";", "\t"), [("F103", None, None)]),
    ],
)
def test_ce_qui_est_force_a_tort_est_refuse(force, contenu, attendu):
    assert refus(contenu, **force) == attendu


@pytest.mark.parametrize(
    "separateur",
    [pytest.param(nom) for nom in get_args(get_args(get_args(options.Separateur)[0])[0])],
)
def test_chaque_separateur_de_la_ligne_de_commande_se_force(tmp_path, capsys, separateur):
    signe = "\t" if separateur == "tab" else separateur
    grille = tmp_path / "g.csv"
    grille.write_bytes(octets(lignes({"C-0001": toutes("acquis")}, "large"), separateur=signe))
    assert main(["grille", "verifier", "--separateur", separateur, str(grille)]) == 0
    assert capsys.readouterr().out == f"{grille} : correcte.\n"


def test_une_lettre_composee_ou_decomposee_est_la_meme():
    texte = "critère;résultat\n1.1.1;évalué\n"
    composee, decomposee = unicodedata.normalize("NFC", texte), unicodedata.normalize("NFD", texte)
    assert composee != decomposee
    assert (
        cellules(decomposee) == cellules(composee) == [["critère", "résultat"], ["1.1.1", "évalué"]]
    )


def test_un_point_d_interrogation_grec_n_est_pas_un_separateur():
    assert len(cellules("critere;resultat;note\n1.1.1;acquis;τι\u037e\n")[1]) == 3


@pytest.mark.parametrize("fin", ["utf-16", "utf-16-le", "utf-16-be"])
def test_un_utf_16_coupe_au_milieu_d_une_lettre_est_refuse(fin):
    assert refus(GRILLE.encode(fin)[:-1])[0][0] == "F102"


@pytest.mark.parametrize("ancien", ["cp1252", "mac_roman"])
def test_deux_encodages_dans_un_fichier_sont_refuses_avec_la_ligne(ancien):
    contenu = "critere;resultat;note\n1.1.1;acquis;é\n".encode() + "1.1.2;acquis;é\n".encode(ancien)
    assert refus(contenu) == [("F102", 3, None)]


# Where cells stand


def test_les_cellules_portent_leur_ligne_et_leur_nom_de_tableur():
    vues = places("critere;resultat\n1.1.1;acquis\n1.1.2;NA\n")
    assert vues == {
        "critere": (1, "A1"),
        "resultat": (1, "B1"),
        "1.1.1": (2, "A2"),
        "acquis": (2, "B2"),
        "1.1.2": (3, "A3"),
        "NA": (3, "B3"),
    }


def test_le_nom_d_une_cellule_a_une_lettre_puis_deux_puis_trois():
    rangee = tableau(
        ";".join(["critere", "resultat", *(f"c{rang}" for rang in range(2, 800))])
    ).lignes[0]
    noms = [rangee.cellule(rang).nom for rang in (0, 25, 26, 51, 52, 701, 702, 799)]
    assert noms == ["A1", "Z1", "AA1", "AZ1", "BA1", "ZZ1", "AAA1", "ADT1"]
    assert rangee.cellule(800) == ("", 1, 1, 801, "")


@pytest.mark.parametrize("fin", FINS, ids=NOMS_DES_FINS)
def test_les_lignes_vides_et_le_preambule_comptent(fin):
    contenu = fin.join(
        ["", "", "Organisme;;", ";;", "candidat;C-0001", "critere;resultat", "", "1.1.1;acquis", ""]
    )
    lu = tableau(contenu)
    assert [(ligne.ligne, ligne.rang) for ligne in lu.lignes] == [(3, 3), (5, 5), (6, 6), (8, 8)]
    assert lu.parties[0].titres.valeurs == ("critere", "resultat")
    assert lu.lignes[3].cellule(0).position("g.csv") == ("g.csv", 8, 1, "A8")


@pytest.mark.parametrize("premiere", ["sep=;", '"sep=;"', "SEP=;", "sep=,"])
@pytest.mark.parametrize("fin", FINS[:2], ids=NOMS_DES_FINS[:2])
@pytest.mark.parametrize("bom", ["", "\ufeff"], ids=["sans bom", "bom"])
def test_la_ligne_sep_d_excel_compte_dans_le_fichier_mais_pas_dans_le_tableur(premiere, fin, bom):
    contenu = bom + fin.join([premiere, "candidat;C-0001", "", "critere;resultat", "1.1.1;acquis"])
    assert places(contenu)["candidat"] == (2, "A1")
    assert places(contenu)["critere"] == (4, "A3")
    assert places(contenu)["acquis"] == (5, "B4")


@pytest.mark.parametrize("separateur", SEPARATEURS)
def test_la_ligne_sep_annonce_tout_separateur(separateur):
    contenu = f"sep={separateur}\r\n".encode() + octets(ACCENTS, separateur=separateur)
    assert cellules(contenu) == ACCENTS
    assert tableau(contenu).lecture.separateur == SEPARATEURS[separateur]


def test_une_ligne_sep_plus_bas_est_une_ligne_comme_une_autre():
    assert places("Organisme\nsep=;\ncritere;resultat\n")["critere"] == (3, "A3")


def test_une_cellule_sur_plusieurs_lignes_est_une_seule_rangee_du_tableur():
    contenu = 'note;"a\r\nb\nc\rd"\ncritere;resultat;commentaire\n1.1.1;acquis;"x\ny"\n1.1.2;NA;"dit ""oui"""\n'
    vues = places(contenu)
    assert vues["a\r\nb\nc\rd"] == (1, "B1")
    assert vues["critere"] == (5, "A2")
    assert vues["x\ny"] == (6, "C3")
    assert vues["1.1.2"] == (8, "A4")
    assert vues['dit "oui"'] == (8, "C4")


def test_les_cellules_sont_debarrassees_des_espaces_et_gardent_le_reste():
    assert cellules("critere; resultat \n\xa01.1.1\u202f;\tacquis à\xa0revoir ;\n") == [
        ["critere", "resultat"],
        ["1.1.1", "acquis à\xa0revoir", ""],
    ]


def test_u_2028_et_le_saut_de_page_ne_coupent_pas_les_lignes():
    assert places("critere;resultat\n1.1.1;a\u2028b\x85c\x0cd\n1.1.2;NA\n")["1.1.2"] == (3, "A3")


def test_l_entete_est_cherchee_dans_les_cinquante_premieres_lignes():
    for avant, trouvee in ((0, True), (49, True), (50, False)):
        contenu = "Organisme;x\n" * avant + GRILLE
        assert (lire(contenu.encode(), "g.csv").value is not None) is trouvee, avant


def test_la_premiere_ligne_qui_nomme_toutes_les_colonnes_est_l_entete():
    lu = tableau("critere;note\ncritere;resultat\n1.1.1;acquis\n")
    assert lu.parties[0].titres.valeurs == ("critere", "resultat")
    presque = tableau("Organisme;x\ncritere;note\n1.1.1;acquis\n")
    assert presque.parties[0].titres.valeurs == ("critere", "note")


# Refusals


@pytest.mark.parametrize(
    "contenu", [b"", b" ", b"\n\r\n\t \n", b"\n" * 5000], ids=["rien", "espace", "blancs", "lignes"]
)
def test_un_fichier_vide_est_dit_vide(contenu):
    assert refus(contenu) == [("F101", None, None)]


@pytest.mark.parametrize(
    "contenu",
    [
        b"\xef\xbb\xbf",
        b"\xef\xbb\xbf\r\n",
        pytest.param(b"\xff\xfe"),
        pytest.param(b"\xff\xfe\r\0\n\0"),
    ],
    ids=["utf-8", "utf-8 et une ligne", "utf-16", "utf-16 et une ligne"],
)
def test_un_fichier_qui_n_a_que_sa_marque_d_encodage_est_dit_vide(contenu):
    assert refus(contenu) == [("F101", None, None)]


@pytest.mark.parametrize("debut", [b"", b"\xef\xbb\xbf", b"\r\n "], ids=["", "bom", "blancs"])
@pytest.mark.parametrize(
    ("signature", "nature"),
    [
        (b"%PDF-1.7\n", "un PDF"),
        (b"{\\rtf1\\ansi ", "un document RTF"),
        (b"<!DOCTYPE html><table>critere;resultat", "une page web"),
    ],
    ids=["pdf", "rtf", "html"],
)
def test_ce_qui_n_est_pas_un_csv_est_nomme(debut, signature, nature):
    (faute,) = lire(debut + signature + GRILLE.encode(), "g.csv").diagnostics
    assert (faute.code, faute.message) == (
        "F106",
        f"ce n'est ni un CSV ni un classeur, mais {nature}",
    )


@pytest.mark.parametrize(
    "contenu",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)),
        b"\x7fELF\x02\x01\x01" + b"\x00" * 500,
        b"\x00" * 5000,
        b"\xff" * 5000,
        bytes(range(256)) * 40,
        b"\x1f\x8b\x08" + hashlib.sha512(b"graine").digest() * 30,
        b"1.1.1;acquis\n1.1.2;acquis\n",
        b";;;;\n;;;;\n",
        b"critere\nresultat\n",
    ],
    ids=["png", "elf", "zeros", "uns", "tous", "gzip", "sans titres", "separateurs", "une colonne"],
)
def test_des_octets_qui_ne_sont_pas_une_grille_sont_refuses(contenu):
    assert {code for code, _, _ in refus(contenu)} <= {"F102", "F103", "F106", "F111"}


@pytest.mark.parametrize(
    ("contenu", "ligne"),
    [
        (f'{TITRES}1.1.1;"acquis\n1.1.2;NA\n', 2),
        (f'{TITRES}1.1.1;acquis\n1.1.2;"NA\n', 3),
        (f'{TITRES}\n\n1.1.1;"acquis"x\n1.1.2;NA\n', 4),
        (f'{TITRES}1.1.1;"a""\n1.1.2;NA\n', 2),
        (f'"note\nencore"\n{TITRES}1.1.1;"x\ny"\n1.1.2;"NA\n', 6),
        (f'{TITRES}1.1.1;acquis\n"', 3),
        (f'{TITRES}1.1.1;"acquis"\x00;\n', 2),
        ('critere;"resultat\n1.1.1;acquis\n', 1),
    ],
)
@pytest.mark.parametrize("fin", FINS, ids=NOMS_DES_FINS)
def test_un_guillemet_mal_referme_est_signale_a_la_ligne_qui_l_ouvre(contenu, ligne, fin):
    assert refus(contenu.replace("\n", fin)) == [("F104", ligne, None)]


def test_un_guillemet_mal_referme_compte_la_ligne_sep():
    assert refus(f'sep=;\r\n{TITRES}1.1.1;"NA\n') == [("F104", 3, None)]


def test_un_guillemet_ouvert_plus_bas_dans_une_rangee_est_signale_a_sa_ligne():
    assert refus(f'{TITRES}1.1.1;"a\nb";"c\n1.1.2;NA\n') == [("F104", 3, None)]


def test_un_guillemet_double_n_est_pas_celui_qui_ouvre():
    assert refus(f'{TITRES}1.1.1;"a\nil dit ""oui"" et\n1.1.2;NA\n') == [("F104", 2, None)]


def test_un_guillemet_ouvert_plus_bas_est_signale_a_sa_ligne_dans_un_vieux_fichier_mac():
    assert refus(f'{TITRES}1.1.1;"a\nb";"c\n1.1.2;NA\n'.replace("\n", "\r")) == [("F104", 3, None)]


def test_une_cellule_de_cent_quarante_mille_signes_n_est_pas_un_guillemet_ouvert():
    assert cellules(f"{TITRES}1.1.1;acquis;{'x' * 140_000}\n")[1] == [
        "1.1.1",
        "acquis",
        "x" * 140_000,
    ]


def test_un_guillemet_au_milieu_d_une_cellule_est_une_lettre():
    assert cellules(f'{TITRES}1.1.1;5" de "large"\n')[1] == ["1.1.1", '5" de "large"']


@pytest.mark.parametrize(
    ("contenu", "attendus"),
    [
        (f"{TITRES}1.1.\x001;acquis\n", [("F111", 2, "A2")]),
        (f"{TITRES}1.1.1;acquis\x00\n1.1.2;\ufeffNA\n", [("F111", 2, "B2"), ("F111", 3, "B3")]),
        (f"{TITRES}1.1.1;non \ufffdvalu\ufffd\n", [("F111", 2, "B2")]),
        (f"{TITRES}1.1.1;acquis\n\x00\x00;\n", [("F111", 3, "A3")]),
        (f'{TITRES}1.1.1;"acquis\n1.1.2;NA"\n', [("F112", 2, "B2")]),
        (f'{TITRES}"a\r\n 1.1.2 ;NA";x\n', [("F112", 2, "A2")]),
        ('critere\tresultat\n1.1.1\t"vu\n1.1.2\tNA"\n', [("F112", 2, "B2")]),
        (f'{TITRES}1.1.1;"\x00\n1.1.2;NA"\n1.1.3;"x\n', [("F111", 2, "B2"), ("F104", 4, None)]),
    ],
)
def test_une_cellule_abimee_est_signalee_a_sa_place(contenu, attendus):
    assert refus(contenu) == attendus


@pytest.mark.parametrize(
    "note", ["sur\ndeux lignes", "a\n1.1.2", "vu;\nrevu", "vu\r\nle 12, le 13"]
)
def test_un_commentaire_sur_plusieurs_lignes_n_est_pas_une_grille_avalee(note):
    contenu = f'critere;resultat;note\n1.1.1;acquis;"{note}"\n'
    assert cellules(contenu)[1] == ["1.1.1", "acquis", note]


@pytest.mark.parametrize(
    ("contenu", "attendus"),
    [
        (
            f'{TITRES}"\n1.1.2;NA";x\n',
            [("F112", 2, "A2")],
        ),  # its end of line at an edge still shows
        (f'{TITRES}"\r1.1.2;NA";x\n', [("F112", 2, "A2")]),
        (f'{TITRES}"acquis\r1.1.2;NA";x\n', [("F112", 2, "A2")]),
        (f'{TITRES}"a\nb;c;d;e";x\n', [("F112", 2, "A2")]),  # as many separators as four cells have
        (f'{TITRES}x;;;;"a\nb;c;d;e;f"\n', [("F112", 2, "E2")]),  # or as its row
        (
            'x;y\n"1.1.1;acquis\n1.1.2;NA";z\n',
            [("F112", 2, "A2")],
        ),  # and where there are no headings
        ('x;y\nz;"\n', [("F104", 2, None)]),
        (
            f'candidat;"1.1.1\n{"x" * 200_000}"\n',
            [("F103", None, None)],
        ),  # a heading only as far as it was looked at
    ],
)
def test_des_lignes_reunies_par_un_guillemet_sont_refusees(contenu, attendus):
    assert refus(contenu) == attendus


@pytest.mark.parametrize(
    ("cellules_ecrites", "lues"),
    [
        ('"a\nb;c;d";x', ["a\nb;c;d", "x"]),
        ('x;;;;"a\nb;c;d;e"', ["x", "", "", "", "a\nb;c;d;e"]),
        ('" a;b;c;d;e ";x', ["a;b;c;d;e", "x"]),
        ('"\na\n";x', ["a", "x"]),
    ],
)
def test_quelques_separateurs_dans_un_commentaire_ne_sont_pas_des_lignes(cellules_ecrites, lues):
    assert cellules(f"{TITRES}{cellules_ecrites}\n")[1] == lues


@pytest.mark.parametrize(
    ("fin", "terminee"), [("\n", True), ("\r", True), (";", True), ("", False)]
)
def test_une_derniere_ligne_est_terminee_si_son_dernier_signe_le_dit(fin, terminee):
    assert tableau(f"{TITRES}1.1.1;acquis{fin}").terminee is terminee
    assert tableau(f'{TITRES}1.1.1;"acquis"{fin}').terminee is True


@pytest.mark.parametrize(
    ("contenu", "force", "dit"),
    [
        (b"\xe9\n", {"encodage": "utf-8"}, "le texte du fichier ne peut pas être lu en UTF-8"),
        (
            b"\xe9\xc3\xa9\n",
            {},
            "le texte du fichier ne peut pas être lu : il mélange deux encodages, ou il est coupé",
        ),
        (b"%PDF", {}, "donnez la grille d'origine, pas son impression."),
    ],
)
def test_ce_qui_ne_se_lit_pas_dit_pourquoi(contenu, force, dit):
    (faute,) = lire(contenu, "g.csv", **force).diagnostics
    assert dit in (faute.message, faute.aide)
    assert faute.position.source == "g.csv"


def test_un_separateur_inattendu_est_dit_tel_quel():
    assert tableau("critere#resultat\n1.1.1#NA\n", separateur="#").lecture.separateur == "« # »"


def test_la_limite_de_taille_est_dite_en_mega_octets(monkeypatch):
    monkeypatch.setattr(bornes, "TABLE_OCTETS_MAX", 2_000_000)
    (faute,) = lire(bytes(2_000_001), "g.csv").diagnostics
    assert faute.message == "ce fichier pèse plus de 2 Mo"


def test_la_limite_de_taille_est_exacte(monkeypatch):
    monkeypatch.setattr(bornes, "TABLE_OCTETS_MAX", len(GRILLE))
    assert lire(GRILLE.encode(), "g.csv").value is not None
    assert refus(GRILLE + "\n") == [("S104", None, None)]


# Anything at all


def juste(contenu, **force):
    """Either a table without a fault, or faults of the catalogue and no table; never an exception."""
    lu = lire(contenu, "g.csv", **force)
    assert (lu.value is None) == bool(lu.diagnostics)
    assert all(faute.code in CATALOGUE and faute.message for faute in lu.diagnostics)
    if lu.value is not None:
        assert lu.value.parties[0].titres.valeurs
        assert [ligne.ligne for ligne in lu.value.lignes] == sorted(
            {ligne.ligne for ligne in lu.value.lignes}
        )
        assert all(any(ligne.valeurs) for ligne in lu.value.lignes)


forces = st.fixed_dictionaries(
    {},
    optional={
        "encodage": st.sampled_from(sorted(lire_csv.ENCODAGES)),
        "separateur": st.sampled_from([";", ",", "\t", "|"]),
    },
)
MOTS = [
    "critere",
    "resultat",
    "candidat",
    "acquis",
    "non acquis",
    "1.1.1",
    "1.1.2",
    "sep=",
    "version",
    "é",
    "NA",
    "x",
]
SIGNES = ';;;,\t|""\'\r\n\n \x00\ufeff\xa0\x85\u2028\u200b'
morceaux = st.sampled_from([*MOTS, *SIGNES])


@given(st.binary(max_size=400), forces)
@settings(max_examples=300, deadline=None)
def test_des_octets_quelconques_donnent_un_tableau_ou_des_fautes(contenu, force):
    juste(contenu, **force)


@given(st.lists(morceaux, max_size=40).map("".join), st.sampled_from(sorted(ENCODAGES)), forces)
@example("\r".join(["critere;resultat", '"a;b']), "utf-8", {})
@settings(max_examples=400, deadline=None)
def test_des_bouts_de_grille_en_desordre_donnent_un_tableau_ou_des_fautes(texte, encodage, force):
    juste(texte.encode(encodage, "replace"), **force)


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_une_grille_abimee_donne_un_tableau_ou_des_fautes(data):
    entiere = octets(ACCENTS * 3, encodage=data.draw(st.sampled_from(sorted(ENCODAGES))))
    debut, fin = sorted(data.draw(st.tuples(*[st.integers(0, len(entiere))] * 2)))
    juste(entiere[:debut] + data.draw(st.binary(max_size=20)) + entiere[fin:])


def test_un_titre_coupe_par_la_limite_de_reconnaissance_n_est_pas_un_titre():
    debut = "x" * 100_000 + "\n" + "y" * (200_000 - 100_000 - 2 - len("z;critere")) + "\n"
    assert refus(f"{debut}z;critereologie\n1.1.1;acquis\n") == [("F103", None, None)]


def test_une_cellule_de_lignes_vides_est_lue_aussitot():
    contenu = f'{TITRES}1.1.1;"a{chr(10) * 8000}b"\n'.encode()
    debut = time.perf_counter()
    lire(contenu, "g.csv")
    assert time.perf_counter() - debut < 0.25


def test_la_ligne_ou_l_utf_8_finit_ne_depend_pas_de_la_marque():
    for marque in (b"", b"\xef\xbb\xbf"):
        assert encodages.ligne_illisible(marque + b"a\n\x80") == (2,)
