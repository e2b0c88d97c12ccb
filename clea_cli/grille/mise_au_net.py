"""A grille whose codes are written in another way, put into the codes of its référentiel.

What is written otherwise is believed only if it is so in the whole file, one text a code:
« C1.1.1 » everywhere, or the label alone. Each cell keeps its place, for faults to name it.
"""

from collections.abc import Iterable, Iterator, Mapping

from clea_cli.grille.ecritures import lire_code, traduire, un_texte_par_code
from clea_cli.grille.grille import GrilleBrute, Lue
from clea_cli.grille.libelles import forme
from clea_cli.grille.reprise import precedente
from clea_cli.referentiel.referentiel import Critere, Referentiel
from clea_cli.sources.cellules import Cellule, Ligne


def mettre_au_net(brute: GrilleBrute, referentiel: Referentiel) -> GrilleBrute:
    """Give each answer the code of its critère, where all codes are written in one other way."""
    criteres = list(_criteres(referentiel))
    connus = {critere.code for critere in criteres}
    # The usual case: some text is a code, and most often the first.
    if any(saisie.critere.valeur in connus for saisie in brute.saisies):
        return brute
    ecrits = {saisie.critere.valeur for saisie in brute.saisies}
    codes = traductions(ecrits, criteres)
    if not codes:
        return brute
    saisies = []
    for saisie in brute.saisies:
        critere = _traduite(saisie.critere, codes)
        saisies.append(saisie._replace(critere=critere))
    lues = [_lue(lue, codes) for lue in brute.lues]
    return brute._replace(
        saisies=tuple(saisies),
        lues=tuple(lues),
        joints=tuple(_libelles_joints(brute, codes)),
    )


def traductions(ecrits: Iterable[str], criteres: Iterable[Critere]) -> Mapping[str, str]:
    """The code that each text stands for: by its numbers, or by its label where no text has any."""
    textes = set(ecrits)
    ici = list(criteres)
    connus = [critere.code for critere in ici]
    return traduire(textes, connus) or _par_libelle(textes, ici)


def _par_libelle(ecrits: Iterable[str], criteres: Iterable[Critere]) -> Mapping[str, str]:
    """The code of each text that is a label, letter for letter; nothing if two have the same."""
    des_libelles: dict[str, str] = {}
    for critere in criteres:
        libelle = forme(critere.libelle)
        if not libelle:
            continue
        premier = des_libelles.setdefault(libelle, critere.code)
        if premier != critere.code:
            return {}
    trouves: dict[str, str] = {}
    for ecrit in ecrits:
        code = des_libelles.get(forme(ecrit))
        if code is not None:
            trouves[ecrit] = code
    return trouves if un_texte_par_code(trouves) else {}


def _criteres(referentiel: Referentiel) -> Iterator[Critere]:
    """The critères of a référentiel, and those of the version before that have another code."""
    siens = list(referentiel.criteres)
    yield from siens
    if not referentiel.succede:
        return
    codes = {critere.code for critere in siens}
    ancien = precedente(referentiel, referentiel.succede)
    for critere in ancien.criteres:
        if critere.code not in codes:
            yield critere


def _traduite(cellule: Cellule, codes: Mapping[str, str]) -> Cellule:
    code = codes.get(cellule.valeur, cellule.valeur)
    return cellule._replace(valeur=code)


def _lue(lue: Lue, codes: Mapping[str, str]) -> Lue:
    """What was read of a table, its codes put into those of the référentiel."""
    place = lue.colonnes.critere
    # In the wide form, codes are headings.
    if place is None:
        criteres = [_traduite(critere, codes) for critere in lue.colonnes.criteres]
        colonnes = lue.colonnes._replace(criteres=tuple(criteres))
        return lue._replace(colonnes=colonnes)
    lignes = [_ligne(ligne, place, codes) for ligne in lue.avec]
    return lue._replace(avec=tuple(lignes))


def _ligne(ligne: Ligne, place: int, codes: Mapping[str, str]) -> Ligne:
    ecrit = ligne.cellule(place).valeur
    if ecrit not in codes:
        return ligne
    valeurs = list(ligne.valeurs)
    valeurs[place] = codes[ecrit]
    return ligne._replace(valeurs=tuple(valeurs))


def _libelles_joints(
    brute: GrilleBrute, codes: Mapping[str, str]
) -> Iterator[tuple[Cellule, Cellule]]:
    """Each code that stands before its label in one cell: the code, and the label."""
    # A cell stands in several answers where candidates stand across.
    cellules = dict.fromkeys(saisie.critere for saisie in brute.saisies)
    for cellule in cellules:
        if cellule.valeur not in codes:
            continue
        lu = lire_code(cellule.valeur)
        if lu and lu.libelle:
            libelle = cellule._replace(valeur=lu.libelle)
            yield _traduite(cellule, codes), libelle
