"""What renderers know of a référentiel: lines, rules and where they come from, already in words."""

from typing import NamedTuple

from clea_cli.sorties.nombres import NombreExact


class LigneVue(NamedTuple):
    """A line of a référentiel: `niveau` 0 for a domaine, 1 for a sous-domaine, 2 for a critère."""

    niveau: int
    code: str
    libelle: str
    remarque: str
    # What a contexte says beside it.
    ajouts: tuple[str, ...] = ()


class FicheReferentiel(NamedTuple):
    """A référentiel to be read: what it is, a paragraph for each fact, and its lines."""

    titre: str
    faits: tuple[tuple[str, str], ...]
    lignes: tuple[LigneVue, ...]


class FichierVerifie(NamedTuple):
    """A référentiel's file that was verified; what it holds, if no error refused it.

    `texte` is the file's, to quote its lines; `resume` says in a line what it holds, `a_confirmer`
    what still wants a look at the official text, a sentence each.
    """

    source: str
    texte: str
    correct: bool
    referentiel: str = ""
    version: str = ""
    empreinte: str = ""
    resume: str = ""
    a_confirmer: tuple[str, ...] = ()


class LigneDecrite(NamedTuple):
    """A line of a référentiel with all that it says of itself, and the lines below it.

    `niveau` is « domaine », « sous-domaine » or « critère »; `certitude` is a key, `mots` the same
    for a person. `points` are those of all its critères. `remplace` are codes of the version
    before, `filiation` says so. `locales` is what a contexte says beside it, a sentence each.
    """

    niveau: str
    code: str
    libelle: str
    certitude: str
    mots: str
    sources: tuple[str, ...]
    note: str
    points: NombreExact
    remplace: tuple[str, ...]
    filiation: str
    lignes: tuple["LigneDecrite", ...]
    locales: tuple[str, ...] = ()


class RegleDecrite(NamedTuple):
    """A rule in sentences: when a domaine is mastered, a candidate certifiable; what is unsure."""

    id: str
    libelle: str
    defaut: bool
    phrases: tuple[str, ...]
    sources: tuple[str, ...]
    verifiee_le: str


class ExigenceDecrite(NamedTuple):
    """The points that each rule requires at one level, in the rules' order; empty: it says none."""

    niveau: str
    code: str
    libelle: str
    total: NombreExact
    requis: tuple[str, ...]


class SourceDecrite(NamedTuple):
    """A document that lines and rules refer to; `lien` is where a browser finds it, if anywhere."""

    id: str
    titre: str
    editeur: str
    adresse: str
    lien: str


class ExempleDecrit(NamedTuple):
    """A verdict decided by hand: the grille in words, the rule, the verdict in words."""

    libelle: str
    grille: str
    regle: str
    verdict: str


class ReferentielDecrit(NamedTuple):
    """A whole référentiel to be read.

    `mots_etat` is `etat` for a person, `contenu` says in a line what it holds. `revision` is empty
    where there has been none, `contexte` where it is not seen through one. `verifie_le` is the last
    day that a rule of it was checked, if any. `certitudes` counts the critères: (key, words,
    number), the surest first. `echelle` gives each answer its synonyms.
    """

    id: str
    version: str
    libelle: str
    certificateur: str
    etat: str
    mots_etat: str
    avertissement: str
    empreinte: str
    succede: str
    modalites: str
    verifie_le: str
    contenu: str
    certitudes: tuple[tuple[str, str, int], ...]
    echelle: tuple[tuple[str, tuple[str, ...]], ...]
    sources: tuple[SourceDecrite, ...]
    regles: tuple[RegleDecrite, ...]
    exigences: tuple[ExigenceDecrite, ...]
    domaines: tuple[LigneDecrite, ...]
    exemples: tuple[ExempleDecrit, ...]
    revision: str = ""
    enregistrement: str = ""
    contexte: str = ""
