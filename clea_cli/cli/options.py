"""The options that several commands share: the same name means the same everywhere."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from clea_cli.cli.formats import option_de_choix

if TYPE_CHECKING:  # the help must not load what it does not need
    from clea_cli.decision.lot import Lecture

_LECTURE = ("--regle", "--encodage", "--separateur", "--onglet", "--ignorer")
_PRODUCTION = ("--modeles", "--travailleurs", "--date")
_AUTOMATES = ("--suivre", "--echec-si-non-certifiable", "--echec-si", "--strict", "--reprendre")
# Options that few need: the help shows them last.
RARES = frozenset((*_LECTURE, *_PRODUCTION, *_AUTOMATES))


def _grilles(donnees: list[str] | None) -> list[str] | None:
    """The files of what is named: a folder means its grilles, a pattern what it finds."""
    from clea_cli.sources.donnes import GRILLES, deplier

    if donnees is None:
        return None
    return deplier(donnees, GRILLES)


def _fichiers(donnes: list[str] | None) -> list[str] | None:
    """The files and folders of what is named: a pattern means what it finds."""
    from clea_cli.sources.donnes import deplier

    if donnes is None:
        return None
    return deplier(donnes)


def argument_de_fichiers(metavar: str, aide: str) -> Any:
    """An argument that takes several files or folders, and reads the same in all commands."""
    return typer.Argument(metavar=metavar, callback=_fichiers, show_default=False, help=aide)


_GRILLES = typer.Argument(
    metavar="GRILLE…",
    callback=_grilles,
    show_default=False,
    help="Des grilles (CSV, xlsx, xls ou ods) ou leur dossier ; « - » : entrée standard.",
)
CheminDeGrille = Annotated[
    str, typer.Argument(metavar="GRILLE", help="Une grille (CSV, xlsx, xls ou ods).")
]
CheminsDeGrilles = Annotated[list[str], _GRILLES]
GrillesOuPaires = Annotated[list[str] | None, _GRILLES]
Finale = Annotated[
    str | None,
    typer.Option(
        "--finale",
        metavar="GRILLE",
        help="L'évaluation finale du candidat ; la grille est alors la préalable.",
    ),
]
CheminDesPaires = Annotated[
    str | None,
    typer.Option(
        "--paires",
        metavar="TABLEAU",
        help="Un CSV ou un xlsx à deux colonnes, préalable et finale : une ligne par candidat.",
    ),
]
ReferentielNomme = Annotated[
    str, typer.Argument(metavar="NOM", help="Un référentiel livré, ou un fichier .yaml.")
]
NomDeReferentiel = Annotated[
    str | None,
    typer.Option(
        "--referentiel",
        "-r",
        metavar="NOM",
        help="Un référentiel livré, ou un fichier .yaml."
        " Par défaut : celui que nomme la grille, sinon clea.",
    ),
]
NomDeRegle = Annotated[
    str | None,
    typer.Option(
        "--regle", metavar="NOM", help="La règle à appliquer. Par défaut : celle du référentiel."
    ),
]
Encodage = Annotated[
    str | None,
    option_de_choix(
        "--encodage",
        ("utf-8", "windows-1252", "mac", "utf-16", "dos"),
        "Force l'encodage des grilles. Par défaut : reconnu.",
    ),
]
Separateur = Annotated[
    str | None,
    option_de_choix(
        "--separateur",
        (";", ",", "|", "tab"),
        "Force le séparateur des grilles : « ; », « , », « | » ou tab. Par défaut : reconnu.",
        metavar="SIGNE",
    ),
]
Onglet = Annotated[
    str | None,
    typer.Option(
        "--onglet",
        metavar="NOM",
        help="L'onglet des classeurs. Par défaut : celui qui a les titres.",
    ),
]
Ignorer = Annotated[
    list[str] | None,
    typer.Option(
        "--ignorer",
        metavar="TITRE",
        help="Laisse de côté la colonne de ce titre, qui répond à autre chose. Peut se répéter.",
    ),
]
Toutes = Annotated[
    bool,
    typer.Option(
        "--toutes", help="Dit chaque faute, même quand la même revient dans de nombreuses cases."
    ),
]
Forcer = Annotated[
    bool, typer.Option("--forcer", help="Remplace le fichier de sortie s'il existe déjà.")
]


def jour(ecrit: str) -> date:
    """Read a day as every file is read, « 01/12/2026 » as well as « 2026-12-01 »."""
    from clea_cli.sources.temps import jour_inexistant, lire_jour

    lu = lire_jour(ecrit)
    if lu is not None:
        return lu
    if inexistant := jour_inexistant(ecrit):
        raise typer.BadParameter(
            f"« {ecrit} » : le {inexistant} n'existe pas ; vérifiez-le sur un calendrier"
        )
    raise typer.BadParameter(f"« {ecrit} » n'est pas une date ; écrivez-la JJ/MM/AAAA : 01/12/2026")


def option_de_jour(nom: str, aide: str) -> Any:
    """An option that takes a day, which reads the same wherever there is one."""
    return typer.Option(nom, parser=jour, metavar="JJ/MM/AAAA", help=aide)


Travailleurs = Annotated[
    int,
    typer.Option(
        "--travailleurs",
        min=1,
        max=64,
        metavar="N",
        show_default=False,
        help="Processus pour un lot. Par défaut : 1.",
    ),
]
JourTape = Annotated[
    date | None, option_de_jour("--date", "Agit comme à cette date. Par défaut : aujourd'hui.")
]


def lecture(
    referentiel: str | None,
    regle: str | None,
    encodage: str | None,
    separateur: str | None,
    onglet: str | None = None,
    ignorer: list[str] | None = None,
) -> "Lecture":
    """Gather the options that say how to read grilles."""
    from clea_cli.decision.lot import Lecture

    signe = "\t" if separateur == "tab" else separateur
    a_ignorer = tuple(ignorer or ())
    return Lecture(referentiel, regle, encodage, signe, onglet, a_ignorer)
