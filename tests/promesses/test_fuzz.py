"""Readers under thousands of damaged files: whatever comes in, only coded diagnostics come out, and in time.

`make test` tries a few of each kind; `make fuzz` goes on for `CLEA_FUZZ` seconds, and hypothesis keeps what it finds in
`.hypothesis/fuzz`, to be tried first the next time.
"""

import csv
import json
import os
import re
import shutil
import signal
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from time import monotonic
from typing import Any, NamedTuple

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.database import DirectoryBasedExampleDatabase

from clea_cli.documents import formats
from clea_cli.sorties import tableur_ods, tableur_xlsx
from tests.outils import mutations
from tests.promesses.test_cases import CAS, SESSION, clore, ecrites, lancer

RACINE = Path(__file__).parent.parent.parent
SECONDES = float(os.environ.get("CLEA_FUZZ", "0"))  # for all kinds together
EXEMPLES = 12  # of each kind, in `make test`
DELAI = 20  # seconds that no file may ask for
IDENTITES = "reference;civilité;nom de naissance;prénom;date de naissance;code insee de naissance;ville de naissance\n"
IDENTITES += "P-1;Mme;Thym;Iris;05/06/1990;99350;Ailleurs\nP-2;M;d'Églantier-Houx;Jean-Lys;1988-12-31;2a004;Ajaccio\n"
LISTE = "Référence;Date préalable;Séquences préalable;Évaluateur préalable;Grille préalable;Formateurs;Heures\n"
LISTE += (
    "P-1;02/03/2026;9h-12h;E-1;grille.csv;F-1;20\nP-2;2026-03-02;09:00-12:00;E-1;grille.csv;;\n"
)
DOSSIERS = "reference;evaluateur;site;heures;evaluation\n"
DOSSIERS += "C-0001;E-1;Nord;20;finale\nC-0002;E-1;Sud;21,5;finale\nC-0003;E-2;Nord;;finale\n"


class Genre(NamedTuple):
    """A kind of files: valid ones, how they are damaged, under which name, and the commands that read it."""

    graines: tuple[Any, ...]
    abimer: Any  # from a seed to a strategy of bytes
    nom: str
    commandes: tuple[str, ...]


def en_rangees(contenu: str) -> list[list[str]]:
    return [ligne for ligne in csv.reader(StringIO(contenu), delimiter=";") if ligne]


def xlsx(graine: list[list[str]]) -> Any:
    bons = mutations.rangees(graine).map(lambda lignes: tableur_xlsx.ecrire(lignes, "Grille"))
    return bons | bons.flatmap(mutations.archive)


def ods(graine: list[list[str]]) -> Any:
    bons = mutations.rangees(graine).map(tableur_ods.ecrire)
    return bons | bons.flatmap(mutations.archive)


def yaml_ou_texte(graine: bytes) -> Any:
    return mutations.fichier_texte(graine) | mutations.arbre(yaml.safe_load(graine))


def json_ou_texte(graine: bytes) -> Any:
    return mutations.fichier_texte(graine) | mutations.arbre(json.loads(graine))


def provenance(graine: bytes) -> Any:
    """A document whose provenance says something else, or that is damaged."""
    if graine.startswith(b"PK"):
        return mutations.archive(graine)
    trouvee = re.search(rb"<!-- clea-provenance (\{.*\}) -->", graine)
    if trouvee is None:
        return mutations.fichier_texte(graine)
    change = mutations.arbre(json.loads(trouvee[1])).map(
        lambda dite: graine.replace(trouvee[1], dite)
    )
    return change | mutations.fichier_texte(graine)


def textes(dossier: str, motif: str) -> tuple[bytes, ...]:
    """Cases small enough that damaging them takes no time."""
    return tuple(
        f.read_bytes() for f in sorted((CAS / dossier).glob(motif)) if f.stat().st_size < 6_000
    )


def tables(dossier: str, motif: str) -> tuple[list[list[str]], ...]:
    return tuple(
        en_rangees(contenu.decode("utf-8-sig", "ignore")) for contenu in textes(dossier, motif)[:8]
    )


TOUTES_GRILLES = (
    "score {f} -r jouet.yaml --format json",
    "score grille.csv --finale {f} -r jouet.yaml",
    "restitution grille.csv --finale {f} -r jouet.yaml",
    "grille convertir {f} -r jouet.yaml --forme large",
    "grille convertir {f} -r jouet.yaml --forme coches --format ods -o neuf.ods",
    "grille rapprocher grille.csv {f} -r jouet.yaml",
    "grille verifier {f}",
    "grille corriger {f} -r jouet.yaml",
    "grille reunir grille.csv {f} -r jouet.yaml",
    "cohorte {f} -r jouet.yaml",
    "pseudonymiser {f} -r jouet.yaml -o sans --table table.csv",
)
DE_SUITE = ("jury preparer suite.yaml -o neuf", "controler t")
DE_SESSION = ("jury preparer session.yaml -o neuf --simuler", "jury preparer session.yaml -o s")
DU_DOSSIER = (
    *("controler s", "jury decisions s", "jury exporter s", "purge s --avant 2030-01-01"),
    *(
        "jury proces-verbal s --date 2026-11-28",
        "jury preparer session.yaml -o s",
        "purge s --avant 2030-01-01 --confirmer",
    ),
)


