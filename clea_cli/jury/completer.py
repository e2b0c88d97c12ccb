"""A sheet of decisions brought up to date: the rows that it lacks, the proposals that changed.

What a person has made of it stays: a CSV and an xlsx are changed in those cells alone, and any
other is left as it is, with what to write there.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from clea_cli.diagnostics import Diagnostic, Outcome, Position, diagnostic
from clea_cli.jury import codes, retouche, retouche_xlsx
from clea_cli.jury.formats import FEUILLES, LignesDeDecisions
from clea_cli.jury.lire_decisions import DecisionsLues
from clea_cli.jury.retouche import Retouches
from clea_cli.jury.session import FEUILLE, LigneDecision
from clea_cli.jury.verifier_decisions import dit_quelque_chose
from clea_cli.sorties.formats import declares
from clea_cli.sorties.mots import premiers
from clea_cli.sources.mots import reference_comparable


def nouvelle(chemin: str, voulues: Mapping[str, str], choix: Sequence[str]) -> bytes:
    """A sheet in which nothing is decided; `voulues` is each proposal by reference."""
    return _rendre(chemin, [_ligne_nouvelle(*paire) for paire in voulues.items()], choix)


def completer(
    chemin: str,
    contenu: bytes,
    lue: DecisionsLues,
    voulues: Mapping[str, str],
    choix: Sequence[str],
) -> Outcome[bytes]:
    """What the sheet should hold: the same bytes if it is as it should be.

    Errors: J602; warnings J319, J601, J604, J620.
    """
    dits = tuple(faute for _, faute in avis(chemin, lue, voulues))
    parties = _parties(lue, voulues)
    notres = all(ligne.cellules["code"].valeur for ligne in parties)
    if parties and notres and contenu == _rendre(chemin, _comme_lues(lue), choix):
        # Nobody has made anything of its own of it: it is written anew, without who has left.
        return Outcome(_rendre(chemin, _suivies(lue, voulues), choix), dits)
    if parties:
        references = [ligne.cellules["dossier"].valeur for ligne in parties]
        dits = (*dits, diagnostic("J620", Position(chemin), references=premiers(references)))
    dits += tuple(sans_code(chemin, lue, voulues))
    a_faire = _a_faire(lue, voulues)
    if not a_faire.gestes:
        return Outcome(contenu, dits)
    if chemin.lower().endswith("csv"):
        neuf = retouche.retoucher(contenu, a_faire.retouches)
    elif chemin.lower().endswith("xlsx"):
        dernier = lue.lignes[-1].cellules["dossier"].rang if lue.lignes else lue.titres
        neuf = retouche_xlsx.retoucher(contenu, lue.feuille, dernier, a_faire.retouches)
    else:
        neuf = None
    if neuf is None:
        refus = diagnostic("J602", Position(chemin), gestes=" ; ".join(a_faire.gestes))
        return Outcome(None, (*dits, refus))
    return Outcome(neuf, dits)


def avis(
    chemin: str,
    lue: DecisionsLues,
    voulues: Mapping[str, str],
) -> Iterator[tuple[str, Diagnostic]]:
    """Say of each row, by its dossier (comparable), that its proposal is no longer that one.

    Warnings J319 (the proposal changed), J601 (somebody has written another).
    """
    attendues = {
        reference_comparable(reference): (reference, p) for reference, p in voulues.items()
    }
    siens = codes.connus(lue.lignes, voulues, voulues.values())
    for ligne in lue.lignes:
        dossier = _dossier(ligne)
        pour = codes.ecrite_pour(ligne, siens)
        if dossier not in attendues or pour is None:
            continue
        reference, apres = attendues[dossier]
        ecrite = ligne.cellules["proposition"]
        faits = {"reference": reference, "avant": pour.proposition, "apres": apres}
        if pour.proposition and pour.proposition != apres:
            yield dossier, diagnostic("J319", Position(chemin), **faits)
        elif ecrite.valeur and ecrite.valeur != apres:
            faits["avant"] = ecrite.valeur
            yield dossier, diagnostic("J601", ecrite.position(chemin), **faits)


class _AFaire(NamedTuple):
    """What a sheet lacks, as cells and as gestures for a person."""

    retouches: Retouches
    gestes: list[str]


def _a_faire(lue: DecisionsLues, voulues: Mapping[str, str]) -> _AFaire:
    """Compare a sheet with the proposals that it should show."""
    lignes = {_dossier(ligne): ligne for ligne in lue.lignes}
    cellules: dict[tuple[int, int], str] = {}
    ajouts: list[dict[int, str]] = []
    gestes: list[str] = []
    for reference, proposition in voulues.items():
        ligne = lignes.get(reference_comparable(reference))
        textes = _textes(reference, proposition)
        if ligne is None:
            ajouts.append({lue.colonnes[nom]: textes[nom] for nom in textes if nom in lue.colonnes})
            gestes.append(f"ajouter {reference} ({textes['proposition']}, code {textes['code']})")
            continue
        changees = _changees(lue, ligne, textes)
        rang = ligne.cellules["dossier"].rang
        for nom in changees:
            cellules[rang, lue.colonnes[nom]] = textes[nom]
        if changees:
            suite = " et ".join(f"« {textes[nom]} »" for nom in changees)
            gestes.append(f"écrire {suite} à la ligne de {reference}")
    return _AFaire(Retouches(cellules, ajouts), gestes)


def _textes(reference: str, proposition: str) -> dict[str, str]:
    """What a row says before anybody writes in it, by column."""
    dits = {"dossier": reference, "proposition": proposition}
    return {**dits, "code": codes.code(reference, proposition)}


def _changees(lue: DecisionsLues, ligne: LigneDecision, textes: Mapping[str, str]) -> list[str]:
    """The columns of a row that must say something else: its proposal, and its code.

    A row that lost its code gets none: nothing would say whether it was mixed before. One that a
    person added has neither.
    """
    ecrits = {nom: ligne.cellules[nom].valeur for nom in ("proposition", "code")}
    if ecrits["proposition"] and not ecrits["code"]:
        del ecrits["code"]
    voulus = {nom: textes[nom] for nom in ecrits if nom in lue.colonnes}
    return [nom for nom, texte in voulus.items() if ecrits[nom].upper() != texte.upper()]


def _parties(lue: DecisionsLues, voulues: Mapping[str, str]) -> list[LigneDecision]:
    """The rows of dossiers that are no longer ready; one without a code may be a person's own."""
    references = set(map(reference_comparable, voulues))
    parties = []
    for ligne in lue.lignes:
        if _dossier(ligne) not in references and not dit_quelque_chose(ligne):
            parties.append(ligne)
    return parties


