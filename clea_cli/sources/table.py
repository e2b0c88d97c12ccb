"""A table with headings, in a CSV or a workbook: its cells by the names of their columns."""

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
    refuser,
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
        """The cell of a row in a known column, without the spaces around it.

        Where there is no such column, an empty one, beyond the last.
        """
        rang = self.colonnes.get(nom)
        if rang is None:
            apres_la_derniere = len(self.titres.valeurs)
            return ligne.cellule(apres_la_derniere)._replace(valeur="")
        cellule = ligne.cellule(rang)
        valeur = lignes_csv.sans_precaution(cellule.valeur).strip()
        # A Mac may write é in two characters: what is compared must be written in one way.
        compose = normalize("NFC", valeur)
        return cellule._replace(valeur=compose)


def lire(
    contenu: bytes, source: str, noms: Mapping[str, str], requises: Mapping[str, str]
) -> Outcome[Table]:
    """Read the first sheet that has the headings.

    `noms` gives each known heading (comparable) the name of its column; `requises` are the columns
    that must be there, each with its heading as a person writes it.

    Errors: F101, F102, F104-F106, F117-F119, F140, F141, J106 (a column that is required is
    missing), J623 (two sheets have them).
    """
    lues = feuilles(contenu, source)
    if lues.value is None:
        return lues.refus()
    # Nobody sees a hidden sheet: it gives no table.
    visibles = [feuille for feuille in lues.value if not feuille.masquee]
    trouvee = _ou_sont_les_titres(visibles, noms)
    if trouvee is None:
        return refuser("F101", Position(source))
    feuille, rang = trouvee
    if autres := _autres_tables(visibles, feuille, noms, requises):
        cites = [f"« {nom} »" for nom in (feuille.nom, *autres)]
        onglets = en_lettres(cites)
        return refuser("J623", Position(source), onglets=onglets)
    titres = feuille.lignes[rang]
    colonnes = _colonnes(titres, source, noms, requises)
    if colonnes.value is None:
        return colonnes.refus()
    dessous = feuille.lignes[rang + 1 :]
    lue = Table(source, titres, colonnes.value, dessous, feuille.nom)
    return Outcome(lue)


def _colonnes(
    titres: Ligne, source: str, noms: Mapping[str, str], requises: Mapping[str, str]
) -> Outcome[dict[str, int]]:
    """Where each known column stands (index from 0). Errors: F105 (one comes twice), J106."""
    colonnes: dict[str, int] = {}
    fautes: list[Diagnostic] = []
    for place, nom in _connus(titres, noms).items():
        if nom in colonnes:
            cellule = titres.cellule(place)
            ici = cellule.position(source)
            fautes.append(diagnostic("F105", ici, colonne=court(cellule.valeur)))
        colonnes.setdefault(nom, place)
    # What is missing stands nowhere: the row of headings is shown.
    debut = titres.cellule(0).position(source)
    for nom, titre in requises.items():
        if nom not in colonnes:
            fautes.append(diagnostic("J106", debut, colonne=titre))
    if fautes:
        return Outcome(None, tuple(fautes))
    return Outcome(colonnes)


def _ou_sont_les_titres(
    feuilles: Sequence[Feuille], noms: Mapping[str, str]
) -> tuple[Feuille, int] | None:
    """The sheet and the index of the row with the most known headings, the first of such rows.

    None if there is no row at all.
    """
    trouvee: tuple[Feuille, int] | None = None
    le_plus = -1
    for feuille in feuilles:
        for rang, ligne in enumerate(feuille.lignes):
            connus = len(_connus(ligne, noms))
            if connus > le_plus:
                trouvee = (feuille, rang)
                le_plus = connus
    return trouvee


def _autres_tables(
    feuilles: Sequence[Feuille],
    lue: Feuille,
    noms: Mapping[str, str],
    requises: Mapping[str, str],
) -> list[str]:
    """The other sheets that have the headings and a row below: what they say would be lost."""
    autres: list[str] = []
    for feuille in feuilles:
        # Where nothing is required, any sheet would have all of it.
        if feuille is lue or not requises:
            continue
        # Headings with nothing below them say nothing.
        for ligne in feuille.lignes[:-1]:
            presents = set(_connus(ligne, noms).values())
            if requises.keys() <= presents:
                autres.append(feuille.nom)
                break
    return autres


def _connus(ligne: Ligne, noms: Mapping[str, str]) -> dict[int, str]:
    """The known columns of a row of headings, by place."""
    connus: dict[int, str] = {}
    for place, titre in enumerate(map(forme_comparable, ligne.valeurs)):
        if titre in noms:
            connus[place] = noms[titre]
    return connus


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
        parle_d_autre_chose = set(comparable.split()).isdisjoint(mots)
        if comparable in noms or parle_d_autre_chose:
            continue
        if any(ligne.cellule(place).valeur.strip() for ligne in lue.lignes):
            ici = lue.titres.cellule(place).position(lue.source)
            yield diagnostic("J624", ici, colonne=court(titre.strip()))


def feuilles(contenu: bytes, source: str) -> Outcome[tuple[Feuille, ...]]:
    """The sheets of a workbook, or a CSV as one without a name.

    Errors: F102, F104, F106, F117-F119.
    """
    if lignes_csv.est_un_classeur(contenu):
        return classeur.lire(contenu, source)
    return _texte(contenu, source)


def _texte(contenu: bytes, source: str) -> Outcome[tuple[Feuille, ...]]:
    if autre := natures.de_texte(contenu) or natures.de_binaire(contenu):
        return autre.refus(source)
    texte = _texte_lu(contenu)
    if texte is None:
        precision = encodages.precision(contenu, None)
        return refuser("F102", Position(source), precision=precision)
    separateur = _separateur(texte)
    # A quote left open is only met once the rows before it have been read.
    try:
        lues = list(lignes_csv.lignes(texte, separateur))
    except lignes_csv.GuillemetError as erreur:
        return refuser("F104", Position(source, erreur.ligne))
    remplies = tuple(ligne for ligne in lues if any(ligne.valeurs))
    return Outcome((Feuille("", remplies),))


def _texte_lu(contenu: bytes) -> str | None:
    """The likeliest reading of bytes as a text; None if none makes sense."""
    for _, texte in encodages.textes(contenu, None):
        return texte
    return None


def une_colonne(contenu: bytes) -> tuple[Ligne, ...]:
    """The lines of a text that was read once already, each as a row of one cell."""
    lignes: list[Ligne] = []
    texte = _texte_lu(contenu) or ""
    for rang, ligne in enumerate(texte.splitlines(), start=1):
        if ligne.strip():
            lignes.append(Ligne(rang, rang, (ligne,)))
    return tuple(lignes)


def separateur(contenu: bytes) -> str:
    """The separator of the cells of a text that was read once already."""
    texte = _texte_lu(contenu) or ""
    return _separateur(texte)


def _separateur(texte: str) -> str:
    """The separator that makes most rows of several cells, in the order of likelihood."""

    def lignes_de_plusieurs(essaye: str) -> int:
        lignes = lignes_csv.premieres_lignes(texte, essaye, _APERCU)
        return sum(len(ligne) > 1 for ligne in lignes)

    # Of equals, max keeps the first.
    return max(lignes_csv.SEPARATEURS, key=lignes_de_plusieurs)
