"""Which grilles are whose, by the dossiers: each person once; how many are not counted, with why.

A person is told by reference; where sites have numbers of their own, by site and reference. Nobody
is left out without being counted here.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from math import ceil
from typing import NamedTuple

from clea_cli.cohorte.choisir_grilles import (
    ChoixDesGrilles,
    GrilleLue,
    GrillesLues,
    LignesDUnePersonne,
    RefusDeCompter,
    Siennes,
    rang_de_l_evaluation,
)
from clea_cli.cohorte.comptage import Comptage, HorsExtrait, Raison
from clea_cli.cohorte.lire_dossiers import LigneDeDossier, en_lignes
from clea_cli.decision.lot import Fichier
from clea_cli.diagnostics import Diagnostic, Position, diagnostic
from clea_cli.grille.grille import Grille
from clea_cli.sorties.mots import compte
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
    """The people of a cohorte, those left out, and how many are outside of an extract.

    `comptables` is how many of those outside the whole cohorte counts.
    """

    personnes: tuple[Appariee, ...]
    ecartees: tuple[Ecartee, ...]
    fichiers: int
    refuses: int
    evaluations: int
    diagnostics: tuple[Diagnostic, ...]
    hors: Mapping[HorsExtrait, int]
    comptables: int = 0

    @property
    def sites(self) -> list[str]:
        """The sites of all of them, each once, sorted."""
        sites = {personne.site for personne in self.personnes}
        sites |= {ecartee.site for ecartee in self.ecartees}
        return sorted(sites - {""})

    @property
    def comptage(self) -> Comptage:
        """What was counted."""
        comptees = sum(len(personne.grilles) for personne in self.personnes)
        raisons = Counter(ecartee.raison for ecartee in self.ecartees)
        # Always in the order of `Raison`, whoever came first.
        par_raison = {raison: raisons[raison] for raison in Raison if raisons[raison]}
        return Comptage(
            fichiers=self.fichiers,
            refuses=self.refuses,
            evaluations=self.evaluations,
            comptees=comptees,
            personnes=len(self.personnes),
            ecartees=par_raison,
            hors=self.hors,
            comptables=self.comptables,
        )


class _Refuse(NamedTuple):
    """Someone who is not counted: the reference (comparable), the rows, and why."""

    candidat: str
    groupe: LignesDUnePersonne
    refus: RefusDeCompter


def apparier(
    fichiers: Sequence[Fichier],
    dossiers: Sequence[LigneDeDossier],
    source: str,
) -> Appariement:
    """Give each person its grilles; `source` is the file of the dossiers.

    Errors: J405, J406, J409; warnings J407, J411, J419.
    """
    lues = _par_candidat(fichiers)
    # One reference that two sites give is enough: then each site has numbers of its own.
    par_site = _sites_qui_numerotent(dossiers)
    groupes = _par_personne(dossiers, par_site=bool(par_site))
    personnes: list[Appariee] = []
    refuses: list[_Refuse] = []
    # In the order of the grilles, so that the same files give the same bytes.
    for candidat in dict.fromkeys((*lues.grilles, *lues.refusees, *groupes)):
        # Most people of a large file: one grille, that nothing else is said of.
        siennes = lues.grilles.get(candidat, ())
        rien_d_autre = candidat not in groupes and candidat not in lues.refusees
        if len(siennes) == 1 and rien_d_autre:
            personnes.append(_appariee(siennes, ()))
            continue
        # Whoever has no dossier is one person, without a row.
        siens = groupes.get(candidat, [()])
        choix = ChoixDesGrilles(candidat, siens, lues, source)
        for groupe in siens:
            trouve = choix.de(groupe)
            if isinstance(trouve, RefusDeCompter):
                refuses.append(_Refuse(candidat, groupe, trouve))
            else:
                personnes.append(_appariee(trouve, groupe))
    return Appariement(
        personnes=tuple(personnes),
        ecartees=tuple(_ecartees(refuses, lues, fichiers)),
        fichiers=len(fichiers),
        refuses=len(lues.sans_grille),
        evaluations=_connues(lues),
        diagnostics=(
            *_numeros_par_site(par_site, source),
            *_de_deux_sites(groupes, source),
            *_dire(refuses, lues, source),
        ),
        hors={},
    )


def _appariee(siennes: Siennes, groupe: LignesDUnePersonne) -> Appariee:
    """A person; each thing is said by the last évaluation whose row says it."""
    # Lists, for tens of thousands of people: faster than generators.
    grilles = tuple([lue.grille for lue in siennes])
    jours = tuple([lue.jour for lue in siennes])
    if not groupe:
        return Appariee(grilles, jours)
    recents = sorted(groupe, key=rang_de_l_evaluation, reverse=True)
    evaluateurs = [ligne.evaluateur for ligne in recents if ligne.evaluateur]
    minutes = [ligne.minutes for ligne in recents if ligne.minutes is not None]
    return Appariee(
        grilles=grilles,
        jours=jours,
        site=_site(groupe),
        evaluateur=evaluateurs[0] if evaluateurs else "",
        minutes=minutes[0] if minutes else None,
    )


def _site(groupe: LignesDUnePersonne) -> str:
    """The site of the last évaluation whose row says one."""
    recents = sorted(groupe, key=rang_de_l_evaluation, reverse=True)
    sites = [ligne.site for ligne in recents if ligne.site]
    return sites[0] if sites else ""


def _ecartees(
    refuses: Iterable[_Refuse],
    lues: GrillesLues,
    fichiers: Sequence[Fichier],
) -> list[Ecartee]:
    """Those who are not counted; of a file that cannot be read, as many as it may hold."""
    ecartees = []
    for refuse in refuses:
        ecartees.append(Ecartee(refuse.refus.raison, _site(refuse.groupe)))
    if not lues.illisibles:
        return ecartees
    # The dossiers without a grille may be its own.
    sans_grille = sum(ecartee.raison is Raison.SANS_GRILLE for ecartee in ecartees)
    autres = _attendues(fichiers, lues.illisibles) - sans_grille
    for _ in range(autres):
        ecartees.append(Ecartee(Raison.ILLISIBLE))
    return ecartees


def _dire(refuses: Iterable[_Refuse], lues: GrillesLues, source: str) -> Iterator[Diagnostic]:
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
        # Where there are dossiers, what is missing is theirs.
        if source:
            qui += ", qui n'a pas de dossier" if nombre == 1 else ", qui n'ont pas de dossier"
        yield diagnostic("J406", Position(fichier), qui=qui)
    if sans_grille and not lues.illisibles:
        # Where a file cannot be read, these may be in it: that was told.
        reste = "restent" if len(sans_grille) > 1 else "reste"
        nombre_dit = f"{compte(len(sans_grille), 'ligne')} {reste}"
        ici = Position(source, sans_grille[0])
        lignes = en_lignes(sans_grille)
        yield diagnostic("J407", ici, nombre=nombre_dit, lignes=lignes)


def _par_candidat(fichiers: Sequence[Fichier]) -> GrillesLues:
    grilles: dict[str, list[GrilleLue]] = {}
    refusees: dict[str, list[str]] = {}
    for fichier in fichiers:
        jour = fichier.preambule.jour
        for grille in fichier.grilles:
            qui = reference_comparable(grille.candidat)
            siennes = grilles.setdefault(qui, [])
            siennes.append(GrilleLue(fichier.source, grille, jour))
        for nomme in fichier.refusees:
            qui = reference_comparable(nomme)
            ses_fichiers = refusees.setdefault(qui, [])
            ses_fichiers.append(fichier.source)
    sans_grille = [fichier for fichier in fichiers if not fichier.grilles]
    illisibles = [fichier for fichier in sans_grille if not fichier.refusees]
    return GrillesLues(grilles, refusees, _sources(sans_grille), _sources(illisibles))


def _sources(fichiers: Iterable[Fichier]) -> tuple[str, ...]:
    return tuple(fichier.source for fichier in fichiers)


def _connues(lues: GrillesLues) -> int:
    """How many évaluations the files hold, those of refused files too."""
    comptees = sum(map(len, lues.grilles.values()))
    refusees = sum(map(len, lues.refusees.values()))
    return comptees + refusees


def _sites_qui_numerotent(dossiers: Iterable[LigneDeDossier]) -> list[LigneDeDossier]:
    """A row for each reference that two sites give to two people: the same évaluation at both."""
    vues: dict[tuple[str, str], LigneDeDossier] = {}
    doubles = []
    for dossier in dossiers:
        reference = reference_comparable(dossier.reference.valeur)
        cle = (reference, dossier.evaluation)
        premiere = vues.setdefault(cle, dossier)
        # A site that is not said may be the same one.
        deux_dits = premiere.site and dossier.site
        if deux_dits and premiere.site != dossier.site:
            doubles.append(dossier)
    return doubles


def _par_personne(
    dossiers: Iterable[LigneDeDossier],
    *,
    par_site: bool,
) -> dict[str, list[LignesDUnePersonne]]:
    """The rows of each person, by reference: of one person, or of one a site."""
    par_cle: dict[str, dict[str, list[LigneDeDossier]]] = {}
    for dossier in dossiers:
        reference = reference_comparable(dossier.reference.valeur)
        sites = par_cle.setdefault(reference, {})
        site = dossier.site if par_site else ""
        lignes = sites.setdefault(site, [])
        lignes.append(dossier)
    groupes: dict[str, list[LignesDUnePersonne]] = {}
    for reference, sites in par_cle.items():
        groupes[reference] = list(sites.values())
    return groupes


def _attendues(fichiers: Sequence[Fichier], illisibles: Sequence[str]) -> int:
    """How many people unreadable files may hold: as many as the others do, one at least."""
    lus = [len(fichier.grilles) for fichier in fichiers if fichier.grilles]
    # Rounded up: rather too many who are missing than too few, for they may bias all that is shown.
    moyenne = ceil(sum(lus) / len(lus)) if lus else 1
    return len(illisibles) * moyenne


def _numeros_par_site(doubles: Sequence[LigneDeDossier], source: str) -> Iterator[Diagnostic]:
    if doubles:
        lignes = [dossier.reference.ligne for dossier in doubles]
        ici = Position(source, lignes[0])
        yield diagnostic("J411", ici, lignes=en_lignes(lignes))


def _de_deux_sites(
    groupes: Mapping[str, Sequence[LignesDUnePersonne]],
    source: str,
) -> Iterator[Diagnostic]:
    """Say once that people have two sites: a column may have been sorted alone. Warning J419."""
    lignes = []
    for siens in groupes.values():
        for groupe in siens:
            dits = [ligne for ligne in groupe if ligne.site]
            for ligne in dits[1:]:
                if ligne.site != dits[0].site:
                    lignes.append(ligne.reference.ligne)
    if lignes:
        lignes.sort()
        verbe = "ont" if len(lignes) > 1 else "a"
        qui = f"{compte(len(lignes), 'personne')} {verbe}"
        ici = Position(source, lignes[0])
        yield diagnostic("J419", ici, qui=qui, lignes=en_lignes(lignes))
