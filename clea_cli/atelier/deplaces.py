"""Changes said otherwise once it is seen that a line is elsewhere: what it was, what to write."""

from collections.abc import Iterable, Iterator

from clea_cli.atelier.changements import Changement, Classe
from clea_cli.atelier.correspondances import LigneDuReferentiel, Reconnus, ailleurs
from clea_cli.referentiel.referentiel import Referentiel


def nommer(
    changements: Iterable[Changement], reconnus: Reconnus, avant: Referentiel, apres: Referentiel
) -> Iterator[Changement]:
    """Put the changes of lines that are elsewhere into their own kinds, all of them major."""
    domaines: tuple[Iterable[LigneDuReferentiel], Iterable[LigneDuReferentiel]] = (
        avant.domaines,
        apres.domaines,
    )
    titres = ailleurs(*domaines) | ailleurs(avant.sous_domaines, apres.sous_domaines)
    libelles = {critere.code: critere.libelle for critere in apres.criteres}
    for changement in changements:
        genre, ou = changement.genre, changement.ou
        if genre == "critere-renomme" and ou in reconnus.liens:
            yield changement._replace(genre="critere-deplace", apres=libelles[ou])
        elif genre == "critere-ajoute" and ou in reconnus.liens:
            yield changement._replace(genre="critere-insere")
        elif genre == "libelle" and ou in titres:
            yield Changement(Classe.MAJEUR, "libelle-deplace", ou, titres[ou], changement.apres)
        else:
            yield changement
