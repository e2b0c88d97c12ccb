"""Grilles written in every way that a spreadsheet or a person could write them, and read back by the whole program.

Writing shares no code with what reads: rows are plain lists, and the quotes are put by hand.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from io import BytesIO
from types import SimpleNamespace
from unittest import mock

from clea_cli.decision import charger
from clea_cli.decision.decision import Decision, bareme, decide
from clea_cli.decision.lot import Lecture, Lot, lire_lot
from clea_cli.diagnostics import Diagnostic
from clea_cli.grille.grille import Grille
from clea_cli.referentiel.referentiel import Referentiel

Lignes = list[list[str]]
Reponses = Mapping[str, str]  # code of critère -> acquis, non_acquis or non_evalue

FORMES_SEULES = ("longue", "cochee")  # one candidate, whom the file need not name
FORMES_A_PLUSIEURS = ("longue-candidats", "cochee-candidats", "large")
FORMES = FORMES_SEULES + FORMES_A_PLUSIEURS
ENCODAGES = {  # codec that writes it -> how the program names it
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "cp1252": "Windows-1252",
    "mac_roman": "Mac",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
}
SEPARATEURS = {";": "« ; »", "\t": "tabulation", ",": "« , »", "|": "« | »"}
FINS = ("\n", "\r\n", "\r")
MOTS = {  # the words that CléA's scale admits
    "acquis": ("acquis", "A", "a", "Acquis", "ACQUIS", "oui", "o", "x", "X", "1", "vrai", "VRAI"),
    "non_acquis": (
        "non acquis",
        "NA",
        "na",
        "Non acquis",
        "non_acquis",
        "non",
        "n",
        "0",
        "faux",
        "FAUX",
    ),
    "non_evalue": (
        "non évalué",
        "NE",
        "ne",
        "Non évalué",
        "NON ÉVALUÉ",
        "non evalue",
        "non_evalue",
    ),
}
COCHES = ("acquis", "non_acquis", "non_evalue")  # the order of the three columns to tick
SANS_NOM = "-"  # whom a grille read from standard input speaks of when it names nobody

clea_a_calculer = cache(charger.a_calculer)


def clea() -> Referentiel:
    """The référentiel that ships."""
    referentiel = clea_a_calculer("clea").value
    assert referentiel is not None
    return referentiel


@cache
def codes() -> tuple[str, ...]:
    """The codes of the 106 critères, in order."""
    return tuple(critere.code for critere in clea().criteres)


def toutes(reponse: str) -> dict[str, str]:
    """The same answer to every critère."""
    return dict.fromkeys(codes(), reponse)


def en_entier(reponse: str) -> str:
    """The plainest word for an answer."""
    return MOTS[reponse][0]


def lignes(
    candidats: Mapping[str, Reponses],
    forme: str = "longue",
    mot: Callable[[str], str] = en_entier,
    coche: str = "x",
) -> Lignes:
    """Lay out the answers of some candidates, headings first; the forms of one candidate do not name him."""
    if forme == "large":
        titres = list(next(iter(candidats.values())))
        corps = [
            [nom, *(mot(reponses[code]) for code in titres)] for nom, reponses in candidats.items()
        ]
        return [["candidat", *titres], *corps]
    nommer = forme.endswith("candidats")
    assert nommer or len(candidats) == 1
    reponse = ["acquis", "non acquis", "non évalué"] if forme.startswith("cochee") else ["resultat"]
    tableau = [[*["candidat"][:nommer], "critere", *reponse]]
    for nom, reponses in candidats.items():
        for code, resultat in reponses.items():
            cases = (
                [coche if resultat == c else "" for c in COCHES]
                if len(reponse) == 3
                else [mot(resultat)]
            )
            tableau.append([*[nom][:nommer], code, *cases])
    return tableau


def octets(
    tableau: Iterable[Sequence[str]],
    *,
    encodage: str = "utf-8",
    separateur: str = ";",
    fin: str = "\r\n",
    guillemets: bool = False,
) -> bytes:
    """Write rows as CSV. `guillemets` puts quotes around every cell, else only where they are needed."""

    def cellule(valeur: str) -> str:
        if guillemets or any(signe in valeur for signe in (separateur, '"', "\r", "\n")):
            return '"' + valeur.replace('"', '""') + '"'
        return valeur

    return "".join(separateur.join(map(cellule, ligne)) + fin for ligne in tableau).encode(encodage)


def relire(contenu: bytes, lecture: Lecture | None = None) -> Lot:
    """Read these bytes as `clea score -` does; the référentiel alone is kept from one call to the next."""
    entree = SimpleNamespace(buffer=BytesIO(contenu))
    with mock.patch("sys.stdin", entree), mock.patch.object(charger, "a_calculer", clea_a_calculer):
        return lire_lot(["-"], lecture or Lecture())


def fautes(lot: Lot) -> set[str]:
    """The codes of all that was said."""
    return {faute.code for faute in lot.diagnostics}


def dits(diagnostics: Iterable[Diagnostic]) -> str:
    """All the words that were said, advice included."""
    return "\n".join(f"{faute.message}\n{faute.aide}" for faute in diagnostics)


def reponses_lues(lot: Lot) -> dict[str, dict[str, str]]:
    """The answers that the program understood, by candidate and by code; nobody when the file is refused."""
    return {
        grille.candidat: {code: grille.resultat(rang).value for rang, code in enumerate(codes())}
        for fichier in lot.fichiers
        for grille in fichier.grilles
    }


def decisions_lues(lot: Lot) -> list[Decision]:
    """The décisions that the program takes of a batch, by its own rule."""
    assert lot.bareme is not None
    return [decide(lot.bareme, grille) for fichier in lot.fichiers for grille in fichier.grilles]


def decision(reponses: Reponses, candidat: str) -> Decision:
    """The décision on plain answers, that no file was made of."""
    regle = clea().regle(None)
    assert regle is not None
    acquis = sum(1 << rang for rang, code in enumerate(codes()) if reponses[code] == "acquis")
    possibles = sum(
        1 << rang for rang, code in enumerate(codes()) if reponses[code] != "non_acquis"
    )
    return decide(bareme(clea(), regle), Grille(candidat, acquis, possibles))
