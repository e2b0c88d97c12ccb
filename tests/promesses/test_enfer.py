"""Grilles from hell: encodings × separators × forms × damages, each with exactly what must be said of it.

What is expected was decided by hand, once a damage; that it holds in every encoding, with every separator, is the test.
"""

import json
from itertools import product

import pytest

from tests.promesses.test_cases import CAS, CRITERES, lancer

REPONSES = ("acquis", "acquis", "non acquis", "non évalué", "acquis")
LIBELLES = (
    "L'été à l’école",
    "Dire « oui »",
    "Lire un prix : 3 €",
    "Compter…",
    "Rendre la monnaie",
)
ENCODAGES = {
    "utf-8": lambda t: t.encode(),
    "utf-8-bom": lambda t: t.encode("utf-8-sig"),
    "windows-1252": lambda t: t.encode("cp1252"),
    "mac": lambda t: t.encode("mac_roman"),
    "utf-16": lambda t: t.encode("utf-16"),
    "utf-16-be": lambda t: b"\xfe\xff" + t.encode("utf-16-be"),
}
SEPARATEURS = (";", ",", "\t", "|")
FINS = ("\r\n", "\n", "\r")


def longue():
    yield ["critere", "libelle", "resultat", "commentaire"]
    for code, libelle, reponse in zip(CRITERES, LIBELLES, REPONSES, strict=True):
        yield [code, libelle, reponse, ""]


def coches():
    yield ["critere", "libelle", "acquis", "non acquis", "non évalué"]
    for code, libelle, reponse in zip(CRITERES, LIBELLES, REPONSES, strict=True):
        yield [
            code,
            libelle,
            *("x" if reponse == titre else "" for titre in ("acquis", "non acquis", "non évalué")),
        ]


def large():
    yield ["candidat", *CRITERES]
    yield ["C-0001", *REPONSES]


FORMES = {"longue": longue, "coches": coches, "large": large}


def ecrire(lignes, separateur, fin="\r\n"):
    def cellule(texte):
        return f'"{texte}"' if separateur in texte else texte

    return "".join(separateur.join(map(cellule, ligne)) + fin for ligne in lignes)


def score(contenu, tmp_path):
    (tmp_path / "g.csv").write_bytes(contenu)
    (tmp_path / "jouet.yaml").write_bytes((CAS / "grille" / "jouet.yaml").read_bytes())
    statut, sortie, erreurs = lancer(
        tmp_path, "score", "g.csv", "-r", "jouet.yaml", "--format", "json"
    )
    assert statut in (0, 1), erreurs
    lu = json.loads(sortie)
    return [faute["code"] for faute in lu["diagnostics"] if faute["code"] != "F129"], lu[
        "resultats"
    ]


@pytest.mark.parametrize(
    ("forme", "encodage", "separateur"), [*product(FORMES, ENCODAGES, SEPARATEURS)]
)
def test_la_meme_grille_se_lit_sous_toutes_ses_formes(forme, encodage, separateur, tmp_path):
    for fin in FINS:
        texte = ecrire(FORMES[forme](), separateur, fin)
        codes, [resultat] = score(ENCODAGES[encodage](texte), tmp_path)
        assert codes == []
        assert [(e["code"], e["resultat"]) for e in resultat["ecarts"]] == [
            ("1.2.1", "non_acquis"),
            ("2.1.1", "non_evalue"),
        ]


def remplacer(lignes, rang, place, valeur):
    return [
        [valeur if (r, p) == (rang, place) else v for p, v in enumerate(ligne)]
        for r, ligne in enumerate(lignes)
    ]


