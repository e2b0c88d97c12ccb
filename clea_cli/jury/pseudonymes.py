"""`clea pseudonymiser`: grilles without names, and apart from them a table that gives them back."""

import os
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import NamedTuple

from clea_cli.decision.lot import Lecture, Lot, lire_lot
from clea_cli.diagnostics import Diagnostic, Outcome, Position, diagnostic, refuser
from clea_cli.grille import mots as documents
from clea_cli.grille.mots import Remplie
from clea_cli.jury.retouche import Retouches, retoucher
from clea_cli.referentiel.referentiel import Referentiel
from clea_cli.sorties import ecriture, tableur_csv, verrou
from clea_cli.sources import fichiers, table
from clea_cli.sources.bornes import TABLE_OCTETS_MAX
from clea_cli.sources.mots import reference_comparable

_TITRES = ("reference", "candidat")
_DEBUT = "C-"
_CLASSEURS = (".xlsx", ".ods", ".xls")  # what the table is not: it is a CSV
_PATIENCE = 30  # seconds to wait for another run that adds to the table

_Ligne = tuple[str, str]  # a row of the table: a reference, the candidate


class _Connus(NamedTuple):
    """What a table holds, its rows, and where its columns stand."""

    contenu: bytes
    lignes: list[_Ligne]
    colonnes: Mapping[str, int]


class Ecrits(NamedTuple):
    """How many grilles were written, candidates in the table, lines above headings left out."""

    grilles: int
    connus: int
    lignes_laissees: int


def pseudonymiser(
    sources: Sequence[str],
    dossier: str,
    chemin_table: str,
    lecture: Lecture,
    *,
    forcer: bool,
) -> tuple[Ecrits | None, tuple[Diagnostic, ...]]:
    """Write each candidate's grille under a reference, without its notes; the table comes first.

    Above the headings, the lines that say neither the référentiel, its version, the day nor the
    évaluation are left: they may name somebody. A candidate whom the table knows keeps the
    reference.

    Errors: those of reading, J303, J509, J510, J622, S201, S202.
    """
    if _dedans(chemin_table, dossier):
        return None, (diagnostic("J509", Position(chemin_table)),)
    if Path(chemin_table).suffix.lower() in _CLASSEURS:
        return None, (diagnostic("J622", Position(chemin_table)),)
    # 1. What is read. A table that is wrong is told before the grilles are, which take longer.
    connus = _connus(chemin_table)
    if connus.value is None:
        return None, connus.diagnostics
    lot = lire_lot(sources, lecture)
    if lot.bareme is None or lot.refuses == len(lot.fichiers):
        return None, lot.diagnostics
    # 2. The table: without it, nobody could give a grille its name back.
    # From its reading to its writing, nobody else adds candidates to it.
    ou_est_la_table = str(Path(chemin_table).parent)
    with verrou.seul(ou_est_la_table, _PATIENCE) as occupe:
        if occupe:
            tenue = Outcome[list[_Ligne]](None, (occupe,))
        else:
            tenue = _tenir_la_table(chemin_table, lot, dossier)
    if tenue.value is None:
        return None, (*lot.diagnostics, *tenue.diagnostics)
    # 3. The grilles.
    fautes = list(lot.diagnostics)
    grilles = 0
    references = _references(tenue.value)
    for nom, contenu in _grilles(lot, lot.bareme.referentiel, references):
        chemin = str(Path(dossier) / nom)
        ecrit = ecriture.ecrire(chemin, contenu, forcer=forcer, entrees=sources)
        fautes += ecrit.diagnostics
        grilles += ecrit.value is not None
    laissees = sum(len(fichier.preambule.libres) for fichier in lot.fichiers)
    return Ecrits(grilles, len(tenue.value), laissees), tuple(fautes)


