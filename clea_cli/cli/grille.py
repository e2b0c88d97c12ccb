"""`clea grille`."""

import sys
from pathlib import PurePath
from typing import Annotated, Any

import typer

from clea_cli.cli import options
from clea_cli.cli.formats import choisir, option_de_choix, option_de_format, option_de_sortie
from clea_cli.cli.francais import ajouter, groupe
from clea_cli.cli.sortie import a_nommer, dire_lectures, largeur_ecran, publier, signaler, statut
from clea_cli.decision.formats_grille import A_COMPLETER, CONVERTIES, COPIES, FORMES, VIERGES
from clea_cli.sorties.formats import Format, absent

_CLASSEURS = (".xlsx", ".xlsm", ".xls", ".ods")

app = groupe("""Prépare et vérifie des grilles d'évaluation.""")

_EnFormatVierge = Annotated[
    str | None,
    option_de_format(
        VIERGES,
        "xlsx a des listes de réponses ; html se remplit dans un navigateur, sans internet ;"
        " pdf s'imprime et se coche au stylo.",
    ),
]


def nouvelle(
    format_: _EnFormatVierge = None,
    par_domaine: Annotated[
        bool,
        typer.Option("--par-domaine", help="En xlsx, un onglet par domaine plutôt qu'un seul."),
    ] = False,
    referentiel: options.NomDeReferentiel = None,
    candidat: Annotated[
        str | None,
        typer.Option(
            "--candidat", metavar="REFERENCE", help="La référence du candidat (pas son nom)."
        ),
    ] = None,
    contexte: Annotated[
        bool,
        typer.Option(
            "--contexte",
            help="Montre à côté des libellés les mots du contexte donné par --referentiel.",
        ),
    ] = False,
    sortie: Annotated[str | None, option_de_sortie(VIERGES)] = None,
    forcer: options.Forcer = False,
) -> int:
    """Prépare une grille vide, à remplir dans un tableur, dans un navigateur ou au stylo.

    Dans un fichier, tous les critères y sont « non évalué » ; sur le papier, une case se coche par
    critère.

    Exemple : clea grille nouvelle --candidat C-0001 --format xlsx --sortie C-0001.xlsx
    """
    ecrit_en = choisir(VIERGES, format_, sortie)
    # What the words themselves have wrong is told before anything is loaded.
    if par_domaine and ecrit_en.nom != "xlsx":
        raise typer.BadParameter(
            "« --par-domaine » donne des onglets, qu'a seul un classeur : ajoutez --format xlsx"
        )
    from clea_cli.decision.charger import a_calculer
    from clea_cli.decision.convertir import grille_vide
    from clea_cli.decision.references_nominatives import nom_pour_reference
    from clea_cli.referentiel.livres import DEFAUT

    charge = a_calculer(DEFAUT if referentiel is None else referentiel)
    un_nom = nom_pour_reference("--candidat", candidat or "")
    signaler((*charge.diagnostics, *un_nom))
    if charge.value is None:
        return statut(charge.diagnostics)
    if (refus := _sans_place(ecrit_en, sortie)) is not None:
        return refus
    if contexte and charge.value.contexte is None:
        raise typer.BadParameter(
            "« --contexte » montre les mots d'un contexte : donnez-en un par --referentiel"
        )
    contenu = grille_vide(
        charge.value, candidat, ecrit_en.nom, par_domaine=par_domaine, contexte=contexte
    )
    return publier(contenu, sortie, forcer=forcer, entrees=[referentiel or ""])


def _sans_place(format_: Format[Any], sortie: str | None) -> int | None:
    """Say that a format cannot be written here; the exit status, None where it can."""
    if manque := absent(format_):
        signaler([manque])
        return statut([manque])
    if _illisible_a_l_ecran(format_, sortie):
        motif = f"un {format_.nom} ne s'affiche pas à l'écran"
        return a_nommer(motif, f"grille{format_.fin}")
    return None


def _illisible_a_l_ecran(format_: Format[Any], sortie: str | None) -> bool:
    """Whether nobody could read it there; in a pipe, another program may."""
    return not format_.a_l_ecran and sortie is None and sys.stdout.isatty()


