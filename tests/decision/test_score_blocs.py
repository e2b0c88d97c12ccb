"""A grille of many candidates read by blocks: the same bytes as the slow way, whatever is in the file."""

import errno
import subprocess
import sys
from itertools import permutations, product
from tempfile import TemporaryFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clea_cli.decision import blocs, colonnes
from clea_cli.decision.blocs import calcul, homonymes, part
from clea_cli.decision.lot import Lecture
from clea_cli.sources import bornes
from clea_cli.sources.mots import forme_comparable
from tests.promesses.test_cases import CAS, CRITERES, lancer_octets

TITRES = ";".join(("candidat", *CRITERES))
JOUET = (CAS / "grille" / "jouet.yaml").read_bytes()
ECRITURES = list(product(";,\t|", ("\n", "\r\n"), ("", "\ufeff")))


@pytest.fixture(scope="module")
def dossier(tmp_path_factory):
    ici = tmp_path_factory.mktemp("large")
    (ici / "jouet.yaml").write_bytes(JOUET)
    return ici


@pytest.fixture(autouse=True, scope="module")
def meme_courtes():
    """However short a grille is, it is read by blocks."""
    with pytest.MonkeyPatch.context() as ici:
        ici.setattr(blocs, "PEU", 0)
        ici.setattr(blocs, "PEU_LONGUE", 0)
        yield


@pytest.fixture
def relues(monkeypatch):
    """The lines that the slow way is given, in their place."""
    lignes = []
    relire = part.relire
    monkeypatch.setattr(
        part,
        "relire",
        lambda *a: (lignes.extend(ligne.rstrip(b"\n") for _, ligne in a[1]), relire(*a))[1],
    )
    return lignes


def score(dossier, contenu, *options):
    (dossier / "g.csv").write_bytes(contenu)
    return lancer_octets(dossier, "score", "g.csv", "--format", "csv", "-r", "jouet.yaml", *options)


def lentement(dossier, contenu, *options):
    with pytest.MonkeyPatch.context() as ailleurs:
        ailleurs.setattr(blocs, "calculer", lambda *_: None)
        ailleurs.setattr(colonnes, "_OCTET_MAX", 0)  # each grille is decided alone
        return score(dossier, contenu, *options)


def lu_par_blocs(dossier, contenu, lecture=None):
    """Whether the file is understood without the slow way."""
    (dossier / "g.csv").write_bytes(contenu)
    lue = lecture or Lecture(referentiel=str(dossier / "jouet.yaml"))
    table = blocs.calculer(str(dossier / "g.csv"), lue)
    if table and table.value:
        table.value.flux.close()
    return table is not None


# What comes out, decided by hand

EN_CLAIR = f"""{TITRES}
C-1;acquis;acquis;acquis;acquis;acquis
C-2;acquis;non acquis;non acquis;acquis;acquis
C-3;acquis;acquis;non évalué;acquis;non acquis
Zoé D.;oui;NON;Ne;ne;A
"""


def test_le_csv_d_une_grille_large_est_celui_decide_a_la_main(dossier):
    assert lu_par_blocs(dossier, EN_CLAIR.encode())
    statut, sortie, erreurs = score(dossier, EN_CLAIR.encode())
    assert sortie.decode("utf-8-sig").split("\r\n") == [
        "candidat;verdict;obtenus;total;d1;d2",
        "C-1;certifiable;5;5;maitrise;maitrise",
        "C-2;non_certifiable;3;5;non_maitrise;maitrise",
        "C-3;certifiable;3;5;maitrise;maitrise",
        "Zoé D.;indetermine;2;5;indetermine;maitrise",
        "",
    ]
    assert erreurs.decode() == "Lu : 4 candidats, 5 critères, séparateur « ; », encodage UTF-8\n"
    assert statut == 0


def test_tout_ce_qui_est_ecrit_ou_dit_est_ce_que_dit_la_lecture_lente(dossier):
    for options in (
        (),
        ("--regle", "moitie"),
        ("--echec-si-non-certifiable",),
        ("--regle", "inconnue"),
    ):
        assert score(dossier, EN_CLAIR.encode(), *options) == lentement(
            dossier, EN_CLAIR.encode(), *options
        )


def test_un_verdict_qui_n_est_pas_certifiable_peut_faire_un_statut_5(dossier):
    certifiables = f"{TITRES}\nC-1;A;A;A;A;A\nC-2;A;A;A;A;NE\n".encode()
    assert score(dossier, certifiables, "--echec-si-non-certifiable")[0] == 0
    assert score(dossier, EN_CLAIR.encode(), "--echec-si-non-certifiable")[0] == 5


