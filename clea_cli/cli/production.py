"""Documents as they are produced: read, made, written; one bad grille never loses the others."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from clea_cli.cli.paires import Sources
from clea_cli.cli.sortie import LARGEUR, a_nommer, dire, dire_lectures, largeur_ecran, publier, signaler, statut

if TYPE_CHECKING:  # the help must not load what it does not need
    from clea_cli.diagnostics import Diagnostic, Outcome
    from clea_cli.documents.commande import Commande
    from clea_cli.documents.preparer import Fait, Preparation
    from clea_cli.sorties.texte import Fragments

_BINAIRES = frozenset({"docx", "pdf"})


class Ecriture(NamedTuple):
    """Where documents go."""

    sortie: str | None
    forcer: bool
    travailleurs: int


def produire(commande: "Outcome[Commande]", sources: "Outcome[Sources]", ecriture: Ecriture) -> int:
    """Read, make, write; one bad grille never loses the others."""
    from clea_cli.documents.preparer import preparer

    if commande.value is None or sources.value is None:
        refus = (*commande.diagnostics, *sources.diagnostics)
        signaler(refus)
        return statut(refus)
    preparation = preparer(sources.value.grilles, commande.value, sources.value.paires)
    plusieurs = sources.value.nombre > 1 or len(preparation.taches) > 1
    if manque := _sans_sortie(commande.value.format, ecriture.sortie, plusieurs=plusieurs):
        return a_nommer(*manque)
    dire_lectures(preparation)
    faits, fautes = _faire(preparation, ecriture.travailleurs)
    publie = 0
    if faits:
        publie = _ecrire(faits, commande.value, ecriture, sources.value.lues, plusieurs=plusieurs)
    fautes = [*preparation.diagnostics, *fautes]
    signaler(fautes)
    return publie or statut(fautes, partiel=bool(faits))


def _sans_sortie(format_: str, sortie: str | None, *, plusieurs: bool) -> tuple[str, str] | None:
    """Why a place must be named, and an example of one; None if none must be."""
    if sortie is not None or format_ == "texte":
        return None
    if plusieurs:
        return "plusieurs documents demandent un dossier", "DOSSIER"
    if format_ in _BINAIRES and sys.stdout.isatty():
        return f"un document {format_} ne s'affiche pas à l'écran", f"document.{format_}"
    return None


def _faire(preparation: "Preparation", travailleurs: int) -> "tuple[list[Fait], list[Diagnostic]]":
    """Make all documents, with a bar on a terminal when there are many."""
    from clea_cli.documents.lots import faire_tous

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


def _ecrire(faits: "list[Fait]", commande: "Commande", ecriture: Ecriture, lues: list[str], *, plusieurs: bool) -> int:
    modeles = (str(Path(commande.modeles.dossier) / nom) for nom in commande.modeles.fichiers)
    entrees = [*lues, commande.catalogue or "", commande.lecture.referentiel or "", *modeles]
    if ecriture.sortie is None or not (plusieurs or Path(ecriture.sortie).is_dir()):
        rendu = _a_l_ecran(faits, ecriture.sortie) if commande.format == "texte" else faits[0].contenu
        return publier(rendu, ecriture.sortie, forcer=ecriture.forcer, entrees=entrees)
    return _ecrire_dossier(faits, commande, ecriture, entrees)


def _a_l_ecran(faits: "list[Fait]", sortie: str | None) -> "Fragments":
    from clea_cli.documents.rendus import texte

    largeur = LARGEUR if sortie else largeur_ecran()
    fragments: Fragments = []
    for rang, fait in enumerate(faits):
        fragments += [("\n\n", "")] if rang else []
        fragments += texte.rendre(fait.document, largeur)
    return fragments


def _ecrire_dossier(faits: "list[Fait]", commande: "Commande", ecriture: Ecriture, entrees: list[str]) -> int:
    """Write a file a document; say how many are new, and how many were there already."""
    from clea_cli.documents.lots import noms
    from clea_cli.sorties import ecriture as fichiers
    from clea_cli.sorties.texte import sans_style

    dossier = str(ecriture.sortie)
    cree = fichiers.creer_dossier(dossier)
    if cree.value is None:
        signaler(cree.diagnostics)
        return statut(cree.diagnostics)
    fautes: list[Diagnostic] = []
    ecrits = inchanges = 0
    les_noms = noms([fait.candidat for fait in faits], commande.genre, commande.format)
    for nom, fait in zip(les_noms, faits, strict=True):
        contenu = fait.contenu or sans_style(_a_l_ecran([fait], dossier)).encode(errors="replace")
        ecrit = fichiers.ecrire(str(Path(dossier) / nom), contenu, forcer=ecriture.forcer, entrees=entrees)
        fautes += ecrit.diagnostics
        ecrits += ecrit.value is True
        inchanges += ecrit.value is False
    signaler(fautes)
    pluriel = "s" * (ecrits > 1)
    dire(f"{dossier} : {ecrits} document{pluriel} écrit{pluriel}, {inchanges} inchangé{'s' * (inchanges > 1)}.")
    return statut(fautes, partiel=bool(ecrits or inchanges))
