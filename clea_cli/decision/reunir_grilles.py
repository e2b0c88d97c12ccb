"""The grilles of évaluateurs who shared the domaines, put together.

Only what they contradict is to be settled.
Who evaluated says more than who did not: « acquis » or « non acquis » beside « non évalué », or
beside nothing, is no disagreement. The order in which files are given counts for nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from clea_cli.decision.lot import (
    Fichier,
    Lecture,
    Lot,
    candidat_du_fichier,
    comprendre,
    comprendre_lot,
    lire_brute,
)
from clea_cli.diagnostics import Diagnostic, Outcome, Position, diagnostic, en_lettres
from clea_cli.grille.grille import Grille, GrilleBrute
from clea_cli.grille.mise_au_net import mettre_au_net
from clea_cli.grille.mots_des_fautes import resumer
from clea_cli.grille.notes import notes
from clea_cli.grille.part import Muets, completer
from clea_cli.grille.preambule import Preambule
from clea_cli.referentiel.referentiel import Referentiel, Resultat
from clea_cli.sorties.mots import compte
from clea_cli.sources.mots import reference_comparable

_EVALUES = (Resultat.ACQUIS, Resultat.NON_ACQUIS)


class Apport(NamedTuple):
    """What one file says of one candidate; `muets` are the codes of which it says nothing."""

    source: str
    grille: Grille
    muets: frozenset[str]
    notes: Mapping[str, str]


_Dites = tuple[Resultat, ...]  # what is answered to a critère, each answer once


class Reunie(NamedTuple):
    """A candidate's answers by critère: one; two, to be settled; none, where nobody says anything.

    `candidat` is empty if no file names them.
    """

    candidat: str
    apports: tuple[Apport, ...]
    reponses: tuple[_Dites, ...]


class GrillesReunies(NamedTuple):
    """The candidates of some files, and what the files say above their headings.

    All in one order, whatever was typed.
    """

    referentiel: Referentiel
    sources: tuple[str, ...]
    hauts: tuple[Preambule, ...]
    reunies: tuple[Reunie, ...]


class _Part(NamedTuple):
    """A file as it was read: what it gives, and what it says nothing of."""

    fichier: Fichier
    brute: GrilleBrute
    muets: Muets

    @property
    def nommes(self) -> dict[str, Grille]:
        """The candidates that it names (comparable); none if it does not say whose grille it is."""
        if not any(saisie.candidat for saisie in self.brute.saisies):
            return {}
        par_reference: dict[str, Grille] = {}
        for grille in self.fichier.grilles:
            par_reference[reference_comparable(grille.candidat)] = grille
        return par_reference

    def apport(self, grille: Grille) -> Apport:
        """What it says of one of its candidates."""
        reference = reference_comparable(grille.candidat)
        cle = reference if self.nommes else ""
        toutes = notes(self.brute, grille.candidat)
        return Apport(
            source=self.fichier.source,
            grille=grille,
            muets=self.muets.get(cle, frozenset()),
            notes=toutes.get(reference, {}),
        )


def reunir(sources: Sequence[str], lecture: Lecture) -> Outcome[GrillesReunies]:
    """Put grilles together.

    Errors: those of reading (but F204, F205), F380; warnings F312, F381, F382.
    """
    lues = [(source, lire_brute(source, lecture)) for source in sources]
    # Who names a référentiel chooses it: the order of the files may not.
    lot = comprendre_lot(sorted(lues, key=_sans_referentiel), lecture)
    if lot.bareme is None:
        return Outcome(None, lot.diagnostics)
    referentiel = lot.bareme.referentiel
    avis = _de_l_ensemble(lot)
    parts: list[_Part] = []
    for source, lue in lues:
        fichier, muets = _lire(source, lue, referentiel)
        avis += fichier.diagnostics
        if lue.value is not None and fichier.grilles:
            nette = mettre_au_net(lue.value, referentiel)
            parts.append(_Part(fichier, nette, muets))
    # Without a file that is refused, what it answers would seem to be answered by nobody.
    if len(parts) < len(lues):
        return Outcome(None, tuple(avis))
    avis += _deux_fois(parts)
    etrangers = tuple(_etrangers(parts))
    avis += etrangers
    if etrangers:
        return Outcome(None, tuple(avis))
    # From here on, the order in which files were given counts for nothing.
    parts.sort(key=_ordre)
    reunion = GrillesReunies(
        referentiel=referentiel,
        sources=tuple(part.fichier.source for part in parts),
        hauts=tuple(part.fichier.preambule for part in parts),
        reunies=tuple(_par_candidat(parts, referentiel)),
    )
    avis += _avis(reunion)
    return Outcome(reunion, tuple(avis))


def _de_l_ensemble(lot: Lot) -> list[Diagnostic]:
    """What is said of no file: each is read again as a part, and several may be one candidate's."""
    des_fichiers: set[Diagnostic] = set()
    for fichier in lot.fichiers:
        des_fichiers.update(fichier.diagnostics)
    restantes: list[Diagnostic] = []
    for faute in lot.diagnostics:
        # That files speak of one candidate is what is wanted here.
        if faute not in des_fichiers and faute.code != "F305":
            restantes.append(faute)
    return restantes


