"""No name leaks: a sentinel in every field that may name somebody, and every command of the command line.

A candidate's reference is no name: it is shown, and names files. What names somebody may come out in three places only:
the certifier's file, the minutes for the jury's own members, and the table of pseudonyms.
"""

import csv
import json
import shutil
import socket
from io import StringIO

import pytest
import typer

from clea_cli.cli.app import application
from clea_cli.documents import formats
from clea_cli.jury import exporter
from tests.conftest import ReseauError
from tests.promesses.test_cases import CAS, SESSION, lancer

NOM = "Zzsentinelle"
GRILLE = f"""\
nom;{NOM}
candidat;C-0001
critere;resultat;commentaire;nom du candidat
1.1.1;acquis;{NOM} hésite;{NOM}
1.1.2;acquis;;{NOM}
1.2.1;non acquis;{NOM};{NOM}
2.1.1;non évalué;;{NOM}
2.2.1;acquis;;{NOM}
"""
LISTE = f"""\
reference;nom;prénom;date préalable;séquences préalable;évaluateur préalable;grille préalable
P-1;{NOM};{NOM};02/03/2026;9h-12h;E-1;p1.csv
P-2;{NOM};{NOM};02/03/2026;9h-19h;E-1;p2.csv
"""
IDENTITES = (
    "reference;civilité;nom de naissance;nom d'usage;prénom;email;adresse;ville;date de naissance;"
    "code insee de naissance;ville de naissance"
)
JUSTE = f"P-1;M;{NOM};{NOM};{NOM};{NOM}@exemple.fr;{NOM};{NOM};05/06/1990;69123;{NOM}"
FAUSSE = f"P-1;{NOM};{NOM}1;{NOM}2;{NOM}3;{NOM};{NOM};{NOM};{NOM};{NOM};{NOM}"
DOSSIERS = f"reference;nom;evaluateur;site;evaluation;heures\nC-0001;{NOM};E-1;Lyon;;douze\n"
MODULE = {"id": "m", "libelle": "m", "criteres": ["1.2.1"], "heures": 3}
CATALOGUE = {
    "schema": "clea/catalogue/1",
    "libelle": "c",
    "referentiel": "jouet",
    "modules": [MODULE],
}

R = ("--referentiel", "jouet.yaml")
COMMANDES = [  # in this order: each may use what those before it wrote
    ("score", "grille.csv", *R, "--format", "json"),
    ("score", "grille.csv", "fausse.csv", *R),
    ("score", "grille.csv", "--finale", "grille.csv", *R),
    ("ecarts", "grille.csv", *R, "-f", "html", "-o", "ecarts.html"),
    ("plan", "grille.csv", *R, "--catalogue", "catalogue.yaml", "-f", "md", "-o", "plan.md"),
    ("restitution", "grille.csv", *R, "-f", "html", "-o", "restitution.html"),
    ("attestation", "grille.csv", *R, "-f", "md", "-o", "attestation.md"),
    ("documents", "grille.csv", *R, "--catalogue", "catalogue.yaml", "-o", "documents"),
    ("controler", "ecarts.html"),
    ("expliquer", NOM),
    ("cohorte", "grille.csv", "--dossiers", "dossiers.csv", *R),
    ("grille", "nouvelle", *R, "-o", "nouvelle.csv"),
    ("grille", "verifier", "grille.csv", "fausse.csv", *R),
    ("grille", "corriger", "fausse.csv", *R, "-o", "copie.csv"),
    ("grille", "convertir", "fausse.csv", *R),
    ("grille", "rapprocher", "grille.csv", "sans-nom.csv", *R),
    ("grille", "reunir", "grille.csv", "sans-nom.csv", *R, "-o", "ensemble.csv"),
    ("jury", "preparer", "session.yaml", "-o", "s"),
    ("jury", "decisions", "s"),
    ("jury", "proces-verbal", "s"),
    ("jury", "exporter", "s", "--identites", "fausses.csv"),
    ("jury", "exporter", "s"),
    ("purge", "s", "--avant", "2027-01-01"),
    ("pseudonymiser", "grille.csv", *R, "-o", "sans", "--table", "table.csv"),
    ("modele", "extraire", "modeles"),
    ("modele", "verifier", "modeles"),
    ("modele", "variables"),
    ("referentiel", "lister"),
    ("referentiel", "afficher", "jouet.yaml"),
    ("referentiel", "verifier", "jouet.yaml"),
    ("referentiel", "exporter", "jouet.yaml", "--format", "json"),
    ("referentiel", "comparer", "jouet.yaml", "jouet.yaml", "--grilles", "."),
    ("referentiel", "importer", "grille.csv"),
    ("referentiel", "schema"),
    ("referentiel", "formater", "jouet.yaml"),
]


def decider(feuille):
    """Decide every dossier as proposed, with a reason that names somebody."""
    lignes = list(
        csv.reader(StringIO(feuille.read_text(encoding="utf-8-sig"), newline=""), delimiter=";")
    )
    for ligne in lignes[1:]:
        ligne[2:4] = ["certifié", ""]
    texte = StringIO(newline="")
    csv.writer(texte, delimiter=";").writerows(
        [[*lignes[0], "nom"], *([*ligne, NOM] for ligne in lignes[1:])]
    )
    feuille.write_text(texte.getvalue(), encoding="utf-8", newline="")


