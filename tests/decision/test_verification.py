"""`clea referentiel verifier` on damaged copies of CléA's référentiel: N faults planted, N told, each at its place.

The faults are planted in the text by hand-written edits that know where each of them must be seen; nothing here reads
YAML.
"""

import os
import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clea_cli.decision.charger import charger
from clea_cli.decision.verification import verifier, verifier_tous
from clea_cli.referentiel.livres import DOSSIER

TEXTE = (DOSSIER / "clea.yaml").read_text(encoding="utf-8")
LIGNES = TEXTE.splitlines()
AUJOURDHUI = date(2026, 11, 30)


class Edition(NamedTuple):
    """An edit of a line that matches `ou`: `change` into, seen as `code` at the place where `vu` matches the result."""

    ou: str
    change: str
    code: str
    vu: str


CRITERE = r'^ +- \{code: "'
EDITIONS = {
    "certitude-retiree": Edition(rf"({CRITERE}.*?), certitude: \w+", r"\1", "R202", r"\{"),
    "code-retire": Edition(r'^( +- \{)code: "[\d.]+", ', r"\1", "R202", r"\{"),
    "libelle-mal-ecrit": Edition(rf"({CRITERE}[\d.]+\", )libelle:", r"\1libele:", "R201", "libele"),
    "certitude-mal-ecrite": Edition(
        rf"({CRITERE}.*?)certitude:", r"\1certitud:", "R201", "certitud"
    ),
    "cle-en-trop": Edition(rf"({CRITERE}[\d.]+\", )", r"\1couleur: bleu, ", "R201", "couleur"),
    "cle-en-double": Edition(
        rf"({CRITERE}.*?certitude: )", r"\1recoupe, certitude: ", "R102", r"(?<=e, )certitude"
    ),
    "certitude-inconnue": Edition(
        rf"({CRITERE}.*?certitude: )\w+", r"\1sur", "R204", "sur(?=[,}])"
    ),
    "libelle-vide": Edition(rf'({CRITERE}[\d.]+", libelle: )".*?"', r'\1""', "R204", '""'),
    "libelle-nombre": Edition(
        rf'({CRITERE}[\d.]+", libelle: )".*?"', r"\g<1>12", "R203", "12(?=,)"
    ),
    "ancre": Edition(rf"({CRITERE}[\d.]+\", libelle: )", r"\1&x ", "R103", "&x"),
    "etiquette": Edition(rf"({CRITERE}[\d.]+\", libelle: )", r"\1!!str ", "R103", "!!str"),
    "source-inconnue": Edition(
        rf"({CRITERE}.*?sources: \[)", r"\1nulle-part, ", "R307", "nulle-part"
    ),
    "points-decimaux": Edition(
        rf"({CRITERE}.*?)certitude", r"\1points: 1.5, certitude", "R204", r"(?<=points: )1\.5"
    ),
    "sous-domaine-nombre": Edition(r'^( +- code: )"(\d\.\d)"', r"\1\2", "R203", r"\d\.\d"),
    "sous-domaine-mal-numerote": Edition(
        r'^( +- code: ")(\d)\.\d"', r'\1\2.9"', "R316", r'"\d\.9"'
    ),
    "domaine-mal-numerote": Edition(r'^(  - code: ")\d"', r'\g<1>9"', "R316", '"9"'),
    "criteres-mal-ecrit": Edition("^( +)criteres:", r"\1critere:", "R201", "critere:"),
    "seuil-trop-haut": Edition(
        '^(    (?:  )?(?:domaine: {)?seuil: )"75/100"', r'\1"175/100"', "R204", '"175/100"'
    ),
    "requis-trop-haut": Edition(r'^( +"\d\.\d": \{requis: )\d', r"\g<1>50", "R304", "50"),
    "exception-inconnue": Edition(
        r'^( +)"(\d)\.\d"(: \{requis)', r'\1"\2.8"\3', "R305", r'"\d\.8"'
    ),
    "obligatoire-inconnu": Edition(r"^( +obligatoires: \[)\]", r'\1"4.1.9"]', "R305", '"4.1.9"'),
    "critere-d-un-exemple": Edition(r'^(.*non_acquis: \[)"4\.', r'\1"8.', "R305", '"8'),
    "compte-inattendu": Edition("(attendu: .*criteres: )106", r"\g<1>107", "R303", "107"),
    "version-nombre": Edition('^(version: )"2020.1"', r"\g<1>2020.1", "R203", "2020"),
    "etat-inconnu": Edition("^(etat: )publie", r"\1officiel", "R204", "officiel"),
    "synonyme-ambigu": Edition(r"^(  non_acquis: \[)", r"\1oui, ", "R306", "oui"),
    "date-impossible": Edition(
        "^(    verifie_le: )2026-11-23", r"\g<1>2026-02-30", "R204", "2026-02-30"
    ),
}


