"""What renderers know of a grille to fill in."""

from datetime import date
from typing import NamedTuple

from clea_cli.sorties.nombres import NombreExact


class LigneGrille(NamedTuple):
    """A critère to answer: `resultat` in words, and what was noted beside it.

    `contexte` is a branch's, if asked.
    """

    code: str
    libelle: str
    points: NombreExact
    resultat: str
    commentaire: str = ""
    contexte: str = ""


class DomaineGrille(NamedTuple):
    """A domaine and its critères; `requis` is None where the rule asks nothing of its points."""

    code: str
    libelle: str
    total: NombreExact
    requis: NombreExact | None
    lignes: tuple[LigneGrille, ...]


class GrilleVue(NamedTuple):
    """A grille of one candidate.

    `reponses` are the words of the answers: acquis, non acquis, non évalué. `jour` is that of the
    évaluation, `etape` which one it is, of the words `etapes`; `libres` are the lines that say
    something else above the headings.
    """

    referentiel: str
    version: str
    libelle: str
    avertissement: str
    candidat: str
    requis: NombreExact | None
    domaines: tuple[DomaineGrille, ...]
    reponses: tuple[str, str, str]
    jour: date | None = None
    etape: str = ""
    etapes: tuple[str, ...] = ()
    libres: tuple[tuple[str, ...], ...] = ()
