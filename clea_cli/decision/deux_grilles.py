"""Grilles read two by two, each pair of one candidate; or of two évaluateurs, side by side."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from clea_cli.decision import mots_rapprochement as documents
from clea_cli.decision.decision import Bareme, decide
from clea_cli.decision.lot import Fichier, Lecture, comprendre_lot, lire_brute
from clea_cli.decision.vues_rapprochement import RapprochementVu
from clea_cli.diagnostics import Diagnostic, Outcome, Position, diagnostic
from clea_cli.grille.accord import rapprocher
from clea_cli.grille.grille import Grille, GrilleBrute
from clea_cli.grille.mots import LigneEcrite
from clea_cli.sources.mots import reference_comparable

_DEJA_DIT = frozenset({"F305"})  # that both files speak of one candidate is what is wanted here


class Rapprochees(NamedTuple):
    """Two grilles compared, and the rows of the one to complete."""

    vue: RapprochementVu
    fusion: tuple[LigneEcrite, ...]


class Deux(NamedTuple):
    """Two grilles of one candidate, in the order in which they were given."""

    fichiers: tuple[Fichier, Fichier]
    grilles: tuple[Grille, Grille]


class DeuxADeux(NamedTuple):
    """The pairs of one call, read with one référentiel.

    Without a barème, it is refused, and so is all the rest. A pair whose files are refused, or are
    not one candidate's, is None; `fichiers` are all that were read.
    """

    bareme: Bareme | None
    deux: tuple[Deux | None, ...]
    fichiers: tuple[Fichier, ...]
    diagnostics: tuple[Diagnostic, ...]


def rapprocher_fichiers(a: str, b: str, lecture: Lecture) -> Outcome[Rapprochees]:
    """Compare the grilles of two files. Errors: those of reading, F307; warning F312."""
    lues = lire_deux_a_deux([(a, b)], lecture)
    [deux] = lues.deux or (None,)
    if lues.bareme is None or deux is None:
        return Outcome(None, lues.diagnostics)
    referentiel = lues.bareme.referentiel
    grille_a, grille_b = deux.grilles
    decision_a = decide(lues.bareme, grille_a)
    decision_b = decide(lues.bareme, grille_b)
    fait = rapprocher(referentiel, grille_a, grille_b)
    vue = documents.voir(fait, (a, decision_a), (b, decision_b))
    # Where both agree, either says what is to be written; of the rest, somebody will.
    premier, second = deux.fichiers
    hauts = (premier.preambule, second.preambule)
    fusion = documents.a_completer(referentiel, fait, decision_a, hauts)
    rapprochees = Rapprochees(vue, tuple(fusion))
    return Outcome(rapprochees, lues.diagnostics)


def lire_deux_a_deux(couples: Sequence[tuple[str, str]], lecture: Lecture) -> DeuxADeux:
    """Read grilles two by two. Errors: those of reading, F307; warning F312."""
    nommes: list[bool] = []

    def lues() -> Iterator[tuple[str, Outcome[GrilleBrute]]]:
        for couple in couples:
            for source in couple:
                lue = lire_brute(source, lecture)
                nommes.append(_nomme(lue.value))
                yield source, lue

    lot = comprendre_lot(lues(), lecture)
    fautes: list[Diagnostic] = []
    for faute in lot.diagnostics:
        if faute.code not in _DEJA_DIT:
            fautes.append(faute)
    if lot.bareme is None:
        return DeuxADeux(None, (), (), tuple(fautes))
    tous: list[Deux | None] = []
    # Files came two by two, each with whether it says whose grille it is.
    lus = list(zip(lot.fichiers, nommes, strict=True))
    for premier, second in zip(lus[::2], lus[1::2], strict=True):
        deux = _reunir(premier, second)
        fautes += deux.diagnostics
        tous.append(deux.value)
    return DeuxADeux(
        bareme=lot.bareme,
        deux=tuple(tous),
        fichiers=lot.fichiers,
        diagnostics=tuple(fautes),
    )


def _reunir(premier: tuple[Fichier, bool], second: tuple[Fichier, bool]) -> Outcome[Deux]:
    """Two files as one candidate's, each with whether it says whose grille it is.

    Without a fault where one of them was refused. Errors: F307; warning F312.
    """
    a, a_nomme = premier
    b, b_nomme = second
    if not (a.grilles and b.grilles):
        return Outcome(None)
    ici = Position(b.source)
    fautes = []
    if a.empreinte == b.empreinte:
        fautes.append(diagnostic("F312", ici))
    une = a.grilles[0]
    autre = b.grilles[0]
    seuls = len(a.grilles) == len(b.grilles) == 1
    references = {reference_comparable(grille.candidat) for grille in (une, autre)}
    deux_candidats = a_nomme and b_nomme and len(references) > 1
    if deux_candidats or not seuls:
        fautes.append(diagnostic("F307", ici))
        return Outcome(None, tuple(fautes))
    # A file that names nobody speaks of the candidate whom the other names.
    candidat = une.candidat
    if b_nomme and not a_nomme:
        candidat = autre.candidat
    grilles = (une._replace(candidat=candidat), autre._replace(candidat=candidat))
    deux = Deux((a, b), grilles)
    return Outcome(deux, tuple(fautes))


def _nomme(brute: GrilleBrute | None) -> bool:
    """Whether a file says whose grille it is; its name alone says nothing."""
    if brute is None:
        return False
    return any(saisie.candidat for saisie in brute.saisies)
