"""The words of what is told site by site, and évaluateur by évaluateur."""

from collections.abc import Iterator, Mapping, Sequence
from math import ceil

from clea_cli.cohorte.mots_cellules import LIRE, en_phrases, etendue, masque, mesures, part
from clea_cli.cohorte.statistiques import Cohorte, GroupeDePersonnes, Quartiles
from clea_cli.cohorte.vues import LigneDeTableau, Part, TableauVu
from clea_cli.referentiel.referentiel import Critere, Referentiel

_ENSEMBLE = "ensemble"
_SANS_NOM = "non renseigné"
_CRAN = 100  # thousandths: the axis of points begins and ends at tens of percents


def tableaux(
    cohorte: Cohorte,
    referentiel: Referentiel,
    regroupes: Mapping[str, Sequence[str]],
) -> Iterator[TableauVu]:
    """What is told of sites, then of évaluateurs; `regroupes` are the sites of each group."""
    if cohorte.sites:
        yield _groupes("Site", cohorte.sites, cohorte, _regroupement(regroupes))
        yield _domaines_par_groupe("Site", cohorte.sites, cohorte, referentiel)
        if cohorte.manques_par_site:
            yield _manques_par_site(cohorte, list(referentiel.criteres))
    if cohorte.evaluateurs:
        yield _groupes("Évaluateur", cohorte.evaluateurs, cohorte)
        yield _domaines_par_groupe("Évaluateur", cohorte.evaluateurs, cohorte, referentiel)


def _regroupement(regroupes: Mapping[str, Sequence[str]]) -> str:
    """Which names stand for several sites."""
    dits = []
    for groupe, siens in regroupes.items():
        sites = ", ".join(siens)
        dits.append(f"{groupe} ({sites})")
    if not dits:
        return ""
    regroupements = " ; ".join(dits)
    return f"Sites regroupés : {regroupements}."


def _nomme(nom: str, axe: str) -> str:
    """The name of a group for its row; told apart where it is that of another row."""
    if nom.casefold() in (_ENSEMBLE, _SANS_NOM):
        return f"{nom} ({axe.lower()})"
    return nom or _SANS_NOM


def _ensemble(cohorte: Cohorte) -> GroupeDePersonnes:
    """All people as a group, for the last row of a table."""
    return GroupeDePersonnes(
        nom=_ENSEMBLE,
        effectif=cohorte.effectif,
        certifiables=cohorte.certifiables,
        maitrises=cohorte.maitrises,
        points=cohorte.points,
    )


def _axe(points: Sequence[Quartiles]) -> tuple[int, int]:
    """From where to where the points of groups are drawn: as near as tens of percents allow."""
    if not points:
        return 0, 1000
    moindre = min(quartiles.premier for quartiles in points)
    plus_grand = max(quartiles.troisieme for quartiles in points)
    # Down to a ten of percents, and up to one; an axis has some length.
    debut = moindre // _CRAN * _CRAN
    crans = ceil(plus_grand / _CRAN)
    fin = crans * _CRAN
    return debut, max(fin, debut + _CRAN)


def _groupes(
    nom: str,
    groupes: Sequence[GroupeDePersonnes],
    cohorte: Cohorte,
    regroupement: str = "",
) -> TableauVu:
    ensemble = _ensemble(cohorte)
    tous = (*groupes, ensemble)
    points_montres = [groupe.points for groupe in tous if groupe.points]
    debut, fin = _axe(points_montres)
    lignes = []
    for groupe in tous:
        certifiables = part(groupe.certifiables, groupe.effectif)
        ligne = LigneDeTableau(
            nom=_ENSEMBLE if groupe is ensemble else _nomme(groupe.nom, nom),
            cellules=(groupe.effectif, certifiables, *mesures(groupe.points, "%")),
            trace=etendue(groupe.points, debut, fin),
            ensemble=groupe is ensemble,
        )
        lignes.append(ligne)
    de, a = f"{debut // 10} %", f"{fin // 10} %"
    les_points = f"Les points : {LIRE} ; le dessin va de {de} à {a}."
    return TableauVu(
        cle=f"{nom.lower()}s",
        titre=f"Par {nom.lower()}",
        phrase=en_phrases(regroupement, les_points, masque(lignes)),
        colonnes=(nom, "personnes", "certifiables", "1er quart", "médiane", "3e quart"),
        lignes=tuple(lignes),
        dessin="etendues",
        axe=(de, a),
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
            nom=_ENSEMBLE if groupe is ensemble else _nomme(groupe.nom, nom),
            cellules=tuple(part(nombre, groupe.effectif) for nombre in groupe.maitrises),
            ensemble=groupe is ensemble,
        )
        lignes.append(ligne)
    codes = [f"d{domaine.code}" for domaine in referentiel.domaines]
    phrase = "Combien de personnes maîtrisent chaque domaine."
    return TableauVu(
        cle=f"domaines par {nom.lower()}",
        titre=f"Les domaines, par {nom.lower()}",
        phrase=en_phrases(phrase, _legende_des_domaines(referentiel), masque(lignes)),
        colonnes=(nom, *codes),
        lignes=tuple(lignes),
    )


def _legende_des_domaines(referentiel: Referentiel) -> str:
    """What the headings of the columns, which are codes, stand for."""
    dits = [f"d{domaine.code} : {domaine.libelle}" for domaine in referentiel.domaines]
    legende = " ; ".join(dits)
    return f"{legende}."


def _manques_par_site(cohorte: Cohorte, criteres: Sequence[Critere]) -> TableauVu:
    lignes = []
    for site in cohorte.manques_par_site:
        for manque in site.manques:
            critere = criteres[manque.rang]
            nombre = part(manque.nombre, site.effectif)
            ligne = LigneDeTableau(
                nom=_nomme(site.nom, "Site"),
                cellules=(nombre,),
                trace=(nombre.fraction,) if isinstance(nombre, Part) else None,
                detail=f"{critere.code} {critere.libelle}",
            )
            lignes.append(ligne)
    phrase = (
        "Les cinq premiers de chaque site dont l'effectif est montré. Ceux qui manquent à moins de "
        "5 personnes ne sont pas cités, ni ceux dont le nombre permettrait d'en retrouver un autre."
    )
    return TableauVu(
        cle="critères par site",
        titre="Les critères qui manquent le plus souvent, par site",
        phrase=phrase,
        colonnes=("Site", "manque à"),
        lignes=tuple(lignes),
        dessin="barres",
    )
