"""From files of grilles to their verdicts."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath
from typing import NamedTuple

from clea_cli.check import grille as check
from clea_cli.decision import Bareme, bareme, decide
from clea_cli.diagnostics import Diagnostic, Outcome, Position, conclure, diagnostic
from clea_cli.documents.score import lu, provenance, rapport
from clea_cli.grille import Grille, GrilleBrute
from clea_cli.readers import grille_csv
from clea_cli.readers.grille_forme import interpreter
from clea_cli.referentiel import Referentiel
from clea_cli.vues import Rapport, Resultats
from clea_cli.workflow import fichiers, livres, referentiels


class Lecture(NamedTuple):
    """How to read grilles: the référentiel and the rule by name, and what is forced; None is found out."""

    referentiel: str | None = None
    regle: str | None = None
    encodage: str | None = None
    separateur: str | None = None


class Fichier(NamedTuple):
    """One file of grilles: what it gives, what was understood of it, and its faults. No grilles: it is refused."""

    brute: GrilleBrute | None
    grilles: tuple[Grille, ...]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def lu(self) -> str:
        """What was understood of the file, in words."""
        return lu(self.brute) if self.brute else ""


class Lot(NamedTuple):
    """The files of one call, read with one référentiel (None: it is refused, and so is all the rest)."""

    bareme: Bareme | None
    fichiers: tuple[Fichier, ...]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def refuses(self) -> int:
        """How many files gave nothing."""
        return sum(not fichier.grilles for fichier in self.fichiers)


def lire_lot(sources: Sequence[str], lecture: Lecture) -> Lot:
    """Read the grilles of all files. The référentiel is the one asked for, else the first file's, else CléA's."""
    brutes = [_lire_brute(source, lecture) for source in sources]
    charge = referentiels.a_calculer(lecture.referentiel or _annonce(brute.value for brute in brutes))
    if charge.value is None:
        return Lot(None, (), charge.diagnostics)
    regle = charge.value.regle(lecture.regle)
    if regle is None:
        return Lot(None, (), (_regle_inconnue(charge.value, lecture.regle),))
    lus = tuple(_comprendre(brute, charge.value) for brute in brutes)
    fautes = (faute for fichier in lus for faute in fichier.diagnostics)
    return Lot(bareme(charge.value, regle), lus, (*charge.diagnostics, *fautes))


def scores(lot: Lot) -> Resultats | None:
    """Decide each grille of a batch, by its rule and by the others; None when there is nothing to decide by."""
    if lot.bareme is None:
        return None
    referentiel, regle = lot.bareme.referentiel, lot.bareme.regle
    autres = [bareme(referentiel, autre) for autre in referentiel.regles if autre is not regle]
    rapports = tuple(rapport for fichier in lot.fichiers for rapport in _rapports(fichier, lot.bareme, autres))
    return Resultats(provenance(referentiel, regle), rapports, lot.refuses)


def _rapports(fichier: Fichier, principal: Bareme, autres: Sequence[Bareme]) -> Iterator[Rapport]:
    if fichier.brute is None:
        return
    for grille in fichier.grilles:
        lectures = [decide(autre, grille) for autre in autres]
        yield rapport(decide(principal, grille), lectures, fichier.brute.source, fichier.brute.empreinte)


def _lire_brute(source: str, lecture: Lecture) -> Outcome[GrilleBrute]:
    contenu = fichiers.lire(source, grille_csv.OCTETS_MAX)
    if contenu.value is None:
        return Outcome(None, contenu.diagnostics)
    tableau = grille_csv.lire(contenu.value, source, lecture.encodage, lecture.separateur)
    return Outcome(None, tableau.diagnostics) if tableau.value is None else interpreter(tableau.value)


def _annonce(brutes: Iterable[GrilleBrute | None]) -> str:
    """The référentiel that the first readable grille names, if it is one that ships; CléA's otherwise."""
    brute = next((brute for brute in brutes if brute), None)
    nom = brute.preambule.get("referentiel") if brute else None
    return (livres.identifier(nom.valeur) if nom else None) or livres.DEFAUT


def _regle_inconnue(referentiel: Referentiel, nom: str | None) -> Diagnostic:
    regles = ", ".join(regle.id for regle in referentiel.regles)
    return diagnostic("R504", Position("--regle"), referentiel=referentiel.id, id=nom, regles=regles)


def _comprendre(brute: Outcome[GrilleBrute], referentiel: Referentiel) -> Fichier:
    if brute.value is None:
        return Fichier(None, (), brute.diagnostics)
    grilles = check.grilles(referentiel, brute.value, sans_nom=PurePath(brute.value.source).stem)
    diagnostics = tuple(sorted((*brute.diagnostics, *grilles.diagnostics), key=_ordre))
    return Fichier(brute.value, conclure(grilles.value, diagnostics).value or (), diagnostics)


def _ordre(faute: Diagnostic) -> tuple[int, int]:
    return faute.position.ligne or 0, faute.position.colonne or 0
