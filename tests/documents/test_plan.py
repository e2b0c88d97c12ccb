"""The plan: its calendar, decided on a real one; what it says of money and who signs."""

from datetime import date
from fractions import Fraction
from io import BytesIO

import pypdf
import pytest

from clea_cli.decision.decision import bareme
from clea_cli.decision.suite import suite
from clea_cli.documents.calendrier import REGIONS, Rythme, planifier
from clea_cli.documents.charger_catalogues import charger, financement
from clea_cli.documents.lire_organisme import charger as charger_organisme
from clea_cli.documents.organisme import Agenda, Fermeture
from clea_cli.documents.organisme_modele import Region
from clea_cli.documents.plan import Demande, Depart, plan
from tests.documents.test_documents import RACINE, faire, octets
from tests.documents.test_restitution import extreme
from tests.outils.jouets import clea, grille, reponses
from tests.promesses.test_cases import lancer

CLEA = clea()
BAREME = bareme(CLEA, CLEA.regles[0])
ORGANISME = "clea_cli/documents/modeles/organisme.yaml"
MARDI_JEUDI = {1: Fraction(7, 2), 3: Fraction(7, 2)}
FETES = (date(2026, 12, 21), date(2027, 1, 3), "congés")


def dits(calendrier):
    return [
        (str(jour.date), jour.genre, str(jour.heures), str(jour.cumul), jour.contenus)
        for jour in calendrier.jours
    ]


def test_les_seances_tombent_les_jours_dits_et_chaque_module_a_ses_heures():
    """1 December 2026 is a Tuesday; the second session ends a module and begins the next."""
    fait = planifier(
        [("A", Fraction(5)), ("B", Fraction(4))], Rythme(MARDI_JEUDI), date(2026, 11, 28)
    )
    assert dits(fait) == [
        ("2026-12-01", "seance", "7/2", "7/2", ("A",)),
        ("2026-12-03", "seance", "7/2", "7", ("A", "B")),
        ("2026-12-08", "seance", "2", "9", ("B",)),
        ("2026-12-09", "finale", "0", "0", ()),
    ]


def test_les_fermetures_et_les_feries_sont_des_lignes_et_la_finale_attend_son_delai():
    rythme = Rythme(MARDI_JEUDI, fermetures=(FETES,), delai_finale=7, bilan=Fraction(7))
    fait = planifier([("A", Fraction(14))], rythme, date(2026, 12, 15))
    assert [(str(jour.date), jour.genre, jour.motif) for jour in fait.jours] == [
        ("2026-12-15", "seance", ""),
        ("2026-12-17", "seance", ""),
        ("2026-12-17", "bilan", ""),
        ("2026-12-22", "libre", "congés"),
        ("2026-12-24", "libre", "congés"),
        ("2026-12-29", "libre", "congés"),
        ("2026-12-31", "libre", "congés"),
        ("2027-01-05", "seance", ""),
        ("2027-01-07", "seance", ""),
        ("2027-01-07", "bilan", ""),
        ("2027-01-14", "finale", ""),
    ]


@pytest.mark.parametrize(
    ("region", "jour"),
    [
        ("", "2026-04-03"),
        ("alsace-moselle", "2026-04-07"),
    ],  # Good Friday, then Tuesday
)
def test_une_region_a_ses_propres_jours_feries(region, jour):
    rythme = Rythme({1: Fraction(7), 4: Fraction(7)}, region)
    assert str(planifier([("A", Fraction(7))], rythme, date(2026, 4, 3)).debut) == jour


def test_chaque_region_admise_est_connue_de_ce_qui_dit_les_jours_feries():
    assert set(REGIONS) == set(Region.__args__)
    for region in REGIONS:
        assert planifier(
            [("A", Fraction(7))], Rythme({0: Fraction(7)}, region), date(2026, 6, 1)
        ).jours


def un_plan(agenda=None, catalogue=None, route="courte", **sauf):
    remplie = grille(CLEA, reponses(CLEA, **sauf))
    demande = Demande(date(2026, 12, 1), Fraction(7), date(2026, 3, 2), "salarie", route)
    offert = charger(catalogue and str(RACINE / "examples" / catalogue), CLEA).value
    depart = Depart(remplie, demande, date(2026, 11, 30), agenda or Agenda())
    return plan(BAREME, suite(BAREME, remplie), offert, financement(), depart)


def test_le_catalogue_par_critere_se_lit_par_sous_domaine():
    fait = un_plan(non_acquis=["4.1", "4.2"])["detaillee"]
    assert [(m["id"], m["libelle"], m["criteres"]) for m in fait["modules"]] == [
        ("4.1", "Respecter les règles de vie collective", ["4.1.1", "4.1.2", "4.1.3", "4.1.4"]),
    ]
    assert (
        fait["modules"][0]["objectif"] == "être capable de respecter les règles de vie collective"
    )


def test_un_objectif_qui_commence_par_une_voyelle_s_elide():
    fait = un_plan(non_acquis=["1.1", "1.2"])["routes"][1]
    assert [m["objectif"] for m in fait["modules"]][:2] == [
        "être capable d'écouter et comprendre",
        "être capable de s'exprimer à l'oral",
    ]


