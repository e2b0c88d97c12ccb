"""The same bytes on every machine: what `clea` writes, made here and as if it were made on another.

The other one is Windows by name, lists each folder in another order, and puts « \\ » between the names of a path.
"""

import json
import os
import shutil
import sys
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import font_source_sans_pro
import pytest
import typer
import typst

from clea_cli.cli.app import application
from clea_cli.documents.rendus import docx
from clea_cli.sorties import archive, composer, polices
from livraison import hors_ligne
from tests.promesses.test_cases import lancer_octets

RACINE = Path(__file__).parent.parent.parent
LE_JOUR = ("--date", "2026-11-28")
GRILLE = "examples/indetermine.csv"
SESSION = "session"  # the folder of a session that is prepared
CLEA = "referentiels/clea.yaml"
COMMANDES = {  # each command that has formats, and a call of it that depends on nothing of today
    "score": (GRILLE, "examples/six-fautes.csv"),
    "ecarts": (GRILLE, *LE_JOUR),
    "plan": (GRILLE, "--catalogue", "examples/catalogue.yaml", *LE_JOUR),
    "restitution": (GRILLE, *LE_JOUR),
    "attestation": (GRILLE, *LE_JOUR),
    "documents": (GRILLE, *LE_JOUR),
    "grille nouvelle": (),
    "grille convertir": (GRILLE,),
    "referentiel exporter": ("clea",),
    "referentiel comparer": (
        *("examples/clea-107.yaml", CLEA),
        *("--grilles", "examples/jury/grilles"),
    ),
    "referentiel verifier": ("examples", *LE_JOUR),
    "cohorte": (
        *("examples/cohorte/prealables.csv", "examples/cohorte/finales.csv"),
        *("--dossiers", "examples/cohorte/dossiers.csv"),
    ),
    "jury decisions": (SESSION,),
}


def commandes(commande, nom=""):
    """The commands of the command line by name, with the formats that each knows."""
    for sous, fille in getattr(commande, "commands", {}).items():
        yield from commandes(fille, f"{nom} {sous}".strip())
    for option in commande.params:
        if "--format" in option.opts:
            yield nom, option.type.func.noms


FORMATS = dict(commandes(typer.main.get_command(application([]))))
CAS = [(nom, format_) for nom, formats in FORMATS.items() for format_ in formats]


class _Melange:
    """What `os.scandir` gives, in another order."""

    def __init__(self, entrees):
        with entrees:
            self._entrees = iter(melange(entrees))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def __iter__(self):
        return self._entrees

    def __next__(self):
        return next(self._entrees)

    def close(self):
        pass


def melange(elements):
    """The other way round: of two files, no order stays as it was."""
    return list(elements)[::-1]


@contextmanager
def autre_machine(monkeypatch):
    lister, parcourir = os.listdir, os.scandir
    with monkeypatch.context() as ailleurs:
        ailleurs.setattr(os, "listdir", lambda *ici: melange(lister(*ici)))
        ailleurs.setattr(os, "scandir", lambda *ici: _Melange(parcourir(*ici)))
        ailleurs.setattr(sys, "platform", "win32")
        oublier()
        yield
    oublier()


def oublier():
    """Nothing that was made before serves again."""
    docx._png.cache_clear()
    composer._compilateur.cache_clear()
    polices.polices.cache_clear()


def preparer(dossier):
    """A session, all of its files by name."""
    commande = ("jury", "preparer", "examples/jury/session.yaml", "--sortie", str(dossier))
    lancer_octets(RACINE, *commande, "--travailleurs", "1")
    fichiers = (ici for ici in dossier.rglob("*") if ici.is_file())
    return {ici.relative_to(dossier).as_posix(): ici.read_bytes() for ici in fichiers}


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    ici = tmp_path_factory.mktemp("jury") / "session"
    return ici, preparer(ici)


