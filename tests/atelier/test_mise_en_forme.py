"""The layout of YAML files: the same values, the same comments in the same order, and once is enough.

Documents that use every liberty of YAML come from `yaml_libre`, which knows their comments without reading them.
"""

import re
import shutil

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from clea_cli.atelier.formater import est_des_notres, formater
from clea_cli.atelier.rendus import yaml
from clea_cli.atelier.yaml_commentaires import commentaires
from clea_cli.referentiel.livres import DOSSIER
from clea_cli.sources.yaml_source import lire
from tests.outils.yaml_libre import documents
from tests.promesses.test_cases import CAS, ecrites, lancer


def charger(texte):
    lu = lire(texte.encode(), "r.yaml")
    assert lu.diagnostics == (), texte
    return lu.value.racine


def fige(valeur):
    """A value in which types and the order of keys count: 1 is not true."""
    if isinstance(valeur, dict):
        return [(cle, fige(v)) for cle, v in valeur.items()]
    return ["liste", *map(fige, valeur)] if isinstance(valeur, list) else (type(valeur), valeur)


def forme(texte):
    return formater(texte.encode(), "r.yaml").value.decode()


def tenir(texte):
    """The layout of a text, once it is sure that it says the same and that it would not change again."""
    obtenu = forme(texte)
    assert fige(charger(obtenu)) == fige(charger(texte))
    assert forme(obtenu) == obtenu
    return obtenu


# What always holds


def sans_faute(texte):
    lu = lire(texte.encode(), "r.yaml")
    return lu.value is not None and not lu.diagnostics


@given(documents())
@settings(max_examples=400, deadline=None)
@example(("schema: clea/x\nl: [a, # c0\n  b]\n", ["# c0"]))
@example(("schema: clea/x\n? l # c0\n: 1\n", ["# c0"]))
def test_les_valeurs_et_les_commentaires_restent_ou_le_fichier_est_laisse(document):
    texte, places = document
    if not sans_faute(texte):
        return
    obtenu = formater(texte.encode(), "r.yaml")
    if obtenu.value is None:
        assert [faute.code for faute in obtenu.diagnostics] == ["R109"]
    else:
        assert re.findall(r"# c\d+", tenir(texte)) == places


def test_les_commentaires_ordinaires_ne_font_presque_jamais_laisser_un_fichier():
    faits = []

    @given(documents(ordinaire=True))
    @settings(max_examples=300, deadline=None, database=None, derandomize=True)
    def formater_tous(document):
        if document[1] and sans_faute(document[0]):
            faits.append(formater(document[0].encode(), "r.yaml").value is not None)

    formater_tous()
    assert sum(faits) >= 0.97 * len(faits) > 100


@given(documents())
@settings(max_examples=200, deadline=None)
def test_les_commentaires_lus_sont_ceux_qui_ont_ete_ecrits(document):
    texte, places = document
    if sans_faute(texte):
        assert commentaires(texte) == places


@given(st.text("ab:-[]{}|>'\"#,?\n \\.0", max_size=60))
@example("[a,#b\n]")
@example('a: "b"#c')
@example("a: 1\r\n#\r\n#\rb: {c: #\n 2} #\n")
@settings(max_examples=800, deadline=None)
def test_un_yaml_quelconque_dit_la_meme_chose(texte):
    texte = "schema: clea/x\na:\n " + texte.replace("\n", "\n ").replace("\r", "\r ") + "\n"
    if sans_faute(texte) and formater(texte.encode(), "r.yaml").value is not None:
        tenir(texte)


def test_les_documents_inventes_sont_bien_du_yaml_commente():
    lus = []

    @given(documents())
    @settings(max_examples=200, deadline=None, database=None)
    def lire_tous(document):
        lus.append(lire(document[0].encode(), "r.yaml").value is not None and len(document[1]) > 1)

    lire_tous()
    assert sum(lus) > len(lus) / 4


caracteres = st.characters(exclude_categories=["Cs"])
valeurs = st.recursive(
    st.text(caracteres, max_size=20) | st.integers(-(10**9), 10**9) | st.booleans() | st.none(),
    lambda dessous: (
        st.lists(dessous, max_size=4)
        | st.dictionaries(st.text(caracteres, max_size=8), dessous, max_size=4)
    ),
    max_leaves=20,
)


