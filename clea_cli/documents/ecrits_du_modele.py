"""What the text of a template says outside its tags: its images, its links, and what it would lose.

A skeleton of it is looked at: a value is one sign, a tag takes its end of line with it, as Jinja
does; so nothing is run, and each line keeps its number.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from clea_cli.documents.rendus.blocs import SAUT, SCHEMAS, adresse
from clea_cli.documents.rendus.langue import nom_proche
from clea_cli.sorties.pictogrammes import TRACES

FIGURES = ("domaines",)

_OUVERTURE = re.compile(r"\{[{%#]")
_FERMETURES = {"{{": "}}", "{%": "%}", "{#": "#}"}
# Stand in a skeleton for what is not the template's own text.
_VALEUR, _MANGEE, _BALISEE = "\ufffc", "\v", "\x01"
# No bracket inside: a page of brackets is read in the time of its length.
_DEDANS = r"[^()\[\]\n]*"
_ENTRE_PARENTHESES = rf"\(({_DEDANS}(?:\({_DEDANS}\){_DEDANS})?)\)"
_IMAGE = re.compile(rf"!\[([^\[\]\n]*)\]{_ENTRE_PARENTHESES}")
_LIEN = re.compile(rf"(?<![!\\])\[([^\[\]\n]*)\]{_ENTRE_PARENTHESES}")
_REFERENCE = re.compile(r"^ {0,3}\[[^\]\n]+\]:")
_COMMENTAIRE = re.compile(r"(?<!\\)<!--")
_HTML = re.compile(r"(?<!\\)</?[A-Za-z][^<>\n]*>")
_FILET_DE_TABLEAU = re.compile(r"\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?")
_TROU_SIMPLE = re.compile(r"(?<!\{)\{ ?\{? ?[a-z_][a-z_.]* ?\}? ?\}(?!\})")
_CLOTURE = re.compile(r"\s*(```|~~~)")
_CADRE = re.compile("cadre:[1-9][0-9]?")
_CONVENUE = re.compile("(figure|picto|cadre):(.*)")


class ImageNommee(NamedTuple):
    """An image of the folder, as a template names it, and where."""

    nom: str
    ligne: int


class Perte(NamedTuple):
    """What would not be what was meant: in which words, why.

    `faute`: no document can be made of it.
    """

    ligne: int
    quoi: str
    motif: str
    faute: bool = False


class EcritsDuModele(NamedTuple):
    """What a template names, and what it would lose."""

    images: tuple[ImageNommee, ...]
    liens: frozenset[str]
    pertes: tuple[Perte, ...]


class _Ligne(NamedTuple):
    """A line of a skeleton.

    `balisee`: a tag stood in it, so that nobody knows how many cells it has.
    """

    numero: int
    texte: str
    balisee: bool


@lru_cache(64)
def lire(texte: str) -> EcritsDuModele:
    """Look at a template."""
    images: list[ImageNommee] = []
    liens: set[str] = set()
    pertes: list[Perte] = []
    lignes = list(_squelette(texte))
    for ligne in lignes:
        pertes += _html(ligne)
        if trou := _TROU_SIMPLE.search(ligne.texte):
            motif = "il s'écrirait tel quel ; un trou a deux accolades collées : {{ candidat }}"
            pertes.append(Perte(ligne.numero, _dit(trou[0]), motif))
        for trouvee in _IMAGE.finditer(ligne.texte):
            cible = trouvee[2].strip()
            perte = _image(ligne, trouvee[0], cible)
            if perte:
                pertes.append(perte)
            elif not _CONVENUE.match(cible) and cible != SAUT:
                images.append(ImageNommee(cible, ligne.numero))
        for trouve in _LIEN.finditer(ligne.texte):
            cible = trouve[2].strip()
            motif = _faute_du_lien(cible)
            if motif:
                pertes.append(Perte(ligne.numero, _dit(trouve[0]), motif))
            else:
                liens.add(adresse(cible))
        if _REFERENCE.match(ligne.texte):
            motif = "un lien s'écrit d'un seul tenant : [notre site](https://exemple.fr)"
            pertes.append(Perte(ligne.numero, _dit(ligne.texte.strip()), motif))
    pertes += _tableaux(lignes)
    return EcritsDuModele(tuple(images), frozenset(liens), tuple(sorted(pertes)))


def _squelette(texte: str) -> Iterator[_Ligne]:
    """The lines of a template without its tags.

    What stands between fences is letters, and left out.
    """
    numero, ferme = 1, True
    for ligne in _sans_balises(texte).split("\n"):
        debut = numero + len(ligne) - len(ligne.lstrip(_MANGEE))
        numero += 1 + ligne.count(_MANGEE)
        nue = ligne.replace(_MANGEE, "").replace(_BALISEE, "")
        if _CLOTURE.match(nue):
            ferme = not ferme
        elif ferme:
            yield _Ligne(debut, nue, _BALISEE in ligne)


def _sans_balises(texte: str) -> str:
    """A template where each tag is replaced by its mark; what is never closed is left as it is."""
    morceaux: list[str] = []
    place = 0
    while ouverture := _OUVERTURE.search(texte, place):
        fermeture = _FERMETURES[ouverture[0]]
        fin = texte.find(fermeture, ouverture.end())
        if fin < 0:
            break
        avant = texte[place : ouverture.start()]
        fin += len(fermeture)
        if ouverture[0] == "{{":
            marque = _VALEUR
        else:
            # As Jinja does: spaces before it at the beginning of its line, and the end of it.
            nu = avant.rstrip(" \t")
            avant = nu if not nu or nu.endswith("\n") else avant
            seule = texte.startswith("\n", fin)
            fin += seule
            marque = "" if seule else _BALISEE
        mangees = texte.count("\n", ouverture.start(), fin)
        morceaux += [avant, marque, _MANGEE * mangees]
        place = fin
    return "".join([*morceaux, texte[place:]])


def _dit(ecrit: str) -> str:
    """A piece of a template as it is shown: a value is « {{ … }} » again."""
    return f"« {ecrit.replace(_VALEUR, '{{ … }}')} »"


def _html(ligne: _Ligne) -> Iterator[Perte]:
    if _COMMENTAIRE.search(ligne.texte):
        motif = "il s'écrirait tel quel ; un commentaire s'écrit {# … #}"
        yield Perte(ligne.numero, "« <!-- »", motif)
        return
    if trouve := _HTML.search(ligne.texte):
        motif = "le HTML s'écrirait tel quel ; écrivez en Markdown : **gras**, *italique*"
        yield Perte(ligne.numero, _dit(trouve[0]), motif)


def _image(ligne: _Ligne, ecrite: str, cible: str) -> Perte | None:
    """What is wrong with an image; nothing, if it can be shown or is the folder's."""
    convenue = _CONVENUE.match(cible)
    if convenue:
        motif = _faute_du_nom(convenue[1], convenue[2], cible)
        return Perte(ligne.numero, _dit(ecrite), motif, faute=True) if motif else None
    if _VALEUR in cible:
        motif = (
            "le nom d'une image s'écrit en entier dans le modèle : une donnée n'en devient pas une"
        )
    elif ":" in cible or cible.startswith("//"):
        motif = "une image d'ailleurs n'est pas montrée : mettez-la dans le dossier des modèles"
    elif ligne.texte.strip() != ecrite:
        motif = "une image se met seule sur sa ligne, entre deux lignes vides"
    else:
        return None
    return Perte(ligne.numero, _dit(ecrite), motif)


