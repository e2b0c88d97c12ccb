"""A grille in another form or another format: the same answers, and the notes beside them."""

from collections.abc import Iterator, Sequence
from typing import Literal

from clea_cli.decision.decision import Bareme, bareme
from clea_cli.decision.lot import Lecture, comprendre_lot, lire_brute
from clea_cli.diagnostics import Diagnostic, Outcome, Position, diagnostic
from clea_cli.grille import mots as documents
from clea_cli.grille.grille import GrilleBrute
from clea_cli.grille.mise_au_net import mettre_au_net
from clea_cli.grille.mots import Remplie
from clea_cli.grille.preambule import Etape
from clea_cli.grille.vues import DomaineGrille, GrilleVue, LigneGrille
from clea_cli.referentiel.mots import mise_en_garde
from clea_cli.referentiel.referentiel import Referentiel, Resultat
from clea_cli.sorties import tableur_csv
from clea_cli.sources.mots import forme_comparable, reference_comparable

Forme = Literal["longue", "coches", "large"]
Format = Literal["csv", "xlsx", "ods"]

_CELLULE_EXCEL = 32_767  # the characters that a cell of Excel holds
_NOTES = {"commentaire", "commentaires", "observation", "observations"}


def grille_vide(
    referentiel: Referentiel, candidat: str | None, format_: Literal["csv", "xlsx", "html"], *, par_domaine: bool
) -> bytes:
    """Write an empty grille; it shows what the default rule of the référentiel requires."""
    vide, regle = documents.vide(referentiel, candidat), referentiel.regle(None)
    if format_ == "csv" or regle is None:
        return tableur_csv.ecrire(documents.longue(referentiel, vide, a_remplir=True))
    vue = a_remplir(bareme(referentiel, regle), vide)
    if format_ == "html":
        from clea_cli.grille.rendus import html as grille_html

        return grille_html.rendre(vue)
    from clea_cli.grille.rendus import xlsx

    return xlsx.rendre(vue, par_domaine=par_domaine)


def a_remplir(bareme: Bareme, remplie: Remplie) -> GrilleVue:
    """Say what a page to fill in shows of a grille: what each domaine requires too."""
    referentiel = bareme.referentiel
    domaines = []
    rang = 0
    for niveau in bareme.domaines:
        lignes = []
        for critere in niveau.domaine.criteres:
            note = remplie.commentaires.get(critere.code, "")
            resultat = remplie.grille.resultat(rang).libelle
            lignes.append(LigneGrille(critere.code, critere.libelle, critere.points, resultat, note))
            rang += 1
        dit = (niveau.domaine.code, niveau.domaine.libelle, niveau.niveau.total, niveau.niveau.requis, tuple(lignes))
        domaines.append(DomaineGrille(*dit))
    haut = remplie.preambule
    return GrilleVue(
        referentiel=referentiel.id,
        version=referentiel.version,
        libelle=referentiel.libelle,
        avertissement=mise_en_garde(referentiel),
        candidat=remplie.grille.candidat,
        requis=bareme.ensemble.requis,
        domaines=tuple(domaines),
        reponses=(Resultat.ACQUIS.libelle, Resultat.NON_ACQUIS.libelle, Resultat.NON_EVALUE.libelle),
        jour=haut.jour,
        etape=haut.etape.libelle if haut.etape else "",
        etapes=tuple(etape.libelle for etape in Etape),
        libres=haut.libres,
    )


def convertir(source: str, lecture: Lecture, forme: Forme, format_: Format) -> Outcome[bytes]:
    """Write the grilles of a file anew. Errors: those of reading; warnings F122, F126 when notes find no place."""
    brute = lire_brute(source, lecture)
    lot = comprendre_lot([(source, brute)], lecture)
    if lot.bareme is None or not lot.fichiers[0].grilles:
        return Outcome(None, lot.diagnostics)
    [fichier] = lot.fichiers
    grilles = fichier.grilles
    nette = mettre_au_net(brute.value, lot.bareme.referentiel) if brute.value else None
    notes = _notes(nette, grilles[0].candidat)
    remplies = []
    for grille in grilles:
        siennes = notes.get(reference_comparable(grille.candidat), {})
        remplies.append(Remplie(grille, siennes, fichier.preambule))
    longueurs = [len(note) for siennes in notes.values() for note in siennes.values()]
    perdues = _notes_perdues(longueurs, source, forme, format_)
    return Outcome(_ecrire(lot.bareme, remplies, forme, format_), (*lot.diagnostics, *perdues))


def _notes_perdues(longueurs: Sequence[int], source: str, forme: Forme, format_: Format) -> Iterator[Diagnostic]:
    if forme == "large" and longueurs:
        yield diagnostic("F122", Position(source), nombre=len(longueurs))
    elif format_ == "xlsx" and max(longueurs, default=0) > _CELLULE_EXCEL:
        trop = sum(longueur > _CELLULE_EXCEL for longueur in longueurs)
        yield diagnostic("F126", Position(source), nombre=trop)


def _ecrire(le_bareme: Bareme, remplies: Sequence[Remplie], forme: Forme, format_: Format) -> bytes:
    if forme == "longue" and format_ == "xlsx" and len(remplies) == 1:
        from clea_cli.grille.rendus import xlsx as grille_xlsx

        return grille_xlsx.rendre(a_remplir(le_bareme, remplies[0]), par_domaine=False)
    lignes = list(_lignes(le_bareme.referentiel, remplies, forme))
    titre = f"Grille {le_bareme.referentiel.id} {le_bareme.referentiel.version}"
    if format_ == "xlsx":
        from clea_cli.sorties import tableur_xlsx

        return tableur_xlsx.ecrire(lignes, titre)
    if format_ == "ods":
        from clea_cli.sorties import tableur_ods

        return tableur_ods.ecrire(lignes)
    return tableur_csv.ecrire(lignes)


def _lignes(referentiel: Referentiel, remplies: Sequence[Remplie], forme: Forme) -> Iterator[tuple[str, ...]]:
    if forme == "large":
        return documents.large(referentiel, remplies)
    if forme == "coches":
        return documents.coches(referentiel, remplies)
    if len(remplies) == 1:
        return documents.longue(referentiel, remplies[0])
    return documents.longue_a_plusieurs(referentiel, remplies)


def _notes(brute: GrilleBrute | None, sans_nom: str) -> dict[str, dict[str, str]]:
    """The notes of each candidate (comparable), by code of critère."""
    if brute is None:
        return {}
    titres = brute.tableau.parties[0].titres.valeurs
    colonne = next((rang for rang, titre in enumerate(titres) if forme_comparable(titre) in _NOTES), None)
    par_rangee = {(ligne.feuille, ligne.rang): ligne for ligne in brute.tableau.lignes}
    notes: dict[str, dict[str, str]] = {}
    for saisie in brute.saisies if colonne is not None else ():
        note = par_rangee[saisie.critere.feuille, saisie.critere.rang].cellule(colonne or 0).valeur
        if note:
            candidat = saisie.candidat.valeur if saisie.candidat else sans_nom
            notes.setdefault(reference_comparable(candidat), {})[saisie.critere.valeur] = note
    return notes
