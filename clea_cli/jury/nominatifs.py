"""Texts of a session's dossiers that look like somebody's name, told without quoting them."""

from collections import Counter
from collections.abc import Iterator, Sequence

from clea_cli.decision.references_nominatives import ressemble_a_un_nom
from clea_cli.diagnostics import Diagnostic, Position, diagnostic, en_lettres
from clea_cli.jury.session import Dossier
from clea_cli.sorties.mots import compte


def noms_de_personnes(
    dossiers: Sequence[Dossier],
    lieux: Sequence[Position],
) -> Iterator[Diagnostic]:
    """Warn once, at the first dossier that has one; `lieux` are theirs, by rank. Warning J639."""
    nombres: Counter[str] = Counter()
    premier: Position | None = None
    for dossier, lieu in zip(dossiers, lieux, strict=True):
        # Two formateurs of a dossier are one dossier.
        trouves = {nom for nom, texte in _textes(dossier) if ressemble_a_un_nom(texte)}
        if trouves:
            premier = premier or lieu
        # A set has no order: the columns are named in one that never changes.
        nombres.update(sorted(trouves))
    if premier is None:
        return
    dits: list[str] = []
    for nom, nombre in nombres.items():
        dits.append(f"{nom} ({compte(nombre, 'dossier')})")
    yield diagnostic("J639", premier, ou=en_lettres(dits))


def _textes(dossier: Dossier) -> Iterator[tuple[str, str]]:
    """What a person wrote in a dossier, after the name of its column."""
    yield "référence", dossier.reference
    yield "statut", dossier.statut
    yield "prescripteur", dossier.prescripteur
    yield "financement", dossier.financement
    for _, evaluation in dossier.evaluations:
        yield "évaluateur", evaluation.evaluateur
    for formateur in dossier.formateurs:
        yield "formateurs", formateur
