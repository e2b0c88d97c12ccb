"""The rows of a CSV text, and the bytes that are no CSV: where rows begin, and where a quote was left open."""

import csv

import pytest

from clea_cli.sources import lignes_csv
from clea_cli.sources.cellules import Ligne
from clea_cli.sources.lignes_csv import (
    GuillemetError,
    est_un_classeur,
    lignes,
    premieres_lignes,
    sans_precaution,
)
from clea_cli.sources.natures import de_texte


@pytest.mark.parametrize(
    ("cellule", "attendue"),
    [
        ("'=1", "=1"),
        ("'+1", "+1"),
        ("'-1", "-1"),
        ("'@a", "@a"),
        ("''=1", "'=1"),
        ("'a", "'a"),
        ("=1", "=1"),
        ("a'=1", "a'=1"),
        ("'", "'"),
        ("", ""),
    ],
)
def test_l_apostrophe_d_un_export_prudent_est_retiree_et_nulle_autre(cellule, attendue):
    assert sans_precaution(cellule) == attendue


@pytest.mark.parametrize(
    ("contenu", "classeur"),
    [
        (b"PK\x03\x04...", True),
        (b"\xd0\xcf\x11\xe0...", True),
        (b"PK", False),
        (b"a;b", False),
        (b"", False),
    ],
)
def test_un_classeur_se_reconnait_a_ses_premiers_octets(contenu, classeur):
    assert est_un_classeur(contenu) is classeur


@pytest.mark.parametrize(
    ("contenu", "nature", "remede"),
    [
        (b"%PDF-1.7", "un PDF", "donnez la grille d'origine, pas son impression."),
        (
            b"\xef\xbb\xbf\r\n\t {\\rtf1",
            "un document RTF",
            "copiez le tableau dans un tableur, puis enregistrez-le en CSV.",
        ),
        (
            b" " * 1999 + b"<html>",
            "une page web",
            "ouvrez-la dans un tableur, puis enregistrez-la en CSV.",
        ),
    ],
)
def test_ce_qui_n_est_pas_un_csv_est_nomme_et_dit_que_faire(contenu, nature, remede):
    assert de_texte(contenu) == (nature, remede)


@pytest.mark.parametrize(
    "contenu", [b"a;b", b"a<b", b"", b" " * 2000 + b"<html>", b"X%PDF", b"%PDF"[:3]]
)
def test_tout_le_reste_peut_etre_un_csv(contenu):
    assert de_texte(contenu) is None


def test_les_premieres_lignes_sont_sans_espaces_et_autant_qu_il_en_est_voulu():
    assert list(premieres_lignes(" a ;b\n\nc;d\ne;f\n", ";", 3)) == [("a", "b"), (), ("c", "d")]
    assert list(premieres_lignes('a;b\nc;"d\ne', ";", 3)) == [("a", "b"), ("c", "d\ne")]


@pytest.mark.parametrize(
    "lire", [lambda texte: [*premieres_lignes(texte, ";", 9)], lambda texte: [*lignes(texte, ";")]]
)
def test_une_longue_cellule_se_lit_quoi_qu_on_ait_lu_avant(lire):
    csv.field_size_limit(131_072)
    assert len(lire(f'"{"x" * 140_000}";a\nb;c\n')) == 2


@pytest.mark.parametrize(
    ("texte", "vues"),
    [
        ("a\nbc\nde", 3),  # no longer than what is looked at
        ("a\nbc\ndef", 2),  # cut after the last end of line that is
        ("abcdefgh\n", 0),
        ("a\nb\nc\nd\ne\n", 3),
    ],
)
def test_seul_le_debut_d_un_long_texte_est_regarde_par_lignes_entieres(texte, vues, monkeypatch):
    monkeypatch.setattr(lignes_csv, "_APERCU", 7)
    assert len(list(premieres_lignes(texte, ";", 9))) == vues


def test_les_lignes_gardent_leurs_lettres_leur_ligne_et_leur_rang():
    assert list(lignes('a ;"b\nc"\n\r\nd\n', ";")) == [
        Ligne(1, 1, ("a ", "b\nc")),
        Ligne(3, 2, ()),
        Ligne(4, 3, ("d",)),
    ]


@pytest.mark.parametrize("fin", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_toute_fin_de_ligne_finit_une_rangee_et_reste_telle_quelle_dans_une_cellule(fin):
    texte = f'a;"b{fin}c"{fin}d;e{fin}'
    assert [ligne.valeurs for ligne in lignes(texte, ";")] == [("a", f"b{fin}c"), ("d", "e")]
    assert list(premieres_lignes(texte, ";", 9)) == [("a", f"b{fin}c"), ("d", "e")]
    with pytest.raises(GuillemetError) as trouve:
        list(lignes(f'a{fin}"b{fin}c";"d{fin}e', ";"))
    assert trouve.value.ligne == 3


@pytest.mark.parametrize("debut", ["sep=;\n", '"sep=;"\r\n', "SEP=,\n"])
def test_la_ligne_sep_est_une_ligne_du_fichier_et_non_une_rangee(debut):
    assert list(lignes(f"{debut}a\nb\n", ";")) == [Ligne(2, 1, ("a",)), Ligne(3, 2, ("b",))]


@pytest.mark.parametrize(
    ("texte", "ligne"),
    [
        ('"a', 1),
        ('a\n"b', 2),
        ('sep=;\na\n"b', 3),
        ('sep=;\n"a\nb";"c\nd', 3),
        ('a;"b\nc";"d\ne\n', 2),
        ('"a\nb\nc', 1),
        ('"a""\nb', 1),
        ('a\n"b"c\n"d"\n', 2),
        ('"a\n""b"";"c\n', 1),
        ('x"y;"a\n', 1),
        ('"a\nb";c"d;"e\nf', 2),
        ('"a\nb";"c\nd";"e\nf', 3),
        ('"a\nb"c\n"d', 1),
        ('"a"\n"b"x;"c\n', 2),
    ],
)
def test_un_guillemet_ouvert_est_nomme_a_la_ligne_qui_l_ouvre(texte, ligne):
    with pytest.raises(GuillemetError) as trouve:
        list(lignes(texte, ";"))
    assert trouve.value.ligne == ligne
