"""What a référentiel says of the version before it: each critère of that version has one fate, and it is told."""

from collections.abc import Iterator

from clea_cli.referentiel.referentiel import Critere, Referentiel
from clea_cli.referentiel.verifier_codes import Codes
from clea_cli.sources.texte import Chemin, Constat, Texte


def fautes(referentiel: Referentiel, texte: Texte, codes: Codes) -> Iterator[Constat]:
    """Yield the faults of `succede` and `remplace`. Errors: R317-R319, R330."""
    criteres = [(ligne.chemin, ligne.valeur) for ligne in codes.lignes if isinstance(ligne.valeur, Critere)]
    remplacants = [(chemin, critere.remplace) for chemin, critere in criteres if critere.remplace is not None]
    if referentiel.succede is None:
        if not texte.perdu("succede"):
            yield from (texte.constat("R317", (*chemin, "remplace")) for chemin, _ in remplacants)
        return
    if referentiel.succede.version == referentiel.version and not texte.perdu("version"):
        yield texte.constat("R319", ("succede", "version"), version=referentiel.version)
    yield from _sorts(texte, codes, remplacants, referentiel.succede.retires)


def _sorts(
    texte: Texte, codes: Codes, remplacants: list[tuple[Chemin, tuple[str, ...]]], retires: tuple[str, ...]
) -> Iterator[Constat]:
    """A critère of the version before is kept, or replaced (by one or by several), or gone: never two of these."""
    repris: dict[str, Chemin] = {}
    for chemin, anciens in remplacants:
        for rang, code in enumerate(anciens):
            ici = (*chemin, "remplace", rang)
            if code in anciens[:rang]:
                yield texte.constat("R330", ici, code=code, premiere=texte.ligne((*chemin, "remplace")))
            repris.setdefault(code, ici)
    for ligne in codes.lignes:
        garde = isinstance(ligne.valeur, Critere) and ligne.valeur.remplace is None
        if garde and not texte.perdu(*ligne.chemin, "remplace"):
            code, ici = codes.vrais[ligne.chemin], (*ligne.chemin, "code")
            if code in repris:
                yield texte.constat("R318", ici, code=code, premiere=texte.ligne(repris[code]))
            repris.setdefault(code, ici)
    for rang, code in enumerate(retires):
        ici = ("succede", "retires", rang)
        if code in repris:
            yield texte.constat("R318", ici, code=code, premiere=texte.ligne(repris[code]))
        repris.setdefault(code, ici)
