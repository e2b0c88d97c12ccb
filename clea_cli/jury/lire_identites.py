"""The file of identities: who each reference is. Nothing of it is ever quoted in a message."""

import re
from collections.abc import Mapping
from datetime import date

from clea_cli.diagnostics import Diagnostic, Outcome, diagnostic, refuse
from clea_cli.documents.lire_noms import TITRES, numeros
from clea_cli.jury.identite import ETRANGER, OUTRE_MER, Identite
from clea_cli.sources import table
from clea_cli.sources.cellules import Cellule, Ligne
from clea_cli.sources.mots import reference_comparable
from clea_cli.sources.table import Table
from clea_cli.sources.temps import jour_inexistant, lire_jour

_NOMS = {
    **TITRES,
    **dict.fromkeys(("email", "courriel", "mail"), "email"),
    "telephone": "telephone",
    "adresse": "adresse",
    **dict.fromkeys(("complement d adresse", "complement"), "complement"),
    "ville": "ville",
    "code postal": "code_postal",
    **dict.fromkeys(("date de naissance", "naissance"), "naissance"),
    **dict.fromkeys(
        ("code insee de naissance", "insee de naissance", "code insee naissance"),
        "insee_de_naissance",
    ),
    "ville de naissance": "ville_de_naissance",
    "code postal de naissance": "code_postal_de_naissance",
    **dict.fromkeys(("niveau d instruction", "niveau"), "niveau"),
}
_REQUISES = ("reference", "civilite", "nom_de_naissance", "prenom", "naissance")
_MOTS = {nom: titre for titre, nom in reversed(_NOMS.items())} | {
    "reference": "référence",
    "civilite": "civilité",
    "prenom": "prénom",
    "nom_d_usage": "nom d'usage",
    "insee_de_naissance": "code INSEE de naissance",
}
_CIVILITES = {"m": "M", "m.": "M", "monsieur": "M", "mme": "MME", "mme.": "MME", "madame": "MME"}
_NOM = re.compile(r"[^\W\d_]+(?:[ '’.-]+[^\W\d_]+)*\.?")
_INSEE = re.compile(r"(?!00|..000|99999)(?:[0-9]{2}|2[AB])[0-9]{3}")
_POSTAL = re.compile("[0-9]{5}")
_TELEPHONE = re.compile(
    r"(?:0[1-9](?:[ .-]?[0-9]{2}){4}|(?:\+|00)[1-9](?:[ .()-]{0,2}[0-9]){7,14})"
)
FORMULE = ("=", "+", "-", "@")  # how a cell begins that a spreadsheet would compute
# What has a form of its own, that no formula has; a telephone may begin by « + ».
_FORMES = ("civilite", "nom_de_naissance", "nom_d_usage", "prenom", "telephone")
_COURRIEL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_NAISSANCE = "écrivez-la JJ/MM/AAAA, et vérifiez l'année."
# A day of birth is never quoted.
_PAS_AU_CALENDRIER = "ce jour n'existe pas ; vérifiez-le sur un calendrier."
_AGES = range(14, 100)  # of a candidate, in years


def lire(
    contenu: bytes,
    source: str,
    voulues: frozenset[str],
    jour: date,
) -> Outcome[Mapping[str, Identite]]:
    """Read the identities of the references that are wanted, as of a day, and no other.

    A doubtful one is told and left out; the others are given.
    Errors: those of a table, J501-J505, J507, J508, J633, J635; warning J634. J505 refuses the
    file, and so do faults of all.
    """
    requises = {nom: _MOTS[nom] for nom in _REQUISES}
    ouverte = table.lire(contenu, source, _NOMS, requises)
    if ouverte.value is None:
        return ouverte.refus()
    lue = ouverte.value
    # 1. A national number has no place anywhere, whoever it is of: all rows are looked at.
    if nationaux := tuple(numeros(lue)):
        return Outcome(None, nationaux)
    # 2. The rows of those who are wanted, and of nobody else.
    lecture = _Lecture(lue, jour)
    ecrites = {reference_comparable(reference): reference for reference in voulues}
    for ligne in lue.lignes:
        ecrite = lue.cellule(ligne, "reference").valeur
        reference = ecrites.get(reference_comparable(ecrite))
        if reference is not None:
            lecture.ligne(reference, ligne)
    # 3. Those who have none: told of the table as a whole.
    titres = lue.titres.cellule(0).position(source)
    for absente in sorted(voulues - lecture.vues.keys()):
        lecture.fautes.append(diagnostic("J501", titres, reference=absente))
    # 4. Of two rows, nobody knows which is right.
    for double in lecture.doubles:
        lecture.identites.pop(double, None)
    return Outcome(lecture.identites or None, tuple(lecture.fautes))


