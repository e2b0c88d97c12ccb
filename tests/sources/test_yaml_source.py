"""The strict YAML reader: what each scalar is, where each value stands, and all that is refused.

Positions are those of a writer that counts as it writes, and shares no code with the reader.
"""

import time

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from clea_cli.diagnostics.catalogue import CATALOGUE
from clea_cli.sources import yaml_source
from clea_cli.sources.bornes import YAML_OCTETS_MAX
from clea_cli.sources.yaml_source import lire
from clea_cli.sources.yaml_syntaxe import faute_de_syntaxe, trop_profond

VITE = 3.0  # seconds; what is refused at once takes some hundredths


def charger(texte):
    lu = lire(texte.encode(), "r.yaml")
    assert lu.diagnostics == ()
    return lu.value


def reperes(contenu):
    """The faults of some bytes: (code, line, column)."""
    lu = lire(contenu if isinstance(contenu, bytes) else contenu.encode(), "r.yaml")
    assert {faute.position.source for faute in lu.diagnostics} == {"r.yaml"}
    assert all(faute.message and faute.aide for faute in lu.diagnostics)
    return [(faute.code, faute.position.ligne, faute.position.colonne) for faute in lu.diagnostics]


# Scalars


@pytest.mark.parametrize(
    ("ecrit", "valeur"),
    [
        *(
            (mot, mot)
            for mot in ("no", "No", "NO", "yes", "on", "off", "y", "n", "nUll", "tRue", "=", "<<")
        ),
        *(
            (mot, mot)
            for mot in (
                "1:30",
                "190:20:30",
                "2026-11-23",
                "2026-11-23T10:00:00Z",
                "1.1.1",
                "1_000",
                "1,5",
            )
        ),
        *(
            (mot, mot)
            for mot in (
                "0x1F",
                "0o17",
                "0b11",
                "1e",
                "e3",
                ".",
                "+",
                "-.",
                "--1",
                "1.2.",
                ".inf",
                ".nan",
            )
        ),
        *((mot, mot) for mot in ("é", "1 2", "١", "½", "l'a", '5"', "1/2", "75/100")),
        *((mot, None) for mot in ("~", "null", "Null", "NULL", "", "# rien")),
        *((mot, True) for mot in ("true", "True", "TRUE")),
        *((mot, False) for mot in ("false", "False", "FALSE")),
        ("010", 10),
        ("0", 0),
        ("-0", 0),
        ("+5", 5),
        ("-12", -12),
        ("12345678901234567890", 12345678901234567890),
        ("9" * 99, int("9" * 99)),
        ("9" * 100, "9" * 100),
        ("1.1", 1.1),
        ("1.10", 1.1),
        ("1e3", 1000.0),
        ("1E+3", 1000.0),
        ("1.e3", 1000.0),
        ("-2.5e-1", -0.25),
        (".5", 0.5),
        ("5.", 5.0),
        ("'no'", "no"),
        ('"1.10"', "1.10"),
        ("'~'", "~"),
        ("''", ""),
        ('"true"', "true"),
        ("'it''s'", "it's"),
        ('"a\\nb\\u00e9"', "a\nbé"),
        ("|\n  12\n  no", "12\nno\n"),
        (">-\n  12\n  13", "12 13"),
        ("un texte\n  sur deux lignes", "un texte sur deux lignes"),
        ("a # note", "a"),
        ("a#b", "a#b"),
    ],
)
def test_un_scalaire_vaut_ce_que_dit_yaml_1_2(ecrit, valeur):
    lue = charger(f"cle: {ecrit}\n").racine["cle"]
    assert lue == valeur
    assert type(lue) is type(valeur)


def test_les_memes_mots_valent_pareil_dans_une_liste_et_comme_cles():
    document = charger("no: [no, 010, ~, 1.10, '1.10']\n1.1.1: {on: off}\n2026-11-23: x\n")
    assert document.racine == {
        "no": ["no", 10, None, 1.1, "1.10"],
        "1.1.1": {"on": "off"},
        "2026-11-23": "x",
    }


