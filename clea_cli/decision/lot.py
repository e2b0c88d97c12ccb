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
_NotesParCode = Mapping[str, str]


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
    notes: Mapping[str, _NotesParCode] = {}


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


_Lue = tuple[str, Outcome[GrilleBrute]]  # a file, and what was read of it


def _sans_suivre(lus: int) -> None:
    """Nobody waits for these files."""


def lire_lot(
    sources: Sequence[str], lecture: Lecture, avancer: Callable[[int], None] = _sans_suivre
) -> Lot:
    """Read the grilles of all files; `avancer` hears how many are read.

    The référentiel is the one asked for, else the first file's, else CléA's.
    """
    # Read one by one, until one of them says which référentiel it is made for.
    suite = iter(sources)
    lues = ((source, lire_brute(source, lecture)) for source in suite)
    choix, premieres = _choisir(lues, lecture)
    if choix.value is None:
        return Lot(None, (), choix.diagnostics)
    referentiel = choix.value.referentiel
    compris = list(_compris(premieres, lecture, referentiel))
    # What is left of `suite` was not needed to choose the référentiel.
    for paquet in _par_paquets(tuple(suite), lecture, referentiel):
        compris += paquet
        avancer(len(compris))
    return _reunir(choix.value, choix.diagnostics, tuple(compris))


def comprendre_lot(lues: Iterable[_Lue], lecture: Lecture) -> Lot:
    """Give grilles their meaning as they are read.

    None is held longer, for a batch may have ten thousand of them.
    """
    lues = iter(lues)
    choix, premieres = _choisir(lues, lecture)
    if choix.value is None:
        return Lot(None, (), choix.diagnostics)
    compris = _compris(chain(premieres, lues), lecture, choix.value.referentiel)
    return _reunir(choix.value, choix.diagnostics, tuple(compris))


def _compris(lues: Iterable[_Lue], lecture: Lecture, referentiel: Referentiel) -> Iterator[Fichier]:
    """The files as they mean something, one by one; the name of each is the last resort."""
    for source, lue in lues:
        candidat = candidat_du_fichier(source)
        yield comprendre(source, lue, referentiel, candidat, lecture)


def _choisir(lues: Iterator[_Lue], lecture: Lecture) -> tuple[Outcome[Bareme], list[_Lue]]:
    """Choose what decides, and give the grilles that had to be read for that."""
    premieres: list[_Lue] = []
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
    des_fichiers = chain.from_iterable(fichier.diagnostics for fichier in lus)
    fautes = (*diagnostics, *des_fichiers, *_donnes_deux_fois(lus))
    return Lot(bareme, lus, fautes)


def lire_fichier(source: str, lecture: Lecture, referentiel: Referentiel, sans_nom: str) -> Fichier:
    """Read the grilles of one file; `sans_nom` is the candidate of a grille that names none."""
    brute = lire_brute(source, lecture)
    return comprendre(source, brute, referentiel, sans_nom, lecture)


def lire_fichiers(
    sources: Sequence[str], lecture: Lecture, referentiel: Referentiel
) -> tuple[Fichier, ...]:
    """Read the grilles of files by a référentiel at hand; another process has its share of many."""
    paquets = _par_paquets(sources, lecture, referentiel)
    return tuple(chain.from_iterable(paquets))


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
    lues = ((source, lire_brute(source, lecture)) for source in sources)
    return tuple(_compris(lues, lecture, referentiel))


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
    if faute.code == "S103":
        return diagnostic("S108", Position(source))
    return faute


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
    ici = Position("--regle")
    connues = ", ".join(regle.id for regle in referentiel.regles)
    return diagnostic("R504", ici, referentiel=referentiel.id, id=nom, regles=connues)


def _donnes_deux_fois(lus: Sequence[Fichier]) -> Iterator[Diagnostic]:
    """Warn of files that speak of a candidate of an earlier one."""
    vus: dict[str, str] = {}
    for fichier in lus:
        ici = chemins.chemin_ecrit(fichier.source)
        references = {reference_comparable(grille.candidat) for grille in fichier.grilles}
        # Each earlier file is told once, whatever the number of its candidates.
        deja_lues = references & vus.keys()
        ailleurs = {vus[reference] for reference in deja_lues}
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
        laissee = faute.code == "F108"
        if not laissee or faute.position not in repondent:
            fautes.append(faute)
    fautes += haut.diagnostics
    fautes += verifiees.diagnostics
    fautes.sort(key=_ordre)
    diagnostics = tuple(fautes)
    # Any error, and the file gives no grille at all.
    conclues = conclure(verifiees.value, diagnostics)
    grilles = conclues.value or ()
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
