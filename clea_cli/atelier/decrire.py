"""A référentiel put into words for a page: what it is, its rules, and each line with all that it says of itself."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from clea_cli.atelier.mots_referentiel import ETATS, resume
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
from clea_cli.referentiel.contexte import Contexte
from clea_cli.referentiel.mots import (
    CERTITUDES,
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

_ADRESSE = re.compile(
    r"(?:https?://)?([a-z0-9-]+\.)+[a-z]{2,}(/[^\s<>\"]*)?"
)  # « aksis.fr/blog » too
_VERDICTS = dict(VERDICTS.values())


def decrire(referentiel: Referentiel) -> ReferentielDecrit:
    """Put a whole référentiel into words."""
    baremes = (
        [bareme(referentiel, regle) for regle in referentiel.regles] if referentiel.domaines else []
    )
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
        enregistrement=enregistrement(referentiel.enregistrement)
        if referentiel.enregistrement
        else "",
        verifie_le=max((regle.verifie_le for regle in referentiel.regles), default=""),
        contenu=resume(referentiel),
        certitudes=tuple(_certitudes(referentiel)),
        echelle=echelle(referentiel),
        sources=tuple(map(_source, referentiel.sources)),
        regles=tuple(map(decrire_regle, baremes)),
        exigences=tuple(exigences(baremes)) if baremes else (),
        domaines=tuple(_ligne(domaine, referentiel) for domaine in referentiel.domaines),
        exemples=tuple(_exemple(referentiel, exemple) for exemple in referentiel.exemples),
        contexte=_contexte(referentiel.contexte),
    )


def _contexte(contexte: Contexte | None) -> str:
    return (
        ""
        if contexte is None
        else f"{contexte.libelle} ({contexte.id}, version {contexte.version})"
    )


def _succession(succede: Succession | None) -> str:
    if succede is None:
        return ""
    suite = (
        f", dont rien ne remplace {en_lettres(list(succede.retires))}" if succede.retires else ""
    )
    return f"la version {succede.version}{suite}"


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
    note = f" ; {modalites.note}" if modalites.note else ""
    return f"{', '.join(parts)}{note}"


def _appui(certitude: Certitude, sources: tuple[str, ...]) -> str:
    return CERTITUDES[certitude][0] + (f", selon {', '.join(sources)}" if sources else "")


def _certitudes(referentiel: Referentiel) -> Iterator[tuple[str, str, int]]:
    trouvees = Counter(critere.certitude for critere in referentiel.criteres)
    for certitude in Certitude:
        if nombre := trouvees[certitude]:
            yield certitude.value, CERTITUDES[certitude][nombre > 1], nombre


def _source(source: Source) -> SourceDecrite:
    lien = source.adresse if _ADRESSE.fullmatch(source.adresse) else ""
    return SourceDecrite(*source, lien=lien if not lien or "://" in lien else f"https://{lien}")


def _ligne(ligne: Domaine | SousDomaine | Critere, referentiel: Referentiel) -> LigneDecrite:
    niveau, dessous = _dessous(ligne, referentiel)
    if isinstance(ligne, Critere):
        points, remplace = ligne.points, ligne.remplace
    else:
        points, remplace = simplifier(sum(autre.points for autre in dessous)), None
    surcouches = referentiel.contexte.lignes if referentiel.contexte else {}
    surcouche = surcouches.get(ligne.code)
    return LigneDecrite(
        niveau=niveau,
        code=ligne.code,
        libelle=ligne.libelle,
        certitude=ligne.certitude.value,
        mots=CERTITUDES[ligne.certitude][0],
        sources=ligne.sources,
        note=ligne.note,
        points=points,
        remplace=remplace or (),
        filiation=_filiation(remplace, referentiel.succede),
        lignes=dessous,
        locales=tuple(mots_locaux(surcouche)) if surcouche else (),
    )


def _dessous(
    ligne: Domaine | SousDomaine | Critere, referentiel: Referentiel
) -> tuple[str, tuple[LigneDecrite, ...]]:
    """The name of the level of a line, and the lines below it."""
    if isinstance(ligne, Domaine):
        return "domaine", tuple(_ligne(autre, referentiel) for autre in ligne.sous_domaines)
    if isinstance(ligne, SousDomaine):
        return "sous-domaine", tuple(_ligne(autre, referentiel) for autre in ligne.criteres)
    return "critère", ()


def _filiation(remplace: tuple[str, ...] | None, succede: Succession | None) -> str:
    """What a critère replaces; nothing is said where nothing changed."""
    if remplace is None:
        return ""
    if not remplace:
        return "ne remplace aucun critère"
    return f"remplace {en_lettres(list(remplace))} de la version {succede.version if succede else 'précédente'}"


def _exemple(referentiel: Referentiel, exemple: Exemple) -> ExempleDecrit:
    regle = referentiel.regle(exemple.regle)
    sauf = [
        f"{resultat.libelle} : {', '.join(code for code, _ in groupe)}"
        for resultat, groupe in groupby(exemple.sauf, key=itemgetter(1))
    ]
    return ExempleDecrit(
        libelle=exemple.libelle,
        grille=f"tout {exemple.defaut.libelle}{f', sauf {en_lettres(sauf)}' if sauf else ''}",
        regle=regle.id if regle else "",
        verdict=_VERDICTS[exemple.verdict],
    )
