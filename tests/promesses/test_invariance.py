"""How a grille is written never changes what it says; a grille in which something is missing or doubled says nothing.

On the real référentiel, through the whole program. The last part holds files that could be understood in part: a
verdict drawn from one of them is the worst that this program can do.
"""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clea_cli.decision.score import scores
from tests.outils.ecrivain import (
    ENCODAGES,
    FINS,
    FORMES,
    FORMES_A_PLUSIEURS,
    FORMES_SEULES,
    MOTS,
    SANS_NOM,
    SEPARATEURS,
    clea,
    codes,
    decision,
    decisions_lues,
    en_entier,
    fautes,
    lignes,
    octets,
    relire,
    reponses_lues,
    toutes,
)

CODES = codes()
essais = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def jeux_de_reponses(draw):
    """Answers near a threshold: all alike, except a few."""
    defaut = draw(st.sampled_from(["acquis", "acquis", "acquis", "non_acquis", "non_evalue"]))
    sauf = draw(st.dictionaries(st.sampled_from(CODES), st.sampled_from(sorted(MOTS)), max_size=12))
    return toutes(defaut) | sauf


@st.composite
def lots(draw, *, formes=FORMES):
    """A form, and the answers of as many candidates as it bears."""
    forme = draw(st.sampled_from(formes))
    noms = (
        [SANS_NOM]
        if forme in FORMES_SEULES
        else ["C-0001", "Léa É.", "C-0003"][: draw(st.integers(1, 3))]
    )
    return forme, {nom: draw(jeux_de_reponses()) for nom in noms}


@st.composite
def ecritures(draw):
    return {
        "encodage": draw(st.sampled_from(sorted(ENCODAGES))),
        "separateur": draw(st.sampled_from(sorted(SEPARATEURS))),
        "fin": draw(st.sampled_from(FINS)),
        "guillemets": draw(st.booleans()),
    }


def lues_comme(lot, candidats):
    """Whether the program took exactly these answers and decided by them."""
    attendues = {nom: decision(reponses, nom) for nom, reponses in candidats.items()}
    assert reponses_lues(lot) == candidats, lot.diagnostics
    assert {d.grille.candidat: d for d in decisions_lues(lot)} == attendues
    return True


def refusee(lot):
    """Whether there is nothing to decide, and a reason given."""
    return not reponses_lues(lot) and bool(lot.diagnostics)


def essayes(forme):
    """The critères tried one after the other: all of them in the plainest form, one in five elsewhere."""
    return CODES if forme == "longue" else CODES[FORMES.index(forme) :: 5]


# What does not matter


@given(lots(), ecritures())
@essais
def test_ni_l_encodage_ni_le_separateur_ni_les_fins_de_ligne_ni_les_guillemets_ne_comptent(
    lot, ecriture
):
    forme, candidats = lot
    assert lues_comme(relire(octets(lignes(candidats, forme), **ecriture)), candidats)


@given(jeux_de_reponses())
@essais
def test_toutes_les_formes_disent_la_meme_chose(reponses):
    attendue = decision(reponses, "C-0001")
    for forme in FORMES:
        tableau = lignes({"C-0001": reponses}, forme)
        if forme in FORMES_SEULES:
            tableau = [["candidat", "C-0001"], *tableau]
        assert decisions_lues(relire(octets(tableau))) == [attendue], forme


@given(lots(), st.randoms(use_true_random=False))
@essais
def test_l_ordre_des_lignes_ne_compte_pas(lot, hasard):
    forme, candidats = lot
    titres, *corps = lignes(candidats, forme)
    hasard.shuffle(corps)
    assert lues_comme(relire(octets([titres, *corps])), candidats)


@given(lots(), st.randoms(use_true_random=False))
@essais
def test_l_ordre_des_colonnes_ne_compte_pas(lot, hasard):
    forme, candidats = lot
    tableau = lignes(candidats, forme)
    ordre = list(range(len(tableau[0])))
    hasard.shuffle(ordre)
    assert lues_comme(
        relire(octets([[ligne[rang] for rang in ordre] for ligne in tableau])), candidats
    )


