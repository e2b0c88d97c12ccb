"""What documents say to people: the page for the candidate, the plan, its dates and its money."""

import re
from contextlib import nullcontext
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from clea_cli.decision.decision import bareme
from clea_cli.decision.delais import fin_de_fenetre
from clea_cli.decision.suite import suite
from clea_cli.documents.calendrier import SansFinError, ordinaire, planifier
from clea_cli.documents.charger_catalogues import charger, financement
from clea_cli.documents.plan import Demande, Depart, plan
from clea_cli.documents.rendus.langue import decimal, guillemets, heures, pluriel
from tests.documents.test_documents import faire
from tests.outils.jouets import clea, grille, reponses
from tests.outils.lire_documents import texte
from tests.promesses.test_cases import CAS, CRITERES, lancer

RACINE = Path(__file__).parent.parent.parent
EXEMPLES = sorted(
    fichier.stem for fichier in (RACINE / "examples").glob("*.csv") if "fautes" not in fichier.stem
)


# The page for the candidate

DURS = re.compile(
    r"échec|échou|refus|insuffisan|non acquis|non maîtrisé|indéterminé|verdict|seuil|critère|référentiel|sha256"
    r"|\b[A-Z]{2,}\b"
)


@pytest.mark.parametrize("exemple", [e for e in EXEMPLES if e not in ("douze-candidats",)])
def test_la_page_du_candidat_est_simple_et_bienveillante(exemple):
    page = faire("restitution", "md", exemple).decode().split("<!--")[0]
    assert not DURS.findall(page.replace("C-0", "")), exemple
    assert "vous" in page.casefold()
    assert not re.search(r"\b(tu|ton|tes|le candidat|la candidate)\b", _sans_libelles(page))
    assert page.index("Ce que vous savez faire") < page.index("Votre première étape")
    phrases = [p for p in re.split(r"[.:?!]\s|\n+", _sans_libelles(page)) if p.strip()]
    assert max(len(phrase.split()) for phrase in phrases) <= 12
    assert "n'est pas un certificat" in page


def _sans_libelles(page: str) -> str:
    """The page without the official labels, which are not ours to simplify."""
    return "\n".join(
        ligne for ligne in page.splitlines() if not ligne.startswith(("- ", "### ", "# "))
    )


def test_la_page_du_candidat_tient_sur_une_feuille_et_en_grand():
    from io import BytesIO

    import pypdf

    assert (
        len(pypdf.PdfReader(BytesIO(faire("restitution", "pdf", "un-domaine-manque"))).pages) == 1
    )
    assert "--taille: 15pt" in faire("restitution", "html").decode()


def test_la_page_du_candidat_dit_qu_une_grille_n_est_pas_definitive():
    page = faire("restitution", "md", "candidate-numerique").decode()
    assert "Cette évaluation est un essai.\n\nLa grille peut encore changer.\n" in page


@pytest.mark.parametrize("regle", ["sous-domaines-75", "sous-domaines-2018"])
def test_sans_seuil_de_domaine_aucune_phrase_ne_reste_en_l_air(regle):
    for genre in ("restitution", "attestation", "ecarts"):
        page = faire(genre, "md", "indetermine", "--regle", regle).decode()
        assert "Il en faut ." not in page
        assert "|  |" not in page or genre == "ecarts"  # no observation was written
    assert "par sous-domaine" in page


def test_a_zero_point_la_page_reste_bienveillante(tmp_path):
    grille_vide = lancer(tmp_path, "grille", "nouvelle", "--candidat", "C-1").sortie.replace(
        "non évalué", "non acquis"
    )
    (tmp_path / "g.csv").write_text(grille_vide.lstrip("\ufeff"), encoding="utf-8")
    page = lancer(tmp_path, "restitution", "g.csv").sortie
    assert " 0 " not in page
    assert "Cette évaluation montre par où commencer." in page
    assert len(page.splitlines()) < 90


def test_une_ancienne_grille_le_dit_dans_le_document():
    for genre in ("ecarts", "attestation", "plan"):
        assert "faite pour la version 2019.1" in faire(genre, "md", "ancienne-grille").decode()


