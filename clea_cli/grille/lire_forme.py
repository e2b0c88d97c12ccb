"""A table of cells, from whatever file, read as a grille: what is said above, then the answers.

What can happen to a table is looked for (cells slipped sideways, rows joined, headings sorted into
the middle): a row that may have been understood wrongly is a fault, for a verdict would come from
it.
"""

from collections.abc import Collection, Container, Sequence

from clea_cli.diagnostics import Diagnostic, Outcome, diagnostic, refuse
from clea_cli.grille import colonnes_muettes
from clea_cli.grille.grille import GrilleBrute, Partie, Saisie, TablesDuFichier
from clea_cli.grille.lire_haut import Haut
from clea_cli.grille.lire_lignes import LecteurDeGrille
from clea_cli.grille.noms_a_cote import est_nomme, sans_noms
from clea_cli.grille.titres import fautes as fautes_des_titres
from clea_cli.sources.cellules import Ligne
from clea_cli.sources.mots import forme_comparable


def interpreter(tableau: TablesDuFichier, ignorer: Collection[str] = ()) -> Outcome[GrilleBrute]:
    """Read the tables of a file as one grille; headings of `ignorer` name columns to leave aside.

    Errors: F105, F107, F109, F110, F112-F115, F121, F143, F206, F207, F209-F212, F303, F304,
    F340-F342; warning F108.
    A fault of the headings gives no value; one of a row does, so that the other rows can still be
    checked.
    """
    voulus = {forme_comparable(titre) for titre in ignorer}
    ignorees = [_ignorees(partie.titres, voulus) for partie in tableau.parties]
    avis: list[Diagnostic] = []
    for partie, places in zip(tableau.parties, ignorees, strict=True):
        avis += _avis_des_titres(partie, tableau.source, places)
    if refuse(avis):
        return Outcome(None, tuple(avis))

    # What stands above the headings of one sheet is said of all.
    fautes: list[Diagnostic] = []
    haut = Haut(tableau.source, fautes)
    muettes = [haut.lire(partie) for partie in tableau.parties]
    if est_nomme(haut.dit):
        parties = tuple(map(sans_noms, tableau.parties))
        tableau = tableau._replace(parties=parties)

    # Then the answers, each sheet by its own columns.
    lecteurs: list[LecteurDeGrille] = []
    for partie, places in zip(tableau.parties, ignorees, strict=True):
        lecteur = LecteurDeGrille(tableau, partie, places, haut.dit, fautes)
        lecteurs.append(lecteur)
    saisies = _saisies(lecteurs)
    # Headings and nothing below: a grille that nobody filled.
    if not saisies and not fautes:
        coin = tableau.parties[0].titres.cellule(0)
        ici = coin.position(tableau.source)
        fautes.append(diagnostic("F211", ici))

    lues = []
    entiere = True
    for lecteur, lignes in zip(lecteurs, muettes, strict=True):
        lues.append(lecteur.lue(lignes))
        entiere = entiere and not lecteur.perdues
    brute = GrilleBrute(
        tableau=tableau,
        preambule=haut.dit,
        saisies=saisies,
        entiere=entiere,
        lues=tuple(lues),
    )
    return Outcome(brute if saisies else None, (*avis, *fautes))


def _ignorees(titres: Ligne, voulus: Container[str]) -> frozenset[int]:
    """The columns that are to be left aside."""
    if not voulus:
        return frozenset()
    places = []
    for place, titre in enumerate(titres.valeurs):
        if forme_comparable(titre) in voulus:
            places.append(place)
    return frozenset(places)


def _avis_des_titres(partie: Partie, source: str, ignorees: frozenset[int]) -> list[Diagnostic]:
    """What is wrong with the headings of a table; where one is lacking, a column may say which."""
    dites = list(fautes_des_titres(partie.titres, source, ignorees, partie.noms))
    if any(faute.code == "F107" for faute in dites):
        a_nommer = list(colonnes_muettes.fautes(partie, source))
        return a_nommer or dites
    return dites


def _saisies(lecteurs: Sequence[LecteurDeGrille]) -> tuple[Saisie, ...]:
    """The answers of all tables, whose codes then say which rows above the headings are astray."""
    saisies: list[Saisie] = []
    for lecteur in lecteurs:
        saisies += lecteur.saisies()
    codes = {saisie.critere.valeur for saisie in saisies}
    for lecteur in lecteurs:
        lecteur.verifier_le_haut(codes)
    return tuple(saisies)
