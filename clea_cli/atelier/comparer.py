"""Compare two référentiels, or one with what it was, and say what the change does to grilles that were filled."""

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
    """Two référentiels to compare, and where each was read. No `avant`: the file did not exist then.

    `identiques`: git would call the file unchanged. `fautive`: `avant` has faults, and is what could be
    understood of it.
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
    from clea_cli.decision.verification import verifier  # late: pydantic is slow to import

    contenu = fichiers.lire(chemin, YAML_OCTETS_MAX)
    if contenu.value is None:
        return Outcome(None, contenu.diagnostics)
    la = verifier(contenu.value, chemin, charger)
    if la.value is None:
        return Outcome(None, la.diagnostics)
    ancien = lire_revision(chemin, revision, la.value.id)
    if ancien.value is None:
        return Outcome(None, ancien.diagnostics)
    source = f"{revision}:{ancien.value.chemin}"
    if ancien.value.contenu is None:
        return Outcome(Versions(source, None, chemin, la.value))
    identiques = _sans_fins_de_ligne(ancien.value.contenu) == _sans_fins_de_ligne(contenu.value)
    versions = Versions(source, None, chemin, la.value, identiques=identiques)
    return _avec_ancien(versions, ancien.value.contenu, revision)


def _avec_ancien(versions: Versions, contenu: bytes, revision: str) -> Outcome[Versions]:
    """Add what the file was; with faults, as far as it can be understood."""
    from clea_cli.decision.verification import comprendre

    ici = comprendre(contenu, versions.source_avant, charger)
    fautes = [faute for faute in ici.diagnostics if faute.gravite is Gravite.ERREUR]
    if ici.value is None or (fautes and not ici.value.domaines):
        return Outcome(None, ici.diagnostics)
    if not fautes:
        return Outcome(versions._replace(avant=ici.value))
    combien = "une faute" if len(fautes) == 1 else f"{len(fautes)} fautes"
    avis = diagnostic("S123", Position("--git"), revision=revision, fautes=combien)
    return Outcome(versions._replace(avant=ici.value, fautive=True), (avis,))


def _sans_fins_de_ligne(contenu: bytes) -> bytes:
    """What git compares where it normalises texts: no mark at the beginning, lines that end alike."""
    return contenu.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")


def comparer_versions(
    versions: Versions, dossier: str | None
) -> tuple[ComparaisonVue | None, tuple[Diagnostic, ...]]:
    """Compare, and score the grilles of a folder by both. Errors: R326, R327, R502, S108, those of `clea score`."""
    if versions.avant is None:
        return None, ()
    comparaison = comparer(versions.avant, versions.apres, sure=not versions.fautive)
    if versions.identiques:
        comparaison = comparaison._replace(changements=())
    if oublis := tuple(_oublis(comparaison, versions.source_apres)):
        return None, oublis
    grilles: GrillesComparees | None = None
    fautes: tuple[Diagnostic, ...] = ()
    # by a version that has faults, no grille is decided
    if dossier is not None and not versions.fautive:
        grilles, fautes = sur_des_grilles(versions.avant, versions.apres, dossier)
        if grilles is None:
            return None, fautes
    avant = documents.version(chemins.chemin_ecrit(versions.source_avant), versions.avant)
    apres = documents.version(chemins.chemin_ecrit(versions.source_apres), versions.apres)
    return documents.vue(comparaison, avant, apres, grilles), fautes


def _oublis(comparaison: Comparaison, source: str) -> Iterator[Diagnostic]:
    """A succession that does not fit the version it names: its grilles would be refused. Errors: R326, R327."""
    avant, apres = comparaison.avant, comparaison.apres
    succede = succession(avant, apres)
    if succede is None:
        return
    declares = [critere.code for critere in precedente(apres, succede).criteres]
    vrais = [critere.code for critere in avant.criteres]
    for cause, codes, autres in (("R326", declares, vrais), ("R327", vrais, declares)):
        for code in codes:
            if code not in autres:
                yield diagnostic(cause, Position(source), code=code, version=avant.version)