def test_l_attestation_ne_vaut_pas_certificat_et_dit_jusqu_a_quand():
    page = texte(
        faire("attestation", "html", "un-domaine-manque", "--prealable", "2024-02-29"), "html"
    )
    assert "ne vaut pas certificat" in page
    assert "Travailler dans le cadre" not in page  # the domaine that is not mastered
    assert "jusqu'au 28 février 2029" in page


@pytest.mark.parametrize("genre", ["attestation", "restitution"])
def test_un_domaine_est_garde_les_annees_que_dit_le_referentiel(genre, tmp_path):
    jouet = (CAS / "grille" / "jouet.yaml").read_text(encoding="utf-8")
    modalites = "modalites: {prealable_heures_max: 7, finale_heures_max: 3, validite_ans: 3, certitude: confirme}"
    (tmp_path / "trois.yaml").write_text(f"{jouet}{modalites}\n", encoding="utf-8")
    reponses_ = [
        f"{code};{mot}"
        for code, mot in zip(CRITERES, ["acquis"] * 3 + ["non acquis"] * 2, strict=True)
    ]
    haut = (
        ["date de l'évaluation;01/03/2026", "évaluation;préalable"]
        if genre == "restitution"
        else []
    )
    (tmp_path / "grille.csv").write_text(
        "\n".join([*haut, "critere;resultat", *reponses_, ""]), encoding="utf-8"
    )
    _, sortie, _ = lancer(tmp_path, genre, "grille.csv", "-r", "trois.yaml")
    dits = {"attestation": "gardés 3 ans", "restitution": "gardés jusqu'au 1er mars 2029"}
    assert dits[genre] in " ".join(sortie.split())


# What comes next


@pytest.mark.parametrize("genre", ["ecarts", "plan"])
def test_une_grille_presque_vide_n_a_pas_de_plan(genre, tmp_path):
    vide = lancer(tmp_path, "grille", "nouvelle", "--candidat", "C-1").sortie
    (tmp_path / "g.csv").write_text(vide.lstrip("\ufeff"), encoding="utf-8")
    statut, sortie, _ = lancer(tmp_path, genre, "g.csv")
    page = " ".join(sortie.split())
    assert statut == 0
    assert "L'évaluation n'est pas finie : 106 critères n'ont pas de réponse." in page
    assert "574" not in page
    suite_ = page.split("n'est pas finie")[1].split("Suivi, évaluation")[0]
    assert not re.search(r"\b[1-9][0-9]* h\b", suite_)


@pytest.mark.parametrize("genre", ["ecarts", "plan", "restitution"])
def test_finir_l_evaluation_vient_avant_de_travailler(genre):
    page = faire(genre, "md", "non-evalues-mais-decide").decode()
    finir, travailler = (
        ("n'est pas finie", "4.1.1") if genre != "restitution" else ("Finir votre", "Votre contact")
    )
    assert page.index(finir) < page.index(travailler)
    assert genre != "restitution" or "Suivre les règles" not in page  # one first step only


def test_qui_ne_maitrise_rien_ne_lit_pas_que_c_est_garde(tmp_path):
    vide = lancer(tmp_path, "grille", "nouvelle", "--candidat", "C-1").sortie.replace(
        "non évalué", "non acquis"
    )
    (tmp_path / "g.csv").write_text(vide.lstrip("\ufeff"), encoding="utf-8")
    assert "gardés" not in lancer(tmp_path, "restitution", "g.csv").sortie


# The plan

CLEA = clea()
BAREME = bareme(CLEA, CLEA.regles[0])


def un_plan(situation=None, debut=date(2026, 12, 1), prealable=None, **sauf):
    remplie = grille(CLEA, reponses(CLEA, **sauf))
    catalogue = charger(str(RACINE / "examples" / "catalogue.yaml"), CLEA).value
    assert catalogue is not None
    demande = Demande(debut, Fraction(7), prealable, situation)
    depart = Depart(remplie, demande, date(2026, 11, 30))
    return plan(BAREME, suite(BAREME, remplie), catalogue, financement(), depart)


