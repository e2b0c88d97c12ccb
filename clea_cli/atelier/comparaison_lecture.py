"""What changes in the way grilles are read from one version to the next, beside lines and words.

The version before (`succede`, `retires`), how evaluations are held (`modalites`), the overlay of a
branch (`etend`), and what two files that load alike may still differ by.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from clea_cli.atelier.changements import Changement, Classe, autre, champs, ecrit
from clea_cli.grille.reprise import filiation, precedente, succession
from clea_cli.referentiel.contexte import Contexte, Surcouche
from clea_cli.referentiel.referentiel import Domaine, Modalites, Referentiel
from clea_cli.sources.mots import mot_comparable

# Shortened, they turn evaluations that were held into faults of the session.
_HEURES = ("prealable_heures_max", "finale_heures_max")
# What a branch says of a line, that people read.
_D_UNE_SURCOUCHE = {
    "libelle_local": Classe.MINEUR,
    "situations": Classe.MINEUR,
    "ressources": Classe.MINEUR,
}


def modalites(avant: Referentiel, apres: Referentiel) -> Iterator[Changement]:
    """How evaluations are held: what forbids more than before is major."""
    for cle, ancien, nouveau in zip(Modalites._fields, avant.tenue, apres.tenue, strict=True):
        classe = _classe_de_modalite(cle, ancien, nouveau)
        yield from autre(classe, "modalite", f"modalites.{cle}", ancien, nouveau)


def _classe_de_modalite(cle: str, ancien: Any, nouveau: Any) -> Classe:
    """How much a change of one of them matters."""
    # A domaine kept for longer, or not as long, is another verdict for some candidates.
    if cle == "validite_ans":
        return Classe.MAJEUR
    if cle in _HEURES and nouveau < ancien:
        return Classe.MAJEUR
    if cle == "verifie_le":
        return Classe.REDACTIONNEL
    return Classe.MINEUR


def succession_change(avant: Referentiel, apres: Referentiel) -> Iterator[Changement]:
    """Which older grilles are read, and how: minor only where those of `avant` become readable."""
    if avant.succede == apres.succede and filiations_egales(avant, apres):
        return
    # 1. Another version before, or the first time that there is one.
    ancienne = avant.succede and avant.succede.version
    nouvelle = apres.succede and apres.succede.version
    devient_lisible = avant.succede is None and succession(avant, apres) is not None
    if devient_lisible or ancienne != nouvelle:
        classe = Classe.MINEUR if devient_lisible else Classe.MAJEUR
        yield Changement(classe, "succession", "succede", ecrit(ancienne), ecrit(nouvelle))
        return
    if avant.succede is None or apres.succede is None:
        return
    # 2. The same one, whose codes became something else.
    ici = tuple(sorted(_retires(avant)))
    la = tuple(sorted(_retires(apres)))
    yield from autre(Classe.MAJEUR, "retires", "succede", ici, la)
    repris = filiation(avant)
    for code, nouveaux in filiation(apres).items():
        # Of a code that is new or gone, the lines say enough.
        anciens = repris.get(code)
        if anciens is not None and set(anciens) != set(nouveaux):
            yield Changement(Classe.MAJEUR, "remplace", code, ecrit(anciens), ecrit(nouveaux))


def filiations_egales(avant: Referentiel, apres: Referentiel) -> bool:
    """Whether grilles of the version before both are read by the same codes."""
    if avant.succede is None or apres.succede is None:
        return avant.succede is apres.succede
    if _ensembles(avant) != _ensembles(apres):
        return False
    return _codes(avant) == _codes(apres)


def _ensembles(referentiel: Referentiel) -> dict[str, set[str]]:
    """The codes that each critère had before, in no order."""
    return {code: set(anciens) for code, anciens in filiation(referentiel).items()}


def _codes(referentiel: Referentiel) -> set[str]:
    """The codes of the version before, as far as this one says."""
    if referentiel.succede is None:
        return set()
    ancienne = precedente(referentiel, referentiel.succede)
    return {critere.code for critere in ancienne.criteres}


def contexte(avant: Contexte | None, apres: Contexte | None) -> Iterator[Changement]:
    """What a branch says beside the lines: people read it, and no verdict looks at it."""
    if avant is None or apres is None:
        ancien = avant and avant.id
        nouveau = apres and apres.id
        yield from autre(Classe.MINEUR, "contexte", "etend", ancien, nouveau)
        return
    for cle in ("id", "version", "libelle", "etend", "version_etendue"):
        ici = getattr(avant, cle)
        la = getattr(apres, cle)
        yield from autre(Classe.MINEUR, "contexte", f"contexte.{cle}", ici, la)
    codes = dict.fromkeys((*avant.lignes, *apres.lignes))
    for code in codes:
        yield from _surcouche(code, avant.lignes, apres.lignes)


def _surcouche(
    code: str, avant: Mapping[str, Surcouche], apres: Mapping[str, Surcouche]
) -> Iterator[Changement]:
    """What a branch says of one line."""
    rien = Surcouche("", "", (), ())
    ici = avant.get(code, rien)
    la = apres.get(code, rien)
    yield from champs(code, ici, la, _D_UNE_SURCOUCHE)
    # The copy of the official label changes nothing that is read.
    memes_ajouts = ici._replace(libelle="") == la._replace(libelle="")
    if memes_ajouts and avant.get(code) != apres.get(code):
        yield Changement(Classe.REDACTIONNEL, "contexte-copie", code, ici.libelle, la.libelle)


def rangement(avant: Referentiel, apres: Referentiel) -> Iterator[Changement]:
    """What is only put in another order: rules, sources, words of the scale, headings."""
    nouveaux = _rangs(apres)
    for ou, ici in _rangs(avant).items():
        la = nouveaux[ou]
        if ici != la and sorted(ici) == sorted(la):
            yield Changement(Classe.REDACTIONNEL, "rangement", ou)
    # Codes of the version before make a set: nothing that is read depends on their order.
    repris = filiation(avant)
    for code, codes in filiation(apres).items():
        anciens = repris.get(code, codes)
        if _melanges(anciens, codes):
            yield Changement(Classe.REDACTIONNEL, "rangement", code)
    if _melanges(_retires(avant), _retires(apres)):
        yield Changement(Classe.REDACTIONNEL, "rangement", "succede")


def _rangs(referentiel: Referentiel) -> dict[str, list[str]]:
    """What stands in an order of its own, by where that is."""
    return {
        "regles": [regle.id for regle in referentiel.regles],
        "sources": [source.id for source in referentiel.sources],
        "sous-domaines": [sous_domaine.code for sous_domaine in referentiel.sous_domaines],
        "echelle": _mots(referentiel),
    }


def _retires(referentiel: Referentiel) -> tuple[str, ...]:
    return referentiel.succede.retires if referentiel.succede else ()


def _melanges(ici: Sequence[str], la: Sequence[str]) -> bool:
    """Whether the same codes stand in another order."""
    return ici != la and set(ici) == set(la)


def reste(avant: Referentiel, apres: Referentiel) -> Iterator[Changement]:
    """Of versions between which nothing else was found: the layout, or what nobody looked at."""
    if avant.empreinte == apres.empreinte:
        return
    ici = _comparable(avant)
    la = _comparable(apres)
    if ici == la:
        yield Changement(Classe.REDACTIONNEL, "mise-en-forme", "fichier")
        return
    autres: list[str] = []
    for champ in Referentiel._fields:
        if getattr(ici, champ) != getattr(la, champ):
            autres.append(champ)
    # It cannot be said what this does: it counts as what matters most.
    yield Changement(Classe.MAJEUR, "autre", ", ".join(autres))


def _comparable(referentiel: Referentiel) -> Referentiel:
    """A référentiel without what two writings of one may differ by.

    Nor what is judged apart (`version`).
    """
    echelle = {}
    for resultat, mots in referentiel.echelle.items():
        distincts = dict.fromkeys(map(mot_comparable, mots))
        echelle[resultat] = tuple(distincts)
    # What is not said has a value: modalités by default, a critère that was itself.
    return referentiel._replace(
        empreinte="",
        version="",
        revision=1,
        echelle=echelle,
        modalites=referentiel.tenue,
        domaines=tuple(map(_domaine_comparable, referentiel.domaines)),
    )


def _domaine_comparable(domaine: Domaine) -> Domaine:
    """A domaine whose critères all say what they replace."""
    sous_domaines = []
    for sous_domaine in domaine.sous_domaines:
        criteres = []
        for critere in sous_domaine.criteres:
            remplace = critere.remplace
            if remplace is None:
                remplace = (critere.code,)
            criteres.append(critere._replace(remplace=remplace))
        comparable = sous_domaine._replace(criteres=tuple(criteres))
        sous_domaines.append(comparable)
    return domaine._replace(sous_domaines=tuple(sous_domaines))


def _mots(referentiel: Referentiel) -> list[str]:
    """The words of the scale, each with the answer that it stands for."""
    mots = []
    for resultat, ecrits in referentiel.echelle.items():
        for mot in map(mot_comparable, ecrits):
            mots.append(f"{resultat.value} {mot}")
    return mots
