"""The formats of a cohorte."""

from typing import TYPE_CHECKING, NamedTuple

from clea_cli.sorties.formats import Format, Rendu, table

if TYPE_CHECKING:  # the help of the command must not load what writes
    from clea_cli.cohorte.vues import CohorteVue


class CohorteARendre(NamedTuple):
    """A cohorte, and the columns of the screen to write it for."""

    vue: "CohorteVue"
    largeur: int


def _texte(cohorte: CohorteARendre) -> Rendu:
    from clea_cli.cohorte.rendus import texte

    return texte.rendre(cohorte.vue, cohorte.largeur)


def _csv(cohorte: CohorteARendre) -> Rendu:
    from clea_cli.cohorte.rendus import csv

    return csv.rendre(cohorte.vue)


def _xlsx(cohorte: CohorteARendre) -> Rendu:
    from clea_cli.cohorte.rendus import xlsx

    return xlsx.rendre(cohorte.vue)


def _html(cohorte: CohorteARendre) -> Rendu:
    from clea_cli.cohorte.rendus import html

    return html.rendre(cohorte.vue)


COHORTE = table(
    Format("texte", (".txt",), _texte),
    Format("csv", (".csv",), _csv, donnees=True),
    Format("xlsx", (".xlsx",), _xlsx, a_l_ecran=False),
    Format("html", (".html", ".htm"), _html),
)
