"""The labels that stand beside the codes of a grille: people answer the label, not the code.

A grille whose labels slipped by a line, or that numbers its critères otherwise, would give each
answer to another critère. So each label is compared with the référentiel's of its code. What is
written differently only in case, accents, punctuation, spaces, or was cut by a column's width, is
the same.
"""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from clea_cli.diagnostics import Diagnostic, court, diagnostic
from clea_cli.grille.grille import GrilleBrute, Lue
from clea_cli.grille.libelles import forme
from clea_cli.grille.lire_haut import en_erreur
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


_Admis = dict[str, tuple[str, ...]]  # the labels of each critère, by code


def _libelles(referentiel: Referentiel) -> _Admis:
    """The labels of each critère, compared: the official one, and a branch's if there is one."""
    admis: _Admis = {}
    for code, libelle in _officiels(referentiel).items():
        admis[code] = (libelle,)
    if referentiel.contexte is None:
        return admis
    for code, surcouche in referentiel.contexte.lignes.items():
        if code in admis and surcouche.libelle_local:
            local = forme(surcouche.libelle_local)
            admis[code] += (local,)
    return admis


def _officiels(referentiel: Referentiel) -> dict[str, str]:
    """The official label of each critère, compared, where it is known."""
    libelles: dict[str, str] = {}
    for critere in referentiel.criteres:
        if critere.libelle:
            libelles[critere.code] = forme(critere.libelle)
    return libelles


def lignes(brute: GrilleBrute, referentiel: Referentiel) -> Iterator[LibelleDonne]:
    """Each code of the référentiel with the labels beside it.

    By columns, or above and below the codes in the wide form.
    """
    codes = _officiels(referentiel)
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
        if not texte or forme(texte) not in officiels:
            continue
        trouves += 1
        if trouves >= _SUITE:
            return True
    return False


def _en_colonne(lue: Lue, place: int, codes: Mapping[str, str]) -> Iterator[LibelleDonne]:
    ou = lue.colonnes.critere or 0
    for ligne in lue.avec:
        critere = ligne.cellule(ou)
        libelle = ligne.cellule(place)
        if libelle.valeur and critere.valeur in codes:
            yield LibelleDonne(critere.valeur, critere, libelle)


def _en_large(lue: Lue, codes: Mapping[str, str]) -> Iterator[LibelleDonne]:
    """The rows without an answer that have a text for most codes."""
    criteres = [critere for critere in lue.colonnes.criteres if critere.valeur in codes]
    for ligne in (*lue.au_dessus, *lue.hors):
        trouvees = []
        for critere in criteres:
            cellule = ligne.cellule(critere.colonne - 1)
            if len(cellule.valeur) > _COURT:
                trouvees.append(LibelleDonne(critere.valeur, critere, cellule))
        if 2 * len(trouvees) > len(criteres):
            yield from trouvees


def verifier(brute: GrilleBrute, referentiel: Referentiel) -> Iterator[Diagnostic]:
    """Compare the labels of a grille with those of its codes.

    Errors: F127, F128, F143; warning F129.
    """
    officiels = {critere.code: critere.libelle for critere in referentiel.criteres}
    donnees = lignes(brute, referentiel)
    # Nearly all labels are those of their codes, letter for letter.
    autrement: list[LibelleDonne] = []
    for donnee in donnees:
        if donnee.libelle.valeur != officiels[donnee.code]:
            autrement.append(donnee)
    if autrement:
        yield from _comparer(autrement, referentiel, brute.source)


def _comparer(
    lignes: Iterable[LibelleDonne], referentiel: Referentiel, source: str
) -> Iterator[Diagnostic]:
    admis = _libelles(referentiel)
    autres: list[_Ecart] = []
    propres: list[LibelleDonne] = []
    for ligne in lignes:
        if ERREUR_DE_TABLEUR.fullmatch(ligne.libelle.valeur):
            yield en_erreur(ligne.libelle, source)
            continue
        # 1. The label of the code, in other letters or cut, or of a branch.
        avec_son_code = forme(ligne.libelle.valeur)
        ecrit = _sans_code(avec_son_code, forme(ligne.code))
        if _est_l_un(ecrit, admis[ligne.code]):
            continue
        # 2. The label of another code, and of no code that could be this one.
        autre = _code_du_libelle(ecrit, admis)
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
    if ecrit == libelle:
        return True
    return len(ecrit) >= _COUPE_MIN and libelle.startswith(ecrit)


