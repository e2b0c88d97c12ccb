"""Bytes whose writer is not known: which readings make sense, in which order, and what is said where none does."""

import pytest

from clea_cli.sources.encodages import ligne_illisible, precision, textes

MARQUE = b"\xef\xbb\xbf"


@pytest.mark.parametrize(
    ("contenu", "attendues"),
    [
        (b"a;b", [("utf-8", "a;b")]),
        (MARQUE + "é".encode(), [("utf-8", "é")]),
        (
            MARQUE * 2 + "Xé\ufeff".encode(),
            [("utf-8", "Xé\ufeff")],
        ),  # a mark twice at the start, never elsewhere
        (b"\xfe\xff\x20\x1c\x20\x1d", [("utf-16", "“”")]),  # a mark is enough, without any null
        (b"\xff\xfe\x1c\x20\x1d\x20", [("utf-16", "“”")]),
        (b"a\0b\0c\0", [("utf-16", "abc")]),
        (b"\0a\0b\0c", [("utf-16", "abc")]),
        (
            b"\0a\0bcdef",
            [("utf-8", "\0a\0bcdef")],
        ),  # one null in four is not yet Latin letters in UTF-16
        (b"\0a\0b\0cde\x20\x1d", [("utf-16", "abc摥”")]),
        (b"\0abc" * 500 + b"\0", [("utf-8", "\0abc" * 500 + "\0")]),  # the first 2,000 bytes tell
        (b"a\0b", []),  # cut in the middle of a letter
        (b"l\x92\xe9t\xe9", [("windows-1252", "l’été")]),
        (b"\x8et\x8e", [("mac", "été"), ("windows-1252", "ŽtŽ")]),
        (
            b"non \x82valu\x82",
            [("dos", "non évalué"), ("windows-1252", "non ‚valu‚"), ("mac", "non ÇvaluÇ")],
        ),
        (b"\x90VALU\x90", [("dos", "ÉVALUÉ"), ("mac", "êVALUê")]),
        (b"a;b\x1a", [("utf-8", "a;b\r\n")]),  # DOS ends a text so
        (b"a;b\n\x1a", [("utf-8", "a;b\n")]),
        (
            b"\xca",
            [("windows-1252", "Ê"), ("mac", "\xa0")],
        ),  # as French one way as the other: Windows is likelier
        (b"\xe9\xc3\xa9", []),  # two encodings mixed
        (
            b"\xe0\x81",
            [],
        ),  # a byte that Windows does not have, and letters of Mac that no French text holds
    ],
)
def test_seules_les_lectures_qui_ont_un_sens_sont_gardees(contenu, attendues):
    assert list(textes(contenu, None)) == attendues


@pytest.mark.parametrize(
    ("nom", "contenu"), [("mac", b"\xe9"), ("windows-1252", b"\xc3\xa9"), ("utf-16", b"a\0")]
)
def test_ce_qui_est_force_n_est_pas_juge(nom, contenu):
    (lue,) = textes(contenu, nom)
    assert lue[0] == nom


@pytest.mark.parametrize(
    ("contenu", "ligne", "dit"),
    [
        (b"a\n\xe9\n", (2,), " : il mélange deux encodages, ou il est coupé"),
        (b"\xe9", (1,), " : il mélange deux encodages, ou il est coupé"),
        (b"a\nb\n", (), ""),
        (b"a\0\n\xe9", (), ""),  # it did not begin as UTF-8
        (b"a" * 2000 + b"\0\n\xe9", (2,), " : il mélange deux encodages, ou il est coupé"),
    ],
)
def test_ce_qui_ne_se_lit_pas_dit_la_ligne_ou_l_utf_8_finit(contenu, ligne, dit):
    assert ligne_illisible(contenu) == ligne
    assert precision(contenu, None) == dit
    assert precision(contenu, "mac") == " en Mac"
