"""What the certifier's platform expects and no public text says: the session says it, or it is told as supposed."""

import pytest

from tests.jury.test_cloture import exporter
from tests.jury.test_jury import clore, preparer, remplir, toy  # noqa: F401 — a fixture
from tests.promesses.test_cases import SESSION, lancer


def sortie(dossier, dit=""):
    """The file of a session that says that of the certifier."""
    (dossier / "session.yaml").write_text(
        SESSION.replace("organisme:", f"{dit}organisme:"), encoding="utf-8"
    )
    preparer(dossier)
    lancer(dossier, "jury", "decisions", "s")
    remplir(dossier, P_1=("certifié", ""), P_2=("certifié", ""))
    assert clore(dossier).statut == 0
    return exporter(dossier)


def test_ce_que_la_session_ne_dit_pas_est_suppose_et_dit(toy):  # noqa: F811
    execution = sortie(toy)
    assert (
        "Supposé, à vérifier (« certificateur: » de la session le dit) : CCPI « Jouet » ; "
        "date de passage : celle de la session ; fins de ligne de Windows."
    ) in execution.erreurs
    assert '"28/11/2026";"Jouet";"CERTIFIE"' in execution.sortie


def test_ce_que_la_session_dit_est_ecrit_et_n_est_plus_suppose(toy):  # noqa: F811
    dit = "certificateur: {ccpi: CléA par un organisme, passage: evaluation, fins_de_ligne: lf}\n"
    execution = sortie(toy, dit)
    assert "Supposé" not in execution.erreurs
    assert '"05/10/2026";"CléA par un organisme";"CERTIFIE";"NON"\n' in execution.sortie
    assert '"02/03/2026";"CléA par un organisme";"CERTIFIE";"OUI"\n' in execution.sortie
    assert "\r" not in execution.sortie


@pytest.mark.parametrize("dit", ["{passage: hier}", "{fins_de_ligne: mac}", "{ccp: x}"])
def test_ce_qui_n_est_pas_prevu_est_refuse(toy, dit):  # noqa: F811
    texte = SESSION.replace("organisme:", f"certificateur: {dit}\norganisme:")
    (toy / "session.yaml").write_text(texte, encoding="utf-8")
    assert preparer(toy).statut == 1
