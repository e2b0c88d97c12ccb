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
    lignes: list[list[str]] = []
    for reference, proposition in voulues.items():
        textes = _textes(reference, proposition)
        ligne = [textes.get(nom, "") for nom in FEUILLE]
        lignes.append(ligne)
    return _rendre(chemin, lignes, choix)


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
    ici = Position(chemin)
    dits = [faute for _, faute in avis(chemin, lue, voulues)]

    # 1. As we wrote it, it is written anew, without who has left.
    parties = _parties(lue, voulues)
    if parties and _est_la_notre(chemin, contenu, lue, parties, choix):
        suivies = _suivies(lue, voulues)
        return Outcome(_rendre(chemin, suivies, choix), tuple(dits))

    # 2. A person's own keeps the rows of who has left, which are told.
    if parties:
        partis = [ligne.cellules["dossier"].valeur for ligne in parties]
        dits.append(diagnostic("J620", ici, references=premiers(partis)))
    dits += sans_code(chemin, lue, voulues)

    # 3. What it lacks goes into its cells alone, or is told to a person.
    a_faire = _a_faire(lue, voulues)
    if not a_faire.gestes:
        return Outcome(contenu, tuple(dits))
    neuf = _retouchee(chemin, contenu, lue, a_faire.retouches)
    if neuf is None:
        gestes = " ; ".join(a_faire.gestes)
        dits.append(diagnostic("J602", ici, gestes=gestes))
    return Outcome(neuf, tuple(dits))


def _est_la_notre(
    chemin: str,
    contenu: bytes,
    lue: DecisionsLues,
    parties: Sequence[LigneDecision],
    choix: Sequence[str],
) -> bool:
    """Whether nobody has made anything of its own of a sheet: it is as we would write it."""
    # Ours have a code each: a row without one is somebody's.
    for ligne in parties:
        if not ligne.cellules["code"].valeur:
            return False
    # Written from what was read of it, it gives its bytes again.
    comme_lues: list[list[str]] = []
    for ligne in lue.lignes:
        valeurs = [ligne.cellules[nom].valeur for nom in FEUILLE]
        comme_lues.append(valeurs)
    return contenu == _rendre(chemin, comme_lues, choix)


def _retouchee(
    chemin: str,
    contenu: bytes,
    lue: DecisionsLues,
    retouches: Retouches,
) -> bytes | None:
    """The sheet with some cells changed; None of one that we only read, or cannot change."""
    if chemin.lower().endswith("csv"):
        return retouche.retoucher(contenu, retouches)
    if chemin.lower().endswith("xlsx"):
        # New rows come after the last one, or below the headings.
        dernier = lue.titres
        if lue.lignes:
            dernier = lue.lignes[-1].cellules["dossier"].rang
        return retouche_xlsx.retoucher(contenu, lue.feuille, dernier, retouches)
    return None


def avis(
    chemin: str,
    lue: DecisionsLues,
    voulues: Mapping[str, str],
) -> Iterator[tuple[str, Diagnostic]]:
    """Say of each row, by its dossier (comparable), that its proposal is no longer that one.

    Warnings J319 (the proposal changed), J601 (somebody has written another).
    """
    attendues: dict[str, tuple[str, str]] = {}
    for reference, proposition in voulues.items():
        attendues[reference_comparable(reference)] = (reference, proposition)
    siens = codes.connus(lue.lignes, voulues, voulues.values())
    for ligne in lue.lignes:
        dossier = _dossier(ligne)
        pour = codes.ecrite_pour(ligne, siens)
        # A dossier that has left, or a code that is nobody's, are told elsewhere.
        if dossier not in attendues or pour is None:
            continue
        reference, apres = attendues[dossier]
        proposee = pour.proposition
        ecrite = ligne.cellules["proposition"]
        # What the code says that we proposed comes before what is written beside it.
        if proposee and proposee != apres:
            ici = Position(chemin)
            faits = {"reference": reference, "avant": proposee, "apres": apres}
            yield dossier, diagnostic("J319", ici, **faits)
        elif ecrite.valeur and ecrite.valeur != apres:
            ici = ecrite.position(chemin)
            faits = {"reference": reference, "avant": ecrite.valeur, "apres": apres}
            yield dossier, diagnostic("J601", ici, **faits)


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
        # A dossier without a row gets one, in the columns that the sheet has.
        if ligne is None:
            ajout = {}
            for nom, texte in textes.items():
                if nom in lue.colonnes:
                    ajout[lue.colonnes[nom]] = texte
            ajouts.append(ajout)
            gestes.append(f"ajouter {reference} ({proposition}, code {textes['code']})")
            continue
        # Of another, only the cells that must say something else are written.
        rang = ligne.cellules["dossier"].rang
        dits: list[str] = []
        for nom in _changees(lue, ligne, textes):
            colonne = lue.colonnes[nom]
            cellules[rang, colonne] = textes[nom]
            dits.append(f"« {textes[nom]} »")
        if dits:
            a_ecrire = " et ".join(dits)
            gestes.append(f"écrire {a_ecrire} à la ligne de {reference}")
    return _AFaire(Retouches(cellules, ajouts), gestes)


def _textes(reference: str, proposition: str) -> dict[str, str]:
    """What a row says before anybody writes in it, by column."""
    return {
        "dossier": reference,
        "proposition": proposition,
        "code": codes.code(reference, proposition),
    }


def _changees(lue: DecisionsLues, ligne: LigneDecision, textes: Mapping[str, str]) -> list[str]:
    """The columns of a row that must say something else: its proposal, and its code.

    A row that lost its code gets none: nothing would say whether it was mixed before. One that a
    person added has neither.
    """
    proposition = ligne.cellules["proposition"].valeur
    code = ligne.cellules["code"].valeur
    ecrits = {"proposition": proposition}
    if code or not proposition:
        ecrits["code"] = code
    changees: list[str] = []
    for nom, ecrit in ecrits.items():
        # Capitals change neither a word nor a code: a person may have typed either.
        pareil = ecrit.upper() == textes[nom].upper()
        if nom in lue.colonnes and not pareil:
            changees.append(nom)
    return changees


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
        cellules = ligne.cellules
        if _dossier(ligne) not in references or cellules["code"].valeur:
            continue
        # A row that a person added has neither proposal nor code.
        if cellules["proposition"].valeur:
            sans.append(cellules["dossier"].valeur)
    if sans:
        yield diagnostic("J604", Position(chemin), references=premiers(sans))


def _dossier(ligne: LigneDecision) -> str:
    """Whose row it is (comparable)."""
    return reference_comparable(ligne.cellules["dossier"].valeur)


def _suivies(lue: DecisionsLues, voulues: Mapping[str, str]) -> list[list[str]]:
    """The rows of the dossiers of today, each with what was decided."""
    lignes = {_dossier(ligne): ligne for ligne in lue.lignes}
    suivies: list[list[str]] = []
    for reference, proposition in voulues.items():
        # What the jury wrote, and over it what we say today.
        suivie = dict.fromkeys(FEUILLE, "")
        if dite := lignes.get(reference_comparable(reference)):
            for nom in FEUILLE:
                suivie[nom] = dite.cellules[nom].valeur
        suivie |= _textes(reference, proposition)
        suivies.append(list(suivie.values()))
    return suivies


def _rendre(chemin: str, lignes: Sequence[Sequence[str]], choix: Sequence[str]) -> bytes:
    """The whole sheet, as the ending of its name says; nothing of one that is only read."""
    rangees = [FEUILLE, *lignes]
    for format_ in declares(FEUILLES, chemin):
        return format_.ecrire(LignesDeDecisions(rangees, choix))
    return b""