@pytest.mark.parametrize(
    ("ecrit", "tel_quel"),
    [
        ("code: 1.10", "1.10"),
        ("code:   010   # dix", "010"),
        ("{code: 1.10, a: 1}", "1.10"),
        ("{a: 1, code: 1e3}", "1e3"),
        ("a: x\ncode: ~\nb: y", "~"),
        ("code: true\r\nb: 1\r\n", "true"),
        ("# é à\ncode: -0", "-0"),
    ],
)
def test_une_valeur_est_rendue_lettre_pour_lettre(ecrit, tel_quel):
    assert charger(ecrit).ecrit(("code",)) == tel_quel


GENRES = {
    "~": "rien",
    "true": "un vrai/faux",
    "1": "un nombre",
    "1.5": "un nombre",
    "a": "un texte",
    "{a: 1}": "un groupe de clés",
    "[1]": "une liste",
}


@pytest.mark.parametrize(("ecrit", "nom"), GENRES.items())
def test_chaque_genre_de_valeur_a_un_nom(ecrit, nom):
    assert yaml_source.nature(charger(f"cle: {ecrit}").racine["cle"]) == nom


# Places

EXEMPLE = """\
\ufeff# é : une ligne de commentaire
schéma: clea  # après
"id" :   'x'
liste:
- a
-   [b, {c: "d"}]
vide:
bloc: |
  texte
groupe:
    😀: é
    sous:
      - x:   1
        y: 2
"""


@pytest.mark.parametrize(
    ("chemin", "cle", "ligne", "colonne"),
    [
        ((), False, 2, 1),
        (("schéma",), False, 2, 9),
        (("schéma",), True, 2, 1),
        (("id",), False, 3, 10),
        (("id",), True, 3, 1),
        (("liste",), False, 5, 1),
        (("liste", 0), False, 5, 3),
        (("liste", 1), False, 6, 5),
        (("liste", 1, 0), False, 6, 6),
        (("liste", 1, 1, "c"), True, 6, 10),
        (("liste", 1, 1, "c"), False, 6, 13),
        (("vide",), False, 7, 6),
        (("bloc",), False, 8, 7),
        (("groupe", "😀"), True, 11, 5),
        (("groupe", "😀"), False, 11, 8),
        (("groupe", "sous", 0), False, 13, 9),
        (("groupe", "sous", 0, "x"), False, 13, 14),
        (("groupe", "sous", 0, "y"), True, 14, 9),
    ],
)
def test_une_valeur_et_sa_cle_sont_la_ou_elles_sont_ecrites(chemin, cle, ligne, colonne):
    assert charger(EXEMPLE).position(chemin, cle=cle) == ("r.yaml", ligne, colonne, None)


@pytest.mark.parametrize(
    ("chemin", "ligne", "colonne"),
    [
        (("absente",), 2, 1),
        (("groupe", "absente"), 11, 5),
        (("liste", 7), 5, 1),
        (("liste", 1, 1, "absente", 0), 6, 9),
        (("schéma", "trop", "loin"), 2, 9),
        (("liste", "pas un rang"), 5, 1),
    ],
)
def test_une_valeur_absente_est_signalee_au_plus_pres_au_dessus(chemin, ligne, colonne):
    assert charger(EXEMPLE).position(chemin) == ("r.yaml", ligne, colonne, None)


@pytest.mark.parametrize("fin", ["\n", "\r\n", "\r"])
def test_les_lignes_se_comptent_quelle_que_soit_leur_fin(fin):
    document = charger(fin.join(["a: 1", "", "b:", "  - c: 2"]))
    assert document.position(("b", 0, "c"))[1:3] == (4, 8)


