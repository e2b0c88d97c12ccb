"""A grille's bytes, as a spreadsheet writes them in CSV, read into a table of cells.

The encoding and the separator are not guessed from statistics: the headings that we look for are known, so the first
reading that shows them is kept, and it is said which. Anything that was not understood refuses the file.
"""

import csv
import hashlib
import re
from collections.abc import Iterator
from io import StringIO
from itertools import islice
from unicodedata import normalize

from clea_cli.diagnostics import Diagnostic, Outcome, Position, diagnostic
from clea_cli.grille import Lecture, Ligne, Tableau
from clea_cli.readers.encodages import ENCODAGES, ligne_illisible, precision, textes
from clea_cli.readers.grille_titres import (
    est_entete,
    est_entete_large,
    est_entete_longue,
    est_une_ligne,
    presque_entete,
)

OCTETS_MAX = 20_000_000
SEPARATEURS = {";": "« ; »", "\t": "tabulation", ",": "« , »", "|": "« | »"}

_LIGNES_AVANT_ENTETE = 50
_APERCU = 200_000  # characters looked at to recognise the headings
_SEP_EXCEL = re.compile(r'"?sep=(.)"?\r?\n', re.IGNORECASE)  # a line for Excel, which shows no row for it
_ABIME = re.compile("[\x00\ufeff\ufffd\ud800-\udfff]")

_NATURES = (
    (b"PK\x03\x04", "un classeur (xlsx ou ods)", "dans le tableur, enregistrez-le sous « CSV UTF-8 »."),
    (b"\xd0\xcf\x11\xe0", "un classeur Excel (xls)", "dans Excel, enregistrez-le sous « CSV UTF-8 »."),
    (b"%PDF", "un PDF", "donnez la grille d'origine, pas son impression."),
    (b"{\\rtf", "un document RTF", "copiez le tableau dans un tableur, puis enregistrez-le en CSV."),
    (b"<", "une page web", "ouvrez-la dans un tableur, puis enregistrez-la en CSV."),
)


def lire(contenu: bytes, source: str, encodage: str | None = None, separateur: str | None = None) -> Outcome[Tableau]:
    """Read the rows of a CSV; `encodage` and `separateur` force what is otherwise found out.

    Errors: F101-F104, F106, F107, F111, F112, S104.
    """
    faute = _faute_des_octets(contenu, source)
    if faute:
        return Outcome(None, (faute,))
    lectures = list(textes(contenu, encodage))
    if lectures and not lectures[0][1].strip():
        return _refus("F101", Position(source))
    if not lectures:
        return _refus("F102", Position(source, *ligne_illisible(contenu)), precision=precision(contenu, encodage))
    separateurs = [separateur] if separateur else list(SEPARATEURS)
    for reconnaitre in (est_entete, presque_entete):
        for nom, texte in lectures:
            for essai in separateurs:
                if any(reconnaitre(valeurs) for valeurs in _premieres_lignes(texte, essai)):
                    lecture = Lecture(ENCODAGES[nom][1], SEPARATEURS.get(essai, f"« {essai} »"))
                    return _tableau(texte, source, hashlib.sha256(contenu).hexdigest(), lecture, essai)
    return _sans_titres(lectures[0][1], source)


def _sans_titres(texte: str, source: str) -> Outcome[Tableau]:
    """No headings were found: there are none, or an open quote hides them."""
    try:
        for ligne in _lignes(texte, ";"):
            if avalees := list(_fautes_de_ligne(ligne, source, ";")):
                return Outcome(None, tuple(avalees))
    except _GuillemetError as erreur:
        return _refus("F104", Position(source, erreur.ligne))
    return _refus("F103", Position(source))


