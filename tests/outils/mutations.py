"""Valid files, damaged as people, programs and disks damage them: texts, trees, tables, archives, bytes."""

import copy
import json
import re
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from hypothesis import strategies as st

MOTS = (  # what readers trip over: empty, huge, other digits, other signs, other formats' syntax
    *(
        "",
        " ",
        "\n",
        "\r\n",
        "\t",
        "\0",
        "\ufeff",
        "\u2028",
        "\u202e",
        "\x1b[2J",
        "\ufffd",
        "e\u0301",
        "\u00a0",
    ),
    *(
        "0",
        "-1",
        "²",
        "½",
        "١٢",
        "１．１",
        "1e999",
        "nan",
        "1/0",
        "1/2",
        "0x1F",
        "1_000",
        "9" * 400,
        "1" * 5000,
    ),
    *(
        "31/02/2026",
        "0000-00-00",
        "0001-01-01",
        "9999-12-31",
        "2026-11-28",
        "24:00",
        "25h-26h",
        "9h-12h",
        "12:00-09:00",
    ),
    *(
        '"',
        "'",
        ";",
        ",",
        "|",
        ":",
        ": ",
        "- ",
        "#",
        "[",
        "]",
        "{",
        "}",
        "*a",
        "&a ",
        "!!str ",
        "---",
        "...",
        "%YAML",
    ),
    *(
        "null",
        "~",
        "oui",
        "no",
        "x",
        "A",
        "NA",
        "NE",
        "acquis",
        "non acquis",
        "certifié",
        "=1+1",
        "<a>",
        "{{ 1 }}",
    ),
    *("1.1", "1.1.1", "1.1.99", "../../x", "C:\\x", "/dev/null", "CON", "a" * 300, "é" * 40_000),
)
VALEURS = (
    None,
    True,
    False,
    0,
    -1,
    1.5,
    10**400,
    1e308,
    "",
    [],
    {},
    [[]],
    [None],
    {"a": 1},
    ["a"] * 3,
)
ENCODAGES = ("utf-8", "utf-8", "utf-8", "utf-8-sig", "cp1252", "utf-16", "mac_roman", "utf-32")


@st.composite
def texte(draw: Any, graine: str) -> str:
    """A text of which a few words or lines are changed, lost, moved or said twice."""
    for _ in range(draw(st.integers(1, 4))):
        geste = draw(st.sampled_from((_mot, _mot, _mot, _ligne, _ligne, _coupe)))
        graine = geste(draw, graine)
    return graine


def _mot(draw: Any, graine: str) -> str:
    morceaux = re.split(r"(\W)", graine)
    rang = draw(st.integers(0, len(morceaux) - 1))
    neufs = st.one_of(st.sampled_from(MOTS), st.sampled_from(morceaux), st.text(max_size=5))
    morceaux[rang] = draw(neufs) + (morceaux[rang] if draw(st.booleans()) else "")
    return "".join(morceaux)


def _ligne(draw: Any, graine: str) -> str:
    lignes = graine.splitlines(keepends=True) or [""]
    de, vers = (draw(st.integers(0, len(lignes) - 1)) for _ in range(2))
    ligne = lignes[de]
    if draw(st.booleans()):
        del lignes[de]
    if draw(st.booleans()):
        lignes.insert(vers, ligne)
    return "".join(lignes)


def _coupe(draw: Any, graine: str) -> str:
    return graine[: draw(st.integers(0, len(graine)))]


@st.composite
def octets(draw: Any, graine: bytes) -> bytes:
    """Bytes of which a few are lost, changed or added."""
    for _ in range(draw(st.integers(0, 2))):
        debut, longueur = draw(st.integers(0, len(graine))), draw(st.integers(0, 8))
        graine = graine[:debut] + draw(st.binary(max_size=8)) + graine[debut + longueur :]
    return graine


