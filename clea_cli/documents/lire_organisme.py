"""`organisme.yaml`: found beside the grilles or named, read, and what it must mean."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

from clea_cli.diagnostics import Outcome, conclure
from clea_cli.documents.organisme import Agenda, Fermeture, Formation, Organisme, Personne
from clea_cli.documents.organisme_modele import JoursModele, OrganismeModele
from clea_cli.sources import fichiers
from clea_cli.sources.bornes import YAML_OCTETS_MAX
from clea_cli.sources.forme import lire_conforme
from clea_cli.sources.temps import jour_admis
from clea_cli.sources.texte import Constat, TexteLu

NOM = "organisme.yaml"
_JOURS = tuple(JoursModele.model_fields)  # Monday first


class Fiche(NamedTuple):
    """An organisme and the file that says it; no `fichier`: none was found."""

    organisme: Organisme = Organisme()
    fichier: str = ""
    empreinte: str = ""


def charger(demande: str | None, grilles: Sequence[str]) -> Outcome[Fiche]:
    """Read the file that is asked for.

    If nothing is said, the one that lies beside the first grille, if there is one.

    Errors: S101-S104, R101-R107, R201-R204, D310.
    """
    chemin = _a_cote(grilles) if demande is None else demande
    if not chemin:
        return Outcome(Fiche())
    # 1. Its bytes, its YAML, its shape.
    contenu = fichiers.lire(chemin, YAML_OCTETS_MAX)
    if contenu.value is None:
        return contenu.refus()
    document = lire_conforme(contenu.value, chemin, OrganismeModele)
    if document.value is None:
        return document.refus()
    # 2. What it means.
    organisme = construire(document.value.racine)
    texte = TexteLu(document.value.position)
    fautes = [constat.diagnostic for constat in _fautes(organisme, texte)]
    # 3. Documents say by which file they were made: another one of that name is not it.
    empreinte = hashlib.sha256(contenu.value).hexdigest()
    fiche = Fiche(organisme, chemin, empreinte)
    return conclure(fiche, tuple(fautes))


def _a_cote(grilles: Sequence[str]) -> str:
    """The file of that name in the folder of the first grille, if there is one."""
    # A grille that comes through a pipe lies beside nothing.
    if not grilles or grilles[0] == "-":
        return ""
    ici = Path(grilles[0]).parent / NOM
    return str(ici) if ici.is_file() else ""


def _fautes(organisme: Organisme, texte: TexteLu) -> Iterator[Constat]:
    """A closing ends when it began, or later. Errors: D310."""
    for rang, fermeture in enumerate(organisme.agenda.fermetures):
        if fermeture.au < fermeture.du:
            yield texte.constat("D310", ("calendrier", "fermetures", rang, "au"))


def construire(racine: Mapping[str, Any]) -> Organisme:
    """Build an organisme of values whose shape was verified."""
    # A key without a value (« nda: ») says as little as one that is not there.
    nda = racine.get("nda") or {}
    donnees = racine.get("donnees") or {}
    return Organisme(
        nom=racine.get("nom") or "",
        adresse=tuple(racine.get("adresse") or ()),
        telephone=racine.get("telephone") or "",
        courriel=racine.get("courriel") or "",
        siret=racine.get("siret") or "",
        nda=nda.get("numero", ""),
        nda_region=nda.get("region", ""),
        lieu=racine.get("lieu") or "",
        signataire=Personne(**_dits(racine.get("signataire"))),
        contact=Personne(**_dits(racine.get("contact"))),
        referent_handicap=Personne(**_dits(racine.get("referent_handicap"))),
        formation=Formation(**_dits(racine.get("formation"))),
        agenda=_agenda(racine.get("calendrier") or {}),
        donnees_contact=donnees.get("contact") or "",
        donnees_ans=donnees.get("conservation_ans"),
    )


def _dits(groupe: Mapping[str, str | None] | None) -> dict[str, str]:
    """The keys that say something."""
    return {cle: valeur for cle, valeur in (groupe or {}).items() if valeur}


def _agenda(calendrier: Mapping[str, Any]) -> Agenda:
    heures: dict[int, Fraction] = {}
    for jour, dites in _dits(calendrier.get("jours")).items():
        # As they are written: 3.5 is seven halves, not the float that is nearest to it.
        heures[_JOURS.index(jour)] = Fraction(str(dites))
    fermetures = calendrier.get("fermetures") or ()
    bilan = calendrier.get("bilan_heures")
    return Agenda(
        heures=heures,
        feries=calendrier.get("jours_feries") or "",
        fermetures=tuple(map(_fermeture, fermetures)),
        delai_finale=calendrier.get("delai_finale_jours") or 0,
        bilan=Fraction(bilan) if bilan else None,
    )


def _fermeture(fermeture: Mapping[str, Any]) -> Fermeture:
    return Fermeture(
        du=jour_admis(fermeture["du"]),
        au=jour_admis(fermeture["au"]),
        motif=fermeture.get("motif") or "",
    )
