"""Which of two grilles is the évaluation préalable, and which the finale: said by them, never by the order of typing.

What two files say decides: « évaluation ; préalable » above the headings, then the days. Where they say nothing, their
answers may: a finale takes up what the préalable has left, and nothing else.
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
    """Say whether two grilles given as préalable and finale are surely that. Errors: F311, F330-F332."""
    dits = fichiers[0].preambule, fichiers[1].preambule
    prealable, finale = dits
    ici = Position(fichiers[1].source)
    if prealable.etape is not None and prealable.etape is finale.etape:
        motif = f"les deux disent « évaluation ; {finale.etape.libelle} »"
        yield diagnostic("F332", ici, motif=motif)
        return
    mots, jours = _par_les_mots(*dits), _par_les_jours(*dits)
    if mots and jours and mots is not jours:
        yield diagnostic(
            "F332",
            ici,
            motif="celle qui dit « finale » est datée d'avant celle qui dit « préalable »",
        )
        return
    noms = {
        "prealable": chemin_ecrit(fichiers[1].source),
        "finale": chemin_ecrit(fichiers[0].source),
    }
    sens = jours or mots or _par_les_reponses(bareme, *grilles)
    if sens is None:
        yield diagnostic("F330", ici)
    elif sens is _Sens.INVERSE and prealable.jour and finale.jour and jours:
        faits = {
            "jour_finale": date_courte(finale.jour),
            "jour_prealable": date_courte(prealable.jour),
        }
        yield diagnostic("F311", ici, **faits, **noms)
    elif sens is _Sens.INVERSE:
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
    if prealable.jour is None or finale.jour is None or prealable.jour == finale.jour:
        return None
    return _Sens.DROIT if prealable.jour < finale.jour else _Sens.INVERSE


def _par_les_reponses(bareme: Bareme, prealable: Grille, finale: Grille) -> _Sens | None:
    """By the answers, where one of them may be the finale of the other, and the other not of the one.

    A finale answers only critères that the préalable left open or failed. Some évaluateurs take a domaine up as a
    whole: where that says nothing, a finale may also be one that leaves alone all domaines mastered at the préalable.
    """
    repondus = [
        bareme.ensemble.criteres & ~(grille.possibles & ~grille.acquis)
        for grille in (prealable, finale)
    ]
    # A grille without any answer is nobody's préalable, nor finale.
    if not all(repondus):
        return None
    # Critère by critère: whether each grille answers only what was not acquired in the other.
    droit, inverse = not repondus[1] & prealable.acquis, not repondus[0] & finale.acquis
    if droit or inverse:
        return _sens(droit=droit, inverse=inverse)
    # Domaine by domaine: whether each answers only in domaines not mastered in the other, of which some are.
    gardes = [_maitrises(bareme, grille) for grille in (prealable, finale)]
    droit, inverse = not repondus[1] & gardes[0], not repondus[0] & gardes[1]
    sens = _sens(droit=droit, inverse=inverse)
    prouve = gardes[0] if sens is _Sens.DROIT else gardes[1]
    return sens if prouve else None


def _sens(*, droit: bool, inverse: bool) -> _Sens | None:
    """The one way that is possible; None if both are, or none."""
    if droit is inverse:
        return None
    return _Sens.DROIT if droit else _Sens.INVERSE


def _maitrises(bareme: Bareme, grille: Grille) -> int:
    """The critères of the domaines that are mastered, as bits."""
    juges = zip(bareme.domaines, decide(bareme, grille).domaines, strict=True)
    return sum(niveau.niveau.criteres for niveau, juge in juges if juge.statut is Reponse.OUI)
