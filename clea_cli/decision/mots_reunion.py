"""Grilles that were put together, in words and as the rows of the one that they make."""

from collections.abc import Iterator

from clea_cli.decision.mots_a_trancher import A_TRANCHER, entre, haut
from clea_cli.decision.reunir_grilles import Apport, GrillesReunies, Reunie
from clea_cli.decision.vues_reunion import ApportVu, DesaccordVu, ReunieVue, ReunionVue
from clea_cli.diagnostics import en_lettres
from clea_cli.grille.mots import TITRES, LigneEcrite
from clea_cli.grille.mots_des_fautes import resumer
from clea_cli.referentiel.referentiel import Referentiel, Resultat
from clea_cli.sorties.chemins import chemin_ecrit

_A_COMPLETER = "À COMPLÉTER"


def voir(reunion: GrillesReunies) -> ReunionVue:
    """Put what each file brings, and what is to be settled, into words."""
    en_haut: list[str] = []
    for rangee in _haut(reunion):
        if len(rangee) > 1 and rangee[1].startswith(A_TRANCHER):
            en_haut.append(rangee[0])
    referentiel = reunion.referentiel
    reunies = tuple(_reunie(referentiel, reunie) for reunie in reunion.reunies)
    return ReunionVue(reunies, tuple(en_haut))


def _reunie(referentiel: Referentiel, reunie: Reunie) -> ReunieVue:
    desaccords: list[DesaccordVu] = []
    absents: set[str] = set()
    lignes = zip(referentiel.criteres, reunie.reponses, strict=True)
    for rang, (critere, dites) in enumerate(lignes):
        # No answer is to be completed, several are to be settled.
        if not dites:
            absents.add(critere.code)
        elif len(dites) > 1:
            reponses = [(dite.libelle, _qui(reunie, rang, dite)) for dite in dites]
            desaccord = DesaccordVu(critere.code, critere.libelle, tuple(reponses))
            desaccords.append(desaccord)
    sans_reponse = ""
    if absents:
        resume = resumer(referentiel.domaines, absents)
        sans_reponse = en_lettres(list(resume))
    return ReunieVue(
        candidat=reunie.candidat,
        apports=tuple(_apport(referentiel, apport) for apport in reunie.apports),
        desaccords=tuple(desaccords),
        sans_reponse=sans_reponse,
    )


def _apport(referentiel: Referentiel, apport: Apport) -> ApportVu:
    """What a file brings: the domaines where it evaluates something."""
    evalues = apport.grille.acquis | ~apport.grille.possibles
    domaines: list[str] = []
    # The rank of a critère in the référentiel is its bit.
    rang = nombre = 0
    for domaine in referentiel.domaines:
        avant = nombre
        for _ in domaine.criteres:
            nombre += evalues >> rang & 1
            rang += 1
        if nombre > avant:
            domaines.append(domaine.code)
    dits = "aucun domaine"
    if domaines:
        mot = "domaines" if len(domaines) > 1 else "domaine"
        dits = f"{mot} {en_lettres(domaines)}"
    s = "s" if nombre > 1 else ""
    en_tout = f"{nombre} critère{s} évalué{s}"
    return ApportVu(chemin_ecrit(apport.source), dits, en_tout)


def _qui(reunie: Reunie, rang: int, dite: Resultat) -> tuple[str, ...]:
    """The files that give an answer."""
    sources: list[str] = []
    for apport in reunie.apports:
        if apport.grille.resultat(rang) is dite:
            sources.append(chemin_ecrit(apport.source))
    return tuple(sources)


def rangees(reunion: GrillesReunies) -> Iterator[LigneEcrite]:
    """Yield the rows of the grille put together.

    An answer that is to be settled, or that nobody gives, is left empty.
    """
    yield from _haut(reunion)
    # A lone candidate is named above the headings, several in a column of their own.
    plusieurs = len(reunion.reunies) > 1
    yield ("candidat", *TITRES) if plusieurs else TITRES
    for reunie in reunion.reunies:
        debut: LigneEcrite = ()
        if plusieurs:
            debut = (reunie.candidat,)
        lignes = zip(reunion.referentiel.criteres, reunie.reponses, strict=True)
        for critere, dites in lignes:
            reponse = ""
            if len(dites) == 1:
                [seule] = dites
                reponse = seule.libelle
            note = _note(reunie, critere.code, dites)
            yield *debut, critere.code, critere.libelle, reponse, note


def _haut(reunion: GrillesReunies) -> Iterator[LigneEcrite]:
    # What several candidates have in common is not a page to fill in.
    seul = len(reunion.reunies) == 1
    candidat = reunion.reunies[0].candidat if seul else ""
    return haut(reunion.referentiel, candidat, reunion.hauts, a_remplir=seul)


def _note(reunie: Reunie, code: str, dites: tuple[Resultat, ...]) -> str:
    """The notes of all files, each once, after what is to be done."""
    textes: list[str] = []
    if not dites:
        textes.append(_A_COMPLETER)
    elif len(dites) > 1:
        textes.append(entre(dites))
    notes = [apport.notes.get(code, "") for apport in reunie.apports]
    textes += filter(None, dict.fromkeys(notes))
    return " / ".join(textes)
