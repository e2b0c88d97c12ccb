"""What every output says of a référentiel in the same words."""

from collections import Counter
from collections.abc import Iterator

from clea_cli.diagnostics import en_lettres
from clea_cli.referentiel.contexte import Surcouche
from clea_cli.referentiel.referentiel import Certitude, Enregistrement, Referentiel, Resultat
from clea_cli.sorties.mots import compte, date_courte

# Of one line, of several lines.
CERTITUDES = {
    Certitude.CONFIRME: ("confirmé", "confirmés"),
    Certitude.RECOUPE: ("recoupé", "recoupés"),
    Certitude.UNE_SEULE_SOURCE: ("d'une seule source", "d'une seule source"),
    Certitude.A_CONFIRMER: ("à confirmer", "à confirmer"),
    Certitude.PROPOSITION: (
        "proposé par ce projet, non officiel",
        "proposés par ce projet, non officiels",
    ),
}
SEUILS = {
    "domaine": "seuil de chaque domaine",
    "sous_domaine": "seuil de chaque sous-domaine",
    "ensemble": "seuil de tous les points",
}
# For tools, for a person.
REPONSES = {resultat: (resultat.value, resultat.libelle) for resultat in Resultat}


def mise_en_garde(referentiel: Referentiel) -> str:
    """What warns of a référentiel, without the full stop that every page ends it with."""
    return referentiel.avertissement.rstrip(". ")


def certitudes(referentiel: Referentiel) -> str:
    """Say how sure the critères are, the surest first."""
    parts = [f"{combien} {mots}" for _, mots, combien in certitudes_des_criteres(referentiel)]
    criteres = compte(referentiel.nombre_de_criteres, "critère")
    return f"{criteres} : {en_lettres(parts)}"


def certitudes_des_criteres(referentiel: Referentiel) -> Iterator[tuple[str, str, int]]:
    """Of each certitude that some critères have, the surest first: its key, its words, how many."""
    trouvees = Counter(critere.certitude for critere in referentiel.criteres)
    for certitude in Certitude:
        combien = trouvees[certitude]
        if combien:
            un, plusieurs = CERTITUDES[certitude]
            mots = plusieurs if combien > 1 else un
            yield certitude.value, mots, combien


def echelle(referentiel: Referentiel) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The words of each answer that has some, then those that have two meanings, and are none."""
    mots = []
    for resultat, synonymes in referentiel.echelle.items():
        if synonymes:
            mots.append((resultat.libelle, synonymes))
    if referentiel.a_preciser:
        mots.append(("refusé, à préciser", referentiel.a_preciser))
    return tuple(mots)


def enregistrement(dernier: Enregistrement) -> str:
    """Say where a certification is registered, and was; by the day, others judge what has ended."""
    parts = [dernier.numero, dernier.repertoire, *_periode(dernier)]
    if dernier.note:
        parts.append(dernier.note)
    ici = ", ".join(parts)
    certitude, _ = CERTITUDES[dernier.certitude]
    precedents = []
    for precedent in dernier.precedents:
        faits = [precedent.numero, *_periode(precedent)]
        precedents.append(", ".join(faits))
    avant = f" ; avant : {en_lettres(precedents)}" if precedents else ""
    return f"{ici} ({certitude}){avant}"


def _periode(inscrit: Enregistrement) -> list[str]:
    """What is known of its days, a clause each."""
    parts: list[str] = []
    if inscrit.depuis:
        parts.append(f"depuis le {date_courte(inscrit.depuis)}")
    if inscrit.vu_le:
        parts.append(f"vu actif le {date_courte(inscrit.vu_le)}")
    if inscrit.echeance:
        parts.append(f"jusqu'au {date_courte(inscrit.echeance)}")
    else:
        parts.append("échéance inconnue")
    return parts


def mots_locaux(surcouche: Surcouche) -> Iterator[str]:
    """What a contexte says of a line, a sentence each."""
    if surcouche.libelle_local:
        yield f"chez nous : {surcouche.libelle_local}"
    if surcouche.situations:
        situations = " ; ".join(surcouche.situations)
        yield f"situations : {situations}"
    if surcouche.ressources:
        ressources = " ; ".join(surcouche.ressources)
        yield f"ressources : {ressources}"


def contexte_de(referentiel: Referentiel, code: str) -> str:
    """What the contexte of a référentiel says of a line, on one line; nothing without one."""
    if referentiel.contexte is None:
        return ""
    surcouche = referentiel.contexte.lignes.get(code)
    if surcouche is None:
        return ""
    return " ; ".join(mots_locaux(surcouche))
