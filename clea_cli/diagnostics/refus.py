"""Why the system refused something, for a person."""

import errno

_MOTIFS = {
    errno.EACCES: "accès refusé",
    errno.EPERM: "accès refusé",
    errno.ENOENT: "le dossier n'existe pas",
    errno.ENOTDIR: "le dossier n'existe pas",
    errno.EEXIST: "c'est un fichier, il faut un dossier",
    errno.ENOSPC: "le disque est plein",
    errno.EROFS: "le disque est en lecture seule",
    errno.ENAMETOOLONG: "le nom est trop long",
    errno.EBUSY: "un autre programme le tient",
}


def motif(erreur: OSError | ValueError) -> str:
    """Why the system refused, for a person."""
    numero = erreur.errno if isinstance(erreur, OSError) else None
    return _MOTIFS.get(numero or 0, "le système l'a refusé")
