"""The customs of our YAML files, place by place: what stands on one line, what is between quotes."""

import pytest

from clea_cli.atelier.rendus.yaml_usages import (
    cle_entre_guillemets,
    entre_guillemets,
    toujours_sur_une_ligne,
)

CRITERE = ("domaines", 0, "sous_domaines", 1, "criteres", 2)


@pytest.mark.parametrize(
    ("chemin", "une_ligne"),
    [
        (("sources", 0), True),
        (("sources", 0, "titre"), False),
        (("domaines", 0, "sources", 0), False),  # the sources of a line are names, not groups
        (("regles", 0, "sous_domaine", "exceptions", "1.1"), True),
        (("exceptions", "1.1"), True),
        (("regles", 0, "sous_domaine", "exceptions"), False),
        (("regles", 0, "exceptions", "1.1", "sauf"), False),
        (CRITERE, True),
        (("criteres", 0), True),
        (("attendu", "criteres"), False),
        (("attendu", "criteres", "106"), False),
        (("domaines", 0, "sous_domaines", 1), False),
        (("sources",), False),
        (("exceptions",), False),
        ((), False),
    ],
)
def test_un_groupe_qui_est_une_rangee_tient_sur_une_ligne(chemin, une_ligne):
    assert toujours_sur_une_ligne(chemin) is une_ligne


@pytest.mark.parametrize(
    ("chemin", "guillemets"),
    [
        ((*CRITERE, "libelle"), True),
        ((*CRITERE, "note"), False),
        ((*CRITERE, "code"), True),
        ((*CRITERE, "points"), True),
        ((*CRITERE, "remplace", 0), True),
        ((*CRITERE, "sources", 0), False),
        (("criteres", 0, "libelle"), True),
        (("domaines", 0, "libelle"), False),
        (("libelle",), False),
        (("version",), True),
        (("succede", "retires", 1), True),
        (("regles", 0, "domaine", "seuil"), True),
        (("regles", 0, "sous_domaine", "obligatoires", 3), True),
        (("regles", 0, "sous_domaine", "exceptions", "1.1", "requis"), True),
        (("exemples", 0, "sauf", "acquis", 0), True),
        (("exemples", 0, "verdict"), False),
        (("echelle", "acquis", 0), False),
        (("obligatoires",), False),
        (("sauf", "acquis"), False),
        ((0,), False),
        ((), False),
    ],
)
def test_un_texte_qui_pourrait_se_lire_comme_un_nombre_ou_un_libelle_de_critere_est_entre_guillemets(
    chemin, guillemets
):
    assert entre_guillemets(chemin) is guillemets


@pytest.mark.parametrize(
    ("chemin", "guillemets"),
    [
        (("exceptions", "1.1"), True),
        (("regles", 0, "sous_domaine", "exceptions", "1.1"), True),
        (("contexte", "lignes", "1.1.1"), True),
        (("heures_par_critere", "1.1.1"), True),
        (("regles", 0, "exceptions", "1.1", "requis"), False),
        (("exceptions",), False),
        (("lignes",), False),
        (("domaines", 0, "code"), False),
        ((), False),
    ],
)
def test_une_cle_qui_est_un_code_est_entre_guillemets(chemin, guillemets):
    assert cle_entre_guillemets(chemin) is guillemets
