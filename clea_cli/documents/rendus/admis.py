"""Links and images of a document: those that its template names, and no other."""

from collections.abc import Collection, Iterable, Iterator

from clea_cli.documents import vues


def admettre(
    blocs: Iterable[vues.BlocDeTexte], admis: Collection[str]
) -> Iterator[vues.BlocDeTexte]:
    """The same blocks, where a link or an image that no template names is its words alone."""
    for bloc in blocs:
        match bloc:
            case vues.Illustration(nom, legende) if nom not in admis:
                yield vues.Paragraphe((vues.Morceau(legende),) if legende else ())
            case vues.Titre() | vues.Paragraphe():
                yield bloc._replace(ligne=_sans_liens(bloc.ligne, admis))
            case vues.Encadre(dessous):
                yield vues.Encadre(tuple(admettre(dessous, admis)))
            case vues.Liste(ordonnee, elements):
                yield vues.Liste(ordonnee, tuple(tuple(admettre(un, admis)) for un in elements))
            case vues.Tableau(titres, lignes, _):
                rangees = [_rangee(rangee, admis) for rangee in lignes]
                yield bloc._replace(titres=_rangee(titres, admis), lignes=tuple(rangees))
            case _:
                yield bloc


def _rangee(
    cellules: tuple[vues.LigneDeTexte, ...], admis: Collection[str]
) -> tuple[vues.LigneDeTexte, ...]:
    return tuple(_sans_liens(cellule, admis) for cellule in cellules)


def _sans_liens(ligne: vues.LigneDeTexte, admis: Collection[str]) -> vues.LigneDeTexte:
    gardes: list[vues.Morceau] = []
    for morceau in ligne:
        permis = not morceau.lien or morceau.lien in admis
        gardes.append(morceau if permis else morceau._replace(lien=""))
    return tuple(gardes)
