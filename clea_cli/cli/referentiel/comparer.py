"""`clea referentiel comparer`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from clea_cli.cli import options
from clea_cli.cli.sortie import LARGEUR, dire, largeur_ecran, publier, signaler, statut

if TYPE_CHECKING:  # the help must not load what it does not need
    from clea_cli.atelier.vues_comparaison import ComparaisonVue
    from clea_cli.diagnostics import Diagnostic
    from clea_cli.sorties.texte import Fragments

Format = Literal["texte", "md", "json"]


Avant = Annotated[str, typer.Argument(metavar="AVANT", help="Un référentiel livré, ou un fichier .yaml.")]
Apres = Annotated[
    str | None,
    typer.Argument(metavar="APRÈS", help="Celui qui lui succède. Avec --git, ne donnez qu'un fichier."),
]
Git = Annotated[
    str | None,
    typer.Option("--git", metavar="REVISION", help="Compare le fichier à ce qu'il était à cette révision de git."),
]
Grilles = Annotated[
    str | None,
    typer.Option("--grilles", metavar="DOSSIER", help="Dit quels verdicts changent dans ce dossier de grilles."),
]
EchecSi = Annotated[
    Literal["majeur", "version"] | None,
    typer.Option(
        "--echec-si",
        help="Termine avec le statut 5 : un changement est majeur, ou la version n'a pas assez changé.",
    ),
]


def comparer(
    avant: Avant,
    apres: Apres = None,
    git: Git = None,
    grilles: Grilles = None,
    format_: Annotated[
        Format, typer.Option("--format", "-f", show_default=False, help="Par défaut : texte.")
    ] = "texte",
    echec_si: EchecSi = None,
    sortie: options.Sortie = None,
    forcer: options.Forcer = False,
) -> int:
    """Dit ce qui change d'un référentiel à l'autre, si la version le dit assez, et ce que cela fait aux personnes.

    Exemple : clea referentiel comparer --git main mon-referentiel.yaml
    """
    from clea_cli.atelier.comparer import comparer_versions, depuis_git, deux_fichiers

    if (apres is None) == (git is None):
        dire("clea referentiel comparer : donnez deux fichiers, ou un seul avec --git REVISION.")
        dire("  aide : tapez « clea referentiel comparer --help ».")
        return 2
    charges = depuis_git(avant, git) if git is not None else deux_fichiers(avant, apres or "")
    if charges.value is None:
        signaler(charges.diagnostics)
        return statut(charges.diagnostics)
    signaler(charges.diagnostics)
    vue, fautes = comparer_versions(charges.value, grilles)
    signaler(fautes)
    if vue is None:
        if not fautes:
            dire(f"{avant} : nouveau, il n'existait pas à la révision « {git} ».")
        return statut(fautes)
    rendu = _rendre(format_, vue, fautes, LARGEUR if sortie else largeur_ecran())
    lus = (str(fichier) for fichier in Path(grilles).glob("*")) if grilles else ()
    publie = publier(rendu, sortie, forcer=forcer, entrees=[avant, apres or "", *lus])
    return publie or statut(fautes, partiel=True) or (5 if _echoue(vue, echec_si) else 0)


def _echoue(vue: "ComparaisonVue", echec_si: str | None) -> bool:
    return (echec_si == "majeur" and vue.classe == "majeur") or (echec_si == "version" and not vue.version_suffisante)


def _rendre(
    format_: Format, vue: "ComparaisonVue", fautes: "tuple[Diagnostic, ...]", largeur: int
) -> "bytes | Fragments":
    """Render in one format, and load no other."""
    if format_ == "json":
        from clea_cli.atelier.rendus import comparaison_json
        from clea_cli.sorties.chemins import fautes_ecrites

        return comparaison_json.rendre(vue, fautes_ecrites(fautes))
    if format_ == "md":
        from clea_cli.atelier.rendus import comparaison_markdown

        return comparaison_markdown.rendre(vue)
    from clea_cli.atelier.rendus import comparaison_texte

    return comparaison_texte.rendre(vue, largeur)
