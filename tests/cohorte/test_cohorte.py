"""`clea cohorte`: what is counted, decided by hand; what is read, told, and written in each format."""

import csv
import re
from datetime import date
from html.parser import HTMLParser
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from clea_cli.cohorte import cohorte as comptes
from clea_cli.cohorte import lire_dossiers as lecteur
from clea_cli.cohorte.etudier import Tables, etudier_fichiers
from clea_cli.cohorte.rendus import texte as cohorte_texte
from clea_cli.cohorte.statistiques import (
    Cohorte,
    DelaiDeLaCohorte,
    Duree,
    EvaluationsDuMois,
    Evolution,
    Manque,
    ManquesDuSite,
    Passage,
    PersonneComptee,
    Quartiles,
)
from clea_cli.cohorte.vues import Part
from clea_cli.decision.lot import Lecture
from clea_cli.sorties import tableur_xlsx
from clea_cli.sorties.texte import sans_style
from clea_cli.sources.cellules import Cellule
from tests.outils import exemple_cohorte
from tests.promesses.test_cases import CAS, ecrites, lancer, lancer_octets
from tests.promesses.test_demarrage import modules

EXEMPLE = Path(__file__).parent.parent.parent / "examples" / "cohorte"
FORMATS = ("texte", "csv", "xlsx", "html")


def personnes(
    nombre: int, verdict: str = "certifiable", milliemes: int = 800, **autres: Any
) -> list[PersonneComptee]:
    """As many people, all alike; the first domaine is mastered, the second not."""
    return [PersonneComptee(verdict, milliemes, (True, False), 0)._replace(**autres)] * nombre


def etudier(gens: list[PersonneComptee], domaines: tuple[int, ...] = (0,) * 40) -> Cohorte:
    """Count people whose critères are of the first domaine."""
    return comptes.etudier(gens, domaines)


def rangs(*manques: int) -> int:
    """Those critères, by rank, as bits."""
    return sum(1 << rang for rang in manques)


def test_les_verdicts_et_les_domaines_se_comptent():
    cohorte = etudier([*personnes(12), *personnes(8, "non_certifiable", maitrises=(False, False))])
    assert cohorte.effectif == 20
    assert cohorte.verdicts == (12, 8, 0)
    assert cohorte.certifiables == 12
    assert cohorte.maitrises == (12, 0)
    assert cohorte.sites == cohorte.evaluateurs == cohorte.durees == ()
    assert cohorte.evolution is None


def test_les_quartiles_sont_ceux_du_rang_et_coupes():
    points = (400, 520, 610, 700, 740, 760, 780, 800, 820, 840, 900, 950)
    cohorte = etudier([personne for m in points for personne in personnes(1, milliemes=m)])
    # ranks 2.75, 5.5 and 8.25 of 0-11: 610 + 3/4 of 90, between 760 and 780, 820 + 1/4 of 20
    assert cohorte.points == Quartiles(677, 770, 825)


def test_les_tranches_commencent_a_leur_borne():
    points = [m for m in (499, 500, 699, 700, 749, 750, 799, 800, 1000) for _ in range(5)]
    cohorte = etudier([personne for m in points for personne in personnes(1, milliemes=m)])
    assert cohorte.tranches == (5, 5, 5, 10, 10, 5, 5)


def test_les_criteres_qui_manquent_sont_ranges_et_les_rares_ne_sont_pas_nommes():
    cohorte = etudier(
        [
            *personnes(6, manques=rangs(3, 1, 9)),
            *personnes(4, manques=rangs(3, 7)),
            *personnes(8, manques=rangs(9)),
            *personnes(2),
        ]
    )
    # 9 is missing to 14, 3 to 10, 1 to 6, 7 to 4
    assert cohorte.manques == (Manque(9, 14), Manque(3, 10), Manque(1, 6))


def test_un_critere_qui_manque_a_presque_tous_est_nomme_sans_son_nombre():
    manques = (*personnes(18, manques=rangs(5)), *personnes(2))
    assert etudier(manques).manques == (Manque(5, None),)
    tous = [personne._replace(manques=personne.manques | rangs(8)) for personne in manques]
    # beside it, what all miss would say that the other is not missed by all
    assert etudier(tous).manques == (Manque(5, None), Manque(8, None))
    assert etudier(personnes(20, manques=rangs(8))).manques == (Manque(8, 20),)


