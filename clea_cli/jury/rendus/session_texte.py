"""`clea jury preparer`: what is ready, what is not, and what to look at first, in the terminal."""

from collections import Counter

from clea_cli.documents.rendus.langue import pluriel
from clea_cli.jury.vues_session import Changements, SessionVue
from clea_cli.sorties.mots import date_courte
from clea_cli.sorties.texte import Fragments, Page, et_autres

_MONTRES = 12  # dossiers to look at first that the screen shows; the documents have them all


def rendre(
    vue: SessionVue,
    dossier: str,
    a_faire: int,
    changements: Changements | None,
    largeur: int,
) -> Fragments:
    """Show a session that was prepared; `changements` is None when nothing was written."""
    page = Page(largeur)
    page.ligne()
    page.ligne("  ", (f"Session {vue.id}", "bold"), f"  {date_courte(vue.date)}, {vue.lieu}")
    page.ligne()
    if vue.avertissement:
        page.paragraphe(f"Attention : {vue.avertissement}.", "  ")
        page.ligne()
    _prets_et_refuses(page, vue)
    page.ligne()
    if vue.a_regarder:
        _a_regarder(page, vue)
        page.ligne()
    if changements is None:
        nombre = pluriel(a_faire, "dossier")
        fait = f"Rien n'est écrit (--simuler) : {nombre} à faire dans {dossier}."
    else:
        fait = _fait(dossier, a_faire, changements)
    page.paragraphe(fait, "  ")
    page.ligne()
    return page.fragments


def _prets_et_refuses(page: Page, vue: SessionVue) -> None:
    comptes = Counter(dossier.mots for dossier in vue.dossiers)
    verdicts = [pluriel(nombre, mots) for mots, nombre in comptes.most_common()]
    prets = pluriel(len(vue.dossiers), "dossier prêt", "dossiers prêts")
    page.paragraphe(f"{prets} : {', '.join(verdicts) or 'aucun'}", "  ")
    if not vue.refuses:
        return
    dits: list[str] = []
    for refus in vue.refuses:
        codes = ", ".join(refus.codes)
        dits.append(f"{refus.reference} ({codes})")
    refuses = pluriel(len(vue.refuses), "dossier refusé", "dossiers refusés")
    page.paragraphe(f"{refuses} : {', '.join(dits)}", "  ")


def _a_regarder(page: Page, vue: SessionVue) -> None:
    page.ligne("  ", ("À regarder d'abord", "bold"))
    for vu in vue.a_regarder[:_MONTRES]:
        raisons = " ; ".join(vu.raisons)
        page.paragraphe(f"{vu.reference} : {raisons}", "    ")
    autres = len(vue.a_regarder) - _MONTRES
    if autres > 0:
        page.ligne(f"    {et_autres(autres)}, dans l'ordre du jour.")


def _fait(dossier: str, a_faire: int, changements: Changements) -> str:
    inchanges = changements.inchanges
    if not changements.ecrits and not changements.retires:
        return f"{dossier} : inchangé ({pluriel(inchanges, 'fichier')})."
    morceaux = [
        pluriel(a_faire, "dossier fait", "dossiers faits"),
        pluriel(changements.ecrits, "fichier écrit", "fichiers écrits"),
        pluriel(inchanges, "inchangé"),
    ]
    if changements.retires:
        morceaux.append(pluriel(len(changements.retires), "retiré"))
    return f"{dossier} : {', '.join(morceaux)}."
