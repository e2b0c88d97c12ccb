"""A table with headings, in a CSV or a workbook, whatever its rows mean: its cells by the names of their columns."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple
from unicodedata import normalize

from clea_cli.diagnostics import (
    Diagnostic,
    Outcome,
    Position,
    court,
    diagnostic,
    en_lettres,
)
from clea_cli.sources import classeur, encodages, lignes_csv, natures
from clea_cli.sources.cellules import Cellule, Feuille, Ligne
from clea_cli.sources.mots import forme_comparable

_APERCU = 200  # rows by which a separator is chosen


class Table(NamedTuple):
    """The rows below the headings; `colonnes` says where each known column stands (index from 0).

    `feuille` is the name of its sheet, in a workbook.
    """

    source: str
    titres: Ligne
    colonnes: Mapping[str, int]
    lignes: tuple[Ligne, ...]
    feuille: str = ""

    def cellule(self, ligne: Ligne, nom: str) -> Cellule:
        """The cell of a row in a known column, without the spaces around it; empty where there is no such column."""
        rang = self.colonnes.get(nom)
        cellule = ligne.cellule(len(self.titres.valeurs) if rang is None else rang)
        valeur = (
            ""
            if rang is None
            else normalize("NFC", lignes_csv.sans_precaution(cellule.valeur).strip())
        )
        return cellule._replace(valeur=valeur)


def lire(
    contenu: bytes, source: str, noms: Mapping[str, str], requises: Mapping[str, str]
) -> Outcome[Table]:
    """Read the first sheet that has the headings; `noms` gives each known heading (comparable) the name of its column.

    `requises` are the columns that must be there, each with its heading as a person writes it.

    Errors: F101, F102, F104-F106, F117-F119, F140, F141, J106 (a column that is required is missing),
    J623 (two sheets have them).
    """
    lues = feuilles(contenu, source)
    if lues.value is None:
        return Outcome(None, lues.diagnostics)
    # Nobody sees a hidden sheet: it gives no table.
    visibles = [feuille for feuille in lues.value if not feuille.masquee]
    rangees = [(feuille, rang) for feuille in visibles for rang in range(len(feuille.lignes))]
    if not rangees:
        return Outcome(None, (diagnostic("F101", Position(source)),))
    feuille, rang = max(rangees, key=lambda ici: len(set(_connus(ici[0].lignes[ici[1]], noms))))
    if autres := _autres_tables(visibles, feuille, noms, requises):
        onglets = en_lettres([f"« {nom} »" for nom in (feuille.nom, *autres)])
        return Outcome(None, (diagnostic("J623", Position(source), onglets=onglets),))
    titres = feuille.lignes[rang]
    colonnes: dict[str, int] = {}
    fautes = [
        diagnostic(
            "F105", titres.cellule(place).position(source), colonne=court(titres.valeurs[place])
        )
        for place, nom in _connus(titres, noms).items()
        if colonnes.setdefault(nom, place) != place
    ]
    fautes += [
        diagnostic("J106", titres.cellule(0).position(source), colonne=titre)
        for nom, titre in requises.items()
        if nom not in colonnes
    ]
    lue = Table(source, titres, colonnes, feuille.lignes[rang + 1 :], feuille.nom)
    return Outcome(None if fautes else lue, tuple(fautes))


def _autres_tables(
    feuilles: Sequence[Feuille],
    lue: Feuille,
    noms: Mapping[str, str],
    requises: Mapping[str, str],
) -> list[str]:
    """The other sheets that have the headings, and a row below them: what they say would be lost."""
    autres = []
    for feuille in feuilles:
        if feuille is lue or not requises:
            continue
        # Headings with nothing below them say nothing.
        for ligne in feuille.lignes[:-1]:
            if requises.keys() <= set(_connus(ligne, noms).values()):
                autres.append(feuille.nom)
                break
    return autres


def _connus(ligne: Ligne, noms: Mapping[str, str]) -> dict[int, str]:
    """The known columns of a row of headings, by place."""
    comparables = (forme_comparable(titre) for titre in ligne.valeurs)
    return {place: noms[titre] for place, titre in enumerate(comparables) if titre in noms}


def titres_meconnus(
    lue: Table,
    noms: Mapping[str, str],
    mots: Collection[str],
) -> Iterator[Diagnostic]:
    """Say of each column that speaks of what is read here, under a name that is not known.

    `mots` (comparable) are those that give it away; one without a cell says nothing. Errors: J624.
    """
    for place, titre in enumerate(lue.titres.valeurs):
        comparable = forme_comparable(titre)
        parle = comparable not in noms and not set(comparable.split()).isdisjoint(mots)
        dit = any(ligne.cellule(place).valeur.strip() for ligne in lue.lignes)
        if parle and dit:
            ici = lue.titres.cellule(place).position(lue.source)
            yield diagnostic("J624", ici, colonne=court(titre.strip()))


def feuilles(contenu: bytes, source: str) -> Outcome[tuple[Feuille, ...]]:
    """The sheets of a workbook, or a CSV as one without a name. Errors: F102, F104, F106, F117-F119."""
    return (
        classeur.lire(contenu, source)
        if lignes_csv.est_un_classeur(contenu)
        else _texte(contenu, source)
    )


def _texte(contenu: bytes, source: str) -> Outcome[tuple[Feuille, ...]]:
    if autre := natures.de_texte(contenu) or natures.de_binaire(contenu):
        return Outcome(
            None, (diagnostic("F106", Position(source), nature=autre.nom, remede=autre.remede),)
        )
    textes = [texte for _, texte in encodages.textes(contenu, None)]
    if not textes:
        precision = encodages.precision(contenu, None)
        return Outcome(None, (diagnostic("F102", Position(source), precision=precision),))
    try:
        lues = lignes_csv.lignes(textes[0], _separateur(textes[0]))
        lignes = tuple(ligne for ligne in lues if any(ligne.valeurs))
    except lignes_csv.GuillemetError as erreur:
        return Outcome(None, (diagnostic("F104", Position(source, erreur.ligne)),))
    return Outcome((Feuille("", lignes),))


def une_colonne(contenu: bytes) -> tuple[Ligne, ...]:
    """The lines of a text that was read once already, each as a row of one cell."""
    _, texte = next(encodages.textes(contenu, None))
    lignes = enumerate(texte.splitlines(), start=1)
    return tuple(Ligne(rang, rang, (ligne,)) for rang, ligne in lignes if ligne.strip())


def separateur(contenu: bytes) -> str:
    """The separator of the cells of a text that was read once already."""
    _, texte = next(encodages.textes(contenu, None))
    return _separateur(texte)


def _separateur(texte: str) -> str:
    """The separator that makes most rows of several cells, in the order of likelihood."""

    def lignes_de_plusieurs(essaye: str) -> int:
        return sum(len(ligne) > 1 for ligne in lignes_csv.premieres_lignes(texte, essaye, _APERCU))

    return max(lignes_csv.SEPARATEURS, key=lignes_de_plusieurs)
