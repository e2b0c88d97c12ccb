"""The files among which those of a document are looked for.

By what they hold, never by a name that it says.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from clea_cli.sources import fichiers

_OCTETS_MAX = 50_000_000
_NOMBRE_MAX = 20_000


class Essayes:
    """Files that are tried, each read once for all the documents of a call."""

    def __init__(self, donnes: Sequence[str]) -> None:
        """`donnes` are files, or folders, tried before the folder of each document."""
        self.donnes = tuple(donnes)
        self._lus: dict[str, str] = {}

    def pour(self, document: str, dans: str | None) -> "Trouves":
        """Those for a document; `dans` is a folder to look in too."""
        # 1. Where to look, what was given first.
        lieux = [*self.donnes, str(Path(document).parent)]
        if dans:
            lieux.append(dans)
        chemins: list[str] = []
        for lieu in lieux:
            dossier = Path(lieu)
            if dossier.is_dir():
                chemins += _fichiers(dossier)
            else:
                chemins.append(lieu)
        # 2. What each holds.
        par_empreinte: dict[str, list[str]] = {}
        for chemin in chemins[:_NOMBRE_MAX]:
            empreinte = self._empreinte(chemin)
            par_empreinte.setdefault(empreinte, []).append(chemin)
        return Trouves(par_empreinte, self._empreinte)

    def _empreinte(self, chemin: str) -> str:
        """The SHA-256 of a file; of one that cannot be read, a text that no document asks for."""
        if chemin not in self._lus:
            lu = fichiers.lire(chemin, _OCTETS_MAX)
            empreinte = ""
            if lu.value is not None:
                empreinte = hashlib.sha256(lu.value).hexdigest()
            self._lus[chemin] = empreinte
        return self._lus[chemin]


class Trouves:
    """Files by their SHA-256."""

    def __init__(
        self, par_empreinte: Mapping[str, list[str]], empreinte: Callable[[str], str]
    ) -> None:
        """Keep them; `empreinte` gives the SHA-256 of any other file."""
        self._par_empreinte = par_empreinte
        self._empreinte = empreinte

    def fichier(self, empreinte: str) -> str | None:
        """A file that holds that: « sha256:… »."""
        chemins = self._par_empreinte.get(empreinte.removeprefix("sha256:"))
        return chemins[0] if chemins else None

    def dossier(self, attendus: Mapping[str, str]) -> str | None:
        """A folder that has all these files, by name, each as it was."""
        # Wherever one of them is found, the others must be beside it.
        for nom, empreinte in attendus.items():
            for chemin in self._par_empreinte.get(empreinte, []):
                # A name may lead into a folder of it: « images/atelier.png ».
                profondeur = nom.count("/")
                dossier = Path(chemin).parents[profondeur]
                if dossier / nom == Path(chemin) and self._tous(dossier, attendus):
                    return str(dossier)
        return None

    def _tous(self, dossier: Path, attendus: Mapping[str, str]) -> bool:
        for nom, empreinte in attendus.items():
            if self._empreinte(str(dossier / nom)) != empreinte:
                return False
        return True


def _fichiers(dossier: Path) -> Iterator[str]:
    """The files of a folder and of those in it, in order.

    Not what is hidden, nor what a link leads to.
    """
    dossiers: list[Path] = []
    for entree in _entrees(dossier):
        if entree.is_dir():
            dossiers.append(entree)
        elif entree.is_file():
            yield str(entree)
    for dessous in dossiers:
        for entree in _entrees(dessous):
            if entree.is_file():
                yield str(entree)


def _entrees(dossier: Path) -> list[Path]:
    try:
        entrees = sorted(dossier.iterdir())
    except OSError:
        return []
    gardees: list[Path] = []
    for entree in entrees:
        cachee = entree.name.startswith(".")
        # What a link leads to is elsewhere: nobody gave that folder to look in.
        if not cachee and not entree.is_symlink():
            gardees.append(entree)
    return gardees
