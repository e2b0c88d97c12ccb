"""Grilles of one batch on one trame: read at once, and all that is said and written is what the slow way says."""

import re
from contextlib import contextmanager
from functools import cache
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clea_cli import decision_colonnes
from clea_cli.diagnostics import Outcome
from clea_cli.grille import forme_comparable
from clea_cli.readers import grille_csv, grille_trame
from clea_cli.renderers import score_csv
from clea_cli.workflow import fichiers, referentiels, score
from clea_cli.workflow.score import Lecture, comprendre_lot, lire_brute, lire_lot, scores
from clea_cli.workflow.score_colonnes import verdicts
from tests.test_cases import CAS, CRITERES, lancer_octets

JOUET = CAS / "grille" / "jouet.yaml"
LIBELLES = ("Lire un mot", "Lire une phrase", '"Lire ; un prix"', "Compter jusqu'à dix", "Rendre la monnaie")

a_calculer = cache(referentiels.a_calculer)


@pytest.fixture(scope="module", autouse=True)
def _un_seul_jouet():
    with pytest.MonkeyPatch.context() as ici:
        ici.setattr(referentiels, "a_calculer", a_calculer)
        yield


@contextmanager
def lentement():
    """No trame is ever looked for."""
    with pytest.MonkeyPatch.context() as ici:
        ici.setattr(score, "_TRAMES", 0)
        yield


@pytest.fixture
def lus(monkeypatch):
    """The files that were read the slow way, one after the other."""
    vus, lire = [], grille_csv.lire
    monkeypatch.setattr(grille_csv, "lire", lambda *quoi: vus.append(quoi[1]) or lire(*quoi))
    return vus


def grille(reponses="A A A A A", nom="C-1", commentaires=";;;;", haut="", fin="\n"):
    """A grille in the long form; `reponses` and `commentaires` in the order of the critères."""
    mots, notes = reponses.split(" "), commentaires.split(";")
    lignes = [*haut.splitlines(), f"candidat;{nom}", "", "critere;libelle;resultat;commentaire"]
    lignes += [";".join(morceaux) for morceaux in zip(CRITERES, LIBELLES, mots, notes, strict=True)]
    return "".join(ligne + fin for ligne in lignes)


def ecrire(dossier, textes):
    """Write the files of a batch, and give their names."""
    for rang, texte in enumerate(textes):
        (dossier / f"g{rang}.csv").write_bytes(texte if isinstance(texte, bytes) else texte.encode())
    return [f"g{rang}.csv" for rang in range(len(textes))]


def clea(dossier, textes, *options):
    return lancer_octets(dossier, "score", *ecrire(dossier, textes), "-r", str(JOUET), *options)


TROIS = [grille(nom=f"C-{rang}") for rang in range(3)]  # the first has no trame to follow, and shows one

# What comes out, decided by hand


def test_le_csv_d_un_lot_est_celui_decide_a_la_main(tmp_path, lus):
    textes = [
        grille("acquis acquis acquis acquis acquis", "C-1"),
        grille("A NA NA A A", "C-2", "à revoir;;;;"),
        grille("oui oui NE x NA", "C-3"),
        grille("1 1 NE 1 0", "C-4"),
        grille("oui NON Ne ne A", "Zoé D.", ";;a hésité, puis réussi;;"),
    ]
    statut, sortie, erreurs = clea(tmp_path, textes, "--format", "csv")
    assert sortie.decode("utf-8-sig").split("\r\n") == [
        "candidat;verdict;obtenus;total;d1;d2",
        "C-1;certifiable;5;5;maitrise;maitrise",
        "C-2;non_certifiable;3;5;non_maitrise;maitrise",
        "C-3;certifiable;3;5;maitrise;maitrise",
        "C-4;certifiable;3;5;maitrise;maitrise",
        "Zoé D.;indetermine;2;5;indetermine;maitrise",
        "",
    ]
    lu = "5 critères, séparateur « ; », encodage UTF-8"
    assert erreurs.decode() == "".join(f"Lu g{rang}.csv : {lu}\n" for rang in range(5))
    assert statut == 0
    assert lus == ["g0.csv", "g0.csv"]  # itself, and the trial of its trame


