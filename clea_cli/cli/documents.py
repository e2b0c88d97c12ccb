"""`clea ecarts`, `clea plan`, `clea restitution`, `clea attestation`: a document a candidate."""

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from clea_cli.cli import options
from clea_cli.cli.paires import lire_sources
from clea_cli.cli.production import Ecriture, produire
from clea_cli.cli.sortie import signaler, statut

if TYPE_CHECKING:  # the help must not load what it does not need
    from clea_cli.decision.lot import Lecture
    from clea_cli.diagnostics import Outcome
    from clea_cli.documents.commande import Commande
    from clea_cli.documents.plan import Demande

_SEMAINE, _SEMAINE_MIN, _SEMAINE_MAX = Fraction(7), Fraction(1, 2), 60  # hours; when nothing is said, a day

Format = Annotated[
    Literal["texte", "md", "html", "docx", "pdf"],
    typer.Option("--format", "-f", show_default=False, help="Par défaut : texte, à l'écran."),
]
Catalogue = Annotated[
    str | None,
    typer.Option(
        "--catalogue", metavar="FICHIER", help="Les modules de votre organisme (voir examples/catalogue.yaml)."
    ),
]
Modeles = Annotated[
    str | None, typer.Option("--modeles", metavar="DOSSIER", help="Vos modèles, à la place de ceux de clea.")
]
Sortie = Annotated[
    str | None,
    typer.Option("--sortie", "-o", metavar="CHEMIN", help="Le fichier à écrire ; un dossier pour plusieurs grilles."),
]
Travailleurs = Annotated[
    int,
    typer.Option(
        "--travailleurs", min=1, max=64, metavar="N", show_default=False, help="Processus pour un lot. Par défaut : 1."
    ),
]
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
    from clea_cli.sources.heures import lire_duree

    heures = lire_duree(ecrites)
    if heures is not None and _SEMAINE_MIN <= heures <= _SEMAINE_MAX:
        return heures
    raise typer.BadParameter(f"« {ecrites} » n'est pas entre 0,5 et {_SEMAINE_MAX} heures ; écrivez par exemple 3,5")


Semaine = Annotated[
    Fraction | None,
    typer.Option(
        "--heures-par-semaine", parser=_heures, metavar="N", show_default=False, help="De 0,5 à 60. Par défaut : 7."
    ),
]
Situation = Annotated[
    str | None,
    typer.Option("--situation", metavar="NOM", help="salarie, demandeur_emploi, jeune ou alternant. Sinon : toutes."),
]


def ecarts(
    grilles: options.GrillesOuPaires = None,
    format_: Format = "texte",
    catalogue: Catalogue = None,
    referentiel: options.Referentiel = None,
    regle: options.Regle = None,
    sortie: Sortie = None,
    forcer: options.Forcer = False,
    modeles: Modeles = None,
    travailleurs: Travailleurs = 1,
    jour: options.Jour = None,
    encodage: options.Encodage = None,
    separateur: options.Separateur = None,
    onglet: options.Onglet = None,
    ignorer: options.Ignorer = None,
    finale: options.Finale = None,
    paires: options.Paires = None,
) -> int:
    """Montre ce qui manque, domaine par domaine, et le plus court chemin vers le certificat.

    Exemple : clea ecarts grille.csv --format html --sortie ecarts.html
    """
    lecture = options.lecture(referentiel, regle, encodage, separateur, onglet, ignorer)
    commande = _commande("ecarts", format_, lecture, jour, modeles, catalogue)
    return produire(commande, lire_sources(grilles, finale, paires), Ecriture(sortie, forcer, travailleurs))


