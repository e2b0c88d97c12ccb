"""The formats of grilles that the program writes: to fill in, in another form, to complete."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from clea_cli.sorties.formats import TYPST, Format, Formats, table

if TYPE_CHECKING:  # the help of a command must not load what writes
    from clea_cli.grille.vues import GrilleVue

# A row a critère, a tick in one of three columns, a row a candidate.
FORMES = ("longue", "coches", "large")

Lignes = Iterable[Sequence[str]]


class Vierge(NamedTuple):
    """An empty grille: its rows, and what a page shows of it.

    `par_domaine` asks for a sheet a domaine.
    """

    lignes: Lignes
    vue: "GrilleVue | None"
    par_domaine: bool = False


class Convertie(NamedTuple):
    """Grilles in another form: their rows.

    `vue` is that of a single candidate in the long form, for a workbook.
    """

    lignes: Lignes
    titre: str
    vue: "GrilleVue | None" = None


def _csv(grille: Vierge | Convertie) -> bytes:
    return lignes_en_csv(grille.lignes)


def lignes_en_csv(lignes: Lignes) -> bytes:
    """Write rows for a spreadsheet in French."""
    from clea_cli.sorties import tableur_csv

    return tableur_csv.ecrire(lignes)


def _xlsx_vierge(grille: Vierge) -> bytes:
    from clea_cli.grille.rendus import xlsx

    # Without a rule there is nothing to show beside the rows.
    if grille.vue is None:
        return _csv(grille)
    return xlsx.rendre(grille.vue, par_domaine=grille.par_domaine)


def _html(grille: Vierge) -> bytes:
    from clea_cli.grille.rendus import html

    return html.rendre(grille.vue) if grille.vue else _csv(grille)


def _pdf(grille: Vierge) -> bytes:
    from clea_cli.grille.rendus import pdf

    return pdf.rendre(grille.vue) if grille.vue else _csv(grille)


def _xlsx(grille: Convertie) -> bytes:
    if grille.vue:
        from clea_cli.grille.rendus import xlsx

        return xlsx.rendre(grille.vue, par_domaine=False)
    from clea_cli.sorties import tableur_xlsx

    return tableur_xlsx.ecrire(list(grille.lignes), grille.titre)


def _tel_quel(copie: bytes) -> bytes:
    return copie


def _ods(grille: Convertie) -> bytes:
    from clea_cli.sorties import tableur_ods

    return tableur_ods.ecrire(list(grille.lignes))


# Of `clea grille nouvelle`.
VIERGES: Formats[Vierge] = table(
    Format("csv", (".csv",), _csv, donnees=True),
    Format("xlsx", (".xlsx",), _xlsx_vierge, a_l_ecran=False),
    Format("html", (".html", ".htm"), _html),
    Format("pdf", (".pdf",), _pdf, a_l_ecran=False, outils=TYPST),
)
# Of `clea grille convertir`.
CONVERTIES: Formats[Convertie] = table(
    Format("csv", (".csv",), _csv, donnees=True),
    Format("xlsx", (".xlsx",), _xlsx, a_l_ecran=False),
    Format("ods", (".ods",), _ods, a_l_ecran=False),
)
# Of `clea grille corriger`: that of the grille itself.
COPIES = table(
    Format("csv", (".csv",), _tel_quel, donnees=True),
    Format("xlsx", (".xlsx",), _tel_quel, a_l_ecran=False),
    Format("ods", (".ods",), _tel_quel, a_l_ecran=False),
)
# Of `clea grille rapprocher`.
A_COMPLETER = table(Format("csv", (".csv",), lignes_en_csv, donnees=True))