def _est_l_un(ecrit: str, formes: Sequence[str]) -> bool:
    return any(_meme(ecrit, libelle) for libelle in formes)


def _code_du_libelle(ecrit: str, admis: _Admis) -> str | None:
    """The first code that has this label; None if none has."""
    for code, formes in admis.items():
        if _est_l_un(ecrit, formes):
            return code
    return None


def _pencher(
    lignes: Sequence[LibelleDonne], admis: _Admis
) -> tuple[list[_Ecart], list[LibelleDonne]]:
    """Share lines in words of one's own between those that lean to other codes, and the others.

    A label nearly copied from another code's is that one's. Of looser likenesses, one proves
    nothing: they count in a domaine where most lines lean so, three at least.
    """
    ecarts: list[_Ecart] = []
    a_soi: list[LibelleDonne] = []
    penchees: dict[str, list[_Ecart]] = {}
    droites: Counter[str] = Counter()
    # 1. To which label each line is nearest, and by how much.
    for ligne in lignes:
        domaine = _domaine(ligne)
        notes = _ressemblances(forme(ligne.libelle.valeur), admis)
        sienne = notes.pop(ligne.code)
        autre = max(notes, key=notes.__getitem__, default=ligne.code)
        note = notes.get(autre, 0)
        ecart = _Ecart(ligne, autre)
        plus_proche = note - sienne >= _ECART
        if plus_proche and note >= _COPIE:
            ecarts.append(ecart)
        elif plus_proche and note >= _PARENTE:
            penchees.setdefault(domaine, []).append(ecart)
        else:
            droites[domaine] += 1
            a_soi.append(ligne)
    # 2. Whether the lines of a domaine that lean are more than the others.
    for domaine, siennes in penchees.items():
        if len(siennes) >= _SUITE and len(siennes) > droites[domaine]:
            ecarts += siennes
        else:
            a_soi += [ecart.ligne for ecart in siennes]
    return ecarts, sorted(a_soi, key=_place)


def _place(ligne: LibelleDonne) -> tuple[int, int, int, str]:
    """Where a label stands, from the top, from the left."""
    libelle = ligne.libelle
    return libelle.ligne, libelle.rang, libelle.colonne, libelle.feuille


def _domaine(ligne: LibelleDonne) -> str:
    return ligne.code.partition(".")[0]


def _ressemblances(ecrit: str, admis: _Admis) -> dict[str, float]:
    """How much a text resembles the labels of each code, of 100; words may be in any order."""
    from rapidfuzz import fuzz  # late: most grilles have the official labels

    notes = {}
    for code, formes in admis.items():
        siennes = [fuzz.token_sort_ratio(ecrit, libelle) for libelle in formes]
        notes[code] = max(siennes)
    return notes


def _fautes(
    ecarts: Sequence[_Ecart], referentiel: Referentiel, source: str
) -> Iterator[Diagnostic]:
    """One fault a line, or one for all where the whole column is another's."""
    if len(ecarts) < _SUITE:
        for ecart in ecarts:
            yield _faute("F127", ecart, source)
        return
    cause = "une autre numérotation"
    if _glisse(ecarts, referentiel):
        cause = "la colonne des libellés a glissé"
    yield _faute("F128", ecarts[0], source, nombre=len(ecarts), cause=cause)


def _faute(code: str, ecart: _Ecart, source: str, **faits: object) -> Diagnostic:
    ligne = ecart.ligne
    return diagnostic(
        code,
        ligne.libelle.position(source),
        code=ligne.code,
        libelle=court(ligne.libelle.valeur),
        autre=ecart.autre,
        **faits,
    )


def _glisse(ecarts: Sequence[_Ecart], referentiel: Referentiel) -> bool:
    """Whether most labels are those of the critère so many lines above or below.

    That is a column that was moved.
    """
    rangs = {critere.code: rang for rang, critere in enumerate(referentiel.criteres)}
    pas: Counter[int] = Counter()
    for ecart in ecarts:
        decalage = rangs[ecart.autre] - rangs[ecart.ligne.code]
        pas[decalage] += 1
    le_plus_frequent = max(pas.values())
    return 2 * le_plus_frequent > len(ecarts)


def _a_soi(lignes: Sequence[LibelleDonne], source: str) -> Diagnostic:
    exemple = lignes[0]
    return diagnostic(
        "F129",
        exemple.libelle.position(source),
        nombre=len(lignes),
        code=exemple.code,
        libelle=court(exemple.libelle.valeur),
    )
