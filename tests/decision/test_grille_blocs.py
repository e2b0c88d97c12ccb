"""Rows of a grille of many candidates as bytes: where they are cut, which are understood, what each answer becomes."""

import os
from io import BytesIO

import pytest

from clea_cli.decision.blocs import fichier, lecteur
from clea_cli.decision.blocs.cellules import Bloc, FormeDesLignes, reconnaitre
from clea_cli.decision.blocs.fichier import (
    EtatDuFichier,
    coupes,
    derniers,
    entieres,
    par_candidat,
    premiers,
    sans_guillemets,
    tete,
)
from clea_cli.decision.blocs.lecteur import LecteurDeLignes
from clea_cli.grille.cellules_sures import noms_surs
from clea_cli.grille.grille import Colonnes
from clea_cli.referentiel.referentiel import Resultat

TITRES = b"candidat;1.1.1;1.1.2\n"
LONGUE = b"critere;candidat;resultat\n"
MOTS = {b"A": Resultat.ACQUIS, b"NA": Resultat.NON_ACQUIS, b"NE": Resultat.NON_EVALUE}
SENS = {"a": Resultat.ACQUIS, "na": Resultat.NON_ACQUIS, "ne": Resultat.NON_EVALUE}


# The headings


@pytest.mark.parametrize(
    "haut",
    [
        b"",
        b"\xef\xbb\xbf",
        b"\n" * 49,
        b"version;1\r\n\r\n",
        b"\xe9valu\xe9;Zo\xe9\n",
        b'"a";"b"\n',
        b'"a;b";c\n',
    ],
    ids=range(7),
)
def test_la_tete_va_jusqu_a_la_fin_des_titres(haut):
    lue = tete(haut + TITRES + b"C-1;A;A\n" + TITRES)
    assert (lue.contenu, lue.signe) == (haut + TITRES, ";")
    assert (lue.colonnes.titres, lue.colonnes.candidat) == (("candidat", "1.1.1", "1.1.2"), 0)


@pytest.mark.parametrize(
    "debut",
    [
        b"",
        TITRES[:-1],  # perhaps not all of them
        b"\n" * 50 + TITRES,
        b"a\rb\n" + TITRES,
        b'"a\n' + TITRES,
        b'a""b;candidat;1.1.1\n',
        b"C-1;A;A\n",
    ],
    ids=range(7),
)
def test_sans_titres_simples_dans_les_50_premieres_lignes_il_n_y_a_pas_de_tete(debut):
    assert tete(debut) is None


def test_les_titres_sont_lus_sans_espaces_ni_guillemets_et_avec_leur_separateur():
    for texte, signe in (
        (b' candidat ,"1.1.1"\r\n', ","),
        (b'"candidat"\t 1.1.1\n', "\t"),
        (b'candidat|"1.1.1"\n', "|"),
    ):
        lue = tete(texte)
        assert (lue.signe, lue.colonnes.titres) == (signe, ("candidat", "1.1.1"))


def test_le_nom_d_un_candidat_est_ce_que_porte_sa_case_sans_la_fin_de_la_ligne():
    au_bout = tete(b"critere;resultat;candidat\n")
    for fin in (b"", b"\n", b"\r\n"):
        assert au_bout.nom(b"1;A; C-1 " + fin) == b" C-1 "
        assert au_bout.nom(b"1;A;X" + fin) == b"X"
    assert au_bout.nom(b"\r1;A;C-1\n") == b"C-1"
    assert au_bout.nom(b"1;A\n") == b""
    assert au_bout.nom(b"\n") == b""
    assert tete(TITRES).nom(b"\rC-1;A;A\n") == b"\rC-1"


def test_l_etat_d_un_fichier_est_sa_place_sa_taille_et_sa_date(tmp_path):
    chemin = tmp_path / "g.csv"
    chemin.write_bytes(TITRES)
    os.utime(chemin, ns=(1, 123_456_700))
    vu = chemin.stat()
    with chemin.open("rb") as flux:
        assert EtatDuFichier.de(flux) == ((vu.st_dev, vu.st_ino), len(TITRES), 123_456_700)


