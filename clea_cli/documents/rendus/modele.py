"""The words of a document: a Jinja template in Markdown, filled with plain data.

Whatever a template shows of the data is escaped by the environment, not by the template's author:
a value can hold no Markdown, no HTML and no template.
"""

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, meta
from markupsafe import Markup

from clea_cli.documents.rendus.fautes_modele import ModeleError, expliquer
from clea_cli.documents.rendus.langue import FILTRES, LIVRES, REGLAGES, ecrire
from clea_cli.sorties.markdown import brut

if TYPE_CHECKING:
    from clea_cli.documents.rendus.noms_modele import ConstatDeNom

__all__ = ["ModeleError", "examiner", "litteral", "noms_lus", "remplir"]

_VALEURS_RETENUES = 2_000  # labels come again from candidate to candidate


def remplir(nom: str, donnees: Mapping[str, Any], modeles: Mapping[str, str] | None = None) -> str:
    """Fill the template of that name. Raises ModeleError.

    `modeles` are an organisme's own, by file name: they replace ours, and run in Jinja's sandbox.
    """
    environnement: Environment = _ENVIRONNEMENT
    if modeles:
        # Late: most documents have our words.
        from clea_cli.documents.rendus import confine

        environnement = confine.Confine(modeles)
    try:
        texte = environnement.get_template(nom).render(donnees)
    except Exception as erreur:
        raise expliquer(nom, erreur, environnement, modeles or {}, donnees) from erreur
    return confine.finir(texte) if modeles else texte


def examiner(
    nom: str, specimen: Mapping[str, Any], modeles: Mapping[str, str] | None = None
) -> "list[ConstatDeNom]":
    """Hold the names of a template against all that documents have. Raises ModeleError."""
    from clea_cli.documents.rendus import confine, noms_modele  # late: no document needs it

    environnement = confine.Confine(modeles) if modeles else _ENVIRONNEMENT
    try:
        return noms_modele.examiner(nom, environnement, specimen)
    except Exception as erreur:
        raise expliquer(nom, erreur, environnement, modeles or {}, specimen) from erreur


@cache
def noms_lus(nom: str) -> frozenset[str]:
    """The names that a template of ours reads in its data, and those that it includes too."""
    ecrit = (LIVRES / nom).read_text(encoding="utf-8")
    arbre = _ENVIRONNEMENT.parse(ecrit)
    lus = set(meta.find_undeclared_variables(arbre))
    for inclus in meta.find_referenced_templates(arbre):
        # None: a name that is worked out where the template runs, which none of ours does.
        if inclus:
            lus |= noms_lus(inclus)
    return frozenset(lus)


def _montrer(valeur: Any) -> Any:
    """What is shown of a value: its letters, never its Markdown."""
    return valeur if isinstance(valeur, Markup) else litteral(ecrire(valeur))


@lru_cache(_VALEURS_RETENUES)
def litteral(texte: str) -> Markup:
    """The letters of a text, which Markdown shows and does not obey.

    Spaces on either side are kept, as one.
    """
    avant = " " if texte[:1].isspace() else ""
    apres = " " if texte[-1:].isspace() else ""
    # Nothing but spaces: one, not one on either side.
    if not texte.strip():
        return Markup(avant)  # noqa: S704 — a space, or nothing
    return Markup(f"{avant}{brut(texte)}{apres}")  # noqa: S704 — brut escapes it


_LIVRES = FileSystemLoader(LIVRES)
_ENVIRONNEMENT = Environment(loader=_LIVRES, finalize=_montrer, **REGLAGES)  # noqa: S701 — autoescape is set
_ENVIRONNEMENT.filters.update(FILTRES)
