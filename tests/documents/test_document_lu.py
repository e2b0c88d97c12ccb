"""What a piece of Markdown says, block by block: decided by hand, then how wide the columns of a table should be."""

import pytest

from clea_cli.documents.rendus import blocs as document_blocs
from clea_cli.documents.rendus.blocs import lire, poids, texte
from clea_cli.documents.vues import (
    Document,
    Encadre,
    Figure,
    Filet,
    Morceau,
    Paragraphe,
    Tableau,
    Titre,
)
from clea_cli.sorties.barres import Barre
from tests.outils.blocs import mots, numeros, par, puces

TABLE = "| T | N | C | R |\n|:--|--:|:-:|---|\n| é | 1 | **x** |  |\n| à | 22 | y : z | w |\n"


@pytest.mark.parametrize(
    ("markdown", "blocs"),
    [
        ("", ()),
        ("mot", (par("mot"),)),
        ("# A", (Titre(1, (Morceau("A"),)),)),
        ("### A *b*\n", (Titre(3, (Morceau("A "), Morceau("b", italique=True))),)),
        ("a\n===\n", (Titre(1, (Morceau("a"),)),)),
        ("a\nb  \nc\\\nd", (par("a b c d"),)),
        ("  a  ", (par("a"),)),
        ("a\n\n\n\nb\n \nc\n", (par("a"), par("b"), par("c"))),
        (
            "**a** *b* ***c*** **d *e* f** `g`",
            (
                Paragraphe(
                    (
                        *(
                            Morceau("a", gras=True),
                            Morceau(" "),
                            Morceau("b", italique=True),
                            Morceau(" "),
                        ),
                        *(
                            Morceau("c", gras=True, italique=True),
                            Morceau(" "),
                            Morceau("d ", gras=True),
                        ),
                        *(
                            Morceau("e", gras=True, italique=True),
                            Morceau(" f", gras=True),
                            Morceau(" g"),
                        ),
                    )
                ),
            ),
        ),
        ("mot : « x » !", (par("mot\u00a0: «\u00a0x\u00a0»\u00a0!"),)),
        ("**mot** : x", (Paragraphe((Morceau("mot", gras=True), Morceau("\u00a0: x"))),)),
        ("a `:` b", (par("a\u00a0: b"),)),
        ("a &amp; \\*b\\*", (par("a & *b*"),)),
        ("[x](y) <b>z</b> <http://x>", (par("x <b>z</b> <http://x>"),)),
        ("<div>\n", (par("<div>"),)),
        ("![x](http://y)", (par("x"),)),
        ("![x](figure:d) y", (par("x y"),)),
        ("![Ce que c'est](figure:domaines)\n", (Figure("domaines", "Ce que c'est"),)),
        ("- a\n- b : c\n", (puces((par("a"),), (par("b\u00a0: c"),)),)),
        ("- a\nsuite\n- b\n", (puces((par("a suite"),), (par("b"),)),)),
        ("- a\n- 1. b\n", (puces((par("a"),), (numeros((par("b"),)),)),)),
        ("- a\n  - b\n- c", (puces((par("a"), puces((par("b"),))), (par("c"),)),)),
        ("- a\n\nfin", (puces((par("a"),)), par("fin"))),
        ("- a\n\n- b\n", (puces((par("a"),), (par("b"),)),)),
        ("1. x\n2. y\n", (numeros((par("x"),), (par("y"),)),)),
        ("-\n", (puces(()),)),
        ("> a\n>\n> - b\n\nc", (Encadre((par("a"), puces((par("b"),)))), par("c"))),
        ("> a\n# T", (Encadre((par("a"),)), Titre(1, (Morceau("T"),)))),
        ("a\rb", (par("a b"),)),
        ("XaX\n\nXbX", (par("XaX"), par("XbX"))),
        ("---\n", (Filet(),)),
        ("```t\na : b\n\nc\n```\n", (par("a\u00a0: b"), par("c"))),
        ("    x : y\n    z\n", (par("x\u00a0: y"), par("z"))),
        (
            TABLE,
            (
                Tableau(
                    mots("T", "N", "C", "R"),
                    (
                        ((Morceau("é"),), (Morceau("1"),), (Morceau("x", gras=True),), ()),
                        mots("à", "22", "y\u00a0: z", "w"),
                    ),
                    (False, True, False, False),
                ),
            ),
        ),
        ("| T |\n|--:|\n", (Tableau(mots("T"), (), (True,)),)),
    ],
)
def test_le_markdown_donne_les_blocs_decides_a_la_main(markdown, blocs):
    assert repr(lire(markdown, {}, {}, "2026-11-28").blocs) == repr(blocs)


