"""`clea jury exporter`: what leaves a closed session, for the certifier or for statistics."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from clea_cli.diagnostics import Outcome, Position, diagnostic
from clea_cli.jury import controler, decisions, journal, lire_identites, mots_certifie
from clea_cli.jury.manifeste import Manifeste
from clea_cli.jury.rendus import certificateur_csv
from clea_cli.jury.session import Choix
from clea_cli.sorties import tableur_csv
from clea_cli.sources import fichiers
from clea_cli.sources.bornes import TABLE_OCTETS_MAX


class Export(NamedTuple):
    """A file, and how many candidates it speaks of."""

    contenu: bytes
    candidats: int


class _Close(NamedTuple):
    manifeste: Manifeste
    prises: Mapping[str, Choix]


def pour_le_certificateur(dossier: str, identites: str, sortie: str | None) -> Outcome[Export]:
    """The candidates whom the jury certified, with who they are, for a file named `sortie`.

    Errors: J301, J304-J316, J501-J508, J612, S101-S104, those of a table.
    """
    if sortie is not None and _dans_une_session(sortie):
        return Outcome(None, (diagnostic("J612", Position(sortie)),))
    close = _ouvrir(dossier)
    if close.value is None:
        return close.refus()
    manifeste, prises = close.value
    certifies = []
    for ecrit in manifeste.dossiers:
        if prises[ecrit.reference] is Choix.CERTIFIE:
            certifies.append(ecrit)
    contenu = fichiers.lire(identites, TABLE_OCTETS_MAX)
    if contenu.value is None:
        return contenu.refus()
    # Nothing is read of those who are not certified.
    voulues = frozenset(ecrit.reference for ecrit in certifies)
    jour = date.fromisoformat(manifeste.session.date)
    lues = lire_identites.lire(contenu.value, identites, voulues, jour)
    if lues.value is None:
        return lues.refus()
    lignes = []
    for ecrit in certifies:
        lignes.append(mots_certifie.ligne(lues.value[ecrit.reference], ecrit, manifeste))
    return Outcome(Export(certificateur_csv.rendre(lignes), len(lignes)), close.diagnostics)


def _dans_une_session(fichier: str) -> bool:
    """Whether a file would stand in the folder of a session, at any depth."""
    for ici in Path(fichier).resolve().parents:
        etat = journal.ouvrir(str(ici))
        if etat.value is not None and (etat.value.manifeste or etat.value.notes):
            return True
    return False


def anonyme(dossier: str) -> Outcome[Export]:
    """A row a dossier for statistics, without its reference. Errors: J301, J304-J316."""
    close = _ouvrir(dossier)
    if close.value is None:
        return close.refus()
    manifeste, prises = close.value
    domaines = list(manifeste.dossiers[0].domaines) if manifeste.dossiers else []
    lignes = []
    for ecrit in manifeste.dossiers:
        choix = prises[ecrit.reference].value
        premiere = "oui" if ecrit.premiere_evaluation else "non"
        statuts = [ecrit.domaines[code] for code in domaines]
        lignes.append((ecrit.verdict, choix, premiere, *statuts))
    # The order of the session would say whose row it is.
    lignes.sort()
    codes = [f"d{code}" for code in domaines]
    titres = ("proposition", "decision", "premiere_evaluation", *codes)
    return Outcome(Export(tableur_csv.ecrire([titres, *lignes]), len(lignes)), close.diagnostics)


def _ouvrir(dossier: str) -> Outcome[_Close]:
    """A closed session with what was decided; that its sheet says otherwise today is told.

    Errors: J301, J304-J316, J611; warning J608.
    """
    preparee = journal.ouvrir_preparee(dossier)
    if preparee.value is None:
        return preparee.refus()
    manifeste = preparee.value.manifeste
    cloture = manifeste.cloture
    if cloture is None:
        faits = {"id": manifeste.session.id, "dossier": dossier}
        return Outcome(None, (diagnostic("J315", Position(dossier), **faits),))
    if cloture.prises:
        return Outcome(
            _Close(manifeste, cloture.prises),
            controler.decisions_changees(dossier, manifeste, cloture),
        )
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
    return Outcome(_Close(manifeste, prises))
