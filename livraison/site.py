"""`make site`: the documentation as a site without server or internet, in site/<version>/."""

import os
import posixpath
import re
import shutil
import subprocess
import sys
from collections.abc import Collection, Iterator
from html.parser import HTMLParser
from pathlib import Path

from clea_cli import __version__

RACINE = Path(__file__).parent.parent
SITE = RACINE / "site"
_SOURCES = RACINE / "build" / "site"
_LIEN = re.compile(r"(!?)\[([^\]]*)\]\(([^)#:]+)(#[^)]*)?\)")
# Of an element: the attributes whose address a browser fetches.
_QUI_VONT_CHERCHER = frozenset({"src", "srcset", "href", "data", "action"})
_AILLEURS = re.compile(r"(https?:)?//")
_DANS_UN_STYLE = re.compile(r"(?:url\(|@import)\s*[\"']?((?:https?:)?//[^\"')]+)")
_REDIRECTION = """<!DOCTYPE html>
<html lang="fr"><meta charset="utf-8"><title>clea</title>
<meta http-equiv="refresh" content="0; url={version}/index.html">
<a href="{version}/index.html">clea {version}</a></html>
"""


def sources(racine: Path) -> dict[str, Path]:
    """The files of the site, by their names there; the README is the first page."""
    trouves = [
        *racine.glob("*.md"),
        *(racine / "docs").glob("*.md"),
        *(racine / "docs").glob("*.svg"),
    ]
    return {_nom_dans_le_site(fichier.name): fichier for fichier in sorted(trouves)}


def _nom_dans_le_site(nom: str) -> str:
    return "index.md" if nom == "README.md" else nom


def relier(texte: str, dossier: str, noms: Collection[str]) -> str:
    """Make the links of a page of `dossier` lead inside the site; another becomes its words."""

    def lien(trouve: re.Match[str]) -> str:
        image, mots, cible, ancre = trouve.groups(default="")
        # The site has the pages of docs/ and those of the root side by side.
        complet = posixpath.join(dossier, cible)
        depuis_docs = posixpath.relpath(complet, "docs")
        nom = _nom_dans_le_site(depuis_docs.removeprefix("../"))
        if nom not in noms:
            return mots
        return f"{image}[{mots}]({nom}{ancre})"

    return _LIEN.sub(lien, texte)


class _Demandes(HTMLParser):
    """Collects what a page makes a browser fetch from elsewhere; links that people follow aside."""

    def __init__(self) -> None:
        super().__init__()
        self.trouvees: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            return
        for nom, valeur in attrs:
            ailleurs = _AILLEURS.match(valeur or "")
            if ailleurs and nom in _QUI_VONT_CHERCHER:
                self.trouvees.append(str(valeur))


def demandes_dehors(dossier: Path) -> Iterator[str]:
    """What the pages and the style sheets of a site would fetch from another place."""
    for page in sorted(dossier.rglob("*.html")):
        lecteur = _Demandes()
        lecteur.feed(page.read_text(encoding="utf-8"))
        for adresse in lecteur.trouvees:
            yield f"{page.name} : {adresse}"
    for style in sorted(dossier.rglob("*.css")):
        texte = style.read_text(encoding="utf-8")
        for adresse in _DANS_UN_STYLE.findall(texte):
            yield f"{style.name} : {adresse}"


def construire() -> None:
    """Gather the pages, build and check this version's site; site/index.html leads to it."""
    shutil.rmtree(_SOURCES, ignore_errors=True)
    _SOURCES.mkdir(parents=True)
    fichiers = sources(RACINE)
    for nom, fichier in fichiers.items():
        if fichier.suffix == ".md":
            dossier = fichier.parent.relative_to(RACINE).as_posix()
            texte = fichier.read_text(encoding="utf-8")
            page = relier(texte, dossier, fichiers)
            (_SOURCES / nom).write_text(page, encoding="utf-8", newline="\n")
        else:
            shutil.copy(fichier, _SOURCES / nom)
    (_SOURCES / "assets").mkdir()
    livraison = RACINE / "livraison"
    shutil.copy(livraison / "iframe-worker.js", _SOURCES / "assets")
    cible = SITE / __version__
    commande = [
        *(sys.executable, "-m", "mkdocs", "build"),
        *("--strict", "--quiet", "--clean"),
        *("--config-file", str(livraison / "mkdocs.yml")),
        *("--site-dir", str(cible)),
    ]
    environnement = {
        **os.environ,
        "CLEA_SITE": f"clea {__version__}",  # the title, that mkdocs.yml reads
        "NO_MKDOCS_2_WARNING": "1",
    }
    subprocess.run(commande, env=environnement, check=True)  # noqa: S603 — a command of ours
    if dehors := list(demandes_dehors(cible)):
        sys.exit("Le site demanderait quelque chose à internet :\n" + "\n".join(dehors))
    (SITE / "index.html").write_text(
        _REDIRECTION.format(version=__version__),
        encoding="utf-8",
        newline="\n",
    )
    print(f"site/{__version__}/index.html : écrit.")


if __name__ == "__main__":
    construire()