class Ecriture:
    """Writes nested values as YAML, in block or flow style, and notes where each of them begins."""

    def __init__(self):
        self.texte = ""
        self.places = {}

    def ici(self):
        return self.texte.count("\n") + 1, len(self.texte) - self.texte.rfind("\n")

    def valeur(self, valeur, chemin, marge, bloc):
        if bloc and valeur and isinstance(valeur, dict | list):
            self.bloc(valeur, chemin, marge)
            return
        self.texte += " "
        self.places[chemin] = self.ici()
        if isinstance(valeur, dict):
            self.flux(valeur.items(), chemin, "{}")
        elif isinstance(valeur, list):
            self.flux(enumerate(valeur), chemin, "[]")
        else:
            self.scalaire(valeur)

    def scalaire(self, valeur):
        entre = f"'{valeur}'" if len(valeur) % 2 else f'"{valeur}"'
        self.texte += entre if isinstance(valeur, Texte) else valeur

    def bloc(self, valeur, chemin, marge):
        couples = valeur.items() if isinstance(valeur, dict) else enumerate(valeur)
        for rang, (cle, suite) in enumerate(couples):
            self.texte += "\n" * (1 + rang % 2) + " " * marge
            if not rang:
                self.places[chemin] = self.ici()
            if isinstance(valeur, dict):
                self.places[*chemin, cle, "cle"] = self.ici()
            self.texte += f"{cle}:" if isinstance(valeur, dict) else "-"
            self.valeur(suite, (*chemin, cle), marge + 3, bloc=(len(chemin) + rang) % 3 != 2)

    def flux(self, couples, chemin, bornes):
        self.texte += bornes[0]
        for rang, (cle, suite) in enumerate(couples):
            self.texte += "," * bool(rang)
            if bornes == "{}":
                self.texte += " "
                self.places[*chemin, cle, "cle"] = self.ici()
                self.texte += f"{cle}:"
            self.valeur(suite, (*chemin, cle), 0, bloc=False)
        self.texte += bornes[1]


class Texte(str):
    """A text that is written between quotes."""

    __slots__ = ()


mots = st.text("abcé漢😀.1", min_size=1, max_size=5)
cles = mots.map("k".__add__)
feuilles = mots.map("v".__add__) | mots.map(Texte)
arbres = st.recursive(
    feuilles,
    lambda suite: st.lists(suite, max_size=4) | st.dictionaries(cles, suite, max_size=4),
    max_leaves=25,
)


def atteindre(valeur, chemin):
    for etape in chemin:
        valeur = valeur[etape]
    return valeur


@given(st.dictionaries(cles, arbres, min_size=1, max_size=5))
@settings(max_examples=100, deadline=None)
def test_chaque_valeur_est_trouvee_la_ou_elle_a_ete_ecrite(racine):
    ecriture = Ecriture()
    ecriture.bloc(racine, (), 0)
    document = charger(ecriture.texte)
    assert document.racine == racine
    assert len(ecriture.places) > len(racine)
    for chemin, place in ecriture.places.items():
        cle = chemin[-1:] == ("cle",)
        vrai = chemin[:-1] if cle else chemin
        assert document.position(vrai, cle=cle)[1:3] == place, vrai
        if not cle and isinstance(atteindre(racine, vrai), str):
            ligne = ecriture.texte.split("\n")[place[0] - 1]
            assert ligne[place[1] - 1 :].lstrip("'\"").startswith(atteindre(racine, vrai))


# Texts that YAML 1.1 and 1.2 read alike: 1.2 knows other numbers (1e3) and fewer line breaks.
SAUTS = "\x85\u2028\u2029"
textes = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters=SAUTS, max_codepoint=0x2FFF),
    max_size=12,
)
textes = textes.filter(lambda texte: texte[:1] not in tuple("+-.0123456789"))
surs = st.recursive(
    textes
    | st.booleans()
    | st.none()
    | st.integers(-(10**12), 10**12)
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda suite: st.lists(suite, max_size=4) | st.dictionaries(textes, suite, max_size=4),
    max_leaves=25,
)


def lieux(noeud, chemin=()):
    """The path and the place of every value, by PyYAML's own tree of nodes."""
    yield chemin, (noeud.start_mark.line + 1, noeud.start_mark.column + 1)
    if isinstance(noeud, yaml.MappingNode):
        for cle, valeur in noeud.value:
            yield from lieux(valeur, (*chemin, cle.value))
    elif isinstance(noeud, yaml.SequenceNode):
        for rang, valeur in enumerate(noeud.value):
            yield from lieux(valeur, (*chemin, rang))


