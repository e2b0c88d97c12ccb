"""A grille's bytes, as a spreadsheet writes them in CSV, read into a table of cells.

The encoding and the separator are not guessed from statistics: the headings that we look for are
known, so the first reading that shows them is kept, and it is said which. Anything that was not
understood refuses the file.
"""

import hashlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from unicodedata import normalize

from clea_cli.diagnostics import Diagnostic, Outcome, Position, diagnostic, refuser
from clea_cli.grille import chercher_titres
from clea_cli.grille.grille import FormeDuFichier, TablesDuFichier
from clea_cli.grille.titres import est_une_ligne
from clea_cli.sources import bornes
from clea_cli.sources.cellules import Feuille, Ligne
from clea_cli.sources.encodages import ENCODAGES, ligne_illisible, precision, textes
from clea_cli.sources.lignes_csv import (
    SEPARATEURS,
    GuillemetError,
    premieres_lignes,
    rangees,
    sans_enveloppe,
    sans_precaution,
)
from clea_cli.sources.mots import ABIME, MOTS_RETENUS
from clea_cli.sources.natures import Nature, de_binaire, de_texte

_LIGNES_AVANT_ENTETE = 50
_APERCU = 250  # rows by which a column is judged
_LectureDeTexte = tuple[str, str]  # the name of an encoding, and the text that it makes


