"""`clea referentiel comparer` in the terminal."""

from clea_cli.atelier.vues_comparaison import ComparaisonVue, GrillesComparees
from clea_cli.sorties.texte import Fragments, Page, et_autres

TITRES = {"majeur": "Majeur", "mineur": "Mineur", "redactionnel": "Rédactionnel"}
EXPLIQUE = {
    "majeur": "change des verdicts, ou la lecture des anciennes grilles",
    "mineur": "change ce que des personnes lisent",
    "redactionnel": "ne change rien de ce qui compte",
}
_STYLES = {"majeur": "bold red", "mineur": "bold yellow", "redactionnel": "bold"}
_MONTRES = 20  # verdicts; the JSON holds all of them


def rendre(vue: ComparaisonVue, largeur: int) -> Fragments:
    """Show what changed, the gravest first; what it asks of people; and what becomes of the grilles that were given."""
    page = Page(largeur)
    page.ligne()
    page.ligne(
        "  ", (f"{vue.avant.id} {vue.avant.version} → {vue.apres.id} {vue.apres.version}", "bold")
    )
    page.paragraphe(f"{vue.avant.source} → {vue.apres.source}", "  ", "dim")
    for classe, titre in TITRES.items():
        changements = [changement for changement in vue.changements if changement.classe == classe]
        if changements:
            page.ligne()
            page.ligne(
                "  ",
                (f"{titre} ({len(changements)})", _STYLES[classe]),
                (f"  {EXPLIQUE[classe]}", "dim"),
            )
            for changement in changements:
                page.paragraphe(changement.texte, f"    {changement.ou:<12} ")
    if vue.effets:
        page.ligne()
        page.ligne("  ", ("Points requis", "bold"))
        for effet in vue.effets:
            page.paragraphe(effet.texte, "    ")
    if vue.grilles:
        _grilles(page, vue.grilles)
    page.ligne()
    page.paragraphe(
        vue.verdict_version, "  ", "bold green" if vue.version_suffisante else "bold red"
    )
    page.ligne()
    return page.fragments


def resume_grilles(grilles: GrillesComparees) -> str:
    """Say in a sentence how many verdicts change."""
    lues = f"{grilles.lues} grille{'s' if grilles.lues > 1 else ''} lue{'s' if grilles.lues > 1 else ''}"
    refusees = (
        f", {grilles.refusees} fichier{'s' if grilles.refusees > 1 else ''} refusé"
        if grilles.refusees
        else ""
    )
    refusees += "s" if grilles.refusees > 1 else ""
    nombre = len(grilles.changent)
    changent = (
        f"{nombre} verdict{'s changent' if nombre > 1 else ' change'}"
        if nombre
        else "aucun verdict ne change"
    )
    perdues = len(grilles.perdues)
    if perdues:
        changent += f", {perdues} fichier{'s' if perdues > 1 else ''} ne se li{'sent' if perdues > 1 else 't'} plus"
    return f"{lues}{refusees} : {changent}."


def _grilles(page: Page, grilles: GrillesComparees) -> None:
    page.ligne()
    page.ligne("  ", ("Pour les personnes", "bold"))
    page.paragraphe(resume_grilles(grilles), "    ")
    if grilles.a_reevaluer:
        page.paragraphe(f"à évaluer de nouveau : {', '.join(grilles.a_reevaluer)}", "    ")
    if grilles.perdues:
        page.paragraphe(f"ne se lisent plus : {', '.join(grilles.perdues[:_MONTRES])}", "    ")
    for change in grilles.changent[:_MONTRES]:
        page.ligne("    ", (change.candidat, "bold"), f" ({change.source}) : {change.mots}")
        page.paragraphe(change.motif, "      ", "dim")
    autres = len(grilles.changent) - _MONTRES
    if autres > 0:
        page.ligne(f"    {et_autres(autres)}.")
