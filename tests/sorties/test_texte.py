"""What a text becomes on a line, in a paragraph, in Markdown and in JSON: decided by hand, letter by letter."""

import pytest
from markdown_it import MarkdownIt

from clea_cli.sorties import json_utf8
from clea_cli.sorties.markdown import brut
from clea_cli.sorties.texte import Page, coller, couper, en_ligne, inoffensif, sans_style
from tests.outils.marques import marques


@pytest.mark.parametrize(
    ("texte", "montre"),
    [
        ("été « x » \u00a0", "été « x » \u00a0"),
        ("\x1b[31m", "␛[31m"),
        ("a\tb\nc\rd\x00", "a␉b␊c␍d␀"),
        ("\x7f\x80\x9f\xa0", "␡��\xa0"),
        ("\u200e\u200f\u202a\u202e\u2066\u2069", "������"),
        ("\u200d\u2065\u202f", "\u200d\u2065\u202f"),  # they move nothing
    ],
)
def test_ce_qui_commande_est_montre(texte, montre):
    assert inoffensif(texte) == montre


@pytest.mark.parametrize(
    ("texte", "ligne"),
    [("a\tb", "a b"), ("a\r\n\t\nb", "a b"), ("\na\n", " a "), ("a\x1b\nb", "a␛ b"), ("", "")],
)
def test_un_texte_tient_sur_une_ligne(texte, ligne):
    assert en_ligne(texte) == ligne


def test_la_ponctuation_francaise_est_collee_a_son_mot():
    assert coller("a : b ; c ! d ? e % « f » g, h. (i)") == (
        "a\u00a0: b\u00a0; c\u00a0! d\u00a0? e\u00a0% «\u00a0f\u00a0» g, h. (i)"
    )


@pytest.mark.parametrize(
    ("texte", "lignes"),
    [
        ("", [""]),
        ("   ", [""]),
        ("un deux", ["un deux"]),
        ("un deux trois", ["un deux", "trois"]),
        ("un deux :", ["un", "deux :"]),
        ("« un » deux", ["« un »", "deux"]),
        ("peut-être", ["peut-êtr", "e"]),  # only what is longer than a line is cut inside
        ("un peut-il", ["un", "peut-il"]),
        ("un\u00a0deux", ["un deux"]),
    ],
)
def test_un_texte_est_coupe_entre_ses_mots_jamais_devant_la_ponctuation(texte, lignes):
    assert couper(texte, 8) == lignes


def test_une_page_assemble_des_lignes_avec_leurs_styles():
    page = Page(12)
    assert page.largeur == 12
    page.ligne("a\n", ("b\x1b", "bold"))
    page.ligne()
    page.paragraphe("un deux trois")
    page.paragraphe("un deux trois", "- ", "red", "dim")
    page.paragraphe("", "> ")
    assert page.fragments == [
        *(("a␊", ""), ("b␛", "bold"), ("\n", ""), ("\n", "")),
        *(("", ""), ("un deux", ""), ("\n", ""), ("", ""), ("trois", ""), ("\n", "")),
        *(
            ("- ", "dim"),
            ("un deux", "red"),
            ("\n", ""),
            ("  ", "dim"),
            ("trois", "red"),
            ("\n", ""),
        ),
        *(("> ", ""), ("", ""), ("\n", "")),
    ]
    assert marques(page.fragments) == (
        "a␊{bold|b␛}\n\nun deux\ntrois\n{dim|- }{red|un deux}\n{dim|  }{red|trois}\n> \n"
    )
    assert sans_style(page.fragments) == "a␊b␛\n\nun deux\ntrois\n- un deux\n  trois\n> \n"


@pytest.mark.parametrize(
    ("texte", "ecrit"),
    [
        ("mot, mot.", "mot, mot."),
        ("  a\nb\t", "a b"),
        ("**g** _i_ `c` [x](y) <b> a|b ~s~ $m$ &amp; #1 \\", None),
        ("- a", "\\- a"),
        ("+", "\\+"),
        ("= a", "\\= a"),
        ("-a", "\\-a"),
        ("1. a", "1\\. a"),
        ("23) b", "23\\) b"),
        ("1.5", "1.5"),
        ("a - b 1. c", "a - b 1. c"),
        ("*", "\\*"),
        ("\x1b_", "␛\\_"),
    ],
)
def test_une_valeur_reste_lettre_a_lettre_dans_le_markdown(texte, ecrit):
    if ecrit is None:
        ecrit = r"\*\*g\*\* \_i\_ \`c\` \[x\](y) \<b\> a\|b \~s\~ \$m\$ \&amp; \#1 \\"
    assert brut(texte) == ecrit
    [_, dedans, _] = MarkdownIt("commonmark").parse(ecrit)
    assert "".join(jeton.content for jeton in dedans.children) == en_ligne(texte).strip()


def test_le_json_a_deux_espaces_ses_lettres_et_une_fin_de_ligne():
    assert json_utf8.ecrire({"b": ["é", "\ud800"], "a": None}) == (
        '{\n  "b": [\n    "é",\n    "?"\n  ],\n  "a": null\n}\n'.encode()
    )
