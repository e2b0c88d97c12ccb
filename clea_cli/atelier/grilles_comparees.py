"""What a change does to people: each grille of a folder read and decided under both versions, as `score` would."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from clea_cli.atelier import mots_comparaison as mots
from clea_cli.atelier.vues_comparaison import GrillesComparees, VerdictChange
from clea_cli.decision.decision import Bareme, bareme, decide
from clea_cli.decision.lot import Fichier, Lecture, lire_fichiers
from clea_cli.diagnostics import Diagnostic, Outcome, Position, diagnostic
from clea_cli.grille.grille import Grille
from clea_cli.grille.reprise import par_code, reprendre
from clea_cli.referentiel.referentiel import Referentiel
from clea_cli.sorties import chemins
from clea_cli.sources import donnes


class _Version(NamedTuple):
    """A version: by what its default rule decides, and the files as they are read under it."""

    bareme: Bareme
    fichiers: tuple[Fichier, ...]


def sur_des_grilles(avant: Referentiel, apres: Referentiel, dossier: str) -> Outcome[GrillesComparees]:
    """Decide each grille of a folder by the default rule of both. Errors: R502, S108, those of a grille.

    There is nothing where nothing could be decided.
    """
    versions = []
    sources = donnes.du_dossier(Path(dossier), donnes.GRILLES) if Path(dossier).is_dir() else []
    for referentiel in (avant, apres):
        regle = referentiel.regle(None)
        if regle is None:
            faits = {"libelle": referentiel.libelle, "avertissement": referentiel.avertissement}
            return Outcome(None, (diagnostic("R502", Position(referentiel.id), **faits),))
        lus = lire_fichiers(sources, Lecture(), referentiel)
        versions.append(_Version(bareme(referentiel, regle), lus))
    if not sources:
        return Outcome(None, (diagnostic("S108", Position(dossier)),))
    ancienne, nouvelle = versions
    perdus = [
        ici.source
        for ici, la in zip(ancienne.fichiers, nouvelle.fichiers, strict=True)
        if ici.grilles and not la.grilles
    ]
    comparees = GrillesComparees(
        lues=sum(len(fichier.grilles) for fichier in ancienne.fichiers),
        refusees=sum(not fichier.grilles for fichier in ancienne.fichiers),
        changent=tuple(_verdicts(ancienne, nouvelle)),
        a_reevaluer=_a_reevaluer(avant, apres, nouvelle.fichiers, ancienne.fichiers),
        perdues=tuple(map(chemins.chemin_ecrit, perdus)),
    )
    return Outcome(comparees, _fautes(versions))


def _verdicts(ancienne: _Version, nouvelle: _Version) -> list[VerdictChange]:
    """The candidates whom both versions read, and whose verdict is not the same."""
    changent = []
    for ici, la in zip(ancienne.fichiers, nouvelle.fichiers, strict=True):
        nouvelles = {grille.candidat: grille for grille in la.grilles}
        for grille in ici.grilles:
            relue = nouvelles.get(grille.candidat)
            if relue is None:
                continue
            avant, apres = decide(ancienne.bareme, grille), decide(nouvelle.bareme, relue)
            if avant.verdict is not apres.verdict:
                changent.append(mots.verdict_change(chemins.chemin_ecrit(ici.source), avant, apres))
    return changent


def _a_reevaluer(
    avant: Referentiel, apres: Referentiel, lus: Sequence[Fichier], anciens: Sequence[Fichier]
) -> tuple[str, ...]:
    """The critères that wait for an answer under the newer version, in its order."""
    liens = par_code(avant, apres)
    codes: set[str] = set()
    for ici, la in zip(anciens, lus, strict=True):
        for grille in _lues_des_deux(ici, la):
            reprise = reprendre(apres, liens, avant, grille)
            codes |= {*reprise.a_reevaluer, *reprise.nouveaux}
    return tuple(critere.code for critere in apres.criteres if critere.code in codes)


def _lues_des_deux(ici: Fichier, la: Fichier) -> Sequence[Grille]:
    return ici.grilles if la.grilles else ()


def _fautes(versions: Sequence[_Version]) -> tuple[Diagnostic, ...]:
    """The faults under either version, each once."""
    fautes = [f for version in versions for fichier in version.fichiers for f in fichier.diagnostics]
    return tuple(dict.fromkeys(fautes))
