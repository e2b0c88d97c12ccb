"""How a grid is laid out in a table: which columns hold codes, which labels, once for all rows."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from clea_cli.sources.cellules import Ligne
from clea_cli.sources.mots import forme_comparable

NIVEAUX = ("domaine", "sous-domaine", "critère")

# The headings of a column of labels: those of one depth, and those of labels of any (None).
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
_TITRES: dict[str, int | None] = {}
for _profondeur, _titres in _PROFONDEURS.items():
    _TITRES |= dict.fromkeys(_titres, _profondeur)
_LIBELLES = frozenset(_PROFONDEURS[None])
# The depths whose level needs no look at the others.
_SURS = {0: 0, 1: 1, 5: 2}
_CODES = frozenset(
    ("code", "codes", "reference", "ref", "humancodingscheme", "human coding scheme")
)
# Numbers of rows as often as codes: only trusted alone.
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
# « 1.2 », « 1_2 », « D1 », « Domaine n° 1 : … », « C3 – … »; not « 10% », « 12h », nor « 3e »:
# right after the numbers stands neither a letter nor a percent.
_CODE = re.compile(
    r"(?P<mot>domaine|bloc|sous[- ]?domaine|comp[eé]tence|crit[eè]re|sd|d|c(?=[0-9]))?\s*(?:n°)?\s*"
    r"(?P<code>[0-9]{1,3}(?:[.,_-][0-9]{1,3})*)(?![\w%])\s*[.)]?\s*(?P<signe>[:–—-])?\s*(?P<reste>.*)",
    re.IGNORECASE | re.DOTALL,
)


class CodeLu(NamedTuple):
    """What a cell says of a code: its numbers, the level that a word gives it, what follows it.

    `niveau` is None without a word. `seul`: a bare number before words; « 3 gestes » is no code
    unless its column is one of codes.
    """

    nombres: tuple[str, ...]
    niveau: int | None
    reste: str
    seul: bool

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
    # « Sous-domaine », « sous domaine » are one word of `_MOTS`.
    ecrit = forme_comparable(trouve["mot"] or "")
    mot = re.sub("[^a-z]", "", ecrit)
    nombres = re.split("[.,_-]", trouve["code"])
    accompagne = len(nombres) > 1 or mot or trouve["signe"]
    return CodeLu(
        nombres=tuple(nombres),
        niveau=_MOTS.get(mot),
        reste=trouve["reste"].strip(),
        seul=not accompagne,
    )


class Disposition(NamedTuple):
    """Where things stand; `titres` is the index of the headings' row.

    `niveaux` gives columns of labels their level; it is empty when the codes tell the levels.
    `libelles` are the columns of labels by their headings; in the columns `reunis` the label
    follows the code in its cell. In the columns `requis` each cell must have a code.
    """

    titres: int | None
    codes: tuple[int, ...]
    libelles: tuple[int, ...]
    niveaux: dict[int, int]
    reunis: frozenset[int]
    requis: frozenset[int] = frozenset()

    def corps(self, lignes: Sequence[Ligne]) -> Sequence[Ligne]:
        """The rows below the headings; all of them without headings."""
        if self.titres is None:
            return lignes
        return lignes[self.titres + 1 :]


def disposer(lignes: Sequence[Ligne]) -> Disposition:
    """Decide how a table is laid out; nothing is found where no code nor column shows a level."""
    titres = _rang_des_titres(lignes)
    noms: list[str] = []
    corps = lignes
    if titres is not None:
        noms = _formes(lignes[titres])
        corps = lignes[titres + 1 :]
    niveaux = _niveaux(noms)
    codes = _titrees(noms, _CODES) or _colonnes_de_codes(corps, noms)
    # 1. Three levels that are named are believed, unless their own cells say codes of these levels.
    combien = len(set(niveaux.values()))
    codes_aux_niveaux = combien == len(NIVEAUX) and _codes_aux_niveaux(corps, niveaux)
    tous_nommes = combien >= len(NIVEAUX)
    sans_codes = not set(niveaux) & set(codes)
    nommes = len(niveaux) >= 2 and (tous_nommes or sans_codes)
    if nommes and not codes_aux_niveaux:
        a_cote = tuple(indice for indice in codes if indice not in niveaux)
        # One column of codes is that of the deepest lines; of several, nobody knows.
        un_seul = a_cote if len(a_cote) == 1 else ()
        return Disposition(titres, un_seul, (), niveaux, frozenset())
    # 2. Without any code, only the place of the cells can show the levels.
    if not codes:
        par_la_place = _trois_colonnes(corps)
        return Disposition(titres, (), (), par_la_place, frozenset())
    # 3. Codes tell the levels.
    if codes_aux_niveaux:
        requis = frozenset(niveaux)
        return Disposition(
            titres=titres,
            codes=tuple(sorted(requis)),
            libelles=(),
            niveaux={},
            reunis=requis,
            requis=requis,
        )
    # The label is in a column headed so; without one it may follow the code in its cell.
    libelles = _titrees(noms, _LIBELLES)
    reunis: frozenset[int] = frozenset()
    if not libelles:
        reunis = frozenset(indice for indice in codes if _reunis(corps, indice))
    return Disposition(titres, codes, libelles, {}, reunis)


def _rang_des_titres(lignes: Sequence[Ligne]) -> int | None:
    for rang, ligne in enumerate(lignes):
        if est_un_titre(ligne):
            return rang
    return None


def _titrees(noms: Sequence[str], connus: frozenset[str]) -> tuple[int, ...]:
    """The columns that are headed by one of these words."""
    return tuple(indice for indice, nom in enumerate(noms) if nom in connus)


def _formes(ligne: Ligne) -> list[str]:
    """The cells of a row of headings, as they are compared."""
    return [forme_comparable(texte) for texte in ligne.valeurs]


def _niveaux(noms: Sequence[str]) -> dict[int, int]:
    """The levels of the columns headed so; a « compétence » stands between what is there."""
    profondeurs: dict[int, int] = {}
    for indice, nom in enumerate(noms):
        profondeur = _TITRES.get(nom)
        if profondeur is not None:
            profondeurs[indice] = profondeur
    presentes = sorted(set(profondeurs.values()))
    rangs = _SURS
    # With a word that says no level, they are counted among those that are there.
    if not rangs.keys() >= {*presentes}:
        rangs = {profondeur: rang for rang, profondeur in enumerate(presentes)}
    return {indice: rangs[profondeur] for indice, profondeur in profondeurs.items()}


def _codes_aux_niveaux(corps: Sequence[Ligne], niveaux: dict[int, int]) -> bool:
    """Whether most cells of each column of a level begin with a code of it, before a label."""
    for indice, niveau in niveaux.items():
        remplies = 0
        justes = 0
        for ligne in corps:
            texte = ligne.cellule(indice).valeur
            if not texte:
                continue
            remplies += 1
            code = lire_code(texte)
            if code and code.rang == niveau and code.reste:
                justes += 1
        if not justes or 2 * justes < remplies:
            return False
    return True


def colonnes_titrees_code(titres: Ligne) -> tuple[int, ...]:
    """The columns that are headed « Code », whatever they hold."""
    return _titrees(_formes(titres), _CODES)


def colonne_de_points(titres: Ligne) -> int | None:
    """The column that is headed « Points », if one is."""
    trouvees = _titrees(_formes(titres), _POINTS)
    return trouvees[0] if len(trouvees) == 1 else None


def _reunis(corps: Sequence[Ligne], indice: int) -> bool:
    """Whether most codes of a column are followed by something in their cells."""
    lus = 0
    suivis = 0
    for ligne in corps:
        code = lire_code(ligne.cellule(indice).valeur)
        if code:
            lus += 1
            suivis += bool(code.reste)
    return 2 * suivis >= lus


def est_un_titre(ligne: Ligne) -> bool:
    """Whether a row is one of headings: two that are known, or one beside that of codes."""
    formes = set(_formes(ligne))
    connus = formes & _TITRES.keys()
    if len(connus) >= 2:
        return True
    de_codes = formes & (_CODES | _NUMEROS)
    return bool(connus and de_codes)


def _colonnes_de_codes(corps: Sequence[Ligne], noms: Sequence[str]) -> tuple[int, ...]:
    """The columns where most cells are codes, or begin with one.

    A column of bare numbers beside them is none.
    """
    trouvees = _surtout_des_codes(corps)
    # 1. Several numbers, or a word, make a code beyond doubt.
    profondes: set[int] = set()
    for indice, codes in trouvees.items():
        if any(map(_est_profond, codes)):
            profondes.add(indice)
    if not profondes:
        return ()
    # 2. A bare number may be that of a domaine, to the left of the others: not if it counts rows.
    retenues = set(profondes)
    premiere = min(profondes)
    for indice, codes in trouvees.items():
        nom = noms[indice] if indice < len(noms) else ""
        autre_chose = nom in _NUMEROS or nom in _POINTS
        if indice >= premiere or autre_chose:
            continue
        if not _comptent(codes, len(corps)):
            retenues.add(indice)
    return tuple(sorted(retenues))


def _surtout_des_codes(corps: Sequence[Ligne]) -> dict[int, list[CodeLu]]:
    """The codes of each column of which they make at least half."""
    lus: dict[int, list[CodeLu | None]] = {}
    for ligne in corps:
        for indice, texte in enumerate(ligne.valeurs):
            if texte:
                lus.setdefault(indice, []).append(lire_code(texte))
    trouvees: dict[int, list[CodeLu]] = {}
    for indice, cellules in lus.items():
        codes = [code for code in cellules if code]
        if 2 * len(codes) >= len(cellules):
            trouvees[indice] = codes
    return trouvees


def _est_profond(code: CodeLu) -> bool:
    """Whether a code has several numbers, or a word."""
    return len(code.nombres) > 1 or code.niveau is not None


def _comptent(codes: Sequence[CodeLu], lignes: int) -> bool:
    """Whether bare numbers count rows: one on each, and no two the same."""
    if len(codes) < lignes or any(code.reste for code in codes):
        return False
    distincts = {code.nombres for code in codes}
    return len(distincts) == len(codes)


def _trois_colonnes(corps: Sequence[Ligne]) -> dict[int, int]:
    """The levels of columns without headings: three columns, and rows of one cell each."""
    occupees: set[int] = set()
    for ligne in corps:
        pleines = [indice for indice, texte in enumerate(ligne.valeurs) if texte]
        # Of two texts in a row, the second may say anything of the first.
        if len(pleines) != 1:
            return {}
        occupees.update(pleines)
    if len(occupees) != len(NIVEAUX):
        return {}
    return {indice: rang for rang, indice in enumerate(sorted(occupees))}
