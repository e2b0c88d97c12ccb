"""A grille as the rows of a spreadsheet, in each of the forms that are read."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from clea_cli.grille.grille import Grille
from clea_cli.grille.preambule import Preambule
from clea_cli.referentiel.mots import contexte_de
from clea_cli.referentiel.referentiel import Critere, Referentiel, Resultat
from clea_cli.sorties.mots import date_courte

LigneEcrite = tuple[str, ...]

TITRES: LigneEcrite = ("critere", "libelle", "resultat", "commentaire")
TITRE_CONTEXTE = "mots du contexte"
# Cells side by side, above the headings of a wide grille: so many may be a candidate's answers.
_COMME_UNE_LIGNE = 5


class Remplie(NamedTuple):
    """A candidate's answers, the notes beside them, and what stands above the headings.

    `commentaires` are by code of critère.
    """

    grille: Grille
    commentaires: Mapping[str, str] = {}
    preambule: Preambule = Preambule()

    def note(self, critere: Critere) -> str:
        """What was noted beside a critère."""
        return self.commentaires.get(critere.code, "")


def vide(referentiel: Referentiel, candidat: str | None) -> Remplie:
    """A grille where nothing is evaluated yet.

    « Non évalué » is written in full, so that a line that is forgotten leaves the verdict open and
    never wrong.
    """
    reponses = [Resultat.NON_EVALUE for _ in referentiel.criteres]
    return Remplie(Grille.depuis(candidat or "", reponses))


def avec_contexte(
    referentiel: Referentiel, rangees: Iterable[LigneEcrite]
) -> Iterator[LigneEcrite]:
    """Put beside each critère of a long grille what the contexte of the référentiel says of it."""
    for rangee in rangees:
        if rangee == TITRES:
            yield (*rangee, TITRE_CONTEXTE)
        elif len(rangee) == len(TITRES):
            code, *_ = rangee
            yield (*rangee, contexte_de(referentiel, code))
        else:
            # What stands above the headings is of no critère.
            yield rangee


def longue(
    referentiel: Referentiel, remplie: Remplie, *, a_remplir: bool = False
) -> Iterator[LigneEcrite]:
    """Yield the rows of one candidate's grille, each domaine under its title.

    `a_remplir` leaves the blank places.
    """
    grille = remplie.grille
    yield from entete(referentiel, grille.candidat, remplie.preambule, a_remplir=a_remplir)
    yield TITRES
    rang = 0
    for domaine in referentiel.domaines:
        yield "", f"Domaine {domaine.code} : {domaine.libelle}", "", ""
        for critere in domaine.criteres:
            resultat = grille.resultat(rang)
            note = remplie.note(critere)
            yield critere.code, critere.libelle, resultat.libelle, note
            rang += 1


def longue_a_plusieurs(
    referentiel: Referentiel, remplies: Sequence[Remplie]
) -> Iterator[LigneEcrite]:
    """Yield the rows of several candidates, one under the other."""
    yield from entete(referentiel, "", remplies[0].preambule)
    yield "candidat", *TITRES
    for remplie in remplies:
        grille = remplie.grille
        for rang, critere in enumerate(referentiel.criteres):
            resultat = grille.resultat(rang).libelle
            note = remplie.note(critere)
            yield grille.candidat, critere.code, critere.libelle, resultat, note


def coches(referentiel: Referentiel, remplies: Sequence[Remplie]) -> Iterator[LigneEcrite]:
    """Yield the rows with a tick in one of three columns."""
    premiere = remplies[0]
    # A lone candidate is named above the headings, several in a column of their own.
    seul = len(remplies) == 1
    candidat = premiere.grille.candidat if seul else ""
    yield from entete(referentiel, candidat, premiere.preambule)
    reponses = [resultat.libelle for resultat in Resultat]
    titres = ("critere", "libelle", *reponses, "commentaire")
    yield titres if seul else ("candidat", *titres)
    for remplie in remplies:
        grille = remplie.grille
        for rang, critere in enumerate(referentiel.criteres):
            donne = grille.resultat(rang)
            cases = ["x" if resultat is donne else "" for resultat in Resultat]
            note = remplie.note(critere)
            rangee = (critere.code, critere.libelle, *cases, note)
            yield rangee if seul else (grille.candidat, *rangee)


def large(referentiel: Referentiel, remplies: Sequence[Remplie]) -> Iterator[LigneEcrite]:
    """Yield a row a candidate, a column a critère; there is no place for notes."""
    haut = remplies[0].preambule
    libres = map(_en_etroit, haut.libres)
    yield from entete(referentiel, "", haut._replace(libres=tuple(libres)))
    codes = [critere.code for critere in referentiel.criteres]
    rangs = range(len(codes))
    yield "candidat", *codes
    for remplie in remplies:
        grille = remplie.grille
        reponses = [grille.resultat(rang).libelle for rang in rangs]
        yield grille.candidat, *reponses


def entete(
    referentiel: Referentiel, candidat: str, haut: Preambule, *, a_remplir: bool = False
) -> Iterator[LigneEcrite]:
    """Yield what stands above the headings: what the grille is for, then what it says.

    `candidat` is empty where there are several; a place that says nothing is left out, or blank if
    `a_remplir`.
    """
    jour = date_courte(haut.jour) if haut.jour else ""
    etape = haut.etape.libelle if haut.etape else ""
    yield "référentiel", referentiel.id
    yield "version", referentiel.version
    places = {"candidat": candidat, "date de l'évaluation": jour, "évaluation": etape}
    for cle, dit in places.items():
        if dit or a_remplir:
            yield cle, dit
    yield from haut.libres
    yield ()


def _en_etroit(libre: LigneEcrite) -> LigneEcrite:
    """A line above the headings that no reader takes for the answers of a wide grille."""
    if len(libre) < _COMME_UNE_LIGNE:
        return libre
    return (" · ".join(libre),)
