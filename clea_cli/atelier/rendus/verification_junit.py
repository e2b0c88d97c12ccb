"""`clea referentiel verifier --format junit`: JUnit XML, where findings are tests that fail."""

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from clea_cli.atelier.vues_referentiel import FichierVerifie
from clea_cli.diagnostics import Diagnostic, Gravite
from clea_cli.sorties.fautes import en_texte
from clea_cli.sorties.texte import inoffensif


def rendre(fichiers: Sequence[FichierVerifie], diagnostics: Sequence[Diagnostic]) -> bytes:
    """Write a suite a file: a test a finding, which fails at an error; else one that passes."""
    corrects = {fichier.source: fichier.correct for fichier in fichiers}
    racine = ET.Element("testsuites", name="clea referentiel verifier")
    # A file without fault has a test too: a suite without any looks like one that did not run.
    qui_passent = sum(corrects.values())
    _compter(racine, diagnostics, len(diagnostics) + qui_passent)
    for source, correct in corrects.items():
        fautes = [faute for faute in diagnostics if faute.position.source == source]
        suite = ET.SubElement(racine, "testsuite", name=inoffensif(source))
        _compter(suite, fautes, len(fautes) + correct)
        if correct:
            _cas(suite, source, "correct")
        for faute in fautes:
            _ajouter(suite, faute)
    ET.indent(racine)
    xml: bytes = ET.tostring(racine, encoding="utf-8", xml_declaration=True)
    return xml + b"\n"


def _compter(element: ET.Element, fautes: Sequence[Diagnostic], tests: int) -> None:
    """Say how many tests there are, and fail; in JUnit an error is a test that could not run."""
    echecs = sum(faute.gravite is Gravite.ERREUR for faute in fautes)
    element.set("tests", str(tests))
    element.set("failures", str(echecs))
    element.set("errors", "0")


def _ajouter(suite: ET.Element, faute: Diagnostic) -> None:
    """Add what was found as a test: one that fails, or passes and says something (a warning)."""
    position = faute.position
    nom = f"{faute.code} : {faute.message}"
    nombres = []
    for nombre in (position.ligne, position.colonne):
        if nombre is not None:
            nombres.append(str(nombre))
    if nombres:
        place = ":".join(nombres)
        nom = f"{place} {nom}"
    cas = _cas(suite, position.source, nom)
    if faute.gravite is Gravite.ERREUR:
        message = inoffensif(faute.message)
        detail = ET.SubElement(cas, "failure", type=faute.code, message=message)
    else:
        detail = ET.SubElement(cas, "system-out")
    # Line by line: an end of line is one of the characters that `inoffensif` would show.
    lignes = en_texte([faute]).split("\n")
    detail.text = "\n".join(map(inoffensif, lignes))


def _cas(suite: ET.Element, source: str, nom: str) -> ET.Element:
    """Add a test to a suite."""
    return ET.SubElement(suite, "testcase", classname=inoffensif(source), name=inoffensif(nom))
