"""Two versions of a référentiel compared by meaning: what changed, how much, what `version` says.

A line is followed by its code, or by what the newer version says that it replaces; never by its
place in the file. How much a change counts is said line by line by `comparaison_lignes`, of a rule
by `comparaison_regles`.
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

# Kinds of changes of words: grilles are read otherwise, and filled alike.
_MOTS = {"echelle", "a-preciser"}
# How many numbers of a version a change may ask for.
_RANGS = 3


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

        A major change asks for the first number of `version`, unless it is one of words: the grid
        that people fill is the same. For the others `revision` will do: grilles never say it.
        """
        if self.classe is None:
            return True
        if self.avant.version == self.apres.version:
            return self._revision_suffit()
        avant = nombres(self.avant.version)
        apres = nombres(self.apres.version)
        # Words have no order: they only have to differ, and numbers are kept.
        if avant is None or apres is None:
            return avant is None
        # The gravest class asks for the first number, each lighter one for one more to the right.
        rang_demande = Classe.MAJEUR - self.classe
        return _monte(avant, apres, rang_demande)

    def _revision_suffit(self) -> bool:
        """Whether a change under the same version is one that `revision` may say, and says."""
        for changement in self.changements:
            if changement.classe is Classe.MAJEUR and changement.genre not in _MOTS:
                return False
        return self.apres.revision > self.avant.revision


def nombres(version: str) -> tuple[int, ...] | None:
    """The numbers of a version, if it is made of them."""
    if re.fullmatch(r"[0-9]+(\.[0-9]+)*", version) is None:
        return None
    return tuple(map(int, version.split(".")))


def _monte(avant: tuple[int, ...], apres: tuple[int, ...], rang_demande: int) -> bool:
    """Whether a version goes up by a number of this rank (from 0), or of one before it."""
    longueur = max(len(avant), len(apres), _RANGS)
    ici = _completer(avant, longueur)
    la = _completer(apres, longueur)
    # The first number that is another tells how much the version says.
    for rang, (ancien, nouveau) in enumerate(zip(ici, la, strict=True)):
        if ancien != nouveau:
            return nouveau > ancien and rang <= rang_demande
    return False


def _completer(version: tuple[int, ...], longueur: int) -> tuple[int, ...]:
    """A version with as many numbers, of which the last may be 0."""
    zeros = (0,) * (longueur - len(version))
    return version + zeros


def comparer(avant: Referentiel, apres: Referentiel, *, sure: bool = True) -> Comparaison:
    """Compare two référentiels, the older one first; the gravest changes come first.

    Of one that has faults (not `sure`) nothing is worked out.
    """
    # Which line was which: by code, by what the newer version says, by words where it says nothing.
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
    # A difference that nothing above has seen is told as such, never passed over.
    if not changements:
        changements += comparaison_lecture.reste(avant, apres)
    # Inside a class they keep the order of the file: the sort is stable.
    changements.sort(key=lambda changement: changement.classe, reverse=True)
    exigences = tuple(effets(avant, apres)) if sure else ()
    return Comparaison(avant, apres, tuple(changements), exigences)


def _identite(avant: Referentiel, apres: Referentiel) -> Iterator[Changement]:
    """What a référentiel says of itself."""
    yield from autre(Classe.MAJEUR, "identifiant", "id", avant.id, apres.id)
    yield from autre(Classe.MAJEUR, "etat", "etat", avant.etat, apres.etat)
    ici = "référentiel"
    yield from texte("libelle", ici, avant.libelle, apres.libelle)
    yield from texte("certificateur", ici, avant.certificateur, apres.certificateur)
    yield from texte("avertissement", ici, avant.avertissement, apres.avertissement)
    yield from _enregistrement(avant.enregistrement, apres.enregistrement)
    ancien = avant.verifie_le
    nouveau = apres.verifie_le
    yield from autre(Classe.REDACTIONNEL, "verifie-le", "lignes", ancien, nouveau)


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
    """The synonyms: one more is minor; one less, and grilles that were read say something else."""
    for resultat in Resultat:
        ici = _mots(avant.echelle[resultat])
        la = _mots(apres.echelle[resultat])
        tous_gardes = {*ici} <= {*la}
        classe = Classe.MINEUR if tous_gardes else Classe.MAJEUR
        yield from autre(classe, "echelle", resultat.libelle, ici, la)
    ici = _mots(avant.a_preciser)
    la = _mots(apres.a_preciser)
    yield from autre(Classe.MINEUR, "a-preciser", "à préciser", ici, la)


def _mots(ecrits: tuple[str, ...]) -> tuple[str, ...]:
    """Words as they are compared, each once, in an order of their own."""
    distincts = set(map(mot_comparable, ecrits))
    return tuple(sorted(distincts))


def _sources(avant: Referentiel, apres: Referentiel) -> Iterator[Changement]:
    """The documents, each followed by its id."""
    ici = {source.id: source for source in avant.sources}
    la = {source.id: source for source in apres.sources}
    noms = dict.fromkeys((*ici, *la))
    for nom in noms:
        ancienne = ici.get(nom)
        nouvelle = la.get(nom)
        if ancienne == nouvelle:
            continue
        ancien = ancienne.titre if ancienne else ""
        nouveau = nouvelle.titre if nouvelle else ""
        yield Changement(Classe.MINEUR, "source", nom, ancien, nouveau)
