"""A grille to tick with a pen: A4, a box an answer, whose it is on every page."""

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from clea_cli.grille.vues import DomaineGrille, GrilleVue
from clea_cli.sorties.composer import composer
from clea_cli.sorties.lettres import tout_montrer
from clea_cli.sorties.mots import compte
from clea_cli.sorties.texte import en_ligne

_GABARIT = Path(__file__).parent / "gabarits" / "grille.typ"
# A date that never changes, where a PDF wants one.
_FAITE_LE = datetime(2000, 1, 1)  # noqa: DTZ001


def rendre(vue: GrilleVue) -> bytes:
    """Write the pages."""
    donnees = {
        "titre": f"Grille d'évaluation : {vue.libelle}",
        "grille": f"{vue.referentiel}, version {vue.version}",
        "avertissement": vue.avertissement,
        "candidat": en_ligne(vue.candidat),
        "etapes": list(vue.etapes),
        "reponses": list(vue.reponses),
        "domaines": [_domaine(domaine) for domaine in vue.domaines],
    }
    return composer(_GABARIT, partial(tout_montrer, donnees), _FAITE_LE)


def _domaine(domaine: DomaineGrille) -> dict[str, Any]:
    lignes = [[ligne.code, en_ligne(ligne.libelle)] for ligne in domaine.lignes]
    points = compte(domaine.total, "point")
    if domaine.requis is not None:
        points += f", {domaine.requis} requis"
    return {
        "titre": f"Domaine {domaine.code} : {en_ligne(domaine.libelle)}",
        "points": points,
        "lignes": lignes,
    }
