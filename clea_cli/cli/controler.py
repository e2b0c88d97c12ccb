"""`clea controler`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from clea_cli.cli import options
from clea_cli.cli.sortie import publier, signaler, statut
from clea_cli.sorties.mots import compte

if TYPE_CHECKING:  # the help must not load what it does not need
    from clea_cli.diagnostics import Diagnostic
    from clea_cli.documents.controler import Controle
    from clea_cli.jury.controler import ControleSession


_MOTS = {"ecarts": "écarts"}  # the documents that are not called as they are typed


def controler(
    documents: Annotated[
        list[str],
        options.argument_de_fichiers(
            "DOCUMENT… [FICHIER…]",
            "Des documents de clea, ou le dossier d'une session ; puis leurs fichiers.",
        ),
    ],
    dans: Annotated[
        str | None,
        typer.Option(
            "--dans", metavar="DOSSIER", help="Où chercher aussi la grille et les autres fichiers."
        ),
    ] = None,
) -> int:
    """Dit si un document correspond encore aux fichiers dont il vient : il est refait, et comparé
    octet par octet.

    Les fichiers sont essayés l'un après l'autre : ceux que vous donnez, sinon ceux du dossier du
    document.

    Exemple : clea controler ecarts.pdf grille.csv
    """
    from clea_cli.documents.controler import controler as un_seul
    from clea_cli.documents.sources_d_un_document import Essayes
    from clea_cli.jury.changements import sources_changees
    from clea_cli.jury.controler import controler as controler_session

    fautes: list[Diagnostic] = []
    lignes: list[tuple[str, str]] = []
    a_controler, donnes = _partager(documents)
    essayes = Essayes(donnes)
    for document in a_controler:
        if Path(document).is_dir():
            session = controler_session(document, dans)
            fautes += session.diagnostics
            if session.value is None:
                continue
            # Closed, nothing of it is made from its grilles any more.
            if not session.value.close:
                fautes += sources_changees(document)
            tenue = _session(document, session.value)
            lignes.append((tenue, ""))
            continue
        controle = un_seul(document, essayes, dans)
        fautes += controle.diagnostics
        if controle.value is not None:
            averti = bool(controle.diagnostics)
            conforme = _conforme(document, controle.value, averti)
            lignes.append((conforme, ""))
    publie = publier(lignes, None) if lignes else 0
    signaler(fautes)
    return publie or statut(fautes, partiel=bool(lignes))


def _partager(nommes: list[str]) -> tuple[list[str], list[str]]:
    """The documents to control, and the files given to control them by."""
    from clea_cli.documents.controler import est_un_document
    from clea_cli.documents.formats import FORMATS

    fins: list[str] = []
    for nom, format_ in FORMATS.items():
        if nom != "texte":
            fins += format_.fins
    # The first is to be controlled, whatever it is.
    documents: list[str] = nommes[:1]
    donnes: list[str] = []
    for nomme in nommes[1:]:
        ici = Path(nomme)
        if ici.is_dir():
            a_controler = (ici / "manifest.json").exists()
        else:
            # What looks like a document, and says nothing, is told so.
            a_controler = nomme.lower().endswith(tuple(fins)) or est_un_document(nomme)
        if a_controler:
            documents.append(nomme)
        else:
            donnes.append(nomme)
    return documents, donnes


def _conforme(document: str, vu: "Controle", averti: bool) -> str:
    """What a document is; where it was made by other tools, only its verdict was compared."""
    conforme = "verdict conforme à ses fichiers" if averti else "conforme à ses fichiers"
    modeles = ", avec les modèles de l'organisme" if vu.modeles_propres else ""
    genre = _MOTS.get(vu.genre, vu.genre)
    return f"{document} : {conforme} ({genre} de {vu.candidat}{modeles})\n"


def _session(dossier: str, vu: "ControleSession") -> str:
    """What a session is; of one that is closed, what the minutes that were signed say too."""
    etat = "close" if vu.close else "pas encore close"
    tenus = f"session {vu.id}, {etat}, {compte(vu.fichiers, 'fichier')}"
    if vu.purges:
        purge = "purgés" if vu.purges > 1 else "purgé"
        tenus += f", {compte(vu.purges, 'fichier')} {purge}"
    ligne = f"{dossier} : conforme à son manifeste ({tenus})\n"
    if not vu.close:
        return ligne
    return f"{ligne}  décisions sha256:{vu.decisions}, à comparer au procès-verbal signé\n"
