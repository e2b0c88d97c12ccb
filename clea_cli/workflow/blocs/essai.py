"""A sample of a file, read the slow way: where its rows begin, what their cells are, by what they are judged."""

from typing import BinaryIO, NamedTuple

from clea_cli import grille
from clea_cli.check.grille import sens_des_mots
from clea_cli.diagnostics import Diagnostic
from clea_cli.grille import GrilleBrute
from clea_cli.readers import grille_csv
from clea_cli.readers.encodages import ENCODAGES
from clea_cli.readers.grille_forme import interpreter
from clea_cli.readers.lignes_csv import SEPARATEURS
from clea_cli.referentiel import Referentiel
from clea_cli.workflow.blocs.cellules import Forme
from clea_cli.workflow.blocs.fichier import Etat, Tete, premier, queue
from clea_cli.workflow.blocs.lecteur import Lecteur
from clea_cli.workflow.score import Lecture, comprendre_lot
from clea_cli.workflow.score_colonnes import Lignes

LIGNES_MAX = 2_000  # that are read the slow way for their faults: more than anybody mends by hand


class Essai(NamedTuple):
    """What is known of a file, and of all its rows if they are like the sample's.

    `temoin` are the rows of a candidate of which there is nothing to say: the last one; or else the first, and then
    `fin`, the rows of the last, have to be told of.
    """

    source: str
    etat: Etat
    lecture: Lecture
    haut: Tete
    lecteur: Lecteur
    lignes: Lignes
    brute: GrilleBrute
    temoin: bytes
    fin: bytes
    diagnostics: tuple[Diagnostic, ...]

    @property
    def referentiel(self) -> Referentiel:
        """What the candidates are evaluated by."""
        return self.lignes.bareme.referentiel

    @property
    def ecartees_max(self) -> int:
        """How many lines put aside are enough: one, if the whole file can be read the slow way."""
        return LIGNES_MAX if self.etat.trop_gros else 1


def essayer(flux: BinaryIO, source: str, lecture: Lecture, etat: Etat, haut: Tete) -> Essai | None:
    """Read by the slow way all that is not a row like any other, and a candidate without a fault."""
    fin = queue(flux, haut)
    essai = _essayer_avec(fin, source, lecture, etat, haut)
    if essai or not fin or not etat.trop_gros:
        return essai
    essai = _essayer_avec(premier(flux, haut), source, lecture, etat, haut)
    return essai and essai._replace(fin=fin)


def _essayer_avec(temoin: bytes, source: str, lecture: Lecture, etat: Etat, haut: Tete) -> Essai | None:
    if not temoin:
        return None
    # The sample is read as a file of its own, of one candidate…
    tableau = grille_csv.lire(haut.contenu + temoin, source, lecture.encodage, lecture.separateur).value
    lue = interpreter(tableau) if tableau else None
    if lue is None or lue.value is None or "candidat" in lue.value.preambule:
        return None
    # …as we understood it…
    if lue.value.tableau.lecture != grille.Lecture(ENCODAGES["utf-8"][1], SEPARATEURS[haut.signe]):
        return None
    # …and nothing is to be said of it.
    lot = comprendre_lot([(source, lue)], lecture)
    if lot.bareme is None or lot.refuses or lot.fichiers[0].diagnostics:
        return None
    if len(lot.fichiers[0].grilles) > 1:
        return None
    referentiel = lot.bareme.referentiel
    forme = _forme(haut, lue.value, referentiel)
    lignes = Lignes(lot.bareme)
    if forme is None or not lignes.juge.convient:
        return None
    lecteur = Lecteur(forme, sens_des_mots(referentiel))
    return Essai(source, etat, lecture, haut, lecteur, lignes, lue.value, temoin, b"", lot.diagnostics)


def _forme(haut: Tete, brute: GrilleBrute, referentiel: Referentiel) -> Forme | None:
    """What the cells of the rows are; None for columns that nothing here knows."""
    rangs = {saisie.critere.valeur: rang for rang, saisie in enumerate(brute.saisies)}
    ordre = tuple(rangs[critere.code] for critere in referentiel.criteres)
    signe = haut.signe.encode()
    titres, candidat, critere, resultat, *_ = haut.colonnes
    # The wide form: the candidate, then a column a critère.
    if critere is None:
        large = candidat == 0 and len(titres) == len(ordre) + 1
        return Forme(signe, len(titres), 0, slice(1, None), ordre) if large else None
    # The long form: the candidate, the critère and the answer, in any order.
    if candidat is None or resultat is None or len(titres) > 3:
        return None
    reponses = slice(resultat, resultat + 1)
    codes = tuple(code.encode() for code in rangs)
    return Forme(signe, len(titres), candidat, reponses, ordre, critere, codes)
