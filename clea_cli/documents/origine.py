"""What a document was made of: the part of it that lets somebody make it again."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from clea_cli import __version__
from clea_cli.decision.decision import Bareme
from clea_cli.decision.lot import Lecture
from clea_cli.documents import formats
from clea_cli.documents.catalogue import Catalogue
from clea_cli.documents.commande import Commande, Tache
from clea_cli.documents.lire_noms import NomsDonnes
from clea_cli.documents.lire_organisme import Fiche


class Qui(NamedTuple):
    """Who gives the documents, and to whom, where files say it."""

    fiche: Fiche = Fiche()
    noms: NomsDonnes = NomsDonnes()


def origine(
    commande: Commande,
    bareme: Bareme,
    catalogue: Catalogue | None,
    donnees: Mapping[str, Any],
    tache: Tache,
    qui: Qui,
) -> dict[str, Any]:
    """What a document was made of, for its template.

    `portee` says what of it goes with the document.
    """
    lecture, referentiel = commande.lecture, bareme.referentiel
    grille, finale = tache.fichier, tache.finale
    fiche, identites = qui.fiche, qui.noms
    nom_du_modele = f"{commande.genre}.md"
    dite: dict[str, Any] = {
        "schema": "clea/provenance/1",
        "outil": __version__,
        "document": commande.genre,
        "format": commande.format,
        "date": commande.date,
        "candidat": donnees["candidat"],
        "verdict": donnees["verdict"]["code"],
        "grille": _fichier(grille.source, grille.empreinte),
        "referentiel": {
            "id": referentiel.id,
            "fichier": _nom(lecture.referentiel or ""),
            "version": referentiel.version,
            "empreinte": f"sha256:{referentiel.empreinte}",
        },
        "regle": bareme.regle.id,
        "lecture": _lecture_dite(lecture),
        "modeles": commande.modeles.empreintes(nom_du_modele),
        "organisme": {
            "dossier": _nom(commande.modeles.dossier),
            "fichiers": commande.modeles.propres(nom_du_modele),
        },
        "outils": formats.outils(commande.format),
    }
    if finale:
        dite["finale"] = _fichier(finale[0].source, finale[0].empreinte)
    if catalogue:
        dite["catalogue"] = _fichier(commande.catalogue or "", catalogue.empreinte)
    if fiche.fichier:
        dite["fiche"] = _fichier(fiche.fichier, fiche.empreinte)
    if identites.fichier:
        dite["identites"] = _fichier(identites.fichier, identites.empreinte)
    return dite | _options_dites(commande)


def _fichier(chemin: str, empreinte: str) -> dict[str, str]:
    return {"fichier": _nom(chemin), "empreinte": f"sha256:{empreinte}"}


def _options_dites(commande: Commande) -> dict[str, Any]:
    """What the command line asked for, where it did."""
    dite: dict[str, Any] = {}
    if commande.points:
        dite["points"] = True
    if commande.prealable:
        dite["prealable"] = commande.prealable.isoformat()
    if commande.demande:
        demande: dict[str, str | None] = {}
        for cle, valeur in commande.demande._asdict().items():
            demande[cle] = None if valeur is None else str(valeur)
        dite["demande"] = demande
    return dite


def _lecture_dite(lecture: Lecture) -> dict[str, Any]:
    """How the grilles were read; columns left aside are told only if there are any."""
    dite: dict[str, Any] = {
        "encodage": lecture.encodage,
        "separateur": lecture.separateur,
        "onglet": lecture.onglet,
    }
    if lecture.ignorer:
        dite["ignorer"] = list(lecture.ignorer)
    return dite


def _nom(chemin: str) -> str:
    """A path as a template may show it: its name alone, wherever it was; no folder of a person."""
    return Path(chemin).name
