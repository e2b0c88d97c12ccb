"""`clea score` in the terminal: the verdict first, then each domaine, then where it all comes from.

Every colour stands beside a word or a sign that says the same.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import floor

from clea_cli import __version__
from clea_cli.decision.vues import (
    DomaineVu,
    Ecart,
    LectureVue,
    PointsVus,
    Provenance,
    Rapport,
    Resultats,
)
from clea_cli.decision.vues_evaluations import Evaluations
from clea_cli.sorties.mots import compte, date_courte, phrase
from clea_cli.sorties.texte import Fragments, Page

_COULEURS = {
    "certifiable": "green",
    "maitrise": "green",
    "non_certifiable": "red",
    "non_maitrise": "red",
    "indetermine": "yellow",
}
_SIGNES = {"green": "✔", "red": "✘", "yellow": "?"}
# What is counted, in this order.
_MOTS = {
    "certifiable": "certifiable",
    "non_certifiable": "non certifiable",
    "indetermine": "indéterminé",
}
_BARRE = 30  # cells, fewer on a narrow screen
_AUTOUR = 50  # columns that the rest of the line takes
_VERDICT_ET_MARGES = 27  # columns of the table that neither references, points nor domaines take
_LEGENDE = "█ acquis   ▒ non évalué   · non acquis   │ seuil"
_PROPOSITION = (
    "Proposition calculée : le jury décide, et seul le certificateur délivre le certificat."
)


def rendre(resultats: Resultats, largeur: int, jour: str) -> Fragments:
    """Show one verdict in full, or several in a table, for a terminal of that many columns.

    At least one is needed. `jour` (ISO) says which readings of the rule are still in force.
    """
    page = Page(largeur)
    if len(resultats.rapports) == 1:
        _un(page, resultats, jour)
    else:
        _plusieurs(page, resultats, jour)
    _provenance(page, resultats)
    return page.fragments


def _un(page: Page, resultats: Resultats, jour: str) -> None:
    [rapport] = resultats.rapports
    # The verdict, what could turn it, and why.
    couleur = _COULEURS[rapport.verdict]
    verdict = f" {_SIGNES[couleur]} {rapport.mots.upper()} "
    page.ligne()
    page.ligne("  ", (verdict, f"bold reverse {couleur}"), "  ", (rapport.candidat, "bold"))
    for lecture in _tournent(rapport, jour):
        dit = f"{lecture.mots} selon une lecture encore en vigueur : {lecture.libelle}."
        page.paragraphe(dit, "  ≠ ", "yellow")
    page.ligne()
    for explication in rapport.explications:
        page.paragraphe(explication, "  ")
    _attention(page, resultats.provenance)
    if rapport.evaluations:
        _evaluations(page, rapport.evaluations)
    # Each domaine under the legend of its bar, then the whole.
    page.ligne()
    page.ligne("  ", (_LEGENDE, "dim"))
    page.ligne()
    for domaine in rapport.domaines:
        _domaine(page, domaine)
    page.ligne()
    points = rapport.points
    page.ligne("  ", ("Ensemble", "bold"), "  ", str(points), _atteint(points))
    if rapport.lectures:
        page.ligne()
        page.ligne("  ", ("Les autres lectures de la règle", "bold"))
        for lecture in rapport.lectures:
            _lecture(page, lecture, jour)
    page.ligne()


def _tournent(rapport: Rapport, jour: str) -> list[LectureVue]:
    """The readings in force that would give another verdict."""
    autres = [lecture for lecture in rapport.lectures if lecture.motif]
    return [lecture for lecture in autres if lecture.en_vigueur(jour)]


def _evaluations(page: Page, evaluations: Evaluations) -> None:
    """Say which évaluation each answer comes from: domaines that were kept, then the finale's."""
    page.ligne()
    for nom, evaluation in (("Préalable", evaluations.prealable), ("Finale", evaluations.finale)):
        quand = "date non donnée"
        if evaluation.date:
            quand = f"le {evaluation.date}"
        page.paragraphe(f"{nom} : {evaluation.source}, {quand}.", "  ")
    gardes = ", ".join(evaluations.gardes) or "aucun"
    page.paragraphe(f"Domaines gardés de l'évaluation préalable : {gardes}.", "  ")
    origines = evaluations.origines.items()
    de_la_finale = [code for code, origine in origines if origine == "finale"]
    repris = ", ".join(de_la_finale) or "aucun"
    page.paragraphe(f"Critères qui viennent de la finale : {repris}.", "  ")


def _attention(page: Page, provenance: Provenance) -> None:
    if provenance.avertissement:
        page.paragraphe(f"Attention : {provenance.avertissement}.", "  ", "yellow")


