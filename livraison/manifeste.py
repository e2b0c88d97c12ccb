"""`make manifeste`: verify the référentiels that ship, and write what is known of them.

The values of each, as JSON, and the JSON Schema of such files are made at the same time.
"""

import json
import sys

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
    livres = {}
    for chemin in sorted(DOSSIER.glob("*.yaml"), key=lambda chemin: chemin.stem):
        verifie = verifier(chemin.read_bytes(), chemin.name, charger)
        if verifie.value is None or verifie.diagnostics:
            sys.exit(
                "\n".join(f"{faute.position}: {faute.message}" for faute in verifie.diagnostics)
            )
        livres[verifie.value.id] = decrire(chemin.name, verifie.value)
    return json.dumps(livres, ensure_ascii=False, indent=2) + "\n"


def valeurs(contenu: bytes) -> str:
    """The values of a YAML file that was verified, as JSON."""
    lu = lire(contenu, "").value
    if lu is None:
        raise ValueError(contenu)
    return json.dumps(lu.racine, ensure_ascii=False, separators=(",", ":")) + "\n"


def schema_livre(
    modele: type[BaseModel] = ReferentielModele, titre: str = "Un référentiel de clea"
) -> str:
    """The JSON Schema of a model, for editors."""
    return json.dumps(schema(modele, titre), ensure_ascii=False, indent=2) + "\n"


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


if __name__ == "__main__":
    (DOSSIER / "manifeste.json").write_text(manifeste(), encoding="utf-8", newline="\n")
    VALEURS.mkdir(exist_ok=True)
    for livre in DOSSIER.glob("*.yaml"):
        (VALEURS / f"{livre.stem}.json").write_text(
            valeurs(livre.read_bytes()), encoding="utf-8", newline="\n"
        )
    SCHEMA.parent.mkdir(exist_ok=True)
    SCHEMA.write_text(schema_livre(), encoding="utf-8", newline="\n")
    SCHEMA_DE_CONTEXTE.write_text(schema_de_contexte(), encoding="utf-8", newline="\n")
    SCHEMA_DE_SESSION.write_text(schema_de_session(), encoding="utf-8", newline="\n")
    SCHEMA_DE_STYLE.write_text(schema_de_style(), encoding="utf-8", newline="\n")
    SCHEMA_D_ORGANISME.write_text(schema_d_organisme(), encoding="utf-8", newline="\n")
