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
from clea_cli.sorties.mots import date_courte, phrase
from clea_cli.sorties.texte import Fragments, Page

_COULEURS = {
    "certifiable": "green",
    "maitrise": "green",
    "non_certifiable": "red",
    "non_maitrise": "red",
    "indetermine": "yellow",
}
_SIGNES = {"green": "✔", "red": "✘", "yellow": "?"}
_BARRE = 30  # cells, fewer on a narrow screen
_AUTOUR = 50  # columns that the rest of the line takes
_LEGENDE = "█ acquis   ▒ non évalué   · non acquis   │ seuil"
_PROPOSITION = (
    "Proposition calculée : le jury décide, et seul le certificateur délivre le certificat."
)


def rendre(resultats: Resultats, largeur: int, jour: str) -> Fragments:
    """Show one verdict in full, or several in a table, for a terminal of that many columns; at least one is needed.

    `jour` (ISO) says which readings of the rule are still in force.
    """
    page = Page(largeur)
    if len(resultats.rapports) == 1:
        _un(page, resultats, jour)
    else:
        _plusieurs(page, resultats, jour)
    _provenance(page, resultats)
    return page.fragments


def _un(page: Page, resultats: Resultats, jour: str) -> None:
    rapport = resultats.rapports[0]
    couleur = _COULEURS[rapport.verdict]
    page.ligne()
    page.ligne(
        "  ",
        (f" {_SIGNES[couleur]} {rapport.mots.upper()} ", f"bold reverse {couleur}"),
        "  ",
        (rapport.candidat, "bold"),
    )
    for lecture in _tournent(rapport, jour):
        page.paragraphe(
            f"{lecture.mots} selon une lecture encore en vigueur : {lecture.libelle}.",
            "  ≠ ",
            "yellow",
        )
    page.ligne()
    for explication in rapport.explications:
        page.paragraphe(explication, "  ")
    _attention(page, resultats.provenance)
    if rapport.evaluations:
        _evaluations(page, rapport.evaluations)
    page.ligne()
    page.ligne("  ", (_LEGENDE, "dim"))
    page.ligne()
    for domaine in rapport.domaines:
        _domaine(page, domaine)
    page.ligne()
    page.ligne("  ", ("Ensemble", "bold"), "  ", str(rapport.points), _atteint(rapport.points))
    if rapport.lectures:
        page.ligne()
        page.ligne("  ", ("Les autres lectures de la règle", "bold"))
        for lecture in rapport.lectures:
            _lecture(page, lecture, jour)
    page.ligne()


def _tournent(rapport: Rapport, jour: str) -> list[LectureVue]:
    """The readings in force that would give another verdict."""
    return [lecture for lecture in rapport.lectures if lecture.motif and lecture.en_vigueur(jour)]


def _evaluations(page: Page, evaluations: Evaluations) -> None:
    """Say which évaluation each answer comes from: whole domaines that were kept, then what the finale changed."""
    page.ligne()
    for nom, evaluation in (("Préalable", evaluations.prealable), ("Finale", evaluations.finale)):
        quand = f", le {evaluation.date}" if evaluation.date else ", date non donnée"
        page.paragraphe(f"{nom} : {evaluation.source}{quand}.", "  ")
    gardes = ", ".join(evaluations.gardes) or "aucun"
    page.paragraphe(f"Domaines gardés de l'évaluation préalable : {gardes}.", "  ")
    repris = (
        ", ".join(code for code, origine in evaluations.origines.items() if origine == "finale")
        or "aucun"
    )
    page.paragraphe(f"Critères qui viennent de la finale : {repris}.", "  ")


def _attention(page: Page, provenance: Provenance) -> None:
    if provenance.avertissement:
        page.paragraphe(f"Attention : {provenance.avertissement}.", "  ", "yellow")


