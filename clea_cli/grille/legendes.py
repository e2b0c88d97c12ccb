"""Legends that give a sign another meaning than ours: « x = non acquis ». Error: F345."""

from collections.abc import Iterator

from clea_cli.diagnostics import Diagnostic, court, diagnostic
from clea_cli.grille.grille import GrilleBrute
from clea_cli.grille.lire_haut import remplies
from clea_cli.grille.reconnaitre import legende_ordinaire
from clea_cli.sources.cellules import Ligne
from clea_cli.sources.mots import forme_comparable


def fautes(brute: GrilleBrute) -> Iterator[Diagnostic]:
    """Look at the lines above and below the answers, for the signs that answer in this file."""
    autour: list[Ligne] = []
    for lue in brute.lues:
        autour += lue.au_dessus
        autour += lue.hors
    if not autour:
        return
    reponses = [saisie.resultat for saisie in brute.saisies if saisie.resultat]
    signes = {forme_comparable(reponse.valeur) for reponse in reponses}
    if "x" in signes:
        signes.add("croix")
    for ligne in autour:
        for cellule in remplies(ligne):
            if not legende_ordinaire(cellule.valeur, signes):
                ici = cellule.position(brute.source)
                yield diagnostic("F345", ici, legende=court(cellule.valeur))
