"""The grilles that a command is given: each alone, or a candidate's préalable and finale."""

from typing import TYPE_CHECKING, NamedTuple

import typer

if TYPE_CHECKING:  # the help must not load what it does not need
    from clea_cli.decision.paires import Paire
    from clea_cli.diagnostics import Outcome


class Sources(NamedTuple):
    """The grilles of a command: `grilles`, or else `paires`; `table` is where those were read."""

    grilles: "list[str]"
    paires: "tuple[Paire, ...]" = ()
    table: str | None = None

    @property
    def lues(self) -> list[str]:
        """All files that a result comes from."""
        lues = list(self.grilles)
        if self.table:
            lues.append(self.table)
        for paire in self.paires:
            lues += paire
        return lues

    @property
    def nombre(self) -> int:
        """How many grilles, or pairs of them."""
        return len(self.paires) or len(self.grilles)


def lire_sources(
    grilles: list[str] | None, finale: str | None, table: str | None
) -> "Outcome[Sources]":
    """Say what a command line asks to read.

    Errors: those of a table of pairs. Raises typer.BadParameter.
    """
    from clea_cli.diagnostics import Outcome

    if table is not None and (grilles or finale is not None):
        raise typer.BadParameter(
            "« --paires » nomme déjà toutes les grilles : n'en donnez pas d'autre"
        )
    if table is None and not grilles:
        raise typer.BadParameter(
            "« GRILLE » manque : donnez une grille, un dossier, ou un tableau avec « --paires »"
        )
    if finale is not None and len(grilles or ()) > 1:
        raise typer.BadParameter(
            "« --finale » va avec une seule grille, celle de l'évaluation préalable ;"
            " pour plusieurs, « --paires »"
        )
    if finale is None and table is None:
        return Outcome(Sources(grilles or []))
    from clea_cli.decision.paires import Paire, lire_table

    if table is None:
        [prealable] = grilles or []
        seule = Paire(prealable, str(finale))
        return Outcome(Sources([], (seule,)))
    lues = lire_table(table)
    if lues.value is None:
        return lues.refus()
    return Outcome(Sources([], lues.value, table), lues.diagnostics)
