"""One judgement: whatever shows a candidate of two évaluations says one verdict, and the same other readings."""

import hashlib
import json
from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clea_cli.cohorte import etudier as cohorte
from clea_cli.decision.decision import Reponse, bareme
from clea_cli.decision.delais import delai
from clea_cli.decision.jugement import autres_lectures, juger
from clea_cli.decision.lot import Lecture
from clea_cli.decision.paires import Paire
from clea_cli.diagnostics import Outcome
from clea_cli.documents import candidat, portee
from clea_cli.documents.commande import Commande
from clea_cli.documents.modeles_organisme import Modeles
from clea_cli.documents.plan import Demande
from clea_cli.documents.preparer import faire, preparer
from clea_cli.jury import dossiers, pages, sessions
from clea_cli.jury import preparer as jury_preparer
from tests.outils.jouets import clea, grille, reponses
from tests.promesses.test_cases import lancer

CLEA = clea()
CODES = [critere.code for critere in CLEA.criteres]
REGLES = [regle.id for regle in CLEA.regles]
VERDICTS = ("certifiable", "non_certifiable", "indetermine")
NOMBRE = 6  # a cohorte has five people at least
SESSION = """\
schema: clea/session/1
id: S-1
date: 2026-11-28
lieu: Lyon
referentiel: clea
regle: {regle}
organisme: {{nom: O, siret: "12345678200010", habilitation: {{debut: 2026-01-01, fin: 2026-12-31}}}}
jury:
  - {{reference: J-1, college: employeurs, president: true}}
  - {{reference: J-2, college: salaries}}
dossiers:
{dossiers}"""
DOSSIER = """\
  - reference: C-{rang}
    prealable: {{date: 2026-03-02, sequences: ["09:00-12:00"], evaluateur: E-1, grille: p{rang}.csv}}
    finale: {{date: 2026-10-05, sequences: ["14:00-16:00"], evaluateur: E-2, grille: f{rang}.csv}}
"""


def test_une_lecture_reunit_les_evaluations_par_sa_propre_regle():
    """By 75 % of the points domaine 1 is kept, and 1.1.1 with it; by sous-domaines it is not: 1.1 has 1 of 2."""
    principal = bareme(CLEA, CLEA.regle("clea-75"))
    prealable = grille(CLEA, reponses(CLEA, non_acquis=["1.1.1"]))
    finale = grille(CLEA, reponses(CLEA, non_evalue=[code for code in CODES if code != "1.1.1"]))
    fait = juger(principal, autres_lectures(principal), prealable, finale)
    assert fait.decision.verdict is Reponse.OUI
    assert {lecture.regle.id: lecture.verdict for lecture in fait.lectures} == {
        "sous-domaines-75": Reponse.OUI,
        "sous-domaines-2018": Reponse.OUI,
    }
    assert fait.gardes == ("1", "2", "3", "4", "5", "6", "7")
    assert (
        fait.origines["1.1.1"] == "prealable"
    )  # it is the main rule that says where the shown answers come from
    # The préalable alone is not certifiable by the readings that look at sous-domaines.
    seule = juger(principal, autres_lectures(principal), prealable)
    assert seule.lectures[0].verdict is Reponse.NON
    assert (seule.reunion, seule.gardes, seule.origines) == (None, (), {})


DELAIS = [  # préalable, day, years: whether it is before, whether it is past
    (date(2021, 3, 1), date(2021, 2, 28), 5, (True, False)),
    (date(2021, 3, 1), date(2021, 3, 1), 5, (False, False)),
    (date(2021, 3, 1), date(2026, 3, 1), 5, (False, False)),
    (date(2021, 3, 1), date(2026, 3, 2), 5, (False, True)),
    (date(2024, 2, 29), date(2025, 2, 28), 1, (False, False)),
    (date(2024, 2, 29), date(2025, 3, 1), 1, (False, True)),
]


@pytest.mark.parametrize(("prealable", "jour", "annees", "attendu"), DELAIS)
def test_les_annees_se_comptent_au_jour_pres(prealable, jour, annees, attendu):
    ecoule = delai(prealable, jour, annees)
    assert (ecoule.avant, ecoule.passe) == attendu


