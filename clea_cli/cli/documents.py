"""`clea ecarts`, `clea plan`, `clea restitution`, `clea attestation`: a document a candidate."""

import sys
from collections.abc import Iterable
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

import typer

from clea_cli.cli import options
from clea_cli.cli.sortie import LARGEUR, dire, dire_lectures, largeur_ecran, publier, signaler, statut

if TYPE_CHECKING:  # the help must not load what it does not need
    from clea_cli.diagnostics import Diagnostic, Outcome
    from clea_cli.documents.plan import Demande
    from clea_cli.renderers.texte import Fragments
    from clea_cli.workflow.documents import Commande, Fait, Preparation
    from clea_cli.workflow.score import Lecture

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
    datetime | None,
    typer.Option("--prealable", formats=["%Y-%m-%d"], metavar="AAAA-MM-JJ", help="Date de l'évaluation préalable."),
]
_SEMAINE = 7.0  # hours a week, when nothing is said: a day
_BINAIRES = frozenset({"docx", "pdf"})


class _Ecriture(NamedTuple):
    """Where documents go."""

    sortie: str | None
    forcer: bool
    travailleurs: int


def ecarts(
    grilles: options.Grilles,
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
) -> int:
    """Montre ce qui manque, domaine par domaine, et le plus court chemin vers le certificat.

    Exemple : clea ecarts grille.csv --format html --sortie ecarts.html
    """
    lecture = options.lecture(referentiel, regle, encodage, separateur)
    commande = _commande("ecarts", format_, lecture, jour, modeles, catalogue)
    return _produire(commande, grilles, _Ecriture(sortie, forcer, travailleurs))


def plan(
    grilles: options.Grilles,
    format_: Format = "texte",
    catalogue: Catalogue = None,
    debut: Annotated[
        datetime | None,
        typer.Option(
            "--debut", formats=["%Y-%m-%d"], metavar="AAAA-MM-JJ", help="Le premier jour. Par défaut : --date."
        ),
    ] = None,
    semaine: Annotated[
        float,
        typer.Option(
            "--heures-par-semaine", min=0.5, max=60, metavar="N", show_default=False, help="Par défaut : 7, un jour."
        ),
    ] = _SEMAINE,
    prealable: Prealable = None,
    situation: Annotated[
        str | None,
        typer.Option(
            "--situation", metavar="NOM", help="salarie, demandeur_emploi, jeune ou alternant. Par défaut : toutes."
        ),
    ] = None,
    referentiel: options.Referentiel = None,
    regle: options.Regle = None,
    sortie: Sortie = None,
    forcer: options.Forcer = False,
    modeles: Modeles = None,
    travailleurs: Travailleurs = 1,
    jour: options.Jour = None,
    encodage: options.Encodage = None,
    separateur: options.Separateur = None,
) -> int:
    """Fait le plan de formation : modules, heures, calendrier, façons de payer.

    Exemple : clea plan grille.csv --debut 2026-12-01 --heures-par-semaine 14
    """
    from clea_cli.documents.plan import Demande
    from clea_cli.workflow.catalogues import situation_connue

    premier = debut or jour or datetime.combine(date.today(), datetime.min.time())
    demande = Demande(premier.date(), Fraction(str(semaine)), prealable.date() if prealable else None, situation)
    connue = situation_connue(situation)
    if connue.diagnostics:
        signaler(connue.diagnostics)
        return statut(connue.diagnostics)
    lecture = options.lecture(referentiel, regle, encodage, separateur)
    commande = _commande("plan", format_, lecture, jour, modeles, catalogue, demande)
    return _produire(commande, grilles, _Ecriture(sortie, forcer, travailleurs))


def restitution(
    grilles: options.Grilles,
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
) -> int:
    """Écrit la page du candidat : en mots simples, ce qu'il sait faire d'abord.

    Exemple : clea restitution grille.csv --format pdf --sortie resultats.pdf
    """
    lecture = options.lecture(referentiel, regle, encodage, separateur)
    commande = _commande("restitution", format_, lecture, jour, modeles)
    return _produire(commande, grilles, _Ecriture(sortie, forcer, travailleurs))


def attestation(
    grilles: options.Grilles,
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
) -> int:
    """Atteste des domaines maîtrisés ; ne vaut pas certificat.

    Exemple : clea attestation grille.csv --prealable 2026-03-02 --format pdf --sortie attestation.pdf
    """
    lecture = options.lecture(referentiel, regle, encodage, separateur)
    commande = _commande("attestation", format_, lecture, jour, modeles, prealable=prealable)
    return _produire(commande, grilles, _Ecriture(sortie, forcer, travailleurs))


def _commande(
    genre: str,
    format_: str,
    lecture: "Lecture",
    jour: datetime | None,
    modeles: str | None,
    catalogue: str | None = None,
    demande: "Demande | None" = None,
    prealable: datetime | None = None,
) -> "Outcome[Commande]":
    """Gather what is asked for. Errors: those of a folder of templates."""
    from clea_cli.diagnostics import Outcome
    from clea_cli.workflow import modeles as workflow_modeles
    from clea_cli.workflow.documents import Commande

    charges = workflow_modeles.charger(modeles)
    if charges.value is None:
        return Outcome(None, charges.diagnostics)
    le_jour = jour.date() if jour else date.today()
    quand = prealable.date() if prealable else None
    return Outcome(Commande(genre, format_, lecture, le_jour.isoformat(), catalogue, demande, quand, charges.value))


