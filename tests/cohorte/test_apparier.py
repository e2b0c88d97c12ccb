"""Whose grille is whose, decided by hand; and nobody left out without being counted."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clea_cli.cohorte.apparier import apparier
from clea_cli.cohorte.comptage import Comptage, Raison
from clea_cli.cohorte.lire_dossiers import LigneDeDossier
from clea_cli.cohorte.lire_dossiers import lire as lire_dossiers
from clea_cli.decision.lot import Fichier
from clea_cli.grille.grille import Grille
from clea_cli.sources.cellules import Cellule


def fichier(source, *candidats, refusees=()):
    grilles = tuple(Grille(candidat, 0, 0) for candidat in candidats)
    return Fichier(source, "", grilles, "", (), refusees=tuple(refusees))


def ligne(reference, evaluation="", grille="", site="", rang=2):
    nommee = Cellule(grille, rang, 2, rang) if grille else None
    return LigneDeDossier(Cellule(reference, rang, 1, rang), "", site, evaluation, None, nommee)


def compter(fichiers, dossiers=()):
    fait = apparier(fichiers, dossiers, "d.csv")
    assert len(fait.personnes) == fait.comptage.personnes
    return fait.comptage, [faute.code for faute in fait.diagnostics]


def test_une_finale_que_le_dossier_ne_nomme_pas_n_est_pas_passee_sous_silence():
    dossiers = [ligne("C-1", "prealable", "p.csv"), ligne("C-2", "prealable", "p.csv")]
    comptage, codes = compter([fichier("p.csv", "C-1", "C-2"), fichier("f.csv", "C-1")], dossiers)
    assert comptage == Comptage(2, 0, 3, 1, 1, {Raison.SANS_DOSSIER: 1})
    assert codes == ["J409"]


def test_ceux_qu_un_fichier_refuse_nomme_ne_sont_pas_comptes_par_leur_prealable():
    fichiers = [fichier("p.csv", "C-1", "C-2", "C-3"), fichier("f.csv", refusees=("C-1", "c-2"))]
    comptage, codes = compter(fichiers)
    assert comptage == Comptage(2, 1, 5, 1, 1, {Raison.REFUSEE: 2})
    assert codes == []


def test_un_fichier_illisible_compte_pour_autant_de_personnes_que_les_autres():
    fichiers = [fichier("a.csv", "C-1", "C-2"), fichier("b.csv", "C-3"), fichier("c.xlsx")]
    comptage, _ = compter(fichiers)
    assert comptage.ecartees == {Raison.ILLISIBLE: 2}  # 3 people in 2 files: 1.5 each, so 2
    # of those whom the dossiers name without a grille, the unreadable file may be the one
    comptage, codes = compter(fichiers, [ligne(f"C-{n}") for n in range(1, 6)])
    assert comptage.ecartees == {Raison.SANS_GRILLE: 2}
    assert codes == []


def test_une_personne_sur_vingt_au_plus_peut_manquer():
    def comptage(dehors, personnes):
        return Comptage(1, 0, 0, 0, personnes, {Raison.SANS_GRILLE: dehors})

    assert not comptage(1, 19).biaise
    assert comptage(1, 18).biaise
    assert not comptage(0, 0).biaise


def test_deux_sites_qui_numerotent_a_partir_de_un_ont_deux_personnes():
    dossiers = [
        ligne("C-1", "prealable", "lille.csv", "Lille", 2),
        ligne("C-1", "prealable", "nantes.csv", "Nantes", 3),
        ligne("C-1", "finale", "lille-f.csv", "Lille", 4),
        ligne("C-2", "prealable", "nantes.csv", "Nantes", 5),
    ]
    fichiers = [
        fichier("lille.csv", "C-1"),
        fichier("nantes.csv", "C-1", "C-2"),
        fichier("lille-f.csv", "C-1"),
    ]
    fait = apparier(fichiers, dossiers, "d.csv")
    assert [len(personne.grilles) for personne in fait.personnes] == [2, 1, 1]
    assert [faute.code for faute in fait.diagnostics] == ["J411"]


def test_qui_a_change_de_site_entre_ses_evaluations_reste_une_personne():
    dossiers = [ligne("C-1", "prealable", "a", "Lille"), ligne("C-1", "finale", "b", "Nantes")]
    comptage, codes = compter([fichier("a.csv", "C-1"), fichier("b.csv", "C-1")], dossiers)
    assert (comptage.personnes, codes) == (1, ["J419"])


def test_les_personnes_de_deux_sites_sont_comptees_dans_un_seul_avertissement():
    dossiers = []
    for rang in range(8):
        sites = ("Lille", "Nantes") if rang < 7 else ("", "Nantes")
        etapes = (("prealable", "p.csv"), ("finale", "f.csv"))
        for place, (etape, grille) in enumerate(etapes):
            lue = ligne(f"C-{rang}", etape, grille, sites[place], 2 + 2 * rang + place)
            dossiers.append(lue)
    noms = [f"C-{rang}" for rang in range(8)]
    fait = apparier([fichier("p.csv", *noms), fichier("f.csv", *noms)], dossiers, "d.csv")
    assert [(faute.code, faute.message) for faute in fait.diagnostics] == [
        (
            "J419",
            "7 personnes ont deux sites, l'un à la préalable et l'autre à la finale : "
            "lignes 3, 5, 7, 9, 11 et 2 autres",
        )
    ]


def test_une_grille_n_est_jamais_comptee_pour_deux_personnes():
    dossiers = [ligne("C-1", "", "a.csv", "Lille"), ligne("C-1", "", "a.csv", "Nantes")]
    comptage, codes = compter([fichier("a.csv", "C-1")], dossiers)
    assert comptage.ecartees == {Raison.A_CHOISIR: 2}
    assert codes == ["J411", "J406", "J406"]


@pytest.mark.parametrize("sens", [1, -1])
def test_une_grille_que_deux_personnes_reclament_n_est_a_aucune_quel_que_soit_l_ordre(sens):
    dossiers = [
        ligne("C-1", "", "a.csv", "Lille"),
        ligne("C-1", "", "", "Nantes"),
        ligne("C-2", "prealable", "", "Lille"),
        ligne("C-2", "prealable", "", "Nantes"),
    ]
    fait = apparier([fichier("a.csv", "C-1", "C-2")], dossiers[::sens], "d.csv")
    # that which a row names is that person's; that which none names could be of two
    assert [(personne.site, len(personne.grilles)) for personne in fait.personnes] == [("Lille", 1)]
    assert fait.comptage.ecartees == {Raison.A_CHOISIR: 2, Raison.SANS_GRILLE: 1}


@pytest.mark.parametrize("sens", [1, -1])
def test_le_site_d_une_personne_est_celui_de_sa_derniere_evaluation_quel_que_soit_l_ordre(sens):
    dossiers = [
        ligne("C-1", "", "f.csv", "Nantes"),
        ligne("C-1", "prealable", "p.csv", "Lille"),
        ligne("C-2", "finale", "f.csv", "Lens"),
        ligne("C-2", "", "p.csv", "Arras"),
    ]
    fichiers = [fichier("p.csv", "C-1", "C-2"), fichier("f.csv", "C-1", "C-2")]
    fait = apparier(fichiers, dossiers[::sens], "d.csv")
    assert [personne.site for personne in fait.personnes] == ["Nantes", "Lens"]
    premieres = [personne.grilles[0] for personne in fait.personnes]
    assert all(
        premiere is grille for premiere, grille in zip(premieres, fichiers[0].grilles, strict=True)
    )


@pytest.mark.parametrize(
    ("candidats", "source", "dit"),
    [
        (["C-1"], "d.csv", "un candidat de ce fichier, qui n'a pas de dossier :"),
        (["C-1", "C-2"], "d.csv", "2 candidats de ce fichier, qui n'ont pas de dossier :"),
        (["C-1"], "", "un candidat de ce fichier :"),
    ],
)
def test_qui_a_deux_grilles_et_pas_de_dossier_le_dit(candidats, source, dit):
    fichiers = [fichier("p.csv", *candidats), fichier("f.csv", *candidats)]
    [faute] = apparier(fichiers, [], source).diagnostics
    assert (faute.code, faute.position.source) == ("J406", "f.csv")
    assert f"pour {dit}" in faute.message.replace("\u00a0", " ")


def test_une_ligne_par_candidat_nomme_les_deux_grilles():
    texte = (
        "reference;grille préalable;grille finale;heures\nC-1;p.csv;f.csv;35h30\nC-2;p.csv;;n.c.\n"
    )
    lus = lire_dossiers(texte.encode(), "d.csv").value
    assert [(d.reference.valeur, d.evaluation, d.grille.valeur, d.minutes) for d in lus] == [
        ("C-1", "prealable", "p.csv", 2130),
        ("C-1", "finale", "f.csv", 2130),
        ("C-2", "prealable", "p.csv", None),
    ]


def test_les_noms_d_un_site_n_en_font_qu_un_et_c_est_dit_une_fois():
    lus = lire_dossiers(
        "reference;centre\nC-1;Béthune\nC-2;BETHUNE \nC-3;bethune\nC-4;Lens\n".encode(), "d.csv"
    )
    assert [d.site for d in lus.value] == ["Béthune", "Béthune", "Béthune", "Lens"]
    assert [(faute.code, faute.message[-11:]) for faute in lus.diagnostics] == [
        ("J412", "lignes 3, 4")
    ]


@pytest.mark.parametrize(
    ("ecrits", "montre", "lignes"),
    [
        (["BETHUNE", "Béthune", "Béthune"], "Béthune", "ligne 2"),
        (["BETHUNE", "BETHUNE", "Béthune"], "BETHUNE", "ligne 4"),
        (["Bethune", "Béthune"], "Béthune", "ligne 2"),
        (["lens", "Lens"], "lens", "ligne 3"),
    ],
)
def test_un_site_est_montre_sous_son_ecriture_la_plus_frequente_ou_accentuee(
    ecrits, montre, lignes
):
    corps = "".join(f"C-{rang};{ecrit}\n" for rang, ecrit in enumerate(ecrits))
    lus = lire_dossiers(f"reference;site\n{corps}".encode(), "d.csv")
    assert {d.site for d in lus.value} == {montre}
    [faute] = lus.diagnostics
    assert faute.code == "J412"
    assert faute.message.endswith(f" : {lignes}")


NOMS = ("C-1", "C-2", "C-3")
FICHIERS = st.lists(
    st.tuples(st.lists(st.sampled_from(NOMS), unique=True), st.booleans()),
    min_size=1,
    max_size=4,
)
LIGNES = st.lists(
    st.tuples(
        st.sampled_from((*NOMS, "C-4")),
        st.sampled_from(("", "prealable", "finale")),
        st.sampled_from(("", "f0.csv", "f1", "f2.csv", "ailleurs.csv")),
        st.sampled_from(("", "Lille", "Nantes")),
    ),
    max_size=6,
)


@settings(max_examples=300, deadline=None)
@given(FICHIERS, LIGNES)
def test_chacun_est_compte_ou_ecarte_pour_une_raison(ecrits, lignes):
    fichiers = []
    for rang, (candidats, refuse) in enumerate(ecrits):
        source = f"f{rang}.csv"
        fichiers.append(
            fichier(source, refusees=candidats) if refuse else fichier(source, *candidats)
        )
    dossiers = [ligne(*une, rang=rang) for rang, une in enumerate(lignes, start=2)]
    fait = apparier(fichiers, dossiers, "d.csv")
    # Whoever is named anywhere is a person, counted or not.
    nommes = {candidat for candidats, _ in ecrits for candidat in candidats} | {
        une[0] for une in lignes
    }
    assert len(nommes) <= fait.comptage.personnes + fait.comptage.dehors
    # No grille is counted twice, and all those of a person who is counted are.
    prises = Counter(id(grille) for personne in fait.personnes for grille in personne.grilles)
    assert set(prises.values()) <= {1}
    assert fait.comptage.comptees == len(prises) <= fait.comptage.evaluations
