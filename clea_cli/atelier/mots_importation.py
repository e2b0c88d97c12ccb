"""What a grid typed in a spreadsheet does not say, and a référentiel must: supposed, said to be."""

import re
import unicodedata
from typing import Any

from clea_cli.atelier.donnees import SCHEMA
from clea_cli.referentiel.referentiel import Referentiel, Resultat
from clea_cli.sorties.mots import date_courte

_SOURCE = "grille-importee"
_AVERTISSEMENT = (
    "grille importée d'un tableur, pas encore relue : "
    "un verdict calculé avec elle n'engage personne"
)


def identifiant(nom: str) -> str:
    """The id that a file's name suggests."""
    decompose = unicodedata.normalize("NFKD", nom.casefold())
    sans_accent = decompose.encode("ascii", "ignore").decode()
    mots = re.sub("[^a-z0-9]+", "-", sans_accent).strip("-")
    # A name in other letters leaves nothing.
    return mots or "referentiel"


def completer(
    domaines: list[dict[str, Any]], nom: str, titre: str, modele: Referentiel, date: str
) -> dict[str, Any]:
    """All keys of a référentiel around its lines.

    `nom` is the file's, without its ending; `titre` what stands above the grid; the scale is that
    of `modele`; `date` (ISO) is when the rule is said to have been looked at.
    """
    return {
        "schema": SCHEMA,
        "id": identifiant(nom),
        "version": "1",
        "libelle": titre or nom,
        "certificateur": "à préciser",
        "etat": "brouillon",
        "avertissement": _AVERTISSEMENT,
        "attendu": _attendu(domaines),
        "echelle": _echelle(modele),
        "sources": [{"id": _SOURCE, "titre": titre or nom, "editeur": "à préciser"}],
        "regles": [_regle(date)],
        "domaines": [_ligne(domaine, "sous_domaines", "criteres") for domaine in domaines],
        "exemples": [
            _exemple("tout acquis", Resultat.ACQUIS, "certifiable"),
            _exemple("rien d'acquis", Resultat.NON_ACQUIS, "non_certifiable"),
            _exemple("rien d'évalué", Resultat.NON_EVALUE, "indetermine"),
        ],
    }


def _attendu(domaines: list[dict[str, Any]]) -> dict[str, int]:
    """How many lines of each level there are."""
    sous_domaines = 0
    criteres = 0
    for domaine in domaines:
        for sous_domaine in domaine["sous_domaines"]:
            sous_domaines += 1
            criteres += len(sous_domaine["criteres"])
    return {"domaines": len(domaines), "sous_domaines": sous_domaines, "criteres": criteres}


def _echelle(modele: Referentiel) -> dict[str, list[str]]:
    """The words of another référentiel."""
    echelle = {resultat.value: list(mots) for resultat, mots in modele.echelle.items()}
    echelle["a_preciser"] = list(modele.a_preciser)
    return echelle


def suppositions(racine: dict[str, Any]) -> list[str]:
    """What `completer` supposed, a sentence a key, for the person to judge."""
    verifiee = date_courte(racine["regles"][0]["verifie_le"])
    valeur = "" if _ont_des_points(racine) else " ; chaque critère vaut 1 point"
    return [
        f"id : « {racine['id']} », d'après le nom du fichier",
        f"libelle : {racine['libelle']}",
        'version : "1" ; certificateur et éditeur de la source : à préciser',
        "etat : brouillon, avec un avertissement qui accompagnera chaque résultat",
        f"certitude : à confirmer, pour toutes les lignes{valeur}",
        "echelle : les mots admis pour CléA",
        f"regle : 75 % des points et tous les domaines, comme vérifiée le {verifiee}",
        "exemples : tout acquis, rien d'acquis, rien d'évalué",
    ]


def _ont_des_points(racine: dict[str, Any]) -> bool:
    """Whether a critère says what it is worth."""
    for domaine in racine["domaines"]:
        for sous_domaine in domaine["sous_domaines"]:
            if any("points" in critere for critere in sous_domaine["criteres"]):
                return True
    return False


def _regle(date: str) -> dict[str, Any]:
    return {
        "id": "points-75",
        "defaut": True,
        "libelle": "75 % des points et tous les domaines maîtrisés (supposée, à confirmer)",
        "domaine": {"seuil": "75/100"},
        "ensemble": {"seuil": "75/100", "domaines": "tous"},
        "sources": [_SOURCE],
        "verifie_le": date,
    }


def _ligne(ligne: dict[str, Any], *dessous: str) -> dict[str, Any]:
    """A line with what is supposed of it; `dessous`: the keys of the lines below, by level."""
    dite = {
        "code": ligne["code"],
        "libelle": ligne["libelle"],
        "sources": [_SOURCE],
        "certitude": "a_confirmer",
    }
    if "points" in ligne:
        dite["points"] = ligne["points"]
    if dessous:
        cle, *plus_bas = dessous
        dite[cle] = [_ligne(autre, *plus_bas) for autre in ligne[cle]]
    return dite


def _exemple(libelle: str, defaut: Resultat, verdict: str) -> dict[str, Any]:
    return {"libelle": libelle, "defaut": defaut.value, "sauf": {}, "verdict": verdict}