def test_le_calendrier_compte_les_heures_du_plan_semaine_par_semaine():
    agenda = Agenda(heures=MARDI_JEUDI, fermetures=(Fermeture(*FETES),), delai_finale=7)
    fait = un_plan(agenda, non_acquis=["4.1", "4.2", "6.1"], route="complete")["detaillee"]
    semaines = [rangee for rangee in fait["calendrier"] if rangee["semaine"]]
    assert semaines[0] == {
        "semaine": 1,
        "dates": "01/12 au 03/12/2026",
        "quoi": "mar. 01 : 3 h 30, jeu. 03 : 3 h 30",
        "modules": "4.1",
        "cumul": 7,
    }
    assert semaines[-1]["cumul"] == fait["heures"]
    assert {
        "semaine": "",
        "dates": "22/12 au 31/12/2026",
        "quoi": "pas de séance : congés",
    }.items() <= fait["calendrier"][3].items()
    assert fait["calendrier"][-1]["quoi"] == "évaluation finale"


def test_une_seule_route_est_detaillee_et_les_deux_sont_comparees():
    courte = faire("plan", "md", "un-domaine-manque").decode()
    complete = faire("plan", "md", "un-domaine-manque", "--route", "complete").decode()
    assert "## La plus courte, en détail" in courte
    assert "## La complète, en détail" not in courte
    assert "## La complète, en détail" in complete
    for page in (courte, complete):
        assert "| Heures | 3 h 30 | 28 h 30 |" in page
        assert page.count("### Le calendrier") == 1


@pytest.mark.parametrize("options", [(), ("--organisme", ORGANISME)], ids=["sans", "avec"])
def test_un_plan_de_soixante_heures_tient_en_trois_pages(options, tmp_path):
    """Domaines 2, 4 and 6: 55 h 30."""
    suite_ = ("--date", "2026-11-28", "--situation", "salarie", "--format", "pdf")
    pdf = octets(RACINE, "plan", extreme("trois-domaines", tmp_path), *suite_, *options)
    pages = pypdf.PdfReader(BytesIO(pdf)).pages
    assert len(pages) <= 3
    assert "55 h 30" in pages[0].extract_text()


def test_le_financement_est_celui_de_la_situation_et_le_reste_en_annexe():
    page = faire("plan", "md", "un-domaine-manque", "--situation", "demandeur_emploi").decode()
    financer, annexe = page.split("## Financer")[1].split("## Annexe")
    assert len([ligne for ligne in financer.splitlines() if ligne.strip()]) <= 5
    assert "France Travail" in financer
    assert "Pro-A" not in page
    assert "Source :" in annexe
    assert "Source :" not in financer


def test_il_se_dit_proposition_et_trois_personnes_signent():
    page = faire("plan", "md", "un-domaine-manque").decode()
    assert "Proposition, ne vaut pas convention." in page
    for qui in ("Le candidat :", "L'organisme de formation :", "L'employeur ou le financeur :"):
        assert qui in page


def test_l_organisme_y_dit_qui_forme_le_suivi_le_prix_et_sans_lui_on_le_remplit():
    avec = faire("plan", "md", "un-domaine-manque", "--organisme", ORGANISME).decode()
    assert charger_organisme(str(RACINE / ORGANISME), []).value.organisme.formation.prix in avec
    assert "formateur : Andrea Petit" in avec
    sans = faire("plan", "md", "un-domaine-manque").decode()
    assert "Prix : ....." in sans
    assert "Suivi de la formation : ....." in sans


def test_un_plan_de_l_autre_route_se_controle(tmp_path):
    (tmp_path / "g.csv").write_bytes((RACINE / "examples" / "un-domaine-manque.csv").read_bytes())
    lancer(tmp_path, "plan", "g.csv", "--route", "complete", "-o", "p.md", "--date", "2026-11-28")
    assert lancer(tmp_path, "controler", "p.md").statut == 0


@pytest.mark.parametrize("exemple", ["candidat-certifiable", "indetermine"])
def test_sans_heure_a_faire_le_plan_le_dit_et_n_a_ni_calendrier_ni_financement(exemple):
    page = faire("plan", "md", exemple).decode()
    fin = " : le dossier passe devant le jury." if exemple != "indetermine" else " avant de finir"
    assert f"Aucune formation n'est nécessaire{fin}" in page
    for absent in ("calendrier", "Deux routes", "Financer", "façons de payer", "L'employeur"):
        assert absent not in page


def test_les_ecarts_et_le_plan_comptent_les_modules_de_meme(tmp_path):
    """Domaine 4 alone: the hours of nine critères are those of three sous-domaines."""
    grille = extreme("domaine-4", tmp_path)
    ecarts = octets(RACINE, "ecarts", grille, "--format", "md").decode()
    assert "39 h de formation suffisent, avec 3 modules du catalogue" in ecarts
    plan = octets(RACINE, "plan", grille, "--format", "md").decode()
    assert "| Modules | 3 | 4 |" in plan