# The candidates


def candidats(contenu, titres=TITRES, voisines=1):
    return [
        list(groupe) for groupe in par_candidat(enumerate(BytesIO(contenu)), tete(titres), voisines)
    ]


def test_une_forme_large_a_une_ligne_par_candidat():
    assert candidats(b"C-1;A;A\nC-1;A;NA\r\n") == [[(0, b"C-1;A;A\n")], [(1, b"C-1;A;NA\r\n")]]
    assert candidats(b"\nC-1;A;A\n;;\n  \nX") == [[(1, b"C-1;A;A\n")], [(4, b"X")]]
    assert candidats(b"\n;;\n") == []


def test_des_voisines_vont_ensemble_par_leur_place_dans_le_bloc():
    a, b, c = (0, b"a;A;A\n"), (1, b"b;A;A\n"), (3, b"c;A;A\n")
    assert candidats(b"a;A;A\nb;A;A\n\nc;A;A\n", voisines=2) == [[a, b], [c]]
    assert candidats(b"a;A;A\nb;A;A\n\nc;A;A\n", voisines=4) == [[a, b, c]]


def test_une_forme_longue_a_toutes_les_lignes_d_un_candidat_qui_se_suivent():
    une, deux, trois = (0, b"1;C-1;A\n"), (2, b"2;C-1;NA\n"), (3, b"1;C-2;A\n")
    assert candidats(b"1;C-1;A\n\n2;C-1;NA\n1;C-2;A\n1;C-1;A", LONGUE, 16) == [
        [une, deux],
        [trois],
        [(4, b"1;C-1;A")],
    ]


def debut_de(contenu, titres=TITRES):
    return list(premiers(BytesIO(titres + contenu), tete(titres)))


def test_les_premiers_candidats_ont_le_numero_de_leurs_lignes_dans_le_fichier():
    assert debut_de(b"C-1;A;A\n\nC-2;A;NA\n") == [[(2, b"C-1;A;A\n")], [(4, b"C-2;A;NA\n")]]
    assert debut_de(b"\n1;C-1;A\n2;C-1;A\n", b"\n" + LONGUE) == [
        [(4, b"1;C-1;A\n"), (5, b"2;C-1;A\n")]
    ]


def test_une_ligne_qui_n_est_pas_lue_jusqu_a_sa_fin_n_est_pas_d_un_premier_candidat(monkeypatch):
    assert debut_de(b"C-1;A;A") == []
    monkeypatch.setattr(fichier, "_BOUT", 8)
    assert debut_de(b"C-1;A;A\nC-2;A;NA\n") == [[(2, b"C-1;A;A\n")]]
    monkeypatch.setattr(fichier, "_BOUT", 7)
    assert debut_de(b"C-1;A;A\nC-2;A;NA\n") == []


def fin_de(contenu, titres=TITRES):
    return list(derniers(BytesIO(titres + contenu), tete(titres)))


def test_les_derniers_candidats_vont_de_la_fin_au_debut_leurs_lignes_dans_l_ordre(monkeypatch):
    lignes = b"1;C-0;A\n1;C-1;A\n\n2;C-1;NA\n1;C-2;A\n2;C-2;A\n1;C-3"
    attendus = [[(-2, b"1;C-2;A\n"), (-1, b"2;C-2;A\n")], [(-5, b"1;C-1;A\n"), (-3, b"2;C-1;NA\n")]]
    assert (
        fin_de(lignes, LONGUE) == attendus
    )  # the line where reading begins may be cut, as the last
    assert fin_de(b"C-1;A;A\n") == []
    monkeypatch.setattr(fichier, "_BOUT", 17)
    assert fin_de(b"C-0;A;A\nC-1;A;A\nC-2;A;NA\n") == [[(-1, b"C-2;A;NA\n")]]


