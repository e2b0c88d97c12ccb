"""Documents as they are produced: read, made, written; one bad grille never loses the others."""

import sys
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from clea_cli.cli.barre import barre
from clea_cli.cli.formats import exiger_un_dossier
from clea_cli.cli.paires import Sources
from clea_cli.cli.sortie import (
    LARGEUR,
    a_nommer,
    dire,
    dire_lectures,
    largeur_ecran,
    publier,
    signaler,
    statut,
)
from clea_cli.diagnostics import en_lettres
from clea_cli.documents.formats import FORMATS_DU_PLAN
from clea_cli.sorties.formats import Format
from clea_cli.sorties.mots import compte

if TYPE_CHECKING:  # the help must not load what it does not need
    from clea_cli.diagnostics import Diagnostic, Outcome
    from clea_cli.documents.commande import Commande
    from clea_cli.documents.preparer import DocumentFait, Preparation
    from clea_cli.sorties.texte import Fragments


class Ecriture(NamedTuple):
    """Where documents go."""

    sortie: str | None
    forcer: bool
    travailleurs: int


def produire(commande: "Outcome[Commande]", sources: "Outcome[Sources]", ecriture: Ecriture) -> int:
    """Read, make, write; one bad grille never loses the others."""
    from clea_cli.decision.references_nominatives import noms_de_personnes
    from clea_cli.documents.preparer import preparer

    if commande.value is None or sources.value is None:
        refus = (*commande.diagnostics, *sources.diagnostics)
        signaler(refus)
        return statut(refus)
    preparation = preparer(sources.value.grilles, commande.value, sources.value.paires)
    # One file may hold many candidates.
    plusieurs = sources.value.nombre > 1 or len(preparation.taches) > 1
    format_ = FORMATS_DU_PLAN[commande.value.format]
    manque = _sans_sortie(format_, ecriture.sortie, plusieurs=plusieurs)
    if manque is not None:
        return a_nommer(*manque)
    # Several documents in a file named « ecarts.pdf » would be one over the other.
    if plusieurs and ecriture.sortie is not None:
        exiger_un_dossier(FORMATS_DU_PLAN, ecriture.sortie)
    dire_lectures(preparation)
    dire_organisme(preparation)
    entrees = tout_ce_qui_sert(commande.value, sources.value.lues)
    fautes = [
        *commande.diagnostics,
        *preparation.diagnostics,
        *noms_de_personnes(preparation.fichiers),
    ]
    issues = suivre(preparation, ecriture.travailleurs)
    if ecriture.sortie is not None and (plusieurs or Path(ecriture.sortie).is_dir()):
        nommes = _nommes(preparation, issues)
        publie, un_fait = ecrire_dossier(nommes, fautes, ecriture, entrees)
    else:
        publie, un_fait = _publier(issues, fautes, ecriture, entrees)
    # What the documents of several candidates found alike is told once.
    signaler(dict.fromkeys(fautes))
    return publie or statut(fautes, partiel=un_fait)


def _publier(
    issues: "Iterable[Outcome[DocumentFait]]",
    fautes: "list[Diagnostic]",
    ecriture: Ecriture,
    entrees: list[str],
) -> tuple[int, bool]:
    """Hand over one document, to a file or to the screen; several, to the screen as texts.

    As `ecrire_dossier`, takes what was found in `fautes`, gives the exit status of the writing,
    and whether a document was made.
    """
    faits: list[DocumentFait] = []
    for issue in issues:
        fautes += issue.diagnostics
        if issue.value:
            faits.append(issue.value)
    if not faits:
        return 0, False
    rendu = faits[0].contenu or _a_l_ecran(faits, ecriture.sortie)
    publie = publier(rendu, ecriture.sortie, forcer=ecriture.forcer, entrees=entrees)
    return publie, True


def _sans_sortie(
    format_: Format[Any], sortie: str | None, *, plusieurs: bool
) -> tuple[str, str] | None:
    """Why a place must be named, and an example of one; None if none must be."""
    if sortie is not None or format_.nom == "texte":
        return None
    if plusieurs:
        return "plusieurs documents demandent un dossier", "DOSSIER"
    if not format_.a_l_ecran and sys.stdout.isatty():
        return f"un document {format_.nom} ne s'affiche pas à l'écran", f"document{format_.fin}"
    return None


def suivre(preparation: "Preparation", travailleurs: int) -> "Iterator[Outcome[DocumentFait]]":
    """Make all documents, in order, with a bar on a terminal when there are many."""
    from clea_cli.documents.lots import faire_tous

    nombre = len(preparation.taches)
    with barre("Documents", longue=nombre > 1) as avancer:
        for faits, issue in enumerate(faire_tous(preparation, travailleurs), start=1):
            yield issue
            avancer(faits, nombre)


