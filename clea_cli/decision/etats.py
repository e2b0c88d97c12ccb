"""How far the grilles of a folder are: ready, begun, empty, at fault; by what each says alone."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from clea_cli.decision.decision import Bareme, Reponse, decide
from clea_cli.decision.lot import Fichier, Lecture, lire_lot
from clea_cli.decision.paires import Paire
from clea_cli.grille.preambule import Etape
from clea_cli.sources import fichiers
from clea_cli.sources.bornes import TABLE_OCTETS_MAX
from clea_cli.sources.mots import reference_comparable

_D_UN_AUTRE = "F301"  # a grille made for another référentiel than that of the first one
_PAS_UNE_GRILLE = {"F103", "F107"}  # no heading is known, or no column has the codes
_CODE = re.compile(rb"\d\.\d{1,2}\.\d")
_CLASSEURS = (b"PK", b"\xd0\xcf\x11\xe0")  # how a workbook begins, today's or an old one


class Etats(NamedTuple):
    """The files of a folder, by how far they are.

    `autres` are tables without a critère, and no grilles. `paires` are the préalable and the finale
    of a candidate, who say it; they are nowhere else.
    """

    pretes: tuple[str, ...] = ()
    commencees: tuple[str, ...] = ()
    vides: tuple[str, ...] = ()
    fautives: tuple[str, ...] = ()
    autres: tuple[str, ...] = ()
    paires: tuple[Paire, ...] = ()

    @property
    def grilles(self) -> int:
        """How many grilles there are."""
        par_etat = (self.pretes, self.commencees, self.vides, self.fautives)
        seules = sum(map(len, par_etat))
        return seules + 2 * len(self.paires)


def regarder(sources: Sequence[str]) -> Etats:
    """Read files, each by the référentiel that it names."""
    trouves: dict[str, list[str]] = defaultdict(list)
    restants = list(sources)
    lus: list[Fichier] = []
    while restants:
        # The first file chooses the référentiel; those of another are read again without it.
        premier = restants[0]
        lot = lire_lot(restants, Lecture())
        suivants: list[str] = []
        lus += lot.fichiers
        for fichier in lot.fichiers:
            d_un_autre = _D_UN_AUTRE in _codes(fichier)
            if d_un_autre and fichier.source != premier:
                suivants.append(fichier.source)
                continue
            etat = _etat(fichier, lot.bareme)
            trouves[etat].append(fichier.source)
        # Without a référentiel to decide by, nothing was read.
        if not lot.fichiers:
            trouves["fautives"] += restants
        restants = suivants
    # A file of a pair is shown with the other, and nowhere else.
    paires = tuple(_paires(lus))
    en_paires: set[str] = set()
    for paire in paires:
        en_paires.update(paire)
    seules: dict[str, tuple[str, ...]] = {}
    for nom, siennes in trouves.items():
        restantes = [source for source in siennes if source not in en_paires]
        seules[nom] = tuple(sorted(restantes))
    return Etats(**seules, paires=paires)


_ParEtape = dict[Etape, list[str]]  # the files of a candidate


def _paires(lus: Iterable[Fichier]) -> Iterator[Paire]:
    """The two évaluations of each candidate who has one grille of each that says so."""
    par_candidat: dict[str, _ParEtape] = {}
    for fichier in lus:
        etape = fichier.preambule.etape
        if etape is None or len(fichier.grilles) != 1:
            continue
        [grille] = fichier.grilles
        candidat = reference_comparable(grille.candidat)
        siennes = par_candidat.setdefault(candidat, {})
        sources = siennes.setdefault(etape, [])
        sources.append(fichier.source)
    # Of three or more, nobody knows which two belong together.
    for etapes in par_candidat.values():
        prealables = etapes.get(Etape.PREALABLE, [])
        finales = etapes.get(Etape.FINALE, [])
        if len(prealables) == len(finales) == 1:
            yield Paire(prealables[0], finales[0])


def _etat(fichier: Fichier, bareme: Bareme | None) -> str:
    if not fichier.grilles or bareme is None:
        # A list of addresses is no grille at fault; a grille whose codes are in no column is one.
        etrangere = not _PAS_UNE_GRILLE.isdisjoint(_codes(fichier))
        if etrangere and not _des_codes(fichier.source):
            return "autres"
        return "fautives"
    # A grille where all is possible and nothing acquired was not begun.
    reponses = {(grille.acquis, grille.possibles) for grille in fichier.grilles}
    if reponses == {(0, bareme.ensemble.criteres)}:
        return "vides"
    verdicts = {decide(bareme, grille).verdict for grille in fichier.grilles}
    return "commencees" if Reponse.INDETERMINE in verdicts else "pretes"


def _codes(fichier: Fichier) -> frozenset[str]:
    return frozenset(faute.code for faute in fichier.diagnostics)


def _des_codes(source: str) -> bool:
    """Whether a file shows what looks like codes of critères.

    Of a workbook it is not known, and supposed.
    """
    contenu = fichiers.lire(source, TABLE_OCTETS_MAX).value or b""
    if contenu.startswith(_CLASSEURS):
        return True
    # UTF-16 has a null beside each figure.
    return _CODE.search(contenu.replace(b"\0", b"")) is not None


def phrases(etats: Etats) -> Iterable[tuple[str, str, tuple[str, ...]]]:
    """Each state that some grilles are in: for one, for several, and the files."""
    mots = {
        "pretes": ("prête", "prêtes"),
        "commencees": ("à finir", "à finir"),
        "fautives": ("en faute", "en faute"),
        "vides": ("vide", "vides"),
    }
    if etats.paires:
        nommees = [f"{paire.prealable} et {paire.finale}" for paire in etats.paires]
        yield "paire", "paires", tuple(nommees)
    for nom, (une, plusieurs) in mots.items():
        siennes = getattr(etats, nom)
        if siennes:
            yield une, plusieurs, siennes
