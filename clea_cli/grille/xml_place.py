"""Where the cells of a workbook stand in its XML, so that one is changed and all else kept."""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple
from xml.parsers import expat
from xml.sax.saxutils import escape

_OUVRANTE = re.compile(rb"""<[^<>"']*(?:"[^"]*"[^<>"']*|'[^']*'[^<>"']*)*>""")
_PARASITES = {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}


Remplacement = tuple[int, int, bytes]  # where bytes begin and end, and those that take their place


class Balise(NamedTuple):
    """An element as it is written: its name with its prefix, its attributes, where it stands.

    `chemin` are the local names of the elements around it, the outermost first; `ouverte` is where
    its first tag ends, and `fermee` where its last one begins.
    """

    nom: str
    attributs: dict[str, str]
    chemin: tuple[str, ...]
    debut: int
    ouverte: int
    fermee: int
    fin: int


_Ouverte = tuple[str, dict[str, str], int]  # an element's name, attributes and beginning


def local(nom: str) -> str:
    """A name without its prefix."""
    return nom.rpartition(":")[2]


def balises(xml: bytes, voir: Callable[[str], bool]) -> list[Balise]:
    """The elements whose local name `voir` wants, in the order in which they end.

    Raises ValueError where bytes are not letters (UTF-16).
    """
    if b"\0" in xml[:100]:
        raise ValueError(xml[:20])
    trouvees: list[Balise] = []
    pile: list[_Ouverte] = []
    lecteur = expat.ParserCreate()

    def ouvrir(nom: str, attributs: dict[str, str]) -> None:
        pile.append((nom, attributs, lecteur.CurrentByteIndex))

    def fermer(_nom: str) -> None:
        nom, attributs, debut = pile.pop()
        if not voir(local(nom)):
            return
        # What is still open is around it.
        chemin = [local(autre) for autre, _, _ in pile]
        # expat says where an element begins, not where its first tag ends.
        premiere = _OUVRANTE.match(xml, debut)
        if premiere is None:
            raise ValueError(nom)
        ouverte = premiere.end()
        if xml[ouverte - 2 : ouverte] == b"/>":
            # An element without content is one tag, and expat ends it where it begins.
            fermee = fin = ouverte
        else:
            fermee = lecteur.CurrentByteIndex
            fin = xml.index(b">", fermee) + 1
        balise = Balise(
            nom=nom,
            attributs=attributs,
            chemin=tuple(chemin),
            debut=debut,
            ouverte=ouverte,
            fermee=fermee,
            fin=fin,
        )
        trouvees.append(balise)

    lecteur.StartElementHandler = ouvrir
    lecteur.EndElementHandler = fermer
    lecteur.Parse(xml, True)  # noqa: FBT003 — expat gives its arguments no names
    return trouvees


def ecrire(nom: str, attributs: dict[str, str], contenu: str) -> bytes:
    """An element, its attributes escaped; `contenu` is XML already.

    Letters beyond ASCII are numbers.
    """
    ouvrante = nom
    for cle, valeur in attributs.items():
        echappee = escape(valeur, _PARASITES)
        ouvrante += f' {cle}="{echappee}"'
    entier = f"<{ouvrante}>{contenu}</{nom}>"
    return entier.encode("ascii", "xmlcharrefreplace")


def remplacer(xml: bytes, morceaux: Sequence[Remplacement]) -> bytes:
    """Put other bytes in the place of some (beginning, end), which do not overlap."""
    parts = []
    ici = 0
    for debut, fin, neuf in sorted(morceaux):
        parts += [xml[ici:debut], neuf]
        ici = fin
    parts.append(xml[ici:])
    return b"".join(parts)
