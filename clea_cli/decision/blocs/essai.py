"""A sample of a file, read the slow way: what its cells are, by what its rows are judged."""

from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO, NamedTuple

from clea_cli.decision.blocs.cellules import FormeDesLignes
from clea_cli.decision.blocs.fichier import EtatDuFichier, Numerotee, Tete, derniers, premiers
from clea_cli.decision.blocs.lecteur import LecteurDeLignes
from clea_cli.decision.lot import Lecture, Lot, comprendre_lot
from clea_cli.decision.score_colonnes import LignesDesVerdicts
from clea_cli.diagnostics import Diagnostic, Outcome
from clea_cli.grille import grille, lire_csv
from clea_cli.grille.ecritures import sens_des_mots
from clea_cli.grille.grille import GrilleBrute
from clea_cli.grille.lire_forme import interpreter
from clea_cli.grille.mise_au_net import mettre_au_net
from clea_cli.grille.preambule import Preambule
from clea_cli.referentiel.referentiel import Referentiel
from clea_cli.sources.encodages import ENCODAGES
from clea_cli.sources.lignes_csv import SEPARATEURS

_ESSAIS = 20  # first candidates, and last ones, that are tried until one is without a fault
LIGNES_MAX = 2_000  # that are read the slow way for their faults: more than anybody mends by hand


class Echantillon(NamedTuple):
    """What is known of a file, and of all its rows if they are like the sample's.

    `temoin` are the rows of a candidate of which there is nothing to say. `en_bits` says what is
    wanted of a candidate: the bits of the answers, or the line of the verdict.
    """

    source: str
    etat: EtatDuFichier
    lecture: Lecture
    haut: Tete
    lecteur: LecteurDeLignes
    lignes: LignesDesVerdicts
    brute: GrilleBrute
    temoin: list[Numerotee]
    diagnostics: tuple[Diagnostic, ...]
    preambule: Preambule
    en_bits: bool = False

    @property
    def referentiel(self) -> Referentiel:
        """What the candidates are evaluated by."""
        return self.lignes.bareme.referentiel

    @property
    def ecartees_max(self) -> int:
        """How many lines put aside are enough: one, if the whole file can be read the slow way."""
        return LIGNES_MAX if self.etat.trop_gros else 1


def essayer(
    flux: BinaryIO,
    source: str,
    lecture: Lecture,
    etat: EtatDuFichier,
    haut: Tete,
) -> Echantillon | None:
    """Read by the slow way what is above the rows, and a candidate without a fault."""
    for temoin in _candidats(flux, etat, haut):
        lignes_du_temoin = [ligne for _, ligne in temoin]
        contenu = haut.contenu + b"".join(lignes_du_temoin)
        lue = _lire(contenu, source, lecture, haut)
        if lue is None or lue.value is None:
            continue
        # Another candidate is tried where this one has a fault.
        lot = comprendre_lot([(source, lue)], lecture)
        if lot.bareme is None or not _rien_a_dire(lot):
            continue
        # The barème must be one that columns of bytes can be judged by, their order a known one.
        referentiel = lot.bareme.referentiel
        lignes = LignesDesVerdicts(lot.bareme)
        forme = _forme(haut, lue.value, referentiel)
        if forme is None or not lignes.juge.convient:
            return None
        return Echantillon(
            source=source,
            etat=etat,
            lecture=lecture,
            haut=haut,
            lecteur=LecteurDeLignes(forme, sens_des_mots(referentiel)),
            lignes=lignes,
            brute=lue.value,
            temoin=temoin,
            diagnostics=lot.diagnostics,
            preambule=lot.fichiers[0].preambule,
        )
    return None


def _candidats(flux: BinaryIO, etat: EtatDuFichier, haut: Tete) -> Iterator[list[Numerotee]]:
    """The candidates that a sample is looked for among."""
    # If the first has a fault, the slow way says so of the whole file…
    if not etat.trop_gros:
        yield from islice(premiers(flux, haut), 1)
        return
    # …unless that is too large: then any will do, so that only faulty rows are told of.
    yield from islice(premiers(flux, haut), _ESSAIS)
    yield from islice(derniers(flux, haut), _ESSAIS)


def _lire(contenu: bytes, source: str, lecture: Lecture, haut: Tete) -> Outcome[GrilleBrute] | None:
    """Read a sample as a file of its own; None if it is not understood as its headings were."""
    lu = lire_csv.lire(contenu, source, lecture.encodage, lecture.separateur)
    tableau = lu.value
    _, encodage = ENCODAGES["utf-8"]
    attendue = grille.FormeDuFichier(encodage, SEPARATEURS[haut.signe])
    if tableau is None or tableau.lecture != attendue:
        return None
    lue = interpreter(tableau, lecture.ignorer)
    # A candidate named above the rows would be that of all of them.
    if not lue.value or "candidat" in lue.value.preambule:
        return None
    return lue


def _rien_a_dire(lot: Lot) -> bool:
    """Whether there is one grille, without a fault."""
    [fichier] = lot.fichiers
    return len(fichier.grilles) == 1 and not fichier.diagnostics


def _forme(haut: Tete, brute: GrilleBrute, referentiel: Referentiel) -> FormeDesLignes | None:
    """What the cells of the rows are; None for columns that nothing here knows."""
    ecrits = [saisie.critere.valeur for saisie in brute.saisies]
    # Codes may be written otherwise than in the référentiel: their rank is that of what they mean.
    nette = mettre_au_net(brute, referentiel)
    rangs: dict[str, int] = {}
    for rang, saisie in enumerate(nette.saisies):
        rangs[saisie.critere.valeur] = rang
    ordre = tuple(rangs[critere.code] for critere in referentiel.criteres)
    signe = haut.signe.encode()
    titres, candidat, critere, resultat, *_ = haut.colonnes
    # What columns show may be otherwise than what their headings say.
    lues = brute.lues[0].colonnes
    montrees = (lues.candidat, lues.critere, lues.resultat)
    if (candidat, critere, resultat) != montrees:
        return None
    # The wide form: the candidate, then a column a critère.
    if critere is None:
        if candidat != 0 or len(titres) != len(ordre) + 1:
            return None
        toutes_les_autres = slice(1, None)
        return FormeDesLignes(signe, len(titres), 0, toutes_les_autres, ordre)
    # The long form: the candidate, the critère and the answer, in any order.
    if candidat is None or resultat is None or len(titres) > 3:
        return None
    return FormeDesLignes(
        separateur=signe,
        largeur=len(titres),
        candidat=candidat,
        reponses=slice(resultat, resultat + 1),
        ordre=ordre,
        critere=critere,
        codes=tuple(ecrit.encode() for ecrit in ecrits),
    )
