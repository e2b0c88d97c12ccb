"""A document from the data of one candidate.

Its template filled, read as blocks, written in a format.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from clea_cli.diagnostics import Diagnostic, Outcome, Position, diagnostic
from clea_cli.documents import formats
from clea_cli.documents.commande import Commande
from clea_cli.documents.remplisseur import Remplisseur
from clea_cli.documents.rendus import blocs
from clea_cli.documents.rendus.langue import nom_proche
from clea_cli.documents.vues import Document
from clea_cli.sorties.barres import Barre
from clea_cli.sorties.texte import en_ligne

if TYPE_CHECKING:  # only a pdf has letters of its own
    from clea_cli.sorties.lettres import Absente

_FACILES = frozenset({"restitution"})  # a candidate may read with difficulty
_TAILLE, _GRANDE = 11, 15  # points
# In Word the font is that of the machine, sometimes a wider one, and an attestation is one page.
_TAILLES = {("attestation", "docx"): 10}
# What a document says whatever its template: words that are looked for, and the sentence.
_MENTIONS = {
    "attestation": ("ne vaut pas certificat", "Cette attestation ne vaut pas certificat."),
    "restitution": (
        "n'est pas un certificat",
        "Cette page n'est pas un certificat. Le jury décide.",
    ),
}
_ENTRE_CHEVRONS = re.compile("<[^<>]*>")  # what a reader of Markdown may take for HTML, and hide
_NOMMEES = 5  # letters without a drawing that are named


class Mention(NamedTuple):
    """What a document says whatever its template: how to see that it is shown, and its sentence.

    `d_une_valeur`: its words are those of a value, which nobody takes for HTML.
    """

    dite: Callable[[str], bool]
    phrase: str
    d_une_valeur: bool = False


class Redige(NamedTuple):
    """A document: its blocks, and its bytes, empty for `texte`."""

    document: Document
    contenu: bytes


def rediger(
    commande: Commande,
    remplisseur: Remplisseur,
    donnees: Mapping[str, Any],
    figures: Mapping[str, tuple[Barre, ...]],
    provenance: Mapping[str, Any],
    source: str,
) -> Outcome[Redige]:
    """Fill the template, and write what it says.

    Errors: D201, D203, S111; D350 warns, of the file `source`.
    """
    # 1. The words.
    nom = f"{commande.genre}.md"
    rempli = remplisseur.remplir(nom, donnees)
    if rempli.value is None:
        return rempli.refus()
    texte = rempli.value
    # The code is at the foot of each page, where the page is ours; else it ends the document.
    au_pied = commande.format == "pdf" or _a_notre_pied(commande)
    code = provenance["code"]
    if code and not au_pied:
        texte = f"{texte.rstrip()}\n\nCode de contrôle : {code}\n"
    # 2. Their blocks, with what no template may leave out.
    facile = commande.genre in _FACILES
    ordinaire = _GRANDE if facile else _TAILLE
    lire = partial(
        blocs.lire,
        figures=figures,
        provenance=provenance,
        date=commande.date,
        taille=_TAILLES.get((commande.genre, commande.format), ordinaire),
        facile=facile,
        admis=commande.modeles.admis,
    )
    mentions = _mentions(commande.genre, donnees)
    texte, document = avec_mentions(mentions, texte, lire)
    if faute := figure_absente(document, figures, commande.modeles.position(nom)):
        return Outcome(None, (faute,))
    document = document._replace(seances=_seances(donnees), adresses=_adresses(donnees))
    # 3. The format.
    contenu = formats.rendre(commande.format, commande.modeles, texte, document)
    absentes = formats.lettres_absentes(commande.format, document)
    avertis = sans_lettres(absentes, Position(source), donnees.get("nom", ""))
    return Outcome(Redige(document, contenu), avertis)


def _a_notre_pied(commande: Commande) -> bool:
    """Whether the feet of pages are ours in Word: an organisme's reference document has its own."""
    return commande.format == "docx" and not commande.modeles.reference


def _mentions(genre: str, donnees: Mapping[str, Any]) -> tuple[Mention, ...]:
    """What a kind of document says whatever its template."""
    if genre not in _MENTIONS:
        return ()
    mots, phrase = _MENTIONS[genre]
    tapes = [donnees.get(nom) for nom in ("candidat", "nom", "notes", "organisme")]
    # Typed by somebody among the data, the words are not the document's own. The bar keeps two
    # texts from making them together.
    saisi = " | ".join(_textes(tapes))
    if montre(mots, saisi):
        return (Mention(lambda _: False, phrase),)
    return (Mention(partial(montre, mots), phrase),)


