"""Templates filled: what they show of a value, the French of their filters, and how their faults are told."""

import io
import json
import re
from types import SimpleNamespace

import pytest

from clea_cli.documents.rendus import confine, modele, modele_enfant
from clea_cli.documents.rendus.modele import ModeleError, litteral, noms_lus, remplir


def rempli(texte, donnees=None, **autres):
    """What an organisme's template gives."""
    return remplir(
        "t.md", donnees or {}, {"t.md": texte, **{f"{nom}.md": dit for nom, dit in autres.items()}}
    )


@pytest.mark.parametrize(
    ("texte", "donne"),
    [
        ("# {{ a }}\n", "# x\\*y\n"),
        ("{{ a }}{{ n }}", "x\\*y7"),
        ("{{ b }}|", " \\- gras |"),  # its bounds are kept, as one space each
        ("{{ vide }}|{{ blanc }}|", "| |"),
        (
            "{% if n %}\n  {% for x in l %}\n- {{ x }}\n  {% endfor %}\n{% endif %}\nfin\n",
            "- 1\n- \\<b>\nfin\n",
        ),
        ("{% macro m(x) %}**{{ x }}**{% endmacro %}{{ m(a) }}", "**x\\*y**"),
        ("{% include 'autre.md' %}.", "inclus x\\*y."),
        ("{{ '2026-11-01' | date_longue }}", "1er novembre 2026"),
        ("{{ 'x' | guillemets }} {{ 2 | pluriel('mot') }}", "« x » 2 mots"),
    ],
)
def test_un_modele_rempli_montre_les_lettres_des_valeurs(texte, donne):
    donnees = {"a": "x*y", "n": 7, "b": "\n- gras\t", "vide": "", "blanc": " \n ", "l": [1, "<b"]}
    attendu = donne.replace("\\<b>", "\\<b")
    assert rempli(texte, donnees, autre="inclus {{ a }}") == attendu


def test_une_valeur_garde_une_espace_de_chaque_cote_ou_elle_en_a():
    ecrites = {
        "a": "a",
        " a": " a",
        "a ": "a ",
        "\ta\n\n": " a ",
        "": "",
        "\n": " ",
        "  ": " ",
        "*": "\\*",
    }
    assert {texte: str(litteral(texte)) for texte in ecrites} == ecrites
    assert rempli("{{ x }}", {"x": litteral("a*")}) == "a\\*"  # not escaped twice


def test_nos_modeles_se_remplissent_sans_bac_a_sable():
    with pytest.raises(ModeleError) as erreur:
        remplir("_pied.md", {})
    assert erreur.value.nom == "_pied.md"
    assert erreur.value.motif.endswith("n'existe pas ici")
    with pytest.raises(ModeleError) as erreur:
        remplir("absent.md", {})
    assert (erreur.value.nom, erreur.value.ligne) == ("absent.md", None)
    assert erreur.value.motif == "il inclut « absent.md », qui n'est pas un modèle de ce dossier"


def test_un_modele_de_l_organisme_inclut_les_notres_et_les_siens_d_abord():
    assert rempli("{% include '_pied.md' %}", {}, _pied="le leur") == "le leur"
    with pytest.raises(ModeleError) as erreur:
        rempli("a\n{% include '_pied.md' %}")
    assert erreur.value.nom == "_pied.md"