def _tenir_la_table(chemin: str, lot: Lot, dossier: str) -> Outcome[list[_Ligne]]:
    """Add to the table the candidates of a batch, once their folder is there; its rows.

    What a person has added to the table stays. Errors: J510, S102, S202.
    """
    connus = _connus(chemin)
    if connus.value is None:
        return connus.refus()
    cree = ecriture.creer_dossier(dossier)
    if cree.value is None:
        return cree.refus()
    ancien, anciennes, colonnes = connus.value
    lignes = _completer(lot, anciennes)
    neuves = lignes[len(anciennes) :]
    contenu: bytes | None = ancien
    if not ancien:
        contenu = tableur_csv.ecrire([_TITRES, *lignes])
    elif neuves:
        # A table that is there only gets rows at its end, in its own columns.
        ici = [colonnes[titre] for titre in _TITRES]
        ajouts = [dict(zip(ici, neuve, strict=True)) for neuve in neuves]
        contenu = retoucher(ancien, Retouches({}, ajouts))
    if contenu is None:
        return refuser("J510", Position(chemin))
    # Given what was read, it is refused if somebody has changed the table since.
    ecrite = ecriture.ecrire(chemin, contenu, forcer=True, lu=ancien, prive=True)
    if ecrite.value is None:
        return ecrite.refus()
    return Outcome(lignes, ecrite.diagnostics)


def _dedans(fichier: str, dossier: str) -> bool:
    """Whether a file stands in a folder, wherever links lead."""
    vrai = Path(os.path.realpath(fichier))
    return vrai.is_relative_to(os.path.realpath(dossier))


def _connus(chemin: str) -> Outcome[_Connus]:
    """The table of an earlier run; nothing if there is none. Errors: J510, S102, S104."""
    if not fichiers.est_la(Path(chemin)):
        return Outcome(_Connus(b"", [], {}))
    contenu = fichiers.lire(chemin, TABLE_OCTETS_MAX)
    if contenu.value is None:
        return contenu.refus()
    if not contenu.value:
        return Outcome(_Connus(b"", [], {}))
    titres = {titre: titre for titre in _TITRES}
    ouverte = table.lire(contenu.value, chemin, titres, titres)
    if ouverte.value is None:
        return refuser("J510", Position(chemin))
    lue = ouverte.value
    lignes: list[_Ligne] = []
    for ligne in lue.lignes:
        reference = lue.cellule(ligne, "reference").valeur
        candidat = lue.cellule(ligne, "candidat").valeur
        # A line of notes between two candidates names nobody.
        if reference and candidat:
            lignes.append((reference, candidat))
    return Outcome(_Connus(contenu.value, lignes, lue.colonnes))


def _completer(lot: Lot, connus: Sequence[_Ligne]) -> list[_Ligne]:
    """Add a row for each candidate who has none, in the order of the files.

    The reference is one that nobody has.
    """
    candidats: list[str] = []
    for fichier in lot.fichiers:
        candidats += [grille.candidat for grille in fichier.grilles]
    lignes = list(connus)
    references = _references(connus)
    # Neither a candidate nor a line of the table may be called so already.
    pris = set(map(reference_comparable, candidats))
    for ligne in connus:
        pris.update(map(reference_comparable, ligne))
    # Walked once for all candidates: a number that was passed over is never looked at again.
    libres = _libres(pris)
    for candidat in candidats:
        comparable = reference_comparable(candidat)
        if comparable not in references:
            reference = next(libres)
            references[comparable] = reference
            lignes.append((reference, candidat))
    return lignes


def _libres(pris: Collection[str]) -> Iterator[str]:
    """References that nobody has, in order: « C-0001 »."""
    for rang in count(1):
        reference = f"{_DEBUT}{rang:04}"
        if reference_comparable(reference) not in pris:
            yield reference


def _references(lignes: Sequence[_Ligne]) -> dict[str, str]:
    """The reference of each candidate (comparable); the first, of a table that gives several."""
    references: dict[str, str] = {}
    for reference, candidat in lignes:
        references.setdefault(reference_comparable(candidat), reference)
    return references


def _grilles(
    lot: Lot, referentiel: Referentiel, references: Mapping[str, str]
) -> Iterator[tuple[str, bytes]]:
    """Each grille under its reference; several of one candidate get a number."""
    vus: Counter[str] = Counter()
    for fichier in lot.fichiers:
        for grille in fichier.grilles:
            comparable = reference_comparable(grille.candidat)
            reference = references[comparable]
            vus[reference] += 1
            fois = vus[reference]
            rang = f"-{fois}" if fois > 1 else ""
            # Free lines above the headings may name the candidate.
            haut = fichier.preambule._replace(candidat=reference, libres=())
            remplie = Remplie(grille._replace(candidat=reference), preambule=haut)
            lignes = documents.longue(referentiel, remplie)
            yield f"{reference}{rang}.csv", tableur_csv.ecrire(lignes)
