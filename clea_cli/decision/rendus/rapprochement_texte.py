"""`clea grille rapprocher`: two grilles side by side, in the terminal."""

from clea_cli.decision.vues_rapprochement import RapprochementVu
from clea_cli.sorties.texte import Fragments, Page


def rendre(vue: RapprochementVu, largeur: int) -> Fragments:
    """Show how two grilles agree, domaine by domaine, then each critère where they differ."""
    page = Page(largeur)
    page.ligne()
    page.ligne("  ", (vue.candidat, "bold"))
    page.paragraphe(f"{vue.a} : {vue.verdict_a}", "  A  ")
    page.paragraphe(f"{vue.b} : {vue.verdict_b}", "  B  ")
    page.ligne()
    titres = _rangee("Domaine", "mêmes réponses", "observé", "kappa")
    page.ligne((titres, "dim"))
    for accord in (*vue.domaines, vue.ensemble):
        # The whole has no code.
        nom = accord.code or accord.libelle
        rangee = _rangee(nom, accord.memes, accord.pourcent, accord.kappa)
        page.ligne(rangee)
    page.ligne()
    if not vue.ecarts:
        page.ligne("  Les deux grilles disent la même chose.")
    else:
        page.ligne("  ", ("Là où elles diffèrent", "bold"))
    for ecart in vue.ecarts:
        page.paragraphe(f"{ecart.code}  {ecart.libelle}", "    ")
        page.ligne(f"      A : {ecart.a}   B : {ecart.b}")
    page.ligne()
    return page.fragments


def _rangee(nom: str, memes: str, observe: str, kappa: str) -> str:
    """A row of the table, its figures on the right."""
    return f"  {nom:<10}{memes:>18}{observe:>12}{kappa:>12}"
