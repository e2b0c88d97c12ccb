"""`clea referentiel exporter --format case`: a CFPackage of 1EdTech CASE 1.1, for platforms.

**Identifiers** are UUIDs of version 5 made of the référentiel's id and of the line's code, without
the version: what a training platform has tied to critère 1.1.1 stays tied when the next version
comes, and an export replaces the one before. A code that was given to another critère is the
maintainer's choice; `remplace` then says what it was, in the notes, and as a `replacedBy` where the
code that it replaces is gone. They are URNs, since no server answers for them.

**Dates**: nothing here knows when a line changed. The package bears the last day that a rule was
checked, or 1970.
"""

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid5

from clea_cli.atelier.vues_referentiel import LigneDecrite, ReferentielDecrit
from clea_cli.sorties.json_utf8 import ecrire
from clea_cli.sorties.texte import en_ligne

# uuid5(NAMESPACE_URL, "clea/referentiel"), for ever.
_PROJET = UUID("850fc790-12dd-53e0-b837-d29eedd24132")
_DATE_INCONNUE = "1970-01-01"
# The words that CASE tools know.
_ADOPTIONS = {"publie": "Adopted", "brouillon": "Draft", "annonce": "Private Draft"}
# What each level is, from the top.
_NIVEAUX = {
    "domaine": "Ce qu'un candidat doit maîtriser ; un domaine n'en compense jamais un autre.",
    "sous-domaine": "Quelques critères d'un domaine, sous un même titre.",
    "critère": "La plus petite chose évaluée : acquise, non acquise ou non évaluée.",
}

Objet = dict[str, Any]


def rendre(vue: ReferentielDecrit) -> bytes:
    """Write a référentiel as a CFPackage."""
    return ecrire(_Paquet(vue).objet())


class _Paquet:
    """One CFPackage: all its objects share the référentiel's name and date."""

    def __init__(self, vue: ReferentielDecrit) -> None:
        self.vue = vue
        self.date = f"{vue.verifie_le or _DATE_INCONNUE}T00:00:00Z"
        self.codes = {ligne.code for ligne in _toutes(vue.domaines)}

    def objet(self) -> Objet:
        document = self._lien(self.vue.libelle, self.vue.id)
        enfants = self._enfants(self.vue.domaines, document)
        types = [self._type(rang, niveau) for rang, niveau in enumerate(_NIVEAUX, start=1)]
        return {
            "CFDocument": self._document(),
            "CFItems": [self._element(ligne) for ligne in _toutes(self.vue.domaines)],
            "CFAssociations": [*enfants, *self._remplacements()],
            "CFDefinitions": {"CFItemTypes": types},
        }

    def _identite(self, nom: str) -> Objet:
        identifiant = str(uuid5(_PROJET, nom))
        return {"identifier": identifiant, "uri": f"urn:uuid:{identifiant}"}

    def _lien(self, titre: str, nom: str) -> Objet:
        return {"title": en_ligne(titre), **self._identite(nom)}

    def _vers_ligne(self, ligne: LigneDecrite) -> Objet:
        titre = f"{ligne.code} {ligne.libelle}"
        return self._vers_code(ligne.code, titre)

    def _vers_code(self, code: str, titre: str) -> Objet:
        # No `targetType`: 1.1 may go without, and importers of 1.0 refuse it.
        return self._lien(titre, f"{self.vue.id}/{code}")

    def _document(self) -> Objet:
        vue = self.vue
        return {
            **self._identite(vue.id),
            "caseVersion": "1.1",
            "creator": en_ligne(vue.certificateur),
            "title": en_ligne(vue.libelle),
            "lastChangeDateTime": self.date,
            "description": f"{vue.contenu}.",
            "language": "fr",
            "version": en_ligne(vue.version),
            "adoptionStatus": _ADOPTIONS[vue.etat],
            "notes": "\n".join(_notes_du_document(vue)),
        }

    def _element(self, ligne: LigneDecrite) -> Objet:
        titre = ligne.niveau.capitalize()
        return {
            **self._identite(f"{self.vue.id}/{ligne.code}"),
            "fullStatement": ligne.libelle,
            "CFItemType": titre,
            "humanCodingScheme": ligne.code,
            "notes": "\n".join(_notes(ligne)),
            "language": "fr",
            "CFItemTypeURI": self._lien(titre, f"type:{ligne.niveau}"),
            "lastChangeDateTime": self.date,
        }

    def _type(self, rang: int, niveau: str) -> Objet:
        return {
            **self._identite(f"type:{niveau}"),
            "title": niveau.capitalize(),
            "description": _NIVEAUX[niveau],
            "hierarchyCode": str(rang),
            "lastChangeDateTime": self.date,
        }

    def _enfants(self, lignes: tuple[LigneDecrite, ...], parent: Objet) -> Iterator[Objet]:
        """Tie each line to the one above it, in its place."""
        for rang, ligne in enumerate(lignes, start=1):
            ici = self._vers_ligne(ligne)
            yield self._association("isChildOf", ici, parent, rang)
            yield from self._enfants(ligne.lignes, ici)

    def _remplacements(self) -> Iterator[Objet]:
        """Tie each critère that is gone to the one that replaces it.

        A code that still stands names another thing.
        """
        for ligne in _toutes(self.vue.domaines):
            for ancien in ligne.remplace:
                if ancien not in self.codes:
                    parti = self._vers_code(ancien, ancien)
                    yield self._association("replacedBy", parti, self._vers_ligne(ligne))

    def _association(
        self, genre: str, origine: Objet, destination: Objet, rang: int | None = None
    ) -> Objet:
        # Named by both ends, an association is the same one in the next export.
        de, vers = origine["identifier"], destination["identifier"]
        nom = f"{self.vue.id}/{de}/{genre}/{vers}"
        numero = {} if rang is None else {"sequenceNumber": rang}
        return {
            **self._identite(nom),
            "associationType": genre,
            **numero,
            "originNodeURI": origine,
            "destinationNodeURI": destination,
            "lastChangeDateTime": self.date,
        }


