"""Legends around a table that give a sign another meaning than ours: « x = non acquis ». Error: F345."""

from collections.abc import Iterator

from clea_cli.diagnostics import Diagnostic, court, diagnostic
from clea_cli.grille.grille import GrilleBrute
from clea_cli.grille.reconnaitre import legende_ordinaire
from clea_cli.sources.mots import forme_comparable


def fautes(brute: GrilleBrute) -> Iterator[Diagnostic]:
    """Look at the lines above and below the answers, for the signs that answer in this file."""
    autour = [ligne for lue in brute.lues for ligne in (*lue.au_dessus, *lue.hors)]
    if not autour:
        return
    signes = {
        forme_comparable(saisie.resultat.valeur) for saisie in brute.saisies if saisie.resultat
    }
    for ligne in autour:
        for rang, texte in enumerate(ligne.valeurs):
            if texte and not legende_ordinaire(texte, signes):
                yield diagnostic(
                    "F345", ligne.cellule(rang).position(brute.source), legende=court(texte)
                )
