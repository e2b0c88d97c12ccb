"""Référentiels of one run under one name that say different things: which of them decided?"""

from pathlib import Path

from clea_cli.diagnostics import Diagnostic, diagnostic
from clea_cli.referentiel.referentiel import Referentiel
from clea_cli.sources.yaml_source import lire

_Nom = tuple[str, str, str]  # where it is looked for, the id, the version
_Place = tuple[str, Referentiel]  # a file, and what it gives


class Homonymes:
    """The référentiels that were verified so far, by where they stand, their id and version."""

    def __init__(self) -> None:
        """Begin without any."""
        self._connus: dict[_Nom, _Place] = {}

    def fautes(
        self, referentiel: Referentiel, contenu: bytes, source: str, demande: str
    ) -> list[Diagnostic]:
        """Warn of a référentiel that an earlier one of the same folder contradicts. Warning: R340.

        `demande` is what was asked to be verified: the file, or a folder that holds it somewhere.
        """
        # Two files that were named stand for the folder where they are.
        dossier = demande
        if demande == source:
            dossier = str(Path(source).parent)
        nomme = referentiel.contexte or referentiel
        nom = (dossier, nomme.id, nomme.version)
        premier, autre = self._connus.setdefault(nom, (source, referentiel))
        # The layout of a file is not what it says.
        deja_dit = autre._replace(empreinte="")
        dit = referentiel._replace(empreinte="")
        if dit == deja_dit:
            return []
        document = lire(contenu, source).value
        if document is None:
            return []
        double = diagnostic(
            "R340",
            document.position(("version",)),
            id=nomme.id,
            version=nomme.version,
            autre=Path(premier).as_posix(),
        )
        return [double]