def _domaine(page: Page, domaine: DomaineVu) -> None:
    couleur = _COULEURS[domaine.statut]
    signe = _SIGNES[couleur]
    debut = f"  {signe} {domaine.code}  "
    page.paragraphe(domaine.libelle, debut, "bold", couleur)
    # What follows stands under the label.
    marge = " " * len(debut)
    cases = min(_BARRE, page.largeur - _AUTOUR)
    barre = _barre(domaine.points, cases)
    page.ligne(
        marge,
        (barre, couleur),
        f"  {domaine.points!s:>15}  ",
        (domaine.mots, couleur),
        _requis(domaine.points),
    )
    for manque in domaine.manque:
        page.paragraphe(phrase(manque), marge, couleur)
    _ecarts(page, domaine, marge)


def _ecarts(page: Page, domaine: DomaineVu, marge: str) -> None:
    """The critères not acquired, answer by answer: where the domaine is mastered, their codes."""
    par_reponse: dict[str, list[Ecart]] = {}
    for ecart in domaine.ecarts:
        semblables = par_reponse.setdefault(ecart.mots, [])
        semblables.append(ecart)
    # Where nothing has to be worked on, labels would only fill the screen.
    if domaine.statut == "maitrise" and par_reponse:
        dits: list[str] = []
        for mots, ecarts in par_reponse.items():
            codes = ", ".join(ecart.code for ecart in ecarts)
            dits.append(f"{mots} : {codes}")
        page.paragraphe(" ; ".join(dits), marge, "dim")
        return
    for mots, ecarts in par_reponse.items():
        page.ligne(marge, f"{mots.capitalize()} :")
        for ecart in ecarts:
            page.paragraphe(ecart.libelle, f"{marge}  {ecart.code:7}")


def _requis(points: PointsVus) -> str:
    if points.requis is None:
        return ""
    return f", {points.requis} requis"


def _atteint(points: PointsVus) -> str:
    if points.statut is None:
        return ""
    mots = {"atteint": "atteint", "non_atteint": "non atteint", "indetermine": "indéterminé"}
    dit = mots[points.statut]
    return f"{_requis(points)} : {dit}"


def _barre(points: PointsVus, cases: int) -> str:
    """Draw the points; the mark of the threshold is reached on the screen as it is in truth."""
    pleines = _longueur(points.obtenus, points, cases)
    ouvertes = _longueur(points.possibles, points, cases)
    seuil = None
    if points.requis is not None:
        seuil = _longueur(points.requis, points, cases)
        # A mark that is not reached is a cell further at least, however near the points are.
        if seuil and points.obtenus < points.requis:
            pleines = min(pleines, seuil - 1)
        if seuil and points.possibles < points.requis:
            ouvertes = min(ouvertes, seuil - 1)
    acquis = "█" * pleines
    a_evaluer = "▒" * (ouvertes - pleines)
    perdus = "·" * (cases - ouvertes)
    barre = acquis + a_evaluer + perdus
    if seuil is None:
        return barre
    # The mark stands between two cells: on its left, what is required.
    return f"{barre[:seuil]}│{barre[seuil:]}"


def _longueur(nombre: int | Fraction, points: PointsVus, cases: int) -> int:
    """The cells that so many points fill, rounded down: nothing is shown before it is there."""
    part = nombre / Fraction(points.total)
    return floor(part * cases)


def _lecture(page: Page, lecture: LectureVue, jour: str) -> None:
    nom = lecture.libelle
    style = "yellow"
    if not lecture.en_vigueur(jour):
        nom += f" (close le {date_courte(lecture.jusqu_a)})"
        style = "dim"
    if lecture.motif is None:
        page.paragraphe(f"{nom} : même verdict.", "    = ", "dim")
        return
    dit = f"{nom} : {lecture.mots}, car {lecture.motif}."
    page.paragraphe(dit, "    ≠ ", style)
    if lecture.reserve:
        page.paragraphe(f"Réserve : {lecture.reserve}.", "      ", "dim")


def _plusieurs(page: Page, resultats: Resultats, jour: str) -> None:
    rapports = resultats.rapports
    page.ligne()
    autres = " ; ".join(_autrement(rapports, jour))
    if autres:
        dit = f"autre verdict selon une lecture encore en vigueur : {autres}."
        page.paragraphe(dit, "  ≠ ", "yellow")
        page.ligne()
    _tableau(page, resultats, jour)
    page.ligne()
    page.paragraphe(_compte(resultats), "  ")
    for close, candidats in _closes(rapports, jour).items():
        nommes = ", ".join(candidats)
        dit = f"{close} donnerait un autre verdict à : {nommes}."
        page.paragraphe(dit, "  ", "dim")
    _attention(page, resultats.provenance)
    page.ligne("  ", ("Domaines : ✔ maîtrisé   ✘ non maîtrisé   ? indéterminé", "dim"))
    page.ligne()


