"""Rows among the answers that give none: sums, feet of pages, labels, headings that come again.

Such a row is passed over only if it holds neither an answer nor the code of a critère.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from clea_cli.grille.ecritures import lire_code
from clea_cli.grille.reconnaitre import est_un_bilan, repond, role
from clea_cli.grille.titres import PlacesDesColonnes, SensDesColonnes, est_un_code
from clea_cli.grille.vocabulaire import PIEDS
from clea_cli.sources.cellules import Ligne
from clea_cli.sources.mots import MOTS_RETENUS, forme_comparable

_PIEDS = frozenset(PIEDS)
_MOTS_D_UN_PIED = max(len(pied.split()) for pied in PIEDS)
_SANS_TEXTE_LIBRE = ("libelle", "niveau")
_CHIFFRES = frozenset("0123456789,.%/ ")


def est_a_part(ligne: Ligne, colonnes: PlacesDesColonnes) -> bool:
    """Whether a row below the headings says something else than an answer, and no answer."""
    large = colonnes.critere is None
    ou = colonnes.candidat if large else colonnes.critere
    dit = ""
    if ou is not None and ou < len(ligne.valeurs):
        dit = ligne.valeurs[ou]
    # The usual case: a code.
    if dit and dit[0].isdecimal():
        return False
    # Labels below the headings, or a row of sums, whatever stands in its cells.
    if large and dit:
        return est_un_bilan(dit) or role(dit) == "libelle"
    if large:
        return not _a_une_reponse(ligne, colonnes)
    if not dit:
        return _a_cote_d_un_bilan(ligne, colonnes)
    sans_code = bool(colonnes.candidats) and not lire_code(dit)
    if sans_code or est_un_bilan(dit) or est_un_pied(dit):
        return not _a_une_reponse(ligne, colonnes)
    return False


def _a_cote_d_un_bilan(ligne: Ligne, colonnes: PlacesDesColonnes) -> bool:
    """Whether a row without a code sums up or signs in another column: « Total » beside « 12 »."""
    ailleurs = {*colonnes.reponses, colonnes.candidat}
    for place, valeur in enumerate(ligne.valeurs):
        if not valeur or place in ailleurs:
            continue
        if est_un_bilan(valeur) or est_un_pied(valeur):
            return not _a_une_reponse(ligne, colonnes)
    return False


def _a_une_reponse(ligne: Ligne, colonnes: PlacesDesColonnes) -> bool:
    """Whether a cell where answers stand has one; on such a row a number, a rate is none."""
    for place in colonnes.reponses:
        reponse = ligne.cellule(place).valeur
        if repond(reponse) and not _CHIFFRES.issuperset(reponse):
            return True
    return False


@lru_cache(maxsize=MOTS_RETENUS)
def est_un_pied(texte: str) -> bool:
    """Whether a text begins as the foot of a page does: who signs, where, when."""
    mots = forme_comparable(texte).split()[:_MOTS_D_UN_PIED]
    debut: list[str] = []
    for mot in mots:
        debut.append(mot.strip(":.,;()"))
        if " ".join(debut) in _PIEDS:
            return True
    return False


def est_en_place(ligne: Ligne, colonnes: PlacesDesColonnes, prouves: SensDesColonnes) -> bool:
    """Whether a row with empty cells too many at its end has all the others below their headings.

    A separator too many anywhere else would leave a blank before an answer, or no code below
    « critère ». In a name or a remark it could stand before any answer: nothing is believed where
    such a column comes first.
    """
    if colonnes.critere is None:
        return False
    # 1. No column of free text comes before the last one that is read.
    lues = colonnes.lues
    for place in range(max(lues)):
        titre = colonnes.titres[place]
        tenu = prouves.get(place) or role(titre)
        if place not in lues and tenu not in _SANS_TEXTE_LIBRE:
            return False
    # 2. A code stands where codes do, and no blank before an answer.
    code = ligne.cellule(colonnes.critere).valeur
    if not est_un_code(code):
        return False
    repondues = [place for place in colonnes.reponses if ligne.cellule(place).valeur]
    derniere = max(repondues, default=0)
    return all(ligne.valeurs[:derniere])


def continue_la_grille(corps: Sequence[Ligne], rang: int, colonnes: PlacesDesColonnes) -> bool:
    """Whether the headings that come again at that row head new answers, none given above.

    Of several candidates nothing is continued: a second list below a first one may be another's.
    """
    if corps[rang].valeurs != colonnes.titres or colonnes.candidat is not None:
        return False
    avant = corps[:rang]
    apres = corps[rang + 1 :]
    dessus = set(_repondues(avant, colonnes))
    return bool(dessus) and dessus.isdisjoint(_repondues(apres, colonnes))


def _repondues(lignes: Iterable[Ligne], colonnes: PlacesDesColonnes) -> Iterator[str]:
    """Which critère each row with an answer is of."""
    ou = colonnes.critere or 0
    for ligne in lignes:
        critere = ligne.cellule(ou).valeur
        reponses = [ligne.cellule(place).valeur for place in colonnes.reponses]
        # Headings that come again say « resultat » where answers stand.
        if not critere or not any(reponses) or ligne.valeurs == colonnes.titres:
            continue
        if not est_a_part(ligne, colonnes):
            yield critere
