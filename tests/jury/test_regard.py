"""What the jury looks at first: what could change a decision, the surest first, as many as the session wants."""

import pytest

from tests.jury.test_jury import fichiers, manifeste, preparer, toy  # noqa: F401 — a fixture
from tests.promesses.test_cases import SESSION

# Of the toy: P-1 and P-2 are certifiable and one critère from another verdict; P-2's grille names nobody.


@pytest.fixture
def avec(toy):  # noqa: F811
    """Prepare a session that says that of what it wants looked at first; its dossiers, by reference."""
    grille = (toy / "p2.csv").read_text(encoding="utf-8").removeprefix("candidat;P-2\n")
    (toy / "p2.csv").write_text(grille, encoding="utf-8")

    def faire(dit=""):
        (toy / "session.yaml").write_text(
            SESSION.replace("organisme:", f"{dit}organisme:"), encoding="utf-8"
        )
        assert preparer(toy).statut == 0
        return {
            d["reference"]: (d["raisons"], d["notes"]) for d in manifeste(toy / "s")["dossiers"]
        }

    return faire


def test_par_defaut_tout_ce_qui_peut_changer_une_decision_est_d_abord(avec):
    dits = avec()
    attendue = "à un critère d'un autre verdict (domaines 1 et 2, ensemble)"
    assert [raisons[0] for raisons, _ in dits.values()] == [attendue] * 2
    assert "avertissement J212" in dits["P-2"][0][1]
    assert [notes for _, notes in dits.values()] == [[], []]


def test_une_session_dit_ce_qui_ne_fait_pas_regarder_un_dossier(avec, toy):  # noqa: F811
    dits = avec("a_regarder: {sauf: [verdict, lectures]}\n")
    assert dits["P-1"][0] == []
    assert dits["P-1"][1] == ["à un critère d'un autre verdict (domaines 1 et 2, ensemble)"]
    assert "avertissement J212" in dits["P-2"][0][0]
    page = fichiers(toy / "s")["dossiers/P-1-dossier.html"].decode()
    assert ("À savoir : à un critère" in page, "À regarder : à un" in page) == (True, False)


@pytest.mark.parametrize(
    ("nombre", "attendus"), [(0, []), (1, ["P-1"]), (2, ["P-1", "P-2"]), (9, ["P-1", "P-2"])]
)
def test_une_session_dit_combien_de_dossiers_sont_a_regarder_d_abord(avec, nombre, attendus):
    dits = avec(f"a_regarder: {{au_plus: {nombre}}}\n")
    assert [reference for reference, (raisons, _) in dits.items() if raisons] == attendus
    assert all(raisons or notes for raisons, notes in dits.values()), "no reason is lost"


@pytest.mark.parametrize("dit", ["{sauf: [tout]}", "{au_plus: -1}", "{au_moins: 3}"])
def test_une_limite_qui_n_existe_pas_est_refusee(toy, dit):  # noqa: F811
    (toy / "session.yaml").write_text(
        SESSION.replace("organisme:", f"a_regarder: {dit}\norganisme:"), encoding="utf-8"
    )
    assert preparer(toy).statut == 1


def test_etre_a_un_critere_d_un_seuil_sans_changer_de_verdict_n_est_qu_une_note(toy):  # noqa: F811
    grille = (toy / "p2.csv").read_text(encoding="utf-8")
    (toy / "p2.csv").write_text(
        grille.replace("non acquis", "x").replace("acquis", "non acquis").replace("x", "non acquis")
    )
    preparer(toy)
    dits = {
        d["reference"]: (d["verdict"], d["raisons"], d["notes"])
        for d in manifeste(toy / "s")["dossiers"]
    }
    verdict, raisons, notes = dits["P-2"]
    assert (verdict, [r for r in raisons if "seuil" in r]) == ("non_certifiable", [])
    assert all("seuil" in note for note in notes)
