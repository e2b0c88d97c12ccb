"""The rows of one table, read by its columns: the answers of each, or why it gives none."""

import re
from collections.abc import Iterator, Sequence

from clea_cli.diagnostics import Diagnostic, diagnostic, en_lettres
from clea_cli.grille.cases_vides import fusionnee
from clea_cli.grille.ecritures import mot_de_reponse
from clea_cli.grille.grille import Lue, Partie, Saisie, TablesDuFichier
from clea_cli.grille.lignes_a_part import continue_la_grille, est_a_part
from clea_cli.grille.lignes_decalees import Decalages
from clea_cli.grille.lire_haut import en_erreur, remplies
from clea_cli.grille.reconnaitre import code_au_debut, repond
from clea_cli.grille.titres import (
    CODE,
    CODE_COURT,
    colonnes,
    est_entete,
    est_entete_longue,
    est_un_code,
)
from clea_cli.grille.vocabulaire import CASES_VIDES, COCHES
from clea_cli.sources.cellules import Cellule, Ligne
from clea_cli.sources.mots import ERREUR_DE_TABLEUR, forme_comparable, reference_comparable

_AUTRE_SEPARATEUR = re.compile(r"(^|[,;|\t])\s*\w+(\.\w+)+\s*[,;|\t]")
_FINS_DE_MOT = {"acquis", "evalue"}  # of « non acquis », « non évalué », where a line was broken


