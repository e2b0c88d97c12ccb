"""An older grille under the version that succeeds it: what carries over, what does not, and that nothing is guessed."""

import re
from itertools import product
from pathlib import Path

import pytest

from clea_cli.cli import main
from clea_cli.decision.charger import charger
from clea_cli.grille.reprise import filiation, par_code, precedente, reprendre
from tests.outils.jouets import REPONSES, donnees, grille, referentiel, regle, reponses

RACINE = Path(__file__).parent.parent.parent
REGLES = [regle("points", domaine="75/100")]


def jouet(remplace=None, retires=(), criteres=4):
    """A toy of one sous-domaine; `remplace` gives by rank what its critères say that they replace."""
    contenu = donnees(
        {"1.1": [1] * criteres},
        REGLES,
        version="2",
        succede={"version": "1", "retires": list(retires)},
    )
    for rang, anciens in (remplace or {}).items():
        contenu["domaines"][0]["sous_domaines"][0]["criteres"][rang - 1]["remplace"] = anciens
    return referentiel(contenu)


def lue(nouveau, anciennes):
    """The answers of the new version, from those of the older one; and what is to be evaluated again, or is new."""
    ancien = precedente(nouveau, nouveau.succede)
    reprise = reprendre(nouveau, filiation(nouveau), ancien, grille(ancien, anciennes))
    resultats = {
        c.code: reprise.grille.resultat(rang).value for rang, c in enumerate(nouveau.criteres)
    }
    return resultats, reprise.a_reevaluer, reprise.nouveaux


def codes(ref):
    return [critere.code for critere in ref.criteres]


def test_sans_remplace_la_version_precedente_a_les_memes_codes():
    nouveau = jouet()
    assert codes(precedente(nouveau, nouveau.succede)) == codes(nouveau)
    assert precedente(nouveau, nouveau.succede).version == "1"


def test_la_version_precedente_a_les_codes_que_la_nouvelle_dit_qu_elle_avait():
    nouveau = jouet(
        {1: ["1.1.1", "1.1.2"], 2: ["1.1.3"], 3: [], 4: ["1.1.4"]}, retires=["1.1.9", "3.1.1"]
    )
    assert codes(precedente(nouveau, nouveau.succede)) == [
        "1.1.1",
        "1.1.2",
        "1.1.3",
        "1.1.4",
        "1.1.9",
        "3.1.1",
    ]


@pytest.mark.parametrize("reponse", REPONSES)
def test_un_critere_garde_ou_renomme_garde_sa_reponse(reponse):
    nouveau = jouet({4: ["1.1.7"]})
    anciennes = {"1.1.1": reponse, "1.1.2": "acquis", "1.1.3": "acquis", "1.1.7": reponse}
    resultats, a_reevaluer, nouveaux = lue(nouveau, anciennes)
    assert resultats == {"1.1.1": reponse, "1.1.2": "acquis", "1.1.3": "acquis", "1.1.4": reponse}
    assert (a_reevaluer, nouveaux) == ((), ())


REUNIS = {  # two critères in one: decided by hand for the nine ways
    ("acquis", "acquis"): ("acquis", False),
    ("non_acquis", "non_acquis"): ("non_acquis", False),
    ("non_evalue", "non_evalue"): ("non_evalue", False),
    **{
        paire: ("non_evalue", True) for paire in product(REPONSES, repeat=2) if paire[0] != paire[1]
    },
}


@pytest.mark.parametrize(("premier", "second"), REUNIS)
def test_deux_criteres_reunis_ne_se_reprennent_que_s_ils_sont_d_accord(premier, second):
    nouveau = jouet({1: ["1.1.1", "1.1.5"]})
    anciennes = {
        "1.1.1": premier,
        "1.1.5": second,
        "1.1.2": "acquis",
        "1.1.3": "acquis",
        "1.1.4": "acquis",
    }
    resultats, a_reevaluer, _ = lue(nouveau, anciennes)
    attendu, encore = REUNIS[premier, second]
    assert resultats["1.1.1"] == attendu
    assert a_reevaluer == (("1.1.1",) if encore else ())


@pytest.mark.parametrize(
    ("tout", "attendu", "encore"),
    [
        ("acquis", "acquis", False),
        ("non_acquis", "non_evalue", True),
        ("non_evalue", "non_evalue", False),
    ],
)
def test_les_parts_d_un_critere_partage_sont_acquises_si_le_tout_l_etait_et_sinon_a_evaluer(
    tout, attendu, encore
):
    nouveau = jouet({1: ["1.1.8"], 2: ["1.1.8"]})
    resultats, a_reevaluer, _ = lue(nouveau, {"1.1.8": tout, "1.1.3": "acquis", "1.1.4": "acquis"})
    assert (resultats["1.1.1"], resultats["1.1.2"]) == (attendu, attendu)
    assert a_reevaluer == (("1.1.1", "1.1.2") if encore else ())


