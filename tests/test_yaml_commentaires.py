"""Where the values and the comments of a YAML text stand: what is cut out of the text is compared, not places."""

import pytest

from clea_cli.atelier.yaml_commentaires import relever

TEXTE = """\
# tête

a:   1   # un \t
"b c" : "x # y"
l:
  -   un
  # seul
  - |2-  # bloc \t
    texte # dedans

      suite

  - {c: [d , 'é'] , f: , g: ~ }   # fin
  - []
vide:
p: >-
  plié
   # dedans

# dernier"""


def decoupe(texte):
    """Each value: its way, its key with what follows it, itself, whether it is a scalar, how it was typed."""
    releve = relever(texte)
    return [
        (
            "/".join(map(str, v.chemin)),
            releve.texte[v.debut : v.place],
            releve.texte[v.place : v.fin],
            v.scalaire,
            v.ecrit,
        )
        for v in releve.valeurs
    ]


def test_chaque_valeur_est_la_ou_elle_est_ecrite():
    bloc = "|2-  # bloc \t\n    texte # dedans\n\n      suite"
    liste = f"-   un\n  # seul\n  - {bloc}\n\n  - {{c: [d , 'é'] , f: , g: ~ }}   # fin\n  - []"
    plie = ">-\n  plié\n   # dedans"
    trouvees = decoupe(TEXTE)
    assert trouvees[0][:2] == ("", "")
    assert trouvees[0][2] == TEXTE[TEXTE.index("a:") : TEXTE.index("\n\n# dernier")]
    assert trouvees[0][3:] == (False, "")
    assert trouvees[1:] == [
        ("a", "a:   ", "1", True, "1"),
        ("b c", '"b c" : ', '"x # y"', True, '"'),
        ("l", "l:\n  ", liste, False, ""),
        ("l/0", "", "un", True, "un"),
        ("l/1", "", bloc, True, "|"),
        ("l/2", "", "{c: [d , 'é'] , f: , g: ~ }", False, ""),
        ("l/2/c", "c: ", "[d , 'é']", False, ""),
        ("l/2/c/0", "", "d", True, "d"),
        ("l/2/c/1", "", "'é'", True, "'"),
        ("l/2/f", "f: ", "", True, ""),
        ("l/2/g", "g: ", "~", True, "~"),
        ("l/3", "", "[]", False, ""),
        ("vide", "vide:", "", True, ""),
        ("p", "p: ", plie, True, ">"),
    ]


def test_chaque_remarque_est_dite_une_fois_dans_l_ordre():
    releve = relever(TEXTE)
    lues = [(TEXTE.count("\n", 0, r.place) + 1, r.texte, r.seule) for r in releve.remarques]
    assert lues == [
        (1, "# tête", True),
        (2, "", True),
        (3, "# un", False),
        (7, "# seul", True),
        (8, "# bloc", False),
        (12, "", True),
        (13, "# fin", False),
        (19, "", True),
        (20, "# dernier", True),
    ]
    for remarque in releve.remarques:
        assert TEXTE.startswith(remarque.texte or "\n", remarque.place)


def test_une_remarque_apres_une_lettre_n_est_pas_seule():
    assert [(r.texte, r.seule) for r in relever("a # b").remarques] == [("# b", False)]


@pytest.mark.parametrize("fin", ["\r\n", "\r"])
def test_les_fins_de_ligne_n_y_changent_rien(fin):
    assert relever(TEXTE.replace("\n", fin)) == relever(TEXTE)


@pytest.mark.parametrize(
    ("texte", "valeurs", "remarques"),
    [
        ("12", [("", "", "12", True, "12")], []),
        ("# a\n---\n- 1\n", [("", "", "- 1", False, ""), ("0", "", "1", True, "1")], ["# a"]),
        ("{ }  # a", [("", "", "{ }", False, "")], ["# a"]),
        (
            "a:\n  # b\n  c: 1\n   \n# d\n",
            [
                ("", "", "a:\n  # b\n  c: 1", False, ""),
                ("a", "a:\n  # b\n  ", "c: 1", False, ""),
                ("a/c", "c: ", "1", True, "1"),
            ],
            ["# b", "", "# d"],
        ),
        (
            "a: un\n  deux # trois\n",
            [("", "", "a: un\n  deux", False, ""), ("a", "a: ", "un\n  deux", True, "un\n  deux")],
            ["# trois"],
        ),
        (
            "- - 1\n  - {a: 2}\n",
            [
                ("", "", "- - 1\n  - {a: 2}", False, ""),
                ("0", "", "- 1\n  - {a: 2}", False, ""),
                ("0/0", "", "1", True, "1"),
                ("0/1", "", "{a: 2}", False, ""),
                ("0/1/a", "a: ", "2", True, "2"),
            ],
            [],
        ),
    ],
)
def test_un_petit_texte_se_releve_en_entier(texte, valeurs, remarques):
    assert decoupe(texte) == valeurs
    assert [remarque.texte for remarque in relever(texte).remarques] == remarques
