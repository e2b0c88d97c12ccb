"""The JSON Schema that ships for editors: made of the models, and refusing what they refuse, no more and no less.

Two things are known to differ, and are left out here: JSON Schema counts 1.0 as a whole number, and Python's `$`
(not an editor's) lets one end of line through at the end of a code.
"""

import json
from copy import deepcopy
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from clea_cli.referentiel.contexte_modele import ContexteModele
from clea_cli.referentiel.livres import DOSSIER, SCHEMA, SCHEMA_DE_CONTEXTE
from clea_cli.referentiel.modele import ReferentielModele
from clea_cli.sources.forme import reparer
from clea_cli.sources.yaml_source import lire
from livraison.manifeste import (
    SCHEMA_DE_SESSION,
    schema_de_contexte,
    schema_de_session,
    schema_livre,
)
from tests.outils.jouets import OBLIGATOIRES
from tests.promesses.test_cases import FICHIERS, cas, lancer

RACINE = Path(__file__).parent.parent.parent
LIVRE = json.loads(SCHEMA.read_text(encoding="utf-8"))
JUGE = Draft7Validator(LIVRE, format_checker=Draft7Validator.FORMAT_CHECKER)


def lisible(fichier) -> bool:
    return not lire(fichier.read_bytes(), fichier.name).diagnostics


LISIBLES = [
    fichier
    for fichier in (*FICHIERS["referentiel"], *sorted(DOSSIER.glob("*.yaml")))
    if lisible(fichier) and b"schema: clea/contexte" not in fichier.read_bytes()
]


def lus_pareillement(contenu: bytes) -> bool:
    """Whether the schema and the model say the same of a document; the model is asked last, for it mends it."""
    document = lire(contenu, "essai.yaml").value
    assert document is not None
    accepte = JUGE.is_valid(deepcopy(document.racine))
    return accepte == (not reparer(ReferentielModele, document).fautes)


def test_le_schema_livre_est_celui_des_modeles():
    assert SCHEMA.read_text(encoding="utf-8") == schema_livre(), "run `make manifeste`"


