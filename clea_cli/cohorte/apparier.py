"""Which grilles are whose, by the dossiers: each person once, and how many are not counted, with why.

A person is told by reference; where sites have numbers of their own, by site and reference. Nobody
is left out without being counted here.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import ceil
from pathlib import PurePath
from typing import NamedTuple

from clea_cli.cohorte.comptage import Comptage, Raison
from clea_cli.cohorte.lire_dossiers import LigneDeDossier, en_lignes
from clea_cli.decision.lot import Fichier
from clea_cli.diagnostics import Diagnostic, Position, diagnostic
from clea_cli.grille.grille import Grille
from clea_cli.sorties.mots import compte
from clea_cli.sources.cellules import Cellule
from clea_cli.sources.mots import reference_comparable


class Appariee(NamedTuple):
    """A person: the grille, or those of the préalable and the finale, and the rows that speak of it."""

    grilles: tuple[Grille, ...]
    dossiers: tuple[LigneDeDossier, ...]


class Appariement(NamedTuple):
    """The people of a cohorte, and what was counted."""

    personnes: tuple[Appariee, ...]
    comptage: Comptage
    diagnostics: tuple[Diagnostic, ...]


_Siennes = Sequence[tuple[str, Grille]]  # the grilles of a candidate, each with its file


class _Lues(NamedTuple):
    """The grilles of a batch by candidate (comparable), and the refused files that name a candidate.

    `sans_grille` are all refused files, `illisibles` those that name nobody.
    """

    grilles: Mapping[str, _Siennes]
    refusees: Mapping[str, Sequence[str]]
    sans_grille: tuple[str, ...]
    illisibles: tuple[str, ...]


class _Refus(NamedTuple):
    """Why a person is not counted, and what is said of it (nothing: it was told, or is told for many at once)."""

    raison: Raison
    fautes: tuple[Diagnostic, ...] = ()


_Groupe = Sequence[LigneDeDossier]  # the rows of one person; none: no dossier speaks of it


def apparier(
    fichiers: Sequence[Fichier], dossiers: Sequence[LigneDeDossier], source: str
) -> Appariement:
    """Give each person its grilles; `source` is the file of the dossiers.

    Errors: J405, J406, J409; warnings J407, J411.
    """
    lues = _par_candidat(fichiers)
    par_site = _sites_qui_numerotent(dossiers)
    groupes = _par_personne(dossiers, par_site=bool(par_site))
    choix = _Choix(lues, source)
    personnes: list[Appariee] = []
    refus: list[tuple[str, _Groupe, _Refus]] = []
    # In the order of the grilles, so that the same files give the same bytes.
    for candidat in dict.fromkeys((*lues.grilles, *lues.refusees, *groupes)):
        siens = groupes.get(candidat, [()])
        for groupe in siens:
            trouve = choix.de(candidat, groupe, siens)
            if isinstance(trouve, _Refus):
                refus.append((candidat, groupe, trouve))
            else:
                personnes.append(Appariee(trouve, tuple(groupe)))
    ecartees = Counter(refuse.raison for _, _, refuse in refus)
    # Where a file cannot be read at all, the dossiers without a grille may be its own.
    if lues.illisibles:
        attendues = _attendues(fichiers, lues.illisibles)
        ecartees[Raison.ILLISIBLE] = max(attendues - ecartees[Raison.SANS_GRILLE], 0)
    fautes = (*_numeros_par_site(par_site, source), *_dire(refus, lues, source))
    return Appariement(tuple(personnes), _compter(fichiers, lues, personnes, ecartees), fautes)


def _dire(
    refus: Iterable[tuple[str, _Groupe, _Refus]],
    lues: "_Lues",
    source: str,
) -> Iterator[Diagnostic]:
    """What is said of the people who are not counted; what many share, once."""
    sans_choix: Counter[str] = Counter()
    sans_grille: list[int] = []
    for candidat, groupe, trouve in refus:
        yield from trouve.fautes
        if trouve.raison is Raison.A_CHOISIR and not groupe:
            sans_choix[lues.grilles[candidat][-1][0]] += 1
        if trouve.raison is Raison.SANS_GRILLE:
            sans_grille.append(groupe[0].reference.ligne)
    for fichier, nombre in sans_choix.items():
        qui = "un candidat de ce fichier" if nombre == 1 else f"{nombre} candidats de ce fichier"
        yield diagnostic("J406", Position(fichier), qui=qui)
    if sans_grille and not lues.illisibles:
        reste = "restent" if len(sans_grille) > 1 else "reste"
        nombre_dit = f"{compte(len(sans_grille), 'ligne')} {reste}"
        ici = Position(source, sans_grille[0])
        yield diagnostic("J407", ici, nombre=nombre_dit, lignes=en_lignes(sans_grille))


def _par_candidat(fichiers: Sequence[Fichier]) -> _Lues:
    grilles: dict[str, list[tuple[str, Grille]]] = {}
    refusees: dict[str, list[str]] = {}
    sans_grille = [fichier for fichier in fichiers if not fichier.grilles]
    for fichier in fichiers:
        for grille in fichier.grilles:
            qui = reference_comparable(grille.candidat)
            grilles.setdefault(qui, []).append((fichier.source, grille))
        for nomme in fichier.refusees:
            refusees.setdefault(reference_comparable(nomme), []).append(fichier.source)
    toutes = tuple(fichier.source for fichier in sans_grille)
    illisibles = tuple(fichier.source for fichier in sans_grille if not fichier.refusees)
    return _Lues(grilles, refusees, toutes, illisibles)


def _sites_qui_numerotent(dossiers: Iterable[LigneDeDossier]) -> list[LigneDeDossier]:
    """A row for each reference that two sites give to two people: the same évaluation at both."""
    vues: dict[tuple[str, str], LigneDeDossier] = {}
    doubles = []
    for dossier in dossiers:
        cle = reference_comparable(dossier.reference.valeur), dossier.evaluation
        premiere = vues.setdefault(cle, dossier)
        if premiere.site and dossier.site and premiere.site != dossier.site:
            doubles.append(dossier)
    return doubles


def _par_personne(
    dossiers: Iterable[LigneDeDossier],
    *,
    par_site: bool,
) -> dict[str, list[_Groupe]]:
    """The rows of each person, by reference: of one person, or of one a site."""
    par_cle: dict[str, dict[str, list[LigneDeDossier]]] = {}
    for dossier in dossiers:
        sites = par_cle.setdefault(reference_comparable(dossier.reference.valeur), {})
        sites.setdefault(dossier.site if par_site else "", []).append(dossier)
    groupes: dict[str, list[_Groupe]] = {}
    for reference, sites in par_cle.items():
        groupes[reference] = list(sites.values())
    return groupes


def _oubliees(
    siennes: _Siennes,
    groupes: Sequence[_Groupe],
) -> list[str]:
    """The files of a candidate that no row names, where each of its rows names one."""
    lignes = [dossier for groupe in groupes for dossier in groupe]
    nommees = [dossier.grille.valeur for dossier in lignes if dossier.grille]
    if not lignes or len(nommees) < len(lignes):
        return []
    sources = dict.fromkeys(fichier for fichier, _ in siennes)
    return [fichier for fichier in sources if not any(_est(fichier, nom) for nom in nommees)]


class _Choix:
    """Chooses the grilles of each person, none of them twice."""

    def __init__(self, lues: _Lues, source: str) -> None:
        self._lues = lues
        self._source = source
        self._prises: set[int] = set()

    def de(
        self, candidat: str, groupe: _Groupe, groupes: Sequence[_Groupe]
    ) -> tuple[Grille, ...] | _Refus:
        """The grille of a person, or those of the préalable and the finale. Errors: J405, J406, J409."""
        siennes = self._lues.grilles.get(candidat, ())
        if _nomme_ailleurs(self._lues.refusees.get(candidat, ()), groupe, groupes):
            return _Refus(Raison.REFUSEE)
        if not siennes:
            return _Refus(Raison.SANS_GRILLE)
        if not groupe:
            # What is said of those who have several is said once a file.
            return (siennes[0][1],) if len(siennes) == 1 else _Refus(Raison.A_CHOISIR)
        choisies = self._selon(groupe, siennes)
        if isinstance(choisies, _Refus):
            return choisies
        if oubliees := _oubliees(siennes, groupes):
            ici = groupe[0].reference.position(self._source)
            fautes = [
                diagnostic("J409", ici, grille=PurePath(fichier).name) for fichier in oubliees
            ]
            return _Refus(Raison.SANS_DOSSIER, tuple(fautes))
        return choisies

    def _selon(self, groupe: _Groupe, siennes: _Siennes) -> tuple[Grille, ...] | _Refus:
        """The grilles that the rows of a person name, the préalable first. Errors: J405, J406."""
        choisies: list[Grille] = []
        for dossier in sorted(groupe, key=lambda dossier: dossier.evaluation == "finale"):
            nom = dossier.grille
            trouvees = [
                grille for fichier, grille in siennes if nom is None or _est(fichier, nom.valeur)
            ]
            if nom is not None and not trouvees:
                return self._introuvable(nom)
            # Two rows that name one file would count its grille twice.
            prise = any(id(grille) in self._prises for grille in trouvees)
            prise = prise or any(grille is autre for grille in trouvees for autre in choisies)
            if prise or len(trouvees) > 1 or (len(groupe) > 1 and nom is None):
                ici = dossier.reference.position(self._source)
                return _Refus(Raison.A_CHOISIR, (diagnostic("J406", ici, qui="ce candidat"),))
            choisies.append(trouvees[0])
        self._prises.update(map(id, choisies))
        return tuple(choisies)

    def _introuvable(self, nom: Cellule) -> _Refus:
        # That a file is refused was told of it.
        if any(_est(fichier, nom.valeur) for fichier in self._lues.sans_grille):
            return _Refus(Raison.REFUSEE)
        grille = PurePath(nom.valeur).name
        faute = diagnostic("J405", nom.position(self._source), grille=grille)
        return _Refus(Raison.INTROUVABLE, (faute,))


def _nomme_ailleurs(refusees: Sequence[str], groupe: _Groupe, groupes: Sequence[_Groupe]) -> bool:
    """Whether a refused file names this person: that évaluation was not heard."""
    # A file that the row of another site names is another person's.
    autres = [dossier for autre in groupes if autre is not groupe for dossier in autre]
    noms = [dossier.grille.valeur for dossier in autres if dossier.grille]
    return any(not any(_est(fichier, nom) for nom in noms) for fichier in refusees)


def _est(fichier: str, nom: str) -> bool:
    """Whether a file is the one that a dossier names, with its folder and its ending or without."""
    chemin = PurePath(fichier)
    return nom in (fichier, chemin.name, chemin.stem)


def _attendues(fichiers: Sequence[Fichier], illisibles: Sequence[str]) -> int:
    """How many people files that cannot be read may hold: as many as the others do, one at least."""
    lus = [len(fichier.grilles) for fichier in fichiers if fichier.grilles]
    moyenne = ceil(sum(lus) / len(lus)) if lus else 1
    return len(illisibles) * moyenne


def _compter(
    fichiers: Sequence[Fichier],
    lues: _Lues,
    personnes: Sequence[Appariee],
    ecartees: Counter[Raison],
) -> Comptage:
    connues = sum(map(len, lues.grilles.values())) + sum(map(len, lues.refusees.values()))
    return Comptage(
        fichiers=len(fichiers),
        refuses=sum(not fichier.grilles for fichier in fichiers),
        evaluations=connues,
        comptees=sum(len(personne.grilles) for personne in personnes),
        personnes=len(personnes),
        ecartees={raison: ecartees[raison] for raison in Raison if ecartees[raison]},
    )


def _numeros_par_site(doubles: Sequence[LigneDeDossier], source: str) -> Iterator[Diagnostic]:
    if doubles:
        lignes = [dossier.reference.ligne for dossier in doubles]
        yield diagnostic("J411", Position(source, lignes[0]), lignes=en_lignes(lignes))
