"""How a grid is laid out in a table: which columns hold codes, which hold labels, decided once for all rows."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from clea_cli.sources.cellules import Ligne
from clea_cli.sources.mots import forme_comparable

NIVEAUX = ("domaine", "sous-domaine", "critère")

# the headings of a column of labels: those of one depth, and those of labels of any (None)
_PROFONDEURS: dict[int | None, tuple[str, ...]] = {
    # « fullStatement » and « humanCodingScheme » are the words of CASE, in the CSV of its tools
    None: ("libelle", "intitule", "designation", "description", "fullstatement", "full statement"),
    0: ("domaine", "domaines", "bloc", "blocs", "bloc de competences", "blocs de competences"),
    1: ("sous domaine", "sous domaines"),
    2: ("activite", "activites"),
    3: ("competence", "competences"),
    4: ("sous competence", "sous competences"),
    5: ("critere", "criteres", "critere d evaluation", "criteres d evaluation"),
    6: ("indicateur", "indicateurs", "enonce", "enonces", "acquis", "acquis d apprentissage"),
}
_TITRES = {titre: profondeur for profondeur, titres in _PROFONDEURS.items() for titre in titres}
# the depths whose level needs no look at the others
_SURS = {0: 0, 1: 1, 5: 2}
_CODES = frozenset(
    ("code", "codes", "reference", "ref", "humancodingscheme", "human coding scheme")
)
# numbers of rows as often as codes: only trusted alone
_NUMEROS = frozenset(("n°", "n", "no", "numero"))
_POINTS = frozenset(("points", "point", "nombre de points", "bareme"))
_MOTS = {
    "d": 0,
    "domaine": 0,
    "bloc": 0,
    "sd": 1,
    "sousdomaine": 1,
    "competence": 1,
    "c": 2,
    "critere": 2,
}
_CODE = re.compile(
    r"(?P<mot>domaine|bloc|sous[- ]?domaine|comp[eé]tence|crit[eè]re|sd|d|c(?=[0-9]))?\s*(?:n°)?\s*"
    r"(?P<code>[0-9]{1,3}(?:[.,_-][0-9]{1,3})*)(?![\w%])\s*[.)]?\s*(?P<signe>[:–—-])?\s*(?P<reste>.*)",
    re.IGNORECASE | re.DOTALL,
)


class CodeLu(NamedTuple):
    """What a cell says of a code: its numbers, the level that a word gives it (None: no word), what follows it."""

    nombres: tuple[str, ...]
    niveau: int | None
    reste: str
    seul: bool  # a bare number before words: « 3 gestes » is no code unless its column is one of codes

    @property
    def rang(self) -> int:
        """Its level, from 0: what the word says of one number, else how many numbers there are."""
        if self.niveau is not None and len(self.nombres) == 1:
            return self.niveau
        return len(self.nombres) - 1


def lire_code(cellule: str) -> CodeLu | None:
    """Read a cell that begins with a code, whatever way it is written."""
    trouve = _CODE.fullmatch(cellule)
    if trouve is None:
        return None
    mot = re.sub("[^a-z]", "", forme_comparable(trouve["mot"] or ""))
    nombres = tuple(re.split("[.,_-]", trouve["code"]))
    seul = len(nombres) == 1 and not mot and not trouve["signe"]
    return CodeLu(nombres, _MOTS.get(mot), trouve["reste"].strip(), seul)


class Disposition(NamedTuple):
    """Where things stand. `niveaux` gives columns of labels their level; it is empty when the codes tell the levels.

    `libelles` are the columns of labels by their headings, in the columns `reunis` the label follows the
    code in its cell. In the columns `requis` each cell must have a code.
    """

    titres: int | None  # the index of the headings' row
    codes: tuple[int, ...]
    libelles: tuple[int, ...]
    niveaux: dict[int, int]
    reunis: frozenset[int]
    requis: frozenset[int] = frozenset()


def disposer(lignes: Sequence[Ligne]) -> Disposition:
    """Decide how a table is laid out; nothing is found where neither codes nor columns show a level."""
    titres = next((rang for rang, ligne in enumerate(lignes) if est_un_titre(ligne)), None)
    noms = [] if titres is None else _formes(lignes[titres])
    corps = lignes if titres is None else lignes[titres + 1 :]
    niveaux = _niveaux(noms)
    libelles = tuple(i for i, nom in enumerate(noms) if nom in _TITRES and _TITRES[nom] is None)
    codes = tuple(i for i, nom in enumerate(noms) if nom in _CODES)
    codes = codes or _colonnes_de_codes(corps, noms)
    # Three levels that are named are believed, unless their own cells say codes of these levels.
    combien = len(set(niveaux.values()))
    nommes = combien >= len(NIVEAUX)
    codes_aux_niveaux = combien == len(NIVEAUX) and _codes_aux_niveaux(corps, niveaux)
    if len(niveaux) >= 2 and not codes_aux_niveaux and (nommes or not set(niveaux) & set(codes)):
        autres = tuple(indice for indice in codes if indice not in niveaux)
        return Disposition(titres, autres if len(autres) == 1 else (), (), niveaux, frozenset())
    if not codes:
        return Disposition(titres, (), (), _trois_colonnes(corps), frozenset())
    if codes_aux_niveaux:
        requis = frozenset(niveaux)
        return Disposition(titres, tuple(sorted(requis)), (), {}, requis, requis)
    reunis = frozenset(() if libelles else (i for i in codes if _reunis(corps, i)))
    return Disposition(titres, codes, libelles, {}, reunis)


def _formes(ligne: Ligne) -> list[str]:
    """The cells of a row of headings, as they are compared."""
    return [forme_comparable(texte) for texte in ligne.valeurs]


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


def _codes_aux_niveaux(corps: Sequence[Ligne], niveaux: dict[int, int]) -> bool:
    """Whether most cells of each column of a level begin with a code of that level, and a label after it."""
    for indice, niveau in niveaux.items():
        remplies = [texte for ligne in corps if (texte := ligne.cellule(indice).valeur)]
        lus = [code for texte in remplies if (code := lire_code(texte))]
        justes = [code for code in lus if code.rang == niveau and code.reste]
        if not justes or 2 * len(justes) < len(remplies):
            return False
    return True


def colonnes_titrees_code(titres: Ligne) -> tuple[int, ...]:
    """The columns that are headed « Code », whatever they hold."""
    return tuple(indice for indice, forme in enumerate(_formes(titres)) if forme in _CODES)


def colonne_de_points(titres: Ligne) -> int | None:
    """The column that is headed « Points », if one is."""
    trouvees = [indice for indice, forme in enumerate(_formes(titres)) if forme in _POINTS]
    return trouvees[0] if len(trouvees) == 1 else None


def _reunis(corps: Sequence[Ligne], indice: int) -> bool:
    """Whether most codes of a column are followed by something in their cells."""
    lus = [code for ligne in corps if (code := lire_code(ligne.cellule(indice).valeur))]
    suivis = sum(bool(code.reste) for code in lus)
    return 2 * suivis >= len(lus)


def est_un_titre(ligne: Ligne) -> bool:
    """Whether a row is one of headings."""
    formes = set(_formes(ligne))
    connus = formes & _TITRES.keys()
    return len(connus) >= 2 or (bool(connus) and bool((_CODES | _NUMEROS) & formes))


def _colonnes_de_codes(corps: Sequence[Ligne], noms: Sequence[str]) -> tuple[int, ...]:
    """The columns where most cells are codes, or begin with one; a column of bare numbers beside them is none."""
    # What each column holds, cell by cell.
    lus: dict[int, list[CodeLu | None]] = {}
    for ligne in corps:
        for indice, texte in enumerate(ligne.valeurs):
            if texte:
                lus.setdefault(indice, []).append(lire_code(texte))
    # Those where at least half is codes.
    trouvees: dict[int, list[CodeLu]] = {}
    for indice, cellules in lus.items():
        codes = [code for code in cellules if code]
        if 2 * len(codes) >= len(cellules):
            trouvees[indice] = codes
    # Several numbers, or a word, make a code beyond doubt.
    profondes = {indice for indice, codes in trouvees.items() if any(map(_est_profond, codes))}
    if not profondes:
        return ()
    # A bare number may be that of a domaine, to the left of the others: not if it counts the rows.
    retenues = set(profondes)
    for indice, codes in trouvees.items():
        nom = noms[indice] if indice < len(noms) else ""
        a_gauche = indice not in profondes and indice < min(profondes)
        if a_gauche and nom not in _NUMEROS | _POINTS and not _comptent(codes, len(corps)):
            retenues.add(indice)
    return tuple(sorted(retenues))


def _est_profond(code: CodeLu) -> bool:
    return len(code.nombres) > 1 or code.niveau is not None


def _comptent(codes: Sequence[CodeLu], lignes: int) -> bool:
    """Whether bare numbers count rows: one on each, and no two the same."""
    if len(codes) < lignes or any(code.reste for code in codes):
        return False
    return len({code.nombres for code in codes}) == len(codes)


def _trois_colonnes(corps: Sequence[Ligne]) -> dict[int, int]:
    """The levels of columns without headings: three columns, and rows of one cell each."""
    occupees: set[int] = set()
    for ligne in corps:
        pleines = [indice for indice, texte in enumerate(ligne.valeurs) if texte]
        if len(pleines) != 1:
            return {}
        occupees.update(pleines)
    return (
        {indice: rang for rang, indice in enumerate(sorted(occupees))} if len(occupees) == 3 else {}
    )