def _domaine(page: Page, domaine: DomaineVu) -> None:
    couleur = _COULEURS[domaine.statut]
    page.paragraphe(domaine.libelle, f"  {_SIGNES[couleur]} {domaine.code}  ", "bold", couleur)
    marge = " " * (6 + len(domaine.code))
    chiffres = f"  {domaine.points!s:>15}  "
    page.ligne(
        marge,
        (_barre(domaine.points, min(_BARRE, page.largeur - _AUTOUR)), couleur),
        chiffres,
        (domaine.mots, couleur),
        _requis(domaine.points),
    )
    for manque in domaine.manque:
        page.paragraphe(f"{manque[0].upper()}{manque[1:]}.", marge, couleur)
    par_reponse: dict[str, list[Ecart]] = {}
    for ecart in domaine.ecarts:
        par_reponse.setdefault(ecart.mots, []).append(ecart)
    if domaine.statut == "maitrise" and par_reponse:
        codes = (
            f"{mots} : {', '.join(ecart.code for ecart in ecarts)}"
            for mots, ecarts in par_reponse.items()
        )
        page.paragraphe(" ; ".join(codes), marge, "dim")
        return
    for mots, ecarts in par_reponse.items():
        page.ligne(marge, f"{mots.capitalize()} :")
        for ecart in ecarts:
            page.paragraphe(ecart.libelle, f"{marge}  {ecart.code:7}")


def _requis(points: PointsVus) -> str:
    return "" if points.requis is None else f", {points.requis} requis"


def _atteint(points: PointsVus) -> str:
    mots = {"atteint": "atteint", "non_atteint": "non atteint", "indetermine": "indéterminé"}
    return f"{_requis(points)} : {mots[points.statut]}" if points.statut else ""


def _barre(points: PointsVus, cases: int) -> str:
    """Draw the points; the mark of the threshold is reached on the screen exactly when it is in truth."""
    seuil = None if points.requis is None else _longueur(points.requis, points, cases)
    pleines, ouvertes = (
        _longueur(nombre, points, cases) for nombre in (points.obtenus, points.possibles)
    )
    if points.requis is not None and seuil:
        pleines = min(pleines, seuil - 1) if points.obtenus < points.requis else pleines
        ouvertes = min(ouvertes, seuil - 1) if points.possibles < points.requis else ouvertes
    barre = "█" * pleines + "▒" * (ouvertes - pleines) + "·" * (cases - ouvertes)
    return barre if seuil is None else f"{barre[:seuil]}│{barre[seuil:]}"


def _longueur(nombre: int | Fraction, points: PointsVus, cases: int) -> int:
    return floor(nombre * cases / Fraction(points.total))


def _lecture(page: Page, lecture: LectureVue, jour: str) -> None:
    close = "" if lecture.en_vigueur(jour) else f" (close le {date_courte(lecture.jusqu_a)})"
    if lecture.motif is None:
        page.paragraphe(f"{lecture.libelle}{close} : même verdict.", "    = ", "dim")
    else:
        couleur = "dim" if close else "yellow"
        page.paragraphe(
            f"{lecture.libelle}{close} : {lecture.mots}, car {lecture.motif}.", "    ≠ ", couleur
        )
    if lecture.reserve and lecture.motif:
        page.paragraphe(f"Réserve : {lecture.reserve}.", "      ", "dim")


def _plusieurs(page: Page, resultats: Resultats, jour: str) -> None:
    codes = resultats.provenance.domaines
    reference = max(len(rapport.candidat) for rapport in resultats.rapports)
    chiffres = max(17, *(len(str(rapport.points)) for rapport in resultats.rapports))
    reference = max(8, min(reference, page.largeur - 27 - chiffres - 3 * len(codes)))
    page.ligne()
    if any(_tournent(rapport, jour) for rapport in resultats.rapports):
        page.paragraphe(_autrement(resultats.rapports, jour), "  ≠ ", "yellow")
        page.ligne()
    page.ligne(
        "  ",
        (f"{'candidat':{reference}}  {'verdict':19}  {'points':>{chiffres}}", "bold"),
        *(f"  {code}" for code in codes),
    )
    # Of several files, each is named above its candidates.
    plusieurs = len({rapport.source for rapport in resultats.rapports}) > 1
    source = ""
    for rapport in resultats.rapports:
        if plusieurs and rapport.source != source:
            source = rapport.source
            page.ligne("  ", (source, "dim"))
        couleur = _COULEURS[rapport.verdict]
        nom = (
            rapport.candidat
            if len(rapport.candidat) <= reference
            else f"{rapport.candidat[: reference - 1]}…"
        )
        page.ligne(
            f"  {nom:{reference}}  ",
            (f"{_SIGNES[couleur]} {rapport.mots:15}", couleur),
            (" ≠", "yellow") if _tournent(rapport, jour) else "  ",
            f"  {rapport.points!s:>{chiffres}}",
            *(
                (f"  {_SIGNES[_COULEURS[d.statut]]:{len(d.code)}}", _COULEURS[d.statut])
                for d in rapport.domaines
            ),
        )
    page.ligne()
    page.paragraphe(_compte(resultats), "  ")
    for close, candidats in _closes(resultats.rapports, jour).items():
        page.paragraphe(
            f"{close} donnerait un autre verdict à : {', '.join(candidats)}.", "  ", "dim"
        )
    _attention(page, resultats.provenance)
    page.ligne("  ", ("Domaines : ✔ maîtrisé   ✘ non maîtrisé   ? indéterminé", "dim"))
    page.ligne()


