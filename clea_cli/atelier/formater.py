"""Put YAML files into our layout: the same values, the same comments, one way to write them."""

import re
from codecs import BOM_UTF8
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from clea_cli.atelier.rendus import yaml
from clea_cli.atelier.yaml_commentaires import commentaires
from clea_cli.diagnostics import Diagnostic, Outcome, Position, refuser
from clea_cli.sources import fichiers
from clea_cli.sources.bornes import YAML_OCTETS_MAX
from clea_cli.sources.yaml_source import lire

_SCHEMA = re.compile(
    rb"""^(?:\xef\xbb\xbf)?(?:\{\s*)?["']?schema["']?[ \t]*:[ \t]*["']?clea/""", re.MULTILINE
)


class MiseEnForme(NamedTuple):
    """A file before and after (None: it is refused); `etrangere`: not ours, left as it is."""

    source: str
    avant: bytes
    apres: bytes | None
    diagnostics: tuple[Diagnostic, ...]
    etrangere: bool = False

    @property
    def texte(self) -> str:
        """What the file says, to quote from."""
        return self.avant.decode("utf-8-sig", "replace")


def mettre_en_forme(chemins: Sequence[str]) -> Iterator[MiseEnForme]:
    """Give our layout to files, and to ours in folders. Errors: R101-R109, S101-S105."""
    for chemin in chemins:
        trouves = fichiers.deplier(chemin)
        if trouves.value is None:
            yield MiseEnForme(chemin, b"", None, trouves.diagnostics)
            continue
        for fichier in trouves.value:
            contenu = fichiers.lire(fichier, YAML_OCTETS_MAX)
            if contenu.value is None:
                yield MiseEnForme(fichier, b"", None, contenu.diagnostics)
            elif est_des_notres(contenu.value):
                forme = formater(contenu.value, fichier)
                yield MiseEnForme(fichier, contenu.value, forme.value, forme.diagnostics)
            elif fichier == chemin:
                # A file of another program, given by its name: left alone, and that is told.
                yield MiseEnForme(fichier, contenu.value, contenu.value, (), etrangere=True)


def est_des_notres(contenu: bytes) -> bool:
    """Whether a file says `schema: clea/…` on a line of its own, even where it cannot be read."""
    return _SCHEMA.search(contenu) is not None


def formater(contenu: bytes, source: str) -> Outcome[bytes]:
    """Give our layout to a YAML file. Errors: R101-R109.

    Its mark stays, and its ends of line are what they are on the first. A layout that would change
    a value or lose a comment is never handed over.
    """
    document = lire(contenu, source)
    if document.value is None or document.diagnostics:
        return document.refus()
    if source.endswith(".json"):
        return refuser("R108", Position(source))
    ecrit = document.value.texte
    # Windows and old Mac ends of line: what ruamel is given has plain ones.
    sans_windows = ecrit.replace("\r\n", "\n")
    avant = sans_windows.replace("\r", "\n")
    apres = yaml.remettre_en_page(avant)
    if apres is None or not _dit_la_meme_chose(apres, avant, document.value.racine):
        return refuser("R109", Position(source))
    # The layout is worked out with plain ends of line: those of the file are put back.
    premiere_ligne, _, _ = ecrit.partition("\n")
    if premiere_ligne.endswith("\r"):
        apres = apres.replace("\n", "\r\n")
    marque = BOM_UTF8 if contenu.startswith(BOM_UTF8) else b""
    return Outcome(marque + apres.encode())


def _dit_la_meme_chose(apres: str, avant: str, racine: Any) -> bool:
    """Whether what was written is read again as the same values and the same comments."""
    relu = lire(apres.encode(), "")
    if relu.value is None or relu.diagnostics:
        return False
    memes_valeurs = _egales(relu.value.racine, racine)
    return memes_valeurs and commentaires(apres) == commentaires(avant)


def _egales(a: Any, b: Any) -> bool:
    """Whether two values are the same, types and order of keys too: 1 is neither true nor 1.0."""
    if type(a) is not type(b):
        return False
    if isinstance(a, dict):
        memes_cles = list(a) == list(b)
        return memes_cles and all(map(_egales, a.values(), b.values()))
    if isinstance(a, list):
        memes_longueurs = len(a) == len(b)
        return memes_longueurs and all(map(_egales, a, b))
    return bool(a == b)
