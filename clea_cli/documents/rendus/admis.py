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
                mots = (vues.Morceau(legende),) if legende else ()
                yield vues.Paragraphe(mots)
            case vues.Titre() | vues.Paragraphe():
                ligne = _sans_liens(bloc.ligne, admis)
                yield bloc._replace(ligne=ligne)
            case vues.Encadre(dessous):
                yield vues.Encadre(tuple(admettre(dessous, admis)))
            case vues.Liste(ordonnee, elements):
                admises: list[tuple[vues.BlocDeTexte, ...]] = []
                for element in elements:
                    admises.append(tuple(admettre(element, admis)))
                yield vues.Liste(ordonnee, tuple(admises))
            case vues.Tableau(titres, lignes, _):
                entete = _rangee(titres, admis)
                corps = tuple(_rangee(rangee, admis) for rangee in lignes)
                yield bloc._replace(titres=entete, lignes=corps)
            case _:
                yield bloc


def _rangee(
    cellules: tuple[vues.LigneDeTexte, ...], admis: Collection[str]
) -> tuple[vues.LigneDeTexte, ...]:
    return tuple(_sans_liens(cellule, admis) for cellule in cellules)


def _sans_liens(ligne: vues.LigneDeTexte, admis: Collection[str]) -> vues.LigneDeTexte:
    gardes: list[vues.Morceau] = []
    for morceau in ligne:
        if morceau.lien and morceau.lien not in admis:
            morceau = morceau._replace(lien="")
        gardes.append(morceau)
    return tuple(gardes)
