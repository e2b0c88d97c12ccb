"""Put YAML files into our layout: the same values, the same comments, one way to write them."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from clea_cli.atelier.rendus import yaml
from clea_cli.atelier.rendus.yaml import Habit
from clea_cli.atelier.yaml_commentaires import Releve, Remarque, Valeur, relever
from clea_cli.diagnostics import Diagnostic, Outcome, Position, diagnostic
from clea_cli.sources import fichiers
from clea_cli.sources.bornes import YAML_OCTETS_MAX
from clea_cli.sources.yaml_source import Document, lire


class MiseEnForme(NamedTuple):
    """A file before and after (None: it is refused)."""

    source: str
    avant: bytes
    apres: bytes | None
    diagnostics: tuple[Diagnostic, ...]

    @property
    def texte(self) -> str:
        """What the file says, to quote from."""
        return self.avant.decode("utf-8-sig", "replace")


class PerteError(Exception):
    """A layout that is not faithful: a fault of the program."""


def mettre_en_forme(chemins: Sequence[str]) -> Iterator[MiseEnForme]:
    """Give our layout to files, and to the YAML files of folders. Errors: R101-R108, S101-S105."""
    for chemin in chemins:
        trouves = fichiers.deplier(chemin)
        if trouves.value is None:
            yield MiseEnForme(chemin, b"", None, trouves.diagnostics)
        for fichier in trouves.value or ():
            contenu = fichiers.lire(fichier, YAML_OCTETS_MAX)
            forme = Outcome(None, contenu.diagnostics) if contenu.value is None else formater(contenu.value, fichier)
            yield MiseEnForme(fichier, contenu.value or b"", forme.value, forme.diagnostics)


def formater(contenu: bytes, source: str) -> Outcome[bytes]:
    """Give our layout to a YAML file; its ends of line stay what they are on the first. Errors: R101-R108.

    A layout that would change a value or lose a comment is a bug: it is never handed over.
    """
    document = lire(contenu, source)
    if document.value is None or document.diagnostics:
        return Outcome(None, document.diagnostics)
    if source.endswith(".json"):
        return Outcome(None, (diagnostic("R108", Position(source)),))
    releve = relever(document.value.texte)
    habilleur = _Habilleur(releve)
    texte = yaml.ecrire(document.value.racine, habilleur.habits, habilleur.suite)
    _garantir(document.value, releve, texte)
    en_windows = document.value.texte.partition("\n")[0].endswith("\r")
    return Outcome(texte.replace("\n", "\r\n" if en_windows else "\n").encode())


def _garantir(document: Document, releve: Releve, texte: str) -> None:
    relu = lire(texte.encode(), document.source)
    if relu.value is None or relu.diagnostics or not _egales(relu.value.racine, document.racine):
        raise PerteError
    if [r.texte for r in relever(texte).remarques if r.texte] != [r.texte for r in releve.remarques if r.texte]:
        raise PerteError


def _egales(a: Any, b: Any) -> bool:
    """Whether two values are the same, types and order of keys included: 1 is neither true nor 1.0."""
    if type(a) is not type(b):
        return False
    if isinstance(a, dict):
        return list(a) == list(b) and all(_egales(a[cle], b[cle]) for cle in a)
    if isinstance(a, list):
        return len(a) == len(b) and all(map(_egales, a, b))
    return bool(a == b)


class _Habilleur:
    """Gives each comment to the value that it goes with; those after the last value are the `suite`."""

    def __init__(self, releve: Releve) -> None:
        self._texte, self._valeurs = releve.texte, releve.valeurs
        self._debuts = [valeur.debut for valeur in releve.valeurs]
        self._finies = sorted(range(len(releve.valeurs)), key=lambda rang: (releve.valeurs[rang].fin, rang))
        self._fins = [releve.valeurs[rang].fin for rang in self._finies]
        self.habits = {valeur.chemin: Habit(ecrit=valeur.ecrit) for valeur in releve.valeurs if valeur.ecrit}
        self.suite: list[str] = []
        self._promise = -1  # the rank of the value that the comment before stands above
        for remarque in releve.remarques:
            self._placer(remarque)

    def _placer(self, remarque: Remarque) -> None:
        """At the end of the line of what it follows, else above what comes next."""
        suivante = bisect_right(self._debuts, remarque.place)
        ouverte = self._valeurs[suivante - 1] if suivante else None
        if ouverte and ouverte.fin <= remarque.place:
            ouverte = None
        if ouverte and ouverte.scalaire:
            if remarque.place > ouverte.place:  # after the `>` or the `|` of a block
                self._au_bout(ouverte, fin=remarque.texte)
            elif remarque.texte:
                self._au_dessus(suivante - 1, remarque.texte)
        elif not remarque.seule and ouverte and self._meme_ligne(ouverte.debut, remarque):
            self._au_bout(ouverte, tete=remarque.texte)
        elif not remarque.seule and suivante != self._promise and (finie := self._finie(remarque)):
            self._au_bout(finie, fin=remarque.texte)
        else:
            self._au_dessus(suivante, remarque.texte)

    def _finie(self, remarque: Remarque) -> Valeur | None:
        """The last value that ends on the line of a comment: of several that end together, the innermost."""
        rang = bisect_right(self._fins, remarque.place) - 1
        valeur = self._valeurs[self._finies[rang]] if rang >= 0 else None
        return valeur if valeur and self._meme_ligne(valeur.fin, remarque) else None

    def _meme_ligne(self, place: int, remarque: Remarque) -> bool:
        return "\n" not in self._texte[place : remarque.place]

    def _au_bout(self, valeur: Valeur, *, tete: str = "", fin: str = "") -> None:
        """At the end of a line: after the key of a group, or after the value."""
        habit = self.habits.get(valeur.chemin, Habit())
        self.habits[valeur.chemin] = habit._replace(tete=tete or habit.tete, fin=fin or habit.fin)

    def _au_dessus(self, rang: int, texte: str) -> None:
        """Above the value of that rank; above a whole element of a list rather than above the first thing in it."""
        self._promise = rang
        if rang == len(self._valeurs):
            self.suite.append(texte)
            return
        tetes = self._prendre_la_tete(rang)
        while self._est_premiere(rang) and self._sans_cle(rang - 1):
            rang -= 1
            tetes = self._prendre_la_tete(rang) + tetes
        habit = self.habits.get(chemin := self._valeurs[rang].chemin, Habit())
        if texte or tetes or habit.avant or not self._est_premiere(rang):  # no blank line just below a key
            self.habits[chemin] = habit._replace(avant=(*habit.avant, *tetes, texte))

    def _prendre_la_tete(self, rang: int) -> tuple[str, ...]:
        """Take away the comment that stands before what a group holds: it goes above with those that follow it."""
        habit = self.habits.get(chemin := self._valeurs[rang].chemin, Habit())
        if not habit.tete:
            return ()
        self.habits[chemin] = habit._replace(tete="")
        return (habit.tete,)

    def _sans_cle(self, rang: int) -> bool:
        """Whether a value is an element of a list, or the root."""
        chemin = self._valeurs[rang].chemin
        return not chemin or isinstance(chemin[-1], int)

    def _est_premiere(self, rang: int) -> bool:
        """Whether a value is the first of the group that holds it."""
        return rang > 0 and self._valeurs[rang - 1].chemin == self._valeurs[rang].chemin[:-1]
