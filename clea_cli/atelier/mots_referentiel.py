"""A référentiel put into words: its rules, what each level requires, and how sure each line is."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction

from clea_cli.atelier.correspondances import LigneDuReferentiel
from clea_cli.atelier.mots_regles import reserves_de_regle
from clea_cli.atelier.vues_referentiel import FicheReferentiel, FichierVerifie, LigneVue
from clea_cli.decision.decision import Bareme, bareme
from clea_cli.diagnostics import en_lettres
from clea_cli.referentiel.contexte import Contexte, Surcouche
from clea_cli.referentiel.faits import enregistrement_termine
from clea_cli.referentiel.mots import (
    CERTITUDES,
    SEUILS,
    certitudes,
    echelle,
    enregistrement,
    mise_en_garde,
    mots_locaux,
)
from clea_cli.referentiel.referentiel import (
    Certitude,
    Critere,
    Etat,
    Referentiel,
    Regle,
)
from clea_cli.sorties.mots import compte, phrase

_CODES_MONTRES = 8
# What is told of some lines, the least sure first.
_A_DIRE = {Certitude.A_CONFIRMER: "à confirmer", Certitude.PROPOSITION: "non officiel"}
ETATS = {Etat.PUBLIE: "publié", Etat.BROUILLON: "brouillon", Etat.ANNONCE: "annoncé"}


def resume(referentiel: Referentiel) -> str:
    """Say in a line what a référentiel holds, or what a contexte adds to it."""
    if referentiel.contexte:
        return _ajouts(referentiel, referentiel.contexte)
    if not referentiel.domaines:
        return f"{ETATS[referentiel.etat]}, sans grille"
    nombres = (
        (len(referentiel.domaines), "domaine"),
        (referentiel.nombre_de_sous_domaines, "sous-domaine"),
        (referentiel.nombre_de_criteres, "critère"),
        (len(referentiel.regles), "règle"),
        (len(referentiel.exemples), "exemple"),
    )
    comptes = [compte(nombre, mot) for nombre, mot in nombres]
    return ", ".join(comptes)


def _ajouts(base: Referentiel, contexte: Contexte) -> str:
    """Say how many lines a contexte adds words to, and of which file."""
    combien = len(contexte.lignes)
    contextualisees = "contextualisées" if combien > 1 else "contextualisée"
    lignes = f"{compte(combien, 'ligne')} {contextualisees}"
    nom = f"{base.id} {base.version}"
    return f"étend {nom} sans y toucher (sha256:{base.empreinte[:12]}…) : {lignes}"


def contexte_nomme(contexte: Contexte) -> str:
    """Name a contexte: « Propreté (proprete, version 1) »."""
    return f"{contexte.libelle} ({contexte.id}, version {contexte.version})"


def version(referentiel: Referentiel) -> str:
    """The version, and the revision where there has been one."""
    suite = f", révision {referentiel.revision}" if referentiel.revision > 1 else ""
    return f"{referentiel.version}{suite}"


def fichier_verifie(source: str, texte: str, referentiel: Referentiel | None) -> FichierVerifie:
    """Say of a file that was verified what it holds; None: an error refuses it."""
    if referentiel is None:
        return FichierVerifie(source, texte, correct=False)
    return FichierVerifie(
        source=source,
        texte=texte,
        correct=True,
        referentiel=referentiel.id,
        version=referentiel.version,
        empreinte=f"sha256:{referentiel.empreinte}",
        resume=resume(referentiel),
        a_confirmer=() if referentiel.contexte else tuple(_a_confirmer(referentiel)),
    )


def _a_confirmer(referentiel: Referentiel) -> Iterator[str]:
    """What is not sure by nature, and what this project proposes: no fault, yet to be known."""
    niveaux: dict[str, Iterable[LigneDuReferentiel]] = {
        "domaine": referentiel.domaines,
        "sous-domaine": tuple(referentiel.sous_domaines),
        "critère": tuple(referentiel.criteres),
    }
    for certitude, mots in _A_DIRE.items():
        for niveau, lignes in niveaux.items():
            codes = [ligne.code for ligne in lignes if ligne.certitude is certitude]
            if codes:
                yield _compter(codes, niveau, mots)
    for regle in referentiel.regles:
        yield from _a_confirmer_de(regle)


def _a_confirmer_de(regle: Regle) -> Iterator[str]:
    """What is not sure of a rule."""
    for niveau in regle.seuils_a_confirmer:
        yield f"règle {regle.id}, {SEUILS[niveau]} à confirmer"
    if regle.comptes_a_confirmer:
        comptes = _compter(regle.comptes_a_confirmer, "compte", "à confirmer")
        yield f"règle {regle.id}, {comptes}"


def _compter(codes: Sequence[str], nom: str, mots: str) -> str:
    """How many lines something is said of, and the codes of the first ones."""
    combien = len(codes)
    montres = list(codes[:_CODES_MONTRES])
    if combien > _CODES_MONTRES:
        montres.append("…")
    # « Non officiels », but « à confirmer » whatever their number.
    accord = "s" if combien > 1 and not mots.startswith("à") else ""
    lesquels = ", ".join(montres)
    return f"{compte(combien, nom)} {mots}{accord} ({lesquels})"


def fiche(referentiel: Referentiel, jour: date) -> FicheReferentiel:
    """Put a référentiel into words, to be read line by line, as it stands that day."""
    return FicheReferentiel(
        titre=f"{referentiel.libelle} ({referentiel.id}, version {version(referentiel)})",
        faits=tuple(_faits(referentiel, jour)),
        lignes=tuple(_lignes(referentiel)),
    )


def _faits(referentiel: Referentiel, jour: date) -> Iterator[tuple[str, str]]:
    """What is said of a référentiel before its lines: a name and a text each."""
    if referentiel.contexte:
        yield "Contexte", contexte_nomme(referentiel.contexte)
    yield "Certificateur", referentiel.certificateur
    yield "État", ETATS[referentiel.etat]
    if attention := phrase(mise_en_garde(referentiel)):
        yield "Attention", attention
    if referentiel.domaines:
        contenu = resume(referentiel._replace(contexte=None))
        yield "Contenu", f"{contenu} ; {certitudes(referentiel)}"
    if referentiel.enregistrement:
        yield "Enregistrement", enregistrement(referentiel.enregistrement)
    if fin := phrase(enregistrement_termine(referentiel, jour)):
        yield "À vérifier", fin
    for reponse, synonymes in echelle(referentiel):
        mots = ", ".join(synonymes)
        yield "Réponse", f"{reponse} : {mots}"
    for regle in referentiel.regles:
        yield "Règle", _regle(referentiel, regle)
    for source in referentiel.sources:
        adresse = f" ({source.adresse})" if source.adresse else ""
        yield "Source", f"{source.id} : {source.titre}, {source.editeur}{adresse}"


def _regle(referentiel: Referentiel, regle: Regle) -> str:
    """A rule with the points that it requires at each level that it looks at."""
    applique = bareme(referentiel, regle)
    defaut = ", règle par défaut" if regle.defaut else ""
    exige = en_lettres(list(_exigences(applique)))
    phrases = [
        f"{regle.id}{defaut} : {regle.libelle}.",
        f"Exige : {exige}.",
        *reserves_de_regle(regle),
    ]
    return " ".join(phrases)


def _exigences(applique: Bareme) -> Iterator[str]:
    """What a rule requires, a clause a level."""
    par_domaine: list[str] = []
    par_sous_domaine: list[str] = []
    for domaine, niveau, sous_domaines in applique.domaines:
        if niveau.requis is not None:
            par_domaine.append(f"{domaine.code} : {niveau.requis}")
        for sous_domaine, sous_niveau in sous_domaines:
            if sous_niveau.requis is not None:
                par_sous_domaine.append(f"{sous_domaine.code} : {sous_niveau.requis}")
    # What a rule does not look at, it does not require: that is left out.
    if par_domaine:
        points = ", ".join(par_domaine)
        yield f"points requis par domaine ({points})"
    if par_sous_domaine:
        points = ", ".join(par_sous_domaine)
        yield f"points requis par sous-domaine ({points})"
    if applique.regle.obligatoires:
        codes = ", ".join(applique.regle.obligatoires)
        yield f"critères obligatoires ({codes})"
    ensemble = applique.ensemble
    if ensemble.requis is not None:
        yield f"{ensemble.requis} points sur {ensemble.total}"


def _lignes(referentiel: Referentiel) -> Iterator[LigneVue]:
    locales = referentiel.contexte.lignes if referentiel.contexte else {}
    for domaine in referentiel.domaines:
        yield _ligne(0, domaine, locales)
        for sous_domaine in domaine.sous_domaines:
            yield _ligne(1, sous_domaine, locales)
            for critere in sous_domaine.criteres:
                yield _ligne(2, critere, locales)


def _ligne(niveau: int, ligne: LigneDuReferentiel, locales: Mapping[str, Surcouche]) -> LigneVue:
    mots, _ = CERTITUDES[ligne.certitude]
    remarques = [mots]
    if isinstance(ligne, Critere) and ligne.points != 1:
        remarques.append(f"{Fraction(ligne.points)} points")
    if ligne.sources:
        remarques.append(", ".join(ligne.sources))
    if ligne.note:
        remarques.append(ligne.note)
    surcouche = locales.get(ligne.code)
    ajouts = tuple(mots_locaux(surcouche)) if surcouche else ()
    return LigneVue(
        niveau=niveau,
        code=ligne.code,
        libelle=ligne.libelle,
        remarque=" ; ".join(remarques),
        ajouts=ajouts,
    )
