"""The organisme's templates of a session: noted when it is prepared, compared afterwards."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from clea_cli.diagnostics import Diagnostic, Position, diagnostic
from clea_cli.documents import charger_modeles
from clea_cli.documents.modeles_organisme import DU_JURY, Modeles
from clea_cli.jury.manifeste import Manifeste, ModelesEcrits
from clea_cli.sorties import chemins


def ecrits(modeles: Modeles, chemin: str) -> ModelesEcrits:
    """What the manifest keeps of templates; `chemin` leads to them from the session's folder."""
    fichiers = propres(modeles)
    return ModelesEcrits(chemin if fichiers else "", fichiers)


def propres(modeles: Modeles) -> dict[str, str]:
    """The organisme's own files that serve a page of the jury, each with its SHA-256."""
    fichiers: dict[str, str] = {}
    for nom in DU_JURY:
        fichiers |= modeles.propres(nom)
    return dict(sorted(fichiers.items()))


def changes(dossier: str, manifeste: Manifeste) -> Iterator[Diagnostic]:
    """Say which templates are not as they were when the session was prepared. Warning: J638.

    A folder of templates that is gone, or at fault, says nothing: the pages are made.
    """
    note = manifeste.modeles
    if not note.fichiers or manifeste.cloture:
        return
    ici = chemins.depuis_ici(str(Path(dossier) / note.dossier))
    charges = charger_modeles.charger(ici) if Path(ici).is_dir() else None
    if charges and charges.value:
        yield from _autres(Position(ici), note.fichiers, propres(charges.value))


def a_la_cloture(
    dossier: str,
    manifeste: Manifeste,
    modeles: Modeles,
) -> Iterator[Diagnostic]:
    """Compare the templates of the minutes with those of the pages. Error: J637; warning: J638."""
    avant, apres = manifeste.modeles, propres(modeles)
    if avant.fichiers and not apres:
        ici = chemins.depuis_ici(str(Path(dossier) / avant.dossier))
        faits = {"fichiers": ", ".join(avant.fichiers), "modeles": ici}
        yield diagnostic("J637", Position(dossier), **faits)
    else:
        yield from _autres(Position(modeles.dossier or dossier), avant.fichiers, apres)


def _autres(
    position: Position,
    avant: Mapping[str, str],
    apres: Mapping[str, str],
) -> Iterator[Diagnostic]:
    autres = sorted({nom for nom, _ in avant.items() ^ apres.items()})
    if autres:
        yield diagnostic("J638", position, fichiers=", ".join(autres))
