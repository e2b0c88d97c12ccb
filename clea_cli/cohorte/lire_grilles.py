"""The grilles of a cohorte: files of many candidates the fast way, others as `clea score` does."""

from collections.abc import Callable, Sequence

from clea_cli.decision import blocs
from clea_cli.decision.decision import Bareme
from clea_cli.decision.lot import (
    Fichier,
    Lecture,
    Lot,
    candidat_du_fichier,
    lire_fichier,
    lire_lot,
)
from clea_cli.diagnostics import Diagnostic, Outcome


def sans_suivre(fait: int, tous: int) -> None:
    """Nobody waits for these files."""


def lire_grilles(
    sources: Sequence[str],
    lecture: Lecture,
    avancer: Callable[[int, int], None] = sans_suivre,
) -> Lot:
    """Read the grilles of all files; `avancer` hears how many are read, of how many.

    The référentiel is the one asked for, else the first file's, else CléA's.
    """
    # First all that can be read the fast way; None: it has to be read the slow way.
    vite: list[tuple[Bareme, Outcome[blocs.Lues]] | None] = []
    lents: list[str] = []
    for source in sources:
        lue = blocs.grilles(source, lecture)
        vite.append(lue)
        if lue is None:
            lents.append(source)
        avancer(len(vite) - len(lents), len(sources))
    rapides = [lue for lue in vite if lue is not None]

    # Then the others together, by the référentiel of the first file if it was read already.
    nom = lecture.referentiel
    if nom is None and vite and vite[0]:
        bareme_du_premier, _ = vite[0]
        nom = bareme_du_premier.referentiel.id
    if lents:

        def un_de_plus(lus: int) -> None:
            avancer(len(rapides) + lus, len(sources))

        lot = lire_lot(lents, lecture._replace(referentiel=nom), un_de_plus)
    else:
        bareme = rapides[0][0] if rapides else None
        lot = Lot(bareme, (), ())
    if lot.bareme is None:
        return lot

    # All files in the order in which they were given.
    suivants = iter(lot.fichiers)
    fichiers: list[Fichier] = []
    fautes: list[Diagnostic] = list(lot.diagnostics)
    for source, lue in zip(sources, vite, strict=True):
        if lue is None:
            fichiers.append(next(suivants))
            continue
        fichier = _fichier(source, lue, lot.bareme, lecture)
        fichiers.append(fichier)
        fautes += fichier.diagnostics
    # A fault that both ways of reading found is one.
    distinctes = tuple(dict.fromkeys(fautes))
    return Lot(lot.bareme, tuple(fichiers), distinctes)


def _fichier(
    source: str,
    lue: tuple[Bareme, Outcome[blocs.Lues]],
    bareme: Bareme,
    lecture: Lecture,
) -> Fichier:
    """What was read of a file; one that names another référentiel is read again, to say so."""
    sien, faite = lue
    if sien.referentiel.empreinte != bareme.referentiel.empreinte:
        return lire_fichier(source, lecture, bareme.referentiel, candidat_du_fichier(source))
    lues = faite.value
    if lues is None:
        return Fichier(source, "", (), "", faite.diagnostics)
    return Fichier(
        source=source,
        empreinte="",
        grilles=lues.grilles,
        lu=lues.lu,
        diagnostics=faite.diagnostics,
        preambule=lues.preambule,
    )