def test_le_fichier_de_sortie_est_ecrit_une_fois_et_jamais_remplace_sans_le_dire(dossier):
    suite = ("--sortie", "verdicts.csv")
    premier, _, erreurs = score(dossier, EN_CLAIR.encode(), *suite)
    assert (premier, erreurs.decode().splitlines()[1]) == (0, "verdicts.csv : écrit.")
    assert (dossier / "verdicts.csv").read_bytes() == score(dossier, EN_CLAIR.encode())[1]
    assert (
        score(dossier, EN_CLAIR.encode(), *suite)[2].decode().splitlines()[1]
        == "verdicts.csv : inchangé."
    )
    autre = EN_CLAIR.replace("C-1", "C-9").encode()
    statut, _, erreurs = score(dossier, autre, *suite)
    assert (statut, b"S201" in erreurs) == (4, True)
    assert score(dossier, autre, *suite, "--forcer")[0] == 0
    assert b"C-9;" in (dossier / "verdicts.csv").read_bytes()
    (dossier / "verdicts.csv").unlink()


# What is read by blocks, and what is left to the slow way


@pytest.mark.parametrize(("separateur", "fin", "marque"), ECRITURES, ids=range(len(ECRITURES)))
def test_chaque_ecriture_ordinaire_est_lue_par_blocs(dossier, separateur, fin, marque):
    texte = marque + EN_CLAIR.replace(";", separateur).replace("\n", fin)
    assert lu_par_blocs(dossier, texte.encode())
    assert score(dossier, texte.encode()) == lentement(dossier, texte.encode())


@pytest.mark.parametrize(
    "texte",
    [
        f"référentiel;jouet\nversion;1\n\n{EN_CLAIR}",
        f"sep=;\n{EN_CLAIR}",
        EN_CLAIR + "\n\n",
        EN_CLAIR.replace("\nC-2", "\n\nC-2"),
        EN_CLAIR.removesuffix("\n"),
        "Référence;2.2.1;1.1.2;1.1.1;1.2.1;2.1.1\nC-1;A;NA;NE;A;NA\nC-2;NE;NE;A;A;A\n",
        f"{TITRES}\nC-1;A;A;A;A;A\n",
        f"{TITRES}\nC-1;0;1;0;1;1\nC-2;1;1;1;NE;non évalué\n",
        f"{TITRES}\nJean-Luc (2);x;X;OUI;Non_Acquis;non-évalué\nL'Haÿ & fils;en cours;acquis;A;a;na\n",
    ],
    ids=range(9),
)
def test_ce_qui_est_sans_risque_est_lu_par_blocs(dossier, texte):
    assert lu_par_blocs(dossier, texte.encode())
    assert score(dossier, texte.encode()) == lentement(dossier, texte.encode())


GUILLEMETS = {
    "toutes les cases": "\n".join(
        '"' + ligne.replace(";", '";"') + '"' for ligne in EN_CLAIR.splitlines()
    )
    + "\n",
    "toutes, sans fin de ligne": "\n".join(
        '"' + ligne.replace(";", '";"') + '"' for ligne in EN_CLAIR.splitlines()
    ),
    "les titres": EN_CLAIR.replace(TITRES, '"' + TITRES.replace(";", '";"') + '"'),
    "les noms": EN_CLAIR.replace("C-1", '"C-1"').replace("Zoé D.", '"Zoé D."'),
    "les mots": EN_CLAIR.replace("non acquis;", '"non acquis";').replace(";acquis;", ';"acquis";'),
    "un mot à la fin d'une ligne": EN_CLAIR.replace("ne;A", 'ne;"A"').replace("\n", "\r\n"),
    "le haut": f'"référentiel";"jouet"\n"version";"1"\n\n{EN_CLAIR}',
}


@pytest.mark.parametrize("texte", GUILLEMETS.values(), ids=range(len(GUILLEMETS)))
def test_des_guillemets_autour_des_cases_sont_lus_par_blocs(dossier, relues, texte):
    assert lu_par_blocs(dossier, texte.encode())
    assert relues == (
        [] if texte.endswith("\n") else texte.encode().splitlines()[-1:]
    )  # it might be cut
    assert score(dossier, texte.encode()) == lentement(dossier, texte.encode())
    assert score(dossier, texte.encode())[1] == score(dossier, EN_CLAIR.encode())[1]