def test_un_critere_nouveau_est_a_evaluer_et_un_critere_retire_ne_compte_plus():
    nouveau = jouet({4: []}, retires=["1.1.4"])
    for retire in REPONSES:
        anciennes = {"1.1.1": "acquis", "1.1.2": "acquis", "1.1.3": "acquis", "1.1.4": retire}
        resultats, a_reevaluer, nouveaux = lue(nouveau, anciennes)
        assert resultats["1.1.4"] == "non_evalue"
        assert (a_reevaluer, nouveaux) == ((), ("1.1.4",))


def test_sans_lien_declare_seul_le_meme_code_est_le_meme_critere():
    ancien, nouveau = jouet(criteres=3), jouet(criteres=4)._replace(succede=None)
    assert par_code(ancien, nouveau) == {
        "1.1.1": ("1.1.1",),
        "1.1.2": ("1.1.2",),
        "1.1.3": ("1.1.3",),
        "1.1.4": (),
    }


# The 107 lines of 2020 and the 106 of today


@pytest.fixture(scope="module")
def les_deux():
    return charger("examples/clea-107.yaml").value, charger("clea").value


def test_la_succession_declaree_est_la_grille_de_107_lignes_a_une_ligne_pres(les_deux):
    ancien, nouveau = les_deux
    assert len(codes(ancien)) == 107
    assert codes(precedente(nouveau, nouveau.succede)) == codes(ancien)
    changes = {code: anciens for code, anciens in filiation(nouveau).items() if anciens != (code,)}
    assert changes == {"5.2.3": ("5.2.3", "5.2.4"), "5.2.4": ("5.2.5",)}


@pytest.mark.parametrize(("priorites", "contraintes"), list(product(REPONSES, repeat=2)))
@pytest.mark.parametrize("bilan", REPONSES)
def test_les_lignes_apart_de_2020_se_reunissent_et_le_bilan_suit_son_code(
    les_deux, priorites, contraintes, bilan
):
    ancien, nouveau = les_deux
    anciennes = reponses(ancien) | {"5.2.3": priorites, "5.2.4": contraintes, "5.2.5": bilan}
    reprise = reprendre(nouveau, filiation(nouveau), ancien, grille(ancien, anciennes))
    resultats = {
        c.code: reprise.grille.resultat(rang).value for rang, c in enumerate(nouveau.criteres)
    }
    assert resultats.pop("5.2.3") == REUNIS[priorites, contraintes][0]
    assert resultats.pop("5.2.4") == bilan
    assert set(resultats.values()) == {"acquis"}


def test_une_ancienne_grille_donne_un_verdict_et_dit_ce_qu_il_faut_evaluer_de_nouveau(
    monkeypatch, capsysbinary
):
    monkeypatch.chdir(RACINE)
    assert main(["score", "examples/ancienne-grille.csv"]) == 0
    sortie, erreurs = (flux.decode() for flux in capsysbinary.readouterr())
    assert "non évalué : 5.2.3" in sortie
    assert re.findall(r"avertissement F306.*de nouveau : (.*) \(cellule B2\)", erreurs) == ["5.2.3"]


def test_une_ancienne_grille_incomplete_ou_melee_de_codes_nouveaux_est_refusee(
    monkeypatch, capsysbinary, tmp_path
):
    monkeypatch.chdir(RACINE)
    lignes = Path("examples/ancienne-grille.csv").read_text(encoding="utf-8-sig").splitlines()
    sans = [ligne for ligne in lignes if not ligne.startswith("5.2.5;")]
    (tmp_path / "g.csv").write_text("\n".join(sans), encoding="utf-8")
    assert main(["score", str(tmp_path / "g.csv")]) == 1
    assert (
        "F205 : il manque 1 critère dans la grille"
        in (err := capsysbinary.readouterr().err.decode())
        or "F205" in err
    )
    (tmp_path / "g.csv").write_text("\n".join([*lignes, "5.2.6;;acquis;"]), encoding="utf-8")
    assert main(["score", str(tmp_path / "g.csv")]) == 1
    assert "F201" in capsysbinary.readouterr().err.decode()
