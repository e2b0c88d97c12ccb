"""`clea controler`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from clea_cli.cli import options
from clea_cli.cli.sortie import publier, signaler, statut

if TYPE_CHECKING:  # the help must not load what it does not need
    from clea_cli.diagnostics import Diagnostic
    from clea_cli.jury.controler import ControleSession


_MOTS = {"ecarts": "écarts"}  # the documents that are not called as they are typed


def controler(
    documents: Annotated[
        list[str],
        options.argument_de_fichiers("DOCUMENT…", "Des documents de clea, ou le dossier d'une session."),
    ],
    dans: Annotated[
        str | None,
        typer.Option("--dans", metavar="DOSSIER", help="Où chercher aussi la grille et les autres fichiers."),
    ] = None,
) -> int:
    """Dit si un document correspond encore aux fichiers dont il vient : il est refait, et comparé octet par octet.

    Exemple : clea controler ecarts.pdf
    """
    from clea_cli.documents.controler import controler as un_seul
    from clea_cli.jury.changements import sources_changees
    from clea_cli.jury.controler import controler as controler_session

    fautes: list[Diagnostic] = []
    lignes = []
    for document in documents:
        if Path(document).is_dir():
            session = controler_session(document, dans)
            fautes += session.diagnostics
            fautes += sources_changees(document) if session.value and not session.value.close else ()
            lignes += [(_session(document, session.value), "")] if session.value else []
            continue
        controle = un_seul(document, dans)
        fautes += controle.diagnostics
        if controle.value is not None:
            vu = controle.value
            conforme = "conforme à ses fichiers" if not controle.diagnostics else "verdict conforme à ses fichiers"
            modeles = ", avec les modèles de l'organisme" if vu.modeles_propres else ""
            lignes.append(
                (f"{document} : {conforme} ({_MOTS.get(vu.genre, vu.genre)} de {vu.candidat}{modeles})\n", "")
            )
    publie = publier(lignes, None) if lignes else 0
    signaler(fautes)
    return publie or statut(fautes, partiel=bool(lignes))


def _session(dossier: str, vu: "ControleSession") -> str:
    purges = f", {vu.purges} fichiers purgés" if vu.purges else ""
    etat = "close" if vu.close else "pas encore close"
    ligne = f"{dossier} : conforme à son manifeste (session {vu.id}, {etat}, {vu.fichiers} fichiers{purges})\n"
    if not vu.close:
        return ligne
    return f"{ligne}  décisions sha256:{vu.decisions}, à comparer au procès-verbal signé\n"
