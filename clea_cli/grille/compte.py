"""The account of a file: what of it was heard, what was left aside, what answers unread.

Each cell that is not empty ends as something known: a heading, a code, a label, an answer, a
comment, a candidate, a line above the headings, or an ornament that holds neither an answer nor a
code. What answers and is not used is a fault.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from clea_cli.diagnostics import Diagnostic, Position, court, diagnostic
from clea_cli.grille import legendes, ratures
from clea_cli.grille.ecritures import mot_de_reponse
from clea_cli.grille.grille import GrilleBrute, Laisse, Lue
from clea_cli.grille.noms_des_criteres import NomsDesCriteres
from clea_cli.grille.reconnaitre import AUTRE, code_au_debut, codes_dont_on_repond, repond
from clea_cli.grille.vocabulaire import DE_COMMENTAIRE
from clea_cli.referentiel.referentiel import Referentiel, Resultat
from clea_cli.sorties.mots import compte
from clea_cli.sources.cellules import Cellule, Feuille, Ligne, lettres
from clea_cli.sources.mots import mot_comparable

_COURT = 3  # letters of an abbreviation
_ABREVIATIONS = range(2, 5)  # different ones, in a column that answers by abbreviations of its own
# Roles of columns that are heard, beside those of answers.
_ENTENDUS = ("libelle", "niveau", "commentaire")
Sens = Mapping[str, Resultat]


# What was left aside


def laisses(brute: GrilleBrute, referentiel: Referentiel) -> tuple[Laisse, ...]:
    """What of a file is in no way used, each with its cells.

    Lines above the headings, columns, rows, sheets.
    """
    titres = _titres(referentiel)
    trouves: list[Laisse] = []
    for lue in brute.lues:
        for ligne in lue.au_dessus:
            trouves.append(_ligne(ligne, "ligne au-dessus des titres"))
        trouves += _colonnes(lue)
        for ligne in lue.hors:
            if not _est_un_niveau(ligne, titres):
                trouves.append(_ligne(ligne, "ligne"))
    for feuille in brute.tableau.a_cote:
        cellules = sum(map(_pleines, feuille.lignes))
        trouves.append(Laisse("onglet", feuille.nom, "", cellules))
    return tuple(trouves)


def _ligne(ligne: Ligne, quoi: str) -> Laisse:
    """A row; its text is not told, for it may be somebody's name."""
    ou = str(ligne.rang)
    if ligne.feuille:
        ou = f"{ligne.feuille}!{ou}"
    return Laisse(quoi, ou, "", _pleines(ligne))


def _pleines(ligne: Ligne) -> int:
    """How many cells of a row are filled."""
    return len(_textes(ligne))


def _colonnes(lue: Lue) -> Iterator[Laisse]:
    for place in lue.a_cote:
        if lue.role(place) in _ENTENDUS:
            continue
        remplies = _remplies(lue, place)
        if remplies:
            yield Laisse(
                quoi="colonne",
                ou=lettres(place + 1),
                titre=lue.colonnes.titres[place],
                cellules=len(remplies),
            )


def _remplies(lue: Lue, place: int) -> list[Ligne]:
    """The rows with an answer that have something in a column."""
    remplies = []
    for ligne in lue.avec:
        if place < len(ligne.valeurs) and ligne.valeurs[place]:
            remplies.append(ligne)
    return remplies


def _titres(referentiel: Referentiel) -> tuple[str, ...]:
    """The labels of levels, compared: a row that shows one is a title, and is heard."""
    libelles = [domaine.libelle for domaine in referentiel.domaines]
    libelles += [sous_domaine.libelle for sous_domaine in referentiel.sous_domaines]
    return tuple(map(mot_comparable, libelles))


def _est_un_niveau(ligne: Ligne, titres: Sequence[str]) -> bool:
    for valeur in _textes(ligne):
        texte = mot_comparable(valeur)
        if any(titre in texte for titre in titres):
            return True
    return False


# What answers without having been read


def fautes(brute: GrilleBrute, referentiel: Referentiel, sens: Sens) -> Iterator[Diagnostic]:
    """Say of all that is not used whether it answers. Errors: F124, F125, F130, F345, F346."""
    noms = NomsDesCriteres.de(referentiel)
    for lue in brute.lues:
        for place in lue.a_cote:
            if _repond_aussi(lue, place, noms, sens):
                yield _seconde(lue, place, brute.source)
        for ligne in lue.hors:
            perdus = list(_codes_perdus(ligne, noms.codes, brute.source))
            yield from perdus or _corrections(ligne, noms, sens, brute.source)
        # Where a row above is the answer of a row below, that was told (F114).
        if brute.entiere:
            for ligne in lue.au_dessus:
                yield from _corrections(ligne, noms, sens, brute.source)
    yield from legendes.fautes(brute)
    yield from ratures.fautes(brute)
    for feuille in brute.tableau.a_cote:
        if _repond_a_cote(feuille, noms, sens):
            premiere = brute.lues[0].partie.feuille
            yield diagnostic("F124", Position(brute.source), lu=premiere.nom, autre=feuille.nom)