def test_seul_un_dernier_candidat_dont_la_derniere_ligne_n_a_pas_de_fin_n_est_pas_entier():
    large, longue = tete(TITRES), tete(LONGUE)
    assert entieres(b"C-1;A;A\nC-2;A;NA\n", large) == b"C-1;A;A\nC-2;A;NA\n"
    assert entieres(b"C-1;A;A\n\nC-2;A;NA", large) == b"C-1;A;A\n\n"
    assert entieres(b"C-1;A;A\nC-2;A;NA\n ", large) == b"C-1;A;A\n"
    assert entieres(b"C-2;A;N", large) == b""
    assert entieres(b";;", large) == b""
    assert entieres(b"\n;;", large) == b""
    assert entieres(b"1;C-1;A\n2;C-1;A\n1;C-2;A\n\n2;C-2;N", longue) == b"1;C-1;A\n2;C-1;A\n"


@pytest.mark.parametrize("ligne", [b"", b"\r\n", b" ;; ", b'"";"";""', b'"";;\r\n', b'""'])
def test_une_ligne_sans_rien_est_vide(ligne):
    assert tete(TITRES).est_vide(ligne)


@pytest.mark.parametrize("ligne", [b'"', b'""""', b'";";"', b";A;", b"-", b'" "x;', b"\xa0;;"])
def test_des_guillemets_qui_ne_font_pas_une_case_vide_ne_le_sont_pas(ligne):
    assert not tete(TITRES).est_vide(ligne)


# Blocks


def en_blocs(contenu, taille, titres=TITRES, pas=1, apres=b""):
    tout = titres + contenu
    return [
        tout[debut:fin]
        for debut, fin in coupes(BytesIO(tout + apres), taille, tete(titres), pas, len(tout))
    ]


def test_un_bloc_est_fait_de_lignes_entieres():
    une, deux, trois = lignes = [b"C-1;A;A\n", b"C-2;A;A\n", b"C-3;A"]
    contenu = b"".join(lignes)
    for taille in (1, 7, 8):
        assert en_blocs(contenu, taille) == lignes
    for taille in (9, 10, 16):
        assert en_blocs(contenu, taille) == [une + deux, trois]
    for taille in (17, 21, 99):
        assert en_blocs(contenu, taille) == [contenu]
    assert en_blocs(b"", 10) == []
    assert en_blocs(contenu + b"\n", 99, apres=une) == [contenu + b"\n"]


@pytest.mark.parametrize(
    "titres", [LONGUE, b"candidat;critere;resultat\n"], ids=["au milieu", "au debut"]
)
@pytest.mark.parametrize(
    ("noms", "taille", "attendus"),
    [
        ("aabbcc", 6, ["aa", "bb", "cc"]),
        ("aabbcc", 7, ["aabb", "cc"]),
        ("aabbcc", 18, ["aabb", "cc"]),
        ("aabbcc", 19, ["aabbcc"]),
        ("aabbcc", 99, ["aabbcc"]),
        ("aaab", 6, ["aaa", "b"]),  # more rows than they should be
        ("aaaaaaab", 6, ["aaaaa", "aa", "b"]),
        ("ab", 6, ["ab"]),
    ],
)
def test_un_bloc_d_une_forme_longue_est_fait_de_candidats_entiers(titres, noms, taille, attendus):
    def lignes(noms):
        return b"".join(
            b"1;%b;A\n" % nom.encode() if titres == LONGUE else b"%b;1;A\n" % nom.encode()
            for nom in noms
        )

    assert en_blocs(lignes(noms), taille, titres, 2) == list(map(lignes, attendus))


