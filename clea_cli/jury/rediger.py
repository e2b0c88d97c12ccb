"""A page of the jury from its data: its template filled, and what no template may leave out."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache, partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from clea_cli.diagnostics import Outcome, Position, diagnostic
from clea_cli.diagnostics.refus import ou
from clea_cli.documents import formats
from clea_cli.documents.rediger import Mention, avec_mentions, figure_absente, montre, serre
from clea_cli.documents.remplisseur import Remplisseur
from clea_cli.documents.rendus import blocs
from clea_cli.documents.rendus.modele import litteral
from clea_cli.sorties.barres import Barre

if TYPE_CHECKING:  # only a pdf has letters of its own
    from clea_cli.sorties.lettres import Absente

R = TypeVar("R")

_SANS_FIGURE: Mapping[str, tuple[Barre, ...]] = MappingProxyType({})
_PROPOSITIONS = (
    "Propositions calculées par clea. Le jury décide ; le certificateur seul délivre le certificat."
)
_TOUJOURS = {  # by template: words that are looked for in what a page shows, and the sentence
    "jury-dossier": (("proposition", "jury décide"), _PROPOSITIONS),
    "jury-ordre-du-jour": (("proposition", "jury décide"), _PROPOSITIONS),
    "jury-liste": (("proposition", "jury décide"), _PROPOSITIONS),
    "jury-emargement": (
        ("ni évalué ni formé",),
        "Chaque membre atteste n'avoir ni évalué ni formé les candidats "
        "dont il examine le dossier.",
    ),
    "jury-proces-verbal": (
        ("décisions sont celles du jury",),
        "Les propositions sont calculées ; les décisions sont celles du jury ; "
        "le certificateur seul délivre les certificats.",
    ),
}


class PageARediger(NamedTuple):
    """A page to make: its template without the ending, its data, and what it is made of.

    `avertissement` warns of a référentiel that is not official; `motifs` are the reasons that the
    page must show beside their references, among those of all decisions (`references`).
    """

    modele: str
    donnees: Mapping[str, Any]
    origine: Mapping[str, Any]
    jour: str
    formats: Iterable[str]
    avertissement: str = ""
    figures: Mapping[str, tuple[Barre, ...]] = _SANS_FIGURE
    references: tuple[str, ...] = ()
    motifs: Mapping[str, str] = MappingProxyType({})


class PageRedigee(NamedTuple):
    """A page by format, and the letters that its pdf shows by their numbers."""

    contenus: dict[str, bytes]
    absentes: "tuple[Absente, ...]"


def rediger(remplisseur: Remplisseur, page: PageARediger) -> Outcome[PageRedigee]:
    """Fill the template, and write what it says. Errors: D201, D203, S111."""
    # 1. The words.
    modeles = remplisseur.modeles
    nom = f"{page.modele}.md"
    rempli = remplisseur.remplir(nom, page.donnees)
    if rempli.value is None:
        return rempli.refus()
    # 2. Their blocks, with what no template may leave out.
    lire = partial(
        blocs.lire,
        figures=page.figures,
        provenance=page.origine,
        date=page.jour,
        admis=modeles.admis,
    )
    mentions = tuple(_mentions(page))
    texte, document = avec_mentions(mentions, rempli.value, lire)
    if faute := figure_absente(document, page.figures, modeles.position(nom)):
        return Outcome(None, (faute,))
    # 3. Its formats.
    contenus: dict[str, bytes] = {}
    absentes: tuple[Absente, ...] = ()
    for format_ in page.formats:
        contenus[format_] = formats.rendre(format_, modeles, texte, document)
        absentes += formats.lettres_absentes(format_, document)
    return Outcome(PageRedigee(contenus, absentes))


def sans_tomber(faire: Callable[[], Outcome[R]], de_qui: str, lieu: Position) -> Outcome[R]:
    """Make a page; a bug of ours loses that one, and not its neighbours. Error: D351."""
    try:
        return faire()
    except OSError:  # the system's doing, for all pages alike
        raise
    except Exception as erreur:
        faute = diagnostic("D351", lieu, candidat=de_qui, defaut=ou(erreur))
        return Outcome(None, (faute,))


def _mentions(page: PageARediger) -> Iterator[Mention]:
    """What a page says whatever its template."""
    if page.avertissement:
        phrase = f"Attention : {litteral(page.avertissement)}."
        yield Mention(partial(montre, page.avertissement), phrase)
    mots, phrase = _TOUJOURS[page.modele]
    for dits in mots:
        yield Mention(partial(montre, dits), phrase)
    for reference, motif in page.motifs.items():
        phrase = f"{litteral(reference)} : {litteral(motif)}"
        a_cote = partial(_a_cote, reference, motif, page.references)
        yield Mention(a_cote, phrase, d_une_valeur=True)


def _a_cote(reference: str, motif: str, references: tuple[str, ...], texte: str) -> bool:
    """Whether a reason is shown after its reference, with none of another dossier's between."""
    reperes = _reperes(texte, references)
    la_sienne = serre(reference)
    cherche = serre(motif)
    # Wherever the reason stands, the reference that it belongs to is the last one before it.
    ici = reperes.montre.find(cherche)
    while ici >= 0:
        rang = bisect_left(reperes.debuts, ici) - 1
        if rang >= 0 and reperes.references[rang] == la_sienne:
            return True
        ici = reperes.montre.find(cherche, ici + 1)
    return False


class _Reperes(NamedTuple):
    """The references that a text shows, and where each begins in it."""

    montre: str
    debuts: list[int]
    references: list[str]


@lru_cache(1)  # the same for all reasons of a page
def _reperes(texte: str, references: tuple[str, ...]) -> _Reperes:
    """Find each reference in a text, in order; none that stands inside a longer one."""
    serree = serre(texte)
    # 1. Every place of each; of two that begin at one place, the longer is to come first.
    trouvees: list[tuple[int, int, str]] = []
    for reference in filter(None, map(serre, references)):
        debut = serree.find(reference)
        while debut >= 0:
            trouvees.append((debut, -len(reference), reference))
            debut = serree.find(reference, debut + 1)
    trouvees.sort()
    # 2. From left to right: « C-1 » inside « C-12 » is passed over.
    reperes = _Reperes(serree, [], [])
    libre = 0
    for debut, _, reference in trouvees:
        if debut >= libre:
            reperes.debuts.append(debut)
            reperes.references.append(reference)
            libre = debut + len(reference)
    return reperes
