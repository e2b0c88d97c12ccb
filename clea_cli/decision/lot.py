"""From files to grilles that have a meaning, and to what they are decided by."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from math import inf
from pathlib import PurePath
from typing import NamedTuple

from clea_cli.decision import charger
from clea_cli.decision.decision import Bareme, bareme
from clea_cli.decision.mots import lu
from clea_cli.diagnostics import Diagnostic, Outcome, Position, conclure, diagnostic
from clea_cli.grille import lire_csv
from clea_cli.grille import verifier as check
from clea_cli.grille.compte import laisses
from clea_cli.grille.grille import Grille, GrilleBrute, Laisse, TablesDuFichier
from clea_cli.grille.lire_forme import interpreter
from clea_cli.grille.mise_au_net import mettre_au_net
from clea_cli.grille.notes import notes
from clea_cli.grille.preambule import Preambule
from clea_cli.grille.preambule import lire as lire_preambule
from clea_cli.referentiel import livres
from clea_cli.referentiel.referentiel import Referentiel
from clea_cli.sorties import chemins
from clea_cli.sources import bornes, fichiers
from clea_cli.sources.lignes_csv import est_un_classeur
from clea_cli.sources.mots import reference_comparable

_A_DEUX = 1_000  # files: those that the other process reads repay what it takes to be born, 0.2 s
_PAR_PAQUET = 50  # files that a process reads before it hands over what they give
_D_ICI = (fichiers.ENTREE_STANDARD, "/dev/", "/proc/")  # what in another process is another file


class Lecture(NamedTuple):
    """How to read grilles: the référentiel and the rule by name, and what is forced; None is found out.

    `ignorer` are the headings of columns to leave aside; `notes`: what was written beside the answers is wanted too.
    """

    referentiel: str | None = None
    regle: str | None = None
    encodage: str | None = None
    separateur: str | None = None
    onglet: str | None = None
    ignorer: tuple[str, ...] = ()
    notes: bool = False


_RIEN_DE_DIT = Preambule()


class Fichier(NamedTuple):
    """A file of grilles: what it gives (nothing: it is refused), what was understood (in words), its faults.

    `laisses` is what was left aside of it, of refused files too; `preambule` what it says above its headings;
    `refusees` are the candidates whom a refused file names; `notes` what was written beside the answers, by candidate
    (comparable) and code, where it was asked for.
    """

    source: str
    empreinte: str
    grilles: tuple[Grille, ...]
    lu: str
    diagnostics: tuple[Diagnostic, ...]
    laisses: tuple[Laisse, ...] = ()
    preambule: Preambule = _RIEN_DE_DIT
    refusees: tuple[str, ...] = ()
    notes: Mapping[str, Mapping[str, str]] = {}  # a plain one: processes hand it over


class Lot(NamedTuple):
    """The files of one call, read with one référentiel (None: it is refused, and so is all the rest)."""

    bareme: Bareme | None
    fichiers: tuple[Fichier, ...]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def refuses(self) -> int:
        """How many files gave nothing."""
        return sum(not fichier.grilles for fichier in self.fichiers)


def _sans_suivre(lus: int) -> None:
    """Nobody waits for these files."""


def lire_lot(
    sources: Sequence[str], lecture: Lecture, avancer: Callable[[int], None] = _sans_suivre
) -> Lot:
    """Read the grilles of all files; `avancer` hears how many are read.

    The référentiel is the one asked for, else the first file's, else CléA's.
    """
    suite = iter(sources)
    choix, premieres = _choisir(
        ((source, lire_brute(source, lecture)) for source in suite), lecture
    )
    if choix.value is None:
        return Lot(None, (), choix.diagnostics)
    referentiel = choix.value.referentiel
    compris = [
        comprendre(source, lue, referentiel, _sans_nom(source), lecture)
        for source, lue in premieres
    ]
    for paquet in _par_paquets(tuple(suite), lecture, referentiel):
        compris += paquet
        avancer(len(compris))
    return _reunir(choix.value, choix.diagnostics, tuple(compris))


def comprendre_lot(lues: Iterable[tuple[str, Outcome[GrilleBrute]]], lecture: Lecture) -> Lot:
    """Give grilles their meaning as they are read; none is held longer, for a batch may have ten thousand of them."""
    lues = iter(lues)
    choix, premieres = _choisir(lues, lecture)
    if choix.value is None:
        return Lot(None, (), choix.diagnostics)
    tous = chain(premieres, lues)
    compris = (
        comprendre(source, lue, choix.value.referentiel, _sans_nom(source), lecture)
        for source, lue in tous
    )
    return _reunir(choix.value, choix.diagnostics, tuple(compris))


def _choisir(
    lues: Iterator[tuple[str, Outcome[GrilleBrute]]], lecture: Lecture
) -> tuple[Outcome[Bareme], list[tuple[str, Outcome[GrilleBrute]]]]:
    """Choose what decides, and give the grilles that had to be read for that."""
    premieres, nom = [], lecture.referentiel
    while nom is None:
        suivante = next(lues, None)
        if suivante is None:
            nom = livres.DEFAUT
        else:
            premieres.append(suivante)
            nom = _annonce(suivante[1].value)
    charge = charger.a_calculer(nom)
    if charge.value is None:
        return Outcome(None, charge.diagnostics), premieres
    regle = charge.value.regle(lecture.regle)
    if regle is None:
        return Outcome(None, (_regle_inconnue(charge.value, lecture.regle),)), premieres
    return Outcome(bareme(charge.value, regle), charge.diagnostics), premieres


def _reunir(bareme: Bareme, diagnostics: tuple[Diagnostic, ...], lus: tuple[Fichier, ...]) -> Lot:
    fautes = (faute for fichier in lus for faute in fichier.diagnostics)
    return Lot(bareme, lus, (*diagnostics, *fautes, *_donnes_deux_fois(lus)))


def lire_fichier(source: str, lecture: Lecture, referentiel: Referentiel, sans_nom: str) -> Fichier:
    """Read the grilles of one file; `sans_nom` is the candidate of a grille that names none."""
    return comprendre(source, lire_brute(source, lecture), referentiel, sans_nom, lecture)


def lire_fichiers(
    sources: Sequence[str], lecture: Lecture, referentiel: Referentiel
) -> tuple[Fichier, ...]:
    """Read the grilles of files by a référentiel that is at hand; of many, another process has its share."""
    return tuple(chain.from_iterable(_par_paquets(sources, lecture, referentiel)))


def _par_paquets(
    sources: Sequence[str], lecture: Lecture, referentiel: Referentiel
) -> Iterator[tuple[Fichier, ...]]:
    """The same, a packet after the other."""
    comment = (lecture, referentiel)
    paquets = [
        sources[debut : debut + _PAR_PAQUET] for debut in range(0, len(sources), _PAR_PAQUET)
    ]
    if len(sources) < _A_DEUX or any(source.startswith(_D_ICI) for source in sources):
        return (_lire_paquet(comment, paquet) for paquet in paquets)
    return _a_plusieurs(comment, paquets)


def _a_plusieurs(
    comment: tuple[Lecture, Referentiel], paquets: Sequence[Sequence[str]]
) -> Iterator[tuple[Fichier, ...]]:
    """Read files by the packet. Of one that kills whoever reads it, the files are tried again alone. Error: S110."""
    from clea_cli import equipe  # late: a few files must not wait for it

    autres = min(1, equipe.processeurs() - 1)
    for paquet, lus in zip(
        paquets, equipe.ensemble(_lire_paquet, comment, paquets, autres), strict=True
    ):
        if not isinstance(lus, equipe.Perdue):
            yield lus
        elif len(paquet) > 1:
            yield from _a_plusieurs(comment, [[source] for source in paquet])
        else:
            source = paquet[0]
            yield (Fichier(source, "", (), "", (diagnostic("S110", Position(source)),)),)


def _lire_paquet(
    comment: tuple[Lecture, Referentiel], sources: Sequence[str]
) -> tuple[Fichier, ...]:
    lecture, referentiel = comment
    return tuple(
        lire_fichier(source, lecture, referentiel, _sans_nom(source)) for source in sources
    )


def lire_brute(source: str, lecture: Lecture) -> Outcome[GrilleBrute]:
    """Read a file as a grille, before any référentiel looks at it."""
    contenu = fichiers.lire(source, bornes.TABLE_OCTETS_MAX)
    if contenu.value is None:
        return Outcome(None, tuple(_sans_grille(faute, source) for faute in contenu.diagnostics))
    tableau = lire_tableau(contenu.value, source, lecture)
    if tableau.value is None:
        return Outcome(None, tableau.diagnostics)
    return interpreter(tableau.value, lecture.ignorer)


def _sans_grille(faute: Diagnostic, source: str) -> Diagnostic:
    """A folder stands for its grilles: one that is read itself has none. Error: S108."""
    return diagnostic("S108", Position(source)) if faute.code == "S103" else faute


def lire_tableau(contenu: bytes, source: str, lecture: Lecture) -> Outcome[TablesDuFichier]:
    """Read bytes as tables of cells, before they are read as a grille."""
    if not est_un_classeur(contenu):
        return lire_csv.lire(contenu, source, lecture.encodage, lecture.separateur)
    from clea_cli.grille import lire_classeur  # late: a CSV must not wait for it

    return lire_classeur.lire(contenu, source, lecture.onglet)


def _annonce(brute: GrilleBrute | None) -> str | None:
    """The référentiel that a grille names, if it is one that ships; CléA's otherwise. None: this is no grille."""
    nom = brute.preambule.get("referentiel") if brute else None
    return (livres.identifier(nom.valeur) if nom else None) or (livres.DEFAUT if brute else None)


