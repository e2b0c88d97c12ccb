"""`clea referentiel comparer`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from clea_cli.atelier.formats import COMPARAISONS, Comparee
from clea_cli.cli import options
from clea_cli.cli.formats import choisir, option_de_choix, option_de_format, option_de_sortie
from clea_cli.cli.sortie import LARGEUR, dire, largeur_ecran, publier, signaler, statut

if TYPE_CHECKING:  # the help must not load what it does not need
    from clea_cli.atelier.vues_comparaison import ComparaisonVue

Avant = Annotated[
    str, typer.Argument(metavar="AVANT", help="Un référentiel livré, ou un fichier .yaml.")
]
Apres = Annotated[
    str | None,
    typer.Argument(
        metavar="APRÈS", help="Celui qui lui succède. Avec --git, ne donnez qu'un fichier."
    ),
]
Git = Annotated[
    str | None,
    typer.Option(
        "--git",
        metavar="REVISION",
        help="Compare le fichier à ce qu'il était à cette révision de git.",
    ),
]
DossierDeGrilles = Annotated[
    str | None,
    typer.Option(
        "--grilles",
        metavar="DOSSIER",
        help="Dit quels verdicts changent dans ce dossier de grilles.",
    ),
]
EchecSi = Annotated[
    str | None,
    option_de_choix(
        "--echec-si",
        ("majeur", "version"),
        "Termine avec le statut 5 : un changement est majeur, ou la version n'a pas assez changé.",
    ),
]


def comparer(
    avant: Avant,
    apres: Apres = None,
    git: Git = None,
    grilles: DossierDeGrilles = None,
    format_: Annotated[str | None, option_de_format(COMPARAISONS)] = None,
    echec_si: EchecSi = None,
    sortie: Annotated[str | None, option_de_sortie(COMPARAISONS)] = None,
    forcer: options.Forcer = False,
) -> int:
    """Dit ce qui change d'un référentiel à l'autre, si la version le dit assez, et ce que cela fait
    aux personnes.

    Exemple : clea referentiel comparer --git main mon-referentiel.yaml
    """
    from clea_cli.atelier.comparer import comparer_versions, depuis_git, deux_fichiers

    ecrit_en = choisir(COMPARAISONS, format_, sortie)
    if (apres is None) == (git is None):
        dire("clea referentiel comparer : donnez deux fichiers, ou un seul avec --git REVISION.")
        dire("  aide : tapez « clea referentiel comparer --help ».")
        return 2
    charges = deux_fichiers(avant, apres or "") if git is None else depuis_git(avant, git)
    signaler(charges.diagnostics)
    if charges.value is None:
        return statut(charges.diagnostics)
    vue, fautes = comparer_versions(charges.value, grilles)
    signaler(fautes)
    if vue is None:
        if not fautes:
            dire(f"{avant} : nouveau, il n'existait pas à la révision « {git} ».")
        return statut(fautes)
    largeur = LARGEUR if sortie else largeur_ecran()
    rendu = ecrit_en.rendre(Comparee(vue, fautes, largeur))
    entrees = [avant, apres or ""]
    if grilles:
        entrees += map(str, Path(grilles).glob("*"))
    publie = publier(rendu, sortie, forcer=forcer, entrees=entrees)
    refuse = publie or statut(fautes, partiel=True)
    if refuse:
        return refuse
    if _echoue(vue, echec_si):
        return 5
    return 0


def _echoue(vue: "ComparaisonVue", echec_si: str | None) -> bool:
    """Whether a change is one on which the person wants the command to fail."""
    if echec_si == "majeur":
        return vue.classe == "majeur"
    return echec_si == "version" and not vue.version_suffisante