def test_tout_format_et_toute_option_disent_la_meme_chose_que_la_lecture_lente(tmp_path):
    textes = [*TROIS, grille("A NA NA A A", "C-9"), grille(nom="C-1"), grille("A A A A peut-être", "C-5")]
    for options in ((), ("--regle", "moitie"), ("--echec-si-non-certifiable",), ("--regle", "inconnue")):
        for format_ in ("csv", "json", "texte"):
            vite = clea(tmp_path, textes, "--format", format_, *options)
            with lentement():
                assert clea(tmp_path, textes, "--format", format_, *options) == vite


def test_les_fautes_du_lot_sont_dites_et_les_autres_verdicts_sortent(tmp_path):
    textes = [*TROIS, grille("A A A A peut-être", "C-5"), grille(nom="C-1")]
    statut, sortie, erreurs = clea(tmp_path, textes, "--format", "csv")
    assert (statut, sortie.count(b"\r\n")) == (3, 5)
    assert b"g3.csv:8:3: erreur F203" in erreurs
    assert b"g4.csv: avertissement F305" in erreurs


def test_un_verdict_qui_n_est_pas_certifiable_peut_faire_un_statut_5(tmp_path):
    options = ("--format", "csv", "--echec-si-non-certifiable")
    assert clea(tmp_path, TROIS, *options)[0] == 0
    assert clea(tmp_path, [*TROIS, grille("A NA NA A A", "C-9")], *options)[0] == 5


def test_aucun_verdict_n_ecrit_aucun_fichier(tmp_path):
    statut, sortie, erreurs = clea(tmp_path, ["", "", ""], "--format", "csv", "--sortie", "verdicts.csv")
    assert (statut, sortie) == (1, b"")
    assert "verdicts.csv : pas écrit, il n'y a aucun verdict." in erreurs.decode()


def test_un_nom_de_fichier_qui_serait_une_formule_est_rendu_inoffensif(tmp_path):
    sans_nom = grille().replace("candidat;C-1\n", "")
    for nom in ("-1.csv", "@b.csv", "c;d.csv", 'e".csv'):
        (tmp_path / nom).write_text(sans_nom, encoding="utf-8")
    noms = ["./-1.csv", "@b.csv", "c;d.csv", 'e".csv']
    sortie = lancer_octets(tmp_path, "score", *noms, "-r", str(JOUET), "--format", "csv")[1]
    assert [ligne.split(b";certifiable")[0] for ligne in sortie.split(b"\r\n")[1:-1]] == [
        *(b"'-1", b"'@b", b'"c;d"', b'"e"""')
    ]


def test_une_regle_que_les_colonnes_ne_comptent_pas_donne_le_meme_csv(tmp_path, monkeypatch):
    textes = [*TROIS, grille("A NA NA A A", "C-9")]
    options = ("--format", "csv", "--echec-si-non-certifiable")
    attendu = clea(tmp_path, textes, *options)
    monkeypatch.setattr(decision_colonnes, "_OCTET_MAX", 4)  # of five points
    assert clea(tmp_path, textes, *options) == attendu


# What is read at once, and what is left to the slow way


ECRITURES = list(product(";,\t|", ("\n", "\r\n"), ("", "\ufeff")))


def lu_d_un_coup(dossier, lus, textes):
    """Whether the last of these files is read without the slow way; what is understood is the same in any case."""
    lecture, noms = Lecture(str(JOUET)), [str(dossier / nom) for nom in ecrire(dossier, textes)]
    lot = lire_lot(noms, lecture)
    lents = set(lus)
    assert lot == comprendre_lot([(nom, lire_brute(nom, lecture)) for nom in noms], lecture)
    return noms[-1] not in lents


@pytest.mark.parametrize(("separateur", "fin", "marque"), ECRITURES, ids=range(len(ECRITURES)))
def test_chaque_ecriture_ordinaire_est_lue_d_un_coup(tmp_path, lus, separateur, fin, marque):
    textes = [grille(nom=f"C-{rang}", commentaires=f"{rang};vu le 28/11.;;;É", fin=fin) for rang in range(4)]
    assert lu_d_un_coup(tmp_path, lus, [marque + texte.replace(";", separateur) for texte in textes])