def lire(
    contenu: bytes, source: str, encodage: str | None = None, separateur: str | None = None
) -> Outcome[TablesDuFichier]:
    """Read the rows of a CSV; `encodage` and `separateur` force what is otherwise found out.

    Errors: F101-F104, F106, F111, F112, S104.
    """
    # 1. Bytes that may be a text.
    if len(contenu) > bornes.TABLE_OCTETS_MAX:
        return refuser("S104", Position(source), limite=bornes.TABLE_OCTETS_MAX // 1_000_000)
    if autre := de_texte(contenu):
        return _d_une_autre_nature(autre, source)
    lectures = list(textes(contenu, encodage))
    if not lectures:
        return _illisible(contenu, source, encodage)
    _, premier = lectures[0]
    if not premier.strip():
        return refuser("F101", Position(source))
    # 2. The text that shows headings.
    separateurs = [separateur] if separateur else list(SEPARATEURS)
    empreinte = hashlib.sha256(contenu).hexdigest()
    if trouve := _avec_titres(lectures, separateurs, source, empreinte):
        return trouve
    # 3. Rows that were each quoted whole are rows without their quotes.
    nues = _sans_enveloppes(lectures)
    if trouve := _avec_titres(nues, separateurs, source, empreinte):
        return trouve
    # 4. What has no headings may be another kind of file.
    if autre := de_binaire(contenu):
        return _d_une_autre_nature(autre, source)
    return _sans_titres(premier, source)


def _d_une_autre_nature(nature: Nature, source: str) -> Outcome[TablesDuFichier]:
    """Refuse a file that is no table. Error: F106."""
    return refuser("F106", Position(source), nature=nature.nom, remede=nature.remede)


def _illisible(contenu: bytes, source: str, encodage: str | None) -> Outcome[TablesDuFichier]:
    """Refuse bytes that are no text. Errors: F102, F106."""
    if autre := de_binaire(contenu):
        return _d_une_autre_nature(autre, source)
    ici = Position(source, *ligne_illisible(contenu))
    return refuser("F102", ici, precision=precision(contenu, encodage))


def _sans_enveloppes(lectures: Sequence[_LectureDeTexte]) -> list[_LectureDeTexte]:
    """The readings whose rows were each quoted whole, without those quotes."""
    nues = []
    for nom, texte in lectures:
        # Few files have quotes, and none without them has rows that were quoted.
        if '"' not in texte:
            continue
        nu = sans_enveloppe(texte)
        if nu:
            nues.append((nom, nu))
    return nues


def _avec_titres(
    lectures: Sequence[_LectureDeTexte], separateurs: Sequence[str], source: str, empreinte: str
) -> Outcome[TablesDuFichier] | None:
    """The table of the first reading that shows headings; None if none does."""
    # The surest search goes through all readings before a less sure one is tried on any.
    for rang, chercher in enumerate(chercher_titres.ESSAIS):
        # The first looks at rows by themselves, the others at what stands below them too.
        apercu = _APERCU if rang else _LIGNES_AVANT_ENTETE
        for nom, texte in lectures:
            for essai in separateurs:
                lignes = premieres_lignes(texte, essai, apercu)
                trouve = chercher(lignes)
                if trouve is None or trouve >= _LIGNES_AVANT_ENTETE:
                    continue
                _, encodage = ENCODAGES[nom]
                separateur = SEPARATEURS.get(essai, f"« {essai} »")
                lecture = FormeDuFichier(encodage, separateur)
                return _tableau(texte, source, empreinte, lecture, essai)
    return None


def _sans_titres(texte: str, source: str) -> Outcome[TablesDuFichier]:
    """No headings were found: there are none, or an open quote hides them."""
    try:
        for ligne in _lignes(texte, ";"):
            avalees = tuple(_fautes_de_ligne(ligne, source, ";"))
            if avalees:
                return Outcome(None, avalees)
    except GuillemetError as erreur:
        return refuser("F104", Position(source, erreur.ligne))
    return refuser("F103", Position(source))


def _tableau(
    texte: str, source: str, empreinte: str, lecture: FormeDuFichier, separateur: str
) -> Outcome[TablesDuFichier]:
    lignes: list[Ligne] = []
    fautes: list[Diagnostic] = []
    abime = ABIME.search(texte) is not None
    guillemets = '"' in texte
    try:
        for ligne in _lignes(texte, separateur):
            lignes.append(ligne)
            # Most rows hide nothing, and are not looked at cell by cell.
            if abime or (guillemets and _sur_plusieurs_lignes("".join(ligne.valeurs))):
                fautes.extend(_fautes_de_ligne(ligne, source, separateur))
    except GuillemetError as erreur:
        fautes.append(diagnostic("F104", Position(source, erreur.ligne)))
    if fautes:
        return Outcome(None, tuple(fautes))
    feuille = chercher_titres.en_une_ligne(Feuille("", tuple(lignes)))
    entete = chercher_titres.rang(feuille.lignes)
    if entete is None:
        return refuser("F103", Position(source))
    # A text that ends within a cell may have been cut there.
    terminee = texte.endswith(("\n", "\r", '"', separateur))
    partie = chercher_titres.partie(feuille, entete)
    tableau = TablesDuFichier(source, empreinte, lecture, (partie,), terminee)
    return Outcome(tableau)


def _lignes(texte: str, separateur: str) -> Iterator[Ligne]:
    """The rows that hold something, without what a spreadsheet adds around a text."""
    for ligne, rang, valeurs in rangees(texte, separateur):
        # A tuple of a list: each row of each file comes here, and a generator is slower.
        propres = tuple([_propre(valeur, separateur) for valeur in valeurs])
        if any(propres):
            yield Ligne(ligne, rang, propres)


@lru_cache(maxsize=MOTS_RETENUS)
def _propre(valeur: str, separateur: str) -> str:
    """A text without the spaces around, nor the apostrophe of a cautious export.

    Such an export puts one before what would be a formula. What may be whole rows keeps its ends
    of line, which show it.
    """
    if separateur in valeur and _sur_plusieurs_lignes(valeur):
        return normalize("NFC", valeur)
    return normalize("NFC", sans_precaution(valeur.strip()))


def _fautes_de_ligne(ligne: Ligne, source: str, separateur: str) -> Iterator[Diagnostic]:
    """What a cell may hide: an invisible character, or rows that two stray quotes have joined.

    Errors: F111, F112.
    """
    largeur = len(ligne.valeurs)
    for indice, valeur in enumerate(ligne.valeurs):
        if ABIME.search(valeur):
            yield diagnostic("F111", ligne.cellule(indice).position(source))
        elif _avale_des_lignes(valeur, separateur, largeur):
            yield diagnostic("F112", ligne.cellule(indice).position(source))


def _avale_des_lignes(valeur: str, separateur: str, largeur: int) -> bool:
    """Whether a cell holds whole rows: as many separators as a row has, or a code among them.

    A row that swallowed others keeps its width.
    """
    if separateur not in valeur or not _sur_plusieurs_lignes(valeur):
        return False
    # Three at least: a comment may hold a semicolon or two, and an end of line.
    d_une_ligne = max(3, largeur - 1)
    if valeur.count(separateur) >= d_une_ligne:
        return True
    _, *suite = valeur.splitlines()
    return any(est_une_ligne(ligne.split(separateur)) for ligne in suite)


def _sur_plusieurs_lignes(texte: str) -> bool:
    return "\n" in texte or "\r" in texte
