"""Words that several documents share."""

from collections import Counter
from collections.abc import Sequence

from clea_cli.diagnostics import en_lettres
from clea_cli.referentiel.referentiel import Certitude, Points, Referentiel, Resultat

CERTITUDES = {  # one line, several lines
    Certitude.CONFIRME: ("confirmé", "confirmés"),
    Certitude.RECOUPE: ("recoupé", "recoupés"),
    Certitude.UNE_SEULE_SOURCE: ("d'une seule source", "d'une seule source"),
    Certitude.A_CONFIRMER: ("à confirmer", "à confirmer"),
    Certitude.PROPOSITION: ("proposé par ce projet, non officiel", "proposés par ce projet, non officiels"),
}
REPONSES = {resultat: (resultat.value, resultat.libelle) for resultat in Resultat}  # for tools, for a person


def compte(nombre: Points, mot: str) -> str:
    """Count a thing: « 1 point », « 3/2 point », « 2 points »."""
    return f"{nombre} {mot}" if nombre < 2 else f"{nombre} {mot}s"


def mise_en_garde(referentiel: Referentiel) -> str:
    """What warns of a référentiel, without the full stop that every page ends it with."""
    return referentiel.avertissement.rstrip(". ")


def phrase(texte: str) -> str:
    """A text as a sentence of its own; nothing for nothing."""
    return f"{texte[0].upper()}{texte[1:]}." if texte else ""


def premiers(elements: Sequence[str], nombre: int = 10) -> str:
    """List the first of many: « a, b, c… »."""
    return ", ".join(elements[:nombre]) + ("…" if len(elements) > nombre else "")


def date_lue(ecrite: str) -> str:
    """A date of the YAML as a person reads it: « 23/11/2026 »."""
    return "/".join(reversed(ecrite.split("-")))


def certitudes(referentiel: Referentiel) -> str:
    """Say how sure the critères are, the surest first."""
    trouvees = Counter(critere.certitude for critere in referentiel.criteres)
    parts = [f"{trouvees[c]} {CERTITUDES[c][trouvees[c] > 1]}" for c in Certitude if trouvees[c]]
    return f"{compte(trouvees.total(), 'critère')} : {en_lettres(parts)}"
