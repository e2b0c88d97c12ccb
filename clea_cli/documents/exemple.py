"""An invented candidate, with all that documents may say of somebody, or without some of it.

The list of what templates may read (`variables`) and the trial of templates (`essai_modeles`) are
made of it, through the same steps as a real document: nothing in them can be forgotten.
"""

from collections.abc import Collection
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any, NamedTuple

from clea_cli.decision.charger import charger
from clea_cli.decision.decision import bareme
from clea_cli.decision.jugement import autres_lectures
from clea_cli.decision.lot import Fichier, Lecture
from clea_cli.diagnostics import Diagnostic, Position, diagnostic
from clea_cli.documents import charger_catalogues
from clea_cli.documents.catalogue import Catalogue
from clea_cli.documents.commande import Commande, Tache
from clea_cli.documents.lire_noms import NomsDonnes
from clea_cli.documents.lire_organisme import Fiche
from clea_cli.documents.modeles_organisme import Modeles
from clea_cli.documents.organisme import Agenda, Fermeture, Formation, Organisme, Personne
from clea_cli.documents.plan import Demande
from clea_cli.documents.preparer import Preparation
from clea_cli.grille.grille import Grille
from clea_cli.grille.preambule import Etape, Preambule
from clea_cli.referentiel.referentiel import Referentiel
from clea_cli.sources.mots import reference_comparable

_DATE = date(2026, 12, 1)
_DATE_PREALABLE = date(2026, 3, 2)
_DATE_FINALE = date(2026, 11, 20)
_CANDIDAT = "C-0001"
_EMPREINTE = "0" * 64

_AGENDA = Agenda(
    heures={1: Fraction(7, 2), 3: Fraction(7, 2), 4: Fraction(7, 2)},
    feries="guadeloupe",
    fermetures=(Fermeture(date(2026, 12, 7), date(2026, 12, 11), "fermeture de l'atelier"),),
    delai_finale=7,
    bilan=Fraction(21),
)
_ORGANISME = Organisme(
    nom="Les Ateliers du Pont",
    adresse=("3 rue des Tanneurs", "59000 Lille"),
    telephone="03 99 00 00 00",
    courriel="contact@ateliers-du-pont.example",
    siret="12345678200010",
    nda="32591234567",
    nda_region="Hauts-de-France",
    lieu="Lille",
    signataire=Personne(
        "Dominique Lefort", "directrice", "03 99 00 00 03", "d@exemple.example", "le matin"
    ),
    contact=Personne(
        "Camille Roux",
        "accueil",
        "03 99 00 00 01",
        "c@exemple.example",
        "du lundi au vendredi, de 9 h à 17 h",
    ),
    referent_handicap=Personne(
        "Sacha Morel", "référence handicap", "03 99 00 00 02", "s@exemple.example", "le mardi"
    ),
    formation=Formation(
        organisme="Les Ateliers du Pont",
        formateur="Andrea Petit",
        acces="entrées toute l'année",
        prix="15 € de l'heure, net de taxes",
        suivi="feuilles d'émargement signées",
        amenagements="à voir avec le référent handicap",
    ),
    agenda=_AGENDA,
    donnees_contact="donnees@ateliers-du-pont.example",
    donnees_ans=5,
)

# What may be known or not, in words; the days themselves are above.
NOM, JOUR_CONNU, PREALABLE_CONNUE, FINALE_CONNUE = (
    "le nom du candidat",
    "le jour de l'évaluation",
    "le jour de l'évaluation préalable",
    "l'évaluation finale",
)
NOTES, POINTS, AVIS = "les notes de l'évaluateur", "l'option --points", "une grille plus ancienne"
AVERTISSEMENT, LECTURES = "l'avertissement du référentiel", "les autres lectures de la règle"
CATALOGUE, RESERVE, SITUATION = "le catalogue", "la réserve du catalogue", "la situation"
MODULES = "un module pour chaque critère"


def _de_l_organisme() -> dict[str, tuple[str, str]]:
    """What organisme.yaml may say, in words: the field of each, and the one inside it, if any."""
    champs: dict[str, tuple[str, str]] = {}
    for champ, valeur in _ORGANISME._asdict().items():
        champs[f"organisme.{champ}"] = (champ, "")
        if isinstance(valeur, Personne | Formation):
            for dedans in valeur._fields:
                champs[f"organisme.{champ}.{dedans}"] = (champ, dedans)
    return champs


_CHAMPS = _de_l_organisme()
DU_CANDIDAT = (
    *(NOM, JOUR_CONNU, PREALABLE_CONNUE, FINALE_CONNUE),
    *(NOTES, POINTS, AVIS, AVERTISSEMENT, LECTURES),
    *(CATALOGUE, RESERVE, SITUATION, MODULES),
)
FACULTATIFS = (*DU_CANDIDAT, *_CHAMPS)


class Scene(NamedTuple):
    """What a document of the example is made for: its kind, and what is known."""

    genre: str
    presents: Collection[str]


