"""Find a référentiel that may be relied on."""

import hashlib

from clea_cli.diagnostics import Outcome, Position, conclure, diagnostic
from clea_cli.referentiel.lire import construire
from clea_cli.referentiel.livres import DOSSIER, conseil_de_nom, identifier, livres, valeurs
from clea_cli.referentiel.referentiel import Etat, Referentiel
from clea_cli.sources import fichiers
from clea_cli.sources.bornes import SUFFIXES, YAML_OCTETS_MAX


def charger(nom: str, option: str = "") -> Outcome[Referentiel]:
    """Load a référentiel by its id, or by the path of a YAML file. Errors: R, S101-S104.

    A name that nobody knows is told of the `option` that it was given to, if it was one.

    One that ships is recognised by its SHA-256 and was verified when the program was made; any
    other is verified now.
    """
    identifiant = identifier(nom)
    if identifiant is None and not _est_un_chemin(nom):
        conseil = conseil_de_nom(nom)
        ici = Position(option or nom)
        inconnu = diagnostic("R503", ici, id=nom, conseil=conseil)
        return Outcome(None, (inconnu,))
    chemin = nom
    if identifiant:
        livre = livres()[identifiant]
        chemin = str(DOSSIER / livre.fichier)
    contenu = fichiers.lire(chemin, YAML_OCTETS_MAX)
    if contenu.value is None:
        return contenu.refus()
    # By what it holds, not by its name: a copy is as good, a file that was changed is not.
    empreinte = hashlib.sha256(contenu.value).hexdigest()
    racine = valeurs(empreinte)
    if racine is not None:
        return Outcome(construire(racine, empreinte))
    # Late: pydantic costs more than a whole score.
    from clea_cli.decision.verification import verifier

    verifie = verifier(contenu.value, chemin, charger)
    if verifie.value is None:
        return verifie
    # Its warnings are for who verifies it, not for who relies on it.
    return Outcome(verifie.value)


def a_calculer(nom: str) -> Outcome[Referentiel]:
    """Load a référentiel to score by.

    Errors: those of `charger`, R502 when its grid is not known; warning R501.
    """
    charge = charger(nom, "--referentiel")
    referentiel = charge.value
    if referentiel is None or referentiel.etat is Etat.PUBLIE:
        return charge
    faute = diagnostic(
        "R502" if referentiel.etat is Etat.ANNONCE else "R501",
        Position(referentiel.id),
        libelle=referentiel.libelle,
        avertissement=referentiel.avertissement,
    )
    return conclure(referentiel, (faute,))


def _est_un_chemin(nom: str) -> bool:
    if nom == fichiers.ENTREE_STANDARD:
        return True
    return nom.endswith(SUFFIXES) or "/" in nom or "\\" in nom