@given(valeurs.filter(lambda valeur: valeur is not None))
@example(
    {
        "a": [
            "no",
            "010",
            "1:30",
            "~",
            "",
            "=",
            "<<",
            "---",
            "...",
            "? x",
            "- x",
            "a: b",
            "a #b",
            "é",
            "x:",
            ":x",
        ]
    }
)
@example(
    {
        "exceptions": {"1.1": {"x": [{"a": "b"}]}},
        "criteres": [{"libelle": "l'a", "a": {"b": ["c, d", "e"]}}],
    }
)
@settings(max_examples=200, deadline=None)
def test_des_valeurs_sans_texte_d_origine_sont_relues_pareilles(racine):
    ecrit = yaml.ecrire(racine)
    assert fige(charger(ecrit)) == fige(racine)
    assert forme(ecrit) == ecrit


@pytest.mark.parametrize("fichier", sorted(DOSSIER.glob("*.yaml")), ids=lambda f: f.name)
def test_les_referentiels_livres_sont_en_forme(fichier):
    assert formater(fichier.read_bytes(), fichier.name).value == fichier.read_bytes()


@pytest.mark.parametrize(
    "fichier", sorted((CAS / "referentiel").glob("*.yaml")), ids=lambda f: f.name
)
def test_un_cas_mis_en_forme_a_les_memes_fautes(fichier, tmp_path):
    forme_ = formater(fichier.read_bytes(), fichier.name)
    if forme_.value is None:
        assert {faute.code[:2] for faute in forme_.diagnostics} <= {
            "R1"
        } or fichier.name == "R203-cle-nombre.yaml"
        return
    shutil.copytree(fichier.parent, tmp_path, dirs_exist_ok=True)  # a contexte names another file
    (tmp_path / fichier.name).write_bytes(forme_.value)
    avant, apres = (
        [
            (faute.code, faute.aide)
            for faute in ecrites(lancer(dossier, *verifier, fichier.name).erreurs)
        ]
        for verifier in [("referentiel", "verifier", "--date", "2026-11-28")]
        for dossier in (fichier.parent, tmp_path)
    )
    assert [code for code, _ in apres] == [code for code, _ in avant]
    assert {aide for _, aide in apres} == {aide for _, aide in avant}, "a number as it was typed"


# Texts


@given(st.text(caracteres, max_size=30) | st.text("ab1.:-#,[]{}?'\"\\ \n\t\u00a0", max_size=12))
@example("9" * 120)
@example("1.10")
@example("-.5E+3")
@example("True")
@example("l'a\\b\"")
@example("\u2028\x85\x07\ufeff\uffff")
@settings(max_examples=400, deadline=None)
def test_un_texte_est_relu_pareil_ou_qu_il_soit(texte):
    partout = {"a": texte, "b": [texte, {"c": texte, "d": [texte]}], texte: 1}
    assert charger(yaml.ecrire(partout)) == partout


@pytest.mark.parametrize(
    "texte",
    [
        "Lire",
        "l'oral",
        "1 sur 2",
        "2026-11-23",
        "75 % (lecture 2015-2017)",
        "no",
        "tRue",
        "1.1.1",
        "a:b",
        "a#b",
        "é « ! »",
    ],
)
def test_un_texte_sans_piege_reste_nu(texte):
    assert yaml.ecrire({"a": texte}) == f"a: {texte}\n"


@pytest.mark.parametrize(
    "texte",
    [
        "",
        "~",
        "null",
        "True",
        "1",
        "1.10",
        "-2",
        "+5",
        ".5",
        "1e3",
        " a",
        "a ",
        "a: b",
        "a:",
        "a #b",
        "#a",
        "- a",
        "[a",
    ],
)
def test_un_texte_qui_se_lirait_autrement_est_entre_guillemets(texte):
    assert yaml.ecrire({"a": texte}) == f'a: "{texte}"\n'


