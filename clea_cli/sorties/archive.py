"""The zips that we write (docx, xlsx, ods): none says on which machine it was made, nor when.

`zipfile` notes the system that it runs on beside each part: the same document would have other
bytes on Windows.
"""

from collections.abc import Collection, Iterable
from io import BytesIO
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

_DATE = (1980, 1, 1, 0, 0, 0)  # the oldest that a zip can say
_UNIX = 3  # as the zip format numbers systems
_DROITS = 0o600  # those of a file of Unix; no program that opens such a document looks at them


def entete(nom: str, droits: int = _DROITS) -> ZipInfo:
    """The header of a part, the same on every machine; `droits` are the mode of a file of Unix."""
    partie = ZipInfo(nom, _DATE)
    partie.create_system = _UNIX
    partie.external_attr = droits << 16  # a zip made on Unix keeps them in the upper half
    return partie


def ecrire(parties: Iterable[tuple[str, bytes]], nues: Collection[str] = ()) -> bytes:
    """Write parts (name, bytes) in their order; those that `nues` names are not compressed."""
    sortie = BytesIO()
    with ZipFile(sortie, "w") as archive:
        for nom, octets in parties:
            partie = entete(nom)
            partie.compress_type = ZIP_STORED if nom in nues else ZIP_DEFLATED
            archive.writestr(partie, octets)
    return sortie.getvalue()


def refaire(contenu: bytes) -> bytes:
    """Write the parts of a zip anew, for one that bears the hour at which it was made."""
    parties: list[tuple[str, bytes]] = []
    with ZipFile(BytesIO(contenu)) as archive:
        for nom in archive.namelist():
            parties.append((nom, archive.read(nom)))
    return ecrire(parties)


def oublier_le_systeme(flux: BinaryIO) -> None:
    """Take out of a zip, whose dates are fixed already, the system that wrote it.

    Nothing is compressed again.
    """
    with ZipFile(flux, "a") as archive:
        for partie in archive.infolist():
            partie.create_system = _UNIX
        # Headers are written again only where something is added: an empty comment counts.
        archive.comment = b""
