"""A line of Markdown read into runs of text, each in one style."""

from collections.abc import Sequence

from markdown_it.token import Token

from clea_cli.documents import vues
from clea_cli.sorties.pictogrammes import LETTRES, TRACES
from clea_cli.sorties.texte import coller

PICTOGRAMME = "picto:"  # « ![](picto:name) », in a line
SCHEMAS = ("https://", "http://", "mailto:", "tel:")  # how a link may begin
# Tokens that open and close a style: how many of it are open.
_GRAS = {"strong_open": 1, "strong_close": -1}
_ITALIQUE = {"em_open": 1, "em_close": -1}


def lire_la_ligne(enfants: Sequence[Token]) -> list[vues.Morceau]:
    """The runs of text of a line, French punctuation held to its word across them."""
    lus: list[vues.Morceau] = []
    gras = italique = 0
    lien = ""
    for enfant in enfants:
        # 1. What opens or closes a style; they may stand in one another.
        if enfant.type in ("link_open", "link_close"):
            cible = str(enfant.attrs.get("href", ""))
            lien = cible if cible.lower().startswith(SCHEMAS) else ""
        gras += _GRAS.get(enfant.type, 0)
        italique += _ITALIQUE.get(enfant.type, 0)
        # 2. What is drawn.
        if dessin := _pictogramme(enfant):
            lus.append(dessin)
            continue
        # 3. What is written: an end of line is a space, for formats cut their own lines.
        contenu = " " if enfant.type in ("softbreak", "hardbreak") else enfant.content
        dernier = lus[-1] if lus else None
        if dernier and dernier.pictogramme:
            # What is drawn keeps its own distance.
            contenu = contenu.lstrip(" ")
        if not contenu:
            continue
        morceau = vues.Morceau(contenu, gras > 0, italique > 0, lien=lien)
        # What goes on in the same style is one run.
        if dernier and dernier._replace(texte=contenu) == morceau:
            lus[-1] = dernier._replace(texte=dernier.texte + contenu)
        else:
            lus.append(morceau)
    return [morceau._replace(texte=coller(morceau.texte)) for morceau in lus]


def _pictogramme(jeton: Token) -> vues.Morceau | None:
    """The pictogram that an image asks for; None if it asks for something else."""
    if jeton.type != "image":
        return None
    cible = str(jeton.attrs.get("src", ""))
    nom = cible.removeprefix(PICTOGRAMME)
    if nom == cible or nom not in TRACES:
        return None
    lettre = LETTRES.get(nom, "")
    en_texte = f"{lettre} " if lettre else ""
    return vues.Morceau(en_texte, pictogramme=nom)
