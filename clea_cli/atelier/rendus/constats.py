"""What formats for forges share: the words of a finding, a fingerprint that outlives its line."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256

from clea_cli.atelier.vues_referentiel import FichierVerifie
from clea_cli.diagnostics import Diagnostic, Gravite

# As SARIF calls them.
NIVEAUX = {
    Gravite.ERREUR: "error",
    Gravite.AVERTISSEMENT: "warning",
    Gravite.NOTE: "note",
}

_FIN_DE_LIGNE = re.compile(r"\r\n?|\n")


def phrase(faute: Diagnostic) -> str:
    """The message of a finding, and on a second line what to do."""
    return f"{faute.message}.\nAide : {faute.aide}"


def empreintes(
    fichiers: Iterable[FichierVerifie], diagnostics: Iterable[Diagnostic]
) -> Iterator[str]:
    """Yield a fingerprint for each finding, by which a forge knows it again in the next run.

    It says the file, the cause and the text of the line at fault, not its number: lines added above
    change nothing. Findings that agree in all three are told apart by their rank.
    """
    textes = {fichier.source: _FIN_DE_LIGNE.split(fichier.texte) for fichier in fichiers}
    rangs: Counter[tuple[str, str, str]] = Counter()
    for faute in diagnostics:
        source = faute.position.source
        texte = _ligne(textes.get(source, []), faute.position.ligne)
        cle = (source, faute.code, texte)
        rangs[cle] += 1
        rang = str(rangs[cle])
        # A NUL is in none of them: « ab », « c » and « a », « bc » stay two things.
        faits = "\0".join((*cle, rang))
        yield sha256(faits.encode(errors="surrogatepass")).hexdigest()


def _ligne(lignes: list[str], nombre: int | None) -> str:
    """The text of a line (from 1); empty where there is none."""
    if nombre is None or not 1 <= nombre <= len(lignes):
        return ""
    return lignes[nombre - 1].strip()