A_RELIRE = {
    "un séparateur entre guillemets": EN_CLAIR.replace("C-2", '"C;2"'),
    "un guillemet doublé": EN_CLAIR.replace("C-2", '"C-""2"'),
    "une espace en trop": EN_CLAIR.replace("C-2;acquis", "C-2; acquis"),
    "une espace insécable": EN_CLAIR.replace("non évalué", "non\xa0évalué"),
    "un nom de formule": EN_CLAIR.replace("C-2", "=2+3"),
    "un nom décomposé": EN_CLAIR.replace("Zoé", "Zoe\u0301"),
}
A_PART = {
    "une réponse inconnue": EN_CLAIR.replace("C-2;acquis", "C-2;acquit"),
    "une réponse vide": EN_CLAIR.replace("C-2;acquis", "C-2;"),
    "une espace sans largeur": EN_CLAIR.replace("C-2;acquis", "C-2;acqu\u200bis"),
    "un octet nul": EN_CLAIR.replace("C-2;acquis", "C-2;acquis\0"),
    "un octet de contrôle": EN_CLAIR.replace("C-2;acquis", "C-2;acquis\2"),
    "un 0 parmi des mots": EN_CLAIR.replace("C-2;acquis", "C-2;0"),
    "deux fois le même candidat": EN_CLAIR.replace("C-2", "C-1"),
    "une cellule de moins, une de plus": EN_CLAIR.replace(
        "acquis\nC-2;", "acquis;acquis\nC-2;acquis\nC-4;", 1
    ),
    "une cellule absente": EN_CLAIR.replace("C-2;acquis;", "C-2;"),
    "une colonne de trop": EN_CLAIR.replace("2.2.1\n", "2.2.1;note\n"),
    "les titres deux fois": EN_CLAIR + TITRES + "\n",
    "un nom vide": EN_CLAIR.replace("C-2", ""),
    "un nom de titre": EN_CLAIR.replace("C-2;", "Critère;"),
    "un nom de titre en toutes lettres": EN_CLAIR.replace("C-2;", "code;"),
    "un retour chariot seul": EN_CLAIR.replace("\nC-2", "\rC-2"),
    "un candidat nommé en haut": f"candidat;C-1\n{EN_CLAIR}",
    "la version d'avant": f"version;0\n{EN_CLAIR}",
    "un autre référentiel": f"référentiel;clea\n{EN_CLAIR}",
    "un fichier coupé": EN_CLAIR.removesuffix(";ne;A\n"),
    "un mot coupé": EN_CLAIR.removesuffix("A\n") + "n",
    "la forme longue": "critere;resultat\n1.1.1;A\n",
    "les titres seuls": TITRES + "\n",
    "un fichier vide": "",
}


@pytest.mark.parametrize("nom", A_RELIRE, ids=forme_comparable)
def test_ce_qui_demande_attention_est_relu_lentement_a_sa_place(dossier, relues, nom):
    contenu = A_RELIRE[nom].encode()
    assert lu_par_blocs(dossier, contenu)
    assert score(dossier, contenu) == lentement(dossier, contenu)
    assert relues[:4] == contenu.splitlines()[1:]


@pytest.mark.parametrize("bloc", [60, 500, 500_000])
def test_seules_les_lignes_voisines_de_ce_qui_n_est_pas_compris_sont_relues(
    dossier, monkeypatch, relues, bloc
):
    monkeypatch.setattr(calcul, "BLOC", bloc)
    lignes = [f"C-{rang};A;NA;A;NE;A" for rang in range(200)]
    lignes[3], lignes[120] = '"=C;3";A;NA;A;NE;A', "C-120;A; NA;A;NE;A"
    contenu = "\n".join([TITRES, *lignes, ""]).encode()
    statut, sortie, _ = score(dossier, contenu)
    assert (statut, sortie.count(b"\r\n")) == (0, 201)
    assert 2 <= len(relues) <= 32
    assert {ligne.encode() for ligne in (lignes[3], lignes[120])} <= set(relues)
    assert score(dossier, contenu) == lentement(dossier, contenu)


@pytest.mark.parametrize("nom", A_PART, ids=forme_comparable)
def test_ce_que_la_lecture_lente_reproche_au_fichier_lui_est_laisse(dossier, nom):
    contenu = A_PART[nom].encode()
    assert not lu_par_blocs(dossier, contenu)
    assert score(dossier, contenu) == lentement(dossier, contenu)


def test_un_autre_encodage_est_laisse_a_la_lecture_lente(dossier):
    assert not lu_par_blocs(dossier, EN_CLAIR.encode("cp1252"))
    assert not lu_par_blocs(dossier, EN_CLAIR.encode("utf-16"))
    melange = "référentiel;jouet\n".encode("cp1252") + EN_CLAIR.encode()
    assert not lu_par_blocs(dossier, melange)
    assert score(dossier, melange) == lentement(dossier, melange)
    force = Lecture(referentiel=str(dossier / "jouet.yaml"), encodage="windows-1252")
    assert not lu_par_blocs(dossier, EN_CLAIR.encode(), force)


@pytest.mark.parametrize(
    "chemin", ["absent.csv", ".", "-", ""], ids=["absent", "dossier", "entree", "rien"]
)
def test_ce_qui_n_est_pas_un_fichier_est_laisse_a_la_lecture_lente(dossier, monkeypatch, chemin):
    monkeypatch.chdir(dossier)
    assert blocs.calculer(chemin, Lecture()) is None


# The long form, where each candidate has all critères in the same order


def en_long(candidats, titres=("candidat", "critere", "resultat"), codes=CRITERES):
    """Write `candidats`, a name and its answers, in columns in the order of `titres`."""
    yield ";".join(titres)
    for nom, *reponses in candidats:
        for code, reponse in zip(codes, reponses, strict=True):
            ligne = {"candidat": nom, "critere": code, "resultat": reponse}
            yield ";".join(ligne[titre] for titre in titres)