def _nommes(
    preparation: "Preparation", issues: "Iterable[Outcome[DocumentFait]]"
) -> "Iterator[tuple[str, Outcome[DocumentFait]]]":
    """Each document, with the name of its file; of one that is not made, whose it would be."""
    from clea_cli.documents.lots import noms_a_mesure

    # The names ask for the candidates one by one, as their documents come.
    faits: deque[str] = deque()
    candidats = iter(faits.popleft, None)
    noms = noms_a_mesure(candidats, preparation.commande.genre, preparation.commande.format)
    for tache, issue in zip(preparation.taches, issues, strict=True):
        if issue.value is None:
            yield tache.grille.candidat, issue
            continue
        faits.append(issue.value.candidat)
        yield next(noms), issue


def tout_ce_qui_sert(commande: "Commande", lues: list[str]) -> list[str]:
    """The files that documents are made from: none is ever replaced."""
    donnes = [
        commande.catalogue,
        commande.lecture.referentiel,
        commande.organisme,
        commande.identites,
    ]
    modeles = Path(commande.modeles.dossier)
    servent = list(lues)
    for donne in donnes:
        if donne:
            servent.append(donne)
    for nom in commande.modeles.fichiers:
        servent.append(str(modeles / nom))
    return servent


def dire_organisme(preparation: "Preparation") -> None:
    """Say which file says who the organisme is: it may have been found without being named."""
    if fiche := preparation.fiche.fichier:
        dire(f"Lu : {fiche}, votre organisme")


def _a_l_ecran(faits: "list[DocumentFait]", sortie: str | None) -> "Fragments":
    from clea_cli.documents.rendus import texte

    largeur = LARGEUR if sortie else largeur_ecran()
    fragments: Fragments = []
    for rang, fait in enumerate(faits):
        if rang:
            fragments.append(("\n\n", ""))
        fragments += texte.rendre(fait.document, largeur)
    return fragments


def _ne_dit_pas(candidat: str, nom: str) -> bool:
    """Whether the name of a file shows other letters than the reference.

    A system cannot hold these, or another candidate has that name.
    """
    return _lettres(candidat) != _lettres(_debut(nom))


def _debut(nom: str) -> str:
    """The name of a file without the kind of its document: « C-0001 » of « C-0001-ecarts.pdf »."""
    debut, _, _ = nom.rpartition("-")
    return debut


def _lettres(ecrit: str) -> str:
    """The letters and digits of a reference, their case and accents aside."""
    from clea_cli.sources.mots import forme_comparable

    comparable = forme_comparable(ecrit)
    return "".join(filter(str.isalnum, comparable))


def ecrire_dossier(
    nommes: "Iterable[tuple[str, Outcome[DocumentFait]]]",
    fautes: "list[Diagnostic]",
    ecriture: Ecriture,
    entrees: list[str],
) -> tuple[int, bool]:
    """Write a file a document as soon as it is made: what stops the batch loses none of them.

    Says how many are new, and how many were there already; `fautes` takes what was found on the
    way. Gives the exit status of the writing, and whether a document was made.
    """
    from clea_cli.sorties import ecriture as fichiers
    from clea_cli.sorties.texte import sans_style

    dossier = str(ecriture.sortie)
    ecrits: list[bool] = []  # of each document that is there, whether it is new
    refus: list[Diagnostic] = []
    autres: dict[str, None] = {}  # beginnings of names that do not say whose the file is
    manquants: list[str] = []
    cree = False
    for nom, issue in nommes:
        fautes += issue.diagnostics
        if issue.value is None:
            manquants.append(nom)
            continue
        # The folder is made for the first document, and not for none.
        if not cree and (refuse := fichiers.creer_dossier(dossier).diagnostics):
            signaler(refuse)
            return statut(refuse), False
        cree = True
        if _ne_dit_pas(issue.value.candidat, nom):
            autres[_debut(nom)] = None
        # A text is laid out for where it goes, and comes without bytes.
        contenu = issue.value.contenu
        if not contenu:
            fragments = _a_l_ecran([issue.value], dossier)
            contenu = sans_style(fragments).encode(errors="replace")
        chemin = str(Path(dossier) / nom)
        ecrit = fichiers.ecrire(chemin, contenu, forcer=ecriture.forcer, entrees=entrees)
        refus += ecrit.diagnostics
        if ecrit.value is not None:
            ecrits.append(ecrit.value)
    signaler(refus)
    if cree:
        _dire_ecrits(dossier, ecrits, autres)
    if manquants:
        pas_fait = "Pas fait" if len(manquants) == 1 else "Pas faits"
        dire(f"{pas_fait} : {en_lettres(manquants)}.")
    return statut(refus, partiel=bool(ecrits)), cree


def _dire_ecrits(dossier: str, ecrits: list[bool], autres: Iterable[str]) -> None:
    """Say how many documents are new, and which names do not say whose the file is."""
    nouveaux = ecrits.count(True)
    pluriel = "s" if nouveaux > 1 else ""
    faits = f"{nouveaux} document{pluriel} écrit{pluriel}"
    inchanges = compte(ecrits.count(False), "inchangé")
    dire(f"{dossier} : {faits}, {inchanges}.")
    for nom in autres:
        dire(f"{nom}-… n'est pas la référence du candidat : elle est écrite dans le document.")
