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
        # Of an empty one nothing is known: it may be a text as well.
        if isinstance(forme, list | dict) and forme:
            genre = "liste" if isinstance(forme, list) else "groupe"
            self._dire(BRUT, montre, _ecrit(montre), genre)

    def _boucle(self, noeud: nodes.For, portee: Portee) -> None:
        element = _premier(self._forme(noeud.iter, portee))
        # Jinja has the names of a loop die with it: they get a portée of their own.
        dedans = {**portee, "loop": None}
        self._lier(noeud.target, element, dedans)
        if noeud.test is not None:
            self._forme(noeud.test, dedans)
        self._instructions(noeud.body, dedans)
        # What stands behind `else` is shown where the loop had no turn.
        self._instructions(noeud.else_, portee)

    def _macro(self, noeud: nodes.Macro | nodes.CallBlock, portee: Portee) -> None:
        """What a macro is given is not known."""
        # 1. The names inside it: what it is called with, and those that Jinja adds.
        dedans = {**portee, "caller": None, "varargs": None, "kwargs": None}
        for argument in noeud.args:
            self._lier(argument, None, dedans)
        # 2. What is read outside of it: its defaults, the macro that a block calls.
        for defaut in noeud.defaults:
            self._forme(defaut, portee)
        if isinstance(noeud, nodes.Macro):
            portee[noeud.name] = None
        else:
            self._forme(noeud.call, portee)
        # 3. Its body, even if it is never called: it would be, with other data.
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
        # « {% from … import a, b as c %} »: a name, or the pair of it and of what it is called.
        for importe in getattr(noeud, "names", ()):
            nom = importe if isinstance(importe, str) else importe[1]
            portee[nom] = None
        for dedans in noeud.iter_child_nodes():
            if isinstance(dedans, nodes.Expr):
                self._forme(dedans, portee)
            else:
                self._instruction(dedans, portee)

    def _lier(self, cible: nodes.Node, forme: Any, portee: Portee) -> None:
        if isinstance(cible, nodes.Name):
            portee[cible.name] = forme
            return
        # « a, b »: which of them stands for what is not followed.
        for nom in cible.find_all(nodes.Name):
            portee[nom.name] = None

    # Expressions: what each stands for

    def _forme(self, noeud: nodes.Node | None, portee: Portee) -> Any:
        match noeud:
            case nodes.Name():
                return self._nom(noeud, portee)
            case nodes.Getattr():
                groupe = self._forme(noeud.node, portee)
                return self._dans(noeud, groupe, noeud.attr)
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
            case nodes.CondExpr():
                # The test, the value, the other one: the first of both that something is known of.
                _, *valeurs = formes
                for valeur in valeurs:
                    if valeur:
                        return valeur
        return None

    def _nom(self, noeud: nodes.Name, portee: Portee) -> Any:
        nom = noeud.name
        # The template's own names hide those of the data, as Jinja has it.
        if nom in portee:
            return portee[nom]
        if nom in self._specimen or nom in self._environnement.globals:
            return self._specimen.get(nom)
        noms = [*self._specimen, *portee]
        self._dire(ABSENT, noeud, nom, nom_proche(nom, noms))
        return None

    def _dans(self, noeud: nodes.Node, groupe: Any, nom: str, dit: str = "") -> Any:
        """What a name stands for inside of what is known; `dit` is how a person would call it."""
        # Nothing is known of the names of an empty group.
        if not isinstance(groupe, dict | list | str | int) or groupe == {}:
            return None
        if isinstance(groupe, dict) and nom in groupe:
            return groupe[nom]
        # A method of Python: « .get », « .upper ».
        if hasattr(groupe, nom):
            return None
        if isinstance(groupe, list):
            suite = " : c'est une liste, à parcourir avec {% for … in … %}"
        else:
            admis = groupe if isinstance(groupe, dict) else ()
            suite = nom_proche(nom, admis)
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
        # By a rank, or by what only a run would tell.
        return _premier(groupe)

    def _filtre(self, noeud: nodes.Filter, portee: Portee) -> Any:
        self._connu(noeud, self._environnement.filters, "filter")
        # 1. What it reads.
        donnee = self._forme(noeud.node, portee)
        nommes = [mot.value for mot in noeud.kwargs]
        for argument in (*noeud.args, *nommes):
            self._forme(argument, portee)
        # 2. The way of names that it follows in each element: « map(attribute="a.b") ».
        element = _premier(donnee)
        if noeud.name in _PAR_ATTRIBUT and (attribut := _attribut(noeud)):
            for nom in attribut.split("."):
                element = self._dans(noeud, element, nom, nom)
            if noeud.name == "map":
                return [element]
        if noeud.name == "join" and isinstance(element, dict):
            self._dire(BRUT, noeud, _ecrit(noeud), "groupe")
        # 3. What it gives, as far as that is known.
        if noeud.name in _GARDENT:
            return donnee
        if noeud.name in _PRENNENT:
            return element
        # Lists that are added up make one.
        if noeud.name == "sum" and isinstance(element, list):
            return element
        return None

    def _connu(
        self, noeud: nodes.Filter | nodes.Test, connus: Mapping[str, Any], quoi: str
    ) -> None:
        """A filter or a test that nobody has: Jinja would say so only where it is run."""
        if noeud.name not in connus:
            motif = inconnu(quoi, noeud.name, self._environnement)
            self._dire(FILTRE, noeud, noeud.name, motif)


def _premier(forme: Any) -> Any:
    """What an element of a list stands for, where it is one and something is known of it."""
    return forme[0] if isinstance(forme, list) and forme else None


def _attribut(filtre: nodes.Filter) -> str:
    """The attribute that a filter asks for, where it is written in the template."""
    demandes = [mot.value for mot in filtre.kwargs if mot.key == "attribute"]
    # Of these it is the first argument; of the others, that is something else.
    if filtre.name in ("selectattr", "rejectattr", "groupby"):
        demandes += filtre.args[:1]
    for demande in demandes:
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
