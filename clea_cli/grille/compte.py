"""The account of a file: what of it was heard, what was left aside, and what answers without having been read.

Each cell that is not empty ends as something known: a heading, a code, a label, an answer, a comment, a candidate,
a line above the headings, or an ornament that holds neither an answer nor a code. What answers and is not used is a
fault.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from clea_cli.diagnostics import Diagnostic, Position, court, diagnostic
from clea_cli.grille import legendes, ratures
from clea_cli.grille.ecritures import mot_de_reponse
from clea_cli.grille.grille import GrilleBrute, Laisse, Lue
from clea_cli.grille.reconnaitre import AUTRE, code_au_debut, repond
from clea_cli.grille.vocabulaire import DE_COMMENTAIRE
from clea_cli.referentiel.referentiel import Referentiel, Resultat
from clea_cli.sources.cellules import Cellule, Feuille, Ligne, lettres
from clea_cli.sources.mots import mot_comparable

_COURT = 3  # letters of an abbreviation
_ABREVIATIONS = range(2, 5)  # different ones, in a column that answers by abbreviations of its own
_ENTENDUS = (
    "libelle",
    "niveau",
    "commentaire",
)  # roles of columns that are heard, beside those of answers
Sens = Mapping[str, Resultat]


# What was left aside


def laisses(brute: GrilleBrute, referentiel: Referentiel) -> tuple[Laisse, ...]:
    """What of a file is in no way used: lines above the headings, columns, rows, sheets; each with its cells."""
    titres = _titres(referentiel)
    trouves: list[Laisse] = []
    for lue in brute.lues:
        trouves += (_ligne(ligne, "ligne au-dessus des titres") for ligne in lue.au_dessus)
        trouves += _colonnes(lue)
        trouves += (
            _ligne(ligne, "ligne") for ligne in lue.hors if not _est_un_niveau(ligne, titres)
        )
    for feuille in brute.tableau.a_cote:
        cellules = sum(bool(valeur) for ligne in feuille.lignes for valeur in ligne.valeurs)
        trouves.append(Laisse("onglet", feuille.nom, "", cellules))
    return tuple(trouves)


def _ligne(ligne: Ligne, quoi: str) -> Laisse:
    """A row; its text is not told, for it may be somebody's name."""
    ou = f"{ligne.feuille}!{ligne.rang}" if ligne.feuille else str(ligne.rang)
    return Laisse(quoi, ou, "", sum(map(bool, ligne.valeurs)))


def _colonnes(lue: Lue) -> Iterator[Laisse]:
    for place in lue.a_cote:
        titre = lue.colonnes.titres[place]
        remplies = len(_remplies(lue, place))
        if remplies and lue.role(place) not in _ENTENDUS:
            yield Laisse("colonne", lettres(place + 1), titre, remplies)


def _remplies(lue: Lue, place: int) -> list[Ligne]:
    """The rows with an answer that have something in a column."""
    return [ligne for ligne in lue.avec if place < len(ligne.valeurs) and ligne.valeurs[place]]


def _titres(referentiel: Referentiel) -> tuple[str, ...]:
    """The labels of levels, compared: a row that shows one is a title, and is heard."""
    domaines = [domaine.libelle for domaine in referentiel.domaines]
    sous_domaines = [sous_domaine.libelle for sous_domaine in referentiel.sous_domaines]
    return tuple(map(mot_comparable, (*domaines, *sous_domaines)))


def _est_un_niveau(ligne: Ligne, titres: Sequence[str]) -> bool:
    textes = [mot_comparable(valeur) for valeur in ligne.valeurs if valeur]
    return any(titre in texte for texte in textes for titre in titres)


# What answers without having been read


def fautes(brute: GrilleBrute, referentiel: Referentiel, sens: Sens) -> Iterator[Diagnostic]:
    """Say of all that is not used whether it answers. Errors: F124, F125, F130, F345, F346."""
    codes = {critere.code for critere in referentiel.criteres}
    libelles = {
        mot_comparable(critere.libelle) for critere in referentiel.criteres if critere.libelle
    }
    for lue in brute.lues:
        for place in lue.a_cote:
            nomme = _nomme(lue.colonnes.titres[place], codes, libelles) and _remplies(lue, place)
            if place not in lue.ignorees and (nomme or _est_une_seconde_reponse(lue, place, sens)):
                yield _seconde(lue, place, brute.source)
        for ligne in lue.hors:
            yield from _codes_perdus(ligne, codes, brute.source)
    yield from legendes.fautes(brute)
    yield from ratures.fautes(brute)
    lues = [lue.partie.feuille.nom for lue in brute.lues]
    for feuille in brute.tableau.a_cote:
        if _repond_a_cote(feuille, codes, libelles, sens):
            yield diagnostic("F124", Position(brute.source), lu=lues[0], autre=feuille.nom)


def _seconde(lue: Lue, place: int, source: str) -> Diagnostic:
    titres = lue.colonnes.titres
    lu = lue.colonnes.reponses[0] if lue.colonnes.reponses else 0
    return diagnostic(
        "F125",
        lue.partie.titres.cellule(place).position(source),
        titre=court(titres[place]),
        colonne=lettres(place + 1),
        lu=court(titres[lu]),
        colonne_lue=lettres(lu + 1),
    )