def _sans_referentiel(lue: tuple[str, Outcome[GrilleBrute]]) -> bool:
    _, (brute, _) = lue
    return brute is None or "referentiel" not in brute.preambule


def _lire(
    source: str, lue: Outcome[GrilleBrute], referentiel: Referentiel
) -> tuple[Fichier, Muets]:
    """What a file gives as a part of a grille, and what it says nothing of."""
    sans_nom = candidat_du_fichier(source)
    if lue.value is None:
        return comprendre(source, lue, referentiel, sans_nom), {}
    # A critère of which a part says nothing is no fault: it is another évaluateur's.
    completee = completer(lue.value, referentiel)
    entiere = Outcome(completee.brute, lue.diagnostics)
    fichier = comprendre(source, entiere, referentiel, sans_nom)
    return fichier, completee.muets


def _deux_fois(parts: Sequence[_Part]) -> Iterator[Diagnostic]:
    """Warn of a file that is given twice. Warning: F312."""
    vus: set[str] = set()
    for part in parts:
        if part.fichier.empreinte in vus:
            yield diagnostic("F312", Position(part.fichier.source))
        vus.add(part.fichier.empreinte)


def _etrangers(parts: Sequence[_Part]) -> Iterator[Diagnostic]:
    """Tell the files that speak of none of the candidates of the others. Error: F380."""
    tous: set[str] = set()
    for part in parts:
        tous |= part.nommes.keys()
    for rang, part in enumerate(parts):
        # A file of nobody's speaks of the only candidate that the others name.
        if not part.nommes:
            if len(tous) > 1:
                yield diagnostic("F380", Position(part.fichier.source))
            continue
        autres: set[str] = set()
        for place, autre in enumerate(parts):
            if place != rang:
                autres |= autre.nommes.keys()
        if autres and autres.isdisjoint(part.nommes):
            yield diagnostic("F380", Position(part.fichier.source))


def _ordre(part: _Part) -> tuple[int, str]:
    """By the first critère that a file answers; files that are alike in it, by what they hold."""
    repondus = 0
    for grille in part.fichier.grilles:
        evalues = grille.acquis | ~grille.possibles
        repondus |= evalues
    le_plus_bas = repondus & -repondus
    return le_plus_bas.bit_length(), part.fichier.empreinte


def _par_candidat(parts: Sequence[_Part], referentiel: Referentiel) -> Iterator[Reunie]:
    """Put together what the files say of each candidate, in the order of the references."""
    groupes: dict[str, list[Apport]] = {}
    for part in parts:
        for reference, grille in part.nommes.items():
            apports = groupes.setdefault(reference, [])
            apports.append(part.apport(grille))
    # As the first file that names them writes it.
    noms: dict[str, str] = {}
    for reference, apports in groupes.items():
        noms[reference] = apports[0].grille.candidat
    # Files that name nobody speak of the only candidate that the others name, if they name one.
    seul = next(iter(groupes), "")
    for part in parts:
        if not part.nommes:
            apport = part.apport(part.fichier.grilles[0])
            groupes.setdefault(seul, []).append(apport)
    for reference in sorted(groupes):
        apports = groupes[reference]
        reponses: list[_Dites] = []
        for rang, critere in enumerate(referentiel.criteres):
            reponses.append(_reponses(apports, rang, critere.code))
        yield Reunie(
            candidat=noms.get(reference, ""),
            apports=tuple(apports),
            reponses=tuple(reponses),
        )


def _reponses(apports: Sequence[Apport], rang: int, code: str) -> _Dites:
    """What is answered to a critère, each answer once; who evaluated says more than who did not."""
    dites: set[Resultat] = set()
    for apport in apports:
        if code not in apport.muets:
            dites.add(apport.grille.resultat(rang))
    evaluees = tuple(resultat for resultat in _EVALUES if resultat in dites)
    return evaluees or tuple(dites)


def _avis(reunion: GrillesReunies) -> Iterator[Diagnostic]:
    """Warn of what nobody answers, and of two évaluations put together. Warnings: F381, F382."""
    codes = [critere.code for critere in reunion.referentiel.criteres]
    ici = Position(reunion.sources[0])
    for reunie in reunion.reunies:
        absents: set[str] = set()
        for code, dites in zip(codes, reunie.reponses, strict=True):
            if not dites:
                absents.add(code)
        if absents:
            nombre = compte(len(absents), "critère")
            resumes = resumer(reunion.referentiel.domaines, absents)
            criteres = en_lettres(list(resumes))
            yield diagnostic("F381", ici, nombre=nombre, criteres=criteres)
    etapes = {haut.etape for haut in reunion.hauts} - {None}
    if len(etapes) > 1:
        yield diagnostic("F382", ici)
