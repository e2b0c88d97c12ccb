"""A grille as the rows of a spreadsheet, in each of the forms that are read, or as what a page to fill in shows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from clea_cli.grille.grille import Grille
from clea_cli.grille.preambule import Preambule
from clea_cli.referentiel.mots import contexte_de
from clea_cli.referentiel.referentiel import Referentiel, Resultat
from clea_cli.sorties.mots import date_courte

LigneEcrite = tuple[str, ...]

TITRES: LigneEcrite = ("critere", "libelle", "resultat", "commentaire")
TITRE_CONTEXTE = "mots du contexte"
_COMME_UNE_LIGNE = (
    5  # cells side by side, above the headings of a wide grille, may be a candidate's answers
)


class Remplie(NamedTuple):
    """A candidate's answers, the notes beside them (by code of critère), and what stands above the headings."""

    grille: Grille
    commentaires: Mapping[str, str] = {}
    preambule: Preambule = Preambule()


def vide(referentiel: Referentiel, candidat: str | None) -> Remplie:
    """A grille where nothing is evaluated yet.

    « Non évalué » is written in full, so that a line that is forgotten leaves the verdict open and never wrong.
    """
    return Remplie(
        Grille.depuis(candidat or "", (Resultat.NON_EVALUE for _ in referentiel.criteres))
    )


def avec_contexte(
    referentiel: Referentiel, rangees: Iterable[LigneEcrite]
) -> Iterator[LigneEcrite]:
    """Put beside each critère of a long grille what the contexte of the référentiel says of it."""
    for rangee in rangees:
        if rangee == TITRES:
            yield (*rangee, TITRE_CONTEXTE)
        elif len(rangee) == len(TITRES):
            yield (*rangee, contexte_de(referentiel, rangee[0]))
        else:
            yield rangee


def longue(
    referentiel: Referentiel, remplie: Remplie, *, a_remplir: bool = False
) -> Iterator[LigneEcrite]:
    """Yield the rows of one candidate's grille, each domaine under its title; `a_remplir` leaves the blank places."""
    yield from entete(referentiel, remplie.grille.candidat, remplie.preambule, a_remplir=a_remplir)
    yield TITRES
    rang = 0
    for domaine in referentiel.domaines:
        yield "", f"Domaine {domaine.code} : {domaine.libelle}", "", ""
        for critere in domaine.criteres:
            resultat = remplie.grille.resultat(rang).libelle
            yield (
                critere.code,
                critere.libelle,
                resultat,
                remplie.commentaires.get(critere.code, ""),
            )
            rang += 1


def longue_a_plusieurs(
    referentiel: Referentiel, remplies: Sequence[Remplie]
) -> Iterator[LigneEcrite]:
    """Yield the rows of several candidates, one under the other."""
    yield from entete(referentiel, "", remplies[0].preambule)
    yield "candidat", *TITRES
    for remplie in remplies:
        for rang, critere in enumerate(referentiel.criteres):
            resultat = remplie.grille.resultat(rang).libelle
            note = remplie.commentaires.get(critere.code, "")
            yield remplie.grille.candidat, critere.code, critere.libelle, resultat, note


def coches(referentiel: Referentiel, remplies: Sequence[Remplie]) -> Iterator[LigneEcrite]:
    """Yield the rows with a tick in one of three columns."""
    seul = len(remplies) == 1
    yield from entete(
        referentiel, remplies[0].grille.candidat if seul else "", remplies[0].preambule
    )
    titres = ("critere", "libelle", *(resultat.libelle for resultat in Resultat), "commentaire")
    yield titres if seul else ("candidat", *titres)
    for remplie in remplies:
        for rang, critere in enumerate(referentiel.criteres):
            donne = remplie.grille.resultat(rang)
            cases = ("x" if resultat is donne else "" for resultat in Resultat)
            rangee = (
                critere.code,
                critere.libelle,
                *cases,
                remplie.commentaires.get(critere.code, ""),
            )
            yield rangee if seul else (remplie.grille.candidat, *rangee)


def large(referentiel: Referentiel, remplies: Sequence[Remplie]) -> Iterator[LigneEcrite]:
    """Yield a row a candidate, a column a critère; there is no place for notes."""
    haut = remplies[0].preambule
    libres = tuple(map(_en_etroit, haut.libres))
    yield from entete(referentiel, "", haut._replace(libres=libres))
    codes = [critere.code for critere in referentiel.criteres]
    yield "candidat", *codes
    for remplie in remplies:
        yield (
            remplie.grille.candidat,
            *(remplie.grille.resultat(rang).libelle for rang in range(len(codes))),
        )


def entete(
    referentiel: Referentiel, candidat: str, haut: Preambule, *, a_remplir: bool = False
) -> Iterator[LigneEcrite]:
    """Yield what stands above the headings: what the grille is for, then what it says.

    `candidat` is empty where there are several; a place that says nothing is left out, or blank if `a_remplir`.
    """
    yield "référentiel", referentiel.id
    yield "version", referentiel.version
    places = (
        ("candidat", candidat),
        ("date de l'évaluation", date_courte(haut.jour) if haut.jour else ""),
        ("évaluation", haut.etape.libelle if haut.etape else ""),
    )
    for cle, dit in places:
        if dit or a_remplir:
            yield cle, dit
    yield from haut.libres
    yield ()


def _en_etroit(libre: LigneEcrite) -> LigneEcrite:
    """A line above the headings that no reader takes for the answers of a wide grille."""
    return libre if len(libre) < _COMME_UNE_LIGNE else (" · ".join(libre),)
