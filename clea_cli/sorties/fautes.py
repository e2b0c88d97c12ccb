"""Diagnostics for a person, and as plain data."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from clea_cli.diagnostics import Diagnostic, Entree, Gravite
from clea_cli.sorties.texte import Fragments, Page, couper, et_autres, inoffensif, sans_style

MONTRES = 20  # a file; beyond, more lines would help nobody
_NOMBREUSES = 5  # the same fault so many times is one line
_CELLULES = 8  # named on it
_CITES = 66  # characters quoted of a line at fault
_AVANT = 40  # how many of them stand before the place
_MOT = re.compile(r'"[^"]*"|[^\s,:{}\[\]]+')


def en_texte(
    diagnostics: Iterable[Diagnostic],
    textes: Mapping[str, str] | None = None,
    *,
    toutes: bool = False,
    limite: int = MONTRES,
) -> str:
    """Write diagnostics as `source:ligne:colonne: gravité CODE : message`, the advice below.

    The line at fault is quoted between the two where `textes` holds the text of the file. A fault that
    comes many times in cells is one line, and `limite` lines at most are shown a file; `toutes` shows each.
    """
    return sans_style(en_fragments(diagnostics, textes, toutes=toutes, limite=limite))


def en_fragments(
    diagnostics: Iterable[Diagnostic],
    textes: Mapping[str, str] | None = None,
    *,
    toutes: bool = False,
    limite: int = MONTRES,
) -> Fragments:
    """The same, with the styles of a screen."""
    fragments: Fragments = []
    for source, groupe in groupby(diagnostics, key=lambda faute: faute.position.source):
        fautes = list(groupe)
        fautes = fautes if toutes else reunies(fautes)
        texte = (textes or {}).get(source, "").splitlines()
        montrees = fautes if toutes else fautes[:limite]
        for faute in montrees:
            fragments += _message(faute)
            suite = [*_citation(faute, texte), f"  aide : {faute.aide}"]
            for ligne in suite:
                fragments += [(inoffensif(ligne), ""), ("\n", "")]
        fragments += _autres(len(fautes) - len(montrees))
    return fragments


def en_page(
    diagnostics: Iterable[Diagnostic], largeur: int, *, toutes: bool = False, limite: int = MONTRES
) -> Fragments:
    """Write the diagnostics of grilles for a screen: each file a heading, its cells below."""
    page = Page(largeur)
    for source, groupe in groupby(diagnostics, key=lambda faute: faute.position.source):
        fautes = list(groupe)
        fautes = fautes if toutes else reunies(fautes)
        page.ligne()
        page.ligne((source, "bold"))
        montrees = fautes if toutes else fautes[:limite]
        for faute in montrees:
            ici = faute.position.cellule or (
                f"ligne {faute.position.ligne}" if faute.position.ligne else ""
            )
            page.paragraphe(
                f"{faute.gravite} {faute.code} : {faute.message}",
                f"  {ici:<9} ",
                _style(faute),
                "bold",
            )
            page.paragraphe(faute.aide, f"  {'':<9} → ")
        page.fragments += _autres(len(fautes) - len(montrees))
    return page.fragments


def reunies(fautes: Sequence[Diagnostic]) -> list[Diagnostic]:
    """The faults of a file, those that come many times in its cells made one, in the place of the first."""
    # 1. Share them by cause; what has no cell is said alone.
    par_cause: dict[tuple[str, ...], list[int]] = {}
    for rang, faute in enumerate(fautes):
        seule = str(rang) if not faute.position.cellule else ""
        message = "" if _ensemble(faute) else faute.message
        par_cause.setdefault((faute.code, faute.aide, message, seule), []).append(rang)
    # 2. Make one of the causes that come many times.
    ecrites: dict[int, Diagnostic] = {}
    for rangs in par_cause.values():
        if len(rangs) >= _NOMBREUSES:
            ecrites[rangs[0]] = _reunie([fautes[rang] for rang in rangs])
        else:
            ecrites.update((rang, fautes[rang]) for rang in rangs)
    return [ecrites[rang] for rang in sorted(ecrites)]


def _ensemble(faute: Diagnostic) -> str:
    from clea_cli.diagnostics.catalogue import CATALOGUE  # late: most commands have no fault

    return CATALOGUE[faute.code].ensemble if faute.code in CATALOGUE else ""


def _reunie(fautes: list[Diagnostic]) -> Diagnostic:
    """One fault for many: how many, and their first cells."""
    cellules = [faute.position.cellule or "" for faute in fautes]
    suite = "…" if len(cellules) > _CELLULES else ""
    modele = _ensemble(fautes[0]) or f"{_litteral(fautes[0].message)}, {{nombre}} fois"
    dit = modele.format(nombre=len(fautes))
    return fautes[0]._replace(message=f"{dit} : {', '.join(cellules[:_CELLULES])}{suite}")


def _message(faute: Diagnostic) -> Fragments:
    """What is wrong and where."""
    ici = faute.position
    parts = (ici.source, ici.ligne, ici.colonne)
    lieu = ":".join(str(part) for part in parts if part is not None)
    cellule = f" (cellule {ici.cellule})" if ici.cellule else ""
    gravite = (inoffensif(f"{faute.gravite} {faute.code}"), _style(faute))
    return [
        (inoffensif(f"{lieu}: "), ""),
        gravite,
        (inoffensif(f" : {faute.message}{cellule}"), ""),
        ("\n", ""),
    ]


def _style(faute: Diagnostic) -> str:
    return "red" if faute.gravite is Gravite.ERREUR else "yellow"


def _autres(nombre: int) -> Fragments:
    return [(f"  {et_autres(nombre)}.\n", "")] if nombre > 0 else []


def _citation(faute: Diagnostic, texte: list[str]) -> Iterator[str]:
    """The line at fault with its neighbourhood cut to 72 columns, and a mark under the place."""
    ligne = faute.position.ligne or 0
    colonne = faute.position.colonne or 1
    if not 1 <= ligne <= len(texte):
        return
    # The passage around the place, and what shows that it was cut.
    citee = texte[ligne - 1].rstrip().replace("\t", " ")
    debut = max(0, min(colonne - 1 - _AVANT, len(citee) - _CITES))
    passage = citee[debut : debut + _CITES]
    avant = "…" if debut else ""
    apres = "…" if len(citee) > debut + _CITES else ""
    # The mark is as long as the word at the place.
    marque = colonne - 1 - debut
    mot = _MOT.match(passage[marque:])
    longueur = len(mot[0]) if mot else 1
    marge = f"  {ligne:>5} | "
    sous_la_marge = " " * (len(marge) - 2)
    yield f"{marge}{avant}{passage}{apres}"
    yield f"{sous_la_marge}| {' ' * (len(avant) + marque)}{'^' * longueur}"


def en_donnees(diagnostics: Iterable[Diagnostic]) -> list[dict[str, Any]]:
    """Give diagnostics as the objects of the JSON contract."""
    return [
        {
            "code": faute.code,
            "gravite": faute.gravite.value,
            "source": faute.position.source,
            "ligne": faute.position.ligne,
            "colonne": faute.position.colonne,
            "cellule": faute.position.cellule,
            "message": faute.message,
            "aide": faute.aide,
        }
        for faute in diagnostics
    ]


def sans_faits(modele: str) -> str:
    """A template of the catalogue as it is read when nothing fills it."""
    return re.sub(r"\{\w+(:\w+)?\}", "…", modele)


def explication(entree: Entree) -> Fragments:
    """Explain a cause: what it says, why it is one, what to do, a wrong and a right example."""
    message = sans_faits(entree.message)
    aide = sans_faits(entree.aide)
    if aide == "…":
        aide = "le conseil dépend du cas ; il accompagne le message."
    suite = f"\n{'':14}"  # what begins the next line of a part
    fragments = [("\n  ", ""), (entree.code, "bold")]
    fragments.append((f"  {entree.slug} ({entree.gravite})\n", ""))
    for titre, texte in (("Message", message), ("Pourquoi", entree.pourquoi), ("Que faire", aide)):
        lignes = couper(f"{texte[0].upper()}{texte[1:]}", 64)
        fragments += _part(titre, suite.join(lignes), "")
    for titre, exemple, style in (("Faux", entree.faux, "red"), ("Juste", entree.juste, "green")):
        if exemple:
            fragments += _part(titre, exemple.replace("\n", suite), style)
    return [*fragments, ("\n", "")]


def _part(titre: str, texte: str, style: str) -> Fragments:
    return [(f"\n  {titre:12}", "bold"), (texte, style), ("\n", "")]


def _litteral(texte: str) -> str:
    """A text that `str.format` gives back as it is."""
    return texte.replace("{", "{{").replace("}", "}}")
