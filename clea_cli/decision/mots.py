"""The words of `clea score`: why a verdict, what each domaine wants, when another rule would say otherwise."""

from collections.abc import Iterator, Sequence
from datetime import date

from clea_cli.decision.decision import (
    Bilan,
    Decision,
    DecisionDomaine,
    DecisionSousDomaine,
    Reponse,
)
from clea_cli.decision.vues import (
    DomaineVu,
    Ecart,
    LectureVue,
    PointsVus,
    Provenance,
    Rapport,
    SousDomaineVu,
)
from clea_cli.diagnostics import en_lettres
from clea_cli.grille.compte import en_mots
from clea_cli.grille.grille import GrilleBrute, Laisse
from clea_cli.referentiel.faits import termines
from clea_cli.referentiel.mots import REPONSES, SEUILS, certitudes, mise_en_garde
from clea_cli.referentiel.referentiel import Referentiel, Regle, Resultat
from clea_cli.sorties.mots import compte, date_courte
from clea_cli.sorties.nombres import fraction

VERDICTS = {
    Reponse.OUI: ("certifiable", "certifiable"),
    Reponse.NON: ("non_certifiable", "non certifiable"),
    Reponse.INDETERMINE: ("indetermine", "indéterminé"),
}
MAITRISES = {
    Reponse.OUI: ("maitrise", "maîtrisé"),
    Reponse.NON: ("non_maitrise", "non maîtrisé"),
    Reponse.INDETERMINE: ("indetermine", "indéterminé"),
}
_ATTEINTS = {Reponse.OUI: "atteint", Reponse.NON: "non_atteint", Reponse.INDETERMINE: "indetermine"}


def rapport(
    decision: Decision, lectures: Sequence[Decision], source: str, empreinte: str
) -> Rapport:
    """Put a décision into words; `lectures` are the other rules' décisions on the same grille."""
    ecarts, vu = _ecarts(decision), resume(decision, lectures)
    domaines = tuple(
        domaine._replace(
            sous_domaines=tuple(map(_sous_domaine, juge.sous_domaines)), ecarts=ecarts[domaine.code]
        )
        for domaine, juge in zip(vu.domaines, decision.domaines, strict=True)
    )
    return vu._replace(source=source, empreinte=f"sha256:{empreinte}", domaines=domaines)


def resume(decision: Decision, lectures: Sequence[Decision]) -> Rapport:
    """The same without its file, the critères not acquired and the sous-domaines."""
    verdict, mots = VERDICTS[decision.verdict]
    return Rapport(
        source="",
        empreinte="",
        candidat=decision.grille.candidat,
        verdict=verdict,
        mots=mots,
        explications=tuple(_explications(decision)),
        points=_points(decision.bilan, _ATTEINTS),
        domaines=tuple(map(_domaine, decision.domaines)),
        lectures=tuple(_lecture(decision, lecture) for lecture in lectures),
    )


def provenance(referentiel: Referentiel, regle: Regle, jour: date | None = None) -> Provenance:
    """Say what made the verdicts, how sure its lines are, and what has come to an end by a day, if one is given."""
    editeurs = {source.id: source.editeur for source in referentiel.sources}
    return Provenance(
        referentiel=referentiel.id,
        referentiel_libelle=referentiel.libelle,
        referentiel_version=referentiel.version,
        referentiel_empreinte=f"sha256:{referentiel.empreinte}",
        avertissement=mise_en_garde(referentiel),
        certitudes=certitudes(referentiel),
        regle=regle.id,
        regle_libelle=regle.libelle,
        regle_sources=en_lettres(
            list(dict.fromkeys(editeurs[source] for source in regle.sources)) or ["aucune"]
        ),
        regle_reserve=_reserve(regle),
        regle_verifiee_le=date_courte(regle.verifie_le),
        domaines=tuple(domaine.code for domaine in referentiel.domaines),
        echeances=tuple(termines(referentiel, regle, jour)) if jour else (),
    )


def _ecarts(decision: Decision) -> dict[str, tuple[Ecart, ...]]:
    """The critères not acquired, by code of domaine."""
    ecarts = {}
    grille, rang = decision.grille, 0
    for domaine in decision.referentiel.domaines:
        trouves = []
        for critere in domaine.criteres:
            if not grille.acquis >> rang & 1:
                mots = REPONSES[grille.resultat(rang)]
                trouves.append(Ecart(critere.code, critere.libelle, domaine.code, *mots))
            rang += 1
        ecarts[domaine.code] = tuple(trouves)
    return ecarts


