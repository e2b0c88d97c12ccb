"""`clea referentiel comparer` in the terminal."""

from collections.abc import Sequence

from clea_cli.atelier.vues_comparaison import ChangementVu, ComparaisonVue, GrillesComparees
from clea_cli.sorties.mots import compte, premiers
from clea_cli.sorties.texte import Fragments, Page, et_autres

TITRES = {"majeur": "Majeur", "mineur": "Mineur", "redactionnel": "Rédactionnel"}
EXPLIQUE = {
    "majeur": "change des verdicts, ou la lecture des anciennes grilles",
    "mineur": "change ce que des personnes lisent",
    "redactionnel": "ne change rien de ce qui compte",
}
_STYLES = {"majeur": "bold red", "mineur": "bold yellow", "redactionnel": "bold"}
# How many verdicts are shown; the JSON holds all of them.
_MONTRES = 20


def rendre(vue: ComparaisonVue, largeur: int) -> Fragments:
    """Show what changed, the gravest first; what it asks of people; what it does to grilles."""
    page = Page(largeur)
    page.ligne()
    page.ligne("  ", (vue.titre, "bold"))
    fichiers = f"{vue.avant.source} → {vue.apres.source}"
    page.paragraphe(fichiers, "  ", "dim")
    for classe in TITRES:
        if changements := vue.de_classe(classe):
            _changements(page, classe, changements)
    if vue.effets:
        page.ligne()
        page.ligne("  ", ("Points requis", "bold"))
        for effet in vue.effets:
            page.paragraphe(effet.texte, "    ")
    if vue.grilles:
        _grilles(page, vue.grilles)
    page.ligne()
    style = "bold green" if vue.version_suffisante else "bold red"
    page.paragraphe(vue.verdict_version, "  ", style)
    page.ligne()
    return page.fragments


def _changements(page: Page, classe: str, changements: Sequence[ChangementVu]) -> None:
    page.ligne()
    titre = f"{TITRES[classe]} ({len(changements)})"
    explication = f"  {EXPLIQUE[classe]}"
    page.ligne("  ", (titre, _STYLES[classe]), (explication, "dim"))
    for changement in changements:
        # Codes under each other, and what changed beside them.
        ou = f"    {changement.ou:<12} "
        page.paragraphe(changement.texte, ou)


def resume_grilles(grilles: GrillesComparees) -> str:
    """Say in a sentence how many verdicts change."""
    combien = compte(grilles.lues, "grille")
    lues = "lues" if grilles.lues > 1 else "lue"
    parts = [f"{combien} {lues}"]
    if grilles.refusees:
        fichiers = compte(grilles.refusees, "fichier")
        refuses = "refusés" if grilles.refusees > 1 else "refusé"
        parts.append(f"{fichiers} {refuses}")
    lu = ", ".join(parts)
    return f"{lu} : {_ce_qui_change(grilles)}."


def _ce_qui_change(grilles: GrillesComparees) -> str:
    """The verdicts that change, and the files that are read no more."""
    nombre = len(grilles.changent)
    changent = "aucun verdict ne change"
    if nombre:
        verbe = "changent" if nombre > 1 else "change"
        changent = f"{compte(nombre, 'verdict')} {verbe}"
    perdues = len(grilles.perdues)
    if not perdues:
        return changent
    lisent = "lisent" if perdues > 1 else "lit"
    return f"{changent}, {compte(perdues, 'fichier')} ne se {lisent} plus"


def _grilles(page: Page, grilles: GrillesComparees) -> None:
    page.ligne()
    page.ligne("  ", ("Pour les personnes", "bold"))
    page.paragraphe(resume_grilles(grilles), "    ")
    if grilles.a_reevaluer:
        codes = ", ".join(grilles.a_reevaluer)
        page.paragraphe(f"à évaluer de nouveau : {codes}", "    ")
    if grilles.perdues:
        fichiers = premiers(grilles.perdues, _MONTRES)
        page.paragraphe(f"ne se lisent plus : {fichiers}", "    ")
    for change in grilles.changent[:_MONTRES]:
        suite = f" ({change.source}) : {change.mots}"
        page.ligne("    ", (change.candidat, "bold"), suite)
        page.paragraphe(change.motif, "      ", "dim")
    autres = len(grilles.changent) - _MONTRES
    if autres > 0:
        page.ligne(f"    {et_autres(autres)}.")