# What shows a candidate


def tirer(hasard):
    """The answers of an évaluation: domaine by domaine more or less acquired, some of it not evaluated."""
    ecrites = []
    for domaine in CLEA.domaines:
        part, evalue = hasard.choice([1, 0.95, 0.8, 0.7, 0.4]), hasard.choice([1, 1, 0.9, 0])
        for _ in domaine.criteres:
            acquis = "acquis" if hasard.random() < part else "non acquis"
            ecrites.append(acquis if hasard.random() < evalue else "non évalué")
    return ecrites


def ecrire(dossier, regle, hasard):
    """The grilles, the table of pairs, the session and the dossiers of some candidates."""
    for rang in range(NOMBRE):
        for nom, jour in (("p", "02/03/2026"), ("f", "05/10/2026")):
            lignes = [f"{code};{mot}" for code, mot in zip(CODES, tirer(hasard), strict=True)]
            haut = f"candidat;C-{rang}\ndate de l'évaluation;{jour}\ncritere;resultat\n"
            (dossier / f"{nom}{rang}.csv").write_text(
                haut + "\n".join(lignes) + "\n", encoding="utf-8"
            )
    rangs = range(NOMBRE)
    paires = "".join(f"p{rang}.csv;f{rang}.csv\n" for rang in rangs)
    (dossier / "t.csv").write_text(f"préalable;finale\n{paires}", encoding="utf-8")
    session = SESSION.format(
        regle=regle, dossiers="".join(DOSSIER.format(rang=rang) for rang in rangs)
    )
    (dossier / "session.yaml").write_text(session, encoding="utf-8")
    lignes = "".join(
        f"C-{rang};préalable;p{rang}.csv\nC-{rang};finale;f{rang}.csv\n" for rang in rangs
    )
    (dossier / "d.csv").write_text(f"reference;evaluation;grille\n{lignes}", encoding="utf-8")


def du_score(dossier, regle, *sources):
    """By candidate the verdict and the readings of `clea score`."""
    fait = lancer(dossier, "score", *sources, "-r", "clea", "--regle", regle, "-f", "json")
    return {
        resultat["candidat"]: (
            resultat["verdict"],
            [
                (lecture["regle"], lecture["verdict"], lecture["motif"])
                for lecture in resultat["lectures"]
            ],
        )
        for resultat in json.loads(fait.sortie)["resultats"]
    }


@pytest.fixture
def montres(monkeypatch):
    """The candidates of whom a page is made, with their verdicts and their readings, in the order of the pages."""
    faits, donnees = [], candidat.donnees

    def noter(communs, decision, rapport, jour):
        lectures = [(lecture.regle, lecture.verdict, lecture.motif) for lecture in rapport.lectures]
        faits.append((rapport.candidat, (rapport.verdict, lectures)))
        return donnees(communs, decision, rapport, jour)

    monkeypatch.setattr(candidat, "donnees", noter)
    monkeypatch.setattr(pages, "rediger", lambda *_: Outcome(None))
    return faits


def de_la_session(dossier, montres):
    """What the pages of the jury show."""
    lue = sessions.charger(str(dossier / "session.yaml")).value
    cadre, lus = jury_preparer.cadre_de(lue, Modeles()), dossiers.lire(lue)
    vue = jury_preparer.voir(cadre, lue, lus)
    montres.clear()
    for pret, vu in zip(lus.prets, vue.dossiers, strict=True):
        pages.dossier(cadre, (pret, vu))
        assert montres[-1][1][0] == vu.verdict
    return dict(montres)