def _domaine(decision: DecisionDomaine) -> DomaineVu:
    statut, mots = MAITRISES[decision.statut]
    return DomaineVu(
        code=decision.domaine.code,
        libelle=decision.domaine.libelle,
        statut=statut,
        mots=mots,
        points=_points(decision.bilan),
        sous_domaines=(),
        ecarts=(),
        manque=tuple(_manque(decision)) if decision.statut is not Reponse.OUI else (),
    )


def _sous_domaine(decision: DecisionSousDomaine) -> SousDomaineVu:
    return SousDomaineVu(
        decision.sous_domaine.code, decision.sous_domaine.libelle, _points(decision.bilan)
    )


def _points(bilan: Bilan, mots: dict[Reponse, str] | None = None) -> PointsVus:
    statut = bilan.statut and (mots[bilan.statut] if mots else MAITRISES[bilan.statut][0])
    return PointsVus(bilan.obtenus, bilan.possibles, bilan.total, bilan.requis, statut)


def _manque(decision: DecisionDomaine) -> Iterator[str]:
    """What a domaine still wants, at the levels that the rule looks at."""
    if decision.bilan.statut not in (None, Reponse.OUI):
        yield _il_manque(decision.bilan)
    for sous_domaine in decision.sous_domaines:
        if sous_domaine.bilan.statut not in (None, Reponse.OUI):
            yield f"sous-domaine {sous_domaine.sous_domaine.code} : {_il_manque(sous_domaine.bilan)}"


def _il_manque(bilan: Bilan) -> str:
    requis = bilan.requis or 0
    manques = []
    if bilan.obtenus < requis:
        manques.append(f"il manque {compte(requis - bilan.obtenus, 'point')} ({requis} requis)")
    if bilan.manquants:
        manques.append(f"obligatoire et pas encore acquis : {en_lettres(list(bilan.manquants))}")
    return " ; ".join(manques)


def _explications(decision: Decision) -> Iterator[str]:
    restants = (decision.grille.possibles & ~decision.grille.acquis).bit_count()
    decisifs = _decisifs(decision) if decision.verdict is Reponse.INDETERMINE else 0
    if decision.verdict is Reponse.OUI:
        nombre = len(decision.domaines)
        maitrises = (
            f"Les {nombre} domaines sont maîtrisés" if nombre > 1 else "Le domaine est maîtrisé"
        )
        yield f"{maitrises}. {_total(decision.bilan)}."
    elif decision.verdict is Reponse.NON:
        yield from _refus(decision)
    else:
        resultat = "son résultat" if decisifs == 1 else "leur résultat"
        yield f"Il reste {compte(decisifs, 'critère')} à évaluer : le verdict dépend encore de {resultat}."
        yield from _attente(decision)
    if autres := restants - decisifs:
        mot = "autre critère" if decisifs else "critère"
        sujet = f"1 {mot} n'est pas évalué"
        if autres > 1:
            sujet = f"{autres} {'autres critères' if decisifs else 'critères'} ne sont pas évalués"
        yield f"{sujet}, mais cela ne peut plus changer le verdict."


def _decisifs(decision: Decision) -> int:
    """How many critères not evaluated still matter to an open verdict: those of the levels that are open."""
    if decision.bilan.statut is Reponse.INDETERMINE:
        return (decision.grille.possibles & ~decision.grille.acquis).bit_count()
    ouverts: set[str] = set()
    for domaine in decision.domaines:
        niveaux = [(domaine.domaine.criteres, domaine.bilan)]
        niveaux += [(iter(sd.sous_domaine.criteres), sd.bilan) for sd in domaine.sous_domaines]
        ouverts |= {
            c.code
            for criteres, bilan in niveaux
            if bilan.statut is Reponse.INDETERMINE
            for c in criteres
        }
    reponses = (
        (c.code, decision.grille.resultat(rang))
        for rang, c in enumerate(decision.referentiel.criteres)
    )
    return sum(code in ouverts and resultat is Resultat.NON_EVALUE for code, resultat in reponses)


def _refus(decision: Decision) -> Iterator[str]:
    perdus = [
        domaine.domaine.code for domaine in decision.domaines if domaine.statut is Reponse.NON
    ]
    if len(perdus) == 1:
        yield f"Le domaine {perdus[0]} n'est pas maîtrisé."
    elif perdus:
        yield f"{len(perdus)} domaines sur {len(decision.domaines)} ne sont pas maîtrisés : {en_lettres(perdus)}."
    seul = decision.bilan.statut is Reponse.NON or len(decision.domaines) == 1
    yield (
        f"{_total(decision.bilan)}."
        if seul
        else f"{_total(decision.bilan)}. Un domaine n'en compense pas un autre."
    )


