"""What the text of a template says outside its tags: its images, its links, and what it would lose.

A skeleton of it is looked at: a value is one sign, a tag takes its end of line with it, as Jinja
does; so nothing is run, and each line keeps its number.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from clea_cli.documents.rendus.blocs import SAUT, adresse
from clea_cli.documents.rendus.langue import nom_proche
from clea_cli.documents.rendus.lignes import SCHEMAS
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
        # 1. What people know from elsewhere, and Markdown or Jinja would write as letters.
        pertes += _html(ligne)
        if trou := _TROU_SIMPLE.search(ligne.texte):
            motif = "il s'écrirait tel quel ; un trou a deux accolades collées : {{ candidat }}"
            pertes.append(Perte(ligne.numero, _dit(trou[0]), motif))
        # 2. The images, those of the folder apart from those that clea draws.
        for trouvee in _IMAGE.finditer(ligne.texte):
            cible = trouvee[2].strip()
            perte = _image(ligne, trouvee[0], cible)
            if perte:
                pertes.append(perte)
            elif not _CONVENUE.match(cible) and cible != SAUT:
                images.append(ImageNommee(cible, ligne.numero))
        # 3. The links.
        for trouve in _LIEN.finditer(ligne.texte):
            cible = trouve[2].strip()
            motif = _faute_du_lien(cible)
            if motif:
                pertes.append(Perte(ligne.numero, _dit(trouve[0]), motif))
            else:
                liens.add(adresse(cible))
        if _REFERENCE.match(ligne.texte):
            motif = "un lien s'écrit d'un seul tenant : [notre site](https://exemple.fr)"
            ecrite = ligne.texte.strip()
            pertes.append(Perte(ligne.numero, _dit(ecrite), motif))
    # 4. The tables, which several lines make.
    pertes += _tableaux(lignes)
    return EcritsDuModele(tuple(images), frozenset(liens), tuple(sorted(pertes)))


def _squelette(texte: str) -> Iterator[_Ligne]:
    """The lines of a template without its tags.

    What stands between fences is letters, and left out.
    """
    numero = 1
    entre_clotures = False
    for ligne in _sans_balises(texte).split("\n"):
        # 1. Its number in the template: ends of line that tags took stand in it as marks. Those
        # before its first letter come before it.
        mangees_avant = len(ligne) - len(ligne.lstrip(_MANGEE))
        debut = numero + mangees_avant
        numero += 1 + ligne.count(_MANGEE)
        # 2. Its letters.
        nue = ligne.replace(_MANGEE, "").replace(_BALISEE, "")
        if _CLOTURE.match(nue):
            entre_clotures = not entre_clotures
        elif not entre_clotures:
            yield _Ligne(debut, nue, _BALISEE in ligne)


def _sans_balises(texte: str) -> str:
    """A template where each tag is replaced by its mark; what is never closed is left as it is."""
    morceaux: list[str] = []
    place = 0
    while ouverture := _OUVERTURE.search(texte, place):
        # 1. Where the tag ends, and what stands before it.
        fermeture = _FERMETURES[ouverture[0]]
        trouvee = texte.find(fermeture, ouverture.end())
        if trouvee < 0:
            break
        fin = trouvee + len(fermeture)
        avant = texte[place : ouverture.start()]
        # 2. What it leaves: of a value, a sign; of another tag, nothing.
        if ouverture[0] == "{{":
            marque = _VALEUR
        else:
            # As Jinja does: it takes the spaces before it at the beginning of its line, and the
            # end of it.
            nu = avant.rstrip(" \t")
            if not nu or nu.endswith("\n"):
                avant = nu
            seule = texte.startswith("\n", fin)
            fin += seule
            marque = "" if seule else _BALISEE
        # 3. How many lines it took, for the next ones to keep their numbers.
        mangees = texte.count("\n", ouverture.start(), fin)
        morceaux += [avant, marque, _MANGEE * mangees]
        place = fin
    morceaux.append(texte[place:])
    return "".join(morceaux)


def _dit(ecrit: str) -> str:
    """A piece of a template as it is shown: a value is « {{ … }} » again."""
    montre = ecrit.replace(_VALEUR, "{{ … }}")
    return f"« {montre} »"


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
    quoi = "figure" if genre == "figure" else "pictogramme"
    connus = FIGURES if genre == "figure" else tuple(TRACES)
    if nom in connus:
        return ""
    return f"il n'y a pas de {quoi} « {nom} »{nom_proche(nom, connus)}"


def _faute_du_lien(cible: str) -> str:
    if _VALEUR in cible:
        return "un lien s'écrit en entier dans le modèle : une donnée n'en devient jamais un"
    if not cible.lower().startswith(SCHEMAS):
        *premiers, dernier = SCHEMAS
        return f"un lien commence par {', '.join(premiers)} ou {dernier}"
    return "un lien n'a pas d'espace" if re.search(r"\s", cible) else ""


def _tableaux(lignes: list[_Ligne]) -> Iterator[Perte]:
    """Tables without the rule that makes them one, right below their headings."""
    rangees: list[_Ligne] = []
    # An empty line ends the table that the last one may be of.
    for ligne in (*lignes, _Ligne(0, "", balisee=False)):
        if ligne.texte.lstrip().startswith("|"):
            rangees.append(ligne)
            continue
        motif = _faute_du_tableau(rangees)
        if motif:
            yield Perte(rangees[0].numero, "ce tableau", motif)
        rangees = []


def _faute_du_tableau(rangees: list[_Ligne]) -> str:
    """Why rows would not be a table; nothing if they are one, or if there are none."""
    if not rangees:
        return ""
    filets = [ligne for ligne in rangees if _FILET_DE_TABLEAU.fullmatch(ligne.texte.strip())]
    if not filets:
        return "sous ses titres, il lui manque sa ligne « |---|---| » : il s'écrirait en une phrase"
    titres = rangees[0]
    filet = filets[0]
    # What a tag writes may be cells.
    if titres.balisee or filet.balisee or titres is filet:
        return ""
    if _cellules(titres.texte) != _cellules(filet.texte):
        return "sa ligne « |---|---| » n'a pas autant de colonnes que ses titres"
    return ""


def _cellules(ligne: str) -> int:
    """How many cells a row has: bars on either side make none, nor does « \\| »."""
    dedans = ligne.strip().strip("|")
    return len(re.split(r"(?<!\\)\|", dedans))
