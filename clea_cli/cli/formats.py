"""One habit for outputs: the format follows the ending of `--sortie`, in every command and in the same words.

Each command hands over its table of formats (`clea_cli.sorties.formats`). What its options say, what they take and
what they refuse comes from that table.
"""

import re
from collections.abc import Iterable
from pathlib import Path, PurePath
from typing import Any, TypeVar

import typer

from clea_cli.cli.sortie import dire
from clea_cli.sorties.formats import Format, Formats, declares

T = TypeVar("T")

_PROGRAMMES = {"docx": ("Word",), "xlsx": ("Excel",), "html": ("navigateur",), "texte": ("écran",)}
_PARTICULES = frozenset({"d", "de", "du", "des", "l", "le", "la", "les"})
_FEMININ = re.compile("euses?$")  # « demandeuse »
_ACCORD = re.compile(r"(?<=[a-z]{3})e?e?s?$")  # « salariée », « jeunes »


class NomTape:
    """Reads one of a few names, in any case, with or without accents: « PDF », « salarié », « demandeur d'emploi »."""

    __name__ = "choix"  # Typer names a reader so

    def __init__(self, noms: Iterable[str], formats: Formats[Any] | None = None) -> None:
        """Take the names, and the table of formats if they are its own."""
        self.noms = tuple(noms)
        self.formats = formats

    def __call__(self, ecrit: str) -> str:
        """Return the name that was meant. Raises typer.BadParameter."""
        from clea_cli.diagnostics.proches import plus_proche

        par_forme = {_forme(nom): nom for nom in self.noms}
        # A format goes by its endings too, and by the program that people open it with.
        for nom, format_ in (self.formats or {}).items():
            for autre in (*format_.fins, *_PROGRAMMES.get(nom, ())):
                par_forme.setdefault(_forme(autre), nom)
        forme = _forme(ecrit)
        if forme in par_forme:
            return par_forme[forme]
        proche = plus_proche(forme, par_forme)
        suggestion = f". Vouliez-vous dire « {par_forme[proche]} » ?" if proche else ""
        raise typer.BadParameter(
            f"« {ecrit} » n'est pas admis ; valeurs possibles : {', '.join(self.noms)}{suggestion}"
        )

    def completer(self, incomplete: str) -> list[str]:
        """The names that may end what a person has begun to type."""
        return [nom for nom in self.noms if nom.startswith(incomplete.lower())]


def _forme(ecrit: str) -> str:
    """What counts in a name that is typed: neither case, accents, hyphens, small words, gender nor number."""
    from clea_cli.sources.mots import forme_comparable

    mots = forme_comparable(ecrit.strip().lstrip(".")).split()
    return "".join(
        _ACCORD.sub("", _FEMININ.sub("eur", mot)) for mot in mots if mot not in _PARTICULES
    )


class CheminDeSortie:
    """Reads where to write: a name that is not empty; for a folder, one without an ending of a format."""

    __name__ = "place"

    def __init__(self, formats: Formats[Any], *, dossier: bool = False) -> None:
        """Take the formats of what is written there."""
        self.formats = formats
        self.dossier = dossier

    def __call__(self, ecrit: str) -> str:
        """Return the place. Raises typer.BadParameter."""
        if not ecrit.strip():
            exemple = (
                "documents"
                if self.dossier
                else f"resultat{next(iter(self.formats.values())).fins[0]}"
            )
            raise typer.BadParameter(f"« {ecrit} » est vide ; donnez un nom, par exemple {exemple}")
        if self.dossier:
            exiger_un_dossier(self.formats, ecrit)
        return ecrit


def option_de_format(formats: Formats[Any], aide: str = "", *, defaut: str = "") -> Any:
    """`--format`: the names of the table; the ending of `--sortie` decides, unless a default is given."""
    dit = (
        f"Par défaut : {defaut}."
        if defaut
        else f"Par défaut : selon la fin de --sortie, sinon {next(iter(formats))}."
    )
    return _option_de_choix(("--format", "-f"), NomTape(formats, formats), f"{dit} {aide}".strip())


def option_de_sortie(
    formats: Formats[Any], aide: str = "Écrit dans ce fichier plutôt qu'à l'écran"
) -> Any:
    """`--sortie`: a file, whose ending says the format."""
    fins = ", ".join(dict.fromkeys(fin for format_ in formats.values() for fin in format_.fins[:1]))
    return typer.Option(
        "--sortie",
        "-o",
        parser=CheminDeSortie(formats),
        metavar="FICHIER",
        help=f"{aide} ; sa fin dit le format ({fins}).",
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
    admis = metavar or f"[{'|'.join(choix.noms)}]"
    return typer.Option(
        *noms,
        parser=choix,
        autocompletion=choix.completer,
        metavar=admis,
        show_default=False,
        help=aide,
    )


def choisir(formats: Formats[T], nom: str | None, sortie: str | None) -> Format[T]:
    """The format to write: the one that is named, else the ending's, else the first. Raises typer.BadParameter."""
    selon_la_fin = declares(formats, sortie) if sortie else []
    if nom is None and selon_la_fin:
        return selon_la_fin[0]
    if nom is None:
        premier = next(iter(formats.values()))
        if sortie and PurePath(sortie).suffix.lower() in _fins_connues():
            # The ending is that of another command's format: what is in the file may surprise.
            dire(
                f"{sortie} : en {premier.nom}, car cette commande n'écrit que : {', '.join(formats)}."
            )
        return premier
    choisi = formats[nom]
    if selon_la_fin and choisi not in selon_la_fin:
        noms = " ou ".join(format_.nom for format_ in selon_la_fin)
        bonne = (
            f" : écrivez « {PurePath(str(sortie)).stem}{choisi.fins[0]} »" if choisi.fins else ""
        )
        raise typer.BadParameter(
            f"« {sortie} » finit comme un fichier {noms}, et « --format » demande {nom}{bonne}, ou retirez « --format »"
        )
    return choisi


def exiger_un_dossier(formats: Formats[Any], sortie: str) -> None:
    """Refuse the name of a file where a folder is needed: it has an ending that a format declares."""
    if declares(formats, sortie) and not Path(sortie).is_dir():
        raise typer.BadParameter(
            f"« {sortie} » finit comme un fichier, et il faut un dossier : écrivez « {PurePath(sortie).stem} »"
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

    des_grilles = (grilles.VIERGES, grilles.CONVERTIES, grilles.COPIES, grilles.A_COMPLETER)
    de_l_atelier = (
        atelier.EXPORTS,
        atelier.COMPARAISONS,
        atelier.VERIFICATIONS,
        atelier.IMPORTS,
        atelier.SCHEMAS,
    )
    du_jury = (jury.PAGES, jury.MINUTES, jury.FEUILLES, jury.EXPORTS)
    return (VERDICTS, FORMATS, FORMATS_DU_PLAN, COHORTE, *des_grilles, *de_l_atelier, *du_jury)