def test_vingt_criteres_au_plus_sont_nommes():
    assert [m.rang for m in etudier(personnes(6, manques=rangs(*range(30)))).manques] == list(
        range(20)
    )


def test_les_groupes_ont_leurs_points_et_leurs_domaines():
    cohorte = etudier(
        [
            *personnes(10, site="Lille", milliemes=900),
            *personnes(6, "non_certifiable", 500, site="Lille", maitrises=(False, False)),
            *personnes(7, site="", milliemes=600),
            *personnes(5, "non_certifiable", 700, site="Arras", maitrises=(True, True)),
        ]
    )
    arras, lille, sans = cohorte.sites
    assert (arras.nom, arras.effectif, arras.certifiables, arras.maitrises) == (
        "Arras",
        5,
        0,
        (5, 5),
    )
    assert (lille.nom, lille.effectif, lille.certifiables, lille.maitrises) == (
        "Lille",
        16,
        10,
        (10, 0),
    )
    assert lille.points == Quartiles(500, 900, 900)
    assert (sans.nom, sans.effectif, sans.certifiables) == ("", 7, 7)


def test_un_petit_groupe_ne_montre_rien_et_le_suivant_le_protege():
    cohorte = etudier(
        [
            *personnes(20, evaluateur="E-01"),
            *personnes(9, evaluateur="E-02"),
            *personnes(3, evaluateur="E-03"),
        ]
    )
    assert [groupe.effectif for groupe in cohorte.evaluateurs] == [20, None, None]
    for groupe in cohorte.evaluateurs[1:]:
        assert groupe == (groupe.nom, None, None, (None, None), None)


def test_un_verdict_masque_l_est_partout():
    gens = [
        *personnes(6, site="Lille"),
        *personnes(30, "non_certifiable"),
        *personnes(4, "indetermine"),
    ]
    cohorte = etudier(
        [personne._replace(site=personne.site or "Arras", minutes=600) for personne in gens]
    )
    assert cohorte.verdicts == (None, 30, None)
    assert cohorte.certifiables is None
    assert [groupe.certifiables for groupe in cohorte.sites].count(None) >= 1
    assert [(duree.verdict, duree.effectif) for duree in cohorte.durees] == [
        ("certifiable", None),
        ("non_certifiable", 30),
        ("indetermine", None),
        ("", 40),
    ]


def test_les_points_ne_livrent_pas_les_verdicts():
    # 18 are not certifiable, of whom 15 have too few points: the 3 others would be told apart.
    cohorte = etudier(
        [
            *personnes(20),
            *personnes(15, "non_certifiable", 600),
            *personnes(3, "non_certifiable", 800),
        ],
    )
    assert (cohorte.verdicts[1], cohorte.tranches[2]) != (18, 15)


def test_les_heures_ne_livrent_pas_les_verdicts():
    # The hours of 14 of the 16 certifiable are known: the 2 others would be told apart.
    gens = [
        *personnes(14, minutes=600),
        *personnes(2),
        *personnes(12, "non_certifiable", minutes=900),
    ]
    cohorte = etudier([*gens, *personnes(9, "non_certifiable")])
    assert (cohorte.verdicts[0], cohorte.durees[0].effectif) != (16, 14)


def test_un_seul_domaine_masque_comme_le_verdict():
    gens = [*personnes(6), *personnes(30, "non_certifiable"), *personnes(4, "indetermine")]
    cohorte = etudier([p._replace(maitrises=(p.verdict == "certifiable",)) for p in gens])
    assert cohorte.verdicts == (None, 30, None)
    assert cohorte.maitrises == (None,)  # 40 - 30 - 6 would give 4


def test_le_passage_de_la_prealable_a_la_finale():
    cohorte = etudier(
        [
            *personnes(6, maitrises=(True, True), prealable=(True, False)),
            *personnes(7, maitrises=(True, True), prealable=(True, True), avant="certifiable"),
            *personnes(5, "non_certifiable", maitrises=(False, True), prealable=(False, False)),
            *personnes(9, maitrises=(True, False)),
        ]
    )
    domaines = (Passage(13, 0, 13), Passage(7, 11, 18))
    assert cohorte.evolution == Evolution(18, Passage(7, 6, 13), domaines)


