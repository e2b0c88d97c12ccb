"""What a YAML text says beside its values: comments, blank lines, and how each value was typed.

The text must be one that `yaml_source.lire` accepts: its faults were told there.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from yaml.events import MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent

from clea_cli.sources.yaml_source import Chargeur, Chemin

_HORS_DES_VALEURS = re.compile(r"(#[^\n]*)|^[ \t]*\n", re.MULTILINE)  # a comment, or a blank line
_EN_TETE = re.compile(r"[|>][-+0-9]*[ \t]*(#[^\n]*)?")  # the first line of a text in a block


class Valeur(NamedTuple):
    """A value at its place: `debut` is where its key begins, `place` where it begins itself, `fin` just after it.

    `ecrit` is the scalar as it was typed if it has neither quotes nor a block, else the sign that opens it.
    """

    chemin: Chemin
    debut: int
    place: int
    fin: int
    scalaire: bool
    ecrit: str


class Remarque(NamedTuple):
    """A comment as it was typed, `#` first, or a blank line (""); `seule` when nothing else stands on its line."""

    place: int
    texte: str
    seule: bool


class Releve(NamedTuple):
    """All values of a text in its order, a group before what it holds, and all that stands between them."""

    texte: str
    valeurs: tuple[Valeur, ...]
    remarques: tuple[Remarque, ...]


def relever(texte: str) -> Releve:
    """Find every value and every comment of a YAML text."""
    texte = texte.replace("\r\n", "\n").replace("\r", "\n")
    marcheur = _Marcheur(texte)
    return Releve(texte, tuple(marcheur.valeurs), tuple(_remarques(texte, marcheur.scalaires)))


class _Marcheur:
    """Walks the events of one document; `scalaires` is where a `#` is no comment."""

    def __init__(self, texte: str) -> None:
        self.texte = texte
        self.valeurs: list[Valeur] = []
        self.scalaires: list[tuple[int, int]] = []
        self._evenement = Chargeur(texte).get_event
        self._evenement()  # the stream starts
        self._evenement()  # the document starts
        self._noeud(self._evenement(), (), None)

    def _noeud(self, evenement: Any, chemin: Chemin, debut: int | None) -> int:
        """Note a value and what it holds; return where it ends. `debut` is where its key begins, if it has one."""
        rang, place = len(self.valeurs), evenement.start_mark.index
        valeur = Valeur(chemin, place if debut is None else debut, place, place, scalaire=False, ecrit="")
        self.valeurs.append(valeur)
        if type(evenement) is ScalarEvent:
            fin = self._scalaire(evenement)
            ecrit = evenement.style or self.texte[place:fin]
            self.valeurs[rang] = valeur._replace(fin=fin, scalaire=True, ecrit=ecrit)
            return fin
        fin = (self._table if type(evenement) is MappingStartEvent else self._liste)(chemin, place)
        self.valeurs[rang] = valeur._replace(fin=fin)
        return fin

    def _scalaire(self, evenement: Any) -> int:
        """Note where a scalar stands; a block takes in the blank lines that follow it, which are not its own."""
        debut: int = evenement.start_mark.index
        fin = debut + len(self.texte[debut : evenement.end_mark.index].rstrip())
        self.scalaires.append((debut, fin))
        return fin

    def _table(self, chemin: Chemin, fin: int) -> int:
        while type(cle := self._evenement()) is not MappingEndEvent:
            self._scalaire(cle)
            fin = self._noeud(self._evenement(), (*chemin, cle.value), cle.start_mark.index)
        return self._fin(cle, fin)

    def _liste(self, chemin: Chemin, fin: int) -> int:
        rang = 0
        while type(evenement := self._evenement()) is not SequenceEndEvent:
            fin = self._noeud(evenement, (*chemin, rang), None)
            rang += 1
        return self._fin(evenement, fin)

    def _fin(self, evenement: Any, fin: int) -> int:
        """Where a group ends: with its bracket, or in a block with the last value that it holds."""
        crochet = evenement.start_mark.index
        return evenement.end_mark.index if self.texte[crochet : crochet + 1] in ("}", "]") else fin


def _remarques(texte: str, scalaires: list[tuple[int, int]]) -> Iterator[Remarque]:
    """Look between the scalars, and in the first line of those in a block."""
    debut = 0
    for place, fin in [*scalaires, (len(texte), len(texte))]:
        for trouve in _HORS_DES_VALEURS.finditer(texte, debut, place):
            if trouve[1] is None:
                yield Remarque(trouve.start(), "", seule=True)
            else:
                avant = texte[texte.rfind("\n", 0, trouve.start()) + 1 : trouve.start()]
                yield Remarque(trouve.start(), trouve[1].rstrip(), seule=not avant.strip())
        if (en_tete := _EN_TETE.match(texte, place, fin)) and en_tete[1]:
            yield Remarque(en_tete.start(1), en_tete[1].rstrip(), seule=False)
        debut = fin
