"""From grilles to documents: one a candidate, in whatever format, each with what it was made of."""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from clea_cli import __version__
from clea_cli.decision.decision import Bareme
from clea_cli.decision.jugement import autres_lectures, juger
from clea_cli.decision.lot import Fichier, Lecture, Lot, lire_lot
from clea_cli.decision.mots import resume
from clea_cli.decision.paires import Paire, Paires, lire_paires
from clea_cli.diagnostics import Diagnostic, Outcome, Position, diagnostic, refuse
from clea_cli.documents import candidat, charger_catalogues, ecarts, formats, jours
from clea_cli.documents import plan as documents_plan
from clea_cli.documents.catalogue import Catalogue
from clea_cli.documents.modeles_organisme import Modeles, Remplisseur
from clea_cli.documents.plan import Demande
from clea_cli.documents.rendus import blocs
from clea_cli.documents.vues import Document
from clea_cli.grille.grille import Grille
from clea_cli.grille.preambule import Etape, Preambule
from clea_cli.referentiel.referentiel import Referentiel
from clea_cli.sorties import chemins
from clea_cli.sorties.calendrier import ANNEES_MAX, SansFinError

_TAILLES = {"restitution": 15}  # points; a candidate may read with difficulty
_AVEC_CATALOGUE = frozenset({"plan"})
_SANS_MODELES = Modeles()
_DITS_DANS_LE_DOCUMENT = frozenset({"F306"})  # an older grille, read under this version
_MENTIONS = {  # what a document says whatever its template; words that are looked for, and the sentence
    "attestation": ("ne vaut pas certificat", "Cette attestation ne vaut pas certificat."),
    "restitution": ("n'est pas un certificat", "Cette page n'est pas un certificat. Le jury décide."),
}


class Noms(NamedTuple):
    """How a document names the files that it was made of."""

    grille: str
    referentiel: str
    catalogue: str
    modeles: str
    finale: str = ""


class Commande(NamedTuple):
    """What documents are asked for: `genre` is the name of the command, `date` (ISO) the day that they bear."""

    genre: str
    format: str
    lecture: Lecture
    date: str
    catalogue: str | None = None
    demande: Demande | None = None
    prealable: datetime.date | None = None
    modeles: Modeles = _SANS_MODELES
    noms: Noms | None = None  # None: as they were given

    @property
    def jour(self) -> datetime.date:
        """The day that the documents bear."""
        return datetime.date.fromisoformat(self.date)

    @property
    def prealable_donnee(self) -> datetime.date | None:
        """The day of the préalable, where the command says it."""
        return self.demande.prealable if self.demande else self.prealable

    def annees_attestees(self, referentiel: Referentiel) -> int | None:
        """How long a domaine that the document attests is kept; None where it attests nothing."""
        return referentiel.tenue.validite_ans if self.genre == "attestation" else None


class Tache(NamedTuple):
    """A document to make: of a candidate's grille, or of the préalable and the finale; each with its file."""

    fichier: Fichier
    grille: Grille
    finale: tuple[Fichier, Grille] | None = None

    @property
    def fichiers(self) -> tuple[Fichier, ...]:
        """Its files."""
        return (self.fichier, self.finale[0]) if self.finale else (self.fichier,)

    @property
    def hauts(self) -> tuple[Preambule, ...]:
        """What each file says above its headings; of two, which is the préalable is known."""
        dits = [fichier.preambule for fichier in self.fichiers]
        if self.finale is None:
            return tuple(dits)
        return dits[0]._replace(etape=Etape.PREALABLE), dits[1]._replace(etape=Etape.FINALE)


class Preparation(NamedTuple):
    """All that the documents of one call share, the files of grilles, and a task a candidate."""

    commande: Commande
    bareme: Bareme | None
    autres: tuple[Bareme, ...]
    catalogue: Catalogue | None
    fichiers: tuple[Fichier, ...]
    taches: tuple[Tache, ...]
    diagnostics: tuple[Diagnostic, ...]


class Fait(NamedTuple):
    """A document that was made: whose, and its bytes; for `texte`, which depends on the screen, its blocks instead."""

    candidat: str
    document: Document
    contenu: bytes


