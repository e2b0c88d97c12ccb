"""Compare two référentiels, or one with what it was, and say what the change does to grilles that were filled."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from clea_cli.atelier import mots_comparaison as documents
from clea_cli.atelier.comparaison import Comparaison, comparer
from clea_cli.atelier.depot_git import lire_revision
from clea_cli.atelier.vues_comparaison import ComparaisonVue, GrillesComparees
from clea_cli.decision.charger import charger
from clea_cli.decision.decision import bareme, decide
from clea_cli.decision.lot import GRILLES, Lecture, lire_fichiers
from clea_cli.diagnostics import Diagnostic, Outcome, Position, diagnostic
from clea_cli.grille.reprise import par_code, precedente, reprendre, succession
from clea_cli.referentiel.referentiel import Referentiel
from clea_cli.sorties import chemins
from clea_cli.sources import fichiers
from clea_cli.sources.bornes import YAML_OCTETS_MAX


class Versions(NamedTuple):
    """Two référentiels to compare, and where each was read. No `avant`: the file did not exist then."""

    source_avant: str
    avant: Referentiel | None
    source_apres: str
    apres: Referentiel


def deux_fichiers(avant: str, apres: str) -> Outcome[Versions]:
    """Load two référentiels, by their ids or paths. Errors: those of `charger`."""
    ici, la = charger(avant), charger(apres)
    if ici.value is None or la.value is None:
        return Outcome(None, (*ici.diagnostics, *la.diagnostics))
    return Outcome(Versions(avant, ici.value, apres, la.value))


def depuis_git(chemin: str, revision: str) -> Outcome[Versions]:
    """Load a référentiel's file, and what it was at a revision of git. Errors: R, S101-S104, S106, S107."""
    from clea_cli.decision.verification import verifier  # late: pydantic is slow to import

    contenu = fichiers.lire(chemin, YAML_OCTETS_MAX)
    la = Outcome(None, contenu.diagnostics) if contenu.value is None else verifier(contenu.value, chemin, charger)
    if la.value is None:
        return Outcome(None, la.diagnostics)
    ancien = lire_revision(chemin, revision, la.value.id)
    if ancien.value is None:
        return Outcome(None, ancien.diagnostics)
    source = f"{revision}:{ancien.value.chemin}"
    if ancien.value.contenu is None:
        return Outcome(Versions(source, None, chemin, la.value))
    ici = verifier(ancien.value.contenu, source, charger)
    return (
        Outcome(None, ici.diagnostics) if ici.value is None else Outcome(Versions(source, ici.value, chemin, la.value))
    )


def comparer_versions(versions: Versions, dossier: str | None) -> tuple[ComparaisonVue | None, tuple[Diagnostic, ...]]:
    """Compare, and score the grilles of a folder by both. Errors: R326, R327, R502, S108, those of `clea score`."""
    if versions.avant is None:
        return None, ()
    comparaison = comparer(versions.avant, versions.apres)
    if oublis := tuple(_oublis(comparaison, versions.source_apres)):
        return None, oublis
    grilles, fautes = (None, ()) if dossier is None else _grilles(comparaison, dossier)
    if dossier is not None and grilles is None:
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


def _grilles(comparaison: Comparaison, dossier: str) -> Outcome[GrillesComparees]:
    """Decide each grille of a folder by the default rule of both; there is none where nothing could be decided."""
    avant, apres = comparaison.avant, comparaison.apres
    baremes = []
    for referentiel in (avant, apres):
        regle = referentiel.regle(None)
        if regle is None:
            faits = {"libelle": referentiel.libelle, "avertissement": referentiel.avertissement}
            return Outcome(None, (diagnostic("R502", Position(referentiel.id), **faits),))
        baremes.append(bareme(referentiel, regle))
    sources = sorted(str(f) for f in Path(dossier).glob("*") if f.suffix.lower() in GRILLES)
    if not sources:
        return Outcome(None, (diagnostic("S108", Position(dossier)),))
    lus, liens = lire_fichiers(sources, Lecture(), avant), par_code(avant, apres)
    changent, a_reevaluer = [], set[str]()
    for fichier in lus:
        for grille in fichier.grilles:
            reprise = reprendre(apres, liens, avant, grille)
            a_reevaluer |= {*reprise.a_reevaluer, *reprise.nouveaux}
            ici, la = decide(baremes[0], grille), decide(baremes[1], reprise.grille)
            if ici.verdict is not la.verdict:
                changent.append(documents.verdict_change(chemins.chemin_ecrit(fichier.source), ici, la))
    return Outcome(
        GrillesComparees(
            lues=sum(len(fichier.grilles) for fichier in lus),
            refusees=sum(not fichier.grilles for fichier in lus),
            changent=tuple(changent),
            a_reevaluer=tuple(critere.code for critere in apres.criteres if critere.code in a_reevaluer),
        ),
        tuple(faute for fichier in lus for faute in fichier.diagnostics),
    )
