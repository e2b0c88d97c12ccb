"""What one block says: the lines of its verdicts, and the rows at which the slow way must look."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from clea_cli.decision.blocs import bits, homonymes
from clea_cli.decision.blocs.cellules import Bloc
from clea_cli.decision.blocs.essai import Echantillon
from clea_cli.decision.blocs.fichier import Bornes, EtatDuFichier, Numerotee, entieres, par_candidat
from clea_cli.decision.blocs.lignes import VOISINES, bout_a_bout, relire


class PartDeFichier(NamedTuple):
    """What is wanted of some candidates, one reference (comparable) a line beside it.

    `mots` are the words of their answers; `ecartees` the rows put aside, numbered from 0; `hors`
    counts the rows that are nobody's.
    """

    ecrit: bytes
    references: bytes
    certifiables: bool
    mots: frozenset[bytes]
    ecartees: list[Numerotee]
    hors: int


def lire(essai: Echantillon, bornes: Bornes) -> PartDeFichier | None:
    """Read, check and judge the candidates between two places of the file.

    None if it is not the same file any more.
    """
    debut, fin = bornes
    try:
        with Path(essai.source).open("rb") as flux:
            flux.seek(debut)
            contenu = flux.read(fin - debut)
            meme = EtatDuFichier.de(flux) == essai.etat
    except OSError:
        return None
    return _juger(essai, contenu) if meme else None


def _juger(essai: Echantillon, contenu: bytes) -> PartDeFichier:
    ecrits: list[bytes] = []
    references: list[bytes] = []
    mots: set[bytes] = set()
    ecartees: list[Numerotee] = []
    hors = 0
    for bloc in _blocs(essai, contenu, ecartees):
        hors += bloc.hors
        # Rows of sums only, which are nobody's.
        if not bloc.noms:
            continue
        noms = bloc.references or bloc.noms
        references.append(homonymes.comparables(noms))
        ecrits.append(_ecrire(essai, bloc))
        mots |= bloc.mots
    return PartDeFichier(
        ecrit=b"".join(ecrits),
        references=b"\n".join(references),
        certifiables=essai.lignes.certifiables,
        mots=frozenset(mots),
        ecartees=ecartees,
        hors=hors,
    )


def _ecrire(essai: Echantillon, bloc: Bloc) -> bytes:
    """The lines of verdicts, or the bits of answers."""
    if essai.en_bits:
        return bits.ecrire(bloc.colonnes)
    return essai.lignes.ecrire(bloc.noms, bloc.colonnes)


def _blocs(essai: Echantillon, contenu: bytes, ecartees: list[Numerotee]) -> Iterator[Bloc]:
    """All rows at once; or a few at a time, the slow way where they are not understood.

    Those that are not understood then either are put aside.
    """
    # At best, all is understood but a last row that may be cut.
    corps = entieres(contenu, essai.haut)
    bloc = essai.lecteur.lire(corps)
    lues = 0
    if bloc:
        yield bloc
        contenu = contenu[len(corps) :]
        lues = corps.count(b"\n") if contenu else 0
    # What is left: fast, or slow, or put aside.
    restantes = enumerate(BytesIO(contenu), start=lues)
    for groupe in par_candidat(restantes, essai.haut, VOISINES):
        lignes = list(groupe)
        vite = essai.lecteur.lire(bout_a_bout(lignes))
        relu = vite or relire(essai, lignes)
        if relu:
            yield relu
            continue
        ecartees += lignes
        if len(ecartees) >= essai.ecartees_max:
            return