@st.composite
def fichier_texte(draw: Any, graine: bytes) -> bytes:
    """A file of text, damaged and in some encoding."""
    ecrit = draw(texte(graine.decode("utf-8-sig", "replace")))
    code = ecrit.encode(draw(st.sampled_from(ENCODAGES)), "replace")
    return draw(octets(code)) if draw(st.integers(0, 5)) == 0 else code


@st.composite
def arbre(draw: Any, graine: Any) -> bytes:
    """A tree (of JSON, which is YAML too) of which a few branches are changed, lost, moved or renamed."""
    graine = copy.deepcopy(graine)
    for _ in range(draw(st.integers(1, 3))):
        lieux = list(_lieux(graine))
        if lieux:
            _greffer(draw, lieux)
    return json.dumps(graine, ensure_ascii=draw(st.booleans()), default=str).encode(
        "utf-8", "surrogatepass"
    )


def _greffer(draw: Any, lieux: list[tuple[Any, Any]]) -> None:
    branche, cle = draw(st.sampled_from(lieux))
    autre, ailleurs = draw(st.sampled_from(lieux))
    geste = draw(st.sampled_from(("valeur", "mot", "ailleurs", "perdue", "double")))
    if geste == "perdue":
        del branche[cle]
    elif geste == "double" and isinstance(branche, list):
        branche.insert(cle, copy.deepcopy(branche[cle]))
    elif geste == "double":
        branche[draw(st.sampled_from(MOTS))] = branche.pop(cle)
    elif geste == "ailleurs":
        branche[cle] = copy.deepcopy(autre[ailleurs])
    else:
        branche[cle] = copy.deepcopy(draw(st.sampled_from(MOTS if geste == "mot" else VALEURS)))


def _lieux(noeud: Any) -> Any:
    """Each place of a tree, as the branch and the key."""
    suites = (
        noeud.items()
        if isinstance(noeud, dict)
        else enumerate(noeud)
        if isinstance(noeud, list)
        else ()
    )
    for cle, suite in list(suites):
        yield noeud, cle
        yield from _lieux(suite)


@st.composite
def rangees(draw: Any, graine: list[list[str]]) -> list[list[str]]:
    """A table of which a few cells, rows or columns are changed, lost, moved or said twice."""
    graine = [list(ligne) for ligne in graine]
    for _ in range(draw(st.integers(0, 4))):
        rang = draw(st.integers(0, len(graine) - 1))
        ligne = graine[rang]
        colonne = draw(st.integers(0, max(0, len(ligne) - 1)))
        geste = draw(st.sampled_from(("mot", "mot", "double", "perdue", "colonne")))
        if geste == "mot":
            ligne[colonne : colonne + 1] = [
                draw(st.one_of(st.sampled_from(MOTS), st.text(max_size=5)))
            ]
        elif geste == "double":
            graine.insert(draw(st.integers(0, len(graine))), list(ligne))
        elif geste == "perdue" and len(graine) > 1:
            del graine[rang]
        elif geste == "colonne":
            mot = draw(st.sampled_from(MOTS))
            for une in graine:
                une[colonne:colonne] = [mot]
    return [[cellule[:32_000] for cellule in ligne] for ligne in graine]


@st.composite
def archive(draw: Any, graine: bytes) -> bytes:
    """A workbook or a document (a zip) of which one part is damaged, or the archive itself."""
    if draw(st.integers(0, 4)) == 0:
        return draw(octets(graine))
    try:
        with ZipFile(BytesIO(graine)) as lue:
            parties = {nom: lue.read(nom) for nom in lue.namelist()}
    except BadZipFile:
        return draw(octets(graine))
    nom = draw(st.sampled_from(sorted(parties)))
    if draw(st.integers(0, 4)) == 0:
        del parties[nom]
    else:
        parties[nom] = draw(texte(parties[nom].decode("utf-8", "replace"))).encode(
            "utf-8", "replace"
        )
    ecrite = BytesIO()
    with ZipFile(ecrite, "w", ZIP_DEFLATED) as neuve:
        for partie, contenu in parties.items():
            neuve.writestr(partie, contenu)
    return ecrite.getvalue()
