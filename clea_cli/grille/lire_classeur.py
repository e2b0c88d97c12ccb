"""A grille in a workbook (xlsx, xls, ods), read into a table of cells: the same as from a CSV.

The sheet is the one that is named, or the one that shows the headings. Several that show the same are one grille: a
domaine a sheet. A sheet that a spreadsheet hides is read only if it is named.
"""

import hashlib
import re
from collections.abc import Sequence
from unicodedata import is_normalized, normalize

from clea_cli.diagnostics import Diagnostic, Outcome, Position, diagnostic
from clea_cli.grille import chercher_titres
from clea_cli.grille.ecritures import ressemble_a_un_code
from clea_cli.grille.grille import FormeDuFichier, Partie, TablesDuFichier
from clea_cli.grille.titres import CODE, CODE_COURT, PlacesDesColonnes, colonnes
from clea_cli.sources.cellules import Feuille, Ligne
from clea_cli.sources.classeur import est_un_xlsx, retenir
from clea_cli.sources.classeur import lire as lire_classeur
from clea_cli.sources.classeur_xlsx_aspects import colorees
from clea_cli.sources.mots import ABIME

_ENTRE = "\0"  # between the cells of a row, which are looked at all at once
_BORD = re.compile(r"\0\s|\s\0")  # a space around a cell
# Of these searches, those that find what several sheets may show alike.
_EN_LONG = (chercher_titres.SUREMENT[0], chercher_titres.PEUT_ETRE[0])
_Forme = tuple[int, Feuille]  # the index of the headings, and the sheet


def lire(contenu: bytes, source: str, onglet: str | None = None) -> Outcome[TablesDuFichier]:
    """Read the rows of a workbook. Errors: F101, F103, F111, F117-F120, F124, F140-F142."""
    feuilles = lire_classeur(contenu, source)
    if feuilles.value is None:
        return Outcome(None, feuilles.diagnostics)
    nommees = retenir(feuilles.value, onglet, source)
    if nommees.value is None:
        return Outcome(None, nommees.diagnostics)
    retenues = [chercher_titres.en_une_ligne(_nette(feuille)) for feuille in nommees.value]
    if not any(feuille.lignes for feuille in retenues):
        return Outcome(None, (diagnostic("F101", Position(source)),))
    visibles = [feuille for feuille in retenues if onglet is not None or not feuille.masquee]
    if cachee := _repondrait(retenues, visibles):
        return Outcome(None, (diagnostic("F142", Position(source), onglet=cachee.nom),))
    formes = _avec_titres(visibles)
    if not formes:
        return Outcome(None, (diagnostic("F103", Position(source)),))
    a_cote = [feuille for feuille in retenues if feuille.lignes and not _est_lue(feuille, formes)]
    oubliees = [f for f in a_cote if not f.masquee and any(map(_dit_un_critere, f.lignes))]
    if oubliees:
        lu, autre = formes[0][1].nom, oubliees[0].nom
        return Outcome(None, (diagnostic("F124", Position(source), lu=lu, autre=autre),))
    sans_couleur = _reunir(formes, a_cote, source, hashlib.sha256(contenu).hexdigest())
    parties = (_avec_couleurs(partie, contenu) for partie in sans_couleur.parties)
    tableau = sans_couleur._replace(parties=tuple(parties))
    fautes = tuple(_abimes(tableau))
    return Outcome(None if fautes else tableau, fautes)


def _repondrait(feuilles: Sequence[Feuille], visibles: Sequence[Feuille]) -> Feuille | None:
    """A hidden sheet that shows a grille, or that alone says something: nobody sees what it would answer."""
    cachees = [feuille for feuille in feuilles if feuille.lignes and feuille not in visibles]
    if not any(feuille.lignes for feuille in visibles):
        return next(iter(cachees), None)
    return next((forme[1] for forme in map(_montre_une_grille, cachees) if forme), None)


def _montre_une_grille(feuille: Feuille) -> _Forme | None:
    """The place of the headings of a sheet that has them, and something below."""
    for chercher in (*chercher_titres.SUREMENT, *_EN_LONG[1:]):
        rang = chercher(ligne.valeurs for ligne in feuille.lignes)
        if rang is not None and rang + 1 < len(feuille.lignes):
            return rang, feuille
    return None


def _est_lue(feuille: Feuille, formes: Sequence[_Forme]) -> bool:
    return any(feuille is lue for _, lue in formes)


