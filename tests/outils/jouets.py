"""Toy référentiels for tests, as plain data (for the oracle) and as the program reads them; grilles for them too.

Their data is written to the program as JSON, which is YAML: what is judged came through the real reader.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from itertools import product
from typing import Any

from clea_cli.decision.charger import charger
from clea_cli.decision.decision import Decision, bareme, decide
from clea_cli.decision.verification import verifier
from clea_cli.grille.grille import Grille
from clea_cli.referentiel.lire import construire
from clea_cli.referentiel.livres import DOSSIER
from clea_cli.referentiel.referentiel import Referentiel
from clea_cli.sources.yaml_source import lire

Donnees = dict[str, Any]
Reponses = dict[str, str]  # code of critère -> acquis, non_acquis or non_evalue

REPONSES = ("acquis", "non_acquis", "non_evalue")


def regle(
    identifiant: str,
    *,
    domaine: str | None = None,
    sous_domaine: str | None = None,
    ensemble: str | None = None,
    exceptions: Mapping[str, int | str] | None = None,
    obligatoires: Sequence[str] = (),
    **autres: Any,
) -> Donnees:
    """Write a rule: thresholds as text ("75/100"), `exceptions` as {code of sous-domaine: points}."""
    donnees: Donnees = {"id": identifiant, "libelle": f"règle {identifiant}", "sources": ["jouet"]}
    donnees |= {"verifie_le": "2026-11-23", "ensemble": {"domaines": "tous"}, **autres}
    if domaine:
        donnees["domaine"] = {"seuil": domaine}
    if sous_domaine:
        comptes = {
            code: {"requis": points, "certitude": "confirme"}
            for code, points in (exceptions or {}).items()
        }
        donnees["sous_domaine"] = {
            "seuil": sous_domaine,
            "exceptions": comptes,
            "obligatoires": list(obligatoires),
        }
    if ensemble:
        donnees["ensemble"]["seuil"] = ensemble
    return donnees


def donnees(
    grille: Mapping[str, Sequence[int | str]], regles: Sequence[Donnees], **autres: Any
) -> Donnees:
    """Write a référentiel: `grille` gives the points of the critères of each sous-domaine. The first rule is default.

    {"1.1": [1, 1], "2.1": ["1/2"]} makes the domaines 1 and 2, and the critères 1.1.1, 1.1.2 and 2.1.1.
    """
    domaines: dict[str, Donnees] = {}
    for code, points in grille.items():
        criteres = [
            _ligne(f"{code}.{rang}", "critère") | {"points": p}
            for rang, p in enumerate(points, start=1)
        ]
        domaine = code.rpartition(".")[0]
        domaines.setdefault(domaine, _ligne(domaine, "domaine") | {"sous_domaines": []})
        domaines[domaine]["sous_domaines"].append(
            _ligne(code, "sous-domaine") | {"criteres": criteres}
        )
    attendu = {
        "domaines": len(domaines),
        "sous_domaines": len(grille),
        "criteres": sum(map(len, grille.values())),
    }
    return {
        "schema": "clea/referentiel/1",
        "id": "jouet",
        "version": "1",
        "libelle": "Jouet",
        "certificateur": "personne",
        "etat": "publie",
        "attendu": attendu,
        "echelle": {"acquis": ["oui"], "non_acquis": ["non"], "non_evalue": ["NE"]},
        "sources": [{"id": "jouet", "titre": "Un jouet", "editeur": "Les Jouets"}],
        "regles": [{**regle, "defaut": rang == 0} for rang, regle in enumerate(regles)],
        "domaines": list(domaines.values()),
        "exemples": [],
        **autres,
    }


def _ligne(code: str, niveau: str) -> Donnees:
    return {"code": code, "libelle": f"{niveau} {code}", "certitude": "confirme"}


SIMPLE = donnees(  # one point each; the sous-domaines have 1, 2, 3 and 1 critères
    {"1.1": [1], "1.2": [1, 1], "2.1": [1, 1, 1], "2.2": [1]},
    [
        regle("points", domaine="75/100", ensemble="75/100"),
        regle("sous-domaines", sous_domaine="75/100"),
        regle("comptes", sous_domaine="75/100", exceptions={"1.2": 1, "2.1": 2}),
        regle("ensemble-haut", domaine="1/3", ensemble="6/7"),
        regle("tous-niveaux", domaine="2/3", sous_domaine="1/2", ensemble="5/7"),
    ],
)
POIDS = donnees(  # critères that weigh
    {"1.1": ["1/2", 2], "1.2": [3], "2.1": [1, "1/2", 2], "2.2": [3]},
    [
        regle("points", domaine="75/100", ensemble="75/100"),
        regle("sous-domaines", sous_domaine="75/100"),
        regle(
            "comptes", domaine="1/2", sous_domaine="1/2", exceptions={"1.1": "1/2", "2.1": "5/2"}
        ),
        regle("ensemble-seul", domaine="1/12", ensemble="10/12"),
    ],
)
OBLIGATOIRES = (
    donnees(  # critères that cannot be done without, beside counts lower than the threshold
        {"1.1": [1, 1], "1.2": [1], "2.1": [1, 1, 1], "2.2": [1]},
        [
            regle("points", domaine="75/100", ensemble="75/100"),
            regle(
                "obligatoires",
                sous_domaine="75/100",
                exceptions={"1.1": 1, "2.1": 2},
                obligatoires=["1.1.1", "2.1.3"],
            ),
            regle(
                "deux-obligatoires",
                domaine="1/2",
                sous_domaine="1/3",
                obligatoires=["2.1.2", "2.1.1"],
            ),
            regle("ensemble", sous_domaine="1/3", obligatoires=["1.1.2"], ensemble="5/7"),
        ],
    )
)
JOUETS = {"simple": SIMPLE, "poids": POIDS, "obligatoires": OBLIGATOIRES}


def referentiel(donnees: Donnees) -> Referentiel:
    """Read and verify a toy as a file would be; it must be without a fault."""
    verifie = verifier(json.dumps(donnees).encode(), "jouet.yaml", charger)
    assert verifie.value is not None, verifie.diagnostics
    assert not verifie.diagnostics
    return verifie.value


@cache
def clea() -> Referentiel:
    """The référentiel CléA that ships, without its examples being run: a test says which rule went wrong."""
    contenu = (DOSSIER / "clea.yaml").read_bytes()
    document = lire(contenu, "clea.yaml").value
    assert document is not None
    return construire(document.racine, sha256(contenu).hexdigest())


def reponses(referentiel: Referentiel, defaut: str = "acquis", **sauf: Iterable[str]) -> Reponses:
    """Answer for every critère: `defaut`, except what `acquis`, `non_acquis` and `non_evalue` list.

    The code of a sous-domaine or of a domaine stands for all its critères.
    """
    assert {defaut, *sauf} <= set(REPONSES)
    donnees = {critere.code: defaut for critere in referentiel.criteres}
    for reponse, codes in sauf.items():
        for code in codes:
            vises = [c for c in donnees if f"{c}.".startswith(f"{code}.")]
            assert vises, code
            donnees |= dict.fromkeys(vises, reponse)
    return donnees


def grille(
    referentiel: Referentiel, reponses: Mapping[str, str], candidat: str = "C-0001"
) -> Grille:
    """Make the grille of these answers."""
    acquis = possibles = 0
    for rang, critere in enumerate(referentiel.criteres):
        reponse = reponses[critere.code]
        assert reponse in REPONSES
        acquis += 2**rang if reponse == "acquis" else 0
        possibles += 0 if reponse == "non_acquis" else 2**rang
    return Grille(candidat, acquis, possibles)


def toutes_les_reponses(referentiel: Referentiel) -> Iterator[Reponses]:
    """Yield every grille of a toy: three answers for each critère."""
    codes = [critere.code for critere in referentiel.criteres]
    for choix in product(REPONSES, repeat=len(codes)):
        yield dict(zip(codes, choix, strict=True))


def juger(
    referentiel: Referentiel, reponses: Mapping[str, str], identifiant: str | None = None
) -> Decision:
    """Decide these answers by the rule of that name, or by the default one."""
    regle = referentiel.regle(identifiant)
    assert regle is not None
    return decide(bareme(referentiel, regle), grille(referentiel, reponses))