class LecteurDeGrille:
    """Reads the rows of one table; the faults are gathered, and every row is looked at."""

    def __init__(
        self,
        tableau: TablesDuFichier,
        partie: Partie,
        ignorees: frozenset[int],
        preambule: dict[str, Cellule],
        fautes: list[Diagnostic],
    ) -> None:
        """Look at the columns; `preambule` is what is said above, faults are added to `fautes`."""
        self.tableau = tableau
        self.partie = partie
        self.ignorees = ignorees
        self.preambule = preambule
        self.fautes = fautes
        self.colonnes = colonnes(partie.titres, ignorees, partie.noms)
        self.large = self.colonnes.critere is None
        self.decalages = Decalages(tableau, partie, self.colonnes)
        self.avec: list[Ligne] = []  # rows that answer
        self.hors: list[Ligne] = []  # rows that do not: titles, sums, signatures
        self.signes: dict[str, Cellule] = {}  # the first cell that each tick was seen in
        self.perdues = 0  # rows that could not be given to anybody
        # In the wide form, the first cell of each candidate (comparable).
        self.vus: dict[str, Cellule] = {}

    def lue(self, au_dessus: tuple[Ligne, ...]) -> Lue:
        """What this table gave; `au_dessus` are the rows above its headings that say nothing."""
        return Lue(
            partie=self.partie,
            colonnes=self.colonnes,
            avec=tuple(self.avec),
            hors=tuple(self.hors),
            au_dessus=au_dessus,
            ignorees=self.ignorees,
            coches=self.signes,
        )

    def _faute(self, code: str, cellule: Cellule, /, **faits: object) -> None:
        ici = cellule.position(self.tableau.source)
        self.fautes.append(diagnostic(code, ici, **faits))

    def verifier_le_haut(self, codes: set[str]) -> None:
        """Tell the rows above the headings that belong below, whose codes are `codes`. Error: F114.

        The headings were sorted away from them, or misspelt, or are another's.
        """
        for ligne in self.partie.au_dessus:
            cellules = remplies(ligne)
            if self._est_du_bas(cellules, codes):
                self._faute("F114", cellules[0])
                self.perdues += 1

    def _est_du_bas(self, cellules: Sequence[Cellule], codes: set[str]) -> bool:
        """Whether the cells of a row above the headings are those of an answer."""
        if len(cellules) > 1 and _en_code(cellules[0].valeur):
            return True
        if any(cellule.valeur in codes for cellule in cellules):
            return True
        if not self.large:
            return False
        # In the wide form: answers side by side, in a row about as full as those below.
        la_moitie = len(codes) // 2
        assez = max(5, min(10, la_moitie))
        if len(cellules) < assez:
            return False
        return any(repond(cellule.valeur) for cellule in cellules)

    def saisies(self) -> Iterator[Saisie]:
        """Yield the answers of all rows below the headings."""
        encore = est_entete if self.large else est_entete_longue
        corps = self.partie.corps
        for rang, ligne in enumerate(corps):
            if encore(ligne.valeurs) or ligne.valeurs == self.colonnes.titres:
                # The headings again, on each page of a long list.
                if continue_la_grille(corps, rang, self.colonnes):
                    self.hors.append(ligne)
                    continue
                self._faute("F110", ligne.cellule(0))
                # A second grille under the first: all its critères would be there twice.
                if rang:
                    return
            elif est_a_part(ligne, self.colonnes):
                self._mettre_a_cote(ligne)
            else:
                decalee = self._decalee(ligne)
                yield from self._reponses(ligne, decalee=decalee)

    def _reponses(self, ligne: Ligne, *, decalee: bool) -> Iterator[Saisie]:
        """The answers of one row; of one whose cells may have slipped, no answer is believed."""
        if self.large:
            self.avec.append(ligne)
            yield from self._ligne_large(ligne, decalee=decalee)
        elif self.colonnes.candidats:
            self.avec.append(ligne)
            yield from self._ligne_en_travers(ligne, decalee=decalee)
        elif saisie := self._ligne_longue(ligne, decalee=decalee):
            self.avec.append(ligne)
            yield saisie

    def _decalee(self, ligne: Ligne) -> bool:
        """Say of a row whether its cells may have slipped sideways. Errors: F109, F113, F121."""
        faute = self.decalages.faute(ligne)
        if faute is None:
            return False
        self.fautes.append(faute)
        return True

    # Whose a row is

    def _candidat(self, ligne: Ligne) -> Cellule | None:
        """The candidate of a row, its own or the one named above; a row of nobody's is lost."""
        en_haut = self.preambule.get("candidat")
        if self.colonnes.candidat is None:
            # A text that reduces to nothing names nobody.
            if en_haut is None or not reference_comparable(en_haut.valeur):
                return None
            return en_haut
        candidat = ligne.cellule(self.colonnes.candidat)
        faute = self._faute_du_candidat(candidat, en_haut)
        if faute:
            self.fautes.append(faute)
            self.perdues += 1
        return candidat

    def _faute_du_candidat(self, candidat: Cellule, en_haut: Cellule | None) -> Diagnostic | None:
        """A cell that names nobody, or not the one named above. Errors: F143, F209, F304."""
        source = self.tableau.source
        reference = reference_comparable(candidat.valeur)
        if not reference:
            return diagnostic("F209", candidat.position(source))
        if ERREUR_DE_TABLEUR.fullmatch(candidat.valeur):
            return en_erreur(candidat, source)
        if en_haut and reference_comparable(en_haut.valeur) != reference:
            return diagnostic("F304", candidat.position(source))
        return None

    # The forms

    def _ligne_large(self, ligne: Ligne, *, decalee: bool) -> Iterator[Saisie]:
        perdues = self.perdues
        candidat = self._candidat(ligne)
        if candidat is None or self.perdues > perdues:
            return
        reference = reference_comparable(candidat.valeur)
        premier = self.vus.setdefault(reference, candidat)
        if premier is not candidat:
            self._faute("F210", candidat, premiere=premier.nom)
            return
        for critere in self.colonnes.criteres:
            place = critere.colonne - 1
            resultat = None if decalee else ligne.cellule(place)
            yield Saisie(candidat, critere, resultat)

    def _ligne_en_travers(self, ligne: Ligne, *, decalee: bool) -> Iterator[Saisie]:
        """The answers of all candidates to one critère."""
        critere = ligne.cellule(self.colonnes.critere or 0)
        for candidat in self.colonnes.candidats:
            place = candidat.colonne - 1
            resultat = None if decalee else ligne.cellule(place)
            yield Saisie(candidat, critere, resultat)

    def _ligne_longue(self, ligne: Ligne, *, decalee: bool) -> Saisie | None:
        avant = len(self.fautes)
        critere = ligne.cellule(self.colonnes.critere or 0)
        resultat = self._resultat(ligne, critere)
        if decalee and not CODE.fullmatch(critere.valeur):
            # What slipped there may be anybody's name: it is not quoted.
            self.perdues += 1
            return None
        if not critere.valeur or (not resultat.valeur and _est_un_titre(critere.valeur)):
            self._ligne_sans_critere(ligne, critere, resultat)
            return None
        perdues = self.perdues
        candidat = self._candidat(ligne)
        if self.perdues > perdues:
            return None
        fautive = decalee or len(self.fautes) > avant
        return Saisie(candidat, critere, None if fautive else resultat)

    def _ligne_sans_critere(self, ligne: Ligne, critere: Cellule, resultat: Cellule) -> None:
        """A title is welcome; an answer without its code, or rows that are hidden, are not.

        Errors: F115, F212, F343.
        """
        place = self.colonnes.candidat
        candidat = "" if place is None else ligne.cellule(place).valeur
        coupee = forme_comparable(critere.valeur) in _FINS_DE_MOT
        if not (resultat.valeur or candidat or coupee):
            self._mettre_a_cote(ligne)
            return
        # A merged cell says why there is no code; a text that is none needs no other reason.
        faute = None
        if not critere.valeur:
            faute = fusionnee(self.tableau, critere)
        if faute is None:
            faute = diagnostic("F212", critere.position(self.tableau.source))
        self.fautes.append(faute)

    def _mettre_a_cote(self, ligne: Ligne) -> None:
        """Keep a row that answers nothing, unless another separator hides answers. Error: F115."""
        if not any(_AUTRE_SEPARATEUR.search(valeur) for valeur in ligne.valeurs):
            self.hors.append(ligne)
            return
        separateur = self.tableau.lecture.separateur
        self._faute("F115", ligne.cellule(0), separateur=separateur)

    # The answer of a row

    def _resultat(self, ligne: Ligne, critere: Cellule) -> Cellule:
        """The cell that answers; of boxes to tick, the one that is ticked, with what it means."""
        if self.colonnes.resultat is not None:
            return ligne.cellule(self.colonnes.resultat)
        cases = {resultat: ligne.cellule(rang) for resultat, rang in self.colonnes.coches.items()}
        coches = [resultat for resultat, case in cases.items() if self._cochee(case)]
        if not coches:
            return self._sans_coche(list(cases.values()))
        premiere, *autres = coches
        if autres:
            noms = [f"« {resultat.libelle} »" for resultat in coches]
            faits = {
                "critere": critere.valeur,
                "nombre": len(coches),
                "colonnes": en_lettres(noms),
            }
            self._faute("F206", cases[autres[0]], **faits)
        # A tick means its column, and takes its word.
        return cases[premiere]._replace(valeur=premiere.value)

    def _sans_coche(self, cases: Sequence[Cellule]) -> Cellule:
        """Of the boxes of a critère, the one that a colour or a merged cell stands for."""
        marquees = [case for case in cases if self._est_marquee(case)]
        # Its fault then says what the person took for a tick.
        choisie = marquees[0] if marquees else cases[0]
        return choisie._replace(valeur="")

    def _est_marquee(self, case: Cellule) -> bool:
        feuille = self.tableau.feuille(case)
        if (case.rang, case.colonne) in feuille.colorees:
            return True
        return feuille.fusion(case.rang, case.colonne) is not None

    def _cochee(self, case: Cellule) -> bool:
        """Whether a box is ticked; what is neither ticked nor empty is a fault. Error: F207."""
        valeur = mot_de_reponse(case.valeur)
        if valeur in COCHES:
            self.signes.setdefault(valeur, case)
            return True
        if valeur not in CASES_VIDES:
            self._faute("F207", case)
        return False


def _en_code(valeur: str) -> bool:
    """Whether a cell is a code, or begins with one as long as a critère's."""
    if CODE_COURT.fullmatch(valeur):
        return True
    debut = code_au_debut(valeur)
    return debut.count(".") > 1


def _est_un_titre(texte: str) -> bool:
    """Whether a text where a code should be reads as a title.

    That is neither a code, nor the end of a broken line.
    """
    debut = texte[0]
    return not debut.islower() and not est_un_code(texte)
