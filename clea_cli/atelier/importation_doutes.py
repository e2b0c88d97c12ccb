"""What in the layout of a grid would be read wrongly without a word, told before its lines are.

The levels that it has, codes that are no numbers, labels that a separator cuts.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from clea_cli.atelier.importation_disposition import (
    NIVEAUX,
    Disposition,
    colonnes_titrees_code,
    lire_code,
)
from clea_cli.atelier.importation_entrees import codes_de
from clea_cli.atelier.importation_pieds import est_un_pied, est_une_date
from clea_cli.diagnostics import Diagnostic, Position, court, diagnostic
from clea_cli.sorties.mots import compte
from clea_cli.sources.cellules import Cellule, Ligne

# As many lines of one depth make it a level; fewer are slips of the pen.
_QUELQUES = 3
# In characters; what is longer beside a label is a text.
_CODE_LONG = 12
_DES_LETTRES = re.compile(r"[^\W\d_]")
_TITRES_MOODLE = frozenset({"parent id number", "id number", "short name"})
_ECHELLE_MOODLE = '[{"scaleid"'


def de_moodle(lignes: Sequence[Ligne]) -> bool:
    """Whether rows are those of a framework of competencies that Moodle exports."""
    titres = {texte.strip().casefold() for texte in lignes[0].valeurs}
    if titres >= _TITRES_MOODLE:
        return True
    for ligne in lignes[:2]:
        if any(texte.startswith(_ECHELLE_MOODLE) for texte in ligne.valeurs):
            return True
    return False


def des_niveaux(
    lignes: Sequence[Ligne], disposition: Disposition, source: str
) -> Diagnostic | None:
    """Say in one line that a grid has not three levels. Error: R611."""
    if disposition.niveaux:
        return _niveaux_des_titres(lignes[disposition.titres or 0], disposition, source)
    profondeurs = _profondeurs(lignes, disposition)
    if profondeurs.total() < _QUELQUES:
        return None
    trop = 0
    for profondeur, combien in profondeurs.items():
        if profondeur > len(NIVEAUX):
            trop += combien
    plus_profonde = max(profondeurs, default=0)
    if plus_profonde >= len(NIVEAUX) and trop < _QUELQUES:
        return None
    exemple = f"un code de {compte(plus_profonde, 'nombre')} au plus profond"
    ici = lignes[0].cellule(0).position(source)
    return trop_ou_trop_peu(plus_profonde, exemple, ici)


def _niveaux_des_titres(titres: Ligne, disposition: Disposition, source: str) -> Diagnostic | None:
    """Say that headings do not name three levels."""
    combien = len(set(disposition.niveaux.values()))
    if combien == len(NIVEAUX):
        return None
    noms = [titres.valeurs[indice] for indice in sorted(disposition.niveaux)]
    ici = titres.cellule(0).position(source)
    return trop_ou_trop_peu(combien, ", ".join(noms), ici)


def trop_ou_trop_peu(nombre: int, lesquels: str, ou: Position) -> Diagnostic:
    """Word that a grid has that many levels."""
    niveaux = f"{nombre} niveaux" if nombre > 1 else f"{nombre} niveau"
    conseil = "mettez sous chaque domaine un sous-domaine, au besoin du même libellé"
    if nombre > len(NIVEAUX):
        conseil = "réunissez deux niveaux en un, ou retirez le plus profond"
    return diagnostic("R611", ou, niveaux=niveaux, lesquels=lesquels, conseil=conseil)


def _profondeurs(lignes: Sequence[Ligne], disposition: Disposition) -> Counter[int]:
    """How many lines of each depth the codes name; of a row that names several, the deepest."""
    combien: Counter[int] = Counter()
    # The depths that some line has, and those that only a word gives: « C1 » is a critère.
    nommees: set[int] = set()
    par_un_mot: set[int] = set()
    for ligne in disposition.corps(lignes):
        plus_profonde = 0
        for _, code in codes_de(ligne, disposition):
            nombres = len(code.nombres)
            profondeur = max(nombres, code.rang + 1)
            nommees.add(profondeur)
            if profondeur > nombres:
                par_un_mot.add(profondeur)
            plus_profonde = max(plus_profonde, profondeur)
        if plus_profonde:
            combien[plus_profonde] += 1
    # Of lines that are deep by a word alone, there are no more levels than depths.
    if nommees and max(nommees) in par_un_mot and len(nommees) < len(NIVEAUX):
        return Counter({len(nommees): combien.total()})
    return combien


def des_codes(
    lignes: Sequence[Ligne], disposition: Disposition, source: str
) -> Iterator[Diagnostic]:
    """Codes in a column headed « Code » that are no codes of ours, told once. Error: R612."""
    if disposition.titres is None:
        return
    titres = lignes[disposition.titres]
    for indice in colonnes_titrees_code(titres):
        illisibles = []
        for ligne in disposition.corps(lignes):
            cellule = ligne.cellule(indice)
            if _illisible(cellule, ligne, disposition):
                illisibles.append(cellule)
        if illisibles:
            premier = illisibles[0]
            yield diagnostic(
                "R612",
                premier.position(source),
                codes=combien_de(illisibles),
                titre=f"la colonne « {titres.valeurs[indice]} »",
                exemple=court(premier.valeur),
            )


def combien_de(illisibles: Sequence[object]) -> str:
    """Say how many codes are at fault, with the verb."""
    if len(illisibles) == 1:
        return "un code qui ne dit pas"
    return f"{len(illisibles)} codes qui ne disent pas"


def _illisible(cellule: Cellule, ligne: Ligne, disposition: Disposition) -> bool:
    """Whether a cell beside a label is short like a code, and is none that can be read."""
    valeur = cellule.valeur
    if not valeur or est_une_date(valeur) or est_un_pied(valeur):
        return False
    pleines = [texte for texte in ligne.valeurs if texte]
    if len(pleines) == 1:
        return False
    code = lire_code(valeur)
    if code is None:
        return len(valeur) <= _CODE_LONG
    if not disposition.niveaux:
        # « 1. 1 », « 1/1 »: what follows is a number too, and no label.
        un_nombre = any(signe.isdigit() for signe in code.reste)
        return un_nombre and not _DES_LETTRES.search(code.reste)
    if code.reste:
        return False
    # In a grid with a column a level, the code is that of the deepest line of the row.
    profondeur = 0
    for indice, niveau in disposition.niveaux.items():
        if ligne.cellule(indice).valeur:
            profondeur = max(profondeur, niveau + 1)
    return profondeur > 0 and len(code.nombres) != profondeur


def des_virgules(
    lignes: Sequence[Ligne], disposition: Disposition, separateur: str, source: str
) -> Iterator[Diagnostic]:
    """Labels that a separator cuts, told once. Error: R614.

    `lignes` are those of a CSV, letter by letter. A spreadsheet writes as many cells in each row:
    where rows differ, somebody typed them, and what goes on with a space, beyond the headings, or
    after a comma, is the end of a sentence.
    """
    if not _inegales(lignes):
        return
    for ligne in lignes:
        fin = _fin_prevue(ligne, disposition, separateur, lignes)
        for indice in range(1, _largeur(ligne)):
            suite = ligne.valeurs[indice]
            avant = ligne.valeurs[indice - 1]
            # « compter, trier » has a space after its comma, and none before: with one before too,
            # somebody lined columns up.
            finit_un_mot = avant.strip() and not avant.endswith(" ")
            en_phrase = finit_un_mot and suite.startswith(" ")
            au_dela = indice >= fin and _DES_LETTRES.search(suite)
            if en_phrase or au_dela:
                ici = ligne.cellule(indice).position(source)
                coupe = f"{avant.strip()} … {suite.strip()}"
                yield diagnostic("R614", ici, texte=court(coupe))
                return


def _inegales(lignes: Sequence[Ligne]) -> bool:
    """Whether rows have not all as many cells."""
    largeurs = {len(ligne.valeurs) for ligne in lignes}
    return len(largeurs) > 1


def _fin_prevue(
    ligne: Ligne, disposition: Disposition, separateur: str, lignes: Sequence[Ligne]
) -> int:
    """How many cells of a row are foreseen: as many as headings, or at commas up to the label."""
    if disposition.titres is not None:
        return len(lignes[disposition.titres].valeurs)
    codes = codes_de(ligne, disposition)
    if separateur != "," or not codes:
        return len(ligne.valeurs)
    derniere, _ = codes[-1]
    if derniere.colonne - 1 in disposition.reunis:
        return derniere.colonne
    return derniere.colonne + 1


def est_de_la_prose(lignes: Sequence[Ligne], separateur: str) -> bool:
    """Whether rows are texts in one column, that the separator found in them only cuts.

    Each begins with a code and words, below a title if there is one. Where it is cut the text goes
    on with a space; at a comma it may not, if the rows have not all as many cells.
    """
    corps = _sans_titre(lignes)
    sans_espace = separateur == "," and _inegales(corps)
    coupees = 0
    for ligne in corps:
        code = lire_code(ligne.valeurs[0].strip())
        if code is None or not code.reste:
            return False
        suites = [texte for texte in ligne.valeurs[1:] if texte]
        if not sans_espace and not all(texte.startswith(" ") for texte in suites):
            return False
        coupees += bool(suites)
    return coupees > 0


def _sans_titre(lignes: Sequence[Ligne]) -> Sequence[Ligne]:
    """The rows from the first that is no text alone without a code."""
    for rang, ligne in enumerate(lignes):
        seule = len(ligne.valeurs) == 1
        if not seule or lire_code(ligne.valeurs[0].strip()) is not None:
            return lignes[rang:]
    return []


def _largeur(ligne: Ligne) -> int:
    """How many cells a row has, up to the last that says something."""
    largeur = 0
    for rang, texte in enumerate(ligne.valeurs, start=1):
        if texte.strip():
            largeur = rang
    return largeur
