"""`clea grille corriger`: what was mended, in the terminal."""

from clea_cli.grille.vues_corrections import CorrigeeVue
from clea_cli.sorties.texte import Fragments, Page


def rendre(vue: CorrigeeVue, largeur: int) -> Fragments:
    """Show each change before and after, with its cells; then what is not in the copy as it was."""
    page = Page(largeur)
    page.ligne()
    page.ligne("  ", (vue.source, "bold"), f" : {vue.compte}")
    for groupe in vue.groupes:
        page.ligne()
        page.ligne("  ", (groupe.titre, "bold"))
        for avant, apres, cellules in groupe.corrections:
            dit = ", ".join(cellules)
            # What may be somebody's reference is not quoted: its cells are named alone.
            if avant:
                dit = f"« {avant} » → « {apres} » : {dit}"
            page.paragraphe(dit, "    ")
    for note in vue.notes:
        page.ligne()
        page.paragraphe(note, "  ", "dim")
    page.ligne()
    return page.fragments
