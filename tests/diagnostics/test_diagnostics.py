"""The catalogue and its words: every cause well formed, shown as CONTRATS says, explained, with examples that hold."""

import importlib
import json
import pkgutil
import re
import unicodedata
from collections import Counter
from string import Formatter

import pytest

from clea_cli import diagnostics
from clea_cli.cli import main
from clea_cli.diagnostics import Diagnostic, Gravite, Position, diagnostic
from clea_cli.diagnostics.catalogue import CATALOGUE
from clea_cli.sorties.fautes import en_donnees, en_texte
from tests.promesses.test_cases import CAS, CRITERES, ecrites, lancer

MODULES = {
    module.name: importlib.import_module(f"clea_cli.diagnostics.{module.name}")
    for module in pkgutil.iter_modules(diagnostics.__path__)
}
LETTRES = {
    "ecriture": "R",
    "referentiel": "R",
    "contexte": "R",
    "importation": "R",
    "fichier": "F",
    "grille": "F",
}
LETTRES |= {
    "session": "J",
    "jury": "J",
    "seance": "J",
    "identite": "J",
    "cohorte": "J",
    "document": "D",
    "systeme": "S",
}
ENTREES = [
    (nom, entree) for nom, module in MODULES.items() for entree in getattr(module, "ENTREES", ())
]

VIDE = re.compile(r"\{[^}]*\}?")  # what is left of a template

NON_EVALUE = diagnostic(
    "F203", Position("grille.csv", 3, 2, "B3"), valeur="NAN", admis="acquis, non acquis, non évalué"
)


def fautes(nombre: int, source: str = "grille.csv") -> list[Diagnostic]:
    lignes = range(2, nombre + 2)
    return [
        diagnostic(
            "F203", Position(source, ligne, 2, f"B{ligne}"), valeur=f"mot {ligne}", admis="acquis"
        )
        for ligne in lignes
    ]


def champs(modele: str) -> dict[str, str]:
    """The names of a template's facts, and the way each is formatted."""
    return {nom: forme or "" for _, nom, forme, _ in Formatter().parse(modele) if nom is not None}


def test_aucun_code_n_est_donne_deux_fois():
    assert [
        code for code, fois in Counter(entree.code for _, entree in ENTREES).items() if fois > 1
    ] == []
    assert {entree.code: entree for _, entree in ENTREES} == CATALOGUE


def test_aucun_slug_n_est_donne_deux_fois():
    assert [
        slug for slug, fois in Counter(entree.slug for _, entree in ENTREES).items() if fois > 1
    ] == []


@pytest.mark.parametrize("code", CATALOGUE)
def test_l_entree_est_bien_formee(code):
    entree = CATALOGUE[code]
    assert re.fullmatch(r"[RFJDS][1-9][0-9]{2}", code)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", entree.slug)
    assert not entree.message.endswith((".", " "))
    assert entree.aide.endswith((".", "?")) or re.fullmatch(r"\{\w+\}", entree.aide)
    assert entree.pourquoi.endswith(".")
    assert bool(entree.faux) == bool(entree.juste)
    assert entree.faux != entree.juste or not entree.faux


def test_la_lettre_d_un_code_dit_de_quoi_il_parle():
    assert [entree.code for nom, entree in ENTREES if entree.code[0] != LETTRES[nom]] == []


def test_les_codes_vont_en_croissant():
    for nom, module in MODULES.items():
        codes = [entree.code for entree in getattr(module, "ENTREES", ())]
        assert codes == sorted(codes), nom


@pytest.mark.parametrize("code", CATALOGUE)
def test_la_typographie_est_francaise(code):
    entree = CATALOGUE[code]
    for texte in (entree.message, entree.aide, entree.pourquoi):
        nu = VIDE.sub("x", texte)
        assert "  " not in nu
        assert "..." not in nu
        assert nu.count("«") == nu.count("»")
        assert not re.search(r"«(?! )|(?<! )»", nu), "a space inside guillemets"
        assert not re.search(r"\w[;!?]", nu), "a space before high punctuation"
        assert unicodedata.is_normalized("NFC", texte)


@pytest.mark.parametrize("code", CATALOGUE)
def test_les_faits_remplissent_le_message_et_l_aide(code):
    entree = CATALOGUE[code]
    formes = champs(entree.message) | champs(entree.aide)
    assert all(nom.isidentifier() for nom in formes)
    faits = {nom: 201 if forme else f"<{nom}>" for nom, forme in formes.items()}
    faute = diagnostic(code, Position("fichier"), **faits)
    ecrits = f"{faute.message} {faute.aide}"
    assert [nom for nom, fait in faits.items() if fait != 201 and fait not in ecrits] == []
    assert not re.search(r"\{\w*(:\w+)?\}", ecrits)