def _textes(valeur: Any) -> Iterator[str]:
    """The texts of data, however deep."""
    if isinstance(valeur, str):
        yield valeur
    elif isinstance(valeur, Mapping):
        for dedans in valeur.values():
            yield from _textes(dedans)
    elif isinstance(valeur, Sequence):
        for dedans in valeur:
            yield from _textes(dedans)


def montre(mots: str, texte: str) -> bool:
    """Whether a text shows these words, whatever their spaces, capitals and apostrophes."""
    return serre(mots) in serre(texte)


def serre(texte: str) -> str:
    """The letters of a text: spaces change with the lines, and with French typography."""
    sans_espaces = "".join(en_ligne(texte).split())
    return sans_espaces.casefold().replace("’", "'")


def avec_mentions(
    mentions: Sequence[Mention],
    texte: str,
    lire: Callable[[str], Document],
) -> tuple[str, Document]:
    """A filled template and its blocks, with what none may leave out.

    It is looked for in what is shown.
    """
    document = lire(texte)
    tues = _tues(mentions, document)
    if not tues:
        return texte, document
    ajout = "\n\n".join(f"> {phrase}" for phrase in tues)
    texte = f"{texte.rstrip()}\n\n{ajout}\n"
    document = lire(texte)
    # In the middle of a list or of a block of letters, the sentences may be lost again.
    if _tues(mentions, document):
        texte = f"{ajout}\n\n{texte}"
        document = lire(texte)
    return texte, document


def _tues(mentions: Sequence[Mention], document: Document) -> tuple[str, ...]:
    """The sentences of what a document does not show, each once."""
    if not mentions:
        return ()
    affiche = blocs.affiche(document.blocs)
    sans_html = _ENTRE_CHEVRONS.sub("", affiche)
    tues: dict[str, None] = {}
    for mention in mentions:
        ou = affiche if mention.d_une_valeur else sans_html
        if not mention.dite(ou):
            tues[mention.phrase] = None
    return tuple(tues)


def figure_absente(
    document: Document,
    figures: Mapping[str, tuple[Barre, ...]],
    modele: Position,
) -> Diagnostic | None:
    """The fault of a template (its place) that asks for a figure that nobody has. Error: D201."""
    demandees = set(blocs.figures(document.blocs))
    absentes = demandees - figures.keys()
    if not absentes:
        return None
    # A set has no order: always the same one is said.
    absente = min(absentes)
    proche = nom_proche(absente, figures)
    motif = f"il n'y a pas de figure « {absente} » ici{proche}"
    return diagnostic("D201", modele, motif=motif)


def _adresses(donnees: Mapping[str, Any]) -> tuple[str, ...]:
    """The addresses that the organisme says of itself; no other value ever becomes a link."""
    organisme = donnees.get("organisme")
    if not organisme:
        return ()
    dites = [organisme["courriel"]]
    for role in ("contact", "referent_handicap", "signataire"):
        dites.append(organisme[role]["courriel"])
    # The same person may have several roles.
    uniques = dict.fromkeys(dites)
    return tuple(adresse for adresse in uniques if adresse)


def _seances(donnees: Mapping[str, Any]) -> tuple[dict[str, Any], ...]:
    """The days of the plan that is detailed; none where there is no plan, or none is possible."""
    plan = donnees.get("plan")
    if not plan or not plan["possible"]:
        return ()
    return tuple(plan["detaillee"]["seances"])


def sans_lettres(
    absentes: "Sequence[Absente]",
    position: Position,
    nom: str = "",
) -> tuple[Diagnostic, ...]:
    """Tell of the letters that a pdf shows by their numbers, and where the first one stands.

    Where a page bears the name of somebody, nothing of it is quoted. Warning: D350.
    """
    if not absentes:
        return ()
    nommees = [absente.dite for absente in absentes[:_NOMMEES]]
    if len(absentes) > _NOMMEES:
        nommees.append("…")
    premiere = absentes[0]
    if not nom:
        ou = f", dans « {premiere.ici} »"
    elif premiere.lettres in nom:
        ou = ", dans le nom du candidat"
    else:
        ou = ""
    avis = diagnostic("D350", position, lettres=", ".join(nommees), ou=ou)
    return (avis,)