@pytest.mark.parametrize("texte", ["a, b", "a]", "{a", "a:b", "qui ?"])
def test_entre_crochets_la_ponctuation_de_yaml_demande_des_guillemets(texte):
    assert yaml.ecrire({"a": [texte]}) == f'a: ["{texte}"]\n'


# The layout, rule by rule


LONG = "un texte qui ne tient pas sur une ligne de cent vingt colonnes, même en comptant bien, parce qu'il est trop long"
CODES = ", ".join(f'"1.1.{rang}"' for rang in range(1, 16))


@pytest.mark.parametrize(
    ("ecrit", "attendu"),
    [
        ("a:   1\nb :  x\n", "a: 1\nb: x\n"),
        ("a:\n- x\n- y: 1\n  z: 2\n", "a:\n  - x\n  - {y: 1, z: 2}\n"),
        ('{"a": {"b": [1, 2]}, "c": []}', '"a": {"b": [1, 2]}\n"c": []\n'),
        ("l:\n- a: 1\n-   - b\n    - c\n", "l:\n  - {a: 1}\n  - [b, c]\n"),
        ("a:\n    b: 1\n    c: 2\n", "a: {b: 1, c: 2}\n"),
        ("sources: [{id: x, titre: 'y'}]\n", 'sources:\n  - {id: x, titre: "y"}\n'),
        (
            f"sources:\n  - id: x\n    titre: {LONG}\n",
            f'sources:\n  - {{id: x, titre: "{LONG}"}}\n',
        ),
        (f"a:\n  id: x\n  titre: {LONG}\n", f"a:\n  id: x\n  titre: {LONG}\n"),
        (
            f"r:\n  - id: x\n    titre: {LONG} ici\n    b: [y]\n",
            f"r:\n  - id: x\n    titre: {LONG} ici\n    b: [y]\n",
        ),
        ("exceptions:\n  '1.1':\n    requis: 1\n", 'exceptions: {"1.1": {requis: 1}}\n'),
        ("lignes:\n  un: 1\n", 'lignes: {"un": 1}\n'),
        (
            "criteres:\n  - code: a\n    libelle: b\n    note: c\n",
            'criteres:\n  - {code: "a", libelle: "b", note: c}\n',
        ),
        (
            "code: a\nversion: b\nseuil: 1/2\npoints: 1/2\nrequis: 2\n",
            'code: "a"\nversion: "b"\nseuil: "1/2"\npoints: "1/2"\nrequis: 2\n',
        ),
        (
            "sauf: {acquis: [a]}\nremplace: [b]\nretires: [c]\nautres: [d]\n",
            'sauf: {acquis: ["a"]}\nremplace: ["b"]\nretires: ["c"]\nautres: [d]\n',
        ),
        ("code: 1.10\na: 010\nb: ~\nc:\n", "code: 1.10\na: 010\nb: ~\nc: null\n"),
        ("a: 'l''oral'\nb: \"x\"\nc: nu\n", 'a: "l\'oral"\nb: "x"\nc: nu\n'),
        (
            f"obligatoires: [{CODES}]\n",
            "obligatoires:\n" + "".join(f"  - {code}\n" for code in CODES.split(", ")),
        ),
        ("a: |\n  deux\n  lignes\n", "a: |\n  deux\n  lignes\n"),
        ('a: {b: "x\\ny"}\n', 'a: {b: "x\\ny"}\n'),
        ("a:\n  b: |-\n    x\n    y\n", "a:\n  b: |-\n    x\n    y\n"),
        ("a: |+\n  x\n\nb: 1\n", "a: |+\n  x\n\nb: 1\n"),
        ("'a b': 1\n'': 2\n\"c: d\": 3\n", '"a b": 1\n"": 2\n"c: d": 3\n'),
        ("--- {a: texte}\n...\n", "a: texte\n"),
        (f"{'k' * 1020}: 1\n", f"? {'k' * 1020}\n: 1\n"),
        (
            "'no': 1\n'12': 2\n'2026-11-23': 3\n'1:30': 4\n'nom': 5\n",
            '"no": 1\n"12": 2\n"2026-11-23": 3\n"1:30": 4\n"nom": 5\n',
        ),
        ("heures_par_critere:\n  '1.1.1': 10\n", 'heures_par_critere: {"1.1.1": 10}\n'),
        (
            f"? {'k' * 1030}\n: [{{{'m' * 1030}x: 1}}]\n".replace("{m", "{? m"),
            f"? {'k' * 1030}\n:   - ? {'m' * 1030}x\n      : 1\n",
        ),
    ],
)
def test_la_mise_en_forme_est_celle_decidee_a_la_main(ecrit, attendu):
    assert tenir(ecrit) == attendu