class _Lecture:
    def __init__(self, lue: Table, jour: date) -> None:
        self._lue, self._jour = lue, jour
        self.vues: dict[str, Cellule] = {}
        self.doubles: set[str] = set()
        self.identites: dict[str, Identite] = {}
        self.fautes: list[Diagnostic] = []

    def _faute(self, code: str, cellule: Cellule, /, **faits: object) -> None:
        self.fautes.append(diagnostic(code, cellule.position(self._lue.source), **faits))

    def ligne(self, reference: str, ligne: Ligne) -> None:
        """Read the row of a reference, given as it is wanted."""
        cellules = {nom: self._lue.cellule(ligne, nom) for nom in Identite._fields}
        ecrite = cellules["reference"]
        premiere = self.vues.setdefault(reference, ecrite)
        if premiere is not ecrite:
            self._faute("J507", ecrite, premiere=premiere.nom)
            self.doubles.add(reference)
            return
        # Only what is sure of this row is given; its warnings alone refuse nothing.
        avant = len(self.fautes)
        naissance = self._verifier(cellules)
        siennes = self.fautes[avant:]
        if refuse(siennes) or naissance is None:
            return
        textes = {nom: cellule.valeur for nom, cellule in cellules.items()}
        del textes["naissance"]
        textes["civilite"] = _CIVILITES[textes["civilite"].casefold()]
        textes["insee_de_naissance"] = textes["insee_de_naissance"].upper()
        self.identites[reference] = Identite(**textes, naissance=naissance)

    def _verifier(self, cellules: Mapping[str, Cellule]) -> date | None:
        """Look at each cell; return the day of birth, if it can be one."""
        for nom in _REQUISES:
            if not cellules[nom].valeur:
                self._faute("J508", cellules[nom], colonne=_MOTS[nom])
        civilite = cellules["civilite"]
        if civilite.valeur and civilite.valeur.casefold() not in _CIVILITES:
            self._faute("J502", civilite, colonne="civilité", attendu="M ou MME")
        for nom in ("nom_de_naissance", "nom_d_usage", "prenom"):
            self._forme(nom, cellules[nom], _NOM, "des lettres, des tirets, des apostrophes")
        self._formes(cellules)
        return self._naissance(cellules["naissance"])

    def _formes(self, cellules: Mapping[str, Cellule]) -> None:
        self._formules(cellules)
        self._lieu(cellules)
        self._forme("email", cellules["email"], _COURRIEL, "une adresse comme nom@exemple.fr")
        self._forme("code_postal", cellules["code_postal"], _POSTAL, "cinq chiffres")
        telephone = cellules["telephone"]
        if telephone.valeur and not _TELEPHONE.fullmatch(telephone.valeur):
            self._faute("J635", telephone)

    def _formules(self, cellules: Mapping[str, Cellule]) -> None:
        """A cell that a spreadsheet would compute, of those that hold any text."""
        for nom, cellule in cellules.items():
            if nom not in _FORMES and cellule.valeur.startswith(FORMULE):
                self._faute("J633", cellule)

    def _lieu(self, cellules: Mapping[str, Cellule]) -> None:
        """Where somebody was born: by the INSEE code, or in France by the postal code alone."""
        insee = cellules["insee_de_naissance"]
        postal = cellules["code_postal_de_naissance"]
        if not insee.valeur and not postal.valeur:
            self._faute("J508", insee, colonne=_MOTS["insee_de_naissance"])
        if insee.valeur and not _INSEE.fullmatch(insee.valeur.upper()):
            self._faute("J504", insee)
        if insee.valeur.startswith(ETRANGER):
            # Other countries have postal codes of their own, and towns of the same name.
            ville = cellules["ville_de_naissance"]
            if not ville.valeur:
                self._faute("J508", ville, colonne=_MOTS["ville_de_naissance"])
            return
        self._forme("code_postal_de_naissance", postal, _POSTAL, "cinq chiffres")
        # Both begin alike overseas: one that does and one that does not are of two places.
        codes = [code.valeur for code in (insee, postal) if code.valeur]
        outre_mer = {code.startswith(OUTRE_MER) for code in codes}
        if len(outre_mer) > 1:
            self._faute("J634", postal)

    def _forme(self, nom: str, cellule: Cellule, forme: re.Pattern[str], attendu: str) -> None:
        """A cell may be empty; what it holds has its form."""
        if cellule.valeur and not forme.fullmatch(cellule.valeur):
            self._faute("J502", cellule, colonne=_MOTS[nom], attendu=attendu)

    def _naissance(self, cellule: Cellule) -> date | None:
        if not cellule.valeur:
            return None
        naissance = lire_jour(cellule.valeur)
        if naissance is None or self._jour.year - naissance.year not in _AGES:
            inexistant = jour_inexistant(cellule.valeur)
            conseil = _PAS_AU_CALENDRIER if inexistant else _NAISSANCE
            self._faute("J503", cellule, conseil=conseil)
            return None
        return naissance
