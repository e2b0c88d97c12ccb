"""All causes of faults, by their code."""

from clea_cli.diagnostics.cohorte import ENTREES as COHORTE
from clea_cli.diagnostics.contexte import ENTREES as CONTEXTE
from clea_cli.diagnostics.document import ENTREES as DOCUMENT
from clea_cli.diagnostics.ecriture import ENTREES as ECRITURE
from clea_cli.diagnostics.entree import Entree
from clea_cli.diagnostics.fichier import ENTREES as FICHIER
from clea_cli.diagnostics.grille import ENTREES as GRILLE
from clea_cli.diagnostics.identite import ENTREES as IDENTITE
from clea_cli.diagnostics.importation import ENTREES as IMPORTATION
from clea_cli.diagnostics.jury import ENTREES as JURY
from clea_cli.diagnostics.referentiel import ENTREES as REFERENTIEL
from clea_cli.diagnostics.seance import ENTREES as SEANCE
from clea_cli.diagnostics.session import ENTREES as SESSION
from clea_cli.diagnostics.systeme import ENTREES as SYSTEME

_FAMILLES: tuple[tuple[Entree, ...], ...] = (
    *(ECRITURE, REFERENTIEL, CONTEXTE, IMPORTATION, FICHIER, GRILLE),
    *(SESSION, JURY, IDENTITE, COHORTE, SEANCE, DOCUMENT, SYSTEME),
)
CATALOGUE: dict[str, Entree] = {entree.code: entree for famille in _FAMILLES for entree in famille}