def deux_fois_le_meme_code(lignes: list[str], rang: int) -> tuple[str, int, int] | None:
    """Give a critère the code of the one above."""
    ici, dessus = (re.match(r'( +- \{code: )"([\d.]+)"', lignes[r]) for r in (rang, rang - 1))
    if not (ici and dessus):
        return None
    lignes[rang] = f'{ici[1]}"{dessus[2]}"{lignes[rang][ici.end() :]}'
    return "R301", rang + 1, len(ici[1]) + 1


def editer(edition: Edition) -> Callable[[list[str], int], tuple[str, int, int] | None]:
    def planter(lignes: list[str], rang: int) -> tuple[str, int, int] | None:
        changee, fois = re.subn(edition.ou, edition.change, lignes[rang], count=1)
        if not fois:
            return None
        lignes[rang] = changee
        vue = re.search(edition.vu, changee)
        assert vue, (edition, changee)
        return edition.code, rang + 1, vue.start() + 1

    return planter


def retirer_une_cle_de_la_racine(lignes: list[str], rang: int) -> tuple[str, int, int] | None:
    """Nothing is left to show of a missing key: the group that wants it is shown, here at its first key."""
    if not lignes[rang].startswith(("version:", "certificateur:")):
        return None
    lignes[rang] = "# retirée"
    return (
        "R202",
        next(r for r, ligne in enumerate(lignes, start=1) if ligne.startswith("schema:")),
        1,
    )


PLANTEURS = {
    "cle-de-la-racine": retirer_une_cle_de_la_racine,
    "code-en-double": deux_fois_le_meme_code,
    **{nom: editer(edition) for nom, edition in EDITIONS.items()},
}


def possibles(nom: str) -> list[int]:
    return [rang for rang in range(1, len(LIGNES)) if PLANTEURS[nom](list(LIGNES), rang)]


POSSIBLES = {nom: possibles(nom) for nom in PLANTEURS}


def trouvees(lignes: list[str]) -> list[tuple[str, int | None, int | None]]:
    verifie = verifier("\n".join(lignes).encode(), "clea.yaml", charger, AUJOURDHUI)
    fautes = [
        f for f in verifie.diagnostics if f.code != "R333"
    ]  # that its registration has ended is true of the file
    return [(f.code, f.position.ligne, f.position.colonne) for f in fautes]


@pytest.mark.parametrize("nom", PLANTEURS)
def test_une_faute_plantee_est_dite_une_fois_a_sa_place(nom):
    assert POSSIBLES[nom]
    for rang in POSSIBLES[nom]:
        lignes = list(LIGNES)
        attendue = PLANTEURS[nom](lignes, rang)
        assert trouvees(lignes) == [attendue], lignes[rang]


def ensemble(noms: list[str]) -> bool:
    """Whether each of these faults can be seen beside the others: no total is known where points are lost."""
    return not {"points-decimaux", "requis-trop-haut"} <= set(noms)