def _attente(decision: Decision) -> Iterator[str]:
    ouverts = [
        domaine.domaine.code
        for domaine in decision.domaines
        if domaine.statut is Reponse.INDETERMINE
    ]
    if len(ouverts) == 1:
        yield f"Le domaine {ouverts[0]} est encore ouvert. {_total(decision.bilan)}."
    elif ouverts:
        yield f"Les domaines {en_lettres(ouverts)} sont encore ouverts. {_total(decision.bilan)}."
    else:
        yield f"{_total(decision.bilan)}."


def _total(bilan: Bilan) -> str:
    requis = f", {bilan.requis} requis" if bilan.requis is not None else ""
    return f"{compte(bilan.obtenus, 'point')} sur {bilan.total}{requis}"


def _lecture(decision: Decision, autre: Decision) -> LectureVue:
    verdict, mots = VERDICTS[autre.verdict]
    motif = " ; ".join(_motifs(decision, autre)) if autre.verdict is not decision.verdict else None
    regle = autre.regle
    return LectureVue(regle.id, regle.libelle, verdict, mots, motif, _reserve(regle), regle.jusqu_a)


def _reserve(regle: Regle) -> str:
    """What is not sure of a rule, in a clause."""
    reserves = [f"le {SEUILS[niveau]} est à confirmer" for niveau in regle.seuils_a_confirmer]
    reserves += ["certains de ses comptes sont à confirmer"] if regle.a_confirmer else []
    return en_lettres(reserves) if reserves else ""


def _motifs(decision: Decision, autre: Decision) -> Iterator[str]:
    """Why another rule gives another verdict: the levels that it judges otherwise, those that decide first."""
    paires = list(zip(decision.domaines, autre.domaines, strict=True))
    differents = [(ici, la) for ici, la in paires if ici.statut is not la.statut]
    decisifs = [la for ici, la in differents if la.statut is autre.verdict]
    if (
        decision.verdict is Reponse.NON and autre.verdict is Reponse.INDETERMINE
    ):  # what is lost here, and not there
        decisifs = [la for ici, la in differents if ici.statut is Reponse.NON]
    ici, la = decision.bilan.statut or Reponse.OUI, autre.bilan.statut or Reponse.OUI
    ensemble = la is not ici and la is autre.verdict
    for domaine in decisifs or ([] if ensemble else [la for _, la in differents]):
        yield f"domaine {domaine.domaine.code} {MAITRISES[domaine.statut][1]} ({_preuve(domaine)})"
    if ensemble or (la is not ici and not differents):
        yield (
            "cette lecture n'exige rien de l'ensemble"
            if autre.bilan.statut is None
            else _total(autre.bilan)
        )


def _preuve(domaine: DecisionDomaine) -> str:
    """The levels that decide a domaine's statut, with their points."""
    if domaine.statut is Reponse.OUI and domaine.bilan.statut is None:
        return "chacun de ses sous-domaines atteint son compte"
    niveaux = [("", domaine.bilan)]
    niveaux += [
        (f"sous-domaine {sd.sous_domaine.code} à ", sd.bilan) for sd in domaine.sous_domaines
    ]
    decisifs = [(nom, b) for nom, b in niveaux if b.statut is domaine.statut]
    if domaine.statut is Reponse.OUI:
        decisifs = decisifs[:1]
    return en_lettres([f"{nom}{fraction(b.obtenus, b.total)}, {_exige(b)}" for nom, b in decisifs])


def _exige(bilan: Bilan) -> str:
    manquants = f", obligatoire : {', '.join(bilan.manquants)}" if bilan.manquants else ""
    return f"{bilan.requis} requis{manquants}"


def lu(
    brute: GrilleBrute, referentiel: Referentiel, candidats: int, laisses: Sequence[Laisse] = ()
) -> str:
    """Say what was understood of a file (« 106 critères, séparateur « ; », encodage UTF-8 »), what was left aside."""
    criteres = compte(sum(1 for _ in referentiel.criteres), "critère")
    plusieurs = f"{candidats} candidats, " if candidats > 1 else ""
    lecture = brute.tableau.lecture
    forme = lecture.encodage
    if lecture.separateur:
        forme = f"séparateur {lecture.separateur}, encodage {lecture.encodage}"
    reste = f" ; laissé de côté : {en_mots(laisses)}" if laisses else ""
    return f"{plusieurs}{criteres}, {forme}{reste}"
