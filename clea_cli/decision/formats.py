"""The formats of verdicts (`clea score`)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from clea_cli.sorties.formats import Format, Rendu, table

if TYPE_CHECKING:  # the help of a command must not load what writes
    from clea_cli.decision.vues import Resultats
    from clea_cli.diagnostics import Diagnostic


class Verdicts(NamedTuple):
    """What a score has to say: the results, and the faults of refused files.

    It is written for a screen of that width, on a day (ISO). Without a référentiel there are no
    results.
    """

    resultats: "Resultats | None"
    fautes: "Sequence[Diagnostic]"
    largeur: int
    jour: str

    @property
    def lus(self) -> "Resultats | None":
        """The results, if there is a verdict among them."""
        if self.resultats is None or not self.resultats.rapports:
            return None
        return self.resultats


def _texte(verdicts: Verdicts) -> Rendu:
    from clea_cli.decision.rendus import texte

    lus = verdicts.lus
    return texte.rendre(lus, verdicts.largeur, verdicts.jour) if lus else b""


def _json(verdicts: Verdicts) -> Rendu:
    from clea_cli.decision.rendus import json
    from clea_cli.sorties.chemins import fautes_ecrites

    # JSON always answers: where there is no verdict, it says why.
    fautes = fautes_ecrites(verdicts.fautes)
    return json.rendre(verdicts.resultats, fautes)


def _csv(verdicts: Verdicts) -> Rendu:
    from clea_cli.decision.rendus import csv

    lus = verdicts.lus
    return csv.rendre(lus) if lus else b""


VERDICTS = table(
    Format("texte", (".txt",), _texte),
    Format("json", (".json",), _json, donnees=True),
    Format("csv", (".csv",), _csv, donnees=True),
)