@pytest.mark.parametrize(
    "code", [code for code, entree in CATALOGUE.items() if champs(entree.message)]
)
def test_un_fait_oublie_ne_passe_pas_inapercu(code):
    with pytest.raises(KeyError):
        diagnostic(code, Position("fichier"))


def test_le_texte_est_celui_du_contrat():
    assert en_texte([NON_EVALUE]) == (
        "grille.csv:3:2: erreur F203 : le résultat « NAN » n'est pas admis (cellule B3)\n"
        "  aide : valeurs admises : acquis, non acquis, non évalué.\n"
    )


@pytest.mark.parametrize(
    ("position", "debut"),
    [
        (Position("absent.csv"), "absent.csv: erreur S101 : "),
        (Position("grille.csv", 7), "grille.csv:7: erreur S101 : "),
        (Position("clea.yaml", 7, 12), "clea.yaml:7:12: erreur S101 : "),
    ],
)
def test_le_texte_ne_dit_du_lieu_que_ce_qui_est_connu(position, debut):
    texte = en_texte([diagnostic("S101", position)])
    assert texte.startswith(debut)
    assert "cellule" not in texte
    assert "None" not in texte


def test_un_avertissement_est_dit_comme_tel():
    faute = diagnostic("F108", Position("grille.csv", 1, 3, "C1"), colonne="humeur")
    assert faute.gravite is Gravite.AVERTISSEMENT
    assert en_texte([faute]).startswith("grille.csv:1:3: avertissement F108 : ")


def test_sans_faute_rien_n_est_ecrit():
    assert en_texte([]) == ""
    assert en_donnees([]) == []


@pytest.mark.parametrize(
    ("nombre", "montrees", "suite"),
    [
        (1, 1, None),
        (20, 20, None),
        (21, 20, "  et 1 autre."),
        (22, 20, "  et 2 autres."),
        (120, 20, "  et 100 autres."),
    ],
)
def test_au_plus_20_fautes_sont_montrees_pour_un_fichier(nombre, montrees, suite):
    texte = en_texte(fautes(nombre))
    assert len(ecrites(texte)) == montrees
    assert texte.splitlines()[2 * montrees :] == ([suite] if suite else [])


def test_la_limite_de_20_vaut_fichier_par_fichier():
    texte = en_texte([*fautes(25, "a.csv"), *fautes(3, "b.csv"), *fautes(21, "c.csv")])
    assert Counter(faute.source for faute in ecrites(texte)) == {
        "a.csv": 20,
        "b.csv": 3,
        "c.csv": 20,
    }
    assert re.findall("et .+", texte) == ["et 5 autres.", "et 1 autre."]


def test_les_donnees_gardent_toutes_les_fautes():
    assert len(en_donnees(fautes(120))) == 120


def test_les_donnees_ont_les_cles_du_contrat_dans_son_ordre():
    [objet] = en_donnees([NON_EVALUE])
    assert list(objet.items()) == [
        ("code", "F203"),
        ("gravite", "erreur"),
        ("source", "grille.csv"),
        ("ligne", 3),
        ("colonne", 2),
        ("cellule", "B3"),
        ("message", "le résultat « NAN » n'est pas admis"),
        ("aide", "valeurs admises : acquis, non acquis, non évalué."),
    ]
    assert json.loads(json.dumps(objet)) == objet


@pytest.mark.parametrize(
    "caractere",
    [
        "\x00",
        "\x07",
        "\x08",
        "\t",
        "\n",
        "\r",
        "\x1b",
        "\x7f",
        "\x85",
        "\x9b",
        "\u200e",
        "\u202e",
        "\u2066",
    ],
)
def test_un_caractere_de_commande_est_montre_et_jamais_obei(caractere):
    source, valeur = f"gr{caractere}ille.csv", f"N{caractere}AN"
    texte = en_texte([diagnostic("F203", Position(source, 3), valeur=valeur, admis=valeur)])
    assert len(texte.splitlines()) == 2
    assert not {unicodedata.category(c) for c in texte.replace("\n", "")} & {"Cc", "Cf"}


def test_une_accolade_dans_une_valeur_reste_une_accolade():
    faute = diagnostic("F203", Position("grille.csv"), valeur="{valeur}", admis="{0}")
    assert faute.message == "le résultat « {valeur} » n'est pas admis"
    assert faute.aide == "valeurs admises : {0}."


