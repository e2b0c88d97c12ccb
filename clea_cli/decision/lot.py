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
    """How to read grilles: the référentiel and the rule by name, what is forced; None is found out.

    `ignorer` are the headings of columns to leave aside; `notes`: what was written beside the
    answers is wanted too.
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
    """A file of grilles: what it gives (nothing: it is refused), and its faults.

    `lu` is what was understood, in words; `laisses` what was left aside of it, of refused files
    too; `preambule` what it says above its headings; `refusees` are the candidates whom a refused
    file names; `notes` what was written beside the answers, by candidate (comparable) and code,
    where it was asked for.
    """

    source: str
    empreinte: str
    grilles: tuple[Grille, ...]
    lu: str
    diagnostics: tuple[Diagnostic, ...]
    laisses: tuple[Laisse, ...] = ()
    preambule: Preambule = _RIEN_DE_DIT
    refusees: tuple[str, ...] = ()
    # A plain one: processes hand it over.
    notes: Mapping[str, Mapping[str, str]] = {}


class Lot(NamedTuple):
    """The files of one call, read with one référentiel.

    Without a barème, it is refused, and so is all the rest.
    """

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
    lues = ((source, lire_brute(source, lecture)) for source in suite)
    choix, premieres = _choisir(lues, lecture)
    if choix.value is None:
        return Lot(None, (), choix.diagnostics)
    referentiel = choix.value.referentiel
    compris: list[Fichier] = []
    for source, lue in premieres:
        candidat = candidat_du_fichier(source)
        compris.append(comprendre(source, lue, referentiel, candidat, lecture))
    # What is left of `suite` was not needed to choose the référentiel.
    for paquet in _par_paquets(tuple(suite), lecture, referentiel):
        compris += paquet
        avancer(len(compris))
    return _reunir(choix.value, choix.diagnostics, tuple(compris))


def comprendre_lot(lues: Iterable[tuple[str, Outcome[GrilleBrute]]], lecture: Lecture) -> Lot:
    """Give grilles their meaning as they are read.

    None is held longer, for a batch may have ten thousand of them.
    """
    lues = iter(lues)
    choix, premieres = _choisir(lues, lecture)
    if choix.value is None:
        return Lot(None, (), choix.diagnostics)
    referentiel = choix.value.referentiel
    compris: list[Fichier] = []
    for source, lue in chain(premieres, lues):
        candidat = candidat_du_fichier(source)
        compris.append(comprendre(source, lue, referentiel, candidat, lecture))
    return _reunir(choix.value, choix.diagnostics, tuple(compris))


def _choisir(
    lues: Iterator[tuple[str, Outcome[GrilleBrute]]], lecture: Lecture
) -> tuple[Outcome[Bareme], list[tuple[str, Outcome[GrilleBrute]]]]:
    """Choose what decides, and give the grilles that had to be read for that."""
    premieres: list[tuple[str, Outcome[GrilleBrute]]] = []
    nom = lecture.referentiel
    # Unless one is asked for, files are read until one is a grille: it may name a référentiel.
    while nom is None:
        suivante = next(lues, None)
        if suivante is None:
            nom = livres.DEFAUT
        else:
            premieres.append(suivante)
            _, lue = suivante
            nom = _annonce(lue.value)
    charge = charger.a_calculer(nom)
    if charge.value is None:
        return charge.refus(), premieres
    regle = charge.value.regle(lecture.regle)
    if regle is None:
        faute = _regle_inconnue(charge.value, lecture.regle)
        return Outcome(None, (faute,)), premieres
    le_bareme = bareme(charge.value, regle)
    return Outcome(le_bareme, charge.diagnostics), premieres


def _reunir(bareme: Bareme, diagnostics: tuple[Diagnostic, ...], lus: tuple[Fichier, ...]) -> Lot:
    fautes = list(diagnostics)
    for fichier in lus:
        fautes += fichier.diagnostics
    fautes += _donnes_deux_fois(lus)
    return Lot(bareme, lus, tuple(fautes))


def lire_fichier(source: str, lecture: Lecture, referentiel: Referentiel, sans_nom: str) -> Fichier:
    """Read the grilles of one file; `sans_nom` is the candidate of a grille that names none."""
    return comprendre(source, lire_brute(source, lecture), referentiel, sans_nom, lecture)


def lire_fichiers(
    sources: Sequence[str], lecture: Lecture, referentiel: Referentiel
) -> tuple[Fichier, ...]:
    """Read the grilles of files by a référentiel at hand; another process has its share of many."""
    return tuple(chain.from_iterable(_par_paquets(sources, lecture, referentiel)))


def _par_paquets(
    sources: Sequence[str], lecture: Lecture, referentiel: Referentiel
) -> Iterator[tuple[Fichier, ...]]:
    """The same, a packet after the other."""
    comment = (lecture, referentiel)
    debuts = range(0, len(sources), _PAR_PAQUET)
    paquets = [sources[debut : debut + _PAR_PAQUET] for debut in debuts]
    d_ici = any(source.startswith(_D_ICI) for source in sources)
    if len(sources) < _A_DEUX or d_ici:
        return (_lire_paquet(comment, paquet) for paquet in paquets)
    return _a_plusieurs(comment, paquets)


def _a_plusieurs(
    comment: tuple[Lecture, Referentiel], paquets: Sequence[Sequence[str]]
) -> Iterator[tuple[Fichier, ...]]:
    """Read files by the packet.

    Of one that kills whoever reads it, the files are tried again alone. Error: S110.
    """
    from clea_cli import equipe  # late: a few files must not wait for it

    autres = min(1, equipe.processeurs() - 1)
    tous = equipe.ensemble(_lire_paquet, comment, paquets, autres)
    for paquet, lus in zip(paquets, tous, strict=True):
        if not isinstance(lus, equipe.Perdue):
            yield lus
        elif len(paquet) > 1:
            yield from _a_plusieurs(comment, [[source] for source in paquet])
        else:
            source = paquet[0]
            faute = diagnostic("S110", Position(source))
            yield (_illisible(source, (faute,)),)


def _lire_paquet(
    comment: tuple[Lecture, Referentiel], sources: Sequence[str]
) -> tuple[Fichier, ...]:
    lecture, referentiel = comment
    lus: list[Fichier] = []
    for source in sources:
        candidat = candidat_du_fichier(source)
        lus.append(lire_fichier(source, lecture, referentiel, candidat))
    return tuple(lus)


def _illisible(source: str, fautes: tuple[Diagnostic, ...]) -> Fichier:
    """A file of which no grille could be read at all."""
    return Fichier(source, "", (), "", fautes)


def lire_brute(source: str, lecture: Lecture) -> Outcome[GrilleBrute]:
    """Read a file as a grille, before any référentiel looks at it."""
    contenu = fichiers.lire(source, bornes.TABLE_OCTETS_MAX)
    if contenu.value is None:
        fautes = [_sans_grille(faute, source) for faute in contenu.diagnostics]
        return Outcome(None, tuple(fautes))
    tableau = lire_tableau(contenu.value, source, lecture)
    if tableau.value is None:
        return tableau.refus()
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
    """The référentiel that a grille names, if it ships, else CléA's; None: this is no grille."""
    if brute is None:
        return None
    nom = brute.preambule.get("referentiel")
    livre = livres.identifier(nom.valeur) if nom else None
    return livre or livres.DEFAUT


