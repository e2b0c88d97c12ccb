"""A table of cells, from whatever file, read as a grille: what stands above the headings, and the answers below.

What can happen to a table is looked for (cells slipped sideways, rows joined, headings sorted into the middle): a row
that may have been understood wrongly is a fault, for a verdict would come from it.
"""

import re
from collections.abc import Collection, Container, Iterator
from functools import cached_property

from clea_cli.diagnostics import Diagnostic, Outcome, diagnostic, en_lettres, refuse
from clea_cli.grille import colonnes_muettes
from clea_cli.grille.cases_vides import fusionnee
from clea_cli.grille.ecritures import mot_de_reponse, ressemble_a_un_code
from clea_cli.grille.grille import GrilleBrute, Lue, Partie, Saisie, TablesDuFichier
from clea_cli.grille.lignes_a_part import continue_la_grille, est_a_part, est_en_place
from clea_cli.grille.lire_haut import Haut, en_erreur, remplies
from clea_cli.grille.noms_a_cote import est_nomme, sans_noms
from clea_cli.grille.reconnaitre import code_au_debut, repond
from clea_cli.grille.titres import CODE, CODE_COURT, colonnes, est_entete, est_entete_longue
from clea_cli.grille.titres import fautes as fautes_des_titres
from clea_cli.grille.vocabulaire import CASES_VIDES, COCHES
from clea_cli.sources.cellules import Cellule, Ligne
from clea_cli.sources.mots import ERREUR_DE_TABLEUR, forme_comparable, reference_comparable

_AUTRE_SEPARATEUR = re.compile(r"(^|[,;|\t])\s*\w+(\.\w+)+\s*[,;|\t]")
_FINS_DE_MOT = {"acquis", "evalue"}  # of « non acquis », « non évalué », where a line was broken


def interpreter(tableau: TablesDuFichier, ignorer: Collection[str] = ()) -> Outcome[GrilleBrute]:
    """Read the tables of a file as one grille; columns whose heading is one of `ignorer` are left aside.

    Errors: F105, F107, F109, F110, F112-F115, F121, F143, F206, F207, F209-F212, F303, F304, F340-F342;
    warning F108.
    A fault of the headings gives no value; one of a row does, so that the other rows can still be checked.
    """
    voulus = {forme_comparable(titre) for titre in ignorer}
    ignorees = [_ignorees(partie.titres, voulus) for partie in tableau.parties]
    avis: list[Diagnostic] = []
    for partie, places in zip(tableau.parties, ignorees, strict=True):
        dites = list(fautes_des_titres(partie.titres, tableau.source, places, partie.noms))
        # Where a heading is lacking, a column may say which.
        manque = any(faute.code == "F107" for faute in dites)
        parlent = list(colonnes_muettes.fautes(partie, tableau.source)) if manque else []
        avis += parlent or dites
    if refuse(avis):
        return Outcome(None, tuple(avis))
    # What stands above the headings of one sheet is said of all.
    fautes: list[Diagnostic] = []
    haut = Haut(tableau.source, fautes)
    muettes = [haut.lire(partie) for partie in tableau.parties]
    if est_nomme(haut.dit):
        tableau = tableau._replace(parties=tuple(map(sans_noms, tableau.parties)))
    # Then the answers, each sheet by its own columns.
    lecteurs = [
        _Lecteur(tableau, partie, places, haut.dit, fautes)
        for partie, places in zip(tableau.parties, ignorees, strict=True)
    ]
    saisies = tuple(saisie for lecteur in lecteurs for saisie in lecteur.saisies())
    codes = {saisie.critere.valeur for saisie in saisies}
    for lecteur in lecteurs:
        lecteur.verifier_le_haut(codes)
    if not saisies and not fautes:
        fautes.append(
            diagnostic("F211", tableau.parties[0].titres.cellule(0).position(tableau.source))
        )
    lues = tuple(lecteur.lue(lignes) for lecteur, lignes in zip(lecteurs, muettes, strict=True))
    perdues = sum(lecteur.perdues for lecteur in lecteurs)
    brute = GrilleBrute(tableau, haut.dit, saisies, entiere=not perdues, lues=lues)
    return Outcome(brute if saisies else None, (*avis, *fautes))


def _ignorees(titres: Ligne, voulus: Container[str]) -> frozenset[int]:
    """The columns that are to be left aside."""
    if not voulus:
        return frozenset()
    return frozenset(
        rang for rang, titre in enumerate(titres.valeurs) if forme_comparable(titre) in voulus
    )


def _en_code(valeur: str) -> bool:
    """Whether a cell is a code, or begins with one as long as a critère's."""
    return CODE_COURT.fullmatch(valeur) is not None or code_au_debut(valeur).count(".") > 1


