"""`clea score --format csv`: one line a candidate, for a spreadsheet in French."""

from codecs import BOM_UTF8
from collections.abc import Iterable, Sequence

from clea_cli.decision.vues import Resultats
from clea_cli.sorties.tableur_csv import ecrire

_SUITES_MAX = 20_000


def rendre(resultats: Resultats) -> bytes:
    """Write `candidat;verdict;obtenus;total;d1;…;dN`, the statut of each domaine in its column."""
    lignes = [titres(resultats.provenance.domaines)]
    for rapport in resultats.rapports:
        obtenus = str(rapport.points.obtenus)
        total = str(rapport.points.total)
        ligne = [rapport.candidat, rapport.verdict, obtenus, total]
        ligne += [domaine.statut for domaine in rapport.domaines]
        lignes.append(ligne)
    return ecrire(lignes)


def titres(domaines: Iterable[str]) -> list[str]:
    """The headings, for domaines of these codes."""
    return ["candidat", "verdict", "obtenus", "total", *(f"d{code}" for code in domaines)]


def noms_en_bloc(candidats: Iterable[str]) -> list[bytes]:
    """The names of candidates as cells."""
    ecrites = ecrire([nom] for nom in candidats)
    lignes = ecrites.removeprefix(BOM_UTF8)
    return lignes.split(b"\r\n")[:-1]


def lignes_en_bloc(candidats: Sequence[bytes], suites: Iterable[bytes]) -> bytes:
    """Write the lines of many candidates whose names need no care, each with its line's rest."""
    # Filled by slices: `zip` and `chain` take twice as long.
    morceaux = [b""] * (2 * len(candidats))
    morceaux[::2] = candidats
    morceaux[1::2] = suites
    return b"".join(morceaux)


class Suites(dict[tuple[int, ...], bytes]):
    """What follows a candidate's name, by the ranks of its words in the columns.

    Each is written once.
    """

    def __init__(self, mots: Sequence[Sequence[str]]) -> None:
        """Take the words of each column."""
        super().__init__()
        self.mots = mots

    def __missing__(self, rangs: tuple[int, ...]) -> bytes:
        """Write one more."""
        if len(self) > _SUITES_MAX:
            self.clear()
        cellules: list[str] = []
        for mots, rang in zip(self.mots, rangs, strict=True):
            cellules.append(mots[rang])
        ligne = ";".join(cellules)
        suite = f";{ligne}\r\n".encode()
        self[rangs] = suite
        return suite
