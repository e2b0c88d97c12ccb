"""YAML in the layout of the référentiels that ship: ruamel.yaml reads and writes it, comments too.

What is ours is chosen in one walk over the tree that it is about to write: a short group stands on
one line, a critère or a source always; codes are between quotes; a comment follows the margin of
the group that it stands in, and a group that holds one keeps its lines.
"""

import re
from io import StringIO
from math import inf
from typing import Any, NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.emitter import RoundTripEmitter
from ruamel.yaml.error import CommentMark
from ruamel.yaml.nodes import MappingNode, ScalarNode
from ruamel.yaml.representer import RoundTripRepresenter
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import DoubleQuotedScalarString
from ruamel.yaml.serializer import Serializer

from clea_cli.atelier.rendus.yaml_marges import Marges, aligner, sous_la_cle, sous_la_liste
from clea_cli.atelier.rendus.yaml_usages import (
    CheminEcrit,
    cle_entre_guillemets,
    entre_guillemets,
    toujours_sur_une_ligne,
)

# Without quotes, these would be nothing, a true, a false or a number.
_PAS_UN_TEXTE = re.compile(
    r"|~|[nN]ull|NULL|[tT]rue|TRUE|[fF]alse|FALSE"
    r"|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
)
# What begins so is not a text for all readers of YAML, nor what holds it in [] or {}.
_TROMPEUR = re.compile("[:?]")
_TROMPEUR_EN_LIGNE = re.compile(".*[:?]")
# Columns of a group on one line, and of an element of a list: a table's row may be wider.
_LARGEUR = 120
_LARGEUR_ELEMENT = 140
# Two are enough for nearly all texts: the second changes nothing.
_TOURS_MAX = 4
_DEBUT = re.compile(r"\A((?:[ \t]*(?:#.*)?\n)*)---[ \t]*\n\n*")
# So ruamel never cuts a line.
_SANS_LIMITE = 1 << 30


def ecrire(valeurs: object) -> str:
    """Write texts, numbers, booleans, nothing, lists and groups of them."""
    return _ecrire(_lisibles(valeurs))


def remettre_en_page(texte: str) -> str | None:
    """Write a YAML text in our layout, or None: whoever calls makes sure that nothing is lost.

    ruamel drops comments, or gives up, where one stands as it did not foresee.
    """
    # It also drops those above the sign that begins a document.
    apres = _DEBUT.sub(r"\1", texte.lstrip("\n"))
    for _ in range(_TOURS_MAX):
        avant = apres
        try:
            lu = _yaml().load(avant)
            apres = _ecrire(lu)
        except Exception:  # it gives up by errors of many kinds, AttributeError among them
            return None
        if apres == avant:
            return apres
    return None


def _ecrire(racine: object) -> str:
    sortie = StringIO()
    _yaml().dump(racine, sortie)
    return sortie.getvalue()


def _yaml() -> Any:
    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    yaml.width = _SANS_LIMITE
    yaml.brace_single_entry_mapping_in_flow_sequence = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.Resolver = _Resolveur
    yaml.Representer = _Representeur
    yaml.Serializer = _MiseEnPage
    yaml.Emitter = _Emetteur
    return yaml


def _lisibles(valeur: object) -> object:
    """Values as ruamel reads them: a text that would be read otherwise has quotes."""
    if isinstance(valeur, dict):
        groupe = CommentedMap()
        for cle, element in valeur.items():
            groupe[_lisibles(cle)] = _lisibles(element)
        return groupe
    if isinstance(valeur, list):
        return CommentedSeq(map(_lisibles, valeur))
    if valeur is None:
        return "null"
    if not isinstance(valeur, str):
        return str(valeur).lower()
    if _PAS_UN_TEXTE.fullmatch(valeur):
        return DoubleQuotedScalarString(valeur)
    return valeur


class _Resolveur(VersionedResolver):
    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        """See no number and no day: what has no quotes is a text, and stays as it was typed."""
        return super().resolve(kind, value, (False, False))


class _Representeur(RoundTripRepresenter):
    def represent_data(self, data: Any) -> Any:
        """Tell the node of a group in which column it stood."""
        noeud = super().represent_data(data)
        if isinstance(data, CommentedMap | CommentedSeq):
            noeud.start_mark = CommentMark(data.lc.col or 0)
        return noeud


class _Emetteur(RoundTripEmitter):
    def choose_scalar_style(self) -> Any:
        """Quote where readers disagree, and never with apostrophes: French has too many."""
        style = super().choose_scalar_style()
        if style == "'":
            return '"'
        trompeur = _TROMPEUR_EN_LIGNE if self.flow_level else _TROMPEUR
        if not style and trompeur.match(self.event.value):
            return '"'
        return style


class _Mesure(NamedTuple):
    """Columns of a value on one line; `libre`: nothing that it holds wants lines of its own."""

    largeur: float
    libre: bool


