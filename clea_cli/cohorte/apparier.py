"""Which grilles are whose, by the dossiers: each person once; how many are not counted, with why.

A person is told by reference; where sites have numbers of their own, by site and reference. Nobody
is left out without being counted here.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from math import ceil
from pathlib import PurePath
from typing import NamedTuple

from clea_cli.cohorte.comptage import Comptage, HorsExtrait, Raison
from clea_cli.cohorte.lire_dossiers import LigneDeDossier, en_lignes
from clea_cli.decision.lot import Fichier
from clea_cli.diagnostics import Diagnostic, Position, diagnostic
from clea_cli.grille.grille import Grille
from clea_cli.sorties.mots import compte
from clea_cli.sources.cellules import Cellule
from clea_cli.sources.mots import reference_comparable


class Appariee(NamedTuple):
    """A person: the grille, or those of the préalable and the finale, and the day of each if known.

    What the dossiers say comes from the finale, or else from the préalable ("" and None: not said).
    """

    grilles: tuple[Grille, ...]
    jours: tuple[date | None, ...] = (None,)
    site: str = ""
    evaluateur: str = ""
    minutes: int | None = None


class Ecartee(NamedTuple):
    """Someone who is not counted, why, and the site if the dossiers say it."""

    raison: Raison
    site: str = ""


class Appariement(NamedTuple):
    """The people of a cohorte, those left out, and how many are outside of an extract."""

    personnes: tuple[Appariee, ...]
    ecartees: tuple[Ecartee, ...]
    fichiers: int
    refuses: int
    evaluations: int
    diagnostics: tuple[Diagnostic, ...]
    hors: Mapping[HorsExtrait, int]

    @property
    def sites(self) -> list[str]:
        """The sites of all of them, each once, sorted."""
        sites = {personne.site for personne in self.personnes}
        sites |= {ecartee.site for ecartee in self.ecartees}
        return sorted(sites - {""})

    @property
    def comptage(self) -> Comptage:
        """What was counted."""
        raisons = Counter(ecartee.raison for ecartee in self.ecartees)
        return Comptage(
            fichiers=self.fichiers,
            refuses=self.refuses,
            evaluations=self.evaluations,
            comptees=sum(len(personne.grilles) for personne in self.personnes),
            personnes=len(self.personnes),
            ecartees={raison: raisons[raison] for raison in Raison if raisons[raison]},
            hors=self.hors,
        )


class _GrilleLue(NamedTuple):
    """A grille, the file that it stands in, and the day that this says."""

    fichier: str
    grille: Grille
    jour: date | None


_Siennes = Sequence[_GrilleLue]  # the grilles of a candidate


class _Lues(NamedTuple):
    """The grilles of a batch by candidate (comparable), and the refused files that name one.

    `sans_grille` are all refused files, `illisibles` those that name nobody.
    """

    grilles: Mapping[str, _Siennes]
    refusees: Mapping[str, Sequence[str]]
    sans_grille: tuple[str, ...]
    illisibles: tuple[str, ...]


class _Refus(NamedTuple):
    """Why a person is not counted, and what is said of it.

    Nothing is said of what was told already, or is told for many at once.
    """

    raison: Raison
    fautes: tuple[Diagnostic, ...] = ()


class _Refuse(NamedTuple):
    """Someone who is not counted: the reference (comparable), the rows, and why."""

    candidat: str
    groupe: "_Groupe"
    refus: _Refus


_Groupe = Sequence[LigneDeDossier]  # the rows of one person; none: no dossier speaks of it


def apparier(
    fichiers: Sequence[Fichier],
    dossiers: Sequence[LigneDeDossier],
    source: str,
) -> Appariement:
    """Give each person its grilles; `source` is the file of the dossiers.

    Errors: J405, J406, J409; warnings J407, J411.
    """
    lues = _par_candidat(fichiers)
    par_site = _sites_qui_numerotent(dossiers)
    groupes = _par_personne(dossiers, par_site=bool(par_site))
    personnes: list[Appariee] = []
    refuses: list[_Refuse] = []
    # In the order of the grilles, so that the same files give the same bytes.
    for candidat in dict.fromkeys((*lues.grilles, *lues.refusees, *groupes)):
        siens = groupes.get(candidat, [()])
        # Most people of a large file: one grille, that nothing else is said of.
        siennes = lues.grilles.get(candidat, ())
        if len(siennes) == 1 and candidat not in groupes and candidat not in lues.refusees:
            personnes.append(_appariee(siennes, ()))
            continue
        choix = _Choix(candidat, siens, lues, source)
        for groupe in siens:
            trouve = choix.de(groupe)
            if isinstance(trouve, _Refus):
                refuses.append(_Refuse(candidat, groupe, trouve))
            else:
                personnes.append(_appariee(trouve, groupe))
    return Appariement(
        personnes=tuple(personnes),
        ecartees=tuple(_ecartees(refuses, lues, fichiers)),
        fichiers=len(fichiers),
        refuses=len(lues.sans_grille),
        evaluations=_connues(lues),
        diagnostics=(*_numeros_par_site(par_site, source), *_dire(refuses, lues, source)),
        hors={},
    )


def _appariee(siennes: _Siennes, groupe: _Groupe) -> Appariee:
    grilles = tuple([lue.grille for lue in siennes])
    jours = tuple([lue.jour for lue in siennes])
    if not groupe:
        return Appariee(grilles, jours)
    recents = sorted(groupe, key=_rang, reverse=True)
    return Appariee(
        grilles=grilles,
        jours=jours,
        site=_site(groupe),
        evaluateur=next((ligne.evaluateur for ligne in recents if ligne.evaluateur), ""),
        minutes=next((ligne.minutes for ligne in recents if ligne.minutes is not None), None),
    )


def _site(groupe: _Groupe) -> str:
    """The site of the last évaluation whose row says one."""
    recents = sorted(groupe, key=_rang, reverse=True)
    return next((ligne.site for ligne in recents if ligne.site), "")


def _rang(ligne: LigneDeDossier) -> int:
    """The préalable before the finale; between them an évaluation that does not say which it is.

    Two rows of a person never say the same, so their order in the table does not matter.
    """
    return ("prealable", "", "finale").index(ligne.evaluation)


def _ecartees(
    refuses: Iterable[_Refuse],
    lues: _Lues,
    fichiers: Sequence[Fichier],
) -> list[Ecartee]:
    """Those who are not counted; of a file that cannot be read, as many as it may hold."""
    ecartees = [Ecartee(refuse.refus.raison, _site(refuse.groupe)) for refuse in refuses]
    if not lues.illisibles:
        return ecartees
    # The dossiers without a grille may be its own.
    sans_grille = sum(ecartee.raison is Raison.SANS_GRILLE for ecartee in ecartees)
    autres = _attendues(fichiers, lues.illisibles) - sans_grille
    return ecartees + [Ecartee(Raison.ILLISIBLE)] * max(autres, 0)


def _dire(refuses: Iterable[_Refuse], lues: _Lues, source: str) -> Iterator[Diagnostic]:
    """What is said of the people who are not counted; what many share, once."""
    sans_choix: Counter[str] = Counter()
    sans_grille: list[int] = []
    for candidat, groupe, refus in refuses:
        yield from refus.fautes
        if refus.raison is Raison.A_CHOISIR and not groupe:
            derniere = lues.grilles[candidat][-1]
            sans_choix[derniere.fichier] += 1
        if refus.raison is Raison.SANS_GRILLE:
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
    grilles: dict[str, list[_GrilleLue]] = {}
    refusees: dict[str, list[str]] = {}
    for fichier in fichiers:
        jour = fichier.preambule.jour
        for grille in fichier.grilles:
            qui = reference_comparable(grille.candidat)
            grilles.setdefault(qui, []).append(_GrilleLue(fichier.source, grille, jour))
        for nomme in fichier.refusees:
            qui = reference_comparable(nomme)
            refusees.setdefault(qui, []).append(fichier.source)
    sans_grille = [fichier for fichier in fichiers if not fichier.grilles]
    illisibles = [fichier for fichier in sans_grille if not fichier.refusees]
    return _Lues(grilles, refusees, _sources(sans_grille), _sources(illisibles))


def _sources(fichiers: Iterable[Fichier]) -> tuple[str, ...]:
    return tuple(fichier.source for fichier in fichiers)


def _connues(lues: _Lues) -> int:
    """How many évaluations the files hold, those of refused files too."""
    return sum(map(len, lues.grilles.values())) + sum(map(len, lues.refusees.values()))


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


class _Choix:
    """Chooses the grilles of each person of one reference, none of them for two people."""

    def __init__(
        self,
        candidat: str,
        groupes: Sequence[_Groupe],
        lues: _Lues,
        source: str,
    ) -> None:
        self._siennes = lues.grilles.get(candidat, ())
        self._refusees = lues.refusees.get(candidat, ())
        self._groupes = groupes
        self._lues = lues
        self._source = source
        # How many people each grille could be of, by what their rows name.
        self._reclamees: Counter[int] = Counter()
        for groupe in groupes if len(groupes) > 1 else ():
            trouvees = {id(lue) for ligne in groupe for lue in self._trouvees(ligne)}
            self._reclamees.update(trouvees)

    def de(self, groupe: _Groupe) -> _Siennes | _Refus:
        """The grille of a person, or those of the préalable and the finale.

        Errors: J405, J406, J409.
        """
        if self._nomme_ailleurs(groupe):
            return _Refus(Raison.REFUSEE)
        if not self._siennes:
            return _Refus(Raison.SANS_GRILLE)
        if not groupe:
            # What is said of those who have several is said once a file.
            seule = len(self._siennes) == 1
            return self._siennes if seule else _Refus(Raison.A_CHOISIR)
        choisies = self._selon(groupe)
        if isinstance(choisies, _Refus):
            return choisies
        fautes = []
        for fichier in self._oubliees():
            ici = groupe[0].reference.position(self._source)
            fautes.append(diagnostic("J409", ici, grille=PurePath(fichier).name))
        return _Refus(Raison.SANS_DOSSIER, tuple(fautes)) if fautes else choisies

    def _selon(self, groupe: _Groupe) -> _Siennes | _Refus:
        """The grilles that the rows of a person name, the préalable first. Errors: J405, J406."""
        choisies: list[_GrilleLue] = []
        for ligne in sorted(groupe, key=_rang):
            trouvees = self._trouvees(ligne)
            if not trouvees:
                return self._introuvable(ligne.grille)
            # Two rows that name one file would count its grille twice: for one person, or for two.
            lue = trouvees[0]
            deux_fois = self._reclamees[id(lue)] > 1 or any(lue is autre for autre in choisies)
            if deux_fois or len(trouvees) > 1 or (len(groupe) > 1 and ligne.grille is None):
                ici = ligne.reference.position(self._source)
                return _Refus(Raison.A_CHOISIR, (diagnostic("J406", ici, qui="ce candidat"),))
            choisies.append(lue)
        return choisies

    def _trouvees(self, ligne: LigneDeDossier) -> _Siennes:
        """The grilles that a row may mean: those that it names, or those that no other person's
        names.
        """
        if ligne.grille is not None:
            return [lue for lue in self._siennes if _est(lue.fichier, ligne.grille.valeur)]
        nommees = []
        for groupe in self._groupes:
            if not any(autre is ligne for autre in groupe):
                nommees += _nommees(groupe)
        return [lue for lue in self._siennes if not _est_un(lue.fichier, nommees)]

    def _introuvable(self, nom: Cellule | None) -> _Refus:
        if nom is None:
            return _Refus(Raison.SANS_GRILLE)
        # That a file is refused was told of it.
        if any(_est(fichier, nom.valeur) for fichier in self._lues.sans_grille):
            return _Refus(Raison.REFUSEE)
        grille = PurePath(nom.valeur).name
        faute = diagnostic("J405", nom.position(self._source), grille=grille)
        return _Refus(Raison.INTROUVABLE, (faute,))

    def _oubliees(self) -> list[str]:
        """The files of the candidate that no row names, where each of the rows names one."""
        lignes = sum(map(len, self._groupes))
        nommees = [nom for groupe in self._groupes for nom in _nommees(groupe)]
        if not lignes or len(nommees) < lignes:
            return []
        sources = dict.fromkeys(lue.fichier for lue in self._siennes)
        return [fichier for fichier in sources if not _est_un(fichier, nommees)]

    def _nomme_ailleurs(self, groupe: _Groupe) -> bool:
        """Whether a refused file names this person: that évaluation was not heard."""
        # A file that the row of another site names is another person's.
        autres = []
        for autre in self._groupes:
            if autre is not groupe:
                autres += _nommees(autre)
        return any(not _est_un(fichier, autres) for fichier in self._refusees)


def _nommees(groupe: _Groupe) -> list[str]:
    """The files that the rows of a person name."""
    return [ligne.grille.valeur for ligne in groupe if ligne.grille]


def _est_un(fichier: str, noms: Iterable[str]) -> bool:
    return any(_est(fichier, nom) for nom in noms)


def _est(fichier: str, nom: str) -> bool:
    """Whether a file is the one that a dossier names, with its folder and its ending or without."""
    chemin = PurePath(fichier)
    return nom in (fichier, chemin.name, chemin.stem)


def _attendues(fichiers: Sequence[Fichier], illisibles: Sequence[str]) -> int:
    """How many people unreadable files may hold: as many as the others do, one at least."""
    lus = [len(fichier.grilles) for fichier in fichiers if fichier.grilles]
    moyenne = ceil(sum(lus) / len(lus)) if lus else 1
    return len(illisibles) * moyenne


def _numeros_par_site(doubles: Sequence[LigneDeDossier], source: str) -> Iterator[Diagnostic]:
    if doubles:
        lignes = [dossier.reference.ligne for dossier in doubles]
        yield diagnostic("J411", Position(source, lignes[0]), lignes=en_lignes(lignes))
