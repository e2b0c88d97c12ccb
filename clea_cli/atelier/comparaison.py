"""Two versions of a référentiel compared by meaning: what changed, how much it matters, whether `version` says so.

A line is followed by its code, or by what the newer version says that it replaces; never by its place in the file.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from clea_cli.atelier import comparaison_lecture, deplaces
from clea_cli.atelier.changements import Changement, Classe, autre, texte
from clea_cli.atelier.comparaison_lignes import lignes
from clea_cli.atelier.comparaison_regles import regles
from clea_cli.atelier.correspondances import reconnaitre
from clea_cli.decision.effets import Effet, effets
from clea_cli.grille.reprise import par_code
from clea_cli.referentiel.referentiel import Enregistrement, Referentiel, Resultat
from clea_cli.sources.mots import mot_comparable

_MOTS = {
    "echelle",
    "a-preciser",
}  # genres of changes of words: grilles are read otherwise, and filled alike
_RANGS = 3  # numbers of a version that a change may ask for


class Comparaison(NamedTuple):
    """All that changed between two référentiels."""

    avant: Referentiel
    apres: Referentiel
    changements: tuple[Changement, ...]
    effets: tuple[Effet, ...]

    @property
    def classe(self) -> Classe | None:
        """The gravest class among the changes; None if there is none."""
        return max((changement.classe for changement in self.changements), default=None)

    @property
    def version_suffisante(self) -> bool:
        """Whether `version` or `revision` went up by enough.

        A major change asks for the first number of `version`, unless it is one of words: the grid that people fill is
        the same. For the others `revision` will do: grilles never say it.
        """
        if self.classe is None:
            return True
        if self.avant.version == self.apres.version:
            return self._revision_suffit()
        avant, apres = nombres(self.avant.version), nombres(self.apres.version)
        if avant is None or apres is None:
            # Words have no order: they only have to differ, and numbers are kept.
            return avant is None
        longueur = max(len(avant), len(apres), _RANGS)
        ici, la = _completer(avant, longueur), _completer(apres, longueur)
        # The first number that is another tells how much the version says.
        touche = next((rang for rang in range(longueur) if ici[rang] != la[rang]), longueur)
        return la > ici and touche <= Classe.MAJEUR - self.classe

    def _revision_suffit(self) -> bool:
        """Whether a change under the same version is one that `revision` may say, and says."""
        genres = {
            changement.genre
            for changement in self.changements
            if changement.classe is Classe.MAJEUR
        }
        return genres <= _MOTS and self.apres.revision > self.avant.revision


def nombres(version: str) -> tuple[int, ...] | None:
    """The numbers of a version, if it is made of them."""
    if re.fullmatch(r"[0-9]+(\.[0-9]+)*", version) is None:
        return None
    return tuple(map(int, version.split(".")))


def _completer(version: tuple[int, ...], longueur: int) -> tuple[int, ...]:
    """A version with as many numbers, of which the last may be 0."""
    return (*version, *(0,) * (longueur - len(version)))


def comparer(avant: Referentiel, apres: Referentiel, *, sure: bool = True) -> Comparaison:
    """Compare two référentiels, the older one first; the gravest changes come first.

    Of one that has faults (not `sure`) nothing is worked out.
    """
    liens = par_code(avant, apres)
    reconnus = reconnaitre(avant, apres, liens)
    changements = [
        *_identite(avant, apres),
        *comparaison_lecture.succession_change(avant, apres),
        *comparaison_lecture.modalites(avant, apres),
        *lignes(avant, apres, reconnus.applique(liens)),
        *regles(avant, apres),
        *_echelle(avant, apres),
        *_sources(avant, apres),
        *comparaison_lecture.rangement(avant, apres),
        *comparaison_lecture.contexte(avant.contexte, apres.contexte),
    ]
    if avant.exemples != apres.exemples:
        changements.append(Changement(Classe.REDACTIONNEL, "exemples", "exemples"))
    changements = list(deplaces.nommer(changements, reconnus, avant, apres))
    if not changements:
        changements += comparaison_lecture.reste(avant, apres)
    changements.sort(key=lambda changement: -changement.classe)
    return Comparaison(
        avant, apres, tuple(changements), tuple(effets(avant, apres)) if sure else ()
    )


def _identite(avant: Referentiel, apres: Referentiel) -> Iterator[Changement]:
    yield from autre(Classe.MAJEUR, "identifiant", "id", avant.id, apres.id)
    yield from autre(Classe.MAJEUR, "etat", "etat", avant.etat.value, apres.etat.value)
    yield from texte("libelle", "référentiel", avant.libelle, apres.libelle)
    yield from texte("certificateur", "référentiel", avant.certificateur, apres.certificateur)
    yield from texte("avertissement", "référentiel", avant.avertissement, apres.avertissement)
    yield from _enregistrement(avant.enregistrement, apres.enregistrement)
    yield from autre(
        Classe.REDACTIONNEL, "verifie-le", "lignes", avant.verifie_le, apres.verifie_le
    )


def _enregistrement(
    avant: Enregistrement | None, apres: Enregistrement | None
) -> Iterator[Changement]:
    """A registration, key by key where both have one."""
    if avant is None or apres is None:
        yield from autre(Classe.MINEUR, "enregistrement", "enregistrement", avant, apres)
        return
    for cle, ancien, nouveau in zip(Enregistrement._fields, avant, apres, strict=True):
        classe = Classe.REDACTIONNEL if cle == "verifie_le" else Classe.MINEUR
        yield from autre(classe, "enregistrement", f"enregistrement.{cle}", ancien, nouveau)


def _echelle(avant: Referentiel, apres: Referentiel) -> Iterator[Changement]:
    """The synonyms: one more is minor, one that goes makes grilles that were read faults, or other answers."""
    for resultat in Resultat:
        ici, la = _mots(avant.echelle[resultat]), _mots(apres.echelle[resultat])
        classe = Classe.MINEUR if set(ici) <= set(la) else Classe.MAJEUR
        yield from autre(classe, "echelle", resultat.libelle, ici, la)
    yield from autre(
        Classe.MINEUR, "a-preciser", "à préciser", _mots(avant.a_preciser), _mots(apres.a_preciser)
    )


def _mots(ecrits: tuple[str, ...]) -> tuple[str, ...]:
    """Words as they are compared, each once, in an order of their own."""
    return tuple(sorted(set(map(mot_comparable, ecrits))))


def _sources(avant: Referentiel, apres: Referentiel) -> Iterator[Changement]:
    ici = {source.id: source for source in avant.sources}
    la = {source.id: source for source in apres.sources}
    for nom in dict.fromkeys((*ici, *la)):
        if ici.get(nom) != la.get(nom):
            ancien = ici[nom].titre if nom in ici else ""
            nouveau = la[nom].titre if nom in la else ""
            yield Changement(Classe.MINEUR, "source", nom, ancien, nouveau)
