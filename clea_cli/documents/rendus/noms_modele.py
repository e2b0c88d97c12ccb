"""The names that a template reads, held against all that documents have, even where none runs.

A specimen says what documents have: a group of names, a list of one element, or a value; None is
what nothing is known of. Each expression of the template is followed as far as it is known.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from jinja2 import Environment, TemplateNotFound, nodes

from clea_cli.documents.rendus.fautes_modele import inconnu
from clea_cli.documents.rendus.langue import nom_proche

ABSENT, BRUT, FILTRE = "absent", "brut", "filtre"

# What a filter gives of a list: the same list, or one of its elements.
_GARDENT = frozenset(
    {"list", "sort", "reverse", "unique", "select", "reject", "selectattr", "rejectattr"}
)
_PRENNENT = frozenset({"first", "last", "random", "min", "max"})
_PAR_ATTRIBUT = frozenset({"selectattr", "rejectattr", "sort", "map", "sum", "groupby", "unique"})
_INCLUS_MAX = 5  # templates inside one another

Portee = dict[str, Any]  # what each name of a template stands for


class ConstatDeNom(NamedTuple):
    """What is to be said of a place of a template: which kind, and the words for it."""

    genre: str
    fichier: str
    ligne: int
    nom: str
    suite: str  # the nearest name, the end of the sentence


def examiner(
    nom: str, environnement: Environment, specimen: Mapping[str, Any]
) -> list[ConstatDeNom]:
    """Look at a template and at those that it includes.

    Raises what Jinja says of one it cannot read.
    """
    examen = _Examen(environnement, specimen)
    examen.modele(nom, {})
    return list(dict.fromkeys(examen.constats))


class _Examen:
    """Walks a template, with what its own names stand for."""

    def __init__(self, environnement: Environment, specimen: Mapping[str, Any]) -> None:
        self._environnement = environnement
        self._specimen = specimen
        self._ouverts: list[str] = []
        self.constats: list[ConstatDeNom] = []

    def modele(self, nom: str, portee: Portee) -> None:
        """Walk a template that is reached with these names."""
        if nom in self._ouverts or len(self._ouverts) >= _INCLUS_MAX:
            return
        chargeur = self._environnement.loader
        if chargeur is None:
            raise TemplateNotFound(nom)
        source, _, _ = chargeur.get_source(self._environnement, nom)
        self._ouverts.append(nom)
        arbre = self._environnement.parse(source, nom, nom)
        self._instructions(arbre.body, portee)
        self._ouverts.pop()

    def _dire(self, genre: str, noeud: nodes.Node, nom: str, suite: str = "") -> None:
        self.constats.append(ConstatDeNom(genre, self._ouverts[-1], noeud.lineno, nom, suite))

    # Statements

    def _instructions(self, corps: Sequence[nodes.Node], portee: Portee) -> None:
        for noeud in corps:
            self._instruction(noeud, portee)

    def _instruction(self, noeud: nodes.Node, portee: Portee) -> None:
        match noeud:
            case nodes.Output():
                for montre in noeud.nodes:
                    self._montrer(montre, portee)
            case nodes.For():
                self._boucle(noeud, portee)
            case nodes.If():
                self._forme(noeud.test, portee)
                self._instructions((*noeud.body, *noeud.elif_, *noeud.else_), portee)
            case nodes.Assign():
                self._lier(noeud.target, self._forme(noeud.node, portee), portee)
            case nodes.Macro() | nodes.CallBlock():
                self._macro(noeud, portee)
            case nodes.Include():
                self._inclusion(noeud, portee)
            case _:
                self._autre(noeud, portee)

    def _montrer(self, montre: nodes.Node, portee: Portee) -> None:
        """What is written: a list or a group would show its brackets."""
        if isinstance(montre, nodes.TemplateData):
            return
        forme = self._forme(montre, portee)
        if isinstance(forme, list | dict) and forme:
            genre = "liste" if isinstance(forme, list) else "groupe"
            self._dire(BRUT, montre, _ecrit(montre), genre)

    def _boucle(self, noeud: nodes.For, portee: Portee) -> None:
        parcourue = self._forme(noeud.iter, portee)
        dedans = {**portee, "loop": None}
        element = parcourue[0] if isinstance(parcourue, list) and parcourue else None
        self._lier(noeud.target, element, dedans)
        if noeud.test is not None:
            self._forme(noeud.test, dedans)
        self._instructions(noeud.body, dedans)
        self._instructions(noeud.else_, portee)

    def _macro(self, noeud: nodes.Macro | nodes.CallBlock, portee: Portee) -> None:
        """What a macro is given is not known."""
        dedans = {**portee, "caller": None, "varargs": None, "kwargs": None}
        for argument in noeud.args:
            self._lier(argument, None, dedans)
        for defaut in noeud.defaults:
            self._forme(defaut, portee)
        if isinstance(noeud, nodes.Macro):
            portee[noeud.name] = None
        else:
            self._forme(noeud.call, portee)
        self._instructions(noeud.body, dedans)

    def _inclusion(self, noeud: nodes.Include, portee: Portee) -> None:
        if isinstance(noeud.template, nodes.Const):
            self.modele(str(noeud.template.value), dict(portee))
        else:
            self._forme(noeud.template, portee)

    def _autre(self, noeud: nodes.Node, portee: Portee) -> None:
        """A statement of another kind: its names first, then what it reads and what it holds."""
        for lie in noeud.find_all(nodes.Name):
            if lie.ctx != "load":
                portee[lie.name] = None
        for nom in getattr(noeud, "names", ()):
            portee[nom if isinstance(nom, str) else nom[1]] = None
        for dedans in noeud.iter_child_nodes():
            if isinstance(dedans, nodes.Expr):
                self._forme(dedans, portee)
            else:
                self._instruction(dedans, portee)

    def _lier(self, cible: nodes.Node, forme: Any, portee: Portee) -> None:
        if isinstance(cible, nodes.Name):
            portee[cible.name] = forme
            return
        for nom in cible.find_all(nodes.Name):
            portee[nom.name] = None

    # Expressions: what each stands for

    def _forme(self, noeud: nodes.Node | None, portee: Portee) -> Any:
        match noeud:
            case nodes.Name():
                return self._nom(noeud, portee)
            case nodes.Getattr():
                return self._dans(noeud, self._forme(noeud.node, portee), noeud.attr)
            case nodes.Getitem():
                return self._element(noeud, portee)
            case nodes.Filter():
                return self._filtre(noeud, portee)
            case nodes.Node():
                return self._composee(noeud, portee)
        return None

    def _composee(self, noeud: nodes.Node, portee: Portee) -> Any:
        """An expression made of others, all of them looked at."""
        if isinstance(noeud, nodes.Test):
            self._connu(noeud, self._environnement.tests, "test")
        formes = [self._forme(dedans, portee) for dedans in noeud.iter_child_nodes()]
        match noeud:
            case nodes.List() if formes:
                return [formes[0]]
            case nodes.Or() | nodes.Add():
                return formes[0]
            case nodes.CondExpr():  # the test, the value, the other one
                return next((forme for forme in formes[1:] if forme), None)
        return None

    def _nom(self, noeud: nodes.Name, portee: Portee) -> Any:
        if noeud.name in portee:
            return portee[noeud.name]
        if noeud.name in self._specimen or noeud.name in self._environnement.globals:
            return self._specimen.get(noeud.name)
        noms = [*self._specimen, *portee]
        self._dire(ABSENT, noeud, noeud.name, nom_proche(noeud.name, noms))
        return None

    def _dans(self, noeud: nodes.Node, groupe: Any, nom: str, dit: str = "") -> Any:
        """What a name stands for inside of what is known; `dit` is how a person would call it."""
        # Nothing is known of the names of an empty group.
        if not isinstance(groupe, dict | list | str | int) or groupe == {}:
            return None
        if isinstance(groupe, dict) and nom in groupe:
            return groupe[nom]
        if hasattr(groupe, nom):  # « .get », « .upper »
            return None
        admis = groupe if isinstance(groupe, dict) else ()
        suite = nom_proche(nom, admis)
        if isinstance(groupe, list):
            suite = " : c'est une liste, à parcourir avec {% for … in … %}"
        self._dire(ABSENT, noeud, dit or _ecrit(noeud) or nom, suite)
        return None

    def _element(self, noeud: nodes.Getitem, portee: Portee) -> Any:
        groupe = self._forme(noeud.node, portee)
        if isinstance(noeud.arg, nodes.Slice):
            return groupe
        self._forme(noeud.arg, portee)
        cle = noeud.arg.value if isinstance(noeud.arg, nodes.Const) else None
        if isinstance(cle, str):
            return self._dans(noeud, groupe, cle)
        return groupe[0] if isinstance(groupe, list) and groupe else None

    def _filtre(self, noeud: nodes.Filter, portee: Portee) -> Any:
        self._connu(noeud, self._environnement.filters, "filter")
        donnee = self._forme(noeud.node, portee)
        for argument in (*noeud.args, *(mot.value for mot in noeud.kwargs)):
            self._forme(argument, portee)
        element = donnee[0] if isinstance(donnee, list) and donnee else None
        if noeud.name in _PAR_ATTRIBUT and (attribut := _attribut(noeud)):
            for nom in attribut.split("."):
                element = self._dans(noeud, element, nom, nom)
            if noeud.name == "map":
                return [element]
        if noeud.name == "join" and isinstance(element, dict):
            self._dire(BRUT, noeud, _ecrit(noeud), "groupe")
        if noeud.name in _GARDENT:
            return donnee
        if noeud.name in _PRENNENT:
            return element
        # Lists that are added up make one.
        return element if noeud.name == "sum" and isinstance(element, list) else None

    def _connu(
        self, noeud: nodes.Filter | nodes.Test, connus: Mapping[str, Any], quoi: str
    ) -> None:
        """A filter or a test that nobody has: Jinja would say so only where it is run."""
        if noeud.name not in connus:
            motif = inconnu(quoi, noeud.name, self._environnement)
            self._dire(FILTRE, noeud, noeud.name, motif)


def _attribut(filtre: nodes.Filter) -> str:
    """The attribute that a filter asks for, where it is written in the template."""
    nommes = [mot.value for mot in filtre.kwargs if mot.key == "attribute"]
    places = filtre.args[:1] if filtre.name in ("selectattr", "rejectattr", "groupby") else []
    for demande in (*nommes, *places):
        if isinstance(demande, nodes.Const) and isinstance(demande.value, str):
            return demande.value
    return ""


def _ecrit(noeud: nodes.Node) -> str:
    """An expression as it is typed, where it is a way of names."""
    return ".".join(_chemin(noeud))


def _chemin(noeud: nodes.Node) -> Iterator[str]:
    match noeud:
        case nodes.Name():
            yield noeud.name
        case nodes.Getattr():
            yield from _chemin(noeud.node)
            yield noeud.attr
        case nodes.Getitem():
            yield from _chemin(noeud.node)
            if isinstance(noeud.arg, nodes.Const) and isinstance(noeud.arg.value, str):
                yield noeud.arg.value
        case nodes.Filter():
            if noeud.node is not None:
                yield from _chemin(noeud.node)
