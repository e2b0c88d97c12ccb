"""Rows among the answers that give none: sums, feet of pages, labels, headings that come again.

Such a row is passed over only if it holds neither an answer nor the code of a critère.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from clea_cli.grille.ecritures import lire_code, ressemble_a_un_code
from clea_cli.grille.reconnaitre import est_un_bilan, repond, role
from clea_cli.grille.titres import CODE, PlacesDesColonnes, SensDesColonnes
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
    dit = ligne.valeurs[ou] if ou is not None and ou < len(ligne.valeurs) else ""
    if dit and dit[0].isdecimal():  # the usual case: a code
        return False
    if large:
        # Labels below the headings, or a row of sums, whatever stands in its cells.
        return (
            est_un_bilan(dit) or role(dit) == "libelle"
            if dit
            else not _a_une_reponse(ligne, colonnes)
        )
    if not dit:
        return _a_cote_d_un_bilan(ligne, colonnes)
    if colonnes.candidats and not lire_code(dit):
        return not _a_une_reponse(ligne, colonnes)
    return (est_un_bilan(dit) or est_un_pied(dit)) and not _a_une_reponse(ligne, colonnes)


def _a_cote_d_un_bilan(ligne: Ligne, colonnes: PlacesDesColonnes) -> bool:
    """Whether a row without a code sums up or signs in another column: « Total » beside « 12 »."""
    autres = [
        valeur
        for place, valeur in enumerate(ligne.valeurs)
        if valeur and place not in colonnes.reponses and place != colonnes.candidat
    ]
    nomme = any(est_un_bilan(valeur) or est_un_pied(valeur) for valeur in autres)
    return nomme and not _a_une_reponse(ligne, colonnes)


def _a_une_reponse(ligne: Ligne, colonnes: PlacesDesColonnes) -> bool:
    """Whether a cell where answers stand has one; a number, a rate, a share is none on such a row."""
    reponses = (ligne.cellule(place).valeur for place in colonnes.reponses)
    return any(repond(reponse) and not _CHIFFRES.issuperset(reponse) for reponse in reponses)


@lru_cache(maxsize=MOTS_RETENUS)
def est_un_pied(texte: str) -> bool:
    """Whether a text begins as the foot of a page does: who signs, where, when."""
    mots = [mot.strip(":.,;()") for mot in forme_comparable(texte).split()[:_MOTS_D_UN_PIED]]
    debuts = (" ".join(mots[:nombre]) for nombre in range(1, len(mots) + 1))
    return any(debut in _PIEDS for debut in debuts)


def est_en_place(ligne: Ligne, colonnes: PlacesDesColonnes, prouves: SensDesColonnes) -> bool:
    """Whether a row with empty cells too many at its end has all the others below their headings.

    A separator too many anywhere else would leave a blank before an answer, or no code below « critère ». In a
    name or a remark it could stand before any answer: nothing is believed where such a column comes first.
    """
    if colonnes.critere is None:
        return False
    lues = colonnes.lues
    for place in range(max(lues)):
        tenu = prouves.get(place) or role(colonnes.titres[place])
        if place not in lues and tenu not in _SANS_TEXTE_LIBRE:
            return False
    code = ligne.cellule(colonnes.critere).valeur
    if not (CODE.fullmatch(code) or ressemble_a_un_code(code)):
        return False
    repondues = [place for place in colonnes.reponses if ligne.cellule(place).valeur]
    return all(ligne.valeurs[: max(repondues, default=0)])


def continue_la_grille(corps: Sequence[Ligne], rang: int, colonnes: PlacesDesColonnes) -> bool:
    """Whether the headings that come again at that row head new answers, and none that was given above.

    Of several candidates nothing is continued: a second list below a first one may be another's.
    """
    if corps[rang].valeurs != colonnes.titres or colonnes.candidat is not None:
        return False
    dessus = set(_repondues(corps[:rang], colonnes))
    return bool(dessus) and dessus.isdisjoint(_repondues(corps[rang + 1 :], colonnes))


def _repondues(lignes: Iterable[Ligne], colonnes: PlacesDesColonnes) -> Iterator[str]:
    """Which critère each row with an answer is of."""
    for ligne in lignes:
        critere = ligne.cellule(colonnes.critere or 0).valeur
        repond_a = any(ligne.cellule(place).valeur for place in colonnes.reponses)
        if (
            critere
            and repond_a
            and ligne.valeurs != colonnes.titres
            and not est_a_part(ligne, colonnes)
        ):
            yield critere
