"""`clea` alone: what the folder holds, what to type next, and the families of commands."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from clea_cli.cli.sortie import publier
from clea_cli.cli.suite import cite, cites, exporter_la_session
from clea_cli.sorties.mots import compte
from clea_cli.sorties.texte import Page

if TYPE_CHECKING:
    from clea_cli.decision.etats import Etats

_LUES_MAX = 300  # grilles that are looked into: of more, people want the table
_OCTETS_MAX = 20_000_000  # of all of them
_DEBUT = 4_000  # characters of a YAML file, where it says what it is
_SESSION = re.compile(r"""^schema:\s*["']?clea/session/""", re.MULTILINE)
_NOMMEES = 6  # files named on the screen


def accueillir(familles: Mapping[str, Sequence[str]], largeur: int) -> int:
    """Say all this of the current folder; `familles` are the commands by title."""
    from clea_cli.sources.donnes import GRILLES, du_dossier

    page = Page(largeur)
    sources: list[str] = []
    with suppress(OSError):  # of a folder that cannot be read, nothing is said
        sources = du_dossier(Path(), GRILLES)
    sessions = list(_sessions())
    preparees = list(_preparees())
    etats = _regarder(sources)
    page.ligne()
    if etats is None:
        tenu = f"{len(sources)} fichiers de grilles"
        page.paragraphe(f"Dans ce dossier : {tenu}.", "  ")
        suites = [("clea score .", "le tableau de tous les candidats")]
    else:
        tenu = _compte(etats, sessions, preparees)
        page.paragraphe(f"Dans ce dossier : {tenu}.", "  ")
        for nom, fichiers in _rangees(etats):
            page.paragraphe(_nommes(fichiers), f"    {nom:9} ")
        suites = list(_suites(etats))
    for nom in sessions:
        preparer = f"clea jury preparer {cite(nom)} --sortie session"
        suites.append((preparer, "les dossiers du jury"))
    for nom in preparees:
        suites.append(_suite_de_session(nom))
    page.ligne()
    _a_taper(page, suites)
    page.ligne()
    for titre, noms in familles.items():
        cites = ", ".join(noms)
        page.paragraphe(cites, f"  {titre:12} ", style_debut="bold")
    page.paragraphe(
        "« clea --help » les explique, « clea score --help » en détaille une.", "  ", "dim"
    )
    return publier(page.fragments, None)


def _regarder(sources: Sequence[str]) -> "Etats | None":
    """How far the grilles are; None where there are too many to look into."""
    from clea_cli.decision.etats import regarder

    octets = 0
    for source in sources:
        with suppress(OSError):
            octets += Path(source).stat().st_size
    if len(sources) > _LUES_MAX or octets > _OCTETS_MAX:
        return None
    return regarder(sources)


def _sessions() -> Iterator[str]:
    """The files of sessions to prepare."""
    for fichier in sorted(Path().glob("*.y*ml")):
        with suppress(OSError), fichier.open(encoding="utf-8", errors="replace") as flux:
            if _SESSION.search(flux.read(_DEBUT)):
                yield str(fichier)


def _preparees() -> Iterator[str]:
    """The folders of sessions that were prepared."""
    for manifeste in sorted(Path().glob("*/manifest.json")):
        yield str(manifeste.parent)


def _compte(etats: "Etats", sessions: Sequence[str], preparees: Sequence[str]) -> str:
    """What the folder holds: « 3 grilles (2 prêtes, 1 commencée) ; 1 session à préparer »."""
    grilles = "aucune grille"
    if etats.grilles:
        grilles = compte(etats.grilles, "grille")
    par_etat = [f"{len(fichiers)} {nom}" for nom, fichiers in _rangees(etats)]
    if par_etat:
        detail = ", ".join(par_etat)
        grilles += f" ({detail})"
    dits = [grilles]
    if sessions:
        a_preparer = compte(len(sessions), "session")
        dits.append(f"{a_preparer} à préparer")
    if preparees:
        en_cours = compte(len(preparees), "session")
        dits.append(f"{en_cours} en cours")
    if len(etats.autres) == 1:
        dits.append("1 autre tableau, qui n'est pas une grille")
    elif etats.autres:
        dits.append(f"{len(etats.autres)} autres tableaux")
    return " ; ".join(dits)


def _rangees(etats: "Etats") -> Iterator[tuple[str, tuple[str, ...]]]:
    """How far grilles are, in words that agree with their number, and their files."""
    from clea_cli.decision.etats import phrases

    for une, plusieurs, fichiers in phrases(etats):
        mot = une if len(fichiers) == 1 else plusieurs
        yield mot, fichiers


def _nommes(fichiers: Sequence[str]) -> str:
    """The first files by their names, and how many more there are."""
    noms = ", ".join(fichiers[:_NOMMEES])
    reste = len(fichiers) - _NOMMEES
    if reste <= 0:
        return noms
    return f"{noms} et {reste} de plus"


def _suites(etats: "Etats") -> Iterator[tuple[str, str]]:
    """What to type, what matters first before the rest, and what it gives."""
    if etats.fautives:
        yield (
            f"clea grille verifier {cites(etats.fautives)}",
            "ce qu'il faut corriger, cellule par cellule",
        )
    for prealable, finale in etats.paires[:_NOMMEES]:
        yield (
            f"clea documents {cite(prealable)} --finale {cite(finale)}",
            "les documents d'un candidat, de ses deux évaluations",
        )
    if etats.pretes:
        toutes = len(etats.pretes) == etats.grilles
        fichiers = "." if toutes else cites(etats.pretes)
        yield f"clea documents {fichiers}", "les documents de chaque candidat prêt"
    if etats.commencees:
        yield (
            f"clea score {cites(etats.commencees)}",
            "ce qu'il reste à évaluer",
        )
    if etats.vides:
        yield (
            f"clea score {cites(etats.vides)}",
            "le verdict, une fois remplie dans votre tableur",
        )
    if not etats.grilles:
        yield (
            "clea grille nouvelle --candidat C-0001 --sortie C-0001.xlsx",
            "une grille à remplir dans un tableur",
        )


def _suite_de_session(dossier: str) -> tuple[str, str]:
    """What comes next for a session that was prepared: its decisions, its minutes, its export."""
    ici = Path(dossier)
    # The minutes close it; before them comes the sheet of decisions.
    if (ici / "proces-verbal.pdf").is_file():
        return exporter_la_session(dossier), "le fichier du certificateur"
    if any(ici.glob("decisions.*")):
        commande = f"clea jury proces-verbal {cite(dossier)}"
        return commande, "le procès-verbal, une fois les décisions écrites"
    return f"clea jury decisions {cite(dossier)}", "la feuille des décisions du jury"


def _a_taper(page: Page, suites: Sequence[tuple[str, str]]) -> None:
    """The command to type next, then those that come after it."""
    verbe = "Tapez"
    style = "bold"
    for commande, donne in suites:
        page.ligne(f"  {verbe} :")
        page.ligne("    ", (commande, style))
        page.paragraphe(donne, "      ", "dim")
        # Only the first is to be typed now.
        verbe = "puis"
        style = ""
