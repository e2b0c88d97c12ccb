"""What changes from a text to another, line by line."""

from difflib import unified_diff

from clea_cli.sorties.texte import Fragments, Page

_MONTREES = 40  # lines a file; beyond, more would help nobody
_STYLES = {"+": "green", "-": "red", "@": "cyan"}


def difference(source: str, avant: str, apres: str) -> Fragments:
    """Show the lines that go (-) and those that come (+), each with the lines around it."""
    page = Page(80)
    lignes = list(
        unified_diff(avant.splitlines(), apres.splitlines(), source, f"{source} (mis en forme)", "", "", 1, "")
    )
    page.ligne(*(lignes[:1] or [f"--- {source}"]))
    for ligne in lignes[1:_MONTREES] or ["  seules changent les fins de ligne, ou la marque au début du fichier."]:
        page.ligne((ligne, _STYLES.get(ligne[0], "")))
    autres = len(lignes) - _MONTREES
    if autres > 0:
        page.ligne(f"  et {autres} {'autres lignes' if autres > 1 else 'autre ligne'}.")
    return page.fragments