CANDIDATS = [
    ("C-1", *"AAAAA"),
    ("Zoé D.", "oui", "NON", "Ne", "ne", "A"),
    ("Candidat-au-nom-3", "non acquis", *"xx1A"),
]


@pytest.mark.parametrize(
    "titres", list(permutations(("candidat", "critere", "resultat"))), ids="-".join
)
def test_la_forme_longue_est_lue_par_blocs_si_chacun_a_ses_criteres_dans_le_meme_ordre(
    dossier, monkeypatch, titres
):
    monkeypatch.setattr(calcul, "BLOC", 60)
    for codes in (CRITERES, CRITERES[::-1]):
        texte = "\n".join(en_long(CANDIDATS, titres, codes)) + "\n"
        assert lu_par_blocs(dossier, texte.encode())
        assert score(dossier, texte.encode()) == lentement(dossier, texte.encode())


@pytest.mark.parametrize("bloc", [60, 500_000])
def test_des_lignes_blanches_a_la_fin_d_une_forme_longue_sont_passees(dossier, monkeypatch, bloc):
    monkeypatch.setattr(calcul, "BLOC", bloc)
    for blanches in ("\n", "\n\n", "\n" * 9):
        contenu = ("\n".join(en_long(CANDIDATS)) + "\n" + blanches).encode()
        assert score(dossier, contenu) == lentement(dossier, contenu)


def test_un_candidat_dont_les_criteres_sont_dans_un_autre_ordre_est_relu_lentement(dossier, relues):
    autre = list(en_long(CANDIDATS[1:2], codes=CRITERES[::-1]))[1:]
    contenu = "\n".join(
        [*en_long(CANDIDATS[:1]), *autre, *list(en_long(CANDIDATS[2:]))[1:], ""]
    ).encode()
    assert lu_par_blocs(dossier, contenu)
    assert relues == [ligne.encode() for ligne in autre]
    assert score(dossier, contenu) == lentement(dossier, contenu)


@pytest.mark.parametrize(
    "texte",
    [
        "\n".join([*en_long(CANDIDATS[:2]), *list(en_long(CANDIDATS[:1]))[1:]])
        + "\n",  # twice the same
        "\n".join(en_long(CANDIDATS[:2])).replace("1.1.2", "1.1.1") + "\n",
        "\n".join(en_long(CANDIDATS[:2])).replace("Zoé D.;2.1.1", "C-9;2.1.1") + "\n",
        "\n".join(en_long(CANDIDATS[:2])).replace("C-1;2.1.1;A\n", "") + "\n",
        "\n".join(en_long(CANDIDATS[:2])).replace("C-1;2.1.1;A", "C-1;2.1.1;") + "\n",
        "\n".join(en_long(CANDIDATS[:2]))
        .replace("resultat", "resultat;commentaire")
        .replace("A\n", "A;\n")
        + "\n",
        "critere;resultat\n" + "".join(f"{code};A\n" for code in CRITERES),
    ],
    ids=range(7),
)
def test_toute_autre_forme_longue_est_laissee_a_la_lecture_lente(dossier, texte):
    assert not lu_par_blocs(dossier, texte.encode())
    assert score(dossier, texte.encode()) == lentement(dossier, texte.encode())


@st.composite
def longues(draw):
    """A long grille, with up to two accidents."""
    mots = draw(st.lists(st.sampled_from(REPONSES), min_size=1, max_size=4))
    noms = draw(
        st.one_of(
            st.just([f"C-{rang}" for rang in range(4)]), st.lists(st.sampled_from(NOMS), min_size=1)
        )
    )
    candidats = [
        (nom, *draw(st.lists(st.sampled_from(mots), min_size=5, max_size=5))) for nom in noms
    ]
    titres = draw(st.permutations(("candidat", "critere", "resultat")))
    texte = "\n".join(en_long(candidats, titres, draw(st.permutations(CRITERES)))) + "\n"
    return abimer(draw, texte, draw(st.integers(0, 2)))


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(longues(), st.sampled_from([40, 200, 500_000]))
def test_toute_forme_longue_meme_abimee_dit_et_ecrit_les_memes_octets_des_deux_facons(
    dossier, contenu, bloc
):
    with pytest.MonkeyPatch.context() as ici:
        ici.setattr(calcul, "BLOC", bloc)
        assert score(dossier, contenu) == lentement(dossier, contenu)


# Any file at all

PIEGES = [
    *";,\t|\n\r\"'=-01 A.é",
    "\r\n",
    "\n\n",
    ";;",
    "NA",
    "NE",
    "\xa0",
    "\u200b",
    "\0",
    "\1",
    "\2",
    "\ufeff",
    "é"[:1],
    "e\u0301",
]
REPONSES = [
    "acquis",
    "A",
    "oui",
    "1",
    "NA",
    "non acquis",
    "Non-Acquis",
    "0",
    "NE",
    "non évalué",
    "en cours",
]
NOMS = [
    "C-1",
    "C-2",
    "c-2",
    "C\u20112",
    "C 3",
    "C  3",
    "Zoé",
    "ZOE\u0301",
    "DUPONT, Jean",
    "D’Arc",
    "a@b",
    "code",
    "a",
    "1.1.1",
    "Référence",
    "-7",
    "x" * 40,
]


