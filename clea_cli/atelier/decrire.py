"""A référentiel put into words for a page: what it is, its rules, and all that each line says."""

import re
from collections.abc import Iterable

from clea_cli.atelier.correspondances import LigneDuReferentiel
from clea_cli.atelier.donnees import codes_par_resultat
from clea_cli.atelier.mots_referentiel import ETATS, contexte_nomme, resume
from clea_cli.atelier.mots_regles import decrire_regle, exigences
from clea_cli.atelier.vues_referentiel import (
    ExempleDecrit,
    LigneDecrite,
    ReferentielDecrit,
    SourceDecrite,
)
from clea_cli.decision.decision import bareme
from clea_cli.decision.mots import VERDICTS
from clea_cli.diagnostics import en_lettres
from clea_cli.referentiel.mots import (
    CERTITUDES,
    certitudes_des_criteres,
    echelle,
    enregistrement,
    mise_en_garde,
    mots_locaux,
)
from clea_cli.referentiel.referentiel import (
    Certitude,
    Critere,
    Domaine,
    Exemple,
    Modalites,
    Referentiel,
    Source,
    SousDomaine,
    Succession,
    simplifier,
)
from clea_cli.sorties.mots import compte, phrase

# « aksis.fr/blog » too.
_ADRESSE = re.compile(r"(?:https?://)?([a-z0-9-]+\.)+[a-z]{2,}(/[^\s<>\"]*)?")
_VERDICTS = dict(VERDICTS.values())


def decrire(referentiel: Referentiel) -> ReferentielDecrit:
    """Put a whole référentiel into words."""
    # Without lines, a rule requires no points.
    regles = referentiel.regles if referentiel.domaines else ()
    baremes = [bareme(referentiel, regle) for regle in regles]
    inscrit = referentiel.enregistrement
    derniere_verification = max((regle.verifie_le for regle in referentiel.regles), default="")
    return ReferentielDecrit(
        id=referentiel.id,
        version=referentiel.version,
        revision=str(referentiel.revision) if referentiel.revision > 1 else "",
        libelle=referentiel.libelle,
        certificateur=referentiel.certificateur,
        etat=referentiel.etat.value,
        mots_etat=ETATS[referentiel.etat],
        avertissement=phrase(mise_en_garde(referentiel)),
        empreinte=f"sha256:{referentiel.empreinte}",
        succede=_succession(referentiel.succede),
        modalites=_modalites(referentiel.tenue),
        enregistrement=enregistrement(inscrit) if inscrit else "",
        verifie_le=derniere_verification,
        contenu=resume(referentiel),
        certitudes=tuple(certitudes_des_criteres(referentiel)),
        echelle=echelle(referentiel),
        sources=tuple(map(_source, referentiel.sources)),
        regles=tuple(map(decrire_regle, baremes)),
        exigences=tuple(exigences(baremes)),
        domaines=_lignes(referentiel.domaines, referentiel),
        exemples=tuple(_exemple(referentiel, exemple) for exemple in referentiel.exemples),
        contexte=contexte_nomme(referentiel.contexte) if referentiel.contexte else "",
    )


def _succession(succede: Succession | None) -> str:
    if succede is None:
        return ""
    dite = f"la version {succede.version}"
    if succede.retires:
        retires = en_lettres(list(succede.retires))
        dite += f", dont rien ne remplace {retires}"
    return dite


def _modalites(modalites: Modalites) -> str:
    appui = _appui(modalites.certitude, modalites.sources)
    validite = compte(modalites.validite_ans, "an")
    if modalites.validite:
        validite += f" ({_appui(*modalites.validite)})"
    parts = (
        f"préalable en {modalites.prealable_heures_max} h au plus",
        f"finale en {modalites.finale_heures_max} h au plus",
        f"domaines gardés {validite} ({appui})",
    )
    dites = ", ".join(parts)
    note = f" ; {modalites.note}" if modalites.note else ""
    return f"{dites}{note}"


def _appui(certitude: Certitude, sources: tuple[str, ...]) -> str:
    """How sure something is, and by what."""
    mots, _ = CERTITUDES[certitude]
    if not sources:
        return mots
    lesquelles = ", ".join(sources)
    return f"{mots}, selon {lesquelles}"


def _source(source: Source) -> SourceDecrite:
    # Only what is an address, and nothing else, may be followed from a page.
    lien = ""
    if _ADRESSE.fullmatch(source.adresse):
        complete = "://" in source.adresse
        lien = source.adresse if complete else f"https://{source.adresse}"
    return SourceDecrite(*source, lien=lien)


def _lignes(
    lignes: Iterable[LigneDuReferentiel], referentiel: Referentiel
) -> tuple[LigneDecrite, ...]:
    return tuple(_ligne(ligne, referentiel) for ligne in lignes)


def _ligne(ligne: LigneDuReferentiel, referentiel: Referentiel) -> LigneDecrite:
    niveau, dessous = _dessous(ligne, referentiel)
    # A line that holds others is worth what they are together.
    if isinstance(ligne, Critere):
        points = ligne.points
        remplace = ligne.remplace
    else:
        points = simplifier(sum(autre.points for autre in dessous))
        remplace = None
    surcouches = referentiel.contexte.lignes if referentiel.contexte else {}
    surcouche = surcouches.get(ligne.code)
    mots, _ = CERTITUDES[ligne.certitude]
    return LigneDecrite(
        niveau=niveau,
        code=ligne.code,
        libelle=ligne.libelle,
        certitude=ligne.certitude.value,
        mots=mots,
        sources=ligne.sources,
        note=ligne.note,
        points=points,
        remplace=remplace or (),
        filiation=_filiation(remplace, referentiel.succede),
        lignes=dessous,
        locales=tuple(mots_locaux(surcouche)) if surcouche else (),
    )


def _dessous(
    ligne: LigneDuReferentiel, referentiel: Referentiel
) -> tuple[str, tuple[LigneDecrite, ...]]:
    """The name of the level of a line, and the lines below it."""
    if isinstance(ligne, Domaine):
        return "domaine", _lignes(ligne.sous_domaines, referentiel)
    if isinstance(ligne, SousDomaine):
        return "sous-domaine", _lignes(ligne.criteres, referentiel)
    return "critère", ()


def _filiation(remplace: tuple[str, ...] | None, succede: Succession | None) -> str:
    """What a critère replaces; nothing is said where nothing changed."""
    if remplace is None:
        return ""
    if not remplace:
        return "ne remplace aucun critère"
    version = succede.version if succede else "précédente"
    return f"remplace {en_lettres(list(remplace))} de la version {version}"


def _exemple(referentiel: Referentiel, exemple: Exemple) -> ExempleDecrit:
    regle = referentiel.regle(exemple.regle)
    sauf: list[str] = []
    for resultat, codes in codes_par_resultat(exemple).items():
        lesquels = ", ".join(codes)
        sauf.append(f"{resultat.libelle} : {lesquels}")
    suite = f", sauf {en_lettres(sauf)}" if sauf else ""
    return ExempleDecrit(
        libelle=exemple.libelle,
        grille=f"tout {exemple.defaut.libelle}{suite}",
        regle=regle.id if regle else "",
        verdict=_VERDICTS[exemple.verdict],
    )
