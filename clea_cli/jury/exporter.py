"""`clea jury exporter`: what leaves a closed session, for the certifier or for statistics."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from clea_cli.cohorte.masquage import SEUIL
from clea_cli.diagnostics import Diagnostic, Outcome, Position, diagnostic, refuser
from clea_cli.jury import controler, decisions, journal, lire_identites, mots_certifie
from clea_cli.jury.certificateur import CRLF, FINS_DE_LIGNE
from clea_cli.jury.identite import Identite
from clea_cli.jury.manifeste import DossierEcrit, Manifeste
from clea_cli.jury.rendus import certificateur_csv
from clea_cli.jury.session import Choix
from clea_cli.sorties import tableur_csv
from clea_cli.sources import fichiers
from clea_cli.sources.bornes import TABLE_OCTETS_MAX


class Export(NamedTuple):
    """A file, how many candidates it speaks of, and the references of those who wait.

    `suppose`, in words, is what the file had to suppose of what the certifier expects.
    """

    contenu: bytes
    candidats: int
    attendent: tuple[str, ...] = ()
    suppose: tuple[str, ...] = ()


class _Close(NamedTuple):
    manifeste: Manifeste
    prises: Mapping[str, Choix]


def pour_le_certificateur(
    dossier: str,
    identites: str,
    sortie: str | None,
    *,
    brouillon: bool = False,
) -> Outcome[Export]:
    """The candidates whom the jury certified, with who they are, for a file named `sortie`.

    `brouillon`: of a référentiel that is not official too.
    Errors: J301, J304-J316, J501-J508, J612, J630-J635, S101-S104, those of a table. Those of an
    identity make its candidate wait, and the others are written.
    """
    # 1. Names have no place in the folder of a session, which bears references alone.
    if sortie is not None and _dans_une_session(sortie):
        return refuser("J612", Position(sortie))
    close = _ouvrir(dossier)
    if close.value is None:
        return close.refus()
    manifeste, prises = close.value
    en_garde = manifeste.referentiel.avertissement
    if en_garde and not brouillon:
        return refuser("J630", Position(dossier), avertissement=en_garde)
    # 2. Those whom the jury certified.
    certifies: list[DossierEcrit] = []
    for ecrit in manifeste.dossiers:
        if prises[ecrit.reference] is Choix.CERTIFIE:
            certifies.append(ecrit)
    if formules := tuple(_formules(dossier, certifies)):
        return Outcome(None, formules)
    # 3. Who they are: nothing is read of the others.
    contenu = fichiers.lire(identites, TABLE_OCTETS_MAX)
    if contenu.value is None:
        return contenu.refus()
    voulues = frozenset(ecrit.reference for ecrit in certifies)
    jour = date.fromisoformat(manifeste.session.date)
    lues = lire_identites.lire(contenu.value, identites, voulues, jour)
    fautes = (*close.diagnostics, *lues.diagnostics)
    if lues.value is None and voulues:
        return Outcome(None, fautes)
    return Outcome(_export(manifeste, certifies, lues.value or {}), fautes)


def _formules(dossier: str, certifies: Sequence[DossierEcrit]) -> Iterator[Diagnostic]:
    """The dossiers whose own words a spreadsheet would compute. Errors: J636."""
    for ecrit in certifies:
        for dit in (ecrit.statut, ecrit.prescripteur, ecrit.financement):
            if dit.startswith(lire_identites.FORMULE):
                yield diagnostic("J636", Position(dossier), reference=ecrit.reference)
                break


def _export(
    manifeste: Manifeste,
    certifies: Sequence[DossierEcrit],
    identites: Mapping[str, Identite],
) -> Export:
    """The rows of those whose identity is sure; the others wait."""
    lignes: list[dict[str, str]] = []
    attendent: list[str] = []
    for ecrit in certifies:
        identite = identites.get(ecrit.reference)
        if identite is None:
            attendent.append(ecrit.reference)
        else:
            lignes.append(mots_certifie.ligne(identite, ecrit, manifeste))
    attendues = manifeste.session.certificateur.fins_de_ligne or CRLF
    contenu = certificateur_csv.rendre(lignes, FINS_DE_LIGNE[attendues])
    suppose = tuple(mots_certifie.suppose(manifeste))
    return Export(contenu, len(lignes), tuple(attendent), suppose)


def _dans_une_session(fichier: str) -> bool:
    """Whether a file would stand in the folder of a session, at any depth."""
    for ici in Path(fichier).resolve().parents:
        etat = journal.ouvrir(str(ici))
        if etat.value is not None and (etat.value.manifeste or etat.value.notes):
            return True
    return False


def sans_references(dossier: str) -> Outcome[Export]:
    """A row a dossier, without its reference; it is not anonymous, for a rare row tells who it is.

    Errors: J301, J304-J316, J632.
    """
    close = _ouvrir(dossier)
    if close.value is None:
        return close.refus()
    manifeste, prises = close.value
    if len(manifeste.dossiers) < SEUIL:
        return refuser("J632", Position(dossier), seuil=SEUIL)
    domaines = list(manifeste.dossiers[0].domaines) if manifeste.dossiers else []
    lignes: list[tuple[str, ...]] = []
    for ecrit in manifeste.dossiers:
        choix = prises[ecrit.reference].value
        premiere = "oui" if ecrit.premiere_evaluation else "non"
        statuts = [ecrit.domaines[code] for code in domaines]
        lignes.append((ecrit.verdict, choix, premiere, *statuts))
    # The order of the session would say whose row it is.
    lignes.sort()
    codes = [f"d{code}" for code in domaines]
    titres = ("proposition", "decision", "premiere_evaluation", *codes)
    contenu = tableur_csv.ecrire([titres, *lignes])
    return Outcome(Export(contenu, len(lignes)), close.diagnostics)


def _ouvrir(dossier: str) -> Outcome[_Close]:
    """A closed session with what was decided; that its sheet says otherwise today is told.

    Errors: J301, J304-J316, J611; warnings J608, J631.
    """
    preparee = journal.ouvrir_preparee(dossier)
    if preparee.value is None:
        return preparee.refus()
    manifeste = preparee.value.manifeste
    cloture = manifeste.cloture
    if cloture is None:
        return refuser("J315", Position(dossier), id=manifeste.session.id, dossier=dossier)
    avis: tuple[Diagnostic, ...] = ()
    if en_garde := manifeste.referentiel.avertissement:
        avis = (diagnostic("J631", Position(dossier), avertissement=en_garde),)
    # What was noted that day holds, whatever the sheet says now.
    if cloture.prises:
        changees = decisions.changees(dossier, manifeste, cloture)
        return Outcome(_Close(manifeste, cloture.prises), (*avis, *changees))
    # It was closed before what was decided was noted: only the very same sheet says it.
    changes = tuple(controler.fautes_des_fichiers(dossier, cloture.decisions))
    if changes:
        return Outcome(None, changes)
    feuille = decisions.lire(dossier, manifeste)
    if feuille.value is None:
        return feuille.refus()
    manquent = decisions.manquantes(feuille.value, manifeste)
    if manquent:
        return Outcome(None, manquent)
    prises = {reference: prise.choix for reference, prise in feuille.value.prises.items()}
    return Outcome(_Close(manifeste, prises), avis)
