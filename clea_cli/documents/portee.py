"""What a document carries unseen.

Enough to make it again from its files, and nothing of the candidate.

Its files are known by their hashes, without a name. A short code, printed too, stands for the
candidate, the answers and the verdict: whoever has the files finds it again, and nobody else can
tell from it what was decided, for the answers themselves are in what it is drawn from.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from clea_cli.documents.commande import Tache

_TUS = frozenset({"candidat", "verdict"})
# What may differ from one making of a document to another, in another format or by other tools.
_SANS_PART = frozenset(
    {"schema", "outil", "outils", "format", "modeles", "organisme", "lecture", "code"}
)
_CHIFFRES = 12


def portee(dite: Mapping[str, Any]) -> dict[str, Any]:
    """What is carried of an origin, its code apart: no candidate, no verdict, no name of a file."""
    gardee: dict[str, Any] = {}
    for cle, valeur in dite.items():
        if cle in _TUS:
            continue
        if isinstance(valeur, dict) and valeur.keys() == {"fichier", "empreinte"}:
            gardee[cle] = valeur["empreinte"]
        else:
            gardee[cle] = valeur
    gardee["schema"] = "clea/provenance/2"
    # These alone, whatever else is said of it one day.
    referentiel = dite["referentiel"]
    gardee["referentiel"] = {cle: referentiel[cle] for cle in ("id", "version", "empreinte")}
    gardee["organisme"] = dite["organisme"]["fichiers"]
    # The one that ships has no file to look for.
    if "catalogue" in dite and not dite["catalogue"]["fichier"]:
        gardee["catalogue_livre"] = True
    return gardee


def code(gardee: Mapping[str, Any], tache: Tache, verdict: str) -> str:
    """The control code of a document: twelve digits, by four."""
    # 1. The answers of each évaluation.
    grilles = [tache.grille]
    if tache.grille_finale:
        grilles.append(tache.grille_finale)
    reponses = [[str(grille.acquis), str(grille.possibles)] for grille in grilles]
    # 2. What the document was made of; saying no is as good as saying nothing.
    faits: dict[str, Any] = {}
    for cle, valeur in gardee.items():
        if cle not in _SANS_PART and valeur not in (None, False):
            faits[cle] = valeur
    # 3. A hash of all this, cut to a code short enough to be printed.
    dit = json.dumps([faits, tache.grille.candidat, verdict, reponses], sort_keys=True)
    empreinte = hashlib.sha256(dit.encode()).hexdigest()
    nombre = int(empreinte, 16) % 10**_CHIFFRES
    chiffres = f"{nombre:0{_CHIFFRES}}"
    return " ".join(_par_quatre(chiffres))


def _par_quatre(chiffres: str) -> Iterable[str]:
    for debut in range(0, len(chiffres), 4):
        yield chiffres[debut : debut + 4]