def test_un_domaine_ne_livre_pas_celui_qui_le_maitrise_sans_etre_certifiable():
    """10 certifiables beside 11 who master the domaine 1 would speak of one person."""
    gens = [
        *personnes(10, maitrises=(True, True), site="Lille"),
        *personnes(1, "non_certifiable", maitrises=(True, False), site="Lille"),
        *personnes(9, "non_certifiable", maitrises=(False, False), site="Lille"),
        *personnes(20, "non_certifiable", maitrises=(False, False), site="Nantes"),
    ]
    cohorte = etudier(gens)
    assert (cohorte.certifiables, cohorte.maitrises) == (10, (None, 10))
    [lille, _] = cohorte.sites
    assert (lille.certifiables, lille.maitrises) == (10, (None, 10))


@pytest.mark.parametrize(
    ("nombre", "sur", "bas", "haut"),  # worked out by hand from Wilson's formula
    [(0, 4, 0, 490), (4, 4, 510, 1000), (3, 4, 300, 955), (1, 2, 94, 906), (16, 42, 249, 532)],
)
def test_l_intervalle_d_un_taux_est_celui_de_wilson(nombre, sur, bas, haut):
    assert Part(nombre, sur).intervalle == (bas, haut)


def test_les_sites_sont_dans_l_ordre_d_un_index_francais():
    gens = [
        personne
        for site in ("Zuydcoote", "Évreux", "Lens", "")
        for personne in personnes(10, site=site)
    ]
    assert [site.nom for site in etudier(gens).sites] == ["Évreux", "Lens", "Zuydcoote", ""]


def test_un_passage_de_quelques_uns_masque_l_autre_part():
    gens = [
        *personnes(3, maitrises=(True, True), prealable=(True, True)),
        *personnes(9, maitrises=(True, True), prealable=(False, True)),
        *personnes(8, "non_certifiable", maitrises=(False, True), prealable=(False, True)),
    ]
    domaines = (Passage(None, None, 12), Passage(20, 0, 20))
    assert etudier(gens).evolution == Evolution(20, Passage(0, 12, 12), domaines)
    rien = Passage(None, None, None)
    evolution = etudier([*gens[:3], *personnes(30)]).evolution
    assert evolution == Evolution(None, rien, (rien, rien))


def test_un_domaine_d_avant_ne_livre_pas_qui_l_avait_sans_etre_certifiable():
    """6 certifiables at the préalable beside 8 who had the domaine 1 would speak of two people."""
    gens = [
        *personnes(6, maitrises=(True, True), prealable=(True, True), avant="certifiable"),
        *personnes(2, maitrises=(True, True), prealable=(True, False)),
        *personnes(12, maitrises=(True, True), prealable=(False, False)),
    ]
    domaines = (Passage(None, None, 20), Passage(6, 14, 20))
    assert etudier(gens).evolution == Evolution(20, Passage(6, 14, 20), domaines)


def test_qui_a_perdu_son_verdict_n_est_pas_compte_comme_l_ayant_garde():
    deux = {"maitrises": (True, True), "prealable": (True, True), "avant": "certifiable"}
    gens = [*personnes(9, **deux), *personnes(6, "non_certifiable", **deux)]
    assert etudier(gens).evolution.verdict == Passage(9, 0, 9)


def test_les_mois_comptent_les_evaluations_et_le_delai_celles_qui_en_ont_deux():
    mars, avril, juin = date(2026, 3, 31), date(2026, 4, 1), date(2026, 6, 30)
    deux = {"prealable": (False, False)}
    gens = [
        *personnes(10, jour=mars, jour_finale=avril, **deux),
        *personnes(7, jour=mars, jour_finale=juin, **deux),
        *personnes(6, jour=avril),
        *personnes(5),
        *personnes(8, jour=juin, jour_finale=avril, **deux),  # days the wrong way round
    ]
    cohorte = etudier(gens)
    assert cohorte.mois == (
        EvaluationsDuMois("2026-03", 17, 0),
        EvaluationsDuMois("2026-04", 6, 18),
        EvaluationsDuMois("2026-06", 8, 7),
        EvaluationsDuMois("", 5, 0),
    )
    assert cohorte.delai == DelaiDeLaCohorte(17, Quartiles(1, 1, 91))  # ranks 4, 8 and 12 of 0-16
    assert etudier(personnes(9)).mois == ()


def test_un_mois_de_quelques_uns_est_masque_et_le_suivant_le_protege():
    mois = [date(2026, 1, 5)] * 20 + [date(2026, 2, 5)] * 9 + [date(2026, 3, 5)] * 2
    cohorte = etudier([personne for jour in mois for personne in personnes(1, jour=jour)])
    assert [un.premieres for un in cohorte.mois] == [20, None, None]