def test_les_deux_routes_du_catalogue_decidees_a_la_main():
    """Domaine 4 lacks one point of 9: EQUIPE-1 (7 h) serves 4.1.1; CALC-2 (7 h) and EQUIPE-2 (10 h 30) do the rest."""
    fait = un_plan(non_acquis=["2.2.2", "4.1.1", "4.2.2", "4.4.2"])
    courte, complete = fait["routes"]
    assert [module["id"] for module in courte["modules"]] == ["EQUIPE-1"]
    assert courte["heures"] == 7
    assert [module["id"] for module in complete["modules"]] == ["CALC-2", "EQUIPE-1", "EQUIPE-2"]
    assert complete["heures"] == Fraction(49, 2)
    assert fait["sans_module"] == []


def test_un_critere_sans_module_est_dit():
    fait = un_plan(non_acquis=["6.1.1", "2.2.2"])
    assert [critere["code"] for critere in fait["sans_module"]] == ["6.1.1"]
    assert [module["id"] for module in fait["routes"][1]["modules"]] == ["CALC-2"]


def test_un_catalogue_qui_ne_suffit_pas_ne_promet_rien(tmp_path):
    catalogue = tmp_path / "catalogue.yaml"
    module = "{id: ORAL, libelle: Oral, criteres: ['1.1.1'], heures: 7}"
    catalogue.write_text(
        f"schema: clea/catalogue/1\nlibelle: Un seul module\nreferentiel: clea\nmodules: [{module}]\n",
        encoding="utf-8",
    )
    page = faire("plan", "md", "un-domaine-manque", "--catalogue", str(catalogue)).decode()
    assert "| Modules | – | 0 |" in page
    assert "La plus courte suffit" not in page
    assert "Aucun choix de modules du catalogue n'y suffit" in page
    assert (
        "La complète travaille tous les critères vus comme non acquis, sauf ceux qui n'ont pas de module."
        in page
    )
    assert "Rien à travailler" not in page


def test_le_delai_du_plan_est_celui_du_referentiel(tmp_path):
    referentiel = tmp_path / "trois-ans.yaml"
    officiel = (RACINE / "referentiels" / "clea.yaml").read_text(encoding="utf-8")
    referentiel.write_text(officiel.replace("validite_ans: 5", "validite_ans: 3"), encoding="utf-8")
    page = faire(
        "plan", "md", "un-domaine-manque", "-r", str(referentiel), "--prealable", "2026-03-02"
    ).decode()
    assert "avant la fin des 3 ans, le 02/03/2029 au plus tard" in page


@pytest.mark.parametrize("ecrites", ["3,5", "3.5"])
def test_les_heures_par_semaine_s_ecrivent_comme_on_les_dit(ecrites):
    page = faire("plan", "md", "un-domaine-manque", "--heures-par-semaine", ecrites).decode()
    assert "Semaines, à 3 h 30 par semaine" in page


@pytest.mark.parametrize("ecrites", ["nan", "inf", "0", "0,4", "60,5", "sept", ""])
def test_des_heures_impossibles_sont_refusees(ecrites):
    execution = lancer(RACINE, "plan", "examples/indetermine.csv", "--heures-par-semaine", ecrites)
    assert (execution.statut, execution.sortie) == (2, "")
    assert f"« {ecrites} » n'est pas entre 0,5 et 60 heures" in execution.erreurs


def test_sans_catalogue_les_heures_reperes_servent_et_le_disent():
    statut, sortie, _ = lancer(
        RACINE, "plan", "examples/un-domaine-manque.csv", "--date", "2026-11-28"
    )
    assert statut == 0
    assert "heures repères d'un GRETA, 2020" in sortie
    livre = charger(None, CLEA).value
    assert livre is not None
    assert sum(module.heures for module in livre.modules) == 574
    assert {code for module in livre.modules for code in module.criteres} == {
        c.code for c in CLEA.criteres
    }


