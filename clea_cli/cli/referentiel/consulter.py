"""`clea referentiel lister` and `afficher`."""

from datetime import date

from clea_cli.cli import options
from clea_cli.cli.sortie import largeur_ecran, publier, signaler, statut


def lister() -> int:
    """Liste les référentiels livrés.

    Exemple : clea referentiel lister
    """
    from clea_cli.atelier.mots_referentiel import ETATS
    from clea_cli.atelier.rendus import referentiel_texte
    from clea_cli.decision.charger import charger
    from clea_cli.referentiel.faits import enregistrement_termine
    from clea_cli.referentiel.livres import DEFAUT, livres

    lignes = []
    for nom, livre in livres().items():
        referentiel = charger(nom).value
        fin = enregistrement_termine(referentiel, date.today()) if referentiel else ""
        etat = ETATS[livre.etat]
        lignes.append((nom, livre.version, etat, livre.criteres, livre.libelle, fin))
    texte = referentiel_texte.liste(lignes, DEFAUT)
    return publier(texte, None)


def afficher(
    nom: options.ReferentielNomme,
) -> int:
    """Montre un référentiel : ses règles, et chaque ligne avec ce qui est requis, sa certitude et
    ses sources.

    Exemple : clea referentiel afficher clea
    """
    from clea_cli.atelier.mots_referentiel import fiche
    from clea_cli.atelier.rendus import referentiel_texte
    from clea_cli.decision.charger import charger

    charge = charger(nom)
    signaler(charge.diagnostics)
    if charge.value is None:
        return statut(charge.diagnostics)
    vue = fiche(charge.value, date.today())
    texte = referentiel_texte.fiche(vue, largeur_ecran())
    return publier(texte, None)
