"""A grille in another form or another format: the same answers, and the notes beside them."""

from collections.abc import Iterator, Sequence

from clea_cli.decision.decision import Bareme, bareme
from clea_cli.decision.formats_grille import CONVERTIES, VIERGES, Convertie, Vierge
from clea_cli.decision.lot import Lecture, comprendre_lot, lire_brute
from clea_cli.diagnostics import Diagnostic, Outcome, Position, diagnostic
from clea_cli.grille import mots as documents
from clea_cli.grille.mise_au_net import mettre_au_net
from clea_cli.grille.mots import Remplie
from clea_cli.grille.notes import notes
from clea_cli.grille.preambule import Etape
from clea_cli.grille.vues import DomaineGrille, GrilleVue, LigneGrille
from clea_cli.referentiel.mots import contexte_de, mise_en_garde
from clea_cli.referentiel.referentiel import Referentiel, Resultat
from clea_cli.sources.mots import reference_comparable

_CELLULE_EXCEL = 32_767  # the characters that a cell of Excel holds


def grille_vide(
    referentiel: Referentiel,
    candidat: str | None,
    format_: str,
    *,
    par_domaine: bool,
    contexte: bool = False,
) -> bytes:
    """Write an empty grille; it shows what the default rule of the référentiel requires.

    With `contexte`, what a branch says of each critère is beside it.
    """
    vide = documents.vide(referentiel, candidat)
    regle = referentiel.regle(None)
    vue = None
    if regle:
        par_defaut = bareme(referentiel, regle)
        vue = a_remplir(par_defaut, vide, contexte=contexte)
    lignes = documents.longue(referentiel, vide, a_remplir=True)
    if contexte:
        lignes = documents.avec_contexte(referentiel, lignes)
    vierge = Vierge(lignes, vue, par_domaine)
    return VIERGES[format_].ecrire(vierge)


def a_remplir(bareme: Bareme, remplie: Remplie, *, contexte: bool = False) -> GrilleVue:
    """Say what a page to fill in shows of a grille: what each domaine requires too.

    With `contexte`, also what a branch says of each critère.
    """
    referentiel = bareme.referentiel
    # 1. The rows, in the référentiel's order.
    lignes: list[LigneGrille] = []
    for rang, critere in enumerate(referentiel.criteres):
        local = contexte_de(referentiel, critere.code) if contexte else ""
        ligne = LigneGrille(
            code=critere.code,
            libelle=critere.libelle,
            points=critere.points,
            resultat=remplie.grille.resultat(rang).libelle,
            commentaire=remplie.note(critere),
            contexte=local,
        )
        lignes.append(ligne)
    # 2. Shared among the domaines, which follow each other in it.
    domaines: list[DomaineGrille] = []
    debut = 0
    for domaine, niveau, _ in bareme.domaines:
        fin = debut + niveau.criteres.bit_count()
        vu = DomaineGrille(
            code=domaine.code,
            libelle=domaine.libelle,
            total=niveau.total,
            requis=niveau.requis,
            lignes=tuple(lignes[debut:fin]),
        )
        domaines.append(vu)
        debut = fin
    # 3. What the page shows around them.
    return _page(bareme, remplie, domaines)


def _page(bareme: Bareme, remplie: Remplie, domaines: Sequence[DomaineGrille]) -> GrilleVue:
    referentiel = bareme.referentiel
    haut = remplie.preambule
    return GrilleVue(
        referentiel=referentiel.id,
        version=referentiel.version,
        libelle=referentiel.libelle,
        avertissement=mise_en_garde(referentiel),
        candidat=remplie.grille.candidat,
        requis=bareme.ensemble.requis,
        domaines=tuple(domaines),
        reponses=(
            Resultat.ACQUIS.libelle,
            Resultat.NON_ACQUIS.libelle,
            Resultat.NON_EVALUE.libelle,
        ),
        jour=haut.jour,
        etape=haut.etape.libelle if haut.etape else "",
        etapes=tuple(etape.libelle for etape in Etape),
        libres=haut.libres,
    )


def convertir(source: str, lecture: Lecture, forme: str, format_: str) -> Outcome[bytes]:
    """Write the grilles of a file anew.

    Errors: those of reading; warnings F122, F126 when notes find no place.
    """
    brute = lire_brute(source, lecture)
    lot = comprendre_lot([(source, brute)], lecture)
    if lot.bareme is None or not lot.fichiers[0].grilles:
        return Outcome(None, lot.diagnostics)
    [fichier] = lot.fichiers
    grilles = fichier.grilles
    # Notes go with the codes of the référentiel, however the file writes them.
    nette = None
    if brute.value:
        nette = mettre_au_net(brute.value, lot.bareme.referentiel)
    ecrites = notes(nette, grilles[0].candidat)
    remplies = []
    for grille in grilles:
        reference = reference_comparable(grille.candidat)
        siennes = ecrites.get(reference, {})
        remplies.append(Remplie(grille, siennes, fichier.preambule))
    longueurs: list[int] = []
    for siennes in ecrites.values():
        longueurs += [len(note) for note in siennes.values()]
    perdues = notes_perdues(longueurs, source, forme, format_)
    convertie = _convertie(lot.bareme, remplies, forme)
    rendu = CONVERTIES[format_].ecrire(convertie)
    return Outcome(rendu, (*lot.diagnostics, *perdues))


def notes_perdues(
    longueurs: Sequence[int], source: str, forme: str, format_: str
) -> Iterator[Diagnostic]:
    """Warn of the notes that find no place, by their lengths. Warnings: F122, F126."""
    if forme == "large" and longueurs:
        yield diagnostic("F122", Position(source), nombre=len(longueurs))
    elif format_ == "xlsx":
        trop = [longueur for longueur in longueurs if longueur > _CELLULE_EXCEL]
        if trop:
            yield diagnostic("F126", Position(source), nombre=len(trop))


def _convertie(le_bareme: Bareme, remplies: Sequence[Remplie], forme: str) -> Convertie:
    # A grille alone in the long form may be shown as a page that is filled in.
    vue = None
    if forme == "longue" and len(remplies) == 1:
        vue = a_remplir(le_bareme, remplies[0])
    referentiel = le_bareme.referentiel
    titre = f"Grille {referentiel.id} {referentiel.version}"
    lignes = _lignes(referentiel, remplies, forme)
    return Convertie(lignes, titre, vue)


def _lignes(
    referentiel: Referentiel, remplies: Sequence[Remplie], forme: str
) -> Iterator[tuple[str, ...]]:
    if forme == "large":
        return documents.large(referentiel, remplies)
    if forme == "coches":
        return documents.coches(referentiel, remplies)
    if len(remplies) == 1:
        return documents.longue(referentiel, remplies[0])
    return documents.longue_a_plusieurs(referentiel, remplies)
