"""Does a document still match the files that it names? They are read again, and the document is made again."""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

from clea_cli.decision.lot import Lecture
from clea_cli.decision.paires import Paire
from clea_cli.diagnostics import Diagnostic, Outcome, Position, conclure, diagnostic
from clea_cli.documents import lire_provenance
from clea_cli.documents import modeles_organisme as workflow_modeles
from clea_cli.documents.plan import Demande
from clea_cli.documents.preparer import Commande, Fait, Noms, faire, preparer
from clea_cli.referentiel.livres import livres
from clea_cli.sources import fichiers
from clea_cli.sources.bornes import SUFFIXES

_OCTETS_MAX = 50_000_000


class Controle(NamedTuple):
    """A document that was looked at: what it is, of whom, its verdict, and whether its words are an organisme's."""

    genre: str
    candidat: str
    verdict: str
    modeles_propres: bool


def controler(chemin: str, dans: str | None = None) -> Outcome[Controle]:
    """Control one document, its files looked for in the folder `dans` too. Errors: S101-S104, D301-D307, and theirs."""
    contenu = fichiers.lire(chemin, _OCTETS_MAX)
    if contenu.value is None:
        return Outcome(None, contenu.diagnostics)
    origine = lire_provenance.lire(contenu.value)
    if origine is None:
        return Outcome(None, (diagnostic("D301", Position(chemin)),))
    if origine["schema"] == lire_provenance.DU_JURY:
        return Outcome(None, (diagnostic("D307", Position(chemin)),))
    return _controler(chemin, contenu.value, origine, dans)


def _controler(chemin: str, contenu: bytes, origine: Mapping[str, Any], dans: str | None) -> Outcome[Controle]:
    trouves, fautes = _retrouver(chemin, origine, dans)
    propres = bool(origine["organisme"]["fichiers"])
    controle = Controle(origine["document"], origine["candidat"], origine["verdict"], propres)
    if fautes:
        return conclure(controle, fautes)
    refait = _refaire(origine, trouves)
    position = Position(chemin)
    if refait.value is None:  # without a fault: the grille does not know its candidate
        return Outcome(None, refait.diagnostics or (diagnostic("D304", position),))
    obtenu = refait.value.document.provenance
    if obtenu["verdict"] != origine["verdict"]:
        faits = {"ecrit": origine["verdict"], "recalcule": obtenu["verdict"]}
        return Outcome(None, (diagnostic("D306", position, **faits),))
    if ecart := _autre_outil(origine, obtenu):
        return Outcome(controle, (diagnostic("D305", position, avant=ecart[0], apres=ecart[1]),))
    if refait.value.contenu != contenu:
        return Outcome(None, (diagnostic("D304", position),))
    return Outcome(controle)


def _autre_outil(origine: Mapping[str, Any], obtenu: Mapping[str, Any]) -> tuple[str, str] | None:
    """The versions of the tools then and now, if they differ."""

    def dits(provient: Mapping[str, Any]) -> str:
        outils = "".join(f", {nom} {version}" for nom, version in sorted(provient["outils"].items()))
        return f"{provient['outil']}{outils}"

    avant, apres = dits(origine), dits(obtenu)
    return None if avant == apres else (avant, apres)


def _retrouver(
    chemin: str, origine: Mapping[str, Any], dans: str | None
) -> tuple[dict[str, str], tuple[Diagnostic, ...]]:
    """Where the files that a document names are now, and those that are missing or have changed."""
    trouves: dict[str, str] = {}
    fautes: list[Diagnostic] = []
    for cle, nature, fichier, empreinte in _nommes(origine):
        ici = _chercher(fichier, chemin, dans)
        if ici is None:
            fautes.append(diagnostic("D302", Position(chemin), nature=nature, fichier=fichier))
            continue
        lu = fichiers.lire(str(ici), _OCTETS_MAX)
        if lu.value is None:
            fautes += lu.diagnostics
        elif f"sha256:{hashlib.sha256(lu.value).hexdigest()}" != empreinte:
            fautes.append(diagnostic("D303", Position(chemin), nature=nature, fichier=fichier))
        else:
            trouves[cle] = str(ici)
    referentiel = origine["referentiel"]
    livre = livres().get(referentiel["id"])
    if not referentiel["fichier"].endswith(SUFFIXES):
        trouves["referentiel"] = referentiel["id"]
        if livre is None or f"sha256:{livre.empreinte}" != referentiel["empreinte"]:
            fautes.append(diagnostic("D303", Position(chemin), nature="le référentiel", fichier=referentiel["id"]))
    return trouves, tuple(fautes)


