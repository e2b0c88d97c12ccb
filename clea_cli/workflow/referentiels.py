"""Find a référentiel and make sure that it may be relied on."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from clea_cli.decision import bareme, decide
from clea_cli.diagnostics import Diagnostic, Outcome, Position, conclure, diagnostic, refuse
from clea_cli.documents.score import VERDICTS, rapport
from clea_cli.grille import Grille
from clea_cli.proches import conseil_proche
from clea_cli.readers.referentiel_yaml import construire
from clea_cli.readers.yaml_source import OCTETS_MAX, Document, lire
from clea_cli.referentiel import Etat, Exemple, Referentiel, Resultat
from clea_cli.workflow import fichiers
from clea_cli.workflow.livres import DOSSIER, identifier, livres


def charger(nom: str) -> Outcome[Referentiel]:
    """Load a référentiel by its id, or by the path of a YAML file. Errors: R, S101-S104.

    One that ships is recognised by its SHA-256 and was verified when the program was made; any other is verified now.
    """
    identifiant = identifier(nom)
    if identifiant is None and not _est_un_chemin(nom):
        conseil = conseil_proche(nom, livres(), "donnez le chemin d'un fichier .yaml, ou l'un des référentiels livrés")
        return Outcome(None, (diagnostic("R503", Position("--referentiel"), id=nom, conseil=conseil),))
    chemin = str(DOSSIER / livres()[identifiant].fichier) if identifiant else nom
    contenu = fichiers.lire(chemin, OCTETS_MAX)
    if contenu.value is None:
        return Outcome(None, contenu.diagnostics)
    empreinte = hashlib.sha256(contenu.value).hexdigest()
    document = lire(contenu.value, chemin) if empreinte in {livre.empreinte for livre in livres().values()} else None
    if document is not None and document.value is not None:
        return Outcome(construire(document.value, empreinte))
    verifie = verifier(contenu.value, chemin)
    return verifie if verifie.value is None else Outcome(verifie.value)


def a_calculer(nom: str) -> Outcome[Referentiel]:
    """Load a référentiel to score by. Errors: those of `charger`, R502 when its grid is not known; warning R501."""
    charge = charger(nom)
    referentiel = charge.value
    if referentiel is None or referentiel.etat is Etat.PUBLIE:
        return charge
    code = "R502" if referentiel.etat is Etat.ANNONCE else "R501"
    faits = {"libelle": referentiel.libelle, "avertissement": referentiel.avertissement}
    return conclure(referentiel, (diagnostic(code, Position(referentiel.id), **faits),))


def verifier_tous(chemins: Sequence[str]) -> Iterator[tuple[str, Outcome[Referentiel]]]:
    """Verify files, and the YAML files of folders; without any, the référentiels that ship."""
    for chemin in chemins or [str(DOSSIER)]:
        dossier = Path(chemin)
        for fichier in sorted(map(str, dossier.glob("*.yaml"))) if dossier.is_dir() else [chemin]:
            contenu = fichiers.lire(fichier, OCTETS_MAX)
            if contenu.value is None:
                yield fichier, Outcome(None, contenu.diagnostics)
            else:
                yield fichier, verifier(contenu.value, fichier)


def verifier(contenu: bytes, source: str) -> Outcome[Referentiel]:
    """Verify a référentiel wholly: its YAML, its shape, its meaning, its examples; a stage at fault stops the next."""
    document = lire(contenu, source)
    if document.value is None:
        return Outcome(None, document.diagnostics)
    from clea_cli.check import referentiel as check
    from clea_cli.readers import referentiel_modele

    forme = tuple(referentiel_modele.fautes(document.value))
    if forme:
        return Outcome(None, forme)
    referentiel = construire(document.value, hashlib.sha256(contenu).hexdigest())
    sens = tuple(check.fautes(referentiel, document.value.position))
    if refuse(sens):
        return Outcome(None, sens)
    return conclure(referentiel, (*sens, *_exemples_faux(referentiel, document.value)))


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


def _est_un_chemin(nom: str) -> bool:
    return nom.endswith((".yaml", ".yml")) or "/" in nom or "\\" in nom
