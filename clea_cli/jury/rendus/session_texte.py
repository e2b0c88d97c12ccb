"""`clea jury preparer`: what is ready, what is not, and what to look at first, in the terminal."""

from collections import Counter
from typing import NamedTuple

from clea_cli.documents.rendus.modele import pluriel
from clea_cli.jury.vues_session import SessionVue
from clea_cli.sorties.texte import Fragments, Page, date_courte, et_autres

_MONTRES = 12  # dossiers to look at first that the screen shows; the documents have them all


class Ecrits(NamedTuple):
    """What a run changed in the folder."""

    ecrits: int
    inchanges: int
    retires: tuple[str, ...]


def rendre(vue: SessionVue, dossier: str, a_faire: int, faits: Ecrits | None, largeur: int) -> Fragments:
    """Show a session that was prepared; `faits` is None when nothing was written."""
    page = Page(largeur)
    page.ligne()
    page.ligne("  ", (f"Session {vue.id}", "bold"), f"  {date_courte(vue.date)}, {vue.lieu}")
    page.ligne()
    verdicts = ", ".join(pluriel(nombre, mots) for mots, nombre in Counter(d.mots for d in vue.dossiers).most_common())
    page.paragraphe(f"{pluriel(len(vue.dossiers), 'dossier prêt', 'dossiers prêts')} : {verdicts or 'aucun'}", "  ")
    if vue.refuses:
        refuses = ", ".join(f"{r.reference} ({', '.join(r.codes)})" for r in vue.refuses)
        page.paragraphe(f"{pluriel(len(vue.refuses), 'dossier refusé', 'dossiers refusés')} : {refuses}", "  ")
    page.ligne()
    if vue.a_regarder:
        page.ligne("  ", ("À regarder d'abord", "bold"))
        for vu in vue.a_regarder[:_MONTRES]:
            page.paragraphe(f"{vu.reference} : {' ; '.join(vu.raisons)}", "    ")
        autres = len(vue.a_regarder) - _MONTRES
        if autres > 0:
            page.ligne(f"    {et_autres(autres)}, dans l'ordre du jour.")
        page.ligne()
    if faits is None:
        page.paragraphe(f"Rien n'est écrit (--simuler) : {pluriel(a_faire, 'dossier')} à faire dans {dossier}.", "  ")
    else:
        page.paragraphe(_fait(dossier, a_faire, faits), "  ")
    page.ligne()
    return page.fragments


def _fait(dossier: str, a_faire: int, faits: Ecrits) -> str:
    if not faits.ecrits and not faits.retires:
        return f"{dossier} : inchangé ({pluriel(faits.inchanges, 'fichier')})."
    retires = f", {pluriel(len(faits.retires), 'retiré')}" if faits.retires else ""
    ecrits = f"{pluriel(faits.ecrits, 'fichier écrit', 'fichiers écrits')}, {pluriel(faits.inchanges, 'inchangé')}"
    return f"{dossier} : {pluriel(a_faire, 'dossier fait', 'dossiers faits')}, {ecrits}{retires}."