def _nommes(origine: Mapping[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    """The files that a document names: a key, its words, its name, its SHA-256."""
    yield "grille", "la grille", origine["grille"]["fichier"], origine["grille"]["empreinte"]
    if finale := origine.get("finale"):
        yield "finale", "la grille finale", finale["fichier"], finale["empreinte"]
    referentiel = origine["referentiel"]
    if referentiel["fichier"].endswith(SUFFIXES):
        yield "referentiel", "le référentiel", referentiel["fichier"], referentiel["empreinte"]
    if (catalogue := origine.get("catalogue")) and catalogue["fichier"]:
        yield "catalogue", "le catalogue", catalogue["fichier"], catalogue["empreinte"]
    for nom, empreinte in origine["organisme"]["fichiers"].items():
        yield f"modele {nom}", "le modèle", f"{origine['organisme']['dossier']}/{nom}", f"sha256:{empreinte}"


def _chercher(fichier: str, document: str, dans: str | None) -> Path | None:
    """A file from here, from the document's folder or the one that is named, or by its name alone there."""
    dossier = Path(document).parent
    nommes = () if dans is None else (Path(dans) / fichier, Path(dans) / Path(fichier).name)
    lieux = (
        *nommes,
        Path(fichier),
        dossier / fichier,
        dossier / Path(fichier).name,
    )  # the last: all copied into one folder
    return next((lieu for lieu in lieux if fichier and lieu.is_file()), None)


def _refaire(origine: Mapping[str, Any], trouves: Mapping[str, str]) -> Outcome[Fait]:
    """Make the document again, by the same command."""
    dossier = next((str(Path(v).parent) for cle, v in trouves.items() if cle.startswith("modele ")), None)
    modeles = workflow_modeles.charger(dossier)
    if modeles.value is None:
        return Outcome(None, modeles.diagnostics)
    lue = {**origine["lecture"], "ignorer": tuple(origine["lecture"].get("ignorer", ()))}
    lecture = Lecture(trouves["referentiel"], origine["regle"], **lue)
    demande = origine.get("demande")
    commande = Commande(
        genre=origine["document"],
        format=origine["format"],
        lecture=lecture,
        date=date.fromisoformat(origine["date"]).isoformat(),
        catalogue=trouves.get("catalogue"),
        demande=_demande(demande) if demande else None,
        prealable=date.fromisoformat(origine["prealable"]) if "prealable" in origine else None,
        modeles=modeles.value,
        noms=Noms(
            origine["grille"]["fichier"],
            origine["referentiel"]["fichier"],
            (origine.get("catalogue") or {}).get("fichier", ""),
            origine["organisme"]["dossier"],
            (origine.get("finale") or {}).get("fichier", ""),
        ),
    )
    paires = [Paire(trouves["grille"], trouves["finale"])] if "finale" in trouves else []
    preparation = preparer([trouves["grille"]], commande, paires)
    taches = [tache for tache in preparation.taches if tache.grille.candidat == origine["candidat"]]
    if not taches or preparation.bareme is None:
        return Outcome(None, preparation.diagnostics)
    return next(iter(faire(preparation, taches[:1])))


def _demande(ecrite: Mapping[str, str | None]) -> Demande:
    prealable = ecrite["prealable"]
    return Demande(
        date.fromisoformat(str(ecrite["debut"])),
        Fraction(str(ecrite["par_semaine"])),
        date.fromisoformat(prealable) if prealable else None,
        ecrite["situation"],
    )
