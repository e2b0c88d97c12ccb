"""The words of `clea score`: why a verdict, what each domaine wants, what other rules would say."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from clea_cli.decision.decision import (
    Bilan,
    Decision,
    DecisionDomaine,
    DecisionSousDomaine,
    Reponse,
)
from clea_cli.decision.mots_explications import explications, total
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
_MAITRISES = {reponse: mot for reponse, (mot, _) in MAITRISES.items()}
_ATTEINTS = {
    Reponse.OUI: "atteint",
    Reponse.NON: "non_atteint",
    Reponse.INDETERMINE: "indetermine",
}


def rapport(
    decision: Decision, lectures: Sequence[Decision], source: str, empreinte: str
) -> Rapport:
    """Put a décision into words; `lectures` are the other rules' décisions on the same grille."""
    ecarts = _ecarts(decision)
    vu = resume(decision, lectures)
    domaines: list[DomaineVu] = []
    for domaine, juge in zip(vu.domaines, decision.domaines, strict=True):
        dessous = tuple(map(_sous_domaine, juge.sous_domaines))
        entier = domaine._replace(sous_domaines=dessous, ecarts=ecarts[domaine.code])
        domaines.append(entier)
    return vu._replace(
        source=source,
        empreinte=f"sha256:{empreinte}",
        domaines=tuple(domaines),
    )


def resume(decision: Decision, lectures: Sequence[Decision]) -> Rapport:
    """The same without its file, the critères not acquired and the sous-domaines."""
    verdict, mots = VERDICTS[decision.verdict]
    return Rapport(
        source="",
        empreinte="",
        candidat=decision.grille.candidat,
        verdict=verdict,
        mots=mots,
        explications=tuple(explications(decision)),
        points=_points(decision.bilan, _ATTEINTS),
        domaines=tuple(map(_domaine, decision.domaines)),
        lectures=tuple(_lecture(decision, lecture) for lecture in lectures),
    )


def provenance(referentiel: Referentiel, regle: Regle, jour: date | None = None) -> Provenance:
    """Say what made the verdicts, and how sure its lines are.

    With a `jour`, also what has come to an end by that day.
    """
    editeurs = {source.id: source.editeur for source in referentiel.sources}
    siens = [editeurs[source] for source in regle.sources]
    # Several sources may be of one publisher, who is named once.
    nommes = list(dict.fromkeys(siens))
    return Provenance(
        referentiel=referentiel.id,
        referentiel_libelle=referentiel.libelle,
        referentiel_version=referentiel.version,
        referentiel_empreinte=f"sha256:{referentiel.empreinte}",
        avertissement=mise_en_garde(referentiel),
        certitudes=certitudes(referentiel),
        regle=regle.id,
        regle_libelle=regle.libelle,
        regle_sources=en_lettres(nommes or ["aucune"]),
        regle_reserve=_reserve(regle),
        regle_verifiee_le=date_courte(regle.verifie_le),
        domaines=tuple(domaine.code for domaine in referentiel.domaines),
        echeances=tuple(termines(referentiel, regle, jour)) if jour else (),
    )


def _ecarts(decision: Decision) -> dict[str, tuple[Ecart, ...]]:
    """The critères not acquired, by code of domaine."""
    ecarts: dict[str, tuple[Ecart, ...]] = {}
    grille = decision.grille
    rang = 0
    # The rank of a critère in the référentiel is its bit in the grille.
    for domaine in decision.referentiel.domaines:
        trouves: list[Ecart] = []
        for critere in domaine.criteres:
            dit = grille.resultat(rang)
            rang += 1
            if dit is Resultat.ACQUIS:
                continue
            resultat, mots = REPONSES[dit]
            ecart = Ecart(
                code=critere.code,
                libelle=critere.libelle,
                domaine=domaine.code,
                resultat=resultat,
                mots=mots,
            )
            trouves.append(ecart)
        ecarts[domaine.code] = tuple(trouves)
    return ecarts


def _domaine(decision: DecisionDomaine) -> DomaineVu:
    statut, mots = MAITRISES[decision.statut]
    manque: Iterable[str] = ()
    if decision.statut is not Reponse.OUI:
        manque = _manque(decision)
    return DomaineVu(
        code=decision.domaine.code,
        libelle=decision.domaine.libelle,
        statut=statut,
        mots=mots,
        points=_points(decision.bilan),
        sous_domaines=(),
        ecarts=(),
        manque=tuple(manque),
    )


def _sous_domaine(decision: DecisionSousDomaine) -> SousDomaineVu:
    return SousDomaineVu(
        code=decision.sous_domaine.code,
        libelle=decision.sous_domaine.libelle,
        points=_points(decision.bilan),
    )


def _points(bilan: Bilan, mots: Mapping[Reponse, str] = _MAITRISES) -> PointsVus:
    return PointsVus(
        obtenus=bilan.obtenus,
        possibles=bilan.possibles,
        total=bilan.total,
        requis=bilan.requis,
        statut=mots[bilan.statut] if bilan.statut else None,
    )


