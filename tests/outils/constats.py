"""The faults of meaning of a file, as tests write them, and a text whose places are known without a file.

The line of a place is its ranks, from 1, put together: the second critère of the first sous-domaine of the third
domaine stands on line 312. What has no rank stands on line 1; a key stands in column 1, its value in column 2.
"""

from collections.abc import Iterable, Sequence

from clea_cli.diagnostics import Position
from clea_cli.sources.texte import Chemin, Constat, TexteLu

Dite = tuple[str, str]  # « code way », and what is said


def chemin(ecrit: str) -> Chemin:
    """The way that « domaines/0/code » writes."""
    return tuple(int(etape) if etape.isdigit() else etape for etape in ecrit.split("/"))


def position(chemin: Chemin, /, *, cle: bool = False) -> Position:
    """The place of a value, or of its key."""
    assert all(etape == etape.lower() for etape in chemin if isinstance(etape, str)), (
        "no key has a capital letter"
    )
    rangs = "".join(str(etape + 1) for etape in chemin if isinstance(etape, int))
    return Position("r.yaml", int(rangs or 1), 1 if cle else 2)


def texte(perdus: Iterable[str] = ()) -> TexteLu:
    """A text of which these ways are lost."""
    return TexteLu(position, frozenset(map(chemin, perdus)))


def dites(constats: Iterable[Constat]) -> list[Dite]:
    """The faults as « code way », a star after a key; and what is said of them."""
    trouvees = []
    for constat in constats:
        dit = constat.diagnostic
        cle = dit.position == position(constat.chemin, cle=True)
        assert cle or dit.position == position(constat.chemin)
        lieu = "/".join(map(str, constat.chemin))
        trouvees.append((f"{dit.code} {lieu}{'*' if cle else ''}", f"{dit.message} ({dit.aide})"))
    return trouvees


def verifier_dites(constats: Iterable[Constat], attendues: Sequence[str | Dite]) -> None:
    """Each of `attendues` is « code way », or that and words that must be read."""
    trouvees = dites(constats)
    avec_mots = [
        (attendue, "") if isinstance(attendue, str) else attendue for attendue in attendues
    ]
    mots = [mots for _, mots in avec_mots] + [""] * len(trouvees)
    vues = [
        (ou, dits if dits in dit else dit) for (ou, dit), dits in zip(trouvees, mots, strict=False)
    ]
    assert vues == avec_mots, vues
