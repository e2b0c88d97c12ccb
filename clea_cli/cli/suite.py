"""What to type next: a command ends with it on a terminal, `clea` alone begins with it."""

import os
import re
import shlex
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path, PurePath
from typing import Any

from clea_cli.sorties.texte import inoffensif

Faits = Mapping[str, Any]

_NUS = re.compile(r"[\w./\\:@%+=,*-]+")
_CITES = 3  # files named in a command that is proposed


def cite(chemin: str) -> str:
    """A path as it is typed in a shell."""
    # What begins like an option would be taken for one.
    if _NUS.fullmatch(chemin) and not chemin.startswith("-"):
        return chemin
    # cmd and PowerShell know double quotes only.
    if sys.platform == "win32":
        return f'"{chemin}"'
    return shlex.quote(chemin)


def cites(chemins: Sequence[str]) -> str:
    """Files as they are typed; of many, their folder if it is one."""
    nombreux = len(chemins) > _CITES
    dossiers = {str(PurePath(chemin).parent) for chemin in chemins}
    if nombreux and len(dossiers) == 1:
        return cite(dossiers.pop())
    nommes = [cite(chemin) for chemin in chemins[:_CITES]]
    if nombreux:
        nommes.append("…")
    return " ".join(nommes)


def _les_memes(chemins: Sequence[str]) -> str:
    """What follows a command for the same files: never their folder, where there may be others."""
    if len(chemins) > _CITES:
        return ", avec les mêmes fichiers"
    return f" {cites(chemins)}"


def exporter_la_session(dossier: str) -> str:
    """The command that exports a session to the certificateur."""
    return (
        f"clea jury exporter {cite(dossier)} --identites identites.csv --sortie certificateur.csv"
    )


def dire_la_suite(commande: str, faits: Faits, statut: int) -> None:
    """End a command with what to do next, one dim line on stderr, if a person looks at it."""
    if commande not in _SUITES or not sys.stderr.isatty():
        return
    suite = _SUITES[commande](faits, statut)
    if suite:
        _griser(f"→ {inoffensif(suite)}")


def _griser(ligne: str) -> None:
    if "NO_COLOR" in os.environ:
        print(ligne, file=sys.stderr)
    elif sys.platform == "win32":  # its older terminals are spoken to otherwise
        from rich.console import Console
        from rich.text import Text

        console = Console(stderr=True, highlight=False)
        console.print(Text(ligne, "dim"), soft_wrap=True)
    else:  # without rich, which this line alone would load
        print(f"\x1b[2m{ligne}\x1b[0m", file=sys.stderr)


def connues() -> frozenset[str]:
    """The commands of which the next step is known."""
    return frozenset(_SUITES)


_RECOMMENCER = (
    "Corrigez ce qui est dit, enregistrez, puis retapez la même commande (flèche vers le haut)."
)


def _si_fait(suite: Callable[[Faits], str]) -> Callable[[Faits, int], str]:
    """What follows a command that has done something; else it is to be typed again."""

    def selon(faits: Faits, statut: int) -> str:
        if statut in (0, 5):  # done, be the verdict what it is
            return suite(faits)
        if statut in (1, 3):  # something in the files is at fault
            return _RECOMMENCER
        return ""

    return selon


def _si_correcte(suite: Callable[[Faits], str]) -> Callable[[Faits, int], str]:
    """What follows a command that reads grilles; of one at fault, what mends it."""

    def selon(faits: Faits, statut: int) -> str:
        grilles: Sequence[str] = faits["grilles"] or []
        if statut != 1 or len(grilles) != 1 or not Path(grilles[0]).is_file():
            return _si_fait(suite)(faits, statut)
        seule = grilles[0]
        # The ending that its copy has to have.
        fin = PurePath(seule).suffix.lower()
        if fin not in (".xlsx", ".ods"):
            fin = ".csv"
        commande = f"clea grille corriger {cite(seule)} --sortie corrigee{fin}"
        return f"Corrigez dans votre tableur, ou, pour ce qui est sûr : {commande}"

    return selon