# Dates

JOURS = [  # hours, hours a week, first day asked -> first, last, évaluation; decided on a calendar
    (
        "7",
        "7",
        "2026-11-30",
        "2026-11-30",
        "2026-12-04",
        "2026-12-07",
    ),  # five fifths of a week, Monday to Friday
    (
        "7",
        "35",
        "2026-11-28",
        "2026-11-30",
        "2026-11-30",
        "2026-12-01",
    ),  # a Saturday waits for Monday
    ("7", "35", "2026-12-25", "2026-12-28", "2026-12-28", "2026-12-29"),  # Christmas, a Friday
    (
        "14",
        "35",
        "2026-12-31",
        "2026-12-31",
        "2027-01-04",
        "2027-01-05",
    ),  # New Year's day, then a week-end
    (
        "21",
        "35",
        "2027-05-05",
        "2027-05-05",
        "2027-05-10",
        "2027-05-11",
    ),  # Ascension is the 6th: 5, 7 and 10 May
    ("0", "7", "2026-12-01", "2026-12-01", "2026-12-01", "2026-12-01"),
]


@pytest.mark.parametrize(("total", "semaine", "debut", "premier", "dernier", "finale"), JOURS)
def test_le_calendrier_saute_les_fins_de_semaine_et_les_jours_feries(
    total, semaine, debut, premier, dernier, finale
):
    fait = planifier(
        [("m", Fraction(total))], ordinaire(Fraction(semaine)), date.fromisoformat(debut)
    )
    assert tuple(map(str, (fait.debut, fait.fin, fait.finale))) == (premier, dernier, finale)


@pytest.mark.parametrize(
    ("total", "trop"), [(13_000, False), (13_001, True)]
)  # hours, at one a day, 260 days a year
def test_une_formation_de_plus_de_cinquante_ans_n_a_pas_de_calendrier(total, trop):
    with pytest.raises(SansFinError) if trop else nullcontext():
        planifier([("m", Fraction(total))], ordinaire(Fraction(5)), date(2026, 11, 30))


def test_les_jours_feries_rencontres_sont_nommes():
    fait = planifier([("m", Fraction(21))], ordinaire(Fraction(35)), date(2027, 5, 5))
    assert fait.feries == ((date(2027, 5, 6), "Ascension, férié"),)


@pytest.mark.parametrize(
    ("prealable", "annees", "limite"),
    [
        ("2024-02-29", 5, "2029-02-28"),
        ("2024-02-29", 4, "2028-02-29"),
        ("2022-01-10", 5, "2027-01-10"),
        ("2023-02-28", 5, "2028-02-28"),
        ("2023-02-28", 8000, "9999-12-31"),
    ],
)
def test_la_fenetre_finit_le_meme_jour_des_annees_plus_tard(prealable, annees, limite):
    assert str(fin_de_fenetre(date.fromisoformat(prealable), annees)) == limite


def test_une_evaluation_finale_trop_tardive_est_signalee():
    tard = un_plan(prealable=date(2021, 12, 3), debut=date(2026, 12, 1), non_acquis=["2.2.2", "4"])
    assert [route["trop_tard"] for route in tard["routes"]] == [True, True]
    juste = un_plan(
        prealable=date(2021, 12, 14),
        debut=date(2026, 12, 1),
        non_acquis=["4.1.1", "4.1.2", "4.1.3"],
    )
    assert [route["trop_tard"] for route in juste["routes"]] == [False, False]


# Money


def moyens(jour, situation=None):
    fait = un_plan(situation, debut=date.fromisoformat(jour), non_acquis=["4"])
    return {moyen["libelle"].split(" (")[0]: moyen for moyen in fait["financements"]}


