"""What templates may read: nothing forgotten, numbers that are numbers, names that no document has."""

from fractions import Fraction
from pathlib import Path

import pytest

from clea_cli.documents import essai_modeles
from clea_cli.documents import variables as variables_lues
from clea_cli.documents.genres import GENRES
from clea_cli.documents.modeles_organisme import Modeles
from clea_cli.documents.remplisseur import Remplisseur
from clea_cli.documents.rendus import modele
from clea_cli.documents.rendus.noms_modele import ConstatDeNom
from clea_cli.documents.variables import SENS, de_tous, specimen, variables
from tests.promesses.test_cases import lancer

TOUTES = {dite.nom: dite for dite in variables()}


@pytest.mark.parametrize("genre", GENRES)
def test_tout_nom_que_lit_un_modele_livre_est_dans_la_liste(genre):
    assert modele.noms_lus(f"{genre}.md") <= TOUTES.keys()
    assert modele.examiner(f"{genre}.md", specimen(genre)) == []


def suivre(nom):
    """The value to which a name of the list leads, in the data of a document that has it."""
    valeur = specimen(TOUTES[nom].documents[0])
    for pas in nom.split("."):
        valeur = valeur[pas.removesuffix("[]")]
        if pas.endswith("[]"):
            [valeur] = valeur
    return valeur


def test_chaque_nom_de_la_liste_mene_a_une_valeur_de_son_type():
    python = {"nombre": int | Fraction, "oui ou non": bool, "groupe": dict, "date": str}
    for nom, dite in TOUTES.items():
        attendu = list if dite.type.startswith("liste") else python.get(dite.type)
        if attendu:
            assert isinstance(suivre(nom), attendu), nom


def test_un_nom_seul_dit_ce_qu_il_est():
    seuls = {nom for nom in TOUTES if "." not in nom and "[" not in nom}
    assert seuls <= SENS.keys() <= TOUTES.keys()


def test_d_un_groupe_sans_noms_fixes_rien_n_est_dit_meme_dans_une_liste(monkeypatch):
    monkeypatch.setattr(variables_lues, "_CLES_LIBRES", {"notes", "domaines[].notes"})
    libere = variables_lues._liberer({"notes": {"x": 1}, "domaines": [{"notes": {"x": 1}}]}, "")
    assert libere == {"notes": {}, "domaines": [{"notes": {}}]}


def test_le_plan_n_est_que_dans_le_plan():
    assert TOUTES["plan.routes[].heures"].documents == ("plan",)
    assert TOUTES["points.obtenus"].documents == GENRES
    assert TOUTES["points.obtenus"].type == TOUTES["plan.par_semaine"].type == "nombre"


@pytest.mark.parametrize(
    ("texte", "constats"),
    [
        ("{{ candidat }}{{ nom.upper() }}{{ notes.get('1.1.1', '') }}{{ notes.tout }}", []),
        (
            "{% if avec_points %}{% else %}\n{{ cadidat }}{% endif %}",
            [("absent", 2, "cadidat", " ; vouliez-vous dire « candidat » ?")],
        ),
        (
            "{% for d in domaines %}{{ loop.index }}{{ d.points.obtenu }}{% endfor %}",
            [("absent", 1, "d.points.obtenu", " ; vouliez-vous dire « obtenus » ?")],
        ),
        (
            "{% set a = domaines | rejectattr('statu') | list %}{{ (a | first).libele }}",
            [
                ("absent", 1, "statu", " ; vouliez-vous dire « statut » ?"),
                ("absent", 1, "a.libele", " ; vouliez-vous dire « libelle » ?"),
            ],
        ),
        (
            "{{ suite.a_evaluer | map(attribute='criteres') | sum(start=[]) | map(attribute='cod') | join }}",
            [("absent", 1, "cod", " ; vouliez-vous dire « code » ?")],
        ),
        ("{{ organisme.adresse }}", [("brut", 1, "organisme.adresse", "liste")]),
        ("{{ domaines | join(', ') }}", [("brut", 1, "domaines", "groupe")]),
        ("{{ organisme.contact }}", [("brut", 1, "organisme.contact", "groupe")]),
        (
            "{{ domaines.code }}",
            [
                (
                    "absent",
                    1,
                    "domaines.code",
                    " : c'est une liste, à parcourir avec {% for … in … %}",
                )
            ],
        ),
        (
            "{% macro m(x, y=nom) %}{{ x.z }}{{ y }}{% endmacro %}{{ m(1) }}{{ range(3) | list }}",
            [],
        ),
        (
            "{% with p = points %}{{ p.total }}{% endwith %}{% set b %}{{ nom }}{% endset %}{{ b }}",
            [],
        ),
        ("{{ evaluations[0].jour }}{{ evaluations[:1] | length }}{{ points['total'] }}", []),
        ("{% include '_pied.md' %}{% include 'ecarts.md' %}", []),
    ],
)
def test_un_nom_qu_aucun_document_n_a_est_dit_a_sa_ligne(texte, constats):
    trouves = modele.examiner("ecarts.md", de_tous(), {"ecarts.md": texte})
    assert trouves == [ConstatDeNom(genre, "ecarts.md", *reste) for genre, *reste in constats]


