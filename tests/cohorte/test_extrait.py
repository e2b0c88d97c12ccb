"""Only some people of a cohorte, and sites under other names: who is counted, and what is said of it."""

from datetime import date

import pytest

from clea_cli.cohorte import lire_regroupement
from clea_cli.cohorte.periode import lire_periode
from tests.cohorte.test_cohorte import compter, grilles, preparer
from tests.outils import terminal
from tests.promesses.test_cases import ecrites, lancer


@pytest.mark.parametrize(
    ("ecrite", "debut", "fin"),
    [
        ("2026", (2026, 1), (2026, 12)),
        ("2026-03", (2026, 3), (2026, 3)),
        ("03/2026", (2026, 3), (2026, 3)),
        ("2026-01..2026-06", (2026, 1), (2026, 6)),
        ("2025-09 .. 2026", (2025, 9), (2026, 12)),
        ("9/2025 à 6/2026", (2025, 9), (2026, 6)),
    ],
)
def test_une_periode_s_ecrit_de_plusieurs_facons(ecrite, debut, fin):
    assert lire_periode(ecrite) == (debut, fin)


@pytest.mark.parametrize(
    "ecrite", ["", "mars", "2026-13", "2026-00", "26", "2026..2027..2028", ".."]
)
def test_ce_qui_n_est_pas_une_periode_n_est_pas_devine(ecrite):
    assert lire_periode(ecrite) is None


def test_une_periode_contient_son_premier_et_son_dernier_jour():
    periode = lire_periode("2026-02..2026-03")
    jours = [date(2026, 1, 31), date(2026, 2, 1), date(2026, 3, 31), date(2026, 4, 1)]
    assert [periode.contient(jour) for jour in jours] == [False, True, True, False]


@pytest.fixture
def cohorte(tmp_path):
    """Lille 8, Lens 7, Arras 6; of the grilles, those of Lens are of January, the rest of May."""
    janvier = "date de l'évaluation;15/01/2026\n" + grilles(*["ANNAA"] * 7, debut=9)
    mai = "date de l'évaluation;15/05/2026\n" + grilles(*["AAAAA"] * 8)
    preparer(tmp_path, jan=janvier, mai=mai, sans=grilles(*["AAAAA"] * 6, debut=16))
    lignes = ["reference;site"]
    for numero in range(1, 22):
        site = "Lille" if numero < 9 else "Lens" if numero < 16 else "Arras"
        lignes.append(f"C-{numero:04};{site}")
    (tmp_path / "d.csv").write_text("\n".join([*lignes, ""]), encoding="utf-8")
    return tmp_path


TOUS = ("jan.csv", "mai.csv", "sans.csv", "--dossiers", "d.csv")


def test_un_site_se_compte_seul_et_les_autres_sont_dits_hors_de_l_extrait(cohorte):
    with (cohorte / "d.csv").open("a", encoding="utf-8") as flux:
        flux.write("C-0099;Arras\n")
    lus = compter(cohorte, *TOUS, "--site", "LILLE", "--site", "lens")
    assert lus["verdicts", "Certifiable", "personnes"] == "8/15"
    assert [ligne for tableau, ligne, _ in lus if tableau == "sites"][::5] == [
        "Lens",
        "Lille",
        "ensemble",
    ]
    # the dossier without a grille is of Arras too: it is outside, and not left out
    assert lus["lecture", "Personnes", "lus"] == "22"
    assert lus["lecture", "", "non comptés"] == "7"


def test_une_periode_est_celle_de_la_derniere_evaluation(cohorte):
    lus = compter(cohorte, *TOUS, "--periode", "2026-05")
    assert lus["verdicts", "Certifiable", "personnes"] == "8/8"
    execution = lancer(cohorte, "cohorte", *TOUS, "-r", "jouet.yaml", "--periode", "2026-05")
    texte = " ".join(execution.sortie.split())
    assert "Extrait : dernière évaluation en mai 2026." in texte
    hors = "13 personnes sont hors de l'extrait (une autre période : 7, "
    assert f"{hors}un jour que la grille ne dit pas : 6)." in texte
    assert "Attention : ceci est un extrait ; publié avec un autre qui le recoupe" in texte