def des_documents(dossier, regle, genre, montres):
    """What the documents of candidates show."""
    demande = Demande(date(2026, 12, 1), 7, None, None) if genre == "plan" else None
    commande = Commande(genre, "md", Lecture("clea", regle), "2026-11-28", demande=demande)
    paires = [Paire(*(str(dossier / f"{nom}{rang}.csv") for nom in "pf")) for rang in range(NOMBRE)]
    preparation = preparer([], commande, paires)
    montres.clear()
    faits = []
    for fait, tache in zip(faire(preparation, preparation.taches), preparation.taches, strict=True):
        if fait.value is None:  # nothing to attest
            assert [faute.code for faute in fait.diagnostics] == ["D312"]
        else:
            faits.append((fait.value, tache))
    for (fait, tache), (nom, (verdict, _)) in zip(faits, montres, strict=True):
        origine = fait.document.provenance
        assert (fait.candidat, tache.grille.candidat) == (nom, nom)
        # The code stands for the verdict: it is that of no other.
        assert [dit for dit in VERDICTS if portee.code(origine, tache, dit) == origine["code"]] == [
            verdict
        ]
        for cle, lettre in (("grille", "p"), ("finale", "f")):
            lue = (dossier / f"{lettre}{nom[2:]}.csv").read_bytes()
            assert origine[cle] == f"sha256:{hashlib.sha256(lue).hexdigest()}"
    return dict(montres)


def de_la_cohorte(dossier, regle, monkeypatch):
    """The verdicts that a cohorte counts."""
    comptes = []
    monkeypatch.setattr(cohorte, "voir", lambda *_: None)
    monkeypatch.setattr(cohorte, "etudier", lambda personnes, _: comptes.extend(personnes))
    grilles = [str(dossier / f"{nom}{rang}.csv") for rang in range(NOMBRE) for nom in "pf"]
    tables = cohorte.Tables(str(dossier / "d.csv"))
    cohorte.etudier_fichiers(grilles, tables, Lecture("clea", regle))
    return [personne.verdict for personne in comptes]


@settings(
    deadline=None, max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.integers(0, 1 << 32), st.sampled_from(REGLES))
def test_score_jury_documents_et_cohorte_disent_le_meme_verdict_et_les_memes_lectures(
    tmp_path, monkeypatch, montres, graine, regle
):
    ici = Path(tmp_path)
    ecrire(ici, regle, Random(graine))  # noqa: S311 — grilles, not secrets
    du_tableau = du_score(ici, regle, "--paires", "t.csv")
    assert list(du_tableau) == [f"C-{rang}" for rang in range(NOMBRE)]
    assert du_score(ici, regle, "p0.csv", "--finale", "f0.csv")["C-0"] == du_tableau["C-0"]
    assert de_la_session(ici, montres) == du_tableau
    assert des_documents(ici, regle, "ecarts", montres) == du_tableau
    verdicts = {nom: verdict for nom, (verdict, _) in du_tableau.items()}
    for genre in ("restitution", "attestation", "plan"):
        dits = des_documents(ici, regle, genre, montres)
        dits = {nom: verdict for nom, (verdict, _) in dits.items()}
        assert dits.items() <= verdicts.items() if genre == "attestation" else dits == verdicts
    assert de_la_cohorte(ici, regle, monkeypatch) == list(verdicts.values())


def test_la_session_et_le_score_s_accordent_sur_les_autres_lectures_de_deux_grilles(
    tmp_path, montres
):
    """The two grilles of which they said different things: all acquis but 1.1.1, then 1.1.1 alone."""
    ecrire(tmp_path, "clea-75", Random(0))  # noqa: S311 — grilles, not secrets
    for nom, mots in (("p0", ("non acquis", "acquis")), ("f0", ("acquis", "non évalué"))):
        lignes = [f"{code};{mots[code != '1.1.1']}" for code in CODES]
        (tmp_path / f"{nom}.csv").write_text(
            "candidat;C-0\ncritere;resultat\n" + "\n".join(lignes) + "\n"
        )
    attendu = (
        "certifiable",
        [(regle, "certifiable", None) for regle in ("sous-domaines-75", "sous-domaines-2018")],
    )
    assert du_score(tmp_path, "clea-75", "p0.csv", "--finale", "f0.csv") == {"C-0": attendu}
    assert de_la_session(tmp_path, montres)["C-0"] == attendu
