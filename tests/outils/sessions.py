"""Sessions made up, of any size: the example of forty dossiers, six of them wrong, and those of the benchmark.

`python -m tests.outils.sessions DOSSIER [NOMBRE]` writes one.
"""

import csv
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from random import Random

from clea_cli.decision.charger import charger

FAUX = {  # rank of a dossier, and what is wrong with it
    7: "un résultat qui n'existe pas",
    13: "une préalable de huit heures",
    19: "un évaluateur qui a formé",
    24: "une grille oubliée",
    31: "une finale trop tardive",
    38: "une grille d'une autre version",
}
_PLANTES = (
    *(
        "Alysse",
        "Anémone",
        "Bruyère",
        "Camomille",
        "Capucine",
        "Cerfeuil",
        "Fenouil",
        "Genêt",
        "Gentiane",
        "Houblon",
    ),
    *(
        "Iris",
        "Jonquille",
        "Lavande",
        "Lierre",
        "Mélisse",
        "Menthe",
        "Millepertuis",
        "Myrtille",
        "Narcisse",
        "Ortie",
    ),
    *(
        "Pavot",
        "Pervenche",
        "Primevère",
        "Romarin",
        "Sauge",
        "Serpolet",
        "Tanaisie",
        "Thym",
        "Trèfle",
        "Verveine",
    ),
)
_VILLES = (
    ("69123", "Lyon", "69001"),
    ("2A004", "Ajaccio", "20000"),
    ("97411", "Saint-Denis", "97400"),
)
_VILLES += (("99350", "Ville d'ailleurs", ""),)
_STATUTS = ("salarié", "demandeur d'emploi", "salarié", "jeune")
_TITRES = (
    *("reference", "statut", "prescripteur", "financement"),
    *(
        "date préalable",
        "séquences préalable",
        "évaluateur préalable",
        "grille préalable",
        "formateurs",
        "heures",
    ),
    *("date finale", "séquences finale", "évaluateur finale", "grille finale"),
)

SESSION = """\
# Une session d'exemple : quarante dossiers inventés, dont six ont une faute.
# yaml-language-server: $schema=../../referentiels/schema/session-v1.json
schema: clea/session/1
id: S-2026-11
date: 2026-11-27
lieu: Lyon
referentiel: clea
organisme:
  nom: Un organisme d'exemple
  siret: "12345678200010"
  habilitation: {debut: 2024-01-01, fin: 2027-12-31}
jury:
  - {reference: J-01, nom: Alix Fougère, college: employeurs, president: true}
  - {reference: J-02, nom: Camille Roseau, college: employeurs}
  - {reference: J-03, nom: Dominique Bouleau, college: salaries}
liste: dossiers.csv
"""


def ecrire(dossier: Path, nombre: int = 40) -> None:
    """Write a session, its roster, its grilles and the identities, each grille drawn from the candidate's rank."""
    fichiers = {
        "session.yaml": SESSION,
        "dossiers.csv": _csv([_TITRES, *map(_dossier, range(1, nombre + 1))]),
    }
    fichiers["identites.csv"] = _csv([_IDENTITES, *map(_identite, range(1, nombre + 1))])
    for rang in range(1, nombre + 1):
        fichiers |= dict(_grilles(rang))
    for nom, texte in fichiers.items():
        (dossier / nom).parent.mkdir(parents=True, exist_ok=True)
        (dossier / nom).write_text(
            texte, encoding="utf-8-sig" if nom.endswith(".csv") else "utf-8", newline=""
        )


def reference(rang: int) -> str:
    return f"C-{rang:04}"


def _csv(lignes: list[tuple[str, ...]]) -> str:
    texte = StringIO(newline="")
    csv.writer(texte, delimiter=";", lineterminator="\n").writerows(lignes)
    return texte.getvalue()


def _a_finale(rang: int) -> bool:
    return rang % 3 == 0 or rang == 31


def _dossier(rang: int) -> tuple[str, ...]:
    mois, jour = rang % 6 + 1, rang % 27 + 1
    prealable = f"{jour:02}/{mois:02}/{2021 if rang == 31 else 2026}"
    heures = "8h-12h, 13h-17h" if rang == 13 else "9h-12h, 13h30-15h"
    formateur = f"E-{rang % 4 + 1:02}" if rang == 19 else f"F-{rang % 5 + 1:02}"
    finale = (
        "16/11/2026",
        "14h-16h",
        f"E-{rang % 3 + 5:02}",
        f"grilles/{reference(rang)}-finale.csv",
    )
    return (
        *(
            reference(rang),
            _STATUTS[rang % 4],
            "France Travail" if rang % 4 == 1 else "Employeur",
            "CPF",
        ),
        *(prealable, heures, f"E-{rang % 4 + 1:02}", f"grilles/{reference(rang)}-prealable.csv"),
        *((formateur, str(40 + rang)) if _a_finale(rang) or rang == 19 else ("", "")),
        *(finale if _a_finale(rang) else ("", "", "", "")),
    )


def _grilles(rang: int) -> Iterator[tuple[str, str]]:
    if rang == 24:
        return
    referentiel = charger("clea").value
    assert referentiel
    hasard = Random(rang)  # noqa: S311 — an example, not a secret
    chance = (0.97, 0.99, 0.78, 0.93, 0.6)[rang % 5]
    reponses = {
        c.code: "acquis" if hasard.random() < chance else "non acquis" for c in referentiel.criteres
    }
    if rang % 10 == 5:
        reponses |= dict.fromkeys([c.code for c in referentiel.domaines[3].criteres], "non évalué")
    if rang == 7:
        reponses["2.1.3"] = "presque"
    version = "2015" if rang == 38 else referentiel.version
    yield _grille(rang, "prealable", version, reponses)
    if _a_finale(rang):
        yield _grille(rang, "finale", version, {c: _mieux(r, hasard) for c, r in reponses.items()})


def _mieux(reponse: str, hasard: Random) -> str:
    return "non évalué" if reponse == "acquis" else "acquis" if hasard.random() < 0.9 else reponse


def _grille(rang: int, nom: str, version: str, reponses: dict[str, str]) -> tuple[str, str]:
    haut = [
        ("référentiel", "clea"),
        ("version", version),
        ("candidat", reference(rang)),
        ("critere", "resultat"),
    ]
    return f"grilles/{reference(rang)}-{nom}.csv", _csv([*haut, *reponses.items()])


_IDENTITES = (
    *("reference", "civilité", "nom de naissance", "nom d'usage", "prénom", "email", "téléphone"),
    *("adresse", "complément d'adresse", "ville", "code postal", "date de naissance"),
    *(
        "code insee de naissance",
        "ville de naissance",
        "code postal de naissance",
        "niveau d'instruction",
    ),
)


def _identite(rang: int) -> tuple[str, ...]:
    insee, ville, postal = _VILLES[rang % 4]
    plante, autre = _PLANTES[rang % len(_PLANTES)], _PLANTES[(rang * 7 + 3) % len(_PLANTES)]
    return (
        *(
            reference(rang),
            "MME" if rang % 2 else "M",
            plante,
            "",
            autre,
            f"c{rang:04}@exemple.fr",
            "",
        ),
        *(f"{rang} rue de l'Exemple", "", "Lyon", "69001"),
        *(
            f"{rang % 27 + 1:02}/{rang % 12 + 1:02}/{1965 + rang % 35}",
            insee,
            ville,
            postal,
            "Niveau 3",
        ),
    )


if __name__ == "__main__":
    ecrire(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 40)
