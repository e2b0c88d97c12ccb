"""Two versions of a référentiel compared by meaning: what changed, how much it matters, whether `version` says so.

A line is followed by its code, or by what the newer version says that it replaces; never by its place in the file.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from clea_cli.atelier import comparaison_lecture, deplaces
from clea_cli.atelier.changements import Changement, Classe
from clea_cli.atelier.changements import autre as _autre
from clea_cli.atelier.changements import ecrit as _ecrit
from clea_cli.atelier.changements import texte as _texte
from clea_cli.atelier.correspondances import reconnaitre
from clea_cli.decision.effets import Effet, effets
from clea_cli.grille.reprise import Filiation, par_code
from clea_cli.referentiel.referentiel import (
    Critere,
    Domaine,
    Enregistrement,
    Precision,
    Referentiel,
    Regle,
    Resultat,
    SousDomaine,
    seuil_ecrit,
)
from clea_cli.sources.mots import mot_comparable

_MOTS = {"echelle", "a-preciser"}  # genres of changes of words: grilles are read otherwise, and filled alike


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
            majeurs = {changement.genre for changement in self.changements if changement.classe is Classe.MAJEUR}
            return majeurs <= _MOTS and self.apres.revision > self.avant.revision
        avant, apres = nombres(self.avant.version), nombres(self.apres.version)
        if avant is None or apres is None:  # words have no order: numbers are kept, or words only have to differ
            return avant is None and self.avant.version != self.apres.version
        longueur = max(len(avant), len(apres), 3)
        ici, la = ((*v, *(0,) * (longueur - len(v))) for v in (avant, apres))
        touche = next((rang for rang in range(longueur) if ici[rang] != la[rang]), longueur)
        return la > ici and touche <= Classe.MAJEUR - self.classe


def nombres(version: str) -> tuple[int, ...] | None:
    """The numbers of a version, if it is made of them."""
    return tuple(map(int, version.split("."))) if re.fullmatch(r"[0-9]+(\.[0-9]+)*", version) else None


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
        *_lignes(avant, apres, reconnus.applique(liens)),
        *_ordre(avant, apres),
        *_regles(avant.regles, apres.regles),
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
    return Comparaison(avant, apres, tuple(changements), tuple(effets(avant, apres)) if sure else ())


def _identite(avant: Referentiel, apres: Referentiel) -> Iterator[Changement]:
    yield from _autre(Classe.MAJEUR, "identifiant", "id", avant.id, apres.id)
    yield from _autre(Classe.MAJEUR, "etat", "etat", avant.etat.value, apres.etat.value)
    yield from _texte("libelle", "référentiel", avant.libelle, apres.libelle)
    yield from _texte("certificateur", "référentiel", avant.certificateur, apres.certificateur)
    yield from _texte("avertissement", "référentiel", avant.avertissement, apres.avertissement)
    yield from _enregistrement(avant.enregistrement, apres.enregistrement)
    yield from _autre(Classe.REDACTIONNEL, "verifie-le", "lignes", avant.verifie_le, apres.verifie_le)


def _enregistrement(avant: Enregistrement | None, apres: Enregistrement | None) -> Iterator[Changement]:
    """A registration, key by key where both have one."""
    if avant is None or apres is None:
        yield from _autre(Classe.MINEUR, "enregistrement", "enregistrement", avant, apres)
        return
    for cle, ancien, nouveau in zip(Enregistrement._fields, avant, apres, strict=True):
        classe = Classe.REDACTIONNEL if cle == "verifie_le" else Classe.MINEUR
        yield from _autre(classe, "enregistrement", f"enregistrement.{cle}", ancien, nouveau)


_Ligne = Domaine | SousDomaine | Critere


def _lignes(avant: Referentiel, apres: Referentiel, liens: Filiation) -> Iterator[Changement]:
    niveaux: tuple[tuple[str, Sequence[_Ligne], Sequence[_Ligne]], ...] = (
        ("domaine", avant.domaines, apres.domaines),
        ("sous-domaine", tuple(avant.sous_domaines), tuple(apres.sous_domaines)),
    )
    for nom, anciennes, nouvelles in niveaux:
        ici, la = ({ligne.code: ligne for ligne in lignes} for lignes in (anciennes, nouvelles))
        yield from (Changement(Classe.MAJEUR, f"{nom}-retire", c, ici[c].libelle) for c in ici if c not in la)
        for code, ligne in la.items():
            if code not in ici:
                yield Changement(Classe.MAJEUR, f"{nom}-ajoute", code, "", ligne.libelle)
            else:
                yield from _ligne(ici[code], ligne)
    yield from _criteres(avant, apres, liens)


def _criteres(avant: Referentiel, apres: Referentiel, liens: Filiation) -> Iterator[Changement]:
    ici = {critere.code: critere for critere in avant.criteres}
    repris = {ancien for anciens in liens.values() for ancien in anciens}
    yield from (Changement(Classe.MAJEUR, "critere-retire", c, ici[c].libelle) for c in ici if c not in repris)
    for critere in apres.criteres:
        anciens = liens[critere.code]
        connus = [ancien for ancien in anciens if ancien in ici]
        if not connus:
            yield Changement(Classe.MAJEUR, "critere-ajoute", critere.code, "", critere.libelle)
        elif anciens != (critere.code,):
            genre = "critere-renomme" if len(connus) == 1 else "criteres-reunis"
            yield Changement(Classe.MAJEUR, genre, critere.code, _ecrit(anciens), critere.code)
        if len(connus) == 1:
            yield from _autre(Classe.MAJEUR, "points", critere.code, ici[connus[0]].points, critere.points)
            yield from _ligne(ici[connus[0]], critere)


def _ligne(avant: _Ligne, apres: _Ligne) -> Iterator[Changement]:
    """What every line of the grid says of itself."""
    yield from _texte("libelle", apres.code, avant.libelle, apres.libelle)
    yield from _autre(Classe.MINEUR, "certitude", apres.code, avant.certitude.value, apres.certitude.value)
    yield from _autre(Classe.MINEUR, "sources", apres.code, avant.sources, apres.sources)
    yield from _autre(Classe.REDACTIONNEL, "note", apres.code, avant.note, apres.note)
    for cle in ("libelle_court", "pictogramme", "phrase_simple"):
        ici, la = getattr(avant, cle, ""), getattr(apres, cle, "")
        yield from _autre(Classe.REDACTIONNEL, "mots-simples", apres.code, ici, la)


def _ordre(avant: Referentiel, apres: Referentiel) -> Iterator[Changement]:
    """Lines that only changed places: no result depends on it, an empty grille does."""
    ici, la = ([critere.code for critere in r.criteres] for r in (avant, apres))
    communs = set(ici) & set(la)
    if [code for code in ici if code in communs] != [code for code in la if code in communs]:
        yield Changement(Classe.REDACTIONNEL, "ordre", "domaines")


def _regles(avant: Sequence[Regle], apres: Sequence[Regle]) -> Iterator[Changement]:
    ici, la = ({regle.id: regle for regle in regles} for regles in (avant, apres))
    yield from (Changement(Classe.MAJEUR, "regle-retiree", nom, ici[nom].libelle) for nom in ici if nom not in la)
    for nom, regle in la.items():
        if nom not in ici:
            yield Changement(Classe.MAJEUR, "regle-ajoutee", nom, "", regle.libelle)
        else:
            yield from _regle(ici[nom], regle)


def _regle(avant: Regle, apres: Regle) -> Iterator[Changement]:
    ou = apres.id
    if avant.defaut != apres.defaut:
        yield Changement(Classe.MAJEUR, "regle-par-defaut", ou, *("oui" if r.defaut else "non" for r in (avant, apres)))
    for genre, ici, la in (
        ("seuil-domaine", avant.seuil_domaine, apres.seuil_domaine),
        ("seuil-sous-domaine", avant.seuil_sous_domaine, apres.seuil_sous_domaine),
        ("seuil-ensemble", avant.seuil_ensemble, apres.seuil_ensemble),
    ):
        yield from _autre(Classe.MAJEUR, genre, ou, *(seuil and seuil_ecrit(seuil) for seuil in (ici, la)))
    yield from _autre(
        Classe.MAJEUR, "obligatoires", ou, tuple(sorted(avant.obligatoires)), tuple(sorted(apres.obligatoires))
    )
    yield from _comptes(avant, apres)
    yield from _texte("libelle", ou, avant.libelle, apres.libelle)
    yield from _autre(Classe.MINEUR, "sources", ou, avant.sources, apres.sources)
    yield from _autre(Classe.REDACTIONNEL, "verifie-le", ou, avant.verifie_le, apres.verifie_le)
    yield from _autre(Classe.MINEUR, "jusqu-a", ou, avant.jusqu_a, apres.jusqu_a)
    yield from _precisions(avant, apres)


def _precisions(avant: Regle, apres: Regle) -> Iterator[Changement]:
    """How sure the thresholds are."""
    ici, la = ({precision.niveau: precision for precision in regle.precisions} for regle in (avant, apres))
    for niveau in dict.fromkeys((*ici, *la)):
        rien = Precision(niveau, None, (), "")
        ancienne, nouvelle = ici.get(niveau, rien), la.get(niveau, rien)
        ou = f"{apres.id}, {niveau}"
        certitudes = [p.certitude and p.certitude.value for p in (ancienne, nouvelle)]
        yield from _autre(Classe.MINEUR, "certitude", ou, *certitudes)
        yield from _autre(Classe.MINEUR, "sources", ou, ancienne.sources, nouvelle.sources)
        yield from _autre(Classe.REDACTIONNEL, "note", ou, ancienne.note, nouvelle.note)


def _comptes(avant: Regle, apres: Regle) -> Iterator[Changement]:
    for code in dict.fromkeys((*avant.comptes, *apres.comptes)):
        ici, la = avant.comptes.get(code), apres.comptes.get(code)
        ou = f"{apres.id}, {code}"
        yield from _autre(Classe.MAJEUR, "compte", ou, *(compte and compte.requis for compte in (ici, la)))
        if ici and la:
            yield from _autre(Classe.MINEUR, "sources", ou, ici.sources, la.sources)
            yield from _autre(Classe.MINEUR, "certitude", ou, ici.certitude.value, la.certitude.value)
            yield from _autre(Classe.REDACTIONNEL, "note", ou, ici.note, la.note)


def _echelle(avant: Referentiel, apres: Referentiel) -> Iterator[Changement]:
    """The synonyms: one more is minor, one that goes makes grilles that were read faults, or other answers."""
    for resultat in Resultat:
        ici, la = (tuple(sorted(set(map(mot_comparable, r.echelle[resultat])))) for r in (avant, apres))
        classe = Classe.MINEUR if set(ici) <= set(la) else Classe.MAJEUR
        yield from _autre(classe, "echelle", resultat.libelle, ici, la)
    ici, la = (tuple(sorted(set(map(mot_comparable, r.a_preciser)))) for r in (avant, apres))
    yield from _autre(Classe.MINEUR, "a-preciser", "à préciser", ici, la)


def _sources(avant: Referentiel, apres: Referentiel) -> Iterator[Changement]:
    ici, la = ({source.id: source for source in r.sources} for r in (avant, apres))
    for nom in dict.fromkeys((*ici, *la)):
        titres = [sources[nom].titre if nom in sources else "" for sources in (ici, la)]
        if ici.get(nom) != la.get(nom):
            yield Changement(Classe.MINEUR, "source", nom, *titres)
