"""Rules in words: when a domaine is mastered, when a candidate is certifiable, with the points."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from clea_cli.atelier.vues_referentiel import ExigenceDecrite, RegleDecrite
from clea_cli.decision.decision import Bareme, Niveau
from clea_cli.diagnostics import en_lettres
from clea_cli.referentiel.mots import SEUILS
from clea_cli.referentiel.referentiel import Certitude, Regle
from clea_cli.sorties.mots import date_courte, phrase


def decrire_regle(applique: Bareme) -> RegleDecrite:
    """Put a rule into sentences."""
    regle = applique.regle
    return RegleDecrite(
        id=regle.id,
        libelle=regle.libelle,
        defaut=regle.defaut,
        phrases=tuple(_phrases(applique)),
        sources=regle.sources,
        verifiee_le=date_courte(regle.verifie_le),
    )


def _phrases(applique: Bareme) -> Iterator[str]:
    """What a rule says, a sentence each."""
    regle = applique.regle
    if conditions := list(_conditions(applique)):
        yield f"Un domaine est maîtrisé quand {en_lettres(conditions)}."
    total = ""
    if regle.seuil_ensemble is not None:
        ensemble = applique.ensemble
        part = f"{_part(regle.seuil_ensemble)} de tous les points sont acquis"
        total = f" et que {part} : {ensemble.requis} sur {ensemble.total}"
    yield f"Un candidat est certifiable quand tous les domaines sont maîtrisés{total}."
    yield from reserves_de_regle(regle)


def reserves_de_regle(regle: Regle) -> Iterator[str]:
    """What is not sure of a rule or is to be known of it, and until when it was in force."""
    for precision in regle.precisions:
        reserve = SEUILS[precision.niveau]
        if precision.certitude is Certitude.A_CONFIRMER:
            reserve += " à confirmer"
        if precision.note:
            reserve += f" : {precision.note}"
        yield phrase(reserve)
    if regle.a_confirmer:
        yield "Certains comptes sont à confirmer."
    if regle.jusqu_a:
        yield f"Elle avait cours jusqu'au {date_courte(regle.jusqu_a)}."


def _conditions(applique: Bareme) -> Iterator[str]:
    """What a domaine must meet, a clause each."""
    regle = applique.regle
    if regle.seuil_domaine is not None:
        yield f"{_part(regle.seuil_domaine)} de ses points sont acquis"
    if regle.seuil_sous_domaine is not None:
        part = f"{_part(regle.seuil_sous_domaine)} de ses points"
        yield f"chacun de ses sous-domaines atteint {_atteint(applique, part)}"
    if regle.obligatoires:
        codes = ", ".join(regle.obligatoires)
        yield f"ses critères obligatoires sont acquis ({codes})"


def _atteint(applique: Bareme, part: str) -> str:
    """What a sous-domaine must reach: a count of its own, or a share where it has none."""
    comptes = applique.regle.comptes
    if not comptes:
        return part
    # The share still counts where a sous-domaine has no count of its own.
    for domaine in applique.domaines:
        for sous_domaine, _ in domaine.sous_domaines:
            if sous_domaine.code not in comptes:
                return f"son compte de points (à défaut, {part})"
    return "son compte de points"


def _part(seuil: Fraction) -> str:
    """A threshold for a person: « 75 % » where it is a whole number of hundredths."""
    centiemes = seuil * 100
    return f"{centiemes} %" if centiemes.denominator == 1 else str(seuil)


def exigences(baremes: Sequence[Bareme]) -> Iterator[ExigenceDecrite]:
    """Yield a row for each level that some rule looks at, each level before those below it.

    All points come first, then each domaine before its sous-domaines; `baremes` are of one
    référentiel, so that each has the same levels in the same order.
    """
    ensembles = [applique.ensemble for applique in baremes]
    yield from _exigence("ensemble", "", "Tous les points", ensembles)
    # From a list of domaines a rule, to what all rules ask of each domaine.
    domaines = zip(*(applique.domaines for applique in baremes), strict=True)
    for par_regle in domaines:
        domaine = par_regle[0].domaine
        niveaux = [de_domaine.niveau for de_domaine in par_regle]
        yield from _exigence("domaine", domaine.code, domaine.libelle, niveaux)
        sous_domaines = zip(*(de_domaine.sous_domaines for de_domaine in par_regle), strict=True)
        for dessous in sous_domaines:
            sous_domaine, _ = dessous[0]
            code = sous_domaine.code
            niveaux = [niveau for _, niveau in dessous]
            reserves = [_reserve(applique.regle, code) for applique in baremes]
            yield from _exigence("sous-domaine", code, sous_domaine.libelle, niveaux, reserves)


def _exigence(
    niveau: str, code: str, libelle: str, niveaux: Sequence[Niveau], reserves: Sequence[str] = ()
) -> Iterator[ExigenceDecrite]:
    """A row, unless no rule looks at that level."""
    reserves = reserves or [""] * len(niveaux)
    ecrits: list[str] = []
    for exige, reserve in zip(niveaux, reserves, strict=True):
        ecrit = ""
        if exige.requis is not None:
            ecrit = f"{exige.requis}{reserve}"
        ecrits.append(ecrit)
    if any(ecrits):
        # How many points there are in all no rule says: it is the same for each.
        total = niveaux[0].total
        yield ExigenceDecrite(niveau, code, libelle, total, tuple(ecrits))


def _reserve(regle: Regle, code: str) -> str:
    return " (à confirmer)" if code in regle.comptes_a_confirmer else ""
