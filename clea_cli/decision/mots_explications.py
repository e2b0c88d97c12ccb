"""Why a verdict, in sentences: what is mastered or not, what is open, what no longer matters."""

from collections.abc import Iterator

from clea_cli.decision.decision import Bilan, Decision, Reponse
from clea_cli.diagnostics import en_lettres
from clea_cli.referentiel.referentiel import Critere, Resultat
from clea_cli.sorties.mots import compte

_SANS_EFFET = "mais cela ne peut plus changer le verdict"


def explications(decision: Decision) -> Iterator[str]:
    """Say why a verdict: sentences, of which the first says most."""
    decisifs = 0
    if decision.verdict is Reponse.OUI:
        nombre = len(decision.domaines)
        maitrises = "Le domaine est maîtrisé"
        if nombre > 1:
            maitrises = f"Les {nombre} domaines sont maîtrisés"
        yield f"{maitrises}. {total(decision.bilan)}."
    elif decision.verdict is Reponse.NON:
        yield from _refus(decision)
    else:
        decisifs = _decisifs(decision)
        reste = f"Il reste {compte(decisifs, 'critère')} à évaluer"
        resultat = "son résultat" if decisifs == 1 else "leur résultat"
        yield f"{reste} : le verdict dépend encore de {resultat}."
        yield from _attente(decision)
    # What is not evaluated, and does not matter any more.
    autres = _non_evalues(decision) - decisifs
    if autres == 1:
        mot = "autre critère" if decisifs else "critère"
        yield f"1 {mot} n'est pas évalué, {_SANS_EFFET}."
    elif autres:
        mots = "autres critères" if decisifs else "critères"
        yield f"{autres} {mots} ne sont pas évalués, {_SANS_EFFET}."


def _non_evalues(decision: Decision) -> int:
    _, acquis, possibles = decision.grille
    ouverts = possibles & ~acquis
    return ouverts.bit_count()


def _decisifs(decision: Decision) -> int:
    """How many critères not evaluated still matter to an open verdict: those of open levels."""
    # While the points of the whole are open, any critère may bring one.
    if decision.bilan.statut is Reponse.INDETERMINE:
        return _non_evalues(decision)
    ouverts: list[Critere] = []
    for domaine in decision.domaines:
        if domaine.bilan.statut is Reponse.INDETERMINE:
            ouverts += domaine.domaine.criteres
        for sous_domaine, bilan in domaine.sous_domaines:
            if bilan.statut is Reponse.INDETERMINE:
                ouverts += sous_domaine.criteres
    # A critère of an open sous-domaine of an open domaine counts once.
    codes = {critere.code for critere in ouverts}
    nombre = 0
    for rang, critere in enumerate(decision.referentiel.criteres):
        resultat = decision.grille.resultat(rang)
        if resultat is Resultat.NON_EVALUE and critere.code in codes:
            nombre += 1
    return nombre


def _domaines(decision: Decision, statut: Reponse) -> list[str]:
    """The codes of the domaines of that statut."""
    codes: list[str] = []
    for juge in decision.domaines:
        if juge.statut is statut:
            codes.append(juge.domaine.code)
    return codes


def _refus(decision: Decision) -> Iterator[str]:
    nombre = len(decision.domaines)
    perdus = _domaines(decision, Reponse.NON)
    if len(perdus) == 1:
        yield f"Le domaine {perdus[0]} n'est pas maîtrisé."
    elif perdus:
        codes = en_lettres(perdus)
        combien = f"{len(perdus)} domaines sur {nombre}"
        yield f"{combien} ne sont pas maîtrisés : {codes}."
    points = f"{total(decision.bilan)}."
    # Where the points of the whole do not refuse, people ask why they are not enough.
    if decision.bilan.statut is Reponse.NON or nombre == 1:
        yield points
    else:
        yield f"{points} Un domaine n'en compense pas un autre."


def _attente(decision: Decision) -> Iterator[str]:
    points = f"{total(decision.bilan)}."
    ouverts = _domaines(decision, Reponse.INDETERMINE)
    if len(ouverts) == 1:
        yield f"Le domaine {ouverts[0]} est encore ouvert. {points}"
    elif ouverts:
        yield f"Les domaines {en_lettres(ouverts)} sont encore ouverts. {points}"
    else:
        yield points


def total(bilan: Bilan) -> str:
    """The points of a level, and what it requires: « 12 points sur 20, 15 requis »."""
    obtenus = compte(bilan.obtenus, "point")
    dit = f"{obtenus} sur {bilan.total}"
    # A rule that does not look at a level requires nothing of it.
    if bilan.requis is not None:
        dit += f", {bilan.requis} requis"
    return dit
