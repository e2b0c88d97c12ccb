"""Does a document still match the files that it names? They are read again, and the document is made again."""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from clea_cli.decision.lot import Lecture
from clea_cli.decision.paires import Paire
from clea_cli.diagnostics import Diagnostic, Outcome, Position, conclure, diagnostic
from clea_cli.documents import charger_modeles, lire_provenance
from clea_cli.documents.commande import Commande, Noms
from clea_cli.documents.plan import Demande
from clea_cli.documents.preparer import Fait, faire, preparer
from clea_cli.documents.provenance_modele import DemandeEcrite, ProvenanceModele
from clea_cli.referentiel.livres import livres
from clea_cli.sources import fichiers
from clea_cli.sources.bornes import SUFFIXES

_OCTETS_MAX = 50_000_000


class Controle(NamedTuple):
    """A document that was looked at: what it is, of whom, its verdict."""

    genre: str
    candidat: str
    verdict: str
    modeles_propres: bool  # whether its words are an organisme's


def controler(chemin: str, dans: str | None = None) -> Outcome[Controle]:
    """Control one document, its files looked for in the folder `dans` too.

    Errors: S101-S104, D301-D307, and those of the files.
    """
    contenu = fichiers.lire(chemin, _OCTETS_MAX)
    if contenu.value is None:
        return Outcome(None, contenu.diagnostics)
    origine = lire_provenance.lire(contenu.value)
    if origine is None:
        return Outcome(None, (diagnostic("D301", Position(chemin)),))
    if isinstance(origine, lire_provenance.PageDuJury):
        return Outcome(None, (diagnostic("D307", Position(chemin)),))
    return _controler(chemin, contenu.value, origine, dans)


class _Nomme(NamedTuple):
    """A file that a document names: what it serves for, as a key and in words."""

    cle: str
    nature: str
    fichier: str
    empreinte: str


def _controler(
    chemin: str,
    contenu: bytes,
    origine: ProvenanceModele,
    dans: str | None,
) -> Outcome[Controle]:
    position = Position(chemin)
    propres = bool(origine.organisme.fichiers)
    controle = Controle(origine.document, origine.candidat, origine.verdict, propres)
    # 1. The files that it names are there, as they were.
    trouves, fautes = _retrouver(chemin, origine, dans)
    if fautes:
        return conclure(controle, fautes)
    # 2. They give the document again; without a fault, the grille does not know its candidate.
    refait = _refaire(origine, trouves)
    if refait.value is None:
        return Outcome(None, refait.diagnostics or (diagnostic("D304", position),))
    obtenu = ProvenanceModele.model_validate(refait.value.document.provenance)
    # 3. The same verdict, by the same tools, in the same bytes. Other tools may give other bytes.
    if obtenu.verdict != origine.verdict:
        faits = {"ecrit": origine.verdict, "recalcule": obtenu.verdict}
        return Outcome(None, (diagnostic("D306", position, **faits),))
    avant, apres = _outils(origine), _outils(obtenu)
    if avant != apres:
        return Outcome(controle, (diagnostic("D305", position, avant=avant, apres=apres),))
    if refait.value.contenu != contenu:
        return Outcome(None, (diagnostic("D304", position),))
    return Outcome(controle)


def _outils(origine: ProvenanceModele) -> str:
    """The versions of the tools that made a document."""
    versions = [f"{nom} {version}" for nom, version in sorted(origine.outils.items())]
    return ", ".join([origine.outil, *versions])


def _retrouver(
    chemin: str,
    origine: ProvenanceModele,
    dans: str | None,
) -> tuple[dict[str, str], tuple[Diagnostic, ...]]:
    """Where the files that a document names are now, and those that are missing or have changed."""
    position = Position(chemin)
    trouves: dict[str, str] = {}
    fautes: list[Diagnostic] = []
    for nomme in _nommes(origine):
        faits = {"nature": nomme.nature, "fichier": nomme.fichier}
        ici = _chercher(nomme.fichier, chemin, dans)
        if ici is None:
            fautes.append(diagnostic("D302", position, **faits))
            continue
        lu = fichiers.lire(str(ici), _OCTETS_MAX)
        if lu.value is None:
            fautes += lu.diagnostics
        elif _empreinte(lu.value) != nomme.empreinte:
            fautes.append(diagnostic("D303", position, **faits))
        else:
            trouves[nomme.cle] = str(ici)
    # A référentiel that ships is named by its id: it is no file of this machine.
    referentiel = origine.referentiel
    if not referentiel.fichier.endswith(SUFFIXES):
        trouves["referentiel"] = referentiel.id
        livre = livres().get(referentiel.id)
        if livre is None or f"sha256:{livre.empreinte}" != referentiel.empreinte:
            faits = {"nature": "le référentiel", "fichier": referentiel.id}
            fautes.append(diagnostic("D303", position, **faits))
    return trouves, tuple(fautes)