@given(lots(), st.data())
@essais
def test_les_mots_de_l_echelle_se_valent(lot, data):
    forme, candidats = lot
    # x and o, mixed with another word for yes where nothing says no, are refused (F215); a 0 among words is (F213).
    admis = {
        reponse: [mot for mot in mots if mot.casefold() not in "0xo"]
        for reponse, mots in MOTS.items()
    }
    tableau = lignes(
        candidats, forme, mot=lambda reponse: data.draw(st.sampled_from(admis[reponse]))
    )
    assert lues_comme(relire(octets(tableau)), candidats)


@given(lots())
@essais
def test_une_grille_entiere_en_zeros_et_en_uns_se_lit(lot):
    forme, candidats = lot
    tableau = lignes(
        candidats, forme, mot={"acquis": "1", "non_acquis": "0", "non_evalue": "NE"}.__getitem__
    )
    assert lues_comme(relire(octets(tableau)), candidats)


@given(lots(), st.integers(1, 20), st.integers(0, 5), ecritures())
@essais
def test_les_colonnes_et_les_lignes_vides_autour_ne_comptent_pas(lot, colonnes, vides, ecriture):
    forme, candidats = lot
    tableau = [[*ligne, *[""] * colonnes] for ligne in lignes(candidats, forme)]
    blanches = [[""] * len(tableau[0])] * vides
    assert lues_comme(relire(octets([*blanches, *tableau, *blanches], **ecriture)), candidats)


def sans_les_vides(tableau):
    """As Excel writes CSV: in each block of sixteen rows, the last columns that are all empty are not written."""
    for debut in range(0, len(tableau), 16):
        bloc = tableau[debut : debut + 16]
        largeur = max(
            (rang + 1 for ligne in bloc for rang, valeur in enumerate(ligne) if valeur), default=1
        )
        yield from (ligne[:largeur] for ligne in bloc)


UNE_SEULE_A_LA_FIN = 6  # with so many rows above, the last critère is alone in its block of sixteen


@given(
    jeux_de_reponses(),
    st.sets(st.integers(1, 106)),
    st.integers(0, 15).filter(lambda n: n != UNE_SEULE_A_LA_FIN),
)
@essais
def test_excel_laisse_tomber_les_cellules_vides_de_fin_par_blocs_de_seize_lignes(
    reponses, commentees, avant
):
    titres, *corps = lignes({SANS_NOM: reponses}, "cochee")
    tableau = [
        [*titres, "commentaire"],
        *[[*li, "vu" * (rang in commentees)] for rang, li in enumerate(corps, 1)],
    ]
    vides = [[""] * 5] * avant
    assert lues_comme(relire(octets(sans_les_vides([*vides, *tableau]))), {SANS_NOM: reponses})


def test_excel_laisse_tomber_les_cellules_vides_d_une_derniere_ligne_seule_dans_son_bloc():
    titres, *corps = lignes({SANS_NOM: toutes("acquis")}, "cochee")
    tableau = [
        [*titres, "commentaire"],
        *[[*ligne, "vu"] for ligne in corps[:-1]],
        [*corps[-1], ""],
    ]
    vides = [[""] * 5] * UNE_SEULE_A_LA_FIN
    assert lues_comme(
        relire(octets(sans_les_vides([*vides, *tableau]))), {SANS_NOM: toutes("acquis")}
    )


@given(lots(), st.sampled_from([" ", "  ", "\t ", "\xa0", "\u202f"]))
@essais
def test_les_espaces_autour_d_une_cellule_ne_comptent_pas(lot, espace):
    forme, candidats = lot
    tableau = [
        [f"{espace}{valeur}{espace}" for valeur in ligne] for ligne in lignes(candidats, forme)
    ]
    assert lues_comme(relire(octets(tableau, guillemets=True)), candidats)


