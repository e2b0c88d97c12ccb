"""What a text of a grille looks like, by the tables of `vocabulaire`: a heading, an answer, a sum.

Nothing here knows a référentiel: an answer is what anybody would take for one, whatever a scale
admits.
"""

import re
from collections.abc import Container, Iterable
from functools import lru_cache

from clea_cli.grille.ecritures import mot_de_reponse
from clea_cli.grille.vocabulaire import (
    AUTRES,
    BILANS,
    DE_PARENTHESE,
    LEGENDES,
    NEGATIONS,
    QUI_DECIDE,
    RACINES,
    REPONSES,
    RESERVES,
    SANS,
    SIGNES_DOUTEUX,
    SUITES_DE_BILAN,
    TITRES,
)
from clea_cli.sources.mots import MOTS_RETENUS, forme_comparable

AUTRE = "autre"  # the role of a column that says something else than the answer that counts

ROLES = {titre: role for role, titres in TITRES.items() for titre in titres}
_AUTRES = frozenset(AUTRES)
_DE_BILAN = BILANS | SUITES_DE_BILAN
_MOTS_AUTRES = max(len(titre.split()) for titre in AUTRES)
_PONCTUATION = " :;.,*?!()[]"
_CODE_AU_DEBUT = re.compile(r"[A-Za-z]{0,2}\s?(\d+(?:[.,\-–_/]\d+)+)\.?(?![\w.])")
_CODE_DANS = re.compile(r"(?<![\w.])(\d+(?:\.\d+)+)(?![\w.]*\w)")
_ENTRE = re.compile(r"[,\-–_/]")
_MOT = re.compile(r"[^\s/:()\[\]]+")
_MOT_SEUL = re.compile(r"\w+")
_PARENTHESE = re.compile(r"(.+?)[ :]*[(\[](.+)[)\]]\W*")
# A sign, its meaning.
_PAIRE = re.compile(r"(?=(?<![^\W_])([^\W_]+)\s*(?:=|:|→)\s*([^\W_]+(?: [^\W_]+)*))")
_SENS = {ecrit: sens for sens, ecrits in LEGENDES.items() for ecrit in ecrits}
_MOTS_MAX = 4  # of an answer: beyond, it is a remark


@lru_cache(maxsize=MOTS_RETENUS)
def role(titre: str) -> str:
    """What the column of that heading holds: a key of `TITRES`, `AUTRE`; "" if it is not known."""
    compare = forme_comparable(titre)
    connu = ROLES.get(compare)
    if not connu and ":" not in titre:
        connu = ROLES.get(titre_reduit(titre))
    if connu:
        return connu
    return AUTRE if _dit_autre_chose(compare) else ""


@lru_cache(maxsize=MOTS_RETENUS)
def titre_reduit(titre: str) -> str:
    """A heading without its last signs, nor what it says in brackets of how to answer."""
    compare = forme_comparable(titre)
    entre = _PARENTHESE.fullmatch(compare)
    if entre and _dit_comment_repondre(entre[2]):
        compare = entre[1]
    return compare.rstrip(" :*")


def _dit_comment_repondre(parenthese: str) -> bool:
    """Whether what a heading says in brackets does not change what its column holds."""
    mots = _MOT_SEUL.findall(parenthese)
    return DE_PARENTHESE.issuperset(mots) and legende_ordinaire(parenthese)


def legende_ordinaire(texte: str, signes: Container[str] = frozenset(_SENS)) -> bool:
    """Whether a legend gives each of those signs the meaning that it has without it.

    « x = non acquis » does not.
    """
    for ecrit in _PAIRE.finditer(forme_comparable(texte)):
        signe = ecrit[1]
        if signe not in signes:
            continue
        sens = _SENS.get(signe)
        dit = _SENS.get(ecrit[2])
        if sens and dit and dit != sens:
            return False
        # « x = à revoir »: whatever it means, it is not acquired.
        if sens == "acquis" and not dit and _est_une_reserve(ecrit[2]):
            return False
    return True


