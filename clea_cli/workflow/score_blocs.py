"""The verdicts of all candidates of a grille, however many, to a CSV in bounded memory; or nothing, for the slow way.

The slow way reads a sample first: all that stands above the rows, the headings, the last candidate. Where it finds
nothing to say of them, and every row is understood (`readers.grille_blocs`), it would find nothing to say of the whole
file. Nothing is handed over before the last row is read: a file with any fault gives no grille at all.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from os import SEEK_END
from pathlib import Path
from tempfile import TemporaryFile
from types import ModuleType
from typing import BinaryIO, NamedTuple

from clea_cli import grille
from clea_cli.check.grille import sens_des_mots
from clea_cli.decision import Bareme
from clea_cli.decision_colonnes import Juge
from clea_cli.diagnostics import Diagnostic, Outcome, refuse
from clea_cli.documents.score import lu
from clea_cli.grille import GrilleBrute, mot_comparable
from clea_cli.readers import grille_blocs_octets, grille_csv
from clea_cli.readers.encodages import ENCODAGES
from clea_cli.readers.grille_blocs import Bloc, LecteurBlocs, Tete, blocs, queue, tete
from clea_cli.readers.grille_forme import interpreter
from clea_cli.readers.lignes_csv import SEPARATEURS
from clea_cli.referentiel import Referentiel, Resultat
from clea_cli.workflow import fichiers
from clea_cli.workflow.homonymes import Homonymes
from clea_cli.workflow.score import Lecture, comprendre_lot
from clea_cli.workflow.score_blocs_lignes import concernees, fautes, groupes, relire
from clea_cli.workflow.score_colonnes import Lignes

BLOC = 500_000  # bytes read at once

_SANS_NUMPY = 4_000_000  # bytes read sooner than numpy is loaded
_SANS_NUMPY_LONGUE = 400_000  # the same for the long form, which only the slow way would read
_LIGNES_MAX = 2_000  # that are read the slow way for their faults: more than anybody mends by hand
_TETE = 64_000  # bytes where the headings must be
_EN_MOTS = (Resultat.ACQUIS, Resultat.NON_ACQUIS)


class Table(NamedTuple):
    """The verdicts of all candidates of a file: their CSV, to be read from `flux`, and what was understood."""

    flux: BinaryIO
    lu: str
    certifiables: bool


class _Essai(NamedTuple):
    """What a sample says of a file: where its rows begin, how they are read, by what they are judged."""

    source: str
    lecture: Lecture
    haut: Tete
    pas: int  # lines a candidate
    lecteur: LecteurBlocs
    bareme: Bareme
    brute: GrilleBrute
    temoin: bytes  # the rows of the last candidate, of which there is nothing to say
    diagnostics: tuple[Diagnostic, ...]


def calculer(source: str, lecture: Lecture) -> Outcome[Table] | None:
    """Score a grille of many candidates; None where the slow way has to look at it, for anything at all.

    A file too large for the slow way is refused here if it has faults: those of its first lines at fault are told.
    """
    if lecture.encodage not in (None, "utf-8") or not fichiers.existe(source):
        return None
    try:
        flux = Path(source).open("rb")  # noqa: SIM115 — held below, where an error is another's
    except OSError:  # the slow way says why
        return None
    with flux:
        essai = _essayer(flux, source, lecture)
        return _Calcul(essai).table(flux) if essai else None


def _essayer(flux: BinaryIO, source: str, lecture: Lecture) -> _Essai | None:
    """Read by the slow way all that is not a row like any other, and the last candidate."""
    haut = tete(flux.read(_TETE))
    fin = queue(flux, haut) if haut else b""
    if haut is None or not fin:
        return None
    tableau = grille_csv.lire(haut.contenu + fin, source, lecture.encodage, lecture.separateur).value
    lue = interpreter(tableau) if tableau else Outcome[GrilleBrute](None)
    if lue.value is None or "candidat" in lue.value.preambule:
        return None
    lot = comprendre_lot([(source, lue)], lecture)
    if lot.bareme is None or lot.refuses or lot.fichiers[0].diagnostics or not Juge(lot.bareme).convient:
        return None
    vue = grille.Lecture(ENCODAGES["utf-8"][1], SEPARATEURS[haut.signe])
    if lue.value.tableau.lecture != vue or len(lot.fichiers[0].grilles) > 1:
        return None
    lecteur = _lecteur(haut, lue.value, lot.bareme.referentiel, flux.seek(0, SEEK_END))
    pas = 1 if haut.colonnes.critere is None else len(lue.value.saisies)
    return _Essai(source, lecture, haut, pas, lecteur, lot.bareme, lue.value, fin, lot.diagnostics) if lecteur else None


def _lecteur(haut: Tete, brute: GrilleBrute, referentiel: Referentiel, taille: int) -> LecteurBlocs | None:
    """Choose what recognises cells fastest in a file of that many bytes; None for columns that it does not know."""
    rangs = {saisie.critere.valeur: rang for rang, saisie in enumerate(brute.saisies)}
    ordre, sens = tuple(rangs[critere.code] for critere in referentiel.criteres), sens_des_mots(referentiel)
    titres, candidat, critere, resultat, *_ = haut.colonnes
    if critere is None and candidat == 0 and len(titres) == len(ordre) + 1:
        reconnaitre = grille_blocs_octets.reconnaitre if taille < _SANS_NUMPY else _numpy().reconnaitre_large
        return LecteurBlocs(partial(reconnaitre, ordre), haut.signe, slice(1, None), sens)
    if critere is None or candidat is None or resultat is None or len(titres) > 3 or taille < _SANS_NUMPY_LONGUE:
        return None
    longue = _numpy().Longue(candidat, critere, resultat, tuple(code.encode() for code in rangs))
    reconnaitre = partial(_numpy().reconnaitre_longue, longue, ordre)
    return LecteurBlocs(reconnaitre, haut.signe, slice(resultat, resultat + 1), sens)


def _numpy() -> ModuleType:
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # or it starts threads that nothing here uses
    from clea_cli.readers import grille_blocs_numpy  # late: it costs as much as a whole score

    return grille_blocs_numpy


class _Calcul:
    """The verdicts of one file while its rows are read."""

    def __init__(self, essai: _Essai) -> None:
        self.essai = essai
        self.lignes = Lignes(essai.bareme)
        self.candidats = 0
        self.zeros = False
        self.en_mots = False
        self.trop_gros = False
        self.ligne = 0
        self.ecartees: list[tuple[int, bytes]] = []

    def table(self, flux: BinaryIO) -> Outcome[Table] | None:
        self.trop_gros = flux.seek(0, SEEK_END) > grille_csv.OCTETS_MAX
        with Homonymes() as homonymes, ExitStack() as pile:
            sortie = pile.enter_context(TemporaryFile())
            sortie.write(self.lignes.titres())
            for bloc in self._blocs(flux):
                self._regarder(bloc)
                homonymes.noter(bloc.noms)
                sortie.write(self.lignes.ecrire(bloc.noms, bloc.colonnes))
                self.candidats += len(bloc.noms)
            doubles, meles = homonymes.empreintes(), self.zeros and self.en_mots
            if self.ecartees or doubles or meles:
                return self._refuser(flux, doubles) if self.trop_gros else None
            sortie.seek(0)
            pile.pop_all()
        mots = lu(self.essai.brute, self.essai.bareme.referentiel, self.candidats)
        return Outcome(Table(sortie, mots, self.lignes.certifiables), self.essai.diagnostics)

    def _blocs(self, flux: BinaryIO) -> Iterator[Bloc]:
        """All rows, as far as they are understood; `ligne` is the number of the first line of those in hand."""
        self.ligne = self.essai.haut.contenu.count(b"\n") + 1
        flux.seek(len(self.essai.haut.contenu))
        for contenu in blocs(flux, BLOC, self.essai.haut, self.essai.pas):
            bloc = self.essai.lecteur.lire(contenu)
            if bloc:
                yield bloc
            elif contenu.strip(b"\r\n"):
                yield from self._par_groupes(contenu)
            if self._assez():
                return
            if self.trop_gros:
                self.ligne += _numpy().lignes(contenu)

    def _par_groupes(self, contenu: bytes) -> Iterator[Bloc]:
        """Read a block that was not understood a few lines at a time, and the slow way those that are why."""
        essai = self.essai
        for lignes, compris in groupes(contenu, self.ligne, essai.lecteur, essai.haut):
            bloc = compris or relire(essai.brute, essai.lecture, essai.haut, lignes, essai.bareme.referentiel)
            if bloc:
                yield bloc
            else:
                self.ecartees += lignes
                if self._assez():
                    return

    def _assez(self) -> bool:
        """Whether enough lines were put aside: one, if the whole file can be read the slow way."""
        return len(self.ecartees) >= (_LIGNES_MAX if self.trop_gros else 1)

    def _refuser(self, flux: BinaryIO, doubles: set[int]) -> Outcome[Table] | None:
        """Tell the faults of the lines put aside, or of candidates told twice; None if these lines have none."""
        lignes = self.ecartees
        if not lignes:
            meles = self.zeros and self.en_mots
            lignes = list(concernees(flux, self.essai.haut, doubles, _LIGNES_MAX, zeros=meles))
        essai = self.essai
        trouvees = fautes(essai.source, essai.lecture, essai.haut, lignes, essai.temoin)
        return Outcome(None, trouvees) if refuse(trouvees) else None

    def _regarder(self, bloc: Bloc) -> None:
        """Remember what only the whole file can be blamed for: a 0 among answers in words."""
        sens = (self.essai.lecteur.sens.get(mot_comparable(mot.decode())) for mot in bloc.mots - {b"0", b"1"})
        self.zeros = self.zeros or b"0" in bloc.mots
        self.en_mots = self.en_mots or any(resultat in _EN_MOTS for resultat in sens)