def _tableau(page: Page, resultats: Resultats, jour: str) -> None:
    rapports = resultats.rapports
    codes = resultats.provenance.domaines
    # References take what is left by the other columns, as much as they need and 8 at least.
    longueurs = [len(str(rapport.points)) for rapport in rapports]
    chiffres = max(17, *longueurs)
    des_domaines = 3 * len(codes)
    reste = page.largeur - _VERDICT_ET_MARGES - chiffres - des_domaines
    la_plus_longue = max(len(rapport.candidat) for rapport in rapports)
    reference = max(8, min(la_plus_longue, reste))
    titres = f"{'candidat':{reference}}  {'verdict':19}  {'points':>{chiffres}}"
    page.ligne("  ", (titres, "bold"), *(f"  {code}" for code in codes))
    # Of several files, each is named above its candidates.
    sources = {rapport.source for rapport in rapports}
    plusieurs = len(sources) > 1
    source = ""
    for rapport in rapports:
        if plusieurs and rapport.source != source:
            source = rapport.source
            page.ligne("  ", (source, "dim"))
        nom = rapport.candidat
        if len(nom) > reference:
            nom = f"{nom[: reference - 1]}…"
        couleur = _COULEURS[rapport.verdict]
        page.ligne(
            f"  {nom:{reference}}  ",
            (f"{_SIGNES[couleur]} {rapport.mots:15}", couleur),
            (" ≠", "yellow") if _tournent(rapport, jour) else "  ",
            f"  {rapport.points!s:>{chiffres}}",
            *map(_signe, rapport.domaines),
        )


def _signe(domaine: DomaineVu) -> tuple[str, str]:
    """A domaine in the table: a sign under its code, in its colour."""
    couleur = _COULEURS[domaine.statut]
    signe = _SIGNES[couleur].ljust(len(domaine.code))
    return f"  {signe}", couleur


def _autrement(rapports: Sequence[Rapport], jour: str) -> list[str]:
    """The readings in force that would turn some of the verdicts, each once."""
    trouvees: dict[str, None] = {}
    for rapport in rapports:
        for lecture in _tournent(rapport, jour):
            trouvees[lecture.libelle] = None
    return list(trouvees)


def _closes(rapports: Sequence[Rapport], jour: str) -> dict[str, list[str]]:
    """The candidates whose verdict a reading that has ended would turn, by it in words."""
    trouves: dict[str, list[str]] = {}
    for rapport in rapports:
        for lecture in rapport.lectures:
            if lecture.motif and not lecture.en_vigueur(jour):
                fin = date_courte(lecture.jusqu_a)
                nom = f"La lecture « {lecture.libelle} », close le {fin},"
                trouves.setdefault(nom, []).append(rapport.candidat)
    return trouves


def _compte(resultats: Resultats) -> str:
    verdicts = [rapport.verdict for rapport in resultats.rapports]
    parts: list[str] = []
    for verdict, mot in _MOTS.items():
        nombre = verdicts.count(verdict)
        if nombre:
            parts.append(compte(nombre, mot))
    comptes = ", ".join(parts)
    dit = f"{len(verdicts)} candidats : {comptes}"
    if resultats.refuses == 1:
        dit += " ; 1 fichier refusé"
    elif resultats.refuses:
        dit += f" ; {resultats.refuses} fichiers refusés"
    return f"{dit}."


def _provenance(page: Page, resultats: Resultats) -> None:
    for titre, texte in _sources(resultats):
        page.paragraphe(texte, f"  {titre:13}", "dim")
    page.paragraphe(f"Calculé par clea {__version__}. {_PROPOSITION}", "  ", "dim")


def _sources(resultats: Resultats) -> Iterator[tuple[str, str]]:
    """What made the verdicts, each with the beginning of its SHA-256 (JSON gives it whole)."""
    provenance = resultats.provenance
    yield "Règle", phrase(provenance.regle_libelle)
    source = f"Source : {provenance.regle_sources}, vérifiée le {provenance.regle_verifiee_le}."
    if provenance.regle_reserve:
        source += f" Réserve : {provenance.regle_reserve}."
    yield "", source
    referentiel = f"{provenance.referentiel} {provenance.referentiel_version}"
    empreinte = _abrege(provenance.referentiel_empreinte)
    yield "Référentiel", f"{referentiel}, {provenance.certitudes} ({empreinte})."
    for rang, echeance in enumerate(provenance.echeances):
        yield "" if rang else "À vérifier", phrase(echeance)
    if len(resultats.rapports) == 1:
        [rapport] = resultats.rapports
        empreinte = _abrege(rapport.empreinte)
        yield "Grille", f"{rapport.source} ({empreinte})."


def _abrege(empreinte: str) -> str:
    return empreinte[: len("sha256:") + 16] + "…"
