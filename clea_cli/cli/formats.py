"""One habit for outputs: in every command, the format follows the ending of `--sortie`.

Each command hands over its table of formats (`clea_cli.sorties.formats`). What its options say,
what they take and what they refuse comes from that table.
"""

import re
from collections.abc import Iterable
from pathlib import Path, PurePath
from typing import Any, TypeVar

import typer

from clea_cli.cli.sortie import dire
from clea_cli.sorties.formats import Format, Formats, declares

T = TypeVar("T")

# What people call a format beside its endings: the program that they open it with.
_PROGRAMMES = {
    "docx": ("Word",),
    "xlsx": ("Excel",),
    "html": ("navigateur",),
    "texte": ("écran",),
}
_PARTICULES = frozenset({"d", "de", "du", "des", "l", "le", "la", "les"})
_FEMININ = re.compile("euses?$")  # « demandeuse »
_ACCORD = re.compile(r"(?<=[a-z]{3})e?e?s?$")  # « salariée », « jeunes »


class NomTape:
    """Reads one of a few names in any case, with or without accents: « PDF », « salarié »."""

    __name__ = "choix"  # Typer names a reader so

    def __init__(self, noms: Iterable[str], formats: Formats[Any] | None = None) -> None:
        """Take the names, and the table of formats if they are its own."""
        self.noms = tuple(noms)
        self.formats = formats

    def __call__(self, ecrit: str) -> str:
        """Return the name that was meant. Raises typer.BadParameter."""
        from clea_cli.diagnostics.proches import plus_proche

        par_forme = {_forme(nom): nom for nom in self.noms}
        # A format goes by its endings too, and by its programs; its own name comes first.
        for nom, format_ in (self.formats or {}).items():
            programmes = _PROGRAMMES.get(nom, ())
            for autre in (*format_.fins, *programmes):
                par_forme.setdefault(_forme(autre), nom)
        forme = _forme(ecrit)
        if forme in par_forme:
            return par_forme[forme]
        possibles = ", ".join(self.noms)
        message = f"« {ecrit} » n'est pas admis ; valeurs possibles : {possibles}"
        proche = plus_proche(forme, par_forme)
        if proche:
            message += f". Vouliez-vous dire « {par_forme[proche]} » ?"
        raise typer.BadParameter(message)

    def completer(self, incomplete: str) -> list[str]:
        """The names that may end what a person has begun to type."""
        debut = incomplete.lower()
        return [nom for nom in self.noms if nom.startswith(debut)]


def _forme(ecrit: str) -> str:
    """What counts in a name that is typed.

    Neither case, accents, hyphens, small words, gender nor number.
    """
    from clea_cli.sources.mots import forme_comparable

    sans_point = ecrit.strip().lstrip(".")  # « .pdf »
    forme = ""
    for mot in forme_comparable(sans_point).split():
        if mot not in _PARTICULES:
            au_masculin = _FEMININ.sub("eur", mot)
            forme += _ACCORD.sub("", au_masculin)
    return forme


class CheminDeSortie:
    """Reads where to write: a name; for a folder, one without an ending of a format."""

    __name__ = "place"

    def __init__(self, formats: Formats[Any], *, dossier: bool = False) -> None:
        """Take the formats of what is written there."""
        self.formats = formats
        self.dossier = dossier

    def __call__(self, ecrit: str) -> str:
        """Return the place. Raises typer.BadParameter."""
        if not ecrit.strip():
            exemple = "documents"
            if not self.dossier:
                usuel = _premier(self.formats)
                exemple = f"resultat{usuel.fin}"
            raise typer.BadParameter(f"« {ecrit} » est vide ; donnez un nom, par exemple {exemple}")
        if self.dossier:
            exiger_un_dossier(self.formats, ecrit)
        return ecrit


def option_de_format(formats: Formats[Any], aide: str = "", *, defaut: str = "") -> Any:
    """`--format`: a name of the table; the ending of `--sortie` decides, if there is no default."""
    if not defaut:
        defaut = f"selon la fin de --sortie, sinon {_premier(formats).nom}"
    dit = f"Par défaut : {defaut}. {aide}".strip()
    return _option_de_choix(("--format", "-f"), NomTape(formats, formats), dit)