@st.composite
def fichiers(draw):
    """A wide grille, with up to three accidents."""
    mots = draw(st.lists(st.sampled_from(REPONSES), min_size=1, max_size=4))
    noms = draw(
        st.one_of(
            st.just([f"C-{rang}" for rang in range(9)]), st.lists(st.sampled_from(NOMS), min_size=1)
        )
    )
    lignes = [[nom, *draw(st.lists(st.sampled_from(mots), min_size=5, max_size=5))] for nom in noms]
    titres = draw(
        st.sampled_from([TITRES, "version;1\n" + TITRES, "candidat;2.2.1;2.1.1;1.2.1;1.1.2;1.1.1"])
    )
    fin = draw(st.sampled_from(["\n", "\r\n"]))
    entre = draw(st.sampled_from(["", "", '"']))
    lignes = [[f"{entre}{cellule}{entre}" for cellule in ligne] for ligne in lignes]
    texte = (titres + "\n" + "".join(";".join(ligne) + "\n" for ligne in lignes)).replace("\n", fin)
    return abimer(draw, texte, draw(st.integers(0, 3)))


def abimer(draw, texte, accidents):
    for _ in range(accidents):
        ou, long = draw(st.integers(0, len(texte))), draw(st.integers(0, 3))
        texte = texte[:ou] + draw(st.sampled_from(["", *PIEGES])) + texte[ou + long :]
    return (
        texte.encode("utf-8", "replace")
        if draw(st.integers(0, 9))
        else texte.encode("cp1252", "replace")
    )


@settings(deadline=None, max_examples=120, suppress_health_check=[HealthCheck.too_slow])
@given(fichiers(), st.sampled_from([40, 200, 500_000]))
def test_tout_fichier_meme_abime_dit_et_ecrit_les_memes_octets_des_deux_facons(
    dossier, contenu, bloc
):
    with pytest.MonkeyPatch.context() as ici:
        ici.setattr(calcul, "BLOC", bloc)
        assert score(dossier, contenu) == lentement(dossier, contenu)


@settings(deadline=None, max_examples=60)
@given(fichiers())
def test_un_fichier_refuse_n_ecrit_rien_sur_la_sortie(dossier, contenu):
    statut, sortie, erreurs = score(dossier, contenu)
    assert (statut == 0) == bool(sortie)
    assert (b"erreur" in erreurs) == (statut == 1)


# Size


def test_un_disque_plein_n_est_pas_pris_pour_un_fichier_trop_gros(dossier, monkeypatch):
    def plein():
        raise OSError(errno.ENOSPC, "plein")

    monkeypatch.setattr(calcul, "TemporaryFile", plein)
    with pytest.raises(OSError, match="plein"):
        lu_par_blocs(dossier, EN_CLAIR.encode())


def test_la_limite_d_un_fichier_de_grille_ne_vaut_pas_pour_ce_qui_est_lu_par_blocs(
    dossier, monkeypatch
):
    monkeypatch.setattr(bornes, "TABLE_OCTETS_MAX", 150)
    monkeypatch.setattr(calcul, "BLOC", 100)
    contenu = (TITRES + "\n" + "".join(f"C-{rang};A;NA;A;NE;A\n" for rang in range(200))).encode()
    statut, sortie, erreurs = score(dossier, contenu)
    assert (statut, sortie.count(b"\r\n")) == (0, 201)
    assert erreurs.decode().startswith("Lu : 200 candidats")


GROSSE = [f"C-{rang};A;NA;A;NE;A" for rang in range(200)]


@pytest.mark.parametrize(
    ("rang", "ligne"),
    [
        (0, "C-0;A;NA;oups;NE;A"),
        (120, "C-120;A;NA;A;;A"),
        (121, "C-121;A;NA;A;NE"),
        (121, "C-121;A;NA;A;NE;A;A"),
        (199, "C-3;A;NA;A;NE;A"),
        (77, "C-77;A;NA;A;NE;0"),
        (77, ";A;NA;A;NE;A"),
        (77, 'C-77;A;"NA;A;NE;A'),
        (77, "C-77;A;NA;A;NE;A\u200b"),
        (77, "C-77;A;NA;A;NE;A\ufeff"),
        (77, TITRES),
    ],
    ids=range(11),
)
def test_une_faute_est_nommee_a_sa_place_meme_dans_un_fichier_trop_gros_pour_la_lecture_lente(
    dossier, monkeypatch, rang, ligne
):
    contenu = "\n".join([TITRES, *GROSSE[:rang], ligne, *GROSSE[rang + 1 :], ""]).encode()
    attendu = lentement(dossier, contenu)
    assert (attendu[0], attendu[1]) == (1, b"")
    monkeypatch.setattr(bornes, "TABLE_OCTETS_MAX", len(contenu) - 1)
    monkeypatch.setattr(calcul, "BLOC", 700)
    assert score(dossier, contenu) == attendu