@pytest.mark.parametrize(
    ("texte", "ligne", "motif"),
    [
        ("a\n{{ absent }}", 2, "« absent » n'existe pas ici"),
        ("{{ d.absent }}", 1, "« absent » n'existe pas ici"),
        ("{% for x in absent %}\n{% endfor %}", 1, "« absent » n'existe pas ici"),
        ("{{ d.__class__ }}", 1, "ce qu'il demande n'est pas permis à un modèle"),
        ("\n{{ l.append(1) }}", 2, "ce qu'il demande n'est pas permis à un modèle"),
        (
            "a\n\n{% include 'rien.md' %}",
            3,
            "il inclut « rien.md », qui n'est pas un modèle de ce dossier",
        ),
        ("\n{% iff x %}", 2, "une balise n'est pas correcte, près de « iff »"),
        ("{% for x in l %}{% endif %}", 1, "une balise n'est pas correcte, près de « endif »"),
        ("a\n{{ x", 2, "« {{ » n'est pas refermé par « }} »"),
        ("a\n{{ x\n\nb {{ y }}", 2, "« {{ » n'est pas refermé par « }} »"),
        ("{% if l %}\n- {{ x\n- b\n{% endif %}", 2, "« {{ » n'est pas refermé par « }} »"),
        ("a\n\nb {# x", 3, "« {# » n'est pas refermé par « #} »"),
        ("{% if %}", 1, "une balise n'est pas correcte, ou n'est pas refermée"),
        ("{% for x in l %}\n{% if x %}", 2, "« if » n'est pas refermé par « {% endif %} »"),
        (
            "{% if l %}\n{% for x in l %}\n{% endfor %}\n\n\nfin",
            1,
            "« if » n'est pas refermé par « {% endif %} »",
        ),
        (
            "{{ x | guillemets(« a ») }}",
            1,
            '« « » est un signe typographique : dans une balise, tapez "',
        ),
        ("{{ d.cel }}", 1, "« cel » n'existe pas ici ; vouliez-vous dire « cle » ?"),
        ("{{ ll }}", 1, "« ll » n'existe pas ici ; vouliez-vous dire « l » ?"),
        ("{% for x l %}{% endfor %}", 1, "une balise n'est pas correcte, près de « l »"),
        ("{{ a b }}", 1, "une balise n'est pas correcte, près de « b »"),
        (
            "{{ (a }}",
            1,
            "une balise n'est pas correcte, près de « } » : un trou a deux accolades de chaque côté",
        ),
        (
            "{% if l = 1 %}x{% endif %}",
            1,
            "une balise n'est pas correcte, près de « = » : pour comparer, écrivez ==",
        ),
        (
            "{% if l %}a{% else if d %}b{% endif %}",
            1,
            "une balise n'est pas correcte, près de « if » : « else if » s'écrit « elif »",
        ),
        (
            "{% si l %}x{% finsi %}",
            1,
            "une balise n'est pas correcte, près de « si » : « si » s'écrit « if »",
        ),
        (
            "{% if 3 – 1 %}x{% endif %}",
            1,
            "« – » est un signe typographique : dans une balise, tapez -",
        ),
        (
            "{{ 2 | pluriel }}",
            1,
            'il manque quelque chose à un filtre, comme dans {{ 2 | pluriel("critère") }}',
        ),
        (
            "{{ '' > 3 }}",
            1,
            "un calcul ou une comparaison mêle un nombre et un texte, peut-être vide",
        ),
        ("{% set 1 = 2 %}", 1, "une balise n'est pas correcte, près de « const »"),
        ("{{ $ }}", 1, "une balise n'est pas correcte, près de « $ »"),
        (
            "{{ x | date_long }}",
            1,
            "le filtre « date_long » n'existe pas ; vouliez-vous dire « date_longue » ? filtres de clea : "
            "date_longue, date_courte, date_complete, decimal, heures, guillemets, pluriel, a_remplir",
        ),
        (
            "{{ x is defind }}",
            1,
            "le test « defind » n'existe pas ; vouliez-vous dire « defined » ?",
        ),
        ("\n\n{{ 1 // 0 }}", 3, "un calcul divise par zéro"),
        (
            "{{ 'x' | date_longue }}",
            1,
            "un filtre attend une date de la forme 2026-11-28, qui n'est pas vide",
        ),
        ("{% macro m() %}\n{{ x.y.z }}\n{% endmacro %}{{ m() }}", 2, "« x » n'existe pas ici"),
        ("{{ l[7].x }}", 1, "cette liste n'a pas d'élément [7]"),
    ],
)
def test_la_faute_d_un_modele_est_dite_a_sa_ligne_en_francais(texte, ligne, motif):
    with pytest.raises(ModeleError) as erreur:
        rempli(texte, {"d": {"cle": 1}, "l": []})
    vue = erreur.value
    assert (vue.nom, vue.ligne, vue.motif) == ("t.md", ligne, motif)
    assert vue.args == (vue.nom, vue.ligne, vue.motif)
    assert vue.__cause__ is not None


