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
from ruamel.yaml.error import CommentMark, YAMLError
from ruamel.yaml.nodes import MappingNode, ScalarNode
from ruamel.yaml.representer import RoundTripRepresenter
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import DoubleQuotedScalarString
from ruamel.yaml.serializer import Serializer

from clea_cli.atelier.rendus.yaml_usages import (
    CheminEcrit,
    cle_entre_guillemets,
    entre_guillemets,
    toujours_sur_une_ligne,
)

_PAS_UN_TEXTE = re.compile(  # without quotes, these would be nothing, a true, a false or a number
    r"|~|[nN]ull|NULL|[tT]rue|TRUE|[fF]alse|FALSE"
    r"|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
)
_TROMPEUR = re.compile("[:?]")  # what begins so is not a text for all readers of YAML,
_TROMPEUR_EN_LIGNE = re.compile(".*[:?]")  # nor what holds it in [] or {}
_LARGEUR = 120  # columns of a group on one line
_LARGEUR_ELEMENT = 140  # of an element of a list: a table's row may be wider
_TOURS_MAX = 4  # two are enough for nearly all texts: the second changes nothing
_DEBUT = re.compile(r"\A((?:[ \t]*(?:#.*)?\n)*)---[ \t]*\n\n*")
_SANS_LIMITE = 1 << 30  # ruamel never cuts a line
_Marges = tuple[tuple[int, int], ...]  # of each group around: the column where it was, and will be


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
            apres = _ecrire(_yaml().load(avant))
        except (YAMLError, AssertionError, NotImplementedError):
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
    yaml.Resolver, yaml.Representer = _Resolveur, _Representeur
    yaml.Serializer, yaml.Emitter = _MiseEnPage, _Emetteur
    return yaml


def _lisibles(valeur: object) -> object:
    """Values as ruamel reads them: a text that would be read otherwise has quotes."""
    if isinstance(valeur, dict):
        return CommentedMap((_lisibles(cle), _lisibles(v)) for cle, v in valeur.items())
    if isinstance(valeur, list):
        return CommentedSeq(map(_lisibles, valeur))
    if isinstance(valeur, str):
        return DoubleQuotedScalarString(valeur) if _PAS_UN_TEXTE.fullmatch(valeur) else valeur
    return "null" if valeur is None else str(valeur).lower()


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
        trompeur = _TROMPEUR_EN_LIGNE if self.flow_level else _TROMPEUR
        return '"' if style == "'" or (not style and trompeur.match(self.event.value)) else style


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
        self, noeud: Any, chemin: CheminEcrit, marges: _Marges, marge: int, avant: float
    ) -> _Mesure:
        """Lay a value out: `marge` is that of its lines, `avant` what its first one already has."""
        if isinstance(noeud, ScalarNode):
            _aligner(noeud, marges, marges, marges)
            return self._texte(noeud, entoure=entre_guillemets(chemin))
        dans_une_liste = bool(chemin) and isinstance(chemin[-1], int)
        dedans = marges if noeud.flow_style else (*marges, (noeud.start_mark.column, marge))
        _aligner(
            noeud,
            dedans,
            marges if dans_une_liste else dedans,
            _sous_la_liste(noeud, dedans, marge),
        )
        mesure = self._contenu(noeud, chemin, dedans, marge)
        limite = _LARGEUR_ELEMENT if dans_une_liste else _LARGEUR
        rangee = isinstance(noeud, MappingNode) and toujours_sur_une_ligne(chemin)
        court = bool(chemin) and avant + mesure.largeur <= limite
        if not noeud.value or noeud.flow_style == (rangee or court):
            return mesure
        if not noeud.flow_style and not dans_une_liste and _commentee(noeud, dernier=False):
            return mesure._replace(libre=False)
        if noeud.flow_style or mesure.libre:
            return mesure._replace(libre=_changer_de_style(noeud, marge))
        return mesure

    def _contenu(self, groupe: Any, chemin: CheminEcrit, marges: _Marges, marge: int) -> _Mesure:
        """Lay out what a group holds, and measure it."""
        largeur, libre = float(len("[]")), True
        table = isinstance(groupe, MappingNode)
        for rang, element in enumerate(groupe.value):
            cle, valeur = element if table else (element, element)
            suite = (*chemin, cle.value if table else rang)
            dernier = rang + 1 == len(groupe.value)
            # A comment under a list that has its key's margin is about the next key.
            if dernier and not groupe.flow_style and marges[-1][0] in dict(marges[:-1]):
                marges = (*marges[:-1], (marges[-1][0] + 1, marge))
            avant: float = marge + len("- ")
            if table:
                mesure = self._texte(cle, entoure=cle_entre_guillemets(suite))
                avant = marge + mesure.largeur + len(": ")
                largeur += mesure.largeur + len(": ")
                _aligner(cle, marges, marges, marges)
                libre = libre and not _commentee(cle, dernier=False)
            interne = 2 if table or isinstance(valeur, MappingNode) else 4
            mesure = self._noeud(valeur, suite, marges, marge + interne, avant)
            # A list of groups is a table: a line for each.
            largeur += inf if not table and isinstance(valeur, MappingNode) else mesure.largeur
            largeur += 0 if dernier else len(", ")
            libre = libre and mesure.libre and not _commentee(valeur, dernier=dernier)
        return _Mesure(largeur, libre)

    def _texte(self, noeud: Any, *, entoure: bool) -> _Mesure:
        """Choose the quotes of a text, and measure it."""
        if noeud.style and noeud.style in "|>":
            return _Mesure(inf, libre=False)
        noeud.value = noeud.value or ("" if noeud.style else "null")
        if noeud.style or (entoure and not _PAS_UN_TEXTE.fullmatch(noeud.value)):
            noeud.style = '"'
        permis = self.dumper.emitter.analyze_scalar(noeud.value).allow_flow_plain
        nu = permis and not noeud.style and not _TROMPEUR_EN_LIGNE.match(noeud.value)
        return _Mesure(len(noeud.value) + (0 if nu else len('""')), libre=True)