def _est_une_reserve(dit: str) -> bool:
    return dit in RESERVES or dit.startswith(SANS)


def _dit_autre_chose(titre: str) -> bool:
    """Whether a heading begins as one of `AUTRES` does, and then says nothing that decides."""
    mots = [mot.strip(_PONCTUATION) for mot in _MOT.findall(titre)]
    # The longest beginning that is one: what follows it is looked at.
    le_plus = min(_MOTS_AUTRES, len(mots))
    for nombre in range(le_plus, 0, -1):
        debut = " ".join(mots[:nombre])
        if debut in _AUTRES:
            return QUI_DECIDE.isdisjoint(mots[nombre:])
    return False


def repond(texte: str, titre: str = "") -> bool:
    """Whether anybody would take a cell for an answer.

    A column may have words of its own, those of its heading.
    """
    if _est_une_reponse(texte):
        return True
    return bool(titre) and _reprend(texte, titre)


@lru_cache(maxsize=MOTS_RETENUS)
def _est_une_reponse(texte: str) -> bool:
    mot = mot_de_reponse(texte).rstrip(" !")
    if mot in REPONSES:
        return True
    mots = forme_comparable(mot).split()
    if not 0 < len(mots) <= _MOTS_MAX:
        return False
    # « non maîtrisé », « pas encore validé » : what follows the negations answers.
    porteurs = [mot for mot in mots if mot not in NEGATIONS]
    if len(porteurs) != 1:
        return False
    [porteur] = porteurs
    return porteur.startswith(RACINES)


@lru_cache(maxsize=MOTS_RETENUS)
def _reprend(texte: str, titre: str) -> bool:
    """Whether a cell only repeats a word of its heading, perhaps denied.

    « Apte », « pas apte » below « Apte ? ».
    """
    porteurs = [mot for mot in forme_comparable(texte).split() if mot not in NEGATIONS]
    if len(porteurs) != 1:
        return False
    [porteur] = porteurs
    mots_du_titre = _MOT.findall(forme_comparable(titre))
    # « Le », « de » carry nothing.
    au_singulier = {mot.rstrip("s") for mot in mots_du_titre if len(mot) > 2}
    return porteur.rstrip("s") in au_singulier


@lru_cache(maxsize=MOTS_RETENUS)
def est_un_bilan(texte: str) -> bool:
    """Whether a text names a sum or a scale: « Total des acquis », « Barème / 106 »."""
    trouves = _MOT.findall(forme_comparable(texte))
    mots = [mot.strip("%") or mot for mot in trouves]
    if not mots or mots[0] not in BILANS:
        return False
    return all(mot in _DE_BILAN or mot.isdecimal() for mot in mots)


def deux_manieres(mots: Iterable[str]) -> tuple[str, str] | None:
    """Two words for yes of which the second may be meant as no: « x » beside « ✓ »."""
    ecrits = {mot_de_reponse(mot): mot for mot in mots}
    for signe, d_accord in SIGNES_DOUTEUX.items():
        if signe not in ecrits:
            continue
        # Beside a word that means the same (« o », « oui »), the sign leaves no doubt.
        for mot, ecrit in ecrits.items():
            if mot != signe and mot not in d_accord:
                return ecrit, ecrits[signe]
    return None


def code_au_debut(texte: str) -> str:
    """The code that a text begins with, however it is written; "" for none.

    « 1.1.1 Lire », « C1.1.1. », « 1-1-1 ».
    """
    trouve = _CODE_AU_DEBUT.match(texte)
    return _ENTRE.sub(".", trouve[1]) if trouve else ""


def codes_dont_on_repond(texte: str) -> list[str]:
    """The codes in a remark that answers too: « * 1.1.2 : finalement non acquis »."""
    # A number or a lone letter is part of anything.
    mots = [mot for mot in _MOT_SEUL.findall(texte) if len(mot) > 1 and mot.isalpha()]
    return _CODE_DANS.findall(texte) if any(map(_est_une_reponse, mots)) else []
