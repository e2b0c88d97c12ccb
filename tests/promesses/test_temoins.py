"""Whole outputs, kept in `tests/temoins/`: what a person sees for each example, each help page, each usage error.

`make golden` rewrites them; read the diff before committing it. A file there that no case names is a red test.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from clea_cli.atelier.formats import EXPORTS, VERIFICATIONS
from clea_cli.cli import main
from clea_cli.cli.app import application

TEMOINS = Path(__file__).parent.parent / "temoins"
RACINE = Path(__file__).parent.parent.parent


def parcourir(commande: Any, nom: str = "") -> Iterator[tuple[str, bool]]:
    """Each command of the program, and whether it is a group of others."""
    filles = getattr(commande, "commands", {})
    yield nom, bool(filles)
    for fille in filles:
        yield from parcourir(filles[fille], f"{nom} {fille}".strip())


COMMANDES = dict(parcourir(typer.main.get_command(application([]))))
EXEMPLES = sorted(fichier.stem for fichier in (RACINE / "examples").glob("*.csv"))
COHORTE = "examples/cohorte/prealables.csv examples/cohorte/finales.csv --dossiers examples/cohorte/dossiers.csv"
FAUTIF = "examples/referentiel-fautif.yaml"
CAS = {
    **{f"score-{nom}": f"score examples/{nom}.csv" for nom in EXEMPLES},
    "score-certifiable-json": "score examples/candidat-certifiable.csv --format json",
    "score-certifiable-csv": "score examples/candidat-certifiable.csv --format csv",
    "score-douze-csv": "score examples/douze-candidats.csv --format csv",
    "score-six-fautes-json": "score examples/six-fautes.csv --format json",
    "score-numerique-json": "score examples/candidate-numerique.csv --format json",
    "score-lot": "score examples/candidat-certifiable.csv examples/six-fautes.csv absent.csv examples/indetermine.csv",
    "score-autre-regle": "score examples/lectures-differentes.csv --regle sous-domaines-2018",
    "score-management": "score examples/candidat-certifiable.csv --referentiel clea-management",
    "score-autre-referentiel": "score examples/candidate-numerique.csv --referentiel clea",
    "score-sans-grille": "score",
    "score-option-inconnue": "score examples/candidat-certifiable.csv --formt json",
    "score-option-sans-valeur": "score examples/candidat-certifiable.csv --regle",
    "score-option-avec-valeur": "score examples/candidat-certifiable.csv --forcer=oui",
    "score-format-inconnu": "score examples/candidat-certifiable.csv --format xml",
    "score-regle-inconnue": "score examples/candidat-certifiable.csv --regle clea-80",
    "score-referentiel-inconnu": "score examples/candidat-certifiable.csv --referentiel cléa-num",
    "score-absent": "score absent.csv",
    "score-dossier": "score examples",
    "commande-inconnue": "scor examples/candidat-certifiable.csv",
    "mot-de-trop": "expliquer F203 F204",
    "expliquer-F203": "expliquer f203",
    "expliquer-inconnu": "expliquer F2O3",
    "grille-nouvelle": "grille nouvelle --candidat C-0001",
    "grille-verifier": "grille verifier examples/candidat-certifiable.csv examples/six-fautes.csv",
    "grille-nouvelle-pdf-par-domaine": "grille nouvelle --format pdf --par-domaine",
    "grille-corriger": "grille corriger examples/a-corriger/C-0014.csv",
    "grille-corriger-rien": "grille corriger examples/douze-candidats.csv",
    "grille-rapprocher": "grille rapprocher examples/un-domaine-manque.csv examples/deux-regards/second.csv",
    "grille-reunir": "grille reunir examples/partage/premier.csv examples/partage/second.csv",
    "grille-reunir-une-seule": "grille reunir examples/partage/premier.csv",
    "score-deux-evaluations": "score examples/un-domaine-manque.csv --finale examples/deux-regards/finale.csv",
    "score-deux-evaluations-json": (
        "score examples/un-domaine-manque.csv --finale examples/deux-regards/finale.csv --format json"
    ),
    "jury-preparer": "jury preparer examples/jury/session.yaml --sortie jamais --simuler",
    "cohorte": f"cohorte {COHORTE}",
    "cohorte-csv": f"cohorte {COHORTE} --format csv",
    "cohorte-html": f"cohorte {COHORTE} --format html",
    "cohorte-sans-dossiers": "cohorte examples/douze-candidats.csv",
    "cohorte-extrait": f"cohorte {COHORTE} --site nantes --periode 2026 --format csv",
    "cohorte-periode-mal-ecrite": "cohorte examples/douze-candidats.csv --periode 2026-13",
    "grille-convertir-large": "grille convertir examples/douze-candidats.csv --forme large",
    "grille-convertir-coches": "grille convertir examples/indetermine.csv --forme coches",
    "referentiel-lister": "referentiel lister",
    "referentiel-verifier": "referentiel verifier referentiels --date 2026-11-30",
    "referentiel-verifier-date": "referentiel verifier referentiels --date hier",
    **{
        f"referentiel-verifier-fautif-{format_}": f"referentiel verifier {FAUTIF} --date 2026-11-23 --format {format_}"
        for format_ in VERIFICATIONS
    },
    "referentiel-verifier-plus-tard": "referentiel verifier referentiels/clea.yaml --date 2028-01-01 --strict",
    "referentiel-afficher-clea": "referentiel afficher clea",
    "referentiel-afficher-numerique": "referentiel afficher clea-numerique",
    "referentiel-afficher-management": "referentiel afficher clea-management",
    **{
        f"referentiel-exporter-{format_}": f"referentiel exporter tests/jouet-complet.yaml --format {format_}"
        for format_ in EXPORTS
    },
    "referentiel-exporter-management": "referentiel exporter clea-management",
    "referentiel-importer": "referentiel importer examples/importation/proprete.csv --date 2026-11-28",
    "referentiel-comparer": "referentiel comparer examples/clea-107.yaml clea --grilles tests/comparees",
    "referentiel-comparer-json": (
        "referentiel comparer examples/clea-107.yaml clea --grilles tests/comparees --format json"
    ),
    "referentiel-comparer-md": (
        "referentiel comparer clea examples/clea-107.yaml --grilles examples --format md --echec-si version"
    ),
    "referentiel-comparer-identiques": "referentiel comparer clea referentiels/clea.yaml --echec-si majeur",
    "referentiel-comparer-un-seul": "referentiel comparer clea",
    "referentiel-comparer-sans-grille": "referentiel comparer clea clea-numerique --grilles docs",
    "referentiel-formater": "referentiel formater --verifier tests/cases/referentiel/ok-complet.yaml referentiels",
    "referentiel-formater-refuse": "referentiel formater tests/cases/referentiel/R102-cle-repetee.yaml absent.yaml",
    "referentiel-verifier-contexte": "referentiel verifier tests/cases/referentiel/ok-contexte.yaml --date 2026-11-28",
    "referentiel-afficher-contexte": "referentiel afficher tests/cases/referentiel/ok-contexte.yaml",
    **{
        f"{genre}-{exemple}": f"{genre} examples/{exemple}.csv --date 2026-11-28"
        for genre in ("ecarts", "plan", "restitution", "attestation")
        for exemple in ("un-domaine-manque", "indetermine", "candidat-certifiable")
    },
    **{
        f"{genre}-{format_}": f"{genre} examples/lectures-differentes.csv --date 2026-11-28 --format {format_}"
        for genre in ("ecarts", "plan", "restitution", "attestation")
        for format_ in ("md", "html")
    },
    "ecarts-catalogue": "ecarts examples/un-domaine-manque.csv --catalogue examples/catalogue.yaml --date 2026-11-28",
    "plan-catalogue": (
        "plan examples/un-domaine-manque.csv --catalogue examples/catalogue.yaml --date 2026-11-28"
        " --debut 2026-12-07 --heures-par-semaine 14 --prealable 2022-01-10 --situation salarie"
    ),
    "plan-ics": "plan examples/un-domaine-manque.csv --date 2026-11-28 --format ics",
    "plan-ics-indetermine": "plan examples/indetermine.csv --date 2026-11-28 --format ics",
    "plan-numerique": "plan examples/candidate-numerique.csv",
    "ecarts-numerique": "ecarts examples/candidate-numerique.csv --date 2026-11-28",
    "plan-heures-hors-bornes": "plan examples/indetermine.csv --heures-par-semaine nan",
    "score-finale-de-deux-grilles": "score examples/indetermine.csv g.csv --finale f.csv",
    "score-suivre-rien": "score - --suivre",
    "grille-csv-par-domaine": "grille nouvelle --par-domaine",
    "ecarts-sans-travailleur": "ecarts examples/indetermine.csv --travailleurs 0",
    "ecarts-travailleurs-en-lettres": "ecarts examples/indetermine.csv --travailleurs deux",
    "modele-verifier": "modele verifier",
    "modele-variables": "modele variables attestation",
    "controler-une-grille": "controler examples/indetermine.csv absent.pdf",
    "sans-commande": "",
    "version": "--version",
    **{
        f"aide-{'-'.join(commande.split()) or 'clea'}": f"{commande} --help".strip()
        for commande in COMMANDES
    },
}


@pytest.mark.parametrize("nom", CAS)
def test_la_sortie_est_celle_du_temoin(nom, capsysbinary, monkeypatch):
    monkeypatch.chdir(RACINE)
    statut = main(CAS[nom].split())
    sortie, erreurs = capsysbinary.readouterr()
    debut, fin = f"$ clea {CAS[nom]}\n".encode(), f"--- statut {statut}\n".encode()
    obtenu = b"".join((debut, sortie, b"--- stderr\n", erreurs, fin))
    temoin = TEMOINS / f"{nom}.txt"
    if os.environ.get("CLEA_GOLDEN"):
        temoin.write_bytes(obtenu)
    assert obtenu.decode() == temoin.read_bytes().decode()


def test_chaque_temoin_est_lu():
    assert {fichier.stem for fichier in TEMOINS.iterdir()} == set(CAS)


@pytest.mark.parametrize(
    "commande", [commande for commande, groupe in COMMANDES.items() if not groupe]
)
def test_chaque_commande_a_un_exemple_dans_son_aide(commande):
    assert "Exemple : clea" in (TEMOINS / f"aide-{commande.replace(' ', '-')}.txt").read_text(
        encoding="utf-8"
    )


def test_aucun_mot_anglais_de_typer_ne_reste():
    anglais = (
        "Usage: ",
        "Error",
        "Missing",
        "No such",
        "Try '",
        "Show this",
        "required]",
        "default:",
        "[ARGS]",
        " is not ",
    )
    for fichier in TEMOINS.iterdir():
        texte = fichier.read_text(encoding="utf-8")
        assert not [mot for mot in anglais if mot in texte], fichier.name