def ecrit(nom, format_, cible, session):
    """What a command writes in a file, in one format; with the others, what they print."""
    arguments = [str(session) if mot == SESSION else mot for mot in COMMANDES[nom]]
    if nom == "jury decisions":
        dossier = cible.parent / f"{cible.name}-session"
        shutil.copytree(session, dossier)
        lancer_octets(RACINE, *nom.split(), str(dossier), "--format", format_)
        return (dossier / f"decisions.{format_}").read_bytes()
    suite = ("--format", format_, "--sortie", str(cible))
    _, _, erreurs = lancer_octets(RACINE, *nom.split(), *arguments, *suite)
    if nom == "documents":  # a folder of them
        return b"".join(fichier.read_bytes() for fichier in sorted(cible.iterdir()))
    assert cible.is_file(), erreurs.decode()
    return cible.read_bytes()


def test_chaque_commande_qui_a_des_formats_est_essayee():
    assert set(COMMANDES) == set(FORMATS)
    assert {"docx", "pdf", "xlsx", "ods", "html", "json", "csv"} <= {format_ for _, format_ in CAS}


@pytest.mark.parametrize(("nom", "format_"), CAS)
def test_une_autre_machine_ecrit_les_memes_octets(nom, format_, session, tmp_path, monkeypatch):
    dossier, _ = session
    oublier()
    ici = ecrit(nom, format_, tmp_path / "ici", dossier)
    with autre_machine(monkeypatch):
        la = ecrit(nom, format_, tmp_path / "la", dossier)
    assert la == ici


def test_une_autre_machine_prepare_la_meme_session(session, tmp_path, monkeypatch):
    _, fichiers = session
    with autre_machine(monkeypatch):
        autres = preparer(tmp_path / "session")
    fichiers = dict(fichiers)
    assert {Path(nom).suffix for nom in fichiers} >= {".pdf", ".html", ".xlsx"}
    manifestes = [json.loads(lus["manifest.json"]) for lus in (fichiers, autres)]
    for manifeste, lus in zip(manifestes, (fichiers, autres), strict=True):
        manifeste["session_lue"] = lus["manifest.json"] = "both folders are not at one place"
    assert manifestes[0] == manifestes[1]
    assert autres == fichiers


def test_l_archive_hors_ligne_est_la_meme_d_une_autre_machine(tmp_path, monkeypatch):
    for python in ("3.11", "3.12", "3.13"):
        (tmp_path / python).mkdir()
        (tmp_path / python / "clea-1.0-py3-none-any.whl").write_bytes(python.encode())
    plateforme, pythons = hors_ligne.PLATEFORMES[0], ("3.13", "3.12", "3.11")
    hors_ligne.archiver(tmp_path, plateforme, pythons, tmp_path / "clea.zip")
    ici = (tmp_path / "clea.zip").read_bytes()
    with autre_machine(monkeypatch):
        hors_ligne.archiver(tmp_path, plateforme, pythons, tmp_path / "clea.zip")
    assert (tmp_path / "clea.zip").read_bytes() == ici