CHAQUE_LIGNE = "candidat;critere;resultat\n" + "".join(f"C-1;{code};A\n" for code in CRITERES)
DEUX_COLONNES = re.sub("C-1|(?<=;)A", r'"\g<0>"', CHAQUE_LIGNE).replace("\n", "\r\n")
ENTRE_GUILLEMETS = re.sub("[^;\n]+", r'"\g<0>"', CHAQUE_LIGNE)
PAREILS = {  # what stands in the first files, and in the last
    "une autre réponse": (grille(), grille("NA non NE A oui", "C-9")),
    "d'autres mots": (grille(), grille("Acquis NON-ACQUIS non_évalué X O", "C-9").replace(";O;", ";oui;")),
    "des commentaires": (grille(), grille(nom="C-9", commentaires="à revoir;a, b | c;« oui » – … €;l'été;\u200b")),
    "des guillemets": (
        grille(commentaires="~;;;;").replace("~", '"a ; ""b"""'),
        grille("A NA NE A A", "C-9", ';;~;"";').replace("~", '";"";"";"').replace("C-9", '"C-9"').replace("NE", '"NE"'),
    ),
    "des guillemets partout": (ENTRE_GUILLEMETS, ENTRE_GUILLEMETS.replace('"A"', '"NE"', 2).replace("C-1", "C-9")),
    "des guillemets à deux colonnes": (DEUX_COLONNES, DEUX_COLONNES.replace('"A"', '"NE"', 2).replace("C-1", "C-9")),
    "des commentaires au pluriel": (
        grille().replace("commentaire", "Commentaires"),
        grille("A A A A NE", "C-9", "à revoir;;;;").replace("commentaire", "Commentaires"),
    ),
    "un titre en commentaire": (grille(), grille(nom="C-9", commentaires="critère;résultat;acquis;candidat;code")),
    "un autre évaluateur": (grille(haut="Évaluateur;Mme A.\n"), grille(nom="C-9", haut="Évaluateur;M. Bô-2\n")),
    "un lieu à deux-points, le même": (
        grille(haut="Site;Lyon : centre\n"),
        grille("A A A A NE", "C-9", haut="Site;Lyon : centre\n"),
    ),
    "une autre date": (
        grille(haut="évalué le;28/11/2026\n"),
        grille(nom="C-9", haut="évalué le;01/12/2026\n"),
    ),
    "des sous-domaines": (
        grille().replace("1.2.1", "1.2;Nombres;;\n1.2.1"),
        grille("A A A A NE", "C-9").replace("1.2.1", "1.2;Nombres;;\n1.2.1"),
    ),
    "un titre de domaine": (
        grille().replace("2.1.1", "Domaine 2;;;\n2.1.1"),
        grille("A A A A NE", "C-9").replace("2.1.1", "Domaine 2;;;\n2.1.1"),
    ),
    "sans nom": (grille().replace("candidat;C-1", ""), grille("A A A A NE").replace("candidat;C-1", "")),
    "le candidat à chaque ligne": (CHAQUE_LIGNE, CHAQUE_LIGNE.replace("C-1", "C-9").replace("2.1.1;A", "2.1.1;NE")),
    "le candidat en haut et à chaque ligne": (
        "candidat;C-1\n" + CHAQUE_LIGNE,
        "candidat;C-9\n" + CHAQUE_LIGNE.replace("C-1", "C-9").replace("2.1.1;A", "2.1.1;NE"),
    ),
    "un libellé qui a des guillemets": (
        grille().replace("Lire un mot", '"Lire ""un"" mot"'),
        grille("A A A A NE", "C-9").replace("Lire un mot", '"Lire ""un"" mot"'),
    ),
    "sep=": ("sep=;\n" + grille(), "sep=;\n" + grille("A A NA A A", "C-9")),
    "le référentiel nommé": (
        grille(haut="référentiel;jouet\nversion;1\n"),
        grille("A NA A A A", "C-9", haut="référentiel;jouet\nversion;1\n"),
    ),
}


@pytest.mark.parametrize("nom", PAREILS, ids=forme_comparable)
def test_ce_qui_est_sur_la_meme_trame_est_lu_d_un_coup(tmp_path, lus, nom):
    premier, dernier = PAREILS[nom]
    assert lu_d_un_coup(tmp_path, lus, [premier, premier, premier, dernier])


