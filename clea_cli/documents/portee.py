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
    gardee["referentiel"] = {
        cle: dite["referentiel"][cle] for cle in ("id", "version", "empreinte")
    }
    gardee["organisme"] = dite["organisme"]["fichiers"]
    if "catalogue" in dite and not dite["catalogue"]["fichier"]:
        gardee["catalogue_livre"] = True
    return gardee


def code(gardee: Mapping[str, Any], tache: Tache, verdict: str) -> str:
    """The control code of a document: twelve digits, by four."""
    grilles = [tache.grille, *([tache.finale[1]] if tache.finale else [])]
    reponses = [[str(grille.acquis), str(grille.possibles)] for grille in grilles]
    faits = {
        cle: valeur
        for cle, valeur in gardee.items()
        if cle not in _SANS_PART and valeur not in (None, False)
    }
    dit = json.dumps([faits, tache.grille.candidat, verdict, reponses], sort_keys=True)
    nombre = int(hashlib.sha256(dit.encode()).hexdigest(), 16) % 10**_CHIFFRES
    return " ".join(_par_quatre(f"{nombre:0{_CHIFFRES}}"))


def _par_quatre(chiffres: str) -> Iterable[str]:
    for debut in range(0, len(chiffres), 4):
        yield chiffres[debut : debut + 4]
