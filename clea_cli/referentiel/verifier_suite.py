"""Codes that are admitted and yet look wrong: a number that is missing, a letter for a digit, a zero before one."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from clea_cli.referentiel.referentiel import Referentiel
from clea_cli.referentiel.verifier_codes import Codes, LigneSituee
from clea_cli.sources.texte import Chemin, Constat, TexteLu

_SOSIES = str.maketrans("OoIilSsZz", "001115522")  # letters that a digit was meant by


def fautes(referentiel: Referentiel, texte: TexteLu, codes: Codes) -> Iterator[Constat]:
    """Yield warnings R621 (a code is missing) and R622 (a code that is not written as the others)."""
    connus = _d_avant(referentiel)
    freres: dict[Chemin, list[LigneSituee]] = defaultdict(list)
    for ligne in codes.lignes:
        freres[ligne.parent].append(ligne)
    usages = _usages(codes)
    fautifs = {constat.chemin for constat in codes.constats}
    for lignes in freres.values():
        # a code that is told to be wrong, or that is lost, says nothing of the others
        chemins = [(*ligne.chemin, "code") for ligne in lignes]
        if any(chemin in fautifs or texte.perdu(*chemin) for chemin in chemins):
            continue
        yield from _etranges(lignes, usages, texte)
        yield from _sautes(lignes, connus, texte)


class _Usage(NamedTuple):
    """How the codes of a level end: with numbers, all of them as wide as the widest."""

    nombres: bool
    larges: bool


def _usages(codes: Codes) -> dict[int, _Usage]:
    """How most codes of each level are written, by how many numbers they have."""
    fins: dict[int, list[str]] = defaultdict(list)
    for ligne in codes.lignes:
        fins[len(ligne.chemin)].append(_dernier(ligne))
    usages = {}
    for niveau, ecrites in fins.items():
        nombres = [fin for fin in ecrites if fin.isdecimal()]
        largeurs = {len(fin) for fin in nombres}
        usages[niveau] = _Usage(
            2 * len(nombres) > len(ecrites), len(largeurs) == 1 and largeurs != {1}
        )
    return usages


def _d_avant(referentiel: Referentiel) -> set[str]:
    """Codes of the version before: one that is gone leaves a gap that is meant."""
    if referentiel.succede is None:
        return set()
    codes = set(referentiel.succede.retires)
    for critere in referentiel.criteres:
        codes.update((critere.code,) if critere.remplace is None else critere.remplace)
    return codes


def _etranges(
    lignes: list[LigneSituee], usages: dict[int, _Usage], texte: TexteLu
) -> Iterator[Constat]:
    """Of codes that end with numbers, one that ends with what only looks like a number."""
    parmi_les_freres = any(_dernier(ligne).isdecimal() for ligne in lignes)
    for ligne in lignes:
        usage = usages[len(ligne.chemin)]
        fin = _dernier(ligne)
        lu = fin.translate(_SOSIES)
        sosie = not fin.isdecimal() and (usage.nombres or parmi_les_freres)
        # « 01 » where all are written so is a choice
        zero_en_trop = fin.isdecimal() and fin.startswith("0") and fin != "0" and not usage.larges
        if lu.isdecimal() and (sosie or zero_en_trop):
            code = ligne.valeur.code
            propose = f"{code.removesuffix(fin)}{int(lu)}"
            yield texte.constat("R622", (*ligne.chemin, "code"), code=code, propose=propose)


def _sautes(lignes: list[LigneSituee], connus: set[str], texte: TexteLu) -> Iterator[Constat]:
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


def _dernier(ligne: LigneSituee) -> str:
    return ligne.valeur.code.rpartition(".")[2]
