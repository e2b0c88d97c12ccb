"""`clea referentiel verifier --format junit`: JUnit XML, where findings are tests that fail."""

import re
from collections.abc import Sequence
from xml.etree import ElementTree as ET

from clea_cli.atelier.vues_referentiel import FichierVerifie
from clea_cli.diagnostics import Diagnostic, Gravite
from clea_cli.sorties.fautes import en_texte
from clea_cli.sorties.texte import inoffensif

# Beside the control characters, which `inoffensif` shows.
_HORS_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")


def rendre(fichiers: Sequence[FichierVerifie], diagnostics: Sequence[Diagnostic]) -> bytes:
    """Write a suite a file: a test a finding, which fails at an error; else one that passes."""
    corrects = {fichier.source: fichier.correct for fichier in fichiers}
    racine = ET.Element("testsuites", name="clea referentiel verifier")
    _compter(racine, diagnostics, len(diagnostics) + sum(corrects.values()))
    for source, correct in corrects.items():
        fautes = [faute for faute in diagnostics if faute.position.source == source]
        suite = ET.SubElement(racine, "testsuite", name=_xml(source))
        _compter(suite, fautes, len(fautes) + correct)
        if correct:
            _cas(suite, source, "correct")
        for faute in fautes:
            _ajouter(suite, faute)
    ET.indent(racine)
    xml: bytes = ET.tostring(racine, encoding="utf-8", xml_declaration=True)
    return xml + b"\n"


def _compter(element: ET.Element, fautes: Sequence[Diagnostic], tests: int) -> None:
    echecs = sum(faute.gravite is Gravite.ERREUR for faute in fautes)
    element.attrib |= {"tests": str(tests), "failures": str(echecs), "errors": "0"}


def _ajouter(suite: ET.Element, faute: Diagnostic) -> None:
    position = faute.position
    nom = f"{faute.code} : {faute.message}"
    place = (position.ligne, position.colonne)
    nombres = [str(nombre) for nombre in place if nombre is not None]
    if nombres:
        nom = f"{':'.join(nombres)} {nom}"
    cas = _cas(suite, position.source, nom)
    if faute.gravite is Gravite.ERREUR:
        detail = ET.SubElement(cas, "failure", type=faute.code, message=_xml(faute.message))
    else:
        detail = ET.SubElement(cas, "system-out")
    lignes = en_texte([faute]).split("\n")
    detail.text = "\n".join(map(_xml, lignes))


def _cas(suite: ET.Element, source: str, nom: str) -> ET.Element:
    """Add a test to a suite."""
    return ET.SubElement(suite, "testcase", classname=_xml(source), name=_xml(nom))


def _xml(texte: str) -> str:
    """Text that XML can hold."""
    return _HORS_XML.sub("\ufffd", inoffensif(texte))