def test_un_mois_d_un_seul_site_ne_livre_pas_le_reste_du_site():
    # Lille 17, of whom 15 in January: two people would be told apart.
    janvier, mars = {"jour": date(2026, 1, 5)}, {"jour": date(2026, 3, 5)}
    gens = [
        *personnes(15, site="Lille", **janvier),
        *personnes(2, site="Lille", **mars),
        *personnes(30, site="Lens", **mars),
    ]
    cohorte = etudier(gens)
    montres = [site.effectif for site in cohorte.sites]
    assert None in [*montres, *[un.premieres for un in cohorte.mois]]


def test_les_criteres_d_un_site_sont_ranges_et_masques_comme_ceux_de_tous():
    gens = [
        *personnes(10, "non_certifiable", site="Lille", manques=rangs(1, 2)),
        *personnes(6, "non_certifiable", site="Lille", manques=rangs(2, 3)),
        *personnes(8, "non_certifiable", site="Lille", manques=0),
        *personnes(20, "non_certifiable", site="Lens", manques=rangs(4)),
        *personnes(3, "non_certifiable", site="Lens", manques=rangs(5)),
    ]
    lens, lille = etudier(gens).manques_par_site
    # at Lens 4 is missing to all but three, 5 to three; elsewhere to nobody, so no number is there
    assert lens == ManquesDuSite("Lens", 23, (Manque(4, None),))
    assert lille == ManquesDuSite("Lille", 24, (Manque(2, 16), Manque(1, 10), Manque(3, 6)))


def test_un_site_qui_n_est_pas_montre_n_a_pas_de_criteres():
    gens = [
        *personnes(20, site="Lille", manques=rangs(1)),
        *personnes(9, site="Lens", manques=rangs(1)),
        *personnes(3, site="Arras", manques=rangs(1)),
    ]
    assert [site.nom for site in etudier(gens).manques_par_site] == ["Lille"]


def test_un_critere_qui_fait_perdre_son_domaine_est_montre_comme_lui():
    """12 who miss the critère beside 14 who do not master the domaine would speak of two people."""
    perdu = {"maitrises": (False, False), "site": "Lille"}
    gens = [
        *personnes(12, "non_certifiable", manques=rangs(1), **perdu),
        *personnes(2, "non_certifiable", manques=0, **perdu),
        *personnes(20, site="Lille"),
    ]
    cohorte = etudier(gens)
    assert cohorte.maitrises[0] == 20
    assert cohorte.manques == ()
    assert cohorte.manques_par_site == (ManquesDuSite("Lille", 34, ()),)


def test_les_durees_par_verdict():
    cohorte = etudier(
        [
            *personnes(5, minutes=2100),
            *personnes(5, minutes=2130),
            *personnes(5, "non_certifiable", minutes=600),
            *personnes(6, "non_certifiable"),
        ]
    )
    assert cohorte.durees == (
        Duree("certifiable", 10, Quartiles(2100, 2115, 2130)),
        Duree("non_certifiable", 5, None),  # the quarters of five would be those of three of them
        Duree("", 15, Quartiles(600, 2100, 2130)),  # ranks 3.5, 7 and 10.5 of 0-14
    )


@pytest.mark.parametrize("indetermines", [0, 5])  # of whom the hours are not known
def test_un_indetermine_ne_fait_pas_masquer_les_heures_de_tous(indetermines):
    gens = [
        *personnes(40, minutes=2100),
        *personnes(30, "non_certifiable", minutes=600),
        *personnes(1, "indetermine", minutes=600),
        *personnes(6, "non_certifiable"),
        *personnes(indetermines, "indetermine"),
    ]
    durees = etudier(gens).durees
    assert [(duree.verdict, duree.effectif) for duree in durees] == [
        ("certifiable", 40),
        ("pas_certifiable", 31),
        ("", 71),
    ]
    assert durees[1].minutes == Quartiles(600, 600, 600)


def test_un_certifiable_ne_fait_pas_masquer_les_heures_de_tous():
    gens = [
        *personnes(1, minutes=600),
        *personnes(15, "non_certifiable", minutes=600),
        *personnes(6),
    ]
    assert etudier(gens).durees == (Duree("", 16, Quartiles(600, 600, 600)),)