def _nette(feuille: Feuille) -> Feuille:
    lignes = map(_ligne_nette, feuille.lignes)
    return feuille._replace(lignes=tuple(ligne for ligne in lignes if any(ligne.valeurs)))


def _ligne_nette(ligne: Ligne) -> Ligne:
    """A row whose cells have no space around them, and their accents composed; most are so already."""
    ensemble = _ENTRE.join(("", *ligne.valeurs, ""))
    if is_normalized("NFC", ensemble) and not _BORD.search(ensemble):
        return ligne
    return ligne._replace(
        valeurs=tuple(normalize("NFC", valeur.strip()) for valeur in ligne.valeurs)
    )


def _avec_titres(feuilles: Sequence[Feuille]) -> list[_Forme]:
    """The sheets that show headings, at their row; all those that show the same as the first, or else the likeliest."""
    for chercher in (*chercher_titres.SUREMENT, *chercher_titres.PEUT_ETRE):
        trouvees: list[_Forme] = []
        for feuille in feuilles:
            rang = chercher(ligne.valeurs for ligne in feuille.lignes)
            if rang is not None:
                trouvees.append((rang, feuille))
        if trouvees and chercher in _EN_LONG:
            titres = _titres(trouvees[0])
            return [forme for forme in trouvees if _titres(forme) == titres]
        if trouvees:
            return trouvees[:1]
    return []


def _dit_un_critere(ligne: Ligne) -> bool:
    """Whether a row holds a code and something beside it: it may be an answer."""
    codes = sum(bool(CODE_COURT.fullmatch(valeur)) for valeur in ligne.valeurs)
    return codes > 0 and sum(map(bool, ligne.valeurs)) > 1


def _titres(forme: _Forme) -> tuple[str, ...]:
    rang, feuille = forme
    return tuple(titre for titre in feuille.lignes[rang].valeurs if titre)


def _reunir(
    formes: Sequence[_Forme], a_cote: Sequence[Feuille], source: str, empreinte: str
) -> TablesDuFichier:
    """The sheets that are read, each by the places of its own headings, and those that are not."""
    plusieurs = len(formes) > 1
    parties = []
    for rang, feuille in formes:
        if plusieurs:
            lignes = tuple(ligne._replace(feuille=feuille.nom) for ligne in feuille.lignes)
            feuille = feuille._replace(lignes=lignes)
        parties.append(chercher_titres.partie(feuille, rang))
    noms = " ; ".join(f"« {feuille.nom} »" for _, feuille in formes)
    lecture = FormeDuFichier(f"onglet{'s' * plusieurs} {noms}", "")
    return TablesDuFichier(
        source, empreinte, lecture, tuple(parties), terminee=True, a_cote=tuple(a_cote)
    )


def _avec_couleurs(partie: Partie, contenu: bytes) -> Partie:
    """The table of an xlsx with the colours of its empty cells, if it lacks answers beside codes."""
    if partie.feuille.colorees or not est_un_xlsx(contenu):
        return partie
    lues = colonnes(partie.titres, (), partie.noms)
    manquent = any(_attend(ligne, lues) for ligne in partie.corps)
    if not manquent:
        return partie
    return partie._replace(
        feuille=partie.feuille._replace(colorees=colorees(contenu, partie.feuille.nom))
    )


def _attend(ligne: Ligne, lues: PlacesDesColonnes) -> bool:
    """Whether a row has a code, or somebody, and no answer in some column, or in any that are to tick."""
    if all(ligne.valeurs):  # the usual case of a wide grille
        return False
    ou = lues.candidat if lues.critere is None else lues.critere
    dit = ligne.cellule(ou or 0).valeur
    if not dit or (
        lues.critere is not None and not (CODE.fullmatch(dit) or ressemble_a_un_code(dit))
    ):
        return False
    reponses = [ligne.cellule(place).valeur for place in lues.reponses]
    return not any(reponses) if lues.resultat is None and not lues.criteres else not all(reponses)


def _abimes(tableau: TablesDuFichier) -> list[Diagnostic]:
    return [
        diagnostic("F111", ligne.cellule(indice).position(tableau.source))
        for ligne in tableau.lignes
        if ABIME.search("".join(ligne.valeurs))  # a row at once: most have no trace of damage
        for indice, valeur in enumerate(ligne.valeurs)
        if ABIME.search(valeur)
    ]
