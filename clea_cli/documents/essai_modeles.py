"""Try templates on invented data that is as bad as data can be: they must hold before a real candidate meets them."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from clea_cli.decision.charger import charger
from clea_cli.decision.decision import Bareme, bareme
from clea_cli.decision.jugement import autres_lectures
from clea_cli.decision.lot import Fichier, Lecture
from clea_cli.diagnostics import Diagnostic
from clea_cli.documents import charger_catalogues
from clea_cli.documents.formats import format_absent
from clea_cli.documents.modeles_organisme import Modeles
from clea_cli.documents.plan import Demande
from clea_cli.documents.preparer import Commande, Preparation, Tache, faire
from clea_cli.grille.grille import Grille
from clea_cli.referentiel.referentiel import Critere, Domaine, Referentiel, SousDomaine

GENRES = ("ecarts", "plan", "restitution", "attestation")

_JOUR = date(2026, 12, 1)
_HOSTILES = (
    "un nom très long " * 30,
    "<script>alert(1)</script> & \"guillemets\" 'simples'",
    '{{ 7*7 }} {% raise %} #eval("1") **gras** | barre',
    "# titre - liste 1. numéro 😀 é̀ ‮à l'envers",
)


class Essai(NamedTuple):
    """A template filled with one invented candidate, in one format."""

    genre: str
    cas: str
    format: str
    diagnostics: tuple[Diagnostic, ...]


def essayer(modeles: Modeles) -> Iterator[Essai]:
    """Fill every template with every invented candidate, in every format that is installed."""
    referentiel = _outre()
    le_bareme = bareme(referentiel, referentiel.regles[0])
    formats = [nom for nom in ("md", "html", "docx", "pdf") if format_absent(nom) is None]
    for genre in GENRES:
        cas = dict(_grilles(referentiel))
        for format_ in formats:
            preparation = _preparation(Commande(genre, format_, Lecture(), _JOUR.isoformat()), le_bareme, modeles)
            taches = [Tache(Fichier("essai.csv", "0" * 64, (grille,), "", ()), grille) for grille in cas.values()]
            for nom, issue in zip(tuple(cas), faire(preparation, taches), strict=True):
                yield Essai(genre, nom, format_, issue.diagnostics)
                if issue.value is None:
                    del cas[nom]  # the words are the same in the other formats


def _preparation(commande: Commande, le_bareme: Bareme, modeles: Modeles) -> Preparation:
    referentiel = le_bareme.referentiel
    demande = Demande(_JOUR, Fraction(7, 2), date(2024, 2, 29), "salarie") if commande.genre == "plan" else None
    autres = autres_lectures(le_bareme)
    catalogue = charger_catalogues.charger(None, referentiel).value
    commande = commande._replace(modeles=modeles, demande=demande, prealable=date(2024, 2, 29))
    return Preparation(commande, le_bareme, autres, catalogue, (), (), ())


def _grilles(referentiel: Referentiel) -> Iterator[tuple[str, Grille]]:
    tout = (1 << sum(1 for _ in referentiel.criteres)) - 1
    un_sur_deux = sum(1 << rang for rang in range(0, tout.bit_length(), 2))
    yield "0 %", Grille(_HOSTILES[1], 0, 0)
    yield "100 %", Grille("C" * 200, tout, tout)
    yield "rien d'évalué", Grille(_HOSTILES[2], 0, tout)
    yield "un critère sur deux", Grille(_HOSTILES[3], un_sur_deux, tout)


def _outre() -> Referentiel:
    """CléA, its labels made as bad as can be."""
    referentiel = charger("clea").value
    if referentiel is None:
        raise ValueError("clea")
    rang = 0

    def libelle() -> str:
        nonlocal rang
        rang += 1
        return _HOSTILES[rang % len(_HOSTILES)]

    def critere(ligne: Critere) -> Critere:
        return ligne._replace(libelle=libelle())

    def sous_domaine(ligne: SousDomaine) -> SousDomaine:
        return ligne._replace(libelle=libelle(), criteres=tuple(map(critere, ligne.criteres)))

    def domaine(ligne: Domaine) -> Domaine:
        return ligne._replace(libelle=libelle(), sous_domaines=tuple(map(sous_domaine, ligne.sous_domaines)))

    return referentiel._replace(domaines=tuple(map(domaine, referentiel.domaines)), avertissement=_HOSTILES[1])
