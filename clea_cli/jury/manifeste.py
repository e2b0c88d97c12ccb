"""The manifest of a prepared session: what it was made of, and the files that it left.

Values only. Every SHA-256 but `cle` and those of files is written « sha256:… »; days are ISO.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from clea_cli.jury.certificateur import Certificateur
from clea_cli.jury.session import Choix, Membre

SCHEMA = "clea/jury/1"
_RIEN_DE_DIT = Certificateur()


class OrganismeEcrit(NamedTuple):
    """Who presented the dossiers, and from when to when they might."""

    nom: str
    siret: str
    debut: str = ""
    fin: str = ""


class SessionEcrite(NamedTuple):
    """The session, as it was when it was prepared."""

    id: str
    date: str
    lieu: str
    organisme: OrganismeEcrit
    jury: tuple[Membre, ...]
    libelles: Mapping[Choix, str]
    certificateur: Certificateur = _RIEN_DE_DIT


class ReferentielEcrit(NamedTuple):
    """What the candidates were evaluated on; `avertissement` says why it is not official."""

    id: str
    version: str
    libelle: str
    empreinte: str
    echeances: tuple[str, ...] = ()
    avertissement: str = ""


class DossierEcrit(NamedTuple):
    """A dossier that was ready; `cle` is the SHA-256 of all that its page was made of.

    `juge` is that of what the jury judges ("": the session was prepared before it was noted), and
    `evalue_le` the day of its last évaluation.
    `domaines` are statuts by code, `sources` the grilles by évaluation, `fichiers` its own by name.
    """

    reference: str
    verdict: str
    points: str
    domaines: Mapping[str, str]
    premiere_evaluation: bool
    statut: str
    prescripteur: str
    financement: str
    raisons: tuple[str, ...]
    sources: Mapping[str, str]
    cle: str
    fichiers: Mapping[str, str]
    juge: str = ""
    evalue_le: str = ""
    notes: tuple[str, ...] = ()


class RefusEcrit(NamedTuple):
    """A dossier that was not ready, the codes of what was wrong, and that in words."""

    reference: str
    codes: tuple[str, ...]
    raisons: tuple[str, ...] = ()


class Precedente(NamedTuple):
    """The manifest of the session before, as the session names it."""

    fichier: str
    empreinte: str


class ModelesEcrits(NamedTuple):
    """The organisme's templates: the way from the session's folder to theirs, and their SHA-256.

    Both are empty where the pages have the words of clea.
    """

    dossier: str = ""
    fichiers: Mapping[str, str] = MappingProxyType({})


class Cloture(NamedTuple):
    """When a session was closed, by which sheet of decisions, and its minutes, by name of file.

    `prises` is what was decided, by reference (nothing: it was closed before that was noted), and
    `valeurs` the SHA-256 of that with its reasons and votes. `absents` and `preside` are
    references, `modeles` the organisme's own files that the minutes are made of.
    """

    date: str
    decisions: Mapping[str, str]
    fichiers: Mapping[str, str]
    absents: tuple[str, ...] = ()
    preside: str = ""
    prises: Mapping[str, Choix] = MappingProxyType({})
    valeurs: str = ""
    modeles: Mapping[str, str] = MappingProxyType({})


class Manifeste(NamedTuple):
    """All of it; `session_lue` is the way from the folder to the session's file.

    `entrees` are the session's own files, `fichiers` those that speak of all dossiers.
    """

    outil: str
    session: SessionEcrite
    referentiel: ReferentielEcrit
    regle: str
    precedente: Precedente | None
    session_lue: str
    entrees: Mapping[str, str]
    dossiers: tuple[DossierEcrit, ...]
    refuses: tuple[RefusEcrit, ...]
    fichiers: Mapping[str, str]
    cloture: Cloture | None
    modeles: ModelesEcrits = ModelesEcrits()

    @property
    def nommes(self) -> dict[str, str]:
        """Every file that it names, with its SHA-256."""
        nommes = dict(self.fichiers)
        for dossier in self.dossiers:
            nommes |= dossier.fichiers
        if self.cloture:
            nommes |= self.cloture.decisions
            nommes |= self.cloture.fichiers
        return nommes


def donnees(manifeste: Manifeste) -> dict[str, Any]:
    """Give the plain data that its JSON holds, in the order in which it holds them."""
    precedente = manifeste.precedente
    cloture = manifeste.cloture
    modeles = manifeste.modeles
    # All its fields, then, in their places, those that are not plain.
    return {
        "schema": SCHEMA,
        **manifeste._asdict(),
        "session": _session(manifeste.session),
        "referentiel": manifeste.referentiel._asdict(),
        "precedente": precedente._asdict() if precedente else None,
        "dossiers": [dossier._asdict() for dossier in manifeste.dossiers],
        "refuses": [refus._asdict() for refus in manifeste.refuses],
        "cloture": _cloture(cloture) if cloture else None,
        "modeles": {"dossier": modeles.dossier, "fichiers": dict(modeles.fichiers)},
    }


def _session(session: SessionEcrite) -> dict[str, Any]:
    return {
        **session._asdict(),
        "organisme": session.organisme._asdict(),
        "jury": [membre._asdict() for membre in session.jury],
        "libelles": dict(session.libelles),
        "certificateur": session.certificateur._asdict(),
    }


def _cloture(cloture: Cloture) -> dict[str, Any]:
    dits = {"prises": dict(cloture.prises), "modeles": dict(cloture.modeles)}
    return {**cloture._asdict(), **dits}