HAUT = "Évaluateur;Mme A.\névalué le;28/11/2026\n"
A_PART = {  # what the last file of a batch holds, which others began as `grille(haut=HAUT)`
    "une réponse inconnue": grille("A A A A peut-être", haut=HAUT),
    "une réponse vide": grille("A A A A ", haut=HAUT),
    "une espace en trop": grille(haut=HAUT).replace(";A;", "; A;", 1),
    "une espace insécable": grille("non\xa0évalué A A A A", haut=HAUT),
    "une apostrophe de trop": grille("'A A A A A", haut=HAUT),
    "un mot décomposé": grille("non_e\u0301value\u0301 A A A A", haut=HAUT),
    "une espace sans largeur": grille("A\u200b A A A A", haut=HAUT),
    "un 0 parmi des mots": grille("A A A A 0", haut=HAUT),
    "un commentaire sur deux lignes": grille(haut=HAUT, commentaires='"deux\nlignes";;;;'),
    "des guillemets au milieu": grille(haut=HAUT, commentaires='dit "oui";;;;'),
    "une espace avant les guillemets": grille(haut=HAUT, commentaires=' "oui";;;;'),
    "un guillemet doublé sans guillemets": grille(haut=HAUT, commentaires='""oui"";;;;'),
    "un guillemet pour une réponse": grille(haut=HAUT).replace(";A;", ';""""A;', 1),
    "des guillemets vides avant un mot": grille(haut=HAUT).replace("un mot;A", 'un mot;""A'),
    "des guillemets vides après un mot": grille(haut=HAUT).replace("un mot;A", 'un mot;A""'),
    "des guillemets vides après un mot, plus bas": grille(haut=HAUT).replace("dix;A", 'dix;A""'),
    "des guillemets par-dessus une fin de ligne": grille(haut=HAUT).replace(";A;\n1.1.2", ';A;"\n1.1.2"'),
    "les premiers guillemets après un mot": grille(haut=HAUT).replace("candidat;", 'candidat"";'),
    "les derniers guillemets avant un mot": grille(haut=HAUT).replace("monnaie;A", 'monnaie;""A'),
    "un signe qui en cache un autre": grille(haut=HAUT).replace("Lire ; un", "Lire \1 un"),
    "un candidat entre guillemets, qui a un séparateur": grille(nom='"C;1"', haut=HAUT),
    "un guillemet seul": grille(haut=HAUT, commentaires='oui";;;;'),
    "une cellule de plus": grille(haut=HAUT).replace(";A;", ";A;;", 1),
    "une cellule de moins": grille(haut=HAUT).replace(";A;", ";A", 1),
    "un autre libellé": grille(haut=HAUT).replace("Lire un mot", "Lire des mots"),
    "un octet nul": grille(haut=HAUT, commentaires="a\0b;;;;"),
    "un retour chariot": grille(haut=HAUT, commentaires="a\rb;;;;"),
    "une fin de ligne de Windows": grille(haut=HAUT).replace("\n", "\r\n", 1),
    "un caractère perdu": grille(haut=HAUT, commentaires="\ufffd;;;;"),
    "une marque au milieu": grille(haut=HAUT, commentaires="\ufeff;;;;"),
    "un autre encodage": grille(haut=HAUT, commentaires="à revoir;;;;").encode("cp1252"),
    "un commentaire d'un autre encodage": grille(haut=HAUT).encode().replace(b";A;", b";A;\xe9", 1),
    "un fichier coupé": grille(haut=HAUT)[:-1],
    "une ligne de plus": grille(haut=HAUT) + "\n",
    "un code en double": grille(haut=HAUT).replace("1.1.2", "1.1.1"),
    "sans candidat": grille(nom="", haut=HAUT),
    "un candidat de formule": grille(nom="=1+1", haut=HAUT),
    "un candidat qui est un code": grille(nom="1.1.1", haut=HAUT),
    "un candidat qui est un titre": grille(nom="Critère", haut=HAUT),
    "un candidat décomposé": grille(nom="Zoe\u0301", haut=HAUT),
    "un évaluateur qui est une clé": grille(haut=HAUT.replace("Mme A.", "version")),
    "un évaluateur qui est une clé et sa valeur": grille(haut=HAUT.replace("Mme A.", "version : 0")),
    "sans évaluateur": grille(haut=HAUT.replace("Mme A.", "")),
    "une autre version": grille(haut=HAUT.replace("Évaluateur;Mme A.", "version;0")),
    "un fichier vide": "",
    "un autre fichier": "%PDF-1.4",
}


