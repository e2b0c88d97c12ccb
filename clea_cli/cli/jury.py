"""`clea jury`."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from clea_cli.cli import options
from clea_cli.cli.barre import barre
from clea_cli.cli.formats import choisir, option_de_dossier, option_de_format, option_de_sortie
from clea_cli.cli.francais import ajouter, groupe
from clea_cli.cli.options_documents import DossierDeModeles
from clea_cli.cli.sortie import dire, largeur_ecran, publier, signaler, statut
from clea_cli.jury.formats import EXPORTS, FEUILLES, PAGES
from clea_cli.sorties.mots import compte

DossierDeSession = Annotated[
    str, typer.Argument(metavar="DOSSIER", help="Le dossier d'une session préparée.")
]

# Of the sheet of decisions: written, the same as it was, filled already and only read.
_CE_QU_IL_EN_EST = {True: "écrite", False: "inchangée", None: "lue"}

app = groupe("""Prépare une session du jury, et en tient les décisions.""")


def preparer(
    session: Annotated[
        str, typer.Argument(metavar="SESSION", help="Le fichier .yaml de la session.")
    ],
    sortie: Annotated[str, option_de_dossier(PAGES, "Le dossier à préparer.")],
    forcer: options.Forcer = False,
    reprendre: Annotated[
        bool,
        typer.Option(
            "--reprendre/--tout-refaire",
            show_default=False,
            help="Garde ce qui est à jour (par défaut), ou refait tout.",
        ),
    ] = True,
    simuler: Annotated[
        bool, typer.Option("--simuler", help="Dit ce qui serait fait, sans rien écrire.")
    ] = False,
    travailleurs: options.Travailleurs = 1,
    modeles: DossierDeModeles = None,
) -> int:
    """Prépare une session : un dossier par candidat, l'ordre du jour, la liste, l'émargement.

    Un dossier faux est dit, et les autres sont prêts. Relancée, la commande ne refait que ce qui a
    changé.

    Exemple : clea jury preparer session.yaml --sortie session-novembre
    """
    from clea_cli.documents.charger_modeles import charger
    from clea_cli.jury import preparer as jury
    from clea_cli.jury.rendus import session_texte

    charges = charger(modeles)
    signaler(charges.diagnostics)
    if charges.value is None:
        return statut(charges.diagnostics)
    demande = jury.DemandeDePreparation(
        sortie, forcer, reprendre, travailleurs, simuler, charges.value
    )
    with barre("Dossiers") as avancer:
        bilan = jury.preparer(session, demande, avancer)
    fait = bilan.value
    if fait is None:
        signaler(bilan.diagnostics)
        return statut(bilan.diagnostics)
    texte = session_texte.rendre(
        fait.vue,
        sortie,
        fait.a_faire,
        fait.changements,
        largeur_ecran(),
    )
    publie = publier(texte, None)
    signaler(bilan.diagnostics)
    des_dossiers = bool(fait.vue.dossiers)
    return publie or statut(bilan.diagnostics, partiel=des_dossiers)


def decisions(
    dossier: DossierDeSession,
    format_: Annotated[str | None, option_de_format(FEUILLES, defaut="csv")] = None,
) -> int:
    """Prépare la feuille des décisions, à remplir par le jury ; déjà remplie, la vérifie.

    Une décision écrite n'est jamais perdue, même quand la session est préparée de nouveau.

    Exemple : clea jury decisions session-novembre
    """
    from clea_cli.jury import decisions as jury_decisions

    etat = jury_decisions.tenir(dossier, format_)
    signaler(etat.diagnostics)
    if etat.value is None:
        return statut(etat.diagnostics)
    vu = etat.value
    faite = _CE_QU_IL_EN_EST[vu.ecrite]
    comptes = [f"{mots} : {nombre}" for mots, nombre in vu.comptes]
    if vu.close:
        faite = "la session est close, et ce qui a été clos vaut"
    else:
        comptes.append(f"sans décision : {vu.restants}")
    dits = faite
    if comptes:
        dits += f" ; {', '.join(comptes)}"
    lignes = [(f"{vu.chemin} : {dits}.\n", "")]
    if vu.comptes:
        autres = compte(vu.autres, "décision")
        verbe = "diffère" if vu.autres < 2 else "diffèrent"
        lignes.append((f"{autres} {verbe} de la proposition.\n", ""))
    return publier(lignes, None)


def proces_verbal(
    dossier: DossierDeSession,
    absent: Annotated[
        list[str] | None,
        typer.Option("--absent", metavar="REFERENCE", help="Un membre du jury qui n'est pas venu."),
    ] = None,
    preside: Annotated[
        str,
        typer.Option(
            "--preside",
            metavar="REFERENCE",
            show_default=False,
            help="Le membre qui préside, si ce n'est pas celui que dit la session.",
        ),
    ] = "",
    forcer: options.Forcer = False,
    jour: options.JourTape = None,
    modeles: DossierDeModeles = None,
) -> int:
    """Écrit le procès-verbal (docx et pdf) et clôt la session : elle ne change plus.

    Exemple : clea jury proces-verbal session-novembre
    """
    from clea_cli.documents.charger_modeles import charger
    from clea_cli.jury import clore

    charges = charger(modeles)
    signaler(charges.diagnostics)
    if charges.value is None:
        return statut(charges.diagnostics)
    aujourdhui = date.today().isoformat()
    le_jour = jour.isoformat() if jour else aujourdhui
    demande = clore.DemandeDeCloture(
        le_jour, aujourdhui, absent or [], preside, forcer, charges.value
    )
    ecrits = clore.clore(dossier, demande)
    signaler(ecrits.diagnostics)
    if ecrits.value is None:
        return statut(ecrits.diagnostics)
    lignes: list[tuple[str, str]] = []
    for nom, neuf in ecrits.value.items():
        fait = "écrit" if neuf else "inchangé"
        lignes.append((f"{dossier}/{nom} : {fait}.\n", ""))
    lignes.append((f"{dossier} : la session est close.\n", ""))
    return publier(lignes, None)


def exporter(
    dossier: DossierDeSession,
    identites: Annotated[
        str | None,
        typer.Option(
            "--identites", metavar="FICHIER", help="Qui sont les candidats (CSV ou xlsx)."
        ),
    ] = None,
    brouillon: Annotated[
        bool,
        typer.Option(
            "--brouillon",
            help="Écrit aussi le fichier d'un référentiel non officiel, pour essayer.",
        ),
    ] = False,
    sortie: Annotated[str | None, option_de_sortie(EXPORTS)] = None,
    forcer: options.Forcer = False,
) -> int:
    """Écrit le fichier du certificateur : les seuls candidats que le jury a certifiés, avec --identites.

    Un candidat dont l'identité est douteuse attend, et les autres sont écrits. Sans --identites : une ligne par
    dossier de la session, sans sa référence, pour des statistiques ; ce n'est pas un fichier anonyme.

    Exemple : clea jury exporter session-novembre --identites identites.csv --sortie certificateur.csv
    """  # noqa: E501 — help: a summary and an example stand on one line each
    from clea_cli.jury import exporter as jury_export

    ecrit_en = choisir(EXPORTS, None, sortie)
    if identites is None:
        export = jury_export.sans_references(dossier)
    else:
        export = jury_export.pour_le_certificateur(dossier, identites, sortie, brouillon=brouillon)
    signaler(export.diagnostics)
    if export.value is None:
        return statut(export.diagnostics)
    fait = export.value
    genre = "sans les références" if identites is None else "pour le certificateur"
    dit = f"Export {genre} : {compte(fait.candidats, 'candidat')}"
    if fait.attendent:
        cites = ", ".join(fait.attendent)
        dit += f" ; attendent {len(fait.attendent)} : {cites}"
    dire(f"{dit}.")
    if identites is None:
        dire("Une ligne rare peut faire reconnaître quelqu'un : ce fichier n'est pas anonyme.")
    if fait.suppose:
        suppose = " ; ".join(fait.suppose)
        dire(f"Supposé, à vérifier (« certificateur: » de la session le dit) : {suppose}.")
    # Nothing of the session may be replaced.
    entrees = [identites or ""]
    for fichier in Path(dossier).rglob("*"):
        entrees.append(str(fichier))
    publie = publier(
        ecrit_en.ecrire(fait.contenu),
        sortie,
        forcer=forcer,
        entrees=entrees,
        prive=identites is not None,  # it names people then
    )
    return publie or statut(export.diagnostics, partiel=True)


ajouter(app, preparer, decisions, proces_verbal, exporter)
