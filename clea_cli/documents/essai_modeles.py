"""Try templates on invented data that is as bad as data can be.

They must hold before a real candidate meets them.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from itertools import cycle
from typing import Any, NamedTuple

from clea_cli.decision.charger import charger
from clea_cli.decision.decision import Bareme, bareme
from clea_cli.decision.jugement import autres_lectures
from clea_cli.decision.lot import Fichier, Lecture
from clea_cli.diagnostics import Diagnostic, diagnostic, refuse
from clea_cli.documents import charger_catalogues, exemple
from clea_cli.documents.commande import Commande, Tache
from clea_cli.documents.formats import format_absent
from clea_cli.documents.genres import GENRES
from clea_cli.documents.modeles_organisme import Modeles
from clea_cli.documents.plan import Demande
from clea_cli.documents.preparer import Preparation, faire_un, ouvrir
from clea_cli.documents.remplisseur import Remplisseur
from clea_cli.documents.rendus import noms_modele
from clea_cli.documents.variables import de_tous
from clea_cli.grille.grille import Grille
from clea_cli.referentiel.referentiel import Critere, Domaine, Referentiel, SousDomaine

_JOUR = date(2026, 12, 1)
_PREALABLE = date(2024, 2, 29)  # a day that few years have
HOSTILES = (
    "un nom très long " * 30,
    "<script>alert(1)</script> & \"guillemets\" 'simples'",
    '{{ 7*7 }} {% raise %} #eval("1") **gras** | barre',
    "# titre - liste 1. numéro 😀 é̀ ‮à l'envers",
)

_MONTRES = {  # what is shown of a value that is no text, and what to write
    "liste": (
        "une liste s'écrirait avec ses crochets : écrivez "
        '{{{{ {nom} | join(", ") }}}}, ou parcourez-la avec {{% for %}}'
    ),
    "groupe": "un groupe s'écrirait avec ses accolades : écrivez un de ses noms, comme « {nom}.… »",
}


class Essai(NamedTuple):
    """A template filled with one invented candidate, in one format."""

    genre: str
    cas: str
    format: str
    diagnostics: tuple[Diagnostic, ...]


def essayer(modeles: Modeles) -> Iterator[Essai]:
    """Try the names of every template, then each optional datum, then every invented candidate."""
    sans_fin: set[str] = set()
    remplisseur = Remplisseur(modeles)
    try:
        for genre in GENRES:
            constats = tuple(des_noms(remplisseur, f"{genre}.md", de_tous()))
            yield Essai(genre, "les noms", "", constats)
            # What cannot be read, or asks for what does not exist, stops whatever is known.
            if refuse(constats):
                continue
            for essai in _facultatifs(modeles, remplisseur, genre):
                yield essai
                # A template that had to be stopped would be each time, after its five seconds.
                if any(faute.code == "D203" for faute in essai.diagnostics):
                    sans_fin.add(genre)
                    break
        finis = [genre for genre in GENRES if genre not in sans_fin]
        yield from _extremes(modeles, remplisseur, finis)
    finally:
        remplisseur.fermer()


def _extremes(modeles: Modeles, remplisseur: Remplisseur, genres: Iterable[str]) -> Iterator[Essai]:
    """Fill templates with every invented candidate, in every format that is installed."""
    referentiel = outre()
    le_bareme = bareme(referentiel, referentiel.regles[0])
    formats = [nom for nom in ("md", "html", "docx", "pdf") if format_absent(nom) is None]
    for genre in genres:
        cas = dict(grilles(referentiel))
        for format_ in formats:
            commande = Commande(genre, format_, Lecture(), _JOUR.isoformat())
            preparation = _preparation(commande, le_bareme, modeles)
            atelier = ouvrir(preparation, le_bareme, remplisseur)
            # Some cases are left out of the formats to come.
            for nom, grille in tuple(cas.items()):
                fichier = Fichier("essai.csv", "0" * 64, (grille,), "", ())
                issue = faire_un(atelier, Tache(fichier, grille))
                codes = {faute.code for faute in issue.diagnostics}
                # There is nothing to attest, whatever the template.
                if "D312" in codes:
                    del cas[nom]
                    continue
                yield Essai(genre, nom, format_, _du_modele(issue.diagnostics))
                # The words are the same in the other formats: so would the fault be.
                if issue.value is None:
                    del cas[nom]


def des_noms(
    remplisseur: Remplisseur, modele: str, ensemble: Mapping[str, Any]
) -> Iterator[Diagnostic]:
    """What no document has (`ensemble`: what they have), even where it is never asked for.

    Errors: D201, D203, D209, S111; warning: D208.
    """
    modeles = remplisseur.modeles
    examine = remplisseur.examiner(modele, ensemble)
    yield from examine.diagnostics
    for constat in examine.value or ():
        ici = modeles.position(constat.fichier, constat.ligne)
        if constat.genre == noms_modele.FILTRE:
            yield diagnostic("D201", ici, motif=constat.suite)
        elif constat.genre == noms_modele.ABSENT:
            yield diagnostic("D209", ici, nom=constat.nom, suite=constat.suite)
        else:
            motif = _MONTRES[constat.suite].format(nom=constat.nom or "…")
            yield diagnostic("D208", ici, quoi=f"{{{{ {constat.nom} }}}}", motif=motif)


def _facultatifs(modeles: Modeles, remplisseur: Remplisseur, genre: str) -> Iterator[Essai]:
    """Fill a template with all that may be known, without each of it, with each alone."""
    for nom, presents in _presences():
        preparation = exemple.preparer(exemple.Scene(genre, presents), modeles)
        if preparation.bareme is None:
            raise ValueError(genre)
        atelier = ouvrir(preparation, preparation.bareme, remplisseur)
        (tache,) = preparation.taches
        issue = faire_un(atelier, tache)
        yield Essai(genre, nom, "md", _du_modele(issue.diagnostics))


def _presences() -> Iterator[tuple[str, Collection[str]]]:
    """What is known in each trial, and its name."""
    tous = exemple.FACULTATIFS
    yield "tout est connu", tous
    yield "rien de facultatif n'est connu", ()
    for mot in tous:
        yield f"sans {mot}", [autre for autre in tous if autre != mot]
    for mot in exemple.DU_CANDIDAT:
        yield f"avec {mot} seulement", (mot,)


def _du_modele(fautes: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The faults that say something of a template.

    Not that a reading disagrees on invented data, nor that their letters are in no font.
    """
    return tuple(faute for faute in fautes if faute.code not in ("D313", "D350"))