def plan(
    grilles: options.GrillesOuPaires = None,
    format_: Format = "texte",
    catalogue: Catalogue = None,
    debut: Debut = None,
    semaine: Semaine = None,
    prealable: Prealable = None,
    situation: Situation = None,
    referentiel: options.Referentiel = None,
    regle: options.Regle = None,
    sortie: Sortie = None,
    forcer: options.Forcer = False,
    modeles: Modeles = None,
    travailleurs: Travailleurs = 1,
    jour: options.Jour = None,
    encodage: options.Encodage = None,
    separateur: options.Separateur = None,
    onglet: options.Onglet = None,
    ignorer: options.Ignorer = None,
    finale: options.Finale = None,
    paires: options.Paires = None,
) -> int:
    """Fait le plan de formation : modules, heures, calendrier, façons de payer.

    Exemple : clea plan grille.csv --debut 2026-12-01 --heures-par-semaine 14
    """
    from clea_cli.documents.charger_catalogues import situation_connue
    from clea_cli.documents.plan import Demande

    premier = debut or jour or date.today()
    demande = Demande(premier, semaine or _SEMAINE, prealable, situation)
    connue = situation_connue(situation)
    if connue.diagnostics:
        signaler(connue.diagnostics)
        return statut(connue.diagnostics)
    lecture = options.lecture(referentiel, regle, encodage, separateur, onglet, ignorer)
    commande = _commande("plan", format_, lecture, jour, modeles, catalogue, demande)
    return produire(commande, lire_sources(grilles, finale, paires), Ecriture(sortie, forcer, travailleurs))


def restitution(
    grilles: options.GrillesOuPaires = None,
    format_: Format = "texte",
    referentiel: options.Referentiel = None,
    regle: options.Regle = None,
    sortie: Sortie = None,
    forcer: options.Forcer = False,
    modeles: Modeles = None,
    travailleurs: Travailleurs = 1,
    jour: options.Jour = None,
    encodage: options.Encodage = None,
    separateur: options.Separateur = None,
    onglet: options.Onglet = None,
    ignorer: options.Ignorer = None,
    finale: options.Finale = None,
    paires: options.Paires = None,
) -> int:
    """Écrit la page du candidat : en mots simples, ce qu'il sait faire d'abord.

    Exemple : clea restitution grille.csv --format pdf --sortie resultats.pdf
    """
    lecture = options.lecture(referentiel, regle, encodage, separateur, onglet, ignorer)
    commande = _commande("restitution", format_, lecture, jour, modeles)
    return produire(commande, lire_sources(grilles, finale, paires), Ecriture(sortie, forcer, travailleurs))


def attestation(
    grilles: options.GrillesOuPaires = None,
    format_: Format = "texte",
    prealable: Prealable = None,
    referentiel: options.Referentiel = None,
    regle: options.Regle = None,
    sortie: Sortie = None,
    forcer: options.Forcer = False,
    modeles: Modeles = None,
    travailleurs: Travailleurs = 1,
    jour: options.Jour = None,
    encodage: options.Encodage = None,
    separateur: options.Separateur = None,
    onglet: options.Onglet = None,
    ignorer: options.Ignorer = None,
    finale: options.Finale = None,
    paires: options.Paires = None,
) -> int:
    """Atteste des domaines maîtrisés ; ne vaut pas certificat.

    Exemple : clea attestation grille.csv --prealable 2026-03-02 --format pdf --sortie attestation.pdf
    """
    lecture = options.lecture(referentiel, regle, encodage, separateur, onglet, ignorer)
    commande = _commande("attestation", format_, lecture, jour, modeles, prealable=prealable)
    return produire(commande, lire_sources(grilles, finale, paires), Ecriture(sortie, forcer, travailleurs))


def _commande(
    genre: str,
    format_: str,
    lecture: "Lecture",
    jour: date | None,
    modeles: str | None,
    catalogue: str | None = None,
    demande: "Demande | None" = None,
    prealable: date | None = None,
) -> "Outcome[Commande]":
    """Gather what is asked for. Errors: those of a folder of templates."""
    from clea_cli.diagnostics import Outcome
    from clea_cli.documents import modeles_organisme as workflow_modeles
    from clea_cli.documents.commande import Commande

    charges = workflow_modeles.charger(modeles)
    if charges.value is None:
        return Outcome(None, charges.diagnostics)
    le_jour = (jour or date.today()).isoformat()
    return Outcome(Commande(genre, format_, lecture, le_jour, catalogue, demande, prealable, charges.value))
