"""`make manifeste`: verify the référentiels that ship, and write what is known of them.

The values of each, as JSON, and the JSON Schema of such files are made at the same time.
"""

import json
import sys
from operator import attrgetter
from pathlib import Path

from pydantic import BaseModel

from clea_cli.decision.charger import charger
from clea_cli.decision.verification import verifier
from clea_cli.documents.organisme_modele import OrganismeModele
from clea_cli.documents.style_modele import StyleModele
from clea_cli.jury.session_modele import SessionModele
from clea_cli.referentiel.contexte_modele import ContexteModele
from clea_cli.referentiel.livres import DOSSIER, SCHEMA, SCHEMA_DE_CONTEXTE, VALEURS
from clea_cli.referentiel.modele import ReferentielModele
from clea_cli.referentiel.referentiel import Referentiel
from clea_cli.sources.schema_json import schema
from clea_cli.sources.yaml_source import lire

SCHEMA_DE_SESSION = SCHEMA.with_name("session-v1.json")
SCHEMA_DE_STYLE = SCHEMA.with_name("style-v1.json")
SCHEMA_D_ORGANISME = SCHEMA.with_name("organisme-v1.json")


def decrire(fichier: str, referentiel: Referentiel) -> dict[str, object]:
    """What is known of a référentiel without reading it."""
    return {
        "fichier": fichier,
        "empreinte": referentiel.empreinte,
        "version": referentiel.version,
        "libelle": referentiel.libelle,
        "etat": referentiel.etat.value,
        "criteres": sum(1 for _ in referentiel.criteres),
    }


def manifeste() -> str:
    """Verify each file that ships, and describe it; a fault ends the program."""
    livres: dict[str, dict[str, object]] = {}
    # By their names without endings: « clea » before « clea-numerique ».
    for chemin in sorted(DOSSIER.glob("*.yaml"), key=attrgetter("stem")):
        verifie = verifier(chemin.read_bytes(), chemin.name, charger)
        referentiel = verifie.value
        if referentiel is None or verifie.diagnostics:
            fautes = [f"{faute.position}: {faute.message}" for faute in verifie.diagnostics]
            sys.exit("\n".join(fautes))
        livres[referentiel.id] = decrire(chemin.name, referentiel)
    return _json(livres)


def _json(donnees: object) -> str:
    """Plain data for people to read too, with an end of line."""
    texte = json.dumps(donnees, ensure_ascii=False, indent=2)
    return f"{texte}\n"


def valeurs(contenu: bytes) -> str:
    """The values of a YAML file that was verified, as JSON."""
    lu = lire(contenu, "").value
    if lu is None:
        raise ValueError(contenu)
    # Without a space: the program alone reads them, at each start.
    serre = json.dumps(lu.racine, ensure_ascii=False, separators=(",", ":"))
    return f"{serre}\n"


def schema_livre(
    modele: type[BaseModel] = ReferentielModele, titre: str = "Un référentiel de clea"
) -> str:
    """The JSON Schema of a model, for editors."""
    return _json(schema(modele, titre))


def schema_de_session() -> str:
    """The JSON Schema of a session of the jury."""
    return schema_livre(SessionModele, "Une session du jury")


def schema_d_organisme() -> str:
    """The JSON Schema of an organisme's file."""
    return schema_livre(OrganismeModele, "Un organisme")


def schema_de_style() -> str:
    """The JSON Schema of a style."""
    return schema_livre(StyleModele, "L'habillage des documents d'un organisme")


def schema_de_contexte() -> str:
    """The JSON Schema of a contexte."""
    return schema_livre(ContexteModele, "Un contexte de clea")


def _ecrire(fichier: Path, texte: str) -> None:
    """Write a file that ships: the same bytes on every machine, for its SHA-256 is known."""
    fichier.parent.mkdir(exist_ok=True)
    fichier.write_text(texte, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    _ecrire(DOSSIER / "manifeste.json", manifeste())
    for livre in DOSSIER.glob("*.yaml"):
        _ecrire(VALEURS / f"{livre.stem}.json", valeurs(livre.read_bytes()))
    _ecrire(SCHEMA, schema_livre())
    _ecrire(SCHEMA_DE_CONTEXTE, schema_de_contexte())
    _ecrire(SCHEMA_DE_SESSION, schema_de_session())
    _ecrire(SCHEMA_DE_STYLE, schema_de_style())
    _ecrire(SCHEMA_D_ORGANISME, schema_d_organisme())
