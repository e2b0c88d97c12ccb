"""A référentiel as the keys and values of its YAML, in the YAML's order; what says nothing is out.

What is written from it is read again as an equal référentiel, but for `empreinte`, which is the
file's own.
"""

from typing import Any

from clea_cli.referentiel.referentiel import (
    Appui,
    Critere,
    Domaine,
    Enregistrement,
    Exemple,
    Modalites,
    Points,
    Referentiel,
    Regle,
    Resultat,
    SeuilPropre,
    Source,
    SousDomaine,
    Succession,
    seuil_ecrit,
)

SCHEMA = "clea/referentiel/1"


def donnees(referentiel: Referentiel) -> dict[str, Any]:
    """Write a référentiel as plain data: texts, whole numbers, truth values, lists and objects."""
    # That no revision was made goes without saying.
    revision = referentiel.revision if referentiel.revision != 1 else None
    enregistrement = referentiel.enregistrement
    return {
        "schema": SCHEMA,
        "id": referentiel.id,
        "version": referentiel.version,
        **_dits(revision=revision),
        "libelle": referentiel.libelle,
        "certificateur": referentiel.certificateur,
        "etat": referentiel.etat.value,
        **_dits(
            avertissement=referentiel.avertissement,
            succede=referentiel.succede and _succession(referentiel.succede),
            modalites=referentiel.modalites and _modalites(referentiel.modalites),
            enregistrement=enregistrement and _enregistrement(enregistrement),
            verifie_le=referentiel.verifie_le,
            attendu=dict(referentiel.attendu),
            echelle=_echelle(referentiel),
        ),
        "sources": [_source(source) for source in referentiel.sources],
        "regles": [_regle(regle) for regle in referentiel.regles],
        "domaines": [_domaine(domaine) for domaine in referentiel.domaines],
        "exemples": [_exemple(exemple) for exemple in referentiel.exemples],
    }


def _dits(**cles: Any) -> dict[str, Any]:
    """The keys that say something."""
    return {cle: valeur for cle, valeur in cles.items() if valeur}


def _echelle(referentiel: Referentiel) -> dict[str, list[str]] | None:
    """The words of each answer, those of none too; nothing where there are no words at all."""
    echelle = {resultat.value: list(mots) for resultat, mots in referentiel.echelle.items()}
    echelle |= _dits(a_preciser=list(referentiel.a_preciser))
    dit_quelque_chose = any(echelle.values())
    return echelle if dit_quelque_chose else None


def _succession(succede: Succession) -> dict[str, Any]:
    return {"version": succede.version, **_dits(retires=list(succede.retires))}


def _modalites(modalites: Modalites) -> dict[str, Any]:
    return {
        "prealable_heures_max": modalites.prealable_heures_max,
        "finale_heures_max": modalites.finale_heures_max,
        "validite_ans": modalites.validite_ans,
        **_dits(sources=list(modalites.sources)),
        "certitude": modalites.certitude.value,
        **_dits(
            validite=modalites.validite and _appui(modalites.validite),
            note=modalites.note,
            verifie_le=modalites.verifie_le,
        ),
    }


def _appui(appui: Appui) -> dict[str, Any]:
    return {**_dits(sources=list(appui.sources)), "certitude": appui.certitude.value}


def _enregistrement(enregistrement: Enregistrement) -> dict[str, Any]:
    return {
        "repertoire": enregistrement.repertoire,
        "numero": enregistrement.numero,
        **_dits(
            depuis=enregistrement.depuis,
            vu_le=enregistrement.vu_le,
            echeance=enregistrement.echeance,
            sources=list(enregistrement.sources),
        ),
        "certitude": enregistrement.certitude.value,
        **_dits(note=enregistrement.note),
        "verifie_le": enregistrement.verifie_le,
        **_dits(precedents=list(map(_enregistrement, enregistrement.precedents))),
    }


def _source(source: Source) -> dict[str, Any]:
    return {
        "id": source.id,
        "titre": source.titre,
        "editeur": source.editeur,
        **_dits(adresse=source.adresse),
    }


def _regle(regle: Regle) -> dict[str, Any]:
    return {
        "id": regle.id,
        **_dits(defaut=regle.defaut),
        "libelle": regle.libelle,
        **_dits(domaine=_de_domaine(regle), sous_domaine=_de_sous_domaine(regle)),
        "ensemble": _d_ensemble(regle),
        "sources": list(regle.sources),
        "verifie_le": regle.verifie_le,
        **_dits(jusqu_a=regle.jusqu_a),
    }