@pytest.mark.parametrize(
    ("ecrit", "attendu"),
    [
        ("\n\n# un\n\n\n# deux\na: 1\n", "# un\n\n\n# deux\na: 1\n"),
        ("a: 1\n\n\n\nb: 2\n\n\n", "a: 1\n\n\n\nb: 2\n\n\n"),
        ("a: # un\n\n  # deux\n  b: 1\n", "a: # un\n\n  # deux\n  b: 1\n"),
        ("a: # un\n  b: 1\n", "a: # un\n  b: 1\n"),
        ("a:    1    # un\n", "a: 1 # un\n"),
        ("a: 1\n  # un\nb: 2\n   # deux\n", "a: 1\n# un\nb: 2\n# deux\n"),
        ("a: [1,\n  2\n  # un\n] # deux\nb: 1\n", "a: [1, 2\n# un\n] # deux\nb: 1\n"),
        ("a: >- # un\n  b\n", "a: >- # un\n  b\n"),
        ("a: | # un\n  b\n  # pas un commentaire\n", "a: | # un\n  b\n  # pas un commentaire\n"),
        ("--- # un\n# deux\na: 1\n", "# un\n# deux\na: 1\n"),
        ("l:\n- # un\n  a: 1\n  # deux\n  b: 2\n", "l:\n  # un\n  - a: 1\n    # deux\n    b: 2\n"),
        ("l:\n- a: 1 # un\n  b: 2\n", "l:\n  - a: 1 # un\n    b: 2\n"),
        (
            "criteres:\n  - code: a\n    # un\n    note: b # deux\n",
            'criteres:\n  - code: "a"\n    # un\n    note: b # deux\n',
        ),
        ("a: {} # un\nb: [] # deux\nc: # trois\n", "a: {} # un\nb: [] # deux\nc: null # trois\n"),
        (
            "a: 'x # non' # oui\nb: \"y # non\" # oui\nc: z#non # oui\n",
            'a: "x # non" # oui\nb: "y # non" # oui\nc: z#non # oui\n',
        ),
        ("a: [1,\n  2 # un\n] # deux\n# trois\n", "a: [1, 2 # un\n] # deux\n# trois\n"),
        (
            "criteres:\n  - code: a\n    b:\n      c: 1 # un\n",
            'criteres:\n  - code: "a"\n    b:\n      c: 1 # un\n',
        ),
        ("a: |\n  x\n\n  y\n# un\n", "a: |\n  x\n\n  y\n# un\n"),
        ("a: [{b: 1}, {b: 2}] # un\n", "a: [{b: 1}, {b: 2}] # un\n"),
        ("exceptions:\n  x: # un\n    requis: 1\n", 'exceptions:\n  "x": # un\n    requis: 1\n'),
        (
            "exceptions:\n  x: # un\n    # deux\n    requis: 1\n",
            'exceptions:\n  "x": # un\n    # deux\n    requis: 1\n',
        ),
        ("a: 1\r\n# un\r\nb: 2", "a: 1\r\n# un\r\nb: 2\r\n"),
        ("\ufeffa: 1\r# un\rb: 2", "\ufeffa: 1\n# un\nb: 2\n"),
        ("\ufeffa: 1\r\n# un\r\nb: 2\r\n", "\ufeffa: 1\r\n# un\r\nb: 2\r\n"),
        ("a:\n  - 1\n  # - 2\nb: 3\n", "a:\n  - 1\n  # - 2\nb: 3\n"),
        ("a:\n- 1\n  # - 2\nb: 3\n", "a:\n  - 1\n  # - 2\nb: 3\n"),
        ("a:\n- 1\n# b\nb: 3\n", "a: [1]\n# b\nb: 3\n"),
        ("a:\n  - 1\n  # - 2\n", "a:\n  - 1\n  # - 2\n"),
        (
            "criteres:\n- {code: a, b: [1]}\n# - {code: b}\n\n  # - {code: c}\nb: [3]\n # 4\n",
            'criteres:\n  - {code: "a", b: [1]}\n  # - {code: b}\n\n  # - {code: c}\nb: [3]\n# 4\n',
        ),
        (
            "sources:\n  - {id: e}\n    # de e\n  # de la liste\n# de b\nb: 1\n",
            "sources:\n  - {id: e}\n    # de e\n  # de la liste\n# de b\nb: 1\n",
        ),
        (
            "l:\n- id: e\n  t: [E]\n  # de e\n  # - id: f\nb: 1\n",
            "l:\n  - {id: e, t: [E]}\n    # de e\n  # - id: f\nb: 1\n",
        ),
        (
            "a:\n    l:\n        - b: 1\n          # c: 2\n        # - b: 3\n    # d: 1\n# fin\n",
            "a:\n  l:\n    - b: 1\n      # c: 2\n    # - b: 3\n  # d: 1\n# fin\n",
        ),
    ],
)
def test_chaque_commentaire_reste_a_sa_place(ecrit, attendu):
    assert tenir(ecrit) == attendu


