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
NIVEAUX = ("domaine", "sous_domaine", "ensemble")  # that a rule may ask something of


def construire(racine: Mapping[str, Any], empreinte: str) -> Referentiel:
    """Build the référentiel of values whose shape was verified; `empreinte` is the SHA-256 of their file."""
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
        echelle={
            resultat: tuple(map(str, echelle.get(resultat.value, ()))) for resultat in Resultat
        },
        sources=tuple(
            Source(source["id"], source["titre"], source["editeur"], source.get("adresse") or "")
            for source in racine["sources"]
        ),
        regles=tuple(map(_regle, racine["regles"])),
        domaines=tuple(map(_domaine, racine["domaines"])),
        exemples=tuple(map(_exemple, racine["exemples"])),
        succede=_succession(racine.get("succede")),
        modalites=_modalites(racine.get("modalites")),
        revision=racine.get("revision", 1),
        enregistrement=_enregistrement(racine.get("enregistrement")),
        a_preciser=tuple(map(str, echelle.get("a_preciser", ()))),
        verifie_le=racine.get("verifie_le") or "",
    )


def _modalites(modalites: Mapping[str, Any] | None) -> Modalites | None:
    if modalites is None:
        return None
    certitude, sources = _CERTITUDES[modalites["certitude"]], tuple(modalites.get("sources", ()))
    return Modalites(
        prealable_heures_max=modalites["prealable_heures_max"],
        finale_heures_max=modalites["finale_heures_max"],
        validite_ans=modalites["validite_ans"],
        certitude=certitude,
        sources=sources,
        validite=_appui(modalites.get("validite")),
        note=modalites.get("note") or "",
        verifie_le=modalites.get("verifie_le") or "",
    )


def _appui(appui: Mapping[str, Any] | None) -> Appui | None:
    if appui is None:
        return None
    return Appui(_CERTITUDES[appui["certitude"]], tuple(appui.get("sources", ())))


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
    return Succession(succede["version"], tuple(succede.get("retires", ()))) if succede else None


def _regle(regle: Mapping[str, Any]) -> Regle:
    domaine, sous_domaine = regle.get("domaine") or {}, regle.get("sous_domaine") or {}
    return Regle(
        id=regle["id"],
        libelle=regle["libelle"],
        defaut=regle.get("defaut", False),
        seuil_domaine=_seuil(domaine.get("seuil")),
        seuil_sous_domaine=_seuil(sous_domaine.get("seuil")),
        comptes={
            code: _compte(compte) for code, compte in sous_domaine.get("exceptions", {}).items()
        },
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
        if any(dit.get(cle) for cle in ("certitude", "sources", "note")):
            certitude = _CERTITUDES[dit["certitude"]] if dit.get("certitude") else None
            yield Precision(niveau, certitude, tuple(dit.get("sources", ())), dit.get("note") or "")


def _compte(compte: Mapping[str, Any]) -> SeuilPropre:
    certitude, sources = _CERTITUDES[compte["certitude"]], tuple(compte.get("sources", ()))
    return SeuilPropre(_points(compte["requis"]), certitude, sources, compte.get("note") or "")


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
    remplace = tuple(critere["remplace"]) if critere.get("remplace") is not None else None
    return Critere(*_ligne(critere), points=_points(critere.get("points", 1)), remplace=remplace)


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
    sauf = tuple(
        (code, resultat)
        for resultat in Resultat
        for code in exemple["sauf"].get(resultat.value, ())
    )
    return Exemple(
        exemple["libelle"],
        exemple.get("regle"),
        Resultat(exemple["defaut"]),
        sauf,
        exemple["verdict"],
    )


def _seuil(texte: str | None) -> Fraction | None:
    return None if texte is None else Fraction(texte)


def _points(ecrits: int | str) -> Points:
    """Points as written: a whole number, or a fraction such as "1/2"; "2/2" is 1."""
    return ecrits if isinstance(ecrits, int) else simplifier(Fraction(ecrits))
