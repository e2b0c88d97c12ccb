"""Référentiels in the terminal."""

from collections.abc import Iterable

from clea_cli.atelier.vues_referentiel import FicheReferentiel, FichierVerifie
from clea_cli.sorties.texte import Fragments, Page


def liste(lignes: Iterable[tuple[str, str, str, int, str, str]], defaut: str) -> Fragments:
    """List référentiels: (id, version, état, number of critères, libellé, what has ended of it)."""
    page = Page(80)
    page.ligne()
    page.ligne("  ", (f"{'nom':18}{'version':10}{'état':12}{'critères':>8}", "bold"))
    for nom, version, etat, criteres, libelle, fin in lignes:
        marque = " (par défaut)" if nom == defaut else ""
        combien = criteres or "–"
        page.ligne(f"  {nom:18}{version:10}{etat:12}{combien:>8}{marque}")
        page.paragraphe(libelle, "    ", "dim")
        if fin:
            page.paragraphe(f"À vérifier : {fin}.", "    ", "yellow")
    page.ligne()
    return page.fragments


def verifies(fichiers: Iterable[FichierVerifie]) -> Fragments:
    """Say of each correct file what it holds, and apart what is not sure in it by nature."""
    page = Page(80)
    for fichier in fichiers:
        if not fichier.correct:
            continue
        page.ligne(f"{fichier.source} : correct, {fichier.resume}.")
        for rang, reserve in enumerate(fichier.a_confirmer, start=1):
            derniere = rang == len(fichier.a_confirmer)
            fin = "." if derniere else " ;"
            page.paragraphe(f"{reserve}{fin}", "    ", "dim")
    return page.fragments


def fiche(vue: FicheReferentiel, largeur: int) -> Fragments:
    """Show a référentiel: its facts, then each line under its level."""
    page = Page(largeur)
    page.ligne()
    page.paragraphe(vue.titre, "  ", "bold")
    page.ligne()
    precedent = ""
    for nom, fait in vue.faits:
        # The name of several facts is said once.
        dit = "" if nom == precedent else nom
        page.paragraphe(fait, f"  {dit:15}")
        precedent = nom
    for ligne in vue.lignes:
        un_domaine = ligne.niveau == 0
        if un_domaine:
            page.ligne()
        # Codes have seven columns; what is said of a line stands under its label.
        marge = "  " * (ligne.niveau + 1)
        code = f"{marge}{ligne.code:7}"
        sous_le_code = f"{marge}{'':7}"
        page.paragraphe(ligne.libelle, code, "bold" if un_domaine else "")
        page.paragraphe(ligne.remarque, sous_le_code, "dim")
        for ajout in ligne.ajouts:
            page.paragraphe(ajout, sous_le_code)
    page.ligne()
    return page.fragments