@given(
    racine=st.dictionaries(textes, surs, min_size=1, max_size=5),
    flux=st.sampled_from([True, False, None]),
    marge=st.integers(2, 6),
)
@example(
    racine={"no": ["oui", "010", "1:30", "2026-11-23", "~", "", "=", "<<"], "1.10": {"a": -0.0}},
    flux=False,
    marge=2,
)
@settings(max_examples=100, deadline=None)
def test_ce_qu_ecrit_pyyaml_est_relu_pareil_et_au_meme_endroit(racine, flux, marge):
    texte = yaml.safe_dump(
        racine, allow_unicode=True, default_flow_style=flux, indent=marge, sort_keys=False
    )
    document = charger(texte)
    assert document.racine == racine == yaml.safe_load(texte)
    for chemin, place in lieux(yaml.compose(texte, Loader=yaml.SafeLoader)):
        assert document.position(chemin)[1:3] == place, chemin


# Refusals


@pytest.mark.parametrize(
    ("contenu", "attendus"),
    [
        ("a: 1\nb: 2\na: 3\n", [("R102", 3, 1)]),
        ("a: 1\n'a': 2\n\"a\": 3\n", [("R102", 2, 1), ("R102", 3, 1)]),
        ("x: {a: 1, b: 2, a: 3}\n", [("R102", 1, 17)]),
        ("x:\n  - a: 1\n    a: 1\n", [("R102", 3, 5)]),
        ("a: 1\rb: 1\ra: 2\r", [("R102", 3, 1)]),
        ("a: &x 1\n", [("R103", 1, 4)]),
        ("a: &x [1]\nb: *x\n", [("R103", 1, 4), ("R103", 2, 4)]),
        ("a: *x\n", [("R103", 1, 4)]),
        ("&x a: 1\n", [("R103", 1, 1)]),
        ("a: &x\n", [("R103", 1, 4)]),
        ("a: {<<: *x}\n", [("R103", 1, 9)]),
        ("a: !!int '1'\n", [("R103", 1, 4)]),
        ("a: !x 1\n", [("R103", 1, 4)]),
        ("a: ! 1\n", [("R103", 1, 4)]),
        ("a: !!python/object/apply:os.system ['x']\n", [("R103", 1, 4)]),
        ("!!set {a}\n", [("R103", 1, 1)]),
        ("a: 1\n---\nb: 2\n", [("R104", 2, 1)]),
        ("--- {a: 1}\n--- {b: 1}\n--- {c: 1}\n", [("R104", 2, 1)]),
        ("a: 1\n---\n", [("R104", 2, 1)]),
        ("a: 1\n...\n---\nb: 2\n", [("R104", 3, 1)]),
        ("[" * 900, [("R105", 1, 21)]),  # beyond a thousand, see below
        ("{a: " * 3000, [("R105", 1, 81)]),
        ("- " * 3000, [("R105", 1, 41)]),
        ("? " * 3000, [("R105", 1, 41)]),
        ("\n".join(f"{' ' * rang}a:" for rang in range(3000)), [("R105", 21, 21)]),
        ("a: é\nb: é".encode("cp1252"), [("R106", 1, 4)]),
        (b"a: 1\nb: \xc3\xa9\xe9\n", [("R106", 2, 5)]),
        (b"a: \xed\xa0\x80\n", [("R106", 1, 4)]),
        ("a: 1".encode("utf-16"), [("R106", 1, 1)]),
        ("é: 1\na: x\x00y\n", [("R101", 2, 5)]),
        ("a: 1\n\x1b[31m: 2\n", [("R101", 2, 1)]),
        ("a: \ufeff1\n", [("R101", 1, 4)]),
        ("a: \x7f\n", [("R101", 1, 4)]),
        ("# note\u2028x: 1\n", [("R101", 1, 7)]),
        ("a: 'b\u2029c'\n", [("R101", 1, 6)]),
        ("a: b\x85c\n", [("R101", 1, 5)]),
        ("", [("R107", 1, 1)]),
        ("\ufeff", [("R107", 1, 1)]),
        (" \n\n\n", [("R107", 1, 1)]),
        ("# rien\n", [("R107", 1, 1)]),
        ("---\n", [("R107", 1, 1)]),
        ("~\n", [("R107", 1, 1)]),
        ("1.10: x\n", [("R203", 1, 1)]),
        ("a: {12: x, ~: y, true: z}\n", [("R203", 1, 5), ("R203", 1, 12), ("R203", 1, 18)]),
        ("? [a]\n: 1\n", [("R203", 1, 3)]),
    ],
)
def test_ce_qui_n_est_pas_admis_est_refuse_a_sa_place(contenu, attendus):
    assert reperes(contenu) == attendus


