"""What changes from a text to another, line by line."""

from difflib import unified_diff

from clea_cli.sorties.texte import Fragments, Page

_MONTREES = 40  # lines a file; beyond, more would help nobody
_STYLES = {"+": "green", "-": "red", "@": "cyan"}


def difference(source: str, avant: str, apres: str) -> Fragments:
    """Show the lines that go (-) and those that come (+), each with the lines around it."""
    page = Page(80)
    changees = unified_diff(
        avant.splitlines(),
        apres.splitlines(),
        fromfile=source,
        tofile=f"{source} (mis en forme)",
        n=1,
        lineterm="",
    )
    lignes = list(changees)
    if not lignes:
        page.ligne(f"--- {source}")
        page.ligne("  seules changent les fins de ligne, ou la marque au début du fichier.")
        return page.fragments
    # The first line names the file: it is no line that goes.
    page.ligne(lignes[0])
    for ligne in lignes[1:_MONTREES]:
        signe = ligne[0]
        page.ligne((ligne, _STYLES.get(signe, "")))
    autres = len(lignes) - _MONTREES
    if autres > 0:
        nom = "autres lignes" if autres > 1 else "autre ligne"
        page.ligne(f"  et {autres} {nom}.")
    return page.fragments
