"""The words of `clea cohorte`: its statistics as tables."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from clea_cli.cohorte.comptage import Comptage
from clea_cli.cohorte.mots_comptage import phrases, tableau
from clea_cli.cohorte.statistiques import (
    TRANCHES,
    VERDICTS,
    Cohorte,
    Evolution,
    GroupeDePersonnes,
    NombreMontre,
    Quartiles,
)
from clea_cli.cohorte.vues import (
    CelluleVue,
    CohorteVue,
    Etendue,
    LigneDeTableau,
    Mesure,
    Part,
    TableauVu,
    Trace,
)
from clea_cli.decision.vues import Provenance
from clea_cli.referentiel.referentiel import Critere, Referentiel
from clea_cli.sorties.mots import compte, phrase

_MOTS = {
    "certifiable": "certifiable",
    "non_certifiable": "non certifiable",
    "indetermine": "indéterminé",
}
_LEGENDE = (
    "« masqué » : moins de 5 personnes, ou un nombre qui permettrait de le retrouver par soustraction. "
    "Comparée à une cohorte presque pareille, celle-ci peut en dire davantage. "
    "Les pourcentages sont coupés, jamais arrondis. « 16 (38,0 %, 24 à 54) » : un taux de 38 % sur si peu de personnes "
    "peut venir d'un taux de 24 à 54 % (intervalle de Wilson à 95 %) ; deux taux dont les intervalles se recouvrent "
    "largement ne se classent pas."
)
_LIRE = "un quart des personnes est sous le premier nombre, la moitié sous la médiane, un quart au-dessus du dernier"
_PROPOSITION = (
    "Proposition calculée : le jury décide, et seul le certificateur délivre le certificat."
)


def voir(
    cohorte: Cohorte,
    referentiel: Referentiel,
    provenance: Provenance,
    comptage: Comptage,
) -> CohorteVue:
    """Put a cohorte into words, and what of the files is counted."""
    regle = phrase(provenance.regle_libelle)
    version = f"{provenance.referentiel} {provenance.referentiel_version}"
    return CohorteVue(
        titre=f"Cohorte de {compte(cohorte.effectif, 'personne')}",
        faits=tuple(_faits(cohorte, comptage)),
        avertissement=provenance.avertissement,
        tableaux=(*_tableaux(cohorte, referentiel), tableau(comptage)),
        legende=_LEGENDE,
        sources=(
            ("Règle", regle),
            ("Référentiel", f"{version}, {provenance.certitudes}."),
            *(("À vérifier", phrase(echeance)) for echeance in provenance.echeances),
            ("", _PROPOSITION),
        ),
    )


def _faits(cohorte: Cohorte, comptage: Comptage) -> Iterator[str]:
    yield from phrases(comptage)
    if cohorte.points:
        premier, mediane, troisieme = (Mesure(valeur, "%") for valeur in cohorte.points)
        moitie = f"La moitié des personnes a de {premier} à {troisieme} des points"
        yield f"{moitie}, et la médiane est à {mediane}."


def _tableaux(cohorte: Cohorte, referentiel: Referentiel) -> Iterator[TableauVu]:
    yield _verdicts(cohorte)
    yield _domaines(cohorte, referentiel)
    yield _points(cohorte)
    yield _manques(cohorte, list(referentiel.criteres))
    if cohorte.evolution:
        yield _evolution(cohorte.evolution, referentiel)
    for nom, groupes in (("Site", cohorte.sites), ("Évaluateur", cohorte.evaluateurs)):
        if groupes:
            yield _groupes(nom, groupes, cohorte)
            yield _domaines_par_groupe(nom, groupes, cohorte, referentiel)
    if cohorte.durees:
        yield _durees(cohorte)


def _ligne(nom: str, nombre: NombreMontre, sur: int, detail: str = "") -> LigneDeTableau:
    """How many of how many, with a bar."""
    return LigneDeTableau(nom, (_part(nombre, sur),), _morceaux((nombre,), sur), detail)


def _verdicts(cohorte: Cohorte) -> TableauVu:
    lignes = []
    for verdict, nombre in zip(VERDICTS, cohorte.verdicts, strict=True):
        lignes.append(_ligne(_MOTS[verdict].capitalize(), nombre, cohorte.effectif))
    colonnes = ("Verdict", "personnes")
    return TableauVu("verdicts", "Les verdicts", "", colonnes, tuple(lignes), "barres")


def _domaines(cohorte: Cohorte, referentiel: Referentiel) -> TableauVu:
    lignes = []
    for domaine, nombre in zip(referentiel.domaines, cohorte.maitrises, strict=True):
        lignes.append(_ligne(domaine.code, nombre, cohorte.effectif, domaine.libelle))
    phrase = "Combien de personnes maîtrisent chaque domaine."
    titre = "La réussite par domaine"
    colonnes = ("Domaine", "maîtrisé par")
    return TableauVu("domaines", titre, phrase, colonnes, tuple(lignes), "barres")


def _points(cohorte: Cohorte) -> TableauVu:
    lignes = []
    for (debut, fin), nombre in zip(pairwise(TRANCHES), cohorte.tranches, strict=True):
        lignes.append(_ligne(_tranche(debut, fin), nombre, cohorte.effectif))
    phrase = "Combien de personnes ont telle part des points, tous domaines réunis."
    titre = "La répartition des points"
    colonnes = ("Part des points", "personnes")
    return TableauVu("points", titre, phrase, colonnes, tuple(lignes), "barres")


def _tranche(debut: int, fin: int) -> str:
    if not debut:
        return f"moins de {fin // 10} %"
    if fin > 1000:
        return f"{debut // 10} % et plus"
    return f"de {debut // 10} à moins de {fin // 10} %"


def _manques(cohorte: Cohorte, criteres: Sequence[Critere]) -> TableauVu:
    lignes = []
    for rang, nombre in cohorte.manques:
        critere = criteres[rang]
        lignes.append(_ligne(critere.code, nombre, cohorte.effectif, critere.libelle))
    combien = f"Les {len(lignes)} premiers, dans l'ordre" if len(lignes) > 1 else "Le premier"
    phrase = (
        f"{combien} : non acquis ou non évalués. Ceux de moins de 5 personnes ne sont pas nommés."
    )
    if not lignes:
        phrase = "Aucun ne manque à 5 personnes ou plus ; ceux de moins de 5 personnes ne sont pas nommés."
    titre = "Les critères qui manquent le plus souvent"
    colonnes = ("Critère", "manque à")
    return TableauVu("critères", titre, phrase, colonnes, tuple(lignes), "barres")


def _evolution(evolution: Evolution, referentiel: Referentiel) -> TableauVu:
    sur = evolution.effectif
    lignes = []
    for domaine, passage in zip(referentiel.domaines, evolution.domaines, strict=True):
        cellules = tuple(_part(nombre, sur) for nombre in passage)
        barre = _morceaux((passage.gardes, passage.gagnes), sur)
        lignes.append(LigneDeTableau(domaine.code, cellules, barre, domaine.libelle))
    qui = compte(sur, "personne") if sur else "Des personnes, dont le nombre est masqué,"
    morceaux = ("dès la préalable", "à la finale")
    return TableauVu(
        cle="évolution",
        titre="De la préalable à la finale",
        phrase=f"{qui} ont passé les deux évaluations : un domaine maîtrisé à la préalable est gardé.",
        colonnes=("Domaine", *morceaux, "en tout"),
        lignes=tuple(lignes),
        dessin="barres",
        morceaux=morceaux,
    )


def _ensemble(cohorte: Cohorte) -> GroupeDePersonnes:
    """All people as a group, for the last row of a table."""
    return GroupeDePersonnes(
        nom="ensemble",
        effectif=cohorte.effectif,
        certifiables=cohorte.certifiables,
        maitrises=cohorte.maitrises,
        points=cohorte.points,
    )


def _groupes(nom: str, groupes: Sequence[GroupeDePersonnes], cohorte: Cohorte) -> TableauVu:
    ensemble = _ensemble(cohorte)
    lignes = []
    for groupe in (*groupes, ensemble):
        certifiables = _part(groupe.certifiables, groupe.effectif)
        points = _quartiles(groupe.points, "%")
        ligne = LigneDeTableau(
            nom=groupe.nom or "non renseigné",
            cellules=(groupe.effectif, certifiables, *points),
            trace=_etendue(groupe.points, 1000),
            ensemble=groupe is ensemble,
        )
        lignes.append(ligne)
    return TableauVu(
        cle=f"{nom.lower()}s",
        titre=f"Par {nom.lower()}",
        phrase=f"Les points : {_LIRE}.",
        colonnes=(nom, "personnes", "certifiables", "1er quart", "médiane", "3e quart"),
        lignes=tuple(lignes),
        dessin="etendues",
    )


def _domaines_par_groupe(
    nom: str,
    groupes: Sequence[GroupeDePersonnes],
    cohorte: Cohorte,
    referentiel: Referentiel,
) -> TableauVu:
    ensemble = _ensemble(cohorte)
    lignes = []
    for groupe in (*groupes, ensemble):
        ligne = LigneDeTableau(
            nom=groupe.nom or "non renseigné",
            cellules=tuple(_part(nombre, groupe.effectif) for nombre in groupe.maitrises),
            ensemble=groupe is ensemble,
        )
        lignes.append(ligne)
    codes = [f"d{domaine.code}" for domaine in referentiel.domaines]
    return TableauVu(
        cle=f"domaines par {nom.lower()}",
        titre=f"Les domaines, par {nom.lower()}",
        phrase=f"Combien de personnes maîtrisent chaque domaine. {_legende_des_domaines(referentiel)}",
        colonnes=(nom, *codes),
        lignes=tuple(lignes),
    )


def _legende_des_domaines(referentiel: Referentiel) -> str:
    dits = [f"d{domaine.code} : {domaine.libelle}" for domaine in referentiel.domaines]
    return f"{' ; '.join(dits)}."


def _durees(cohorte: Cohorte) -> TableauVu:
    # The axis goes to the longest that is drawn; an hour where all are nought.
    connues = [duree.minutes for duree in cohorte.durees if duree.minutes]
    longue = max((minutes.troisieme for minutes in connues), default=0) or 60
    lignes = []
    for duree in cohorte.durees:
        ligne = LigneDeTableau(
            nom=_MOTS.get(duree.verdict, "ensemble").capitalize(),
            cellules=(duree.effectif, *_quartiles(duree.minutes, "h")),
            trace=_etendue(duree.minutes, longue),
            ensemble=not duree.verdict,
        )
        lignes.append(ligne)
    return TableauVu(
        cle="durées",
        titre="La durée de formation",
        phrase=f"Les heures de formation, là où les dossiers les disent : {_LIRE}.",
        colonnes=("Verdict", "personnes", "1er quart", "médiane", "3e quart"),
        lignes=tuple(lignes),
        dessin="etendues",
        axe=("0 h", str(Mesure(longue, "h"))),
    )


def _part(nombre: NombreMontre, sur: NombreMontre) -> Part | None:
    return None if nombre is None or sur is None else Part(nombre, sur)


def _morceaux(nombres: Sequence[NombreMontre], sur: NombreMontre) -> Trace:
    """A bar in pieces; nothing is drawn where one of them is hidden."""
    connus = [nombre for nombre in nombres if nombre is not None]
    if not sur or len(connus) < len(nombres):
        return None
    return tuple(Fraction(nombre, sur) for nombre in connus)


def _quartiles(quartiles: Quartiles | None, unite: str) -> tuple[CelluleVue, ...]:
    if quartiles is None:
        return (None, None, None)
    return tuple(Mesure(valeur, unite) for valeur in quartiles)


def _etendue(quartiles: Quartiles | None, longueur: int) -> Trace:
    if quartiles is None:
        return None
    return Etendue(*(Fraction(valeur, longueur) for valeur in quartiles))
