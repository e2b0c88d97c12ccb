"""What runs elsewhere: the pre-commit hook, and the workflows of docs/integration-continue.md."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

from clea_cli import __version__
from clea_cli.cli.app import application
from tests.promesses.test_cases import CAS, enregistrer, lancer

RACINE = Path(__file__).parent.parent.parent
PAGE = (RACINE / "docs" / "integration-continue.md").read_text(encoding="utf-8")
BLOCS = [yaml.safe_load(bloc) for bloc in re.findall(r"```yaml\n(.*?)```", PAGE, flags=re.DOTALL)]
ACTION_EMPLOYEE, GITHUB, SARIF, GABARIT_INCLUS, GITLAB, LOCAL, DISTANT = BLOCS
ACTION = yaml.safe_load((RACINE / "action.yml").read_text(encoding="utf-8"))
ENTREES_DU_GABARIT, GABARIT = yaml.safe_load_all(
    (RACINE / "templates" / "referentiels.yml").read_text(encoding="utf-8")
)
CLEA_ICI = Path(sys.executable).with_name("clea")
BASH = shutil.which("bash")
[CROCHET] = yaml.safe_load((RACINE / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
CLEA = f"clea-cli @ git+ADRESSE_DU_DEPOT_DE_CLEA@v{__version__}"  # on PyPI, the name is another program's


def commandes(valeur: Any) -> Iterator[list[str]]:
    """Every `clea` command that stands anywhere in a YAML value, without what the shell does with it."""
    if isinstance(valeur, dict | list):
        for dedans in valeur.values() if isinstance(valeur, dict) else valeur:
            yield from commandes(dedans)
    elif isinstance(valeur, str):
        for ligne in valeur.splitlines():
            mots = list(shlex.shlex(ligne, posix=True, punctuation_chars=True))
            if mots and mots[0] == "clea":
                fin = next((rang for rang, mot in enumerate(mots) if mot[0] in "|>&;"), len(mots))
                yield shlex.split(ligne)[: len(shlex.split(" ".join(mots[:fin])))]


TOUTES = [
    commande for bloc in BLOCS for commande in commandes(bloc) if commande[1:2] not in ([], ["@"])
]


def comprendre(mots: list[str]) -> None:
    """Parse a command line as `clea` would, without running it; an option that does not exist is an exception."""
    commande: Any = typer.main.get_command(application([]))
    contexte = None
    while hasattr(commande, "commands"):
        nom, mots = mots[0], mots[1:]
        contexte = commande.make_context(nom, [], parent=contexte, resilient_parsing=True)
        commande = commande.commands[mots[0]]
    commande.make_context(mots[0], mots[1:], parent=contexte)


@pytest.mark.parametrize("mots", TOUTES, ids=" ".join)
def test_chaque_commande_de_la_page_est_comprise(mots):
    comprendre(mots)


@pytest.mark.parametrize(
    "ligne", ["clea referentiel verifier --formt json", "clea referentiel verifer", "clea scor"]
)
def test_une_commande_fausse_n_est_pas_comprise(ligne):
    with pytest.raises((typer.TyperException, KeyError)):
        comprendre(ligne.split())


def test_la_page_montre_les_commandes_attendues():
    assert [
        (mots[2], *[mot for mot in mots if mot in {"github", "sarif", "gitlab", "junit", "md"}])
        for mots in TOUTES
    ] == [
        ("verifier", "github"),
        ("comparer", "md"),
        ("verifier", "sarif"),
        ("verifier", "gitlab"),
        ("verifier", "junit"),
        ("verifier",),
    ]


def etapes(workflow: dict[str, Any]) -> list[dict[str, Any]]:
    [tache] = workflow["jobs"].values()
    return tache["steps"]


@pytest.mark.parametrize("workflow", [GITHUB, SARIF], ids=["annotations", "sarif"])
def test_un_workflow_github_tourne_aux_poussees_et_aux_demandes_de_fusion(workflow):
    assert set(workflow[True]) == {"push", "pull_request"}  # YAML 1.1 reads the key `on` as true
    assert workflow["permissions"]["contents"] == "read"
    assert [etape["uses"].split("@")[0] for etape in etapes(workflow)[:2]] == [
        "actions/checkout",
        "actions/setup-python",
    ]
    assert etapes(workflow)[2]["run"] == f'pip install "{CLEA}"'


def test_la_comparaison_a_de_quoi_lire_la_branche_principale_et_suit_un_echec():
    assert etapes(GITHUB)[0]["with"]["fetch-depth"] == 0
    assert "!cancelled()" in etapes(GITHUB)[-1]["if"]


def test_le_fichier_sarif_transmis_est_celui_qui_est_ecrit_meme_apres_un_echec():
    *_, verifier, transmettre = etapes(SARIF)
    assert verifier["run"].endswith(f"--sortie {transmettre['with']['sarif_file']}")
    assert "!cancelled()" in transmettre["if"]
    assert SARIF["permissions"]["security-events"] == "write"


def test_les_rapports_de_gitlab_sont_ceux_qui_sont_ecrits_meme_apres_un_echec():
    tache = GITLAB["referentiels"]
    rapports = tache["artifacts"]["reports"]
    premiere, derniere = tache["script"]
    assert tache["artifacts"]["when"] == "always"
    assert premiere.endswith(f"--format gitlab --sortie {rapports['codequality']} || true")
    assert derniere.endswith(f"--format junit --sortie {rapports['junit']}")
    assert tache["before_script"] == [f'pip install "{CLEA}"']


def test_le_crochet_lance_la_verification_stricte(tmp_path):
    clea, *mots = shlex.split(CROCHET["entry"])
    assert (clea, CROCHET["language"]) == ("clea", "python")
    jouet = (CAS / "grille" / "jouet.yaml").read_text(encoding="utf-8")
    (tmp_path / "juste.yaml").write_text(jouet, encoding="utf-8")
    (tmp_path / "faux.yaml").write_text(jouet.replace("libelle", "libele", 1), encoding="utf-8")
    avertit = (CAS / "referentiel" / "R314-meme-libelle.yaml").read_text(encoding="utf-8")
    (tmp_path / "avertit.yaml").write_text(avertit, encoding="utf-8")
    date = ["--date", "2026-11-28"]
    assert lancer(tmp_path, *mots, *date, "juste.yaml").statut == 0
    assert lancer(tmp_path, *mots, *date, "avertit.yaml").statut == 1
    assert lancer(tmp_path, *mots, *date, "juste.yaml", "faux.yaml").statut == 1


def test_le_crochet_a_les_champs_que_pre_commit_demande_et_aucun_autre():
    assert {"id", "name", "entry", "language"} <= set(CROCHET)
    assert set(CROCHET) <= {
        "id",
        "name",
        "description",
        "entry",
        "language",
        "types",
        "files",
        "exclude",
    }
    assert CROCHET["types"] == ["yaml"]


@pytest.mark.parametrize(
    ("chemin", "vu"),
    [
        ("referentiels/clea.yaml", True),
        ("organisme/référentiels/clea.yml", True),
        ("Referentiel-interne.yaml", True),
        ("données/mon-référentiel.yaml", True),
        (".github/workflows/referentiels.yml", False),
        ("sous/.cache/referentiel.yaml", False),
        ("docker-compose.yaml", False),
        ("grilles/lot.yaml", False),
    ],
)
def test_le_crochet_regarde_les_referentiels_et_eux_seuls(chemin, vu):
    choisi = re.search(CROCHET["files"], chemin) and not re.search(CROCHET["exclude"], chemin)
    assert bool(choisi) is vu


def test_la_page_donne_le_crochet_tel_qu_il_est():
    [[local], [distant]] = ([d["hooks"][0] for d in bloc["repos"]] for bloc in (LOCAL, DISTANT))
    assert {cle: local[cle] for cle in ("id", "name", "entry", "language", "types")} == {
        cle: CROCHET[cle] for cle in ("id", "name", "entry", "language", "types")
    }
    assert local["additional_dependencies"] == [CLEA]
    assert distant == {"id": CROCHET["id"]}


def test_la_page_parle_de_chaque_format():
    aide = lancer(RACINE, "referentiel", "verifier", "--help").sortie
    [formats] = re.findall(r"--format \[([a-z|]+)\]", aide)
    assert sorted(formats.split("|")) == sorted(
        re.findall(r"^\| `(\w+)` \|", PAGE.partition("\n## GitHub")[0], flags=re.MULTILINE)
    )


# The action and the template


JOUET = (CAS / "grille" / "jouet.yaml").read_text(encoding="utf-8")
pas_de_bash = pytest.mark.skipif(
    BASH is None or not CLEA_ICI.exists(), reason="no bash, or no clea beside Python"
)


def jouer(script: str, dossier: Path, **environnement: str) -> subprocess.CompletedProcess[str]:
    """Run the lines of a step as GitHub and GitLab do: by bash, which stops at a failure."""
    chemin = f"{CLEA_ICI.parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        [BASH, "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=dossier,
        env={**os.environ, "PATH": chemin, **environnement},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def depot(tmp_path):
    """A repository whose référentiel is right, in a folder with a space in its name."""
    dossier = tmp_path / "mon dépôt"
    (dossier / "mes référentiels").mkdir(parents=True)
    (dossier / "mes référentiels" / "jouet.yaml").write_text(JOUET, encoding="utf-8")
    enregistrer(dossier)
    return dossier


def etape(nom: str) -> dict[str, Any]:
    [trouvee] = [etape for etape in ACTION["runs"]["steps"] if etape.get("name") == nom]
    return trouvee


def test_l_action_n_ecrit_aucune_entree_dans_un_script():
    """What an input says is a variable of the environment, never a part of the script: nothing in it is run."""
    assert ACTION["runs"]["using"] == "composite"
    for une in ACTION["runs"]["steps"]:
        assert "${{" not in une.get("run", "")
        assert ("run" in une) == (une.get("shell") == "bash")


def test_la_page_donne_a_l_action_et_au_gabarit_des_entrees_qu_ils_ont():
    *_, employee = etapes(ACTION_EMPLOYEE)
    assert set(employee["with"]) <= set(ACTION["inputs"])
    assert etapes(ACTION_EMPLOYEE)[0]["with"]["fetch-depth"] == 0
    [inclus] = GABARIT_INCLUS["include"]
    assert inclus["file"] == "templates/referentiels.yml"
    entrees = ENTREES_DU_GABARIT["spec"]["inputs"]
    tableau = PAGE.partition("| entrée |")[2].partition("\n\n")[0]
    assert re.findall(r"^\| `(\w+)` \|", tableau, flags=re.MULTILINE) == list(ACTION["inputs"])
    obligatoires = {nom for nom, entree in entrees.items() if "default" not in entree}
    assert obligatoires <= set(inclus["inputs"]) <= set(entrees)


@pas_de_bash
@pytest.mark.parametrize(
    ("change", "strict", "statut"),
    [
        (("", ""), "true", 0),
        (("libelle", "libele"), "false", 1),
        (("Lire un mot", "Lire une phrase"), "true", 1),
    ],
)
def test_l_action_verifie_ce_qu_on_lui_donne(depot, change, strict, statut):
    (depot / "mes référentiels" / "jouet.yaml").write_text(JOUET.replace(*change), encoding="utf-8")
    chemins = "mes référentiels\n\nmes référentiels/jouet.yaml\n"
    fait = jouer(
        etape("Vérifier")["run"], depot, CLEA=str(CLEA_ICI), CHEMINS=chemins, STRICT=strict
    )
    assert fait.returncode == statut
    assert ("::error" in fait.stdout) is (statut != 0)


@pas_de_bash
def test_l_action_compare_chaque_fichier_meme_apres_un_echec(depot):
    jouet = depot / "mes référentiels" / "jouet.yaml"
    jouet.write_text(JOUET.replace("Lire un mot", "Lire deux mots"), encoding="utf-8")
    (depot / "neuf.yaml").write_text(JOUET.replace("id: jouet", "id: neuf"), encoding="utf-8")
    resume = depot / "resume.md"
    fichiers = "mes référentiels/jouet.yaml\nneuf.yaml\n"
    variables = {
        "CLEA": str(CLEA_ICI),
        "FICHIERS": fichiers,
        "BASE": "main",
        "GITHUB_STEP_SUMMARY": str(resume),
    }
    fait = jouer(etape("Comparer")["run"], depot, **variables)
    assert fait.returncode == 5
    assert "Lire deux mots" in resume.read_text(encoding="utf-8")
    assert "neuf.yaml : nouveau" in fait.stderr


@pas_de_bash
@pytest.mark.parametrize(
    ("change", "statut"), [(("", ""), 0), (("libelle", "libele"), 1), (("un mot", "deux mots"), 5)]
)
def test_le_gabarit_ecrit_ses_rapports_et_garde_l_echec(depot, change, statut):
    shutil.move(depot / "mes référentiels", depot / "referentiels")
    enregistrer(depot)
    (depot / "referentiels" / "jouet.yaml").write_text(JOUET.replace(*change, 1), encoding="utf-8")
    variables = {"CLEA_CHEMINS": "referentiels", "CLEA_COMPARER": "referentiels/jouet.yaml"}
    script = "\n".join(GABARIT["referentiels"]["script"])
    fait = jouer(script, depot, CI_MERGE_REQUEST_DIFF_BASE_SHA="main", **variables)
    assert fait.returncode == statut
    rapports = GABARIT["referentiels"]["artifacts"]["reports"]
    assert all((depot / rapport).stat().st_size for rapport in rapports.values())
