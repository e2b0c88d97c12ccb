"""`clea referentiel verifier`."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from clea_cli.atelier.formats import VERIFICATIONS, Verifiee
from clea_cli.cli import options
from clea_cli.cli.formats import choisir, option_de_format, option_de_sortie
from clea_cli.cli.sortie import dire, publier, signaler, statut

if TYPE_CHECKING:  # the help must not load what it does not need
    from clea_cli.atelier.vues_referentiel import FichierVerifie
    from clea_cli.diagnostics import Diagnostic


def verifier(
    chemins: Annotated[
        list[str] | None,
        options.argument_de_fichiers(
            "FICHIER…", "Fichiers ou dossiers. Par défaut : les référentiels livrés."
        ),
    ] = None,
    format_: Annotated[str | None, option_de_format(VERIFICATIONS)] = None,
    sortie: Annotated[str | None, option_de_sortie(VERIFICATIONS)] = None,
    forcer: options.Forcer = False,
    strict: Annotated[
        bool,
        typer.Option(
            "--strict",
            help="Compte les avertissements comme des erreurs ; une note reste une note.",
        ),
    ] = False,
    jour: Annotated[
        date | None,
        options.option_de_jour("--date", "Juge à cette date. Par défaut : aujourd'hui."),
    ] = None,
) -> int:
    """Vérifie des référentiels : écriture, sens, et les exemples qu'ils contiennent.

    Exemple : clea referentiel verifier mon-referentiel.yaml
    """
    from clea_cli.atelier.mots_referentiel import fichier_verifie
    from clea_cli.decision.charger import charger
    from clea_cli.decision.verification import verifier_tous

    ecrit_en = choisir(VERIFICATIONS, format_, sortie)
    le_jour = jour or date.today()
    tous = list(verifier_tous(chemins or [], charger, le_jour, strict=strict))
    fautes: list[Diagnostic] = []
    fichiers: list[FichierVerifie] = []
    for lu in tous:
        if not lu.etrangere:
            fautes += lu.diagnostics
            vu = fichier_verifie(lu.source, lu.texte, lu.referentiel)
            fichiers.append(vu)
    rendu = ecrit_en.rendre(Verifiee(fichiers, fautes))
    publie = 0
    if rendu:
        lus = [fichier.source for fichier in fichiers]
        publie = publier(rendu, sortie, forcer=forcer, entrees=lus)
    elif sortie:
        dire(f"{sortie} : pas écrit, aucun fichier n'est correct.")
    _signaler(ecrit_en.nom, fichiers, fautes)
    # Of files that were named one by one, nobody needs the count.
    if any(Path(chemin).is_dir() for chemin in chemins or ()):
        passes = [lu.source for lu in tous if lu.etrangere]
        _dire_combien(len(tous), passes)
    return publie or statut(fautes)


def _dire_combien(regardes: int, passes: list[str]) -> None:
    """Say how many files of folders were looked at, and name those that are no référentiels."""
    pluriel = "s" if regardes > 1 else ""
    dire(f"{regardes} fichier{pluriel} regardé{pluriel}.")
    for source in passes:
        dire(f"  {source} : passé, ce n'est pas un référentiel.")


def _signaler(
    format_: str, fichiers: "Sequence[FichierVerifie]", fautes: "Sequence[Diagnostic]"
) -> None:
    """Tell the faults on stderr, except those that GitHub shows already."""
    if format_ != "github":
        textes = {fichier.source: fichier.texte for fichier in fichiers}
        signaler(fautes, textes)
        return
    from clea_cli.atelier.rendus import verification_github

    if len(fautes) > verification_github.MONTRES:
        dire(*verification_github.liste(fautes))
