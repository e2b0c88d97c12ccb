"""What documents are asked for, and each of those to make."""

import datetime
from typing import NamedTuple

from clea_cli.decision.lot import Fichier, Lecture
from clea_cli.documents.modeles_organisme import Modeles
from clea_cli.documents.plan import Demande
from clea_cli.grille.grille import Grille
from clea_cli.grille.preambule import Etape, Preambule
from clea_cli.referentiel.referentiel import Referentiel
from clea_cli.sources.mots import reference_comparable

_SANS_MODELES = Modeles()


class Commande(NamedTuple):
    """What documents are asked for.

    `genre` is the name of the command, `date` (ISO) the day that they bear.

    `organisme` is the file that says who the organisme is; None: the one beside the grilles; empty:
    none.
    """

    genre: str
    format: str
    lecture: Lecture
    date: str
    catalogue: str | None = None
    demande: Demande | None = None
    prealable: datetime.date | None = None
    modeles: Modeles = _SANS_MODELES
    organisme: str | None = None
    identites: str | None = None
    points: bool = False  # whether an attestation says them

    @property
    def jour(self) -> datetime.date:
        """The day that the documents bear."""
        return datetime.date.fromisoformat(self.date)

    @property
    def prealable_donnee(self) -> datetime.date | None:
        """The day of the préalable, where the command says it."""
        return self.demande.prealable if self.demande else self.prealable

    def annees_attestees(self, referentiel: Referentiel) -> int | None:
        """How long a domaine that the document attests is kept; None where it attests nothing."""
        if self.genre != "attestation":
            return None
        return referentiel.tenue.validite_ans


class Tache(NamedTuple):
    """A document to make: of a candidate's grille, or of the préalable and the finale.

    Each with its file.
    """

    fichier: Fichier
    grille: Grille
    finale: tuple[Fichier, Grille] | None = None

    @property
    def grille_finale(self) -> Grille | None:
        """The grille of the finale, if there are two évaluations."""
        return self.finale[1] if self.finale else None

    @property
    def fichiers(self) -> tuple[Fichier, ...]:
        """Its files, in the order of the évaluations."""
        if self.finale is None:
            return (self.fichier,)
        fichier, _ = self.finale
        return self.fichier, fichier

    @property
    def notes(self) -> dict[str, str]:
        """What was written beside the answers, by code.

        Of two évaluations, the last one that says something.
        """
        reference = reference_comparable(self.grille.candidat)
        ecrites: dict[str, str] = {}
        for fichier in self.fichiers:
            ecrites |= fichier.notes.get(reference, {})
        return ecrites

    @property
    def hauts(self) -> tuple[Preambule, ...]:
        """What each file says above its headings; of two, which is the préalable is known."""
        dits = [fichier.preambule for fichier in self.fichiers]
        if self.finale is None:
            return tuple(dits)
        # Whoever gave two of them said which is which, whatever the files say.
        premier, dernier = dits
        prealable = premier._replace(etape=Etape.PREALABLE)
        finale = dernier._replace(etape=Etape.FINALE)
        return prealable, finale
