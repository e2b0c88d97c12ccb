"""A grille mended in a copy: what is sure is changed, and the rest is left as faults.

The copy is read again. What was read before gives the same answers after: a copy that would say
something else is a bug of ours, and is not handed on.
"""

from collections.abc import Collection
from typing import NamedTuple

from clea_cli.decision.lot import Lecture, comprendre, comprendre_lot, lire_tableau
from clea_cli.diagnostics import Diagnostic, Outcome
from clea_cli.grille.corriger import (
    CODE,
    REPONSE,
    Correction,
    PlaceDeCellule,
    appliquer,
    chercher,
    titres_a_renommer,
    titres_repetes,
)
from clea_cli.grille.corriger_copie import Copie, pour
from clea_cli.grille.grille import Grille, TablesDuFichier
from clea_cli.grille.lire_forme import interpreter
from clea_cli.referentiel.referentiel import Referentiel
from clea_cli.sources import bornes, fichiers

# Faults that show that a correction was not sure: a line said twice, labels of other critères.
_DOUTES = frozenset({"F127", "F128", "F202", "F210"})
# Labels that are other codes': no code of the file is sure.
_CONTESTES = frozenset({"F127", "F128"})
# Faults that ask what an answer means by how it is written: no other spelling may hide them.
_QUESTIONS = frozenset({"F116", "F213", "F215"})


class Corrigee(NamedTuple):
    """A grille mended: its corrections in the order of the file, and the bytes of the copy.

    `onglets` says whether several sheets are one grille; `suffixe` is how the name of the copy
    ends, "" where it may end otherwise; `notes` say what is not in the copy as it was. `fautes` are
    those of the copy.
    """

    corrections: tuple[Correction, ...]
    onglets: bool
    copie: bytes
    suffixe: str
    notes: tuple[str, ...]
    fautes: tuple[Diagnostic, ...]


def corriger(source: str, lecture: Lecture) -> Outcome[Corrigee]:
    """Mend the grille of a file.

    Errors: those that leave nothing to mend (no table, no headings, no référentiel).
    """
    lu = fichiers.lire(source, bornes.TABLE_OCTETS_MAX)
    if lu.value is None:
        return lu.refus()
    tableau = lire_tableau(lu.value, source, lecture)
    if tableau.value is None:
        return tableau.refus()
    brute = interpreter(tableau.value, lecture.ignorer)
    lot = comprendre_lot([(source, brute)], lecture)
    a_renommer = titres_a_renommer(tableau.value, None)
    if lot.bareme is None or (brute.value is None and not a_renommer):
        return Outcome(None, lot.diagnostics)
    copie = pour(lu.value, tableau.value, lecture.encodage)
    reparation = _Reparation(source, lecture, lot.bareme.referentiel, copie.modifiables)
    corrections = reparation.faire(tableau.value)
    corrigee = _prouver(copie, tableau.value, corrections, reparation)
    # What was said of the référentiel is said again; what was said of the file may not be true of
    # its copy.
    [fichier] = lot.fichiers
    du_fichier = frozenset(fichier.diagnostics)
    avis = [faute for faute in lot.diagnostics if faute not in du_fichier]
    return Outcome(corrigee, tuple(avis))


def _prouver(
    copie: Copie, tableau: TablesDuFichier, corrections: list[Correction], reparation: "_Reparation"
) -> Corrigee:
    """Write the copy, and read it again: it must give what the tables that were mended give.

    Raises RuntimeError if it does not, which is a bug.
    """
    avant, _ = reparation.relire(tableau)
    corrige = appliquer(tableau, corrections)
    voulues, fautes_voulues = reparation.relire(corrige)
    ordre = _toutes(copie, corrections)
    # The copy is UTF-8, whatever the original was said to be.
    comment = reparation.lecture
    if ordre:
        comment = comment._replace(encodage=None)
    onglets = len(tableau.parties) > 1
    sures: list[Corrigee] = []
    for ecrite in copie.ecrire(ordre):
        relu = lire_tableau(ecrite.contenu, reparation.source, comment).value
        grilles: tuple[Grille, ...] = ()
        fautes: tuple[Diagnostic, ...] = ()
        if relu:
            grilles, fautes = reparation.relire(relu)
        # What was read before gives the same answers after.
        change = bool(avant) and grilles != avant
        if change or grilles != voulues:
            continue
        corrigee = Corrigee(
            corrections=ordre,
            onglets=onglets,
            copie=ecrite.contenu,
            suffixe=copie.suffixe,
            notes=ecrite.notes,
            fautes=fautes,
        )
        if fautes == fautes_voulues:
            return corrigee
        if relu:
            sures.append(corrigee)
    # Of copies that give the same grille, one whose faults are said otherwise will do.
    if sures:
        return sures[-1]
    raise RuntimeError(reparation.source)