def test_des_lignes_blanches_ou_d_autres_reponses_ne_changent_pas_ou_un_candidat_finit():
    par_nom = b"candidat;critere;resultat\n"
    assert en_blocs(b"a;1;A\na;2;NA\nb;1;A\nb;2;A\n", 6, par_nom, 2) == [
        b"a;1;A\na;2;NA\n",
        b"b;1;A\nb;2;A\n",
    ]
    trois = b"a;1;A\na;2;A\na;3;NA\n"
    assert en_blocs(trois + b"b;1;A\nb;2;A\n", 6, par_nom, 3) == [trois, b"b;1;A\nb;2;A\n"]
    assert en_blocs(b"\n1;a;A\n", 1, LONGUE, 2) == [b"\n1;a;A\n"]
    assert en_blocs(b"1;a;A\n \n2;a;NA\n\r\n1;b;A\n", 6, LONGUE, 2) == [
        b"1;a;A\n \n2;a;NA\n\r\n",
        b"1;b;A\n",
    ]
    assert en_blocs(b"1;a;A\n2;a;NA\n1;b;A\n2;b;NA\n", 6, LONGUE, 2) == [
        b"1;a;A\n2;a;NA\n",
        b"1;b;A\n2;b;NA\n",
    ]
    assert en_blocs(b"1;a;A\n2;a;NA\n1;b;A", 6, LONGUE, 2) == [b"1;a;A\n2;a;NA\n", b"1;b;A"]


# Quotes


@pytest.mark.parametrize(
    ("avant", "apres"),
    [
        (b'"C-1";"A";"NA"\n', b"C-1;A;NA\n"),
        (b'C-1;"";"a,b"\n', b"C-1;;a,b\n"),
        (b'C-1;"a;b";A\n', b'C-1;"a;b";A\n'),
        (b'C-1;"a""b";A\n', b'C-1;"a""b";A\n'),
        (b'C-1;x"A";A\n', b'C-1;x"A";A\n'),
        (b'C-1;"A"x;A\n', b'C-1;"A"x;A\n'),
        (b'C-1;"A\nB";A\n', b'C-1;"A\nB";A\n'),
        (b'C-1;"A\rB";A\n', b'C-1;"A\rB";A\n'),
        (b'C-1;A;"A"', b'C-1;A;"A"'),
        (b"C-1;A\n", b"C-1;A\n"),
    ],
    ids=range(10),
)
def test_seuls_partent_les_guillemets_qui_ne_changent_rien(avant, apres):
    assert sans_guillemets(avant, b";") == apres
    assert sans_guillemets(avant.replace(b";", b"|"), b"|") == apres.replace(b";", b"|")


# Names


@pytest.mark.parametrize(
    "nom",
    ["C-1", "Zoé D.", "L'Haÿ & fils", "Jean (2)", "12", "M. X", "Zoé #3/4", "A_b"],
    ids=range(8),
)
def test_un_nom_ordinaire_est_sur(nom):
    assert noms_surs([b"C-0", nom.encode(), b"C-9"])
    assert noms_surs([nom.encode()])


DOUTEUX = [
    "",
    " C",
    "C ",
    "-1",
    "=1",
    "code",
    "Critère",
    "résultat",
    "C\u200b",
    "Zoe\u0301",
    "é ",
    "Zoé ",
    "-é",
    "C:é",
    "é\ufffd",
]


@pytest.mark.parametrize("nom", DOUTEUX, ids=range(len(DOUTEUX)))
def test_un_nom_qui_demande_attention_n_est_pas_sur(nom):
    assert not noms_surs([b"C-0", nom.encode(), b"C-9"])
    assert not noms_surs([nom.encode()])
    assert not noms_surs([b"Zo\xc3\xa9", nom.encode()])


def test_un_nom_qui_n_est_pas_de_l_utf_8_n_est_pas_sur():
    assert not noms_surs([b"C-0", b"Zo\xe9"])


# Answers


def en_clair(bloc):
    """Names, columns of bits, words."""
    if bloc is None:
        return None
    assert bloc.colonnes.nombre == len(bloc.noms)
    assert bloc.colonnes.partout.tolist() == [1] * len(bloc.noms)
    acquis = [colonne.tolist() for colonne in bloc.colonnes.acquis]
    possibles = [colonne.tolist() for colonne in bloc.colonnes.possibles]
    return bloc.noms, acquis, possibles, bloc.mots


