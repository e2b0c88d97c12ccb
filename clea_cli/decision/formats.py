"""The formats of verdicts (`clea score`), of a grille written anew, and of two grilles put side by side."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from clea_cli.sorties.formats import Format, Rendu, table

if TYPE_CHECKING:  # the help of a command must not load what writes
    from clea_cli.decision.vues import Resultats
    from clea_cli.diagnostics import Diagnostic


class Verdicts(NamedTuple):
    """What a score has to say: the results, the faults of refused files, the screen and the day (ISO) to write for.

    Without a référentiel there are no results.
    """

    resultats: "Resultats | None"
    fautes: "Sequence[Diagnostic]"
    largeur: int
    jour: str

    @property
    def lus(self) -> "Resultats | None":
        """The results, if there is a verdict among them."""
        return self.resultats if self.resultats and self.resultats.rapports else None


def _texte(verdicts: Verdicts) -> Rendu:
    from clea_cli.decision.rendus import texte

    return texte.rendre(verdicts.lus, verdicts.largeur, verdicts.jour) if verdicts.lus else b""


def _json(verdicts: Verdicts) -> Rendu:
    from clea_cli.decision.rendus import json
    from clea_cli.sorties.chemins import fautes_ecrites

    # JSON always answers: where there is no verdict, it says why.
    return json.rendre(verdicts.resultats, fautes_ecrites(verdicts.fautes))


def _csv(verdicts: Verdicts) -> Rendu:
    from clea_cli.decision.rendus import csv

    return csv.rendre(verdicts.lus) if verdicts.lus else b""


VERDICTS = table(
    Format("texte", (".txt",), _texte),
    Format("json", (".json",), _json, donnees=True),
    Format("csv", (".csv",), _csv, donnees=True),
)