@given(
    jeux_de_reponses(),
    st.text(st.characters(exclude_characters="\0\ufeff\ufffd", exclude_categories=["Cs", "Cn"])),
)
@essais
def test_un_commentaire_ne_compte_pas_quoi_qu_il_contienne(reponses, commentaire):
    titres, *corps = lignes({SANS_NOM: reponses})
    tableau = [[*titres, "commentaire"], *[[*ligne, commentaire] for ligne in corps]]
    lot = relire(octets(tableau))
    # An invisible sign, what may be rows that were swallowed, or the same answer on every line.
    assert fautes(lot) <= {"F111", "F112", "F125"}
    assert refusee(lot) if fautes(lot) else lues_comme(lot, {SANS_NOM: reponses})


def test_les_lignes_de_titre_sans_resultat_ne_comptent_pas():
    titres, *corps = lignes({SANS_NOM: toutes("acquis")})
    rubriques = [["Domaine 1", ""], ["1", ""], ["1.1", ""]]
    assert lues_comme(relire(octets([titres, *rubriques, *corps])), {SANS_NOM: toutes("acquis")})


# What must not be missing, doubled or empty


@pytest.mark.parametrize("forme", [forme for forme in FORMES if forme != "large"])
def test_sans_l_une_quelconque_de_ses_lignes_une_grille_ne_dit_rien(forme):
    tableau = lignes({"C-0001": toutes("acquis")}, forme)
    for code in essayes(forme):
        rang = CODES.index(code) + 1
        lot = relire(octets(tableau[:rang] + tableau[rang + 1 :]))
        assert refusee(lot), code
        assert [(f.code, f.message) for f in lot.diagnostics] == [
            ("F205", f"il manque 1 critère : {code}")
        ]


def test_sans_l_une_quelconque_de_ses_colonnes_une_grille_large_ne_dit_rien():
    tableau = lignes({"C-0001": toutes("acquis")}, "large")
    for code in essayes("large"):
        rang = CODES.index(code) + 1
        lot = relire(octets([ligne[:rang] + ligne[rang + 1 :] for ligne in tableau]))
        assert refusee(lot), code
        assert [(f.code, f.message) for f in lot.diagnostics] == [
            ("F205", f"il manque 1 critère : {code}")
        ]


@pytest.mark.parametrize("forme", [forme for forme in FORMES if forme != "large"])
@pytest.mark.parametrize("meme", [True, False], ids=["meme reponse", "autre reponse"])
def test_avec_l_une_quelconque_de_ses_lignes_deux_fois_une_grille_ne_dit_rien(forme, meme):
    tableau = lignes({"C-0001": toutes("acquis")}, forme)
    autre = lignes({"C-0001": toutes("acquis" if meme else "non_acquis")}, forme)
    for code in essayes(forme):
        rang = CODES.index(code) + 1
        lot = relire(octets([*tableau[: 107 - rang], autre[rang], *tableau[107 - rang :]]))
        assert refusee(lot), code
        assert fautes(lot) == {"F202"}


def test_un_candidat_deux_fois_dans_une_grille_large_ne_dit_rien():
    candidats = {nom: toutes("acquis") for nom in ("C-0001", "C-0002", "C-0003")}
    titres, *corps = lignes(candidats, "large")
    for rang in range(3):
        lot = relire(octets([titres, *corps, corps[rang]]))
        assert refusee(lot)
        assert fautes(lot) == {"F210"}


def test_une_colonne_deux_fois_dans_une_grille_large_ne_dit_rien():
    tableau = lignes({"C-0001": toutes("acquis")}, "large")
    for rang in (0, *(CODES.index(code) + 1 for code in essayes("large"))):
        lot = relire(octets([[*ligne, ligne[rang]] for ligne in tableau]))
        assert refusee(lot)
        assert fautes(lot) == {"F105"}


@pytest.mark.parametrize("forme", FORMES)
def test_avec_l_un_quelconque_de_ses_resultats_vide_une_grille_ne_dit_rien(forme):
    for code in essayes(forme):
        reponses = toutes("acquis") | {code: "vide"}
        tableau = lignes(
            {"C-0001": reponses}, forme, mot=lambda reponse: "" if reponse == "vide" else "acquis"
        )
        lot = relire(octets(tableau))
        assert refusee(lot), code
        assert [(f.code, f.message) for f in lot.diagnostics] == [
            ("F204", f"le critère {code} n'a pas de résultat")
        ]


