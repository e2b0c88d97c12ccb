"""Documents as they are produced: read, made, written; one bad grille never loses the others."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from clea_cli.cli.formats import exiger_un_dossier
from clea_cli.cli.paires import Sources
from clea_cli.cli.sortie import LARGEUR, a_nommer, dire, dire_lectures, largeur_ecran, publier, signaler, statut
from clea_cli.documents.formats import FORMATS_DU_PLAN
from clea_cli.sorties.formats import Format

if TYPE_CHECKING:  # the help must not load what it does not need
    from clea_cli.diagnostics import Diagnostic, Outcome
    from clea_cli.documents.commande import Commande
    from clea_cli.documents.preparer import Fait, Preparation
    from clea_cli.sorties.texte import Fragments


class Ecriture(NamedTuple):
    """Where documents go."""

    sortie: str | None
    forcer: bool
    travailleurs: int


def produire(commande: "Outcome[Commande]", sources: "Outcome[Sources]", ecriture: Ecriture) -> int:
    """Read, make, write; one bad grille never loses the others."""
    from clea_cli.decision.references import noms_de_personnes
    from clea_cli.documents.preparer import preparer

    if commande.value is None or sources.value is None:
        refus = (*commande.diagnostics, *sources.diagnostics)
        signaler(refus)
        return statut(refus)
    preparation = preparer(sources.value.grilles, commande.value, sources.value.paires)
    plusieurs = sources.value.nombre > 1 or len(preparation.taches) > 1
    if manque := _sans_sortie(FORMATS_DU_PLAN[commande.value.format], ecriture.sortie, plusieurs=plusieurs):
        return a_nommer(*manque)
    if plusieurs and ecriture.sortie is not None:
        exiger_un_dossier(FORMATS_DU_PLAN, ecriture.sortie)
    dire_lectures(preparation)
    dire_organisme(preparation)
    faits, fautes = _faire(preparation, ecriture.travailleurs)
    publie = 0
    if faits:
        publie = _ecrire(faits, commande.value, ecriture, sources.value.lues, plusieurs=plusieurs)
    fautes = [*preparation.diagnostics, *noms_de_personnes(preparation.fichiers), *fautes]
    signaler(fautes)
    return publie or statut(fautes, partiel=bool(faits))


def _sans_sortie(format_: Format[Any], sortie: str | None, *, plusieurs: bool) -> tuple[str, str] | None:
    """Why a place must be named, and an example of one; None if none must be."""
    if sortie is not None or format_.nom == "texte":
        return None
    if plusieurs:
        return "plusieurs documents demandent un dossier", "DOSSIER"
    if not format_.a_l_ecran and sys.stdout.isatty():
        return f"un document {format_.nom} ne s'affiche pas à l'écran", f"document{format_.fin}"
    return None


def _faire(preparation: "Preparation", travailleurs: int) -> "tuple[list[Fait], list[Diagnostic]]":
    """Make all documents; the faults of those that cannot be made."""
    faits: list[Fait] = []
    fautes: list[Diagnostic] = []
    for issue in suivre(preparation, travailleurs):
        fautes += issue.diagnostics
        if issue.value is not None:
            faits.append(issue.value)
    return faits, fautes


def suivre(preparation: "Preparation", travailleurs: int) -> "Iterable[Outcome[Fait]]":
    """Make all documents, in order, with a bar on a terminal when there are many."""
    from clea_cli.documents.lots import faire_tous

    issues: Iterable[Outcome[Fait]] = faire_tous(preparation, travailleurs)
    nombre = len(preparation.taches)
    if nombre > 1 and sys.stderr.isatty():
        from rich.console import Console
        from rich.progress import track

        issues = track(issues, "Documents", total=nombre, console=Console(stderr=True), transient=True)
    return issues


def _ecrire(faits: "list[Fait]", commande: "Commande", ecriture: Ecriture, lues: list[str], *, plusieurs: bool) -> int:
    entrees = tout_ce_qui_sert(commande, lues)
    if ecriture.sortie is None or not (plusieurs or Path(ecriture.sortie).is_dir()):
        rendu = _a_l_ecran(faits, ecriture.sortie) if commande.format == "texte" else faits[0].contenu
        return publier(rendu, ecriture.sortie, forcer=ecriture.forcer, entrees=entrees)
    from clea_cli.documents.lots import noms

    les_noms = noms([fait.candidat for fait in faits], commande.genre, commande.format)
    return ecrire_dossier(dict(zip(les_noms, faits, strict=True)), ecriture, entrees)


def tout_ce_qui_sert(commande: "Commande", lues: list[str]) -> list[str]:
    """The files that documents are made from: none is ever replaced."""
    modeles = (str(Path(commande.modeles.dossier) / nom) for nom in commande.modeles.fichiers)
    donnes = (commande.catalogue, commande.lecture.referentiel, commande.organisme, commande.identites)
    return [*lues, *(donne or "" for donne in donnes), *modeles]


def dire_organisme(preparation: "Preparation") -> None:
    """Say which file says who the organisme is: it may have been found without being named."""
    if fiche := preparation.fiche.fichier:
        dire(f"Lu : {fiche}, votre organisme")


def _a_l_ecran(faits: "list[Fait]", sortie: str | None) -> "Fragments":
    from clea_cli.documents.rendus import texte

    largeur = LARGEUR if sortie else largeur_ecran()
    fragments: Fragments = []
    for rang, fait in enumerate(faits):
        fragments += [("\n\n", "")] if rang else []
        fragments += texte.rendre(fait.document, largeur)
    return fragments


def ecrire_dossier(faits: "dict[str, Fait]", ecriture: Ecriture, entrees: list[str]) -> int:
    """Write a file a document, by its name; say how many are new, and how many were there already."""
    from clea_cli.sorties import ecriture as fichiers
    from clea_cli.sorties.texte import sans_style

    dossier = str(ecriture.sortie)
    cree = fichiers.creer_dossier(dossier)
    if cree.value is None:
        signaler(cree.diagnostics)
        return statut(cree.diagnostics)
    fautes: list[Diagnostic] = []
    ecrits = inchanges = 0
    for nom, fait in faits.items():
        contenu = fait.contenu or sans_style(_a_l_ecran([fait], dossier)).encode(errors="replace")
        ecrit = fichiers.ecrire(str(Path(dossier) / nom), contenu, forcer=ecriture.forcer, entrees=entrees)
        fautes += ecrit.diagnostics
        ecrits += ecrit.value is True
        inchanges += ecrit.value is False
    signaler(fautes)
    pluriel = "s" * (ecrits > 1)
    dire(f"{dossier} : {ecrits} document{pluriel} écrit{pluriel}, {inchanges} inchangé{'s' * (inchanges > 1)}.")
    return statut(fautes, partiel=bool(ecrits or inchanges))