@given(st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_n_fautes_plantees_sont_dites_toutes_et_elles_seules(data):
    lignes, attendues, prises = list(LIGNES), [], set()
    noms = st.lists(st.sampled_from(sorted(PLANTEURS)), min_size=2, max_size=8, unique=True).filter(
        ensemble
    )
    for nom in data.draw(noms):
        libres = [rang for rang in POSSIBLES[nom] if not prises & {rang - 1, rang, rang + 1}]
        if libres:
            rang = data.draw(st.sampled_from(libres))
            attendues.append(PLANTEURS[nom](lignes, rang))
            prises.add(rang)
    assert trouvees(lignes) == sorted(attendues, key=lambda faute: faute[1:])


@pytest.mark.parametrize(
    "nom", ["libelle-vide", "source-inconnue", "certitude-retiree", "libelle-mal-ecrit", "ancre"]
)
def test_un_exemple_faux_est_dit_a_cote_des_fautes_qui_n_y_changent_rien(nom):
    lignes = list(LIGNES)
    faute = PLANTEURS[nom](lignes, POSSIBLES[nom][0])
    exemple = next(rang for rang, ligne in enumerate(lignes) if "verdict: certifiable" in ligne)
    lignes[exemple] = lignes[exemple].replace("verdict: certifiable", "verdict: non_certifiable")
    assert trouvees(lignes) == [
        faute,
        ("R401", exemple + 1, lignes[exemple].index("non_certifiable") + 1),
    ]


@pytest.mark.parametrize(
    "nom", ["code-retire", "code-en-double", "sous-domaine-mal-numerote", "libelle-nombre"]
)
def test_une_ligne_dont_le_code_est_en_faute_garde_sa_place_dans_les_exemples(nom):
    """The examples are still run, each line under the code that it is meant to have: none of them fails."""
    for rang in POSSIBLES[nom]:
        lignes = list(LIGNES)
        PLANTEURS[nom](lignes, rang)
        assert "R401" not in {code for code, _, _ in trouvees(lignes)}


def test_une_decision_n_est_pas_essayee_sur_une_grille_ou_il_manque_des_lignes():
    """A count that is wrong, a list that is lost: what the examples would say then follows from that fault."""
    lignes = [ligne for ligne in LIGNES if '{code: "6.3.4"' not in ligne]
    assert [code for code, _, _ in trouvees(lignes)] == ["R303"]


def test_la_preuve_de_la_decision_accompagne_un_exemple_faux():
    texte = TEXTE.replace("verdict: indetermine", "verdict: certifiable")
    fautes = verifier(texte.encode(), "clea.yaml", charger).diagnostics
    assert {faute.code for faute in fautes} == {"R401"}
    assert any("domaine 4 est encore ouvert" in faute.aide for faute in fautes)


BOUTS = (
    '"',
    "[",
    "]",
    "{",
    "}",
    ":",
    "-",
    "1",
    "é",
    " ",
    "#",
    ",",
    "null",
    "~",
    "&a",
    "*a",
    "!!int ",
)
VALEURS = ("null", "12", "[]", "{}", '""', "1.5", "true", "[a, b]", "{a: b}", "[[]]", "[{}]")


@given(st.data())
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_un_fichier_abime_n_importe_comment_n_a_que_des_fautes_placees(data):
    """Lines lost or swapped, signs put anywhere, values of another kind: a diagnostic at a place, and no accident."""
    lignes = list(LIGNES)
    for _ in range(data.draw(st.integers(1, 4))):
        rang = data.draw(st.integers(0, len(lignes) - 1))
        geste = data.draw(st.sampled_from(["retirer", "echanger", "glisser", "citer", "remplacer"]))
        if geste == "retirer":
            del lignes[rang : rang + data.draw(st.integers(1, 8))]
        elif geste == "echanger":
            autre = data.draw(st.integers(0, len(lignes) - 1))
            lignes[rang], lignes[autre] = lignes[autre], lignes[rang]
        elif geste == "glisser":
            place = data.draw(st.integers(0, len(lignes[rang])))
            lignes[rang] = (
                lignes[rang][:place] + data.draw(st.sampled_from(BOUTS)) + lignes[rang][place:]
            )
        else:
            motif = '"[^"]*"' if geste == "citer" else "(?<=: ).*"
            lignes[rang] = re.sub(motif, data.draw(st.sampled_from(VALEURS)), lignes[rang], count=1)
    verifie = verifier("\n".join(lignes).encode(), "clea.yaml", charger, AUJOURDHUI)
    assert verifie.value is not None or verifie.diagnostics
    assert all(faute.position.ligne and faute.position.colonne for faute in verifie.diagnostics)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipe here")
def test_un_tube_dans_un_dossier_n_est_pas_attendu(tmp_path):
    os.mkfifo(tmp_path / "tube.yaml")
    (tmp_path / "clea.yaml").write_text(TEXTE, encoding="utf-8")
    verifies = verifier_tous([str(tmp_path)], charger, AUJOURDHUI)
    assert [verifie.source for verifie in verifies] == [str(tmp_path / "clea.yaml")]


def test_un_chemin_vide_n_est_pas_le_dossier_courant():
    [verifie] = verifier_tous([""], charger, AUJOURDHUI)
    assert [faute.code for faute in verifie.diagnostics] == ["S101"]


def test_le_conseil_ne_prend_pas_un_code_pour_celui_d_un_autre_niveau():
    texte = TEXTE.replace("obligatoires: []", 'obligatoires: ["7.9"]')
    [faute] = verifier(texte.encode(), "clea.yaml", charger).diagnostics
    assert faute.code == "R305"
    assert "vouliez-vous" not in faute.aide