@pytest.mark.parametrize("forme", FORMES_A_PLUSIEURS)
def test_la_faute_d_un_candidat_refuse_le_fichier_entier(forme):
    candidats = {nom: toutes("acquis") for nom in ("C-0001", "C-0002", "C-0003")}
    candidats["C-0002"]["3.3.8"] = "vide"
    tableau = lignes(candidats, forme, mot=lambda reponse: "" if reponse == "vide" else "acquis")
    lot = relire(octets(tableau))
    assert refusee(lot)
    assert fautes(lot) == {"F204"}


@pytest.mark.parametrize(
    "faux",
    ["1.1.1.", ".1.1.1", "1 .1.1", "1.1\xa0.1", "1,1,1", "1-1-1", "1.1.01", "１.1.1", "1.1.1a"],
)
def test_un_code_presque_juste_n_est_pas_un_code(faux):
    titres, (_, resultat), *corps = lignes({SANS_NOM: toutes("acquis")})
    lot = relire(octets([titres, [faux, resultat], *corps]))
    assert refusee(lot)
    assert fautes(lot) == {"F201", "F205"}


@pytest.mark.parametrize("signe", ["\0", "\ufeff", "\u200b", "\u200e", "\u2060", "\xad"], ids=ascii)
@pytest.mark.parametrize("colonne", [0, 1], ids=["code", "resultat"])
def test_un_signe_invisible_dans_une_cellule_refuse_le_fichier(signe, colonne):
    titres, premiere, *corps = lignes({SANS_NOM: toutes("acquis")})
    premiere[colonne] += signe
    lot = relire(octets([titres, premiere, *corps]))
    assert refusee(lot)
    assert fautes(lot) == {"F111"}


# A file that was cut


def coupures(contenu, positions, candidats):
    """Cut a file at each of these bytes: what is then decided, if anything, is what the whole file says."""
    for position in positions:
        for nom, reponses in reponses_lues(relire(contenu[:position])).items():
            assert reponses == candidats[nom], (position, contenu[max(0, position - 30) : position])


VARIEES = toutes("acquis") | {"1.1.1": "non_acquis", "3.2.1": "non_evalue", "7.4.3": "non_acquis"}


@pytest.mark.parametrize(
    ("forme", "encodage", "superflu", "pas"),
    [
        ("longue", "utf-8-sig", "cquis\r\n", 1),
        ("cochee", "cp1252", "\r\n", 5),
        ("large", "mac_roman", "cquis\r\n", 5),
    ],
    ids=["longue", "cochee", "large"],
)
def test_un_fichier_coupe_a_n_importe_quel_octet_ne_donne_pas_un_autre_verdict(
    forme, encodage, superflu, pas
):
    """« acquis » and « a » are the same answer: only what follows may be cut without a word."""
    candidats = {SANS_NOM: VARIEES}
    contenu = octets(lignes(candidats, forme), encodage=encodage)
    coupures(contenu, range(0, len(contenu), pas), candidats)
    assert reponses_lues(relire(contenu[: -len(superflu)])) == candidats
    assert refusee(relire(contenu[: -len(superflu) - 1]))


@pytest.mark.parametrize("forme", FORMES)
@pytest.mark.parametrize("encodage", ["mac_roman", "utf-16"])
@pytest.mark.parametrize("fin", ["acquis", "non_acquis"])
def test_la_fin_d_un_fichier_coupee_ne_donne_pas_un_autre_verdict(forme, encodage, fin):
    candidats = {SANS_NOM: VARIEES | {"7.4.4": fin}}
    contenu = octets(
        lignes(candidats, forme, mot=lambda reponse: MOTS[reponse][1]), encodage=encodage
    )
    coupures(contenu, range(len(contenu) - 60, len(contenu)), candidats)


