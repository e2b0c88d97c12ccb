"""Référentiels to export: those that ship, the toys, and others made up; and the CSV read back by other means.

Reading back shares no code with the program: it knows the layout, which the help of `exporter` promises.
"""

import csv
from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import cache
from io import StringIO
from itertools import cycle
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from clea_cli.atelier.decrire import decrire
from clea_cli.atelier.donnees import donnees
from clea_cli.atelier.rendus import (
    referentiel_case,
    referentiel_csv,
    referentiel_html,
    referentiel_json,
    referentiel_markdown,
)
from clea_cli.decision.charger import charger
from clea_cli.referentiel.referentiel import (
    Appui,
    Certitude,
    Critere,
    Domaine,
    Enregistrement,
    Etat,
    Exemple,
    Modalites,
    Precision,
    Referentiel,
    Regle,
    Resultat,
    SeuilPropre,
    Source,
    SousDomaine,
    Succession,
)
from tests.outils.jouets import JOUETS, referentiel

FICHIER_COMPLET = Path(__file__).parent.parent / "jouet-complet.yaml"
COMPLET = "jouet-complet"
LIVRES = ("clea", "clea-numerique", "clea-management")
NOMS = (*LIVRES, COMPLET, *JOUETS)
FORMATS = ("json", "csv", "markdown", "html", "case")

_DONNEES = {"json": referentiel_json.rendre, "csv": referentiel_csv.rendre}
_VUES = {
    "markdown": referentiel_markdown.rendre,
    "html": referentiel_html.rendre,
    "case": referentiel_case.rendre,
}

HOSTILES = (
    "<script>alert(1)</script>",
    "R&D &amp; <b>gras</b>",
    "a | b \\| c \\",
    "*gras* _souligné_ `code` ~~barré~~ $x$",
    "[lien](http://exemple.invalid) ![image](x)",
    "# titre #",
    "1. liste",
    "- tiret",
    "=HYPERLINK(1)",
    "@SUM(1)",
    "{{ 7*7 }} {% raise %}",
    "\x1b[31mrouge",
    'guillemets " et ; point-virgule',
    "[/b]",
    "\u202egauche",
    "deux\nlignes",
)


@cache
def valeur(nom: str) -> Referentiel:
    """A référentiel of NOMS."""
    if nom in JOUETS:
        return referentiel(JOUETS[nom])
    charge = charger(str(FICHIER_COMPLET) if nom == COMPLET else nom).value
    assert charge is not None
    return charge


def rendu(exporte: Referentiel, format_: str) -> str:
    """Export a référentiel in one format."""
    octets = (
        _DONNEES[format_](donnees(exporte))
        if format_ in _DONNEES
        else _VUES[format_](decrire(exporte))
    )
    return octets.decode("utf-8-sig")


def lignes(exporte: Referentiel) -> list[Domaine | SousDomaine | Critere]:
    """All lines, in order."""
    toutes: list[Domaine | SousDomaine | Critere] = []
    for domaine in exporte.domaines:
        toutes.append(domaine)
        for sous_domaine in domaine.sous_domaines:
            toutes += [sous_domaine, *sous_domaine.criteres]
    return toutes


def avec_libelles(exporte: Referentiel, libelles: Sequence[str]) -> Referentiel:
    """The same référentiel, its lines relabelled in order, round and round."""
    suivants = cycle(libelles)

    def sous_domaine(ligne: SousDomaine) -> SousDomaine:
        criteres = tuple(
            c._replace(libelle=next(suivants), note=next(suivants)) for c in ligne.criteres
        )
        return ligne._replace(libelle=next(suivants), criteres=criteres)

    return exporte._replace(
        domaines=tuple(
            d._replace(
                libelle=next(suivants), sous_domaines=tuple(map(sous_domaine, d.sous_domaines))
            )
            for d in exporte.domaines
        )
    )


# The CSV read back

_LISTES = {"acquis", "non_acquis", "non_evalue", "retires", "obligatoires", "a_preciser"}
_DESSOUS = {"domaine": "sous_domaines", "sous_domaine": "criteres", "critere": ""}


