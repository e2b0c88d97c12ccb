"""What a référentiel must mean, once its shape is right: its lines among themselves, and its rules with its lines."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from clea_cli.diagnostics import Diagnostic, Position, diagnostic
from clea_cli.grille import forme_comparable, mot_comparable
from clea_cli.proches import conseil_proche
from clea_cli.referentiel import Critere, Domaine, Etat, Referentiel, Resultat, SousDomaine

Chemin = tuple[str | int, ...]
Lieu = Callable[[Chemin], Position]  # where the value stands that these keys lead to

_COMME_UN_NOMBRE = re.compile(r"[0-9]+([.,][0-9]+)?([eE][0-9]+)?")
_COMME_UNE_DATE = re.compile(
    r"([0-9]{1,2}\.){2}[0-9]{4}|(JAN|FEV|MAR|MARS|AVR|MAI|JUIN|JUIL|AOU|SEP|OCT|NOV|DEC)\.?[0-9]+", re.I
)


class Ligne(NamedTuple):
    """A line of the grid, the way to it, and the code of the line above it (None for a domaine)."""

    chemin: Chemin
    valeur: Domaine | SousDomaine | Critere
    parent: str | None


def fautes(referentiel: Referentiel, lieu: Lieu) -> Iterator[Diagnostic]:
    """Yield every fault of meaning. Errors R301-R312; warnings R313, R314."""
    for valideur in VALIDEURS:
        yield from valideur(referentiel, lieu)


def anciennes(referentiel: Referentiel, lieu: Lieu, aujourdhui: date) -> Iterator[Diagnostic]:
    """Yield a warning (R315) for each rule that nobody has checked for a year."""
    il_y_a_un_an = aujourdhui - timedelta(days=365)
    for rang, regle in enumerate(referentiel.regles):
        verifiee = date.fromisoformat(regle.verifie_le)
        if verifiee < il_y_a_un_an:
            ou = lieu(("regles", rang, "verifie_le"))
            yield diagnostic("R315", ou, id=regle.id, date=verifiee.strftime("%d/%m/%Y"))


def _lignes(referentiel: Referentiel) -> Iterator[Ligne]:
    for d, domaine in enumerate(referentiel.domaines):
        chemin: Chemin = ("domaines", d)
        yield Ligne(chemin, domaine, None)
        for s, sous_domaine in enumerate(domaine.sous_domaines):
            sous_chemin = (*chemin, "sous_domaines", s)
            yield Ligne(sous_chemin, sous_domaine, domaine.code)
            for c, critere in enumerate(sous_domaine.criteres):
                yield Ligne((*sous_chemin, "criteres", c), critere, sous_domaine.code)


def _codes_uniques(referentiel: Referentiel, lieu: Lieu) -> Iterator[Diagnostic]:
    premiers: dict[str, Chemin] = {}
    for ligne in _lignes(referentiel):
        code, chemin = ligne.valeur.code, (*ligne.chemin, "code")
        if code in premiers:
            yield diagnostic("R301", lieu(chemin), code=code, premiere=lieu(premiers[code]).ligne)
        premiers.setdefault(code, chemin)


def _codes_hierarchiques(referentiel: Referentiel, lieu: Lieu) -> Iterator[Diagnostic]:
    deplaces: set[str | None] = set()  # the lines below one that is out of place are not
    for ligne in _lignes(referentiel):
        code, parent = ligne.valeur.code, ligne.parent
        if parent is not None and not code.startswith(f"{parent}.") and parent not in deplaces:
            deplaces.add(code)
            yield diagnostic("R302", lieu((*ligne.chemin, "code")), code=code, parent=parent)


def _codes_de_tableur(referentiel: Referentiel, lieu: Lieu) -> Iterator[Diagnostic]:
    for ligne in _lignes(referentiel):
        if not isinstance(ligne.valeur, Critere):
            continue
        code = ligne.valeur.code
        nature = (
            "un nombre" if _COMME_UN_NOMBRE.fullmatch(code) else "une date" if _COMME_UNE_DATE.fullmatch(code) else ""
        )
        if nature:
            yield diagnostic("R313", lieu((*ligne.chemin, "code")), code=code, nature=nature)


def _libelles_uniques(referentiel: Referentiel, lieu: Lieu) -> Iterator[Diagnostic]:
    premiers: dict[str, Ligne] = {}
    for ligne in _lignes(referentiel):
        if not isinstance(ligne.valeur, Critere):
            continue
        premier = premiers.setdefault(forme_comparable(ligne.valeur.libelle), ligne)
        if premier is not ligne:
            ou = lieu((*premier.chemin, "libelle")).ligne
            yield diagnostic("R314", lieu((*ligne.chemin, "libelle")), autre=premier.valeur.code, premiere=ou)


def _attendu(referentiel: Referentiel, lieu: Lieu) -> Iterator[Diagnostic]:
    if not referentiel.domaines:
        return
    trouves = {
        "domaines": len(referentiel.domaines),
        "sous_domaines": sum(1 for _ in referentiel.sous_domaines),
        "criteres": sum(1 for _ in referentiel.criteres),
    }
    for niveau, attendu in referentiel.attendu.items():
        if attendu != trouves[niveau]:
            mots = niveau.replace("sous_domaines", "sous-domaines").replace("criteres", "critères")
            yield diagnostic("R303", lieu(("attendu", niveau)), attendu=attendu, niveau=mots, trouve=trouves[niveau])


def _complet(referentiel: Referentiel, lieu: Lieu) -> Iterator[Diagnostic]:
    if referentiel.etat is not Etat.PUBLIE and not referentiel.avertissement:
        yield diagnostic("R311", lieu(("etat",)), etat=referentiel.etat)
    if referentiel.etat is Etat.ANNONCE:
        return
    parties = {
        "attendu": referentiel.attendu,
        "echelle": any(referentiel.echelle.values()),
        "regles": referentiel.regles,
        "domaines": referentiel.domaines,
    }
    for cle, partie in parties.items():
        if not partie:
            yield diagnostic("R312", lieu((cle,)), cle=cle, etat=referentiel.etat)


def _echelle(referentiel: Referentiel, lieu: Lieu) -> Iterator[Diagnostic]:
    sens = {mot: r for r in Resultat for mot in (r.value, mot_comparable(r.libelle))}
    for resultat, synonymes in referentiel.echelle.items():
        for rang, synonyme in enumerate(synonymes):
            autre = sens.setdefault(mot_comparable(synonyme), resultat)
            if autre is not resultat:
                ou = lieu(("echelle", resultat.value, rang))
                yield diagnostic("R306", ou, synonyme=synonyme, autre=autre, ici=resultat)


def _regle_par_defaut(referentiel: Referentiel, lieu: Lieu) -> Iterator[Diagnostic]:
    defauts = [rang for rang, regle in enumerate(referentiel.regles) if regle.defaut]
    if referentiel.regles and len(defauts) != 1:
        ou = lieu(("regles", defauts[1], "defaut")) if defauts else lieu(("regles",))
        compte = f"{len(defauts)} règles sont « defaut: true »" if defauts else "aucune règle n'est « defaut: true »"
        yield diagnostic("R308", ou, compte=compte)


def _identifiants_uniques(referentiel: Referentiel, lieu: Lieu) -> Iterator[Diagnostic]:
    for liste, identifiants in (
        ("regles", [regle.id for regle in referentiel.regles]),
        ("sources", [source.id for source in referentiel.sources]),
    ):
        for rang, identifiant in enumerate(identifiants):
            premier = identifiants.index(identifiant)
            if premier < rang:
                ou = lieu((liste, premier, "id")).ligne
                yield diagnostic("R309", lieu((liste, rang, "id")), id=identifiant, premiere=ou)


def _exigences(referentiel: Referentiel, lieu: Lieu) -> Iterator[Diagnostic]:
    totaux = {sd.code: sum(critere.points for critere in sd.criteres) for sd in referentiel.sous_domaines}
    criteres = [critere.code for critere in referentiel.criteres]
    for rang, regle in enumerate(referentiel.regles):
        chemin: Chemin = ("regles", rang)
        if regle.seuil_domaine is None and regle.seuil_sous_domaine is None:
            yield diagnostic("R310", lieu((*chemin, "id")), id=regle.id)
        for code, compte in regle.comptes.items():
            ici = (*chemin, "sous_domaine", "exceptions", code)
            if code not in totaux:
                yield _code_inconnu(lieu(ici), code, "un sous-domaine", totaux)
            elif compte.requis > totaux[code]:
                yield diagnostic("R304", lieu((*ici, "requis")), requis=compte.requis, code=code, total=totaux[code])
        for place, code in enumerate(regle.obligatoires):
            if code not in criteres:
                yield _code_inconnu(
                    lieu((*chemin, "sous_domaine", "obligatoires", place)), code, "un critère", criteres
                )


def _sources(referentiel: Referentiel, lieu: Lieu) -> Iterator[Diagnostic]:
    connues = [source.id for source in referentiel.sources]
    for chemin, sources in _toutes_les_sources(referentiel):
        for rang, source in enumerate(sources):
            if source not in connues:
                conseil = conseil_proche(source, connues, "sources décrites")
                yield diagnostic("R307", lieu((*chemin, "sources", rang)), source=source, conseil=conseil)


def _toutes_les_sources(referentiel: Referentiel) -> Iterator[tuple[Chemin, tuple[str, ...]]]:
    for rang, regle in enumerate(referentiel.regles):
        yield ("regles", rang), regle.sources
        for code, compte in regle.comptes.items():
            yield ("regles", rang, "sous_domaine", "exceptions", code), compte.sources
    for ligne in _lignes(referentiel):
        yield ligne.chemin, ligne.valeur.sources


def _exemples(referentiel: Referentiel, lieu: Lieu) -> Iterator[Diagnostic]:
    criteres = [critere.code for critere in referentiel.criteres]
    regles = [regle.id for regle in referentiel.regles]
    for rang, exemple in enumerate(referentiel.exemples):
        chemin: Chemin = ("exemples", rang)
        if exemple.regle is not None and exemple.regle not in regles:
            yield _code_inconnu(lieu((*chemin, "regle")), exemple.regle, "une règle", regles)
        vus: dict[str, Position] = {}
        places = dict.fromkeys(Resultat, 0)
        for code, resultat in exemple.sauf:
            ici = lieu((*chemin, "sauf", resultat.value, places[resultat]))
            places[resultat] += 1
            if code not in criteres:
                yield _code_inconnu(ici, code, "un critère", criteres)
            elif code in vus:
                yield diagnostic("R301", ici, code=code, premiere=vus[code].ligne)
            vus.setdefault(code, ici)


def _code_inconnu(ou: Position, code: str, niveau: str, admis: Iterable[str]) -> Diagnostic:
    return diagnostic("R305", ou, code=code, niveau=niveau, conseil=conseil_proche(code, admis, "codes possibles"))


VALIDEURS = (
    _complet,
    _attendu,
    _codes_uniques,
    _codes_hierarchiques,
    _codes_de_tableur,
    _libelles_uniques,
    _echelle,
    _regle_par_defaut,
    _identifiants_uniques,
    _exigences,
    _sources,
    _exemples,
)
