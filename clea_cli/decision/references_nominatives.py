"""References of candidates that look like somebody's name: a reference should name nobody."""

import re
from collections.abc import Iterable, Iterator

from clea_cli.decision.lot import Fichier
from clea_cli.diagnostics import Diagnostic, Position, diagnostic
from clea_cli.sorties.chemins import chemin_ecrit
from clea_cli.sources.mots import mot_comparable

_ENTRE = re.compile(r"[\s_,]+")
# It begins with a capital, and holds letters only.
_MOT_DE_NOM = re.compile(r"[^\W\d_a-zà-öø-ÿ](?:[^\W\d_]|['’-])*\.?")
_CIVILITES = frozenset({"m", "m.", "mr", "mme", "mlle", "monsieur", "madame", "mademoiselle"})
# What has a capital in a reference, and is nobody.
_GENS = ("candidat", "candidate", "stagiaire", "beneficiaire", "groupe", "promotion", "equipe")
_LIEUX = ("site", "lycee", "ecole", "centre", "agence", "organisme")
_PIECES = ("grille", "dossier", "copie", "exemple", "test", "anonyme")
_ETAPES = ("evaluation", "prealable", "finale", "session", "jury", "cohorte")
_CERTIFICATIONS = ("clea", "numerique", "management")
# Who sends people to a session, and who pays: « France Travail », « Mission Locale ».
_PRESCRIPTEURS = ("travail", "emploi", "mission", "region", "conseil", "departement", "association")
_PAYEURS = ("entreprise", "employeur", "opco", "transitions", "plan", "formation", "compte")
_SITUATIONS = ("demandeur", "demandeuse", "salarie", "salariee", "agent", "apprenti", "apprentie")
_CHOSES = frozenset(
    (
        *_GENS,
        *_LIEUX,
        *_PIECES,
        *_ETAPES,
        *_CERTIFICATIONS,
        *_PRESCRIPTEURS,
        *_PAYEURS,
        *_SITUATIONS,
    )
)
_UNE = "la référence d'un candidat ressemble au nom d'une personne"


def noms_de_personnes(fichiers: Iterable[Fichier]) -> Iterator[Diagnostic]:
    """Warn once, at the first file, of references that look like names of people. Warning F400."""
    trouves: list[str] = []
    for fichier in fichiers:
        for grille in fichier.grilles:
            if ressemble_a_un_nom(grille.candidat):
                trouves.append(fichier.source)
    if not trouves:
        return
    dits = _UNE
    if len(trouves) > 1:
        dits = f"{len(trouves)} références de candidats ressemblent à des noms de personnes"
    # Its advice is a command: a path with a space is between quotes there.
    premier = trouves[0]
    cite = chemin_ecrit(premier)
    if " " in cite:
        cite = f'"{cite}"'
    yield diagnostic("F400", Position(premier), dits=dits, fichier=cite)


def nom_pour_reference(option: str, reference: str) -> Iterator[Diagnostic]:
    """Warn of a reference that is typed as the name of somebody. Warning F400."""
    if ressemble_a_un_nom(reference):
        yield diagnostic("F400", Position(option), dits=_UNE, fichier="GRILLE")


def ressemble_a_un_nom(reference: str) -> bool:
    """Whether a reference is made of a first name and a family name, or of « Mme » and a name.

    Without a digit, with capitals.
    """
    mots = _ENTRE.split(reference.strip())
    noms = [mot for mot in mots if mot]
    assez = 2
    if noms and mot_comparable(noms[0]) in _CIVILITES:
        noms = noms[1:]
        assez = 1
    if not assez <= len(noms) <= 5:
        return False
    if not all(_MOT_DE_NOM.fullmatch(nom) for nom in noms):
        return False
    # A lone letter is a group or a room, unless a full stop makes an initial of it.
    longueurs = [len(nom) for nom in noms]
    if min(longueurs) == 1 or max(longueurs) < 3:
        return False
    return _CHOSES.isdisjoint(map(mot_comparable, noms))