def test_un_zip_fait_ailleurs_perd_son_systeme_et_garde_le_reste(monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    flux = BytesIO()
    with ZipFile(flux, "w") as ecrit_la:
        ecrit_la.writestr(archive.entete("à plat.txt", 0o644), b"a" * 99)
        ecrit_la.writestr("autre.txt", b"b")
    assert [partie.create_system for partie in ZipFile(flux).infolist()] == [3, 0]
    archive.oublier_le_systeme(flux)
    with ZipFile(flux) as relu:
        assert [partie.create_system for partie in relu.infolist()] == [3, 3]
        assert [partie.external_attr >> 16 for partie in relu.infolist()] == [0o644, 0o600]
        assert (relu.read("à plat.txt"), relu.read("autre.txt")) == (b"a" * 99, b"b")
        assert relu.testzip() is None


# Paths


@pytest.fixture
def sous_windows(tmp_path, monkeypatch):
    """Files that are named as Windows names those of a folder."""
    for nom in ("indetermine", "six-fautes", "candidat-certifiable"):
        shutil.copy(RACINE / "examples" / f"{nom}.csv", tmp_path / f"ici\\{nom}.csv")
    for nom in ("examples/clea-107", "examples/referentiel-fautif", "referentiels/clea"):
        shutil.copy(RACINE / f"{nom}.yaml", tmp_path / f"ici\\{Path(nom).name}.yaml")
    monkeypatch.setattr(os, "sep", "\\")
    return tmp_path


@pytest.mark.parametrize(
    "commande",
    [
        r"score ici\indetermine.csv --format json",
        r"score ici\indetermine.csv ici\six-fautes.csv --format json",
        r"score ici\indetermine.csv --finale ici\candidat-certifiable.csv --format json",
        r"score ici\indetermine.csv ici\absente.csv --format json",
        r"score ici\indetermine.csv",
        r"referentiel comparer ici\clea-107.yaml clea --format json",
        *(
            rf"referentiel verifier ici\referentiel-fautif.yaml --format {format_}"
            for format_ in FORMATS["referentiel verifier"]
            if format_ != "texte"
        ),
        r"grille verifier ici\indetermine.csv",
        r"grille rapprocher ici\indetermine.csv ici\indetermine.csv",
    ],
)
def test_un_chemin_de_windows_s_ecrit_comme_ailleurs(commande, sous_windows):
    _, sortie, _ = lancer_octets(sous_windows, *commande.split(" "))
    assert b"ici" in sortie
    assert b"ici\\" not in sortie
    assert b"%5C" not in sortie  # as an address writes it


@pytest.mark.parametrize("format_", ["md", "html"])
@pytest.mark.parametrize("genre", ["ecarts", "restitution"])
def test_un_document_n_ecrit_aucun_chemin_de_windows(genre, format_, sous_windows):
    """It knows its files by what they hold, and names none."""
    commande = rf"{genre} ici\indetermine.csv -r ici\clea.yaml -f {format_} --date 2026-11-28"
    statut, sortie, _ = lancer_octets(sous_windows, *commande.split(" "))
    assert statut == 0
    assert b"C-0005" in sortie
    assert not [
        mot
        for mot in (b"ici\\", b"ici/", b"%5C", b"indetermine.csv", b"clea.yaml")
        if mot in sortie
    ]


# Letters


def dessine():
    page = b'#set text(font: "Source Sans Pro")\n= Titre\na *gras* _penche_ *_les deux_*'
    options = {"ignore_system_fonts": True, "timestamp": 0}
    return typst.compile(page, format="pdf", font_paths=polices.polices(), **options)


def test_les_polices_sont_quatre_fichiers_dans_notre_ordre():
    polices.polices.cache_clear()
    notres = [p for p in polices.polices().fonts() if p.family == "Source Sans Pro"]
    assert [Path(police.path).name for police in notres] == [*polices._FICHIERS]
    assert [(p.style, p.weight) for p in notres] == [
        *(("normal", 400), ("italic", 400)),
        *(("normal", 700), ("italic", 700)),
    ]


@pytest.mark.parametrize("otees", ["*.ttf", "*Black*", "*Light*"])
def test_ce_qui_est_a_cote_de_nos_polices_ne_compte_pas(otees, tmp_path, monkeypatch):
    oublier()
    ici = dessine()
    dossier = tmp_path / "polices"
    ignorer = shutil.ignore_patterns(otees)
    shutil.copytree(font_source_sans_pro.font_directory, dossier, ignore=ignorer)
    monkeypatch.setattr(polices, "font_directory", str(dossier))
    oublier()
    assert dessine() == ici
    assert b"SourceSansPro-BoldIt" in ici
    oublier()


def test_les_polices_ne_laissent_aucun_fichier(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    oublier()
    dessine()
    assert list(tmp_path.iterdir()) == []
    oublier()
