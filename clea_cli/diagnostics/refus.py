"""Why the system refused something, for a person."""

import errno
import sys
from pathlib import Path

_TENU = "un autre programme le tient"
_TROP_LONG = "le nom, avec ceux de ses dossiers, est trop long"
_PLEIN = "le disque est plein"
_LECTURE_SEULE = "le disque est en lecture seule"
_RESEAU = "le dossier du réseau ne répond pas"

_MOTIFS = {
    errno.EACCES: "accès refusé",
    errno.EPERM: "accès refusé",
    errno.ENOENT: "le dossier n'existe pas",
    errno.ENOTDIR: "le dossier n'existe pas",
    errno.EEXIST: "c'est un fichier, il faut un dossier",
    errno.ENOSPC: _PLEIN,
    errno.EROFS: _LECTURE_SEULE,
    errno.ENAMETOOLONG: _TROP_LONG,
    errno.EBUSY: _TENU,
}

# What Windows tells apart by numbers of its own; Python's `errno` gathers them as a permission, a
# missing file, or nothing in particular.
_MOTIFS_DE_WINDOWS = {
    19: _LECTURE_SEULE,
    32: _TENU,
    33: _TENU,
    39: _PLEIN,
    53: _RESEAU,
    59: _RESEAU,
    64: _RESEAU,
    67: _RESEAU,
    121: _RESEAU,
    123: "son nom a un signe que Windows n'admet pas",
    206: _TROP_LONG,
    225: "l'antivirus l'a arrêté",
    1224: _TENU,
    1231: _RESEAU,
}
# Of a path too long, Windows may also say that it does not exist, or that its name is not admitted.
_PEUT_ETRE_TROP_LONG = (2, 3, 123)
_ABSENT = 2
_CHEMIN_MAX = 259  # letters of a path that any program may open
_NOM_MAX = 255  # letters of a name, whatever the system is told to admit


def motif(erreur: OSError | ValueError) -> str:
    """Why the system refused, for a person."""
    if isinstance(erreur, ValueError):
        return "le système l'a refusé"
    return motif_de_windows(erreur) or _MOTIFS.get(erreur.errno or 0, "le système l'a refusé")


def motif_de_windows(erreur: OSError) -> str | None:
    """Why Windows refused, where its own number says more than Python's error; None elsewhere."""
    numero = _numero(erreur)
    if numero in _PEUT_ETRE_TROP_LONG and isinstance(erreur.filename, str):
        entier = Path(erreur.filename).absolute()
        if any(len(nom) > _NOM_MAX for nom in entier.parts):
            return _TROP_LONG
        # Where long paths are admitted, one that is not found (2) is just missing.
        if numero != _ABSENT and len(str(entier)) > _CHEMIN_MAX:
            return _TROP_LONG
    return _MOTIFS_DE_WINDOWS.get(numero)


if sys.platform == "win32":
    import _winapi

    _ACCES_REFUSE = 5
    _VERROUILLE = 33
    _LIRE = 0x80000000  # what a file is asked for
    _REMPLACER = 0x00010000
    _PARTAGE = 7  # reading, writing and replacing by others

    def _numero(erreur: OSError) -> int:
        """The number by which Windows refused; 0 where it cannot be known.

        `open` and `read` only have an errno, and a file that cannot be replaced says « access
        denied » even when it is held: the system is asked again, and answers with its number.
        """
        numero = erreur.winerror or 0
        nom = erreur.filename2 or erreur.filename
        if numero not in (0, _ACCES_REFUSE):
            return numero
        if nom is None:
            # It was open already: a part of it is kept by another.
            return _VERROUILLE if erreur.errno == errno.EACCES else numero
        try:
            demande = _REMPLACER if numero else _LIRE
            tenue = _winapi.CreateFile(str(nom), demande, _PARTAGE, 0, _winapi.OPEN_EXISTING, 0, 0)
        except OSError as reponse:
            return reponse.winerror or numero
        _winapi.CloseHandle(tenue)
        return numero
else:

    def _numero(erreur: OSError) -> int:
        """The number by which Windows refused: there is none here, unless a test says one."""
        return getattr(erreur, "winerror", None) or 0


def passages(erreur: Exception) -> list[tuple[str, int, str]]:
    """The files of ours, their lines and functions, that an exception came through, the last last.

    Neither the message nor the values, which may hold somebody's name.
    """
    passes: list[tuple[str, int, str]] = []
    trace = erreur.__traceback__
    while trace:
        code = trace.tb_frame.f_code
        _, a_nous, fichier = code.co_filename.replace("\\", "/").rpartition("/clea_cli/")
        if a_nous:
            passes.append((fichier, trace.tb_lineno, code.co_name))
        trace = trace.tb_next
    return passes


def ou(erreur: Exception) -> str:
    """Where the program failed: the exception, and the last line of ours."""
    nom = type(erreur).__name__
    passes = passages(erreur)
    if not passes:
        return nom
    fichier, ligne, _ = passes[-1]
    return f"{nom}, {fichier}:{ligne}"
