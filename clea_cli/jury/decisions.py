"""`clea jury decisions`: a sheet for the jury to fill, read back; nothing that it holds is lost."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from clea_cli.diagnostics import Diagnostic, Outcome, Position, diagnostic, en_lettres, refuser
from clea_cli.jury import (
    completer,
    journal,
    lire_decisions,
    modeles_de_session,
    verifier_decisions,
)
from clea_cli.jury.formats import FEUILLES
from clea_cli.jury.lire_decisions import DecisionsLues
from clea_cli.jury.manifeste import Cloture, Manifeste
from clea_cli.jury.session import PROPOSITIONS, Choix, College, DecisionDuJury
from clea_cli.jury.verifier_decisions import Seance
from clea_cli.sorties import ecriture
from clea_cli.sorties.mots import compte, premiers
from clea_cli.sources import fichiers
from clea_cli.sources.bornes import TABLE_OCTETS_MAX
from clea_cli.sources.mots import forme_comparable, reference_comparable

_TABLES = (".csv", ".xlsx", ".ods", ".xls")
NOMS = tuple(f"decisions{fin}" for fin in _TABLES)  # of the sheet, in a session's folder


class FeuilleDeDecisions(NamedTuple):
    """A sheet of decisions: its file, what it holds, its rows, what they decide by reference."""

    chemin: str
    contenu: bytes
    lue: DecisionsLues
    prises: Mapping[str, DecisionDuJury]

    @property
    def empreinte(self) -> str:
        """Its SHA-256."""
        return hashlib.sha256(self.contenu).hexdigest()

    @property
    def valeurs(self) -> str:
        """The SHA-256 of what it decides, however it is written."""
        dites: list[tuple[str, str, str, list[str]]] = []
        # In an order of their own: rows that a person has sorted decide the same.
        for reference in sorted(self.prises):
            prise = self.prises[reference]
            votes = [prise.votes.get(college, "") for college in College]
            dites.append((reference, prise.choix.value, prise.motif, votes))
        ecrites = json.dumps(dites, ensure_ascii=False)
        return hashlib.sha256(ecrites.encode(errors="replace")).hexdigest()


class FeuilleTenue(NamedTuple):
    """The sheet as it is now; `ecrite` is None if it was left as it is.

    `comptes` counts each decision, in words; `restants` are the dossiers without one, `autres`
    those decided otherwise than proposed. Of a session that is closed (`close`), what was closed is
    counted, whatever the sheet says now.
    """

    chemin: str
    ecrite: bool | None
    comptes: tuple[tuple[str, int], ...]
    restants: int
    autres: int
    close: bool = False


def tenir(dossier: str, format_: str | None) -> Outcome[FeuilleTenue]:
    """Write the sheet of a prepared session, or read it back.

    Errors: J301, J303-J306, J308, J309, J311, J316, J600, J602, J613, J621, S; warnings J608,
    J638.
    """
    with journal.tenir(dossier) as preparee:
        if preparee.value is None:
            return preparee.refus()
        manifeste = preparee.value.manifeste
        if manifeste.cloture:
            return _relire(dossier, manifeste, manifeste.cloture)
        feuille = lire(dossier, manifeste)
        if feuille.value is None and feuille.diagnostics:
            return feuille.refus()
        tenue = _tenir(dossier, manifeste, feuille.value, format_)
        dits = (*tenue.diagnostics, *modeles_de_session.changes(dossier, manifeste))
        return Outcome(tenue.value, dits)


def lire(
    dossier: str,
    manifeste: Manifeste,
    absents: Sequence[str] = (),
) -> Outcome[FeuilleDeDecisions]:
    """Read the sheet of a session; None without a fault if there is none.

    `absents` are the references of those who do not vote.
    Errors: J304-J306, J308, J309, J316, J600, J613, J621, S.
    """
    # 1. Its rows.
    trouvee = _trouver(dossier)
    if trouvee.value is None:
        return trouvee.refus()
    chemin = trouvee.value
    contenu = fichiers.lire(chemin, TABLE_OCTETS_MAX)
    if contenu.value is None:
        return contenu.refus()
    lue = lire_decisions.lire(contenu.value, chemin)
    if lue.value is None:
        return lue.refus()
    # 2. What they decide, of this session.
    session = manifeste.session
    verdicts = {pret.reference: pret.verdict for pret in manifeste.dossiers}
    votants: Counter[College] = Counter()
    for membre in session.jury:
        if membre.reference not in absents:
            votants[membre.college] += 1
    seance = Seance(verdicts, session.libelles, votants)
    prises = verifier_decisions.decisions(lue.value.lignes, chemin, seance)
    if prises.value is None:
        return prises.refus()
    return Outcome(FeuilleDeDecisions(chemin, contenu.value, lue.value, prises.value))


def _trouver(dossier: str) -> Outcome[str]:
    """The sheet of a folder; None without a fault if there is none. Errors: J316, J621.

    Any table whose name speaks of decisions is one, that nobody fills a copy in vain.
    """
    trouvees: list[Path] = []
    for chemin in sorted(Path(dossier).iterdir()):
        nomme = "decision" in forme_comparable(chemin.stem)
        # A program that has it open leaves a file of its own beside.
        cache = chemin.name.startswith((".", "~"))
        if nomme and not cache and chemin.suffix.lower() in _TABLES and chemin.is_file():
            trouvees.append(chemin)
    if len(trouvees) > 1:
        noms = en_lettres([chemin.name for chemin in trouvees])
        return refuser("J316", Position(dossier), feuilles=noms)
    if not trouvees:
        return Outcome(None)
    [trouvee] = trouvees
    if trouvee.name.lower() not in NOMS:
        attendu = f"decisions{trouvee.suffix.lower()}"
        return refuser("J621", Position(dossier), nom=trouvee.name, attendu=attendu)
    return Outcome(str(trouvee))


def _tenir(
    dossier: str,
    manifeste: Manifeste,
    feuille: FeuilleDeDecisions | None,
    format_: str | None,
) -> Outcome[FeuilleTenue]:
    """Leave a sheet that has a row a dossier as it is; else complete it, all else kept."""
    # 1. What the sheet should hold.
    voulues = propositions(manifeste)
    choix = list(dict.fromkeys(manifeste.session.libelles.values()))
    prises: dict[str, Choix] = {}
    lu = b""
    if feuille is None:
        neuve = f"decisions{FEUILLES[format_ or 'csv'].fin}"
        chemin = str(Path(dossier) / neuve)
        completee = Outcome(completer.nouvelle(chemin, voulues, choix))
    else:
        chemin = feuille.chemin
        prises = _choix(feuille)
        lu = feuille.contenu
        completee = completer.completer(chemin, lu, feuille.lue, voulues, choix)
    if completee.value is None:
        return completee.refus()
    # 2. It is written if it does not. Given what was read, the writing is refused if somebody has
    # changed the sheet since.
    tenue = _compter(FeuilleTenue(chemin, None, (), 0, 0), manifeste, prises)
    if completee.value == lu:
        return Outcome(tenue, completee.diagnostics)
    ecrite = ecriture.ecrire(chemin, completee.value, forcer=True, lu=lu)
    fautes = (*completee.diagnostics, *ecrite.diagnostics)
    if ecrite.value is None:
        return Outcome(None, fautes)
    return Outcome(tenue._replace(ecrite=ecrite.value), fautes)


def _relire(dossier: str, manifeste: Manifeste, cloture: Cloture) -> Outcome[FeuilleTenue]:
    """What the sheet of a closed session decided, that day. Warning J608."""
    [nom] = cloture.decisions
    tenue = FeuilleTenue(str(Path(dossier) / nom), None, (), 0, 0, close=True)
    # A session closed by an older version did not note it.
    changes = changees(dossier, manifeste, cloture) if cloture.prises else ()
    return Outcome(_compter(tenue, manifeste, cloture.prises), changes)


def _compter(
    tenue: FeuilleTenue,
    manifeste: Manifeste,
    prises: Mapping[str, Choix],
) -> FeuilleTenue:
    """The same, with its counts."""
    mots = manifeste.session.libelles
    comptes = Counter(mots[choix] for choix in prises.values())
    autres = 0
    for dossier in manifeste.dossiers:
        proposition = PROPOSITIONS[dossier.verdict]
        # One that is not decided is not decided otherwise.
        prise = prises.get(dossier.reference, proposition)
        autres += prise is not proposition
    return tenue._replace(
        comptes=tuple(comptes.most_common()),
        restants=len(manifeste.dossiers) - len(prises),
        autres=autres,
    )


def _choix(feuille: FeuilleDeDecisions) -> dict[str, Choix]:
    return {reference: prise.choix for reference, prise in feuille.prises.items()}


def changees(dossier: str, manifeste: Manifeste, cloture: Cloture) -> tuple[Diagnostic, ...]:
    """Say that the sheet of a closed session no longer decides what was closed. Warning J608.

    One that was saved again with the same values says nothing, nor one that is gone.
    """
    [(nom, empreinte)] = cloture.decisions.items()
    chemin = Path(dossier) / nom
    if not chemin.exists():
        return ()
    # 1. The very same bytes need no reading.
    contenu = fichiers.lire(str(chemin), TABLE_OCTETS_MAX)
    if contenu.value and hashlib.sha256(contenu.value).hexdigest() == empreinte:
        return ()
    # 2. What it decides today, by those who voted that day.
    feuille = lire(dossier, manifeste, cloture.absents)
    if feuille.value is None:
        quoi = "elle ne se lit plus, ou plus comme une feuille de décisions"
    elif feuille.value.valeurs == cloture.valeurs:
        return ()
    else:
        # What was decided by one of them alone has changed, too.
        paires = _choix(feuille.value).items() ^ cloture.prises.items()
        autres = sorted({reference for reference, _ in paires})
        quoi = f"décisions de {premiers(autres)}" if autres else "des motifs ou des votes"
    return (diagnostic("J608", Position(dossier), fichier=nom, quoi=quoi),)


def propositions(manifeste: Manifeste) -> dict[str, str]:
    """What is proposed of each dossier, in the session's words."""
    mots = manifeste.session.libelles
    proposees: dict[str, str] = {}
    for dossier in manifeste.dossiers:
        proposition = PROPOSITIONS[dossier.verdict]
        proposees[dossier.reference] = mots[proposition]
    return proposees