def _manque(decision: DecisionDomaine) -> Iterator[str]:
    """What a domaine still wants, at the levels that the rule looks at."""
    if decision.bilan.statut not in (None, Reponse.OUI):
        yield _il_manque(decision.bilan)
    for sous_domaine, bilan in decision.sous_domaines:
        if bilan.statut not in (None, Reponse.OUI):
            yield f"sous-domaine {sous_domaine.code} : {_il_manque(bilan)}"


def _il_manque(bilan: Bilan) -> str:
    requis = bilan.requis or 0
    manques: list[str] = []
    if bilan.obtenus < requis:
        points = compte(requis - bilan.obtenus, "point")
        manques.append(f"il manque {points} ({requis} requis)")
    if bilan.manquants:
        codes = en_lettres(list(bilan.manquants))
        manques.append(f"obligatoire et pas encore acquis : {codes}")
    return " ; ".join(manques)


def _lecture(decision: Decision, autre: Decision) -> LectureVue:
    verdict, mots = VERDICTS[autre.verdict]
    motif = None
    if autre.verdict is not decision.verdict:
        motif = " ; ".join(_motifs(decision, autre))
    regle = autre.regle
    return LectureVue(
        regle=regle.id,
        libelle=regle.libelle,
        verdict=verdict,
        mots=mots,
        motif=motif,
        reserve=_reserve(regle),
        jusqu_a=regle.jusqu_a,
    )


def _reserve(regle: Regle) -> str:
    """What is not sure of a rule, in a clause."""
    reserves = [f"le {SEUILS[niveau]} est à confirmer" for niveau in regle.seuils_a_confirmer]
    if regle.a_confirmer:
        reserves.append("certains de ses comptes sont à confirmer")
    return en_lettres(reserves) if reserves else ""


def _motifs(decision: Decision, autre: Decision) -> Iterator[str]:
    """Why another rule gives another verdict: the levels that it judges otherwise.

    Of these, the ones that decide; all of them where none does.
    """
    # 1. The domaines judged otherwise, and of these the ones that make the other verdict.
    differents: list[DecisionDomaine] = []
    decisifs: list[DecisionDomaine] = []
    # From a refusal to an open verdict: the domaines that are lost here, and not there.
    refuse = decision.verdict is Reponse.NON
    rouvert = refuse and autre.verdict is Reponse.INDETERMINE
    for ici, la in zip(decision.domaines, autre.domaines, strict=True):
        if ici.statut is la.statut:
            continue
        differents.append(la)
        perdu_ici = rouvert and ici.statut is Reponse.NON
        decide_la = not rouvert and la.statut is autre.verdict
        if perdu_ici or decide_la:
            decisifs.append(la)
    # 2. The whole, of which a rule that does not look requires nothing.
    statut_ici = decision.bilan.statut or Reponse.OUI
    statut_la = autre.bilan.statut or Reponse.OUI
    autrement = statut_la is not statut_ici
    ensemble = autrement and statut_la is autre.verdict
    if not decisifs and not ensemble:
        decisifs = differents
    for domaine in decisifs:
        _, mots = MAITRISES[domaine.statut]
        preuve = _preuve(domaine)
        yield f"domaine {domaine.domaine.code} {mots} ({preuve})"
    # 3. The whole is told of where it decides, or where nothing else differs.
    seule_difference = autrement and not differents
    if not (ensemble or seule_difference):
        return
    if autre.bilan.statut is None:
        yield "cette lecture n'exige rien de l'ensemble"
    else:
        yield total(autre.bilan)


def _preuve(domaine: DecisionDomaine) -> str:
    """The levels that decide a domaine's statut, with their points."""
    if domaine.statut is Reponse.OUI and domaine.bilan.statut is None:
        return "chacun de ses sous-domaines atteint son compte"
    niveaux = [("", domaine.bilan)]
    for sous_domaine, bilan in domaine.sous_domaines:
        niveaux.append((f"sous-domaine {sous_domaine.code} à ", bilan))
    preuves: list[str] = []
    for nom, bilan in niveaux:
        if bilan.statut is domaine.statut:
            points = fraction(bilan.obtenus, bilan.total)
            exige = _exige(bilan)
            preuves.append(f"{nom}{points}, {exige}")
    # Of what is mastered, the first level that says so is enough.
    if domaine.statut is Reponse.OUI:
        preuves = preuves[:1]
    return en_lettres(preuves)


def _exige(bilan: Bilan) -> str:
    dit = f"{bilan.requis} requis"
    if bilan.manquants:
        codes = ", ".join(bilan.manquants)
        dit += f", obligatoire : {codes}"
    return dit


def lu(
    brute: GrilleBrute, referentiel: Referentiel, candidats: int, laisses: Sequence[Laisse] = ()
) -> str:
    """Say what was understood of a file, and what was left aside.

    « 106 critères, séparateur « ; », encodage UTF-8 ».
    """
    criteres = compte(referentiel.nombre_de_criteres, "critère")
    plusieurs = f"{candidats} candidats, " if candidats > 1 else ""
    # A workbook has no separator; of a CSV, its encoding goes with one.
    lecture = brute.tableau.lecture
    forme = lecture.encodage
    if lecture.separateur:
        forme = f"séparateur {lecture.separateur}, encodage {lecture.encodage}"
    dit = f"{plusieurs}{criteres}, {forme}"
    if laisses:
        dit += f" ; laissé de côté : {en_mots(laisses)}"
    return dit