@pytest.fixture(scope="module")
def depart(tmp_path_factory):
    """The folder that each command runs in: a toy référentiel, a session prepared (s) and another closed (c)."""
    ici = tmp_path_factory.mktemp("fuzz") / "depart"
    ici.mkdir()
    with pytest.MonkeyPatch.context() as sans_typst:
        sans_typst.setattr(
            formats, "rendre", lambda format_, modeles, markdown, document: markdown.encode()
        )
        shutil.copy(CAS / "grille" / "jouet.yaml", ici)
        shutil.copy(RACINE / "examples" / "catalogue.yaml", ici)
        shutil.copy(CAS / "grille" / "ok-colonne-resultat.csv", ici / "grille.csv")
        shutil.copy(RACINE / "examples" / "candidat-certifiable.csv", ici / "clea.csv")
        shutil.copy(CAS / "grille" / "ok-large-trois-candidats.csv", ici / "tous.csv")
        clore(ici, "c")
        lancer(ici, "jury", "preparer", "session.yaml", "-o", "s")
        lancer(ici, "jury", "decisions", "s")
        (ici / "avec-liste.yaml").write_text(
            SESSION[: SESSION.index("dossiers:")] + "liste: liste.csv\n", "utf-8"
        )
        (ici / "suite.yaml").write_text(
            SESSION.replace("id: S-1", "id: S-2\nprecedente: c/manifest.json"), "utf-8"
        )
        assert lancer(ici, "jury", "preparer", "suite.yaml", "-o", "t").statut == 0
        yield ici


@pytest.fixture(scope="module")
def genres(depart):
    """All kinds; the seeds that only the program can make are taken from the folder."""
    grilles = textes("grille", "*.csv")
    pages = []
    for format_ in ("md", "html"):
        lancer(
            depart, "ecarts", "grille.csv", "-r", "jouet.yaml", "-f", format_, "-o", f"d.{format_}"
        )
        pages.append((depart / f"d.{format_}").read_bytes())
    plan = "plan clea.csv --catalogue catalogue.yaml --prealable 2026-03-01 --debut 2026-12-01 --date 2026-11-28"
    lancer(depart, *plan.split(), "-f", "md", "-o", "plan.md")
    pages.append((depart / "plan.md").read_bytes())
    manifeste, clos = ((depart / d / "manifest.json").read_bytes() for d in "sc")
    journal = b"\n".join(
        json.dumps(
            {"reference": "P-1", "cle": "x", "fichiers": {"a": "b"}, "faite": faite}
        ).encode()
        for faite in (False, True)
    )
    session, feuille = SESSION.encode(), (depart / "s" / "decisions.csv").read_bytes()
    lues = en_rangees(feuille.decode("utf-8-sig"))
    liste = "jury preparer avec-liste.yaml -o neuf --simuler"
    verifier = (
        "referentiel verifier {f} --date 2026-11-28",
        "score grille.csv -r {f}",
        "referentiel exporter {f} -f csv",
    )
    verifier += (
        "referentiel formater {f}",
        "referentiel comparer jouet.yaml {f}",
        "referentiel afficher {f}",
    )
    verifier += ("ecarts grille.csv -r {f}",)
    return {
        "referentiel": Genre(
            textes("referentiel", "*.yaml"), yaml_ou_texte_sur, "f.yaml", verifier
        ),
        "grille-csv": Genre(grilles, mutations.fichier_texte, "f.csv", TOUTES_GRILLES),
        "grille-xlsx": Genre(tables("grille", "ok-*.csv"), xlsx, "f.xlsx", TOUTES_GRILLES),
        "grille-ods": Genre(tables("grille", "ok-*.csv"), ods, "f.ods", TOUTES_GRILLES),
        "importation-csv": Genre(
            textes("importation", "*.csv"),
            mutations.fichier_texte,
            "f.csv",
            ("referentiel importer {f}",),
        ),
        "importation-xlsx": Genre(
            tables("importation", "ok-*.csv"), xlsx, "f.xlsx", ("referentiel importer {f}",)
        ),
        "session": Genre((session,), yaml_ou_texte, "session.yaml", DE_SESSION),
        "liste-csv": Genre((LISTE.encode(),), mutations.fichier_texte, "liste.csv", (liste,)),
        "decisions-csv": Genre((feuille,), mutations.fichier_texte, "s/decisions.csv", DU_DOSSIER),
        "decisions-xlsx": Genre((lues,), xlsx, "s/decisions.xlsx", DU_DOSSIER),
        "identites-csv": Genre(
            (IDENTITES.encode(),),
            mutations.fichier_texte,
            "i.csv",
            ("jury exporter c --identites {f}",),
        ),
        "identites-ods": Genre(
            (en_rangees(IDENTITES),), ods, "i.ods", ("jury exporter c --identites {f}",)
        ),
        "dossiers": Genre(
            (DOSSIERS.encode(),),
            mutations.fichier_texte,
            "d.csv",
            ("cohorte tous.csv -r jouet.yaml --dossiers {f}",),
        ),
        "regroupement": Genre(
            (b"site;groupe\nLille;Nord\nLens;Nord\n",),
            mutations.fichier_texte,
            "r.csv",
            ("cohorte tous.csv -r jouet.yaml --regroupement {f}",),
        ),
        "manifeste": Genre((manifeste, clos), json_ou_texte, "s/manifest.json", DU_DOSSIER),
        "journal": Genre((journal,), mutations.fichier_texte, "s/.journal", DU_DOSSIER),
        "precedente": Genre((clos,), json_ou_texte, "c/manifest.json", DE_SUITE),
        "provenance": Genre(tuple(pages), provenance, "f.md", ("controler {f}",)),
        "catalogue": Genre(
            ((RACINE / "examples" / "catalogue.yaml").read_bytes(),),
            yaml_ou_texte,
            "catalogue.yaml",
            (
                "plan clea.csv --catalogue {f} --prealable 2026-03-01 --debut 2026-12-01 --date 2026-11-28",
            ),
        ),
        "table": Genre(
            (b"reference;candidat\nC-0001;grille\n",),
            mutations.fichier_texte,
            "table.csv",
            ("pseudonymiser grille.csv tous.csv -r jouet.yaml -o sans --table {f}",),
        ),
        "paires": Genre(
            ("préalable;finale\ngrille.csv;tous.csv\n".encode(),),
            mutations.fichier_texte,
            "paires.csv",
            ("score --paires {f} -r jouet.yaml",),
        ),
    }


