"""Which of the grilles of a reference are whose: chosen by what the rows of the dossiers name."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import PurePath
from typing import NamedTuple

from clea_cli.cohorte.comptage import Raison
from clea_cli.cohorte.lire_dossiers import LigneDeDossier
from clea_cli.diagnostics import Diagnostic, diagnostic
from clea_cli.grille.grille import Grille
from clea_cli.sources.cellules import Cellule

LignesDUnePersonne = Sequence[LigneDeDossier]  # none: no dossier speaks of the person


class GrilleLue(NamedTuple):
    """A grille, the file that it stands in, and the day that this says."""

    fichier: str
    grille: Grille
    jour: date | None


Siennes = Sequence[GrilleLue]  # the grilles of a candidate


class GrillesLues(NamedTuple):
    """The grilles of a batch by candidate (comparable), and the refused files that name one.

    `sans_grille` are all refused files, `illisibles` those that name nobody.
    """

    grilles: Mapping[str, Siennes]
    refusees: Mapping[str, Sequence[str]]
    sans_grille: tuple[str, ...]
    illisibles: tuple[str, ...]


class RefusDeCompter(NamedTuple):
    """Why a person is not counted, and what is said of it.

    Nothing is said of what was told already, or is told for many at once.
    """

    raison: Raison
    fautes: tuple[Diagnostic, ...] = ()


def rang_de_l_evaluation(ligne: LigneDeDossier) -> int:
    """The préalable before the finale; between them an évaluation that does not say which it is.

    Two rows of a person never say the same, so their order in the table does not matter.
    """
    return ("prealable", "", "finale").index(ligne.evaluation)


class ChoixDesGrilles:
    """Chooses the grilles of each person of one reference, none of them for two people."""

    def __init__(
        self,
        candidat: str,
        groupes: Sequence[LignesDUnePersonne],
        lues: GrillesLues,
        source: str,
    ) -> None:
        """See who claims what; `source` is the file of the dossiers."""
        self._siennes = lues.grilles.get(candidat, ())
        self._refusees = lues.refusees.get(candidat, ())
        self._groupes = groupes
        self._lues = lues
        self._source = source
        # How many people each grille could be of, by what their rows name.
        self._reclamees: Counter[int] = Counter()
        # Nearly all references are of one person, with whom nobody disputes a grille.
        if len(groupes) < 2:
            return
        for groupe in groupes:
            siennes: set[int] = set()
            for ligne in groupe:
                siennes.update(map(id, self._trouvees(ligne)))
            self._reclamees.update(siennes)

    def de(self, groupe: LignesDUnePersonne) -> Siennes | RefusDeCompter:
        """The grille of a person, or those of the préalable and the finale.

        Errors: J405, J406, J409.
        """
        # A file of this candidate was refused: a verdict without it may not be the right one.
        if self._nomme_ailleurs(groupe):
            return RefusDeCompter(Raison.REFUSEE)
        if not self._siennes:
            return RefusDeCompter(Raison.SANS_GRILLE)
        # Without a row, one grille is that of the person; nothing says which of several is. What is
        # said of these is said once a file.
        if not groupe:
            if len(self._siennes) == 1:
                return self._siennes
            return RefusDeCompter(Raison.A_CHOISIR)
        choisies = self._selon(groupe)
        if isinstance(choisies, RefusDeCompter):
            return choisies
        # A grille that all rows forget may be an évaluation of this person.
        ici = groupe[0].reference.position(self._source)
        fautes = []
        for fichier in self._oubliees():
            faute = diagnostic("J409", ici, grille=PurePath(fichier).name)
            fautes.append(faute)
        if fautes:
            return RefusDeCompter(Raison.SANS_DOSSIER, tuple(fautes))
        return choisies

    def _selon(self, groupe: LignesDUnePersonne) -> Siennes | RefusDeCompter:
        """The grilles that the rows of a person name, the préalable first. Errors: J405, J406."""
        choisies: list[GrilleLue] = []
        for ligne in sorted(groupe, key=rang_de_l_evaluation):
            trouvees = self._trouvees(ligne)
            if not trouvees:
                return self._introuvable(ligne.grille)
            # Two rows that name one file would count its grille twice: for one person, or for two.
            lue = trouvees[0]
            reclamee = self._reclamees[id(lue)] > 1
            deja_choisie = any(lue is autre for autre in choisies)
            # Nor may one be guessed: of several, or by one of two rows that names none.
            plusieurs = len(trouvees) > 1
            muette = len(groupe) > 1 and ligne.grille is None
            if reclamee or deja_choisie or plusieurs or muette:
                ici = ligne.reference.position(self._source)
                faute = diagnostic("J406", ici, qui="ce candidat")
                return RefusDeCompter(Raison.A_CHOISIR, (faute,))
            choisies.append(lue)
        return choisies

    def _trouvees(self, ligne: LigneDeDossier) -> Siennes:
        """The grilles that a row may mean: those that it names, or those that no other person's
        names.
        """
        if ligne.grille is not None:
            nom = ligne.grille.valeur
            return [lue for lue in self._siennes if _est(lue.fichier, nom)]
        # Rows are told apart by identity: two rows may say the same.
        nommees = []
        for groupe in self._groupes:
            du_groupe = any(autre is ligne for autre in groupe)
            if not du_groupe:
                nommees += _nommees(groupe)
        return [lue for lue in self._siennes if not _est_un(lue.fichier, nommees)]

    def _introuvable(self, nom: Cellule | None) -> RefusDeCompter:
        """Why a row has no grille, `nom` being the file that it names. Errors: J405."""
        if nom is None:
            return RefusDeCompter(Raison.SANS_GRILLE)
        # That a file is refused was told of it.
        refuse = any(_est(fichier, nom.valeur) for fichier in self._lues.sans_grille)
        if refuse:
            return RefusDeCompter(Raison.REFUSEE)
        grille = PurePath(nom.valeur).name
        faute = diagnostic("J405", nom.position(self._source), grille=grille)
        return RefusDeCompter(Raison.INTROUVABLE, (faute,))

    def _oubliees(self) -> list[str]:
        """The files of the candidate that no row names, where each of the rows names one."""
        lignes = 0
        nommees = []
        for groupe in self._groupes:
            lignes += len(groupe)
            nommees += _nommees(groupe)
        # A row that names none may mean any of them: nothing is forgotten.
        if not lignes or len(nommees) < lignes:
            return []
        # Each file once, in the order in which they were given.
        sources = dict.fromkeys(lue.fichier for lue in self._siennes)
        return [fichier for fichier in sources if not _est_un(fichier, nommees)]

    def _nomme_ailleurs(self, groupe: LignesDUnePersonne) -> bool:
        """Whether a refused file names this person: that évaluation was not heard."""
        # A file that the row of another site names is another person's.
        autres = []
        for autre in self._groupes:
            if autre is not groupe:
                autres += _nommees(autre)
        siens = [fichier for fichier in self._refusees if not _est_un(fichier, autres)]
        return bool(siens)


def _nommees(groupe: LignesDUnePersonne) -> list[str]:
    """The files that the rows of a person name."""
    return [ligne.grille.valeur for ligne in groupe if ligne.grille]


def _est_un(fichier: str, noms: Iterable[str]) -> bool:
    return any(_est(fichier, nom) for nom in noms)


def _est(fichier: str, nom: str) -> bool:
    """Whether a file is the one that a dossier names, with its folder and its ending or without."""
    chemin = PurePath(fichier)
    return nom in (fichier, chemin.name, chemin.stem)
