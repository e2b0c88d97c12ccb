"""A table of cells, from whatever file, read as a grille: which column says what, and what stands above the headings.

Four forms: a result column; a tick in one of several columns; either with a column of candidates; or one candidate a
row and one column a critère.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from clea_cli.diagnostics import Diagnostic, Outcome, court, diagnostic, en_lettres, refuse
from clea_cli.grille import Cellule, GrilleBrute, Ligne, Saisie, Tableau, forme_comparable
from clea_cli.referentiel import Resultat

_NOMS = {  # headings as `forme_comparable` reduces them, and what the column holds
    **dict.fromkeys(("critere", "criteres", "code", "code critere", "code du critere"), "critere"),
    **dict.fromkeys(("resultat", "resultats", "evaluation", "reponse"), "resultat"),
    **dict.fromkeys(("candidat", "candidate", "candidat(e)", "reference", "reference candidat"), "candidat"),
    **dict.fromkeys(("acquis", "a"), Resultat.ACQUIS),
    **dict.fromkeys(("non acquis", "na"), Resultat.NON_ACQUIS),
    **dict.fromkeys(("non evalue", "ne"), Resultat.NON_EVALUE),
}
_SANS_AVIS = {
    "libelle",
    "intitule",
    "commentaire",
    "commentaires",
    "observation",
    "observations",
    "domaine",
    "sous domaine",
}
_CODE = re.compile(r"\w+(\.\w+)+")
_COCHE = {"x", "✓", "✔", "☑", "☒", "1", "oui", "o", "vrai", "true"}
_VIDE = {"", "0", "non", "n", "faux", "false", "☐", "–", "—"}
_CLES_DU_PREAMBULE = {"referentiel", "version", "candidat"}

_COCHES = {Resultat.ACQUIS, Resultat.NON_ACQUIS}  # « non évalué » may be left out: no tick at all is a fault


def est_entete(valeurs: Sequence[str]) -> bool:
    """Whether this row names all the columns of one of the forms."""
    noms = {_NOMS.get(forme_comparable(valeur)) for valeur in valeurs}
    if "critere" in noms:
        return "resultat" in noms or noms >= _COCHES
    return "candidat" in noms and any(_CODE.fullmatch(valeur) for valeur in valeurs)


def presque_entete(valeurs: Sequence[str]) -> bool:
    """Whether this row looks like headings of which one is missing."""
    noms = {_NOMS.get(forme_comparable(valeur)) for valeur in valeurs}
    return len(valeurs) > 1 and ("critere" in noms or bool(noms & {"resultat", "candidat"} and len(noms) > 1))


class _Colonnes(NamedTuple):
    """Where each column stands (index from 0); `criteres` are the headings of the wide form."""

    titres: tuple[str, ...]
    candidat: int | None
    critere: int | None
    resultat: int | None
    coches: dict[Resultat, int]
    criteres: tuple[Cellule, ...]


def interpreter(tableau: Tableau) -> Outcome[GrilleBrute]:
    """Read a table as a grille. Errors: F105, F107, F109, F110, F206, F207, F209-F212, F303, F304; warning F108.

    A fault of the headings gives no value; one of a row does, so that the other rows can still be checked.
    """
    entete = tableau.lignes[tableau.entete]
    avis = tuple(_fautes_entete(entete, tableau.source))
    if refuse(avis):
        return Outcome(None, avis)
    lecteur = _Lecteur(tableau, _colonnes(entete))
    saisies = tuple(lecteur.saisies())
    if not saisies and not lecteur.fautes:
        lecteur.faute("F211", entete.cellule(0))
    brute = GrilleBrute(tableau.source, tableau.empreinte, tableau.lecture, lecteur.preambule, saisies)
    return Outcome(brute if saisies else None, (*avis, *lecteur.fautes))


def _colonnes(entete: Ligne) -> _Colonnes:
    noms = [_NOMS.get(forme_comparable(titre)) for titre in entete.valeurs]
    place = {nom: rang for rang, nom in enumerate(noms) if nom}
    large = "critere" not in place
    codes = (entete.cellule(rang) for rang, titre in enumerate(entete.valeurs) if large and _CODE.fullmatch(titre))
    return _Colonnes(
        titres=entete.valeurs,
        candidat=place.get("candidat"),
        critere=place.get("critere"),
        resultat=place.get("resultat"),
        coches={resultat: place[resultat] for resultat in Resultat if resultat in place},
        criteres=tuple(codes),
    )


def _fautes_entete(entete: Ligne, source: str) -> Iterator[Diagnostic]:
    noms = [_NOMS.get(forme_comparable(titre)) for titre in entete.valeurs]
    large = "critere" not in noms and "candidat" in noms
    vus: set[str] = set()
    for rang, (titre, nom) in enumerate(zip(entete.valeurs, noms, strict=True)):
        sens = nom or (titre if large and _CODE.fullmatch(titre) else None)
        ou = entete.cellule(rang).position(source)
        if sens in vus or (nom == "resultat" and set(noms) >= _COCHES):
            yield diagnostic("F105", ou, colonne=court(titre))
        elif sens:
            vus.add(sens)
        elif titre and forme_comparable(titre) not in _SANS_AVIS:
            yield diagnostic("F108", ou, colonne=court(titre))
    if not est_entete(entete.valeurs):
        manque = "critere" if not large and "critere" not in noms else "non acquis" if "acquis" in noms else "resultat"
        attendu = "critere et resultat, ou critere, acquis, non acquis et non évalué"
        yield diagnostic("F107", entete.cellule(0).position(source), colonne=manque, attendu=attendu)


class _Lecteur:
    """Reads the rows of one table by its columns; the faults are gathered, and every row is looked at."""

    def __init__(self, tableau: Tableau, colonnes: _Colonnes) -> None:
        self.tableau = tableau
        self.colonnes = colonnes
        self.fautes: list[Diagnostic] = []
        self.precedent: Cellule | None = None  # the last candidate named
        self.vus: dict[str, Cellule] = {}  # in the wide form, the first cell of each candidate
        self.preambule = self._preambule()

    def faute(self, code: str, cellule: Cellule, /, **faits: object) -> None:
        self.fautes.append(diagnostic(code, cellule.position(self.tableau.source), **faits))

    def _preambule(self) -> dict[str, Cellule]:
        preambule: dict[str, Cellule] = {}
        for ligne in self.tableau.lignes[: self.tableau.entete]:
            remplies = [ligne.cellule(rang) for rang, valeur in enumerate(ligne.valeurs) if valeur]
            cle = forme_comparable(remplies[0].valeur).rstrip(" :")
            if cle not in _CLES_DU_PREAMBULE or len(remplies) == 1:
                continue
            if preambule.setdefault(cle, remplies[1]).valeur != remplies[1].valeur:
                self.faute("F303", remplies[1], cle=cle)
        return preambule

    def saisies(self) -> Iterator[Saisie]:
        """Yield the answers of all rows below the headings."""
        lire_ligne = self._ligne_large if self.colonnes.critere is None else self._ligne_longue
        for rang, ligne in enumerate(self.tableau.lignes[self.tableau.entete + 1 :]):
            if est_entete(ligne.valeurs):
                self.faute("F110", ligne.cellule(0))
                if rang:  # a second grille under the first: all its critères would be said to be there twice
                    return
            else:
                yield from lire_ligne(ligne)

    def _cellules_de_trop(self, ligne: Ligne) -> None:
        titres = self.colonnes.titres
        for rang, valeur in enumerate(ligne.valeurs):
            if valeur and (rang >= len(titres) or not titres[rang]):
                self.faute("F109", ligne.cellule(rang), separateur=self.tableau.lecture.separateur)

    def _candidat(self, ligne: Ligne) -> Cellule | None:
        """The candidate of a row: its own cell, or the one named above the headings."""
        en_haut = self.preambule.get("candidat")
        if self.colonnes.candidat is None:
            return en_haut
        candidat = ligne.cellule(self.colonnes.candidat)
        if not candidat.valeur:
            self.faute("F209", candidat)
            return self.precedent or candidat
        if en_haut and en_haut.valeur != candidat.valeur:
            self.faute("F304", candidat)
        self.precedent = candidat
        return candidat

    def _ligne_large(self, ligne: Ligne) -> Iterator[Saisie]:
        avant = len(self.fautes)
        self._cellules_de_trop(ligne)
        candidat = self._candidat(ligne)
        if candidat is None or not candidat.valeur:
            return
        premier = self.vus.setdefault(candidat.valeur, candidat)
        if premier is not candidat:
            self.faute("F210", candidat, premiere=premier.nom)
            return
        correcte = len(self.fautes) == avant
        for critere in self.colonnes.criteres:
            yield Saisie(candidat, critere, ligne.cellule(critere.colonne - 1) if correcte else None)

    def _ligne_longue(self, ligne: Ligne) -> Iterator[Saisie]:
        avant = len(self.fautes)
        self._cellules_de_trop(ligne)
        critere = ligne.cellule(self.colonnes.critere or 0)
        resultat = self._resultat(ligne, critere)
        if critere.valeur and (resultat.valeur or _CODE.fullmatch(critere.valeur)):
            candidat = self._candidat(ligne)
            yield Saisie(candidat, critere, resultat if len(self.fautes) == avant else None)
        elif resultat.valeur:
            self.faute("F212", critere)

    def _resultat(self, ligne: Ligne, critere: Cellule) -> Cellule:
        if self.colonnes.resultat is not None:
            return ligne.cellule(self.colonnes.resultat)
        cases = {resultat: ligne.cellule(rang) for resultat, rang in self.colonnes.coches.items()}
        cochees = [(resultat, case) for resultat, case in cases.items() if self._cochee(case)]
        if len(cochees) > 1:
            colonnes = en_lettres([f"« {resultat.libelle} »" for resultat, _ in cochees])
            self.faute("F206", cochees[1][1], critere=critere.valeur, nombre=len(cochees), colonnes=colonnes)
        if not cochees:
            return next(iter(cases.values()))._replace(valeur="")
        resultat, case = cochees[0]
        return case._replace(valeur=resultat.value)

    def _cochee(self, case: Cellule) -> bool:
        valeur = case.valeur.casefold()
        if valeur not in _COCHE and valeur not in _VIDE:
            self.faute("F207", case, valeur=court(case.valeur))
        return valeur not in _VIDE
