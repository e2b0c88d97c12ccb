"""A wide grille of any size to the CSV of its verdicts, in bounded memory; or nothing, and the slow way is taken.

The slow way reads a sample first: all that stands above the rows, the headings, the last row. Where it finds nothing
to say of them, and every row is understood (`readers.grille_blocs`), it would find nothing to say of the whole file.
Nothing is handed over before the last row is read: a file with any fault gives no grille at all.
"""

import os
from contextlib import ExitStack
from os import SEEK_END
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO, NamedTuple

from clea_cli.check.grille import sens_des_mots
from clea_cli.decision import Bareme
from clea_cli.decision_colonnes import REPONSES, Juge
from clea_cli.diagnostics import Diagnostic
from clea_cli.documents.score import MAITRISES, VERDICTS, lu
from clea_cli.grille import GrilleBrute
from clea_cli.readers import grille_blocs_octets, grille_csv
from clea_cli.readers.grille_blocs import Bloc, LecteurLarge, Reconnaitre, blocs, queue, tete
from clea_cli.readers.grille_forme import interpreter
from clea_cli.readers.grille_titres import colonnes
from clea_cli.readers.lignes_csv import SEPARATEURS
from clea_cli.referentiel import Resultat
from clea_cli.renderers import score_csv
from clea_cli.renderers.tableur_csv import ecrire
from clea_cli.workflow.homonymes import Homonymes
from clea_cli.workflow.score import Lecture, comprendre_lot

BLOC = 500_000  # bytes read at once

_OCTETS_POUR_NUMPY = 4_000_000  # where it has repaid the time that it takes to load
_TETE = 64_000  # bytes where the headings must be
_SIGNES = {mots: signe for signe, mots in SEPARATEURS.items()}
_EN_MOTS = (Resultat.ACQUIS, Resultat.NON_ACQUIS)


class Table(NamedTuple):
    """The verdicts of all candidates of a file: their CSV, to be read from `flux`, and what was understood."""

    flux: BinaryIO
    lu: str
    certifiables: bool
    diagnostics: tuple[Diagnostic, ...]


class _Essai(NamedTuple):
    """What a sample says of a file: where its rows begin, how they are read, by what they are judged."""

    debut: int
    lecteur: LecteurLarge
    bareme: Bareme
    brute: GrilleBrute
    diagnostics: tuple[Diagnostic, ...]


def calculer(source: str, lecture: Lecture) -> Table | None:
    """Score a wide grille; None where the slow way has to look at it, for anything at all."""
    if lecture.encodage not in (None, "utf-8") or not Path(source).is_file():
        return None
    try:
        with Path(source).open("rb") as flux:
            essai = _essayer(flux, source, lecture)
            return _Calcul(essai).table(flux) if essai else None
    except OSError:
        return None


def _essayer(flux: BinaryIO, source: str, lecture: Lecture) -> _Essai | None:
    """Read by the slow way all that is not a row like any other, and the last row."""
    haut = tete(flux.read(_TETE))
    fin = queue(flux, len(haut)) if haut else b""
    tableau = grille_csv.lire(haut + fin, source, lecture.encodage, lecture.separateur).value if fin else None
    lue = interpreter(tableau) if tableau else None
    if tableau is None or lue is None or lue.value is None or "candidat" in lue.value.preambule:
        return None
    lot = comprendre_lot([source], [lue], lecture)
    if lot.bareme is None or lot.refuses or lot.fichiers[0].diagnostics or not Juge(lot.bareme).convient:
        return None
    referentiel, places = lot.bareme.referentiel, colonnes(tableau.lignes[tableau.entete])
    rangs = {critere.valeur: critere.colonne - 2 for critere in places.criteres}
    ordre = tuple(rangs[critere.code] for critere in referentiel.criteres)
    if places.candidat != 0 or len(places.titres) != len(ordre) + 1:
        return None
    signe, sens = _SIGNES[tableau.lecture.separateur], sens_des_mots(referentiel)
    lecteur = LecteurLarge(_reconnaitre(flux.seek(0, SEEK_END)), signe, ordre, sens)
    return _Essai(len(haut), lecteur, lot.bareme, lue.value, lot.diagnostics)


def _reconnaitre(taille: int) -> Reconnaitre:
    """Load what recognises cells fastest in a file of that many bytes."""
    if taille < _OCTETS_POUR_NUMPY:
        return grille_blocs_octets.reconnaitre
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # or numpy starts threads that nothing here uses
    from clea_cli.readers import grille_blocs_numpy

    return grille_blocs_numpy.reconnaitre


class _Calcul:
    """The verdicts of one file while its rows are read."""

    def __init__(self, essai: _Essai) -> None:
        self.essai = essai
        self.juge = Juge(essai.bareme)
        total = essai.bareme.ensemble.total
        verdicts, statuts = ([mots[reponse][0] for reponse in REPONSES] for mots in (VERDICTS, MAITRISES))
        points = [f"{points};{total}" for points in self.juge.points]
        self.suites = score_csv.Suites([verdicts, points, *[statuts] * len(essai.bareme.domaines)])
        self.candidats = 0
        self.certifiables = True
        self.zeros = False
        self.en_mots = False

    def table(self, flux: BinaryIO) -> Table | None:
        with Homonymes() as homonymes, ExitStack() as pile:
            sortie = pile.enter_context(TemporaryFile())
            referentiel = self.essai.bareme.referentiel
            sortie.write(ecrire([score_csv.titres(domaine.code for domaine in referentiel.domaines)]))
            flux.seek(self.essai.debut)
            for contenu in blocs(flux, BLOC):
                bloc = self.essai.lecteur.lire(contenu)
                if bloc is None:
                    return None
                self._regarder(bloc)
                homonymes.noter(bloc.noms)
                sortie.write(self._lignes(bloc))
            if homonymes.empreintes() or (self.zeros and self.en_mots):
                return None
            sortie.seek(0)
            pile.pop_all()
        mots = lu(self.essai.brute, self.essai.bareme.referentiel, self.candidats)
        return Table(sortie, mots, self.certifiables, self.essai.diagnostics)

    def _regarder(self, bloc: Bloc) -> None:
        """Remember what only the whole file can be blamed for: a 0 among answers in words."""
        sens = self.essai.lecteur.mots
        self.zeros = self.zeros or b"0" in bloc.mots
        self.en_mots = self.en_mots or any(sens[mot] in _EN_MOTS for mot in bloc.mots - {b"0", b"1"})

    def _lignes(self, bloc: Bloc) -> bytes:
        decisions = self.juge.decider(bloc.colonnes)
        nombre = len(bloc.noms)
        self.candidats += nombre
        self.certifiables = self.certifiables and decisions.verdicts == bytes([len(REPONSES) - 1]) * nombre
        rangs = zip(decisions.verdicts, decisions.obtenus, *decisions.statuts, strict=True)
        return score_csv.lignes_en_bloc(bloc.noms, map(self.suites.__getitem__, rangs))
