"""`clea grille rapprocher`: two grilles side by side, in the terminal."""

from clea_cli.decision.vues_rapprochement import AccordVu, RapprochementVu
from clea_cli.sorties.texte import Fragments, Page


def rendre(vue: RapprochementVu, largeur: int) -> Fragments:
    """Show how two grilles agree, domaine by domaine, then each critère where they differ."""
    page = Page(largeur)
    page.ligne()
    page.ligne("  ", (vue.candidat, "bold"))
    page.paragraphe(f"{vue.a} : {vue.verdict_a}", "  A  ")
    page.paragraphe(f"{vue.b} : {vue.verdict_b}", "  B  ")
    page.ligne()
    page.ligne((f"  {'Domaine':<10}{'mêmes réponses':>18}{'observé':>12}{'kappa':>12}", "dim"))
    for accord in (*vue.domaines, vue.ensemble):
        _accord(page, accord)
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


def _accord(page: Page, accord: AccordVu) -> None:
    nom = accord.code or accord.libelle
    page.ligne(f"  {nom:<10}{accord.memes:>18}{accord.pourcent:>12}{accord.kappa:>12}")
