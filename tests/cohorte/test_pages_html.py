"""The page of a cohorte, whole, from values decided by hand; and what every page of HTML does with what it shows."""

from fractions import Fraction
from pathlib import Path

import pytest
from markupsafe import Markup

from clea_cli import __version__
from clea_cli.atelier.rendus import referentiel_html
from clea_cli.cohorte.rendus import html as cohorte_html
from clea_cli.cohorte.vues import (
    CelluleVue,
    CohorteVue,
    Etendue,
    LigneDeTableau,
    Mesure,
    Part,
    TableauVu,
    Trace,
)
from clea_cli.sorties.styles import COMMUNS
from tests.outils.decrits import DECRIT

F = Fraction
GABARITS = Path(cohorte_html.__file__).parent / "gabarits"
MOITIE = "\ud800"  # half a character, which no UTF-8 holds
COHORTE = CohorteVue(
    "Cohorte : <4> personnes",
    ("Grilles & co.", f"50 % des points\x1b{MOITIE}"),
    ("peu de <monde>",),
    (
        TableauVu(
            "verdicts",
            "Les <verdicts>",
            "Combien : voici.",
            ("Verdict", "personnes >"),
            (
                LigneDeTableau(
                    "Oui ?", (Part(3, 4),), (F(3, 4),), detail="à <voir>", ensemble=True
                ),
                LigneDeTableau("<Non>", (None,)),
            ),
            dessin="barres",
            morceaux=("acquis <", "à évaluer"),
        ),
        TableauVu(
            "sites",
            "Par site",
            "",
            ("site", "n", "m"),
            (LigneDeTableau("Lyon", (Part(1, 3), "<b>")),),
        ),
    ),
    "Légende ; fin",
    (("Référentiel", "<jouet>"), ("", "seul")),
)


def svg(*rectangles: str) -> str:
    dedans = "".join(f"<rect {rectangle}/>" for rectangle in rectangles)
    return (
        '<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        + dedans
        + "</svg>"
    )


FOND = 'class="fond" x="0" y="0" width="100" height="10"'
VIDE = 'class="vide" x="0" y="0" width="100" height="10"'
TETE = """\
<!DOCTYPE html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Cohorte\u00a0: &lt;4&gt; personnes</title>
"""
PAGE = f"""\
</head>
<body>
<main>
<h1>Cohorte\u00a0: &lt;4&gt; personnes</h1>
<p class="faits">Grilles &amp; co.</p>
<p class="faits">50\u00a0% des points␛�</p>
<aside role="note">
<p>Attention&nbsp;: peu de &lt;monde&gt;.</p>
</aside>
<nav aria-label="Tableaux">
<ul>
<li><a href="#t1">Les &lt;verdicts&gt;</a></li>
<li><a href="#t2">Par site</a></li>
</ul>
</nav>
<section id="t1" aria-labelledby="h1">
<h2 id="h1">Les &lt;verdicts&gt;</h2>
<p>Combien\u00a0: voici.</p>
<p class="cles"><span><i class="obtenu"></i>acquis &lt;</span><span><i class="possible"></i>à évaluer</span></p>
<div class="defile" tabindex="0" role="group" aria-label="Les &lt;verdicts&gt;"><table class="simple">
<thead>
<tr><th scope="col">Verdict</th>\
<th scope="col" class="trait"><span class="axe"><span>0 %</span><span>100 %</span></span></th>\
<th scope="col" class="nombre">personnes &gt;</th></tr>
</thead>
<tbody>
<tr class="ensemble"><th scope="row">Oui\u00a0?&ensp;<span>à &lt;voir&gt;</span></th>\
<td class="trait">{svg(FOND, 'class="obtenu" x="0.0" y="0" width="75.0" height="10"')}</td>\
<td class="nombre">3 (75,0\u00a0%, 30\u00a0à\u00a096)</td></tr>
<tr><th scope="row">&lt;Non&gt;</th><td class="trait">{svg(VIDE)}</td><td class="nombre masque">masqué</td></tr>
</tbody>
</table></div>
</section>
<section id="t2" aria-labelledby="h2">
<h2 id="h2">Par site</h2>
<div class="defile" tabindex="0" role="group" aria-label="Par site"><table>
<thead>
<tr><th scope="col">site</th><th scope="col" class="nombre">n</th><th scope="col" class="nombre">m</th></tr>
</thead>
<tbody>
<tr><th scope="row">Lyon</th>\
<td class="nombre">1 (33,3\u00a0%, 6\u00a0à\u00a080)\
{svg(FOND, 'class="obtenu" x="0.0" y="0" width="33.3" height="10"')}</td>\
<td class="nombre">&lt;b&gt;</td></tr>
</tbody>
</table></div>
</section>
<footer>
<p>Légende\u00a0; fin</p>
<p>Référentiel\u00a0: &lt;jouet&gt;</p>
<p>seul</p>
<p>Calculé par clea {__version__}.</p>
</footer>
</main>
</body>
</html>
"""