def test_la_faute_d_un_modele_inclus_est_la_sienne():
    with pytest.raises(ModeleError) as erreur:
        rempli("{% include 'b.md' %}", {}, b="\n\n{{ absent }}")
    assert (erreur.value.nom, erreur.value.ligne) == ("b.md", 3)
    with pytest.raises(ModeleError) as erreur:
        rempli("{% include 'b.md' %}", {}, b="\n{% if %}")
    assert (erreur.value.nom, erreur.value.ligne) == ("b.md", 2)
    with pytest.raises(
        ModeleError
    ) as erreur:  # Jinja does not say whose comment it is: the line that includes it
        rempli("\n{% include 'b.md' %}", {}, b="a\n\n\n{# x")
    assert (erreur.value.nom, erreur.value.ligne) == ("t.md", 2)


def test_une_expression_sans_fond_est_une_faute_de_son_modele():
    with pytest.raises(ModeleError) as erreur:
        rempli(f"{{{{ {'(' * 9999}1{')' * 9999} }}}}")
    assert erreur.value.args == (
        "t.md",
        None,
        "une expression, une inclusion ou une macro s'emboîte sans fin",
    )


def test_les_noms_lus_sont_ceux_du_modele_et_de_ceux_qu_il_inclut(monkeypatch, tmp_path):
    (tmp_path / "un.md").write_text(
        "{{ é }}{% for x in l %}{{ x.y }}{% endfor %}{% include 'deux.md' %}", "utf-8"
    )
    (tmp_path / "deux.md").write_text(
        "{{ b | default(c) }}{% set d = 1 %}{{ d }}{% include nom %}", "utf-8"
    )
    monkeypatch.setattr(modele, "LIVRES", tmp_path)
    noms_lus.cache_clear()
    assert noms_lus("un.md") == {"é", "l", "b", "c", "nom"}
    assert noms_lus("deux.md") == {"b", "c", "nom"}
    noms_lus.cache_clear()


MACRO = "{% macro m(x) %}{{ x }}{% endmacro %}"
ROUVRIR = [
    *(
        "{{ c|safe }}",
        "{{ c|e }}",
        "{{ c|escape|safe }}",
        "{{ c|forceescape }}",
        "{{ c|upper|safe }}",
        "{{ c|trim|e }}",
    ),
    *(
        "{{ [c]|join|safe }}",
        "{{ [c|safe, c]|join('') }}",
        "{{ c|replace('z', 'y')|safe }}",
        "{{ '%s'|format(c)|safe }}",
    ),
    *(
        "{{ [c]|map('safe')|first }}",
        "{{ c|indent|safe }}",
        "{{ (c|safe).unescape() }}",
        "{{ c|wordwrap(9)|safe }}",
    ),
    *("{% filter safe %}{{ c }}{% endfilter %}", "{% set s %}{{ c }}{% endset %}{{ s|safe ~ c }}"),
    *(
        "{% autoescape false %}{{ c }}{% set s %}{{ c }}{% endset %}{{ s|safe }}{% endautoescape %}",
    ),
    *(
        f"{MACRO}{suite}"
        for suite in ("{{ m(c) ~ c }}", "{{ m(c) + c }}", "{{ c + m(c) }}", "{{ m(c)|list|join }}")
    ),
    *(
        f"{MACRO}{suite}"
        for suite in ("{{ m(c)[1:] }}", "{{ m(c)|replace('\\\\', '') }}", "{{ m('%s') % c }}")
    ),
    *(
        f"{MACRO}{suite}"
        for suite in (
            "{{ m('%s')|format(c) }}",
            "{{ [m(c), c]|join('*') }}",
            "{{ m(c)|string|safe }}",
        )
    ),
]


@pytest.mark.parametrize("texte", ROUVRIR)
def test_rien_ne_rouvre_une_valeur_au_markdown_ni_au_html(texte):
    ecrit = rempli(texte, {"c": "*gras* <b> [x](y)"})
    assert "gras" in ecrit.replace("\n", "").lower()
    # Each sign that Markdown could obey has its backslash.
    assert not re.search(r"(?<!\\)[*<\[\]]", ecrit)


@pytest.mark.parametrize(
    "texte", ["{{ m(c).format(1) }}", "{{ m(c).replace('a', 'b') }}", "{{ m(c).join(['a']) }}"]
)
def test_ce_qui_recrirait_un_texte_deja_ecrit_est_refuse(texte):
    with pytest.raises(ModeleError) as erreur:
        rempli(MACRO + texte, {"c": "x"})
    assert erreur.value.motif == "ce qu'il demande n'est pas permis à un modèle"