@pytest.mark.parametrize("forme", FORMES)
@pytest.mark.parametrize("mot", ["NE", "ne", "non évalué", "NON ÉVALUÉ", "non_evalue"])
def test_non_evalue_coupe_en_non_ou_en_n_n_est_pas_non_acquis(forme, mot):
    candidats = {SANS_NOM: toutes("acquis") | {"7.4.4": "non_evalue"}}
    contenu = octets(
        lignes(candidats, forme, mot=lambda reponse: mot if reponse == "non_evalue" else "acquis")
    )
    coupures(contenu, range(len(contenu) - 40, len(contenu)), candidats)


@given(lots(), ecritures(), st.data())
@essais
def test_un_fichier_coupe_ne_rend_jamais_un_verdict_de_travers(lot, ecriture, data):
    forme, candidats = lot
    propre = {
        nom: {
            code: "acquis" if reponse == "non_evalue" else reponse
            for code, reponse in reponses.items()
        }
        for nom, reponses in candidats.items()
    }
    contenu = octets(lignes(propre, forme), **ecriture)
    coupures(contenu, [data.draw(st.integers(0, len(contenu)))], propre)


@pytest.mark.parametrize("forme", FORMES)
def test_un_fichier_sans_son_debut_ne_donne_pas_de_verdict(forme):
    contenu = octets(lignes({"C-0001": VARIEES}, forme))
    titres = contenu.index(b"\r\n") + 2
    for debut in (12, titres - 2, titres, titres + 5, len(contenu) // 2, len(contenu) - 10):
        assert refusee(relire(contenu[debut:])), contenu[debut : debut + 30]


# A file that could be understood in part

TITRES_LARGES = ["candidat", *CODES]


def large(nom, mot):
    return [nom, *[mot] * 106]


def longue(mot="acquis", *apres):
    return [[code, mot, *apres] for code in CODES]


def texte(tableau, separateur=";"):
    """Rows as they stand, quotes and separators included: whatever was typed."""
    return "".join(separateur.join(ligne) + "\r\n" for ligne in tableau)


DEUX_CANDIDATS = texte(
    [[*TITRES_LARGES, "commentaire"], [*large("C-0001", "A"), "{}"], [*large("C-0002", "NA"), "{}"]]
)
DEUX_LONGUES = [["candidat", "critere", "resultat", "commentaire"]]
DEUX_LONGUES += [
    [nom, code, "acquis", ""] for nom in ("C-0001", "C-0002", "C-0003") for code in CODES
]
AVALEES = [list(ligne) for ligne in DEUX_LONGUES]
AVALEES[106][3], AVALEES[212][3] = '"à revoir', 'vu"'


def decalee(titres, *debut):
    """A wide comma file: the name has a comma in it, so each answer slips into the next column."""
    return texte([titres, *debut], ",")


COMPRIS_A_MOITIE = {
    "la premiere de deux grilles empilees a un titre mal ecrit": texte(
        [["critere", "resulta"], *longue("non acquis"), ["critere", "resultat"], *longue()]
    ),
    "la ligne de titres a ete triee au milieu d'une grille large": texte(
        [large("Bernard", "NA"), TITRES_LARGES, large("Dupont", "A")]
    ),
    "la ligne de titres a ete triee au milieu d'une grille longue": texte(
        [
            *[["Bernard", code, "NA"] for code in CODES[:40]],
            ["candidat", "critere", "resultat"],
            *[["Dupont", code, "A"] for code in CODES],
        ]
    ),
    "deux guillemets avalent un candidat d'une grille large": DEUX_CANDIDATS.format(
        '"à revoir', 'vu"'
    ),
    "deux guillemets avalent un candidat d'une grille longue": texte(AVALEES),
    "deux guillemets avalent la version": '"Organisme;\r\nversion;2015.1\r\nfin";\r\n'
    + texte([["critere", "resultat"], *longue()]),
    "une colonne de resultat et une colonne a cocher se contredisent": texte(
        [["critere", "resultat", "non évalué"], *longue("acquis", "x")]
    ),
    "une colonne a cocher est doublee d'un resultat": texte(
        [["critere", "acquis", "resultat"], *[[code, "", "acquis"] for code in CODES]]
    ),
    "une virgule de trop dans un nom decale une grille large": decalee(
        [*TITRES_LARGES, "commentaire"], ["Dupont", " A", *["NA"] * 106, ""]
    ),
    "un separateur de trop dans un commentaire decale une ligne": texte(
        [
            ["critere", "commentaire", "resultat", "date"],
            *[[c, "vu", " oui", "non acquis", ""] for c in CODES],
        ]
    ),
    "un separateur de trop decale une coche": texte(
        [
            ["critere", "acquis", "non acquis", "non évalué", "commentaire"],
            ["1.1.1", "", "x", "", "", ""],
            *[[code, "x", "", "", ""] for code in CODES[1:]],
        ]
    ),
    "un separateur perdu decale une coche": texte(
        [
            ["critere", "acquis", "non acquis", "non évalué", "commentaire"],
            ["1.1.1", "x", "", ""],
            *[[code, "", "x", "", ""] for code in CODES[1:]],
        ]
    ),
    "un separateur perdu prend un commentaire pour un resultat": texte(
        [
            ["critere", "libelle", "resultat", "commentaire"],
            ["1.1.1", "Porter attention non acquis", "oui"],
            *[[code, "", "non acquis", ""] for code in CODES[1:]],
        ]
    ),
    "un saut de ligne perdu dans « non évalué »": texte(
        [
            ["critere", "resultat", "commentaire"],
            ["1.1.1", "non"],
            ["évalué", ""],
            *longue("acquis", "")[1:],
        ]
    ),
    "les lignes d'un candidat ont un autre separateur": texte(
        [["candidat", "critere", "resultat"], *[["C-0001", code, "acquis"] for code in CODES]]
        + [[f"C-0002,{code},acquis"] for code in CODES]
    ),
    "un candidat est nomme sans aucun critere": texte(
        [
            ["candidat", "critere", "resultat"],
            *[["C-0001", code, "acquis"] for code in CODES],
            ["C-0002", "", ""],
        ]
    ),
    "la version est donnee dans une seule cellule": texte(
        [["version : 2015.1", ""], ["critere", "resultat"], *longue()]
    ),
    "le referentiel est donne dans une seule cellule": texte(
        [["référentiel : clea-numerique", ""], ["critere", "resultat"], *longue()]
    ),
    **{
        f"« {mot} » n'est pas une reponse": texte([["critere", "resultat"], *longue(mot)])
        for mot in ("-1", "A-", "-A", "1-", "_x_", "n'", "º", "¹", "Ⓐ")
    },
    "une reponse barree": texte(
        [["critere", "resultat"], *longue("".join(f"{c}\u0336" for c in "acquis"))]
    ),
}


PAR_MALCHANCE = {
    "une coche est decalee dans deux lignes voisines": texte(
        [
            ["critere", "acquis", "non acquis", "non évalué", "commentaire"],
            *[[code, "x", "", ""] for code in CODES[:2]],
            *[[code, "", "x", "", ""] for code in CODES[2:]],
        ]
    ),
    "une colonne manque dans toutes les lignes": texte(
        [
            ["critere", "libelle", "acquis", "non acquis", "commentaire"],
            *[[code, "", "x", ""] for code in CODES],
        ]
    ),
    "« NON ÉVALUÉ » est coupe par un saut de ligne": texte(
        [
            ["critere", "resultat", "commentaire"],
            ["1.1.1", "NON"],
            ["ÉVALUÉ", ""],
            *longue("acquis", "")[1:],
        ]
    ),
    "« non évalué » d'un candidat est coupe par un saut de ligne": texte(
        [
            ["candidat", "critere", "resultat", "commentaire"],
            ["C-0001", "1.1.1", "non"],
            ["évalué", "Vu"],
            *[["C-0001", code, "acquis", ""] for code in CODES[1:]],
        ]
    ),
    "la reference du candidat est coupee a la fin du fichier": texte(
        [[*CODES, "candidat"], [*["acquis"] * 106, "C-0012"]]
    )[:-4],
    "deux guillemets avalent le nom de la version": '"Organisme\r\nversion";2015.1\r\n'
    + texte([["critere", "resultat"], *longue()]),
}


@pytest.mark.parametrize("contenu", COMPRIS_A_MOITIE.values(), ids=COMPRIS_A_MOITIE)
def test_un_fichier_compris_a_moitie_ne_donne_pas_de_verdict(contenu):
    lot = relire(contenu.encode())
    assert refusee(lot)
    assert scores(lot).rapports == ()


@pytest.mark.parametrize("contenu", PAR_MALCHANCE.values(), ids=PAR_MALCHANCE)
def test_un_fichier_compris_a_moitie_par_malchance_ne_donne_pas_de_verdict(contenu):
    assert refusee(relire(contenu.encode()))


PAR_GRANDE_MALCHANCE = {
    "deux guillemets donnent a un candidat les reponses du suivant": texte(
        [
            ["candidat", "date", *CODES],
            ["C-0001", '"12 mars', *["A"] * 106],
            ["C-0002", '13 mars"', *["NA"] * 106],
            ["C-0003", "14 mars", *["A"] * 106],
        ]
    ),
    "deux guillemets dans les commentaires avalent un candidat sans un mot": texte(
        [
            ["commentaire", *TITRES_LARGES],
            ['"à revoir', *large("C-0001", "NA")],
            ['vu"', *large("C-0002", "A")],
        ]
    ),
    "deux guillemets autour de deux noms n'en font qu'un": texte(
        [TITRES_LARGES, large('"Dupont', "A"), large('Martin"', "NA"), large("C-0003", "A")]
    ),
    "une ligne incomplete est triee au-dessus des titres": texte(
        [["Bernard", *["NA"] * 40, *[""] * 66], TITRES_LARGES, large("Dupont", "A")]
    ),
}


@pytest.mark.parametrize("contenu", PAR_GRANDE_MALCHANCE.values(), ids=PAR_GRANDE_MALCHANCE)
def test_un_fichier_compris_a_moitie_par_grande_malchance_ne_donne_pas_de_verdict(contenu):
    assert refusee(relire(contenu.encode()))


PAR_EXTREME_MALCHANCE = {
    "deux guillemets donnent a un candidat, nomme en fin de ligne, les reponses d'un autre": texte(
        [
            [*CODES, "date", "candidat"],
            [*["A"] * 106, '"12 mars', "C-0001"],
            [*["NA"] * 106, '13 mars"', "C-0002"],
        ]
    ),
    "deux guillemets seuls dans leur cellule avalent un candidat": texte(
        [
            ["commentaire", *TITRES_LARGES],
            ['"', *large("C-0001", "A")],
            ['"', *large("C-0002", "NA")],
        ]
    ),
    "une grille large est au-dessus d'une grille longue": texte(
        [TITRES_LARGES, large("C-0001", "NA"), ["critere", "resultat"], *longue()]
    ),
    "une grille large est au-dessus d'une grille a cocher": texte(
        [
            TITRES_LARGES,
            large("C-0001", "NA"),
            ["critere", "acquis", "non acquis"],
            *longue("x", ""),
        ]
    ),
    "une grille large sans candidat est au-dessus d'une grille longue": texte(
        [["nom", *CODES], large("C-0001", "NA"), ["critere", "resultat"], *longue()]
    ),
    **{
        f"la reponse « {mot} » d'un autre candidat est triee au-dessus des titres": texte(
            [
                ["Bernard", "1.1.1", mot],
                ["candidat", "critere", "resultat"],
                *[["Dupont", c, "A"] for c in CODES],
            ]
        )
        for mot in ("1", "0", "vrai", "faux", "")
    },
    **{
        f"la coche « {coche} » d'un autre candidat est triee au-dessus des titres": texte(
            [
                ["Bernard", "1.1.1", coche, ""],
                ["candidat", "critere", "acquis", "non acquis"],
                *[["Dupont", code, "x", ""] for code in CODES],
            ]
        )
        for coche in ("✓", "1", "vrai")
    },
}


@pytest.mark.parametrize("contenu", PAR_EXTREME_MALCHANCE.values(), ids=PAR_EXTREME_MALCHANCE)
def test_un_fichier_compris_a_moitie_par_extreme_malchance_ne_donne_pas_de_verdict(contenu):
    assert refusee(relire(contenu.encode()))


REFUSES = {
    "deux grilles empilees": (
        {"F110"},
        [["critere", "resultat"], *longue(), ["critere", "resultat"], *longue("NA")],
    ),
    "deux grilles cote a cote": (
        {"F105"},
        [["critere", "resultat"] * 2, *[[code, "acquis", code, "NA"] for code in CODES]],
    ),
    "deux colonnes de resultat": (
        {"F105"},
        [["critere", "resultat", "évaluation"], *longue("acquis", "NA")],
    ),
    "un resultat et toutes les coches": (
        {"F105"},
        [["critere", "resultat", "acquis", "non acquis"], *longue("acquis", "", "x")],
    ),
    "des cellules de candidat fusionnees": (
        {"F209"},
        [
            ["candidat", "critere", "resultat"],
            ["C-0001", "1.1.1", "acquis"],
            *[["", c, "acquis"] for c in CODES[1:]],
        ],
    ),
    "des cellules de code fusionnees": (
        {"F205", "F212"},
        [["critere", "resultat"], ["1.1.1", "acquis"], ["", "acquis"], *longue()[2:]],
    ),
    "un resultat fusionne sur un sous-domaine": (
        {"F204", "F208"},
        [["critere", "resultat"], ["1.1", "acquis"], ["1.1.1", ""], ["1.1.2", ""], *longue()[2:]],
    ),
    "une cellule de trop": (
        {"F109"},
        [["critere", "resultat"], ["1.1.1", "acquis", "NA"], *longue()[1:]],
    ),
    "un octet nul dans un code": (
        {"F111"},
        [["critere", "resultat"], ["1.1.\x001", "acquis"], *longue()[1:]],
    ),
    "une marque d'encodage dans un resultat": (
        {"F111"},
        [["critere", "resultat"], ["1.1.1", "\ufeffacquis"], *longue()[1:]],
    ),
    "un guillemet avale les lignes d'un critere": (
        {"F112"},
        [
            ["critere", "resultat", "commentaire"],
            ["1.1.1", "acquis", '"vu'],
            ["1.1.2", "acquis", 'vu"'],
            *longue("A", "")[2:],
        ],
    ),
    "un guillemet avale tout": (
        {"F104"},
        [["critere", "resultat"], ["1.1.1", '"acquis'], *longue()[1:]],
    ),
    "un sous-total dans une grille large": (
        {"F208"},
        [[*TITRES_LARGES, "1.1"], [*large("C-0001", "A"), "2"]],
    ),
    "un autre separateur dans toutes les lignes": (
        {"F115"},
        [["critere", "resultat"], *[[f"{code},acquis"] for code in CODES]],
    ),
    "la version dit autre chose": (
        {"F302"},
        [["version", "2015.1"], ["critere", "resultat"], *longue()],
    ),
    "le candidat change en cours de route": (
        {"F304"},
        [
            ["candidat", "C-0001"],
            ["candidat", "critere", "resultat"],
            *[["C-0002", c, "A"] for c in CODES],
        ],
    ),
}


@pytest.mark.parametrize(("codes_attendus", "tableau"), list(REFUSES.values()), ids=list(REFUSES))
def test_un_fichier_douteux_est_refuse(codes_attendus, tableau):
    lot = relire(texte(tableau).encode())
    assert refusee(lot)
    assert scores(lot).rapports == ()
    assert fautes(lot) == codes_attendus


def test_l_ecrivain_ecrit_ce_qu_il_annonce():
    """Every word of the scale is there, and each form has the 106 critères of the official count."""
    assert len(CODES) == 106
    echelle = {mot for synonymes in clea().echelle.values() for mot in synonymes}
    assert echelle <= {mot for mots in MOTS.values() for mot in mots}
    assert [len(lignes({"C-0001": VARIEES}, forme)) for forme in FORMES] == [107, 107, 107, 107, 2]
    assert en_entier("non_evalue") == "non évalué"
    assert octets([["a;", 'b"'], ["", "é"]]) == '"a;";"b"""\r\n;é\r\n'.encode()
