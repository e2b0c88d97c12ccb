"""The verdicts of all candidates of a grille, however many, to a CSV in bounded memory; or nothing, for the slow way.

The slow way reads a sample first: all that stands above the rows, the headings, the last candidate. Where it finds
nothing to say of them, and every row is understood (`readers.grille_blocs`), it would find nothing to say of the whole
file. Nothing is handed over before the last row is read: a file with any fault gives no grille at all.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile
from types import ModuleType
from typing import BinaryIO, NamedTuple

from clea_cli import grille
from clea_cli.check.grille import sens_des_mots
from clea_cli.diagnostics import Outcome, Position, diagnostic, refuse
from clea_cli.documents.score import lu
from clea_cli.grille import GrilleBrute
from clea_cli.readers import grille_blocs_octets, grille_csv
from clea_cli.readers.encodages import ENCODAGES
from clea_cli.readers.grille_blocs import LecteurBlocs, Tete, bornes, est_vide, premier, queue, tete
from clea_cli.readers.grille_forme import interpreter
from clea_cli.readers.lignes_csv import SEPARATEURS
from clea_cli.referentiel import Referentiel
from clea_cli.workflow import equipe, fichiers
from clea_cli.workflow.homonymes import Homonymes
from clea_cli.workflow.score import Lecture, comprendre_lot
from clea_cli.workflow.score_blocs_lignes import Numerotee, concernees, fautes
from clea_cli.workflow.score_blocs_part import LIGNES_MAX, Essai, Etat, Part, lire
from clea_cli.workflow.score_colonnes import Lignes

BLOC = 500_000  # bytes read at once
_A_DEUX = 60_000_000  # bytes whose reading takes longer than another process to begin

_SANS_NUMPY = 4_000_000  # bytes read sooner than numpy is loaded
_SANS_NUMPY_LONGUE = 400_000  # the same for the long form, which only the slow way would read
_CHANGE = "il change pendant la lecture"
_TETE = 64_000  # bytes where the headings must be


class Table(NamedTuple):
    """The verdicts of all candidates of a file: their CSV, to be read from `flux`, and what was understood."""

    flux: BinaryIO
    lu: str
    certifiables: bool


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
        return _Calcul(essai, flux).table() if essai else None


def _essayer(flux: BinaryIO, source: str, lecture: Lecture) -> Essai | None:
    """Read by the slow way all that is not a row like any other, and a candidate without a fault."""
    etat, haut = Etat.de(flux), tete(flux.read(_TETE))
    if haut is None:
        return None
    fin = queue(flux, haut)
    essai = _essayer_avec(fin, haut, source, lecture, etat)
    if essai or not fin or not etat.trop_gros:
        return essai
    essai = _essayer_avec(premier(flux, haut), haut, source, lecture, etat)
    return essai and essai._replace(fin=fin)


def _essayer_avec(temoin: bytes, haut: Tete, source: str, lecture: Lecture, etat: Etat) -> Essai | None:
    if not temoin:
        return None
    tableau = grille_csv.lire(haut.contenu + temoin, source, lecture.encodage, lecture.separateur).value
    lue = interpreter(tableau) if tableau else Outcome[GrilleBrute](None)
    if lue.value is None or "candidat" in lue.value.preambule:
        return None
    lot = comprendre_lot([(source, lue)], lecture)
    if lot.bareme is None or lot.refuses or lot.fichiers[0].diagnostics:
        return None
    vue = grille.Lecture(ENCODAGES["utf-8"][1], SEPARATEURS[haut.signe])
    if lue.value.tableau.lecture != vue or len(lot.fichiers[0].grilles) > 1:
        return None
    lignes = Lignes(lot.bareme)
    lecteur = _lecteur(haut, lue.value, lot.bareme.referentiel, etat.octets)
    if lecteur is None or not lignes.juge.convient:
        return None
    pas = 1 if haut.colonnes.critere is None else len(lue.value.saisies)
    return Essai(source, etat, lecture, haut, pas, lecteur, lignes, lue.value, temoin, b"", lot.diagnostics)


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

    def __init__(self, essai: Essai, flux: BinaryIO) -> None:
        self.essai = essai
        self.flux = flux
        self.candidats = 0
        self.certifiables = True
        self.zeros = False
        self.en_mots = False
        self.ecartees: list[tuple[int, list[Numerotee]]] = []  # where a block begins, and what was put aside of it

    def table(self) -> Outcome[Table] | None:
        with Homonymes() as homonymes, ExitStack() as pile:
            sortie = pile.enter_context(TemporaryFile())
            sortie.write(self.essai.lignes.titres())
            for debut, part in self._parts():
                if isinstance(part, equipe.Perdue):
                    return Outcome(None, (diagnostic("S110", Position(self.essai.source)),))
                if part is None:
                    return Outcome(None, (diagnostic("S102", Position(self.essai.source), motif=_CHANGE),))
                noms = part.noms.split(b"\n") if part.noms else []
                homonymes.noter(noms)
                sortie.write(part.csv)
                self._retenir(debut, part, len(noms))
                if self._assez():
                    break
            self._finir()
            doubles, meles = homonymes.empreintes(), self.zeros and self.en_mots
            if self.ecartees or doubles or meles:
                return self._refuser(doubles, meles=meles) if self.essai.etat.trop_gros else None
            sortie.seek(0)
            pile.pop_all()
        mots = lu(self.essai.brute, self.essai.lignes.bareme.referentiel, self.candidats)
        return Outcome(Table(sortie, mots, self.certifiables), self.essai.diagnostics)

    def _parts(self) -> Iterator[tuple[int, Part | equipe.Perdue | None]]:
        """All rows, with the place of the first of each block; by two processes if that is worth it."""
        essai = self.essai
        coupes = list(bornes(self.flux, BLOC, essai.haut, essai.pas, essai.etat.octets - len(essai.fin)))
        partagee = essai.etat.octets >= _A_DEUX and equipe.processeurs() > 1
        parts: Iterator[Part | equipe.Perdue | None] = (
            equipe.ensemble(lire, essai, coupes, 1, sans_fils=True) if partagee else map(partial(lire, essai), coupes)
        )
        return zip((debut for debut, _ in coupes), parts, strict=True)

    def _retenir(self, debut: int, part: Part, candidats: int) -> None:
        self.candidats += candidats
        self.certifiables = self.certifiables and part.certifiables
        self.zeros = self.zeros or part.zeros
        self.en_mots = self.en_mots or part.en_mots
        if part.ecartees:
            self.ecartees.append((debut, part.ecartees))

    def _finir(self) -> None:
        """Put aside what the sample had to say something of, but the lines that say nothing."""
        lignes = [une for une in enumerate(self.essai.fin.split(b"\n")) if not est_vide(une[1], self.essai.haut)]
        if lignes:
            self.ecartees.append((self.essai.etat.octets - len(self.essai.fin), lignes))

    def _assez(self) -> bool:
        """Whether enough lines were put aside."""
        return sum(len(lignes) for _, lignes in self.ecartees) >= self.essai.ecartees_max

    def _refuser(self, doubles: set[int], *, meles: bool) -> Outcome[Table] | None:
        """Tell the faults of the lines put aside, or of candidates told twice; None if these lines have none."""
        essai = self.essai
        if self.ecartees:
            lignes = list(self._numerotees())
        else:
            reponses = essai.lecteur.reponses if meles else None
            lignes = list(concernees(self.flux, essai.haut, doubles, LIGNES_MAX, reponses))
        trouvees = fautes(essai.source, essai.lecture, essai.haut, lignes, essai.temoin, essai.fin)
        if not refuse(trouvees):
            return None
        ecrit = f"{len(lignes):_}".replace("_", "\u00a0")
        arret = [diagnostic("S109", Position(essai.source), nombre=ecrit)] if len(lignes) >= LIGNES_MAX else []
        return Outcome(None, (*arret, *trouvees))

    def _numerotees(self) -> Iterator[Numerotee]:
        """The lines put aside, by their numbers in the file."""
        numero, ici = 1, self.flux.seek(0)
        for debut, lignes in self.ecartees:
            while ici < debut:
                morceau = self.flux.read(min(BLOC, debut - ici))
                ici, numero = ici + len(morceau), numero + morceau.count(b"\n")
            yield from ((numero + rang, ligne) for rang, ligne in lignes)
