"""The printed plan says each fact about money to the right person on the right day, and to nobody else."""

from datetime import date
from pathlib import Path

import pytest

from clea_cli.cli import main
from clea_cli.documents.charger_catalogues import financement

RACINE = Path(__file__).parent.parent.parent
SITUATIONS = {
    "salarie": "salarié",
    "demandeur_emploi": "demandeur d'emploi",
    "jeune": "jeune",
    "alternant": "alternant",
}
GRILLES = {
    "clea": ("un-domaine-manque.csv", ()),
    "clea-numerique": ("candidate-numerique.csv", ("--catalogue", "numerique.yaml")),
}
CATALOGUE = """\
schema: clea/catalogue/1
libelle: un module
referentiel: clea-numerique
modules:
  - {id: M-1, libelle: Un module, criteres: ["1.1.1"], heures: 3}
"""
_IMPRIMES: dict[tuple[str, str, str, str], dict[str, str]] = {}


def imprimer(
    tmp_path, monkeypatch, capsysbinary, certification, situation, debut, jour="2023-01-02"
):
    """The ways to pay that the printed plan shows: the text of each in the annex, by name; by "", the line above."""
    cle = (certification, situation, debut, jour)
    if cle not in _IMPRIMES:
        monkeypatch.chdir(tmp_path)
        Path("numerique.yaml").write_text(CATALOGUE, encoding="utf-8")
        grille, autres = GRILLES[certification]
        # Ways to pay are printed where there are hours to pay: nothing is acquired.
        acquise = (RACINE / "examples" / grille).read_text(encoding="utf-8-sig")
        Path(grille).write_text(acquise.replace(";acquis", ";non acquis"), encoding="utf-8")
        arguments = [
            "plan",
            grille,
            "--heures-par-semaine",
            "7",
            "--format",
            "md",
        ]
        arguments += ["--date", jour, "--debut", debut, "--situation", situation, *autres]
        assert main(arguments) == 0
        ecrit = (
            capsysbinary.readouterr()
            .out.decode()
            .partition("## Financer")[2]
            .partition("\n---\n")[0]
        )
        court, _, annexe = ecrit.partition("\n## Annexe : les façons de payer\n")
        parts = [part.partition("** ") for part in annexe.split("\n- **")[1:]]
        _IMPRIMES[cle] = {titre: " ".join(texte.split()) for titre, _, texte in parts}
        _IMPRIMES[cle][""] = court.strip().partition("\n")[0]
    return _IMPRIMES[cle]


@pytest.fixture
def plan(tmp_path, monkeypatch, capsysbinary):
    """Print a plan."""
    return lambda *quoi: imprimer(tmp_path, monkeypatch, capsysbinary, *quoi)


CPF = "Compte personnel de formation (CPF)"
PERIODE = "Période de reconversion"
PRO_A = "Pro-A (promotion ou reconversion par l'alternance)"
OUVERT = "(ouvert ; pour : salarié"
FERME = "(pas ouvert à cette date ; pour : salarié"
EXEMPTE = "de 150 à 450 h ne s'appliquent pas au socle CléA"
TENU = "la formation dure de 150 à 450 h : l'exemption n'est que pour le socle CléA"
ABSENCE = "60 jours calendaires avant le début (120 jours si la formation dure six mois ou plus) ; l'employeur répond sous 30"
DECRETS = "les décrets 2026-39 et 2026-40, qui la précisent, s'appliquent à partir du 01/02/2026"
PLAFOND = "prise en charge plafonnée à 1500,00 €"

