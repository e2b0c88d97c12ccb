"""`clea referentiel formater`."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from clea_cli.cli import options
from clea_cli.cli.sortie import dire, publier, signaler, statut

if TYPE_CHECKING:  # the help must not load what it does not need
    from clea_cli.atelier.formater import MiseEnForme
    from clea_cli.diagnostics import Diagnostic
    from clea_cli.sorties.texte import Fragments

_ETRANGERE = "{} : laissé tel quel, car il ne dit pas « schema: clea/… »."


def formater(
    chemins: Annotated[
        list[str],
        options.argument_de_fichiers(
            "FICHIER…", "Fichiers ou dossiers ; « - » lit l'entrée standard."
        ),
    ],
    verifier: Annotated[
        bool,
        typer.Option(
            "--verifier",
            help="N'écrit rien : montre ce qui changerait, et finit alors avec le statut 1.",
        ),
    ] = False,
) -> int:
    """Met en forme des référentiels : alignement, lignes, guillemets des codes ; rien de ce qu'ils
    disent ne change.

    Les commentaires restent, et un fichier déjà en forme n'est pas touché. Un fichier qui ne dit
    pas « schema: clea/… » est laissé tel quel.

    Exemple : clea referentiel formater mon-referentiel.yaml
    """
    from clea_cli.atelier.formater import mettre_en_forme

    formes = mettre_en_forme(chemins)
    if verifier:
        return _montrer(formes)
    return _ecrire(formes)


def _ecrire(formes: "Iterable[MiseEnForme]") -> int:
    """Write each file where it was read; a file that is no référentiel's is passed over."""
    from clea_cli.sorties import ecriture
    from clea_cli.sources import fichiers

    fautes: list[Diagnostic] = []
    textes: dict[str, str] = {}
    faits = 0
    for forme in formes:
        textes[forme.source] = forme.texte
        fautes += forme.diagnostics
        if forme.etrangere:
            dire(_ETRANGERE.format(forme.source))
        if forme.apres is not None and forme.source == fichiers.ENTREE_STANDARD:
            if publie := publier(forme.apres, None):
                return publie
            faits += 1
        elif forme.etrangere:
            faits += 1
        elif forme.apres is not None:
            # An editor may have saved the file since it was read.
            ecrit = ecriture.ecrire(forme.source, forme.apres, forcer=True, lu=forme.avant)
            fautes += ecrit.diagnostics
            if ecrit.value is not None:
                faits += 1
                fait = "mis en forme" if ecrit.value else "inchangé"
                dire(f"{forme.source} : {fait}.")
    signaler(fautes, textes)
    return statut(fautes, partiel=faits > 0)


def _montrer(formes: "Iterable[MiseEnForme]") -> int:
    """Show what would change of each file, and write nothing."""
    from clea_cli.sorties.difference import difference

    fautes: list[Diagnostic] = []
    fragments: Fragments = []
    textes: dict[str, str] = {}
    dits: list[str] = []
    un_change = False
    for forme in formes:
        textes[forme.source] = forme.texte
        fautes += forme.diagnostics
        change = forme.apres is not None and forme.apres != forme.avant
        if change:
            un_change = True
            apres = (forme.apres or b"").decode()
            fragments += difference(forme.source, forme.texte, apres)
        if forme.etrangere:
            dits.append(_ETRANGERE.format(forme.source))
        elif change:
            dits.append(f"{forme.source} : serait mis en forme.")
        elif forme.apres is not None:
            dits.append(f"{forme.source} : inchangé.")
    publie = publier(fragments, None)
    dire(*dits)
    signaler(fautes, textes)
    if publie or un_change:
        return publie or 1
    return statut(fautes)