def forme_large(ordre, separateur=b";"):
    return FormeDesLignes(separateur, len(ordre) + 1, 0, slice(1, None), ordre)


def large(contenu, mots=MOTS, ordre=(1, 0), separateur=b";"):
    """What is made of the rows of a wide form."""
    return en_clair(reconnaitre(forme_large(ordre, separateur), contenu, mots))


def test_chaque_reponse_donne_ses_bits_dans_l_ordre_des_criteres():
    assert large(b"C-1;A;NE\nC-2;NA;A\nC-3;NA;NE\n") == (
        [b"C-1", b"C-2", b"C-3"],
        [[0, 1, 0], [1, 0, 0]],
        [[1, 1, 1], [1, 0, 0]],
        {b"A", b"NA", b"NE"},
    )
    assert large(b"C-1,A\n", ordre=(0,), separateur=b",") == ([b"C-1"], [[1]], [[1]], {b"A"})


@pytest.mark.parametrize(
    "contenu",
    [
        b"C-1;A\n",
        b"C-1;A;A;A\n",
        b"C-1;A;A;A\nC-2;A\n",
        b"C-1;A\nC-2;A;A;A\n",
        b"C-1;A;\n",
        b"C-1;A;oui\n",
        b"C-1;A;NAN\n",
        b"C-1;A;N\n",
        b"C-1;A;AA\n",
        b"C-1;A;A \n",
        b"C-1;A; A\n",
        b"C-1;A\t;A\n",
        b"C-1;A;A\1\n",
        b"C-1;A;A\2\n",
        b"C-1;A;A\0\n",
        b"C-1;A\r;A\n",
        b"C-1;A;A\n\nC-2;A;A\n",
        b"C-1\n;A;A\n",
        b";A;A\nA;A;A\nA\n",
        b"A;A\nA;A;A;A\n",
        b"A;A\nA\n",
    ],
    ids=range(21),
)
def test_une_ligne_de_travers_ou_un_mot_inconnu_font_refuser_tout_le_bloc(contenu):
    assert large(contenu) is None
    assert large(b"C-0;A;NA\n" + contenu) is None


def test_des_mots_qui_se_ressemblent_sont_distingues():
    mots = {
        b"non acquis": Resultat.NON_ACQUIS,
        b"non-acquis": Resultat.NON_ACQUIS,
        b"non  acquis": Resultat.NON_ACQUIS,
        b"acquis": Resultat.ACQUIS,
        b"acquit": Resultat.ACQUIS,
        b"acquise": Resultat.ACQUIS,
        b"non \xc3\xa9valu\xc3\xa9": Resultat.NON_EVALUE,
        b"non \xc3\xa9value": Resultat.NON_EVALUE,
    }
    lignes = b"".join(b"C;%b\n" % mot for mot in mots)
    noms, acquis, possibles, employes = large(lignes, mots, (0,))
    assert (acquis, possibles) == ([[0, 0, 0, 1, 1, 1, 0, 0]], [[0, 0, 0, 1, 1, 1, 1, 1]])
    assert (noms, employes) == ([b"C"] * 8, set(mots))
    assert large(lignes + b"C;acqui\n", mots, (0,)) is None
    assert large(lignes + b"C;non.acquis\n", mots, (0,)) is None


def test_un_mot_est_lu_jusqu_a_sa_derniere_lettre():
    mots = {b"acquis": Resultat.ACQUIS, b"non acquis": Resultat.NON_ACQUIS}
    for faux in (b"acquit", b"bcquis", b"acquis s", b"non acquit", b"nan acquis", b"n"):
        assert large(b"C-1;%b\n" % faux, mots, (0,)) is None
    assert large(b"C-1;non acquis\n", mots, (0,)) == ([b"C-1"], [[0]], [[0]], {b"non acquis"})


def test_sans_aucun_mot_rien_n_est_reconnu():
    assert large(b"C-1;A;A\n", {}) is None