def _toutes(copie: Copie, corrections: list[Correction]) -> tuple[Correction, ...]:
    """The corrections of a copy in their order, with those that its form brings of itself."""
    deja = {correction.place for correction in corrections}
    toutes = list(corrections)
    for une in copie.aussi():
        if une.place not in deja:
            toutes.append(une)
    return tuple(sorted(toutes, key=_ordre))


def _ordre(correction: Correction) -> tuple[str, int, int]:
    """Sheet by sheet, from the top, from the left."""
    return correction.place


class _Reparation:
    """Looks for what can be mended, round after round: what one mends may show the next."""

    def __init__(
        self,
        source: str,
        lecture: Lecture,
        referentiel: Referentiel,
        modifiables: Collection[PlaceDeCellule] | None,
    ) -> None:
        self.source = source
        self.lecture = lecture
        self.referentiel = referentiel
        self.modifiables = modifiables

    def faire(self, tableau: TablesDuFichier) -> list[Correction]:
        """All that can be mended of a file."""
        faites: list[Correction] = []
        refuses: list[list[Correction]] = []
        # Each round mends a cell at least, which is then as it should be: it ends.
        while suivantes := self._suivantes(tableau, refuses):
            tableau = appliquer(tableau, suivantes)
            faites += suivantes
        return faites

    def _suivantes(
        self, tableau: TablesDuFichier, refuses: list[list[Correction]]
    ) -> list[Correction]:
        """The next corrections that leave no doubt.

        Those that did are kept in `refuses`, and not tried again.
        """
        brute = interpreter(tableau, self.lecture.ignorer).value
        # As it was read: a column of names is left aside where the candidate is named above.
        lu = brute.tableau if brute else tableau
        groupes = [titres_a_renommer(lu, self.modifiables)]
        if brute:
            # Codes before answers: which line is which critère is what answers are judged by.
            codes: list[Correction] = []
            reponses: list[Correction] = []
            for trouvee in chercher(brute, self.referentiel, self.modifiables):
                du_genre = codes if trouvee.quoi is CODE else reponses
                du_genre.append(trouvee)
            groupes += [codes, reponses, *titres_repetes(brute, self.modifiables)]
        for groupe in groupes:
            if not groupe or groupe in refuses:
                continue
            if self._est_sur(tableau, groupe):
                return groupe
            refuses.append(groupe)
        return []

    def _est_sur(self, tableau: TablesDuFichier, groupe: list[Correction]) -> bool:
        """Whether corrections neither show a doubt that was hidden, nor hide one that was shown.

        What was read before is read the same.
        """
        grilles, fautes = self.relire(tableau)
        corrigees, restantes = self.relire(appliquer(tableau, groupe))
        if grilles and corrigees != grilles:
            return False
        avant = {faute.code for faute in fautes}
        apres = {faute.code for faute in restantes}
        quoi = groupe[0].quoi
        if quoi is CODE and _CONTESTES & apres:
            return False
        if quoi is REPONSE and _QUESTIONS & avant:
            return False
        montres = _DOUTES & (apres - avant)
        caches = _QUESTIONS & (avant - apres)
        return not montres and not caches

    def relire(self, tableau: TablesDuFichier) -> tuple[tuple[Grille, ...], tuple[Diagnostic, ...]]:
        """The grilles that tables give, and their faults."""
        brute = interpreter(tableau, self.lecture.ignorer)
        compris = comprendre(self.source, brute, self.referentiel, self.source)
        return compris.grilles, compris.diagnostics
