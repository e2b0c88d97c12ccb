"""A grille's bytes, as a spreadsheet writes them in CSV, read into a table of cells.

The encoding and the separator are not guessed from statistics: the headings that we look for are known, so the first
reading that shows them is kept, and it is said which. Anything that was not understood refuses the file.
"""

import hashlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from unicodedata import normalize

from clea_cli.diagnostics import Diagnostic, Outcome, Position, diagnostic
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
from clea_cli.sources.natures import de_binaire, de_texte

_LIGNES_AVANT_ENTETE = 50
_APERCU = 250  # rows by which a column is judged


def lire(
    contenu: bytes, source: str, encodage: str | None = None, separateur: str | None = None
) -> Outcome[TablesDuFichier]:
    """Read the rows of a CSV; `encodage` and `separateur` force what is otherwise found out.

    Errors: F101-F104, F106, F111, F112, S104.
    """
    faute = _faute_des_octets(contenu, source)
    if faute:
        return Outcome(None, (faute,))
    lectures = list(textes(contenu, encodage))
    if lectures and not lectures[0][1].strip():
        return _refus("F101", Position(source))
    if not lectures and (autre := de_binaire(contenu)):
        return _refus("F106", Position(source), nature=autre.nom, remede=autre.remede)
    if not lectures:
        return _refus(
            "F102",
            Position(source, *ligne_illisible(contenu)),
            precision=precision(contenu, encodage),
        )
    separateurs = [separateur] if separateur else list(SEPARATEURS)
    empreinte = hashlib.sha256(contenu).hexdigest()
    if trouve := _avec_titres(lectures, separateurs, source, empreinte):
        return trouve
    # Rows that were each quoted whole are rows without their quotes.
    nues = [(nom, nu) for nom, texte in lectures if '"' in texte and (nu := sans_enveloppe(texte))]
    trouve = _avec_titres(nues, separateurs, source, empreinte)
    if not trouve and (autre := de_binaire(contenu)):
        return _refus("F106", Position(source), nature=autre.nom, remede=autre.remede)
    return trouve or _sans_titres(lectures[0][1], source)


def _avec_titres(
    lectures: Sequence[tuple[str, str]], separateurs: Sequence[str], source: str, empreinte: str
) -> Outcome[TablesDuFichier] | None:
    """The table of the first reading that shows headings; None if none does."""
    for rang, chercher in enumerate(chercher_titres.ESSAIS):
        apercu = _APERCU if rang else _LIGNES_AVANT_ENTETE
        for nom, texte in lectures:
            for essai in separateurs:
                trouve = chercher(premieres_lignes(texte, essai, apercu))
                if trouve is not None and trouve < _LIGNES_AVANT_ENTETE:
                    lecture = FormeDuFichier(
                        ENCODAGES[nom][1], SEPARATEURS.get(essai, f"« {essai} »")
                    )
                    return _tableau(texte, source, empreinte, lecture, essai)
    return None


def _sans_titres(texte: str, source: str) -> Outcome[TablesDuFichier]:
    """No headings were found: there are none, or an open quote hides them."""
    try:
        for ligne in _lignes(texte, ";"):
            if avalees := list(_fautes_de_ligne(ligne, source, ";")):
                return Outcome(None, tuple(avalees))
    except GuillemetError as erreur:
        return _refus("F104", Position(source, erreur.ligne))
    return _refus("F103", Position(source))


def _faute_des_octets(contenu: bytes, source: str) -> Diagnostic | None:
    if len(contenu) > bornes.TABLE_OCTETS_MAX:
        return diagnostic("S104", Position(source), limite=bornes.TABLE_OCTETS_MAX // 1_000_000)
    autre = de_texte(contenu)
    return (
        diagnostic("F106", Position(source), nature=autre.nom, remede=autre.remede)
        if autre
        else None
    )


def _tableau(
    texte: str, source: str, empreinte: str, lecture: FormeDuFichier, separateur: str
) -> Outcome[TablesDuFichier]:
    lignes: list[Ligne] = []
    fautes: list[Diagnostic] = []
    abime, guillemets = ABIME.search(texte) is not None, '"' in texte
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
        return _refus("F103", Position(source))
    terminee = texte.endswith(("\n", "\r", '"', separateur))
    partie = chercher_titres.partie(feuille, entete)
    return Outcome(TablesDuFichier(source, empreinte, lecture, (partie,), terminee))


def _lignes(texte: str, separateur: str) -> Iterator[Ligne]:
    """The rows that hold something, without what a spreadsheet adds around a text."""
    for ligne, rang, valeurs in rangees(texte, separateur):
        propres = tuple([_propre(valeur, separateur) for valeur in valeurs])
        if any(propres):
            yield Ligne(ligne, rang, propres)


@lru_cache(maxsize=MOTS_RETENUS)
def _propre(valeur: str, separateur: str) -> str:
    """Without the spaces around, nor the apostrophe that a cautious export puts before what would be a formula.

    What may be whole rows keeps its ends of line, which show it.
    """
    if separateur in valeur and _sur_plusieurs_lignes(valeur):
        return normalize("NFC", valeur)
    return normalize("NFC", sans_precaution(valeur.strip()))


def _fautes_de_ligne(ligne: Ligne, source: str, separateur: str) -> Iterator[Diagnostic]:
    """What a cell may hide: an invisible character, or whole rows that two stray quotes have joined."""
    for indice, valeur in enumerate(ligne.valeurs):
        if ABIME.search(valeur):
            yield diagnostic("F111", ligne.cellule(indice).position(source))
        elif separateur in valeur and _avale_des_lignes(valeur, separateur, len(ligne.valeurs)):
            yield diagnostic("F112", ligne.cellule(indice).position(source))


def _avale_des_lignes(valeur: str, separateur: str, largeur: int) -> bool:
    """A row that swallowed others and kept its width holds their separators: as many as a row has, or a code."""
    if not _sur_plusieurs_lignes(valeur):
        return False
    suite = [ligne.split(separateur) for ligne in valeur.splitlines()[1:]]
    return valeur.count(separateur) >= max(3, largeur - 1) or any(
        est_une_ligne(parties) for parties in suite
    )


def _sur_plusieurs_lignes(texte: str) -> bool:
    return "\n" in texte or "\r" in texte


def _refus(code: str, position: Position, **faits: object) -> Outcome[TablesDuFichier]:
    return Outcome(None, (diagnostic(code, position, **faits),))
