"""The words of `clea score`: why a verdict, what each domaine wants, when another rule would say otherwise."""

from collections.abc import Iterator, Sequence

from clea_cli.decision import Bilan, Decision, DecisionDomaine, DecisionSousDomaine, Reponse
from clea_cli.diagnostics import en_lettres
from clea_cli.documents.mots import certitudes, compte
from clea_cli.grille import GrilleBrute
from clea_cli.referentiel import Referentiel, Regle, Resultat
from clea_cli.vues import (
    DomaineVu,
    Ecart,
    LectureVue,
    PointsVus,
    Provenance,
    Rapport,
    SousDomaineVu,
)

VERDICTS = {
    Reponse.OUI: ("certifiable", "certifiable"),
    Reponse.NON: ("non_certifiable", "non certifiable"),
    Reponse.INDETERMINE: ("indetermine", "indéterminé"),
}
_MAITRISES = {
    Reponse.OUI: ("maitrise", "maîtrisé"),
    Reponse.NON: ("non_maitrise", "non maîtrisé"),
    Reponse.INDETERMINE: ("indetermine", "indéterminé"),
}
_ATTEINTS = {Reponse.OUI: "atteint", Reponse.NON: "non_atteint", Reponse.INDETERMINE: "indetermine"}


def rapport(decision: Decision, lectures: Sequence[Decision], source: str, empreinte: str) -> Rapport:
    """Put a décision into words; `lectures` are the other rules' décisions on the same grille."""
    ecarts = _ecarts(decision)
    verdict, mots = VERDICTS[decision.verdict]
    return Rapport(
        source=source,
        empreinte=f"sha256:{empreinte}",
        candidat=decision.grille.candidat,
        verdict=verdict,
        mots=mots,
        explications=tuple(_explications(decision)),
        points=_points(decision.bilan, _ATTEINTS),
        domaines=tuple(_domaine(domaine, ecarts[domaine.domaine.code]) for domaine in decision.domaines),
        lectures=tuple(_lecture(decision, lecture) for lecture in lectures),
    )


def provenance(referentiel: Referentiel, regle: Regle) -> Provenance:
    """Say what made the verdicts, and how sure its lines are."""
    editeurs = {source.id: source.editeur for source in referentiel.sources}
    return Provenance(
        referentiel=referentiel.id,
        referentiel_libelle=referentiel.libelle,
        referentiel_version=referentiel.version,
        referentiel_empreinte=f"sha256:{referentiel.empreinte}",
        avertissement=referentiel.avertissement,
        certitudes=certitudes(referentiel),
        regle=regle.id,
        regle_libelle=regle.libelle,
        regle_sources=en_lettres([editeurs[source] for source in regle.sources]) if regle.sources else "aucune",
        regle_reserve=_reserve(regle),
        regle_verifiee_le="/".join(reversed(regle.verifie_le.split("-"))),
        domaines=tuple(domaine.code for domaine in referentiel.domaines),
    )


def _ecarts(decision: Decision) -> dict[str, tuple[Ecart, ...]]:
    """The critères not acquired, by code of domaine."""
    ecarts = {}
    rang = 0
    for domaine in decision.referentiel.domaines:
        trouves = []
        for critere in domaine.criteres:
            resultat = decision.grille.resultat(rang)
            if resultat is not Resultat.ACQUIS:
                trouves.append(Ecart(critere.code, critere.libelle, domaine.code, resultat.value, resultat.libelle))
            rang += 1
        ecarts[domaine.code] = tuple(trouves)
    return ecarts


def _domaine(decision: DecisionDomaine, ecarts: tuple[Ecart, ...]) -> DomaineVu:
    statut, mots = _MAITRISES[decision.statut]
    return DomaineVu(
        code=decision.domaine.code,
        libelle=decision.domaine.libelle,
        statut=statut,
        mots=mots,
        points=_points(decision.bilan),
        sous_domaines=tuple(map(_sous_domaine, decision.sous_domaines)),
        ecarts=ecarts,
        manque=tuple(_manque(decision)) if decision.statut is not Reponse.OUI else (),
    )


def _sous_domaine(decision: DecisionSousDomaine) -> SousDomaineVu:
    return SousDomaineVu(decision.sous_domaine.code, decision.sous_domaine.libelle, _points(decision.bilan))