def preparer(sources: Sequence[str], commande: Commande, paires: Sequence[Paire] = ()) -> Preparation:
    """Read the grilles, or pairs of them, and all that goes with them.

    Errors: those of `clea score`, of catalogues, D202.
    """
    manque = formats.format_absent(commande.format)
    debut = commande.demande.debut if commande.demande else None
    dates = jours.fautes_des_options(commande.jour, commande.prealable_donnee, debut)
    fautes = (*([manque] if manque else []), *dates)
    if refuse(fautes):
        return _rien(commande, fautes)
    lot = lire_paires(paires, commande.lecture) if paires else lire_lot(sources, commande.lecture)
    fautes = (*fautes, *lot.diagnostics)
    if lot.bareme is None:
        return _rien(commande, fautes)
    referentiel = lot.bareme.referentiel
    attestees = commande.annees_attestees(referentiel)
    passe = tuple(jours.delai_passe("--prealable", commande.prealable, commande.jour, attestees))
    if passe:
        return _rien(commande, passe)
    catalogue: Outcome[Catalogue] = Outcome(None)
    if commande.catalogue is not None or commande.genre in _AVEC_CATALOGUE:
        catalogue = charger_catalogues.charger(commande.catalogue, referentiel)
        if catalogue.value is None:
            return _rien(commande, (*fautes, *catalogue.diagnostics))
    autres = autres_lectures(lot.bareme)
    return Preparation(commande, lot.bareme, autres, catalogue.value, lot.fichiers, _taches(lot), fautes)


def _rien(commande: Commande, fautes: tuple[Diagnostic, ...]) -> Preparation:
    """What is told where nothing can be made."""
    return Preparation(commande, None, (), None, (), (), fautes)


def _taches(lot: Lot | Paires) -> tuple[Tache, ...]:
    if isinstance(lot, Lot):
        return tuple(Tache(fichier, grille) for fichier in lot.fichiers for grille in fichier.grilles)
    return tuple(Tache(p.prealable, p.grilles[0], (p.finale, p.grilles[1])) for p in lot.paires)


class _Atelier(NamedTuple):
    """What serves all the documents of a call, made once."""

    preparation: Preparation
    bareme: Bareme
    communs: candidat.Communs
    remplisseur: Remplisseur


def faire(preparation: Preparation, taches: Iterable[Tache]) -> Iterator[Outcome[Fait]]:
    """Make the documents, one after the other. Errors: D109, D111, D201, D203, F322-F324."""
    le_bareme = preparation.bareme
    if le_bareme is None:
        return
    remplisseur = Remplisseur(preparation.commande.modeles)
    jour = datetime.date.fromisoformat(preparation.commande.date)
    communs = candidat.communs(le_bareme.referentiel, le_bareme.regle, jour)
    atelier = _Atelier(preparation, le_bareme, communs, remplisseur)
    try:
        for tache in taches:
            yield _faire_un(atelier, tache)
    finally:
        remplisseur.fermer()


def _faire_un(atelier: _Atelier, tache: Tache) -> Outcome[Fait]:
    preparation, commande = atelier.preparation, atelier.preparation.commande
    hauts = tache.hauts
    if fautes := tuple(_fautes_des_jours(atelier, tache)):
        return Outcome(None, fautes)
    nom = f"{commande.genre}.md"
    autres = preparation.autres if atelier.remplisseur.lit(nom, "lectures") else ()
    jugement = juger(atelier.bareme, autres, tache.grille, tache.finale and tache.finale[1])
    decision, grille = jugement.decision, jugement.decision.grille
    vu = resume(decision, jugement.lectures)
    donnees = candidat.donnees(atelier.communs, decision, vu, commande.date)
    if atelier.remplisseur.lit(nom, "parcours"):
        donnees["parcours"] = ecarts.parcours(atelier.bareme, atelier.communs, grille, preparation.catalogue)
    avis = (avis for fichier in tache.fichiers for avis in fichier.diagnostics)
    donnees["avis"] = [faute.message for faute in avis if faute.code in _DITS_DANS_LE_DOCUMENT]
    donnees["catalogue"] = _catalogue_dit(preparation.catalogue)
    prealable = jours.de_la_prealable(hauts[0], commande.prealable_donnee)
    donnees |= candidat.evaluation(hauts[-1], prealable, atelier.bareme.referentiel.tenue.validite_ans)
    if commande.demande and preparation.catalogue:
        moyens = charger_catalogues.financement()
        demande = commande.demande._replace(prealable=prealable)
        try:
            plan = documents_plan.plan(
                atelier.bareme, grille.acquis, preparation.catalogue, moyens, demande, commande.jour
            )
        except SansFinError:
            return Outcome(None, (diagnostic("D111", Position(tache.fichier.source), annees=ANNEES_MAX),))
        donnees["plan"] = plan
    origine = _origine(atelier, donnees, tache)
    donnees["pied"] = {"catalogue": None, "finale": None} | origine | {"modele": _modele_dit(origine)}
    rempli = atelier.remplisseur.remplir(nom, donnees)
    if rempli.value is None:
        return Outcome(None, rempli.diagnostics)
    texte = _avec_mention(commande.genre, rempli.value)
    figures = candidat.barres(vu)
    document = blocs.lire(texte, figures, origine, commande.date, _TAILLES.get(commande.genre, 11))
    if absentes := sorted({*blocs.figures(document.blocs)} - {*figures}):
        motif, ici = f"il n'y a pas de figure « {absentes[0]} » ici", Position(f"{commande.modeles.dossier}/{nom}")
        return Outcome(None, (diagnostic("D201", ici, motif=motif),))
    contenu = formats.rendre(commande.format, commande.modeles, texte, document)
    return Outcome(Fait(vu.candidat, document._replace(blocs=(), figures={}) if contenu else document, contenu))


