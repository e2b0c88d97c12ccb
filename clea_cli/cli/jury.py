"""`clea jury`."""

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from clea_cli.cli import options
from clea_cli.cli.documents import Travailleurs
from clea_cli.cli.francais import ajouter, groupe
from clea_cli.cli.sortie import largeur_ecran, publier, signaler, statut

if TYPE_CHECKING:  # the help must not load what it does not need
    from collections.abc import Callable, Iterator

app = groupe("""Prépare une session du jury, et en tient les décisions.""")


def preparer(
    session: Annotated[str, typer.Argument(metavar="SESSION", help="Le fichier .yaml de la session.")],
    sortie: Annotated[str, typer.Option("--sortie", "-o", metavar="DOSSIER", help="Le dossier à préparer.")],
    forcer: options.Forcer = False,
    reprendre: Annotated[
        bool,
        typer.Option(
            "--reprendre/--tout-refaire", show_default=False, help="Garde ce qui est à jour (par défaut), ou refait tout."
        ),
    ] = True,
    simuler: Annotated[bool, typer.Option("--simuler", help="Dit ce qui serait fait, sans rien écrire.")] = False,
    travailleurs: Travailleurs = 1,
) -> int:
    """Prépare une session : un dossier par candidat, l'ordre du jour, la liste, l'émargement.

    Un dossier faux est dit, et les autres sont prêts. Relancée, la commande ne refait que ce qui a changé.

    Exemple : clea jury preparer session.yaml --sortie session-decembre
    """
    from clea_cli.renderers import session_texte
    from clea_cli.workflow import jury

    demande = jury.Demande(sortie, forcer, reprendre, travailleurs, simuler)
    with _barre() as avancer:
        bilan = jury.preparer(session, demande, avancer)
    if bilan.value is None:
        signaler(bilan.diagnostics)
        return statut(bilan.diagnostics)
    compte = bilan.value.compte
    faits = None if compte is None else session_texte.Ecrits(compte.ecrits, compte.inchanges, compte.retires)
    texte = session_texte.rendre(bilan.value.vue, sortie, bilan.value.a_faire, faits, largeur_ecran())
    publie = publier(texte, None)
    signaler(bilan.diagnostics)
    return publie or statut(bilan.diagnostics, partiel=bool(bilan.value.vue.dossiers))


@contextmanager
def _barre() -> "Iterator[Callable[[int, int], None]]":
    """A bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda fait, tous: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as barre:
        tache = barre.add_task("Dossiers", total=None)
        yield lambda fait, tous: barre.update(tache, completed=fait, total=tous)


ajouter(app, preparer)
