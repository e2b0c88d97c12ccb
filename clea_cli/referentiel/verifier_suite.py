"""Codes that are admitted and yet look wrong: a number that is missing, a letter for a digit, a zero before one."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from clea_cli.referentiel.referentiel import Referentiel
from clea_cli.referentiel.verifier_codes import Codes, Ligne
from clea_cli.sources.texte import Chemin, Constat, Texte

_SOSIES = str.maketrans("OoIilSsZz", "001115522")  # letters that a digit was meant by


def fautes(referentiel: Referentiel, texte: Texte, codes: Codes) -> Iterator[Constat]:
    """Yield warnings R621 (a code is missing) and R622 (a code that is not written as its neighbours)."""
    connus = _d_avant(referentiel)
    freres: dict[Chemin, list[Ligne]] = defaultdict(list)
    for ligne in codes.lignes:
        freres[ligne.parent].append(ligne)
    fautifs = {constat.chemin for constat in codes.constats}
    for lignes in freres.values():
        # a code that is told to be wrong, or that is lost, says nothing of the others
        chemins = [(*ligne.chemin, "code") for ligne in lignes]
        if any(chemin in fautifs or texte.perdu(*chemin) for chemin in chemins):
            continue
        yield from _etranges(lignes, texte)
        yield from _sautes(lignes, connus, texte)


def _d_avant(referentiel: Referentiel) -> set[str]:
    """Codes of the version before: one that is gone leaves a gap that is meant."""
    if referentiel.succede is None:
        return set()
    codes = set(referentiel.succede.retires)
    for critere in referentiel.criteres:
        codes.update((critere.code,) if critere.remplace is None else critere.remplace)
    return codes


def _etranges(lignes: list[Ligne], texte: Texte) -> Iterator[Constat]:
    """Of codes that end with numbers, one that ends with what only looks like a number."""
    nombres = sum(_dernier(ligne).isdecimal() for ligne in lignes)
    for ligne in lignes:
        fin = _dernier(ligne)
        lu = fin.translate(_SOSIES)
        sosie = not fin.isdecimal() and lu.isdecimal() and nombres > 0
        if lu.isdecimal() and (sosie or (fin.startswith("0") and fin != "0")):
            debut = ligne.valeur.code.removesuffix(fin)
            propose = f"{debut}{int(lu)}"
            code = ligne.valeur.code
            yield texte.constat("R622", (*ligne.chemin, "code"), code=code, propose=propose)


def _sautes(lignes: list[Ligne], connus: set[str], texte: Texte) -> Iterator[Constat]:
    """Numbers that are left out between two neighbours, in a list whose codes all are numbers in order."""
    if not all(_dernier(ligne).isdecimal() for ligne in lignes):
        return
    for avant, apres in pairwise(lignes):
        debut, _, fin = apres.valeur.code.rpartition(".")
        manque = int(_dernier(avant)) + 1
        code = f"{debut}.{manque}" if debut else str(manque)
        if int(fin) > manque and code not in connus:
            faits = {"code": apres.valeur.code, "avant": avant.valeur.code, "manque": code}
            yield texte.constat("R621", (*apres.chemin, "code"), **faits)


def _dernier(ligne: Ligne) -> str:
    return ligne.valeur.code.rpartition(".")[2]
