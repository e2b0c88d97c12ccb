"""How far the grilles of a folder are: ready, begun, empty, at fault; by what each says, and nothing else."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from clea_cli.decision.decision import Bareme, Reponse, decide
from clea_cli.decision.lot import Fichier, Lecture, lire_lot
from clea_cli.sources import fichiers
from clea_cli.sources.bornes import TABLE_OCTETS_MAX

_D_UN_AUTRE = "F301"  # a grille made for another référentiel than that of the first one
_SANS_CRITERE = "F107"  # no column has the codes
_CODE = re.compile(rb"\d\.\d{1,2}\.\d")


class Etats(NamedTuple):
    """The files of a folder, by how far they are: `autres` are tables without a critère, and no grilles."""

    pretes: tuple[str, ...] = ()
    commencees: tuple[str, ...] = ()
    vides: tuple[str, ...] = ()
    fautives: tuple[str, ...] = ()
    autres: tuple[str, ...] = ()

    @property
    def grilles(self) -> int:
        """How many grilles there are."""
        return len(self.pretes) + len(self.commencees) + len(self.vides) + len(self.fautives)


def regarder(sources: Sequence[str]) -> Etats:
    """Read files, each by the référentiel that it names."""
    trouves: dict[str, list[str]] = {nom: [] for nom in Etats._fields}
    restants = list(sources)
    while restants:
        lot = lire_lot(restants, Lecture())
        suivants: list[str] = []
        for fichier in lot.fichiers:
            if _codes(fichier) & {_D_UN_AUTRE} and fichier.source != restants[0]:
                suivants.append(fichier.source)
            else:
                trouves[_etat(fichier, lot.bareme)].append(fichier.source)
        # Without a référentiel to decide by, nothing was read.
        if not lot.fichiers:
            trouves["fautives"] += restants
        restants = suivants
    return Etats(*(tuple(sorted(trouves[nom])) for nom in Etats._fields))


def _etat(fichier: Fichier, bareme: Bareme | None) -> str:
    if not fichier.grilles or bareme is None:
        return "autres" if _SANS_CRITERE in _codes(fichier) and not _des_codes(fichier.source) else "fautives"
    if all(grille.acquis == 0 and grille.possibles == _tous(bareme) for grille in fichier.grilles):
        return "vides"
    verdicts = {decide(bareme, grille).verdict for grille in fichier.grilles}
    return "commencees" if Reponse.INDETERMINE in verdicts else "pretes"


def _tous(bareme: Bareme) -> int:
    """The bits of all critères: a grille where all are possible and none is acquired was not begun."""
    return (1 << sum(1 for _ in bareme.referentiel.criteres)) - 1


def _codes(fichier: Fichier) -> frozenset[str]:
    return frozenset(faute.code for faute in fichier.diagnostics)


def _des_codes(source: str) -> bool:
    """Whether a file shows what looks like codes of critères; of a workbook it is not known, and supposed."""
    contenu = fichiers.lire(source, TABLE_OCTETS_MAX).value or b""
    return contenu[:2] == b"PK" or contenu[:4] == b"\xd0\xcf\x11\xe0" or bool(_CODE.search(contenu.replace(b"\0", b"")))


def phrases(etats: Etats) -> Iterable[tuple[str, str, tuple[str, ...]]]:
    """Each state that some grilles are in: for one, for several, and the files."""
    mots = {
        "pretes": ("prête", "prêtes"),
        "commencees": ("à finir", "à finir"),
        "fautives": ("en faute", "en faute"),
        "vides": ("vide", "vides"),
    }
    for nom, (une, plusieurs) in mots.items():
        siennes = getattr(etats, nom)
        if siennes:
            yield une, plusieurs, siennes