def convertir(
    grille: options.CheminDeGrille,
    format_: Annotated[str | None, option_de_format(CONVERTIES)] = None,
    forme: Annotated[
        str,
        option_de_choix("--forme", FORMES, "Par défaut : longue. large : une ligne par candidat."),
    ] = "longue",
    referentiel: options.NomDeReferentiel = None,
    sortie: Annotated[str | None, option_de_sortie(CONVERTIES)] = None,
    forcer: options.Forcer = False,
    encodage: options.Encodage = None,
    separateur: options.Separateur = None,
    onglet: options.Onglet = None,
    ignorer: options.Ignorer = None,
) -> int:
    """Récrit une grille dans une autre forme ou un autre format, avec les mêmes réponses.

    Exemple : clea grille convertir grille.csv --format xlsx --sortie grille.xlsx
    """
    from clea_cli.decision.convertir import convertir as faire

    ecrit_en = choisir(CONVERTIES, format_, sortie)
    if _illisible_a_l_ecran(ecrit_en, sortie):
        return a_nommer("un classeur ne s'affiche pas à l'écran", f"grille{ecrit_en.fin}")
    lecture = options.lecture(referentiel, None, encodage, separateur, onglet, ignorer)
    converti = faire(grille, lecture, forme, ecrit_en.nom)
    signaler(converti.diagnostics)
    if converti.value is None:
        return statut(converti.diagnostics)
    entrees = [grille, referentiel or ""]
    return publier(converti.value, sortie, forcer=forcer, entrees=entrees)


def verifier(
    grilles: options.CheminsDeGrilles,
    referentiel: options.NomDeReferentiel = None,
    encodage: options.Encodage = None,
    separateur: options.Separateur = None,
    onglet: options.Onglet = None,
    ignorer: options.Ignorer = None,
    toutes: options.Toutes = False,
) -> int:
    """Vérifie des grilles sans calculer de verdict, et dit toutes leurs fautes.

    La même faute de nombreuses cases tient en une ligne ; « --toutes » les dit une à une.

    Exemple : clea grille verifier grille.csv
    """
    from clea_cli.decision.lot import lire_lot
    from clea_cli.decision.references_nominatives import noms_de_personnes
    from clea_cli.grille.compte import en_detail
    from clea_cli.sorties.chemins import chemin_ecrit

    lecture = options.lecture(referentiel, None, encodage, separateur, onglet, ignorer)
    lot = lire_lot(grilles, lecture)
    dire_lectures(lot)
    une_correcte = False
    dits: list[tuple[str, str]] = []
    for fichier in lot.fichiers:
        nom = chemin_ecrit(fichier.source)
        if fichier.grilles:
            une_correcte = True
            dits.append((f"{nom} : correcte.\n", ""))
        for laisse in fichier.laisses:
            dits.append((f"{nom} : laissé de côté : {en_detail(laisse)}.\n", ""))
    publie = publier(dits, None)
    fautes = (*lot.diagnostics, *noms_de_personnes(lot.fichiers))
    # All of them are what was asked for: none is left out, however many there are.
    signaler(fautes, toutes=toutes, limite=len(fautes))
    return publie or statut(lot.diagnostics, partiel=une_correcte)


def corriger(
    grille: options.CheminDeGrille,
    referentiel: options.NomDeReferentiel = None,
    sortie: Annotated[
        str | None, option_de_sortie(COPIES, "Écrit la copie corrigée plutôt que de la montrer")
    ] = None,
    forcer: options.Forcer = False,
    encodage: options.Encodage = None,
    separateur: options.Separateur = None,
    onglet: options.Onglet = None,
    ignorer: options.Ignorer = None,
) -> int:
    """Corrige dans une copie ce qui est sûr : codes et réponses mal écrits, titres répétés.

    Chaque correction est montrée avec sa cellule ; le reste est laissé en faute. L'original n'est
    jamais modifié.

    Exemple : clea grille corriger grille.csv --sortie corrigee.csv
    """
    from clea_cli.decision.corriger import corriger as faire
    from clea_cli.grille.mots_corrections import voir
    from clea_cli.grille.rendus import corrections_texte
    from clea_cli.sorties.chemins import fautes_ecrites

    lecture = options.lecture(referentiel, None, encodage, separateur, onglet, ignorer)
    fait = faire(grille, lecture)
    signaler(fait.diagnostics)
    if fait.value is None:
        return statut(fait.diagnostics)
    corrigee = fait.value
    if sortie is not None and (refus := _nom_de_copie(corrigee.suffixe, sortie)):
        return a_nommer(*refus)
    vue = voir(grille, corrigee.corrections, corrigee.notes, onglets=corrigee.onglets)
    texte = corrections_texte.rendre(vue, largeur_ecran())
    publie = publier(texte, None)
    # No copy is written whose corrections could not be shown.
    if sortie is not None and not publie:
        entrees = [grille, referentiel or ""]
        publie = publier(corrigee.copie, sortie, forcer=forcer, entrees=entrees)
    # What is left stands in the copy; in the original, for lines keep their numbers.
    fautes = fautes_ecrites(corrigee.fautes, lambda source: sortie or source)
    signaler(fautes)
    return publie or statut(fautes)