def _autrement(rapports: Sequence[Rapport], jour: str) -> str:
    """Say which readings in force would turn some of the verdicts."""
    tournent = [lecture for rapport in rapports for lecture in _tournent(rapport, jour)]
    regles = " ; ".join(dict.fromkeys(lecture.libelle for lecture in tournent))
    return f"autre verdict selon une lecture encore en vigueur : {regles}."


def _closes(rapports: Sequence[Rapport], jour: str) -> dict[str, list[str]]:
    """The candidates whose verdict a reading that has ended would turn, by that reading in words."""
    trouves: dict[str, list[str]] = {}
    for rapport in rapports:
        for lecture in rapport.lectures:
            if lecture.motif and not lecture.en_vigueur(jour):
                nom = f"La lecture « {lecture.libelle} », close le {date_courte(lecture.jusqu_a)},"
                trouves.setdefault(nom, []).append(rapport.candidat)
    return trouves


def _compte(resultats: Resultats) -> str:
    verdicts = [rapport.verdict for rapport in resultats.rapports]
    parts = [
        f"{nombre} {mot}{'s' if nombre > 1 else ''}"
        for verdict, mot in (
            ("certifiable", "certifiable"),
            ("non_certifiable", "non certifiable"),
            ("indetermine", "indéterminé"),
        )
        if (nombre := verdicts.count(verdict))
    ]
    refuses = (
        f" ; {resultats.refuses} fichier{'s refusés' if resultats.refuses > 1 else ' refusé'}"
        if resultats.refuses
        else ""
    )
    return f"{len(verdicts)} candidats : {', '.join(parts)}{refuses}."


def _provenance(page: Page, resultats: Resultats) -> None:
    for titre, texte in _sources(resultats):
        page.paragraphe(texte, f"  {titre:13}", "dim")
    page.paragraphe(f"Calculé par clea {__version__}. {_PROPOSITION}", "  ", "dim")


def _sources(resultats: Resultats) -> Iterator[tuple[str, str]]:
    """What made the verdicts, each with the beginning of its SHA-256 (JSON gives it whole)."""
    provenance = resultats.provenance
    yield "Règle", phrase(provenance.regle_libelle)
    source = f"Source : {provenance.regle_sources}, vérifiée le {provenance.regle_verifiee_le}."
    yield (
        "",
        f"{source} Réserve : {provenance.regle_reserve}." if provenance.regle_reserve else source,
    )
    referentiel = f"{provenance.referentiel} {provenance.referentiel_version}"
    yield (
        "Référentiel",
        f"{referentiel}, {provenance.certitudes} ({_abrege(provenance.referentiel_empreinte)}).",
    )
    for rang, echeance in enumerate(provenance.echeances):
        yield "" if rang else "À vérifier", phrase(echeance)
    if len(resultats.rapports) == 1:
        rapport = resultats.rapports[0]
        yield "Grille", f"{rapport.source} ({_abrege(rapport.empreinte)})."


def _abrege(empreinte: str) -> str:
    return empreinte[: len("sha256:") + 16] + "…"
