"""Does a document still match its files? They are found by what they hold, and it is made again."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from clea_cli.decision.jugement import juger
from clea_cli.decision.lot import Lecture
from clea_cli.decision.mots import VERDICTS
from clea_cli.decision.paires import Paire
from clea_cli.diagnostics import Diagnostic, Outcome, Position, conclure, diagnostic, refuser
from clea_cli.documents import charger_modeles, lire_provenance
from clea_cli.documents.commande import Commande, Tache
from clea_cli.documents.plan import Demande
from clea_cli.documents.portee import code
from clea_cli.documents.preparer import Preparation, faire, preparer
from clea_cli.documents.provenance_modele import (
    DemandeEcrite,
    ProvenanceAncienne,
    ProvenanceModele,
)
from clea_cli.documents.sources_d_un_document import Essayes, Trouves
from clea_cli.referentiel.livres import livres
from clea_cli.sources import fichiers
from clea_cli.sources.temps import jour_iso

_OCTETS_MAX = 50_000_000
_CITES = 3  # of the files that were given


class Controle(NamedTuple):
    """A document that was looked at: what it is, of whom."""

    genre: str
    candidat: str
    modeles_propres: bool  # whether its words are an organisme's


class _Attendu(NamedTuple):
    """What a document says of what it was made of.

    Of an old one, the candidate and the verdict too.
    """

    origine: ProvenanceModele
    candidat: str | None = None
    verdict: str | None = None


def est_un_document(chemin: str) -> bool:
    """Whether a file says what it was made of."""
    contenu = fichiers.lire(chemin, _OCTETS_MAX)
    return contenu.value is not None and lire_provenance.lire(contenu.value) is not None


def controler(chemin: str, essayes: Essayes, dans: str | None = None) -> Outcome[Controle]:
    """Control one document: its files are looked for among those that are tried, and in `dans`.

    Errors: S101-S104, D301-D307, and those of the files.
    """
    contenu = fichiers.lire(chemin, _OCTETS_MAX)
    if contenu.value is None:
        return contenu.refus()
    origine = lire_provenance.lire(contenu.value)
    if origine is None:
        return refuser("D301", Position(chemin))
    if isinstance(origine, lire_provenance.PageDuJury):
        return refuser("D307", Position(chemin))
    attendu = _Attendu(origine) if isinstance(origine, ProvenanceModele) else _moderne(origine)
    # 1. Its files are there, as they were.
    retrouves = _retrouver(chemin, attendu.origine, essayes, dans)
    if retrouves.value is None:
        return retrouves.refus()
    # 2. One of their candidates is the one of the document, with the same verdict.
    preparation = _preparer(attendu.origine, retrouves.value)
    if preparation.value is None or preparation.value.bareme is None:
        if not preparation.diagnostics:
            return refuser("D304", Position(chemin))
        return preparation.refus()
    tache = _sien(preparation.value, attendu)
    if tache is None:
        return refuser("D306", Position(chemin))
    # 3. By the same tools, they give the document again, byte for byte.
    fautes = _comparer(chemin, contenu.value, attendu, preparation.value, tache)
    propres = bool(attendu.origine.organisme)
    return conclure(Controle(attendu.origine.document, tache.grille.candidat, propres), fautes)


def _comparer(
    chemin: str,
    contenu: bytes,
    attendu: _Attendu,
    preparation: Preparation,
    tache: Tache,
) -> tuple[Diagnostic, ...]:
    position = Position(chemin)
    (refait,) = faire(preparation, [tache])
    if refait.value is None:
        return refait.diagnostics
    # An old document was written in another way: its bytes say nothing any more.
    if attendu.candidat is not None:
        return (diagnostic("D356", position),)
    # Other tools give other bytes, of the same files.
    obtenu = ProvenanceModele.model_validate(refait.value.document.provenance)
    avant = _outils(attendu.origine)
    apres = _outils(obtenu)
    if avant != apres:
        return (diagnostic("D305", position, avant=avant, apres=apres),)
    if refait.value.contenu != contenu:
        return (diagnostic("D304", position),)
    return ()


def _sien(preparation: Preparation, attendu: _Attendu) -> Tache | None:
    """The candidate whose code is that of the document.

    Of an old one, whose reference and verdict are.
    """
    if preparation.bareme is None:
        return None
    # As the document says it: what it leaves out takes no part in its code.
    gardee = attendu.origine.model_dump(by_alias=True, exclude_unset=True)
    ancien = attendu.candidat is not None
    for tache in preparation.taches:
        if ancien and tache.grille.candidat != attendu.candidat:
            continue
        jugement = juger(preparation.bareme, (), tache.grille, tache.grille_finale)
        verdict, _ = VERDICTS[jugement.decision.verdict]
        if ancien:
            return tache if verdict == attendu.verdict else None
        if code(gardee, tache, verdict) == attendu.origine.code:
            return tache
    return None


def _outils(origine: ProvenanceModele) -> str:
    """The versions of the tools that made a document."""
    versions = [f"{nom} {version}" for nom, version in sorted(origine.outils.items())]
    return ", ".join([origine.outil, *versions])


def _retrouver(
    chemin: str,
    origine: ProvenanceModele,
    essayes: Essayes,
    dans: str | None,
) -> Outcome[dict[str, str]]:
    """Where the files of a document are now. Errors: D302, D303."""
    trouves = essayes.pour(chemin, dans)
    ici: dict[str, str] = {}
    manquent: list[str] = []
    # 1. Its files, one by one; its templates, which are those of a folder together.
    for cle, nature, empreinte in _attendus(origine):
        fichier = trouves.fichier(empreinte)
        if fichier is None:
            manquent.append(nature)
        else:
            ici[cle] = fichier
    if origine.organisme:
        dossier = trouves.dossier(origine.organisme)
        if dossier is None:
            manquent.append("le dossier des modèles")
        else:
            ici["modeles"] = dossier
    # 2. What is missing; where files were given, they are named: they may be the wrong ones.
    fautes: list[Diagnostic] = []
    position = Position(chemin)
    donnes = ", ".join(f"« {donne} »" for donne in essayes.donnes[:_CITES])
    for nature in manquent:
        if donnes:
            fautes.append(diagnostic("D303", position, nature=nature, donnes=donnes))
        else:
            fautes.append(diagnostic("D302", position, nature=nature))
    # 3. The référentiel, which may be one that ships.
    fautes += _du_referentiel(chemin, origine, trouves, ici)
    return conclure(ici, tuple(fautes))


def _attendus(origine: ProvenanceModele) -> list[tuple[str, str, str]]:
    """The files that a document was made of.

    What each serves for, as a key and in words, and its hash.
    """
    attendus = [("grille", "la grille", origine.grille)]
    if origine.finale:
        attendus.append(("finale", "la grille finale", origine.finale))
    if origine.catalogue and not origine.catalogue_livre:
        attendus.append(("catalogue", "le catalogue", origine.catalogue))
    if origine.fiche:
        attendus.append(("fiche", "le fichier de l'organisme", origine.fiche))
    if origine.identites:
        attendus.append(("identites", "le fichier des identités", origine.identites))
    return attendus


def _du_referentiel(
    chemin: str,
    origine: ProvenanceModele,
    trouves: Trouves,
    ici: dict[str, str],
) -> tuple[Diagnostic, ...]:
    """The référentiel: the one that ships, if it is still the same, or a file.

    Errors: D302, D303.
    """
    dit = origine.referentiel
    livre = livres().get(dit.id)
    if livre is not None and f"sha256:{livre.empreinte}" == dit.empreinte:
        ici["referentiel"] = dit.id
        return ()
    fichier = trouves.fichier(dit.empreinte)
    if fichier is not None:
        ici["referentiel"] = fichier
        return ()
    if livre is None:
        return (diagnostic("D302", Position(chemin), nature="le référentiel"),)
    donnes = f"celui que clea livre sous le nom « {dit.id} »"
    return (diagnostic("D303", Position(chemin), nature="le référentiel", donnes=donnes),)


def _preparer(origine: ProvenanceModele, trouves: Mapping[str, str]) -> Outcome[Preparation]:
    """Read the files again, by the same command."""
    modeles = charger_modeles.charger(trouves.get("modeles"))
    if modeles.value is None:
        return modeles.refus()
    dite = origine.lecture
    lecture = Lecture(
        trouves["referentiel"],
        origine.regle,
        dite.encodage,
        dite.separateur,
        dite.onglet,
        tuple(dite.ignorer),
    )
    commande = Commande(
        genre=origine.document,
        format=origine.format,
        lecture=lecture,
        date=origine.date,
        catalogue=trouves.get("catalogue"),
        demande=_demande(origine.demande) if origine.demande else None,
        prealable=jour_iso(origine.prealable),
        modeles=modeles.value,
        organisme=trouves.get("fiche", ""),
        identites=trouves.get("identites"),
        points=origine.points,
    )
    grille = trouves["grille"]
    paires: list[Paire] = []
    if "finale" in trouves:
        paires.append(Paire(grille, trouves["finale"]))
    preparation = preparer([grille], commande, paires)
    return Outcome(preparation, preparation.diagnostics)


def _moderne(ancienne: ProvenanceAncienne) -> _Attendu:
    """What an old document says, as one of today's would: its files are looked for alike."""
    dite = ancienne.model_dump(by_alias=True, exclude_unset=True)
    candidat = dite.pop("candidat")
    verdict = dite.pop("verdict")
    # Its files had names; they are looked for by what they hold.
    for cle in ("grille", "finale", "catalogue", "fiche", "identites"):
        if cle in dite:
            dite[cle] = dite[cle]["empreinte"]
    del dite["referentiel"]["fichier"]
    dite["organisme"] = ancienne.organisme.fichiers
    # A catalogue without a name was the one that ships.
    catalogue = ancienne.catalogue
    dite["catalogue_livre"] = catalogue is not None and not catalogue.fichier
    dite |= {"schema": "clea/provenance/2", "code": ""}
    return _Attendu(ProvenanceModele.model_validate(dite), candidat, verdict)


def _demande(ecrite: DemandeEcrite) -> Demande:
    return Demande(
        date.fromisoformat(ecrite.debut),
        Fraction(ecrite.par_semaine),
        jour_iso(ecrite.prealable),
        ecrite.situation,
        ecrite.route,
    )
