"""Changes said otherwise once it is seen that a line is elsewhere: what it was, what to write."""

from collections.abc import Iterable, Iterator

from clea_cli.atelier.changements import Changement, Classe
from clea_cli.atelier.correspondances import Reconnus, ailleurs
from clea_cli.referentiel.referentiel import Referentiel


def nommer(
    changements: Iterable[Changement], reconnus: Reconnus, avant: Referentiel, apres: Referentiel
) -> Iterator[Changement]:
    """Put the changes of lines that are elsewhere into their own kinds, all of them major."""
    # By its label, which code each domaine and sous-domaine had.
    des_domaines = ailleurs(avant.domaines, apres.domaines)
    des_sous_domaines = ailleurs(avant.sous_domaines, apres.sous_domaines)
    anciens = des_domaines | des_sous_domaines
    libelles = {critere.code: critere.libelle for critere in apres.criteres}
    for changement in changements:
        ou = changement.ou
        reconnu = ou in reconnus.liens
        if changement.genre == "critere-renomme" and reconnu:
            yield changement._replace(genre="critere-deplace", apres=libelles[ou])
        elif changement.genre == "critere-ajoute" and reconnu:
            yield changement._replace(genre="critere-insere")
        # Another label under a code is only words; that of another code may be another line.
        elif changement.genre == "libelle" and ou in anciens:
            ancien = anciens[ou]
            yield Changement(Classe.MAJEUR, "libelle-deplace", ou, ancien, changement.apres)
        else:
            yield changement
