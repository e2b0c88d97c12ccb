"""A référentiel already in words, as renderers are given one; what it says is decided by hand."""

from fractions import Fraction

from clea_cli.atelier.vues_referentiel import (
    ExempleDecrit,
    ExigenceDecrite,
    LigneDecrite,
    ReferentielDecrit,
    RegleDecrite,
    SourceDecrite,
)

_MOT = LigneDecrite(
    niveau="critère",
    code="1.1.1",
    libelle="Un mot",
    certitude="confirme",
    mots="confirmé",
    sources=("s1", "s2"),
    note="relu ~",
    points=Fraction(3, 2),
    remplace=("1.1.9", "1.1.2"),
    filiation="remplace 1.1.9",
    lignes=(),
)
_SIMPLE = _MOT._replace(sources=(), note="", points=1, remplace=(), filiation="")
_MOTS = _SIMPLE._replace(
    niveau="sous-domaine",
    code="1.1",
    libelle="Des *mots*",
    mots="recoupé",
    points=Fraction(5, 2),
    lignes=(
        _MOT,
        _SIMPLE._replace(
            code="1.1.2", libelle="Deux mots", certitude="a_confirmer", mots="à confirmer"
        ),
    ),
)
_PHRASES = _MOTS._replace(
    code="2.1",
    libelle="Des phrases",
    mots="confirmé",
    sources=("s2",),
    note="à part",
    points=1,
    lignes=(_SIMPLE._replace(code="2.1.1", libelle="Une phrase"),),
)
_LIRE = LigneDecrite(
    niveau="domaine",
    code="1",
    libelle="Lire <ici>",
    certitude="confirme",
    mots="confirmé",
    sources=("s1", "s2"),
    note="à *voir*",
    points=Fraction(5, 2),
    remplace=(),
    filiation="",
    lignes=(_MOTS,),
)
DECRIT = ReferentielDecrit(
    id="jouet",
    version="2.0",
    libelle="Jouet * à lire",
    certificateur="Les _Jouets_",
    etat="publie",
    mots_etat="publié",
    avertissement="Un <b>brouillon.",
    empreinte="sha256:0",
    succede="la version 1",
    modalites="7 h, puis 5 h",
    verifie_le="2025-02-04",
    contenu="2 domaines, 3 critères",
    certitudes=(("confirme", "confirmés", 2), ("a_confirmer", "à confirmer", 1)),
    echelle=(("acquis", ("oui", "*")), ("non acquis", ("non",))),
    sources=(
        SourceDecrite("s1", "Le [jouet]", "Éditeur #", "jouet.fr/_a", "https://jouet.fr/_a"),
        SourceDecrite("s2", "Papier", "Archives", "", ""),
    ),
    regles=(
        RegleDecrite(
            id="r1",
            libelle="Règle *un*",
            defaut=True,
            phrases=("Un domaine demande 75 %.", "L'ensemble | aussi."),
            sources=("s1", "s2"),
            verifiee_le="03/02/2025",
        ),
        RegleDecrite(
            "r2", "Règle deux", defaut=False, phrases=(), sources=(), verifiee_le="04/02/2025"
        ),
    ),
    exigences=(
        ExigenceDecrite("ensemble", "", "Ensemble", Fraction(7, 2), ("3", "")),
        ExigenceDecrite("sous-domaine", "1.1", "Des *mots*", Fraction(5, 2), ("", "2")),
    ),
    domaines=(
        _LIRE,
        _LIRE._replace(
            code="2",
            libelle="Écrire",
            mots="proposition",
            sources=(),
            note="",
            points=1,
            lignes=(_PHRASES,),
        ),
    ),
    exemples=(
        ExempleDecrit("Tout *oui*", "tout acquis", "r1", "certifiable"),
        ExempleDecrit("Rien", "", "r2", "non certifiable"),
    ),
)
