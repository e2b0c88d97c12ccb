"""Candidates who had both évaluations: their grilles by pairs, typed or in a table; verdicts."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from clea_cli.decision import roles
from clea_cli.decision.decision import Bareme
from clea_cli.decision.delais import delai
from clea_cli.decision.deux_grilles import Deux, lire_deux_a_deux
from clea_cli.decision.jugement import Jugement, autres_lectures, juger
from clea_cli.decision.lot import Fichier, Lecture
from clea_cli.decision.mots import provenance, rapport
from clea_cli.decision.score import compte_rendu
from clea_cli.decision.vues import Rapport, Resultats
from clea_cli.decision.vues_evaluations import Evaluations, EvaluationVue
from clea_cli.diagnostics import Diagnostic, Outcome, Position, diagnostic, refuse
from clea_cli.grille.grille import Grille
from clea_cli.sorties import chemins
from clea_cli.sorties.mots import date_courte
from clea_cli.sources import fichiers, table
from clea_cli.sources.bornes import TABLE_OCTETS_MAX
from clea_cli.sources.cellules import Cellule, Ligne
from clea_cli.sources.mots import ABIME, reference_comparable
from clea_cli.sources.table import Table

_COLONNES = ("prealable", "finale")
_TITRES = {
    **dict.fromkeys(("prealable", "grille prealable", "evaluation prealable"), "prealable"),
    **dict.fromkeys(("finale", "grille finale", "evaluation finale"), "finale"),
}
_REQUISES = {"prealable": "préalable", "finale": "finale"}


class Paire(NamedTuple):
    """The files of a candidate's two évaluations."""

    prealable: str
    finale: str


class PaireLue(NamedTuple):
    """The grilles of a candidate's two évaluations, whose roles are sure."""

    prealable: Fichier
    finale: Fichier
    grilles: tuple[Grille, Grille]


class Paires(NamedTuple):
    """The pairs of one call that are accepted.

    `refusees` counts the others, `fichiers` are all that were read.
    """

    bareme: Bareme | None
    paires: tuple[PaireLue, ...]
    refusees: int
    fichiers: tuple[Fichier, ...]
    diagnostics: tuple[Diagnostic, ...]


_Rangee = Mapping[str, Cellule]  # the two cells of a row of the table, by évaluation


def lire_table(source: str) -> Outcome[tuple[Paire, ...]]:
    """Read a table of pairs, a row a candidate; its paths are from its folder.

    Errors: those of a table, F111, F333-F335.
    """
    contenu = fichiers.lire(source, TABLE_OCTETS_MAX)
    if contenu.value is None:
        return contenu.refus()
    lue = table.lire(contenu.value, source, _TITRES, _REQUISES)
    if lue.value is None:
        return lue.refus()
    # A row without any file is left aside.
    ecrites: list[_Rangee] = []
    for ligne in lue.value.lignes:
        cellules = _cellules(lue.value, ligne)
        if any(cellule.valeur for cellule in cellules.values()):
            ecrites.append(cellules)
    fautes = tuple(_fautes_de_la_table(ecrites, source))
    if fautes:
        return Outcome(None, fautes)
    paires: list[Paire] = []
    for cellules in ecrites:
        prealable = _chemin(source, cellules["prealable"])
        finale = _chemin(source, cellules["finale"])
        paires.append(Paire(prealable, finale))
    return Outcome(tuple(paires))


def _cellules(lue: Table, ligne: Ligne) -> _Rangee:
    return {nom: lue.cellule(ligne, nom) for nom in _COLONNES}


def _chemin(source: str, cellule: Cellule) -> str:
    """The file that a cell of a table names, from the folder of the table."""
    dossier = Path(source).parent
    return chemins.depuis_ici(str(dossier / cellule.valeur))


def _fautes_de_la_table(rangees: Sequence[_Rangee], source: str) -> Iterator[Diagnostic]:
    """Yield what keeps a table from naming pairs, each file once. Errors: F111, F333-F335."""
    if not rangees:
        yield diagnostic("F335", Position(source))
    vues: dict[str, Cellule] = {}
    for cellules in rangees:
        for cellule in cellules.values():
            ici = cellule.position(source)
            if not cellule.valeur:
                yield diagnostic("F333", ici)
                continue
            if ABIME.search(cellule.valeur):
                yield diagnostic("F111", ici)
                continue
            # A file is one évaluation of one candidate, however its path is written.
            chemin = _chemin(source, cellule)
            premiere = vues.setdefault(chemin, cellule)
            if premiere is not cellule:
                yield diagnostic("F334", ici, ligne=premiere.rang)


