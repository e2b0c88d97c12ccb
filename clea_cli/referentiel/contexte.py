"""A contexte: what a branch says beside the official lines of a référentiel. It decides nothing."""

from collections.abc import Mapping
from typing import NamedTuple


class Surcouche(NamedTuple):
    """What a contexte says of one line; `libelle` is a copy of the official label, or empty."""

    libelle: str
    libelle_local: str
    situations: tuple[str, ...]
    ressources: tuple[str, ...]

    @property
    def muette(self) -> bool:
        """Whether it adds nothing to the official label."""
        return not (self.libelle_local or self.situations or self.ressources)


class Contexte(NamedTuple):
    """An overlay, as read from one YAML file.

    `etend` and `version_etendue` name its base; `lignes` go by code.
    """

    id: str
    version: str
    libelle: str
    etend: str
    version_etendue: str
    lignes: Mapping[str, Surcouche]
