"""Rules in words: when a domaine is mastered, when a candidate is certifiable, and the points that it takes."""

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
    regle, ensemble = applique.regle, applique.ensemble
    if conditions := list(_conditions(applique)):
        yield f"Un domaine est maîtrisé quand {en_lettres(conditions)}."
    total = ""
    if regle.seuil_ensemble is not None:
        part = f"{_part(regle.seuil_ensemble)} de tous les points sont acquis"
        total = f" et que {part} : {ensemble.requis} sur {ensemble.total}"
    yield f"Un candidat est certifiable quand tous les domaines sont maîtrisés{total}."
    yield from reserves_de_regle(regle)


def reserves_de_regle(regle: Regle) -> Iterator[str]:
    """What is not sure of a rule, what is to be known of its thresholds, and until when it was in force."""
    for precision in regle.precisions:
        seuil, doute = (
            phrase(SEUILS[precision.niveau])[:-1],
            precision.certitude is Certitude.A_CONFIRMER,
        )
        yield f"{seuil}{' à confirmer' if doute else ''}{f' : {precision.note}' if precision.note else ''}."
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
        codes = {
            sous_domaine.code
            for niveau in applique.domaines
            for sous_domaine, _ in niveau.sous_domaines
        }
        a_defaut = f" (à défaut, {part})" if codes - regle.comptes.keys() else ""
        atteint = f"son compte de points{a_defaut}" if regle.comptes else part
        yield f"chacun de ses sous-domaines atteint {atteint}"
    if regle.obligatoires:
        yield f"ses critères obligatoires sont acquis ({', '.join(regle.obligatoires)})"


def _part(seuil: Fraction) -> str:
    """A threshold for a person: « 75 % » where it is a whole number of hundredths."""
    return f"{seuil * 100} %" if 100 % seuil.denominator == 0 else str(seuil)


def exigences(baremes: Sequence[Bareme]) -> Iterator[ExigenceDecrite]:
    """Yield a row for each level that some rule looks at: all points, then each domaine before its sous-domaines."""
    yield from _exigence(
        "ensemble", "", "Tous les points", [applique.ensemble for applique in baremes]
    )
    for par_regle in zip(*(applique.domaines for applique in baremes), strict=True):
        domaine = par_regle[0].domaine
        yield from _exigence(
            "domaine", domaine.code, domaine.libelle, [niveau.niveau for niveau in par_regle]
        )
        for dessous in zip(*(niveau.sous_domaines for niveau in par_regle), strict=True):
            code, libelle = dessous[0][0].code, dessous[0][0].libelle
            reserves = [_reserve(applique.regle, code) for applique in baremes]
            yield from _exigence(
                "sous-domaine", code, libelle, [niveau for _, niveau in dessous], reserves
            )


def _exigence(
    niveau: str, code: str, libelle: str, niveaux: Sequence[Niveau], reserves: Sequence[str] = ()
) -> Iterator[ExigenceDecrite]:
    reserves = reserves or [""] * len(niveaux)
    requis = [
        "" if n.requis is None else f"{n.requis}{suite}"
        for n, suite in zip(niveaux, reserves, strict=True)
    ]
    if any(requis):
        yield ExigenceDecrite(niveau, code, libelle, niveaux[0].total, tuple(requis))


def _reserve(regle: Regle, code: str) -> str:
    compte = regle.comptes.get(code)
    return (
        " (à confirmer)" if compte is not None and compte.certitude is Certitude.A_CONFIRMER else ""
    )
