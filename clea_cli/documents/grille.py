"""An empty grille to fill in, as the rows of a spreadsheet."""

from collections.abc import Iterator

from clea_cli.referentiel import Referentiel, Resultat


def lignes(referentiel: Referentiel, candidat: str | None) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a grille where nothing is evaluated yet, each domaine under its title.

    « Non évalué » is written in full, so that a line that is forgotten leaves the verdict open and never wrong.
    """
    yield "référentiel", referentiel.id
    yield "version", referentiel.version
    if candidat:
        yield "candidat", candidat
    yield ()
    yield "critere", "libelle", "resultat", "commentaire"
    for domaine in referentiel.domaines:
        yield "", f"Domaine {domaine.code} : {domaine.libelle}", "", ""
        for critere in domaine.criteres:
            yield critere.code, critere.libelle, Resultat.NON_EVALUE.libelle, ""
