"""Letters without a drawing: no text stops a pdf, and what a font lacks is shown by its number."""

import json
import random
import unicodedata

import font_source_sans_pro
import pytest
from fontTools.ttLib import TTFont

from clea_cli.documents.rendus import pdf
from clea_cli.documents.rendus.lettres import absentes
from clea_cli.documents.vues import (
    Cadre,
    Document,
    Encadre,
    Figure,
    Liste,
    Morceau,
    Paragraphe,
    Tableau,
    Titre,
)
from clea_cli.sorties import lettres
from clea_cli.sorties.barres import Barre
from clea_cli.sorties.lettres import Absente, montrer
from livraison.lettres import FAMILLES

# Nobody's names: one of each kind of letter that a keyboard, a phone or a copied text may give.
SANS_DESSIN = {
    "\U0001f600": "[U+1F600]",
    "\U0001f468\u200d\U0001f469": "[U+1F468 U+200D U+1F469]",
    "\U0001f1eb\U0001f1f7": "[U+1F1EB U+1F1F7]",
    "1\ufe0f\u20e3": "[U+0031 U+FE0F U+20E3]",
    "\u4e2d\u0301": "[U+4E2D U+0301]",
    "\ue001": "[U+E001]",
    "\U000f0000": "[U+F0000]",
    "\ufeff": "[U+FEFF]",
    "\ufffe": "[U+FFFE]",
    "\U0010ffff": "[U+10FFFF]",
    "\u1019\u103c": "[U+1019 U+103C]",
    "\u4e2d": "[U+4E2D]",
    "\u0378": "[U+0378]",
}


def une(*blocs, **donnees):
    return Document("T", blocs, donnees, {}, "2026-11-28")


@pytest.mark.parametrize("lettre", SANS_DESSIN)
def test_une_lettre_sans_dessin_est_dite_par_son_numero(lettre):
    assert montrer(f"a{lettre}b") == f"a{SANS_DESSIN[lettre]}b"


@pytest.mark.parametrize(
    "texte", ["Éloïse Œuvre", "e\u0301", "q\u0301\u0302", "שלום", "✗ ● □ → ₽", "Ελένη Жуков", ""]
)
def test_une_lettre_qui_a_son_dessin_reste(texte):
    assert montrer(texte) == texte


def test_les_lettres_penchees_sont_moins_nombreuses():
    assert montrer("\u2116") == "\u2116"
    assert (
        absentes(une(Paragraphe((Morceau("\U0001f600"), Morceau("\u24b6", italique=True))))) != ()
    )


def test_chaque_lettre_absente_est_nommee_une_fois_avec_ses_voisines():
    emoji = Morceau("Bonjour \U0001f600 à tous, \U0001f600")
    blocs = (
        Titre(1, (Morceau("a"),)),
        Encadre((Liste(ordonnee=False, elements=((Paragraphe((emoji,)),),)),)),
        Tableau(((Morceau("\u4e2d"),),), (), (False,)),
        Figure("d", "\ue001"),
    )
    barre = Barre("\U0001f680", 1, 1, 2, 1, "")
    assert absentes(une(*blocs, d=(barre,))) == (
        Absente("\U0001f600", "Bonjour \U0001f600 à tous, \U0001f600"),
        Absente("\u4e2d", "\u4e2d"),
        Absente("\ue001", "\ue001"),
        Absente("\U0001f680", "\U0001f680"),
    )