def test_des_heures_inconnues_de_quelques_uns_masquent_les_autres():
    cohorte = etudier([*personnes(20, minutes=600), *personnes(3)])
    assert cohorte.durees == (Duree("certifiable", None, None), Duree("", None, None))


def lire(texte: str) -> tuple[lecteur.LigneDeDossier, ...]:
    lus = lecteur.lire(texte.encode(), "dossiers.csv")
    assert lus.value is not None, lus.diagnostics
    return lus.value


def test_les_colonnes_des_dossiers_sont_trouvees_par_leur_nom():
    [dossier] = lire(
        'Nom,SITE,Heures de formation,Évaluatrice,Référence du candidat\nDurand,Lille,"12,5",E-01,C-0001\n'
    )
    assert dossier == (Cellule("C-0001", 2, 2, 5), "E-01", "Lille", "", 750, None)
    assert "Durand" not in str(dossier)


@pytest.mark.parametrize(
    ("ecrites", "minutes"),
    [("35", 2100), ("12,5", 750), ("12.25 h", 735), ("7 heures", 420), ("0", 0), ("", None)],
)
def test_les_heures_s_ecrivent_de_plusieurs_facons(ecrites, minutes):
    assert lire(f"reference;heures\nC-0001;{ecrites}\n")[0].minutes == minutes


@pytest.mark.parametrize("ecrit", ["-", "–", "—", "--", "?", "non renseigné", "Inconnu"])
def test_un_tiret_veut_dire_que_l_on_ne_sait_pas(ecrit):
    [dossier] = lire(f"reference;site;evaluateur;heures\nC-0001;{ecrit};{ecrit};{ecrit}\n")
    assert (dossier.site, dossier.evaluateur, dossier.minutes) == ("", "", None)


def test_nc_ne_dit_pas_les_heures_et_peut_etre_quelqu_un():
    [dossier] = lire("reference;evaluateur;heures\nC-0001;NC;n.c.\n")
    assert (dossier.evaluateur, dossier.minutes) == ("NC", None)


@pytest.mark.parametrize("ecrites", ["-3", "douze", "1e3", "12,345", "99999", "3 jours"])
def test_ce_qui_n_est_pas_un_nombre_d_heures_est_dit(ecrites):
    lus = lecteur.lire(f"reference;heures\nC-0001;{ecrites}\n".encode(), "d.csv")
    assert [(f.code, f.position.cellule) for f in lus.diagnostics] == [("J403", "B2")]


def test_les_dossiers_d_un_classeur_se_lisent_de_meme():
    lignes = [
        ["Dossiers de novembre"],
        ["reference", "heures", "evaluation"],
        ["C-0001", "35", "Préalable"],
    ]
    lus = lecteur.lire(tableur_xlsx.ecrire([["rien"], *lignes], "d"), "d.xlsx")
    assert lus.value is not None
    assert [(d.reference.valeur, d.minutes, d.evaluation) for d in lus.value] == [
        ("C-0001", 2100, "prealable")
    ]


def test_toutes_les_fautes_des_dossiers_sont_dites_d_un_coup():
    texte = "reference;heures;evaluation\nC-0001;x;y\n;35;\n;;\nC-0002;1;finale\nC-0002;1;finale\n"
    lus = lecteur.lire(texte.encode(), "d.csv")
    assert lus.value is None
    assert [(f.code, f.position.cellule) for f in lus.diagnostics] == [
        ("J402", "C2"),
        ("J403", "B2"),
        ("J408", "A3"),
        ("J404", "A6"),
    ]


# --- from files to what is written -----------------------------------------------------------------------------------

TITRES = "candidat;1.1.1;1.1.2;1.2.1;2.1.1;2.2.1"  # jouet.yaml: 2 points of 3, then 1 of 2


def preparer(dossier: Path, **fichiers: str) -> Path:
    (dossier / "jouet.yaml").write_bytes((CAS / "grille" / "jouet.yaml").read_bytes())
    for nom, contenu in fichiers.items():
        (dossier / f"{nom}.csv").write_text(contenu, encoding="utf-8")
    return dossier


def grilles(*reponses: str, debut: int = 1) -> str:
    """A wide grille: « AANEA » is the answers of a candidate."""
    mots = {"A": "A", "N": "NA", "E": "NE"}
    lignes = [
        f"C-{rang:04};{';'.join(mots[r] for r in rs)}"
        for rang, rs in enumerate(reponses, start=debut)
    ]
    return "\n".join([TITRES, *lignes, ""])


