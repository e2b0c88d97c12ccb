"""The words of what changes from the préalable to the finale, of days and of hours."""

from collections.abc import Iterator

from clea_cli.cohorte.mots_cellules import (
    LIRE,
    MOTS_DES_VERDICTS,
    en_phrases,
    etendue,
    masque,
    mesures,
    morceaux,
    part,
)
from clea_cli.cohorte.statistiques import (
    PAS_CERTIFIABLES,
    Cohorte,
    DelaiDeLaCohorte,
    Evolution,
    Passage,
)
from clea_cli.cohorte.vues import LigneDeTableau, Mesure, TableauVu
from clea_cli.referentiel.referentiel import Referentiel
from clea_cli.sorties.mots import compte, mois_ecrit

_DE_PLUSIEURS_VERDICTS = {PAS_CERTIFIABLES: "non certifiable ou indéterminé", "": "ensemble"}


def evolution(cohorte: Cohorte, referentiel: Referentiel) -> Iterator[TableauVu]:
    """From the préalable to the finale, then how long after."""
    if cohorte.evolution:
        yield _evolution(cohorte.evolution, referentiel)
    if cohorte.delai:
        yield _delai(cohorte.delai)


def _evolution(evolution: Evolution, referentiel: Referentiel) -> TableauVu:
    sur = evolution.effectif
    lignes = [_passage("Certifiable", evolution.verdict, sur, "")]
    for domaine, passage in zip(referentiel.domaines, evolution.domaines, strict=True):
        ligne = _passage(domaine.code, passage, sur, domaine.libelle)
        lignes.append(ligne)
    qui = compte(sur, "personne") if sur else "Des personnes, dont le nombre est masqué,"
    morceaux_dits = ("dès la préalable", "à la finale")
    return TableauVu(
        cle="évolution",
        titre="De la préalable à la finale",
        phrase=f"{qui} ont passé les deux évaluations : qui était certifiable, puis qui maîtrisait "
        "chaque domaine. Un domaine maîtrisé à la préalable est gardé.",
        colonnes=("Verdict ou domaine", *morceaux_dits, "en tout"),
        lignes=tuple(lignes),
        dessin="barres",
        morceaux=morceaux_dits,
    )


def _passage(nom: str, passage: Passage, sur: int | None, detail: str) -> LigneDeTableau:
    """Who kept something and who gained it; drawn one after the other, they are all who have it."""
    cellules = tuple(part(nombre, sur) for nombre in passage)
    trace = morceaux((passage.gardes, passage.gagnes), sur)
    return LigneDeTableau(nom, cellules, trace, detail)


def _delai(delai: DelaiDeLaCohorte) -> TableauVu:
    jours = delai.jours
    # The axis goes to the last quarter; a day where all are nought, or hidden.
    longue = max(jours.troisieme, 1) if jours else 1
    ligne = LigneDeTableau(
        nom="De la préalable à la finale",
        cellules=(delai.effectif, *mesures(jours, "jours")),
        trace=etendue(jours, 0, longue),
    )
    return TableauVu(
        cle="délai",
        titre="Le délai entre les deux évaluations",
        phrase=f"En jours, là où les deux grilles disent le leur : {LIRE}.",
        colonnes=("", "personnes", "1er quart", "médiane", "3e quart"),
        lignes=(ligne,),
        dessin="etendues",
        axe=("0", str(Mesure(longue, "jours"))),
    )


def mois(cohorte: Cohorte) -> Iterator[TableauVu]:
    """The évaluations of each month."""
    if not cohorte.mois:
        return
    # The axis goes to the largest number of the table.
    longue = 0
    for un in cohorte.mois:
        longue = max(longue, un.premieres or 0, un.finales or 0)
    lignes = []
    for un in cohorte.mois:
        detail = ""
        if un.mois:
            annee, _, rang = un.mois.partition("-")
            detail = mois_ecrit(int(annee), int(rang))
        ligne = LigneDeTableau(
            nom=un.mois or "non renseigné",
            cellules=(un.premieres, un.finales),
            trace=morceaux((un.premieres,), longue),
            detail=detail,
        )
        lignes.append(ligne)
    yield TableauVu(
        cle="mois",
        titre="Les évaluations, mois par mois",
        phrase="Du jour que dit chaque grille. La première évaluation est la préalable, ou la "
        "seule ; le dessin est le sien.",
        colonnes=("Mois", "première évaluation", "finale"),
        lignes=tuple(lignes),
        dessin="barres",
        axe=("0", str(longue)),
    )


def durees(cohorte: Cohorte) -> Iterator[TableauVu]:
    """The hours of training, by verdict."""
    if not cohorte.durees:
        return
    # The axis goes to the longest that is drawn; an hour where all are nought.
    derniers_quarts = [duree.minutes.troisieme for duree in cohorte.durees if duree.minutes]
    longue = max(derniers_quarts, default=0) or 60
    noms = {**MOTS_DES_VERDICTS, **_DE_PLUSIEURS_VERDICTS}
    lignes = []
    for duree in cohorte.durees:
        ligne = LigneDeTableau(
            nom=noms[duree.verdict].capitalize(),
            cellules=(duree.effectif, *mesures(duree.minutes, "h")),
            trace=etendue(duree.minutes, 0, longue),
            ensemble=not duree.verdict,
        )
        lignes.append(ligne)
    yield TableauVu(
        cle="durées",
        titre="La durée de formation",
        phrase=en_phrases(
            f"Les heures de formation, là où les dossiers les disent : {LIRE}.", masque(lignes)
        ),
        colonnes=("Verdict", "personnes", "1er quart", "médiane", "3e quart"),
        lignes=tuple(lignes),
        dessin="etendues",
        axe=("0 h", str(Mesure(longue, "h"))),
    )
