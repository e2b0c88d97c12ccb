"""The formats of a session: its pages, the sheet of decisions, its minutes, what leaves it."""

from collections.abc import Sequence
from typing import NamedTuple

from clea_cli.documents.formats import FORMATS
from clea_cli.sorties.formats import Format, table


class LignesDeDecisions(NamedTuple):
    """The rows of a sheet of decisions, headings first, and the words that decide."""

    lignes: Sequence[Sequence[str]]
    choix: Sequence[str]


def _csv(feuille: LignesDeDecisions) -> bytes:
    from clea_cli.sorties import tableur_csv

    return tableur_csv.ecrire(feuille.lignes)


def _xlsx(feuille: LignesDeDecisions) -> bytes:
    from clea_cli.jury.rendus import decisions_xlsx

    return decisions_xlsx.rendre(feuille.lignes, feuille.choix)


def _tel_quel(contenu: bytes) -> bytes:
    return contenu


PAGES = table(FORMATS["html"], FORMATS["pdf"])  # of a dossier, by `clea jury preparer`
COMMUNES = table(FORMATS["pdf"])  # of all dossiers together, by the same command
MINUTES = table(FORMATS["docx"], FORMATS["pdf"])  # of `clea jury proces-verbal`
FEUILLES = table(  # of `clea jury decisions`
    Format("csv", (".csv",), _csv, donnees=True),
    Format("xlsx", (".xlsx",), _xlsx, a_l_ecran=False),
)
EXPORTS = table(Format("csv", (".csv",), _tel_quel, donnees=True))  # of `clea jury exporter`