def test_un_extrait_de_quatre_personnes_n_est_pas_montre(cohorte):
    (cohorte / "d.csv").write_text(
        "reference;site\n" + "".join(f"C-{n:04};Lens\n" for n in range(1, 5)), encoding="utf-8"
    )
    execution = lancer(cohorte, "cohorte", *TOUS, "-r", "jouet.yaml", "--site", "Lens")
    assert [faute.code for faute in ecrites(execution.erreurs)] == ["J401"]
    assert "cet extrait compte moins de" in execution.erreurs
    assert "aide : demandez une période plus longue, ou plus de sites.\n" in execution.erreurs


def test_un_extrait_vide_dit_que_des_grilles_n_ont_pas_de_jour(cohorte):
    arguments = (*TOUS, "-r", "jouet.yaml", "--periode", "2025")
    execution = lancer(cohorte, "cohorte", *arguments)
    assert [faute.code for faute in ecrites(execution.erreurs)] == ["J401"]
    assert "n'est d'aucune période : écrivez au-dessus de ses titres" in execution.erreurs


@pytest.mark.parametrize(
    ("arguments", "dit"),
    [
        (("--periode", "2026-06..2026-01"), "finit avant de commencer"),
        (("--site", ""), "« --site » est vide"),
        (("--site", " "), "« --site » est vide"),
    ],
)
def test_une_demande_mal_ecrite_est_une_erreur_d_usage(cohorte, arguments, dit):
    execution = lancer(cohorte, "cohorte", *TOUS, "-r", "jouet.yaml", *arguments)
    assert execution.statut == 2
    assert dit in " ".join(execution.erreurs.split())


def test_une_raison_de_quatre_personnes_n_est_pas_dite_seule(cohorte):
    dossiers = (cohorte / "d.csv").read_text(encoding="utf-8")
    for numero in range(9, 12):
        dossiers = dossiers.replace(f"C-{numero:04};Lens", f"C-{numero:04};Lille")
    (cohorte / "d.csv").write_text(dossiers, encoding="utf-8")
    demande = ("--site", "Lille", "--periode", "2026-05")
    execution = lancer(cohorte, "cohorte", *TOUS, "-r", "jouet.yaml", *demande)
    # of Lille, three are of January; ten are of other sites
    texte = " ".join(execution.sortie.split())
    assert "13 personnes sont hors de l'extrait (toutes raisons réunies : 13)." in texte
    assert not any(raison in texte for raison in ("un autre site", "une autre période"))


def test_qui_n_est_pas_compte_ne_cache_pas_un_groupe_de_trois(cohorte):
    with (cohorte / "d.csv").open("a", encoding="utf-8") as flux:
        flux.write("C-0098;Gap\nC-0099;Gap\nC-0001;Gap\n")
    dossiers = (cohorte / "d.csv").read_text(encoding="utf-8")
    for numero in (1, 9, 10):
        dossiers = dossiers.replace(f"C-{numero:04};Lille\n", "").replace(
            f"C-{numero:04};Lens\n", f"C-{numero:04};Gap\n"
        )
    (cohorte / "d.csv").write_text(dossiers, encoding="utf-8")
    # outside are five people of Gap, two of whom nobody counts
    arguments = ["--site", "Lille", "--site", "Lens", "--site", "Arras"]
    execution = lancer(cohorte, "cohorte", *TOUS, "-r", "jouet.yaml", *arguments)
    assert [faute.code for faute in ecrites(execution.erreurs) if faute.code != "J407"] == ["J418"]
    assert execution.sortie == ""


