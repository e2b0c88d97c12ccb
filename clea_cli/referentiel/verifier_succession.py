"""What a référentiel says of the version before it: each critère of that version has one fate, and it is told."""

from collections.abc import Iterator

from clea_cli.referentiel.referentiel import Critere, Referentiel
from clea_cli.referentiel.verifier_codes import Codes
from clea_cli.sources.texte import Chemin, Constat, TexteLu


def fautes(referentiel: Referentiel, texte: TexteLu, codes: Codes) -> Iterator[Constat]:
    """Yield the faults of `succede` and `remplace`. Errors: R317-R319, R330."""
    remplacants: list[tuple[Chemin, tuple[str, ...]]] = []
    for ligne in codes.lignes:
        if isinstance(ligne.valeur, Critere) and ligne.valeur.remplace is not None:
            remplacants.append((ligne.chemin, ligne.valeur.remplace))
    # Without a version before it, there is nothing to replace.
    if referentiel.succede is None:
        if not texte.perdu("succede"):
            for chemin, _ in remplacants:
                yield texte.constat("R317", (*chemin, "remplace"))
        return
    if referentiel.succede.version == referentiel.version and not texte.perdu("version"):
        yield texte.constat("R319", ("succede", "version"), version=referentiel.version)
    yield from _sorts(texte, codes, remplacants, referentiel.succede.retires)


def _sorts(
    texte: TexteLu,
    codes: Codes,
    remplacants: list[tuple[Chemin, tuple[str, ...]]],
    retires: tuple[str, ...],
) -> Iterator[Constat]:
    """A critère of the version before is kept, or replaced, or gone: never two of these."""
    sorts: dict[str, Chemin] = {}  # where the fate of each was first told
    # 1. Replaced, by one critère or by several.
    for chemin, anciens in remplacants:
        for rang, code in enumerate(anciens):
            ici = (*chemin, "remplace", rang)
            if code in anciens[:rang]:
                premiere = texte.ligne((*chemin, "remplace"))
                yield texte.constat("R330", ici, code=code, premiere=premiere)
            sorts.setdefault(code, ici)
    # 2. Kept: by what says nothing of the kind, under the same code.
    autres: list[tuple[str, Chemin]] = []
    for ligne in codes.lignes:
        garde = isinstance(ligne.valeur, Critere) and ligne.valeur.remplace is None
        if garde and not texte.perdu(*ligne.chemin, "remplace"):
            autres.append((codes.vrais[ligne.chemin], (*ligne.chemin, "code")))
    # 3. Gone.
    autres += [(code, ("succede", "retires", rang)) for rang, code in enumerate(retires)]
    for code, ici in autres:
        if code in sorts:
            premiere = texte.ligne(sorts[code])
            yield texte.constat("R318", ici, code=code, premiere=premiere)
        sorts.setdefault(code, ici)
