"""`clea modele`: the templates of documents, to copy and to try."""

from pathlib import Path
from typing import Annotated

import typer

from clea_cli.cli import options
from clea_cli.cli.francais import ajouter, groupe
from clea_cli.cli.sortie import dire, publier, signaler, statut

app = groupe("""Donne les modèles des documents, et essaie les vôtres.""")


def extraire(
    dossier: Annotated[str, typer.Argument(metavar="DOSSIER", help="Où les copier.")],
    forcer: options.Forcer = False,
) -> int:
    """Copie les modèles de clea, pour que vous changiez les mots que vous voulez.

    Gardez dans le dossier ceux que vous changez ; les autres restent ceux de clea. Un document Word « reference.docx »
    y donne ses styles et ses en-têtes, une image « logo.png » y est votre logo. « organisme.yaml » est un exemple de ce
    qui dit qui vous êtes : il se pose à côté des grilles.

    Exemple : clea modele extraire mes-modeles
    """
    from clea_cli.documents.lire_organisme import NOM as FICHE
    from clea_cli.documents.modeles_organisme import NOMS
    from clea_cli.documents.rendus.langue import LIVRES
    from clea_cli.sorties import ecriture

    fautes = list(ecriture.creer_dossier(dossier).diagnostics)
    for nom in (*NOMS, FICHE) if not fautes else ():
        chemin = str(Path(dossier) / nom)
        ecrit = ecriture.ecrire(chemin, (LIVRES / nom).read_bytes(), forcer=forcer)
        fautes += ecrit.diagnostics
        if ecrit.value is not None:
            dire(f"{chemin} : {'écrit' if ecrit.value else 'inchangé'}.")
    signaler(fautes)
    return statut(fautes)


def verifier(
    dossier: Annotated[
        str | None,
        typer.Argument(
            metavar="DOSSIER", help="Vos modèles. Par défaut : ceux de clea.", show_default=False
        ),
    ] = None,
) -> int:
    """Essaie des modèles avec des données inventées et extrêmes : noms très longs, 0 %, 100 %, signes spéciaux.

    Exemple : clea modele verifier mes-modeles
    """
    from clea_cli.documents.charger_modeles import charger, inutiles
    from clea_cli.documents.essai_modeles import essayer
    from clea_cli.jury import essai_modeles as jury

    charges = charger(dossier)
    if charges.value is None:
        signaler(charges.diagnostics)
        return statut(charges.diagnostics)
    essais = [*essayer(charges.value), *jury.essayer(charges.value)]
    trouvees = [faute for essai in essais for faute in essai.diagnostics]
    fautes = list(dict.fromkeys((*charges.diagnostics, *trouvees)))
    lignes = []
    for genre in dict.fromkeys(essai.genre for essai in essais):
        siens = [essai for essai in essais if essai.genre == genre]
        rates = sorted({essai.cas for essai in siens if essai.diagnostics})
        dit = f"en faute ({', '.join(rates)})" if rates else f"correct, {len(siens)} essais"
        lignes.append((f"{genre}.md : {dit}\n", ""))
    if dossier and (restes := inutiles(dossier)):
        lignes.append((f"Ne servent à aucun document : {', '.join(restes)}.\n", ""))
    publie = publier(lignes, None)
    signaler(fautes)
    return publie or statut(fautes)


ajouter(app, extraire, verifier)