# What is done to the rows of the long form, and exactly what must be said; "" : nothing, the result is the same.
DEGATS_DES_LIGNES = {
    "vingt lignes vides derrière": (lambda s: [*s, *([""] * 4 for _ in range(20))], ""),
    "titres deux fois": (lambda s: [s[0], *s], "F110"),
    "deux grilles collées": (lambda s: [*s, *s], "F110"),
    "code devenu date": (lambda s: remplacer(s, 1, 0, "01/01/2001"), "F201 F205"),
    "code coupé": (lambda s: remplacer(s, 2, 0, "1.1"), "F208 F205"),
    "code doublé": (lambda s: remplacer(s, 2, 0, "1.1.1"), "F202 F205"),
    "espace insécable autour du code": (lambda s: remplacer(s, 1, 0, "\u00a01.1.1\u00a0"), ""),
    "erreur de formule": (lambda s: remplacer(s, 1, 2, "#N/A"), "F203"),
    "case vide": (lambda s: remplacer(s, 1, 2, ""), "F204"),
    "mot inconnu": (lambda s: remplacer(s, 1, 2, "plutôt acquis"), "F203"),
    "majuscules et espaces": (lambda s: remplacer(s, 1, 2, "  ACQUIS "), ""),
    "VRAI": (lambda s: remplacer(s, 1, 2, "VRAI"), "F203"),
    "résultat sans code": (lambda s: remplacer(s, 1, 0, ""), "F212 F205"),
    "ligne perdue": (lambda s: [*s[:2], *s[3:]], "F205"),
    "ligne de total": (lambda s: [*s, ["Total", "", "3", ""]], ""),
    "colonne inconnue": (
        lambda s: [[*ligne, "?" if r else "Avis"] for r, ligne in enumerate(s)],
        "F108",
    ),
    "cellule de trop": (lambda s: [*s[:1], [*s[1], "", "en trop"], *s[2:]], "F109"),
    "préambule": (lambda s: [["référentiel", "jouet"], ["version", "1"], [], *s], ""),
    "autre référentiel": (lambda s: [["référentiel", "autre"], *s], "F301"),
    "autre version": (lambda s: [["version", "99"], *s], "F302"),
    "colonnes dans le désordre": (
        lambda s: [[ligne[2], ligne[3], ligne[0], ligne[1]] for ligne in s],
        "",
    ),
}


@pytest.mark.parametrize(("degat", "separateur"), [*product(DEGATS_DES_LIGNES, SEPARATEURS)])
def test_un_degat_est_dit_exactement_quels_que_soient_le_separateur_et_l_encodage(
    degat, separateur, tmp_path
):
    abimer, attendus = DEGATS_DES_LIGNES[degat]
    texte = ecrire(abimer(list(longue())), separateur)
    for encodage in ("utf-8-bom", "windows-1252", "utf-16"):
        codes, resultats = score(ENCODAGES[encodage](texte), tmp_path)
        assert codes == attendus.split()
        assert bool(resultats) is (attendus in ("", "F108"))


# What is done to the text itself.
DEGATS_DU_TEXTE = {
    "sep=": (lambda t: "sep=;\r\n" + t, ""),
    "guillemet ouvert": (lambda t: t.replace("Compter…", '"Compter…'), "F104"),
    "octet nul": (lambda t: t.replace("Compter", "Comp\x00ter"), "F111"),
    "marque au milieu": (lambda t: t.replace("2.1.1", "\ufeff2.1.1"), "F111"),
    "coupé dans un mot": (lambda t: t[: t.index("non évalué") + 3], "F113 F205"),
    "coupé après un code": (lambda t: t[: t.index("2.1.1") + 5], "F113 F205"),
    "sans fin de ligne": (lambda t: t.rstrip("\r\n"), ""),
    "lignes blanches partout": (lambda t: t.replace("\r\n", "\r\n\r\n"), ""),
    "un seul retour dans un commentaire": (
        lambda t: t.replace("acquis;\r\n", 'acquis;"a\r\nb"\r\n', 1),
        "",
    ),
    "autre séparateur sur une ligne": (
        lambda t: t.replace("2.1.1;Compter…;non évalué;", "2.1.1,Compter…,non évalué,"),
        "F113",
    ),
}


@pytest.mark.parametrize("degat", DEGATS_DU_TEXTE)
def test_un_texte_abime_est_dit_exactement(degat, tmp_path):
    abimer, attendus = DEGATS_DU_TEXTE[degat]
    codes, resultats = score(abimer(ecrire(longue(), ";")).encode("utf-8-sig"), tmp_path)
    assert codes == attendus.split()
    assert bool(resultats) is (not attendus)


COCHES = {
    "deux coches": (2, 3, "x", "F206"),
    "aucune coche": (3, 3, "", "F204"),
    "coche inconnue": (2, 3, "peut-être", "F207"),
    "VRAI": (1, 2, "VRAI", ""),
    "coche fine": (1, 2, "✓", ""),
    "case vide cochée FAUX": (1, 3, "FAUX", ""),
}


@pytest.mark.parametrize("cas", COCHES)
def test_les_coches_se_lisent_ou_se_disent(cas, tmp_path):
    rang, place, valeur, attendus = COCHES[cas]
    lignes = remplacer(list(coches()), rang, place, valeur)
    codes, _ = score(ecrire(lignes, ";").encode("utf-8-sig"), tmp_path)
    assert codes == attendus.split()
