"""Two grilles, a préalable and a finale: what proves which is which, and what is asked for where nothing does."""

import hashlib
from itertools import product

import pytest

from clea_cli.decision.decision import bareme
from clea_cli.decision.roles import _par_les_reponses, _Sens
from clea_cli.grille.grille import Grille
from clea_cli.referentiel.referentiel import Resultat
from tests.outils.jouets import JOUETS, referentiel
from tests.promesses.test_cases import CAS, CRITERES, contenus, ecrites, lancer

A, N, E = Resultat
SIMPLE = referentiel(JOUETS["simple"])  # domaine 1 has three critères, domaine 2 four
BAREME = bareme(SIMPLE, SIMPLE.regles[0])
LETTRES = {"A": A, "N": N, "E": E}

PAR_LES_REPONSES = [  # préalable, finale, whether the answers tell that they are that
    ("AAA AANN", "EEE EEAA", True),  # what was failed is taken up, and nothing else
    ("AAA EEEE", "EEE NNEE", False),  # the first may as well be the finale of the second
    ("AAE AAEE", "EEA EENN", False),  # each takes up only what the other left open
    ("AAA NNNN", "EEE NNNN", False),  # domaine 1 may have been left for later by the second
    ("AAA NNNN", "EEE ANNN", True),
    ("NNN NNNN", "AAA AAAA", True),
    ("AAA AANN", "AAA AANN", False),  # the same twice
    ("AAA AANN", "AAA AAAA", False),  # two whole grilles: nothing tells them apart
    ("NAA AAAA", "AEE EEEE", True),  # in a domaine that was mastered all the same
    ("AAA ANNN", "EEE AAAA", True),  # the whole of a domaine that was not mastered
    ("AAA ANNN", "EEE ANNN", False),  # taken up in vain, or the other taken up after it
    ("AAA ANNN", "EEA AAAA", False),  # it touches a domaine that was mastered
    ("AAA AANN", "EEE EEEE", False),  # nothing was evaluated
]


def lettres(mots):
    return Grille.depuis("C-1", (LETTRES[lettre] for lettre in mots.replace(" ", "")))


@pytest.mark.parametrize(("prealable", "finale", "prouve"), PAR_LES_REPONSES)
def test_les_reponses_prouvent_les_roles_ou_ne_prouvent_rien(prealable, finale, prouve):
    grilles = lettres(prealable), lettres(finale)
    assert _par_les_reponses(BAREME, *grilles) is (_Sens.DROIT if prouve else None)
    assert _par_les_reponses(BAREME, *reversed(grilles)) is (_Sens.INVERSE if prouve else None)


def test_l_ordre_dans_lequel_deux_grilles_sont_donnees_ne_decide_de_rien():
    """Over all pairs of a small domaine: given the other way round, the answers say the contrary, or nothing again."""
    contraire = {None: None, _Sens.DROIT: _Sens.INVERSE, _Sens.INVERSE: _Sens.DROIT}
    toutes = [
        Grille.depuis("C-1", (*haut, A, bas, N, E))
        for haut in product((A, N, E), repeat=3)
        for bas in (A, E)
    ]
    for une, autre in product(toutes, repeat=2):
        assert (
            _par_les_reponses(BAREME, autre, une)
            is contraire[_par_les_reponses(BAREME, une, autre)]
        )


# As a person meets them

TOUT, RIEN = ("acquis",) * 5, ("non évalué",) * 5
AVANT = (*TOUT[:3], "non acquis", "non acquis")  # domaine 2 is failed
APRES = (*RIEN[:3], "acquis", "acquis")


def ecrire(dossier, nom, mots, *haut, candidat="C-1"):
    lignes = [f"candidat;{candidat}", *haut, "critere;resultat"]
    lignes += [f"{code};{mot}" for code, mot in zip(CRITERES, mots, strict=True)]
    (dossier / nom).write_text("\n".join(lignes) + "\n", encoding="utf-8")
    (dossier / "jouet.yaml").write_bytes((CAS / "grille" / "jouet.yaml").read_bytes())


def codes(dossier, *arguments):
    """The faults of a command, the warnings of days that are missing left out; and its status."""
    fait = lancer(dossier, *arguments, "-r", "jouet.yaml")
    return fait.statut, [faute for faute in ecrites(fait.erreurs) if faute.code != "F309"]


JOUR, PLUS_TARD = "date de l'évaluation;02/03/2026", "date de l'évaluation;05/10/2026"
SURS = {  # what both say above their headings, of two whole grilles that say nothing else
    "deux jours": ((JOUR,), (PLUS_TARD,)),
    "deux mots": (("évaluation;préalable",), ("évaluation;finale",)),
    "un seul mot": (("évaluation : initiale",), ()),
    "l'autre mot": ((), ("type d'évaluation;Évaluation finale",)),
    "un mot et le même jour": ((JOUR, "évaluation;préalable"), (JOUR,)),
}