@pytest.mark.parametrize(
    ("contenu", "ligne", "colonne", "motif"),
    [
        (
            "a: b: c\n",
            1,
            5,
            "deux-points inattendus (un texte qui en contient se met entre guillemets)",
        ),
        ("a: 1\nb\nc: 2\n", 3, 1, "il manque les deux-points après une clé"),
        (
            "a: 1\n b: 2\n",
            2,
            3,
            "deux-points inattendus (un texte qui en contient se met entre guillemets)",
        ),
        (
            "a:\n  b: 1\n c: 2\n",
            3,
            2,
            "cette ligne n'est pas alignée avec les autres clés, ou un guillemet n'est pas refermé",
        ),
        (
            "a:\n  - 1\n -2\n",
            3,
            2,
            "cette ligne n'est pas alignée avec les autres clés, ou un guillemet n'est pas refermé",
        ),
        (
            "a: [1, 2\nb: 3\n",
            1,
            4,
            "le crochet ouvert ici n'est pas refermé, ou il y manque une virgule",
        ),
        (
            "a: {b: 1\nc: 3\n",
            1,
            4,
            "l'accolade ouverte ici n'est pas refermée, ou il y manque une virgule",
        ),
        ('a: 1\nb: "x\nc: 2\n', 2, 4, "un guillemet n'est pas refermé"),
        ("a:\n\tb: 1\n", 2, 1, "une tabulation commence cette ligne : YAML veut des espaces"),
        (
            "a:\n  b: 1\n\tc: 2\n",
            3,
            1,
            "une tabulation commence cette ligne : YAML veut des espaces",
        ),
        (
            "a:\n\u00a0 b: 1\n c: {\n",
            2,
            1,
            "une espace insécable commence cette ligne : tapez des espaces",
        ),
        (
            "a:\u202fb\nc: 1\n",
            1,
            3,
            "une espace fine insécable suit les deux-points : tapez une espace",
        ),
        ("a: @x\n", 1, 4, "« @ » ne peut pas commencer une valeur (mettez-la entre guillemets)"),
        ("a: %x\n", 1, 4, "« % » ne peut pas commencer une valeur (mettez-la entre guillemets)"),
        ("- a: 1\n-b: 1\n  c: 2\n", 2, 1, "il manque une espace après le tiret"),
        (
            "a: {b: Lire: un}\n",
            1,
            12,
            "deux-points inattendus (un texte qui en contient se met entre guillemets)",
        ),
        (
            "a: [b\nc: 1\n",
            1,
            4,
            "le crochet ouvert ici n'est pas refermé, ou il y manque une virgule",
        ),
        (
            *("a: {b: 'l'eau', c: 1}\n", 1, 11),
            "du texte suit le guillemet fermé (mettez tout le texte entre guillemets droits doubles)",
        ),
        (
            *("a: [b] c\n", 1, 8),
            "du texte suit le crochet fermé (mettez tout le texte entre guillemets droits doubles)",
        ),
        (
            'a: "C:\\users"\n',
            1,
            9,
            "une barre oblique inverse dans un texte entre guillemets doit être doublée",
        ),
        ("a: - b\n", 1, 4, "un tiret de liste n'est pas à sa place"),
        ("a: * b\n", 1, 5, "une étoile ou une esperluette commence cette valeur"),
        (
            'a: "\\d"\n',
            1,
            5,
            "une barre oblique inverse dans un texte entre guillemets doit être doublée",
        ),
        ("[a]]\n", 1, 4, "du texte suit la fin du document"),
        ("%YAML 2.0\n--- a\n", 1, 1, "cette ligne n'a pas la forme attendue"),
    ],
)
def test_une_faute_de_syntaxe_est_dite_en_francais_a_sa_place(contenu, ligne, colonne, motif):
    (faute,) = lire(contenu.encode(), "r.yaml").diagnostics
    assert faute.message == f"le YAML n'est pas correct : {motif}"
    assert (faute.code, *faute.position[1:3]) == ("R101", ligne, colonne)


