"""The labels that stand beside the codes of a grille: people answer the label, not the code.

A grille whose labels slipped by a line, or that numbers its critères otherwise, would give each answer to another
critère. So each label is compared with the référentiel's of its code. What is written differently only in case,
accents, punctuation, spaces, or was cut by a column's width, is the same.
"""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from clea_cli.diagnostics import Diagnostic, court, diagnostic
from clea_cli.grille.grille import GrilleBrute, Lue
from clea_cli.grille.libelles import forme
from clea_cli.referentiel.referentiel import Referentiel
from clea_cli.sources.cellules import Cellule
from clea_cli.sources.mots import ERREUR_DE_TABLEUR

_COURT = 3  # letters: fewer are a mode, a level, a weight
_COUPE_MIN = 12  # characters from which a text may be a label that was cut
_COPIE = 90  # of 100: a label with a slip of the pen
_PARENTE = 60  # of 100: two labels that speak of the same thing
_ECART = 15  # by how much a label must be nearer to another code's than to its own
_SUITE = 3  # lines that lean towards other codes: fewer may be chance


class LibelleDonne(NamedTuple):
    """A code of the référentiel, and the label that the grille gives it."""

    code: str
    critere: Cellule
    libelle: Cellule


class _Ecart(NamedTuple):
    """A line whose label is the one of `autre`, or the likeliest."""

    ligne: LibelleDonne
    autre: str


def _libelles(referentiel: Referentiel) -> dict[str, tuple[str, ...]]:
    """The labels of each critère, compared: the official one, and the one of a branch if a context gives it."""
    admis: dict[str, tuple[str, ...]] = {
        critere.code: (forme(critere.libelle),)
        for critere in referentiel.criteres
        if critere.libelle
    }
    surcouches = referentiel.contexte.lignes if referentiel.contexte else {}
    for code, surcouche in surcouches.items():
        if code in admis and surcouche.libelle_local:
            admis[code] += (forme(surcouche.libelle_local),)
    return admis


def lignes(brute: GrilleBrute, referentiel: Referentiel) -> Iterator[LibelleDonne]:
    """Each code of the référentiel with the labels beside it, by columns, or above and below it in the wide form."""
    codes = {
        critere.code: forme(critere.libelle) for critere in referentiel.criteres if critere.libelle
    }
    officiels = frozenset(codes.values())
    for critere, libelle in brute.joints:
        if critere.valeur in codes:
            yield LibelleDonne(critere.valeur, critere, libelle)
    for lue in brute.lues:
        if lue.colonnes.critere is None:
            yield from _en_large(lue, codes)
            continue
        for place in lue.a_cote:
            if place not in lue.ignorees and _est_de_libelles(lue, place, officiels):
                yield from _en_colonne(lue, place, codes)


def _est_de_libelles(lue: Lue, place: int, officiels: Container[str]) -> bool:
    """Whether a column holds labels: its heading says so, or a few of its cells are some."""
    tenu = lue.role(place)
    if tenu in ("libelle", "commentaire"):
        return tenu == "libelle"
    trouves = 0
    for ligne in lue.avec:
        texte = ligne.valeurs[place] if place < len(ligne.valeurs) else ""
        trouves += bool(texte) and forme(texte) in officiels
        if trouves >= _SUITE:
            return True
    return False


def _en_colonne(lue: Lue, place: int, codes: Mapping[str, str]) -> Iterator[LibelleDonne]:
    ou = lue.colonnes.critere or 0
    for ligne in lue.avec:
        code = ligne.valeurs[ou]
        libelle = ligne.valeurs[place] if place < len(ligne.valeurs) else ""
        if libelle and code in codes:
            yield LibelleDonne(code, ligne.cellule(ou), ligne.cellule(place))


def _en_large(lue: Lue, codes: Mapping[str, str]) -> Iterator[LibelleDonne]:
    """The rows without an answer that have a text for most codes."""
    criteres = [critere for critere in lue.colonnes.criteres if critere.valeur in codes]
    for ligne in (*lue.au_dessus, *lue.hors):
        cellules = [ligne.cellule(critere.colonne - 1) for critere in criteres]
        if 2 * sum(len(cellule.valeur) > _COURT for cellule in cellules) <= len(cellules):
            continue
        for critere, cellule in zip(criteres, cellules, strict=True):
            if len(cellule.valeur) > _COURT:
                yield LibelleDonne(critere.valeur, critere, cellule)


def verifier(brute: GrilleBrute, referentiel: Referentiel) -> Iterator[Diagnostic]:
    """Compare the labels of a grille with those of its codes. Errors: F127, F128, F143; warning F129."""
    officiels = {critere.code: critere.libelle for critere in referentiel.criteres}
    # Nearly all labels are those of their codes, letter for letter.
    autrement = [
        une for une in lignes(brute, referentiel) if une.libelle.valeur != officiels[une.code]
    ]
    return _comparer(autrement, referentiel, brute.source) if autrement else iter(())


