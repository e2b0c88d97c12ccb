import re
from hypothesis import given, settings, strategies as st
from clea_cli.readers.yaml_source import lire
from clea_cli.workflow.mise_en_forme import formater
from tests.yaml_libre import documents


def charge(texte):
    lu = lire(texte.encode(), "r.yaml")
    assert lu.diagnostics == (), (texte, lu.diagnostics)
    return lu.value.racine


def fige(v):
    if isinstance(v, dict):
        return [(k, fige(x)) for k, x in v.items()]
    if isinstance(v, list):
        return ["liste", *map(fige, v)]
    return (type(v), v)


def forme(texte):
    r = formater(texte.encode(), "r.yaml")
    assert r.value is not None, r.diagnostics
    return r.value.decode()


@given(documents())
@settings(max_examples=20000, deadline=None)
def test_prop(d):
    texte, commentaires = d
    if lire(texte.encode(), "r").value is None:
        return
    f = forme(texte)
    assert fige(charge(f)) == fige(charge(texte))
    assert re.findall(r"# c\d+", f) == commentaires
    assert forme(f) == f, f


N = [0, 0]


@given(documents())
@settings(max_examples=500, deadline=None)
def test_part(d):
    N[0] += 1
    N[1] += lire(d[0].encode(), "r").value is None
    if lire(d[0].encode(), "r").value is None:
        print(d[0], lire(d[0].encode(), "r").diagnostics)


def test_dit():
    print(N)
    assert 0


@given(st.text("ab:-[]{}|>'\"#,?\n \\.0", max_size=60))
@settings(max_examples=30000, deadline=None)
def test_prop2(texte):
    if lire(texte.encode(), "r").value is None:
        return
    f = forme(texte)
    assert fige(charge(f)) == fige(charge(texte))
    assert forme(f) == f, f