def test_des_sites_regroupes_se_montrent_sous_le_nom_de_leur_groupe(cohorte):
    regroupement = "Centre;Région\nlens;Artois\nARRAS;artois\n"
    (cohorte / "r.csv").write_text(regroupement, encoding="utf-8")
    lus = compter(cohorte, *TOUS, "--regroupement", "r.csv")
    assert lus["sites", "Artois", "personnes"] == "13"
    assert lus["sites", "Lille", "personnes"] == "8"
    assert ("sites", "Lens", "personnes") not in lus
    assert ("source", "Regroupement", "") in lus
    arguments = (*TOUS, "-r", "jouet.yaml", "--regroupement", "r.csv", "--site", "Artois")
    texte = " ".join(lancer(cohorte, "cohorte", *arguments).sortie.split())
    assert "Cohorte de 13 personnes" in texte
    assert "Sites regroupés : Artois (lens, ARRAS)." in texte


def test_un_groupe_de_personne_n_est_pas_cite(cohorte):
    (cohorte / "r.csv").write_text("site;groupe\nLens;Artois\nGap;Alpes\n", encoding="utf-8")
    arguments = (*TOUS, "-r", "jouet.yaml", "--regroupement", "r.csv", "--format", "csv")
    sortie = lancer(cohorte, "cohorte", *arguments).sortie
    assert "Artois : Lens." in sortie
    assert "Alpes" not in sortie


def test_un_site_nomme_ensemble_ou_non_renseigne_a_sa_ligne(cohorte):
    (cohorte / "r.csv").write_text(
        "site;groupe\nLens;Ensemble\nArras;Non renseigné\n", encoding="utf-8"
    )
    lus = compter(cohorte, *TOUS, "--regroupement", "r.csv")
    assert lus["sites", "Ensemble (site)", "personnes"] == "7"
    assert lus["sites", "Non renseigné (site)", "personnes"] == "6"
    assert lus["domaines par site", "Ensemble (site)", "d2"] == "7/7"
    assert lus["sites", "ensemble", "personnes"] == "21"


def test_les_fautes_d_un_regroupement_sont_dites_d_un_coup():
    texte = "site;groupe\nLille;Nord\n;Sud\nLens;\n;\nLILLE;Sud\nLille;nord\nGap;#REF!\n"
    lus = lire_regroupement.lire(texte.encode(), "r.csv")
    assert lus.value is None
    assert [(faute.code, faute.position.cellule) for faute in lus.diagnostics] == [
        ("J415", "A3"),
        ("J415", "B4"),
        ("J416", "A6"),
        ("F143", "B8"),
    ]


def test_une_interruption_dit_que_rien_n_est_ecrit(cohorte, monkeypatch):
    def interrompre(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("clea_cli.cohorte.etudier.lire_grilles", interrompre)
    execution = lancer(cohorte, "cohorte", *TOUS, "-r", "jouet.yaml", "-o", "c.html")
    assert execution.statut == 130
    assert execution.erreurs == "Interrompu : rien n'a été écrit.\n"
    assert not (cohorte / "c.html").exists()


def test_un_long_travail_montre_une_barre_au_terminal_et_nulle_part_ailleurs(tmp_path):
    preparer(tmp_path)
    for numero in range(1, 102):
        contenu = grilles("AAAAA", debut=numero)
        (tmp_path / f"g{numero}.csv").write_text(contenu, encoding="utf-8")
    arguments = ["cohorte", str(tmp_path), "-r", str(tmp_path / "jouet.yaml")]
    for nom, montre in (("g*.csv", True), ("g1*.csv", False)):
        arguments[1] = str(tmp_path / nom)
        statut, vu = terminal.executer(arguments)
        assert statut == 0, vu
        assert ("Grilles" in vu) is montre
    assert "Grilles" not in lancer(tmp_path, "cohorte", "g*.csv", "-r", "jouet.yaml").erreurs