@pytest.mark.parametrize(("haut", "bas"), SURS.values(), ids=SURS)
def test_les_roles_dits_par_les_grilles_donnent_un_verdict_dans_un_ordre_et_un_seul(
    haut, bas, tmp_path
):
    ecrire(tmp_path, "p.csv", AVANT, *haut)
    ecrire(tmp_path, "f.csv", TOUT, *bas)
    assert codes(tmp_path, "score", "p.csv", "--finale", "f.csv") == (0, [])
    statut, [faute] = codes(tmp_path, "score", "f.csv", "--finale", "p.csv")
    assert (statut, faute.code) == (1, "F311" if JOUR in haut and PLUS_TARD in bas else "F331")
    assert "clea score p.csv --finale f.csv" in faute.aide


INCERTAINS = {
    "rien": ((), ()),
    "un seul jour": ((JOUR,), ()),
    "le même jour": ((JOUR,), (JOUR,)),
}


@pytest.mark.parametrize(("haut", "bas"), INCERTAINS.values(), ids=INCERTAINS)
def test_sans_preuve_aucun_ordre_ne_donne_de_verdict(haut, bas, tmp_path):
    ecrire(tmp_path, "p.csv", AVANT, *haut)
    ecrire(tmp_path, "f.csv", TOUT, *bas)
    for ordre in (("p.csv", "--finale", "f.csv"), ("f.csv", "--finale", "p.csv")):
        for commande in ("score", "ecarts", "restitution", "attestation"):
            statut, fautes = codes(tmp_path, commande, *ordre)
            assert (statut, [faute.code for faute in fautes]) == (1, ["F330"])


def test_un_mot_qui_ne_dit_pas_quelle_evaluation_est_a_corriger_d_abord(tmp_path):
    ecrire(tmp_path, "p.csv", AVANT, "évaluation;du matin")
    ecrire(tmp_path, "f.csv", TOUT)
    for commande in ("score", "ecarts", "restitution", "attestation"):
        statut, fautes = codes(tmp_path, commande, "p.csv", "--finale", "f.csv")
        assert (statut, [faute.code for faute in fautes]) == (1, ["F321"])


def test_ce_que_disent_les_grilles_passe_avant_leurs_reponses(tmp_path):
    """By their answers the first would be the préalable; by their days it is the finale."""
    ecrire(tmp_path, "a.csv", AVANT, PLUS_TARD)
    ecrire(tmp_path, "b.csv", APRES, JOUR)
    assert codes(tmp_path, "score", "b.csv", "--finale", "a.csv") == (0, [])


# A table of pairs


def lot(dossier, **autres):
    """Two pairs in a folder of their own, and their table beside it."""
    (dossier / "g").mkdir()
    for rang in (1, 2):
        ecrire(dossier / "g", f"p{rang}.csv", AVANT, JOUR, candidat=f"C-{rang}")
        ecrire(
            dossier / "g",
            f"f{rang}.csv",
            autres.get(f"f{rang}", APRES),
            PLUS_TARD,
            candidat=f"C-{rang}",
        )
    (dossier / "g" / "t.csv").write_text(
        "Préalable;Grille finale;note\np1.csv;f1.csv;\np2.csv;f2.csv;vu\n;;\n", "utf-8"
    )
    (dossier / "jouet.yaml").write_bytes((CAS / "grille" / "jouet.yaml").read_bytes())


def test_un_tableau_de_paires_donne_un_verdict_par_ligne_ses_chemins_depuis_son_dossier(tmp_path):
    lot(tmp_path)
    fait = lancer(tmp_path, "score", "--paires", "g/t.csv", "-r", "jouet.yaml", "-f", "csv")
    assert (fait.statut, ecrites(fait.erreurs)) == (0, [])
    assert fait.sortie.split()[1:] == [
        f"C-{rang};certifiable;5;5;maitrise;maitrise" for rang in (1, 2)
    ]


@pytest.mark.parametrize("signe", ["\0", "\ufffd"])
def test_un_tableau_abime_est_refuse_a_sa_cellule(tmp_path, signe):
    lot(tmp_path)
    tableau = f"préalable;finale\ng/p1.csv;g/f1{signe}.csv\n"
    (tmp_path / "t.csv").write_text(tableau, encoding="utf-8")
    statut, [faute] = codes(tmp_path, "score", "--paires", "t.csv")
    assert (statut, faute.code, faute.cellule) == (1, "F111", "B2")


def test_une_paire_refusee_ne_perd_pas_les_autres(tmp_path):
    lot(tmp_path, f1=("peut-être", *APRES[1:]))
    statut, fautes = codes(tmp_path, "score", "--paires", "g/t.csv")
    assert (statut, [(faute.source, faute.code) for faute in fautes]) == (3, [("g/f1.csv", "F203")])


def test_un_candidat_de_deux_paires_se_voit(tmp_path):
    lot(tmp_path)
    ecrire(tmp_path / "g", "p2.csv", AVANT, JOUR, candidat="c\u20111")
    ecrire(tmp_path / "g", "f2.csv", APRES, PLUS_TARD, candidat="C-1")
    statut, fautes = codes(tmp_path, "score", "--paires", "g/t.csv")
    assert (statut, [(faute.source, faute.code) for faute in fautes]) == (0, [("g/f2.csv", "F305")])


