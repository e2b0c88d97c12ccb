"""The pages of a référentiel: Markdown and HTML are read by other parsers, which must find what was put in them."""

import re
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from clea_cli.atelier.decrire import decrire
from clea_cli.atelier.rendus import referentiel_html
from clea_cli.sorties.markdown import brut
from clea_cli.sorties.styles import COMMUNS
from clea_cli.sorties.texte import en_ligne
from tests.outils.exports import (
    COMPLET,
    HOSTILES,
    LIVRES,
    NOMS,
    avec_libelles,
    lignes,
    rendu,
    valeur,
)

HOSTILE = avec_libelles(valeur(COMPLET), HOSTILES)
MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
VIDES = {"meta", "link", "br", "hr", "img", "input"}


def vu(texte: str) -> str:
    """A text as a page shows it: on one line, controls made visible, no-break spaces not told from others."""
    return en_ligne(texte).replace("\u00a0", " ").strip()


# Markdown


def textes_markdown(source: str) -> list[str]:
    """The text of each block of a Markdown document, as it is shown."""
    blocs = [jeton.children for jeton in MARKDOWN.parse(source) if jeton.type == "inline"]
    assert not {enfant.type for bloc in blocs for enfant in bloc} & {"image", "html_inline"}
    return ["".join(enfant.content for enfant in bloc) for bloc in blocs]


def tableaux_markdown(source: str) -> list[list[str]]:
    """The rows of all tables, a text a cell."""
    rangees: list[list[str]] = []
    for jeton in MARKDOWN.parse(source):
        if jeton.type == "tr_open":
            rangees.append([])
        elif jeton.type == "inline" and jeton.level >= 4 and rangees:
            rangees[-1].append("".join(enfant.content for enfant in jeton.children))
    return rangees


@settings(max_examples=400)
@given(
    st.text(
        st.characters(exclude_categories=["Cs"]) | st.sampled_from("\\`*_[]<>|&~$#-+=.)1 !:"),
        max_size=12,
    )
)
@example("1. a")
@example("\\|")
@example("a\\")
@example("#")
@example("---")
@example("    a")
def test_markdown_montre_n_importe_quel_texte_lettre_pour_lettre(texte):
    ecrit = brut(texte)
    places = {
        f"# {ecrit}": [vu(texte)],
        f"- {ecrit}": [vu(texte)],
        f"> **Attention.** {ecrit}": [f"Attention. {vu(texte)}".strip()],
        f"| {ecrit} | a |\n| --- | --- |\n| b | {ecrit} |": [vu(texte), "a", "b", vu(texte)],
    }
    for source, attendu in places.items():
        assert [montre for montre in map(vu, textes_markdown(source)) if montre] == [
            t for t in attendu if t
        ]


@pytest.mark.parametrize("nom", NOMS)
def test_le_markdown_donne_a_chaque_ligne_son_code_et_son_libelle(nom):
    verifier_markdown(valeur(nom))


def test_le_markdown_montre_les_libelles_hostiles_tels_quels():
    verifier_markdown(HOSTILE)


def verifier_markdown(exporte):
    source = rendu(exporte, "markdown")
    textes = set(map(vu, textes_markdown(source)))
    rangees = {tuple(map(vu, rangee[:2])) for rangee in tableaux_markdown(source)}
    domaines = {domaine.code for domaine in exporte.domaines}
    for ligne in lignes(exporte):
        if ligne.code in domaines:
            assert f"{ligne.code} · {vu(ligne.libelle)}" in textes
        else:
            assert (ligne.code, vu(ligne.libelle)) in rangees
    assert "<script" not in MARKDOWN.render(source)


def test_les_titres_markdown_vont_du_plus_grand_au_plus_petit():
    niveaux = [
        int(j.tag[1])
        for j in MARKDOWN.parse(rendu(valeur("clea"), "markdown"))
        if j.type == "heading_open"
    ]
    assert niveaux[0] == 1
    assert niveaux.count(2) == 1 + 7 + 2
    assert all(suivant <= niveau + 1 for niveau, suivant in pairwise(niveaux))


# HTML


