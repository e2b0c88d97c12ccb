"""`clea jury exporter`: what leaves a closed session, for the certifier or for statistics."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from clea_cli.diagnostics import Outcome, Position, diagnostic
from clea_cli.jury import controler, decisions, journal, lire_identites, mots_certifie
from clea_cli.jury.rendus import certificateur_csv
from clea_cli.jury.session import Choix, DecisionDuJury
from clea_cli.sorties import tableur_csv
from clea_cli.sources import fichiers, table


class Export(NamedTuple):
    """A file, and how many candidates it speaks of."""

    contenu: bytes
    candidats: int


class _Close(NamedTuple):
    manifeste: Mapping[str, Any]
    prises: Mapping[str, DecisionDuJury]


def pour_le_certificateur(dossier: str, identites_: str) -> Outcome[Export]:
    """The candidates whom the jury certified, with who they are.

    Errors: J301, J304-J316, J501-J508, S101-S104, those of a table.
    """
    close = _ouvrir(dossier)
    if close.value is None:
        return close.refus()
    manifeste, prises = close.value
    certifies = [d for d in manifeste["dossiers"] if prises[d["reference"]].choix is Choix.CERTIFIE]
    contenu = fichiers.lire(identites_, table.OCTETS_MAX)
    if contenu.value is None:
        return contenu.refus()
    voulues = frozenset(d["reference"] for d in certifies)
    lues = lire_identites.lire(contenu.value, identites_, voulues, date.fromisoformat(manifeste["session"]["date"]))
    if lues.value is None:
        return lues.refus()
    lignes = [mots_certifie.ligne(lues.value[d["reference"]], d, manifeste) for d in certifies]
    return Outcome(Export(certificateur_csv.rendre(lignes), len(lignes)))


def anonyme(dossier: str) -> Outcome[Export]:
    """A row a dossier for statistics, in an order that says nothing of whose it is. Errors: J301, J304-J316."""
    close = _ouvrir(dossier)
    if close.value is None:
        return close.refus()
    manifeste, prises = close.value
    domaines = list(manifeste["dossiers"][0]["domaines"]) if manifeste["dossiers"] else []
    lignes = sorted(
        (
            d["verdict"],
            prises[d["reference"]].choix.value,
            "oui" if d["premiere_evaluation"] else "non",
            *(d["domaines"][code] for code in domaines),
        )
        for d in manifeste["dossiers"]
    )
    titres = ("proposition", "decision", "premiere_evaluation", *(f"d{code}" for code in domaines))
    return Outcome(Export(tableur_csv.ecrire([titres, *lignes]), len(lignes)))


def _ouvrir(dossier: str) -> Outcome[_Close]:
    """A closed session, its decisions as they were when it was closed."""
    etat = journal.ouvrir(dossier, prepare=True)
    if etat.value is None:
        return etat.refus()
    manifeste = etat.value.manifeste
    if not manifeste["cloture"]:
        faits = {"id": manifeste["session"]["id"], "dossier": dossier}
        return Outcome(None, (diagnostic("J315", Position(dossier), **faits),))
    changes = tuple(controler.fautes_des_fichiers(dossier, manifeste["cloture"]["decisions"]))
    if changes:
        return Outcome(None, changes)
    feuille = decisions.lire(dossier, manifeste)
    if feuille.value is None:
        return feuille.refus()
    manquent = decisions.manquantes(feuille.value, manifeste)
    return Outcome(None, manquent) if manquent else Outcome(_Close(manifeste, feuille.value.prises))