@pytest.mark.parametrize(
    "ecrit",
    [
        "a: [1, # un\n  2,\n  # deux\n  3]\n",
        "a: [1, # un\n  2] # deux\n",
        "a: # un\n  # deux\n  b # trois\n",
        "criteres:\n  - {code: a, # un\n     note: b} # deux\n",
        "exceptions:\n  x: # un\n    {requis: 1} # deux\n",
        "a: [\n  1, # un\n  2, # deux\n  # 3\n  ]\nb: 1\n",
        "a: b\n? > #\n: c\n",
    ],
)
def test_un_commentaire_mal_place_fait_laisser_le_fichier(ecrit):
    obtenu = formater(ecrit.encode(), "r.yaml")
    assert obtenu.value is None
    assert [faute.code for faute in obtenu.diagnostics] == ["R109"]


@pytest.mark.parametrize(
    ("ecrit", "attendu"),
    [
        ("a:\n  b: " + "x" * 106 + "\n  c: 1", "a: {b: " + "x" * 106 + ", c: 1}"),
        ("a:\n  b: " + "x" * 107 + "\n  c: 1", "a:\n  b: " + "x" * 107 + "\n  c: 1"),
        (
            "a:\n  - b: " + "x" * 125 + "\n    c: 1",
            "a:\n  - {b: " + "x" * 125 + ", c: 1}",
        ),  # 140 for an element of a list
        ("a:\n  - b: " + "x" * 126 + "\n    c: 1", "a:\n  - b: " + "x" * 126 + "\n    c: 1"),
        (f"a: [{'x' * 57}, {'y' * 53}, z]", f"a: [{'x' * 57}, {'y' * 53}, z]"),
        (f"a: [{'x' * 57}, {'y' * 54}, z]", f"a:\n  - {'x' * 57}\n  - {'y' * 54}\n  - z"),
        (
            f"b:\n  a: [{'x' * 57}, {'y' * 54}]\n  c: 1",
            f"b:\n  a: [{'x' * 57}, {'y' * 54}]\n  c: 1",
        ),
        (
            f"b:\n  a: [{'x' * 57}, {'y' * 55}]\n  c: 1",
            f"b:\n  a:\n    - {'x' * 57}\n    - {'y' * 55}\n  c: 1",
        ),
        (f"a: >-\n  {'x' * 60} {'y' * 57}", f"a: >-\n  {'x' * 60} {'y' * 57}"),
        (f"? {'k' * 122}\n: 1", f"{'k' * 122}: 1"),
        (f"{'k' * 123}: 1", f"? {'k' * 123}\n: 1"),
        (f"sources:\n  - {{? {'k' * 122} : 1}}", f"sources:\n  - {{{'k' * 122}: 1}}"),
        (f"sources:\n  - {{{'k' * 123}: 1}}", f"sources:\n  - {{? {'k' * 123} : 1}}"),
        (
            "a:\n- - - b\n    - [c, {d: 1}]\n  - e",
            "a:\n  -   -   - b\n          -   - c\n              - {d: 1}\n      - e",
        ),
    ],
)
def test_la_largeur_est_comptee_a_une_colonne_pres(ecrit, attendu):
    assert tenir(f"{ecrit}\n") == f"{attendu}\n"