def _faute_du_nom(genre: str, nom: str, cible: str) -> str:
    """Why nothing of that name can be drawn; nothing if it can, or if a value says it."""
    if _VALEUR in nom:
        return ""
    if genre == "cadre":
        conseil = "une place à remplir s'écrit cadre:30, de 1 à 99 millimètres"
        return "" if _CADRE.fullmatch(cible) else conseil
    connus, quoi = (FIGURES, "figure") if genre == "figure" else ([*TRACES], "pictogramme")
    return "" if nom in connus else f"il n'y a pas de {quoi} « {nom} »{nom_proche(nom, connus)}"


def _faute_du_lien(cible: str) -> str:
    if _VALEUR in cible:
        return "un lien s'écrit en entier dans le modèle : une donnée n'en devient jamais un"
    if not cible.lower().startswith(SCHEMAS):
        return f"un lien commence par {', '.join(SCHEMAS[:-1])} ou {SCHEMAS[-1]}"
    return "un lien n'a pas d'espace" if re.search(r"\s", cible) else ""


def _tableaux(lignes: list[_Ligne]) -> Iterator[Perte]:
    """Tables without the rule that makes them one, right below their headings."""
    rangees: list[_Ligne] = []
    for ligne in (*lignes, _Ligne(0, "", balisee=False)):
        if ligne.texte.lstrip().startswith("|"):
            rangees.append(ligne)
            continue
        motif = _faute_du_tableau(rangees)
        if motif:
            yield Perte(rangees[0].numero, "ce tableau", motif)
        rangees = []


def _faute_du_tableau(rangees: list[_Ligne]) -> str:
    filets = [ligne for ligne in rangees if _FILET_DE_TABLEAU.fullmatch(ligne.texte.strip())]
    if not rangees:
        return ""
    if not filets:
        return "sous ses titres, il lui manque sa ligne « |---|---| » : il s'écrirait en une phrase"
    titres, filet = rangees[0], filets[0]
    if titres.balisee or filet.balisee or titres is filet:
        return ""
    nombres = [_cellules(ligne.texte) for ligne in (titres, filet)]
    if nombres[0] != nombres[1]:
        return "sa ligne « |---|---| » n'a pas autant de colonnes que ses titres"
    return ""


def _cellules(ligne: str) -> int:
    return len(re.split(r"(?<!\\)\|", ligne.strip().strip("|")))
