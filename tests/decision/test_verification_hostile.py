"""Files made to hurt: each is refused at once, with a place where there is one, and in little memory."""

import subprocess
import sys
from pathlib import Path

import pytest

VITE, MEMOIRE = (
    5.0,
    100,
)  # seconds, several times what the slowest takes, for machines are noisy; MiB
SONDE = """
import re, sys, time
from pathlib import Path
from clea_cli.cli import main
debut = time.perf_counter()
statut = main(["referentiel", "verifier", sys.argv[1]])
duree = time.perf_counter() - debut
print(statut, duree, int(re.search(r"VmHWM:\\s*(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024)
"""
BOMBE = "a0: &a0 [x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10)
)
FICHIERS = {  # bytes -> the codes that must be said, all of them, and where the first stands
    "bombe-d-alias": (BOMBE.encode(), {"R103"}, ":1:5:"),
    "3000-crochets": (b"a: " + b"[" * 3000 + b"]" * 3000, {"R105"}, ":1:"),
    "3000-accolades": (b"{a: " * 3000 + b"}" * 3000, {"R105"}, ":1:"),
    "50-Mo": (b"# rien\n" * 7_000_000, {"S104"}, ": "),
    "etiquette": (b"!!python/object/apply:os.system ['x']", {"R103"}, ":1:1:"),
    "deux-documents": (b"- a\n---\n- b\n", {"R104"}, ":2:1:"),
    "vide": (b"", {"R107"}, ":1:1:"),
    "liste-a-la-racine": (b"- a\n- b\n", {"R203"}, ":1:1:"),
    "cp1252": (
        "schema: clea/referentiel/1\nlibelle: Évaluer\n".encode("cp1252"),
        {"R106"},
        ":2:10:",
    ),
    "20-000-cles": (b"".join(b"k%d: 1\n" % n for n in range(20_000)), {"R620"}, ":1:1:"),
    "une-cle-cent-mille-fois": (b"a: 1\n" * 100_000, {"R102"}, ":2:1:"),
    "un-nombre-sans-fin": (b"version: " + b"9" * 1_000_000, {"R202"}, ":1:1:"),
}


@pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="the memory of a process is read in /proc"
)
@pytest.mark.parametrize("nom", FICHIERS)
def test_un_fichier_hostile_est_refuse_aussitot_et_a_sa_place(nom, tmp_path):
    contenu, codes, lieu = FICHIERS[nom]
    (tmp_path / "r.yaml").write_bytes(contenu)
    lance = subprocess.run(
        [sys.executable, "-c", SONDE, str(tmp_path / "r.yaml")],
        capture_output=True,
        text=True,
        check=True,
    )
    statut, secondes, memoire = lance.stdout.split()
    erreurs = [ligne for ligne in lance.stderr.splitlines() if " erreur " in ligne]
    assert statut == "1"
    assert codes <= {ligne.split(" erreur ")[1][:4] for ligne in erreurs}
    assert any(f"r.yaml{lieu}" in ligne and code in ligne for ligne in erreurs for code in codes)
    assert float(secondes) < VITE
    assert int(memoire) < MEMOIRE