def yaml_ou_texte_sur(graine: bytes) -> Any:
    """The same, for a case that may be no YAML at all."""
    try:
        lu = yaml.safe_load(graine)
    except (yaml.YAMLError, ValueError, RecursionError):
        return mutations.fichier_texte(graine)
    return (
        mutations.fichier_texte(graine) | mutations.arbre(lu)
        if isinstance(lu, dict)
        else mutations.fichier_texte(graine)
    )


NOMS = (
    *(
        "referentiel",
        "grille-csv",
        "grille-xlsx",
        "grille-ods",
        "importation-csv",
        "importation-xlsx",
        "session",
    ),
    *(
        "liste-csv",
        "decisions-csv",
        "decisions-xlsx",
        "identites-csv",
        "identites-ods",
        "dossiers",
        "regroupement",
        "manifeste",
    ),
    *("journal", "precedente", "provenance", "catalogue", "table", "paires"),
)


class TropLong(BaseException):
    """A file that keeps the program busy."""


def _trop_long(*_: object) -> None:
    raise TropLong


@contextmanager
def a_temps():
    """Stop what takes too long, where the system can."""
    if not hasattr(signal, "setitimer"):  # Windows
        yield
        return
    signal.signal(signal.SIGALRM, _trop_long)
    signal.setitimer(signal.ITIMER_REAL, DELAI)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def essayer(depart: Path, nom: str, commande: str, contenu: bytes) -> None:
    """Run a command on a damaged file, in a folder of its own, and judge what comes out."""
    ici = depart.parent / f"ici-{os.getpid()}"
    shutil.rmtree(ici, ignore_errors=True)
    shutil.copytree(depart, ici)
    if nom == "s/decisions.xlsx":
        (ici / "s" / "decisions.csv").unlink()
    (ici / nom).write_bytes(contenu)
    with a_temps():
        statut, sortie, erreurs = lancer(ici, *commande.replace("{f}", nom).split())
    dit = f"{commande}\n{erreurs[-2000:]}"
    assert statut in (0, 1, 2, 3, 4), dit
    assert "Traceback" not in sortie + erreurs, dit
    assert sortie or erreurs, commande
    if statut in (1, 3, 4) and not commande.startswith(("referentiel comparer", "controler")):
        assert any(faute.gravite == "erreur" for faute in ecrites(erreurs)), dit
    restes = [f.name for f in ici.rglob(".*.tmp")]
    assert restes == [], dit


@pytest.mark.parametrize("nom", NOMS)
def test_un_fichier_abime_ne_donne_que_des_diagnostics(genres, depart, nom):
    genre = genres[nom]

    @settings(
        max_examples=300 if SECONDES else EXEMPLES,
        database=DirectoryBasedExampleDatabase(RACINE / ".hypothesis" / "fuzz" / nom),
        suppress_health_check=list(HealthCheck),
        print_blob=True,
    )
    @given(st.sampled_from(genre.graines).flatmap(genre.abimer), st.sampled_from(genre.commandes))
    def propriete(contenu, commande):
        essayer(depart, genre.nom, commande, contenu)

    fin = monotonic() + SECONDES / len(NOMS)
    propriete()
    while monotonic() < fin:
        propriete()


def test_chaque_genre_est_essaye(genres):
    assert tuple(genres) == NOMS