def sans_code(
    chemin: str,
    lue: DecisionsLues,
    voulues: Mapping[str, str],
) -> Iterator[Diagnostic]:
    """Say which dossiers have a row that would not be seen if it were mixed. Warning J604."""
    references = set(map(reference_comparable, voulues))
    sans = []
    for ligne in lue.lignes:
        if (
            _dossier(ligne) in references
            and ligne.cellules["proposition"].valeur
            and not ligne.cellules["code"].valeur
        ):
            sans.append(ligne.cellules["dossier"].valeur)
    if sans:
        yield diagnostic("J604", Position(chemin), references=premiers(sans))


def _dossier(ligne: LigneDecision) -> str:
    """Whose row it is (comparable)."""
    return reference_comparable(ligne.cellules["dossier"].valeur)


def _ligne_nouvelle(reference: str, proposition: str) -> list[str]:
    textes = _textes(reference, proposition)
    return [textes.get(nom, "") for nom in FEUILLE]


def _comme_lues(lue: DecisionsLues) -> list[list[str]]:
    """The rows as they are read, in our columns."""
    return [[ligne.cellules[nom].valeur for nom in FEUILLE] for ligne in lue.lignes]


def _suivies(lue: DecisionsLues, voulues: Mapping[str, str]) -> list[list[str]]:
    """The rows of the dossiers of today, each with what was decided."""
    lignes = {_dossier(ligne): ligne for ligne in lue.lignes}
    suivies = []
    for reference, proposition in voulues.items():
        textes = _textes(reference, proposition)
        dite = lignes.get(reference_comparable(reference))
        if dite is not None:
            textes = {nom: dite.cellules[nom].valeur for nom in FEUILLE} | textes
        suivies.append([textes.get(nom, "") for nom in FEUILLE])
    return suivies


def _rendre(chemin: str, lignes: Sequence[Sequence[str]], choix: Sequence[str]) -> bytes:
    """The whole sheet, as the ending of its name says; nothing of one that is only read."""
    rangees = [FEUILLE, *lignes]
    for format_ in declares(FEUILLES, chemin):
        return format_.ecrire(LignesDeDecisions(rangees, choix))
    return b""