def valeurs(sortie: str) -> dict[tuple[str, str, str], str]:
    """The numbers of the CSV by table, row and measure; a share as « 6/10 », a hidden one as « masqué »."""
    dites = {}
    for ligne in csv.DictReader(StringIO(sortie.removeprefix("\ufeff")), delimiter=";"):
        sur = f"/{ligne['sur']}" if ligne["sur"] else ""
        valeur = "masqué" if ligne["masque"] == "oui" else ligne["valeur"] + sur
        dites[ligne["tableau"], ligne["ligne"], ligne["mesure"]] = valeur
    return dites


def compter(dossier: Path, *arguments: str, statut: int = 0) -> dict[tuple[str, str, str], str]:
    execution = lancer(
        dossier, "cohorte", *arguments, "--referentiel", "jouet.yaml", "--format", "csv"
    )
    assert execution.statut == statut, execution.erreurs
    return valeurs(execution.sortie)


def test_une_cohorte_se_compte_de_bout_en_bout(tmp_path):
    preparer(tmp_path, g=grilles(*["AAAAA"] * 6, *["ANNAA"] * 5))
    lus = compter(tmp_path, "g.csv")
    assert lus["verdicts", "Certifiable", "personnes"] == "6/11"
    assert lus["verdicts", "Non certifiable", "personnes"] == "5/11"
    assert lus["domaines", "1", "maîtrisé par"] == "6/11"
    assert lus["domaines", "2", "maîtrisé par"] == "11/11"
    assert lus["points", "de 60 à moins de 70 %", "personnes"] == "5/11"
    assert lus["critères", "1.1.2", "manque à"] == lus["critères", "1.2.1", "manque à"] == "5/11"


def test_deux_evaluations_font_une_personne(tmp_path):
    # Each fails the domaine 1 at the préalable, and gains it; what the préalable gave in domaine 2 is kept.
    avant, apres = grilles(*["ANNAA"] * 6), grilles(*["AAANN"] * 6)
    dossiers = "".join(f"C-{n:04};préalable;g\nC-{n:04};finale;sous/h.csv\n" for n in range(1, 7))
    preparer(tmp_path, g=avant, d=f"reference;evaluation;grille\n{dossiers}")
    (tmp_path / "sous").mkdir()
    (tmp_path / "sous" / "h.csv").write_text(apres, encoding="utf-8")
    lus = compter(tmp_path, "g.csv", "sous/h.csv", "--dossiers", "d.csv")
    assert lus["verdicts", "Certifiable", "personnes"] == "6/6"
    assert lus["évolution", "1", "dès la préalable"] == "0/6"
    assert lus["évolution", "1", "à la finale"] == "6/6"
    assert lus["évolution", "2", "dès la préalable"] == "6/6"


def test_ce_que_dit_un_dossier_vient_de_la_finale_ou_a_defaut_de_la_prealable(tmp_path):
    dossiers = "".join(
        f"C-{n:04};finale;h;Lille;;35\nC-{n:04};préalable;g;Arras;E-01;7\n" for n in range(1, 11)
    )
    preparer(tmp_path, g=grilles(*["AAAAA"] * 10), h=grilles(*["AAAAA"] * 10))
    (tmp_path / "d.csv").write_text(
        f"reference;evaluation;grille;site;evaluateur;heures\n{dossiers}", encoding="utf-8"
    )
    lus = compter(tmp_path, "g.csv", "h.csv", "--dossiers", "d.csv")
    assert lus["sites", "Lille", "personnes"] == "10"
    assert lus["évaluateurs", "E-01", "personnes"] == "10"
    assert lus["durées", "Ensemble", "médiane"] == "35,0"


def test_un_candidat_un_site_et_un_evaluateur_ecrits_de_plusieurs_facons_n_en_font_qu_un(tmp_path):
    facons = [
        ("C-{:04}", "Lille", "E-01"),
        ("c\u2011{:04}", "LILLE", "e-01"),
        ("C-{:04}\u200b", "Li\u00adlle", "E\u201101"),
    ]
    lignes = []
    for n in range(1, 13):
        reference, site, evaluateur = facons[n % 3]
        lignes.append(f"{reference.format(n)};{site};{evaluateur}\n")
    preparer(
        tmp_path, g=grilles(*["AAAAA"] * 12), d="reference;site;evaluateur\n" + "".join(lignes)
    )
    lus = compter(tmp_path, "g.csv", "--dossiers", "d.csv")
    # all ways are as frequent: the first one written is shown, that of the second line above
    assert lus["sites", "LILLE", "personnes"] == "12"
    assert lus["évaluateurs", "e-01", "personnes"] == "12"