def lire_paires(paires: Sequence[Paire], lecture: Lecture) -> Paires:
    """Read the grilles of pairs.

    Errors: those of reading, F307, F308, F311, F330-F332; warnings F305, F309, F312.
    """
    lues = lire_deux_a_deux(paires, lecture)
    if lues.bareme is None:
        return Paires(None, (), len(paires), (), lues.diagnostics)
    fautes = list(lues.diagnostics)
    acceptees: list[PaireLue] = []
    for deux in lues.deux:
        # Its faults were told where it was read.
        if deux is None:
            continue
        siennes = tuple(_fautes_des_evaluations(lues.bareme, deux))
        fautes += siennes
        if not refuse(siennes):
            acceptees.append(PaireLue(*deux.fichiers, deux.grilles))
    fautes += _deux_fois(acceptees)
    return Paires(
        bareme=lues.bareme,
        paires=tuple(acceptees),
        refusees=len(paires) - len(acceptees),
        fichiers=lues.fichiers,
        diagnostics=tuple(fautes),
    )


def _fautes_des_evaluations(bareme: Bareme, deux: Deux) -> Iterator[Diagnostic]:
    """Yield what keeps two grilles from being a préalable and its finale."""
    # Of grilles whose roles are not sure, nothing else can be said.
    des_roles = tuple(roles.fautes(bareme, deux.fichiers, deux.grilles))
    if des_roles:
        yield from des_roles
        return
    premier, second = deux.fichiers
    prealable = premier.preambule.jour
    finale = second.preambule.jour
    for fichier in deux.fichiers:
        if fichier.preambule.jour is None:
            yield diagnostic("F309", Position(fichier.source))
    # Without both days, nobody knows whether what was kept could still be.
    if prealable is None or finale is None:
        return
    annees = bareme.referentiel.tenue.validite_ans
    ecoule = delai(prealable, finale, annees)
    if ecoule.passe:
        ici = Position(second.source)
        yield diagnostic("F308", ici, finale=date_courte(finale), **ecoule.faits)


def _deux_fois(paires: Sequence[PaireLue]) -> Iterator[Diagnostic]:
    """Warn of pairs that speak of the candidate of an earlier one. Warning F305."""
    vues: dict[str, str] = {}
    for paire in paires:
        source = chemins.chemin_ecrit(paire.finale.source)
        candidat = reference_comparable(paire.grilles[0].candidat)
        autre = vues.setdefault(candidat, source)
        if autre is not source:
            yield diagnostic("F305", Position(paire.finale.source), autre=autre)


def scores_des_paires(lues: Paires, jour: date | None = None) -> Resultats | None:
    """Decide each pair, by its rule and by the others; None: nothing to decide by.

    `jour` as in `scores`.
    """
    bareme = lues.bareme
    if bareme is None:
        return None
    autres = autres_lectures(bareme)
    rapports: list[Rapport] = []
    for paire in lues.paires:
        jugement = juger(bareme, autres, *paire.grilles)
        rapports.append(_rapport(paire, jugement))
    return Resultats(
        provenance=provenance(bareme.referentiel, bareme.regle, jour),
        rapports=tuple(rapports),
        refuses=lues.refusees,
        fichiers=tuple(map(compte_rendu, lues.fichiers)),
    )


def _rapport(paire: PaireLue, jugement: Jugement) -> Rapport:
    prealable = _evaluation(paire.prealable)
    finale = _evaluation(paire.finale)
    evaluations = Evaluations(
        prealable=prealable,
        finale=finale,
        gardes=jugement.gardes,
        origines=jugement.origines,
    )
    # The file of the verdict is that of the last évaluation.
    empreinte = paire.finale.empreinte
    vu = rapport(jugement.decision, jugement.lectures, finale.source, empreinte)
    return vu._replace(evaluations=evaluations)


def _evaluation(fichier: Fichier) -> EvaluationVue:
    """Where an évaluation was read, and when it was held if its grille says it."""
    jour = fichier.preambule.jour
    return EvaluationVue(
        source=chemins.chemin_ecrit(fichier.source),
        empreinte=f"sha256:{fichier.empreinte}",
        date=date_courte(jour) if jour else "",
    )