def _fautes_des_jours(atelier: _Atelier, tache: Tache) -> Iterator[Diagnostic]:
    """Look at the days that the grilles of a document say. Errors: D109, F322-F324."""
    commande = atelier.preparation.commande
    attestees = commande.annees_attestees(atelier.bareme.referentiel)
    for fichier, haut in zip(tache.fichiers, tache.hauts, strict=True):
        dits = (commande.jour, commande.prealable_donnee)
        yield from jours.fautes_de_la_grille(fichier.source, haut, *dits, attestees)


def _avec_mention(genre: str, texte: str) -> str:
    """What no template may leave out is added at the end."""
    mots, phrase = _MENTIONS.get(genre, ("", ""))
    return texte if mots in texte or mots in " ".join(texte.split()) else f"{texte.rstrip()}\n\n> {phrase}\n"


def _catalogue_dit(catalogue: Catalogue | None) -> dict[str, str]:
    return {"libelle": catalogue.libelle, "reserve": catalogue.reserve} if catalogue else {}


def _origine(atelier: _Atelier, donnees: Mapping[str, Any], tache: Tache) -> dict[str, Any]:
    """What a document was made of, as `clea controler` reads it again."""
    commande, catalogue = atelier.preparation.commande, atelier.preparation.catalogue
    lecture, referentiel = commande.lecture, atelier.bareme.referentiel
    grille, finale = tache.fichier, tache.finale
    donnes = [grille.source, lecture.referentiel or "", commande.catalogue or "", commande.modeles.dossier]
    donnes += [finale[0].source] if finale else []
    noms = commande.noms or Noms(*map(_nom, donnes))
    origine: dict[str, Any] = {
        "schema": "clea/provenance/1",
        "outil": __version__,
        "document": commande.genre,
        "format": commande.format,
        "date": commande.date,
        "candidat": donnees["candidat"],
        "verdict": donnees["verdict"]["code"],
        "grille": {"fichier": noms.grille, "empreinte": f"sha256:{grille.empreinte}"},
        "referentiel": {
            "id": referentiel.id,
            "fichier": noms.referentiel,
            "version": referentiel.version,
            "empreinte": f"sha256:{referentiel.empreinte}",
        },
        "regle": atelier.bareme.regle.id,
        "lecture": _lecture_dite(lecture),
        "modeles": commande.modeles.empreintes(f"{commande.genre}.md"),
        "organisme": {"dossier": noms.modeles, "fichiers": commande.modeles.propres(f"{commande.genre}.md")},
        "outils": formats.outils(commande.format),
    }
    if finale:
        origine["finale"] = {"fichier": noms.finale, "empreinte": f"sha256:{finale[0].empreinte}"}
    if catalogue:
        origine["catalogue"] = {"fichier": noms.catalogue, "empreinte": f"sha256:{catalogue.empreinte}"}
    if commande.prealable:
        origine["prealable"] = commande.prealable.isoformat()
    if commande.demande:
        origine["demande"] = {cle: None if v is None else str(v) for cle, v in commande.demande._asdict().items()}
    return origine


def _lecture_dite(lecture: Lecture) -> dict[str, Any]:
    """How the grilles were read; columns left aside are told only if there are any."""
    dite: dict[str, Any] = {"encodage": lecture.encodage, "separateur": lecture.separateur, "onglet": lecture.onglet}
    if lecture.ignorer:
        dite["ignorer"] = list(lecture.ignorer)
    return dite


def _modele_dit(origine: Mapping[str, Any]) -> dict[str, str]:
    nom = f"{origine['document']}.md"
    return {"fichier": nom, "empreinte": f"sha256:{origine['modeles'][nom]}"}


def _nom(chemin: str) -> str:
    """A path as it is written in a document: from here if it is below, else its name alone; no folder of a person."""
    entier = Path(chemin)
    ailleurs = entier.is_absolute() or ".." in entier.parts
    return entier.name if ailleurs or not chemin else chemins.chemin_ecrit(str(entier))
