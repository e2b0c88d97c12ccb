"""`clea referentiel exporter --format case`: what the schema of a CASE 1.1 package requires, and what it means."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import pytest
from jsonschema import Draft201909Validator, FormatChecker

from clea_cli.atelier.rendus import referentiel_case
from clea_cli.referentiel.referentiel import Succession
from tests.outils.decrits import DECRIT
from tests.outils.exports import (
    COMPLET,
    HOSTILES,
    LIVRES,
    NOMS,
    avec_libelles,
    lignes,
    rendu,
    valeur,
)

FORMES = FormatChecker(["uuid", "date"])


@FORMES.checks("date-time", raises=ValueError)
def _date_et_heure(texte: object) -> bool:
    return isinstance(texte, str) and datetime.fromisoformat(texte).tzinfo is not None


SCHEMA = json.loads(
    (Path(__file__).parent.parent / "schemas" / "case_v1p1_cfpackage_contraintes.json").read_text(
        "utf-8"
    )
)
VALIDEUR = Draft201909Validator(SCHEMA, format_checker=FORMES)


def paquet(exporte) -> dict[str, Any]:
    return json.loads(rendu(exporte, "case"))


def element(paquet: dict[str, Any], code: str) -> dict[str, Any]:
    [trouve] = [element for element in paquet["CFItems"] if element["humanCodingScheme"] == code]
    return trouve


def associations(paquet: dict[str, Any], genre: str) -> list[dict[str, Any]]:
    return [a for a in paquet["CFAssociations"] if a["associationType"] == genre]


@pytest.fixture(params=NOMS)
def exporte(request):
    return valeur(request.param)


# The schema


def test_chaque_export_est_valide(exporte):
    assert list(VALIDEUR.iter_errors(paquet(exporte))) == []


def test_des_libelles_hostiles_restent_valides_et_tels_quels():
    hostile = avec_libelles(valeur(COMPLET), HOSTILES)
    objet = paquet(hostile)
    assert list(VALIDEUR.iter_errors(objet)) == []
    assert [e["fullStatement"] for e in objet["CFItems"]] == [
        ligne.libelle for ligne in lignes(hostile)
    ]
    titres = [
        a[bout]["title"]
        for a in objet["CFAssociations"]
        for bout in ("originNodeURI", "destinationNodeURI")
    ]
    assert not [titre for titre in titres if set(titre) & set("\t\r\n\x1b")]


def test_le_schema_est_lui_meme_valide():
    Draft201909Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(
    ("chemin", "faux"),
    [
        (("CFDocument", "identifier"), "clea"),
        (("CFDocument", "caseVersion"), "1.0"),
        (("CFDocument", "lastChangeDateTime"), "23/11/2026"),
        (("CFDocument", "enTrop"), "x"),
        (("CFItems", 0, "identifier"), "1.1.1"),
        (("CFItems", 0, "CFDocumentURI"), {}),
        (("CFItems", 0, "CFItemTypeURI", "uri"), 1),
        (("CFAssociations", 0, "associationType"), "parent"),
        (("CFAssociations", 0, "sequenceNumber"), "1"),
        (("CFAssociations", 0, "originNodeURI"), {"title": "sans identifiant"}),
        (("CFDefinitions", "CFItemTypes", 0, "hierarchyCode"), 1),
    ],
)
def test_le_schema_refuse_ce_qui_est_faux(chemin, faux):
    objet: Any = paquet(valeur("clea"))
    noeud = objet
    for etape in chemin[:-1]:
        noeud = noeud[etape]
    noeud[chemin[-1]] = faux
    assert list(VALIDEUR.iter_errors(objet)) != []


@pytest.mark.parametrize("cle", ["identifier", "uri", "creator", "title", "lastChangeDateTime"])
def test_le_schema_exige_ce_que_case_exige_du_document(cle):
    objet = paquet(valeur("clea"))
    del objet["CFDocument"][cle]
    assert list(VALIDEUR.iter_errors(objet)) != []


# What it says


def test_chaque_ligne_est_un_element_sous_la_sienne_et_a_son_rang(exporte):
    objet = paquet(exporte)
    assert [(e["humanCodingScheme"], e["fullStatement"]) for e in objet["CFItems"]] == [
        (ligne.code, ligne.libelle) for ligne in lignes(exporte)
    ]
    codes = {e["identifier"]: e["humanCodingScheme"] for e in objet["CFItems"]}
    codes[objet["CFDocument"]["identifier"]] = ""
    enfants = [
        (
            codes[a["originNodeURI"]["identifier"]],
            codes[a["destinationNodeURI"]["identifier"]],
            a["sequenceNumber"],
        )
        for a in associations(objet, "isChildOf")
    ]
    attendus = []
    for d, domaine in enumerate(exporte.domaines, start=1):
        attendus.append((domaine.code, "", d))
        for s, sous_domaine in enumerate(domaine.sous_domaines, start=1):
            attendus.append((sous_domaine.code, domaine.code, s))
            attendus += [
                (c.code, sous_domaine.code, rang)
                for rang, c in enumerate(sous_domaine.criteres, start=1)
            ]
    assert enfants == attendus


def test_chaque_element_a_le_type_de_son_niveau():
    objet = paquet(valeur("clea"))
    types = {
        t["identifier"]: (t["title"], t["hierarchyCode"])
        for t in objet["CFDefinitions"]["CFItemTypes"]
    }
    assert list(types.values()) == [("Domaine", "1"), ("Sous-domaine", "2"), ("Critère", "3")]
    for code, attendu in (("1", "Domaine"), ("1.1", "Sous-domaine"), ("1.1.1", "Critère")):
        trouve = element(objet, code)
        assert trouve["CFItemType"] == trouve["CFItemTypeURI"]["title"] == attendu
        assert types[trouve["CFItemTypeURI"]["identifier"]][0] == attendu
        assert trouve["language"] == "fr"


def test_les_notes_disent_ce_que_case_n_a_pas_de_cle_pour_dire():
    objet = paquet(valeur(COMPLET))
    assert element(objet, "1.1.2")["notes"].split("\n") == [
        "Certitude : d'une seule source.",
        "Sources : oral.",
        "Points : 1/2.",
        "Note : le soir",
    ]
    notes = objet["CFDocument"]["notes"].split("\n")
    assert notes[:4] == [
        "État : brouillon.",
        "Révision : 3.",
        "Attention : Ce jouet n'évalue personne.",
        "Succède à la version 1, dont rien ne remplace 1.2.9.",
    ]
    assert notes[4].startswith(
        "Évaluations : préalable en 5 h au plus, finale en 2 h au plus, domaines gardés 4 ans"
    )
    assert notes[5].startswith(
        "Enregistrement : RJ2, répertoire des jouets, depuis le 02/01/2026, vu actif le 20/11/2026"
    )
    assert notes[6].startswith(
        "Règle points (par défaut) : les trois quarts des points. Un domaine est maîtrisé quand"
    )
    assert "Source livre : Le livre des jouets, Les Jouets (jouets.example/livre)." in notes


@pytest.mark.parametrize(
    ("nom", "adoption", "jour"),
    [
        ("clea", "Adopted", "2026-11-23"),
        ("clea-numerique", "Draft", "2026-11-23"),
        ("clea-management", "Private Draft", "1970-01-01"),
        (COMPLET, "Draft", "2026-11-23"),
    ],
)
def test_le_document_dit_son_etat_et_le_dernier_jour_ou_une_regle_fut_verifiee(nom, adoption, jour):
    objet = paquet(valeur(nom))
    assert objet["CFDocument"]["adoptionStatus"] == adoption
    assert objet["CFDocument"]["version"] == valeur(nom).version
    dates = {
        o["lastChangeDateTime"]
        for o in [objet["CFDocument"], *objet["CFItems"], *objet["CFAssociations"]]
    }
    assert dates == {f"{jour}T00:00:00Z"}
    assert date.fromisoformat(jour)


# The whole of a package, decided by hand

JOUR = "2025-02-04T00:00:00Z"


def identite(nom: str) -> dict[str, str]:
    identifiant = str(uuid5(uuid5(NAMESPACE_URL, "clea/referentiel"), nom))
    return {"identifier": identifiant, "uri": f"urn:uuid:{identifiant}"}


def une_ligne(niveau: str, code: str, libelle: str, *notes: str) -> dict[str, Any]:
    return {
        **identite(f"jouet/{code}"),
        "fullStatement": libelle,
        "CFItemType": niveau,
        "humanCodingScheme": code,
        "notes": "\n".join(notes),
        "language": "fr",
        "CFItemTypeURI": {"title": niveau, **identite(f"type:{niveau.lower()}")},
        "lastChangeDateTime": JOUR,
    }


def un_lien(
    genre: str, origine: tuple[str, str], destination: tuple[str, str], **rang: int
) -> dict[str, Any]:
    """Two ends are (code, title); the end without a code is the document."""
    bouts = [
        {"title": titre, **identite(f"jouet/{code}")}
        if code
        else {"title": titre, **identite("jouet")}
        for code, titre in (origine, destination)
    ]
    nom = f"jouet/{bouts[0]['identifier']}/{genre}/{bouts[1]['identifier']}"
    noeuds = {"originNodeURI": bouts[0], "destinationNodeURI": bouts[1]}
    return {**identite(nom), "associationType": genre, **rang, **noeuds, "lastChangeDateTime": JOUR}


def un_type(titre: str, description: str, rang: str) -> dict[str, Any]:
    return {
        **identite(f"type:{titre.lower()}"),
        "title": titre,
        "description": description,
        "hierarchyCode": rang,
        "lastChangeDateTime": JOUR,
    }


def test_un_paquet_est_celui_decide_a_la_main():
    document = ("", "Jouet * à lire")
    lire, mots = ("1", "1 Lire <ici>"), ("1.1", "1.1 Des *mots*")
    ecrire, phrases = ("2", "2 Écrire"), ("2.1", "2.1 Des phrases")
    assert json.loads(referentiel_case.rendre(DECRIT)) == {
        "CFDocument": {
            **identite("jouet"),
            "caseVersion": "1.1",
            "creator": "Les _Jouets_",
            "title": "Jouet * à lire",
            "lastChangeDateTime": JOUR,
            "description": "2 domaines, 3 critères.",
            "language": "fr",
            "version": "2.0",
            "adoptionStatus": "Adopted",
            "notes": "État : publié.\n"
            "Attention : Un <b>brouillon.\n"
            "Succède à la version 1.\n"
            "Évaluations : 7 h, puis 5 h.\n"
            "Règle r1 (par défaut) : Règle *un*. Un domaine demande 75 %. L'ensemble | aussi.\n"
            "Règle r2 : Règle deux. \n"
            "Source s1 : Le [jouet], Éditeur # (jouet.fr/_a).\n"
            "Source s2 : Papier, Archives.\n"
            "Fichier : sha256:0.",
        },
        "CFItems": [
            une_ligne(
                "Domaine",
                "1",
                "Lire <ici>",
                "Certitude : confirmé.",
                "Sources : s1, s2.",
                "Note : à *voir*",
            ),
            une_ligne("Sous-domaine", "1.1", "Des *mots*", "Certitude : recoupé."),
            une_ligne(
                "Critère",
                "1.1.1",
                "Un mot",
                "Certitude : confirmé.",
                "Sources : s1, s2.",
                "Points : 3/2.",
                "Filiation : remplace 1.1.9.",
                "Note : relu ~",
            ),
            une_ligne("Critère", "1.1.2", "Deux mots", "Certitude : à confirmer."),
            une_ligne("Domaine", "2", "Écrire", "Certitude : proposition."),
            une_ligne(
                "Sous-domaine",
                "2.1",
                "Des phrases",
                "Certitude : confirmé.",
                "Sources : s2.",
                "Note : à part",
            ),
            une_ligne("Critère", "2.1.1", "Une phrase", "Certitude : confirmé."),
        ],
        "CFAssociations": [
            un_lien("isChildOf", lire, document, sequenceNumber=1),
            un_lien("isChildOf", mots, lire, sequenceNumber=1),
            un_lien("isChildOf", ("1.1.1", "1.1.1 Un mot"), mots, sequenceNumber=1),
            un_lien("isChildOf", ("1.1.2", "1.1.2 Deux mots"), mots, sequenceNumber=2),
            un_lien("isChildOf", ecrire, document, sequenceNumber=2),
            un_lien("isChildOf", phrases, ecrire, sequenceNumber=1),
            un_lien("isChildOf", ("2.1.1", "2.1.1 Une phrase"), phrases, sequenceNumber=1),
            # 1.1.2, which 1.1.1 replaces too, still stands
            un_lien("replacedBy", ("1.1.9", "1.1.9"), ("1.1.1", "1.1.1 Un mot")),
        ],
        "CFDefinitions": {
            "CFItemTypes": [
                un_type(
                    "Domaine",
                    "Ce qu'un candidat doit maîtriser ; un domaine n'en compense jamais un autre.",
                    "1",
                ),
                un_type("Sous-domaine", "Quelques critères d'un domaine, sous un même titre.", "2"),
                un_type(
                    "Critère",
                    "La plus petite chose évaluée : acquise, non acquise ou non évaluée.",
                    "3",
                ),
            ]
        },
    }


def test_un_paquet_sans_regle_verifiee_est_date_de_1970_et_dit_le_reste():
    vue = DECRIT._replace(
        verifie_le="",
        etat="annonce",
        avertissement="",
        succede="",
        regles=(),
        sources=(),
        domaines=(),
    )
    document = json.loads(referentiel_case.rendre(vue))["CFDocument"]
    assert document["lastChangeDateTime"] == "1970-01-01T00:00:00Z"
    assert document["adoptionStatus"] == "Private Draft"
    assert document["notes"] == "État : publié.\nÉvaluations : 7 h, puis 5 h.\nFichier : sha256:0."


# Identifiers


def identifiants(objet: dict[str, Any]) -> list[str]:
    types = objet["CFDefinitions"]["CFItemTypes"]
    return [
        o["identifier"]
        for o in [objet["CFDocument"], *objet["CFItems"], *objet["CFAssociations"], *types]
    ]


def test_les_identifiants_sont_des_uuid_5_distincts_et_leurs_uri_les_portent(exporte):
    objet = paquet(exporte)
    trouves = identifiants(objet)
    assert len(trouves) == len(set(trouves))
    assert {UUID(identifiant).version for identifiant in trouves} == {5}
    for element in [objet["CFDocument"], *objet["CFItems"], *objet["CFAssociations"]]:
        assert element["uri"] == f"urn:uuid:{element['identifier']}"


def test_les_identifiants_sont_faits_du_nom_du_referentiel_et_du_code():
    """Written here for ever: a platform has kept them."""
    projet = uuid5(NAMESPACE_URL, "clea/referentiel")
    objet = paquet(valeur("clea"))
    assert (
        objet["CFDocument"]["identifier"]
        == str(uuid5(projet, "clea"))
        == "215570a4-68a4-51a1-ad3d-eb249f697de1"
    )
    assert element(objet, "1")["identifier"] == "238fb1f2-eae8-556a-b010-8fb38c2025a7"
    assert element(objet, "1.1.1")["identifier"] == str(uuid5(projet, "clea/1.1.1"))


def test_deux_referentiels_n_ont_en_commun_que_les_types():
    communs = set(identifiants(paquet(valeur("clea")))) & set(
        identifiants(paquet(valeur("clea-numerique")))
    )
    assert len(communs) == 3


def test_une_ligne_garde_son_identifiant_d_une_version_a_l_autre():
    ancien = valeur("clea")
    nouveau = avec_libelles(
        ancien._replace(version="2031.1", empreinte="f" * 64), ["un autre libellé"]
    )
    assert identifiants(paquet(nouveau)) == identifiants(paquet(ancien))
    assert paquet(nouveau) != paquet(ancien)


def test_un_critere_disparu_est_lie_a_celui_qui_le_remplace():
    """1.1.7 and 1.1.8 are gone. 1.2.1 still stands: that 1.2.2 takes over from the old 1.2.1 is said in words only."""
    objet = paquet(valeur(COMPLET))
    liens = associations(objet, "replacedBy")
    assert [(a["originNodeURI"]["title"], a["destinationNodeURI"]["title"]) for a in liens] == [
        ("1.1.7", "1.1.1 Choisir un jouet"),
        ("1.1.8", "1.1.1 Choisir un jouet"),
    ]
    assert [a["originNodeURI"]["identifier"] for a in liens] == [
        str(uuid5(uuid5(NAMESPACE_URL, "clea/referentiel"), f"jouet-complet/{code}"))
        for code in ("1.1.7", "1.1.8")
    ]
    assert "Filiation : remplace 1.2.1 de la version 1." in element(objet, "1.2.2")["notes"]
    assert "Filiation : ne remplace aucun critère." in element(objet, "1.2.1")["notes"]


def test_un_remplacement_se_dit_meme_sans_version_d_avant():
    exporte = valeur(COMPLET)._replace(succede=None)
    assert "remplace 1.2.1 de la version précédente" in element(paquet(exporte), "1.2.2")["notes"]
    seul = exporte._replace(succede=Succession("0", ()))
    assert "Succède à la version 0." in paquet(seul)["CFDocument"]["notes"]


@pytest.mark.parametrize("nom", LIVRES)
def test_le_json_est_en_utf8_lisible(nom):
    texte = rendu(valeur(nom), "case")
    assert "\\u" not in texte
    assert texte.startswith('{\n  "CFDocument": {\n    "identifier": "')