def propositions_changees(
    feuille: FeuilleDeDecisions,
    manifeste: Manifeste,
) -> Iterator[Diagnostic]:
    """Say of each dossier that is decided whether it was on another proposal.

    Warnings J319, J601.
    """
    decidees = set(map(reference_comparable, feuille.prises))
    voulues = propositions(manifeste)
    for dossier, faute in completer.avis(feuille.chemin, feuille.lue, voulues):
        if dossier in decidees:
            yield faute


def ouverte(feuille: FeuilleDeDecisions) -> tuple[Diagnostic, ...]:
    """The fault of a sheet that a spreadsheet has open: it may hold what is not saved.

    Errors: J627.
    """
    chemin = Path(feuille.chemin)
    # What Excel, then LibreOffice leave beside a file that they have open.
    for verrou in (f"~${chemin.name}", f".~lock.{chemin.name}#"):
        if chemin.with_name(verrou).exists():
            return (diagnostic("J627", Position(feuille.chemin), verrou=verrou),)
    return ()


def sans_code(
    feuille: FeuilleDeDecisions,
    manifeste: Manifeste,
) -> tuple[Diagnostic, ...]:
    """The rows that would not be seen if they were mixed. Warning J604."""
    return tuple(completer.sans_code(feuille.chemin, feuille.lue, propositions(manifeste)))


def manquantes(feuille: FeuilleDeDecisions, manifeste: Manifeste) -> tuple[Diagnostic, ...]:
    """The fault of dossiers without a decision. Errors: J307."""
    sans: list[str] = []
    for dossier in manifeste.dossiers:
        if dossier.reference not in feuille.prises:
            sans.append(dossier.reference)
    if not sans:
        return ()
    ici = Position(feuille.chemin)
    nombre = compte(len(sans), "dossier")
    return (diagnostic("J307", ici, nombre=nombre, references=premiers(sans)),)