def test_un_filtre_inconnu_est_dit_meme_s_il_ne_sert_jamais():
    texte = "{% if faux is defined and nom %}{{ nom | majuscule }}{% endif %}"
    faux, filtre = modele.examiner("ecarts.md", de_tous(), {"ecarts.md": texte})
    assert (faux.genre, faux.nom, filtre.genre, filtre.nom) == (
        *("absent", "faux"),
        *("filtre", "majuscule"),
    )


NOMBRES = """{% if points.obtenus > 80 and points.total == 106 %}oui{% endif %} {{ points.obtenus + 1 }}
{{ points.obtenus / 2 }} {{ avec_points }} {{ lectures[0].motif }}| {{ points.total / 3 }}
{% for domaine in domaines if domaine.points.obtenus < domaine.points.requis %}{{ domaine.code }}{% endfor %}.
{{ suite.heures * 2 }} {{ suite.heures | heures }} {{ suite.heures | decimal }} {{ 0.29 | decimal }}|
"""


def test_dans_un_modele_les_nombres_sont_des_nombres():
    """The candidate of the example has 83 points of 106."""
    donnees = dict(specimen("ecarts")) | {"suite": {"heures": Fraction(59, 2)}, "avec_points": True}
    rempli = modele.remplir("ecarts.md", donnees, {"ecarts.md": NOMBRES})
    assert rempli.split("\n")[0] == "oui 84"
    assert rempli.split("\n")[1] == "41,5 oui | 35,33"
    assert rempli.split("\n")[3] == "59 29 h 30 29,5 0,29|"


def test_un_nombre_qui_n_est_pas_entier_passe_tel_quel_a_l_enfant(tmp_path):
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / "plan.md").write_text(
        "{{ plan.par_semaine }} {{ plan.par_semaine * 2 == 7 }} {{ plan.par_semaine | heures }}",
        encoding="utf-8",
    )
    grille = Path(__file__).parent.parent.parent / "examples" / "un-domaine-manque.csv"
    ligne = ("plan", str(grille), "--modeles", "m", "--heures-par-semaine", "3.5", "--format", "md")
    fait = lancer(tmp_path, *ligne, "--date", "2026-11-28")
    assert fait.sortie.startswith("7/2 oui 3 h 30")


@pytest.mark.parametrize(
    ("texte", "cas"),
    [
        # Where only that is missing, and where nothing else is known.
        ("{{ candidat }}{% if nom %}{{ evaluation.date | date_longue }}{% endif %}", "jour"),
        ("{{ candidat }}{% if nom and not organisme.lieu %}{{ '' > 3 }}{% endif %}", "lieu"),
        ("{{ candidat }}{% if not nom and progres %}{{ '' > 3 }}{% endif %}", "finale"),
    ],
)
def test_chaque_donnee_facultative_est_essayee_presente_et_absente(texte, cas):
    rates = {
        "jour": {"sans le jour de l'évaluation", "avec le nom du candidat seulement"},
        "lieu": {"sans organisme.lieu", "avec le nom du candidat seulement"},
        "finale": {"sans le nom du candidat", "avec l'évaluation finale seulement"},
    }
    modeles = Modeles("m", {"restitution.md": texte.encode()})
    remplisseur = Remplisseur(modeles)
    try:
        essais = list(essai_modeles._facultatifs(modeles, remplisseur, "restitution"))
    finally:
        remplisseur.fermer()
    assert {essai.cas for essai in essais if essai.diagnostics} == rates[cas]