def _repond_aussi(lue: Lue, place: int, noms: NomsDesCriteres, sens: Sens) -> bool:
    """Whether an unread column answers: its heading names a critère, or its cells answer."""
    if place in lue.ignorees:
        return False
    if noms.nomme(lue.colonnes.titres[place]) and _remplies(lue, place):
        return True
    return _est_une_seconde_reponse(lue, place, sens)


def _seconde(lue: Lue, place: int, source: str) -> Diagnostic:
    titres = lue.colonnes.titres
    # Without a column that answers, the headings are refused.
    lu = lue.colonnes.reponses[0]
    return diagnostic(
        "F125",
        lue.partie.titres.cellule(place).position(source),
        titre=court(titres[place]),
        # Columns count from 1 where a spreadsheet names them.
        colonne=lettres(place + 1),
        lu=court(titres[lu]),
        colonne_lue=lettres(lu + 1),
    )


def _est_une_seconde_reponse(lue: Lue, place: int, sens: Sens) -> bool:
    """Whether a column that is not read answers most critères of a domaine, in whatever words.

    One whose heading says something else does not; one whose heading is not known does too if all
    that it holds are words of the scale, be they few: it is a correction.
    """
    tenu = lue.role(place)
    if tenu in (AUTRE, "niveau"):
        return False
    inconnu = tenu == ""
    remplies = _remplies(lue, place)
    repondent = _qui_repondent(lue, place, remplies, sens)
    # Below a heading that nothing knows, « A », « NA » and « NE » may be the words of this column.
    abrege = inconnu and _abrege(remplies, place)
    if not repondent and not abrege:
        return False
    if inconnu and _tout_de_l_echelle(remplies, place, sens):
        return True
    return _la_plupart(lue, remplies if abrege else repondent)


def _qui_repondent(lue: Lue, place: int, remplies: Sequence[Ligne], sens: Sens) -> list[Ligne]:
    """The rows that have an answer in a column; of a comment, some words answer nothing."""
    titre = lue.colonnes.titres[place]
    commente = lue.role(place) == "commentaire"
    repondent = []
    for ligne in remplies:
        texte = ligne.valeurs[place]
        if commente and mot_de_reponse(texte) in DE_COMMENTAIRE:
            continue
        if _repond(texte, titre, sens):
            repondent.append(ligne)
    return repondent


def _repond(texte: str, titre: str, sens: Sens) -> bool:
    """Whether a text is a word of the scale, or what anybody would take for an answer."""
    return mot_de_reponse(texte) in sens or repond(texte, titre)


def _tout_de_l_echelle(remplies: Sequence[Ligne], place: int, sens: Sens) -> bool:
    """Whether all that a column holds is said in full by the scale.

    A lone letter may be a group, a mode.
    """
    mots = _mots(remplies, place)
    en_toutes_lettres = any(len(mot) > 1 for mot in mots)
    return en_toutes_lettres and mots <= sens.keys()


def _abrege(remplies: Sequence[Ligne], place: int) -> bool:
    """Whether a column answers by abbreviations of its own, two to four of them."""
    mots = _mots(remplies, place)
    if len(mots) not in _ABREVIATIONS:
        return False
    return all(len(mot) <= _COURT and not mot.isdecimal() for mot in mots)


def _mots(remplies: Sequence[Ligne], place: int) -> set[str]:
    """The different words of a column."""
    return {mot_de_reponse(ligne.valeurs[place]) for ligne in remplies}


def _la_plupart(lue: Lue, repondent: Sequence[Ligne]) -> bool:
    """Whether rows are more than half of those of some domaine, and two at least."""
    # Domaine by domaine, for one évaluateur may answer for a part.
    en_tout = Counter(map(lue.domaine, lue.avec))
    ici = Counter(map(lue.domaine, repondent))
    for domaine, nombre in ici.items():
        plus_de_la_moitie = 2 * nombre > en_tout[domaine]
        if nombre > 1 and plus_de_la_moitie:
            return True
    return False


