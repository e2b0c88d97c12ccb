"""Many grilles decided at once, beside `decide` on each of them: there is one rule, asked in two ways."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clea_cli.decision.colonnes import REPONSES, Juge
from clea_cli.decision.decision import bareme, decide
from clea_cli.grille.grille import Colonnes, Grille
from tests.outils.jouets import JOUETS, clea, donnees, referentiel, regle

SEUIL = st.sampled_from(["1/12", "1/3", "1/2", "2/3", "75/100", "6/7", "1/1"])
POINTS = st.sampled_from([1, 1, 1, 2, 3, "1/2", "3/2"])


def entiers(lignes):
    colonnes = [int.from_bytes(bytes(colonne)) for colonne in zip(*lignes, strict=True)]
    return colonnes, int.from_bytes(b"\1" * len(lignes))


def tableaux(lignes):
    return list(np.array(lignes, dtype="u1").T.copy()), np.ones(len(lignes), "u1")


def en_colonnes(grilles, nombre, ecrire):
    bits = [
        [[b >> rang & 1 for rang in range(nombre)] for b in cote]
        for cote in zip(*[g[1:] for g in grilles], strict=True)
    ]
    (acquis, partout), (possibles, _) = map(ecrire, bits)
    return Colonnes(len(grilles), acquis, possibles, partout)


def un_par_un(exigences, grilles):
    for grille in grilles:
        decision = decide(exigences, grille)
        yield (
            decision.verdict,
            decision.bilan.obtenus,
            tuple(domaine.statut for domaine in decision.domaines),
        )


def tous_ensemble(exigences, grilles, ecrire):
    juge = Juge(exigences)
    assert juge.convient
    nombre = len(list(exigences.referentiel.criteres))
    verdicts, obtenus, statuts = juge.decider(en_colonnes(grilles, nombre, ecrire))
    for verdict, rang, *par_domaine in zip(verdicts, obtenus, *statuts, strict=True):
        yield (
            REPONSES[verdict],
            juge.points[rang],
            tuple(REPONSES[statut] for statut in par_domaine),
        )


@pytest.mark.parametrize("ecrire", [entiers, tableaux])
@pytest.mark.parametrize("jouet", JOUETS)
def test_toutes_les_grilles_d_un_jouet_sont_decidees_comme_une_par_une(jouet, ecrire):
    modele = referentiel(JOUETS[jouet])
    nombre = len(list(modele.criteres))
    toutes = []
    for sorts in product(((1, 1), (0, 1), (0, 0)), repeat=nombre):
        acquis, possibles = (
            sum(bit << rang for rang, bit in enumerate(cote)) for cote in zip(*sorts, strict=True)
        )
        toutes.append(Grille("C", acquis, possibles))
    for une_regle in modele.regles:
        exigences = bareme(modele, une_regle)
        assert list(tous_ensemble(exigences, toutes, ecrire)) == list(un_par_un(exigences, toutes))


@st.composite
def referentiels(draw):
    grille = {
        f"{domaine}.{sous}": draw(st.lists(POINTS, min_size=1, max_size=4))
        for domaine in range(1, draw(st.integers(1, 3)) + 1)
        for sous in range(1, draw(st.integers(1, 3)) + 1)
    }
    codes = [
        f"{code}.{rang}" for code, points in grille.items() for rang in range(1, len(points) + 1)
    ]
    regles = [
        regle("a", domaine=draw(SEUIL), ensemble=draw(SEUIL)),
        regle(
            "b",
            sous_domaine=draw(SEUIL),
            obligatoires=draw(st.lists(st.sampled_from(codes), unique=True, max_size=3)),
        ),
        regle("c", domaine=draw(SEUIL), sous_domaine=draw(SEUIL), ensemble=draw(SEUIL)),
        regle("d", ensemble=draw(SEUIL), domaine="1/100"),
    ]
    return referentiel(donnees(grille, regles))


@settings(deadline=None, max_examples=60)
@given(referentiels(), st.data())
def test_toute_regle_de_tout_referentiel_decide_pareil_des_deux_facons(modele, data):
    nombre = len(list(modele.criteres))
    bits = st.integers(0, 2**nombre - 1)
    tirees = data.draw(st.lists(st.tuples(bits, bits), min_size=1, max_size=12))
    grilles = [
        Grille(f"C{rang}", acquis, acquis | ouverts)
        for rang, (acquis, ouverts) in enumerate(tirees)
    ]
    exigences = bareme(modele, data.draw(st.sampled_from(modele.regles)))
    attendu = list(un_par_un(exigences, grilles))
    assert list(tous_ensemble(exigences, grilles, entiers)) == attendu
    assert list(tous_ensemble(exigences, grilles, tableaux)) == attendu


def perdus_au_bord(data, domaines):
    """Near the thresholds: in each domaine a few critères lost, a few not evaluated."""
    debut, acquis, possibles = 0, 0, 0
    for domaine in domaines:
        taille = len(list(domaine.criteres))
        sorts = data.draw(st.permutations(range(taille)))
        perdus, ouverts = data.draw(st.integers(0, taille // 3)), data.draw(st.integers(0, 2))
        bits = [1 << (debut + rang) for rang in sorts]
        acquis |= sum(bits[perdus + ouverts :])
        possibles |= sum(bits[perdus:])
        debut += taille
    return Grille("C", acquis, possibles)


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_clea_est_decide_pareil_par_chacune_de_ses_regles(data):
    grilles = [perdus_au_bord(data, clea().domaines) for _ in range(4)]
    for une_regle in clea().regles:
        exigences = bareme(clea(), une_regle)
        for ecrire in (entiers, tableaux):
            assert list(tous_ensemble(exigences, grilles, ecrire)) == list(
                un_par_un(exigences, grilles)
            )


@pytest.mark.parametrize(
    ("points", "convient"),
    [(["1/2"] * 127, True), (["1/2"] * 255, True), (["1/2"] * 256, False), ([16] * 16, False)],
)
def test_plus_de_255_unites_ne_se_comptent_pas_dans_un_octet(points, convient):
    modele = referentiel(donnees({"1.1": points}, [regle("a", domaine="75/100")]))
    assert Juge(bareme(modele, modele.regles[0])).convient is convient


def test_a_255_unites_la_somme_tient_encore():
    modele = referentiel(donnees({"1.1": ["1/2"] * 255}, [regle("a", domaine="75/100")]))
    tout = [Grille("C", 2**255 - 1, 2**255 - 1), Grille("D", 0, 2**255 - 1)]
    exigences = bareme(modele, modele.regles[0])
    for ecrire in (entiers, tableaux):
        assert list(tous_ensemble(exigences, tout, ecrire)) == list(un_par_un(exigences, tout))
