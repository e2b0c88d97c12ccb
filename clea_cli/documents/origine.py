"""What a document was made of: the part of it that lets somebody make it again."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from clea_cli import __version__
from clea_cli.decision.decision import Bareme
from clea_cli.decision.lot import Lecture
from clea_cli.documents import formats
from clea_cli.documents.catalogue import Catalogue
from clea_cli.documents.commande import Commande, Noms, Tache


def origine(
    commande: Commande,
    bareme: Bareme,
    catalogue: Catalogue | None,
    donnees: Mapping[str, Any],
    tache: Tache,
) -> dict[str, Any]:
    """What a document was made of, for its template; `portee` says what of it goes with the document."""
    lecture, referentiel = commande.lecture, bareme.referentiel
    grille, finale = tache.fichier, tache.finale
    donnes = [grille.source, lecture.referentiel or "", commande.catalogue or "", commande.modeles.dossier]
    donnes += [finale[0].source] if finale else []
    noms = commande.noms or Noms(*map(_nom, donnes))
    dite: dict[str, Any] = {
        "schema": "clea/provenance/1",
        "outil": __version__,
        "document": commande.genre,
        "format": commande.format,
        "date": commande.date,
        "candidat": donnees["candidat"],
        "verdict": donnees["verdict"]["code"],
        "grille": {"fichier": noms.grille, "empreinte": f"sha256:{grille.empreinte}"},
        "referentiel": {
            "id": referentiel.id,
            "fichier": noms.referentiel,
            "version": referentiel.version,
            "empreinte": f"sha256:{referentiel.empreinte}",
        },
        "regle": bareme.regle.id,
        "lecture": _lecture_dite(lecture),
        "modeles": commande.modeles.empreintes(f"{commande.genre}.md"),
        "organisme": {"dossier": noms.modeles, "fichiers": commande.modeles.propres(f"{commande.genre}.md")},
        "outils": formats.outils(commande.format),
    }
    if finale:
        dite["finale"] = {"fichier": noms.finale, "empreinte": f"sha256:{finale[0].empreinte}"}
    if catalogue:
        dite["catalogue"] = {"fichier": noms.catalogue, "empreinte": f"sha256:{catalogue.empreinte}"}
    if commande.prealable:
        dite["prealable"] = commande.prealable.isoformat()
    if commande.demande:
        dite["demande"] = {cle: None if v is None else str(v) for cle, v in commande.demande._asdict().items()}
    return dite


def _lecture_dite(lecture: Lecture) -> dict[str, Any]:
    """How the grilles were read; columns left aside are told only if there are any."""
    dite: dict[str, Any] = {"encodage": lecture.encodage, "separateur": lecture.separateur, "onglet": lecture.onglet}
    if lecture.ignorer:
        dite["ignorer"] = list(lecture.ignorer)
    return dite


def _nom(chemin: str) -> str:
    """A path as a template may show it: its name alone, wherever it was; no folder of a person."""
    return Path(chemin).name
