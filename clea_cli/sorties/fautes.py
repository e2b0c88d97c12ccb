"""Diagnostics for a person, and as plain data."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from clea_cli.diagnostics import Diagnostic, Entree, Gravite, Position
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

    The line at fault is quoted between the two where `textes` holds the text of the file. A fault
    that comes many times in cells is one line, and `limite` lines at most are shown a file;
    `toutes` shows each.
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
    par_fichier = _par_fichier(diagnostics, toutes=toutes, limite=limite)
    for source, montrees, reste in par_fichier:
        texte = (textes or {}).get(source, "").splitlines()
        for faute in montrees:
            fragments += _message(faute)
            for ligne in (*_citation(faute, texte), f"  aide : {faute.aide}"):
                fragments.append((inoffensif(ligne), ""))
                fragments.append(("\n", ""))
        fragments += _autres(reste)
    return fragments


def en_page(
    diagnostics: Iterable[Diagnostic], largeur: int, *, toutes: bool = False, limite: int = MONTRES
) -> Fragments:
    """Write the diagnostics of grilles for a screen: each file a heading, its cells below."""
    page = Page(largeur)
    par_fichier = _par_fichier(diagnostics, toutes=toutes, limite=limite)
    for source, montrees, reste in par_fichier:
        page.ligne()
        page.ligne((source, "bold"))
        for faute in montrees:
            dite = f"{faute.gravite} {faute.code} : {faute.message}"
            debut = f"  {_ici(faute.position):<9} "
            page.paragraphe(dite, debut, _style(faute), "bold")
            page.paragraphe(faute.aide, f"  {'':<9} → ")
        page.fragments += _autres(reste)
    return page.fragments


def _par_fichier(
    diagnostics: Iterable[Diagnostic], *, toutes: bool, limite: int
) -> Iterator[tuple[str, list[Diagnostic], int]]:
    """Of each file, the faults that are shown, and how many more there are."""
    for source, groupe in groupby(diagnostics, key=lambda faute: faute.position.source):
        fautes = list(groupe)
        if toutes:
            yield source, fautes, 0
            continue
        lignes = reunies(fautes)
        yield source, lignes[:limite], max(0, len(lignes) - limite)


def _ici(position: Position) -> str:
    """The cell of a fault, or its line."""
    if position.cellule:
        return position.cellule
    return f"ligne {position.ligne}" if position.ligne else ""


def reunies(fautes: Sequence[Diagnostic]) -> list[Diagnostic]:
    """The faults of a file; those of many cells are made one, in the place of the first."""
    # 1. Share them by cause; what has no cell is said alone.
    par_cause: dict[tuple[str, ...], list[int]] = {}
    for rang, faute in enumerate(fautes):
        seule = str(rang) if not faute.position.cellule else ""
        message = "" if _ensemble(faute) else faute.message
        cause = (faute.code, faute.aide, message, seule)
        par_cause.setdefault(cause, []).append(rang)
    # 2. Make one of the causes that come many times.
    ecrites: dict[int, Diagnostic] = {}
    for rangs in par_cause.values():
        memes = [fautes[rang] for rang in rangs]
        if len(rangs) >= _NOMBREUSES:
            ecrites[rangs[0]] = _reunie(memes)
        else:
            ecrites.update(zip(rangs, memes, strict=True))
    return [ecrites[rang] for rang in sorted(ecrites)]


def _ensemble(faute: Diagnostic) -> str:
    from clea_cli.diagnostics.catalogue import CATALOGUE  # late: most commands have no fault

    return CATALOGUE[faute.code].ensemble if faute.code in CATALOGUE else ""


def _reunie(fautes: list[Diagnostic]) -> Diagnostic:
    """One fault for many: how many, and their first cells."""
    premiere = fautes[0]
    modele = _ensemble(premiere) or f"{_litteral(premiere.message)}, {{nombre}} fois"
    dit = modele.format(nombre=len(fautes))
    cellules = ", ".join(faute.position.cellule or "" for faute in fautes[:_CELLULES])
    suite = "…" if len(fautes) > _CELLULES else ""
    return premiere._replace(message=f"{dit} : {cellules}{suite}")


def _message(faute: Diagnostic) -> Fragments:
    """What is wrong and where."""
    ici = faute.position
    lieu = ici.source
    for nombre in (ici.ligne, ici.colonne):
        if nombre is not None:
            lieu += f":{nombre}"
    gravite = f"{faute.gravite} {faute.code}"
    message = f" : {faute.message}"
    if ici.cellule:
        message += f" (cellule {ici.cellule})"
    return [
        (inoffensif(f"{lieu}: "), ""),
        (inoffensif(gravite), _style(faute)),
        (inoffensif(message), ""),
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
    blancs = " " * (len(avant) + marque)
    chapeaux = "^" * longueur
    yield f"{marge}{avant}{passage}{apres}"
    yield f"{sous_la_marge}| {blancs}{chapeaux}"


def en_donnees(diagnostics: Iterable[Diagnostic]) -> list[dict[str, Any]]:
    """Give diagnostics as the objects of the JSON contract."""
    return [_objet(faute) for faute in diagnostics]


def _objet(faute: Diagnostic) -> dict[str, Any]:
    return {
        "code": faute.code,
        "gravite": faute.gravite.value,
        "source": faute.position.source,
        "ligne": faute.position.ligne,
        "colonne": faute.position.colonne,
        "cellule": faute.position.cellule,
        "message": faute.message,
        "aide": faute.aide,
    }


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
    parts = (("Message", message), ("Pourquoi", entree.pourquoi), ("Que faire", aide))
    for titre, texte in parts:
        lignes = couper(f"{texte[0].upper()}{texte[1:]}", 64)
        fragments += _part(titre, suite.join(lignes), "")
    exemples = (("Faux", entree.faux, "red"), ("Juste", entree.juste, "green"))
    for titre, exemple, style in exemples:
        if exemple:
            fragments += _part(titre, exemple.replace("\n", suite), style)
    fragments.append(("\n", ""))
    return fragments


def _part(titre: str, texte: str, style: str) -> Fragments:
    return [(f"\n  {titre:12}", "bold"), (texte, style), ("\n", "")]


def _litteral(texte: str) -> str:
    """A text that `str.format` gives back as it is."""
    return texte.replace("{", "{{").replace("}", "}}")