class _Lecteur:
    """Reads the rows of one table by its columns; the faults are gathered, and every row is looked at."""

    def __init__(
        self,
        tableau: TablesDuFichier,
        partie: Partie,
        ignorees: frozenset[int],
        preambule: dict[str, Cellule],
        fautes: list[Diagnostic],
    ) -> None:
        self.tableau = tableau
        self.partie = partie
        self.ignorees = ignorees
        self.preambule = preambule
        self.fautes = fautes
        self.colonnes = colonnes(partie.titres, ignorees, partie.noms)
        self.avec: list[Ligne] = []  # rows that answer
        self.hors: list[Ligne] = []  # rows that do not: titles, sums, signatures
        self.signes: dict[str, Cellule] = {}  # the first cell that each tick was seen in
        self.perdues = 0  # rows that could not be given to anybody
        self.vus: dict[
            str, Cellule
        ] = {}  # in the wide form, the first cell of each candidate (comparable)
        titres = self.colonnes.titres
        self.juste = len(titres) if all(titres) else None  # cells of a row, one a heading

    @cached_property
    def longueurs(self) -> dict[int, int]:
        """The longest row of each block of sixteen; of most tables nobody asks."""
        longueurs: dict[int, int] = {}
        for ligne in self.partie.feuille.lignes:
            longueurs[_bloc(ligne)] = max(longueurs.get(_bloc(ligne), 0), len(ligne.valeurs))
        return longueurs

    def lue(self, au_dessus: tuple[Ligne, ...]) -> Lue:
        """What this table gave."""
        return Lue(
            self.partie,
            self.colonnes,
            tuple(self.avec),
            tuple(self.hors),
            au_dessus,
            self.ignorees,
            self.signes,
        )

    def faute(self, code: str, cellule: Cellule, /, **faits: object) -> None:
        self.fautes.append(diagnostic(code, cellule.position(self.tableau.source), **faits))

    def verifier_le_haut(self, codes: set[str]) -> None:
        """A row above the headings that belongs below: they were sorted away from it, or misspelt, or are another's."""
        for ligne in self.partie.au_dessus:
            cellules = remplies(ligne)
            en_code = bool(_en_code(cellules[0].valeur)) and len(cellules) > 1
            plein = len(cellules) >= max(5, min(10, len(codes) // 2))
            large = (
                self.colonnes.critere is None
                and plein
                and any(repond(cellule.valeur) for cellule in cellules)
            )
            if en_code or large or any(cellule.valeur in codes for cellule in cellules):
                self.faute("F114", cellules[0])
                self.perdues += 1

    def saisies(self) -> Iterator[Saisie]:
        """Yield the answers of all rows below the headings."""
        large = self.colonnes.critere is None
        encore = est_entete if large else est_entete_longue
        for rang, ligne in enumerate(self.partie.corps):
            if encore(ligne.valeurs) or ligne.valeurs == self.colonnes.titres:
                if continue_la_grille(self.partie.corps, rang, self.colonnes):
                    self.hors.append(ligne)
                    continue
                self.faute("F110", ligne.cellule(0))
                if rang:  # a second grille under the first: all its critères would be said to be there twice
                    return
            elif est_a_part(ligne, self.colonnes):
                self._mettre_a_cote(ligne)
            elif large:
                self.avec.append(ligne)
                yield from self._ligne_large(ligne, decalee=self._decalee(ligne))
            elif self.colonnes.candidats:
                self.avec.append(ligne)
                yield from self._ligne_en_travers(ligne, decalee=self._decalee(ligne))
            elif saisie := self._ligne_longue(ligne, decalee=self._decalee(ligne)):
                self.avec.append(ligne)
                yield saisie

    def _decalee(self, ligne: Ligne) -> bool:
        """Say of a row whether its cells may have slipped sideways: one too many, or a separator lost.

        Excel leaves out the last columns where they are empty for a whole block of sixteen rows: that is no loss.
        """
        if len(ligne.valeurs) == self.juste:
            return False
        titres, longueur = self.colonnes.titres, len(ligne.valeurs)
        for rang, valeur in enumerate(ligne.valeurs):
            if valeur and (rang >= len(titres) or not titres[rang]):
                self._cellule_de_trop(ligne.cellule(rang))
                return True
        if self.colonnes.sans_jeu or longueur == len(titres):
            return False
        if longueur > len(titres):
            # Empty cells at the end: a separator too many, which may have pushed an answer aside.
            if est_en_place(ligne, self.colonnes, self.partie.noms):
                return False
            self._cellule_de_trop(ligne.cellule(len(titres)))
            return True
        if longueur == self.longueurs[_bloc(ligne)]:
            return False
        self.faute("F113", ligne.cellule(0), trouve=longueur, attendu=len(titres))
        return True

    def _cellule_de_trop(self, cellule: Cellule) -> None:
        """In a text a separator too many has shifted the row; in a workbook something stands beside the table."""
        if self.tableau.lecture.separateur:
            self.faute("F109", cellule, separateur=self.tableau.lecture.separateur)
        else:
            self.faute("F121", cellule)

    def _candidat(self, ligne: Ligne) -> Cellule | None:
        """The candidate of a row, its own cell or the one named above the headings; a row of nobody's is lost."""
        en_haut = self.preambule.get("candidat")
        if self.colonnes.candidat is None:
            return en_haut if en_haut and reference_comparable(en_haut.valeur) else None
        candidat = ligne.cellule(self.colonnes.candidat)
        reference = reference_comparable(candidat.valeur)
        if not reference:
            self.faute("F209", candidat)
            self.perdues += 1
        elif ERREUR_DE_TABLEUR.fullmatch(candidat.valeur):
            self.fautes.append(en_erreur(candidat, self.tableau.source))
            self.perdues += 1
        elif en_haut and reference_comparable(en_haut.valeur) != reference:
            self.faute("F304", candidat)
            self.perdues += 1
        return candidat

    def _ligne_large(self, ligne: Ligne, *, decalee: bool) -> Iterator[Saisie]:
        perdues = self.perdues
        candidat = self._candidat(ligne)
        if candidat is None or self.perdues > perdues:
            return
        premier = self.vus.setdefault(reference_comparable(candidat.valeur), candidat)
        if premier is not candidat:
            self.faute("F210", candidat, premiere=premier.nom)
            return
        for critere in self.colonnes.criteres:
            yield Saisie(candidat, critere, None if decalee else ligne.cellule(critere.colonne - 1))

    def _ligne_en_travers(self, ligne: Ligne, *, decalee: bool) -> Iterator[Saisie]:
        """The answers of all candidates to one critère."""
        critere = ligne.cellule(self.colonnes.critere or 0)
        for candidat in self.colonnes.candidats:
            resultat = ligne.cellule(candidat.colonne - 1)
            yield Saisie(candidat, critere, None if decalee else resultat)

    def _ligne_longue(self, ligne: Ligne, *, decalee: bool) -> Saisie | None:
        avant, perdues = len(self.fautes), self.perdues
        critere = ligne.cellule(self.colonnes.critere or 0)
        resultat = self._resultat(ligne, critere)
        if decalee and not CODE.fullmatch(critere.valeur):
            self.perdues += 1  # what slipped there may be anybody's name: it is not quoted
        elif critere.valeur and (resultat.valeur or not _est_un_titre(critere.valeur)):
            candidat = self._candidat(ligne)
            if self.perdues == perdues:
                return Saisie(
                    candidat, critere, None if decalee or len(self.fautes) > avant else resultat
                )
        else:
            self._ligne_sans_critere(ligne, critere, resultat)
        return None

    def _ligne_sans_critere(self, ligne: Ligne, critere: Cellule, resultat: Cellule) -> None:
        """A title is welcome; an answer without its code, or rows that another separator hides, are not."""
        candidat = (
            "" if self.colonnes.candidat is None else ligne.cellule(self.colonnes.candidat).valeur
        )
        if resultat.valeur or candidat or forme_comparable(critere.valeur) in _FINS_DE_MOT:
            couverte = None if critere.valeur else fusionnee(self.tableau, critere)
            self.fautes.append(
                couverte or diagnostic("F212", critere.position(self.tableau.source))
            )
        else:
            self._mettre_a_cote(ligne)

    def _mettre_a_cote(self, ligne: Ligne) -> None:
        """Keep a row that answers nothing, unless another separator hides what it answers. Error: F115."""
        if any(_AUTRE_SEPARATEUR.search(valeur) for valeur in ligne.valeurs):
            self.faute("F115", ligne.cellule(0), separateur=self.tableau.lecture.separateur)
        else:
            self.hors.append(ligne)

    def _resultat(self, ligne: Ligne, critere: Cellule) -> Cellule:
        if self.colonnes.resultat is not None:
            return ligne.cellule(self.colonnes.resultat)
        cases = {resultat: ligne.cellule(rang) for resultat, rang in self.colonnes.coches.items()}
        cochees = [(resultat, case) for resultat, case in cases.items() if self._cochee(case)]
        if len(cochees) > 1:
            colonnes = en_lettres([f"« {resultat.libelle} »" for resultat, _ in cochees])
            self.faute(
                "F206",
                cochees[1][1],
                critere=critere.valeur,
                nombre=len(cochees),
                colonnes=colonnes,
            )
        if not cochees:
            # Of the boxes of a critère, the one that a colour or a merged cell stands for.
            vides = [case for case in cases.values() if self._est_marquee(case)]
            return (vides or list(cases.values()))[0]._replace(valeur="")
        resultat, case = cochees[0]
        return case._replace(valeur=resultat.value)

    def _est_marquee(self, case: Cellule) -> bool:
        feuille = self.tableau.feuille(case)
        return (case.rang, case.colonne) in feuille.colorees or feuille.fusion(
            case.rang, case.colonne
        ) is not None

    def _cochee(self, case: Cellule) -> bool:
        valeur = mot_de_reponse(case.valeur)
        if valeur in COCHES:
            self.signes.setdefault(valeur, case)
            return True
        if valeur not in CASES_VIDES:
            self.faute("F207", case)
        return False


def _bloc(ligne: Ligne) -> int:
    return (ligne.rang - 1) // 16


def _est_un_titre(texte: str) -> bool:
    """Whether a text where a code should be reads as a title: not a code, nor the end of a broken line."""
    en_code = CODE.fullmatch(texte) or ressemble_a_un_code(texte)
    return not en_code and not texte[0].islower()
