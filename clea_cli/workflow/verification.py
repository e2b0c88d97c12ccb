"""Make sure of a référentiel: what it is written like, what it means, and what its own examples say of it."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from clea_cli.check import referentiel as check
from clea_cli.decision import bareme, decide
from clea_cli.diagnostics import Diagnostic, Outcome, Position, conclure, diagnostic, refuse, strictement
from clea_cli.documents.score import VERDICTS, rapport
from clea_cli.grille import Grille
from clea_cli.readers.forme import fautes
from clea_cli.readers.referentiel_modele import ReferentielModele
from clea_cli.readers.referentiel_yaml import construire
from clea_cli.readers.yaml_source import OCTETS_MAX, Document, lire
from clea_cli.referentiel import Exemple, Referentiel, Resultat
from clea_cli.workflow import fichiers
from clea_cli.workflow.livres import DOSSIER


class Verification(NamedTuple):
    """A file that was verified: what it gives (None: it is refused), its text to quote from, its faults."""

    source: str
    texte: str
    referentiel: Referentiel | None
    diagnostics: tuple[Diagnostic, ...]


def verifier_tous(chemins: Sequence[str], aujourdhui: date, *, strict: bool = False) -> Iterator[Verification]:
    """Verify files, and the YAML files of folders; without any, the référentiels that ship."""
    for chemin in chemins or [str(DOSSIER)]:
        dossier = Path(chemin)
        trouves = sorted(map(str, dossier.glob("*.yaml"))) if dossier.is_dir() else [chemin]
        if not trouves:
            yield Verification(chemin, "", None, (diagnostic("S105", Position(chemin)),))
        for fichier in trouves:
            contenu = fichiers.lire(fichier, OCTETS_MAX)
            if contenu.value is None:
                yield Verification(fichier, "", None, contenu.diagnostics)
            else:
                yield _verifier_un(contenu.value, fichier, aujourdhui, strict=strict)


def _verifier_un(contenu: bytes, source: str, aujourdhui: date, *, strict: bool) -> Verification:
    verifie = verifier(contenu, source, aujourdhui)
    fautes = strictement(verifie.diagnostics) if strict else verifie.diagnostics
    return Verification(source, contenu.decode("utf-8-sig", "replace"), conclure(verifie.value, fautes).value, fautes)


def verifier(contenu: bytes, source: str, aujourdhui: date | None = None) -> Outcome[Referentiel]:
    """Verify a référentiel wholly: its YAML, its shape, its meaning, its examples; a stage at fault stops the next.

    `aujourdhui` is what the age of its rules is counted from (None: it is not). The faults are in the file's order.
    """
    document = lire(contenu, source)
    if document.value is None:
        return Outcome(None, document.diagnostics)
    if forme := list(fautes(ReferentielModele, document.value)):
        return Outcome(None, _en_ordre(forme))
    referentiel = construire(document.value, hashlib.sha256(contenu).hexdigest())
    trouvees = list(check.fautes(referentiel, document.value.position))
    if not refuse(trouvees):
        trouvees += _exemples_faux(referentiel, document.value)
    if aujourdhui is not None:
        trouvees += check.anciennes(referentiel, document.value.position, aujourdhui)
    return conclure(referentiel, _en_ordre(trouvees))


def _en_ordre(trouvees: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(trouvees, key=lambda faute: (faute.position.ligne or 0, faute.position.colonne or 0)))


def _exemples_faux(referentiel: Referentiel, document: Document) -> Iterator[Diagnostic]:
    for rang, exemple in enumerate(referentiel.exemples):
        regle = referentiel.regle(exemple.regle)
        if regle is None:
            continue
        decision = decide(bareme(referentiel, regle), _grille(referentiel, exemple))
        obtenu = VERDICTS[decision.verdict][0]
        if obtenu != exemple.verdict:
            preuve = " ".join(rapport(decision, (), document.source, "").explications).rstrip(".")
            faits = {"libelle": exemple.libelle, "attendu": exemple.verdict, "regle": regle.id, "obtenu": obtenu}
            yield diagnostic("R401", document.position(("exemples", rang, "verdict")), preuve=preuve, **faits)


def _grille(referentiel: Referentiel, exemple: Exemple) -> Grille:
    sauf = dict(exemple.sauf)
    acquis = possibles = 0
    for rang, critere in enumerate(referentiel.criteres):
        resultat = sauf.get(critere.code, exemple.defaut)
        acquis |= (resultat is Resultat.ACQUIS) << rang
        possibles |= (resultat is not Resultat.NON_ACQUIS) << rang
    return Grille(exemple.libelle, acquis, possibles)
