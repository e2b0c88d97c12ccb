"""A référentiel built from the values of its YAML."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from clea_cli.referentiel.referentiel import (
    Appui,
    Certitude,
    Critere,
    Domaine,
    Enregistrement,
    Etat,
    Exemple,
    Modalites,
    Points,
    Precision,
    Referentiel,
    Regle,
    Resultat,
    SeuilPropre,
    Source,
    SousDomaine,
    Succession,
    simplifier,
)

_CERTITUDES = {certitude.value: certitude for certitude in Certitude}
_SANS_SOURCE: tuple[str, ...] = ()
# The levels that a rule may ask something of.
NIVEAUX = ("domaine", "sous_domaine", "ensemble")


def construire(racine: Mapping[str, Any], empreinte: str) -> Referentiel:
    """Build the référentiel of values whose shape was verified; `empreinte`: that of their file."""
    echelle: Mapping[str, list[object]] = racine.get("echelle") or {}
    return Referentiel(
        id=racine["id"],
        version=racine["version"],
        libelle=racine["libelle"],
        certificateur=racine["certificateur"],
        etat=Etat(racine["etat"]),
        avertissement=racine.get("avertissement") or "",
        empreinte=empreinte,
        attendu=dict(racine.get("attendu") or {}),
        echelle={resultat: _mots(echelle, resultat.value) for resultat in Resultat},
        sources=tuple(map(_source, racine["sources"])),
        regles=tuple(map(_regle, racine["regles"])),
        domaines=tuple(map(_domaine, racine["domaines"])),
        exemples=tuple(map(_exemple, racine["exemples"])),
        succede=_succession(racine.get("succede")),
        modalites=_modalites(racine.get("modalites")),
        revision=racine.get("revision", 1),
        enregistrement=_enregistrement(racine.get("enregistrement")),
        a_preciser=_mots(echelle, "a_preciser"),
        verifie_le=racine.get("verifie_le") or "",
    )


def _mots(echelle: Mapping[str, list[object]], cle: str) -> tuple[str, ...]:
    """Words of the scale, as texts: YAML may have read a number."""
    return tuple(map(str, echelle.get(cle, ())))


def _source(source: Mapping[str, Any]) -> Source:
    return Source(
        id=source["id"],
        titre=source["titre"],
        editeur=source["editeur"],
        adresse=source.get("adresse") or "",
    )


def _modalites(modalites: Mapping[str, Any] | None) -> Modalites | None:
    if modalites is None:
        return None
    return Modalites(
        prealable_heures_max=modalites["prealable_heures_max"],
        finale_heures_max=modalites["finale_heures_max"],
        validite_ans=modalites["validite_ans"],
        certitude=_CERTITUDES[modalites["certitude"]],
        sources=tuple(modalites.get("sources", ())),
        validite=_appui(modalites.get("validite")),
        note=modalites.get("note") or "",
        verifie_le=modalites.get("verifie_le") or "",
    )


def _appui(appui: Mapping[str, Any] | None) -> Appui | None:
    if appui is None:
        return None
    sources = tuple(appui.get("sources", ()))
    return Appui(_CERTITUDES[appui["certitude"]], sources)


def _enregistrement(enregistrement: Mapping[str, Any] | None) -> Enregistrement | None:
    return None if enregistrement is None else _inscrit(enregistrement)


def _inscrit(enregistrement: Mapping[str, Any]) -> Enregistrement:
    return Enregistrement(
        repertoire=enregistrement["repertoire"],
        numero=enregistrement["numero"],
        depuis=enregistrement.get("depuis") or "",
        vu_le=enregistrement.get("vu_le") or "",
        echeance=enregistrement.get("echeance") or "",
        certitude=_CERTITUDES[enregistrement["certitude"]],
        sources=tuple(enregistrement.get("sources", ())),
        note=enregistrement.get("note") or "",
        verifie_le=enregistrement["verifie_le"],
        precedents=tuple(map(_inscrit, enregistrement.get("precedents", ()))),
    )


def _succession(succede: Mapping[str, Any] | None) -> Succession | None:
    if not succede:
        return None
    retires = tuple(succede.get("retires", ()))
    return Succession(succede["version"], retires)


def _regle(regle: Mapping[str, Any]) -> Regle:
    domaine = regle.get("domaine") or {}
    sous_domaine = regle.get("sous_domaine") or {}
    exceptions = sous_domaine.get("exceptions", {})
    return Regle(
        id=regle["id"],
        libelle=regle["libelle"],
        defaut=regle.get("defaut", False),
        seuil_domaine=_seuil(domaine.get("seuil")),
        seuil_sous_domaine=_seuil(sous_domaine.get("seuil")),
        comptes={code: _compte(compte) for code, compte in exceptions.items()},
        obligatoires=tuple(sous_domaine.get("obligatoires", ())),
        seuil_ensemble=_seuil(regle["ensemble"].get("seuil")),
        sources=tuple(regle["sources"]),
        verifie_le=regle["verifie_le"],
        jusqu_a=regle.get("jusqu_a") or "",
        precisions=tuple(_precisions(regle)),
    )


def _precisions(regle: Mapping[str, Any]) -> Iterator[Precision]:
    """What is said of the thresholds of a rule, where something is."""
    for niveau in NIVEAUX:
        dit = regle.get(niveau) or {}
        certitude = dit.get("certitude")
        sources = dit.get("sources")
        note = dit.get("note")
        if certitude or sources or note:
            yield Precision(
                niveau=niveau,
                certitude=_CERTITUDES[certitude] if certitude else None,
                sources=tuple(sources or ()),
                note=note or "",
            )


def _compte(compte: Mapping[str, Any]) -> SeuilPropre:
    return SeuilPropre(
        requis=_points(compte["requis"]),
        certitude=_CERTITUDES[compte["certitude"]],
        sources=tuple(compte.get("sources", ())),
        note=compte.get("note") or "",
    )


def _domaine(domaine: Mapping[str, Any]) -> Domaine:
    return Domaine(
        *_ligne(domaine),
        sous_domaines=tuple(map(_sous_domaine, domaine["sous_domaines"])),
        libelle_court=domaine.get("libelle_court") or "",
        pictogramme=domaine.get("pictogramme") or "",
    )


def _sous_domaine(sous_domaine: Mapping[str, Any]) -> SousDomaine:
    criteres = tuple(map(_critere, sous_domaine["criteres"]))
    phrase = sous_domaine.get("phrase_simple") or ""
    return SousDomaine(*_ligne(sous_domaine), criteres=criteres, phrase_simple=phrase)


def _critere(critere: Mapping[str, Any]) -> Critere:
    remplace = critere.get("remplace")
    return Critere(
        *_ligne(critere),
        points=_points(critere.get("points", 1)),
        remplace=None if remplace is None else tuple(remplace),
    )


def _ligne(ligne: Mapping[str, Any]) -> tuple[str, str, Certitude, tuple[str, ...], str]:
    """What every line of the grid says of itself: code, libellé, certitude, sources, note."""
    sources = tuple(ligne["sources"]) if "sources" in ligne else _SANS_SOURCE
    return (
        ligne["code"],
        ligne["libelle"],
        _CERTITUDES[ligne["certitude"]],
        sources,
        ligne.get("note") or "",
    )


def _exemple(exemple: Mapping[str, Any]) -> Exemple:
    sauf: list[tuple[str, Resultat]] = []
    for resultat in Resultat:
        codes = exemple["sauf"].get(resultat.value, ())
        sauf += [(code, resultat) for code in codes]
    return Exemple(
        libelle=exemple["libelle"],
        regle=exemple.get("regle"),
        defaut=Resultat(exemple["defaut"]),
        sauf=tuple(sauf),
        verdict=exemple["verdict"],
    )


def _seuil(texte: str | None) -> Fraction | None:
    return None if texte is None else Fraction(texte)


def _points(ecrits: int | str) -> Points:
    """Points as written: a whole number, or a fraction such as "1/2"; "2/2" is 1."""
    if isinstance(ecrits, int):
        return ecrits
    return simplifier(Fraction(ecrits))
