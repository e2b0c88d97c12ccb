"""`clea modele`: the templates of documents, to copy and to try."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from clea_cli.cli import options
from clea_cli.cli.formats import NomTape
from clea_cli.cli.francais import ajouter, groupe
from clea_cli.cli.sortie import dire, publier, signaler, statut
from clea_cli.documents.genres import GENRES, PAGES_DU_JURY

if TYPE_CHECKING:  # the help must not load what it does not need
    from clea_cli.diagnostics import Diagnostic, Position
    from clea_cli.documents.essai_modeles import Essai
    from clea_cli.documents.variables import Variable

_SUR_LE_STYLE = (
    "style.yaml : restitution.md n'en prend que la place du logo et les couleurs assez foncées "
    "(7 pour 1) ; ses lettres, son interligne et ses marges restent."
)
_RATES_MONTRES = 5  # trials that are named

app = groupe("""Donne les modèles des documents, et essaie les vôtres.""")


def extraire(
    dossier: Annotated[str, typer.Argument(metavar="DOSSIER", help="Où les copier.")],
    forcer: options.Forcer = False,
) -> int:
    """Copie les modèles de clea, pour que vous changiez les mots que vous voulez.

    Gardez dans le dossier ceux que vous changez ; les autres restent ceux de clea. Un document Word
    « reference.docx » y donne ses styles et ses en-têtes, une image « logo.png » y est votre logo.
    « organisme.yaml » est un exemple de ce qui dit qui vous êtes : il se pose à côté des grilles.

    Exemple : clea modele extraire mes-modeles
    """
    from clea_cli.documents.lire_organisme import NOM as FICHE
    from clea_cli.documents.modeles_organisme import NOMS
    from clea_cli.documents.rendus.langue import LIVRES
    from clea_cli.sorties import ecriture

    cree = ecriture.creer_dossier(dossier)
    if cree.value is None:
        signaler(cree.diagnostics)
        return statut(cree.diagnostics)
    fautes: list[Diagnostic] = []
    for nom in (*NOMS, FICHE):
        chemin = str(Path(dossier) / nom)
        livre = (LIVRES / nom).read_bytes()
        ecrit = ecriture.ecrire(chemin, livre, forcer=forcer)
        fautes += ecrit.diagnostics
        if ecrit.value is not None:
            fait = "écrit" if ecrit.value else "inchangé"
            dire(f"{chemin} : {fait}.")
    signaler(fautes)
    return statut(fautes)


def verifier(
    dossier: Annotated[
        str | None,
        typer.Argument(
            metavar="DOSSIER", help="Vos modèles. Par défaut : ceux de clea.", show_default=False
        ),
    ] = None,
) -> int:
    """Essaie des modèles avec des candidats inventés, de qui tout est connu, ou presque rien.

    Noms très longs, 0 %, 100 %, signes spéciaux ; chaque donnée facultative présente, puis absente.
    Un nom qu'aucun document n'a est dit, même derrière un « if » ; ce que le modèle perdrait aussi.

    Exemple : clea modele verifier mes-modeles
    """
    from clea_cli.documents.charger_modeles import charger, inutiles
    from clea_cli.documents.essai_modeles import essayer
    from clea_cli.documents.modeles_organisme import STYLE
    from clea_cli.jury import essai_modeles as jury

    charges = charger(dossier)
    if charges.value is None:
        signaler(charges.diagnostics)
        return statut(charges.diagnostics)
    essais = [*essayer(charges.value), *jury.essayer(charges.value)]
    par_genre: dict[str, list[Essai]] = {}
    for essai in essais:
        par_genre.setdefault(essai.genre, []).append(essai)
    lignes: list[tuple[str, str]] = []
    for genre, siens in par_genre.items():
        lignes.append((f"{genre}.md : {_issue(siens)}\n", ""))
    if dossier and (restes := inutiles(charges.value)):
        cites = ", ".join(restes)
        lignes.append((f"Ne servent à aucun document : {cites}.\n", ""))
    if STYLE in charges.value.fichiers:
        lignes.append((f"{_SUR_LE_STYLE}\n", ""))
    publie = publier(lignes, None)
    # The trials of a template meet the same fault: each is told once.
    fautes = list(dict.fromkeys((*charges.diagnostics, *_trouvees(essais))))
    signaler(fautes)
    return publie or statut(fautes)


def _trouvees(essais: "Sequence[Essai]") -> "list[Diagnostic]":
    """What trials have found.

    A name that no document has is told as such only: what stops there stops because of it.
    """
    toutes: list[Diagnostic] = []
    absents: set[Position] = set()
    for essai in essais:
        for faute in essai.diagnostics:
            toutes.append(faute)
            if faute.code == "D209":
                absents.add(faute.position)
    return [faute for faute in toutes if faute.code != "D201" or faute.position not in absents]


def _issue(essais: "Sequence[Essai]") -> str:
    """How the trials of a template went; of those that failed, the first by their names."""
    from clea_cli.diagnostics import refuse

    rates: dict[str, None] = {}
    for essai in essais:
        if refuse(essai.diagnostics):
            rates[essai.cas] = None
    if not rates:
        return f"correct, {len(essais)} essais"
    montres = ", ".join(list(rates)[:_RATES_MONTRES])
    if len(rates) > _RATES_MONTRES:
        montres += ", …"
    return f"en faute ({montres})"


def variables(
    document: Annotated[
        str | None,
        typer.Argument(
            parser=NomTape((*GENRES, *PAGES_DU_JURY)),
            metavar="DOCUMENT",
            help="ecarts, plan, restitution ou attestation ; ou une page du jury : jury-dossier, "
            "jury-ordre-du-jour, jury-liste, jury-emargement ou jury-proces-verbal. "
            "Par défaut : les quatre documents, puis les cinq pages.",
            show_default=False,
        ),
    ] = None,
) -> int:
    """Dit tous les noms qu'un modèle peut lire : leur type, un exemple.

    « [] » marque une liste : domaines[].code se lit
    {% for domaine in domaines %}{{ domaine.code }}{% endfor %}.

    Exemple : clea modele variables ecarts
    """
    from clea_cli.documents.variables import variables as des_documents
    from clea_cli.jury.variables import variables as du_jury

    lignes: list[tuple[str, str]] = []
    if document not in PAGES_DU_JURY:
        lignes += _listees(des_documents(), document, len(GENRES))
    if document is None:
        lignes.append(("\nPages du jury\n\n", "bold"))
    if document not in GENRES:
        lignes += _listees(du_jury(), document, len(PAGES_DU_JURY))
    return publier(lignes, None)


def _listees(
    toutes: "Iterable[Variable]", document: str | None, combien: int
) -> Iterator[tuple[str, str]]:
    """The names of a document, or of all of them (`combien`), a line each."""
    for dite in toutes:
        if document is None or document in dite.documents:
            # What a name holds stands further in: domaines[].sous_domaines[].code.
            marge = "  " * dite.nom.count(".")
            partout = document is not None or len(dite.documents) == combien
            decrite = _decrite(dite, partout=partout)
            yield (marge, "")
            yield (dite.nom, "bold")
            yield (f" : {decrite}\n", "")


def _decrite(dite: "Variable", *, partout: bool) -> str:
    """The type of a name, what it is, an example; which documents have it, if not all do."""
    morceaux = [dite.type]
    if dite.sens:
        morceaux.append(dite.sens)
    if not partout:
        documents = ", ".join(dite.documents)
        morceaux.append(f"dans {documents}")
    dit = " ; ".join(morceaux)
    if dite.exemple:
        return f"{dit}. Exemple : {dite.exemple}"
    return dit


ajouter(app, extraire, verifier, variables)
