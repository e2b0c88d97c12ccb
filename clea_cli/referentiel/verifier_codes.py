"""The codes of a référentiel: unique, and each beginning with that of the level above.

One fault is told once. A code that is wrong, or that a fault of shape has cost, has a place all the
same: the one that the lines below it and its rank give it. It goes on under that code, so that
neither its lines nor what names it are said to be wrong as well.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from clea_cli.referentiel.referentiel import Critere, Domaine, Referentiel, SousDomaine
from clea_cli.sources.texte import Chemin, Constat, TexteLu


class LigneSituee(NamedTuple):
    """A line of the grid, and what its code should be."""

    chemin: Chemin
    valeur: Domaine | SousDomaine | Critere
    # The code that its rank would give it.
    place: str
    # The codes of the lines below.
    dessous: tuple[str, ...] = ()

    @property
    def prefixe(self) -> str | None:
        """What the codes of all the lines below begin with, if that is one thing."""
        prefixes = set()
        for code in self.dessous:
            prefixe, _, _ = code.rpartition(".")
            prefixes.add(prefixe)
        if len(prefixes) != 1:
            return None
        # Codes of one number begin with nothing.
        (commun,) = prefixes
        return commun or None

    @property
    def lieu_du_code(self) -> Chemin:
        """The way to its code."""
        return (*self.chemin, "code")

    @property
    def parent(self) -> Chemin:
        """The way to the line above; empty for a domaine."""
        return self.chemin[:-2]

    @property
    def naturel(self) -> str:
        """The code that everything around the line says it should have."""
        return self.prefixe or self.place


class Codes(NamedTuple):
    """The faults of the codes, and what each line is called all the same, by the way to it."""

    constats: tuple[Constat, ...]
    lignes: tuple[LigneSituee, ...]
    vrais: Mapping[Chemin, str]
    # The codes of the lines whose lists of lines are lost ("": all domaines).
    amputes: tuple[str, ...]
    # The codes of either level, as written or as meant, in order.
    sous_domaines: Collection[str]
    criteres: Collection[str]

    def perdu(self, code: str) -> bool:
        """Whether a line of that code may have been among those that were lost."""
        if "" in self.amputes:
            return True
        debuts = tuple(f"{ampute}." for ampute in self.amputes)
        return code.startswith(debuts)

    @property
    def sans_equivoque(self) -> bool:
        """Whether each line has a code of its own, and none is missing."""
        distincts = set(self.vrais.values())
        return len(distincts) == len(self.vrais) and not self.amputes


def _lignes(referentiel: Referentiel, texte: TexteLu) -> Iterator[LigneSituee]:
    """Yield every line with the way to it, each level under the one above."""
    for rang, domaine in enumerate(referentiel.domaines):
        chemin: Chemin = ("domaines", rang)
        place = str(rang + 1)
        sous_domaines = (*chemin, "sous_domaines")
        dessous = _lisibles(domaine.sous_domaines, sous_domaines, texte)
        yield LigneSituee(chemin, domaine, place, dessous)
        for sous_rang, sous_domaine in enumerate(domaine.sous_domaines):
            sous_chemin = (*sous_domaines, sous_rang)
            sous_place = f"{place}.{sous_rang + 1}"
            yield from _lignes_de(sous_domaine, sous_chemin, sous_place, texte)


def _lignes_de(
    sous_domaine: SousDomaine, chemin: Chemin, place: str, texte: TexteLu
) -> Iterator[LigneSituee]:
    """Yield a sous-domaine, then its critères."""
    criteres = (*chemin, "criteres")
    dessous = _lisibles(sous_domaine.criteres, criteres, texte)
    yield LigneSituee(chemin, sous_domaine, place, dessous)
    for rang, critere in enumerate(sous_domaine.criteres):
        ici = (*criteres, rang)
        yield LigneSituee(ici, critere, f"{place}.{rang + 1}")


def _lisibles(
    dessous: Sequence[SousDomaine | Critere],
    chemin: Chemin,
    texte: TexteLu,
) -> tuple[str, ...]:
    """The codes of the lines below that were written by the author."""
    lisibles: list[str] = []
    for rang, ligne in enumerate(dessous):
        if not texte.perdu(*chemin, rang, "code"):
            lisibles.append(ligne.code)
    return tuple(lisibles)


def examiner(referentiel: Referentiel, texte: TexteLu) -> Codes:
    """Look at all codes. Errors: R301, R302, R316."""
    toutes = tuple(_lignes(referentiel, texte))
    # 1. The lines that bear each code, as written.
    homonymes: dict[str, list[LigneSituee]] = {}
    for ligne in toutes:
        if not texte.perdu(*ligne.lieu_du_code):
            porteuses = homonymes.setdefault(ligne.valeur.code, [])
            porteuses.append(ligne)
    # 2. Each line is judged below the code that the line above goes on under: it came before.
    constats: list[Constat] = []
    vrais: dict[Chemin, str] = {}
    for ligne in toutes:
        au_dessus = vrais.get(ligne.parent)
        faute = None
        code_perdu = texte.perdu(*ligne.lieu_du_code)
        if not code_perdu:
            faute = _faute(ligne, homonymes, au_dessus, texte)
        if faute is not None:
            constats.append(faute)
        # A code that is lost or wrong gives way to the one that its place gives.
        juste = not code_perdu and faute is None
        vrais[ligne.chemin] = ligne.valeur.code if juste else _vrai(ligne, au_dessus)
    # 3. What rules and examples may name, and what may have been lost.
    return Codes(
        constats=tuple(constats),
        lignes=toutes,
        vrais=vrais,
        amputes=tuple(_amputes(vrais, texte)),
        sous_domaines=_connus(toutes, vrais, SousDomaine),
        criteres=_connus(toutes, vrais, Critere),
    )


def _connus(
    toutes: Sequence[LigneSituee],
    vrais: Mapping[Chemin, str],
    genre: type,
) -> Collection[str]:
    """The codes of a level, as meant and as written, in order."""
    # A dict keeps the order, and finds a code at once.
    connus: dict[str, None] = {}
    for ligne in toutes:
        if isinstance(ligne.valeur, genre):
            connus[vrais[ligne.chemin]] = None
            connus[ligne.valeur.code] = None
    return connus.keys()


def _faute(
    ligne: LigneSituee,
    homonymes: Mapping[str, list[LigneSituee]],
    au_dessus: str | None,
    texte: TexteLu,
) -> Constat | None:
    """What is wrong with the code of a line, if something is."""
    code = ligne.valeur.code
    chemin = ligne.lieu_du_code
    titulaire = _titulaire(homonymes[code])
    if titulaire is not ligne:
        premiere = texte.ligne(titulaire.lieu_du_code)
        return texte.constat("R301", chemin, code=code, premiere=premiere)
    # It begins with the code of the line above…
    if not _sous(code, au_dessus):
        return texte.constat("R302", chemin, code=code, parent=au_dessus)
    # …and all lines below begin with it. Where they agree on another code, that nobody bears, it is
    # this one that is wrong; unless one line alone says so, which is as likely to be wrong itself.
    prefixe = ligne.prefixe
    if not prefixe or prefixe == code:
        return None
    libre = prefixe not in homonymes and _sous(prefixe, au_dessus)
    plusieurs_le_disent = len(ligne.dessous) > 1
    deplacee = code != ligne.place
    if libre and (deplacee or plusieurs_le_disent):
        return texte.constat("R316", chemin, code=code, prefixe=prefixe)
    return None


def _titulaire(homonymes: Sequence[LigneSituee]) -> LigneSituee:
    """The line to which a code belongs, of those that bear it: the others are at fault.

    It is the one that everything around gives it to, or else the first.
    """
    for ligne in homonymes:
        if ligne.valeur.code == ligne.naturel:
            return ligne
    return homonymes[0]


def _vrai(ligne: LigneSituee, au_dessus: str | None) -> str:
    """The code that a line at fault goes on under."""
    # What the lines below begin with, if it fits there.
    if ligne.prefixe and _sous(ligne.prefixe, au_dessus):
        return ligne.prefixe
    # Its rank below the line above.
    _, _, rang = ligne.place.rpartition(".")
    return rang if au_dessus is None else f"{au_dessus}.{rang}"


def _sous(code: str, au_dessus: str | None) -> bool:
    """Whether a code may stand below another; None is above all domaines."""
    return au_dessus is None or code.startswith(f"{au_dessus}.")


def _amputes(vrais: Mapping[Chemin, str], texte: TexteLu) -> Iterator[str]:
    """The codes of the lines of which nobody knows what stood below."""
    # No line at all: that is the fault, not what names one.
    if not vrais:
        yield ""
    for chemin, code in vrais.items():
        if texte.perdu(*chemin, "sous_domaines") or texte.perdu(*chemin, "criteres"):
            yield code


def avec_les_vrais_codes(referentiel: Referentiel, codes: Codes) -> Referentiel:
    """The same référentiel, each line under the code that it is meant to have."""
    vrais = codes.vrais
    if all(vrais[ligne.chemin] == ligne.valeur.code for ligne in codes.lignes):
        return referentiel
    domaines = []
    for rang, domaine in enumerate(referentiel.domaines):
        chemin: Chemin = ("domaines", rang)
        sous_domaines = []
        for sous_rang, sous_domaine in enumerate(domaine.sous_domaines):
            sous_chemin = (*chemin, "sous_domaines", sous_rang)
            sous_domaines.append(_renomme(sous_domaine, sous_chemin, vrais))
        renomme = domaine._replace(
            code=vrais[chemin],
            sous_domaines=tuple(sous_domaines),
        )
        domaines.append(renomme)
    return referentiel._replace(domaines=tuple(domaines))


def _renomme(sous_domaine: SousDomaine, chemin: Chemin, vrais: Mapping[Chemin, str]) -> SousDomaine:
    """A sous-domaine and its critères, under the codes that they are meant to have."""
    criteres = []
    for rang, critere in enumerate(sous_domaine.criteres):
        code = vrais[*chemin, "criteres", rang]
        criteres.append(critere._replace(code=code))
    return sous_domaine._replace(code=vrais[chemin], criteres=tuple(criteres))