def test_un_document_garde_ce_qui_ne_vient_pas_du_markdown():
    figures, provenance = {"d": (Barre("1", 1, 1, 1, 1, "acquis"),)}, {"outil": "clea"}
    lu = lire("a\n\n## B : *c*\n\n# D\n", figures, provenance, "2026-11-28", 15)
    blocs = (
        par("a"),
        Titre(2, (Morceau("B\u00a0: "), Morceau("c", italique=True))),
        Titre(1, (Morceau("D"),)),
    )
    assert lu == Document("B\u00a0: c", blocs, figures, provenance, "2026-11-28", 15)
    assert lire("a", {}, {}, "2026-11-28") == Document("", (par("a"),), {}, {}, "2026-11-28", 11)


def test_les_lettres_d_une_ligne_sont_celles_de_tous_ses_morceaux():
    assert texte((Morceau("a ", gras=True), Morceau("b", italique=True), Morceau("."))) == "a b."
    assert texte(()) == ""


@pytest.mark.parametrize(
    ("lettres", "largeurs"),
    [
        ([3], [14]),
        ([14, 15, 60, 61, 200], [14, 15, 60, 60, 60]),
        ([3, 3, 3, 3, 3, 3], [14] * 6),  # six columns still have room
        ([3, 4, 5, 6, 7, 61, 1], [5, 5, 5, 6, 7, 60, 5]),
    ],
)
def test_une_colonne_est_large_comme_sa_plus_longue_cellule_dans_des_bornes(lettres, largeurs):
    titres = mots(*("x" * nombre for nombre in lettres))
    courtes = mots(*("y" for _ in lettres))
    droites = (False,) * len(lettres)
    assert poids(Tableau(titres, (courtes,), droites)) == largeurs
    assert poids(Tableau(courtes, (courtes, titres, courtes), droites)) == largeurs


@pytest.mark.parametrize(
    "markdown",
    [
        "# T\n\nmot\n",
        "- a\n- b\n\n> q\n",
        "a\n\n- b\n",
        f"{TABLE}\n\n---\n",
        "![x](figure:d)\n\n\nb\nc",
    ],
)
def test_ce_qui_se_suffit_est_lu_morceau_par_morceau(markdown):
    assert document_blocs._par_morceaux(markdown) == document_blocs._blocs(markdown) != ()


@pytest.mark.parametrize(
    ("markdown", "simple"),
    [
        ("- a", True),
        ("- Été : x\n- b *c*", True),
        ("- a\nb", False),
        ("- a\n- 1", False),
        ("- a\n-", False),
        ("- a\n  - b", False),
        ("* a", False),
        ("mot", False),
        ("-a\n- b", False),
        ("XX", False),
    ],
)
def test_seule_une_liste_de_phrases_est_lue_phrase_par_phrase(markdown, simple):
    assert document_blocs._liste_simple(markdown) == (
        document_blocs._blocs(markdown) if simple else ()
    )


@pytest.mark.parametrize(
    ("morceau", "entier"),
    [
        ("mot", True),
        ("mot ``` x", True),
        ("> q", True),
        ("mot\nsuite", True),
        (" mot", False),
        ("\tmot", False),
        ("```\na\n```", False),
        ("~~~\na\n~~~", False),
        ("a\n~~~", False),
        ("a\n```", False),
        ("[r]: x", False),
        ("a\n\n[r]: x", False),
    ],
)
def test_un_morceau_qui_peut_tenir_aux_autres_n_est_pas_lu_a_part(morceau, entier):
    assert document_blocs._a_part(morceau) == (document_blocs._blocs(morceau) if entier else ())


@pytest.mark.parametrize(("lettres", "retenu"), [(400, 1), (401, 0)])
def test_un_morceau_n_est_retenu_que_s_il_est_court(lettres, retenu):
    document_blocs._retenu.cache_clear()
    assert document_blocs._morceau("a" * lettres) == (par("a" * lettres),)
    assert document_blocs._retenu.cache_info().currsize == retenu