@pytest.mark.parametrize(
    ("contenu", "mots", "racine"),
    [  # what is said of a fault, and what is read all the same
        ("a: 1\nb: \x1b", "correct : caractère invisible interdit", None),
        ("[" * 900, "plus de 20 niveaux", None),
        ("[" * 3000, "plus de 20 niveaux", None),
        ("a: &x 1\n", "« &x »", {"a": 1}),
        ("a: *x\n", "« *x »", {"a": None}),
        ("a: !!int '1'\n", "« !!int »", {"a": "1"}),
        ("a: !x 1\n", "« !x »", {"a": "1"}),
        ("*x : 1\nb: 2\n", "« *x »", {"b": 2}),
        ("a:\n  1\na: 2\n", "ligne 1", {"a": 1}),
        ("1.10: x\n", "attendu : une clé en toutes lettres ; reçu : un nombre", {"1.10": "x"}),
        ("? [a]\n: 1\nb: 2\n", "reçu : une liste", {"b": 2}),
    ],
)
def test_une_faute_se_dit_en_mots_et_le_reste_se_lit(contenu, mots, racine):
    lu = lire(contenu.encode(), "r.yaml")
    [faute] = lu.diagnostics
    assert mots in faute.message
    assert (lu.value and lu.value.racine) == racine
    assert faute.code != "R203" or faute.aide == "si c'est un code, mettez-le entre guillemets."


def test_une_valeur_se_prend_au_bout_de_son_chemin_et_se_rend_comme_elle_fut_tapee():
    document = charger(EXEMPLE)
    assert document.valeur(()) is document.racine
    assert document.valeur(("liste", 1, 1, "c")) == "d"
    assert charger("[1.10]").ecrit((0,)) == "1.10"
    del document.racine["groupe"]
    assert document.position(("groupe", "sous"))[1:3] == (11, 5), "left out since: where it stood"


@pytest.mark.parametrize(
    ("avant", "ligne"), [("a: 1\nb: 2\n", 3), ("a: 1\r\nb: 2\r\n", 3), ("a: 1\r", 2)]
)
def test_un_caractere_interdit_est_a_sa_ligne_quelle_que_soit_leur_fin(avant, ligne):
    assert reperes(f"{avant}c: \x00") == [("R101", ligne, 4)]


def test_une_erreur_dont_libyaml_ne_dit_rien_est_au_debut():
    muette = yaml.MarkedYAMLError()
    assert not trop_profond(muette)
    assert faute_de_syntaxe(muette, "") == ((1, 1), "cette ligne n'a pas la forme attendue")


def test_vingt_niveaux_sont_admis_et_pas_vingt_et_un():
    assert charger("[" * 20 + "]" * 20).racine
    assert reperes("[" * 21 + "]" * 21) == [("R105", 1, 21)]


def test_la_limite_de_libyaml_est_dite_comme_la_notre(monkeypatch):
    """PyYAML 6.0.4 stops by itself at a thousand brackets, sometimes before any of them reached us."""
    assert [code for code, *_ in reperes("[" * 3000)] == ["R105"]

    def refuser(*_: object) -> None:
        lieu = yaml.Mark("r.yaml", 0, 2, 1000, None, None)
        raise yaml.scanner.ScannerError(
            "while increasing flow level", lieu, "exceeded maximum nesting depth", lieu
        )

    monkeypatch.setattr("clea_cli.sources.yaml_source._Constructeur.document", refuser)
    assert reperes("a: 1") == [("R105", 3, 1001)]


def test_une_cle_en_double_nomme_la_premiere_et_la_garde_une_fois():
    (faute,) = lire(b"\ncode: '1'\nnom: x\ncode: '2'\n", "r.yaml").diagnostics
    assert faute.message == "la clé « code » est déjà donnée à la ligne 2"


def test_plusieurs_fautes_sont_dites_en_une_fois():
    assert reperes("a: &x 1\nb: *x\na: !t 2\n") == [
        ("R103", 1, 4),
        ("R103", 2, 4),
        ("R103", 3, 4),
        ("R102", 3, 1),
    ]


