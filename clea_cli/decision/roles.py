"""Which of two grilles is the évaluation préalable, and which the finale.

It is never said by the order of typing. What two files say decides: « évaluation ; préalable »
above the headings, then the days. Where they say nothing, their answers may: a finale takes up what
the préalable has left, and nothing else.
"""

from collections.abc import Iterator, Sequence
from enum import Enum

from clea_cli.decision.decision import Bareme, Reponse, decide
from clea_cli.decision.lot import Fichier
from clea_cli.diagnostics import Diagnostic, Position, diagnostic
from clea_cli.grille.grille import Grille
from clea_cli.grille.preambule import Etape, Preambule
from clea_cli.sorties.chemins import chemin_ecrit
from clea_cli.sorties.mots import date_courte


class _Sens(Enum):
    """How two grilles stand to each other as they were given."""

    DROIT = "droit"
    INVERSE = "inverse"


def fautes(
    bareme: Bareme, fichiers: tuple[Fichier, Fichier], grilles: tuple[Grille, Grille]
) -> Iterator[Diagnostic]:
    """Say whether two grilles given as préalable and finale are surely that.

    Errors: F311, F330-F332.
    """
    premier, second = fichiers
    prealable = premier.preambule
    finale = second.preambule
    ici = Position(second.source)
    if prealable.etape is not None and prealable.etape is finale.etape:
        motif = f"les deux disent « évaluation ; {finale.etape.libelle} »"
        yield diagnostic("F332", ici, motif=motif)
        return
    mots = _par_les_mots(prealable, finale)
    jours = _par_les_jours(prealable, finale)
    if mots and jours and mots is not jours:
        motif = "celle qui dit « finale » est datée d'avant celle qui dit « préalable »"
        yield diagnostic("F332", ici, motif=motif)
        return
    # Answers are looked at only where neither day nor word says it.
    sens = jours or mots or _par_les_reponses(bareme, *grilles)
    if sens is None:
        yield diagnostic("F330", ici)
        return
    if sens is _Sens.DROIT:
        return
    # Each is the other: what was given as the finale is the préalable.
    noms = {
        "prealable": chemin_ecrit(second.source),
        "finale": chemin_ecrit(premier.source),
    }
    if prealable.jour and finale.jour and jours:
        jour_prealable = date_courte(prealable.jour)
        jour_finale = date_courte(finale.jour)
        yield diagnostic(
            "F311", ici, jour_finale=jour_finale, jour_prealable=jour_prealable, **noms
        )
    else:
        preuve = "ce qu'elles disent au-dessus de leurs titres" if mots else "leurs réponses"
        yield diagnostic("F331", ici, preuve=preuve, **noms)


def finales_seules(fichiers: Sequence[Fichier]) -> Iterator[Diagnostic]:
    """Warn of files that are read alone and say that they are a finale. Warning F336."""
    for fichier in fichiers:
        if fichier.grilles:
            yield from finale_seule(fichier.source, fichier.preambule)


def finale_seule(source: str, preambule: Preambule) -> Iterator[Diagnostic]:
    """Warn of a file that is read alone and says that it is a finale. Warning F336."""
    if preambule.etape is Etape.FINALE:
        yield diagnostic("F336", Position(source))


def _par_les_mots(prealable: Preambule, finale: Preambule) -> _Sens | None:
    """By what one of them says at least: the other is then the other évaluation."""
    if Etape.PREALABLE is prealable.etape or Etape.FINALE is finale.etape:
        return _Sens.DROIT
    if Etape.FINALE is prealable.etape or Etape.PREALABLE is finale.etape:
        return _Sens.INVERSE
    return None


def _par_les_jours(prealable: Preambule, finale: Preambule) -> _Sens | None:
    """By two days that differ."""
    avant = prealable.jour
    apres = finale.jour
    if avant is None or apres is None:
        return None
    # Both on one day: the order of the day is not known.
    return _sens(droit=avant < apres, inverse=avant > apres)


def _par_les_reponses(bareme: Bareme, prealable: Grille, finale: Grille) -> _Sens | None:
    """By the answers, where one may be the finale of the other, and the other not of the one.

    A finale answers only critères that the préalable left open or failed. Some évaluateurs take a
    domaine up as a whole: where that says nothing, a finale may also be one that leaves alone all
    domaines mastered at the préalable.
    """
    dits_prealable = _repondus(bareme, prealable)
    dits_finale = _repondus(bareme, finale)
    # A grille without any answer is nobody's préalable, nor finale.
    if not dits_prealable or not dits_finale:
        return None
    # Critère by critère: whether each grille answers only what was not acquired in the other.
    droit = not dits_finale & prealable.acquis
    inverse = not dits_prealable & finale.acquis
    if droit or inverse:
        return _sens(droit=droit, inverse=inverse)
    # Domaine by domaine: whether each answers only in domaines not mastered in the other, of which
    # some are.
    gardes_prealable = _maitrises(bareme, prealable)
    gardes_finale = _maitrises(bareme, finale)
    droit = not dits_finale & gardes_prealable
    inverse = not dits_prealable & gardes_finale
    sens = _sens(droit=droit, inverse=inverse)
    prouve = gardes_prealable if sens is _Sens.DROIT else gardes_finale
    return sens if prouve else None


def _repondus(bareme: Bareme, grille: Grille) -> int:
    """The critères that have an answer, as bits."""
    ouverts = grille.possibles & ~grille.acquis
    return bareme.ensemble.criteres & ~ouverts


def _sens(*, droit: bool, inverse: bool) -> _Sens | None:
    """The one way that is possible; None if both are, or none."""
    if droit is inverse:
        return None
    return _Sens.DROIT if droit else _Sens.INVERSE


def _maitrises(bareme: Bareme, grille: Grille) -> int:
    """The critères of the domaines that are mastered, as bits."""
    decision = decide(bareme, grille)
    maitrises = 0
    for niveau, juge in zip(bareme.domaines, decision.domaines, strict=True):
        if juge.statut is Reponse.OUI:
            maitrises |= niveau.niveau.criteres
    return maitrises