# What is said, where; then (certification, situation, first day) that it is said to, and that it is not said to.
DITS = [
    (
        PERIODE,
        OUVERT,
        [("clea", "salarie", "2026-01-01"), ("clea", "salarie", "2026-02-02")],
        [("clea", "salarie", "2025-12-31")],
    ),
    (PERIODE, FERME, [("clea", "salarie", "2025-12-31")], [("clea", "salarie", "2026-01-01")]),
    (PRO_A, OUVERT, [("clea", "salarie", "2025-12-31")], [("clea", "salarie", "2026-01-01")]),
    (
        *(PERIODE, DECRETS),  # 31 January is a Saturday: whoever asks for it begins on Monday
        [("clea", "salarie", "2026-01-01"), ("clea", "salarie", "2026-01-30")],
        [
            ("clea", "salarie", "2025-12-31"),
            ("clea", "salarie", "2026-01-31"),
            ("clea", "salarie", "2026-02-01"),
        ],
    ),
    (
        PERIODE,
        EXEMPTE,
        [("clea", "salarie", "2026-12-01")],
        [("clea-numerique", "salarie", "2026-12-01")],
    ),
    (
        PERIODE,
        TENU,
        [("clea-numerique", "salarie", "2026-12-01")],
        [("clea", "salarie", "2026-12-01")],
    ),
    (
        *(
            PERIODE,
            "Articles L6324-1 et L6324-4, Code du travail ; Décret 2026-39, Journal officiel ; Décret 2026-40",
        ),
        [("clea", "salarie", "2026-12-01")],
        [("clea", "jeune", "2026-12-01")],
    ),
    (
        CPF,
        "103,20 € depuis le 01/01/2026",
        [("clea", "salarie", "2026-04-01")],
        [("clea", "salarie", "2026-04-02")],
    ),
    (
        *(CPF, "150,00 € depuis le 02/04/2026"),
        [("clea", "salarie", "2026-04-02"), ("clea-numerique", "alternant", "2026-12-31")],
        [("clea", "salarie", "2026-04-01"), ("clea", "demandeur_emploi", "2026-12-01")],
    ),
    (CPF, "Décret 2026-234 du 30 mars 2026", [("clea", "salarie", "2026-12-01")], []),
    (
        *(CPF, "points du compte professionnel de prévention (C2P)"),
        [("clea", "salarie", "2026-12-01"), ("clea", "jeune", "2026-12-01")],
        [("clea", "demandeur_emploi", "2026-12-01")],
    ),
    (
        *(CPF, "l'abondement d'accident du travail ou de maladie professionnelle (AT/MP)"),
        [("clea", "salarie", "2026-12-01")],
        [("clea", "demandeur_emploi", "2026-12-01")],
    ),
    (
        *(CPF, "votre situation en exonère"),
        [("clea", "demandeur_emploi", "2026-12-01")],
        [("clea", "salarie", "2026-12-01")],
    ),
    (
        *(CPF, "ce montant est à revoir depuis le 01/01/2027"),
        [("clea", "salarie", "2027-01-01")],
        [("clea", "salarie", "2026-12-31"), ("clea", "demandeur_emploi", "2027-01-01")],
    ),
    (
        *(CPF, f"{PLAFOND} (à confirmer pour cette certification)"),
        [("clea-numerique", "salarie", "2026-02-26")],
        [("clea-numerique", "salarie", "2026-02-25"), ("clea", "salarie", "2026-12-01")],
    ),
    (
        *(CPF, ABSENCE),
        [("clea", "salarie", "2026-12-01"), ("clea", "alternant", "2026-12-01")],
        [("clea", "demandeur_emploi", "2026-12-01"), ("clea", "jeune", "2026-12-01")],
    ),
    (
        *("Plan de développement des compétences", "en principe sur le temps de travail"),
        [("clea", "salarie", "2026-12-01"), ("clea", "alternant", "2026-12-01")],
        [("clea", "demandeur_emploi", "2026-12-01"), ("clea", "jeune", "2026-12-01")],
    ),
    (
        *(
            "Contrat de professionnalisation",
            "CléA seul n'est pas une qualification au sens de l'article L6314-1",
        ),
        [("clea", "jeune", "2026-12-01"), ("clea", "demandeur_emploi", "2026-12-01")],
        [("clea", "salarie", "2026-12-01"), ("clea", "alternant", "2026-12-01")],
    ),
    (
        *("Formation financée par la Région", "Article L6121-2"),
        [("clea", "jeune", "2026-12-01"), ("clea", "demandeur_emploi", "2026-12-01")],
        [("clea", "salarie", "2026-12-01"), ("clea", "alternant", "2026-12-01")],
    ),
    (
        *("Abondement du CPF par France Travail", "Article L6323-4, II"),
        [("clea", "demandeur_emploi", "2026-12-01")],
        [("clea", autre, "2026-12-01") for autre in SITUATIONS if autre != "demandeur_emploi"],
    ),
    (
        *("Projet de transition professionnelle", "pour changer de métier ou de profession"),
        [("clea", "salarie", "2026-12-01")],
        [("clea", autre, "2026-12-01") for autre in SITUATIONS if autre != "salarie"],
    ),
    (
        *(
            "Préparation opérationnelle à l'emploi (POE)",
            "d'autres publics que les demandeurs d'emploi",
        ),
        [("clea", "demandeur_emploi", "2026-12-01")],
        [("clea", autre, "2026-12-01") for autre in SITUATIONS if autre != "demandeur_emploi"],
    ),
    (
        *("Abondement du CPF par l'employeur ou l'OPCO", "AKTO"),
        [("clea", "salarie", "2026-12-01")],
        [("clea", autre, "2026-12-01") for autre in SITUATIONS if autre != "salarie"],
    ),
]


