"""The codes of a référentiel: unique, and each beginning with that of the level above. One fault is told once.

A code that is wrong, or that a fault of shape has cost, has a place all the same: the one that the lines below it and
its rank give it. It goes on under that code, so that neither its lines nor what names it are said to be wrong as well.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from clea_cli.referentiel.referentiel import Critere, Domaine, Referentiel, SousDomaine
from clea_cli.sources.texte import Chemin, Constat, Texte


class Ligne(NamedTuple):
    """A line of the grid, the way to it, the code that its rank would give it, and the codes of the lines below."""

    chemin: Chemin
    valeur: Domaine | SousDomaine | Critere
    place: str
    dessous: tuple[str, ...] = ()

    @property
    def prefixe(self) -> str | None:
        """What the codes of all the lines below begin with, if that is one thing."""
        prefixes = {code.rpartition(".")[0] for code in self.dessous}
        return prefixes.pop() or None if len(prefixes) == 1 else None

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
    lignes: tuple[Ligne, ...]
    vrais: Mapping[Chemin, str]
    amputes: tuple[str, ...]  # the codes of the lines whose lists of lines are lost ("": all domaines)
    sous_domaines: Collection[str]  # the codes of this level, as written or as meant, in order
    criteres: Collection[str]

    def perdu(self, code: str) -> bool:
        """Whether a line of that code may have been among those that were lost."""
        return any(not ampute or code.startswith(f"{ampute}.") for ampute in self.amputes)

    @property
    def sans_equivoque(self) -> bool:
        """Whether each line has a code of its own, and none is missing."""
        return len(set(self.vrais.values())) == len(self.vrais) and not self.amputes


def _lignes(referentiel: Referentiel, texte: Texte) -> Iterator[Ligne]:
    """Yield every line with the way to it, each level under the one above."""
    for d, domaine in enumerate(referentiel.domaines):
        place, chemin = f"{d + 1}", ("domaines", d)
        yield Ligne(chemin, domaine, place, _lisibles(domaine.sous_domaines, (*chemin, "sous_domaines"), texte))
        for s, sous_domaine in enumerate(domaine.sous_domaines):
            sous_place, sous_chemin = f"{place}.{s + 1}", (*chemin, "sous_domaines", s)
            dessous = _lisibles(sous_domaine.criteres, (*sous_chemin, "criteres"), texte)
            yield Ligne(sous_chemin, sous_domaine, sous_place, dessous)
            for c, critere in enumerate(sous_domaine.criteres):
                yield Ligne((*sous_chemin, "criteres", c), critere, f"{sous_place}.{c + 1}")


def _lisibles(dessous: Sequence[SousDomaine | Critere], chemin: Chemin, texte: Texte) -> tuple[str, ...]:
    return tuple(ligne.code for rang, ligne in enumerate(dessous) if not texte.perdu(*chemin, rang, "code"))


def examiner(referentiel: Referentiel, texte: Texte) -> Codes:
    """Look at all codes. Errors: R301, R302, R316."""
    toutes = tuple(_lignes(referentiel, texte))
    homonymes: dict[str, list[Ligne]] = {}
    for ligne in toutes:
        if not texte.perdu(*ligne.chemin, "code"):
            homonymes.setdefault(ligne.valeur.code, []).append(ligne)
    constats: list[Constat] = []
    vrais: dict[Chemin, str] = {}
    for ligne in toutes:
        au_dessus = vrais.get(ligne.parent)
        perdu = texte.perdu(*ligne.chemin, "code")
        faute = None if perdu else _faute(ligne, homonymes, au_dessus, texte)
        vrais[ligne.chemin] = _vrai(ligne, au_dessus) if perdu or faute else ligne.valeur.code
        constats += [faute] if faute else []
    connus = (_connus(toutes, vrais, genre) for genre in (SousDomaine, Critere))
    return Codes(tuple(constats), toutes, vrais, tuple(_amputes(vrais, texte)), *connus)


def _connus(toutes: Sequence[Ligne], vrais: Mapping[Chemin, str], genre: type) -> Collection[str]:
    lignes = [ligne for ligne in toutes if isinstance(ligne.valeur, genre)]
    return dict.fromkeys(code for ligne in lignes for code in (vrais[ligne.chemin], ligne.valeur.code)).keys()


def _faute(ligne: Ligne, homonymes: Mapping[str, list[Ligne]], au_dessus: str | None, texte: Texte) -> Constat | None:
    code, chemin = ligne.valeur.code, (*ligne.chemin, "code")
    semblables = homonymes[code]
    titulaire = next((autre for autre in semblables if code == autre.naturel), semblables[0])
    if titulaire is not ligne:
        return texte.constat("R301", chemin, code=code, premiere=texte.ligne((*titulaire.chemin, "code")))
    if au_dessus is not None and not code.startswith(f"{au_dessus}."):
        return texte.constat("R302", chemin, code=code, parent=au_dessus)
    prefixe = ligne.prefixe
    etranger = prefixe and prefixe != code and prefixe not in homonymes and _sous(prefixe, au_dessus)
    sur = code != ligne.place or len(ligne.dessous) > 1  # a single line below is as likely to be the wrong one
    return texte.constat("R316", chemin, code=code, prefixe=prefixe) if etranger and sur else None


def _vrai(ligne: Ligne, au_dessus: str | None) -> str:
    """The code that a line at fault goes on under."""
    if ligne.prefixe and _sous(ligne.prefixe, au_dessus):
        return ligne.prefixe
    rang = ligne.place.rpartition(".")[2]
    return rang if au_dessus is None else f"{au_dessus}.{rang}"


def _sous(code: str, au_dessus: str | None) -> bool:
    return au_dessus is None or code.startswith(f"{au_dessus}.")


def _amputes(vrais: Mapping[Chemin, str], texte: Texte) -> Iterator[str]:
    if not vrais:  # no line at all: that is the fault, not what names one
        yield ""
    for chemin, code in vrais.items():
        if texte.perdu(*chemin, "sous_domaines") or texte.perdu(*chemin, "criteres"):
            yield code


def avec_les_vrais_codes(referentiel: Referentiel, codes: Codes) -> Referentiel:
    """The same référentiel, each line under the code that it is meant to have."""
    if all(codes.vrais[ligne.chemin] == ligne.valeur.code for ligne in codes.lignes):
        return referentiel
    domaines = []
    for d, domaine in enumerate(referentiel.domaines):
        chemin: Chemin = ("domaines", d)
        sous_domaines = []
        for s, sous_domaine in enumerate(domaine.sous_domaines):
            sous_chemin = (*chemin, "sous_domaines", s)
            criteres = tuple(
                critere._replace(code=codes.vrais[(*sous_chemin, "criteres", c)])
                for c, critere in enumerate(sous_domaine.criteres)
            )
            sous_domaines.append(sous_domaine._replace(code=codes.vrais[sous_chemin], criteres=criteres))
        domaines.append(domaine._replace(code=codes.vrais[chemin], sous_domaines=tuple(sous_domaines)))
    return referentiel._replace(domaines=tuple(domaines))
