"""Markdown read once into blocks: every format is written from them, so that all say the same."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

from clea_cli.documents import vues
from clea_cli.documents.rendus.admis import admettre
from clea_cli.documents.rendus.lignes import PICTOGRAMME, lire_la_ligne
from clea_cli.sorties.barres import Barre
from clea_cli.sorties.texte import coller

_LECTEUR = MarkdownIt("commonmark", {"html": False})
_LECTEUR.enable("table")
_LECTEUR.disable(["html_block", "html_inline", "autolink"])

_ETROITE, _LARGE = 14, 60  # letters of a column
_NOMBREUSES, _SERREE = 6, 5  # beyond so many columns, some may be that narrow
_FIGURE = "figure:"  # « ![What it shows](figure:name) »
_CADRE = re.compile("cadre:([1-9][0-9]?)")  # « ![Signature | Cachet](cadre:30) », in millimetres
SAUT = "saut-de-page"  # « ![](saut-de-page) », alone
# What may be a link, or an image of the organisme.
_ADRESSE = re.compile(r"\](?!\((?:figure|picto|cadre):|\(saut-de-page\))[(\[:]")
# What may begin one more item of a list, after a blank line.
_ELEMENT = re.compile(r"[-+*](\s|$)|\d")
_LETTRES_RETENUES = 400  # of a piece of Markdown that may come again
_MORCEAUX_RETENUS = 2_000  # how many of them are kept


def lire(
    markdown: str,
    figures: Mapping[str, tuple[Barre, ...]],
    provenance: Mapping[str, Any],
    date: str,
    taille: int = 11,
    *,
    facile: bool = False,
    admis: Collection[str] = (),
) -> vues.Document:
    """Read a document; its title is its first heading.

    `admis` are the links and the images that its template names: none comes from a value.
    """
    blocs = parcourir(markdown)
    # Most documents have no link: their blocks are not walked once more.
    if _ADRESSE.search(markdown):
        blocs = tuple(admettre(blocs, admis))
    titre = ""
    for bloc in blocs:
        if isinstance(bloc, vues.Titre):
            titre = texte(bloc.ligne)
            break
    return vues.Document(titre, blocs, figures, provenance, date, taille, facile)


def adresse(cible: str) -> str:
    """Where a link leads, as the Markdown read here says it."""
    return _LECTEUR.normalizeLink(cible)


def parcourir(markdown: str) -> tuple[vues.BlocDeTexte, ...]:
    """The blocks of a text in Markdown."""
    return _par_morceaux(markdown) or _blocs(markdown)


def affiche(blocs: Iterable[vues.BlocDeTexte]) -> str:
    """The words that blocks show, spaces and ends of lines alike."""
    dits: list[str] = []
    for bloc in blocs:
        match bloc:
            case vues.Titre(_, ligne) | vues.Paragraphe(ligne):
                dits.append(texte(ligne))
            case vues.Encadre(dessous):
                dits.append(affiche(dessous))
            case vues.Liste(_, elements):
                dits += map(affiche, elements)
            case vues.Tableau(titres, lignes, _):
                for rangee in (titres, *lignes):
                    dits += map(texte, rangee)
    mots = " ".join(dits).split()
    return " ".join(mots)


def figures(blocs: Iterable[vues.BlocDeTexte]) -> Iterator[str]:
    """The names of the figures that are asked for, wherever they stand."""
    for bloc in blocs:
        match bloc:
            case vues.Figure(nom, _):
                yield nom
            case vues.Encadre(dessous):
                yield from figures(dessous)
            case vues.Liste(_, elements):
                for element in elements:
                    yield from figures(element)


def morceaux(blocs: Iterable[vues.BlocDeTexte]) -> Iterator[vues.Morceau]:
    """The runs of text of blocks."""
    for bloc in blocs:
        match bloc:
            case vues.Titre(_, ligne) | vues.Paragraphe(ligne):
                yield from ligne
            case vues.Encadre(dessous):
                yield from morceaux(dessous)
            case vues.Liste(_, elements):
                for element in elements:
                    yield from morceaux(element)
            case vues.Tableau(titres, lignes, _):
                for rangee in (titres, *lignes):
                    yield from chain(*rangee)
            case vues.Figure(_, legende):
                yield vues.Morceau(legende)


def texte(ligne: vues.LigneDeTexte) -> str:
    """The letters of a line, without its styles."""
    return "".join(morceau.texte for morceau in ligne)


def illustree(liste: vues.Liste) -> bool:
    """Whether each item begins with a pictogram, which then stands for its bullet."""
    for element in liste.elements:
        debut = element[0] if element else None
        if not isinstance(debut, vues.Paragraphe) or not debut.ligne:
            return False
        premier_morceau = debut.ligne[0]
        if not premier_morceau.pictogramme:
            return False
    return True


def poids(tableau: vues.Tableau) -> list[int]:
    """How wide the columns of a table should be, beside each other.

    By the most letters of a cell, within reason.
    """
    colonnes = list(zip(tableau.titres, *tableau.lignes, strict=True))
    etroite = _SERREE if len(colonnes) > _NOMBREUSES else _ETROITE
    larges: list[int] = []
    for colonne in colonnes:
        plus_longue = max(len(texte(cellule)) for cellule in colonne)
        # One long sentence does not starve the others, nor a column of digits break its heading.
        large = max(etroite, min(_LARGE, plus_longue))
        larges.append(large)
    return larges


def _blocs(markdown: str, env: dict[str, Any] | None = None) -> tuple[vues.BlocDeTexte, ...]:
    jetons = _LECTEUR.parse(markdown, env)
    return tuple(_Lecture(jetons).blocs(""))


def _par_morceaux(markdown: str) -> tuple[vues.BlocDeTexte, ...]:
    """The blocks, what stands between blank lines read apart.

    Nothing if a piece has, or may have, to do with those around it.
    """
    # Its lines would be cut elsewhere.
    if "\r" in markdown:
        return ()
    lus: list[vues.BlocDeTexte] = []
    for entre in markdown.split("\n\n"):
        morceau = entre.strip("\n")
        if not morceau:
            continue
        blocs = _liste_simple(morceau) or _morceau(morceau)
        if not blocs:
            return ()
        # What may be one more item of the list above is not a block of its own.
        if lus and isinstance(lus[-1], vues.Liste) and _ELEMENT.match(morceau):
            return ()
        lus += blocs
    return tuple(lus)


def _liste_simple(morceau: str) -> tuple[vues.BlocDeTexte, ...]:
    """A list whose items are a sentence each, read item by item.

    Nothing if the piece is something else.
    """
    if not morceau.startswith("- "):
        return ()
    elements = []
    for ligne in morceau.split("\n"):
        phrase = ligne.removeprefix("- ")
        # An item that does not begin with a letter may be a list, a heading, a rule…
        if phrase == ligne or not phrase[:1].isalpha():
            return ()
        elements.append(_morceau(phrase))
    return (vues.Liste(ordonnee=False, elements=tuple(elements)),)


def _morceau(morceau: str) -> tuple[vues.BlocDeTexte, ...]:
    if len(morceau) <= _LETTRES_RETENUES:
        return _retenu(morceau)
    return _a_part(morceau)


def _a_part(morceau: str) -> tuple[vues.BlocDeTexte, ...]:
    """The blocks of a piece; nothing if they may depend on the rest."""
    # A lone line that begins with a letter can be nothing but a paragraph.
    if morceau[0].isalpha() and "\n" not in morceau:
        (jeton,) = _LECTEUR.parseInline(morceau.strip())
        ligne = tuple(lire_la_ligne(jeton.children or ()))
        return (vues.Paragraphe(ligne),)
    # What is indented, or between fences, depends on what comes before.
    if morceau[0].isspace() or "```" in morceau or "~~~" in morceau:
        return ()
    # A reference that is given here may be used anywhere.
    env: dict[str, Any] = {}
    blocs = _blocs(morceau, env)
    return () if env.get("references") else blocs


# Headings, sentences and labels come again from candidate to candidate.
_retenu = lru_cache(_MORCEAUX_RETENUS)(_a_part)


class _Lecture:
    """Walks the tokens of markdown-it, which open and close blocks."""

    def __init__(self, jetons: Sequence[Token]) -> None:
        self._jetons = jetons
        self._rang = 0

    def blocs(self, fermeture: str) -> list[vues.BlocDeTexte]:
        """The blocks up to the token that closes them."""
        lus: list[vues.BlocDeTexte] = []
        while self._rang < len(self._jetons):
            jeton = self._suivant()
            if jeton.type == fermeture:
                break
            lus += self._bloc(jeton)
        return lus

    def _suivant(self) -> Token:
        jeton = self._jetons[self._rang]
        self._rang += 1
        return jeton

    def _bloc(self, jeton: Token) -> list[vues.BlocDeTexte]:
        match jeton.type:
            case "heading_open":
                niveau = int(jeton.tag.removeprefix("h"))
                return [vues.Titre(niveau, self._ligne())]
            case "paragraph_open":
                return [self._paragraphe()]
            case "bullet_list_open":
                return [self._liste(ordonnee=False)]
            case "ordered_list_open":
                return [self._liste(ordonnee=True)]
            case "blockquote_open":
                dessous = self.blocs("blockquote_close")
                return [vues.Encadre(tuple(dessous))]
            case "table_open":
                return [self._tableau()]
            case "hr":
                return [vues.Filet()]
            case "fence" | "code_block":
                return _lettres(jeton.content)
        return []

    def _ligne(self) -> vues.LigneDeTexte:
        """The inline content that comes next, and its closing token."""
        enfants = self._suivant().children or []
        self._suivant()
        return tuple(lire_la_ligne(enfants))

    def _paragraphe(self) -> vues.BlocDeTexte:
        enfants = self._jetons[self._rang].children or []
        ligne = self._ligne()
        if len(enfants) == 1 and enfants[0].type == "image":
            (enfant,) = enfants
            cible = str(enfant.attrs["src"])
            seule = _image(cible, enfant.content)
            # A page break has nothing in it: as a tuple, it would be taken for none.
            if seule is not None:
                return seule
        return vues.Paragraphe(ligne)

    def _liste(self, *, ordonnee: bool) -> vues.Liste:
        elements: list[tuple[vues.BlocDeTexte, ...]] = []
        while self._suivant().type == "list_item_open":
            element = tuple(self.blocs("list_item_close"))
            elements.append(element)
        return vues.Liste(ordonnee, tuple(elements))

    def _tableau(self) -> vues.Tableau:
        rangees: list[tuple[vues.LigneDeTexte, ...]] = []
        a_droite: list[bool] = []
        cellules: list[vues.LigneDeTexte] = []
        while (jeton := self._suivant()).type != "table_close":
            if jeton.type in ("th_open", "td_open"):
                # A side is that of a column: its heading says it.
                if not rangees:
                    cote = jeton.attrs.get("style")
                    a_droite.append(cote == "text-align:right")
                cellules.append(self._ligne())
            elif jeton.type == "tr_close":
                rangees.append(tuple(cellules))
                cellules = []
        titres, *lignes = rangees
        return vues.Tableau(titres, tuple(lignes), tuple(a_droite))


def _lettres(contenu: str) -> list[vues.BlocDeTexte]:
    """What stands between fences: letters as they are, a paragraph a line."""
    lignes: list[vues.BlocDeTexte] = []
    for ligne in contenu.splitlines():
        if ligne:
            morceau = vues.Morceau(coller(ligne))
            lignes.append(vues.Paragraphe((morceau,)))
    return lignes


def _image(cible: str, legende: str) -> vues.BlocDeTexte | None:
    """What an image that stands alone asks for; None: a pictogram, which stands in a line."""
    if cible.startswith(_FIGURE):
        return vues.Figure(cible.removeprefix(_FIGURE), legende)
    if cadre := _CADRE.fullmatch(cible):
        hauteur = int(cadre[1])
        legendes = [coller(dite.strip()) for dite in legende.split("|")]
        return vues.Cadre(tuple(legendes), hauteur)
    if cible == SAUT:
        return vues.SautDePage()
    if cible.startswith(PICTOGRAMME):
        return None
    # The reader has written the name of the file as an address: « caf%C3%A9.png ».
    return vues.Illustration(unquote(cible), legende)