def _commentee(noeud: Any, *, dernier: bool) -> bool:
    """Whether a value has a comment that keeps its group on several lines.

    What stands under the last one can stand under the bracket.
    """
    fin, *autres = noeud.comment or [None]
    en_lignes = not isinstance(noeud, ScalarNode) and not noeud.flow_style
    return any(autres) or bool(fin and (en_lignes or not dernier))


def _changer_de_style(groupe: Any, marge: int) -> bool:
    """Put a group on one line or on several, unless a comment of its own forbids it.

    Blank lines and comments under it go from its last value to its bracket, or back.
    """
    en_lignes = not groupe.flow_style
    if en_lignes and groupe.comment and groupe.comment[0]:
        return False
    de, vers = (_derniere(groupe), groupe) if en_lignes else (groupe, _derniere(groupe))
    fin = de.comment[0] if de.comment else None
    if fin and (not fin.value.startswith("\n") or (en_lignes and _atteint(fin.value, marge))):
        return False
    if fin:
        de.comment[0] = None
        vers.comment = [fin, *(vers.comment or [None, None])[1:]]
    groupe.flow_style = en_lignes
    return True


def _derniere(groupe: Any) -> Any:
    """The last value on the last line of a group."""
    element = groupe.value[-1]
    valeur = element[1] if isinstance(element, tuple) else element
    en_lignes = not isinstance(valeur, ScalarNode) and valeur.value and not valeur.flow_style
    return _derniere(valeur) if en_lignes else valeur


def _atteint(commentaires: str, marge: int) -> bool:
    """Whether a comment stands in a group, by its margin: it is a value commented out."""
    return re.search(f"^ {{{marge},}}#", commentaires, re.MULTILINE) is not None


def _sous_la_liste(noeud: Any, dedans: _Marges, marge: int) -> _Marges:
    """The margins of comments under a list: one may be about its last element, even if that is on one line."""
    dernier = noeud.value[-1] if noeud.value else None
    if not isinstance(dernier, MappingNode) or noeud.flow_style:
        return dedans
    return (*dedans, (dernier.start_mark.column, marge + len("- ")))


def _aligner(noeud: Any, dedans: _Marges, dessus: _Marges, dessous: _Marges) -> None:
    """Give each comment the margin of the group that it stands in, or a space before it."""
    fin, *listes = noeud.comment or [None]
    if fin:
        fin.value = re.sub(
            "(?<=\n)( *)#", lambda trouve: " " * _marge(len(trouve[1]), dedans) + "#", fin.value
        )
        fin.start_mark = CommentMark(0)
    # Of a text in a block, ruamel gives what stands above as it is.
    if isinstance(noeud, ScalarNode) and noeud.style in ("|", ">"):
        return
    # What stands above a value, then what stands under it.
    for liste, marges in zip(listes, (dessus, dessous), strict=False):
        for commentaire in liste or ():
            # « # - » is an element of the list, commented out.
            un_element = marges is dessous and commentaire.value.startswith("# -")
            ici = dedans if un_element else marges
            commentaire.start_mark = CommentMark(_marge(commentaire.start_mark.column, ici))


def _marge(colonne: int, marges: _Marges) -> int:
    """The new margin of what stood in a column: that of the innermost group that began there."""
    atteintes = [nouvelle for ancienne, nouvelle in marges if ancienne <= colonne]
    return atteintes[-1] if atteintes else 0