class Lecteur(HTMLParser):
    """Reads a page: its elements, its texts, and that each element is closed in its turn."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ouverts: list[tuple[str, dict[str, str | None]]] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.textes: list[tuple[str, str]] = []  # the ids and tags that it stands in, and the text
        self.feed(page)
        self.close()
        assert self.ouverts == []

    def handle_starttag(self, tag, attrs):
        assert len(dict(attrs)) == len(attrs)
        self.elements.append((tag, dict(attrs)))
        if tag not in VIDES:
            self.ouverts.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.ouverts.pop()[0] == tag

    def handle_data(self, data):
        if self.ouverts and self.ouverts[-1][0] != "style":
            self.textes.append((" ".join(a.get("id") or t for t, a in self.ouverts), data))

    def de(self, etape: str) -> str:
        """The text of the elements of that tag or id."""
        return vu("".join(texte for ou, texte in self.textes if etape in ou.split()))

    def attributs(self, nom: str) -> list[str]:
        return [
            valeur for _, attributs in self.elements if (valeur := attributs.get(nom)) is not None
        ]


@pytest.fixture(scope="module", params=NOMS)
def page(request):
    return valeur(request.param), Lecteur(rendu(valeur(request.param), "html"))


def verifier_html(exporte, lu):
    for ligne in lignes(exporte):
        assert f"c-{ligne.code}" in lu.attributs("id")
        assert ligne.code in lu.de(f"c-{ligne.code}")
        assert vu(ligne.libelle) in lu.de(f"c-{ligne.code}")
        assert vu(ligne.note) in lu.de("body")


def test_la_page_donne_a_chaque_ligne_son_ancre_son_code_et_son_libelle(page):
    verifier_html(*page)


def test_la_page_montre_les_libelles_hostiles_tels_quels():
    source = rendu(HOSTILE, "html")
    lu = Lecteur(source)
    verifier_html(HOSTILE, lu)
    assert {tag for tag, _ in lu.elements} == {
        tag for tag, _ in Lecteur(rendu(valeur(COMPLET), "html")).elements
    }
    assert not set(source) & set("\x1b\x00\u202e\t")


def test_la_certitude_de_chaque_critere_se_voit():
    lu = Lecteur(rendu(valeur("clea"), "html"))
    assert "à confirmer" in lu.de("c-5.2.3")
    assert "greta2020" in lu.de("c-5.2.3")
    assert "regroupées ici" in lu.de("c-5.2.3")
    certitudes = Counter(
        a["class"] for t, a in lu.elements if t == "span" and "certitude" in (a.get("class") or "")
    )
    assert certitudes["certitude une_seule_source"] >= 35


def test_la_page_n_a_besoin_de_rien_d_autre(page):
    _, lu = page
    assert not {"script", "img", "link", "iframe", "object", "form"} & {
        tag for tag, _ in lu.elements
    }
    assert "default-src 'none'" in lu.attributs("content")[-1]
    assert not re.search(r"url\(|@import|@font-face", rendu(valeur("clea"), "html"))
    assert lu.attributs("src") == []
    assert not [nom for _, attributs in lu.elements for nom in attributs if nom.startswith("on")]


def test_chaque_lien_de_la_page_mene_quelque_part(page):
    exporte, lu = page
    ids = lu.attributs("id")
    assert len(ids) == len(set(ids))
    dehors = {lien for lien in lu.attributs("href") if not lien.startswith("#")}
    assert {lien[1:] for lien in lu.attributs("href")} - {lien[1:] for lien in dehors} <= set(ids)
    assert all(lien.startswith("https://") for lien in dehors)
    assert set(lu.attributs("aria-labelledby")) <= set(ids)
    assert {lien.removeprefix("https://") for lien in dehors} <= {
        source.adresse for source in exporte.sources
    }


@pytest.mark.parametrize(
    ("adresse", "lien"),
    [
        ("aksis.fr/blog", "https://aksis.fr/blog"),
        ("https://aksis.fr/blog", "https://aksis.fr/blog"),
        ("http://aksis.fr", "http://aksis.fr"),
        ("javascript:alert(1)", ""),
        ("https://aksis.fr/<b>", ""),
        ("12 rue des Jouets", ""),
        ("", ""),
    ],
)
def test_seule_une_adresse_de_site_devient_un_lien(adresse, lien):
    exporte = valeur(COMPLET)
    sources = (exporte.sources[0]._replace(adresse=adresse),)
    assert decrire(exporte._replace(sources=sources)).sources[0].lien == lien


def test_les_titres_et_les_tableaux_de_la_page_se_suivent(page):
    _, lu = page
    niveaux = [int(tag[1]) for tag, _ in lu.elements if re.fullmatch("h[1-6]", tag)]
    assert niveaux.count(1) == 1
    assert niveaux[0] == 1
    assert all(suivant <= niveau + 1 for niveau, suivant in pairwise(niveaux))
    assert {attributs.get("scope") for tag, attributs in lu.elements if tag == "th"} <= {
        "col",
        "row",
    }
    assert ("html", {"lang": "fr"}) in lu.elements
    assert Counter(tag for tag, _ in lu.elements)["main"] == 1


def test_un_brouillon_le_dit_avant_tout_le_reste():
    texte = Lecteur(rendu(valeur("clea-numerique"), "html")).de("body")
    assert (
        0 < texte.index("Attention : brouillon.") < texte.index("Sommaire") < texte.index("En bref")
    )
    assert "Attention" not in Lecteur(rendu(valeur("clea"), "html")).de("body")


def test_un_referentiel_annonce_a_une_page_sans_grille():
    lu = Lecteur(rendu(valeur("clea-management"), "html"))
    assert "sa grille n'est pas publique" in lu.de("body")
    assert "table" not in {tag for tag, _ in lu.elements}


def test_un_nom_que_la_page_ignore_est_un_defaut():
    with pytest.raises(Exception, match="is undefined"):
        referentiel_html._environnement().from_string("{{ absent }}").render()


# What both say of rules, decided by hand on the toy


@pytest.mark.parametrize("format_", ["markdown", "html"])
def test_les_regles_disent_les_points_requis(format_):
    source = rendu(valeur(COMPLET), format_)
    texte = Lecteur(source).de("regles") if format_ == "html" else " ".join(textes_markdown(source))
    texte = " ".join(texte.split())
    for phrase in (
        "Un domaine est maîtrisé quand 75 % de ses points sont acquis.",
        "tous les domaines sont maîtrisés et que 2/3 de tous les points sont acquis : 4 sur 11/2.",
        "chacun de ses sous-domaines atteint son compte de points (à défaut, 50 % de ses points) et ses critères"
        " obligatoires sont acquis (2.1.1).",
        "Certains comptes sont à confirmer.",
        "Vérifiée le 03/02/2025.",
    ):
        assert phrase in texte.replace("\u00a0", " ")


def test_le_tableau_des_points_requis_est_celui_decide_a_la_main():
    exigences = decrire(valeur(COMPLET)).exigences
    assert [(e.code, str(e.total), *e.requis) for e in exigences] == [
        ("", "11/2", "4", ""),
        ("1", "9/2", "7/2", ""),
        ("1.1", "3/2", "", "1 (à confirmer)"),
        ("1.2", "3", "", "2"),
        ("2", "1", "1", ""),
        ("2.1", "1", "", "1"),
    ]


def test_ce_qu_un_critere_remplace_est_dit():
    vue = decrire(valeur(COMPLET))
    criteres = {c.code: c.filiation for d in vue.domaines for s in d.lignes for c in s.lignes}
    assert criteres == {
        "1.1.1": "remplace 1.1.7 et 1.1.8 de la version 1",
        "1.1.2": "",
        "1.2.1": "ne remplace aucun critère",
        "1.2.2": "remplace 1.2.1 de la version 1",
        "2.1.1": "",
    }
    assert vue.succede == "la version 1, dont rien ne remplace 1.2.9"


def test_une_regle_sans_exigence_de_domaine_ne_parle_que_de_l_ensemble():
    exporte = valeur("simple")
    regle = exporte.regles[0]._replace(seuil_domaine=None)
    [dite] = decrire(exporte._replace(regles=(regle,))).regles
    assert dite.phrases == (
        "Un candidat est certifiable quand tous les domaines sont maîtrisés et que 75 % de tous les points sont"
        " acquis : 6 sur 7.",
    )


# The style


def couleurs(bloc: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", bloc))


def contraste(une: str, autre: str) -> float:
    """The contrast of two colours, as WCAG 2 defines it."""

    def luminance(couleur: str) -> float:
        canaux = [int(couleur[rang : rang + 2], 16) / 255 for rang in (1, 3, 5)]
        rouge, vert, bleu = [
            c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in canaux
        ]
        return 0.2126 * rouge + 0.7152 * vert + 0.0722 * bleu

    bas, haut = sorted((luminance(une), luminance(autre)))
    return (haut + 0.05) / (bas + 0.05)


STYLE = (COMMUNS / "page.css").read_text(encoding="utf-8")
CERTITUDES = ("confirme", "recoupe", "une_seule_source", "a_confirmer", "proposition")
PAIRES = [(texte, fond) for texte in ("encre", "discret", "lien") for fond in ("fond", "papier")]
PAIRES += [("encre", "cible"), ("discret", "cible"), ("attention", "attention-fond")]
PAIRES += [(certitude, fond) for certitude in CERTITUDES for fond in ("fond", f"{certitude}-fond")]


@pytest.mark.parametrize("theme", ["clair", "sombre"])
@pytest.mark.parametrize(("texte", "fond"), PAIRES)
def test_chaque_texte_se_lit_sur_son_fond(theme, texte, fond):
    clair, sombre = re.findall(r":root \{(.*?)\}", STYLE, flags=re.DOTALL)
    teintes = couleurs(clair if theme == "clair" else sombre)
    assert set(teintes) == set(couleurs(clair))
    assert contraste(teintes[texte], teintes[fond]) >= 4.5


def test_le_contraste_est_celui_de_la_norme():
    assert contraste("#000000", "#ffffff") == pytest.approx(21)
    assert contraste("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("nom", LIVRES)
def test_les_pages_ne_disent_que_des_mots_francais(nom):
    for format_ in ("markdown", "html"):
        texte = (
            Lecteur(rendu(valeur(nom), format_)).de("body")
            if format_ == "html"
            else rendu(valeur(nom), format_)
        )
        assert not re.search(r"\b(None|True|False|non_certifiable|une_seule_source)\b", texte)