def _regle_inconnue(referentiel: Referentiel, nom: str | None) -> Diagnostic:
    regles = ", ".join(regle.id for regle in referentiel.regles)
    return diagnostic(
        "R504", Position("--regle"), referentiel=referentiel.id, id=nom, regles=regles
    )


def _donnes_deux_fois(lus: Sequence[Fichier]) -> Iterator[Diagnostic]:
    """Warn of files that speak of a candidate of an earlier one."""
    vus: dict[str, str] = {}
    for fichier in lus:
        references = [reference_comparable(grille.candidat) for grille in fichier.grilles]
        ailleurs = {vus[reference] for reference in references if reference in vus}
        for autre in sorted(ailleurs):
            yield diagnostic("F305", Position(fichier.source), autre=autre)
        vus |= dict.fromkeys(references, chemins.chemin_ecrit(fichier.source))


def comprendre(
    source: str,
    lue: Outcome[GrilleBrute],
    referentiel: Referentiel,
    sans_nom: str,
    lecture: Lecture | None = None,
) -> Fichier:
    """Give what was read of a file its meaning; `sans_nom` is the candidate of a grille that names none."""
    brute = lue.value
    if brute is None:
        return Fichier(source, "", (), "", lue.diagnostics)
    brute = mettre_au_net(brute, referentiel)
    verifiees = check.grilles(referentiel, brute, sans_nom)
    haut = lire_preambule(brute)
    # A column that is told to answer is not told to be left aside.
    repondent = {faute.position for faute in verifiees.diagnostics if faute.code == "F125"}
    avis = [
        faute
        for faute in lue.diagnostics
        if faute.code != "F108" or faute.position not in repondent
    ]
    diagnostics = tuple(sorted((*avis, *haut.diagnostics, *verifiees.diagnostics), key=_ordre))
    grilles = conclure(verifiees.value, diagnostics).value or ()
    a_cote = laisses(brute, referentiel)
    dit = lu(brute, referentiel, len(grilles), a_cote)
    empreinte, preambule = brute.tableau.empreinte, haut.value or _RIEN_DE_DIT
    refusees = () if grilles else _nommes(brute, sans_nom)
    ecrites = notes(brute, sans_nom) if lecture and lecture.notes else {}
    return Fichier(
        source, empreinte, grilles, dit, diagnostics, a_cote, preambule, refusees, ecrites
    )


def _nommes(brute: GrilleBrute, sans_nom: str) -> tuple[str, ...]:
    """The candidates whom a grille names, each once."""
    noms = (saisie.candidat.valeur if saisie.candidat else sans_nom for saisie in brute.saisies)
    return tuple(dict.fromkeys(noms))


def _sans_nom(source: str) -> str:
    """The candidate of a grille that names none, in a batch."""
    return PurePath(source).stem


def _ordre(faute: Diagnostic) -> tuple[float, float]:
    """By place in the file; what has no place comes last, for it often follows from the rest."""
    return faute.position.ligne or inf, faute.position.colonne or 0
