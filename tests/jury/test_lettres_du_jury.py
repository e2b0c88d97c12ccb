"""Letters of every kind in what a session writes: no page is lost, and what no font draws is told once."""

import json
import re
import shutil
from itertools import count

import pytest

from clea_cli.documents import candidat
from tests.jury.test_cloture import clore, codes
from tests.jury.test_jury import decidee, fichiers, preparer, remplir, toy  # noqa: F401 — fixtures
from tests.promesses.test_cases import CAS, SESSION, ecrire_session, lancer

SORTES = (
    *(
        "😀",
        "👩‍👩‍👧",
        "🇫🇷",
        "1️⃣",
        "👍🏽",
        "🏴\U000e0067\U000e0062\U000e007f",
        "a\ufe0f",
    ),  # drawn, joined
    *(
        "\ue000",
        "\U0010fffd",
        "\ufdd0",
        "\uffff",
        "\U0001ffff",
        "\u0378",
        "\ufffc",
        "\ufffd",
    ),  # nobody's
    *("e\u0301\u0323", "\u0301", "x\u20dd", "a" + "\u0310" * 40, "\u1112\u1161\u11ab"),  # marks
    *("שלום", "مرحبا", "\u202eabc", "\u2067abc\u2069", "a\u200eb", "\u061c"),  # the other way
    *("a\x07b", "a\x7fb", "a\x1b[31mb", "a\x00b", "a\ufeffb", "\ufff9a\ufffa"),  # that obey
    *("a\u00a0b", "a\u202fb", "a\u2007b", "a\u200bb", "a\u2060b", "a\u00adb", "a\u3000b"),  # spaces
    *("漢字", "𠀀", "𝔸", "नमस्ते", "สวัสดี", "𓀀", "ﬁ", "\u180e"),  # other letters
    *("# **x** | `y` <b> $z$", "{{ 7*7 }}{% x %}", '#eval("1") @a'),  # that a reader would obey
)


def en_yaml(texte):
    """A text between double quotes, each letter by its number."""
    return '"' + "".join(f"\\U{ord(lettre):08X}" for lettre in texte) + '"'


@pytest.fixture
def vraie(tmp_path):
    """The session of the cases, whose pages are made."""
    shutil.copy(CAS / "grille" / "jouet.yaml", tmp_path)
    ecrire_session(tmp_path)
    return tmp_path


def test_aucune_lettre_ne_perd_une_page(vraie):
    tete, _, dossiers = SESSION.partition("dossiers:\n")
    modele = dossiers[dossiers.index("  - reference: P-2") :]
    corps = ""
    for rang, sorte in enumerate(SORTES):
        champs = "".join(
            f"    {nom}: {en_yaml(sorte)}\n" for nom in ("statut", "prescripteur", "financement")
        )
        corps += modele.replace("P-2\n", f"P-{rang}\n{champs}").replace("p2.csv", f"g{rang}.csv")
        grille = (vraie / "p2.csv").read_text(encoding="utf-8").replace("P-2", f"P-{rang}")
        (vraie / f"g{rang}.csv").write_text(grille, encoding="utf-8")
    tete = tete.replace("lieu: Lyon", f"lieu: {en_yaml(' '.join(SORTES))}")
    (vraie / "session.yaml").write_text(f"{tete}dossiers:\n{corps}", encoding="utf-8")
    assert len(SORTES) > 40
    assert preparer(vraie).statut == 0
    ecrits = fichiers(vraie / "s")
    assert sum(nom.endswith("-dossier.pdf") for nom in ecrits) == len(SORTES)
    lancer(vraie, "jury", "decisions", "s")
    motifs = (f"m {sorte}".replace("\0", "") for sorte in SORTES)
    remplir(vraie, **{f"P_{rang}": ("ajourné", motif) for rang, motif in enumerate(motifs)})
    execution = clore(vraie)
    assert (execution.statut, codes(execution)) == (0, ["D350"])


def test_ce_qui_ne_se_dessine_pas_est_dit_une_fois_et_a_sa_place(vraie):
    texte = (vraie / "session.yaml").read_text(encoding="utf-8")
    texte = texte.replace("lieu: Lyon", "lieu: Lyon 😀").replace("J-1,", "J-1, nom: N 漢,")
    texte = texte.replace("P-1\n", "P-1\n    statut: 🎉 un\n").replace(
        "P-2\n", "P-2\n    statut: 🎉 deux\n"
    )
    (vraie / "session.yaml").write_text(texte, encoding="utf-8")
    execution = preparer(vraie)
    assert execution.statut == 0
    dites = [ligne for ligne in execution.erreurs.splitlines() if "D350" in ligne]
    assert [ligne.split(": ")[0] for ligne in dites] == [
        "session.yaml:11",
        "session.yaml:16",
        "s/ordre-du-jour.pdf",
    ]
    assert [re.findall("[😀漢🎉](?= »)", ligne) for ligne in dites] == [
        ["😀", "🎉"],
        ["🎉"],
        ["漢"],
    ]
    assert "D350" not in preparer(vraie, "--simuler").erreurs


def test_un_defaut_de_clea_ne_perd_que_le_dossier_qui_le_montre(toy, monkeypatch):  # noqa: F811
    vraies, fois = candidat.donnees, count()

    def tomber_une_fois(*arguments):
        if next(fois) == 0:
            raise KeyError(arguments)
        return vraies(*arguments)

    monkeypatch.setattr(candidat, "donnees", tomber_une_fois)
    execution = preparer(toy)
    assert (execution.statut, codes(execution)) == (70, ["D351"])
    assert "« P-1 »" in execution.erreurs
    assert {nom for nom in fichiers(toy / "s") if "P-" in nom} == {
        "dossiers/P-2-dossier.html",
        "dossiers/P-2-dossier.pdf",
    }
    assert preparer(toy).statut == 0
    assert json.loads((toy / "s" / "manifest.json").read_text(encoding="utf-8"))["dossiers"]
