"""The names of candidates, of the file of identities that the jury has too.

Nothing else of it is kept, or quoted.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from clea_cli.diagnostics import Diagnostic, Outcome, diagnostic
from clea_cli.sources import fichiers, table
from clea_cli.sources.mots import reference_comparable
from clea_cli.sources.table import Table

_OCTETS_MAX = 5_000_000

TITRES = {  # of the columns that name somebody; the jury knows others
    "reference": "reference",
    "dossier": "reference",
    "civilite": "civilite",
    **dict.fromkeys(("nom de naissance", "nom"), "nom_de_naissance"),
    "nom d usage": "nom_d_usage",
    **dict.fromkeys(("prenom", "prenoms"), "prenom"),
}
_REQUISES = {"reference": "référence", "nom_de_naissance": "nom de naissance", "prenom": "prénom"}
_NUMERO_NATIONAL = re.compile(  # sex, year, month, place, order; the key may be left out
    r"(?<![0-9])[12][0-9]{2}(?:0[1-9]|1[0-2]|[2-9][0-9])(?:[0-9]{2}|2[AB])[0-9]{6}(?:[0-9]{2})?(?![0-9])"
)
_SEPARATEUR = re.compile(r"(?:(?<=[0-9])|(?<=2[AB]))[\s.-](?=[0-9])", re.IGNORECASE)


class NomsDonnes(NamedTuple):
    """The names by comparable reference, and the file that says them.

    No `fichier`: none was given.
    """

    par_reference: Mapping[str, str] = {}  # a plain one: processes hand it over
    fichier: str = ""
    empreinte: str = ""

    def de(self, reference: str) -> str:
        """The name of a candidate; empty where the file does not say it."""
        return self.par_reference.get(reference_comparable(reference), "")


def charger(chemin: str | None) -> Outcome[NomsDonnes]:
    """Read the names of a file of identities, if one is given.

    Errors: S101-S104, those of a table, J505 (a national number), J507 (a reference given twice).
    """
    if not chemin:
        return Outcome(NomsDonnes())
    contenu = fichiers.lire(chemin, _OCTETS_MAX)
    if contenu.value is None:
        return contenu.refus()
    lue = table.lire(contenu.value, chemin, TITRES, _REQUISES)
    if lue.value is None:
        return lue.refus()
    fautes = list(numeros(lue.value))
    noms: dict[str, str] = {}
    premieres: dict[str, str] = {}
    for ligne in lue.value.lignes:
        ecrite = lue.value.cellule(ligne, "reference")
        reference = reference_comparable(ecrite.valeur)
        if not reference:
            continue
        # Given twice, nobody knows whose name it is: a page would bear another's.
        if reference in noms:
            ici = ecrite.position(chemin)
            fautes.append(diagnostic("J507", ici, premiere=premieres[reference]))
            continue
        prenom = lue.value.cellule(ligne, "prenom").valeur
        usage = lue.value.cellule(ligne, "nom_d_usage").valeur
        naissance = lue.value.cellule(ligne, "nom_de_naissance").valeur
        noms[reference] = f"{prenom} {usage or naissance}".strip()
        premieres[reference] = ecrite.nom
    if fautes:
        return Outcome(None, tuple(fautes))
    empreinte = hashlib.sha256(contenu.value).hexdigest()
    return Outcome(NomsDonnes(noms, chemin, empreinte))


def numeros(lue: Table) -> Iterator[Diagnostic]:
    """Any cell that may hold a national number: it has no place anywhere. Errors: J505."""
    for ligne in lue.lignes:
        for rang, valeur in enumerate(ligne.valeurs):
            # It is often written in groups.
            serre = _SEPARATEUR.sub("", valeur).upper()
            if _NUMERO_NATIONAL.search(serre):
                yield diagnostic("J505", ligne.cellule(rang).position(lue.source))
