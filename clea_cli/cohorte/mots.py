"""The words of `clea cohorte`: its statistics as tables."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from clea_cli.cohorte.statistiques import (
    TRANCHES,
    VERDICTS,
    Cohorte,
    Evolution,
    GroupeDePersonnes,
    NombreMontre,
    Quartiles,
)
from clea_cli.cohorte.vues import CelluleVue, CohorteVue, Etendue, LigneDeTableau, Mesure, Part, TableauVu, Trace
from clea_cli.decision.vues import Provenance
from clea_cli.referentiel.referentiel import Critere, Referentiel
from clea_cli.sorties.mots import compte

_MOTS = {"certifiable": "certifiable", "non_certifiable": "non certifiable", "indetermine": "indéterminé"}
_LEGENDE = (
    "« masqué » : moins de 5 personnes, ou un nombre qui permettrait de le retrouver par soustraction. "
    "Comparée à une cohorte presque pareille, celle-ci peut en dire davantage. "
    "Les pourcentages sont coupés, jamais arrondis."
)
_LIRE = "un quart des personnes est sous le premier nombre, la moitié sous la médiane, un quart au-dessus du dernier"
_PROPOSITION = "Proposition calculée : le jury décide, et seul le certificateur délivre le certificat."


def voir(cohorte: Cohorte, referentiel: Referentiel, provenance: Provenance, fichiers: int, refuses: int) -> CohorteVue:
    """Put a cohorte into words; `fichiers` were read, `refuses` of them gave nothing."""
    ecartes = f" ; {compte(refuses, 'fichier')} refusé{'s' if refuses > 1 else ''}" if refuses else ""
    points = cohorte.points
    faits = [f"{compte(fichiers - refuses, 'fichier')} de grilles{ecartes}."]
    if points:
        faits.append(
            f"La moitié des personnes a de {Mesure(points.premier, '%')} à {Mesure(points.troisieme, '%')} des points, "
            f"et la médiane est à {Mesure(points.mediane, '%')}."
        )
    sources = (
        ("Règle", f"{provenance.regle} : {provenance.regle_libelle}."),
        ("Référentiel", f"{provenance.referentiel} {provenance.referentiel_version}, {provenance.certitudes}."),
        ("", _PROPOSITION),
    )
    tableaux = tuple(_tableaux(cohorte, referentiel))
    return CohorteVue(
        f"Cohorte de {compte(cohorte.effectif, 'personne')}",
        tuple(faits),
        provenance.avertissement,
        tableaux,
        _LEGENDE,
        sources,
    )


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


def _verdicts(cohorte: Cohorte) -> TableauVu:
    lignes = tuple(
        LigneDeTableau(
            _MOTS[verdict].capitalize(), (_part(nombre, cohorte.effectif),), _barre(nombre, cohorte.effectif)
        )
        for verdict, nombre in zip(VERDICTS, cohorte.verdicts, strict=True)
    )
    return TableauVu("verdicts", "Les verdicts", "", ("Verdict", "personnes"), lignes, "barres")


def _domaines(cohorte: Cohorte, referentiel: Referentiel) -> TableauVu:
    lignes = tuple(
        LigneDeTableau(
            domaine.code, (_part(nombre, cohorte.effectif),), _barre(nombre, cohorte.effectif), domaine.libelle
        )
        for domaine, nombre in zip(referentiel.domaines, cohorte.maitrises, strict=True)
    )
    phrase = "Combien de personnes maîtrisent chaque domaine."
    return TableauVu("domaines", "La réussite par domaine", phrase, ("Domaine", "maîtrisé par"), lignes, "barres")


def _points(cohorte: Cohorte) -> TableauVu:
    bornes = zip(TRANCHES, TRANCHES[1:], cohorte.tranches, strict=False)
    lignes = tuple(
        LigneDeTableau(_tranche(debut, fin), (_part(nombre, cohorte.effectif),), _barre(nombre, cohorte.effectif))
        for debut, fin, nombre in bornes
    )
    phrase = "Combien de personnes ont telle part des points, tous domaines réunis."
    return TableauVu("points", "La répartition des points", phrase, ("Part des points", "personnes"), lignes, "barres")


def _tranche(debut: int, fin: int) -> str:
    if not debut:
        return f"moins de {fin // 10} %"
    return f"{debut // 10} % et plus" if fin > 1000 else f"de {debut // 10} à moins de {fin // 10} %"


def _manques(cohorte: Cohorte, criteres: Sequence[Critere]) -> TableauVu:
    lignes = tuple(
        LigneDeTableau(
            criteres[rang].code,
            (_part(nombre, cohorte.effectif),),
            _barre(nombre, cohorte.effectif),
            criteres[rang].libelle,
        )
        for rang, nombre in cohorte.manques
    )
    combien = f"Les {len(lignes)} premiers, dans l'ordre" if len(lignes) > 1 else "Le premier"
    phrase = f"{combien} : non acquis ou non évalués. Ceux de moins de 5 personnes ne sont pas nommés."
    if not lignes:
        phrase = "Aucun ne manque à 5 personnes ou plus ; ceux de moins de 5 personnes ne sont pas nommés."
    return TableauVu(
        "critères", "Les critères qui manquent le plus souvent", phrase, ("Critère", "manque à"), lignes, "barres"
    )


def _evolution(evolution: Evolution, referentiel: Referentiel) -> TableauVu:
    sur = evolution.effectif
    lignes = tuple(
        LigneDeTableau(
            domaine.code,
            tuple(_part(nombre, sur) for nombre in passage),
            _morceaux((passage.gardes, passage.gagnes), sur),
            domaine.libelle,
        )
        for domaine, passage in zip(referentiel.domaines, evolution.domaines, strict=True)
    )
    qui = f"{compte(sur, 'personne')} ont" if sur else "Des personnes, dont le nombre est masqué, ont"
    phrase = f"{qui} passé les deux évaluations : un domaine maîtrisé à la préalable est gardé."
    colonnes = ("Domaine", "dès la préalable", "à la finale", "en tout")
    titre = "De la préalable à la finale"
    return TableauVu("évolution", titre, phrase, colonnes, lignes, "barres", ("dès la préalable", "à la finale"))


def _groupes(nom: str, groupes: Sequence[GroupeDePersonnes], cohorte: Cohorte) -> TableauVu:
    ensemble = GroupeDePersonnes("ensemble", cohorte.effectif, cohorte.certifiables, cohorte.maitrises, cohorte.points)
    lignes = tuple(
        LigneDeTableau(
            groupe.nom or "non renseigné",
            (groupe.effectif, _part(groupe.certifiables, groupe.effectif), *_quartiles(groupe.points, "%")),
            _etendue(groupe.points, 1000),
            ensemble=groupe is ensemble,
        )
        for groupe in (*groupes, ensemble)
    )
    phrase = f"Les points : {_LIRE}."
    colonnes = (nom, "personnes", "certifiables", "1er quart", "médiane", "3e quart")
    return TableauVu(f"{nom.lower()}s", f"Par {nom.lower()}", phrase, colonnes, lignes, "etendues")


def _domaines_par_groupe(
    nom: str, groupes: Sequence[GroupeDePersonnes], cohorte: Cohorte, referentiel: Referentiel
) -> TableauVu:
    ensemble = GroupeDePersonnes("ensemble", cohorte.effectif, None, cohorte.maitrises, None)
    lignes = tuple(
        LigneDeTableau(
            groupe.nom or "non renseigné",
            tuple(_part(n, groupe.effectif) for n in groupe.maitrises),
            ensemble=groupe is ensemble,
        )
        for groupe in (*groupes, ensemble)
    )
    colonnes = (nom, *(f"d{domaine.code}" for domaine in referentiel.domaines))
    phrase = "Combien de personnes maîtrisent chaque domaine."
    return TableauVu(f"domaines par {nom.lower()}", f"Les domaines, par {nom.lower()}", phrase, colonnes, lignes)


def _durees(cohorte: Cohorte) -> TableauVu:
    longue = max((duree.minutes.troisieme for duree in cohorte.durees if duree.minutes), default=0) or 60
    lignes = tuple(
        LigneDeTableau(
            _MOTS.get(duree.verdict, "ensemble").capitalize(),
            (duree.effectif, *_quartiles(duree.minutes, "h")),
            _etendue(duree.minutes, longue),
            ensemble=not duree.verdict,
        )
        for duree in cohorte.durees
    )
    phrase = f"Les heures de formation, là où les dossiers les disent : {_LIRE}."
    colonnes = ("Verdict", "personnes", "1er quart", "médiane", "3e quart")
    axe = ("0 h", str(Mesure(longue, "h")))
    return TableauVu("durées", "La durée de formation", phrase, colonnes, lignes, "etendues", axe=axe)


def _part(nombre: NombreMontre, sur: NombreMontre) -> Part | None:
    return None if nombre is None or sur is None else Part(nombre, sur)


def _barre(nombre: NombreMontre, sur: NombreMontre) -> Trace:
    return _morceaux((nombre,), sur)


def _morceaux(nombres: Sequence[NombreMontre], sur: NombreMontre) -> Trace:
    connus = [nombre for nombre in nombres if nombre is not None]
    return None if not sur or len(connus) < len(nombres) else tuple(Fraction(nombre, sur) for nombre in connus)


def _quartiles(quartiles: Quartiles | None, unite: str) -> tuple[CelluleVue, ...]:
    return (None, None, None) if quartiles is None else tuple(Mesure(valeur, unite) for valeur in quartiles)


def _etendue(quartiles: Quartiles | None, longueur: int) -> Trace:
    return None if quartiles is None else Etendue(*(Fraction(valeur, longueur) for valeur in quartiles))