def _nom_de_copie(suffixe: str, sortie: str) -> tuple[str, str] | None:
    """Why that name cannot be the copy's, and an example of one that can; None if it can."""
    fin = PurePath(sortie).suffix.lower()
    if suffixe and fin != suffixe:
        return f"la copie est un classeur {suffixe}", f"copie{suffixe}"
    if not suffixe and fin in _CLASSEURS:
        return "la copie est un CSV, comme l'original", "copie.csv"
    return None


def rapprocher(
    a: Annotated[str, typer.Argument(metavar="A", help="La grille du premier évaluateur.")],
    b: Annotated[str, typer.Argument(metavar="B", help="La grille du second.")],
    referentiel: options.NomDeReferentiel = None,
    regle: options.NomDeRegle = None,
    sortie: Annotated[
        str | None, option_de_sortie(A_COMPLETER, "Écrit la grille à compléter")
    ] = None,
    forcer: options.Forcer = False,
    encodage: options.Encodage = None,
    separateur: options.Separateur = None,
    onglet: options.Onglet = None,
    ignorer: options.Ignorer = None,
) -> int:
    """Compare les grilles de deux évaluateurs pour un même candidat, et dit où elles diffèrent.

    La grille à compléter garde les réponses communes ; les autres restent vides, à trancher à la
    main.

    Exemple : clea grille rapprocher premier.csv second.csv --sortie a-completer.csv
    """
    from clea_cli.decision.deux_grilles import rapprocher_fichiers
    from clea_cli.decision.rendus import rapprochement_texte

    ecrit_en = choisir(A_COMPLETER, None, sortie)
    lecture = options.lecture(referentiel, regle, encodage, separateur, onglet, ignorer)
    fait = rapprocher_fichiers(a, b, lecture)
    signaler(fait.diagnostics)
    if fait.value is None:
        return statut(fait.diagnostics)
    texte = rapprochement_texte.rendre(fait.value.vue, largeur_ecran())
    publie = publier(texte, None)
    # The grille to complete is for whoever has seen where the two differ.
    if sortie is None or publie:
        return publie
    a_completer = ecrit_en.ecrire(fait.value.fusion)
    entrees = [a, b, referentiel or ""]
    return publier(a_completer, sortie, forcer=forcer, entrees=entrees)


def reunir(
    grilles: options.CheminsDeGrilles,
    referentiel: options.NomDeReferentiel = None,
    sortie: Annotated[str | None, option_de_sortie(CONVERTIES, "Y écrit la grille réunie")] = None,
    forcer: options.Forcer = False,
    encodage: options.Encodage = None,
    separateur: options.Separateur = None,
    onglet: options.Onglet = None,
    ignorer: options.Ignorer = None,
) -> int:
    """Réunit les grilles d'évaluateurs qui se sont partagé les domaines.

    Seuls les vrais désaccords, acquis chez l'un et non acquis chez l'autre, restent à trancher à la
    main.

    Exemple : clea grille reunir premier.csv second.csv --sortie ensemble.csv
    """
    if len(grilles) < 2:
        raise typer.BadParameter("il faut deux grilles au moins")
    from clea_cli.decision.ecrire_reunion import ecrire
    from clea_cli.decision.mots_reunion import voir
    from clea_cli.decision.rendus import reunion_texte
    from clea_cli.decision.reunir_grilles import reunir as faire

    ecrit_en = choisir(CONVERTIES, None, sortie)
    lecture = options.lecture(referentiel, None, encodage, separateur, onglet, ignorer)
    fait = faire(grilles, lecture)
    signaler(fait.diagnostics)
    if fait.value is None:
        return statut(fait.diagnostics)
    texte = reunion_texte.rendre(voir(fait.value), largeur_ecran())
    publie = publier(texte, None)
    if sortie is None or publie:
        return publie
    ecrite = ecrire(fait.value, ecrit_en, sortie)
    signaler(ecrite.diagnostics)
    entrees = [*grilles, referentiel or ""]
    return publier(ecrite.value or b"", sortie, forcer=forcer, entrees=entrees)


ajouter(app, nouvelle, verifier, corriger, convertir, rapprocher, reunir)