def relire_csv(contenu: str) -> dict[str, Any]:
    """Read an exported CSV back into the data of the YAML."""
    rangees = [
        list(map(_cellule, rangee))
        for rangee in csv.reader(StringIO(contenu, newline=""), delimiter=";")
    ]
    vide = rangees.index([])
    racine: dict[str, Any] = {}
    for chemin, *valeurs in rangees[:vide]:
        _poser(racine, chemin.split("/"), valeurs)
    racine["domaines"] = _grille(rangees[vide + 1], rangees[vide + 2 :])
    return racine


def _cellule(cellule: str) -> str:
    if cellule[:1] == "'" and cellule[1:2] in set("=+-@"):
        cellule = cellule[1:]
    return "".join(
        chr(ord(c) - 0x2400) if "␀" <= c <= "␟" else "\x7f" if c == "␡" else c for c in cellule
    )


def _poser(noeud: Any, chemin: Sequence[str], valeurs: list[str]) -> None:
    """Put values where the way leads; a rank, counted from 1, makes a list of what it is under."""
    cle, *suite = chemin
    if isinstance(noeud, list):
        assert int(cle) in (len(noeud), len(noeud) + 1)
        if int(cle) > len(noeud):
            noeud.append({})
        _poser(noeud[int(cle) - 1], suite, valeurs)
    elif suite:
        _poser(
            noeud.setdefault(cle, [] if suite[0].isdecimal() and cle != "exceptions" else {}),
            suite,
            valeurs,
        )
    elif not valeurs:
        noeud[cle] = {} if cle == "sauf" else []
    elif cle in _LISTES or cle == "sources":
        noeud[cle] = valeurs
    else:
        [seule] = valeurs
        noeud[cle] = _nombre(seule) if cle in _NOMBRES else seule
        if cle == "defaut" and seule == "true":
            noeud[cle] = True


_NOMBRES = {"requis", "domaines", "sous_domaines", "criteres"}
_NOMBRES |= {"prealable_heures_max", "finale_heures_max", "validite_ans", "revision"}


def _nombre(texte: str) -> int | str:
    return int(texte) if texte.isdecimal() else texte


def _grille(titres: list[str], rangees: Iterable[list[str]]) -> list[dict[str, Any]]:
    domaines: list[dict[str, Any]] = []
    dessous = {"domaine": domaines}
    for rangee in rangees:
        cellules = dict(zip(titres, rangee, strict=True))
        niveau = cellules.pop("niveau")
        ligne: dict[str, Any] = {cle: valeur for cle, valeur in cellules.items() if valeur}
        for cle in {"sources", "remplace"} & ligne.keys():
            ligne[cle] = [] if ligne[cle] == "aucun" else ligne[cle].split(" ")
        if "points" in ligne:
            ligne["points"] = _nombre(ligne["points"])
        dessous[niveau].append(ligne)
        if cle := _DESSOUS[niveau]:
            dessous[{"domaine": "sous_domaine", "sous_domaine": "critere"}[niveau]] = ligne[
                cle
            ] = []
    return domaines


# Référentiels made up: of the right shape, whatever they mean

_IDENTIFIANTS = st.from_regex(r"[a-z0-9]{1,4}(-[a-z0-9]{1,3})?", fullmatch=True)
_SEUILS = st.tuples(st.integers(1, 200), st.integers(1, 200)).map(
    lambda n: Fraction(min(n), max(n))
)
_POINTS = st.one_of(
    st.integers(1, 100),
    st.sampled_from([Fraction(1, 2), Fraction(7, 3), Fraction(99, 10), Fraction(1, 9)]),
)
_VERSIONS = st.from_regex(r"[0-9]{1,4}(\.[0-9]{1,3}){0,2}", fullmatch=True)
_CODES = st.from_regex(r"[A-Za-z0-9]{1,2}(\.[A-Za-z0-9]{1,2})?", fullmatch=True)
_DATES = st.dates().map(str)


def _liste(
    elements: st.SearchStrategy[Any], nombre: int = 3, minimum: int = 0
) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(elements, min_size=minimum, max_size=nombre).map(tuple)


