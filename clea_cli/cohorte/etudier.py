"""Grilles and dossiers to the statistics of a cohorte."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import PurePath
from typing import NamedTuple

from clea_cli.cohorte import lire_dossiers as lecteur
from clea_cli.cohorte.cohorte import etudier
from clea_cli.cohorte.lire_dossiers import LigneDeDossier
from clea_cli.cohorte.masquage import SEUIL
from clea_cli.cohorte.mots import voir
from clea_cli.cohorte.statistiques import Personne
from clea_cli.cohorte.vues import CohorteVue
from clea_cli.decision.decision import Bareme, Decision, Reponse
from clea_cli.decision.jugement import juger
from clea_cli.decision.lot import Fichier, Lecture, Lot, lire_lot
from clea_cli.decision.mots import VERDICTS, provenance
from clea_cli.diagnostics import Diagnostic, Outcome, Position, diagnostic
from clea_cli.grille.grille import Grille
from clea_cli.sorties.mots import compte
from clea_cli.sources import fichiers
from clea_cli.sources.bornes import TABLE_OCTETS_MAX
from clea_cli.sources.mots import reference_comparable

_DIT_AUTREMENT = frozenset({"F305"})  # two grilles of one candidate are two évaluations, or J406 tells it
_LIGNES_DITES = 5


class Etude(NamedTuple):
    """The files read, and the cohorte that they make (None: nothing can be shown); `dossiers` are those read."""

    lot: Lot
    dossiers: int
    vue: CohorteVue | None
    diagnostics: tuple[Diagnostic, ...]


class _Lues(NamedTuple):
    """The grilles of a batch by candidate (comparable), each with its file, and the files that were refused."""

    par_candidat: Mapping[str, Sequence[tuple[str, Grille]]]
    refusees: frozenset[str]


def etudier_fichiers(
    sources: Sequence[str],
    dossiers: str | None,
    lecture: Lecture,
    jour: date | None = None,
) -> Etude:
    """Study the candidates of all files; `jour` as for `scores`.

    Errors: those of reading, J401-J406, J408; warning J407.
    """
    lot = lire_lot(sources, lecture)
    fautes = tuple(faute for faute in lot.diagnostics if faute.code not in _DIT_AUTREMENT)
    lus = _lire_dossiers(dossiers)
    if lot.bareme is None or lus.value is None:
        return Etude(lot, 0, None, (*fautes, *lus.diagnostics))
    personnes, manques = _personnes(lot, lot.bareme, lus.value, dossiers)
    fautes = (*fautes, *lus.diagnostics, *manques)
    if len(personnes) < SEUIL:
        tous_refuses = lot.refuses == len(lot.fichiers)
        trop_peu = () if tous_refuses else (diagnostic("J401", Position("cohorte"), seuil=SEUIL),)
        return Etude(lot, len(lus.value), None, (*fautes, *trop_peu))
    referentiel, regle = lot.bareme.referentiel, lot.bareme.regle
    dit = provenance(referentiel, regle, jour)
    vue = voir(etudier(personnes), referentiel, dit, len(lot.fichiers), lot.refuses)
    return Etude(lot, len(lus.value), vue, fautes)


def _lire_dossiers(source: str | None) -> Outcome[tuple[LigneDeDossier, ...]]:
    if source is None:
        return Outcome(())
    contenu = fichiers.lire(source, TABLE_OCTETS_MAX)
    return Outcome(None, contenu.diagnostics) if contenu.value is None else lecteur.lire(contenu.value, source)


def _personnes(
    lot: Lot, bareme: Bareme, dossiers: Sequence[LigneDeDossier], source: str | None
) -> tuple[list[Personne], list[Diagnostic]]:
    """Each candidate once, in the order of their grilles; those for whom nothing says which grille counts, left out."""
    lues = _par_candidat(lot.fichiers)
    par_candidat: dict[str, list[LigneDeDossier]] = {}
    for dossier in dossiers:
        par_candidat.setdefault(reference_comparable(dossier.reference.valeur), []).append(dossier)
    ecrits = _premieres_ecritures(dossiers)
    personnes: list[Personne] = []
    fautes: list[Diagnostic] = []
    for candidat, grilles in lues.par_candidat.items():
        siens = par_candidat.get(candidat, [])
        choisies = _choisir(grilles, siens, lues.refusees, source or "")
        fautes += choisies.diagnostics
        if choisies.value:
            personnes.append(_personne(bareme, choisies.value, siens, ecrits))
    if source and not lot.refuses:
        fautes += _sans_grille(dossiers, lues, source)
    return personnes, fautes


def _premieres_ecritures(dossiers: Sequence[LigneDeDossier]) -> dict[str, str]:
    """How each évaluateur and each site (comparable) was first written: two ways of writing one are not two groups."""
    ecrits: dict[str, str] = {}
    for dossier in dossiers:
        for nom in (dossier.evaluateur, dossier.site):
            ecrits.setdefault(reference_comparable(nom), nom)
    return ecrits


def _par_candidat(lus: Sequence[Fichier]) -> _Lues:
    par_candidat: dict[str, list[tuple[str, Grille]]] = {}
    for fichier in lus:
        for grille in fichier.grilles:
            par_candidat.setdefault(reference_comparable(grille.candidat), []).append((fichier.source, grille))
    return _Lues(par_candidat, frozenset(fichier.source for fichier in lus if not fichier.grilles))


def _choisir(
    grilles: Sequence[tuple[str, Grille]], dossiers: Sequence[LigneDeDossier], refusees: frozenset[str], source: str
) -> Outcome[list[Grille]]:
    """The grille of a candidate, or those of the préalable and the finale. Errors: J405, J406."""
    if not dossiers:
        if len(grilles) == 1:
            return Outcome([grilles[0][1]])
        return Outcome(None, (diagnostic("J406", Position(grilles[-1][0]), nombre=len(grilles)),))
    choisies = []
    for dossier in sorted(dossiers, key=lambda dossier: dossier.evaluation == "finale"):
        nom = dossier.grille
        trouvees = [grille for fichier, grille in grilles if nom is None or _est(fichier, nom.valeur)]
        if nom is not None and not trouvees:
            refusee = any(_est(fichier, nom.valeur) for fichier in refusees)  # that was told already
            return Outcome(
                None, () if refusee else (diagnostic("J405", nom.position(source), grille=PurePath(nom.valeur).name),)
            )
        if len(trouvees) > 1 or (len(dossiers) > 1 and nom is None):
            return Outcome(None, (diagnostic("J406", dossier.reference.position(source), nombre=max(2, len(grilles))),))
        choisies.append(trouvees[0])
    return Outcome(choisies)


def _est(fichier: str, nom: str) -> bool:
    """Whether a file is the one that a dossier names, with its folder and its ending or without."""
    chemin = PurePath(fichier)
    return nom in (fichier, chemin.name, chemin.stem)


def _personne(
    bareme: Bareme, grilles: Sequence[Grille], dossiers: Sequence[LigneDeDossier], ecrits: Mapping[str, str]
) -> Personne:
    """Both évaluations make one grille; what a dossier says comes from the finale, or else from the préalable."""
    jugement = juger(bareme, (), *grilles)
    decision, gardes = jugement.decision, jugement.gardes
    recents = sorted(dossiers, key=lambda dossier: dossier.evaluation != "finale")
    return Personne(
        verdict=VERDICTS[decision.verdict][0],
        milliemes=int(decision.bilan.obtenus * 1000 // decision.bilan.total),
        maitrises=_maitrises(decision),
        manques=_manques(decision),
        site=_nom([d.site for d in recents], ecrits),
        evaluateur=_nom([d.evaluateur for d in recents], ecrits),
        minutes=next((d.minutes for d in recents if d.minutes is not None), None),
        prealable=tuple(d.domaine.code in gardes for d in decision.domaines) if jugement.reunion else None,
    )


def _nom(noms: Sequence[str], ecrits: Mapping[str, str]) -> str:
    """The first of these names that is one, as it was first written; "" if none is."""
    comparables = [reference_comparable(nom) for nom in noms]
    return next((ecrits[comparable] for comparable in comparables if comparable), "")


def _maitrises(decision: Decision) -> tuple[bool, ...]:
    return tuple(domaine.statut is Reponse.OUI for domaine in decision.domaines)


def _manques(decision: Decision) -> frozenset[int]:
    rangs = range(sum(1 for _ in decision.referentiel.criteres))
    return frozenset(rang for rang in rangs if not decision.grille.acquis >> rang & 1)


def _sans_grille(dossiers: Sequence[LigneDeDossier], lues: _Lues, source: str) -> Iterator[Diagnostic]:
    connus = lues.par_candidat
    seuls = [d.reference.ligne for d in dossiers if reference_comparable(d.reference.valeur) not in connus]
    if seuls:
        suite = f" et {len(seuls) - _LIGNES_DITES} autres" if len(seuls) > _LIGNES_DITES else ""
        lignes = f"ligne{'s' if len(seuls) > 1 else ''} {', '.join(map(str, seuls[:_LIGNES_DITES]))}{suite}"
        reste = "restent" if len(seuls) > 1 else "reste"
        nombre = f"{compte(len(seuls), 'ligne')} {reste}"
        yield diagnostic("J407", Position(source, seuls[0]), nombre=nombre, lignes=lignes)