@pytest.mark.parametrize("code", CATALOGUE)
def test_chaque_code_s_explique(code, capsys):
    assert main(["expliquer", code]) == 0
    sortie, erreurs = capsys.readouterr()
    entree = CATALOGUE[code]
    assert erreurs == ""
    assert f"{code}  {entree.slug} ({entree.gravite})" in sortie
    assert [titre for titre in ("Message", "Pourquoi", "Que faire") if titre not in sortie] == []
    assert ("Faux" in sortie, "Juste" in sortie) == (bool(entree.faux), bool(entree.juste))
    assert max(map(len, sortie.splitlines())) <= 80
    assert not set(sortie.partition("Faux")[0]) & set("{}")


def test_un_code_s_explique_en_minuscules_aussi(capsys):
    assert main(["expliquer", "f203"]) == 0
    assert "resultat-inconnu" in capsys.readouterr().out


def test_un_code_inconnu_est_une_faute_de_la_ligne_de_commande(capsys):
    assert main(["expliquer", "F2O3"]) == 2
    sortie, erreurs = capsys.readouterr()
    assert sortie == ""
    assert "« F203 »" in erreurs


@pytest.mark.parametrize(
    ("code", "premiers"), [("J999", "J101, J102"), ("d", "D101, D102"), ("Z1", "R101, R102")]
)
def test_d_un_code_inconnu_sont_montres_ceux_de_sa_lettre(capsys, code, premiers):
    assert main(["expliquer", code]) == 2
    assert f"codes possibles : {premiers}" in capsys.readouterr().err


COCHES = "critere;acquis;non acquis;non évalué"
TITRES = {
    "F103": None,
    "F341": None,
    "F206": COCHES,
    "F207": COCHES,
}  # the headings of an example that shows only rows
REPONSES = {"resultat": "acquis", "acquis": "x", "candidat": "C-0001"}
EXEMPLES = [
    code
    for code, entree in CATALOGUE.items()
    if code[0] == "F" and entree.juste and "clea " not in entree.juste
]


def completee(code: str, exemple: str) -> str:
    """The grille that an example is taken from: with headings if it has none, and with all other critères."""
    lignes = exemple.splitlines()
    if "critere" not in lignes[0]:
        titres = TITRES.get(code, "critere;resultat;commentaire")
        lignes = [*([titres] if titres else []), *lignes]
    colonnes = lignes[0].split(";") if "critere" in lignes[0] else ["critere", "resultat"]
    donnes = {valeur for ligne in lignes for valeur in ligne.split(";")}
    for critere in CRITERES:
        if critere not in donnes:
            lignes.append(
                ";".join(critere if nom == "critere" else REPONSES.get(nom, "") for nom in colonnes)
            )
    return "\n".join(lignes) + "\n"


def codes_de_la_grille(texte: str, dossier) -> list[str]:
    (dossier / "exemple.csv").write_text(texte, encoding="utf-8")
    erreurs = lancer(
        dossier, "grille", "verifier", "exemple.csv", "-r", str(CAS / "grille" / "jouet.yaml")
    ).erreurs
    return [faute.code for faute in ecrites(erreurs)]


@pytest.mark.parametrize("code", EXEMPLES)
def test_l_exemple_faux_produit_sa_faute_et_le_juste_est_accepte(code, tmp_path):
    entree = CATALOGUE[code]
    assert code in codes_de_la_grille(completee(code, entree.faux), tmp_path)
    assert codes_de_la_grille(completee(code, entree.juste), tmp_path) == []


def codes_du_referentiel(texte: str, dossier) -> set[str]:
    (dossier / "exemple.yaml").write_text(f"{texte}\n", encoding="utf-8")
    return {
        faute.code
        for faute in ecrites(
            lancer(
                dossier, "referentiel", "verifier", "exemple.yaml", "--date", "2026-11-28"
            ).erreurs
        )
    }


@pytest.mark.parametrize(
    "code", [code for code, entree in CATALOGUE.items() if code[:2] == "R1" and entree.faux]
)
def test_l_exemple_de_yaml_faux_produit_sa_faute_et_le_juste_se_lit(code, tmp_path):
    entree = CATALOGUE[code]
    assert {
        autre for autre in codes_du_referentiel(entree.faux, tmp_path) if autre.startswith("R1")
    } == {code}
    assert not {
        autre for autre in codes_du_referentiel(entree.juste, tmp_path) if autre.startswith("R1")
    }