@pytest.mark.parametrize("nom", A_PART, ids=forme_comparable)
def test_ce_qui_demande_attention_est_laisse_a_la_lecture_lente(tmp_path, lus, nom):
    meme = grille(haut=HAUT)
    assert lu_d_un_coup(tmp_path, lus, [meme] * 4)
    lus.clear()
    assert not lu_d_un_coup(tmp_path, lus, [*[meme] * 3, A_PART[nom]])


def test_ce_qui_commence_comme_un_autre_fichier_est_lu_pour_ce_qu_il_est(tmp_path, lus):
    for debut in ("%PDF", "<p>", "PK\x03\x04"):
        lus.clear()
        entre_guillemets, nu = (f"{mot};Lyon\n{grille()}" for mot in (f'"{debut}"', debut))
        assert lu_d_un_coup(tmp_path, lus, [*[entre_guillemets] * 3, nu]) is debut.startswith(
            "PK"
        )  # a workbook is no CSV


def test_deux_candidats_sur_la_trame_d_un_seul_sont_laisses_a_la_lecture_lente(tmp_path, lus):
    assert not lu_d_un_coup(tmp_path, lus, [*[CHAQUE_LIGNE] * 3, CHAQUE_LIGNE.replace("C-1;2.2.1", "C-2;2.2.1")])


def test_un_seul_commentaire_par_reponse_peut_changer(tmp_path, lus):
    deux = grille().replace("commentaire", "commentaire;observation").replace("A;\n", "A;;\n")
    assert lu_d_un_coup(tmp_path, lus, [*[deux] * 3, deux.replace("A;;", "A;vu;", 1)])
    lus.clear()
    assert not lu_d_un_coup(tmp_path, lus, [*[deux] * 3, deux.replace("A;;", "A;;vu", 1)])
    sous_domaine = grille().replace("1.2.1", "1.2;Nombres;;\n1.2.1")
    lus.clear()
    assert not lu_d_un_coup(tmp_path, lus, [*[sous_domaine] * 3, sous_domaine.replace("Nombres;;", "Nombres;;vu")])


def test_un_guillemet_seul_dans_tout_le_fichier_est_laisse_a_la_lecture_lente(tmp_path, lus):
    assert not lu_d_un_coup(tmp_path, lus, [*[CHAQUE_LIGNE] * 3, CHAQUE_LIGNE.replace("C-1", '"C-1', 1)])


SANS_TRAME = {  # files that nothing is said of, but that show no trame
    "deux candidats": "candidat;critere;resultat\n" + "".join(f"C-{n};{c};A\n" for n in (1, 2) for c in CRITERES),
    "la forme large": f"candidat;{';'.join(CRITERES)}\nC-1;A;A;A;A;A\n",
    "des cases à cocher": "critere;acquis;non acquis\n" + "".join(f"{code};x;\n" for code in CRITERES),
    "sans dernière fin de ligne": grille()[:-1],
    "une fin de ligne d'un ancien Mac": grille(fin="\r\n").replace(";A;\r\n2.2.1", ";A;\r2.2.1"),
    "des fins de ligne mêlées": grille().replace("\n", "\r\n", 1),
    "un autre encodage": grille(commentaires="à revoir;;;;").encode("cp1252"),
    "un commentaire sur deux lignes": grille(commentaires='"deux\nlignes";;;;'),
    "un autre séparateur dans un libellé": grille().replace(";", ",").replace("Lire un mot", "Lire ; un mot"),
    "un libellé qui est un titre": grille().replace("Lire un mot", "Résultat"),
    "le candidat deux fois": grille(haut="candidat;C-1"),
    "le candidat et ses deux-points": grille().replace("candidat;C-1", "candidat : C-1;"),
    "une date dite deux fois": grille(haut="évalué le;28/11/2026\névaluation du;28/11/2026"),
}


@pytest.mark.parametrize("nom", SANS_TRAME, ids=forme_comparable)
def test_une_grille_sans_faute_peut_ne_montrer_aucune_trame(tmp_path, lus, nom):
    assert not lu_d_un_coup(tmp_path, lus, [SANS_TRAME[nom]] * 4)


def test_un_avertissement_se_dit_de_chaque_fichier(tmp_path):
    textes = [grille(nom=f"C-{rang}", haut="version;0\n") for rang in range(4)]
    assert clea(tmp_path, textes, "--format", "csv")[2].count(b"F306") == 4


