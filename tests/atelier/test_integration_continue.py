"""What runs elsewhere: the pre-commit hook, and the workflows of docs/integration-continue.md."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

from clea_cli.cli.app import application
from tests.promesses.test_cases import CAS, lancer

RACINE = Path(__file__).parent.parent.parent
PAGE = (RACINE / "docs" / "integration-continue.md").read_text(encoding="utf-8")
BLOCS = [yaml.safe_load(bloc) for bloc in re.findall(r"```yaml\n(.*?)```", PAGE, flags=re.DOTALL)]
GITHUB, SARIF, GITLAB, LOCAL, DISTANT = BLOCS
[CROCHET] = yaml.safe_load((RACINE / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
CLEA = "clea-cli @ git+ADRESSE_DU_DEPOT_DE_CLEA@v0.1.0"  # on PyPI, the name is another program's


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


TOUTES = [commande for bloc in BLOCS for commande in commandes(bloc) if commande[1:2] not in ([], ["@"])]


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


@pytest.mark.parametrize("ligne", ["clea referentiel verifier --formt json", "clea referentiel verifer", "clea scor"])
def test_une_commande_fausse_n_est_pas_comprise(ligne):
    with pytest.raises((typer.TyperException, KeyError)):
        comprendre(ligne.split())


def test_la_page_montre_les_commandes_attendues():
    assert [
        (mots[2], *[mot for mot in mots if mot in {"github", "sarif", "gitlab", "junit", "md"}]) for mots in TOUTES
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
    assert set(CROCHET) <= {"id", "name", "description", "entry", "language", "types", "files", "exclude"}
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
    [formats] = re.findall(r"--format <([a-z|]+)>", aide)
    assert sorted(formats.split("|")) == sorted(re.findall(r"^\| `(\w+)` \|", PAGE, flags=re.MULTILINE))