def _regle_inconnue(referentiel: Referentiel, nom: str | None) -> Diagnostic:
    regles = ", ".join(regle.id for regle in referentiel.regles)
    return diagnostic(
        "R504", Position("--regle"), referentiel=referentiel.id, id=nom, regles=regles
    )


def _donnes_deux_fois(lus: Sequence[Fichier]) -> Iterator[Diagnostic]:
    """Warn of files that speak of a candidate of an earlier one."""
    vus: dict[str, str] = {}
    for fichier in lus:
        ici = chemins.chemin_ecrit(fichier.source)
        references = [reference_comparable(grille.candidat) for grille in fichier.grilles]
        # Each earlier file is told once, whatever the number of its candidates.
        ailleurs = {vus[reference] for reference in references if reference in vus}
        for autre in sorted(ailleurs):
            yield diagnostic("F305", Position(fichier.source), autre=autre)
        vus |= dict.fromkeys(references, ici)


def comprendre(
    source: str,
    lue: Outcome[GrilleBrute],
    referentiel: Referentiel,
    sans_nom: str,
    lecture: Lecture | None = None,
) -> Fichier:
    """Give what was read of a file its meaning.

    `sans_nom` is the candidate of a grille that names none.
    """
    brute = lue.value
    if brute is None:
        return _illisible(source, lue.diagnostics)
    brute = mettre_au_net(brute, referentiel)
    verifiees = check.grilles(referentiel, brute, sans_nom)
    haut = lire_preambule(brute)
    # A column that is told to answer is not told to be left aside.
    repondent = {faute.position for faute in verifiees.diagnostics if faute.code == "F125"}
    fautes: list[Diagnostic] = []
    for faute in lue.diagnostics:
        if faute.code != "F108" or faute.position not in repondent:
            fautes.append(faute)
    fautes += haut.diagnostics
    fautes += verifiees.diagnostics
    diagnostics = tuple(sorted(fautes, key=_ordre))
    # Any error, and the file gives no grille at all.
    grilles = conclure(verifiees.value, diagnostics).value or ()
    a_cote = laisses(brute, referentiel)
    return Fichier(
        source=source,
        empreinte=brute.tableau.empreinte,
        grilles=grilles,
        lu=lu(brute, referentiel, len(grilles), a_cote),
        diagnostics=diagnostics,
        laisses=a_cote,
        preambule=haut.value or _RIEN_DE_DIT,
        refusees=() if grilles else _nommes(brute, sans_nom),
        notes=notes(brute, sans_nom) if lecture and lecture.notes else {},
    )


def _nommes(brute: GrilleBrute, sans_nom: str) -> tuple[str, ...]:
    """The candidates whom a grille names, each once."""
    noms: dict[str, None] = {}
    for saisie in brute.saisies:
        nom = saisie.candidat.valeur if saisie.candidat else sans_nom
        noms[nom] = None
    return tuple(noms)


def candidat_du_fichier(source: str) -> str:
    """The candidate of a grille that names none, among others: the name of its file."""
    return PurePath(source).stem


def _ordre(faute: Diagnostic) -> tuple[float, float]:
    """By place in the file; what has no place comes last, for it often follows from the rest."""
    return faute.position.ligne or inf, faute.position.colonne or 0
