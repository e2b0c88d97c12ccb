"""Codes that are admitted and yet look wrong: a number missing, a letter or a zero too many."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from clea_cli.referentiel.referentiel import Referentiel
from clea_cli.referentiel.verifier_codes import Codes, LigneSituee
from clea_cli.sources.texte import Chemin, Constat, TexteLu

_SOSIES = str.maketrans("OoIilSsZz", "001115522")  # letters that a digit was meant by


def fautes(referentiel: Referentiel, texte: TexteLu, codes: Codes) -> Iterator[Constat]:
    """Yield warnings R621 (a code is missing) and R622 (one that is not written as the others)."""
    connus = _d_avant(referentiel)
    freres: dict[Chemin, list[LigneSituee]] = defaultdict(list)
    for ligne in codes.lignes:
        freres[ligne.parent].append(ligne)
    usages = _usages(codes)
    fautifs = {constat.chemin for constat in codes.constats}
    for lignes in freres.values():
        if _douteuses(lignes, fautifs, texte):
            continue
        yield from _etranges(lignes, usages, texte)
        yield from _sautes(lignes, connus, texte)


def _douteuses(lignes: list[LigneSituee], fautifs: set[Chemin], texte: TexteLu) -> bool:
    """Whether a code is told to be wrong, or is lost: it says nothing of the others."""
    for ligne in lignes:
        chemin = ligne.lieu_du_code
        if chemin in fautifs or texte.perdu(*chemin):
            return True
    return False


class _Usage(NamedTuple):
    """How the codes of a level end: with numbers, all of them as wide as the widest."""

    nombres: bool
    larges: bool


def _usages(codes: Codes) -> dict[int, _Usage]:
    """How most codes of each level are written, by how many numbers they have."""
    fins: dict[int, list[str]] = defaultdict(list)
    for ligne in codes.lignes:
        niveau = len(ligne.chemin)
        fins[niveau].append(_dernier(ligne))
    return {niveau: _usage(ecrites) for niveau, ecrites in fins.items()}


def _usage(fins: list[str]) -> _Usage:
    """How most codes of a level are written, of which these are the ends."""
    nombres = [fin for fin in fins if fin.isdecimal()]
    la_plupart = 2 * len(nombres) > len(fins)
    # « 01 » to « 12 » are all of one width; so are 1 to 9, which say nothing of it.
    largeurs = set(map(len, nombres))
    larges = len(largeurs) == 1 and largeurs != {1}
    return _Usage(la_plupart, larges)


def _d_avant(referentiel: Referentiel) -> set[str]:
    """Codes of the version before: one that is gone leaves a gap that is meant."""
    if referentiel.succede is None:
        return set()
    codes = set(referentiel.succede.retires)
    for critere in referentiel.criteres:
        if critere.remplace is None:
            codes.add(critere.code)
        else:
            codes.update(critere.remplace)
    return codes


def _etranges(
    lignes: list[LigneSituee], usages: dict[int, _Usage], texte: TexteLu
) -> Iterator[Constat]:
    """Of codes that end with numbers, one that ends with what only looks like a number."""
    parmi_les_freres = any(_dernier(ligne).isdecimal() for ligne in lignes)
    for ligne in lignes:
        fin = _dernier(ligne)
        voulu = fin.translate(_SOSIES)
        if not voulu.isdecimal():
            continue
        usage = usages[len(ligne.chemin)]
        if fin.isdecimal():
            # « 01 » where all are written so is a choice.
            zero_de_trop = fin.startswith("0") and fin != "0"
            etrange = zero_de_trop and not usage.larges
        else:
            # « lO » is a letter among letters, and a slip among numbers.
            etrange = usage.nombres or parmi_les_freres
        if etrange:
            code = ligne.valeur.code
            debut = code.removesuffix(fin)
            propose = f"{debut}{int(voulu)}"
            yield texte.constat("R622", ligne.lieu_du_code, code=code, propose=propose)


def _sautes(lignes: list[LigneSituee], connus: set[str], texte: TexteLu) -> Iterator[Constat]:
    """Numbers left out between two neighbours, in a list whose codes all are numbers in order."""
    if not all(_dernier(ligne).isdecimal() for ligne in lignes):
        return
    for avant, apres in pairwise(lignes):
        code = apres.valeur.code
        debut, _, fin = code.rpartition(".")
        suivant = int(_dernier(avant)) + 1
        manque = f"{debut}.{suivant}" if debut else str(suivant)
        # A critère of the version before that is gone was meant to leave a gap.
        if int(fin) <= suivant or manque in connus:
            continue
        faits = {"code": code, "avant": avant.valeur.code, "manque": manque}
        yield texte.constat("R621", apres.lieu_du_code, **faits)


def _dernier(ligne: LigneSituee) -> str:
    """What comes last in the code of a line, a number most often."""
    _, _, fin = ligne.valeur.code.rpartition(".")
    return fin
