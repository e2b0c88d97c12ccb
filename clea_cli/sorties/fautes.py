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
_LARGEUR = 64  # columns of an explanation, beside its titles
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
    fragments = en_fragments(diagnostics, textes, toutes=toutes, limite=limite)
    return sans_style(fragments)


def en_fragments(
    diagnostics: Iterable[Diagnostic],
    textes: Mapping[str, str] | None = None,
    *,
    toutes: bool = False,
    limite: int = MONTRES,
) -> Fragments:
    """The same, with the styles of a screen."""
    fragments: Fragments = []
    connus = textes or {}
    par_fichier = _par_fichier(diagnostics, toutes=toutes, limite=limite)
    for source, montrees, reste in par_fichier:
        texte = connus.get(source, "").splitlines()
        for faute in montrees:
            fragments += _message(faute)
            dessous = (*_citation(faute, texte), f"  aide : {faute.aide}")
            for ligne in dessous:
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
            # The names of cells in a column, the advice below the message.
            ici = _ici(faute.position)
            dite = f"{faute.gravite} {faute.code} : {faute.message}"
            page.paragraphe(dite, f"  {ici:<9} ", _style(faute), "bold")
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
        de_plus = max(0, len(lignes) - limite)
        yield source, lignes[:limite], de_plus


def _ici(position: Position) -> str:
    """The cell of a fault, or its line."""
    if position.cellule:
        return position.cellule
    if position.ligne:
        return f"ligne {position.ligne}"
    return ""


def reunies(fautes: Sequence[Diagnostic]) -> list[Diagnostic]:
    """The faults of a file; those of many cells are made one, in the place of the first."""
    # 1. Share them by cause; what has no cell is said alone.
    par_cause: dict[tuple[str, ...], list[int]] = {}
    for rang, faute in enumerate(fautes):
        # Messages that differ are of one cause only where the catalogue words them together.
        message = "" if _ensemble(faute) else faute.message
        seule = "" if faute.position.cellule else str(rang)
        cause = (faute.code, faute.aide, message, seule)
        par_cause.setdefault(cause, []).append(rang)
    # 2. Make one of the causes that come many times, in the place of its first fault.
    ecrites: dict[int, Diagnostic] = {}
    for rangs in par_cause.values():
        memes = [fautes[rang] for rang in rangs]
        if len(rangs) >= _NOMBREUSES:
            ecrites[rangs[0]] = _reunie(memes)
        else:
            ecrites.update(zip(rangs, memes, strict=True))
    return [ecrites[rang] for rang in sorted(ecrites)]


def _ensemble(faute: Diagnostic) -> str:
    """How the catalogue words many faults of that cause at once; "" if it does not."""
    from clea_cli.diagnostics.catalogue import CATALOGUE  # late: most commands have no fault

    entree = CATALOGUE.get(faute.code)
    return entree.ensemble if entree else ""


def _reunie(fautes: list[Diagnostic]) -> Diagnostic:
    """One fault for many: how many, and their first cells."""
    premiere = fautes[0]
    nombre = len(fautes)
    dit = f"{premiere.message}, {nombre} fois"
    if modele := _ensemble(premiere):
        dit = modele.format(nombre=nombre)
    citees: list[str] = []
    for faute in fautes[:_CELLULES]:
        citees.append(faute.position.cellule or "")
    suite = "…" if nombre > _CELLULES else ""
    cellules = ", ".join(citees)
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
    """How many more there are than what is shown, if there are any."""
    if nombre == 0:
        return []
    return [(f"  {et_autres(nombre)}.\n", "")]


def _citation(faute: Diagnostic, texte: list[str]) -> Iterator[str]:
    """The line at fault with its neighbourhood cut to 72 columns, and a mark under the place."""
    ligne = faute.position.ligne or 0
    colonne = faute.position.colonne or 1
    if not 1 <= ligne <= len(texte):
        return
    # A tab is as wide as the terminal likes: the mark would stand elsewhere.
    citee = texte[ligne - 1].rstrip().replace("\t", " ")
    # The passage around the place: up to the end of the line if it is near, from its beginning too.
    place = colonne - 1
    debut = min(place - _AVANT, len(citee) - _CITES)
    debut = max(debut, 0)
    fin = debut + _CITES
    passage = citee[debut:fin]
    avant = "…" if debut else ""
    apres = "…" if len(citee) > fin else ""
    # The mark is as long as the word at the place.
    marque = place - debut
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
    fragments = [
        ("\n  ", ""),
        (entree.code, "bold"),
        (f"  {entree.slug} ({entree.gravite})\n", ""),
    ]
    parts = (
        ("Message", message),
        ("Pourquoi", entree.pourquoi),
        ("Que faire", aide),
    )
    for titre, texte in parts:
        phrase = texte[0].upper() + texte[1:]
        lignes = couper(phrase, _LARGEUR)
        fragments += _part(titre, suite.join(lignes), "")
    exemples = (
        ("Faux", entree.faux, "red"),
        ("Juste", entree.juste, "green"),
    )
    for titre, exemple, style in exemples:
        if exemple:
            fragments += _part(titre, exemple.replace("\n", suite), style)
    fragments.append(("\n", ""))
    return fragments


def _part(titre: str, texte: str, style: str) -> Fragments:
    return [
        (f"\n  {titre:12}", "bold"),
        (texte, style),
        ("\n", ""),
    ]
