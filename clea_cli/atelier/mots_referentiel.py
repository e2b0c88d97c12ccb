"""A référentiel put into words: its rules, what each level requires, and how sure each line is."""

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from itertools import groupby
from operator import itemgetter

from clea_cli.atelier.mots_regles import reserves_de_regle
from clea_cli.atelier.vues_referentiel import FicheReferentiel, FichierVerifie, LigneVue
from clea_cli.decision.decision import bareme
from clea_cli.diagnostics import en_lettres
from clea_cli.referentiel.contexte import Surcouche
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
    Domaine,
    Etat,
    Referentiel,
    Regle,
    SousDomaine,
)
from clea_cli.sorties.mots import compte, phrase

_CODES_MONTRES = 8
ETATS = {Etat.PUBLIE: "publié", Etat.BROUILLON: "brouillon", Etat.ANNONCE: "annoncé"}


def resume(referentiel: Referentiel) -> str:
    """Say in a line what a référentiel holds, or what a contexte adds to it."""
    if contexte := referentiel.contexte:
        lignes = (
            compte(len(contexte.lignes), "ligne")
            + " contextualisée"
            + "s" * (len(contexte.lignes) > 1)
        )
        base = f"{referentiel.id} {referentiel.version}"
        return f"étend {base} sans y toucher (sha256:{referentiel.empreinte[:12]}…) : {lignes}"
    if not referentiel.domaines:
        return f"{ETATS[referentiel.etat]}, sans grille"
    nombres = (
        (len(referentiel.domaines), "domaine"),
        (sum(1 for _ in referentiel.sous_domaines), "sous-domaine"),
        (sum(1 for _ in referentiel.criteres), "critère"),
        (len(referentiel.regles), "règle"),
        (len(referentiel.exemples), "exemple"),
    )
    return ", ".join(compte(nombre, mot) for nombre, mot in nombres)


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
    """What is not sure by nature, and what this project proposes: no fault, and not to be forgotten either."""
    lignes = [("domaine", d.code, d.certitude) for d in referentiel.domaines]
    lignes += [("sous-domaine", sd.code, sd.certitude) for sd in referentiel.sous_domaines]
    lignes += [("critère", c.code, c.certitude) for c in referentiel.criteres]
    for certitude, mots in (
        (Certitude.A_CONFIRMER, "à confirmer"),
        (Certitude.PROPOSITION, "non officiel"),
    ):
        for niveau, groupe in groupby(
            (ligne for ligne in lignes if ligne[2] is certitude), key=itemgetter(0)
        ):
            yield _compter([code for _, code, _ in groupe], niveau, mots)
    for regle in referentiel.regles:
        for niveau in regle.seuils_a_confirmer:
            yield f"règle {regle.id}, {SEUILS[niveau]} à confirmer"
        codes = [
            code
            for code, compte in regle.comptes.items()
            if compte.certitude is Certitude.A_CONFIRMER
        ]
        if codes:
            yield f"règle {regle.id}, {_compter(codes, 'compte', 'à confirmer')}"


def _compter(codes: list[str], nom: str, mots: str) -> str:
    montres = codes if len(codes) <= _CODES_MONTRES else [*codes[:_CODES_MONTRES], "…"]
    accord = "s" if len(codes) > 1 and not mots.startswith("à") else ""
    return f"{compte(len(codes), nom)} {mots}{accord} ({', '.join(montres)})"


def fiche(referentiel: Referentiel, jour: date) -> FicheReferentiel:
    """Put a référentiel into words, to be read line by line; `jour` says whether its registration has ended."""
    return FicheReferentiel(
        titre=f"{referentiel.libelle} ({referentiel.id}, version {version(referentiel)})",
        faits=tuple(_faits(referentiel, jour)),
        lignes=tuple(_lignes(referentiel)),
    )


def _faits(referentiel: Referentiel, jour: date) -> Iterator[tuple[str, str]]:
    if contexte := referentiel.contexte:
        yield "Contexte", f"{contexte.libelle} ({contexte.id}, version {contexte.version})"
    yield "Certificateur", referentiel.certificateur
    yield "État", ETATS[referentiel.etat]
    if attention := phrase(mise_en_garde(referentiel)):
        yield "Attention", attention
    if referentiel.domaines:
        yield (
            "Contenu",
            f"{resume(referentiel._replace(contexte=None))} ; {certitudes(referentiel)}",
        )
    if referentiel.enregistrement:
        yield "Enregistrement", enregistrement(referentiel.enregistrement)
    if fin := phrase(enregistrement_termine(referentiel, jour)):
        yield "À vérifier", fin
    for reponse, synonymes in echelle(referentiel):
        yield "Réponse", f"{reponse} : {', '.join(synonymes)}"
    for regle in referentiel.regles:
        yield "Règle", _regle(referentiel, regle)
    for source in referentiel.sources:
        yield (
            "Source",
            f"{source.id} : {source.titre}, {source.editeur}{f' ({source.adresse})' if source.adresse else ''}",
        )


def _regle(referentiel: Referentiel, regle: Regle) -> str:
    """A rule with the points that it requires at each level that it looks at."""
    requis = bareme(referentiel, regle)
    par_domaine = [
        f"{n.domaine.code} : {n.niveau.requis}"
        for n in requis.domaines
        if n.niveau.requis is not None
    ]
    par_sous_domaine = [
        f"{sous_domaine.code} : {niveau.requis}"
        for n in requis.domaines
        for sous_domaine, niveau in n.sous_domaines
        if niveau.requis is not None
    ]
    parts = [f"points requis par domaine ({', '.join(par_domaine)})"] if par_domaine else []
    parts += (
        [f"points requis par sous-domaine ({', '.join(par_sous_domaine)})"]
        if par_sous_domaine
        else []
    )
    parts += (
        [f"critères obligatoires ({', '.join(regle.obligatoires)})"] if regle.obligatoires else []
    )
    parts += (
        [f"{requis.ensemble.requis} points sur {requis.ensemble.total}"]
        if requis.ensemble.requis is not None
        else []
    )
    defaut = ", règle par défaut" if regle.defaut else ""
    reserves = "".join(f" {reserve}" for reserve in reserves_de_regle(regle))
    return f"{regle.id}{defaut} : {regle.libelle}. Exige : {en_lettres(parts)}.{reserves}"


def _lignes(referentiel: Referentiel) -> Iterator[LigneVue]:
    locales = referentiel.contexte.lignes if referentiel.contexte else {}
    for domaine in referentiel.domaines:
        yield _ligne(0, domaine, locales)
        for sous_domaine in domaine.sous_domaines:
            yield _ligne(1, sous_domaine, locales)
            yield from (_ligne(2, critere, locales) for critere in sous_domaine.criteres)


def _ligne(
    niveau: int, ligne: Domaine | SousDomaine | Critere, locales: Mapping[str, Surcouche]
) -> LigneVue:
    remarques = [CERTITUDES[ligne.certitude][0]]
    if isinstance(ligne, Critere) and ligne.points != 1:
        remarques.append(f"{Fraction(ligne.points)} points")
    remarques += [", ".join(ligne.sources)] if ligne.sources else []
    remarques += [ligne.note] if ligne.note else []
    ajouts = tuple(mots_locaux(locales[ligne.code])) if ligne.code in locales else ()
    return LigneVue(niveau, ligne.code, ligne.libelle, " ; ".join(remarques), ajouts)