def preparer(scene: Scene, modeles: Modeles) -> Preparation:
    """Prepare the document of a scene: one task."""
    presents = scene.presents
    referentiel = clea(essai=AVERTISSEMENT in presents)
    le_bareme = bareme(referentiel, referentiel.regles[0])
    prealable = _DATE_PREALABLE if PREALABLE_CONNUE in presents else None
    demande = None
    if scene.genre == "plan":
        situation = "salarie" if SITUATION in presents else None
        demande = Demande(_DATE, Fraction(7, 2), prealable, situation)
    commande = Commande(
        genre=scene.genre,
        format="md",
        lecture=Lecture(),
        date=_DATE.isoformat(),
        demande=demande,
        prealable=prealable,
        modeles=modeles,
        points=POINTS in presents,
    )
    return Preparation(
        commande,
        le_bareme,
        autres_lectures(le_bareme) if LECTURES in presents else (),
        _catalogue(scene),
        fichiers=(),
        taches=(_tache(presents, referentiel),),
        diagnostics=(),
        fiche=Fiche(_organisme(presents), "organisme.yaml", _EMPREINTE),
        noms=_noms(presents),
    )


@cache
def _clea_et_ses_heures() -> tuple[Referentiel, Catalogue]:
    """CléA and the hours that ship with it."""
    referentiel = charger("clea").value
    if referentiel is None:
        raise ValueError("clea")
    catalogue = charger_catalogues.charger(None, referentiel).value
    if catalogue is None:
        raise ValueError("clea")
    return referentiel, catalogue


def clea(*, essai: bool) -> Referentiel:
    """CléA, said to be a trial where a référentiel may warn."""
    referentiel, _ = _clea_et_ses_heures()
    return referentiel._replace(avertissement="cette version est un essai" if essai else "")


def _catalogue(scene: Scene) -> Catalogue | None:
    """The hours that ship. A plan has always some, other documents may have none."""
    if scene.genre != "plan" and CATALOGUE not in scene.presents:
        return None
    _, catalogue = _clea_et_ses_heures()
    if RESERVE not in scene.presents:
        catalogue = catalogue._replace(reserve="")
    if MODULES not in scene.presents:
        catalogue = catalogue._replace(modules=catalogue.modules[::2])
    return catalogue


def _organisme(presents: Collection[str]) -> Organisme:
    """The organisme, without what is not known of it."""
    connu: Any = _ORGANISME
    vide = Organisme()
    for mot, (champ, dedans) in _CHAMPS.items():
        if mot in presents:
            continue
        if dedans:
            personne = getattr(connu, champ)._replace(**{dedans: ""})
            connu = connu._replace(**{champ: personne})
        else:
            connu = connu._replace(**{champ: getattr(vide, champ)})
    return Organisme(*connu)


def _noms(presents: Collection[str]) -> NomsDonnes:
    if NOM not in presents:
        return NomsDonnes()
    noms = {reference_comparable(_CANDIDAT): "Mme Camille Bernard"}
    return NomsDonnes(noms, "noms.csv", _EMPREINTE)


def _tache(presents: Collection[str], referentiel: Referentiel) -> Tache:
    """The candidate: some domaines mastered, one begun, one half evaluated."""
    derniere = grille(referentiel, _CANDIDAT, maitrises=4)
    jour = _DATE_FINALE if JOUR_CONNU in presents else None
    if FINALE_CONNUE not in presents:
        return Tache(_fichier(presents, referentiel, Preambule(jour=jour)), derniere)
    premiere = grille(referentiel, _CANDIDAT, maitrises=2)
    finale = _fichier(presents, referentiel, Preambule(jour=jour, etape=Etape.FINALE))
    dite = JOUR_CONNU in presents and PREALABLE_CONNUE in presents
    prealable = _DATE_PREALABLE if dite else None
    haut = Preambule(jour=prealable, etape=Etape.PREALABLE)
    return Tache(_fichier(presents, referentiel, haut), premiere, (finale, derniere))


def grille(referentiel: Referentiel, candidat: str, maitrises: int) -> Grille:
    """So many domaines acquired; of the next ones a critère in three, and another not evaluated."""
    acquis = possibles = 0
    rang = 0
    for numero, domaine in enumerate(referentiel.domaines):
        for place, _ in enumerate(domaine.criteres):
            est_acquis = numero < maitrises or place % 3 == 0
            pas_evalue = numero > maitrises and place % 3 == 1
            acquis |= est_acquis << rang
            possibles |= (est_acquis or pas_evalue) << rang
            rang += 1
    return Grille(candidat, acquis, possibles)


def _fichier(presents: Collection[str], referentiel: Referentiel, haut: Preambule) -> Fichier:
    avis: tuple[Diagnostic, ...] = ()
    if AVIS in presents:
        faits = {"grille": "2019.1", "version": referentiel.version, "suite": "sans changement"}
        avis = (diagnostic("F306", Position("grille.csv"), **faits),)
    notes = {}
    if NOTES in presents:
        code = next(critere.code for critere in referentiel.criteres)
        notes = {reference_comparable(_CANDIDAT): {code: "à revoir avec le formateur"}}
    return Fichier("grille.csv", _EMPREINTE, (), "", avis, preambule=haut, notes=notes)