def _points(bilan: Bilan, mots: dict[Reponse, str] | None = None) -> PointsVus:
    statut = bilan.statut and (mots[bilan.statut] if mots else _MAITRISES[bilan.statut][0])
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
        manques.append(f"obligatoire et non acquis : {en_lettres(list(bilan.manquants))}")
    return en_lettres(manques)


def _explications(decision: Decision) -> Iterator[str]:
    restants = (decision.grille.possibles & ~decision.grille.acquis).bit_count()
    if decision.verdict is Reponse.OUI:
        yield f"Les {len(decision.domaines)} domaines sont maîtrisés. {_total(decision.bilan)}."
    elif decision.verdict is Reponse.NON:
        yield from _refus(decision)
    else:
        yield f"Il reste {compte(restants, 'critère')} à évaluer : le verdict dépend encore de leur résultat."
        yield from _attente(decision)
    if restants and decision.verdict is not Reponse.INDETERMINE:
        sujet = "1 critère n'est pas évalué" if restants == 1 else f"{restants} critères ne sont pas évalués"
        yield f"{sujet}, mais cela ne peut plus changer le verdict."


def _refus(decision: Decision) -> Iterator[str]:
    perdus = [domaine.domaine.code for domaine in decision.domaines if domaine.statut is Reponse.NON]
    if len(perdus) == 1:
        yield f"Le domaine {perdus[0]} n'est pas maîtrisé."
    elif perdus:
        yield f"{len(perdus)} domaines sur {len(decision.domaines)} ne sont pas maîtrisés : {en_lettres(perdus)}."
    compense = "" if decision.bilan.statut is Reponse.NON else " Un domaine n'en compense pas un autre."
    yield f"{_total(decision.bilan)}.{compense}"


def _attente(decision: Decision) -> Iterator[str]:
    ouverts = [domaine.domaine.code for domaine in decision.domaines if domaine.statut is Reponse.INDETERMINE]
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
    return LectureVue(autre.regle.id, autre.regle.libelle, verdict, mots, motif, _reserve(autre.regle))


def _reserve(regle: Regle) -> str:
    return "certains de ses comptes sont à confirmer" if regle.a_confirmer else ""


def _motifs(decision: Decision, autre: Decision) -> Iterator[str]:
    """Why another rule gives another verdict: the domaines that it judges otherwise, in the sense of its verdict."""
    for ici, la in zip(decision.domaines, autre.domaines, strict=True):
        if la.statut is autre.verdict and ici.statut is not la.statut:
            yield f"domaine {la.domaine.code} {_MAITRISES[la.statut][1]} ({_preuve(la)})"
    ailleurs = decision.bilan.statut or Reponse.OUI  # a rule that asks nothing of all points is content with them
    if autre.bilan.statut is autre.verdict and ailleurs is not autre.verdict:
        yield _total(autre.bilan)


def _preuve(domaine: DecisionDomaine) -> str:
    """The levels that decide a domaine's statut, with their points."""
    if domaine.statut is Reponse.OUI:
        regardes = (
            [f"{domaine.bilan.obtenus}/{domaine.bilan.total}, {domaine.bilan.requis} requis"]
            if domaine.bilan.statut
            else []
        )
        return en_lettres(regardes or ["chacun de ses sous-domaines atteint son compte"])
    niveaux = [(f"domaine {domaine.domaine.code}", domaine.bilan)]
    niveaux += [(f"sous-domaine {sd.sous_domaine.code}", sd.bilan) for sd in domaine.sous_domaines]
    return en_lettres(
        [f"{nom} à {b.obtenus}/{b.total}, {b.requis} requis" for nom, b in niveaux if b.statut is domaine.statut]
    )


def lu(brute: GrilleBrute) -> str:
    """Say what was understood of a file: « 106 critères, séparateur « ; », encodage UTF-8 »."""
    candidats = {saisie.candidat.valeur if saisie.candidat else None for saisie in brute.saisies}
    criteres = len({saisie.critere.valeur for saisie in brute.saisies})
    plusieurs = f"{len(candidats)} candidats, " if len(candidats) > 1 else ""
    forme = f"séparateur {brute.lecture.separateur}, encodage {brute.lecture.encodage}"
    return f"{plusieurs}{compte(criteres, 'critère')}, {forme}"