class _MiseEnPage(Serializer):
    """Chooses lines, quotes and the margins of comments, before ruamel writes them."""

    def serialize(self, node: Any) -> None:
        """Write a document."""
        self._noeud(node, (), (), 0, 0)
        super().serialize(node)

    def _noeud(
        self, noeud: Any, chemin: CheminEcrit, marges: Marges, marge: int, avant: float
    ) -> _Mesure:
        """Lay a value out: `marge` is that of its lines, `avant` what its first one already has."""
        if isinstance(noeud, ScalarNode):
            aligner(noeud, marges, marges, marges)
            return self._texte(noeud, entoure=entre_guillemets(chemin))
        a_la_racine = not chemin
        dans_une_liste = not a_la_racine and isinstance(chemin[-1], int)
        # 1. Its comments, then what it holds: a group on one line has no margin of its own.
        dedans = marges
        if not noeud.flow_style:
            colonne = noeud.start_mark.column
            dedans = (*marges, (colonne, marge))
        # Above an element of a list is still in the list.
        dessus = marges if dans_une_liste else dedans
        dessous = sous_la_liste(noeud, dedans, marge)
        aligner(noeud, dedans, dessus, dessous)
        mesure = self._contenu(noeud, chemin, dedans, marge)
        # 2. Whether it should stand on one line, and already does, or already does not.
        limite = _LARGEUR_ELEMENT if dans_une_liste else _LARGEUR
        tient = avant + mesure.largeur <= limite
        court = tient and not a_la_racine
        rangee = isinstance(noeud, MappingNode) and toujours_sur_une_ligne(chemin)
        if not noeud.value or noeud.flow_style == (rangee or court):
            return mesure
        # 3. Change it, unless a comment forbids it.
        if not noeud.flow_style and not dans_une_liste and _commentee(noeud, dernier=False):
            return mesure._replace(libre=False)
        if noeud.flow_style or mesure.libre:
            change = _changer_de_style(noeud, marge)
            return mesure._replace(libre=change)
        return mesure

    def _contenu(self, groupe: Any, chemin: CheminEcrit, marges: Marges, marge: int) -> _Mesure:
        """Lay out what a group holds, and measure it."""
        largeur = float(len("[]"))
        libre = True
        une_table = isinstance(groupe, MappingNode)
        for rang, element in enumerate(groupe.value):
            dernier = rang + 1 == len(groupe.value)
            if dernier and not groupe.flow_style:
                marges = sous_la_cle(marges, marge)
            valeur = element
            suite: CheminEcrit = (*chemin, rang)
            avant: float = marge + len("- ")
            if une_table:
                cle, valeur = element
                suite = (*chemin, cle.value)
                mesure = self._texte(cle, entoure=cle_entre_guillemets(suite))
                avant = marge + mesure.largeur + len(": ")
                largeur += mesure.largeur + len(": ")
                aligner(cle, marges, marges, marges)
                libre = libre and not _commentee(cle, dernier=False)
            # Two columns deeper; in a list of lists, the margin of the list and that of « - ».
            un_groupe = isinstance(valeur, MappingNode)
            plus_bas = marge + (2 if une_table or un_groupe else 4)
            mesure = self._noeud(valeur, suite, marges, plus_bas, avant)
            # A list of groups is a table: a line for each.
            largeur += inf if un_groupe and not une_table else mesure.largeur
            if not dernier:
                largeur += len(", ")
            libre = libre and mesure.libre and not _commentee(valeur, dernier=dernier)
        return _Mesure(largeur, libre)

    def _texte(self, noeud: Any, *, entoure: bool) -> _Mesure:
        """Choose the quotes of a text, and measure it."""
        # A text in a block has lines of its own.
        if noeud.style and noeud.style in "|>":
            return _Mesure(inf, libre=False)
        # Without quotes, what is empty is nothing.
        if not noeud.value and not noeud.style:
            noeud.value = "null"
        a_entourer = entoure and not _PAS_UN_TEXTE.fullmatch(noeud.value)
        if noeud.style or a_entourer:
            noeud.style = '"'
        # As on one line, for that is what is asked: between brackets more texts want quotes.
        permis = self.dumper.emitter.analyze_scalar(noeud.value).allow_flow_plain
        trompeur = _TROMPEUR_EN_LIGNE.match(noeud.value)
        nu = permis and not noeud.style and not trompeur
        largeur = len(noeud.value)
        if not nu:
            largeur += len('""')
        return _Mesure(largeur, libre=True)


def _commentee(noeud: Any, *, dernier: bool) -> bool:
    """Whether a value has a comment that keeps its group on several lines.

    What stands under the last one can stand under the bracket.
    """
    fin, *autres = noeud.comment or [None]
    if any(autres):
        return True
    en_lignes = not isinstance(noeud, ScalarNode) and not noeud.flow_style
    return bool(fin) and (en_lignes or not dernier)


def _changer_de_style(groupe: Any, marge: int) -> bool:
    """Put a group on one line or on several, unless a comment of its own forbids it.

    Blank lines and comments under it go from its last value to its bracket, or back.
    """
    en_lignes = not groupe.flow_style
    if en_lignes and groupe.comment and groupe.comment[0]:
        return False
    # ruamel keeps these with the bracket of a group on one line, else with its last value.
    de, vers = groupe, _derniere(groupe)
    if en_lignes:
        de, vers = vers, de
    fin = de.comment[0] if de.comment else None
    if fin:
        # What stands beside the value, and not under it, stays; so does a value commented out.
        a_cote = not fin.value.startswith("\n")
        if a_cote or (en_lignes and _atteint(fin.value, marge)):
            return False
        de.comment[0] = None
        _, *autres = vers.comment or (None, None)
        vers.comment = [fin, *autres]
    groupe.flow_style = en_lignes
    return True


def _derniere(groupe: Any) -> Any:
    """The last value on the last line of a group."""
    valeur = groupe.value[-1]
    if isinstance(groupe, MappingNode):
        _, valeur = valeur
    if isinstance(valeur, ScalarNode) or not valeur.value or valeur.flow_style:
        return valeur
    return _derniere(valeur)


def _atteint(commentaires: str, marge: int) -> bool:
    """Whether a comment stands in a group, by its margin: it is a value commented out."""
    return re.search(f"^ {{{marge},}}#", commentaires, re.MULTILINE) is not None
