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
    avant = manifeste.modeles
    # The pages of a closed session are what they are.
    if not avant.fichiers or manifeste.cloture:
        return
    ici = _ou(dossier, avant)
    if not Path(ici).is_dir():
        return
    charges = charger_modeles.charger(ici)
    if charges.value is not None:
        apres = propres(charges.value)
        yield from _autres(Position(ici), avant.fichiers, apres)


def a_la_cloture(
    dossier: str,
    manifeste: Manifeste,
    modeles: Modeles,
) -> Iterator[Diagnostic]:
    """Compare the templates of the minutes with those of the pages. Error: J637; warning: J638."""
    avant, apres = manifeste.modeles, propres(modeles)
    # Forgotten, they would be missed for ever: a closed session does not open again.
    if avant.fichiers and not apres:
        fichiers = ", ".join(avant.fichiers)
        ici = _ou(dossier, avant)
        yield diagnostic("J637", Position(dossier), fichiers=fichiers, modeles=ici)
        return
    position = Position(modeles.dossier or dossier)
    yield from _autres(position, avant.fichiers, apres)


def _ou(dossier: str, notes: ModelesEcrits) -> str:
    """Where the templates of a session's folder were, from here."""
    chemin = Path(dossier) / notes.dossier
    return chemins.depuis_ici(str(chemin))


def _autres(
    position: Position,
    avant: Mapping[str, str],
    apres: Mapping[str, str],
) -> Iterator[Diagnostic]:
    # A file on one side only has changed, too.
    differents = avant.items() ^ apres.items()
    autres = sorted({nom for nom, _ in differents})
    if autres:
        yield diagnostic("J638", position, fichiers=", ".join(autres))