@pytest.mark.parametrize("commande", ["ecarts", "plan", "restitution", "attestation"])
def test_chaque_document_se_fait_de_paires_et_se_controle(commande, tmp_path):
    lot(tmp_path)
    options = ("--date", "2026-11-28", "-r", "jouet.yaml")
    if commande == "plan":
        module = '{id: m, libelle: m, criteres: ["1.2.1"], heures: 3}'
        catalogue = (
            f"schema: clea/catalogue/1\nlibelle: c\nreferentiel: jouet\nmodules: [{module}]\n"
        )
        (tmp_path / "c.yaml").write_text(catalogue, encoding="utf-8")
        options += ("--catalogue", "c.yaml")
    fait = lancer(tmp_path, commande, "--paires", "g/t.csv", "-f", "md", "-o", "d", *options)
    assert fait.statut == 0, fait.erreurs
    assert sorted(contenus(tmp_path / "d")) == [f"C-{rang}-{commande}.md" for rang in (1, 2)]
    # A single pair makes the same document, to the byte.
    seul = lancer(
        tmp_path,
        commande,
        "g/p2.csv",
        "--finale",
        "g/f2.csv",
        "-f",
        "md",
        "-o",
        "seul.md",
        *options,
    )
    assert seul.statut == 0, seul.erreurs
    ecrit = (tmp_path / "seul.md").read_bytes()
    assert ecrit == (tmp_path / "d" / f"C-2-{commande}.md").read_bytes()
    # Both files are in what it was made of; a change of either is seen.
    assert lancer(tmp_path, "controler", "seul.md").statut == 0
    for nom, nature in (("p2", "la grille"), ("f2", "la grille finale")):
        grille = tmp_path / "g" / f"{nom}.csv"
        avant = grille.read_bytes()
        grille.write_bytes(avant + b"\n")
        for donnes, code in (
            ((), "D302"),
            (("g/p2.csv", "g/f2.csv"), "D303"),
        ):  # none is named: all are tried
            controle = lancer(tmp_path, "controler", "seul.md", *donnes)
            [faute] = ecrites(controle.erreurs)
            assert (controle.statut, faute.code) == (1, code)
            assert faute.message.startswith(f"{nature} de ce document ")
        grille.write_bytes(avant)


def test_un_document_de_deux_evaluations_les_nomme_toutes_deux(tmp_path):
    lot(tmp_path)
    sortie = lancer(
        tmp_path, "ecarts", "g/p1.csv", "--finale", "g/f1.csv", "-r", "jouet.yaml", "-f", "md"
    ).sortie
    for nom, mot in (
        ("p1", "préalable"),
        ("f1", "finale"),
    ):  # by what they hold: a document says no name of a file
        empreinte = hashlib.sha256((tmp_path / "g" / f"{nom}.csv").read_bytes()).hexdigest()
        assert f"- Grille {mot} : sha256:{empreinte}" in sortie.replace("\u00a0", " ")
        assert f"{nom}.csv" not in sortie
    assert "Date de l'évaluation préalable : 2 mars 2026" in sortie.replace("\u00a0", " ")
    assert "Date de l'évaluation finale : 5 octobre 2026" in sortie.replace("\u00a0", " ")
    assert "Proposition calculée : certifiable" in sortie


MAL_DEMANDE = {
    "rien": ("score",),
    "deux grilles et une finale": ("score", "g/p1.csv", "g/p2.csv", "--finale", "g/f1.csv"),
    "un tableau et une grille": ("ecarts", "g/p1.csv", "--paires", "g/t.csv"),
    "un tableau et une finale": ("ecarts", "--paires", "g/t.csv", "--finale", "g/f1.csv"),
    "suivre un tableau": ("score", "--paires", "g/t.csv", "--suivre"),
    "des paires sans dossier": ("ecarts", "--paires", "g/t.csv", "-r", "jouet.yaml", "-f", "md"),
}


@pytest.mark.parametrize("commande", MAL_DEMANDE.values(), ids=MAL_DEMANDE)
def test_une_demande_qui_ne_va_pas_est_une_faute_de_commande(commande, tmp_path):
    lot(tmp_path)
    assert lancer(tmp_path, *commande).statut == 2


@pytest.mark.parametrize("options", [(), ("--format", "csv"), ("--format", "json")], ids=str)
def test_une_finale_lue_seule_est_dite(options, tmp_path):
    ecrire(tmp_path, "f.csv", TOUT, "évaluation;finale")
    statut, [faute] = codes(tmp_path, "score", "f.csv", *options)
    assert (statut, faute.code) == (0, "F336")


def test_une_prealable_lue_seule_et_une_finale_avec_elle_n_ont_rien_a_dire(tmp_path):
    ecrire(tmp_path, "p.csv", AVANT, JOUR, "évaluation;préalable")
    ecrire(tmp_path, "f.csv", TOUT, PLUS_TARD, "évaluation;finale")
    assert codes(tmp_path, "score", "p.csv") == (0, [])
    assert codes(tmp_path, "score", "p.csv", "--finale", "f.csv") == (0, [])
