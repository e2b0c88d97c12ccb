"""What a catalogue of modules must mean, and the values that its YAML gives."""

from fractions import Fraction

import pytest

from clea_cli.documents.catalogue import Catalogue, Module
from clea_cli.documents.verifier_catalogue import fautes
from tests.outils.constats import texte, verifier_dites
from tests.outils.jouets import SIMPLE, referentiel

JOUET = referentiel(SIMPLE)


def module(identifiant, *criteres):
    return Module(identifiant, identifiant, criteres, Fraction(3), "", "", "")


def catalogue(*modules, heures=(), pour="jouet"):
    return Catalogue("c", pour, "", "", modules, dict.fromkeys(heures, Fraction(1)))


@pytest.mark.parametrize(
    ("catalogue", "attendues"),
    [
        (catalogue(module("a", "1.1.1", "2.2.1"), module("b", "1.1.1")), []),
        (catalogue(heures=["1.1.1", "2.1.3"]), []),
        (
            catalogue(pour="clea"),
            [
                (
                    "D101 referentiel",
                    "ce catalogue est pour « clea », la grille est évaluée avec « jouet »",
                )
            ],
        ),
        (catalogue(), ["D104 "]),
        (
            catalogue(*(module(nom, "1.1.1") for nom in "abaa")),
            [
                ("D103 modules/2/id", "le module « a » est déjà donné plus haut"),
                "D103 modules/3/id",
            ],
        ),
        (
            catalogue(
                module("a", "1.1.1"),
                module("b", "1.1.1", "2.1.9", "zzz"),
                heures=["1.2.1", "2.1", "1.1.8"],
            ),
            [
                (
                    "D102 modules/1/criteres/1",
                    "le catalogue nomme le critère « 2.1.9 », qui n'existe pas (vouliez-vous dire « 2.1.3 » ?)",
                ),
                (
                    "D102 modules/1/criteres/2",
                    "(codes possibles (« clea referentiel afficher jouet » les montre) : 1.1.1, 1.2.1, 1.2.2, 2.1.1",
                ),
                "D102 heures_par_critere/2.1",
                ("D102 heures_par_critere/1.1.8", "« 1.1.8 »"),
            ],
        ),
    ],
)
def test_une_faute_du_catalogue_est_dite_a_sa_place(catalogue, attendues):
    verifier_dites(fautes(catalogue, JOUET, texte()), attendues)
