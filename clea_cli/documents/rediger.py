"""A document from the data of one candidate.

Its template filled, read as blocks, written in a format.
"""

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, NamedTuple

from clea_cli.diagnostics import Diagnostic, Outcome, Position, diagnostic
from clea_cli.documents import formats
from clea_cli.documents.commande import Commande
from clea_cli.documents.modeles_organisme import REFERENCE, Remplisseur
from clea_cli.documents.rendus import blocs
from clea_cli.documents.rendus.langue import nom_proche
from clea_cli.documents.vues import Document
from clea_cli.sorties.barres import Barre

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
    nom = f"{commande.genre}.md"
    rempli = remplisseur.remplir(nom, donnees)
    if rempli.value is None:
        return rempli.refus()
    ici = Position(f"{commande.modeles.dossier}/{nom}")
    if not rempli.value.strip():
        return Outcome(None, (diagnostic("D201", ici, motif="une fois rempli, il est vide"),))
    facile = commande.genre in _FACILES
    lire = partial(
        blocs.lire,
        figures=figures,
        provenance=provenance,
        date=commande.date,
        taille=_TAILLES.get((commande.genre, commande.format), _GRANDE if facile else _TAILLE),
        facile=facile,
        admis=commande.modeles.admis,
    )
    # At the foot of each page, where the page is ours.
    au_pied = commande.format == "pdf" or _a_notre_pied(commande)
    code = "" if au_pied else provenance["code"]
    texte, document = _avec_mention(commande.genre, rempli.value, code, lire)
    for absente in sorted({*blocs.figures(document.blocs)} - {*figures}):
        motif = f"il n'y a pas de figure « {absente} » ici{nom_proche(absente, figures)}"
        return Outcome(None, (diagnostic("D201", ici, motif=motif),))
    document = document._replace(seances=_seances(donnees))
    contenu = formats.rendre(commande.format, commande.modeles, texte, document)
    avertis = tuple(_sans_lettres(commande.format, document, source))
    return Outcome(Redige(document, contenu), avertis)


def _a_notre_pied(commande: Commande) -> bool:
    """Whether the feet of pages are ours in Word: an organisme's reference document has its own."""
    return commande.format == "docx" and not commande.modeles.ajout(REFERENCE)


def _avec_mention(
    genre: str,
    rempli: str,
    code: str,
    lire: Callable[[str], Document],
) -> tuple[str, Document]:
    """A filled template and its blocks, with the words that none may leave out.

    Looked for in what is displayed.
    """
    texte = f"{rempli.rstrip()}\n\nCode de contrôle : {code}\n" if code else rempli
    document = lire(texte)
    mots, phrase = _MENTIONS.get(genre, ("", ""))
    if mots in _montre(document):
        return texte, document
    texte = f"{texte.rstrip()}\n\n> {phrase}\n"
    document = lire(texte)
    # In the middle of a list or of a block of letters, the sentence may be lost again.
    if mots not in _montre(document):
        texte = f"> {phrase}\n\n{texte}"
        document = lire(texte)
    return texte, document


def _seances(donnees: Mapping[str, Any]) -> tuple[dict[str, Any], ...]:
    """The days of the plan that is detailed; none where there is no plan, or none is possible."""
    plan = donnees.get("plan")
    return tuple(plan["detaillee"]["seances"]) if plan and plan["possible"] else ()


def _montre(document: Document) -> str:
    return _ENTRE_CHEVRONS.sub("", blocs.affiche(document.blocs))


def _sans_lettres(format_: str, document: Document, source: str) -> "list[Diagnostic]":
    """Tell of the letters that a pdf shows by their numbers, and where the first one stands."""
    absentes = formats.lettres_absentes(format_, document)
    if not absentes:
        return []
    nommees = [f"« {absente.lettres} » ({absente.numeros})" for absente in absentes[:_NOMMEES]]
    autres = ", …" if len(absentes) > _NOMMEES else ""
    faits = {"lettres": ", ".join(nommees) + autres, "ici": absentes[0].ici}
    return [diagnostic("D350", Position(source), **faits)]
