"""A grille of which an évaluateur filled a part: what it says nothing of is told from what it says.

An empty box and an absent critère are faults of a grille alone, for they may be forgotten. Beside
the grilles of others they say that somebody else answers, or nobody: the reading takes them for
« non évalué », and who asks is told which they are.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from clea_cli.grille.grille import GrilleBrute, Saisie
from clea_cli.grille.mise_au_net import mettre_au_net
from clea_cli.grille.verifier import version_dite
from clea_cli.referentiel.referentiel import Referentiel, Resultat
from clea_cli.sources.cellules import Cellule

# Of each candidate (comparable), the codes of which nothing is said.
Muets = Mapping[str, frozenset[str]]


class Completee(NamedTuple):
    """A grille that answers everything, and what it did not answer itself."""

    brute: GrilleBrute
    muets: Muets


def completer(brute: GrilleBrute, referentiel: Referentiel) -> Completee:
    """Answer « non évalué » where a grille says nothing.

    The critères that a grille of another version lacks stay absent.
    """
    brute = mettre_au_net(brute, referentiel)
    candidats: dict[str, Cellule | None] = {}
    vus: dict[str, set[str]] = defaultdict(set)
    muets: dict[str, set[str]] = defaultdict(set)
    # 1. The empty boxes; no answer at all (None) is a fault that was told.
    repondues = _repondues(brute)
    saisies = []
    for saisie in brute.saisies:
        qui = saisie.reference
        code = saisie.critere.valeur
        candidats.setdefault(qui, saisie.candidat)
        vus[qui].add(code)
        reponse = saisie.resultat
        if reponse is not None and _est_muette(brute, reponse, repondues):
            muets[qui].add(code)
            saisie = saisie._replace(resultat=_non_evalue(reponse))
        saisies.append(saisie)
    # 2. The absent critères; where rows were lost to a fault, what is absent is not known.
    absentes: list[Saisie] = []
    if brute.entiere and _de_cette_version(brute, referentiel):
        for qui, candidat in candidats.items():
            for absente in _absentes(brute, referentiel, candidat, vus[qui]):
                code = absente.critere.valeur
                muets[qui].add(code)
                absentes.append(absente)
    # The last answer of the file stays the last: it is asked whether the file was cut there.
    completee = brute._replace(saisies=(*absentes, *saisies))
    des_candidats: dict[str, frozenset[str]] = {}
    for qui, codes in muets.items():
        des_candidats[qui] = frozenset(codes)
    return Completee(completee, des_candidats)


_Place = tuple[str, int, int]  # of a cell: its sheet, its row, its column


def _repondues(brute: GrilleBrute) -> set[_Place]:
    """Where there are answers."""
    places: set[_Place] = set()
    for saisie in brute.saisies:
        reponse = saisie.resultat
        if reponse is not None and reponse.valeur:
            places.add((reponse.feuille, reponse.rang, reponse.colonne))
    return places


def _est_muette(brute: GrilleBrute, case: Cellule, repondues: set[_Place]) -> bool:
    """Whether a box says nothing: empty, and not merged with one that answers (F343)."""
    if case.valeur:
        return False
    fusion = brute.tableau.feuille(case).fusion(case.rang, case.colonne)
    return fusion is None or (case.feuille, fusion.haut, fusion.gauche) not in repondues


def _non_evalue(cellule: Cellule) -> Cellule:
    return cellule._replace(valeur=Resultat.NON_EVALUE.libelle)


def _de_cette_version(brute: GrilleBrute, referentiel: Referentiel) -> bool:
    """Whether a grille is of this version; it is if it says nothing of it."""
    version = brute.preambule.get("version")
    if version is None:
        return True
    return version_dite(version.valeur) == referentiel.version


def _absentes(
    brute: GrilleBrute, referentiel: Referentiel, candidat: Cellule | None, vus: set[str]
) -> Iterator[Saisie]:
    """An answer for each critère that a candidate has no line for, on the sheet of its domaine."""
    onglets: dict[str, str] = {}
    for saisie in brute.saisies:
        critere = saisie.critere
        onglets[critere.valeur] = critere.feuille
    sinon = brute.saisies[0].critere.feuille
    for domaine in referentiel.domaines:
        codes = [critere.code for critere in domaine.criteres]
        # A sheet a domaine: an answer on another's would look as if domaines were mixed.
        presents = [onglets[code] for code in codes if code in onglets]
        ici = presents[0] if presents else sinon
        for code in codes:
            if code in vus:
                continue
            # It stands nowhere in the file: row 0.
            cellule = Cellule(code, 0, 0, 0, ici)
            yield Saisie(candidat, cellule, _non_evalue(cellule))
