"""Find what a plan is made of: a catalogue of modules, and the ways to pay."""

import hashlib
from functools import cache
from pathlib import Path

from clea_cli.diagnostics import Outcome, Position, conclure, refuser
from clea_cli.documents import lire_catalogue, lire_financement
from clea_cli.documents import verifier_catalogue as check
from clea_cli.documents.catalogue import Catalogue, Module
from clea_cli.documents.financement import Financement
from clea_cli.documents.lire_catalogue import CatalogueModele
from clea_cli.referentiel.livres import DOSSIER
from clea_cli.referentiel.referentiel import Referentiel
from clea_cli.sources import fichiers
from clea_cli.sources.bornes import YAML_OCTETS_MAX
from clea_cli.sources.forme import lire_conforme
from clea_cli.sources.texte import TexteLu
from clea_cli.sources.yaml_source import lire

_FORMATION = DOSSIER / "formation"


def charger(chemin: str | None, referentiel: Referentiel) -> Outcome[Catalogue]:
    """Load a catalogue for a référentiel; the hours that ship with it, if none is named.

    Errors: S, R, D1.
    """
    if chemin is None:
        livre = _livre(referentiel)
        if not livre.is_file():
            return refuser("D105", Position("--catalogue"), referentiel=referentiel.id)
        chemin = str(livre)
    # 1. Its bytes, its YAML, its shape.
    contenu = fichiers.lire(chemin, YAML_OCTETS_MAX)
    if contenu.value is None:
        return contenu.refus()
    document = lire_conforme(contenu.value, chemin, CatalogueModele)
    if document.value is None:
        return document.refus()
    # 2. What it means.
    empreinte = hashlib.sha256(contenu.value).hexdigest()
    catalogue = lire_catalogue.construire(document.value.racine, empreinte)
    texte = TexteLu(document.value.position)
    fautes = [constat.diagnostic for constat in check.fautes(catalogue, referentiel, texte)]
    # 3. Modules of its hours; of a critère that the référentiel does not have, there is no label.
    if not fautes:
        catalogue = _deplier(catalogue, referentiel)
    return conclure(catalogue, tuple(fautes))


def est_livre(referentiel: Referentiel) -> bool:
    """Whether a catalogue ships for a référentiel."""
    return _livre(referentiel).is_file()


def _livre(referentiel: Referentiel) -> Path:
    return _FORMATION / f"heures-repere-{referentiel.id}.yaml"


def _deplier(catalogue: Catalogue, referentiel: Referentiel) -> Catalogue:
    """Make a module of the hours of each critère."""
    libelles = {critere.code: critere.libelle for critere in referentiel.criteres}
    modules = list(catalogue.modules)
    for code, heures in catalogue.heures_par_critere.items():
        module = Module(
            id=code,
            libelle=libelles[code],
            criteres=(code,),
            heures=heures,
            modalite="",
            ressource="",
            organisme="",
        )
        modules.append(module)
    return catalogue._replace(modules=tuple(modules))


@cache
def financement() -> Financement:
    """The ways to pay that ship with the program; a test verifies their file."""
    fichier = _FORMATION / "dispositifs-financement.yaml"
    document = lire(fichier.read_bytes(), fichier.name).value
    if document is None:
        raise ValueError(fichier)
    return lire_financement.construire(document.racine)


def situation_connue(situation: str | None) -> Outcome[str]:
    """Make sure that the ways to pay know a candidate's situation. Errors: D106."""
    publics = financement().publics
    if situation is None or situation in publics:
        return Outcome(situation)
    faits = {"situation": situation, "admises": ", ".join(publics)}
    return refuser("D106", Position("--situation"), **faits)
