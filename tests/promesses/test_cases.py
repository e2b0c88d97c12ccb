"""Faults by example: each file of `tests/cases/` says in its name exactly the codes that it must produce, in order.

`F201+F205-code-mal-tape.csv` gives F201 then F205, and `ok-….csv` is accepted. Dropping a file there adds its tests.
The program is run as a person runs it; what is expected was decided by hand: the name of a file, a table here.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from functools import cache
from io import BytesIO, TextIOWrapper
from multiprocessing import parent_process
from pathlib import Path
from typing import NamedTuple

import docx
import openpyxl
import pytest

from clea_cli import equipe
from clea_cli.cli import main
from clea_cli.decision import blocs
from clea_cli.decision.blocs import calcul
from clea_cli.decision.blocs import part as part_de_bloc
from clea_cli.diagnostics import Gravite
from clea_cli.diagnostics.catalogue import CATALOGUE
from clea_cli.documents import formats, remplisseur
from clea_cli.sorties import tableur_ods, verrou
from clea_cli.sources import bornes, classeur_xls

CAS = Path(__file__).parent.parent / "cases"
AUJOURDHUI = "2026-11-28"  # the cases must not grow old by themselves
SORTES = {  # a folder of cases, and the endings of its files
    "grille": {".csv", ".xlsx"},
    "importation": {".csv", ".xlsx", ".ods", ".json"},
    "referentiel": {".yaml"},
    "systeme": {".txt"},
}
FICHIERS = {
    sorte: sorted(fichier for fichier in (CAS / sorte).iterdir() if fichier.suffix in suffixes)
    for sorte, suffixes in SORTES.items()
}
TOUS = [fichier for fichiers in FICHIERS.values() for fichier in fichiers]
NOM = re.compile(r"(ok|[A-Z][0-9]{3}(x[0-9]+)?(?:\+[A-Z][0-9]{3}(x[0-9]+)?)*)(?:-[a-z0-9]+)+")

CRITERES = ("1.1.1", "1.1.2", "1.2.1", "2.1.1", "2.2.1")  # of jouet.yaml
LETTRES = {
    "non_acquis": "N",
    "non_evalue": "E",
}  # « AANEA »: the third is not acquired, the fourth not evaluated

# Each accepted grille says the same, for one candidate whom it does not name, unless it stands in this table.
PAR_DEFAUT = "AANEA certifiable"
C_0001 = {"C-0001": PAR_DEFAUT}
REPONSES = {
    "ok-deux-coches.csv": {"ok-deux-coches": "AANNA certifiable"},
    "ok-coches-deux-candidats.csv": {**C_0001, "C-0002": "NNNNA non_certifiable"},
    "ok-long-deux-candidats.csv": {**C_0001, "C-0002": "NNNNA non_certifiable"},
    "ok-long-candidats-meles.csv": {**C_0001, "C-0002": "EEAEE indetermine"},
    "ok-large-trois-candidats.csv": {
        **C_0001,
        "C-0002": "NNNNA non_certifiable",
        "C-0003": "EEAEE indetermine",
    },
    "ok-colonnes-usuelles.csv": C_0001,
    "ok-large-colonnes-melees.csv": C_0001,
    "F400-nom-de-personne.csv": {"Iris Thym": PAR_DEFAUT},
    "ok-preambule.csv": C_0001,
    "ok-nom-a-cote-de-la-reference.csv": C_0001,
    "ok-preambule-date-et-evaluation.csv": C_0001,
    "ok-preambule-deux-points.csv": C_0001,
    "ok-preambule-repete.csv": C_0001,
    "ok-candidat-en-haut-et-en-colonne.csv": C_0001,
}

# What the program says that it understood, where the form is not the plain one.
LU = {
    "ok-colonne-resultat.csv": "séparateur « ; », encodage UTF-8",
    "ok-encodage-windows-1252.csv": "encodage Windows-1252",
    "ok-encodage-mac.csv": "encodage Mac",
    "ok-encodage-utf-16.csv": "encodage UTF-16",
    "ok-encodage-utf-16-sans-marque.csv": "encodage UTF-16",
    "ok-encodage-utf-8-avec-marque.csv": "encodage UTF-8",
    "ok-separateur-tabulation.csv": "séparateur tabulation",
    "ok-separateur-virgule.csv": "séparateur « , »",
    "ok-separateur-barre.csv": "séparateur « | »",
    "ok-sep-excel-virgule.csv": "séparateur « , »",
    "ok-large-trois-candidats.csv": "3 candidats, 5 critères",
    "ok-long-deux-candidats.csv": "2 candidats, 5 critères",
}

# Where each fault stands: line, column, then the cell as a spreadsheet names it. « - »: in the file as a whole.
LIEUX = {
    "F101-vide.csv": "-",
    "F104-jamais-referme.csv": "3",
    "F104-texte-apres-le-guillemet.csv": "3",
    "F104-dernier-resultat.csv": "6",
    "F105-deux-resultats.csv": "1:3 C1",
    "F105-critere-et-code.csv": "1:2 B1",
    "F105-coches-et-resultat.csv": "1:2 B1",
    "F105-large.csv": "1:7 G1",
    "F118-classeur-abime.csv": "-",
    "F142-grille-masquee.xlsx": "-",
    "F143-candidat-en-erreur.csv": "1:2 B1",
    "F203+F203-erreurs-de-formule.xlsx": "3:2 B3, 4:2 B4",
    "F107-sans-resultat.csv": "1:1 A1",
    "F108-colonne-inconnue.csv": "1:3 C1",
    "F108+F108-deux-colonnes-inconnues.csv": "1:1 A1, 1:4 D1",
    "F109-point-virgule-dans-un-texte.csv": "3:4 D3",
    "F109-resultat-decale.csv": "3:3 C3",
    "F109-colonne-sans-titre.csv": "3:2 B3",
    "F110-deux-grilles-collees.csv": "7:1 A7",
    "F110-titres-deux-fois.csv": "2:1 A2",
    "F111-octet-nul.csv": "3:2 B3",
    "F111-marque-au-milieu.csv": "3:1 A3",
    "F111-caractere-de-remplacement.csv": "3:3 C3",
    "F111+F104-octet-nul-puis-guillemet.csv": "2:2 B2, 4",
    "F112-guillemets-egares.csv": "2:3 C2",
    "F201-ligne-en-trop.csv": "7:1 A7",
    "F201+F205-code-mal-tape.csv": "3:1 A3, -",
    "F202-resultats-contraires.csv": "7:1 A7",
    "F202+F202-trois-fois.csv": "7:1 A7, 8:1 A8",
    "F202-un-candidat-sur-deux.csv": "12:2 B12",
    "F203-resultat-inconnu.csv": "3:2 B3",
    "F203-apres-sep-excel.csv": "5:2 B4",
    "F203-apres-une-cellule-de-deux-lignes.csv": "5:2 B4",
    "F203-apres-des-lignes-vides.csv": "6:2 B6",
    "F203-large.csv": "3:4 D3",
    "F203-colonne-27.csv": "3:27 AA3",
    "F204-case-vide.csv": "4:2 B4",
    "F204-ligne-courte.csv": "4:2 B4",
    "F204-aucune-coche.csv": "3:2 B3",
    "F204-large.csv": "2:4 D2",
    "F205-dernier-critere.csv": "-",
    "F205-un-candidat-sur-deux.csv": "7:1 A7",
    "F206-deux-coches.csv": "2:3 C2",
    "F206-trois-coches.csv": "4:3 C4",
    "F206+F207-deux-lignes.csv": "2:3 C2, 3:2 B3",
    "F207-coche-inconnue.csv": "2:2 B2",
    "F208-sous-domaine.csv": "7:2 B7",
    "F208-domaine.csv": "2:2 B2",
    "F208-sous-domaine-coche.csv": "2:2 B2",
    "F208-large.csv": "2:2 B2",
    "F209-au-milieu.csv": "4:3 C4",
    "F209-large.csv": "2:1 A2",
    "F210-meme-candidat.csv": "4:1 A4",
    "F211-titres-seuls.csv": "1:1 A1",
    "F212-resultat-sans-code.csv": "4:1 A4",
    "F212+F205-code-efface.csv": "3:1 A3, -",
    "F301-autre-referentiel.csv": "1:2 B1",
    "F302-autre-version.csv": "2:2 B2",
    "F303-deux-candidats-en-haut.csv": "2:2 B2",
    "F304-large.csv": "4:1 A4",
    "F310-sans-jour.csv": "1:2 B1",
    "F320-trente-et-un-fevrier.csv": "1:2 B1",
    "F320+F321-deux-lignes-du-haut.csv": "1:2 B1, 2:2 B2",
    "F203+F204+F201+F202+F212+F109+F205-une-faute-de-chaque.csv": "2:2 B2, 3:2 B3, 4:1 A4, 6:1 A6, 7:1 A7, 8:4 D8, -",
    "R301-code-en-double.csv": "4:1 A4",
    "R602-code-seul.csv": "3:1 A3",
    "R608-domaine-vide.csv": "4:1 A4",
    "R202+R605+R202+R605-chemins-changes.csv": "35:2 B35, 36:1 A36, 45:2 B45, 48:1 A48",
    "R101-deux-points-dans-un-texte.yaml": "2:16",
    "R101-guillemet-ouvert.yaml": "2:10",
    "R101-caractere-invisible.yaml": "2:13",
    "R101-tabulation.yaml": "2:1",
    "R102-cle-repetee.yaml": "5:1",
    "R102-cle-repetee-entre-accolades.yaml": "10:31",
    "R103-alias.yaml": "4:10",
    "R103+R103-ancre-et-alias.yaml": "2:5, 4:10",
    "R104-second-document.yaml": "34:1",
    "R105-listes-sans-fin.yaml": "1:21",
    "R106-windows-1252.yaml": "1:13",
    "R106-marque-et-windows-1252.yaml": "1:13",
    "R107-vide.yaml": "1:1",
    "R201-cle-mal-ecrite.yaml": "4:1",
    "R201-cle-en-trop-dans-un-critere.yaml": "28:51",
    "R202-cle-absente.yaml": "1:1",
    "R202-verifie-le.yaml": "12:5",
    "R202-certitude-d-un-critere.yaml": "28:13",
    "R203-version-sans-guillemets.yaml": "3:10",
    "R203-code-sans-guillemets.yaml": "24:15",
    "R203-cle-nombre.yaml": "11:1",
    "R203+R204+R201-trois-fautes-de-forme.yaml": "3:10, 6:7, 12:1",
    "R204-seuil-nul.yaml": "15:22",
    "R204-date-impossible.yaml": "18:17",
    "R301-deux-criteres.yaml": "29:20",
    "R302-critere-d-ailleurs.yaml": "29:20",
    "R303-critere-perdu.yaml": "7:52",
    "R304-requis-trop-grand.yaml": "15:63",
    "R306-synonyme-des-deux-cotes.yaml": "8:59",
    "R307-source-mal-ecrite.yaml": "17:15",
    "R309-deux-sources.yaml": "10:10",
    "R310-regle-sans-seuil.yaml": "12:9",
    "R311-annonce.yaml": "6:7",
    "R312-sans-regle.yaml": "11:9",
    "R313-code-pris-pour-une-date.yaml": "29:20",
    "R314-meme-libelle.yaml": "29:38",
    "R401-verdict-faux.yaml": "31:84",
}

# Words without which the person would not know what to mend, in the message or in the advice.
DIT = {
    "F105-deux-resultats.csv": ["« résultat »"],
    "F106-pdf.csv": ["PDF"],
    "F107-sans-resultat.csv": ["« resultat »"],
    "F107-sans-non-acquis.csv": ["« non acquis »"],
    "F107-sans-acquis.csv": ["« acquis »"],
    "F109-point-virgule-dans-un-texte.csv": ["« ; »"],
    "F142-grille-masquee.xlsx": ["« Ancienne »", "--onglet"],
    "F143-candidat-en-erreur.csv": ["« #REF! »"],
    "F203+F203-erreurs-de-formule.xlsx": ["« #N/A »", "« formule non calculée »"],
    "F201+F205-code-mal-tape.csv": ["« 1.1.7 »", "« 1.1.2 »"],
    "F202-resultats-contraires.csv": ["1.1.1", "A2"],
    "F202-un-candidat-sur-deux.csv": ["1.2.1", "B9"],
    "F203-resultat-inconnu.csv": ["« NAN »", "acquis, non acquis, non évalué"],
    "F204-large.csv": ["1.2.1"],
    "F205-dernier-critere.csv": ["il manque 1 critère", "2.2.1"],
    "F205-un-domaine-entier.csv": ["il manque 2 critères", "tout le domaine 2"],
    "F205-un-seul-critere-donne.csv": ["il manque 4 critères", "1.1.2, 1.2.1 et tout le domaine 2"],
    "F206-deux-coches.csv": ["1.1.1", "2 coches", "« acquis » et « non acquis »"],
    "F206-trois-coches.csv": ["1.2.1", "3 coches"],
    "F208-sous-domaine.csv": ["« 1.1 »", "un sous-domaine"],
    "F208-domaine.csv": ["« 1 »", "un domaine"],
    "F210-meme-candidat.csv": ["A2"],
    "F301-autre-referentiel.csv": ["« clea »", "« jouet »", "--referentiel"],
    "F302-autre-version.csv": ["la version 2", "« jouet »"],
    "F303-deux-candidats-en-haut.csv": ["« candidat »"],
    "F310-sans-jour.csv": ["« mars 2026 »", "28/11/2026"],
    "F320-trente-et-un-fevrier.csv": ["31/02/2026 n'existe pas"],
    "F321-les-deux-a-la-fois.csv": [
        "« préalable ou finale »",
        "préalable ou finale à côté de « évaluation »",
    ],
    "R102-cle-repetee.yaml": ["« libelle »", "ligne 4"],
    "R103-alias.yaml": ["« *autre »"],
    "R103-etiquette.yaml": ["« !!str »"],
    "R106-windows-1252.yaml": ["0xE9", "UTF-8"],
    "R106-marque-et-windows-1252.yaml": ["0xE9", "UTF-8"],
    "R201-cle-mal-ecrite.yaml": ["« libele »", "« libelle »"],
    "R202-verifie-le.yaml": ["« verifie_le »"],
    "R203-version-sans-guillemets.yaml": ['"2020.10"'],
    "R203-code-sans-guillemets.yaml": ['"1.10"'],
    "R204-schema-suivant.yaml": ["« clea/referentiel/2 »", "clea/referentiel/1"],
    "R204-etat-accentue.yaml": ["« annoncé »", "publie, brouillon ou annonce"],
    "R301-deux-criteres.yaml": ["« 1.1.1 »", "ligne 28"],
    "R302-critere-d-ailleurs.yaml": ["« 1.2.1 »", "« 1.1 »"],
    "R303-critere-perdu.yaml": ["3 critères", "en contient 2"],
    "R304-requis-trop-grand.yaml": ["3 points", "1.1", "de 1 à 2"],
    "R305-regle-d-un-exemple.yaml": ["« moite »", "« moitie »"],
    "R305-obligatoire-inconnu.yaml": ["« 1.1.3 »", "un critère"],
    "R305-regle-sans-aucune-regle.yaml": ["règles possibles : il n'y en a pas"],
    "R602+R608-sous-domaine-sans-rien.csv": ["« 1.1 » ne contient aucun critère"],
    "R306-synonyme-des-deux-cotes.yaml": ["« na »", "« non_acquis »", "« non_evalue »"],
    "R307-source-mal-ecrite.yaml": ["« essaie »", "« essai »"],
    "R301-code-en-double.csv": ["« 1.1.1 »", "ligne 3"],
    "R607-ligne-perdue.csv": ["1.1.3", "après 1.1.1", "1.1.2"],
    "R314-meme-libelle.yaml": ["1.1.1", "ligne 28"],
    "R401-verdict-faux.yaml": ["« un sur deux »", "1 point sur 2"],
}

SANS_LIGNE = {
    "F101",
    "F102",
    "F103",
    "F106",
    "F117",
    "F118",
    "F119",
    "F124",
    "F142",
    "F205",
    "F400",
    "R610",
    "R615",
}
SANS_CELLULE = {*SANS_LIGNE, "F104"}  # an open quote hides where cells end
ANGLAIS = re.compile(
    r"\b(None|True|False|[Ii]nput|should|valid|error|expected|found|line|character)\b"
)


class Faute(NamedTuple):
    """A diagnostic as it comes out of the program; the fields of the JSON contract."""

    code: str
    gravite: str
    source: str
    ligne: int | None
    colonne: int | None
    cellule: str | None
    message: str
    aide: str

    @property
    def lieu(self) -> str:
        """Line, column and cell, as the tables above write them."""
        lieu = ":".join(str(n) for n in (self.ligne, self.colonne) if n is not None) or "-"
        return f"{lieu} {self.cellule}" if self.cellule else lieu


class Execution(NamedTuple):
    statut: int
    sortie: str
    erreurs: str


FAUTE = re.compile(
    r"^(?P<source>[^\n]+?)(?::(?P<ligne>\d+))?(?::(?P<colonne>\d+))?: (?P<gravite>erreur|avertissement|note) "
    r"(?P<code>[A-Z]\d{3}) : (?P<message>.+?)(?: \(cellule (?P<cellule>(?:[^()\n]+!)?[A-Z]+\d+)\))?"
    r"\n  aide : (?P<aide>.+)$",
    re.MULTILINE,
)


def lancer_octets(dossier: Path, *arguments: str) -> tuple[int, bytes, bytes]:
    """Run `clea` in a folder, as the terminal would; its exit status, and what it wrote byte for byte."""
    sortie, erreurs = (TextIOWrapper(BytesIO(), encoding="utf-8", newline="\n") for _ in range(2))
    with chdir(dossier), redirect_stdout(sortie), redirect_stderr(erreurs):
        statut = main(list(arguments))
        sortie.flush()
        erreurs.flush()
    return statut, sortie.buffer.getvalue(), erreurs.buffer.getvalue()


def lancer(dossier: Path, *arguments: str) -> Execution:
    """Run `clea` in a folder, as the terminal would."""
    statut, sortie, erreurs = lancer_octets(dossier, *arguments)
    return Execution(statut, sortie.decode(), erreurs.decode())


def est_une_grille(fichier: Path) -> bool:
    return fichier.parent.name == "grille"


@cache
def executer(fichier: Path) -> Execution:
    """Score a grille by the toy référentiel, verify a référentiel, or make one of a grid."""
    if est_une_grille(fichier):
        return lancer(
            fichier.parent, "score", fichier.name, "--referentiel", "jouet.yaml", "--format", "json"
        )
    geste = "importer" if fichier.parent.name == "importation" else "verifier"
    return lancer(fichier.parent, "referentiel", geste, fichier.name, "--date", AUJOURDHUI)


def ecrites(erreurs: str) -> list[Faute]:
    """The diagnostics that stderr shows."""
    fautes = []
    for trouve in FAUTE.finditer(erreurs):
        champs = trouve.groupdict()
        nombres = {nom: int(champs[nom]) if champs[nom] else None for nom in ("ligne", "colonne")}
        fautes.append(Faute(**{**champs, **nombres}))
    return fautes


def fautes_de(fichier: Path) -> list[Faute]:
    execution = executer(fichier)
    if est_une_grille(fichier):
        return [Faute(**objet) for objet in json.loads(execution.sortie)["diagnostics"]]
    return ecrites(execution.erreurs)


def codes_de(fichier: Path) -> list[str]:
    """The codes that the name states, « F203x3 » for three times that one; none for `ok-…`."""
    debut = fichier.name.split("-")[0]
    ecrits = [] if debut == "ok" else [ecrit.partition("x") for ecrit in debut.split("+")]
    return [code for code, _, fois in ecrits for _ in range(int(fois or 1))]


def accepte(fichier: Path) -> bool:
    return all(CATALOGUE[code].gravite is Gravite.AVERTISSEMENT for code in codes_de(fichier))


def cas(fichiers):
    """Make a test of each file."""
    return [pytest.param(fichier, id=fichier.name) for fichier in fichiers]


def nommes(noms):
    return [CAS / sorte / nom for nom in noms for sorte in SORTES if (CAS / sorte / nom).exists()]


DE_FICHIER = [*FICHIERS["grille"], *FICHIERS["importation"], *FICHIERS["referentiel"]]
GRILLES_ACCEPTEES = [fichier for fichier in FICHIERS["grille"] if accepte(fichier)]
GRILLES_REFUSEES = [fichier for fichier in FICHIERS["grille"] if not accepte(fichier)]
FAUTIFS = [fichier for fichier in DE_FICHIER if codes_de(fichier)]


@pytest.mark.parametrize("fichier", cas(DE_FICHIER))
def test_le_fichier_produit_exactement_les_codes_de_son_nom(fichier):
    assert [faute.code for faute in fautes_de(fichier)] == codes_de(fichier)
    # a note refuses nothing, even where warnings do
    notes = {code for code in codes_de(fichier) if CATALOGUE[code].gravite is Gravite.NOTE}
    refuse = not accepte(fichier) and not notes
    assert executer(fichier).statut == (1 if refuse else 0)


@pytest.mark.parametrize("fichier", cas(FAUTIFS))
def test_chaque_faute_se_lit(fichier):
    for faute in fautes_de(fichier):
        assert faute.source == fichier.name
        assert faute.gravite == CATALOGUE[faute.code].gravite
        assert faute.message.strip()
        assert faute.aide.endswith((".", "?"))
        texte = f"{faute.message} | {faute.aide}"
        assert not re.search(r"\{\w*(:\w+)?\}", texte), "an unfilled template"
        assert " : ." not in texte, "an empty list"
        assert not ANGLAIS.search(texte)
        assert not re.search(r"C-\d{4}", texte), "the value of an identity column"


@pytest.mark.parametrize("fichier", cas(FAUTIFS))
def test_chaque_faute_dit_ou_elle_est(fichier):
    fin = len(re.findall(rb"\r\n|\r|\n|\Z", fichier.read_bytes()))
    for faute in fautes_de(fichier):
        assert faute.ligne or faute.code in SANS_LIGNE
        assert faute.ligne is None or 1 <= faute.ligne <= fin
        if fichier.parent.name != "referentiel":
            assert faute.cellule or faute.code in SANS_CELLULE
        else:
            assert faute.colonne
            assert faute.cellule is None


@pytest.mark.parametrize("fichier", cas(nommes(LIEUX)))
def test_la_faute_est_a_sa_place(fichier):
    assert ", ".join(faute.lieu for faute in fautes_de(fichier)) == LIEUX[fichier.name]


@pytest.mark.parametrize("fichier", cas(nommes(DIT)))
def test_la_faute_nomme_ce_qu_il_faut_corriger(fichier):
    texte = "\n".join(f"{faute.message}\n{faute.aide}" for faute in fautes_de(fichier))
    assert [mots for mots in DIT[fichier.name] if mots not in texte] == []


@pytest.mark.parametrize("fichier", cas(fichier for fichier in FAUTIFS if est_une_grille(fichier)))
def test_le_json_et_le_terminal_disent_les_memes_fautes(fichier):
    en_json, en_texte = fautes_de(fichier), ecrites(executer(fichier).erreurs)
    assert [(f.code, f.source, f.lieu, f.aide) for f in en_json] == [
        (f.code, f.source, f.lieu, f.aide) for f in en_texte
    ]


@pytest.mark.parametrize("fichier", cas(GRILLES_ACCEPTEES))
def test_la_grille_acceptee_a_les_reponses_decidees_a_la_main(fichier):
    obtenu = {}
    for resultat in json.loads(executer(fichier).sortie)["resultats"]:
        ecarts = {ecart["code"]: LETTRES[ecart["resultat"]] for ecart in resultat["ecarts"]}
        reponses = "".join(ecarts.get(code, "A") for code in CRITERES)
        obtenu[resultat["candidat"]] = f"{reponses} {resultat['verdict']}"
    assert obtenu == REPONSES.get(fichier.name, {fichier.stem: PAR_DEFAUT})


@pytest.mark.parametrize("fichier", cas(GRILLES_ACCEPTEES))
def test_le_programme_dit_ce_qu_il_a_lu(fichier):
    [lu] = [ligne for ligne in executer(fichier).erreurs.splitlines() if ligne.startswith("Lu")]
    assert re.search(r"\b5 critères", lu)
    assert LU.get(fichier.name, "") in lu


@pytest.mark.parametrize("fichier", cas(GRILLES_REFUSEES))
def test_une_grille_refusee_ne_donne_aucun_verdict(fichier):
    assert json.loads(executer(fichier).sortie)["resultats"] == []
    assert "Lu" not in executer(fichier).erreurs


def test_rien_de_ce_qui_est_cite_ne_commande_le_terminal():
    erreurs = executer(CAS / "grille" / "F203-caracteres-de-commande.csv").erreurs
    assert "« ␛[31macquis␇ »" in erreurs
    assert "\x1b" not in erreurs


def test_un_texte_long_est_cite_en_40_caracteres():
    [faute] = fautes_de(CAS / "grille" / "F203-texte-long.csv")
    [cite] = re.findall("« (.+?) »", faute.message)
    assert cite == "acquis à l'oral mais pas encore tout à …"
    assert len(cite) == 40


def test_le_referentiel_jouet_est_correct():
    statut, sortie, erreurs = lancer(
        CAS / "grille", "referentiel", "verifier", "jouet.yaml", "--date", AUJOURDHUI
    )
    assert (statut, erreurs) == (0, "")
    assert "2 domaines, 4 sous-domaines, 5 critères" in sortie


def test_une_grille_trop_grosse_est_refusee_sans_etre_lue(monkeypatch, tmp_path):
    monkeypatch.setattr(bornes, "TABLE_OCTETS_MAX", 1_000_000)
    (tmp_path / "limite.csv").write_bytes(b"\n" * 1_000_000)
    (tmp_path / "grosse.csv").write_bytes(b"\n" * 1_000_001)
    statut, _, erreurs = lancer(tmp_path, "score", "limite.csv", "grosse.csv")
    assert [(faute.source, faute.code) for faute in ecrites(erreurs)] == [
        ("limite.csv", "F101"),
        ("grosse.csv", "S104"),
    ]
    assert statut == 1
    assert "1 Mo" in erreurs


def mourir_en_aide(essai, coupe):
    """Kill whoever helps; the process that is helped reads its share."""
    if parent_process():
        os._exit(3)
    return part_de_bloc.lire(essai, coupe)


SANS_FIN = "import time; print('prêt', flush=True); time.sleep(60)"


def refuser(*_, **__):
    raise OSError(1, "un antivirus")


def lier(fichier: Path) -> None:
    """Write a Word document that leads elsewhere."""
    ouvert = docx.Document()
    lien = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    ouvert.part.relate_to("http://exemple.invalid", lien, is_external=True)
    ouvert.save(str(fichier))


def manquer(*_: object) -> bytes:
    """Have a bug."""
    raise TypeError


def enregistrer(dossier: Path) -> None:
    """Make of the folder a git repository, with all that it holds in one commit."""
    qui = ["-c", "user.name=essai", "-c", "user.email=essai@exemple.invalid"]
    for commande in (["init", "-q", "-b", "main"], ["add", "."], [*qui, "commit", "-qm", "base"]):
        subprocess.run(["git", *commande], cwd=dossier, check=True)  # noqa: S607 — the git of whoever runs the tests


def perdre(dossier: Path, nom: str) -> None:
    """Lose what a repository holds of a file."""
    commande = ["git", "rev-parse", f"HEAD:{nom}"]
    objet = subprocess.run(
        commande, cwd=dossier, check=True, capture_output=True, text=True
    ).stdout.strip()
    (dossier / ".git" / "objects" / objet[:2] / objet[2:]).unlink()


def en_ods(feuille: Path) -> None:
    """Make of a CSV the same in an ods, as somebody who opens it in a spreadsheet and saves it so."""
    lignes = [ligne.split(";") for ligne in feuille.read_text(encoding="utf-8-sig").splitlines()]
    feuille.with_suffix(".ods").write_bytes(tableur_ods.ecrire(lignes))
    feuille.unlink()


def preparer(lignes: list[str], dossier: Path, monkeypatch) -> bytes:  # noqa: C901 — a case a gesture
    """Put in the folder what a case asks for, besides jouet.yaml and grille.csv; return the standard input."""
    shutil.copy(CAS / "grille" / "jouet.yaml", dossier)
    shutil.copy(CAS / "grille" / "ok-colonne-resultat.csv", dossier / "grille.csv")
    entree = b""
    for ligne in lignes:
        geste, nom, *reste = ligne.split(" ", 2)
        match geste:
            case "dossier":
                (dossier / nom).mkdir()
            case "fichier":
                (dossier / nom).write_text(reste[0], encoding="utf-8")
            case "repete":
                nombre, ligne = reste[0].split(" ", 1)
                lignes = "".join(
                    f"{ligne.replace('#', str(rang))}\n" for rang in range(int(nombre))
                )
                (dossier / nom).write_text(
                    (dossier / nom).read_text(encoding="utf-8") + lignes, encoding="utf-8"
                )
            case "octets":
                (dossier / nom).write_bytes(bytes(int(reste[0])))
            case "lien":
                (dossier / nom).symlink_to(reste[0])
            case "copie":
                shutil.copy(CAS / nom, dossier)
            case "tube":
                if not hasattr(os, "mkfifo"):
                    pytest.skip("no named pipes here")
                os.mkfifo(dossier / nom)
            case "reference-liee":
                lier(dossier / nom)
            case "entree":
                entree = (dossier / nom).read_bytes()
            case "clea":
                lancer(dossier, *shlex.split(f"{nom} {reste[0]}"))
            case "efface":
                (dossier / nom).unlink()
            case "change":
                avant, apres = reste[0].split(" => ")
                texte = (dossier / nom).read_text(encoding="utf-8")
                assert avant in texte
                (dossier / nom).write_text(
                    texte.replace(avant, apres.replace(" NOUVELLE ", "\n"), 1), encoding="utf-8"
                )
            case "session":
                ecrire_session(dossier)
            case "ods":
                en_ods(dossier / nom)
            case "deux-onglets":
                classeur = openpyxl.load_workbook(dossier / nom)
                classeur.copy_worksheet(classeur.active)
                classeur.save(dossier / nom)
            case "close":
                clore(dossier, nom)
            case "occupe":
                flux = os.fdopen(
                    os.open(dossier / nom / verrou.NOM, os.O_CREAT | os.O_RDWR), "ab", closefd=False
                )
                verrou.prendre(flux)
            case "sans":
                monkeypatch.setattr("importlib.util.find_spec", lambda module: None)
            case "chemin":
                monkeypatch.setenv("PATH", str(dossier / nom))
            case "environnement":
                monkeypatch.setenv(nom, *reste)
            case "depot":
                enregistrer(dossier)
            case "perd":
                perdre(dossier, nom)
            case "meurt":
                monkeypatch.setattr(calcul, "lire", mourir_en_aide)
                monkeypatch.setattr(blocs, "PEU", 0)
                monkeypatch.setattr(calcul, "A_DEUX", 0)
                monkeypatch.setattr(calcul, "BLOC", 200)
                monkeypatch.setattr(equipe, "processeurs", lambda: 2)
            case "sans-processus":
                monkeypatch.setattr(remplisseur.subprocess, "Popen", refuser)
                monkeypatch.setattr(classeur_xls, "_LECTEURS", [])
            case "sans-fin":
                monkeypatch.setattr(classeur_xls, "_LECTEURS", [])
                monkeypatch.setattr(classeur_xls, "_ENFANT", (sys.executable, "-c", SANS_FIN))
                monkeypatch.setattr(classeur_xls, "_DELAI", 0.1)
            case "defaut":
                monkeypatch.setattr(formats, "rendre", manquer)
            case "interdit":
                (dossier / nom).chmod(0)
                if os.access(dossier / nom, os.R_OK):
                    pytest.skip("this user may read everything")
            case _:
                pytest.fail(f"« {geste} » is no preparation")
    return entree


SESSION = """\
schema: clea/session/1
id: S-1
date: 2026-11-28
lieu: Lyon
referentiel: jouet.yaml
organisme: {nom: O, siret: "12345678200010", habilitation: {debut: 2026-01-01, fin: 2026-12-31}}
jury:
  - {reference: J-1, college: employeurs, president: true}
  - {reference: J-2, college: salaries}