def option_de_sortie(
    formats: Formats[Any], aide: str = "Écrit dans ce fichier plutôt qu'à l'écran"
) -> Any:
    """`--sortie`: a file, whose ending says the format."""
    # Of each format its usual ending, each once; that of a screen has none.
    fins: dict[str, None] = {}
    for format_ in formats.values():
        if format_.fins:
            fins[format_.fin] = None
    citees = ", ".join(fins)
    return typer.Option(
        "--sortie",
        "-o",
        parser=CheminDeSortie(formats),
        metavar="FICHIER",
        help=f"{aide} ; sa fin dit le format ({citees}).",
    )


def option_de_dossier(formats: Formats[Any], aide: str) -> Any:
    """`--sortie`: a folder."""
    lire = CheminDeSortie(formats, dossier=True)
    return typer.Option(
        "--sortie", "-o", parser=lire, metavar="DOSSIER", show_default=False, help=aide
    )


def option_de_choix(nom: str, noms: Iterable[str], aide: str, *, metavar: str = "") -> Any:
    """An option that takes one of a few names."""
    return _option_de_choix((nom,), NomTape(noms), aide, metavar)


def _option_de_choix(noms: tuple[str, ...], choix: NomTape, aide: str, metavar: str = "") -> Any:
    admis = "|".join(choix.noms)
    return typer.Option(
        *noms,
        parser=choix,
        autocompletion=choix.completer,
        metavar=metavar or f"[{admis}]",
        show_default=False,
        help=aide,
    )


def choisir(formats: Formats[T], nom: str | None, sortie: str | None) -> Format[T]:
    """The format to write: the one that is named, else the ending's, else the first.

    Raises typer.BadParameter.
    """
    selon_la_fin = declares(formats, sortie) if sortie else []
    if nom is None and selon_la_fin:
        return selon_la_fin[0]
    if nom is None:
        premier = _premier(formats)
        if sortie and PurePath(sortie).suffix.lower() in _fins_connues():
            # The ending is that of another command's format: what is in the file may surprise.
            ecrits = ", ".join(formats)
            dire(f"{sortie} : en {premier.nom}, car cette commande n'écrit que : {ecrits}.")
        return premier
    choisi = formats[nom]
    # A name that says one format, and an option that says another: one of the two is a slip.
    if sortie and selon_la_fin and choisi not in selon_la_fin:
        noms = " ou ".join([format_.nom for format_ in selon_la_fin])
        bonne = ""
        if choisi.fins:
            debut = PurePath(sortie).stem
            bonne = f" : écrivez « {debut}{choisi.fin} »"
        raise typer.BadParameter(
            f"« {sortie} » finit comme un fichier {noms},"
            f" et « --format » demande {nom}{bonne}, ou retirez « --format »"
        )
    return choisi


def _premier(formats: Formats[T]) -> Format[T]:
    """The format of a command to which nothing says another."""
    return next(iter(formats.values()))


def exiger_un_dossier(formats: Formats[Any], sortie: str) -> None:
    """Refuse the name of a file where a folder is needed: its ending is one of a format."""
    # A folder that is there may have any name.
    if declares(formats, sortie) and not Path(sortie).is_dir():
        sans_fin = PurePath(sortie).stem
        raise typer.BadParameter(
            f"« {sortie} » finit comme un fichier, et il faut un dossier : écrivez « {sans_fin} »"
        )


def _fins_connues() -> frozenset[str]:
    """The endings that some command declares."""
    fins: set[str] = set()
    for formats in tables():
        for format_ in formats.values():
            fins |= set(format_.fins)
    return frozenset(fins)


def tables() -> tuple[Formats[Any], ...]:
    """All tables of formats of the program; no command has another."""
    from clea_cli.atelier import formats as atelier
    from clea_cli.cohorte.formats import COHORTE
    from clea_cli.decision import formats_grille as grilles
    from clea_cli.decision.formats import VERDICTS
    from clea_cli.documents.formats import FORMATS, FORMATS_DU_PLAN
    from clea_cli.jury import formats as jury

    return (
        VERDICTS,
        FORMATS,
        FORMATS_DU_PLAN,
        COHORTE,
        grilles.VIERGES,
        grilles.CONVERTIES,
        grilles.COPIES,
        grilles.A_COMPLETER,
        atelier.EXPORTS,
        atelier.COMPARAISONS,
        atelier.VERIFICATIONS,
        atelier.IMPORTS,
        atelier.SCHEMAS,
        jury.PAGES,
        jury.MINUTES,
        jury.FEUILLES,
        jury.EXPORTS,
    )