def test_le_schema_est_un_schema_draft_07_en_francais():
    Draft7Validator.check_schema(LIVRE)
    assert LIVRE["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert LIVRE["title"] == "Un référentiel de clea"
    texte = SCHEMA.read_text(encoding="utf-8")
    assert "$defs" not in texte
    assert texte.count('"title"') == 1


def test_chaque_cle_est_expliquee_et_aucune_autre_n_est_admise():
    for nom, groupe in {"": LIVRE, **LIVRE["definitions"]}.items():
        assert groupe["additionalProperties"] is False, nom
        assert "description" not in groupe or not nom, nom
        for cle, propriete in groupe["properties"].items():
            assert propriete["description"].endswith((".", '".')), (nom, cle)


def test_rien_ne_reste_a_cote_d_une_reference():
    def references(noeud):
        if isinstance(noeud, dict):
            yield from [noeud] if "$ref" in noeud else []
        for enfant in (
            noeud.values() if isinstance(noeud, dict) else noeud if isinstance(noeud, list) else ()
        ):
            yield from references(enfant)

    trouvees = list(references(LIVRE))
    assert trouvees
    for reference in trouvees:
        assert list(reference) == ["$ref"]
        assert reference["$ref"].removeprefix("#/definitions/") in LIVRE["definitions"]


@pytest.mark.parametrize("fichier", cas(LISIBLES))
def test_le_schema_et_les_modeles_refusent_les_memes_fichiers(fichier):
    assert lus_pareillement(fichier.read_bytes())


def test_les_cas_refusent_et_acceptent():
    """The test above proves nothing if all cases fall on one side."""
    verdicts = [JUGE.is_valid(lire(fichier.read_bytes(), "").value.racine) for fichier in LISIBLES]
    assert min(verdicts.count(True), verdicts.count(False)) > 20


VALEURS = st.one_of(
    st.sampled_from(
        [
            "",
            " ",
            "1.2",
            "1..2",
            "é",
            "75/100",
            "0/4",
            "101/1",
            "1/2",
            "10/11",
            "2026-02-30",
            "2026-02-28",
        ]
    ),
    st.sampled_from(
        [
            "acquis",
            "tous",
            "publie",
            "confirme",
            "certifiable",
            "clea/referentiel/1",
            "clea/referentiel/2",
        ]
    ),
    st.sampled_from([0, 1, 100, 101, -1, True, False, None, 1.5]),
    st.builds(list),
    st.builds(dict),
    st.builds(lambda: ["1.1.1", 2]),
)


def chemins(noeud, chemin=()):
    """The ways to all values below the root."""
    enfants = (
        noeud.items()
        if isinstance(noeud, dict)
        else enumerate(noeud)
        if isinstance(noeud, list)
        else ()
    )
    for cle, enfant in enfants:
        yield (*chemin, cle)
        yield from chemins(enfant, (*chemin, cle))


def atteindre(noeud, etapes):
    """The value at the end of a way, or None."""
    for etape in etapes:
        present = etape in (
            range(len(noeud))
            if isinstance(noeud, list)
            else noeud
            if isinstance(noeud, dict)
            else ()
        )
        if not present:
            return None
        noeud = noeud[etape]
    return noeud


COMPLET = {
    **OBLIGATOIRES,
    "succede": {"version": "0", "retires": ["1.9.9"]},
    "modalites": {
        "prealable_heures_max": 7,
        "finale_heures_max": 3,
        "validite_ans": 5,
        "certitude": "a_confirmer",
    },
    "exemples": [
        {
            "libelle": "un",
            "defaut": "acquis",
            "sauf": {"acquis": ["1.1.1"]},
            "verdict": "certifiable",
        }
    ],
}
CHEMINS = list(chemins(COMPLET))


@given(st.data())
@settings(max_examples=250, deadline=None)
def test_apres_n_importe_quel_changement_le_schema_et_les_modeles_disent_pareil(data):
    """One to three changes: a value replaced, a key or an item taken away, a key added."""
    donnees = deepcopy(COMPLET)
    for chemin in data.draw(st.lists(st.sampled_from(CHEMINS), min_size=1, max_size=3)):
        *debut, cle = chemin
        parent = atteindre(donnees, debut)
        if parent is None or atteindre(parent, [cle]) is None:  # an earlier change took it away
            continue
        geste = data.draw(st.sampled_from(["remplacer", "retirer", "ajouter"]))
        if geste == "retirer":
            del parent[cle]
        elif geste == "ajouter" and isinstance(parent, dict):
            parent[
                data.draw(st.sampled_from(["inconnue", "note", "points", "seuil", "adresse"]))
            ] = data.draw(VALEURS)
        else:
            parent[cle] = data.draw(VALEURS)
    assert lus_pareillement(json.dumps(donnees).encode())


def test_la_commande_donne_le_schema_livre(tmp_path):
    statut, sortie, erreurs = lancer(tmp_path, "referentiel", "schema")
    assert (statut, erreurs) == (0, "")
    assert sortie == SCHEMA.read_text(encoding="utf-8")


def test_la_commande_ecrit_un_fichier_et_n_en_remplace_pas_un_autre(tmp_path):
    assert lancer(tmp_path, "referentiel", "schema", "-o", "s.json").statut == 0
    assert (tmp_path / "s.json").read_bytes() == SCHEMA.read_bytes()
    (tmp_path / "s.json").write_text("autre")
    assert lancer(tmp_path, "referentiel", "schema", "-o", "s.json").statut == 4
    assert lancer(tmp_path, "referentiel", "schema", "-o", "s.json", "--forcer").statut == 0


def test_le_schema_des_sessions_est_celui_des_modeles_et_admet_l_exemple():
    livre = SCHEMA_DE_SESSION.read_text(encoding="utf-8")
    assert livre == schema_de_session()
    exemple = lire(
        (RACINE / "examples" / "jury" / "session.yaml").read_bytes(), "session.yaml"
    ).value.racine
    assert list(Draft7Validator(json.loads(livre)).iter_errors(exemple)) == []
    assert list(Draft7Validator(json.loads(livre)).iter_errors({**exemple, "jures": []})) != []


CONTEXTES = [
    fichier
    for fichier in (*FICHIERS["referentiel"], RACINE / "examples" / "contexte-proprete.yaml")
    if b"schema: clea/contexte" in fichier.read_bytes() and lisible(fichier)
]


def test_le_schema_des_contextes_est_celui_des_modeles_et_la_commande_le_donne(tmp_path):
    assert SCHEMA_DE_CONTEXTE.read_text(encoding="utf-8") == schema_de_contexte(), (
        "run `make manifeste`"
    )
    statut, sortie, erreurs = lancer(tmp_path, "referentiel", "schema", "contexte")
    assert (statut, sortie, erreurs) == (0, schema_de_contexte(), "")


@pytest.mark.parametrize("fichier", cas(CONTEXTES))
def test_le_schema_et_les_modeles_refusent_les_memes_contextes(fichier):
    document = lire(fichier.read_bytes(), fichier.name).value
    juge = Draft7Validator(json.loads(schema_de_contexte()))
    accepte = juge.is_valid(deepcopy(document.racine))
    assert accepte == (not reparer(ContexteModele, document).fautes)


def test_les_contextes_refusent_et_acceptent():
    juge = Draft7Validator(json.loads(schema_de_contexte()))
    verdicts = {juge.is_valid(lire(fichier.read_bytes(), "").value.racine) for fichier in CONTEXTES}
    assert verdicts == {True, False}


SCHEMAS = {
    "referentiel": schema_livre,
    "contexte": schema_de_contexte,
    "session": schema_de_session,
}


def proprietes(noeud):
    """Every key that a schema knows, with its own schema and whether it must be there."""
    if isinstance(noeud, dict):
        for cle, propriete in noeud.get("properties", {}).items():
            yield cle, propriete, cle in noeud.get("required", ())
        for enfant in noeud.values():
            yield from proprietes(enfant)
    elif isinstance(noeud, list):
        for enfant in noeud:
            yield from proprietes(enfant)


@pytest.mark.parametrize("nom", SCHEMAS)
def test_un_editeur_ecrit_chaque_cle_avec_ses_deux_points_et_aucune_date(nom):
    """What yaml-language-server does: without a type it writes a key bare, and it writes the first example."""
    trouvees = list(proprietes(json.loads(SCHEMAS[nom]())))
    assert len(trouvees) > 5
    for cle, propriete, requise in trouvees:
        assert not requise or {"type", "anyOf"} & propriete.keys(), cle
        ecrites = [*propriete.get("examples", ()), propriete.get("default", "")]
        assert not [valeur for valeur in ecrites if "2026" in str(valeur)], cle