def _codes_perdus(ligne: Ligne, codes: set[str], source: str) -> Iterator[Diagnostic]:
    """A row that gave no answer, and yet begins a cell with the code of a critère.

    Or answers of one in a remark.
    """
    for rang, valeur in enumerate(ligne.valeurs):
        for code in (code_au_debut(valeur), *codes_dont_on_repond(valeur)):
            if code in codes:
                cellule = ligne.cellule(rang)
                yield diagnostic("F130", cellule.position(source), code=code)
                return


def _corrections(
    ligne: Ligne, noms: NomsDesCriteres, sens: Sens, source: str
) -> Iterator[Diagnostic]:
    """A row outside the table that answers of a critère, however it names it.

    A code alone does not: it may be told above the headings which critères follow.
    """
    if dit := _ou_repond(_textes(ligne), noms, sens):
        cellule = ligne.cellule(ligne.valeurs.index(dit))
        code = noms.dont_on_repond(dit) or noms.nomme(dit)
        yield diagnostic("F130", cellule.position(source), code=code)


def _ou_repond(remplies: Sequence[str], noms: NomsDesCriteres, sens: Sens) -> str:
    """Of the cells of a row, the one that names the critère of which they answer; "" for none."""
    # In a remark.
    for valeur in remplies:
        if noms.dont_on_repond(valeur):
            return valeur
    # One critère a row: its answer stands beside it.
    nommes = list(filter(noms.nomme, remplies))
    if len(nommes) != 1:
        return ""
    [nomme] = nommes
    for valeur in remplies:
        if valeur != nomme and _repond(valeur, "", sens):
            return nomme
    return ""


def _repond_a_cote(feuille: Feuille, noms: NomsDesCriteres, sens: Sens) -> bool:
    """Whether a sheet that is not read has a critère and an answer in one row, or below codes.

    A list of codes, of answers to choose from, a summary by domaine have not.
    """
    for rang, ligne in enumerate(feuille.lignes):
        remplies = _textes(ligne)
        if _ou_repond(remplies, noms, sens):
            return True
        # Several critères in a row: they are headings, and answers stand below.
        nommes = list(filter(noms.nomme, remplies))
        dessous = _textes_de(feuille.lignes[rang + 1 :])
        if len(nommes) > 1 and any(_repond(valeur, "", sens) for valeur in dessous):
            return True
    return False


def _textes(ligne: Ligne) -> list[str]:
    """The cells of a row that are not empty."""
    return list(filter(None, ligne.valeurs))


def _textes_de(lignes: Iterable[Ligne]) -> Iterator[str]:
    for ligne in lignes:
        yield from _textes(ligne)


# In words


def en_mots(laisses: Sequence[Laisse]) -> str:
    """What was left aside, by kind and number: « colonne F, 12 textes ; 2 lignes »."""
    parts: list[str] = []
    lignes: Counter[str] = Counter()
    for laisse in laisses:
        if laisse.quoi in ("colonne", "onglet"):
            parts.append(en_detail(laisse))
        elif laisse.quoi.startswith("ligne"):
            lignes[laisse.quoi] += 1
    for quoi, nombre in lignes.items():
        mots = quoi
        if nombre > 1:
            mots = quoi.replace("ligne", "lignes")
        parts.append(f"{nombre} {mots}")
    return " ; ".join(parts)


def en_detail(laisse: Laisse) -> str:
    """One thing left aside, and where: « colonne F « Remarques », 12 textes »."""
    ou = laisse.ou
    if laisse.quoi == "onglet":
        ou = f"« {ou} »"
    if laisse.titre:
        ou += f" « {court(laisse.titre)} »"
    textes = compte(laisse.cellules, "texte")
    return f"{laisse.quoi} {ou}, {textes}"


def cellules_cachees(brute: GrilleBrute) -> Iterator[Cellule]:
    """The answers that a spreadsheet hides, in rows or columns."""
    caches: dict[str, Feuille] = {}
    for lue in brute.lues:
        feuille = lue.partie.feuille
        if feuille.lignes_masquees or feuille.colonnes_masquees:
            caches[feuille.nom] = feuille
    if not caches:
        return
    # The cells of a single table do not name its sheet.
    seule: Feuille | None = None
    if len(brute.lues) == 1:
        [seule] = caches.values()
    for saisie in brute.saisies:
        ici = seule or caches.get(saisie.critere.feuille)
        reponse = saisie.resultat
        if ici is None or reponse is None:
            continue
        if reponse.rang in ici.lignes_masquees or reponse.colonne in ici.colonnes_masquees:
            yield reponse