def _comparer(
    lignes: Iterable[LibelleDonne], referentiel: Referentiel, source: str
) -> Iterator[Diagnostic]:
    admis = _libelles(referentiel)
    autres: list[_Ecart] = []
    propres: list[LibelleDonne] = []
    for ligne in lignes:
        # 1. The label of the code, in other letters or cut, or of a branch.
        if ERREUR_DE_TABLEUR.fullmatch(ligne.libelle.valeur):
            yield diagnostic(
                "F143", ligne.libelle.position(source), valeur=court(ligne.libelle.valeur)
            )
            continue
        ecrit = _sans_code(forme(ligne.libelle.valeur), forme(ligne.code))
        if any(_meme(ecrit, libelle) for libelle in admis[ligne.code]):
            continue
        # 2. The label of another code, and of no code that could be this one.
        autre = next((code for code, formes in admis.items() if _est_l_un(ecrit, formes)), None)
        if autre is None:
            propres.append(ligne)
        else:
            autres.append(_Ecart(ligne, autre))
    # 3. What is left is written in words of one's own: nearest to which labels?
    if propres:
        penchees, a_soi = _pencher(propres, admis)
        autres += penchees
        if a_soi:
            yield _a_soi(a_soi, source)
    yield from _fautes(autres, referentiel, source)


def _sans_code(ecrit: str, code: str) -> str:
    """A label that repeats its code before its words, without it."""
    return ecrit.removeprefix(f"{code} ")


def _meme(ecrit: str, libelle: str) -> bool:
    """Whether a text is a label, or the beginning of it that a column had room for."""
    return ecrit == libelle or (len(ecrit) >= _COUPE_MIN and libelle.startswith(ecrit))


def _est_l_un(ecrit: str, formes: Sequence[str]) -> bool:
    return any(_meme(ecrit, libelle) for libelle in formes)


def _pencher(
    lignes: Sequence[LibelleDonne], admis: Mapping[str, Sequence[str]]
) -> tuple[list[_Ecart], list[LibelleDonne]]:
    """Share lines in words of one's own between those that lean to other codes, and the others.

    A label nearly copied from another code's is that one's. Of looser likenesses, one proves nothing: they count in a
    domaine where most lines lean so, three at least.
    """
    copies: list[_Ecart] = []
    penchees: dict[str, list[_Ecart]] = {}
    droites: dict[str, list[LibelleDonne]] = {}
    for ligne in lignes:
        notes = _ressemblances(forme(ligne.libelle.valeur), admis)
        sienne = notes.pop(ligne.code)
        autre = max(notes, key=notes.__getitem__, default=ligne.code)
        avance = notes.get(autre, 0) - sienne
        if avance >= _ECART and notes[autre] >= _COPIE:
            copies.append(_Ecart(ligne, autre))
        elif avance >= _ECART and notes[autre] >= _PARENTE:
            penchees.setdefault(_domaine(ligne), []).append(_Ecart(ligne, autre))
        else:
            droites.setdefault(_domaine(ligne), []).append(ligne)
    ecarts = list(copies)
    a_soi = [ligne for lignes in droites.values() for ligne in lignes]
    for domaine, siennes in penchees.items():
        if len(siennes) >= max(_SUITE, len(droites.get(domaine, ())) + 1):
            ecarts += siennes
        else:
            a_soi += (ecart.ligne for ecart in siennes)
    return ecarts, sorted(a_soi, key=lambda ligne: ligne.libelle[1:])


def _domaine(ligne: LibelleDonne) -> str:
    return ligne.code.partition(".")[0]


def _ressemblances(ecrit: str, admis: Mapping[str, Sequence[str]]) -> dict[str, float]:
    """How much a text resembles the labels of each code, of 100; the order of its words does not count."""
    from rapidfuzz import fuzz  # late: most grilles have the official labels

    notes = {}
    for code, formes in admis.items():
        notes[code] = max(fuzz.token_sort_ratio(ecrit, libelle) for libelle in formes)
    return notes


def _fautes(
    ecarts: Sequence[_Ecart], referentiel: Referentiel, source: str
) -> Iterator[Diagnostic]:
    """One fault a line, or one for all where the whole column is another's."""
    if len(ecarts) < _SUITE:
        for ecart in ecarts:
            faits = {
                "libelle": court(ecart.ligne.libelle.valeur),
                "code": ecart.ligne.code,
                "autre": ecart.autre,
            }
            yield diagnostic("F127", ecart.ligne.libelle.position(source), **faits)
        return
    premier = ecarts[0]
    cause = (
        "la colonne des libellés a glissé"
        if _glisse(ecarts, referentiel)
        else "une autre numérotation"
    )
    yield diagnostic(
        "F128",
        premier.ligne.libelle.position(source),
        nombre=len(ecarts),
        cause=cause,
        code=premier.ligne.code,
        libelle=court(premier.ligne.libelle.valeur),
        autre=premier.autre,
    )


def _glisse(ecarts: Sequence[_Ecart], referentiel: Referentiel) -> bool:
    """Whether most labels are those of the critère so many lines above or below: a column that was moved."""
    rangs = {critere.code: rang for rang, critere in enumerate(referentiel.criteres)}
    pas = Counter(rangs[ecart.autre] - rangs[ecart.ligne.code] for ecart in ecarts)
    return 2 * max(pas.values()) > len(ecarts)


def _a_soi(lignes: Sequence[LibelleDonne], source: str) -> Diagnostic:
    exemple = lignes[0]
    return diagnostic(
        "F129",
        exemple.libelle.position(source),
        nombre=len(lignes),
        code=exemple.code,
        libelle=court(exemple.libelle.valeur),
    )
