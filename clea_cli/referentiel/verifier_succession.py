"""What a référentiel says of the version before it: one fate for each critère of that version."""

from collections.abc import Iterator
from typing import NamedTuple

from clea_cli.referentiel.referentiel import Critere, Referentiel
from clea_cli.referentiel.verifier_codes import Codes
from clea_cli.sources.texte import Chemin, Constat, TexteLu


class _Remplacant(NamedTuple):
    """A critère that says what it replaces: where it says so, and the codes."""

    chemin: Chemin
    anciens: tuple[str, ...]


def fautes(referentiel: Referentiel, texte: TexteLu, codes: Codes) -> Iterator[Constat]:
    """Yield the faults of `succede` and `remplace`. Errors: R317-R319, R330."""
    remplacants = list(_remplacants(codes))
    succede = referentiel.succede
    # Without a version before it, there is nothing to replace.
    if succede is None:
        if texte.perdu("succede"):
            return
        for remplacant in remplacants:
            yield texte.constat("R317", remplacant.chemin)
        return
    version = referentiel.version
    if succede.version == version and not texte.perdu("version"):
        yield texte.constat("R319", ("succede", "version"), version=version)
    yield from _sorts(texte, codes, remplacants, succede.retires)


def _remplacants(codes: Codes) -> Iterator[_Remplacant]:
    """The critères that say what they replace, be it nothing (« remplace: [] »: a new one)."""
    for ligne in codes.lignes:
        if not isinstance(ligne.valeur, Critere):
            continue
        anciens = ligne.valeur.remplace
        if anciens is not None:
            chemin = (*ligne.chemin, "remplace")
            yield _Remplacant(chemin, anciens)


def _sorts(
    texte: TexteLu, codes: Codes, remplacants: list[_Remplacant], retires: tuple[str, ...]
) -> Iterator[Constat]:
    """A critère of the version before is kept, or replaced, or gone: never two of these."""
    # Where the fate of each was first told.
    sorts: dict[str, Chemin] = {}
    # 1. Replaced, by one critère or by several.
    for chemin, anciens in remplacants:
        for rang, code in enumerate(anciens):
            ici = (*chemin, rang)
            # Told twice in one list; in two lists it is no fault, for a critère may be cut in two.
            if code in anciens[:rang]:
                premiere = texte.ligne(chemin)
                yield texte.constat("R330", ici, code=code, premiere=premiere)
            sorts.setdefault(code, ici)
    # 2. Kept, then 3. gone.
    autres = list(_gardes(texte, codes))
    for rang, code in enumerate(retires):
        chemin = ("succede", "retires", rang)
        autres.append((code, chemin))
    for code, ici in autres:
        if code in sorts:
            premiere = texte.ligne(sorts[code])
            yield texte.constat("R318", ici, code=code, premiere=premiere)
        sorts.setdefault(code, ici)


def _gardes(texte: TexteLu, codes: Codes) -> Iterator[tuple[str, Chemin]]:
    """The critères that say nothing of the version before: each keeps its code, told there."""
    for ligne in codes.lignes:
        if not isinstance(ligne.valeur, Critere) or ligne.valeur.remplace is not None:
            continue
        if texte.perdu(*ligne.chemin, "remplace"):
            continue
        code = codes.vrais[ligne.chemin]
        yield code, ligne.lieu_du_code
