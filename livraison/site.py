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
    return {
        "index.md" if fichier.name == "README.md" else fichier.name: fichier
        for fichier in sorted(trouves)
    }


def relier(texte: str, dossier: str, noms: Collection[str]) -> str:
    """Make the links of a page of `dossier` lead inside the site; another becomes its words."""

    def lien(trouve: re.Match[str]) -> str:
        image, mots, cible, ancre = trouve.groups(default="")
        nom = posixpath.relpath(posixpath.join(dossier, cible), "docs").removeprefix("../")
        nom = "index.md" if nom == "README.md" else nom
        return f"{image}[{mots}]({nom}{ancre})" if nom in noms else mots

    return _LIEN.sub(lien, texte)


class _Demandes(HTMLParser):
    """Collects what a page makes a browser fetch from elsewhere; links that people follow aside."""

    def __init__(self) -> None:
        super().__init__()
        self.trouvees: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        adresses = [
            valeur or ""
            for nom, valeur in attrs
            if nom in {"src", "srcset", "href", "data", "action"}
        ]
        if tag != "a":
            self.trouvees += [adresse for adresse in adresses if re.match(r"(https?:)?//", adresse)]


def demandes_dehors(dossier: Path) -> Iterator[str]:
    """What the pages and the style sheets of a site would fetch from another place."""
    for page in sorted(dossier.rglob("*.html")):
        lecteur = _Demandes()
        lecteur.feed(page.read_text(encoding="utf-8"))
        yield from (f"{page.name} : {adresse}" for adresse in lecteur.trouvees)
    for style in sorted(dossier.rglob("*.css")):
        trouvees = re.findall(
            r"(?:url\(|@import)\s*[\"']?((?:https?:)?//[^\"')]+)", style.read_text(encoding="utf-8")
        )
        yield from (f"{style.name} : {adresse}" for adresse in trouvees)


def construire() -> None:
    """Gather the pages, build and check this version's site; site/index.html leads to it."""
    shutil.rmtree(_SOURCES, ignore_errors=True)
    _SOURCES.mkdir(parents=True)
    fichiers = sources(RACINE)
    for nom, fichier in fichiers.items():
        if fichier.suffix == ".md":
            dossier = fichier.parent.relative_to(RACINE).as_posix()
            (_SOURCES / nom).write_text(
                relier(fichier.read_text(encoding="utf-8"), dossier, fichiers),
                encoding="utf-8",
                newline="\n",
            )
        else:
            shutil.copy(fichier, _SOURCES / nom)
    (_SOURCES / "assets").mkdir()
    shutil.copy(RACINE / "livraison" / "iframe-worker.js", _SOURCES / "assets")
    cible = SITE / __version__
    commande = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--clean"]
    titre = {**os.environ, "CLEA_SITE": f"clea {__version__}", "NO_MKDOCS_2_WARNING": "1"}
    options = ["--config-file", str(RACINE / "livraison" / "mkdocs.yml"), "--site-dir", str(cible)]
    subprocess.run([*commande, *options], env=titre, check=True)  # noqa: S603 — a command of ours
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
