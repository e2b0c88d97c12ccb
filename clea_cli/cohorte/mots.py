"""The words of `clea cohorte`: its statistics as tables."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from clea_cli.cohorte import mots_comptage, mots_dates, mots_groupes
from clea_cli.cohorte.comptage import Comptage
from clea_cli.cohorte.extrait import Extrait
from clea_cli.cohorte.mots_cellules import MOTS_DES_VERDICTS, ligne, mesures
from clea_cli.cohorte.statistiques import TRANCHES, VERDICTS, Cohorte
from clea_cli.cohorte.vues import CohorteVue, TableauVu
from clea_cli.decision.vues import Provenance
from clea_cli.referentiel.referentiel import Critere, Referentiel
from clea_cli.sorties.mots import compte, phrase

_LEGENDE = (
    "« masqué » : moins de 5 personnes, ou un nombre qui permettrait de le retrouver par "
    "soustraction. Comparée à une cohorte presque pareille, celle-ci peut en dire davantage. "
    "Les pourcentages sont coupés, jamais arrondis. « 16 (38,0 %, 24 à 54) » : un taux de 38 % sur "
    "si peu de personnes peut venir d'un taux de 24 à 54 % (intervalle de Wilson à 95 %) ; deux "
    "taux dont les intervalles se recouvrent largement ne se classent pas."
)
_AVERTIR_D_UN_EXTRAIT = (
    "ceci est un extrait ; publié avec un autre qui le recoupe, ou avec la cohorte entière, "
    "il peut montrer des personnes par différence"
)
_PROPOSITION = (
    "Proposition calculée : le jury décide, et seul le certificateur délivre le certificat."
)


class Perimetre(NamedTuple):
    """Of whom the statistics are: what is counted, what was asked for, the sites of each group."""

    comptage: Comptage
    extrait: Extrait
    regroupes: Mapping[str, Sequence[str]]


def voir(
    cohorte: Cohorte,
    referentiel: Referentiel,
    provenance: Provenance,
    perimetre: Perimetre,
) -> CohorteVue:
    """Put a cohorte into words, and what of the files is counted."""
    comptage, extrait, _ = perimetre
    # A group that nobody here belongs to is not told.
    presents = {site.nom for site in cohorte.sites}
    regroupes = {}
    for groupe, sites in perimetre.regroupes.items():
        if groupe in presents:
            regroupes[groupe] = sites
    version = f"{provenance.referentiel} {provenance.referentiel_version}"
    avertissements = [provenance.avertissement] if provenance.avertissement else []
    if extrait:
        avertissements.append(_AVERTIR_D_UN_EXTRAIT)
    sources = [
        ("Règle", phrase(provenance.regle_libelle)),
        ("Référentiel", f"{version}, {provenance.certitudes}."),
    ]
    if extrait:
        sources.append(("Extrait", phrase(_dire(extrait))))
    for groupe, sites in regroupes.items():
        tous_les_sites = ", ".join(sites)
        sources.append(("Regroupement", f"{groupe} : {tous_les_sites}."))
    for echeance in provenance.echeances:
        sources.append(("À vérifier", phrase(echeance)))
    sources.append(("", _PROPOSITION))
    return CohorteVue(
        titre=f"Cohorte de {compte(cohorte.effectif, 'personne')}",
        faits=tuple(_faits(cohorte, comptage, extrait)),
        avertissements=tuple(avertissements),
        tableaux=(
            *_tableaux(cohorte, referentiel, regroupes),
            mots_comptage.tableau(comptage),
        ),
        legende=_LEGENDE,
        sources=tuple(sources),
    )


def _dire(extrait: Extrait) -> str:
    """Whom an extract is of."""
    dits = []
    if extrait.sites:
        nom = "sites" if len(extrait.sites) > 1 else "site"
        lesquels = ", ".join(extrait.sites)
        dits.append(f"{nom} {lesquels}")
    if extrait.periode:
        dits.append(f"dernière évaluation {extrait.periode.en_mots}")
    return " ; ".join(dits)


def _faits(cohorte: Cohorte, comptage: Comptage, extrait: Extrait) -> Iterator[str]:
    if extrait:
        yield f"Extrait : {_dire(extrait)}."
    yield from mots_comptage.phrases(comptage)
    if cohorte.points:
        premier, mediane, troisieme = mesures(cohorte.points, "%")
        moitie = f"La moitié des personnes a de {premier} à {troisieme} des points"
        yield f"{moitie}, et la médiane est à {mediane}."


def _tableaux(
    cohorte: Cohorte,
    referentiel: Referentiel,
    regroupes: Mapping[str, Sequence[str]],
) -> Iterator[TableauVu]:
    yield _verdicts(cohorte)
    yield _domaines(cohorte, referentiel)
    yield _points(cohorte)
    yield _manques(cohorte, list(referentiel.criteres))
    yield from mots_dates.evolution(cohorte, referentiel)
    yield from mots_groupes.tableaux(cohorte, referentiel, regroupes)
    yield from mots_dates.durees(cohorte)
    yield from mots_dates.mois(cohorte)


def _verdicts(cohorte: Cohorte) -> TableauVu:
    lignes = []
    for verdict, nombre in zip(VERDICTS, cohorte.verdicts, strict=True):
        nom = MOTS_DES_VERDICTS[verdict].capitalize()
        lignes.append(ligne(nom, nombre, cohorte.effectif))
    colonnes = ("Verdict", "personnes")
    return TableauVu("verdicts", "Les verdicts", "", colonnes, tuple(lignes), "barres")


def _domaines(cohorte: Cohorte, referentiel: Referentiel) -> TableauVu:
    lignes = []
    for domaine, nombre in zip(referentiel.domaines, cohorte.maitrises, strict=True):
        du_domaine = ligne(domaine.code, nombre, cohorte.effectif, domaine.libelle)
        lignes.append(du_domaine)
    phrase = "Combien de personnes maîtrisent chaque domaine."
    titre = "La réussite par domaine"
    colonnes = ("Domaine", "maîtrisé par")
    return TableauVu("domaines", titre, phrase, colonnes, tuple(lignes), "barres")


def _points(cohorte: Cohorte) -> TableauVu:
    lignes = []
    for (debut, fin), nombre in zip(pairwise(TRANCHES), cohorte.tranches, strict=True):
        nom = _tranche(debut, fin)
        lignes.append(ligne(nom, nombre, cohorte.effectif))
    phrase = "Combien de personnes ont telle part des points, tous domaines réunis."
    titre = "La répartition des points"
    colonnes = ("Part des points", "personnes")
    return TableauVu("points", titre, phrase, colonnes, tuple(lignes), "barres")


def _tranche(debut: int, fin: int) -> str:
    """A slice of points in percents; both ends come in thousandths."""
    if not debut:
        return f"moins de {fin // 10} %"
    if fin > 1000:
        return f"{debut // 10} % et plus"
    return f"de {debut // 10} à moins de {fin // 10} %"


def _manques(cohorte: Cohorte, criteres: Sequence[Critere]) -> TableauVu:
    lignes = []
    for rang, nombre in cohorte.manques:
        critere = criteres[rang]
        du_critere = ligne(critere.code, nombre, cohorte.effectif, critere.libelle)
        lignes.append(du_critere)
    if lignes:
        premiers = f"Les {len(lignes)} premiers, dans l'ordre"
        combien = premiers if len(lignes) > 1 else "Le premier"
        phrase = (
            f"{combien} : non acquis ou non évalués. Ceux de moins de 5 personnes ne sont pas "
            "nommés."
        )
    else:
        phrase = (
            "Aucun ne manque à 5 personnes ou plus ; ceux de moins de 5 personnes ne sont pas "
            "nommés."
        )
    titre = "Les critères qui manquent le plus souvent"
    colonnes = ("Critère", "manque à")
    return TableauVu("critères", titre, phrase, colonnes, tuple(lignes), "barres")