def test_aucune_lettre_d_unicode_n_arrete_un_pdf():
    tout = [
        chr(rang)
        for rang in range(0x110000)
        if unicodedata.category(chr(rang)) not in ("Cn", "Cs", "Co")
    ]
    # Of each of the large sets, whose letters are alike, one in fifty.
    choisies = [
        lettre for lettre in tout if not 0x3400 <= ord(lettre) < 0xD800 or ord(lettre) % 50 == 0
    ]
    choisies += ["\ue000", "\uf8ff", "\U000f0000", "\U0010ffff", "\ufffe", "\ufdd0", "\u0378"]
    styles = (Morceau(""), Morceau("", gras=True), Morceau("", italique=True))
    for style in styles:
        blocs = []
        for debut in range(0, 12_000, 200):
            texte = " ".join(choisies[debut : debut + 200])
            blocs.append(Paragraphe((style._replace(texte=texte),)))
        assert pdf.rendre(une(*blocs)).startswith(b"%PDF")


def test_une_lettre_et_ses_marques_au_hasard_n_arretent_aucun_pdf():
    hasard = random.Random(21)  # noqa: S311 — the same letters each time
    tout = [chr(rang) for rang in range(0x20, 0x3000)]
    marques = [lettre for lettre in tout if unicodedata.category(lettre).startswith("M")]
    for style in (Morceau(""), Morceau("", italique=True)):
        textes = []
        for _ in range(2_000):
            textes.append(hasard.choice(tout) + hasard.choice(marques))
        assert pdf.rendre(une(Paragraphe((style._replace(texte=" ".join(textes)),)))).startswith(
            b"%PDF"
        )


@pytest.mark.parametrize(
    "lettres_",
    ["x", "\u00e9", "\U0001f600", "\u05e9", "a\u00a0", "e\u0301", "\u0301", "\u200d", "mot "],
)
def test_aucun_mot_sans_fin_n_arrete_un_pdf(lettres_):
    nombre = 20_000  # letters that stopped one, when no word was cut
    ecrit = Morceau(lettres_ * (nombre // len(lettres_)))
    case_ = Tableau(((Morceau("a"),), (Morceau("b"),)), (((ecrit,), (ecrit,)),), (False, True))
    blocs = (Titre(1, (ecrit,)), Paragraphe((ecrit,)), Cadre((ecrit.texte,), 20), case_)
    lie = Paragraphe((Morceau("ici", lien=f"https://exemple.fr/{'x' * nombre}"),))
    fait = une(*blocs, lie, Figure("d", ecrit.texte), d=())._replace(titre=ecrit.texte)
    assert pdf.rendre(fait).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("avant", "apres"),
    [
        (f"a {'b' * 119} c", f"a {'b' * 119} c"),
        (f"a {'b' * 120} c", f"a {chr(0x200B).join(['b' * 20] * 6)} c"),
        ("e\u0301" * 60, "\u200b".join(["e\u0301" * 20] * 3)),
        (f"sha256:{'0' * 64}", f"sha256:{'0' * 64}"),
    ],
)
def test_un_mot_sans_fin_se_coupe_et_ses_lettres_gardent_leurs_marques(avant, apres):
    assert montrer(avant) == apres


def test_la_table_des_lettres_est_celle_des_polices_elles_memes():
    """Source Sans has files: what they say of themselves is what typst draws."""
    table = json.loads(lettres.TABLE.read_text(encoding="utf-8"))
    assert [*table] == ["normal", "italic"]
    for style, fichiers in (("normal", ("Regular", "Bold")), ("italic", ("It", "BoldIt"))):
        assert tuple(table[style]) == FAMILLES
        ecrites = lettres._table()[style == "italic"][0]
        for fichier in fichiers:
            police = TTFont(f"{font_source_sans_pro.font_directory}/SourceSansPro-{fichier}.otf")
            siennes = set(map(chr, police.getBestCmap())) - {"\ufeff"}
            assert siennes <= ecrites
            # typst writes a letter whose marks it has apart, and draws nothing for what is invisible.
            for lettre in ecrites - siennes:
                apart = unicodedata.normalize("NFKD", lettre)
                assert siennes.issuperset(apart) or unicodedata.category(lettre) in (
                    "Cf",
                    "Mn",
                    "Mc",
                    "Zl",
                    "Zp",
                    "Lo",
                )
