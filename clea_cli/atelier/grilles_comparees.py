"""What a change does to people: each grille of a folder read and decided under both versions."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from clea_cli.atelier import mots_comparaison as mots
from clea_cli.atelier.vues_comparaison import GrillesComparees, VerdictChange
from clea_cli.decision.decision import Bareme, bareme, decide
from clea_cli.decision.lot import Fichier, Lecture, lire_fichiers
from clea_cli.diagnostics import Diagnostic, Outcome, Position, refuser
from clea_cli.grille.reprise import par_code, reprendre
from clea_cli.referentiel.referentiel import Referentiel
from clea_cli.sorties import chemins
from clea_cli.sources import donnes


class _Version(NamedTuple):
    """A version: by what its default rule decides, and the files as they are read under it."""

    bareme: Bareme
    fichiers: tuple[Fichier, ...]


class _DeuxFois(NamedTuple):
    """One file, as it is read under either version."""

    ici: Fichier
    la: Fichier


def sur_des_grilles(
    avant: Referentiel, apres: Referentiel, dossier: str
) -> Outcome[GrillesComparees]:
    """Decide each grille of a folder, as `clea score` would, by the default rule of both.

    Errors: R502, S108, those of a grille. There is nothing where nothing could be decided.
    """
    sources: list[str] = []
    if Path(dossier).is_dir():
        sources = donnes.du_dossier(Path(dossier), donnes.GRILLES)
    # 1. The files as each version reads them.
    versions = []
    for referentiel in (avant, apres):
        regle = referentiel.regle(None)
        if regle is None:
            faits = {"libelle": referentiel.libelle, "avertissement": referentiel.avertissement}
            return refuser("R502", Position(referentiel.id), **faits)
        lus = lire_fichiers(sources, Lecture(), referentiel)
        versions.append(_Version(bareme(referentiel, regle), lus))
    if not sources:
        return refuser("S108", Position(dossier))
    # 2. Each file beside itself: both versions were given the same ones, in the same order.
    ancienne, nouvelle = versions
    paires = list(map(_DeuxFois, ancienne.fichiers, nouvelle.fichiers))
    lues = sum(len(paire.ici.grilles) for paire in paires)
    refusees = sum(not paire.ici.grilles for paire in paires)
    changent = _verdicts(ancienne.bareme, nouvelle.bareme, paires)
    comparees = GrillesComparees(
        lues=lues,
        refusees=refusees,
        changent=tuple(changent),
        a_reevaluer=_a_reevaluer(avant, apres, paires),
        perdues=tuple(_perdues(paires)),
    )
    return Outcome(comparees, _fautes(versions))


def _perdues(paires: Sequence[_DeuxFois]) -> Iterator[str]:
    """The files that the older version reads, and the newer one does not."""
    for ici, la in paires:
        if ici.grilles and not la.grilles:
            yield chemins.chemin_ecrit(ici.source)


def _verdicts(avant: Bareme, apres: Bareme, paires: Sequence[_DeuxFois]) -> Iterator[VerdictChange]:
    """The candidates whom both versions read, and whose verdict is not the same."""
    for ici, la in paires:
        source = chemins.chemin_ecrit(ici.source)
        nouvelles = {grille.candidat: grille for grille in la.grilles}
        for grille in ici.grilles:
            relue = nouvelles.get(grille.candidat)
            if relue is None:
                continue
            ancien = decide(avant, grille)
            nouveau = decide(apres, relue)
            if ancien.verdict is not nouveau.verdict:
                yield mots.verdict_change(source, ancien, nouveau)


def _a_reevaluer(
    avant: Referentiel, apres: Referentiel, paires: Sequence[_DeuxFois]
) -> tuple[str, ...]:
    """The critères that wait for an answer under the newer version, in its order."""
    liens = par_code(avant, apres)
    codes: set[str] = set()
    for ici, la in paires:
        # Of a file that is refused nobody is evaluated again.
        lues = ici.grilles if la.grilles else ()
        for grille in lues:
            reprise = reprendre(apres, liens, avant, grille)
            codes.update(reprise.a_reevaluer)
            codes.update(reprise.nouveaux)
    return tuple(critere.code for critere in apres.criteres if critere.code in codes)


def _fautes(versions: Sequence[_Version]) -> tuple[Diagnostic, ...]:
    """The faults under either version, each once."""
    # A fault of the file alone is found under both; a dict keeps the order of the first.
    fautes: dict[Diagnostic, None] = {}
    for version in versions:
        for fichier in version.fichiers:
            for faute in fichier.diagnostics:
                fautes.setdefault(faute)
    return tuple(fautes)
