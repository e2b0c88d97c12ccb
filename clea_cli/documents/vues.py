"""A document as blocks, whatever the format.

What its Markdown said, and the figures that it shows.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from clea_cli.sorties.barres import Barre


class Morceau(NamedTuple):
    """A run of text in one style; or a pictogram by name.

    The `texte` of a pictogram stands for it where nothing is drawn. `lien` is the address to which
    a link leads.
    """

    texte: str
    gras: bool = False
    italique: bool = False
    pictogramme: str = ""
    lien: str = ""


LigneDeTexte = tuple[Morceau, ...]


class Titre(NamedTuple):
    """A heading; `niveau` from 1."""

    niveau: int
    ligne: LigneDeTexte


class Paragraphe(NamedTuple):
    """A paragraph."""

    ligne: LigneDeTexte


class Liste(NamedTuple):
    """A list; an item is blocks."""

    ordonnee: bool
    elements: tuple[tuple["BlocDeTexte", ...], ...]


class Tableau(NamedTuple):
    """A table; `a_droite` says of each column whether it holds numbers."""

    titres: tuple[LigneDeTexte, ...]
    lignes: tuple[tuple[LigneDeTexte, ...], ...]
    a_droite: tuple[bool, ...]


class Encadre(NamedTuple):
    """What a reader must not miss."""

    blocs: tuple["BlocDeTexte", ...]


class Filet(NamedTuple):
    """A rule across the page."""


class Figure(NamedTuple):
    """A figure by name, and what it shows in words."""

    nom: str
    legende: str


class Illustration(NamedTuple):
    """An image of the organisme by its name in the folder of templates; what it shows in words."""

    nom: str
    legende: str


class SautDePage(NamedTuple):
    """What follows begins a page."""


class Cadre(NamedTuple):
    """Room to write by hand: frames side by side, each with what is to stand in it.

    `hauteur` in millimetres.
    """

    legendes: tuple[str, ...]
    hauteur: int


BlocDeTexte = (
    Titre
    | Paragraphe
    | Liste
    | Tableau
    | Encadre
    | Filet
    | Figure
    | Illustration
    | SautDePage
    | Cadre
)


class Document(NamedTuple):
    """A document to be written in some format.

    `taille` is the size of the text (points); `provenance` says what it was made of, as plain data;
    `date` (ISO) is the day that it bears; `facile`: laid out for people who read with difficulty;
    `seances` are the days of a plan; `adresses` those that the organisme says of itself, which a
    reader may follow.
    """

    titre: str
    blocs: tuple[BlocDeTexte, ...]
    figures: Mapping[str, tuple[Barre, ...]]
    provenance: Mapping[str, Any]
    date: str
    taille: int = 11
    facile: bool = False
    seances: tuple[dict[str, Any], ...] = ()
    adresses: tuple[str, ...] = ()


class ImageLue(NamedTuple):
    """An image that was looked at: `genre` is png or jpeg; its size is in pixels."""

    contenu: bytes
    genre: str
    large: int
    haut: int

    @property
    def millimetres(self) -> int:
        """How wide it is shown where there is room for it: as on a screen, 96 pixels an inch."""
        return max(1, round(self.large * 25.4 / 96))


class Habillage(NamedTuple):
    """What an organisme gives documents to wear; what is empty or None is ours.

    Lengths are in millimetres, colours are written #1f4e79; `logo` is a PNG.
    """

    logo: bytes = b""
    place: str = "droite"  # of the logo: gauche, centre or droite
    largeur: int | None = None  # of the logo
    images: Mapping[str, ImageLue] = {}
    police: str = ""
    principale: str = ""  # of headings
    secondaire: str = ""  # of rules, of the edge of boxes, of the head and foot of pages
    marges: int | None = None
    tete: str = ""
    pied: str = ""


SANS_HABILLAGE = Habillage()
