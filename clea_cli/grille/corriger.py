"""What can be mended of a grille without any doubt, cell by cell, by what the reading understood.

A code or an answer that is written otherwise than the référentiel writes it gets its own spelling;
a line of headings that comes back is taken out. What the référentiel admits is left as it is
written, and what may be understood in two ways is left as a fault.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from clea_cli.grille import chercher_titres
from clea_cli.grille.ecritures import lire_code, mot_de_reponse, sens_des_mots, traduire
from clea_cli.grille.grille import GrilleBrute, Lue, Partie, Saisie, TablesDuFichier
from clea_cli.grille.libelles import forme
from clea_cli.grille.lire_haut import remplies
from clea_cli.grille.mise_au_net import mettre_au_net
from clea_cli.grille.reconnaitre import role
from clea_cli.grille.titres import CANDIDAT_EN_COLONNE, est_entete, noms_des_titres
from clea_cli.referentiel.echelle import MOTS_PROPRES
from clea_cli.referentiel.referentiel import Referentiel, Resultat
from clea_cli.sources.cellules import Cellule, Ligne
from clea_cli.sources.mots import INVISIBLE, forme_comparable, mot_comparable

_LETTRES_MIN = 5  # of a word that may be known by all its letters but one
_ACCORD = "es"  # letters that end a word in another gender or number
_FINS = " .!"  # after an answer, say nothing

PlaceDeCellule = tuple[str, int, int]  # a sheet, a row as a spreadsheet numbers it, a column from 1


class Quoi(NamedTuple):
    """What a cell that is mended holds, in words: one, and several."""

    un: str
    plusieurs: str


CODE = Quoi("code", "codes")
REPONSE = Quoi("réponse", "réponses")
TITRE = Quoi("titre", "titres")
LIGNE = Quoi("ligne de titres répétée, vidée", "lignes de titres répétées, vidées")
FORMULE = Quoi("cellule qu'un tableur exécuterait", "cellules qu'un tableur exécuterait")


class Correction(NamedTuple):
    """A cell as it is, with the name of its sheet, and the text that it gets.

    Of a line that is taken out, there is one for each cell that was filled, and `apres` is empty.
    """

    quoi: Quoi
    cellule: Cellule
    apres: str

    @property
    def place(self) -> PlaceDeCellule:
        """Where the cell stands."""
        return place(self.cellule)


def place(cellule: Cellule) -> PlaceDeCellule:
    """Where a cell stands."""
    return cellule.feuille, cellule.rang, cellule.colonne


def chercher(
    brute: GrilleBrute, referentiel: Referentiel, modifiables: Collection[PlaceDeCellule] | None
) -> list[Correction]:
    """Find the codes and the answers that can be mended, among the cells that can be changed.

    `modifiables` None: all can.
    """
    tables = {lue.partie.feuille.nom: _Table(lue) for lue in brute.lues}
    # The cells of a single table do not name its sheet.
    seule: _Table | None = None
    if len(tables) == 1:
        [seule] = tables.values()
    reponses = _Reponses(referentiel)
    trouvees: list[Correction] = []
    for saisie, code in _codes(brute, referentiel):
        table = seule or tables[saisie.critere.feuille]
        ecrit = table.cellule(saisie.critere)
        if code and code != ecrit.valeur:
            trouvees.append(Correction(CODE, ecrit, code))
        if saisie.resultat and table.en_mots:
            ecrite = table.cellule(saisie.resultat)
            mot = reponses.mot(ecrite.valeur)
            # Of a text that is struck, nobody knows what counts: it is left to be typed again.
            if mot and not table.est_barree(ecrite):
                trouvees.append(Correction(REPONSE, ecrite, mot))
    # A cell stands in several answers where candidates stand across: it is mended once.
    par_place: dict[PlaceDeCellule, Correction] = {}
    for trouvee in trouvees:
        if _est_modifiable(trouvee.cellule, modifiables):
            par_place.setdefault(trouvee.place, trouvee)
    return list(par_place.values())


def _est_modifiable(cellule: Cellule, modifiables: Collection[PlaceDeCellule] | None) -> bool:
    """Whether a cell can be changed; `modifiables` None: all can."""
    return modifiables is None or place(cellule) in modifiables


class _Table:
    """One table of a grille, with its cells as they are written."""

    def __init__(self, lue: Lue) -> None:
        self._feuille = lue.partie.feuille.nom
        self._barrees = lue.partie.feuille.barrees
        self._lignes = {ligne.rang: ligne for ligne in lue.partie.feuille.lignes}
        # A tick has no spelling: what is read of it is a column.
        places = lue.colonnes
        self.en_mots = bool(places.criteres) or places.resultat is not None

    def cellule(self, lue: Cellule) -> Cellule:
        """The cell that stands where one was read, as it is written."""
        ligne = self._lignes[lue.rang]
        ecrite = ligne.cellule(lue.colonne - 1)
        return ecrite._replace(feuille=self._feuille)

    def est_barree(self, cellule: Cellule) -> bool:
        """Whether a cell is struck through, or some of its words are."""
        return (cellule.rang, cellule.colonne) in self._barrees


# Codes


def _codes(brute: GrilleBrute, referentiel: Referentiel) -> Iterator[tuple[Saisie, str]]:
    """Each answer with the code that it surely speaks of.

    "" where that is not sure, or where its cell may stay. Of two lines of a candidate that could
    bear the same code, neither does.
    """
    libelles = {critere.code: critere.libelle for critere in referentiel.criteres}
    nette = mettre_au_net(brute, referentiel)
    # 1. The code of each answer, as the whole file is understood, or its cell alone.
    codes: list[str] = []
    fois: Counter[tuple[str, str]] = Counter()
    for saisie, lue in zip(brute.saisies, nette.saisies, strict=True):
        ecrit = saisie.critere.valeur
        code = lue.critere.valeur
        if code == ecrit:
            code = _code(ecrit, libelles)
        codes.append(code)
        fois[saisie.reference, code] += 1
    # 2. Those that one line alone bears.
    for saisie, lue, code in zip(brute.saisies, nette.saisies, codes, strict=True):
        ecrit = saisie.critere.valeur
        compris = lue.critere.valeur != ecrit
        if fois[saisie.reference, code] > 1:
            yield saisie, ""
        elif compris and _porte_un_libelle(ecrit):
            # It is left to be read by people too.
            yield saisie, ""
        else:
            yield saisie, code


def _porte_un_libelle(ecrit: str) -> bool:
    """Whether a text that is understood as a code is a label, alone or after the code."""
    lu = lire_code(ecrit)
    return lu is None or bool(lu.libelle)


def _code(ecrit: str, libelles: Mapping[str, str]) -> str:
    """The code that a cell bears among others written otherwise: « C1.1.1. », « 1-1-1 »."""
    visible = INVISIBLE.sub("", ecrit)
    if visible in libelles:
        return visible
    code = traduire([visible], libelles).get(visible)
    lu = lire_code(visible)
    if not code or not lu:
        return ""
    # What follows the code is nothing, or its own label: « 2.1.1 bis » is another line.
    son_libelle = forme(libelles[code])
    suite = forme(lu.libelle)
    return code if son_libelle.startswith(suite) else ""


# Answers


class _Reponses:
    """The words of a scale, those read for them, and those that are one but for a letter."""

    def __init__(self, referentiel: Referentiel) -> None:
        self._sens = sens_des_mots(referentiel)
        # What the référentiel admits, and what it wants to be said otherwise, are left as they are.
        admis = [*MOTS_PROPRES, *referentiel.a_preciser]
        for synonymes in referentiel.echelle.values():
            admis += synonymes
        self._admis = frozenset(map(mot_comparable, admis))

    def mot(self, ecrit: str) -> str:
        """The answer that a text surely is; "" for one that is admitted, or not sure."""
        if not ecrit or mot_comparable(ecrit) in self._admis:
            return ""
        # 1. Admitted, but for signs around it or among its letters.
        visible = INVISIBLE.sub("", ecrit).strip(_FINS)
        if mot_comparable(visible) in self._admis and visible != ecrit.strip():
            return visible
        # 2. Understood, in a spelling that the référentiel does not have.
        lu = self._sens.get(mot_de_reponse(visible))
        if lu is not None:
            return lu.libelle
        # 3. Nearly one of the three answers.
        for resultat in Resultat:
            if _presque(visible, resultat.libelle):
                return resultat.libelle
        return ""


def _presque(ecrit: str, libelle: str) -> bool:
    """Whether a text is an answer but for a letter of its last word, or for its spaces.

    The word that denies must be there, letter for letter.
    """
    mots = forme_comparable(ecrit).split()
    voulus = forme_comparable(libelle).split()
    if not mots or not all(map(str.isalpha, mots)):
        return False
    # « nonacquis »
    if "".join(mots) == "".join(voulus):
        return True
    *avant, mot = mots
    *avant_voulus, voulu = voulus
    if avant != avant_voulus or len(mot) < _LETTRES_MIN:
        return False
    from rapidfuzz.distance import OSA  # late: most grilles have no fault

    if OSA.distance(mot, voulu) <= 1:
        return True
    # « aquise », « non évaluées » : the agreement counts for nothing.
    racine = mot.rstrip(_ACCORD)
    voulue = voulu.rstrip(_ACCORD)
    return OSA.distance(racine, voulue) <= 1


# Headings


def titres_a_renommer(
    tableau: TablesDuFichier, modifiables: Collection[PlaceDeCellule] | None
) -> list[Correction]:
    """The plain names of known headings that say what they hold only with their cells: « Statut ».

    A heading that nothing knows is never renamed: it may say the contrary of what its cells seem
    to.
    """
    trouvees: list[Correction] = []
    for partie in tableau.parties:
        # What holds candidates across has no other heading than theirs.
        if CANDIDAT_EN_COLONNE in partie.noms.values():
            continue
        for rang, nom in sorted(_noms_simples(partie).items()):
            titre = partie.titres.cellule(rang)
            cellule = titre._replace(feuille=partie.feuille.nom)
            if cellule.valeur != nom and _est_modifiable(cellule, modifiables):
                trouvees.append(Correction(TITRE, cellule, nom))
    return trouvees


def _noms_simples(partie: Partie) -> dict[int, str]:
    """What to call the columns whose headings do not say alone what they hold, by place."""
    seuls = noms_des_titres(partie.titres.valeurs)
    noms: dict[int, str] = {}
    for rang, nom in partie.noms.items():
        # A heading that is known by itself needs no other.
        if seuls[rang] is not None:
            continue
        if isinstance(nom, Resultat):
            noms[rang] = nom.libelle
        elif nom in ("candidat", "critere", "resultat"):
            noms[rang] = nom
    return noms


# Lines


def titres_repetes(
    brute: GrilleBrute, modifiables: Collection[PlaceDeCellule] | None
) -> Iterator[list[Correction]]:
    """The lines below the headings that say them again: what it takes to empty each."""
    for lue in brute.lues:
        for ligne in lue.partie.corps:
            if not _redit_les_titres(ligne, lue.partie.titres):
                continue
            onglet = lue.partie.feuille.nom
            cellules = [cellule._replace(feuille=onglet) for cellule in remplies(ligne)]
            if all(_est_modifiable(cellule, modifiables) for cellule in cellules):
                yield [Correction(LIGNE, cellule, "") for cellule in cellules]


def _redit_les_titres(ligne: Ligne, titres: Ligne) -> bool:
    """Whether a line says the same headings, perhaps in other words."""
    if ligne.valeurs == titres.valeurs:
        return True
    if not est_entete(ligne.valeurs):
        return False
    return _roles(ligne) == _roles(titres)


def _roles(titres: Ligne) -> list[str]:
    """What each column holds, and its heading where that is not known."""
    return [role(titre) or forme_comparable(titre) for titre in titres.valeurs]


# What a table becomes


def appliquer(tableau: TablesDuFichier, corrections: Collection[Correction]) -> TablesDuFichier:
    """The tables of a file as they are once mended; each line keeps its number."""
    textes = {correction.place: correction.apres for correction in corrections}
    parties = [_partie(partie, textes) for partie in tableau.parties]
    return tableau._replace(parties=tuple(parties))


def _partie(partie: Partie, textes: Mapping[PlaceDeCellule, str]) -> Partie:
    feuille = partie.feuille
    lignes = []
    for ligne in feuille.lignes:
        valeurs = []
        for colonne, texte in enumerate(ligne.valeurs, start=1):
            ici = (feuille.nom, ligne.rang, colonne)
            valeurs.append(textes.get(ici, texte))
        # A line that is emptied is none any more: the headings, above it, keep their rank.
        if any(valeurs):
            lignes.append(ligne._replace(valeurs=tuple(valeurs)))
    corrigee = feuille._replace(lignes=tuple(lignes))
    return chercher_titres.partie(corrigee, partie.entete)