def test_une_grille_refusee_est_dite_et_les_autres_sont_comptees(tmp_path):
    refusee = grilles("AAAAA", debut=99).replace("A;A;A;A;A", "A;A;A;A;bof")
    preparer(tmp_path, g=grilles(*["AAAAA"] * 60), h=refusee)
    (tmp_path / "d.csv").write_text(
        "reference;grille\nC-0099;h.csv\nC-0001;h.csv\n", encoding="utf-8"
    )
    arguments = ("g.csv", "h.csv", "--dossiers", "d.csv", "--referentiel", "jouet.yaml")
    execution = lancer(tmp_path, "cohorte", *arguments)
    # the dossiers of a grille that is refused: that was told; C-0001 is not counted, his grille is the one refused
    assert [faute.code for faute in ecrites(execution.erreurs)] == ["F203"]
    assert execution.statut == 3
    assert "Cohorte de 59 personnes" in execution.sortie
    assert "1 fichier refusé" in execution.sortie
    assert "2 personnes ne sont pas comptées (grille dans un fichier refusé : 2)" in " ".join(
        execution.sortie.split()
    )


def test_une_cohorte_trop_petite_n_ecrit_rien(tmp_path):
    preparer(tmp_path, g=grilles(*["AAAAA"] * 4))
    execution = lancer(
        tmp_path, "cohorte", "g.csv", "-r", "jouet.yaml", "-o", "c.html", "-f", "html"
    )
    assert execution.statut == 1
    assert [faute.code for faute in ecrites(execution.erreurs)] == ["J401"]
    assert not (tmp_path / "c.html").exists()
    preparer(tmp_path, g="abîmé")
    execution = lancer(tmp_path, "cohorte", "g.csv", "-r", "jouet.yaml")
    assert [faute.code for faute in ecrites(execution.erreurs)] == [
        "F103"
    ]  # and not that the cohorte is small


def ecrire(dossier: Path, format_: str, *arguments: str) -> bytes:
    statut, sortie, erreurs = lancer_octets(
        dossier, "cohorte", *arguments, "-f", format_, "-o", f"c.{format_}", "--forcer"
    )
    assert (statut, sortie) == (0, b""), erreurs
    return (dossier / f"c.{format_}").read_bytes()


HOSTILE = "=1+1<b>&\x1b[31m"


@pytest.fixture(scope="module")
def ecrits(tmp_path_factory) -> dict[str, bytes]:
    """The example with an évaluateur whose name attacks, in each format."""
    dossier = tmp_path_factory.mktemp("cohorte")
    for nom, contenu in exemple_cohorte.fabriquer().items():
        (dossier / nom).write_bytes(
            contenu.replace(b"E-02", HOSTILE.encode()) if nom == "dossiers.csv" else contenu
        )
    arguments = ("prealables.csv", "finales.csv", "--dossiers", "dossiers.csv")
    deux_fois = [
        {format_: ecrire(dossier, format_, *arguments) for format_ in FORMATS} for _ in range(2)
    ]
    assert deux_fois[0] == deux_fois[1]
    return deux_fois[0]


def contenu(format_: str, octets: bytes) -> str:
    if format_ != "xlsx":
        return octets.decode()
    classeur = CalamineWorkbook.from_filelike(BytesIO(octets))
    return str([classeur.get_sheet_by_name(nom).to_python() for nom in classeur.sheet_names])


@pytest.mark.parametrize("format_", FORMATS)
def test_aucune_reference_de_candidat_ne_sort(format_, ecrits):
    texte = contenu(format_, ecrits[format_])
    assert not re.search(r"C-\d{4}", texte)
    assert "E-01" in texte  # an évaluateur is shown as written
    assert "masqué" in texte or ";oui\r\n" in texte


def test_un_nom_n_est_jamais_obei(ecrits):
    assert "'=1+1<b>" in ecrits["csv"].decode()
    assert "=1+1&lt;b&gt;&amp;␛" in ecrits["html"].decode()
    assert "\x1b" not in ecrits["texte"].decode()
    assert "=1+1<b>&␛[31m" in contenu("xlsx", ecrits["xlsx"])
    assert "<f>" not in str(ecrits["xlsx"])