def test_plusieurs_trames_servent_dans_un_lot_et_leur_nombre_est_borne(tmp_path, lus, monkeypatch):
    autre = grille(nom="C-9").replace("Lire un mot", "Lire des mots")
    lot = [TROIS[0], autre, TROIS[1], autre.replace("C-9", "C-8"), TROIS[2]]
    assert lu_d_un_coup(tmp_path, lus, lot)
    assert {nom[-6:] for nom in lus[:4]} == {"g0.csv", "g1.csv"}
    monkeypatch.setattr(score, "_TRAMES", 1)
    lus.clear()
    assert not lu_d_un_coup(tmp_path, lus, [*lot, autre])


def test_un_fichier_bien_plus_gros_que_les_autres_est_laisse_a_la_lecture_lente(tmp_path, lus):
    autour = len(grille(nom="").encode())
    for octets, attendu in ((100_000, True), (100_001, False), (200_000, False)):
        lus.clear()
        assert lu_d_un_coup(tmp_path, lus, [*TROIS, grille(nom="1" * (octets - autour))]) is attendu


def test_un_ou_deux_fichiers_ne_montrent_aucune_trame(tmp_path, monkeypatch):
    monkeypatch.setattr(grille_trame, "tramer", None)
    for nombre in (1, 2):
        assert clea(tmp_path, TROIS[:nombre], "--format", "csv")[0] == 0


# Any file at all


def memes(textes, options=()):
    """Read a batch both ways, from no disk; how many of its files were read at once."""
    lecture = Lecture(str(JOUET), *options)
    contenus = {f"lot/g{rang}.csv": Outcome(texte) for rang, texte in enumerate(textes)}
    lents, lire, ouvrir = set(), grille_csv.lire, fichiers.lire
    with pytest.MonkeyPatch.context() as ici:
        ici.setattr(fichiers, "lire", lambda *quoi: contenus.get(quoi[0]) or ouvrir(*quoi))
        ici.setattr(grille_csv, "lire", lambda *quoi: lents.add(quoi[1]) or lire(*quoi))
        lot, vite = lire_lot(list(contenus), lecture), len(contenus.keys() - lents)
        sans_trame = comprendre_lot([(nom, lire_brute(nom, lecture)) for nom in contenus], lecture)
    assert lot == sans_trame
    tous, attendus = verdicts(lot), scores(sans_trame)
    assert (tous.csv if tous else b"") == (score_csv.rendre(attendus) if attendus and attendus.rapports else b"")
    return vite


def test_tout_octet_abime_est_lu_de_meme():
    """Each byte of a file lost, doubled or changed into another."""
    modele = grille("A NA NE oui A", "C-2", "é;;;a,b;", haut="Site;Lyon", fin="\r\n").encode()
    abimes = [modele[:rang] + modele[rang + 1 :] for rang in range(len(modele))]
    for signe in (b'"', b";", b",", b"\r", b"\n", b"'", b" ", b"0", b"A", b"\xe9", b"\0", "\ufeff".encode(), b"="):
        abimes += [modele[:rang] + signe + modele[rang:] for rang in range(len(modele) + 1)]
        abimes += [modele[:rang] + signe + modele[rang + 1 :] for rang in range(len(modele))]
    assert memes([modele] * 3 + abimes) > 150


MOTS = ["A", "NA", "NE", "oui", "0", "1", "acquis", "non acquis", "", "x ", "peut-être"]
NOTES = [
    *("", "à revoir", '"a; ""b"""', "critère", "Résultat", "code", "a,b", "a;b", '"a;b"', '"', "'=1", " ", "é", '""'),
    *("acquis", "non acquis", "1.1.1", "version : 3", "e\u0301", "a\tb", "a|b", "\x0b", "\u2028", "\u200b", "\ufffd"),
    *("\1", "\2"),
]
NOMS = [
    *("C-1", "C-2", "Zoé D.", "version", "1.1.1", "code", "acquis", "NA", "-7", "", " C", "=1", "e\u0301", "a:b"),
    *("M. X", "28/11/2026", "jouet", "critère", "résultat", "référentiel"),
]
TITRES_DU_HAUT = [
    *("candidat", "Évaluateur", "version", "référentiel", "date d'évaluation", "évalué le", "critère", "Note : 3", ""),
    *("candidat : C-1", "résultat", "Candidate"),
]
LIBELLES_PIEGES = [*LIBELLES, "", "Résultat", "critère", "acquis", "NA", '"a\nb"', "'=1", "code,resultat", "a\tb"]