def _score(faits: Faits) -> str:
    commande = "clea documents"
    if faits["paires"]:
        return f"Ensuite : {commande} --paires {cite(faits['paires'])}"
    commande += _les_memes(faits["grilles"])
    if faits["finale"]:
        commande += f" --finale {cite(faits['finale'])}"
    return f"Ensuite : {commande}"


def _document(faits: Faits) -> str:
    if faits["sortie"] is None:
        return "Pour le garder : la même commande avec --sortie et un nom en .pdf, .docx ou .html"
    controle = f"clea controler {cite(faits['sortie'])}"
    return f"Avant de le remettre : {controle} dit s'il correspond à sa grille."


def _documents(faits: Faits) -> str:
    ouvrir = f"Ouvrez-les dans le dossier {cite(faits['sortie'])}"
    return f"{ouvrir} ; pour Word ou imprimer : la même commande avec -f docx ou -f pdf."


def _nouvelle(faits: Faits) -> str:
    sortie = faits["sortie"]
    if sortie is None:
        return "Pour l'avoir dans un fichier : la même commande avec --sortie C-0001.xlsx"
    if PurePath(sortie).suffix.lower() in (".html", ".htm"):
        ouvrir = f"ouvrez {cite(sortie)} dans un navigateur"
        return f"Ensuite : {ouvrir}, puis clea score et le fichier qu'il enregistre."
    return f"Ensuite : remplissez {cite(sortie)}, puis clea score {cite(sortie)}"


def _verifier(faits: Faits) -> str:
    return f"Ensuite : clea score{_les_memes(faits['grilles'])}"


def _convertir(faits: Faits) -> str:
    sortie = faits["sortie"]
    if sortie is None:
        return "Pour la garder : la même commande avec --sortie"
    return f"Ensuite : clea score {cite(sortie)}"


def _corriger(faits: Faits, statut: int) -> str:
    sortie = faits["sortie"]
    if statut not in (0, 1):
        return ""
    if sortie is None:
        return "Pour écrire la copie : la même commande avec --sortie corrigee.csv"
    reste = "corrigez le reste dans la copie, puis " if statut else ""
    return f"Ensuite : {reste}clea grille verifier {cite(sortie)}"


def _rapprocher(faits: Faits) -> str:
    sortie = faits["sortie"]
    if sortie is None:
        return (
            "Ensuite : la même commande avec --sortie a-completer.csv donne la grille à trancher."
        )
    return f"Ensuite : remplissez les cases vides de {cite(sortie)}, puis clea score {cite(sortie)}"


def _reunir(faits: Faits) -> str:
    sortie = faits["sortie"]
    if sortie is None:
        return "Pour écrire la grille réunie : la même commande avec --sortie reunie.csv"
    return f"Ensuite : tranchez ce qui est dit dans {cite(sortie)}, puis clea score {cite(sortie)}"


def _cohorte(faits: Faits) -> str:
    if faits["sortie"]:
        return ""
    return "Pour la garder : la même commande avec --sortie cohorte.html ou cohorte.xlsx"


def _preparer(faits: Faits) -> str:
    if faits["simuler"]:
        return "Ensuite : la même commande sans --simuler."
    return f"Ensuite : clea jury decisions {cite(faits['sortie'])}"


def _decisions(faits: Faits) -> str:
    dossier = faits["dossier"]
    feuilles = sorted(Path(dossier).glob("decisions.*"))
    nom = str(feuilles[0]) if feuilles else "la feuille"
    clore = f"clea jury proces-verbal {cite(dossier)}"
    return f"Ensuite : le jury remplit {cite(nom)}, puis {clore}"


def _proces_verbal(faits: Faits) -> str:
    return f"Ensuite : {exporter_la_session(faits['dossier'])}"


def _exporter(faits: Faits) -> str:
    return f"Ensuite : clea controler {cite(faits['dossier'])} dit si rien n'y a changé."