@pytest.fixture
def dossier(tmp_path, monkeypatch):
    """A folder of inputs that name somebody wherever they can."""
    monkeypatch.setattr(
        formats, "rendre", lambda format_, modeles, markdown, document: markdown.encode()
    )
    monkeypatch.setattr(
        exporter, "SEUIL", 1
    )  # the session is a small one, and its export is looked at all the same
    shutil.copy(CAS / "grille" / "jouet.yaml", tmp_path)
    debut = SESSION[: SESSION.index("dossiers:")].replace("nom: O", f"nom: {NOM}")
    session = (
        debut.replace("reference: J-1,", f"reference: J-1, nom: {NOM},") + "liste: liste.csv\n"
    )
    contenus = {
        "grille.csv": GRILLE,
        "p1.csv": GRILLE.replace("C-0001", "P-1"),
        "p2.csv": GRILLE.replace("C-0001", "P-2"),
        "sans-nom.csv": GRILLE.replace("candidat;C-0001\n", ""),
        "fausse.csv": GRILLE.replace("1.1.2;acquis", "1.1.9;peut-être").replace("C-0001", "C-0002"),
        "liste.csv": LISTE,
        "session.yaml": session,
        "fausses.csv": f"{IDENTITES}\n{FAUSSE}\n",
        "justes.csv": f"{IDENTITES}\n{JUSTE}\n",
        "dossiers.csv": DOSSIERS,
        "catalogue.yaml": json.dumps(CATALOGUE),
    }
    for nom, contenu in contenus.items():
        (tmp_path / nom).write_text(contenu, encoding="utf-8")
    return tmp_path, set(contenus)


def feuilles(groupe, debut=()):
    """All commands, by their words."""
    for nom, commande in groupe.commands.items():
        if hasattr(commande, "commands"):
            yield from feuilles(commande, (*debut, nom))
        else:
            yield (*debut, nom)


def test_toutes_les_commandes_sont_essayees():
    toutes = set(feuilles(typer.main.get_command(application([]))))
    assert {c[:2] if c[:2] in toutes else c[:1] for c in COMMANDES} == toutes


def test_aucune_commande_ne_laisse_sortir_un_nom(dossier):
    ici, entrees = dossier
    statuts = {}
    for commande in COMMANDES:
        execution = lancer(ici, *commande)
        statuts[" ".join(commande[:2])] = execution.statut
        if commande != ("expliquer", NOM):  # what was typed is said back
            assert NOM.casefold() not in (execution.sortie + execution.erreurs).casefold(), commande
        if commande == ("jury", "decisions", "s"):
            decider(ici / "s" / "decisions.csv")
    assert 70 not in statuts.values()
    assert statuts["jury exporter"] == 0
    ecrits = [f for f in ici.rglob("*") if f.is_file() and f.name not in entrees]
    nommes = {f.relative_to(ici).as_posix() for f in ecrits if NOM.encode() in f.read_bytes()}
    assert nommes <= PERMIS
    assert not [f for f in ici.rglob("*") if NOM.casefold() in f.name.casefold()]


PERMIS = {
    *("copie.csv", "ensemble.csv"),  # of grilles that say it, whose notes are kept
    *(
        "s/decisions.csv",
        "s/manifest.json",
    ),  # what the jury wrote there; its members and the organisme
    *(
        f"s/{nom}"
        for nom in (
            "proces-verbal.docx",
            "proces-verbal.pdf",
            "ordre-du-jour.pdf",
            "emargement.pdf",
        )
    ),
}


def test_l_export_du_certificateur_est_le_seul_a_nommer_un_candidat(dossier):
    ici, _ = dossier
    for commande in (("jury", "preparer", "session.yaml", "-o", "s"), ("jury", "decisions", "s")):
        lancer(ici, *commande)
    decider(ici / "s" / "decisions.csv")
    lancer(ici, "jury", "proces-verbal", "s")
    export = lancer(ici, "jury", "exporter", "s", "--identites", "justes.csv")
    assert export.statut == 0
    assert NOM in export.sortie
    assert NOM not in export.erreurs


@pytest.mark.parametrize("commande", COMMANDES, ids=" ".join)
def test_un_defaut_du_programme_ne_nomme_personne(dossier, monkeypatch, commande):
    ici, _ = dossier

    def tomber(*arguments, **options):
        raise RuntimeError(NOM, arguments, options)

    monkeypatch.setattr("clea_cli.sources.fichiers.lire", tomber)
    monkeypatch.setattr("clea_cli.sorties.ecriture.ecrire", tomber)
    execution = lancer(ici, *commande)
    if commande != ("expliquer", NOM):
        assert NOM not in execution.sortie + execution.erreurs
    assert "Traceback" not in execution.erreurs


def test_la_prise_reseau_est_bien_fermee():
    with pytest.raises(ReseauError):
        socket.create_connection(("127.0.0.1", 9))