def _preparation(commande: Commande, le_bareme: Bareme, modeles: Modeles) -> Preparation:
    referentiel = le_bareme.referentiel
    demande = None
    if commande.genre == "plan":
        demande = Demande(_JOUR, Fraction(7, 2), _PREALABLE, "salarie")
    autres = autres_lectures(le_bareme)
    catalogue = charger_catalogues.charger(None, referentiel).value
    commande = commande._replace(modeles=modeles, demande=demande, prealable=_PREALABLE)
    return Preparation(commande, le_bareme, autres, catalogue, (), (), ())


def grilles(referentiel: Referentiel) -> Iterator[tuple[str, Grille]]:
    """The invented candidates, each after what it is a case of."""
    nombre = referentiel.nombre_de_criteres
    tout = (1 << nombre) - 1
    un_sur_deux = sum(1 << rang for rang in range(0, nombre, 2))
    yield "0 %", Grille(HOSTILES[1], 0, 0)
    yield "100 %", Grille("C" * 200, tout, tout)
    yield "rien d'évalué", Grille(HOSTILES[2], 0, tout)
    yield "un critère sur deux", Grille(HOSTILES[3], un_sur_deux, tout)


def outre() -> Referentiel:
    """CléA, its labels made as bad as can be."""
    referentiel = charger("clea").value
    if referentiel is None:
        raise ValueError("clea")
    libelles = cycle(HOSTILES)
    domaines: list[Domaine] = []
    for domaine in referentiel.domaines:
        sous_domaines: list[SousDomaine] = []
        for sous_domaine in domaine.sous_domaines:
            criteres: list[Critere] = []
            for critere in sous_domaine.criteres:
                criteres.append(critere._replace(libelle=next(libelles)))
            siens = tuple(criteres)
            sous_domaines.append(sous_domaine._replace(libelle=next(libelles), criteres=siens))
        a_l_interieur = tuple(sous_domaines)
        domaines.append(domaine._replace(libelle=next(libelles), sous_domaines=a_l_interieur))
    return referentiel._replace(domaines=tuple(domaines), avertissement=HOSTILES[1])