def _precisees(
    regle: Regle, certitudes: st.SearchStrategy[Certitude], notes: st.SearchStrategy[str]
) -> st.SearchStrategy[Regle]:
    """The rule with something said of some of the levels that it looks at."""
    regardes = {
        "domaine": regle.seuil_domaine,
        "sous_domaine": regle.seuil_sous_domaine,
        "ensemble": True,
    }
    parts = [
        st.builds(Precision, st.just(niveau), st.none() | certitudes, _liste(_IDENTIFIANTS), notes)
        for niveau, regarde in regardes.items()
        if regarde
    ]
    # One that says nothing is not written, and so is not read back.
    return st.tuples(*parts).map(
        lambda dites: regle._replace(precisions=tuple(p for p in dites if any(p[1:])))
    )


def inventes(textes: st.SearchStrategy[str]) -> st.SearchStrategy[Referentiel]:
    """Référentiels whose every text is drawn from `textes`, with anything optional there or not."""
    optionnels = st.one_of(st.just(""), textes)
    certitudes = st.sampled_from(Certitude)
    ligne = (_CODES, textes, certitudes, _liste(_IDENTIFIANTS), optionnels)
    criteres = st.builds(Critere, *ligne, _POINTS, st.one_of(st.none(), _liste(_CODES)))
    sous_domaines = st.builds(SousDomaine, *ligne, _liste(criteres, minimum=1), optionnels)
    pictogrammes = st.sampled_from(["", "equipe", "en-ligne"])
    dits = (_liste(_IDENTIFIANTS), optionnels)
    comptes = st.dictionaries(
        _CODES, st.builds(SeuilPropre, _POINTS, certitudes, *dits), max_size=3
    )
    jours = st.just("") | _DATES
    appuis = st.builds(Appui, certitudes, _liste(_IDENTIFIANTS))
    inscrit = (textes, textes, jours, jours, jours, certitudes, *dits, _DATES)
    anterieurs = st.builds(Enregistrement, *inscrit, st.just(()))
    modalites = (
        *[st.integers(1, 50)] * 3,
        certitudes,
        _liste(_IDENTIFIANTS),
        st.none() | appuis,
        optionnels,
        jours,
    )
    rien = st.tuples(st.none(), st.just({}), st.just(()))
    regles = st.builds(
        lambda tete, sous, ensemble, *fin: Regle(*tete, *sous, ensemble, *fin),
        st.tuples(_IDENTIFIANTS, textes, st.booleans(), st.none() | _SEUILS),
        rien | st.tuples(_SEUILS, comptes, _liste(_CODES)),
        st.none() | _SEUILS,
        _liste(_IDENTIFIANTS),
        _DATES,
        jours,
    ).flatmap(lambda regle: _precisees(regle, certitudes, optionnels))
    sauf = _liste(st.tuples(_CODES, st.sampled_from(Resultat))).map(
        lambda couples: tuple(sorted(couples, key=lambda couple: list(Resultat).index(couple[1])))
    )
    verdicts = st.sampled_from(["certifiable", "non_certifiable", "indetermine"])
    nombres = st.fixed_dictionaries(
        {cle: st.integers(0, 200) for cle in ("domaines", "sous_domaines", "criteres")}
    ) | st.just({})
    return st.builds(
        Referentiel,
        id=_IDENTIFIANTS,
        version=_VERSIONS,
        libelle=textes,
        certificateur=textes,
        etat=st.sampled_from(Etat),
        avertissement=optionnels,
        empreinte=st.just("0" * 64),
        attendu=nombres,
        echelle=st.fixed_dictionaries({resultat: _liste(textes) for resultat in Resultat}),
        sources=_liste(st.builds(Source, _IDENTIFIANTS, textes, textes, optionnels)),
        regles=_liste(regles),
        domaines=_liste(
            st.builds(
                Domaine, *ligne, _liste(sous_domaines, 2, minimum=1), optionnels, pictogrammes
            ),
            2,
        ),
        exemples=_liste(
            st.builds(
                Exemple,
                textes,
                st.none() | _IDENTIFIANTS,
                st.sampled_from(Resultat),
                sauf,
                verdicts,
            ),
            2,
        ),
        succede=st.none() | st.builds(Succession, _VERSIONS, _liste(_CODES)),
        modalites=st.none() | st.builds(Modalites, *modalites),
        revision=st.integers(1, 30),
        enregistrement=st.none() | st.builds(Enregistrement, *inscrit, _liste(anterieurs, 2)),
        a_preciser=_liste(textes),
        verifie_le=jours,
        contexte=st.none(),
    )
