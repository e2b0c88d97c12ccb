"""`clea grille reunir`: what each file brings and what is to be settled, in the terminal."""

from clea_cli.decision.vues_reunion import ReunieVue, ReunionVue
from clea_cli.sorties.texte import Fragments, Page


def rendre(vue: ReunionVue, largeur: int) -> Fragments:
    """Show each candidate, then what stands above the headings and is to be settled."""
    page = Page(largeur)
    for reunie in vue.reunies:
        _reunie(page, reunie)
    for cle in vue.en_haut:
        page.paragraphe(f"au-dessus des titres, « {cle} »", "  À trancher : ", "", "bold")
    if vue.en_haut:
        page.ligne()
    return page.fragments


def _reunie(page: Page, reunie: ReunieVue) -> None:
    page.ligne()
    page.ligne("  ", (reunie.candidat or "Candidat à nommer", "bold"))
    for apport in reunie.apports:
        apporte = f"{apport.domaines}, {apport.evalues}"
        page.paragraphe(f"{apport.source} : {apporte}", "    ")
    page.ligne()
    if reunie.desaccords:
        page.ligne("  ", ("À trancher", "bold"))
    else:
        page.ligne("  Aucun désaccord.")
    for desaccord in reunie.desaccords:
        page.paragraphe(f"{desaccord.code}  {desaccord.libelle}", "    ")
        for reponse, sources in desaccord.reponses:
            disent = ", ".join(sources)
            page.paragraphe(f"{reponse} : {disent}", "      ")
    if reunie.sans_reponse:
        page.paragraphe(reunie.sans_reponse, "  Sans réponse : ", "", "bold")
    page.ligne()