def test_les_fautes_d_un_fichier_trop_gros_sont_toutes_dites(dossier):
    lignes = [*GROSSE]
    for rang in (5, 60, 61, 180):
        lignes[rang] = f"C-{rang};A;NA;A;NE;oups"
    for haut in ([], ["sep=;"], ["version;1", ""]):
        contenu = "\n".join([*haut, TITRES, *lignes, ""]).encode()
        attendu = lentement(dossier, contenu)
        with pytest.MonkeyPatch.context() as ici:
            ici.setattr(bornes, "TABLE_OCTETS_MAX", len(contenu) - 1)
            ici.setattr(calcul, "BLOC", 700)
            assert score(dossier, contenu) == attendu
        assert attendu[2].count(b"F203") == 4


def test_un_fichier_trop_gros_sans_faute_mais_pas_compris_dit_qu_il_est_trop_gros(
    dossier, monkeypatch
):
    contenu = (
        "\n".join([TITRES, *GROSSE, '"C\n300";A;A;A;A;A', *GROSSE[:1], ""])
        .replace("\nC-0;", "\nD-0;", 1)
        .encode()
    )
    monkeypatch.setattr(bornes, "TABLE_OCTETS_MAX", 1000)
    statut, sortie, erreurs = score(dossier, contenu)
    assert (statut, sortie, b"S104" in erreurs) == (1, b"", True)


def en_gros(dossier, monkeypatch, contenu, bloc=60):
    """What is said of a file as if it were too large for the slow way."""
    with monkeypatch.context() as ici:
        ici.setattr(bornes, "TABLE_OCTETS_MAX", len(contenu) - 1)
        ici.setattr(calcul, "BLOC", bloc)
        return score(dossier, contenu)


EN_LONG = [list(en_long([(f"C-{rang}", *"AAAAA")]))[1:] for rang in range(30)]
TITRES_LONGS = "candidat;critere;resultat"


@pytest.mark.parametrize("blanc", ["\n", "\r\n", "\n\n\n"])
@pytest.mark.parametrize("bloc", [60, 500_000])
def test_des_lignes_vides_entre_les_candidats_d_une_forme_longue_ne_comptent_pas(
    dossier, monkeypatch, blanc, bloc
):
    contenu = (
        TITRES_LONGS + "\n" + blanc.join("\n".join(lignes) + "\n" for lignes in EN_LONG) + blanc
    ).encode()
    monkeypatch.setattr(calcul, "BLOC", bloc)
    assert lu_par_blocs(dossier, contenu)
    assert score(dossier, contenu) == lentement(dossier, contenu)
    assert en_gros(dossier, monkeypatch, contenu, bloc)[:2] == lentement(dossier, contenu)[:2]


@pytest.mark.parametrize("bloc", [60, 300, 500_000])
@pytest.mark.parametrize("rang", [0, 7, 28])
def test_une_ligne_qui_manque_dans_une_longue_forme_trop_grosse_est_dite_de_son_candidat(
    dossier, monkeypatch, rang, bloc
):
    candidats = [list(lignes) for lignes in EN_LONG]
    candidats[12][0] = candidats[12][0].replace("C-12", "=1+1")
    candidats[12] = [ligne.replace("C-12", "=1+1") for ligne in candidats[12]]
    del candidats[rang][3]
    contenu = (
        TITRES_LONGS + "\n" + "\n".join("\n".join(lignes) + "\n" for lignes in candidats)
    ).encode()
    attendu = lentement(dossier, contenu)
    assert (attendu[0], attendu[2].count(b"F205")) == (1, 1)
    assert en_gros(dossier, monkeypatch, contenu, bloc) == attendu


@pytest.mark.parametrize("fin", ["\n", ""], ids=["finie", "sans fin"])
def test_les_fautes_de_tous_les_premiers_et_du_dernier_d_une_longue_forme_trop_grosse_sont_dites(
    dossier, monkeypatch, fin
):
    """A candidate without a fault is looked for from both ends."""
    candidats = [list(lignes) for lignes in EN_LONG]
    for rang in (*range(25), 29):
        del candidats[rang][3]
    contenu = "\n".join([TITRES_LONGS, *(ligne for lignes in candidats for ligne in lignes)]) + fin
    attendu = lentement(dossier, contenu.encode())
    dites = "26 fois : A2, A6, A10, A14, A18, A22, A26, A30…"  # the same critère, of each
    assert (attendu[0], attendu[2].count(b"F205"), dites in attendu[2].decode()) == (1, 1, True)
    assert en_gros(dossier, monkeypatch, contenu.encode()) == attendu


