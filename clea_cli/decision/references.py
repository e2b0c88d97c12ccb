"""References of candidates that look like somebody's name: a reference should name nobody."""

import re
from collections.abc import Iterable, Iterator

from clea_cli.decision.lot import Fichier
from clea_cli.diagnostics import Diagnostic, Position, diagnostic
from clea_cli.sorties.chemins import chemin_ecrit
from clea_cli.sources.mots import mot_comparable

_ENTRE = re.compile(r"[\s_,]+")
_MOT_DE_NOM = re.compile(
    r"[^\W\d_a-zà-öø-ÿ](?:[^\W\d_]|['’-])*\.?"
)  # begins with a capital, holds letters only
_CIVILITES = frozenset({"m", "m.", "mr", "mme", "mlle", "monsieur", "madame", "mademoiselle"})
_CHOSES = frozenset(  # what has a capital in a reference, and is nobody
    (
        *(
            "candidat",
            "candidate",
            "stagiaire",
            "beneficiaire",
            "groupe",
            "session",
            "grille",
            "dossier",
            "site",
        ),
        *(
            "evaluation",
            "prealable",
            "finale",
            "promotion",
            "lycee",
            "ecole",
            "centre",
            "agence",
            "equipe",
            "test",
        ),
        *(
            "clea",
            "numerique",
            "management",
            "cohorte",
            "jury",
            "organisme",
            "copie",
            "exemple",
            "anonyme",
        ),
    )
)
_UNE = "la référence d'un candidat ressemble au nom d'une personne"


def noms_de_personnes(fichiers: Iterable[Fichier]) -> Iterator[Diagnostic]:
    """Warn once, at the first file, of references that look like names of people. Warning F400."""
    trouves: list[str] = [
        fichier.source
        for fichier in fichiers
        for grille in fichier.grilles
        if ressemble_a_un_nom(grille.candidat)
    ]
    if trouves:
        plusieurs = f"{len(trouves)} références de candidats ressemblent à des noms de personnes"
        dits = _UNE if len(trouves) == 1 else plusieurs
        fichier = chemin_ecrit(trouves[0])
        cite = f'"{fichier}"' if " " in fichier else fichier
        yield diagnostic("F400", Position(trouves[0]), dits=dits, fichier=cite)


def nom_pour_reference(option: str, reference: str) -> Iterator[Diagnostic]:
    """Warn of a reference that is typed as the name of somebody. Warning F400."""
    if ressemble_a_un_nom(reference):
        yield diagnostic("F400", Position(option), dits=_UNE, fichier="GRILLE")


def ressemble_a_un_nom(reference: str) -> bool:
    """Whether a reference is made of a first name and a family name, or of « Mme » and a name: no digit, capitals."""
    mots = [mot for mot in _ENTRE.split(reference.strip()) if mot]
    civilite = bool(mots) and mot_comparable(mots[0]) in _CIVILITES
    noms = mots[1:] if civilite else mots
    if len(noms) < (1 if civilite else 2) or len(noms) > 5:
        return False
    if not all(_MOT_DE_NOM.fullmatch(mot) for mot in noms):
        return False
    # A lone letter is a group or a room, unless a full stop makes an initial of it.
    if not all(len(mot) > 1 for mot in noms) or max(map(len, noms)) < 3:
        return False
    return _CHOSES.isdisjoint(map(mot_comparable, noms))