@pytest.mark.parametrize(
    ("jour", "montant"),
    [
        *(
            ("2024-05-02", "100,00"),
            ("2024-12-31", "100,00"),
            ("2025-01-01", "102,23"),
            ("2026-01-01", "103,20"),
        ),
        *(("2026-04-01", "103,20"), ("2026-04-02", "150,00"), ("2030-01-01", "150,00")),
    ],
)
def test_la_participation_au_cpf_est_celle_du_jour(jour, montant):
    [fait] = [
        fait
        for fait in moyens(jour)["Compte personnel de formation"]["faits"]
        if "participation" in fait
    ]
    assert fait.startswith(f"participation du titulaire : {montant} €")


def test_avant_le_premier_montant_rien_n_est_dit_de_la_participation():
    # The first of May is a holiday: the training would begin on the day of the first amount.
    assert not [
        f
        for f in moyens("2024-04-30")["Compte personnel de formation"]["faits"]
        if "participation" in f
    ]


def test_un_demandeur_d_emploi_ne_paie_pas_de_participation():
    faits = moyens("2026-12-01", "demandeur_emploi")["Compte personnel de formation"]["faits"]
    assert "participation : aucune, votre situation en exonère" in faits


def test_le_socle_echappe_au_plafond():
    assert not [
        f for f in moyens("2026-12-01")["Compte personnel de formation"]["faits"] if "plafonn" in f
    ]


@pytest.mark.parametrize(("jour", "ouvert"), [("2025-12-31", True), ("2026-01-01", False)])
def test_la_pro_a_est_remplacee_depuis_2026(jour, ouvert):
    pro_a = moyens(jour, "salarie")["Pro-A"]
    assert pro_a["ouvert"] is ouvert
    assert (
        ouvert
        or "fermé depuis le 01/01/2026, remplacé par : Période de reconversion" in pro_a["faits"]
    )


@pytest.mark.parametrize(("jour", "ouvert"), [("2025-12-31", False), ("2026-01-01", True)])
def test_la_periode_de_reconversion_s_ouvre_quand_la_pro_a_se_ferme(jour, ouvert):
    reconversion = moyens(jour, "salarie")["Période de reconversion"]
    assert reconversion["ouvert"] is ouvert
    assert ouvert or "ouvert à partir du 01/01/2026" in reconversion["faits"]


def test_chaque_moyen_dit_ses_sources_et_ceux_de_la_situation_seuls_sont_montres():
    assert all(moyen["sources"] for moyen in moyens("2026-12-01").values())
    assert set(moyens("2026-12-01", "alternant")) == {
        "Compte personnel de formation",
        "Plan de développement des compétences",
    }
    assert "Préparation opérationnelle à l'emploi" not in moyens("2026-12-01", "salarie")


def test_le_fichier_des_moyens_est_bien_forme():
    from clea_cli.referentiel.livres import DOSSIER
    from clea_cli.sources.forme import reparer
    from clea_cli.sources.yaml_source import lire
    from tests.outils.financement_modele import FinancementModele

    fichier = DOSSIER / "formation" / "dispositifs-financement.yaml"
    document = lire(fichier.read_bytes(), fichier.name).value
    assert document is not None
    assert reparer(FinancementModele, document).fautes == ()
    lus = financement()
    for dispositif in lus.dispositifs:
        assert set(dispositif.publics) | set(dispositif.exoneres) <= set(lus.publics)
        assert set(dispositif.sources) <= set(lus.sources)
        assert not dispositif.remplace_par or dispositif.remplace_par in {
            d.id for d in lus.dispositifs
        }


# French as it is printed


def test_les_filtres_ecrivent_le_francais():
    assert [decimal(n) for n in ("3", "7/2", "1/3", "745/10", "0")] == [
        "3",
        "3,5",
        "0,33",
        "74,5",
        "0",
    ]
    assert [heures(n) for n in ("7", "7/2", "1/4", "49/2")] == [
        "7 h",
        "3 h 30",
        "0 h 15",
        "24 h 30",
    ]
    assert guillemets("non") == "« non »"
    assert [pluriel(n, "critère") for n in ("0", "1", "3/2", "2")] == [
        "0 critère",
        "1 critère",
        "3/2 critère",
        "2 critères",
    ]
    assert pluriel(2, "travail", "travaux") == "2 travaux"
