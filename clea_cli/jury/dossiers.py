"""The dossiers of a session with their grilles: each ready, or refused with all that is wrong with it."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from clea_cli.decision.decision import Bareme
from clea_cli.decision.jugement import Jugement, juger
from clea_cli.decision.lot import Fichier, Lecture, lire_fichier
from clea_cli.diagnostics import Diagnostic, Outcome, Position, conclure, diagnostic, refuse
from clea_cli.grille.grille import Grille
from clea_cli.jury.session import Dossier, Evaluation
from clea_cli.jury.sessions import SessionLue
from clea_cli.sorties import chemins
from clea_cli.sources.mots import reference_comparable


class Source(NamedTuple):
    """A grille that a dossier was made of: of which évaluation, its SHA-256; its name may be somebody's."""

    evaluation: str
    empreinte: str


class Pret(NamedTuple):
    """A dossier that the jury can look at: its grille, or those of the préalable and the finale."""

    dossier: Dossier
    grilles: tuple[Grille, ...]
    sources: tuple[Source, ...]
    avis: tuple[Diagnostic, ...]

    def juger(self, principal: Bareme, autres: Iterable[Bareme]) -> Jugement:
        """What is decided of it."""
        return juger(principal, autres, *self.grilles)


class Refuse(NamedTuple):
    """A dossier that is not ready, and why."""

    reference: str
    diagnostics: tuple[Diagnostic, ...]


class Dossiers(NamedTuple):
    """All dossiers of a session."""

    prets: tuple[Pret, ...]
    refuses: tuple[Refuse, ...]

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What is to be said of them."""
        avis = (avis for pret in self.prets for avis in pret.avis)
        return (*avis, *(faute for refus in self.refuses for faute in refus.diagnostics))


def lire(lue: SessionLue) -> Dossiers:
    """Read the grilles of all dossiers. Errors: those of a grille, J210, J211; warning J212."""
    lecteur = _Lecteur(lue)
    prets: list[Pret] = []
    refuses: list[Refuse] = []
    for rang, dossier in enumerate(lue.session.dossiers):
        fautes = lue.fautes.get(rang, ())
        pret = Outcome(None, fautes) if refuse(fautes) else lecteur.dossier(dossier)
        if pret.value is None:
            refuses.append(Refuse(dossier.reference, pret.diagnostics))
        else:
            prets.append(pret.value)
    return Dossiers(tuple(prets), tuple(refuses))


class _Lecteur:
    """Reads grilles; a file that several dossiers name is read once."""

    def __init__(self, lue: SessionLue) -> None:
        self._dossier = Path(lue.chemin).parent
        self._bareme = lue.bareme
        self._sans_nom: set[str] = set()  # the SHA-256 of grilles that name nobody, once they have served
        self._fichiers: dict[str, Fichier] = {}

    def dossier(self, dossier: Dossier) -> Outcome[Pret]:
        lues = [self._grille(evaluation, dossier.reference) for _, evaluation in dossier.evaluations]
        avis = tuple(faute for _, lue in lues for faute in lue.diagnostics)
        grilles = tuple(lue.value for _, lue in lues if lue.value)
        if len(grilles) < len(lues):
            return Outcome(None, avis)
        cles = (cle for cle, _ in dossier.evaluations)
        sources = tuple(Source(cle, lu.empreinte) for cle, (lu, _) in zip(cles, lues, strict=True))
        return Outcome(Pret(dossier, grilles, sources, avis))

    def _grille(self, evaluation: Evaluation, reference: str) -> tuple[Fichier, Outcome[Grille]]:
        """The grille of a candidate: the one that bears the reference, or that of a file that names nobody."""
        chemin = chemins.depuis_ici(str(self._dossier / evaluation.grille))
        if chemin not in self._fichiers:
            self._fichiers[chemin] = lire_fichier(chemin, Lecture(), self._bareme.referentiel, sans_nom="")
        fichier = self._fichiers[chemin]
        if not fichier.grilles:
            return fichier, Outcome(None, fichier.diagnostics)
        voulues = ("", reference_comparable(reference))
        siennes = (grille for grille in fichier.grilles if reference_comparable(grille.candidat) in voulues)
        trouvee = next(siennes, None)
        if trouvee is None:
            return fichier, Outcome(None, (*fichier.diagnostics, diagnostic("J210", Position(chemin))))
        nommee = trouvee._replace(candidat=reference)
        if trouvee.candidat:
            return fichier, Outcome(nommee, fichier.diagnostics)
        code = "J211" if fichier.empreinte in self._sans_nom else "J212"
        self._sans_nom.add(fichier.empreinte)
        return fichier, conclure(nommee, (*fichier.diagnostics, diagnostic(code, Position(chemin))))