def _pseudonymiser(faits: Faits) -> str:
    calculer = f"clea score {cite(faits['sortie'])}"
    return f"Ensuite : {calculer} ; rangez {cite(faits['table'])} ailleurs que les grilles."


def _purge(faits: Faits) -> str:
    if faits["confirmer"]:
        return ""
    return "Pour supprimer ce qui est dit : la même commande avec --confirmer"


def _referentiel_exporte(faits: Faits) -> str:
    if faits["sortie"]:
        return ""
    return "Pour le garder : la même commande avec --sortie et un nom en .html, .csv ou .json"


def _importer(faits: Faits) -> str:
    sortie = faits["sortie"]
    if sortie is None:
        return "Pour le garder : la même commande avec --sortie et un nom en .yaml"
    return f"Ensuite : relisez ce qui est supposé, puis clea referentiel verifier {cite(sortie)}"


def _verifie(faits: Faits) -> str:
    chemins = faits["chemins"]
    if not chemins:
        return ""
    return _grille_de(chemins[0])


def _affiche(faits: Faits) -> str:
    return _grille_de(faits["nom"])


def _grille_de(referentiel: str) -> str:
    return f"Ensuite : clea grille nouvelle --referentiel {cite(referentiel)} --sortie grille.xlsx"


def _modeles(faits: Faits) -> str:
    return f"Ensuite : changez-les, puis clea modele verifier {cite(faits['dossier'])}"


def _modeles_verifies(faits: Faits) -> str:
    dossier = faits["dossier"]
    if not dossier:
        return ""
    return f"Ensuite : clea documents GRILLE --modeles {cite(dossier)}"


_SUITES: Mapping[str, Callable[[Faits, int], str]] = {
    "clea score": _si_correcte(_score),
    "clea documents": _si_fait(_documents),
    "clea ecarts": _si_fait(_document),
    "clea plan": _si_fait(_document),
    "clea restitution": _si_fait(_document),
    "clea attestation": _si_fait(_document),
    "clea controler": _si_fait(lambda faits: "Tout correspond : ce peut être remis tel quel."),
    "clea expliquer": _si_fait(
        lambda faits: "Ensuite : corrigez la ligne, puis clea grille verifier et la grille."
    ),
    "clea grille nouvelle": _si_fait(_nouvelle),
    "clea grille verifier": _si_correcte(_verifier),
    "clea grille convertir": _si_fait(_convertir),
    "clea grille corriger": _corriger,
    "clea grille rapprocher": _si_fait(_rapprocher),
    "clea grille reunir": _si_fait(_reunir),
    "clea cohorte": _si_fait(_cohorte),
    "clea jury preparer": _si_fait(_preparer),
    "clea jury decisions": _si_fait(_decisions),
    "clea jury proces-verbal": _si_fait(_proces_verbal),
    "clea jury exporter": _si_fait(_exporter),
    "clea pseudonymiser": _si_fait(_pseudonymiser),
    "clea purge": _si_fait(_purge),
    "clea referentiel lister": _si_fait(lambda faits: "Ensuite : clea referentiel afficher clea"),
    "clea referentiel afficher": _si_fait(_affiche),
    "clea referentiel verifier": _si_fait(_verifie),
    "clea referentiel comparer": _si_fait(_referentiel_exporte),
    "clea referentiel exporter": _si_fait(_referentiel_exporte),
    "clea referentiel importer": _si_fait(_importer),
    "clea referentiel schema": _si_fait(_referentiel_exporte),
    "clea referentiel formater": _si_fait(
        lambda faits: f"Ensuite : clea referentiel verifier {cites(faits['chemins'])}"
    ),
    "clea modele extraire": _si_fait(_modeles),
    "clea modele variables": _si_fait(lambda faits: "Ensuite : clea modele extraire mes-modeles"),
    "clea modele verifier": _si_fait(_modeles_verifies),
}
