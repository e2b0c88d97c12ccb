"""A grille in a workbook (xlsx, xls, ods), read into a table of cells: the same as from a CSV.

The sheet is the one that is named, or the one that shows the headings. Several that show the same
are one grille: a domaine a sheet. A sheet that a spreadsheet hides is read only if it is named.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from unicodedata import is_normalized, normalize

from clea_cli.diagnostics import Diagnostic, Outcome, Position, diagnostic, refuser
from clea_cli.grille import chercher_titres
from clea_cli.grille.grille import FormeDuFichier, Partie, TablesDuFichier
from clea_cli.grille.lire_haut import remplies
from clea_cli.grille.titres import CODE_COURT, PlacesDesColonnes, colonnes, est_un_code
from clea_cli.sources.cellules import Feuille, Ligne
from clea_cli.sources.classeur import colorees, est_un_xlsx, retenir
from clea_cli.sources.classeur import lire as lire_classeur
from clea_cli.sources.mots import ABIME

_ENTRE = "\0"  # between the cells of a row, which are looked at all at once
_BORD = re.compile(r"\0\s|\s\0")  # a space around a cell
# Of these searches, those that find what several sheets may show alike.
_EN_LONG = (chercher_titres.SUREMENT[0], chercher_titres.PEUT_ETRE[0])
_Forme = tuple[int, Feuille]  # the index of the headings, and the sheet


def lire(contenu: bytes, source: str, onglet: str | None = None) -> Outcome[TablesDuFichier]:
    """Read the rows of a workbook. Errors: F101, F103, F111, F117-F120, F124, F140-F142."""
    # 1. The sheets to look at.
    feuilles = lire_classeur(contenu, source)
    if feuilles.value is None:
        return feuilles.refus()
    nommees = retenir(feuilles.value, onglet, source)
    if nommees.value is None:
        return nommees.refus()
    retenues: list[Feuille] = []
    for feuille in nommees.value:
        nette = _nette(feuille)
        retenues.append(chercher_titres.en_une_ligne(nette))
    if not any(feuille.lignes for feuille in retenues):
        return _refus("F101", source)
    # A hidden sheet is read where it is named.
    visibles = retenues
    if onglet is None:
        visibles = [feuille for feuille in retenues if not feuille.masquee]
    if cachee := _repondrait(retenues, visibles):
        return _refus("F142", source, onglet=cachee.nom)
    # 2. Those that are read, and those that say something all the same.
    formes = _avec_titres(visibles)
    if not formes:
        return _refus("F103", source)
    a_cote = _a_cote(retenues, formes)
    for feuille in a_cote:
        if not feuille.masquee and any(map(_dit_un_critere, feuille.lignes)):
            _, lue = formes[0]
            return _refus("F124", source, lu=lue.nom, autre=feuille.nom)
    # 3. Their tables, with what colours say of their cells.
    empreinte = hashlib.sha256(contenu).hexdigest()
    sans_couleur = _reunir(formes, a_cote, source, empreinte)
    parties = [_avec_couleurs(partie, contenu) for partie in sans_couleur.parties]
    tableau = sans_couleur._replace(parties=tuple(parties))
    fautes = tuple(_abimes(tableau))
    return Outcome(None if fautes else tableau, fautes)


def _refus(code: str, source: str, **faits: object) -> Outcome[TablesDuFichier]:
    return refuser(code, Position(source), **faits)


def _repondrait(feuilles: Sequence[Feuille], visibles: Sequence[Feuille]) -> Feuille | None:
    """A hidden sheet that shows a grille, or that alone says something.

    Nobody sees what it would answer.
    """
    seules = not any(feuille.lignes for feuille in visibles)
    for feuille in feuilles:
        if not feuille.lignes or feuille in visibles:
            continue
        if seules or _montre_une_grille(feuille):
            return feuille
    return None


def _montre_une_grille(feuille: Feuille) -> bool:
    """Whether a sheet has headings, and something below."""
    for chercher in (*chercher_titres.SUREMENT, *_EN_LONG[1:]):
        rang = chercher(ligne.valeurs for ligne in feuille.lignes)
        if rang is not None and rang + 1 < len(feuille.lignes):
            return True
    return False


def _a_cote(feuilles: Sequence[Feuille], formes: Sequence[_Forme]) -> list[Feuille]:
    """The sheets that say something and are not read; two may be alike and yet be two."""
    lues = {id(feuille) for _, feuille in formes}
    return [feuille for feuille in feuilles if feuille.lignes and id(feuille) not in lues]


def _nette(feuille: Feuille) -> Feuille:
    """A sheet with its texts as they are compared, and without the rows that hold none."""
    lignes = []
    for brute in feuille.lignes:
        ligne = _ligne_nette(brute)
        if any(ligne.valeurs):
            lignes.append(ligne)
    return feuille._replace(lignes=tuple(lignes))


def _ligne_nette(ligne: Ligne) -> Ligne:
    """A row whose cells have no space around them, and their accents composed."""
    # Most are so already, and are looked at all at once.
    ensemble = _ENTRE.join(("", *ligne.valeurs, ""))
    if is_normalized("NFC", ensemble) and not _BORD.search(ensemble):
        return ligne
    valeurs = [normalize("NFC", valeur.strip()) for valeur in ligne.valeurs]
    return ligne._replace(valeurs=tuple(valeurs))


def _avec_titres(feuilles: Sequence[Feuille]) -> list[_Forme]:
    """The sheets that show headings, at their row.

    All those that show the same as the first, or else the likeliest.
    """
    for chercher in (*chercher_titres.SUREMENT, *chercher_titres.PEUT_ETRE):
        trouvees: list[_Forme] = []
        for feuille in feuilles:
            rang = chercher(ligne.valeurs for ligne in feuille.lignes)
            if rang is not None:
                trouvees.append((rang, feuille))
        if not trouvees:
            continue
        # Only in the long form may several sheets be one grille, a domaine each.
        if chercher not in _EN_LONG:
            return trouvees[:1]
        titres = _titres(trouvees[0])
        return [forme for forme in trouvees if _titres(forme) == titres]
    return []


def _dit_un_critere(ligne: Ligne) -> bool:
    """Whether a row holds a code and something beside it: it may be an answer."""
    textes = _textes(ligne)
    return len(textes) > 1 and any(map(CODE_COURT.fullmatch, textes))


def _titres(forme: _Forme) -> tuple[str, ...]:
    rang, feuille = forme
    return _textes(feuille.lignes[rang])


def _textes(ligne: Ligne) -> tuple[str, ...]:
    """The cells of a row that are not empty."""
    return tuple(filter(None, ligne.valeurs))


def _reunir(
    formes: Sequence[_Forme], a_cote: Sequence[Feuille], source: str, empreinte: str
) -> TablesDuFichier:
    """The sheets that are read, each by the places of its own headings, and those that are not."""
    plusieurs = len(formes) > 1
    parties = []
    for rang, feuille in formes:
        # Of several sheets, each cell says on which it stands.
        if plusieurs:
            lignes = [ligne._replace(feuille=feuille.nom) for ligne in feuille.lignes]
            feuille = feuille._replace(lignes=tuple(lignes))
        parties.append(chercher_titres.partie(feuille, rang))
    noms = [f"« {feuille.nom} »" for _, feuille in formes]
    mot = "onglets" if plusieurs else "onglet"
    dits = " ; ".join(noms)
    return TablesDuFichier(
        source=source,
        empreinte=empreinte,
        lecture=FormeDuFichier(f"{mot} {dits}", ""),
        parties=tuple(parties),
        terminee=True,
        a_cote=tuple(a_cote),
    )


def _avec_couleurs(partie: Partie, contenu: bytes) -> Partie:
    """The table of an xlsx with the colours of its empty cells, if it lacks answers."""
    feuille = partie.feuille
    if feuille.colorees or not est_un_xlsx(contenu):
        return partie
    lues = colonnes(partie.titres, (), partie.noms)
    if not any(_attend(ligne, lues) for ligne in partie.corps):
        return partie
    en_couleur = colorees(contenu, feuille.nom)
    return partie._replace(feuille=feuille._replace(colorees=en_couleur))


def _attend(ligne: Ligne, lues: PlacesDesColonnes) -> bool:
    """Whether a row has a code, or somebody, and lacks an answer."""
    # The usual case of a wide grille.
    if all(ligne.valeurs):
        return False
    # In the wide form a row is somebody's; elsewhere it is a critère's.
    large = lues.critere is None
    ou = lues.candidat if large else lues.critere
    dit = ligne.cellule(ou or 0).valeur
    if not dit:
        return False
    if not large and not est_un_code(dit):
        return False
    reponses = [ligne.cellule(place).valeur for place in lues.reponses]
    # Of boxes to tick one is enough; of other columns each answers.
    a_cocher = lues.resultat is None and not lues.criteres
    return not any(reponses) if a_cocher else not all(reponses)


def _abimes(tableau: TablesDuFichier) -> Iterator[Diagnostic]:
    """Tell the cells with a trace of damage. Error: F111."""
    for ligne in tableau.lignes:
        # A row at once: most have none.
        if not ABIME.search("".join(ligne.valeurs)):
            continue
        for cellule in remplies(ligne):
            if ABIME.search(cellule.valeur):
                yield diagnostic("F111", cellule.position(tableau.source))