@pytest.mark.parametrize(
    ("texte", "ecrit"),
    [
        ('- a"b\\c', '"- a\\"b\\\\c"'),
        ("\n\t\r", '"\\n\\t\\r"'),
        ("\x07\x7f\x85\xa0", '"\\a\\x7F\\N\xa0"'),
        ("\u2028\ufeff\uffff", '"\\L\\uFEFF\\uFFFF"'),
        ("- é", '"- é"'),
    ],
)
def test_entre_guillemets_rien_ne_reste_invisible(texte, ecrit):
    assert yaml.ecrire({"a": texte}) == f"a: {ecrit}\n"


def test_des_valeurs_que_nul_n_a_tapees_ont_leur_forme_la_plus_simple():
    valeurs = {"a": None, "b": True, "c": False, "d": -3, "e": {}, "f": "x\ny"}
    assert yaml.ecrire(valeurs) == 'a: null\nb: true\nc: false\nd: -3\ne: {}\nf: "x\\ny"\n'


# The command


ECRIT, FORME = "schema: clea/x\ncode:   a # un\n", 'schema: clea/x\ncode: "a" # un\n'
FAUX = "schema: clea/x\na: 1\na: 2\n"


@pytest.fixture
def dossier(tmp_path):
    (tmp_path / "a.yaml").write_text(ECRIT, encoding="utf-8")
    (tmp_path / "b.yaml").write_text(FORME, encoding="utf-8")
    (tmp_path / "c.yaml").write_text(FAUX, encoding="utf-8")
    return tmp_path


def test_les_fichiers_sont_ecrits_sur_place_et_une_fois(dossier):
    assert lancer(dossier, "referentiel", "formater", "a.yaml", "b.yaml") == (
        0,
        "",
        "a.yaml : mis en forme.\nb.yaml : inchangé.\n",
    )
    assert (dossier / "a.yaml").read_text(encoding="utf-8") == FORME
    assert lancer(dossier, "referentiel", "formater", "a.yaml").erreurs == "a.yaml : inchangé.\n"


def test_un_fichier_faux_n_est_pas_touche_et_les_autres_sont_faits(dossier):
    seul = lancer(dossier, "referentiel", "formater", "c.yaml")
    assert (seul.statut, [faute.code for faute in ecrites(seul.erreurs)]) == (1, ["R102"])
    ensemble = lancer(dossier, "referentiel", "formater", ".", "absent.yaml")
    assert ensemble.statut == 3
    assert [faute.code for faute in ecrites(ensemble.erreurs)] == ["R102", "S101"]
    assert (dossier / "a.yaml").read_text(encoding="utf-8") == FORME
    assert (dossier / "c.yaml").read_text(encoding="utf-8") == FAUX


def test_verifier_n_ecrit_rien_et_montre_ce_qui_changerait(dossier):
    vu = lancer(dossier, "referentiel", "formater", "--verifier", "a.yaml", "b.yaml")
    assert vu.statut == 1
    assert (
        vu.sortie
        == '--- a.yaml\n+++ a.yaml (mis en forme)\n@@ -1,2 +1,2 @@\n schema: clea/x\n-code:   a # un\n+code: "a" # un\n'
    )
    assert vu.erreurs == "a.yaml : serait mis en forme.\nb.yaml : inchangé.\n"
    assert (dossier / "a.yaml").read_text(encoding="utf-8") == ECRIT
    assert lancer(dossier, "referentiel", "formater", "--verifier", "b.yaml").statut == 0
    assert lancer(dossier, "referentiel", "formater", "--verifier", "b.yaml", "c.yaml").statut == 1


