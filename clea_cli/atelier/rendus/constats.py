"""What the formats for forges share: the words of a finding, and a fingerprint that outlives its line number."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256

from clea_cli.atelier.vues_referentiel import FichierVerifie
from clea_cli.diagnostics import Diagnostic, Gravite

NIVEAUX = {
    Gravite.ERREUR: "error",
    Gravite.AVERTISSEMENT: "warning",
    Gravite.NOTE: "note",
}  # as SARIF calls them

_FIN_DE_LIGNE = re.compile(r"\r\n?|\n")


def phrase(faute: Diagnostic) -> str:
    """The message of a finding, and on a second line what to do."""
    return f"{faute.message}.\nAide : {faute.aide}"


def empreintes(
    fichiers: Iterable[FichierVerifie], diagnostics: Iterable[Diagnostic]
) -> Iterator[str]:
    """Yield a fingerprint for each finding, by which a forge knows it again in the next run.

    It says the file, the cause and the text of the line at fault, not its number: lines added above change nothing.
    Findings that agree in all three are told apart by their rank.
    """
    textes = {fichier.source: _FIN_DE_LIGNE.split(fichier.texte) for fichier in fichiers}
    rangs: Counter[tuple[str, str, str]] = Counter()
    for faute in diagnostics:
        source, ligne = faute.position.source, faute.position.ligne or 0
        lignes = textes.get(source, [])
        cle = (source, faute.code, lignes[ligne - 1].strip() if 1 <= ligne <= len(lignes) else "")
        rangs[cle] += 1
        yield sha256("\0".join((*cle, str(rangs[cle]))).encode(errors="surrogatepass")).hexdigest()
