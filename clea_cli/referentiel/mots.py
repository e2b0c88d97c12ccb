"""What every output says of a référentiel in the same words."""

from collections import Counter

from clea_cli.diagnostics import en_lettres
from clea_cli.referentiel.referentiel import Certitude, Referentiel, Resultat
from clea_cli.sorties.mots import compte

CERTITUDES = {  # one line, several lines
    Certitude.CONFIRME: ("confirmé", "confirmés"),
    Certitude.RECOUPE: ("recoupé", "recoupés"),
    Certitude.UNE_SEULE_SOURCE: ("d'une seule source", "d'une seule source"),
    Certitude.A_CONFIRMER: ("à confirmer", "à confirmer"),
    Certitude.PROPOSITION: ("proposé par ce projet, non officiel", "proposés par ce projet, non officiels"),
}
REPONSES = {resultat: (resultat.value, resultat.libelle) for resultat in Resultat}  # for tools, for a person


def mise_en_garde(referentiel: Referentiel) -> str:
    """What warns of a référentiel, without the full stop that every page ends it with."""
    return referentiel.avertissement.rstrip(". ")


def certitudes(referentiel: Referentiel) -> str:
    """Say how sure the critères are, the surest first."""
    trouvees = Counter(critere.certitude for critere in referentiel.criteres)
    parts = [f"{trouvees[c]} {CERTITUDES[c][trouvees[c] > 1]}" for c in Certitude if trouvees[c]]
    return f"{compte(trouvees.total(), 'critère')} : {en_lettres(parts)}"