dossiers:
  - reference: P-1
    prealable: {date: 2026-03-02, sequences: ["09:00-12:00"], evaluateur: E-1, grille: p1.csv}
    formation: {formateurs: [F-1], heures: 20}
    finale: {date: 2026-10-05, sequences: ["14:00-16:00"], evaluateur: E-2, grille: p1-finale.csv}
  - reference: P-2
    prealable: {date: 2026-03-02, sequences: ["09:00-12:00"], evaluateur: E-1, grille: p2.csv}
"""


def ecrire_session(dossier: Path) -> None:
    """Write the session of the cases, and its grilles beside jouet.yaml."""
    (dossier / "session.yaml").write_text(SESSION, encoding="utf-8")
    grille = (CAS / "grille" / "ok-colonne-resultat.csv").read_text(encoding="utf-8")
    for nom in ("p1", "p1-finale", "p2"):
        (dossier / f"{nom}.csv").write_text(f"candidat;P-{nom[1]}\n{grille}", encoding="utf-8")


def clore(dossier: Path, sortie: str) -> None:
    """Prepare the session of a case, decide its dossiers as proposed, and close it."""
    ecrire_session(dossier)
    lancer(dossier, "jury", "preparer", "session.yaml", "-o", sortie)
    lancer(dossier, "jury", "decisions", sortie)
    feuille = dossier / sortie / "decisions.csv"
    feuille.write_text(
        feuille.read_text(encoding="utf-8").replace("certifié;;", "certifié;certifié;"),
        encoding="utf-8",
    )
    assert lancer(dossier, "jury", "proces-verbal", sortie, "--date", AUJOURDHUI).statut == 0


def contenus(dossier: Path) -> dict[str, bytes | None]:
    return {
        f.name: f.read_bytes() if os.access(f, os.R_OK) and f.is_file() else None
        for f in dossier.iterdir()
    }


@pytest.mark.parametrize("fichier", cas(FICHIERS["systeme"]))
def test_la_commande_produit_exactement_les_codes_de_son_nom(fichier, tmp_path, monkeypatch):
    commande, statut, *preparation = fichier.read_text(encoding="utf-8").splitlines()
    entree = preparer(preparation, tmp_path, monkeypatch)
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(entree)))
    avant = contenus(tmp_path)
    clea, *arguments = shlex.split(commande)
    execution = lancer(tmp_path, *arguments)
    fautes = ecrites(execution.erreurs)
    assert clea == "clea"
    assert [faute.code for faute in fautes] == codes_de(fichier)
    assert f"statut {execution.statut}" == statut
    assert all(faute.aide.endswith((".", "?")) for faute in fautes)
    assert all(faute.source in commande or faute.code[0] in "RDJ" for faute in fautes)
    if execution.statut in {1, 2, 4} and arguments[1:2] != ["verifier"]:
        assert execution.sortie == ""
    assert (contenus(tmp_path) == avant) is ("--forcer" not in arguments)


def test_chaque_nom_dit_des_codes_du_catalogue():
    assert [fichier.name for fichier in TOUS if not NOM.fullmatch(fichier.stem)] == []
    assert [fichier.name for fichier in TOUS if not set(codes_de(fichier)) <= set(CATALOGUE)] == []


def test_chaque_code_du_catalogue_a_son_cas():
    produits = {code for fichier in TOUS for code in codes_de(fichier)}
    assert set(CATALOGUE) - produits == set()


def test_aucun_fichier_n_est_laisse_sans_test():
    assert {f for f in CAS.rglob("*") if f.is_file()} == {*TOUS, CAS / "grille" / "jouet.yaml"}


def test_les_tables_ne_nomment_que_des_cas_qui_existent():
    tables = (REPONSES, LU, LIEUX, DIT)
    assert {nom for table in tables for nom in table} <= {fichier.name for fichier in TOUS}
