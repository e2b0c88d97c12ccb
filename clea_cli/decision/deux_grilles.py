"""Two grilles of one candidate: of two évaluateurs, side by side, or of two évaluations, as one."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from clea_cli.decision import mots_rapprochement as documents
from clea_cli.decision.decision import Bareme, bareme, decide
from clea_cli.decision.evaluations import Reunion, reunir
from clea_cli.decision.lot import Fichier, Lecture, comprendre_lot, lire_brute
from clea_cli.decision.mots import provenance, rapport
from clea_cli.decision.score import compte_rendu
from clea_cli.decision.vues import Resultats
from clea_cli.decision.vues_evaluations import Evaluation, Evaluations
from clea_cli.decision.vues_rapprochement import RapprochementVu
from clea_cli.diagnostics import Diagnostic, Outcome, Position, conclure, diagnostic
from clea_cli.grille.accord import rapprocher
from clea_cli.grille.grille import Grille, GrilleBrute
from clea_cli.grille.preambule import jour_de
from clea_cli.sorties import chemins
from clea_cli.sorties.calendrier import fin_de_fenetre
from clea_cli.sorties.mots import date_courte

_DEJA_DIT = frozenset({"F305"})  # that both files speak of one candidate is what is wanted here


class Rapprochees(NamedTuple):
    """Two grilles compared, and the rows of the one to complete."""

    vue: RapprochementVu
    fusion: tuple[tuple[str, ...], ...]


class _Paire(NamedTuple):
    bareme: Bareme
    fichiers: tuple[Fichier, Fichier]
    brutes: tuple[GrilleBrute, GrilleBrute]

    @property
    def grilles(self) -> tuple[Grille, Grille]:
        return self.fichiers[0].grilles[0], self.fichiers[1].grilles[0]


def rapprocher_fichiers(a: str, b: str, lecture: Lecture) -> Outcome[Rapprochees]:
    """Compare the grilles of two files. Errors: those of reading, F307; warning F312."""
    lues = _lire(a, b, lecture)
    if lues.value is None:
        return Outcome(None, lues.diagnostics)
    referentiel, (grille_a, grille_b) = lues.value.bareme.referentiel, lues.value.grilles
    fait = rapprocher(referentiel, grille_a, grille_b)
    decisions = decide(lues.value.bareme, grille_a), decide(lues.value.bareme, grille_b)
    vue = documents.voir(fait, (a, decisions[0]), (b, decisions[1]))
    premier, second = lues.value.fichiers
    hauts = premier.preambule, second.preambule
    fusion = tuple(documents.a_completer(referentiel, fait, decisions[0], hauts))
    return Outcome(Rapprochees(vue, fusion), lues.diagnostics)


def evaluer_deux_fois(
    prealable: str, finale: str, lecture: Lecture, jour: date | None = None
) -> tuple[Resultats | None, tuple[Diagnostic, ...]]:
    """Decide a candidate by both évaluations; `jour` as for `scores`.

    Errors: those of reading, F307, F308, F310, F311; warnings F309, F312.
    """
    lues = _lire(prealable, finale, lecture)
    dates = [_date(brute) for brute in lues.value.brutes] if lues.value else []
    fautes = (*lues.diagnostics, *(faute for lue in dates for faute in lue.diagnostics))
    if lues.value is None:
        return None, fautes
    jours = [lue.value for lue in dates]
    fautes = (*fautes, *_dans_le_delai(finale, jours, lues.value.bareme.referentiel.tenue.validite_ans))
    reunion = reunir(lues.value.bareme, *lues.value.grilles)
    resultats = _resultats(lues.value, reunion, jours, jour)
    return conclure(resultats, fautes).value, fautes


def _lire(a: str, b: str, lecture: Lecture) -> Outcome[_Paire]:
    lues = [lire_brute(source, lecture) for source in (a, b)]
    lot = comprendre_lot(zip((a, b), lues, strict=True), lecture)
    fautes = tuple(faute for faute in lot.diagnostics if faute.code not in _DEJA_DIT)
    brute_a, brute_b = (lue.value for lue in lues)
    if lot.bareme is None or brute_a is None or brute_b is None or not all(f.grilles for f in lot.fichiers):
        return Outcome(None, fautes)
    premier, second = lot.fichiers
    if premier.empreinte == second.empreinte:
        fautes = (*fautes, diagnostic("F312", Position(b)))
    candidats = [[grille.candidat for grille in fichier.grilles] for fichier in (premier, second)]
    nommes = _nomme(brute_a) and _nomme(brute_b)
    if any(len(ici) > 1 for ici in candidats) or (nommes and candidats[0] != candidats[1]):
        return Outcome(None, (*fautes, diagnostic("F307", Position(b))))
    return Outcome(_Paire(lot.bareme, (premier, second), (brute_a, brute_b)), fautes)


def _nomme(brute: GrilleBrute) -> bool:
    """Whether a file says whose grille it is; its name alone says nothing."""
    return any(saisie.candidat for saisie in brute.saisies)


def _date(brute: GrilleBrute) -> Outcome[date]:
    """The day of an évaluation, as its file says it. Errors: F310, F320; warning F309."""
    jour = jour_de(brute)
    if jour.value or jour.diagnostics:
        return jour
    return Outcome(None, (diagnostic("F309", Position(brute.source)),))


def _dans_le_delai(source: str, jours: Sequence[date | None], annees: int) -> Iterator[Diagnostic]:
    prealable, finale = jours
    if prealable is None or finale is None:
        return
    faits = {"prealable": date_courte(prealable), "finale": date_courte(finale)}
    if finale < prealable:
        yield diagnostic("F311", Position(source), **faits)
    elif finale > (limite := fin_de_fenetre(prealable, annees)):
        yield diagnostic("F308", Position(source), annees=annees, limite=date_courte(limite), **faits)


def _resultats(paire: _Paire, reunion: Reunion, jours: list[date | None], aujourdhui: date | None) -> Resultats:
    referentiel, regle = paire.bareme.referentiel, paire.bareme.regle
    autres = [bareme(referentiel, autre) for autre in referentiel.regles if autre is not regle]
    lectures = [decide(autre, reunir(autre, *paire.grilles).grille) for autre in autres]
    prealable, finale = (_evaluation(fichier, jour) for fichier, jour in zip(paire.fichiers, jours, strict=True))
    codes = (critere.code for critere in referentiel.criteres)
    origines = {code: origine.value for code, origine in zip(codes, reunion.origines, strict=True)}
    gardes = tuple(domaine.code for domaine in reunion.gardes)
    vu = rapport(decide(paire.bareme, reunion.grille), lectures, finale.source, paire.fichiers[1].empreinte)
    evaluations = Evaluations(prealable, finale, gardes, origines)
    fichiers = tuple(map(compte_rendu, paire.fichiers))
    dit = provenance(referentiel, regle, aujourdhui)
    return Resultats(dit, (vu._replace(evaluations=evaluations),), 0, fichiers)


def _evaluation(fichier: Fichier, jour: date | None) -> Evaluation:
    """Where an évaluation was read, and when it was held if its grille says it."""
    source = chemins.chemin_ecrit(fichier.source)
    return Evaluation(source, f"sha256:{fichier.empreinte}", date_courte(jour) if jour else "")