def _empreinte(contenu: bytes) -> str:
    return f"sha256:{hashlib.sha256(contenu).hexdigest()}"


def _nommes(origine: ProvenanceModele) -> Iterator[_Nomme]:
    """The files that a document names."""
    grille, referentiel = origine.grille, origine.referentiel
    yield _Nomme("grille", "la grille", grille.fichier, grille.empreinte)
    if finale := origine.finale:
        yield _Nomme("finale", "la grille finale", finale.fichier, finale.empreinte)
    if referentiel.fichier.endswith(SUFFIXES):
        fichier = referentiel.fichier
        yield _Nomme("referentiel", "le référentiel", fichier, referentiel.empreinte)
    if origine.catalogue and origine.catalogue.fichier:
        fichier = origine.catalogue.fichier
        yield _Nomme("catalogue", "le catalogue", fichier, origine.catalogue.empreinte)
    for nom, empreinte in origine.organisme.fichiers.items():
        fichier = f"{origine.organisme.dossier}/{nom}"
        yield _Nomme(f"modele {nom}", "le modèle", fichier, f"sha256:{empreinte}")


def _chercher(fichier: str, document: str, dans: str | None) -> Path | None:
    """A file in the folder that is named, from here or from the document's folder."""
    if not fichier:
        return None
    seul = Path(fichier).name
    lieux: list[Path] = []
    if dans is not None:
        lieux += [Path(dans) / fichier, Path(dans) / seul]
    # By its name alone beside the document: all may have been copied into one folder.
    dossier = Path(document).parent
    lieux += [Path(fichier), dossier / fichier, dossier / seul]
    return next((lieu for lieu in lieux if lieu.is_file()), None)


def _refaire(origine: ProvenanceModele, trouves: Mapping[str, str]) -> Outcome[Fait]:
    """Make the document again, by the same command."""
    # The organisme's own files were all found in one folder, or there are none.
    modele = next((cle for cle in trouves if cle.startswith("modele ")), None)
    dossier = str(Path(trouves[modele]).parent) if modele else None
    modeles = charger_modeles.charger(dossier)
    if modeles.value is None:
        return Outcome(None, modeles.diagnostics)
    commande = Commande(
        genre=origine.document,
        format=origine.format,
        lecture=Lecture(
            trouves["referentiel"],
            origine.regle,
            origine.lecture.encodage,
            origine.lecture.separateur,
            origine.lecture.onglet,
            tuple(origine.lecture.ignorer),
        ),
        date=origine.date,
        catalogue=trouves.get("catalogue"),
        demande=_demande(origine.demande) if origine.demande else None,
        prealable=_jour(origine.prealable),
        modeles=modeles.value,
        noms=Noms(
            origine.grille.fichier,
            origine.referentiel.fichier,
            origine.catalogue.fichier if origine.catalogue else "",
            origine.organisme.dossier,
            origine.finale.fichier if origine.finale else "",
        ),
    )
    paires = [Paire(trouves["grille"], trouves["finale"])] if "finale" in trouves else []
    preparation = preparer([trouves["grille"]], commande, paires)
    taches = [tache for tache in preparation.taches if tache.grille.candidat == origine.candidat]
    if not taches or preparation.bareme is None:
        return Outcome(None, preparation.diagnostics)
    return next(iter(faire(preparation, taches[:1])))


def _demande(ecrite: DemandeEcrite) -> Demande:
    return Demande(
        date.fromisoformat(ecrite.debut),
        Fraction(ecrite.par_semaine),
        _jour(ecrite.prealable),
        ecrite.situation,
    )


def _jour(ecrit: str | None) -> date | None:
    return date.fromisoformat(ecrit) if ecrit else None
