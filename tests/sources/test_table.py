"""A table with headings, whatever its rows mean: where the headings are, the cells by their names, and the faults."""

import pytest

from clea_cli.sorties import tableur_xlsx
from clea_cli.sources import table
from clea_cli.sources.cellules import Cellule
from clea_cli.sources.table import feuilles

NOMS = {
    "reference": "reference",
    "dossier": "reference",
    "site": "site",
    "nombre d heures": "heures",
}
REQUISES = {"reference": "référence", "site": "site"}


def lire(contenu, requises=REQUISES):
    return table.lire(
        contenu if isinstance(contenu, bytes) else contenu.encode(), "d.csv", NOMS, requises
    )


def refus(contenu):
    """What is said of a table that is refused: (code, line, cell, message)."""
    lue = lire(contenu)
    assert lue.value is None
    assert {faute.position.source for faute in lue.diagnostics} == {"d.csv"}
    return [
        (faute.code, faute.position.ligne, faute.position.cellule, faute.message)
        for faute in lue.diagnostics
    ]


def lues(contenu, *noms):
    """The texts of the rows, by the names of their columns."""
    lue = lire(contenu)
    assert lue.diagnostics == ()
    return [
        tuple(lue.value.cellule(ligne, nom).valeur for nom in noms) for ligne in lue.value.lignes
    ]


def test_les_colonnes_sont_trouvees_par_leur_nom_dans_tout_ordre():
    contenu = "Site;note;Référence\nLyon;x;D-1\nParis;y;D-2\n"
    assert lues(contenu, "reference", "site") == [("D-1", "Lyon"), ("D-2", "Paris")]
    lue = lire(contenu).value
    assert (lue.source, lue.colonnes, lue.titres.rang) == ("d.csv", {"reference": 2, "site": 0}, 1)
    assert lue.cellule(lue.lignes[1], "site") == Cellule("Paris", 3, 3, 1)


def test_une_colonne_absente_est_vide_a_droite_du_tableau():
    lue = lire("reference;site\nD-1;Lyon;de trop\n").value
    assert lue.cellule(lue.lignes[0], "heures") == Cellule("", 2, 2, 3)


@pytest.mark.parametrize(
    ("ecrite", "attendue"),
    [
        (" Lyon\xa0", "Lyon"),
        ("e\u0301te\u0301", "été"),
        ("'=1+1", "=1+1"),
        ("' Lyon", "' Lyon"),
        ("", ""),
    ],
)
def test_une_cellule_est_sans_espaces_autour_et_sans_precaution(ecrite, attendue):
    assert lues(f"reference;site\nD-1;{ecrite}\n", "site") == [(attendue,)]


def test_les_titres_sont_la_ligne_qui_en_a_le_plus_et_a_egalite_la_premiere():
    assert lues("site;Lyon\n\nreference;site\nD-1;Paris\n", "site") == [("Paris",)]
    assert lues("reference;site\nsite;reference\n", "reference", "site") == [("site", "reference")]


def test_les_titres_d_un_classeur_sont_cherches_dans_toutes_ses_feuilles():
    contenu = tableur_xlsx.ecrire([["reference", "site"], ["D-1", "Lyon"]], "titre")
    assert lues(contenu, "reference", "site") == [("D-1", "Lyon")]


def test_deux_colonnes_du_meme_sens_sont_refusees_a_la_seconde():
    long = "reference" + " " * 40
    assert refus("dossier;site;référence;site\nD-1;Lyon;D-1;Lyon\n") == [
        ("F105", 1, "C1", "deux colonnes disent la même chose : « référence »"),
        ("F105", 1, "D1", "deux colonnes disent la même chose : « site »"),
    ]
    assert refus(f"dossier;site;{long}\n")[0][3].endswith(f"« {long[:39]}… »")


def test_toutes_les_colonnes_qui_manquent_sont_dites_au_debut_des_titres():
    assert refus("x;y\n;nombre d'heures\nD-1;3\n") == [
        ("J106", 2, "A2", "il manque la colonne « référence »"),
        ("J106", 2, "A2", "il manque la colonne « site »"),
    ]


@pytest.mark.parametrize(
    ("contenu", "faute"),
    [
        (b"", ("F101", None, None, "le fichier est vide")),
        (b"\n;;\n", ("F101", None, None, "le fichier est vide")),
        (b"%PDF-1.7", ("F106", None, None, "ce n'est ni un CSV ni un classeur, mais un PDF")),
        (
            b"\xe9\xc3\xa9",
            (
                "F102",
                None,
                None,
                "le texte du fichier ne peut pas être lu : il mélange deux encodages",
            ),
        ),
        (
            b'site\n\n"Lyon\n',
            (
                "F104",
                3,
                None,
                "un guillemet ouvert sur cette ligne n'est pas refermé comme il faut",
            ),
        ),
        (b"PK\x03\x04", ("F118", None, None, "")),
    ],
)
def test_ce_qui_n_est_pas_une_table_est_refuse(contenu, faute):
    (dite,) = refus(contenu)
    assert dite[:3] == faute[:3]
    assert dite[3].startswith(faute[3])


def test_ce_qui_n_est_pas_un_csv_dit_que_faire():
    (faute,) = lire("<html>").diagnostics
    assert faute.aide == "ouvrez-la dans un tableur, puis enregistrez-la en CSV."


def test_un_csv_est_une_feuille_sans_nom_et_sans_lignes_vides():
    (feuille,) = feuilles(b"a;b\n;\n\nc;d\n", "d.csv").value
    assert (feuille.nom, [(ligne.rang, ligne.valeurs) for ligne in feuille.lignes]) == (
        "",
        [(1, ("a", "b")), (4, ("c", "d"))],
    )


@pytest.mark.parametrize(
    ("contenu", "valeurs"),
    [
        ("a;b,c\nd;e\n", ("a", "b,c")),  # most rows have several cells by `;`
        ("a;b,c\nd,e\n", ("a;b", "c")),
        ("a\tb\n", ("a", "b")),
        ("a|b\n", ("a", "b")),
        ("a;b\tc\n", ("a", "b\tc")),  # as many by one as by the other: the likelier
        ("a,b;c\n" + "d,e\n" * 199 + "f;g\n" * 400, ("a", "b;c")),  # the first 200 rows tell
        ("a,b;c\n" + "d,e\n" * 99 + "f;g\n" * 100, ("a,b", "c")),
    ],
)
def test_le_separateur_est_celui_qui_fait_le_plus_de_lignes_de_plusieurs_cellules(contenu, valeurs):
    (feuille,) = feuilles(contenu.encode(), "d.csv").value
    assert feuille.lignes[0].valeurs == valeurs