def test_un_mot_qui_n_est_pas_employe_n_est_pas_dit():
    assert large(b"C-1;A;A\n")[3] == {b"A"}


# The long form

LONGS = (b"1.1.1", b"1.1.2")


def longue(contenu, colonnes=(0, 1, 2), codes=LONGS, ordre=(1, 0)):
    """What is made of the rows of a long form, whose candidate, critère and answer are in these columns."""
    candidat, critere, resultat = colonnes
    forme = FormeDesLignes(b";", 3, candidat, slice(resultat, resultat + 1), ordre, critere, codes)
    return en_clair(reconnaitre(forme, contenu, MOTS))


def test_les_lignes_de_chaque_candidat_donnent_ses_bits():
    attendu = ([b"C-1", b"C-12"], [[0, 1], [1, 0]], [[1, 1], [1, 0]], {b"A", b"NA", b"NE"})
    assert longue(b"C-1;1.1.1;A\nC-1;1.1.2;NE\nC-12;1.1.1;NA\nC-12;1.1.2;A\n") == attendu
    assert longue(b"1.1.1;A;C-1\n1.1.2;NE;C-1\n1.1.1;NA;C-12\n1.1.2;A;C-12\n", (2, 0, 1)) == attendu
    assert longue(b"C-1;A;1.1.1\nC-1;NE;1.1.2\nC-12;NA;1.1.1\nC-12;A;1.1.2\n", (0, 2, 1)) == attendu


@pytest.mark.parametrize(
    "contenu",
    [
        b"C-1;1.1.1;A\n",
        b"C-1;1.1.1;A\nC-2;1.1.2;A\n",
        b"C-1;1.1.1;A\nC-12;1.1.2;A\n",
        b"C-12;1.1.1;A\nC-1;1.1.2;A\n",
        b"C-1;1.1.2;A\nC-1;1.1.1;A\n",
        b"C-1;1.1.1;A\nC-1;1.1.1;A\n",
        b"C-1;1.1.1;A\nC-1;1.1.20;A\n",
        b"C-1;1.1.1;A\nC-1;1.1.2;\n",
        b"C-1;1.1.1;A\nC-1;1.1.2;AA\n",
        b"C-1;1.1.1;A;C-1\n1.1.2;A\n",
        b"un nom long 1;1.1.1;A\nun nom long 2;1.1.2;A\n",
        b"un nom long 1;1.1.1;A\nUn nom long 1;1.1.2;A\n",
        b"C-1\n1.1.1;A\nC-1;1.1.2;A\n",
        b"C-1;1.1.1\nA\nC-1;1.1.2;A\n",
    ],
    ids=range(14),
)
def test_un_candidat_qui_n_a_pas_ses_lignes_dans_l_ordre_fait_refuser_tout_le_bloc(contenu):
    assert longue(contenu) is None
    assert longue(b"C-0;1.1.1;A\nC-0;1.1.2;A\n" + contenu) is None


def test_un_nom_ou_un_code_d_une_forme_longue_a_moins_de_64_octets():
    for long, lu in ((62, True), (63, True), (64, False)):
        nom, autre = b"C" * long, b"1" * long
        assert (longue(b"%b;1.1.1;A\n%b;1.1.2;A\n" % (nom, nom)) is not None) is lu
        assert (longue(b"C;1.1.1;A\nC;%b;A\n" % autre, codes=(b"1.1.1", autre)) is not None) is lu
        assert longue(b"%b;1.1.1;A\n%bD;1.1.2;A\n" % (nom, nom[:-1])) is None
        a_la_fin = b"1.1.1;A;%b\n1.1.2;A;%b\n" % (nom, nom)
        assert (longue(a_la_fin, (2, 0, 1)) is not None) is lu


# What is learnt on the way


@pytest.fixture
def appels():
    return []


@pytest.fixture
def lecteur_note(appels, monkeypatch):
    """Notes what it is asked to recognise, and with which words."""

    def reconnaitre_et_noter(forme, contenu, mots):
        appels.append((contenu, dict(mots)))
        return reconnaitre(forme, contenu, mots)

    monkeypatch.setattr(lecteur, "reconnaitre", reconnaitre_et_noter)
    return LecteurDeLignes(forme_large((0, 1)), SENS)


