"""The dossiers of a session with their grilles: each ready, or refused with all its faults."""

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath
from typing import NamedTuple

from clea_cli.decision.decision import Bareme
from clea_cli.decision.jugement import Jugement, juger
from clea_cli.decision.lot import Fichier, Lecture, lire_fichier
from clea_cli.diagnostics import Diagnostic, Outcome, Position, conclure, diagnostic, refuse
from clea_cli.grille.grille import Grille
from clea_cli.jury.session import Dossier, Evaluation
from clea_cli.jury.sessions import SessionLue
from clea_cli.jury.verifier_session import evaluation_nommee
from clea_cli.sorties import chemins
from clea_cli.sorties.mots import date_courte, premiers
from clea_cli.sources.mots import reference_comparable

_QUELQUE_PART = Position("")
_MONTRES = 5  # dossiers of a grille at fault that an advice names


class GrilleDuDossier(NamedTuple):
    """A grille that a dossier was made of: of which évaluation, and its SHA-256.

    Not its name, which may be somebody's.
    """

    evaluation: str
    empreinte: str


class Pret(NamedTuple):
    """A dossier that the jury can look at: its grille, or those of the préalable and the finale."""

    dossier: Dossier
    grilles: tuple[Grille, ...]
    sources: tuple[GrilleDuDossier, ...]
    avis: tuple[Diagnostic, ...]
    lieu: Position = _QUELQUE_PART

    def juger(self, principal: Bareme, autres: Iterable[Bareme]) -> Jugement:
        """What is decided of it."""
        return juger(principal, autres, *self.grilles)


class Refuse(NamedTuple):
    """A dossier that is not ready, and why, and where its session names it."""

    dossier: Dossier
    diagnostics: tuple[Diagnostic, ...]
    lieu: Position = _QUELQUE_PART

    @property
    def reference(self) -> str:
        """Whose it is."""
        return self.dossier.reference