def _toutes(lignes: tuple[LigneDecrite, ...]) -> Iterator[LigneDecrite]:
    """Every line, each before those below it."""
    for ligne in lignes:
        yield ligne
        yield from _toutes(ligne.lignes)


def _notes(ligne: LigneDecrite) -> Iterator[str]:
    """What CASE has no key for."""
    yield f"Certitude : {ligne.mots}."
    if ligne.sources:
        yield f"Sources : {', '.join(ligne.sources)}."
    if ligne.niveau == "critère" and ligne.points != 1:
        yield f"Points : {ligne.points}."
    if ligne.filiation:
        yield f"Filiation : {ligne.filiation}."
    if ligne.note:
        yield f"Note : {ligne.note}"
    for dite in ligne.locales:
        yield f"{dite[0].upper()}{dite[1:]}."


def _notes_du_document(vue: ReferentielDecrit) -> Iterator[str]:
    yield f"État : {vue.mots_etat}."
    if vue.revision:
        yield f"Révision : {vue.revision}."
    if vue.contexte:
        yield f"Contexte : {vue.contexte}."
    if vue.avertissement:
        yield f"Attention : {vue.avertissement}"
    if vue.succede:
        yield f"Succède à {vue.succede}."
    yield f"Évaluations : {vue.modalites}."
    if vue.enregistrement:
        yield f"Enregistrement : {vue.enregistrement}."
    for regle in vue.regles:
        defaut = " (par défaut)" if regle.defaut else ""
        phrases = " ".join(regle.phrases)
        yield f"Règle {regle.id}{defaut} : {regle.libelle}. {phrases}"
    for source in vue.sources:
        adresse = f" ({source.adresse})" if source.adresse else ""
        yield f"Source {source.id} : {source.titre}, {source.editeur}{adresse}."
    yield f"Fichier : {vue.empreinte}."
