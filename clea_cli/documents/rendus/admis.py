"""Links and images of a document: those that its template names, and no other."""

from collections.abc import Collection, Iterable, Iterator

from clea_cli.documents import vues


def admettre(
    blocs: Iterable[vues.BlocDeTexte], admis: Collection[str]
) -> Iterator[vues.BlocDeTexte]:
    """The same blocks, where a link or an image that no template names is its words alone."""
    for bloc in blocs:
        match bloc:
            # Where an image would be taken from is for the template to say: a value that names one
            # would have another file of the folder shown.
            case vues.Illustration(nom, legende) if nom not in admis:
                mots = (vues.Morceau(legende),) if legende else ()
                yield vues.Paragraphe(mots)
            case vues.Titre() | vues.Paragraphe():
                ligne = _sans_liens(bloc.ligne, admis)
                yield bloc._replace(ligne=ligne)
            # Blocks that hold others are walked to the bottom.
            case vues.Encadre(dessous):
                dedans = tuple(admettre(dessous, admis))
                yield vues.Encadre(dedans)
            case vues.Liste(ordonnee, elements):
                admises: list[tuple[vues.BlocDeTexte, ...]] = []
                for element in elements:
                    admise = tuple(admettre(element, admis))
                    admises.append(admise)
                yield vues.Liste(ordonnee, tuple(admises))
            case vues.Tableau(titres, lignes, _):
                entete = _rangee(titres, admis)
                corps = [_rangee(rangee, admis) for rangee in lignes]
                yield bloc._replace(titres=entete, lignes=tuple(corps))
            case _:
                yield bloc


def _rangee(
    cellules: tuple[vues.LigneDeTexte, ...], admis: Collection[str]
) -> tuple[vues.LigneDeTexte, ...]:
    return tuple(_sans_liens(cellule, admis) for cellule in cellules)


def _sans_liens(ligne: vues.LigneDeTexte, admis: Collection[str]) -> vues.LigneDeTexte:
    gardes: list[vues.Morceau] = []
    for morceau in ligne:
        # It came with a value: its words stay, which are the candidate's, or the évaluateur's.
        if morceau.lien and morceau.lien not in admis:
            morceau = morceau._replace(lien="")
        gardes.append(morceau)
    return tuple(gardes)
