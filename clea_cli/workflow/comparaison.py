"""Compare two référentiels, or one with what it was, and say what the change does to grilles that were filled."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from clea_cli.comparaison import Comparaison, comparer
from clea_cli.decision import bareme, decide
from clea_cli.diagnostics import Diagnostic, Outcome, Position, diagnostic
from clea_cli.documents import comparaison as documents
from clea_cli.referentiel import Referentiel
from clea_cli.reprise import par_code, precedente, reprendre
from clea_cli.vues.comparaison import ComparaisonVue, GrillesComparees, VerdictChange
from clea_cli.workflow.depot_git import lire_revision
from clea_cli.workflow.referentiels import charger
from clea_cli.workflow.score import Fichier, Lecture, lire_fichiers


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
    """Load a référentiel's file, and what it was at a revision of git. Errors: those of `charger`, S101, S106, S107."""
    from clea_cli.workflow.verification import verifier  # late: pydantic is slow to import

    if not Path(chemin).exists():  # the name of one that ships is no file of a repository
        return Outcome(None, (diagnostic("S101", Position(chemin)),))
    la = charger(str(Path(chemin).absolute()))
    if la.value is None:
        return Outcome(None, tuple(f._replace(position=f.position._replace(source=chemin)) for f in la.diagnostics))
    ancien = lire_revision(chemin, revision, la.value.id)
    if ancien.value is None:
        return Outcome(None, ancien.diagnostics)
    source = f"{revision}:{ancien.value.chemin}"
    if ancien.value.contenu is None:
        return Outcome(Versions(source, None, chemin, la.value))
    ici = verifier(ancien.value.contenu, source)
    if ici.value is None:
        return Outcome(None, ici.diagnostics)
    return Outcome(Versions(source, ici.value, chemin, la.value))


def comparer_versions(versions: Versions, dossier: str | None) -> tuple[ComparaisonVue | None, tuple[Diagnostic, ...]]:
    """Compare, and score the grilles of a folder by both. Errors: R326, R327, R502, S108, those of `clea score`."""
    if versions.avant is None:
        return None, ()
    comparaison = comparer(versions.avant, versions.apres)
    oublis = tuple(_oublis(comparaison, versions.source_apres))
    if oublis:
        return None, oublis
    avant = documents.version(versions.source_avant, versions.avant)
    apres = documents.version(versions.source_apres, versions.apres)
    if dossier is None:
        return documents.vue(comparaison, avant, apres, None), ()
    for referentiel in (versions.avant, versions.apres):
        if referentiel.regle(None) is None:
            faits = {"libelle": referentiel.libelle, "avertissement": referentiel.avertissement}
            return None, (diagnostic("R502", Position(referentiel.id), **faits),)
    trouvees = sorted(map(str, Path(dossier).glob("*.csv")))
    if not trouvees:
        return None, (diagnostic("S108", Position(dossier)),)
    fichiers = lire_fichiers(trouvees, Lecture(), versions.avant)
    fautes = tuple(faute for fichier in fichiers for faute in fichier.diagnostics)
    return documents.vue(comparaison, avant, apres, _grilles(comparaison, fichiers)), fautes


def _oublis(comparaison: Comparaison, source: str) -> Iterator[Diagnostic]:
    """A succession that does not fit the version it names: its grilles would be refused. Errors: R326, R327."""
    avant, apres = comparaison.avant, comparaison.apres
    if apres.id != avant.id or apres.succede is None or apres.succede.version != avant.version:
        return
    declares = [critere.code for critere in precedente(apres, apres.succede).criteres]
    vrais = [critere.code for critere in avant.criteres]
    for code in declares:
        if code not in vrais:
            yield diagnostic("R326", Position(source), code=code, version=avant.version)
    for code in vrais:
        if code not in declares:
            yield diagnostic("R327", Position(source), code=code, version=avant.version)


def _grilles(comparaison: Comparaison, fichiers: Sequence[Fichier]) -> GrillesComparees:
    a_reevaluer: dict[str, None] = {}
    changent = tuple(_changements(comparaison, fichiers, a_reevaluer))
    lues, refusees = sum(len(f.grilles) for f in fichiers), sum(not f.grilles for f in fichiers)
    codes = [critere.code for critere in comparaison.apres.criteres]
    return GrillesComparees(lues, refusees, changent, tuple(code for code in codes if code in a_reevaluer))


def _changements(
    comparaison: Comparaison, fichiers: Sequence[Fichier], a_reevaluer: dict[str, None]
) -> Iterator[VerdictChange]:
    """Decide each grille by the default rule of both; `a_reevaluer` gathers what some of them must be asked again."""
    avant, apres = comparaison.avant, comparaison.apres
    regle_avant, regle_apres = avant.regle(None), apres.regle(None)
    if regle_avant is None or regle_apres is None:
        return
    ici, la = bareme(avant, regle_avant), bareme(apres, regle_apres)
    liens = par_code(avant, apres)
    for fichier in fichiers:
        for grille in fichier.grilles:
            reprise = reprendre(apres, liens, avant, grille)
            a_reevaluer |= dict.fromkeys((*reprise.a_reevaluer, *reprise.nouveaux))
            decisions = decide(ici, grille), decide(la, reprise.grille)
            if decisions[0].verdict is not decisions[1].verdict:
                yield documents.verdict_change(fichier.source, *decisions)