ACCIDENTS = [b"", b'"', b'""', b'";"', b"\r", b"\n", b";", b"\0", b"\xe9"]
HAUTS = [[], [["candidat", "{nom}"]], [["version", "1"]], [["Site", "{autre}", "version", "1"]]]
FORCES = [*[()] * 6, (None, "utf-8"), (None, "windows-1252"), (None, None, ";"), (None, None, ",")]


@st.composite
def lots(draw):
    """Files of one or two layouts, with other words in each, and some accidents."""
    dispositions = [draw(dispositions_de_grille()) for _ in range(draw(st.sampled_from([1, 1, 2])))]
    textes = []
    for _ in range(draw(st.integers(4, 8))):
        texte = draw(remplie(draw(st.sampled_from(dispositions))))
        contenu = texte.encode(draw(st.sampled_from(["utf-8"] * 9 + ["cp1252"])), "replace")
        for _ in range(draw(st.sampled_from([0, 0, 0, 0, 1, 2]))):
            ou, long = draw(st.integers(0, len(contenu))), draw(st.integers(0, 2))
            contenu = (
                contenu[:ou] + draw(st.sampled_from([b"", b'"', b"\r", b"\n", b";", b"\0"])) + contenu[ou + long :]
            )
        textes.append(contenu)
    return textes


@st.composite
def dispositions_de_grille(draw):
    """The rows of a grille, where « {mot} », « {note} » and « {nom} » stand for what each file says."""
    titres = ["critere", "resultat", *draw(st.lists(st.sampled_from(["libelle", "commentaire", "observation"])))]
    titres = draw(st.permutations(sorted({*titres, *draw(st.sampled_from([[], [], [], ["candidat"]]))})))
    simples = draw(st.integers(0, 3))
    cles = st.sampled_from(["Évaluateur", "évalué le"] if simples else TITRES_DU_HAUT)
    haut = [[cle, "{autre}"] for cle in draw(st.lists(cles, max_size=2, unique=bool(simples)))]
    haut += draw(
        st.sampled_from([[], [["candidat", "{nom}"]], [["version", "1"]], [["Site", "{autre}", "version", "1"]]])
    )
    rangees = []
    for code, libelle in zip(CRITERES, LIBELLES, strict=True):
        piege = libelle if simples else draw(st.sampled_from(LIBELLES_PIEGES))
        cellules = {"critere": code, "resultat": "{mot}", "libelle": piege, "candidat": "{nom}"}
        rangees.append([cellules.get(titre, "{note}") for titre in titres])
        if not draw(st.integers(0, 7)):
            rangees.append(
                [{"critere": draw(st.sampled_from(["1.1", "Lire", "1"]))}.get(titre, "") for titre in titres]
            )
    signe, fin = draw(st.sampled_from(";;;,\t|")), draw(st.sampled_from(["\n", "\r\n"]))
    entete = [titre.capitalize() if draw(st.booleans()) else titre for titre in titres]
    return draw(st.sampled_from(["", "\ufeff", "sep=;\n"])), signe, fin, [*haut, entete, *rangees]


@st.composite
def remplie(draw, disposition):
    """A grille of that layout; most say nothing odd."""
    debut, signe, fin, rangees = disposition
    sage = draw(st.integers(0, 3))
    mots = st.sampled_from(MOTS[:4] if sage else MOTS)
    notes, noms = (st.sampled_from(choix[:3] if sage else choix) for choix in (NOTES, NOMS))
    nom = draw(noms)
    faits = {"{mot}": mots, "{note}": notes, "{autre}": noms, "{nom}": st.just(nom) if sage else noms}
    lignes = [[draw(faits[c]) if c in faits else c for c in rangee] for rangee in rangees]
    if not draw(st.integers(0, 5)):
        lignes = [[c if c[:1] == '"' else f'"{c}"' for c in ligne] for ligne in lignes]
    return debut + "".join(signe.join(ligne) + fin for ligne in lignes)


def test_tout_lot_meme_abime_est_lu_de_meme_des_deux_facons():
    d_un_coup = 0

    @settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
    @given(lots(), st.sampled_from(FORCES))
    def essayer(textes, options):
        nonlocal d_un_coup
        d_un_coup += memes(textes, options)

    essayer()
    assert d_un_coup > 50
