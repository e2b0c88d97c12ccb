"""Why the system refused something, for a person."""

import errno
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
    errno.EINVAL: "ce n'est pas un fichier ordinaire",
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
# Of a path too long, Windows may also say that its folder does not exist, or that its name is not admitted.
_PEUT_ETRE_TROP_LONG = (3, 123)
_LONGUEUR_DE_WINDOWS = 260  # letters, the end included, of a path that any program may open


def motif(erreur: OSError | ValueError) -> str:
    """Why the system refused, for a person."""
    if isinstance(erreur, ValueError):
        return "le système l'a refusé"
    return motif_de_windows(erreur) or _MOTIFS.get(erreur.errno or 0, "le système l'a refusé")


def motif_de_windows(erreur: OSError) -> str | None:
    """Why Windows refused, where its own number says more than Python's error does; None elsewhere."""
    numero = getattr(erreur, "winerror", None)
    if numero in _PEUT_ETRE_TROP_LONG and isinstance(erreur.filename, str):
        entier = str(Path(erreur.filename).absolute())
        if len(entier) >= _LONGUEUR_DE_WINDOWS:
            return _TROP_LONG
    return _MOTIFS_DE_WINDOWS.get(numero or 0)


def ou(erreur: Exception) -> str:
    """Where the program failed: neither the message nor the values, which may hold somebody's name."""
    trace, lieux = erreur.__traceback__, [""]
    while trace:
        fichier = trace.tb_frame.f_code.co_filename.replace("\\", "/")
        if "/clea_cli/" in fichier:
            lieux.append(f", {fichier.rpartition('/clea_cli/')[2]}:{trace.tb_lineno}")
        trace = trace.tb_next
    return f"{type(erreur).__name__}{lieux[-1]}"