def test_verifier_dit_aussi_ce_qui_ne_se_voit_pas(dossier):
    (dossier / "d.yaml").write_bytes(FORME.encode().removesuffix(b"\n") + b"\r\n")
    assert (
        "seules changent"
        in lancer(dossier, "referentiel", "formater", "--verifier", "d.yaml").sortie
    )


def test_verifier_ne_montre_que_le_debut_d_une_longue_difference(dossier):
    (dossier / "d.yaml").write_text(
        "schema: clea/x\n" + "".join(f"a{n}:   1\n" for n in range(100)), encoding="utf-8"
    )
    lignes = lancer(dossier, "referentiel", "formater", "--verifier", "d.yaml").sortie.splitlines()
    assert len(lignes) == 41
    assert lignes[-1] == "  et 164 autres lignes."


AUTRE = "version:   3\nimage: &base x\n"


def test_un_fichier_qui_n_est_pas_de_clea_n_est_jamais_recrit(dossier):
    (dossier / "compose.yaml").write_text(AUTRE, encoding="utf-8")
    assert "compose.yaml" not in lancer(dossier, "referentiel", "formater", ".").erreurs
    laisse = "compose.yaml : laissé tel quel, car il ne dit pas « schema: clea/… ».\n"
    assert lancer(dossier, "referentiel", "formater", "compose.yaml") == (0, "", laisse)
    assert (
        lancer(dossier, "referentiel", "formater", "compose.yaml", "b.yaml").erreurs
        == f"{laisse}b.yaml : inchangé.\n"
    )
    assert lancer(dossier, "referentiel", "formater", "--verifier", "compose.yaml") == (
        0,
        "",
        laisse,
    )
    assert (dossier / "compose.yaml").read_text(encoding="utf-8") == AUTRE


@pytest.mark.parametrize(
    ("debut", "notre"),
    [
        ("schema: clea/referentiel/1\n", True),
        ("\ufeffschema: clea/referentiel/1\n", True),
        ("id: x\r\n\"schema\" : 'clea/contexte/1'\r\n", True),
        ("# schema: clea/x\n", False),
        ("schema: autre/1\n", False),
        ("a:\n  schema: clea/x\n", False),
        ('{"schema": "clea/x"}', True),
        ("", False),
    ],
)
def test_un_fichier_de_clea_se_reconnait_a_sa_cle_schema(debut, notre):
    assert est_des_notres(debut.encode()) is notre


def test_un_dossier_vide_est_dit(tmp_path):
    vide = lancer(tmp_path, "referentiel", "formater", ".")
    assert (vide.statut, [faute.code for faute in ecrites(vide.erreurs)]) == (1, ["S105"])


@pytest.mark.parametrize(
    "faux", ['code: "a"\n', '# un\n"code": "a" # un\n', 'code: "b" # un\n', 'code: ["a"] # un\n']
)
def test_une_mise_en_forme_infidele_n_est_jamais_ecrite(dossier, monkeypatch, faux):
    monkeypatch.setattr(yaml, "remettre_en_page", lambda _: f"schema: clea/x\n{faux}")
    lance = lancer(dossier, "referentiel", "formater", "a.yaml")
    assert (lance.statut, [faute.code for faute in ecrites(lance.erreurs)]) == (1, ["R109"])
    assert (dossier / "a.yaml").read_text(encoding="utf-8") == ECRIT


@pytest.mark.parametrize(
    ("avant", "apres"),
    [("a: 1\n", "a: true\n"), ("a: 1\n", "a: 1.0\n"), ("a: 1\nb: 2\n", "b: 2\na: 1\n")],
)
def test_des_valeurs_que_python_tient_pour_egales_ne_le_sont_pas(monkeypatch, avant, apres):
    monkeypatch.setattr(yaml, "remettre_en_page", lambda _: apres)
    assert [faute.code for faute in formater(avant.encode(), "a.yaml").diagnostics] == ["R109"]


def test_deux_mille_criteres_commentes_se_mettent_en_forme():
    ligne = "  - {code: a, libelle: b} # un\n"
    texte = "criteres:\n" + ligne * 2_000
    assert forme(texte) == "criteres:\n" + '  - {code: "a", libelle: "b"} # un\n' * 2_000