def test_un_retour_chariot_seul_dans_un_fichier_trop_gros_ne_casse_rien(dossier, monkeypatch):
    contenu = f"{TITRES}\nC-0;A;A;A;A;A\r\r\nC-1;A;A;A;A;A\nC-2;A;A;A;A;A\n".encode()
    statut, _, erreurs = en_gros(dossier, monkeypatch, contenu, 40)
    assert (statut, b"S104" in erreurs) == (1, True)


@pytest.mark.parametrize("nom", ["=1+1", "Zoe\u0301", " C-7 ", '"C-7"', "'-7", "C\u00a0 7"])
def test_un_candidat_dit_deux_fois_dans_un_fichier_trop_gros_est_nomme_de_quelque_facon_qu_il_soit_ecrit(
    dossier, monkeypatch, nom
):
    lignes = [f"N-{rang};A;NA;A;NE;A" for rang in range(40)]
    lignes[3] = lignes[30] = f"{nom};A;NA;A;NE;A"
    contenu = "\n".join([TITRES, *lignes, ""]).encode()
    attendu = lentement(dossier, contenu)
    assert (attendu[0], attendu[2].count(b"F210")) == (1, 1)
    assert en_gros(dossier, monkeypatch, contenu) == attendu


@pytest.mark.parametrize(
    "autre", ["c-7", "C\u20117", "\u200bC-7", "C-\u00ad7", "\uff23-7"], ids=ascii
)
@pytest.mark.parametrize("texte", [TITRES, "candidat;critere;resultat"], ids=["large", "longue"])
def test_un_candidat_ecrit_de_deux_facons_dans_un_fichier_trop_gros_est_un_seul(
    dossier, monkeypatch, texte, autre
):
    """Far apart in a wide file he is told twice; on the rows of one long candidate he is one."""
    if texte == TITRES:
        lignes = [f"N-{rang};A;NA;A;NE;A" for rang in range(40)]
        lignes[3], lignes[30] = "C-7;A;NA;A;NE;A", f"{autre};A;NA;A;NE;A"
    else:
        lignes = [f"N-{rang};{code};A" for rang in range(8) for code in CRITERES]
        lignes += [
            f"{nom};{code};A" for nom, code in zip(["C-7", autre] * 3, CRITERES, strict=False)
        ]
    contenu = "\n".join([texte, *lignes, ""]).encode()
    attendu = lentement(dossier, contenu)
    assert (attendu[0], attendu[2].count(b"F210")) == ((1, 1) if texte == TITRES else (0, 0))
    assert en_gros(dossier, monkeypatch, contenu) == attendu


def test_un_candidat_nomme_zero_dans_un_fichier_trop_gros_n_est_pas_un_zero_parmi_des_mots(
    dossier, monkeypatch
):
    contenu = "\n".join([TITRES, *GROSSE, "0;A;NA;A;NE;A", ""]).encode()
    attendu = lentement(dossier, contenu)
    assert attendu[0] == 0
    assert en_gros(dossier, monkeypatch, contenu) == attendu


@pytest.mark.parametrize("zero", [2, 35])
def test_un_zero_parmi_des_mots_est_dit_ou_qu_ils_soient_dans_un_fichier_trop_gros(
    dossier, monkeypatch, zero
):
    lignes = [f"N-{rang};1;1;1;1;1" for rang in range(40)]
    lignes[zero], lignes[25] = f"N-{zero};1;0;1;1;1", "N-25;A;NA;A;NE;A"
    contenu = "\n".join([TITRES, *lignes, ""]).encode()
    attendu = lentement(dossier, contenu)
    assert (attendu[0], attendu[2].count(b"F213")) == (1, 1)
    assert en_gros(dossier, monkeypatch, contenu) == attendu


def test_cent_facons_d_ecrire_une_reponse_sont_toutes_lues_par_blocs(dossier, relues):
    casses = [
        "".join(sorts) for sorts in product(*zip("en cours", "EN COURS", strict=True))
    ]  # 128 ways of one answer
    lignes = "".join(f"C-{rang};{mot};A;NA;non;oui\n" for rang, mot in enumerate(casses))
    contenu = f"{TITRES}\n{lignes}".encode()
    assert lu_par_blocs(dossier, contenu)
    assert not relues
    assert score(dossier, contenu) == lentement(dossier, contenu)


@pytest.mark.parametrize("par_passage", [7, 99, 10_000])
def test_les_homonymes_se_voient_a_tout_passage(monkeypatch, par_passage):
    monkeypatch.setattr(homonymes, "_PAR_PASSAGE", par_passage)
    monkeypatch.setattr(homonymes, "_MORCEAU", 80)
    noms = [str(rang).encode() for rang in range(100)]
    noms.sort(key=hash)
    for doubles in ([], [b"3"], [b"3", b"3", b"99"], noms):
        with TemporaryFile() as flux:
            homonymes.noter(flux, noms)
            homonymes.noter(flux, doubles)
            assert homonymes.doubles(flux) == {hash(nom) for nom in doubles}