def test_les_lettres_que_le_programme_se_reserve_ne_viennent_d_aucune_valeur():
    ligne = json.dumps({"a": "\ufdd0*\\ufdd1", "b": "\\"})
    assert json.loads(confine.sans_reserves(ligne)) == {"a": "\ufffd*\\ufdd1", "b": "\\"}


# The child process

TEMPS = ("ru_utime", "ru_stime")


def repondre(monkeypatch, *lignes):
    """What the child answers to these lines, without its bounds, which would be those of the tests too."""
    sortie = io.StringIO()
    for borner in ("_borner", "_borner_le_processeur"):
        monkeypatch.setattr(modele_enfant, borner, lambda: None)
    monkeypatch.setattr("sys.stdout", sortie)
    modele_enfant.main(json.dumps(ligne) for ligne in lignes)
    pret, *reponses = (json.loads(ligne) for ligne in sortie.getvalue().splitlines())
    assert pret == "prêt"
    return reponses


def test_l_enfant_repond_une_ligne_a_chaque_ligne(monkeypatch):
    modeles = {"a.md": "# {{ x }}", "b.md": "\n{{ absent }}"}
    assert repondre(
        monkeypatch,
        modeles,
        {"nom": "a.md", "donnees": {"x": "é*"}},
        {"nom": "b.md", "donnees": {}},
        {"nom": "a.md", "donnees": {"x": 2}},
    ) == [
        {"texte": "# é\\*"},
        {"nom": "b.md", "ligne": 2, "motif": "« absent » n'existe pas ici"},
        {"texte": "# 2"},
    ]


def test_l_enfant_refuse_un_texte_demesure_et_dit_la_memoire(monkeypatch):
    monkeypatch.setattr(modele_enfant, "_TEXTE_MAX", 3)
    assert [
        modele_enfant._repondre({"a.md": texte}, {"nom": "a.md", "donnees": {}})
        for texte in ("xxx", "xxxx")
    ] == [
        {"texte": "xxx"},
        {"arret": "le texte qu'il donne est démesuré"},
    ]

    def trop(*_):
        raise ModeleError("a.md", 1, "x") from MemoryError()

    monkeypatch.setattr(modele_enfant, "remplir", trop)
    assert modele_enfant._repondre({}, {"nom": "a.md", "donnees": {}}) == {
        "arret": "il a pris trop de mémoire"
    }


def test_la_memoire_de_l_enfant_est_bornee_avant_qu_il_lise_un_modele(monkeypatch):
    resource = pytest.importorskip("resource")
    faits = []
    monkeypatch.setattr(resource, "setrlimit", lambda *bornes: faits.append(bornes))
    with pytest.raises(StopIteration):
        modele_enfant.main(iter(()))
    assert faits == [(resource.RLIMIT_AS, (512 * 1024 * 1024, 512 * 1024 * 1024))]


@pytest.mark.parametrize(("permis", "limites"), [(None, [14, 111]), (50, [14, 50])])
def test_le_processeur_de_l_enfant_est_borne_a_chaque_document(monkeypatch, permis, limites):
    """Ten seconds more than it had taken, and never more than the system lets it have."""
    resource = pytest.importorskip("resource")
    dure = permis or resource.RLIM_INFINITY
    faits = []
    monkeypatch.setattr(modele_enfant, "_borner", lambda: None)
    monkeypatch.setattr(resource, "getrlimit", lambda _: (-1, dure))
    monkeypatch.setattr(resource, "setrlimit", lambda quoi, bornes: faits.append((quoi, bornes)))
    pris = iter([(2.0, 1.2), (60.0, 40.0)])
    monkeypatch.setattr(
        resource,
        "getrusage",
        lambda _: SimpleNamespace(**dict(zip(TEMPS, next(pris), strict=True))),
    )
    modele_enfant.main(
        json.dumps(ligne) for ligne in ({}, *[{"nom": "ecarts.md", "donnees": {}}] * 2)
    )
    assert faits == [(resource.RLIMIT_CPU, (limite, dure)) for limite in limites]
