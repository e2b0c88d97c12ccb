"""How a grid is laid out in a table: which columns hold codes, which hold labels, decided once for all rows."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from clea_cli.sources.cellules import Ligne
from clea_cli.sources.mots import forme_comparable

NIVEAUX = ("domaine", "sous-domaine", "critère")

_TITRES = {  # the headings of a column of labels: of one depth, or of all (None)
    **dict.fromkeys(("libelle", "intitule", "designation", "description"), None),
    **dict.fromkeys(("domaine", "domaines", "bloc", "blocs"), 0),
    **dict.fromkeys(("bloc de competences", "blocs de competences"), 0),
    **dict.fromkeys(("sous domaine", "sous domaines"), 1),
    **dict.fromkeys(("competence", "competences"), 2),
    **dict.fromkeys(("sous competence", "sous competences"), 3),
    **dict.fromkeys(("critere", "criteres", "critere d evaluation", "criteres d evaluation"), 4),
    **dict.fromkeys(("indicateur", "indicateurs"), 5),
}
# the depths whose level needs no look at the others
_SURS = {0: 0, 1: 1, 4: 2}
_CODES = frozenset(("code", "codes", "reference", "ref"))
_NUMEROS = frozenset(("n°", "n", "no", "numero"))  # numbers of rows as often as codes: only trusted alone
_MOTS = {"d": 0, "domaine": 0, "sd": 1, "sousdomaine": 1, "c": 2, "critere": 2}
_CODE = re.compile(
    r"(?P<mot>domaine|sous[- ]?domaine|crit[eè]re|sd|d|c(?=\d))?\s*(?:n°)?\s*"
    r"(?P<code>\d{1,3}(?:[.,_-]\d{1,3})*)(?![\w%])\s*[.)]?\s*(?P<signe>[:–—-])?\s*(?P<reste>.*)",
    re.IGNORECASE | re.DOTALL,
)


class Code(NamedTuple):
    """What a cell says of a code: its numbers, the level that a word gives it (None: no word), what follows it."""

    nombres: tuple[str, ...]
    niveau: int | None
    reste: str
    seul: bool  # a bare number before words: « 3 gestes » is no code unless its column is one of codes


def lire_code(cellule: str) -> Code | None:
    """Read a cell that begins with a code, whatever way it is written."""
    trouve = _CODE.fullmatch(cellule)
    if trouve is None:
        return None
    mot = re.sub("[^a-z]", "", forme_comparable(trouve["mot"] or ""))
    nombres = tuple(re.split("[.,_-]", trouve["code"]))
    return Code(nombres, _MOTS.get(mot), trouve["reste"].strip(), len(nombres) == 1 and not mot and not trouve["signe"])


class Disposition(NamedTuple):
    """Where things stand. `niveaux` gives columns of labels their level; it is empty when the codes tell the levels.

    `libelles` are the columns of labels by their headings, in the columns `reunis` the label follows the
    code in its cell.
    """

    titres: int | None  # the index of the headings' row
    codes: tuple[int, ...]
    libelles: tuple[int, ...]
    niveaux: dict[int, int]
    reunis: frozenset[int]


def disposer(lignes: Sequence[Ligne]) -> Disposition:
    """Decide how a table is laid out; nothing is found where neither codes nor columns show a level."""
    titres = next((rang for rang, ligne in enumerate(lignes) if est_un_titre(ligne)), None)
    noms = [] if titres is None else [forme_comparable(texte) for texte in lignes[titres].valeurs]
    corps = lignes if titres is None else lignes[titres + 1 :]
    niveaux = _niveaux(noms)
    libelles = tuple(i for i, nom in enumerate(noms) if nom in _TITRES and _TITRES[nom] is None)
    codes = tuple(i for i, nom in enumerate(noms) if nom in _CODES) or _colonnes_de_codes(corps, noms)
    if len(niveaux) >= 2 and not set(niveaux) & set(codes):
        return Disposition(titres, codes if len(codes) == 1 else (), (), niveaux, frozenset())
    if not codes:
        return Disposition(titres, (), (), _trois_colonnes(corps), frozenset())
    reunis = frozenset(() if libelles else (i for i in codes if _reunis(corps, i)))
    return Disposition(titres, codes, libelles, {}, reunis)


def _niveaux(noms: Sequence[str]) -> dict[int, int]:
    """The levels of the columns that are headed so; a « compétence » stands between what is there."""
    profondeurs = {}
    for indice, nom in enumerate(noms):
        profondeur = _TITRES.get(nom)
        if profondeur is not None:
            profondeurs[indice] = profondeur
    presentes = sorted(set(profondeurs.values()))
    rangs = _SURS if set(presentes) <= set(_SURS) else {p: rang for rang, p in enumerate(presentes)}
    return {indice: rangs[profondeur] for indice, profondeur in profondeurs.items()}


def colonnes_titrees_code(titres: Ligne) -> tuple[int, ...]:
    """The columns that are headed « Code », whatever they hold."""
    formes = [forme_comparable(texte) for texte in titres.valeurs]
    return tuple(indice for indice, forme in enumerate(formes) if forme in _CODES)


def _reunis(corps: Sequence[Ligne], indice: int) -> bool:
    """Whether most codes of a column are followed by something in their cells."""
    lus = [code for ligne in corps if (code := lire_code(ligne.cellule(indice).valeur))]
    return 2 * sum(bool(code.reste) for code in lus) >= len(lus)


def est_un_titre(ligne: Ligne) -> bool:
    """Whether a row is one of headings."""
    formes = [forme_comparable(texte) for texte in ligne.valeurs]
    connus = {forme for forme in formes if forme in _TITRES}
    return len(connus) >= 2 or (bool(connus) and bool((_CODES | _NUMEROS) & {*formes}))


def _colonnes_de_codes(corps: Sequence[Ligne], noms: Sequence[str]) -> tuple[int, ...]:
    """The columns where most cells are codes, or begin with one; a column of bare numbers beside them is none."""
    comptes: dict[int, list[Code | None]] = {}
    for ligne in corps:
        for indice, texte in enumerate(ligne.valeurs):
            if texte:
                comptes.setdefault(indice, []).append(lire_code(texte))
    trouvees = {i: [c for c in lus if c] for i, lus in comptes.items() if 2 * sum(map(bool, lus)) >= len(lus)}
    profondes = {
        i for i, lus in trouvees.items() if any(len(code.nombres) > 1 or code.niveau is not None for code in lus)
    }
    seules = {i for i, lus in trouvees.items() if i not in profondes and all(i < autre for autre in profondes)}
    sans_rang = {i for i in seules if not (i < len(noms) and noms[i] in _NUMEROS | {"points"})}
    return tuple(sorted(profondes | {i for i in sans_rang if profondes and len(trouvees[i]) < len(corps)}))


def _trois_colonnes(corps: Sequence[Ligne]) -> dict[int, int]:
    """The levels of columns without headings: three columns, and rows of one cell each."""
    occupees = sorted({indice for ligne in corps for indice, texte in enumerate(ligne.valeurs) if texte})
    seules = all(sum(map(bool, ligne.valeurs)) == 1 for ligne in corps)
    return {indice: rang for rang, indice in enumerate(occupees)} if seules and len(occupees) == 3 else {}