def _faute_des_octets(contenu: bytes, source: str) -> Diagnostic | None:
    if len(contenu) > OCTETS_MAX:
        return diagnostic("S104", Position(source), limite=OCTETS_MAX // 1_000_000)
    debut = contenu[:2000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not debut and not contenu.strip(b"\xef\xbb\xbf \t\r\n"):
        return diagnostic("F101", Position(source))
    for signature, nature, remede in _NATURES:
        if debut.startswith(signature):
            return diagnostic("F106", Position(source), nature=nature, remede=remede)
    return None


def _premieres_lignes(texte: str, separateur: str) -> Iterator[tuple[str, ...]]:
    debut = texte if len(texte) <= _APERCU else texte[: texte.rfind("\n", 0, _APERCU) + 1]
    lignes = csv.reader(StringIO(debut, newline=""), delimiter=separateur)
    try:
        for valeurs in islice(lignes, _LIGNES_AVANT_ENTETE):
            yield tuple(map(str.strip, valeurs))
    except csv.Error:
        return


def _tableau(texte: str, source: str, empreinte: str, lecture: Lecture, separateur: str) -> Outcome[Tableau]:
    lignes: list[Ligne] = []
    fautes: list[Diagnostic] = []
    try:
        for ligne in _lignes(texte, separateur):
            lignes.append(ligne)
            fautes.extend(_fautes_de_ligne(ligne, source, separateur))
    except _GuillemetError as erreur:
        fautes.append(diagnostic("F104", Position(source, erreur.ligne)))
    if fautes:
        return Outcome(None, tuple(fautes))
    entetes = (
        rang
        for est in (est_entete_longue, est_entete_large, presque_entete)
        for rang, ligne in enumerate(lignes)
        if est(ligne.valeurs)
    )
    entete = next(entetes, None)
    if entete is None:
        return _refus("F103", Position(source))
    terminee = texte.endswith(("\n", "\r", '"', separateur))
    return Outcome(Tableau(source, empreinte, lecture, tuple(lignes), entete, terminee))


def _lignes(texte: str, separateur: str) -> Iterator[Ligne]:
    """The rows that hold something. The file's first line may be `sep=;`, which counts as a line but not as a row."""
    csv.field_size_limit(OCTETS_MAX)  # or a long comment would pass for a quote left open
    sep_excel = _SEP_EXCEL.match(texte)
    avant, corps = (1, texte[sep_excel.end() :]) if sep_excel else (0, texte)
    lignes = csv.reader(StringIO(corps, newline=""), delimiter=separateur, strict=True)
    debut, rang = avant + 1, 0
    try:
        for valeurs in lignes:
            rang += 1
            propres = [_propre(valeur, separateur) for valeur in valeurs]
            if any(propres):
                yield Ligne(debut, rang, tuple(v if v.isascii() else normalize("NFC", v) for v in propres))
            debut = avant + lignes.line_num + 1
    except csv.Error:
        reste = StringIO(corps, newline="").readlines()[debut - avant - 1 :]
        raise _GuillemetError(debut + _ligne_du_guillemet(reste, separateur)) from None


def _propre(valeur: str, separateur: str) -> str:
    """Without the spaces around; but what may be whole rows keeps its ends of line, which show it."""
    return valeur if separateur in valeur and ("\n" in valeur or "\r" in valeur) else valeur.strip()


def _ligne_du_guillemet(lignes: list[str], separateur: str) -> int:
    """How many lines below the first the last quote of a row opens; a doubled one neither opens nor closes."""
    ouvert, trouvee = False, 0
    for rang, ligne in enumerate(lignes):
        au_bord = True
        for signe in ligne.replace('""', "") if ouvert else ligne:
            if signe == '"' and (ouvert or au_bord):
                ouvert = not ouvert
                trouvee = rang if ouvert else trouvee
            au_bord = signe == separateur
        if not ouvert:
            break
    return trouvee


class _GuillemetError(Exception):
    """A quote that opens at `ligne` is not closed as it should be."""

    def __init__(self, ligne: int) -> None:
        self.ligne = ligne


def _fautes_de_ligne(ligne: Ligne, source: str, separateur: str) -> Iterator[Diagnostic]:
    """What a cell may hide: an invisible character, or whole rows that two stray quotes have joined."""
    for indice, valeur in enumerate(ligne.valeurs):
        if _ABIME.search(valeur):
            yield diagnostic("F111", ligne.cellule(indice).position(source))
        elif separateur in valeur and _avale_des_lignes(valeur, separateur, len(ligne.valeurs)):
            yield diagnostic("F112", ligne.cellule(indice).position(source))


def _avale_des_lignes(valeur: str, separateur: str, largeur: int) -> bool:
    """A row that swallowed others and kept its width holds their separators: as many as a row has, or a code."""
    if "\n" not in valeur and "\r" not in valeur:
        return False
    suite = [ligne.split(separateur) for ligne in valeur.splitlines()[1:]]
    return valeur.count(separateur) >= max(3, largeur - 1) or any(est_une_ligne(parties) for parties in suite)


def _refus(code: str, position: Position, **faits: object) -> Outcome[Tableau]:
    return Outcome(None, (diagnostic(code, position, **faits),))