@pytest.mark.parametrize(
    ("moyen", "dit", "oui", "non"), DITS, ids=[f"{m[:12]}-{d[:24]}" for m, d, _, _ in DITS]
)
def test_un_fait_est_dit_a_qui_il_vaut_le_jour_ou_il_vaut(plan, moyen, dit, oui, non):
    for quoi in oui:
        assert dit in plan(*quoi)[moyen], quoi
    for quoi in non:
        assert dit not in plan(*quoi).get(moyen, ""), quoi


@pytest.mark.parametrize("situation", SITUATIONS)
@pytest.mark.parametrize(
    ("debut", "commence"),
    [("2025-12-31", "31/12/2025"), ("2026-01-01", "02/01/2026"), ("2026-01-31", "02/02/2026")],
)
def test_le_corps_du_plan_nomme_ce_qui_est_ouvert_a_la_situation_et_rien_d_autre(
    plan, situation, debut, commence
):
    annexe = dict(plan("clea", situation, debut))
    court = annexe.pop("")
    ouverts = [moyen for moyen, texte in annexe.items() if texte.startswith("(ouvert ; ")]
    pour = f"Pour la situation « {SITUATIONS[situation]} », au {commence} (détails en annexe)"
    assert court == f"{pour} : {' ; '.join(ouverts)}."
    attendus = {
        dispositif.libelle: dispositif.ouvert(date(*map(int, reversed(commence.split("/")))))
        for dispositif in financement().dispositifs
        if situation in dispositif.publics
    }
    assert {moyen: moyen in ouverts for moyen in annexe} == attendus


def test_le_plafond_vaut_sans_reserve_hors_du_socle_et_du_numerique():
    [cpf] = [dispositif for dispositif in financement().dispositifs if dispositif.id == "cpf"]
    [plafond] = cpf.plafond
    assert (plafond.sauf, plafond.a_confirmer) == (("clea",), ("clea-numerique",))


@pytest.mark.parametrize(("jour", "vieux"), [("2027-11-30", False), ("2027-12-01", True)])
def test_un_moyen_verifie_il_y_a_plus_d_un_an_le_dit(plan, jour, vieux):
    moyens = plan("clea", "salarie", jour, jour)
    assert len(moyens) > 1
    dits = [
        "dernière vérification le 30/11/2026, il y a plus d'un an : à vérifier" in texte
        for moyen, texte in moyens.items()
        if moyen
    ]
    assert set(dits) == {vieux}


def test_chaque_moyen_est_date():
    assert {dispositif.verifie_le for dispositif in financement().dispositifs} == {"2026-11-30"}