def test_une_racine_en_liste_ou_en_texte_est_rendue_telle_quelle_avec_sa_place():
    liste = charger("\n- a\n- b\n")
    assert liste.racine == ["a", "b"]
    assert [liste.position(chemin)[1:3] for chemin in ((), (0,), (1,))] == [(2, 1), (2, 3), (3, 3)]
    assert charger("texte").position(()) == ("r.yaml", 1, 1, None)


def test_une_bombe_d_alias_de_neuf_lignes_est_refusee_aussitot():
    bombe = "a: &a [x]\n" + "".join(
        f"{nom}: &{nom} [{','.join([f'*{avant}'] * 9)}]\n"
        for avant, nom in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert bombe.count("\n") == 9
    debut = time.perf_counter()
    trouvees = reperes(bombe)
    assert time.perf_counter() - debut < VITE
    assert {code for code, _, _ in trouvees} == {"R103"}
    assert len(trouvees) == 9 + 8 * 9
    assert trouvees[:3] == [("R103", 1, 4), ("R103", 2, 4), ("R103", 2, 8)]


ENORMES = {
    "50 Mo": b"a" * 50_000_000,
    "crochets": b"[" * YAML_OCTETS_MAX,
    "cles": b"? " * (YAML_OCTETS_MAX // 2),
    "accolades": b"{a: " * (YAML_OCTETS_MAX // 4),
    "commentaires": b"#\n" * 2_000_000,
    "guillemet": b'"' + b"\\x41" * 1_000_000,
    "lignes": b"a:" + b"\n" * 4_000_000 + b"b",
    "nul": b"- " * 2_000_000 + b"\x00",
}


@pytest.mark.parametrize("contenu", ENORMES.values(), ids=ENORMES)
def test_un_fichier_enorme_est_refuse_aussitot(contenu):
    debut = time.perf_counter()
    assert len(reperes(contenu)) == 1
    assert time.perf_counter() - debut < VITE


def test_la_limite_de_taille_est_exacte(monkeypatch):
    monkeypatch.setattr(yaml_source, "YAML_OCTETS_MAX", 1_000_000)
    assert lire(b"a".ljust(1_000_000), "r.yaml").value is not None
    (faute,) = lire(b"a".ljust(1_000_001), "r.yaml").diagnostics
    assert (faute.code, faute.message) == ("S104", "ce fichier pèse plus de 1 Mo")


@given(
    st.binary(max_size=200)
    | st.text("ab:-[]{}&*!|>'\"#%@`,?~\n\r\t \\.01é\x85\u2028", max_size=60).map(str.encode)
)
@example(b"%TAG ! tag:x,2000:\n--- !a b\n")
@example(b"a: \xe2\x80\xa8b")
@settings(max_examples=200, deadline=None)
def test_des_octets_quelconques_donnent_un_document_ou_des_fautes_placees(contenu):
    lu = lire(contenu, "r.yaml")
    assert lu.value is not None or lu.diagnostics
    for faute in lu.diagnostics:
        assert faute.code in CATALOGUE
        assert 1 <= faute.position.ligne <= len(contenu) + 1
        assert 1 <= faute.position.colonne <= len(contenu) + 1


@pytest.mark.parametrize("signe", ["\x80", "\x92", "\x9f"])
def test_un_caractere_de_commande_c1_est_refuse_a_sa_place(signe):
    """A cp1252 apostrophe that was turned into UTF-8 the wrong way."""
    assert reperes(f"a: 1\nb: l{signe}oral\n") == [("R101", 2, 5)]


@pytest.mark.parametrize("contenu", [b"a: 1\rb: \x00\r", b"a: 1\rb: \xe9\r"], ids=["nul", "cp1252"])
def test_une_faute_d_octet_compte_les_lignes_comme_les_autres(contenu):
    assert [repere[1:] for repere in reperes(contenu)] == [(2, 4)]


@pytest.mark.parametrize(
    "contenu", ["[" + "*a," * 15_000 + "]", "a: 1\n" * 15_000, "{" + "a," * 15_000 + "}"]
)
def test_les_fautes_d_un_fichier_sont_en_nombre_raisonnable(contenu):
    assert 20 < len(reperes(contenu)) <= 10_000