def _de_domaine(regle: Regle) -> dict[str, Any] | None:
    """What a rule asks of a domaine."""
    if not regle.seuil_domaine:
        return None
    return {"seuil": seuil_ecrit(regle.seuil_domaine), **_precision(regle, "domaine")}


def _de_sous_domaine(regle: Regle) -> dict[str, Any] | None:
    """What a rule asks of the sous-domaines."""
    if not regle.seuil_sous_domaine:
        return None
    comptes = {code: _compte(compte) for code, compte in regle.comptes.items()}
    exigence = {
        "seuil": seuil_ecrit(regle.seuil_sous_domaine),
        **_precision(regle, "sous_domaine"),
        **_dits(exceptions=comptes),
    }
    # Beside counts, that no critère is mandatory is worth saying.
    if regle.obligatoires or comptes:
        exigence["obligatoires"] = list(regle.obligatoires)
    return exigence


def _d_ensemble(regle: Regle) -> dict[str, Any]:
    """What a rule asks of the whole grille."""
    seuil = regle.seuil_ensemble
    return {
        **_dits(seuil=seuil and seuil_ecrit(seuil)),
        "domaines": "tous",
        **_precision(regle, "ensemble"),
    }


def _precision(regle: Regle, niveau: str) -> dict[str, Any]:
    """How sure the threshold of a level is, where something is said of it."""
    for dite in regle.precisions:
        if dite.niveau == niveau:
            certitude = dite.certitude and dite.certitude.value
            return _dits(certitude=certitude, sources=list(dite.sources), note=dite.note)
    return {}


def _compte(compte: SeuilPropre) -> dict[str, Any]:
    return {
        "requis": points_ecrits(compte.requis),
        **_dits(sources=list(compte.sources)),
        "certitude": compte.certitude.value,
        **_dits(note=compte.note),
    }


def _domaine(domaine: Domaine) -> dict[str, Any]:
    simples = _dits(libelle_court=domaine.libelle_court, pictogramme=domaine.pictogramme)
    dessous = [_sous_domaine(sous_domaine) for sous_domaine in domaine.sous_domaines]
    return _ligne(domaine) | simples | {"sous_domaines": dessous}


def _sous_domaine(sous_domaine: SousDomaine) -> dict[str, Any]:
    simples = _dits(phrase_simple=sous_domaine.phrase_simple)
    criteres = [_critere(critere) for critere in sous_domaine.criteres]
    return _ligne(sous_domaine) | simples | {"criteres": criteres}


def _critere(critere: Critere) -> dict[str, Any]:
    """A critère; an empty `remplace` is said, for it means that the critère replaces nothing."""
    dit = _ligne(critere)
    if critere.points != 1:
        dit["points"] = points_ecrits(critere.points)
    if critere.remplace is not None:
        dit["remplace"] = list(critere.remplace)
    return dit


def _ligne(ligne: Domaine | SousDomaine | Critere) -> dict[str, Any]:
    return {
        "code": ligne.code,
        "libelle": ligne.libelle,
        **_dits(sources=list(ligne.sources)),
        "certitude": ligne.certitude.value,
        **_dits(note=ligne.note),
    }


def _exemple(exemple: Exemple) -> dict[str, Any]:
    par_resultat = codes_par_resultat(exemple)
    return {
        "libelle": exemple.libelle,
        **_dits(regle=exemple.regle),
        "defaut": exemple.defaut.value,
        # An example without exceptions says so: the models want the key.
        "sauf": {resultat.value: codes for resultat, codes in par_resultat.items()},
        "verdict": exemple.verdict,
    }


def codes_par_resultat(exemple: Exemple) -> dict[Resultat, list[str]]:
    """The codes whose answer is not the example's default, by that answer."""
    codes: dict[Resultat, list[str]] = {}
    for code, resultat in exemple.sauf:
        siens = codes.setdefault(resultat, [])
        siens.append(code)
    return codes


def points_ecrits(points: Points) -> int | str:
    """Points as a YAML holds them: a whole number, or a fraction between quotes."""
    return points if isinstance(points, int) else str(points)