def test_les_mots_des_cent_premieres_lignes_sont_appris_d_abord(lecteur_note, appels):
    assert lecteur_note.lire(b"C-1;A;na\n" * 99 + b"C-2;ne;A\n" + b"C-3;Ne;A\n")
    assert [mots for _, mots in appels] == [
        {b"A": Resultat.ACQUIS, b"na": Resultat.NON_ACQUIS, b"ne": Resultat.NON_EVALUE},
        {
            b"A": Resultat.ACQUIS,
            b"na": Resultat.NON_ACQUIS,
            b"ne": Resultat.NON_EVALUE,
            b"Ne": Resultat.NON_EVALUE,
        },
    ]
    assert lecteur_note.lire(b"C-4;a;Ne\n").mots == {b"a", b"Ne"}


def test_un_bloc_est_reconnu_sans_guillemets_ni_lignes_blanches(lecteur_note, appels):
    for contenu in (b"C-1;A;NA\n", b"C-1;A;NA\r\n", b'"C-1";A;"NA"\n', b"\n\nC-1;A;NA\n\r\n"):
        assert lecteur_note.lire(contenu).noms == [b"C-1"]
        assert appels[-1][0] == b"C-1;A;NA\n"
    assert lecteur_note.lire(b"C-1;A;NA\n\nC-2;A;A\n").noms == [b"C-1", b"C-2"]


@pytest.mark.parametrize(
    "contenu",
    [
        b"C-1;A;non\n",
        b'C-1;A;"A\n',
        b"C-1;A;A\0\n",
        b"C-1\0;A;A\n",
        b"=1;A;A\n",
        b"C-1;A;\n",
        b"C-1;A;A\rC-2;A;A\n",
        b"C-1;A;\xe9\n",
        b"C-0;A;A\nC-1;A;Ab",
        b"C-0;A;A\nC-1;A;A",  # perhaps not all of its last word
    ],
    ids=range(10),
)
def test_ce_qui_n_est_pas_compris_n_est_pas_lu(lecteur_note, contenu):
    assert lecteur_note.lire(contenu) is None


def test_des_lignes_blanches_seules_ne_sont_pas_donnees_a_reconnaitre(lecteur_note, appels):
    for blanches in (b"\n", b"\n\n", b"\r\n", b""):
        assert lecteur_note.lire(blanches) is None
    assert all(contenu for contenu, _ in appels)


def test_seize_octets_au_plus_font_une_reponse():
    seize = LecteurDeLignes(
        forme_large((0,), b","), {"o" * 16: Resultat.ACQUIS, "o" * 17: Resultat.ACQUIS}
    )
    assert seize.lire(b"C-1," + b"o" * 16 + b"\n")
    assert seize.lire(b"C-1," + b"o" * 17 + b"\n") is None


@pytest.mark.parametrize(
    "mot",
    [" A", "A ", "'=A", "A\xa0", "A;B", "A,B", "A\u200b", "e\u0301", "code", "A\x0b", "A\ufffd"],
    ids=range(11),
)
def test_un_mot_qui_demande_attention_n_est_pas_une_reponse_meme_s_il_a_un_sens(monkeypatch, mot):
    tous = dict.fromkeys(
        ("a", "=a", "'=a", "a;b", "a,b", "a\u200b", "e", "e\u0301", "\xe9", "code", "a\ufffd"),
        Resultat.ACQUIS,
    )
    vu = []

    def noter(_forme, _contenu, mots):
        vu.append(mots)
        return Bloc([b"C"], Colonnes(0, [], [], 0), frozenset())

    monkeypatch.setattr(lecteur, "reconnaitre", noter)
    LecteurDeLignes(forme_large((0,), b"|"), tous).lire(f"C|{mot}\n".encode())
    assert vu == [{}]
