"""One person, one reference, however it is typed: two ways of writing it that nobody can tell apart are one."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clea_cli.documents import formats
from clea_cli.sources.mots import reference_comparable
from tests.promesses.test_cases import CAS, CRITERES, ecrire_session, ecrites, lancer

PAREILLES = {
    "casse": ("C-1", "c-1"),
    "espace insécable": ("C 1", "C\u00a01"),
    "espace fine": ("C 1", "C\u202f1"),
    "espaces répétées": ("C 1", "C  1"),
    "espace sans chasse": ("C-1", "C-\u200b1"),
    "marque de sens": ("C-1", "\u202aC-1\u202c"),
    "isolat": ("C-1", "\u2068C-1\u2069"),
    "lettre arabe invisible": ("C-1", "C-1\u061c"),
    "jointure de graphèmes": ("C-1", "C\u034f-1"),
    "sélecteur": ("C-1", "C-1\ufe0e"),
    "trait conditionnel": ("C-1", "C-\u00ad1"),
    "accent composé": ("Zoé", "Zoe\u0301"),
    "casse et accent": ("ZOÉ", "zoe\u0301"),
    "pleine chasse": ("C-1", "\uff23-\uff11"),
    "ligature": ("fil", "\ufb01l"),
    "trait insécable": ("C-1", "C\u20111"),
    "apostrophe": ("D'Or", "D’Or"),
}
DIFFERENTES = [
    ("C-1", "C-10"),
    ("C 1", "C1"),
    ("Zoé", "Zoe"),
    ("C-1", "C.1"),
    ("C-1", "-C1"),
    ("O-1", "0-1"),
]


@pytest.mark.parametrize(("une", "autre"), PAREILLES.values(), ids=PAREILLES)
def test_ce_que_personne_ne_distingue_est_une_seule_reference(une, autre):
    assert reference_comparable(une) == reference_comparable(autre) != ""


@pytest.mark.parametrize(("une", "autre"), DIFFERENTES)
def test_ce_qui_se_distingue_fait_deux_references(une, autre):
    assert reference_comparable(une) != reference_comparable(autre)


@given(st.text())
def test_reduire_deux_fois_ne_change_plus_rien(texte):
    une = reference_comparable(texte)
    assert reference_comparable(une) == une
    assert reference_comparable(f"\u200b {texte} \ufeff") == une
    assert reference_comparable(texte.upper().lower()) == reference_comparable(texte.upper())


# In the files of grilles


def ecrire(dossier, nom, texte):
    (dossier / nom).write_text(texte, encoding="utf-8")
    (dossier / "jouet.yaml").write_bytes((CAS / "grille" / "jouet.yaml").read_bytes())


def score(dossier, *sources):
    """The candidates with their verdicts, and the codes that are told."""
    fait = lancer(dossier, "score", *sources, "-r", "jouet.yaml", "-f", "json", "--toutes")
    resultats = {r["candidat"]: r["verdict"] for r in json.loads(fait.sortie)["resultats"]}
    return resultats, [faute.code for faute in ecrites(fait.erreurs)]


def longue(*noms, resultat="acquis"):
    """A long grille whose rows bear these names in turn."""
    lignes = [f"{noms[rang % len(noms)]};{code};{resultat}" for rang, code in enumerate(CRITERES)]
    return "\n".join(["candidat;critere;resultat", *lignes, ""])


@pytest.mark.parametrize(("une", "autre"), PAREILLES.values(), ids=PAREILLES)
def test_les_lignes_d_un_candidat_ecrit_de_deux_facons_sont_reunies(une, autre, tmp_path):
    ecrire(tmp_path, "g.csv", longue(une, autre))
    assert score(tmp_path, "g.csv") == ({une: "certifiable"}, [])


def test_un_candidat_ecrit_de_deux_facons_n_a_pas_deux_reponses(tmp_path):
    ecrire(
        tmp_path, "g.csv", longue("C-1") + longue("c-1", resultat="non acquis").partition("\n")[2]
    )
    assert score(tmp_path, "g.csv") == ({}, ["F202"] * 5)
    reponses = ";acquis" * 5
    ecrire(tmp_path, "l.csv", f"candidat;{';'.join(CRITERES)}\nC-1{reponses}\nC\u20111{reponses}\n")
    assert score(tmp_path, "l.csv") == ({}, ["F210"])


def test_une_reference_dont_rien_ne_se_voit_manque(tmp_path):
    ecrire(tmp_path, "g.csv", f"candidat;{';'.join(CRITERES)}\n\u200b{';acquis' * 5}\n")
    assert score(tmp_path, "g.csv") == ({}, ["F209"])


def test_le_candidat_nomme_en_haut_est_celui_de_la_colonne_et_rien_n_est_dit_deux_fois(tmp_path):
    ecrire(tmp_path, "g.csv", "candidat;c-1\ncandidat;C\u20111\n" + longue("C-1"))
    assert score(tmp_path, "g.csv") == ({"C-1": "certifiable"}, [])
    ecrire(tmp_path, "g.csv", "candidat;c-2\n" + longue("C-1"))
    assert "F304" in score(tmp_path, "g.csv")[1]


def test_deux_fichiers_d_un_candidat_ecrit_de_deux_facons_se_voient(tmp_path):
    ecrire(tmp_path, "a.csv", longue("C-1"))
    ecrire(tmp_path, "b.csv", longue("C\u200b-1"))
    assert score(tmp_path, "a.csv", "b.csv")[1] == ["F305"]


def test_les_commentaires_suivent_le_candidat_ecrit_de_deux_facons(tmp_path):
    lignes = [
        f"{nom};{code};acquis;vu {code}"
        for nom, code in zip(["C-1", "c-1"] * 3, CRITERES, strict=False)
    ]
    ecrire(tmp_path, "g.csv", "\n".join(["candidat;critere;resultat;commentaire", *lignes, ""]))
    ecrit = lancer(tmp_path, "grille", "convertir", "g.csv", "-r", "jouet.yaml").sortie
    assert all(f"vu {code}" in ecrit for code in CRITERES)


def test_rapprocher_admet_deux_facons_d_ecrire_le_candidat(tmp_path):
    ecrire(tmp_path, "a.csv", longue("C-1"))
    ecrire(tmp_path, "b.csv", longue("c-1", resultat="non acquis"))
    assert (
        lancer(tmp_path, "grille", "rapprocher", "a.csv", "b.csv", "-r", "jouet.yaml").statut == 0
    )


# Pseudonyms


def test_un_candidat_connu_garde_sa_reference_de_quelque_facon_qu_il_soit_ecrit(tmp_path):
    ecrire(tmp_path, "a.csv", longue("Zoé D"))
    ecrire(tmp_path, "b.csv", longue("ZOE\u0301\u00a0D"))
    commande = ("-r", "jouet.yaml", "--sortie", "s", "--table", "t.csv")
    lancer(tmp_path, "pseudonymiser", "a.csv", *commande)
    lancer(tmp_path, "pseudonymiser", "b.csv", *commande, "--forcer")
    assert (tmp_path / "t.csv").read_text(encoding="utf-8-sig").split() == [
        "reference;candidat",
        "C-0001;Zoé",
        "D",
    ]


def test_une_table_de_pseudonymes_ne_perd_aucune_ligne(tmp_path):
    ecrire(tmp_path, "a.csv", longue("Alix"))
    table = "reference;candidat\nC-0001;alix\nC-0002;ALIX\nc-0003;Lou\n"
    (tmp_path / "t.csv").write_text(table, encoding="utf-8")
    lancer(
        tmp_path, "pseudonymiser", "a.csv", "-r", "jouet.yaml", "--sortie", "s", "--table", "t.csv"
    )
    assert (tmp_path / "t.csv").read_text(encoding="utf-8-sig") == table
    assert [f.name for f in (tmp_path / "s").iterdir()] == ["C-0001.csv"]
    ecrire(tmp_path, "b.csv", longue("Camille"))
    lancer(
        tmp_path, "pseudonymiser", "b.csv", "-r", "jouet.yaml", "--sortie", "s", "--table", "t.csv"
    )
    assert "C-0004;Camille" in (tmp_path / "t.csv").read_text(encoding="utf-8-sig")


# A session of the jury


def test_la_feuille_des_decisions_et_les_absents_se_disent_de_toute_facon(tmp_path, monkeypatch):
    monkeypatch.setattr(
        formats, "rendre", lambda format_, modeles, markdown, document: markdown.encode()
    )
    ecrire(tmp_path, "rien.csv", "")
    ecrire_session(tmp_path)
    lancer(tmp_path, "jury", "preparer", "session.yaml", "-o", "s")
    lancer(tmp_path, "jury", "decisions", "s")
    feuille = tmp_path / "s" / "decisions.csv"
    ecrite = feuille.read_text(encoding="utf-8-sig")
    references = [ligne.partition(";")[0] for ligne in ecrite.splitlines()[1:]]
    remplie = "\r\n".join(
        ligne if not rang else ligne.replace("P-", "p\u2011", 1).replace(";;", ";certifié;motif", 1)
        for rang, ligne in enumerate(ecrite.splitlines())
    )
    feuille.write_text(f"{remplie}\r\n", encoding="utf-8", newline="")
    relue = lancer(tmp_path, "jury", "decisions", "s")
    assert (relue.statut, ecrites(relue.erreurs)) == (0, [])
    assert feuille.read_bytes() == f"{remplie}\r\n".encode()
    clos = lancer(tmp_path, "jury", "proces-verbal", "s", "--absent", "j\u20111")
    assert [faute.code for faute in ecrites(clos.erreurs)] == [
        "J605",
        "J312",
    ]  # a member who is known, and presides
    assert lancer(tmp_path, "jury", "proces-verbal", "s").statut == 0
    proces_verbal = (tmp_path / "s" / "proces-verbal.docx").read_text(encoding="utf-8")
    assert all(reference in proces_verbal for reference in references)


MEMES = {  # a change of the session, and what is told of it
    "J105": ("reference: J-2", "reference: j\u20111"),
    "J201": ("reference: P-2", "reference: p-1"),
    "J205": ("formateurs: [F-1]", 'formateurs: ["e-1"]'),
    "J206": ("evaluateur: E-2", 'evaluateur: "J-2\u200b"'),
}


@pytest.mark.parametrize("code", MEMES)
def test_l_impartialite_ne_depend_pas_de_la_facon_d_ecrire(code, tmp_path):
    ecrire(tmp_path, "rien.csv", "")
    ecrire_session(tmp_path)
    session = tmp_path / "session.yaml"
    session.write_text(session.read_text(encoding="utf-8").replace(*MEMES[code]), encoding="utf-8")
    fait = lancer(tmp_path, "jury", "preparer", "session.yaml", "-o", "s", "--simuler")
    assert {faute.code for faute in ecrites(fait.erreurs)} == {code}


def test_la_grille_d_un_dossier_est_trouvee_de_quelque_facon_que_la_reference_soit_ecrite(tmp_path):
    ecrire(tmp_path, "rien.csv", "")
    ecrire_session(tmp_path)
    grille = tmp_path / "p2.csv"
    grille.write_text(
        grille.read_text(encoding="utf-8").replace("P-2", "p\u20112"), encoding="utf-8"
    )
    fait = lancer(tmp_path, "jury", "preparer", "session.yaml", "-o", "s", "--simuler")
    assert ecrites(fait.erreurs) == []
    assert "P-2" in fait.sortie or "2 dossiers" in fait.sortie