class Dossiers(NamedTuple):
    """All dossiers of a session."""

    prets: tuple[Pret, ...]
    refuses: tuple[Refuse, ...]

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What is to be said of them, each once: the faults of a grille name its dossiers."""
        dites = FautesDeDossiers()
        for pret in self.prets:
            dites.ajouter(pret.dossier, pret.lieu, pret.avis)
        for refus in self.refuses:
            dites.ajouter(refus.dossier, refus.lieu, refus.diagnostics)
        return dites.diagnostics


class FautesDeDossiers:
    """The faults of dossiers, each once, with the rows of the dossiers that it concerns."""

    def __init__(self) -> None:
        """Start with none."""
        self._lieux: dict[Diagnostic, list[str]] = {}

    def ajouter(self, dossier: Dossier, lieu: Position, fautes: Iterable[Diagnostic]) -> None:
        """Note where the dossier of faults stands; a fault that stands there says it already."""
        ici = f"{dossier.reference}, {_ou(lieu)}"
        for faute in fautes:
            lieux = self._lieux.setdefault(faute, [])
            if faute.position.source != lieu.source:
                lieux.append(ici)

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """The faults, in the order in which they came."""
        return tuple(_situee(faute, lieux) for faute, lieux in self._lieux.items())


def _situee(faute: Diagnostic, lieux: list[str]) -> Diagnostic:
    """A fault with the rows of the dossiers that it concerns."""
    if not lieux:
        return faute
    return faute._replace(aide=f"{faute.aide} Dossier : {premiers(lieux, _MONTRES)}.")


def lire(lue: SessionLue) -> Dossiers:
    """Read the grilles of all dossiers. Errors: those of a grille, J210, J211; warning J212."""
    lecteur = _Lecteur(lue)
    prets: list[Pret] = []
    refuses: list[Refuse] = []
    for rang, dossier in enumerate(lue.session.dossiers):
        fautes = lue.fautes.get(rang, ())
        lieu = lue.lieux[rang]
        pret = Outcome[Pret](None)
        # One that is refused will not be judged: its grilles are not read.
        if not refuse(fautes):
            pret = lecteur.dossier(dossier, lieu)
        if pret.value is None:
            refuses.append(Refuse(dossier, (*fautes, *pret.diagnostics), lieu))
        else:
            avis = (*fautes, *pret.value.avis)
            prets.append(pret.value._replace(avis=avis, lieu=lieu))
    return Dossiers(tuple(prets), tuple(refuses))


def chemins_des_grilles(lue: SessionLue, dossier: Dossier) -> dict[str, str]:
    """Where the grille of each évaluation of a dossier is, from here."""
    ici = Path(lue.chemin).parent
    trouves: dict[str, str] = {}
    for cle, evaluation in dossier.evaluations:
        chemin = ici / evaluation.grille
        trouves[cle] = chemins.depuis_ici(str(chemin))
    return trouves


class _Lecteur:
    """Reads grilles; a file that several dossiers name is read once."""

    def __init__(self, lue: SessionLue) -> None:
        self._dossier = Path(lue.chemin).parent
        self._bareme = lue.bareme
        # The SHA-256 of grilles that name nobody, once they have served.
        self._sans_nom: set[str] = set()
        self._fichiers: dict[str, Fichier] = {}

    def dossier(self, dossier: Dossier, lieu: Position) -> Outcome[Pret]:
        """Read the grilles of a dossier, which stands at `lieu`."""
        avis: list[Diagnostic] = []
        grilles: list[Grille] = []
        sources: list[GrilleDuDossier] = []
        for cle, evaluation in dossier.evaluations:
            fichier, lue = self._grille(evaluation, dossier.reference)
            avis += lue.diagnostics
            contraires = tuple(_contraires(cle, evaluation, fichier, lieu))
            avis += contraires
            if lue.value is not None and not contraires:
                grilles.append(lue.value)
            sources.append(GrilleDuDossier(cle, fichier.empreinte))
        # Each évaluation has its grille, or the jury would judge on less than there is.
        if len(grilles) < len(sources):
            return Outcome(None, tuple(avis))
        pret = Pret(dossier, tuple(grilles), tuple(sources), tuple(avis))
        return Outcome(pret)

    def _grille(self, evaluation: Evaluation, reference: str) -> tuple[Fichier, Outcome[Grille]]:
        """The grille of a candidate: the one that bears the reference, or that of a file that
        names nobody.
        """
        chemin = chemins.depuis_ici(str(self._dossier / evaluation.grille))
        fichier = self._fichier(chemin)
        if not fichier.grilles:
            return fichier, Outcome(None, fichier.diagnostics)
        ici = Position(chemin)
        trouvee = _celle_de(reference, fichier.grilles)
        if trouvee is None:
            autre = diagnostic("J210", ici)
            return fichier, Outcome(None, (*fichier.diagnostics, autre))
        # As the session writes the reference, whatever the grille's way.
        nommee = trouvee._replace(candidat=reference)
        if trouvee.candidat:
            return fichier, Outcome(nommee, fichier.diagnostics)
        # A grille that names nobody serves one dossier; copied for another, it would be theirs too.
        code = "J211" if fichier.empreinte in self._sans_nom else "J212"
        self._sans_nom.add(fichier.empreinte)
        fautes = (*fichier.diagnostics, diagnostic(code, ici))
        return fichier, conclure(nommee, fautes)

    def _fichier(self, chemin: str) -> Fichier:
        """A file, read the first time only."""
        if chemin not in self._fichiers:
            referentiel = self._bareme.referentiel
            self._fichiers[chemin] = lire_fichier(chemin, Lecture(), referentiel, sans_nom="")
        return self._fichiers[chemin]


def _celle_de(reference: str, grilles: Iterable[Grille]) -> Grille | None:
    """The grille that bears a reference, or that names nobody."""
    voulues = ("", reference_comparable(reference))
    for grille in grilles:
        if reference_comparable(grille.candidat) in voulues:
            return grille
    return None


def _contraires(
    cle: str,
    evaluation: Evaluation,
    fichier: Fichier,
    lieu: Position,
) -> Iterator[Diagnostic]:
    """What a grille says above its headings, and its session otherwise. Errors: J615, J616."""
    dit = fichier.preambule
    ici = Position(fichier.source)
    faits = {"evaluation": evaluation_nommee(cle), "ou": _ou(lieu)}
    if dit.etape and dit.etape.value != cle:
        yield diagnostic("J616", ici, etape=dit.etape.libelle, **faits)
    # A grille bears the day of its évaluation, or of one of its sequences.
    jours = {sequence.jour for sequence in evaluation.sequences}
    jours.add(evaluation.date)
    if dit.jour and dit.jour not in jours:
        jour = date_courte(dit.jour)
        session = date_courte(evaluation.date)
        yield diagnostic("J615", ici, jour=jour, session=session, **faits)


def _ou(lieu: Position) -> str:
    """Where a dossier stands, in a sentence: the name of the file, without its folders."""
    return f"ligne {lieu.ligne} de {PurePath(lieu.source).name}"