def test_le_classeur_a_un_onglet_par_tableau_et_des_nombres(ecrits):
    classeur = CalamineWorkbook.from_filelike(BytesIO(ecrits["xlsx"]))
    assert classeur.sheet_names == [
        *(
            "à lire",
            "verdicts",
            "domaines",
            "points",
            "critères",
            "évolution",
            "délai",
            "sites",
            "domaines par site",
            "critères par site",
        ),
        *("évaluateurs", "domaines par évaluateur", "durées", "mois", "lecture", "à croiser"),
    ]
    titres, *lignes = classeur.get_sheet_by_name("verdicts").to_python()
    assert titres == ["Verdict", "personnes", "personnes (%)"]
    assert lignes[0] == ["Certifiable", 16.0, 0.38]


class Page(HTMLParser):
    def __init__(self, texte: str) -> None:
        super().__init__()
        self.balises: list[tuple[str, dict[str, str | None]]] = []
        self.feed(texte)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.balises.append((tag, dict(attrs)))


def test_la_page_ne_charge_rien_et_se_lit_sans_ses_dessins(ecrits):
    page = Page(ecrits["html"].decode())
    balises = dict(page.balises)
    assert balises["html"] == {"lang": "fr"}
    assert not {"script", "img", "link", "iframe"} & set(balises)
    [politique] = [
        a["content"] for _, a in page.balises if a.get("http-equiv") == "Content-Security-Policy"
    ]
    assert politique == "default-src 'none'; style-src 'unsafe-inline'"
    assert all(a.get("aria-hidden") == "true" for balise, a in page.balises if balise == "svg")
    assert all(a.get("scope") in {"row", "col"} for balise, a in page.balises if balise == "th")
    ids = [a["id"] for _, a in page.balises if "id" in a]
    assert len(ids) == len(set(ids))
    assert {f"#{i}" for i in ids} >= {a["href"] for balise, a in page.balises if balise == "a"}


def test_un_nombre_masque_ne_se_dessine_pas(ecrits):
    rangees = re.findall(r"<tr.*?</tr>", ecrits["html"].decode(), flags=re.DOTALL)
    for rangee in rangees:
        if (
            'class="trait"' in rangee
            and rangee.count('class="nombre masque"') == rangee.count("<td") - 1
        ):
            assert 'class="vide"' in rangee
            assert "obtenu" not in rangee


@pytest.mark.parametrize("largeur", [80, 100])
def test_aucune_ligne_ne_deborde_de_l_ecran(largeur):
    sources = [str(EXEMPLE / nom) for nom in ("prealables.csv", "finales.csv")]
    vue = etudier_fichiers(sources, Tables(str(EXEMPLE / "dossiers.csv")), Lecture()).vue
    assert vue is not None
    assert max(map(len, sans_style(cohorte_texte.rendre(vue, largeur)).splitlines())) <= largeur


def test_l_exemple_est_celui_que_le_programme_fabrique():
    assert {f.name: f.read_bytes() for f in EXEMPLE.iterdir()} == exemple_cohorte.fabriquer()


def test_pandas_n_est_charge_que_par_la_cohorte():
    assert "pandas" not in modules("cohorte", "--help")
    assert "pandas" not in modules("score", "examples/douze-candidats.csv")
    assert "pandas" in modules("cohorte", "examples/douze-candidats.csv")


REPONSES = st.lists(st.text("ANE", min_size=5, max_size=5), min_size=5, max_size=30)


@given(REPONSES, st.data())
@settings(max_examples=40, deadline=None)
def test_aucun_nombre_de_un_a_quatre_ne_sort(tmp_path_factory, reponses, data):
    dossier = preparer(tmp_path_factory.mktemp("c"), g=grilles(*reponses))
    sites = data.draw(
        st.lists(
            st.sampled_from(["", "Lille", "Arras"]), min_size=len(reponses), max_size=len(reponses)
        )
    )
    lignes = "".join(f"C-{rang:04};{site}\n" for rang, site in enumerate(sites, start=1))
    (dossier / "d.csv").write_text(f"reference;site\n{lignes}", encoding="utf-8")
    for valeur in compter(dossier, "g.csv", "--dossiers", "d.csv").values():
        nombre, _, sur = valeur.partition("/")
        if sur:
            assert not 0 < int(nombre) < 5
            assert not 0 < int(sur) - int(nombre) < 5
            assert int(sur) >= 5
