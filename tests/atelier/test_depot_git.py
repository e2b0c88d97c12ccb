"""Git in anybody's repository: nothing that it names is run, nothing is fetched, nothing missing is « nouveau »."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from clea_cli.atelier import depot_git
from clea_cli.atelier.depot_git import lire_revision
from clea_cli.cli import main
from tests.outils.jouets import donnees, regle

BASE = json.dumps(donnees({"1.1": [1, 1]}, [regle("points", domaine="75/100")]), indent=2).encode()
QUI = ("-c", "user.name=essai", "-c", "user.email=essai@exemple.invalid")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the traps are shell scripts")


def git(*arguments, dossier="."):
    commande = ["git", "-C", str(dossier), *QUI, *arguments]
    return subprocess.run(commande, check=True, capture_output=True, text=True).stdout


def enregistrer(dossier, contenu=BASE, nom="r.yaml"):
    dossier.mkdir(exist_ok=True)
    git("init", "-q", "-b", "main", dossier=dossier)
    (dossier / nom).write_bytes(contenu)
    git("add", ".", dossier=dossier)
    git("commit", "-qm", "base", dossier=dossier)


@pytest.fixture
def depot(tmp_path, monkeypatch):
    """A repository with a référentiel, where the tests stand."""
    enregistrer(tmp_path / "depot")
    monkeypatch.chdir(tmp_path / "depot")
    return tmp_path / "depot"


@pytest.fixture
def piege(tmp_path):
    """A program that leaves a trace where it is run: (its path, the trace)."""
    trace, programme = tmp_path / "trace", tmp_path / "piege.sh"
    programme.write_text(f"#!/bin/sh\necho lance >> {trace}\nexit 1\n", encoding="utf-8")
    programme.chmod(programme.stat().st_mode | stat.S_IXUSR)
    return programme, trace


def comparer(*arguments):
    return main(["referentiel", "comparer", "r.yaml", "--git", "main", *arguments])


# what a configuration or an attribute may name, and that git runs at one time or another
CONFIGURATIONS = {
    "moniteur": {"core.fsmonitor": "{}"},
    "textconv": {"diff.piege.textconv": "{}", "diff.piege.binary": "true"},
    "diff externe": {"diff.external": "{}", "diff.piege.command": "{}"},
    "filtre": {
        "filter.piege.clean": "{}",
        "filter.piege.smudge": "{}",
        "filter.piege.process": "{}",
    },
    "pagineur": {
        "core.pager": "{}",
        "pager.grep": "{}",
        "pager.ls-tree": "{}",
        "pager.rev-parse": "{}",
    },
    "ssh": {"core.sshCommand": "{}", "core.gitProxy": "{}", "core.askPass": "{}"},
    "alias": {"alias.show": "!{}", "alias.ls-tree": "!{}", "alias.cat-file": "!{}"},
    "signature": {"gpg.program": "{}", "log.showSignature": "true"},
}


@pytest.mark.parametrize("nom", CONFIGURATIONS)
def test_rien_de_ce_qu_un_depot_nomme_n_est_lance(depot, piege, nom, capsys):
    programme, trace = piege
    (depot / ".gitattributes").write_text("* diff=piege filter=piege\n", encoding="utf-8")
    for cle, valeur in CONFIGURATIONS[nom].items():
        git("config", cle, valeur.format(programme))
    assert comparer() == 0
    (depot / "r.yaml").rename(depot / "s.yaml")  # the way of a file that changed names
    assert main(["referentiel", "comparer", "s.yaml", "--git", "main"]) == 0
    assert not trace.exists()
    assert capsys.readouterr().err == ""


def test_aucun_crochet_n_est_lance(depot, piege):
    programme, trace = piege
    for crochet in ("post-index-change", "reference-transaction", "post-checkout", "pre-auto-gc"):
        (depot / ".git/hooks").mkdir(exist_ok=True)
        (depot / ".git/hooks" / crochet).symlink_to(programme)
    assert comparer() == 0
    assert not trace.exists()


# what the remote of a partial clone may name: the command that gives what is missing
DISTANTS = {
    "commande du dépôt distant": {"remote.origin.uploadpack": "{}"},
    "transport d'un autre programme": {
        "remote.origin.url": "ext::{}",
        "protocol.ext.allow": "always",
    },
    "ssh": {
        "remote.origin.url": "ssh://nulle.part/depot",
        "core.sshCommand": "{}",
        "protocol.ssh.allow": "always",
    },
    "autre protocole": {
        "remote.origin.vcs": "ext",
        "remote.origin.url": "{}",
        "protocol.allow": "always",
    },
}


@pytest.fixture
def partiel(tmp_path, depot, monkeypatch):
    """A clone of the repository that has names and no bytes."""
    git("config", "uploadpack.allowFilter", "true")
    source = f"file://{depot}"
    git(
        "clone",
        "-q",
        "--filter=blob:none",
        "--no-checkout",
        source,
        str(tmp_path / "partiel"),
        dossier=tmp_path,
    )
    monkeypatch.chdir(tmp_path / "partiel")
    Path("r.yaml").write_bytes(BASE)
    return tmp_path / "partiel"


@pytest.mark.parametrize("nom", DISTANTS)
@pytest.mark.parametrize("fichier", ["r.yaml", "s.yaml"])
@pytest.mark.parametrize("git_ancien", [False, True])
def test_un_clone_partiel_ne_va_rien_chercher(
    partiel, piege, nom, fichier, git_ancien, capsys, monkeypatch
):
    """An older git does not know GIT_NO_LAZY_FETCH: no protocol is left to it."""
    if git_ancien:
        monkeypatch.delitem(depot_git._ENVIRONNEMENT, "GIT_NO_LAZY_FETCH")
    programme, trace = piege
    for cle, valeur in DISTANTS[nom].items():
        git("config", cle, valeur.format(programme))
    (partiel / "r.yaml").rename(partiel / fichier)
    statut = main(["referentiel", "comparer", fichier, "--git", "main", "--echec-si", "version"])
    erreurs = capsys.readouterr().err
    assert not trace.exists()
    assert statut == 1
    assert "S122" in erreurs
    assert "nouveau" not in erreurs


def test_un_clone_partiel_ne_va_rien_chercher_meme_la_ou_il_le_pourrait(partiel, capsys):
    assert comparer("--echec-si", "version") == 1
    assert "S122" in capsys.readouterr().err
    assert not list((partiel / ".git/objects").glob("??/*"))


def test_un_arbre_absent_est_une_faute(depot, capsys):
    arbre = git("rev-parse", "HEAD^{tree}").strip()
    (depot / ".git/objects" / arbre[:2] / arbre[2:]).unlink()
    assert comparer("--echec-si", "version") == 1
    assert "S122" in capsys.readouterr().err


def test_les_couleurs_de_la_configuration_n_y_changent_rien(depot):
    for cle in ("color.ui", "color.grep", "color.branch"):
        git("config", cle, "always")
    (depot / "r.yaml").rename(depot / "s.yaml")
    lu = lire_revision("s.yaml", "main", "jouet")
    assert lu.value == ("r.yaml", BASE)


def test_un_objet_de_remplacement_ne_change_pas_ce_qui_etait(depot):
    autre = subprocess.run(
        ["git", "hash-object", "-w", "--stdin"],  # noqa: S607 — the git of whoever runs the tests
        input=b"faux",
        capture_output=True,
        check=True,
    )
    git("replace", git("rev-parse", "HEAD:r.yaml").strip(), autre.stdout.decode().strip())
    lu = lire_revision("r.yaml", "main", "jouet")
    assert lu.value == ("r.yaml", BASE)


def test_un_crochet_qui_nomme_son_depot_n_en_fait_pas_lire_un_autre(tmp_path, depot, monkeypatch):
    """Inside a hook git sets GIT_DIR: relative, it means another folder once we are in ours."""
    enregistrer(tmp_path / "autre", contenu=b"autre")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "autre/.git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "autre/.git/index"))
    lu = lire_revision("r.yaml", "main", "jouet")
    assert lu.value == ("r.yaml", BASE)


@pytest.mark.parametrize(
    "nom", ["dossier/à é.yaml", "[r]*.yaml", "tab\tsaut\n.yaml", ":(top)r.yaml", "-n.yaml"]
)
def test_le_nom_d_un_fichier_n_est_jamais_un_motif(depot, nom):
    fichier = depot / nom
    fichier.parent.mkdir(exist_ok=True)
    fichier.write_bytes(b"autre")
    git("add", ".")
    git("commit", "-qm", "nom")
    lu = lire_revision(nom, "main", "jouet")
    assert lu.value == (nom, b"autre")


def test_un_lien_est_suivi_jusqu_au_fichier(tmp_path, depot):
    lien = tmp_path / "lien.yaml"
    lien.symlink_to(depot / "r.yaml")
    lu = lire_revision(str(lien), "main", "jouet")
    assert lu.value is not None
    assert lu.value.contenu == BASE


def test_un_git_pose_dans_le_dossier_n_est_pas_lance(depot, piege, monkeypatch, capsys):
    programme, trace = piege
    (depot / "git").symlink_to(programme)
    (depot / "git").unlink()
    (depot / "git").write_bytes(programme.read_bytes())
    (depot / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f".{os.pathsep}{os.environ['PATH']}")
    assert comparer() == 1
    assert not trace.exists()
    assert "S107" in capsys.readouterr().err
