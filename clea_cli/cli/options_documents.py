"""The options that the documents of a candidate share, and what they ask for together."""

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated

import typer

from clea_cli.cli import options
from clea_cli.cli.formats import NomTape, option_de_choix, option_de_format, option_de_sortie
from clea_cli.documents.formats import FORMATS, FORMATS_DU_PLAN

if TYPE_CHECKING:  # the help must not load what it does not need
    from clea_cli.decision.lot import Lecture
    from clea_cli.diagnostics import Outcome
    from clea_cli.documents.commande import Commande
    from clea_cli.documents.plan import Demande

SEMAINE = Fraction(7)  # hours, when nothing is said: a day
_SEMAINE_MIN, _SEMAINE_MAX = Fraction(1, 2), 60

_AILLEURS = "Écrit dans ce fichier, ou dans ce dossier pour plusieurs grilles"

EnFormat = Annotated[str | None, option_de_format(FORMATS)]
EnFormatDuPlan = Annotated[
    str | None, option_de_format(FORMATS_DU_PLAN, "ics : les séances, pour un agenda.")
]
CheminDuCatalogue = Annotated[
    str | None,
    typer.Option(
        "--catalogue",
        metavar="FICHIER",
        help="Les modules de votre organisme (voir examples/catalogue.yaml).",
    ),
]
DossierDeModeles = Annotated[
    str | None,
    typer.Option("--modeles", metavar="DOSSIER", help="Vos modèles, à la place de ceux de clea."),
]
Sortie = Annotated[str | None, option_de_sortie(FORMATS, _AILLEURS)]
SortieDuPlan = Annotated[str | None, option_de_sortie(FORMATS_DU_PLAN, _AILLEURS)]
CheminDeLaFiche = Annotated[
    str | None,
    typer.Option(
        "--organisme",
        metavar="FICHIER",
        help="Qui vous êtes (exemple : clea modele extraire)."
        " Par défaut : organisme.yaml, à côté des grilles.",
    ),
]
Identites = Annotated[
    str | None,
    typer.Option(
        "--identites",
        metavar="FICHIER",
        help="Les noms des candidats : le fichier d'identités du jury.",
    ),
]
AvecPoints = Annotated[bool, typer.Option("--points", help="Dit aussi les points des domaines.")]
Prealable = Annotated[
    date | None,
    options.option_de_jour("--prealable", "Date de l'évaluation préalable."),
]
Debut = Annotated[
    date | None,
    options.option_de_jour("--debut", "Le premier jour. Par défaut : --date."),
]


def _heures(ecrites: str) -> Fraction:
    """Read hours a week, « 3,5 » as well as « 3.5 »."""
    from clea_cli.sources.temps import lire_duree

    heures = lire_duree(ecrites)
    if heures is not None and _SEMAINE_MIN <= heures <= _SEMAINE_MAX:
        return heures
    raise typer.BadParameter(
        f"« {ecrites} » n'est pas entre 0,5 et {_SEMAINE_MAX} heures ; écrivez par exemple 3,5"
    )


def _situation(ecrite: str) -> str:
    """Read a situation as people say it; one that nobody knows is told by the command."""
    from clea_cli.documents.charger_catalogues import financement

    try:
        return NomTape(financement().publics)(ecrite)
    except typer.BadParameter:
        return ecrite


Semaine = Annotated[
    Fraction | None,
    typer.Option(
        "--heures-par-semaine",
        parser=_heures,
        metavar="N",
        show_default=False,
        help="De 0,5 à 60. Par défaut : 7.",
    ),
]
Situation = Annotated[
    str | None,
    typer.Option(
        "--situation",
        parser=_situation,
        metavar="NOM",
        help="Salarié, demandeur d'emploi, jeune ou alternant. Sinon : toutes.",
    ),
]


Route = Annotated[
    str,
    option_de_choix(
        "--route",
        ("courte", "complete"),
        "Celle dont le plan donne le calendrier. Par défaut : courte.",
    ),
]


def demande(
    debut: date | None,
    jour: date | None,
    semaine: Fraction | None,
    prealable: date | None,
    situation: str | None,
    route: str = "courte",
) -> "Outcome[Demande]":
    """Gather what a plan is asked for. Error: D106."""
    from clea_cli.diagnostics import Outcome
    from clea_cli.documents.charger_catalogues import situation_connue
    from clea_cli.documents.plan import Demande

    premier = debut or jour or date.today()
    connue = situation_connue(situation)
    if connue.diagnostics:
        return connue.refus()
    return Outcome(Demande(premier, semaine or SEMAINE, prealable, situation, route))


def commande(
    genre: str,
    format_: str,
    lecture: "Lecture",
    jour: date | None,
    modeles: str | None,
    *,
    catalogue: str | None = None,
    demande: "Demande | None" = None,
    prealable: date | None = None,
    organisme: str | None = None,
    identites: str | None = None,
    points: bool = False,
) -> "Outcome[Commande]":
    """Gather what documents are asked for, who gives them and to whom.

    Errors: those of a folder of templates.
    """
    from clea_cli.diagnostics import Outcome
    from clea_cli.documents.charger_modeles import charger
    from clea_cli.documents.commande import Commande

    charges = charger(modeles)
    if charges.value is None:
        return charges.refus()
    le_jour = (jour or date.today()).isoformat()
    voulue = Commande(
        genre=genre,
        format=format_,
        lecture=lecture,
        date=le_jour,
        catalogue=catalogue,
        demande=demande,
        prealable=prealable,
        modeles=charges.value,
        organisme=organisme,
        identites=identites,
        points=points,
    )
    return Outcome(voulue, charges.diagnostics)
