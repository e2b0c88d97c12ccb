"""What one block of rows of a large grille says: the lines of its verdicts, and the rows that are for the slow way."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from clea_cli.diagnostics import Diagnostic
from clea_cli.grille import GrilleBrute, mot_comparable
from clea_cli.readers import grille_csv
from clea_cli.readers.grille_blocs import Bloc, LecteurBlocs, Tete
from clea_cli.referentiel import Resultat
from clea_cli.workflow.score import Lecture
from clea_cli.workflow.score_blocs_lignes import Numerotee, groupes, relire
from clea_cli.workflow.score_colonnes import Lignes

LIGNES_MAX = 2_000  # that are read the slow way for their faults: more than anybody mends by hand

_EN_MOTS = (Resultat.ACQUIS, Resultat.NON_ACQUIS)


class Etat(NamedTuple):
    """What changes when a file is written, or another takes its place."""

    ou: tuple[int, int]
    octets: int
    date: int

    @property
    def trop_gros(self) -> bool:
        """Whether the slow way cannot read the whole file."""
        return self.octets > grille_csv.OCTETS_MAX

    @classmethod
    def de(cls, flux: BinaryIO) -> "Etat":
        """The state of an open file."""
        vu = os.fstat(flux.fileno())
        return cls((vu.st_dev, vu.st_ino), vu.st_size, vu.st_mtime_ns)


class Essai(NamedTuple):
    """What a sample says of a file: where its rows begin, how they are read, by what they are judged."""

    source: str
    etat: Etat
    lecture: Lecture
    haut: Tete
    pas: int  # lines a candidate
    lecteur: LecteurBlocs
    lignes: Lignes
    brute: GrilleBrute
    temoin: bytes  # the rows of a candidate of which there is nothing to say: the last one…
    fin: bytes  # …or else the first, and these rows, the last, have to be told of
    diagnostics: tuple[Diagnostic, ...]

    @property
    def ecartees_max(self) -> int:
        """How many lines put aside are enough: one, if the whole file can be read the slow way."""
        return LIGNES_MAX if self.etat.trop_gros else 1


class Part(NamedTuple):
    """The verdicts of some candidates, one name a line beside them, and what only the whole file can be blamed for."""

    csv: bytes
    noms: bytes
    certifiables: bool
    zeros: bool
    en_mots: bool
    ecartees: list[Numerotee]  # numbered from 0


def lire(essai: Essai, bornes: tuple[int, int]) -> Part | None:
    """Read, check and judge the candidates between two places of the file; None if it is not the same any more."""
    debut, fin = bornes
    try:
        with Path(essai.source).open("rb") as flux:
            flux.seek(debut)
            contenu = flux.read(fin - debut)
            meme = Etat.de(flux) == essai.etat
    except OSError:
        return None
    return _juger(essai, contenu) if meme else None


def _juger(essai: Essai, contenu: bytes) -> Part:
    """All candidates at once, or a few at a time, the slow way where that says nothing."""
    csv, noms, zeros, en_mots, ecartees = [], [], False, False, list[Numerotee]()
    for bloc in _blocs(essai, contenu, ecartees):
        noms += bloc.noms
        csv.append(essai.lignes.ecrire(bloc.noms, bloc.colonnes))
        sens = (essai.lecteur.sens.get(mot_comparable(mot.decode())) for mot in bloc.mots - {b"0", b"1"})
        zeros = zeros or b"0" in bloc.mots
        en_mots = en_mots or any(resultat in _EN_MOTS for resultat in sens)
    return Part(b"".join(csv), b"\n".join(noms), essai.lignes.certifiables, zeros, en_mots, ecartees)


def _blocs(essai: Essai, contenu: bytes, ecartees: list[Numerotee]) -> Iterator[Bloc]:
    """All rows as far as they are understood; the others are put aside."""
    bloc = essai.lecteur.lire(contenu)
    if bloc:
        yield bloc
    elif contenu.strip(b"\r\n"):
        for lignes, compris in groupes(contenu, essai.lecteur, essai.haut):
            relu = compris or relire(essai.brute, essai.lecture, essai.haut, lignes, essai.lignes.bareme.referentiel)
            if relu:
                yield relu
            else:
                ecartees += lignes
                if len(ecartees) >= essai.ecartees_max:
                    return