def test_un_fichier_de_quelques_ko_ne_charge_pas_numpy(tmp_path):
    (tmp_path / "jouet.yaml").write_bytes(JOUET)
    lignes = "".join(f"C-{rang};A;NA;A;NE;A\n" for rang in range(1000))
    (tmp_path / "g.csv").write_text(f"{TITRES}\n{lignes}", encoding="utf-8")
    sonde = "import sys; from clea_cli.cli import main; main(sys.argv[1:]); sys.exit('numpy' in sys.modules)"
    arguments = ["score", "g.csv", "-r", "jouet.yaml", "--format", "csv"]
    lance = subprocess.run(
        [sys.executable, "-c", sonde, *arguments], cwd=tmp_path, capture_output=True, check=False
    )
    assert (lance.returncode, lance.stdout.count(b"\n")) == (0, 1001)


@pytest.mark.parametrize(
    "fin",
    [
        ";;;;;",
        ";;;;;\n\n;;;;;",
        "  ",
        "Total;;;;;",
        '"";"";"";"";"";""',
        "Signature :;;;;;",
        TITRES,
    ],
)
def test_ce_qui_suit_le_dernier_candidat_d_un_fichier_trop_gros_est_lu_comme_dans_un_petit(
    dossier, monkeypatch, fin
):
    contenu = "\n".join([TITRES, *GROSSE, fin, ""]).encode()
    assert en_gros(dossier, monkeypatch, contenu, 700) == lentement(dossier, contenu)


@pytest.mark.parametrize("blanc", ["", "\r", ";;"])
@pytest.mark.parametrize("ou", [1, 2, 4])
def test_une_ligne_vide_au_milieu_d_un_candidat_d_une_forme_longue_trop_grosse_ne_compte_pas(
    dossier, monkeypatch, blanc, ou
):
    candidats = [list(lignes) for lignes in EN_LONG]
    for rang in (0, 11, 29):
        candidats[rang].insert(ou, blanc)
    contenu = "\n".join(
        [TITRES_LONGS, *(ligne for lignes in candidats for ligne in lignes), ""]
    ).encode()
    assert en_gros(dossier, monkeypatch, contenu) == lentement(dossier, contenu)


@pytest.mark.parametrize(
    "ligne", ['"', '""', '""""', '"""', '" "', ";;", '"";"";""', ";;;;;", '"";"";"";"";"";""']
)
@pytest.mark.parametrize("ou", [1, 3, -1])
@pytest.mark.parametrize(
    "lignes", [EN_CLAIR.splitlines(), list(en_long(CANDIDATS))], ids=["large", "longue"]
)
def test_une_ligne_faite_de_guillemets_ou_de_separateurs_est_lue_comme_dans_un_petit_fichier(
    dossier, monkeypatch, lignes, ou, ligne
):
    contenu = "\n".join([*lignes[:ou], ligne, *lignes[ou:], ""]).encode()
    attendu = lentement(dossier, contenu)
    assert score(dossier, contenu) == attendu
    assert en_gros(dossier, monkeypatch, contenu)[:2] == attendu[:2]


@pytest.mark.parametrize(
    ("lignes", "cellule"),
    [
        ([TITRES, *GROSSE, "C-fin;A;A;A;A;non"], "F202"),
        (
            [
                TITRES_LONGS,
                *[ligne for lignes in EN_LONG for ligne in lignes][:-1],
                "C-29;2.2.1;non",
            ],
            "C151",
        ),
        (
            [
                "critere;resultat;candidat",
                *("1.1.1;A;C-1",),
                *(f"{c};A;Candidat-0" for c in CRITERES[:-1]),
            ],
            None,
        ),
    ],
    ids=["large", "longue", "le nom coupe"],
)
def test_un_fichier_trop_gros_coupe_dans_son_dernier_mot_ne_donne_aucun_verdict(
    dossier, monkeypatch, lignes, cellule
):
    """« non » is what is left of « non évalué »: it would be read as « non acquis »."""
    contenu = "\n".join(lignes).encode()
    attendu = lentement(dossier, contenu)
    assert attendu[0] == 1
    if cellule:
        assert b"F116" in attendu[2]
        assert en_gros(dossier, monkeypatch, contenu, 700) == attendu
    assert en_gros(dossier, monkeypatch, contenu, 700)[:2] == (1, b"")


@pytest.mark.parametrize("zeros", [(3,), (3, 60, 61), (149,)], ids=str)
def test_un_zero_dans_une_longue_forme_trop_grosse_n_invente_pas_de_criteres_absents(
    dossier, monkeypatch, zeros
):
    lignes = [ligne for lignes in EN_LONG for ligne in lignes]
    for rang in zeros:
        lignes[rang] = lignes[rang].replace(";A", ";0")
    contenu = "\n".join([TITRES_LONGS, *lignes, ""]).encode()
    attendu = lentement(dossier, contenu)
    assert (attendu[0], attendu[2].count(b"F213"), attendu[2].count(b"F205")) == (1, len(zeros), 0)
    assert en_gros(dossier, monkeypatch, contenu, 300) == attendu
