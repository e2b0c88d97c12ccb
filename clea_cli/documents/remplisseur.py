"""Templates filled: ours here, an organisme's in a child, which is stopped when it takes too much.

The child (`rendus.modele_enfant`) bounds its own memory; its seconds are counted here.
"""

import json
import subprocess
import sys
from collections.abc import Mapping
from queue import Empty, Queue
from threading import Thread
from typing import Any

from clea_cli.diagnostics import Outcome, Position, refuser
from clea_cli.documents.modeles_organisme import Modeles
from clea_cli.documents.rendus import modele, modele_enfant
from clea_cli.documents.rendus.noms_modele import ConstatDeNom

_DELAI = 5  # seconds a document
_NAISSANCE = 60  # seconds for the child to be ready: on a slow machine, not the template's doing
_TROP = "il a pris trop de mémoire"
# Without the current folder: a `jinja2.py` that lies there would be run.
_ENFANT = (sys.executable, "-P", "-m", modele_enfant.__name__)


class Remplisseur:
    """Fills templates: ours here, an organisme's in a child, its time and memory counted."""

    def __init__(self, modeles: Modeles) -> None:
        """Start nothing yet."""
        self.modeles = modeles
        self._textes = modeles.textes
        self._enfant: subprocess.Popen[str] | None = None
        self._lus = False  # whether the child has the templates
        self._reponses: Queue[str] = Queue()

    def __reduce__(self) -> tuple[type["Remplisseur"], tuple[Modeles]]:
        """Be handed to another process, which starts a child of its own."""
        return Remplisseur, (self.modeles,)

    def remplir(self, nom: str, donnees: Mapping[str, Any]) -> Outcome[str]:
        """Fill a template.

        Errors: D201 with its line or when it says nothing, D203 when it was stopped, S111 without a
        child process.
        """
        if not self._textes:
            return Outcome(modele.remplir(nom, donnees))
        reponse = self._demander({"nom": nom, "donnees": donnees})
        if reponse.value is None:
            return reponse.refus()
        texte = reponse.value["texte"]
        if not texte.strip():
            ici = self.modeles.position(nom)
            return refuser("D201", ici, motif="une fois rempli, il est vide")
        return Outcome(texte)

    def examiner(self, nom: str, specimen: Mapping[str, Any]) -> Outcome[list[ConstatDeNom]]:
        """Hold the names of a template against all that documents have.

        Errors: those of `remplir`.
        """
        if not self._textes:
            return Outcome(modele.examiner(nom, specimen))
        reponse = self._demander({"nom": nom, "specimen": specimen})
        if reponse.value is None:
            return reponse.refus()
        return Outcome([ConstatDeNom(*constat) for constat in reponse.value["constats"]])

    def lit(self, nom: str, donnee: str) -> bool:
        """Whether a template may read that name in its data.

        Of ours it is known, of an organisme's it is not.
        """
        return bool(self._textes) or donnee in modele.noms_lus(nom)

    def fermer(self) -> None:
        """Stop the child, if there is one."""
        if self._enfant:
            self._enfant.kill()
            self._enfant.wait()
            for flux in (self._enfant.stdin, self._enfant.stdout):
                if flux:
                    flux.close()
            self._enfant = None

    def _demander(self, demande: Mapping[str, Any]) -> Outcome[dict[str, Any]]:
        """What the child answers. Errors: those of `remplir`."""
        nom = demande["nom"]
        if not (self._enfant or self._lancer()):
            return refuser("S111", Position(self.modeles.dossier))
        # 1. Ask, the templates first, and wait for so many seconds.
        reponse: dict[str, Any]
        try:
            if not self._lus:
                self._dire(self._textes)
                self._lus = True
            self._dire(demande)
            dite = self._reponses.get(timeout=_DELAI)
            # Without an answer, it is dead: of nothing else than the memory that it asked for.
            reponse = json.loads(dite) if dite else {"arret": _TROP}
        except Empty:
            reponse = {"arret": f"il n'avait pas fini en {_DELAI} secondes"}
        except OSError:
            reponse = {"arret": _TROP}
        # 2. What it said. One that was stopped serves no more: the next demand has another.
        if "texte" in reponse or "constats" in reponse:
            return Outcome(reponse)
        if "arret" in reponse:
            self.fermer()
            position = self.modeles.position(nom)
            return refuser("D203", position, motif=reponse["arret"])
        position = self.modeles.position(reponse["nom"], reponse["ligne"])
        return refuser("D201", position, motif=reponse["motif"])

    def _lancer(self) -> bool:
        """Start the child and wait until it is ready; False where the system lets none begin."""
        self._lus = False
        try:
            enfant = subprocess.Popen(  # noqa: S603 — our own module, by our own Python
                _ENFANT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                encoding="utf-8",
            )
        except OSError:
            return False
        self._enfant, self._reponses = enfant, Queue()
        Thread(target=_ecouter, args=(enfant, self._reponses), daemon=True).start()
        try:
            pret = self._reponses.get(timeout=_NAISSANCE)
        except Empty:
            pret = ""
        if not pret:
            self.fermer()
        return bool(pret)

    def _dire(self, donnees: object) -> None:
        if self._enfant is None or self._enfant.stdin is None:
            raise OSError
        self._enfant.stdin.write(modele_enfant.ecrire(donnees) + "\n")
        self._enfant.stdin.flush()


def _ecouter(enfant: subprocess.Popen[str], reponses: "Queue[str]") -> None:
    """Hand over each answer; an empty one when the child is dead."""
    try:
        for ligne in enfant.stdout or ():
            reponses.put(ligne)
    except (OSError, ValueError):
        pass
    reponses.put("")
