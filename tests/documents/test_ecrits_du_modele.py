"""What a template names, and what it would lose: told at its line, before any document."""

import time

import pytest

from clea_cli.documents.ecrits_du_modele import ImageNommee, lire


def pertes(texte):
    return [(perte.ligne, perte.motif.split(" : ")[0], perte.faute) for perte in lire(texte).pertes]


@pytest.mark.parametrize(
    ("texte", "ligne", "motif"),
    [
        ("a\n{ candidat }", 2, "il s'écrirait tel quel ; un trou a deux accolades collées"),
        ("{ { candidat } }", 1, "il s'écrirait tel quel ; un trou a deux accolades collées"),
        ("a\n<b>gras</b>", 2, "le HTML s'écrirait tel quel ; écrivez en Markdown"),
        ("a<br/>b", 1, "le HTML s'écrirait tel quel ; écrivez en Markdown"),
        (
            "{# un\nmot #}\n<!-- note -->",
            3,
            "il s'écrirait tel quel ; un commentaire s'écrit {# … #}",
        ),
        (
            "{% if a %}\n\n![x](https://exemple.fr/a.png)\n{% endif %}",
            3,
            "une image d'ailleurs n'est pas montrée",
        ),
        ("![x]({{ nom }}.png)", 1, "le nom d'une image s'écrit en entier dans le modèle"),
        ("Ici : ![x](a.png)", 1, "une image se met seule sur sa ligne, entre deux lignes vides"),
        (
            "[site](https://exemple.fr/{{ candidat }})",
            1,
            "un lien s'écrit en entier dans le modèle",
        ),
        ("[site](exemple.fr)", 1, "un lien commence par https://, http://, mailto: ou tel:"),
        (
            "[site](javascript:alert(1))",
            1,
            "un lien commence par https://, http://, mailto: ou tel:",
        ),
        ("[a]: https://exemple.fr\n", 1, "un lien s'écrit d'un seul tenant"),
        (
            "| a | b |\n{% for x in y %}\n| {{ x }} | 2 |\n{% endfor %}\n",
            1,
            "sous ses titres, il lui manque sa ligne « |---|---| »",
        ),
        (
            "t\n\n| a | b |\n|---|\n",
            3,
            "sa ligne « |---|---| » n'a pas autant de colonnes que ses titres",
        ),
    ],
)
def test_ce_qu_un_modele_perdrait_est_dit_a_sa_ligne(texte, ligne, motif):
    assert pertes(texte) == [(ligne, motif, False)]


@pytest.mark.parametrize(
    ("texte", "motif"),
    [
        (
            "![x](figure:domaine)",
            "il n'y a pas de figure « domaine » ; vouliez-vous dire « domaines » ?",
        ),
        (
            "a ![](picto:parlerr)",
            "il n'y a pas de pictogramme « parlerr » ; vouliez-vous dire « parler » ?",
        ),
        ("![x](cadre:300)", "une place à remplir s'écrit cadre:30, de 1 à 99 millimètres"),
    ],
)
def test_un_dessin_qui_n_existe_pas_est_une_faute_avec_le_plus_proche(texte, motif):
    assert pertes(texte) == [(1, motif.split(" : ")[0], True)]


@pytest.mark.parametrize(
    "texte",
    [
        "![](picto:{{ domaine.pictogramme }}) ![x](figure:domaines)\n\n![a | b](cadre:30)\n",
        "```\n<b>\n| a |\n[x](y)\n```\n",
        "a < b et c > d, \\<b>, {% if a < b %}x{% endif %}{# <b> #}{{ '<b>' }}",
        "| a | b |\n|:--|--:|\n{% for x in y %}\n| {{ x | join('|') }} | b |\n{% endfor %}\n",
        "| a |{% for x in y %} {{ x }} |{% endfor %}\n\n|:--|{% for x in y %}:--|{% endfor %}\n\n",
        "![](saut-de-page)\n\n\\[x](y)\n",
    ],
)
def test_ce_qui_s_ecrit_ne_perd_rien(texte):
    assert pertes(texte) == []


@pytest.mark.parametrize("motif", ["{{", "![a](", "[a](b(", "{%}", "<a", "{ a", "| - |", "{{}}"])
def test_un_modele_hostile_se_lit_dans_le_temps_de_sa_longueur(motif):
    debut = time.process_time()
    lire(motif * (400_000 // len(motif)))
    assert time.process_time() - debut < 5


def test_les_modeles_livres_ne_perdent_rien():
    from clea_cli.documents.rendus.langue import LIVRES

    for modele in LIVRES.glob("*.md"):
        assert lire(modele.read_text(encoding="utf-8")).pertes == (), modele.name


def test_les_images_et_les_liens_sont_ceux_qui_sont_ecrits_en_entier():
    ecrits = lire(
        "![Notre atelier](images/atelier.png)\n\n{% if a %}\n\n![b](b.JPG)\n{% endif %}\n"
        "[un](https://exemple.fr/é) [deux](mailto:a@exemple.fr) [trois]({{ x }})"
    )
    assert ecrits.images == (ImageNommee("images/atelier.png", 1), ImageNommee("b.JPG", 5))
    assert ecrits.liens == {"https://exemple.fr/%C3%A9", "mailto:a@exemple.fr"}