def test_la_page_d_une_cohorte_est_celle_decidee_a_la_main():
    debut, _, page = cohorte_html.rendre(COHORTE).decode().partition("</style>\n")
    tete, _, style = debut.partition("<style>\n")
    assert (tete, page) == (TETE, PAGE)
    feuilles = (COMMUNS / "document.css", GABARITS / "cohorte.css")
    styles = (feuille.read_text(encoding="utf-8") for feuille in feuilles)
    assert style == ":root { --taille: 11pt; }\n" + "".join(styles)


def test_une_cohorte_que_rien_ne_met_en_garde_n_a_pas_d_encadre():
    page = cohorte_html.rendre(COHORTE._replace(avertissements=(), faits=(), tableaux=())).decode()
    assert page.partition("</h1>\n")[2].startswith(
        '<nav aria-label="Tableaux">\n<ul>\n</ul>\n</nav>\n<footer>\n'
    )


def tableau(trace: Trace = None, cellules: tuple[CelluleVue, ...] = (1,), **autres: object) -> str:
    """The page of one table of one row."""
    reglages = {"colonnes": ("Nom", *"n" * len(cellules)), "dessin": "barres"} | autres
    vue = TableauVu("t", "T", "", lignes=(LigneDeTableau("Lyon", cellules, trace),), **reglages)
    return cohorte_html.rendre(CohorteVue("", (), "", (vue,), "", ())).decode()


@pytest.mark.parametrize(
    ("trace", "rectangles"),
    [
        (None, [VIDE]),
        (
            (F(1, 4), F(1, 3), F(1, 9)),  # two pieces, no more
            [
                FOND,
                'class="obtenu" x="0.0" y="0" width="25.0" height="10"',
                'class="possible" x="25.0" y="0" width="33.3" height="10"',
            ],
        ),
        (
            Etendue(F(1, 4), F(1, 2), F(3, 4)),
            [
                FOND,
                'class="possible" x="25.0" y="1" width="50.0" height="8"',
                'class="milieu" x="50.0" y="0" width="1.0" height="10"',
            ],
        ),
        (
            Etendue(F(1), F(1), F(1)),  # a group that is a point is still seen
            [
                FOND,
                'class="possible" x="100.0" y="1" width="1.0" height="8"',
                'class="milieu" x="99.0" y="0" width="1.0" height="10"',
            ],
        ),
    ],
)
def test_le_dessin_d_une_ligne_est_celui_decide_a_la_main(trace, rectangles):
    assert f'<td class="trait">{svg(*rectangles)}</td>' in tableau(trace)


def test_une_part_a_sa_barre_la_ou_la_ligne_n_a_pas_de_dessin():
    cellules = (Part(1, 2), Mesure(500, "%"), None)
    avec, sans = tableau((F(1),), cellules), tableau(None, cellules, dessin="")
    reste = '<td class="nombre">50,0\u00a0%</td><td class="nombre masque">masqué</td></tr>\n'
    assert f'<td class="nombre">1 (50,0\u00a0%, 9\u00a0à\u00a091)</td>{reste}' in avec
    barre = svg(FOND, 'class="obtenu" x="0.0" y="0" width="50.0" height="10"')
    assert f'<td class="nombre">1 (50,0\u00a0%, 9\u00a0à\u00a091){barre}</td>{reste}' in sans


@pytest.mark.parametrize(
    ("dessin", "colonnes", "simple"),
    [("barres", 1, True), ("etendues", 1, True), ("barres", 2, False), ("", 1, False)],
)
def test_un_tableau_simple_a_un_dessin_et_une_seule_mesure(dessin, colonnes, simple):
    assert ('<table class="simple">' in tableau(None, (1,) * colonnes, dessin=dessin)) is simple


def test_un_axe_dit_ses_deux_bouts():
    assert '<span class="axe"><span>0 h</span><span>&lt;9 h</span></span>' in tableau(
        axe=("0 h", "<9 h")
    )
    assert "axe" not in tableau(dessin="", axe=("0 h", "9 h")).partition("</head>")[2]


# A référentiel


def test_une_page_montre_ses_valeurs_sur_une_ligne_et_n_en_obeit_aucune():
    page = referentiel_html._environnement().from_string("{{ texte }}|{{ sur }}|{{ nombre }}")
    montree = page.render(texte="a\n<b> :\x1b", sur=Markup("<i> :\n</i>"), nombre=12)
    assert montree == "a &lt;b&gt;\u00a0:␛|<i> :\n</i>|12"


def test_les_balises_d_un_gabarit_ne_laissent_ni_ligne_ni_retrait():
    gabarit = "<ul>\n  {% for x in 'ab' %}\n  <li>{{ x }}\n  {% endfor %}\n</ul>\n"
    page = referentiel_html._environnement().from_string(gabarit)
    assert page.render() == "<ul>\n  <li>a\n  <li>b\n</ul>\n"


def test_la_page_d_un_referentiel_dit_qui_l_a_ecrite_et_remplace_ce_qui_n_a_pas_d_octets():
    page = referentiel_html.rendre(DECRIT._replace(libelle=f"Jouet{MOITIE}")).decode()
    assert "<title>Jouet�" in page
    assert f"clea {__version__}" in page
