"""Make sure of a contexte: its shape, its base, and that nothing official is touched by it."""

from collections.abc import Callable
from pathlib import Path

from clea_cli.diagnostics import Diagnostic, Outcome
from clea_cli.referentiel import verifier_contexte as check
from clea_cli.referentiel.contexte_modele import ContexteModele
from clea_cli.referentiel.lire_contexte import construire, est_un_contexte
from clea_cli.referentiel.livres import conseil_de_nom, identifier
from clea_cli.referentiel.referentiel import Referentiel
from clea_cli.sources import fichiers
from clea_cli.sources.bornes import SUFFIXES, YAML_OCTETS_MAX
from clea_cli.sources.forme import reparer
from clea_cli.sources.texte import Chemin, Constat, TexteLu
from clea_cli.sources.yaml_source import DocumentYaml, lire

Charger = Callable[[str], Outcome[Referentiel]]  # finds a référentiel by its id or its path


def examiner_contexte(document: DocumentYaml, charger: Charger) -> Outcome[Referentiel]:
    """Verify the contexte of a document; return its base, seen through it.

    There is a base wherever one was found, whatever the faults. Errors: R201-R204, R320-R325.
    """
    forme = reparer(ContexteModele, document)
    # A line of which a key is dropped says something.
    texte = TexteLu(document.position, forme.perdus | forme.retires)
    contexte = construire(document.racine)
    if texte.perdu("etend"):
        return Outcome(None, forme.fautes)
    fautes: list[Diagnostic] = list(forme.fautes)
    base = _base(contexte.etend, document.source, texte, charger)
    if isinstance(base, Constat):
        fautes.append(base.diagnostic)
        return Outcome(None, tuple(fautes))
    vu = base._replace(contexte=contexte)
    for constat in check.fautes(contexte, base, texte):
        fautes.append(constat.diagnostic)
    return Outcome(vu, tuple(fautes))


def _base(etend: str, source: str, texte: TexteLu, charger: Charger) -> Referentiel | Constat:
    """Find the base: one that ships, or a file named from the contexte's own place."""
    ici: Chemin = ("etend",)
    if identifier(etend):
        chemin = etend
    elif not etend.endswith(SUFFIXES):
        conseil = conseil_de_nom(etend)
        return texte.constat("R320", ici, etend=etend, conseil=conseil)
    else:
        dossier = Path(source).parent
        chemin = str(dossier / etend)
        contenu = fichiers.lire(chemin, YAML_OCTETS_MAX)
        if contenu.value is None:
            conseil = "le chemin se lit depuis le dossier de ce fichier : vérifiez-le."
            return texte.constat("R320", ici, etend=etend, conseil=conseil)
        document = lire(contenu.value, chemin).value
        if document is not None and est_un_contexte(document.racine):
            motif = "c'est un contexte, lui aussi"
            conseil = "étendez directement le référentiel que celui-ci étend."
            return texte.constat("R325", ici, etend=etend, motif=motif, conseil=conseil)
    base = charger(chemin)
    if base.value is None:
        motif = "il a des fautes"
        conseil = "corrigez d'abord ce que dit « clea referentiel verifier » de ce fichier."
        return texte.constat("R325", ici, etend=etend, motif=motif, conseil=conseil)
    return base.value