def _produire(commande: "Outcome[Commande]", grilles: list[str], ecriture: _Ecriture) -> int:
    """Read, make, write; one bad grille never loses the others."""
    from clea_cli.workflow.documents import preparer

    if commande.value is None:
        signaler(commande.diagnostics)
        return statut(commande.diagnostics)
    preparation = preparer(grilles, commande.value)
    plusieurs = len(grilles) > 1 or len(preparation.taches) > 1
    if mal_nommee := _sortie_a_nommer(commande.value.format, ecriture.sortie, plusieurs=plusieurs):
        signaler([mal_nommee])
        return 2
    dire_lectures(preparation)
    faits, fautes = _faire(preparation, ecriture.travailleurs)
    publie = 0
    if faits:
        publie = _ecrire(faits, commande.value, ecriture, grilles, plusieurs=plusieurs)
    fautes = [*preparation.diagnostics, *fautes]
    signaler(fautes)
    return publie or statut(fautes, partiel=bool(faits))


def _sortie_a_nommer(format_: str, sortie: str | None, *, plusieurs: bool) -> "Diagnostic | None":
    from clea_cli.diagnostics import Position, diagnostic

    if sortie is not None or format_ == "texte":
        return None
    if plusieurs:
        motif, exemple = "plusieurs documents demandent un dossier", "DOSSIER"
    elif format_ in _BINAIRES and sys.stdout.isatty():
        motif, exemple = f"un document {format_} ne s'affiche pas à l'écran", f"document.{format_}"
    else:
        return None
    return diagnostic("D205", Position("--sortie"), motif=motif, exemple=exemple)


def _faire(preparation: "Preparation", travailleurs: int) -> "tuple[list[Fait], list[Diagnostic]]":
    """Make all documents, with a bar on a terminal when there are many."""
    from clea_cli.workflow.lots import faire_tous

    issues: Iterable[Outcome[Fait]] = faire_tous(preparation, travailleurs)
    nombre = len(preparation.taches)
    if nombre > 1 and sys.stderr.isatty():
        from rich.console import Console
        from rich.progress import track

        issues = track(issues, "Documents", total=nombre, console=Console(stderr=True), transient=True)
    faits: list[Fait] = []
    fautes: list[Diagnostic] = []
    for issue in issues:
        fautes += issue.diagnostics
        if issue.value is not None:
            faits.append(issue.value)
    return faits, fautes


def _ecrire(
    faits: "list[Fait]", commande: "Commande", ecriture: _Ecriture, grilles: list[str], *, plusieurs: bool
) -> int:
    entrees = [*grilles, commande.catalogue or "", commande.lecture.referentiel or ""]
    if ecriture.sortie is None or not (plusieurs or Path(ecriture.sortie).is_dir()):
        rendu = _a_l_ecran(faits, ecriture.sortie) if commande.format == "texte" else faits[0].contenu
        return publier(rendu, ecriture.sortie, forcer=ecriture.forcer, entrees=entrees)
    return _ecrire_dossier(faits, commande, ecriture, entrees)


def _a_l_ecran(faits: "list[Fait]", sortie: str | None) -> "Fragments":
    from clea_cli.renderers import document_texte

    largeur = LARGEUR if sortie else largeur_ecran()
    fragments: Fragments = []
    for rang, fait in enumerate(faits):
        fragments += [("\n\n", "")] if rang else []
        fragments += document_texte.rendre(fait.document, largeur)
    return fragments


def _ecrire_dossier(faits: "list[Fait]", commande: "Commande", ecriture: _Ecriture, entrees: list[str]) -> int:
    """Write a file a document; say how many are new, and how many were there already."""
    from clea_cli.renderers.texte import sans_style
    from clea_cli.workflow import fichiers
    from clea_cli.workflow.lots import noms

    dossier = str(ecriture.sortie)
    fautes, ecrits, inchanges = list(fichiers.creer_dossier(dossier).diagnostics), 0, 0
    les_noms = noms([fait.candidat for fait in faits], commande.genre, commande.format)
    for nom, fait in zip(les_noms if not fautes else (), faits, strict=False):
        contenu = fait.contenu or sans_style(_a_l_ecran([fait], dossier)).encode(errors="replace")
        ecrit = fichiers.ecrire(str(Path(dossier) / nom), contenu, forcer=ecriture.forcer, entrees=entrees)
        fautes += ecrit.diagnostics
        ecrits += ecrit.value is True
        inchanges += ecrit.value is False
    signaler(fautes)
    pluriel = "s" * (ecrits > 1)
    dire(f"{dossier} : {ecrits} document{pluriel} écrit{pluriel}, {inchanges} inchangé{'s' * (inchanges > 1)}.")
    return statut(fautes, partiel=bool(ecrits or inchanges))
