"""What templates may read: every name, its type and an example, taken from real documents.

Documents of the invented candidate are gathered, with all that may be known and with less, and
what they hold is put together as one specimen: a group of names, a list of one element, a value.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache
from typing import Any, NamedTuple

from clea_cli.documents import exemple
from clea_cli.documents.genres import GENRES
from clea_cli.documents.modeles_organisme import PIED, Modeles
from clea_cli.documents.preparer import ouvrir, reunir
from clea_cli.documents.remplisseur import Remplisseur

_EMPREINTE = re.compile("(sha256:)?[0-9a-f]{64}")
_JOUR = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
# Groups whose names are those of files, of tools or of critères: nobody reads one by its name.
_CLES_LIBRES = frozenset(
    {"notes", "origines", "pied.modeles", "pied.outils", "pied.organisme.fichiers"}
)
_EXEMPLE_MAX = 60  # letters
_SANS_EXEMPLE = object()

# What a name does not say by itself.
SENS = {
    "a_verifier": "ce qui a pris fin à la date du document, ou n'a pas été vérifié depuis un an",
    "avec_points": "si --points est demandé",
    "avertissement": "la réserve de la certification, si elle est à l'essai",
    "avis": "ce qu'il faut savoir de la grille",
    "candidat": "la référence du candidat",
    "catalogue": "le catalogue de modules",
    "certificateur": "qui délivre le certificat",
    "certification": "son nom entier",
    "certitudes": "combien de critères sont confirmés",
    "date": "la date du document",
    "domaines": "tous les domaines, dans l'ordre",
    "domaines[].a_voir": "ce qui n'est pas acquis",
    "domaines[].court": "son nom en mots simples",
    "domaines[].forts": "les sous-domaines entièrement acquis",
    "domaines[].manque": "ce qui manque, une phrase par élément",
    "domaines[].pictogramme": "le nom de son image",
    "domaines[].statut": "maitrise, non_maitrise ou indetermine",
    "evaluation": "la dernière évaluation",
    "evaluation.date": "le jour pour les filtres, vide s'il n'est pas connu",
    "evaluation.jour": "le jour en lettres, ou « non indiquée »",
    "evaluation.jour_complet": "avec le jour de la semaine, vide s'il n'est pas connu",
    "evaluation.jour_dit": "le jour en lettres, vide s'il n'est pas connu",
    "evaluation.nom": "évaluation, évaluation préalable ou évaluation finale",
    "evaluations": "toutes les évaluations, la préalable puis la finale",
    "lectures": "ce que donneraient les autres lectures de la règle",
    "lectures[].en_vigueur": "si cette lecture a encore cours à la date du document",
    "lectures[].motif": "pourquoi son résultat est autre, vide s'il est le même",
    "nom": "le nom du candidat, avec --identites",
    "notes": "ce que l'évaluateur a écrit, par code de critère",
    "organisme": "ce que dit organisme.yaml",
    "organisme.agenda": "ce que son calendrier dit des délais",
    "pied": "de quoi le document a été fait",
    "plan": "le plan de formation, dans plan.md seulement",
    "plan.detaillee": "la route qui est détaillée",
    "plan.routes": "la plus courte, puis la complète",
    "plan.sans_module": "les critères pour lesquels le catalogue n'a rien",
    "points": "les points de l'ensemble",
    "points.ecrits": "les points et le pourcentage, comme on les écrit",
    "points.exiges": "les points requis, en mots s'ils le sont par sous-domaine",
    "points.possibles": "avec ce qui reste à évaluer",
    "points.requis": "vide si rien n'est exigé à ce niveau",
    "progres": "les domaines qui ont plus de points à la finale",
    "regle": "la règle qui décide",
    "suite": "ce qui vient",
    "suite.a_evaluer": "par domaine, ce qui reste à évaluer",
    "suite.a_travailler": "par domaine, ce qui manquera sûrement, le plus proche du seuil d'abord",
    "suite.commencee": "si la moitié des critères au moins a une réponse",
    "suite.finie": "si rien de ce qui reste à évaluer ne peut changer quelque chose",
    "suite.modules": "les modules du catalogue qui suffisent, en moins d'heures",
    "suite.premiere_etape": "par où commencer, une phrase simple par élément",
    "suite.trop_de_choix": "si le choix des modules n'a pas pu être prouvé",
    "validite": "jusqu'à quel jour un domaine maîtrisé est gardé",
    "validite_ans": "combien d'années un domaine maîtrisé est gardé",
    "verdict": "la proposition calculée",
    "verdict.code": "certifiable, non_certifiable ou indetermine",
    "verdict.explications": "pourquoi, une phrase par élément",
    "version": "celle du référentiel",
}


class Variable(NamedTuple):
    """A name that templates may read.

    Its type and an example in words, the documents that have it.
    """

    nom: str  # « domaines[].points.obtenus »: of each element of the list
    type: str
    exemple: str
    documents: tuple[str, ...]
    sens: str


def variables() -> tuple[Variable, ...]:
    """Every name of the documents, in the order of the alphabet."""
    return decrire({genre: specimen(genre) for genre in GENRES}, SENS)


def decrire(
    specimens: Mapping[str, Mapping[str, Any]], sens: Mapping[str, str]
) -> tuple[Variable, ...]:
    """Every name of specimens, one a document, in the order of the alphabet."""
    dites: dict[str, tuple[str, str, list[str]]] = {}
    for document, dedans in specimens.items():
        for nom, (genre_de_valeur, dit) in _feuilles(dedans):
            deja = dites.setdefault(nom, (genre_de_valeur, dit, []))
            deja[2].append(document)
    toutes: list[Variable] = []
    for nom, (type_, dit, documents) in sorted(dites.items(), key=_ordre):
        toutes.append(Variable(nom, type_, dit, tuple(documents), sens.get(nom, "")))
    return tuple(toutes)


def _ordre(entree: tuple[str, Any]) -> list[str]:
    """A group just before what it holds."""
    return re.split(r"\.|(?=\[)", entree[0])


@cache
def de_tous() -> Mapping[str, Any]:
    """What any document may hold.

    Nothing is said of the names of a group that has no fixed ones.
    """
    return liberer(reunir_specimens(map(specimen, GENRES)))


def reunir_specimens(specimens: Iterable[Mapping[str, Any]]) -> Mapping[str, Any]:
    """Several specimens as one, which has what any of them has."""
    reuni: Any = {}
    for un in specimens:
        reuni = _unir(reuni, un)
    ensemble: Mapping[str, Any] = reuni
    return ensemble


def liberer(ensemble: Mapping[str, Any]) -> Mapping[str, Any]:
    """A specimen of whose groups without fixed names nothing is said."""
    libere: Mapping[str, Any] = _liberer(ensemble, "")
    return libere


def _liberer(valeur: Any, nom: str) -> Any:
    if _est_libre(nom, valeur):
        return {}
    if isinstance(valeur, dict):
        debut = f"{nom}." if nom else ""
        return {cle: _liberer(dedans, f"{debut}{cle}") for cle, dedans in valeur.items()}
    if isinstance(valeur, list):
        return [_liberer(dedans, f"{nom}[]") for dedans in valeur]
    return valeur


def _est_libre(nom: str, valeur: Any) -> bool:
    """Whether a value is a group that nobody reads by fixed names."""
    return nom in _CLES_LIBRES and isinstance(valeur, Mapping)


@cache
def specimen(genre: str) -> Mapping[str, Any]:
    """All that a document of that kind may hold, as one example."""
    # Of an organisme's templates, nothing is left out of the data.
    remplisseur = Remplisseur(Modeles("-", {PIED: b"-"}))
    sans_modules = [mot for mot in exemple.FACULTATIFS if mot != exemple.MODULES]
    donnees: list[Mapping[str, Any]] = []
    for presents in (exemple.FACULTATIFS, sans_modules, ()):
        scene = exemple.Scene(genre, presents)
        preparation = exemple.preparer(scene, Modeles())
        if preparation.bareme is None:
            raise ValueError(genre)
        atelier = ouvrir(preparation, preparation.bareme, remplisseur)
        reuni = reunir(atelier, preparation.taches[0])
        if reuni.value is None:
            raise ValueError(genre)
        donnees.append(reuni.value.donnees)
    return specimen_de(donnees)


def specimen_de(donnees: Iterable[Mapping[str, Any]]) -> Mapping[str, Any]:
    """All that these data hold, as one example."""
    return reunir_specimens(map(_specimen, donnees))


def _specimen(valeur: Any) -> Any:
    """A value with its lists cut to one element, which has what any of them has."""
    if isinstance(valeur, Mapping):
        return {nom: _specimen(dedans) for nom, dedans in valeur.items()}
    if not isinstance(valeur, Sequence) or isinstance(valeur, str):
        return valeur
    element: Any = _SANS_EXEMPLE
    for un in valeur:
        element = _unir(element, _specimen(un))
    return [] if element is _SANS_EXEMPLE else [element]


def _unir(avant: Any, apres: Any) -> Any:
    """Two specimens as one: of a value, the one that says something."""
    if isinstance(avant, dict) and isinstance(apres, dict):
        uni = dict(avant)
        for nom, valeur in apres.items():
            uni[nom] = _unir(avant.get(nom, _SANS_EXEMPLE), valeur)
        return uni
    if isinstance(avant, list) and isinstance(apres, list):
        return [_unir(avant[0], apres[0])] if avant and apres else avant or apres
    if avant is _SANS_EXEMPLE or avant in (None, "", {}, []):
        return apres
    return avant


def _feuilles(groupe: Mapping[str, Any], debut: str = "") -> Iterator[tuple[str, tuple[str, str]]]:
    """Each name of a specimen, with the type and the example of its value."""
    for cle, valeur in groupe.items():
        nom = f"{debut}{cle}"
        if _est_libre(nom, valeur):
            yield nom, ("textes, par nom", "")
            continue
        yield nom, (_type(valeur), _exemple(valeur))
        element, marque = valeur, "."
        while isinstance(element, list) and element:
            element, marque = element[0], f"[]{marque}"
        if isinstance(element, Mapping):
            yield from _feuilles(element, f"{nom}{marque}")


def _type(valeur: Any) -> str:
    """A type in plain words."""
    match valeur:
        case bool():
            return "oui ou non"
        case int() | Fraction():
            return "nombre"
        case str() if _JOUR.fullmatch(valeur):
            return "date"
        case Mapping():
            return "groupe"
        case []:
            return "liste"
        case [Mapping(), *_]:
            return "liste de groupes"
        case [*_]:
            return "liste de textes"
    return "texte"


def _exemple(valeur: Any) -> str:
    """A value as it is written; of a list, its first element."""
    if isinstance(valeur, list) and valeur:
        valeur = valeur[0]
    if valeur is None or isinstance(valeur, Mapping | list):
        return ""
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    dit = str(valeur)
    if _EMPREINTE.fullmatch(dit):
        return "sha256:…"
    return dit if len(dit) <= _EXEMPLE_MAX else f"{dit[: _EXEMPLE_MAX - 1].rstrip()}…"