def _est_une_seconde_reponse(lue: Lue, place: int, sens: Sens) -> bool:
    """Whether a column that is not read answers most critères of a domaine, in whatever words.

    One whose heading says something else does not; one whose heading is not known does too if all that it holds are
    words of the scale, be they few: it is a correction.
    """
    titre = lue.colonnes.titres[place]
    if place in lue.ignorees or lue.role(place) in (AUTRE, "niveau"):
        return False
    remplies = _remplies(lue, place)
    repondent = [ligne for ligne in remplies if _repond(ligne.valeurs[place], titre, sens)]
    if lue.role(place) == "commentaire":
        repondent = [
            ligne
            for ligne in repondent
            if mot_de_reponse(ligne.valeurs[place]) not in DE_COMMENTAIRE
        ]
    if not repondent and not _abrege(lue, place, remplies):
        return False
    if lue.role(place) == "" and _tout_de_l_echelle(remplies, place, sens):
        return True
    if _abrege(lue, place, remplies):
        repondent = remplies
    return _la_plupart(lue, repondent)


def _repond(texte: str, titre: str, sens: Sens) -> bool:
    return mot_de_reponse(texte) in sens or repond(texte, titre)


def _tout_de_l_echelle(remplies: Sequence[Ligne], place: int, sens: Sens) -> bool:
    """Whether all that a column holds is said in full by the scale; a lone letter may be a group, a mode."""
    mots = {mot_de_reponse(ligne.valeurs[place]) for ligne in remplies}
    return bool(mots) and mots <= sens.keys() and any(len(mot) > 1 for mot in mots)


def _abrege(lue: Lue, place: int, remplies: Sequence[Ligne]) -> bool:
    """Whether a column without a known heading answers by abbreviations of its own, two to four of them."""
    if lue.role(place):
        return False
    mots = {mot_de_reponse(ligne.valeurs[place]) for ligne in remplies}
    courts = all(len(mot) <= _COURT and not mot.isdecimal() for mot in mots)
    return courts and len(mots) in _ABREVIATIONS


def _la_plupart(lue: Lue, repondent: Sequence[Ligne]) -> bool:
    """Whether rows are more than half of those of some domaine, and two at least."""
    en_tout = Counter(map(lue.domaine, lue.avec))
    ici = Counter(map(lue.domaine, repondent))
    return any(nombre > 1 and 2 * nombre > en_tout[domaine] for domaine, nombre in ici.items())


def _codes_perdus(ligne: Ligne, codes: set[str], source: str) -> Iterator[Diagnostic]:
    """A row that gave no answer, and yet begins a cell with the code of a critère."""
    for rang, valeur in enumerate(ligne.valeurs):
        if valeur and code_au_debut(valeur) in codes:
            cellule = ligne.cellule(rang)
            yield diagnostic("F130", cellule.position(source), code=code_au_debut(valeur))
            return


def _repond_a_cote(feuille: Feuille, codes: set[str], libelles: set[str], sens: Sens) -> bool:
    """Whether a sheet that is not read has a critère and an answer in one row, or below headings that are codes.

    A list of codes, of answers to choose from, a summary by domaine have not.
    """
    for rang, ligne in enumerate(feuille.lignes):
        remplies = [valeur for valeur in ligne.valeurs if valeur]
        nommes = [valeur for valeur in remplies if _nomme(valeur, codes, libelles)]
        if not nommes:
            continue
        # One critère a row: its answer stands beside it. Several: they are headings, and answers stand below.
        autres = [valeur for valeur in remplies if valeur not in nommes]
        if len(nommes) > 1:
            autres = [
                valeur
                for dessous in feuille.lignes[rang + 1 :]
                for valeur in dessous.valeurs
                if valeur
            ]
        if any(_repond(valeur, "", sens) for valeur in autres):
            return True
    return False


def _nomme(valeur: str, codes: set[str], libelles: set[str]) -> bool:
    return code_au_debut(valeur) in codes or mot_comparable(valeur) in libelles


# In words


def en_mots(laisses: Sequence[Laisse]) -> str:
    """What was left aside, by kind and number: « colonne F « Remarques », 12 textes ; 2 lignes »."""
    parts = [en_detail(laisse) for laisse in laisses if laisse.quoi in ("colonne", "onglet")]
    lignes = Counter(laisse.quoi for laisse in laisses if laisse.quoi.startswith("ligne"))
    for quoi, nombre in lignes.items():
        pluriel = quoi.replace("ligne", "lignes", 1) if nombre > 1 else quoi
        parts.append(f"{nombre} {pluriel}")
    return " ; ".join(parts)


def en_detail(laisse: Laisse) -> str:
    """One thing left aside: « colonne F « Remarques », 12 textes », « ligne au-dessus des titres 3, 1 texte »."""
    ou = f"« {laisse.ou} »" if laisse.quoi == "onglet" else laisse.ou
    titre = f" « {court(laisse.titre)} »" if laisse.titre else ""
    return f"{laisse.quoi} {ou}{titre}, {laisse.cellules} texte{'s' if laisse.cellules > 1 else ''}"


def cellules_cachees(brute: GrilleBrute) -> Iterator[Cellule]:
    """The answers that a spreadsheet hides, in rows or columns."""
    caches = {
        lue.partie.feuille.nom: lue.partie.feuille
        for lue in brute.lues
        if lue.partie.feuille.lignes_masquees or lue.partie.feuille.colonnes_masquees
    }
    if not caches:
        return
    seule = next(iter(caches.values())) if len(brute.lues) == 1 else None
    for saisie in brute.saisies:
        feuille = seule or caches.get(saisie.critere.feuille)
        if feuille is None or saisie.resultat is None:
            continue
        if (
            saisie.resultat.rang in feuille.lignes_masquees
            or saisie.resultat.colonne in feuille.colonnes_masquees
        ):
            yield saisie.resultat
