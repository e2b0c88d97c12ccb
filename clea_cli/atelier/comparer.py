"""Compare two référentiels, or one with what it was, and say what that does to filled grilles."""

from codecs import BOM_UTF8
from collections.abc import Iterator
from typing import NamedTuple

from clea_cli.atelier import mots_comparaison as documents
from clea_cli.atelier.comparaison import Comparaison, comparer
from clea_cli.atelier.depot_git import lire_revision
from clea_cli.atelier.grilles_comparees import sur_des_grilles
from clea_cli.atelier.vues_comparaison import ComparaisonVue, GrillesComparees
from clea_cli.decision.charger import charger
from clea_cli.diagnostics import Diagnostic, Gravite, Outcome, Position, diagnostic
from clea_cli.grille.reprise import precedente, succession
from clea_cli.referentiel.referentiel import Referentiel
from clea_cli.sorties import chemins
from clea_cli.sources import fichiers
from clea_cli.sources.bornes import YAML_OCTETS_MAX


class Versions(NamedTuple):
    """Two référentiels to compare, and where each was read. No `avant`: there was no file then.

    `identiques`: git would call the file unchanged. `fautive`: `avant` has faults, and is what
    could be understood of it.
    """

    source_avant: str
    avant: Referentiel | None
    source_apres: str
    apres: Referentiel
    identiques: bool = False
    fautive: bool = False


def deux_fichiers(avant: str, apres: str) -> Outcome[Versions]:
    """Load two référentiels, by their ids or paths. Errors: those of `charger`."""
    ici, la = charger(avant), charger(apres)
    if ici.value is None or la.value is None:
        return Outcome(None, (*ici.diagnostics, *la.diagnostics))
    return Outcome(Versions(avant, ici.value, apres, la.value))


def depuis_git(chemin: str, revision: str) -> Outcome[Versions]:
    """Load a référentiel's file, and what it was at a revision of git.

    Errors: R, S101-S104, S106, S107, S120-S122; warning S123 (what it was has faults).
    """
    # Late: pydantic is slow to import.
    from clea_cli.decision.verification import verifier

    contenu = fichiers.lire(chemin, YAML_OCTETS_MAX)
    if contenu.value is None:
        return contenu.refus()
    la = verifier(contenu.value, chemin, charger)
    if la.value is None:
        return la.refus()
    ancien = lire_revision(chemin, revision, la.value.id)
    if ancien.value is None:
        return ancien.refus()
    nom, etait = ancien.value
    versions = Versions(
        source_avant=f"{revision}:{nom}",
        avant=None,
        source_apres=chemin,
        apres=la.value,
    )
    if etait is None:
        return Outcome(versions)
    identiques = _sans_fins_de_ligne(etait) == _sans_fins_de_ligne(contenu.value)
    return _avec_ancien(versions._replace(identiques=identiques), etait, revision)


def _avec_ancien(versions: Versions, contenu: bytes, revision: str) -> Outcome[Versions]:
    """Add what the file was; with faults, as far as it can be understood."""
    from clea_cli.decision.verification import comprendre

    ici = comprendre(contenu, versions.source_avant, charger)
    fautes = [faute for faute in ici.diagnostics if faute.gravite is Gravite.ERREUR]
    if ici.value is None:
        return ici.refus()
    if not fautes:
        return Outcome(versions._replace(avant=ici.value))
    # With faults and no line, there is nothing to compare.
    if not ici.value.domaines:
        return ici.refus()
    combien = "une faute" if len(fautes) == 1 else f"{len(fautes)} fautes"
    avis = diagnostic("S123", Position("--git"), revision=revision, fautes=combien)
    return Outcome(versions._replace(avant=ici.value, fautive=True), (avis,))


def _sans_fins_de_ligne(contenu: bytes) -> bytes:
    """What git compares where it normalises texts: no mark at the start, lines that end alike."""
    sans_marque = contenu.removeprefix(BOM_UTF8)
    return sans_marque.replace(b"\r\n", b"\n")


def comparer_versions(
    versions: Versions, dossier: str | None
) -> tuple[ComparaisonVue | None, tuple[Diagnostic, ...]]:
    """Compare, and score the grilles of a folder by both.

    Errors: R326, R327, R502, S108, those of `clea score`.
    """
    if versions.avant is None:
        return None, ()
    comparaison = comparer(versions.avant, versions.apres, sure=not versions.fautive)
    if versions.identiques:
        comparaison = comparaison._replace(changements=())
    if oublis := tuple(_oublis(comparaison, versions.source_apres)):
        return None, oublis
    grilles: GrillesComparees | None = None
    fautes: tuple[Diagnostic, ...] = ()
    # By a version that has faults, no grille is decided.
    if dossier is not None and not versions.fautive:
        grilles, fautes = sur_des_grilles(versions.avant, versions.apres, dossier)
        if grilles is None:
            return None, fautes
    source_avant = chemins.chemin_ecrit(versions.source_avant)
    source_apres = chemins.chemin_ecrit(versions.source_apres)
    avant = documents.version(source_avant, versions.avant)
    apres = documents.version(source_apres, versions.apres)
    return documents.vue(comparaison, avant, apres, grilles), fautes


def _oublis(comparaison: Comparaison, source: str) -> Iterator[Diagnostic]:
    """A succession that does not fit the version it names. Errors: R326, R327.

    The grilles of that version would be refused.
    """
    avant = comparaison.avant
    apres = comparaison.apres
    succede = succession(avant, apres)
    if succede is None:
        return
    # The codes of that version as the newer file says them, and as they are.
    declaree = precedente(apres, succede)
    declares = [critere.code for critere in declaree.criteres]
    vrais = [critere.code for critere in avant.criteres]
    yield from _absents("R326", declares, vrais, avant.version, source)
    yield from _absents("R327", vrais, declares, avant.version, source)


def _absents(
    cause: str, codes: list[str], autres: list[str], version: str, source: str
) -> Iterator[Diagnostic]:
    """A fault for each code that others have not."""
    for code in codes:
        if code not in autres:
            yield diagnostic(cause, Position(source), code=code, version=version)
