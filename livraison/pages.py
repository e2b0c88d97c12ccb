"""`make docs`: what the documentation takes from the program; a test says that docs/ has it."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from clea_cli.diagnostics import Entree
from clea_cli.diagnostics.catalogue import CATALOGUE
from clea_cli.documents.genres import GENRES, PAGES_DU_JURY
from clea_cli.documents.variables import Variable, variables
from clea_cli.jury.variables import SENS_DU_JURY
from clea_cli.jury.variables import variables as du_jury
from clea_cli.sorties.fautes import sans_faits
from clea_cli.sorties.markdown import brut
from livraison.aides import Aide, aides
from livraison.manuel import manuel

DOCS = Path(__file__).parent.parent / "docs"
FAMILLES = {
    "R": "Référentiels",
    "F": "Grilles",
    "J": "Sessions de jury",
    "D": "Documents",
    "S": "Fichiers et système",
}


def commandes(pages: Iterable[Aide]) -> str:
    """Every help page, as it is in a terminal."""
    lignes = [
        "# Les commandes",
        "",
        "Chaque page est l'aide que la commande donne elle-même avec `--help`.",
    ]
    for page in pages:
        lignes += ["", f"## {page.chemin}", ""]
        lignes += ["```text", page.page.rstrip(), "```"]
    return _page(lignes)


def _page(lignes: Iterable[str]) -> str:
    """Lines as a page, the last one ended too."""
    texte = "\n".join(lignes)
    return f"{texte}\n"


def diagnostics(entrees: Iterable[Entree]) -> str:
    """Every cause of the catalogue: what it says, why, what to do, a wrong and a right example."""
    # In the order of the work: a référentiel, a grille, a session, its documents.
    par_famille: dict[str, list[Entree]] = {lettre: [] for lettre in FAMILLES}
    for entree in sorted(entrees, key=attrgetter("code")):
        lettre = entree.code[0]
        par_famille[lettre].append(entree)
    lignes = [
        "# Les fautes, une à une",
        "",
        "Chaque faute a un code qui ne change jamais ;"
        " `clea expliquer` suivi du code donne la même explication.",
    ]
    for lettre, famille in par_famille.items():
        if famille:
            lignes += ["", f"## {FAMILLES[lettre]}"]
        for entree in famille:
            lignes += _entree(entree)
    return _page(lignes)


def _entree(entree: Entree) -> Iterator[str]:
    message = brut(sans_faits(entree.message))
    aide = sans_faits(entree.aide)
    point = "" if message.endswith("…") else "."
    yield from ("", f"### {entree.code} {entree.slug}", "")
    yield f"{entree.gravite.capitalize()} : {message}{point}"
    yield from ("", brut(entree.pourquoi))
    if aide != "…":  # an advice that depends on the case comes with the message
        yield from ("", f"**Que faire** : {brut(aide)}")
    for titre, exemple in (("Faux", entree.faux), ("Juste", entree.juste)):
        if exemple:
            yield from ("", f"{titre} :", "", "```text", exemple, "```")


_SEULS = "Les noms seuls"
_SUR_LES_NOMS = """# Ce que vos modèles peuvent lire

Cette page est faite par le programme, à partir de vrais documents d'un candidat inventé : rien n'y
manque. `clea modele variables` dit la même chose à l'écran, `clea modele variables plan` pour un
seul document. Les pages du jury ont [les leurs](variables-du-jury.md).

- Un nom s'écrit entre accolades : `{{ points.obtenus }}`.
- `[]` marque une liste. On la parcourt, en donnant à chaque élément le nom qu'on veut :
  `domaines[].libelle` s'écrit `{% for domaine in domaines %}{{ domaine.libelle }}{% endfor %}`.
  Une liste de textes s'écrit aussi `{{ organisme.adresse | join(", ") }}`.
- Un nombre se compare : `{% if points.obtenus > 80 %}`. Une date est un texte de la forme
  2026-12-01, pour les filtres : `{{ date | date_longue }}`.
- Ce qui n'est pas connu est un texte vide, et une liste peut n'avoir aucun élément : demandez
  d'abord s'il y a quelque chose,
  `{% if validite %}jusqu'au {{ validite | date_longue }}{% endif %}`.
"""


_SUR_LE_JURY = """# Ce que vos modèles du jury peuvent lire

Cette page est faite par le programme, à partir d'une session inventée : rien n'y manque.
`clea modele variables jury-liste` dit la même chose à l'écran. Les noms s'écrivent comme
[ceux des documents](variables.md) ; le dossier, `jury-dossier.md`, lit aussi ceux-ci, qui en sont :
"""


def noms_des_documents() -> str:
    """Every name that the template of a document may read, by what it is part of."""
    return _page([_SUR_LES_NOMS.rstrip(), *_tables(variables(), len(GENRES))])


def noms_du_jury() -> str:
    """Every name that the template of a page of the jury may read.

    What a dossier says as documents do is not told again.
    """
    connus = {dite.nom for dite in variables()} - SENS_DU_JURY.keys()
    propres: list[Variable] = []
    communs: dict[str, str] = {}
    for dite in du_jury():
        if dite.nom in connus:
            nom = _premier_nom(dite)
            communs[nom] = f"`{nom}`"
        else:
            propres.append(dite)
    nommes = ", ".join(communs.values())
    return _page([f"{_SUR_LE_JURY}{nommes}.", *_tables(propres, len(PAGES_DU_JURY))])


def _tables(toutes: Iterable[Variable], combien: int) -> Iterator[str]:
    """The names by what they are part of; `combien` documents may have them."""
    # The names that hold no other come first.
    familles: dict[str, list[Variable]] = {_SEULS: []}
    for nom, siennes in groupby(toutes, key=_premier_nom):
        famille = list(siennes)
        # A name that holds no other needs no table of its own.
        titre = nom if len(famille) > 1 else _SEULS
        familles.setdefault(titre, []).extend(famille)
    for titre, rangees in familles.items():
        yield from ("", f"## {titre}", "")
        yield from ("| nom | type | exemple | ce que c'est |", "|---|---|---|---|")
        for dite in rangees:
            yield _rangee(dite, combien)


def _premier_nom(dite: Variable) -> str:
    """The name that holds all the rest: « domaines » of « domaines[].code »."""
    premier, *_ = re.split(r"[.\[]", dite.nom)
    return premier


def _rangee(dite: Variable, combien: int) -> str:
    """A name, in a table; where it is not in all documents (`combien`), which have it."""
    morceaux: list[str] = []
    if dite.sens:
        morceaux.append(dite.sens)
    if len(dite.documents) < combien:
        documents = ", ".join(dite.documents)
        morceaux.append(f"dans {documents}")
    exemple = brut(dite.exemple).replace("\n", " ")
    sens = brut(" ; ".join(morceaux))
    return f"| `{dite.nom}` | {dite.type} | {exemple} | {sens} |"


PAGES: dict[str, Callable[[], str]] = {
    "commandes.md": lambda: commandes(aides()),
    "diagnostics.md": lambda: diagnostics(CATALOGUE.values()),
    "variables.md": noms_des_documents,
    "variables-du-jury.md": noms_du_jury,
    "clea.1": lambda: manuel(aides()),
}


def ecrire() -> None:
    """Write them all."""
    for nom, page in PAGES.items():
        (DOCS / nom).write_text(page(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    ecrire()
