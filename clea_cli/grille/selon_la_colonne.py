"""What the columns of a grille hold, where their headings leave a doubt: the column itself says it.

« N° » may number rows or hold codes, « Référence » may be a code or somebody, « Niveau » a domaine
or an answer. A heading of `TITRES_SELON_LA_COLONNE` is believed where its column shows codes,
answers, or whose row each one is. Nothing here is asked of a table whose headings leave no doubt.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from clea_cli.grille.colonnes_vues import (
    PEU,
    Colonne,
    Rangee,
    colonnes_de,
    est_en_mots,
    repondent,
    sont_des_coches,
    sont_des_codes,
    textes,
)
from clea_cli.grille.ecritures import ressemble_a_un_code
from clea_cli.grille.reconnaitre import ROLES, repond, role, titre_reduit
from clea_cli.grille.titres import (
    CANDIDAT_EN_COLONNE,
    CODE,
    LIBELLE,
    SensDeColonne,
    SensDesColonnes,
    noms_des_titres,
)
from clea_cli.grille.vocabulaire import (
    COCHES_SELON_LA_COLONNE,
    NON_EVALUES,
    TITRES_SELON_LA_COLONNE,
)
from clea_cli.referentiel.referentiel import Resultat

_POSSIBLES = {role: frozenset(titres) for role, titres in TITRES_SELON_LA_COLONNE.items()}
# Of a candidate: nobody numbers évaluations so.
_REFERENCE = re.compile(r"[A-Z]{1,4}[-_ ]?\d{3,}")
_A_COCHER = {Resultat.ACQUIS, Resultat.NON_ACQUIS}
_LIGNES_AVANT = 50  # rows among which headings are looked for
_PRESQUE_TOUTES = 5  # cells: one of these may be no answer
_PREMIERES = 5  # rows that show what a column called « critère » holds


# What is asked


def chercher(lignes: Sequence[Rangee]) -> int | None:
    """The row of the headings that, with what stands below, make one of the forms; None: no row."""
    for rang, titres in enumerate(lignes[:_LIGNES_AVANT]):
        # Most rows above the headings have a text or two that no table knows.
        remplis = list(filter(None, titres))
        if len(remplis) < PEU or not _peut_titrer(titres):
            continue
        dessous = lignes[rang + 1 :]
        noms = noms_prouves(titres, dessous)
        if font_une_forme(noms):
            return rang
    return None


def chercher_muets(lignes: Sequence[Rangee]) -> int | None:
    """The row above the first code, if it has a heading over the codes and another over answers."""
    premieres = lignes[: _LIGNES_AVANT + 1]
    for rang, (titres, dessous) in enumerate(pairwise(premieres)):
        if any(map(ressemble_a_un_code, dessous)):
            return rang if _sont_muets(titres) else None
    return None


def _sont_muets(titres: Rangee) -> bool:
    """Whether a row above codes may be headings: texts, neither codes nor answers."""
    remplis = [texte for texte in titres if texte]
    if len(remplis) < PEU or any(map(ressemble_a_un_code, remplis)):
        return False
    return not any(map(repond, remplis))


def doute(titres: Rangee, corps: Sequence[Rangee]) -> bool:
    """Whether headings that make a form leave a doubt all the same on what some column holds."""
    noms = noms_des_titres(titres)
    if "critere" not in noms:
        return False
    # 1. The column called « critère » shows no code: it may hold labels.
    place = noms.index("critere")
    premieres = textes(corps[:_PREMIERES], place)
    sans_code = not any(map(CODE.fullmatch, premieres))
    if sans_code or noms.count("critere") > 1:
        return True
    # 2. No column is called « candidat », and one may hold their names.
    return "candidat" not in noms and any(map(peut_nommer, titres))


def noms_prouves(titres: Rangee, corps: Sequence[Rangee]) -> SensDesColonnes:
    """What each column holds, by its heading and by what it shows."""
    noms = dict(enumerate(noms_des_titres(titres)))
    en_large = list(filter(ressemble_a_un_code, titres))
    if len(en_large) >= PEU:
        return _en_large(titres, corps, noms)
    # 1. The codes.
    codes = _place_des_codes(titres, corps, noms)
    if codes is None:
        return {}
    # 2. Another column called « critère », or « item », holds labels, or says the same (F105).
    for place, nom in noms.items():
        if place == codes:
            continue
        autre = nom == "critere"
        if nom is None:
            autre = _peut(titres[place], "critere")
        if autre and est_en_mots(textes(corps, place)):
            noms[place] = LIBELLE
    peut_etre_critere = _peut(titres[codes], "critere")
    en_coin = noms[codes] == "candidat" and not peut_etre_critere
    noms[codes] = "critere"
    # 3. The answers; « Candidat » at the top of the codes promises candidates across.
    colonnes = colonnes_de(titres, corps, codes)
    _trouver_les_reponses(colonnes, noms)
    if en_coin and CANDIDAT_EN_COLONNE not in noms.values():
        return {}
    # 4. Whose row each one is.
    if "candidat" not in noms.values():
        _trouver_le_candidat(colonnes, codes, noms)
    return noms


def font_une_forme(noms: SensDesColonnes) -> bool:
    """Whether these columns make one of the forms."""
    tenus = set(noms.values())
    if "critere" not in tenus:
        return bool(noms) and "candidat" in tenus
    if "resultat" in tenus or CANDIDAT_EN_COLONNE in tenus:
        return True
    return tenus >= _A_COCHER


def ajouts(titres: Rangee, noms: SensDesColonnes) -> SensDesColonnes:
    """Of what columns hold, what their headings do not say alone."""
    seuls = noms_des_titres(titres)
    trouves: dict[int, SensDeColonne] = {}
    for place, nom in noms.items():
        if nom is not seuls[place]:
            trouves[place] = nom
    return trouves


# The wide form


def _en_large(
    titres: Rangee, corps: Sequence[Rangee], noms: dict[int, SensDeColonne]
) -> SensDesColonnes:
    if "critere" in noms.values():
        return {}
    if "candidat" in noms.values():
        return noms
    for place, titre in enumerate(titres):
        if not peut_nommer(titre):
            continue
        remplis = [texte for texte in textes(corps, place) if texte]
        if remplis and not any(map(repond, remplis)):
            noms[place] = "candidat"
            return noms
    return {}


# The long form


def _place_des_codes(
    titres: Rangee, corps: Sequence[Rangee], noms: Mapping[int, object]
) -> int | None:
    """The column of codes: called so, or as one may be; or the labels, where none shows codes."""
    surs = [place for place, nom in noms.items() if nom == "critere"]
    possibles = [place for place, titre in enumerate(titres) if _peut(titre, "critere")]
    # « Candidat » at the top of the codes: the candidates stand across.
    en_coin = [place for place, nom in noms.items() if nom == "candidat"]
    for place in (*surs, *possibles, *en_coin):
        if sont_des_codes(textes(corps, place)):
            return place
    if surs:
        return surs[0]
    # Codes below any other heading leave no place to labels.
    for place in range(len(titres)):
        if sont_des_codes(textes(corps, place)):
            return None
    des_libelles = [place for place, titre in enumerate(titres) if role(titre) == LIBELLE]
    for place in (*des_libelles, *possibles):
        if est_en_mots(textes(corps, place)):
            return place
    return None


def _trouver_les_reponses(colonnes: Sequence[Colonne], noms: dict[int, SensDeColonne]) -> None:
    tenus = set(noms.values())
    if "resultat" in tenus or tenus >= _A_COCHER:
        return
    for place, colonne in enumerate(colonnes):
        # « Acquis » alone, over oui and non, asks for an answer; with blanks it would be ticks.
        nom = noms[place]
        seule = nom is Resultat.ACQUIS and all(colonne.textes)
        libre = nom is None and _peut(colonne.titre, "resultat")
        if (seule or libre) and repondent(colonne):
            noms[place] = "resultat"
            return
    if not _trouver_les_coches(colonnes, noms):
        _trouver_les_candidats(colonnes, noms)


def _trouver_les_coches(colonnes: Sequence[Colonne], noms: dict[int, SensDeColonne]) -> bool:
    """Two columns to tick, called by words of a pair; perhaps a third. False: there are none."""
    places = {titre_reduit(colonne.titre): place for place, colonne in enumerate(colonnes)}
    for oui, non in COCHES_SELON_LA_COLONNE:
        if oui not in places or non not in places:
            continue
        ici = {places[oui]: Resultat.ACQUIS, places[non]: Resultat.NON_ACQUIS}
        if not all(sont_des_coches(colonnes[place]) for place in ici):
            continue
        noms.update(ici)
        autres = [places[titre] for titre in NON_EVALUES if titre in places]
        if autres and sont_des_coches(colonnes[autres[0]]):
            noms[autres[0]] = Resultat.NON_EVALUE
        return True
    return False


def _trouver_les_candidats(colonnes: Sequence[Colonne], noms: dict[int, SensDeColonne]) -> None:
    """The candidates stand across, where the corner says so, or where all are references."""
    critere = next(place for place, nom in noms.items() if nom == "critere")
    [au_dessus] = noms_des_titres([colonnes[critere].titre])
    en_coin = au_dessus == "candidat"
    places = muettes(colonnes, noms)
    # One column that answers is a result, whatever stands above it.
    if len(places) < PEU:
        return
    titres = [colonnes[place].titre for place in places]
    if en_coin or all(map(_REFERENCE.fullmatch, titres)):
        noms.update(dict.fromkeys(places, CANDIDAT_EN_COLONNE))


def _trouver_le_candidat(
    colonnes: Sequence[Colonne], codes: int, noms: dict[int, SensDeColonne]
) -> None:
    """The column that says whose row each one is.

    Where codes come again, it alone tells them apart; where none does, it says one name throughout.
    """
    des_codes = colonnes[codes].textes
    reviennent = len(set(des_codes)) < len(des_codes)
    for place, colonne in enumerate(colonnes):
        libre = noms[place] is None and peut_nommer(colonne.titre)
        if not libre or not all(colonne.textes):
            continue
        if reviennent:
            lignes = set(zip(colonne.textes, des_codes, strict=True))
            nomme = len(lignes) == len(des_codes)
        else:
            differents = set(colonne.textes)
            nomme = len(differents) == 1 and len(des_codes) >= PEU
        if nomme:
            noms[place] = "candidat"
            return


# What a column shows


def muettes(colonnes: Sequence[Colonne], noms: SensDesColonnes) -> list[int]:
    """The columns that answer below a heading that nobody knows."""
    places = []
    for place, colonne in enumerate(colonnes):
        # A heading that is known says something else than an answer.
        connue = noms.get(place) is not None or role(colonne.titre)
        if connue or not colonne.titre:
            continue
        if repondent(colonne, _PRESQUE_TOUTES):
            places.append(place)
    return places


def place_parlante(titres: Rangee, corps: Sequence[Rangee]) -> int | None:
    """The first column that shows codes, whatever its heading, if it has one."""
    for place, titre in enumerate(titres):
        if titre and sont_des_codes(textes(corps, place)):
            return place
    return None


def peut_nommer(titre: str) -> bool:
    """Whether a heading may be that of candidates."""
    return _peut(titre, "candidat")


def _peut(titre: str, quoi: str) -> bool:
    reduit = titre_reduit(titre)
    if reduit.rstrip(".?") in _POSSIBLES[quoi]:
        return True
    return ROLES.get(reduit) == quoi


def _peut_titrer(titres: Rangee) -> bool:
    """Whether a row has a heading that the tables know."""
    return any(map(_est_possible, titres))


def _est_possible(titre: str) -> bool:
    return any(_peut(titre, quoi) for quoi in _POSSIBLES)
