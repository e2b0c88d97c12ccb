"""The comments of a YAML text, to make sure that none is lost."""

import re
from typing import Any

import yaml
from yaml.events import ScalarEvent

from clea_cli.sources.yaml_source import Chargeur


def commentaires(texte: str) -> list[str]:
    """The comments of a text that can be read, in order: a « # » between its scalars begins one."""
    # All that is between scalars: what they hold may be « # » too, and is no comment.
    ailleurs, fin = "", 0
    evenement: Any
    for evenement in yaml.parse(texte, Chargeur):
        est_un_scalaire = isinstance(evenement, ScalarEvent)
        if not est_un_scalaire:
            continue
        debut = evenement.start_mark.index
        ailleurs += texte[fin:debut]
        fin = evenement.end_mark.index
        # The first line of a text in a block is not of the text.
        if evenement.style in ("|", ">"):
            entete, _, _ = texte[debut:fin].partition("\n")
            ailleurs += f"{entete}\n"
    ailleurs += texte[fin:]
    trouves = re.findall("#[^\n]*", ailleurs)
    return [trouve.rstrip() for trouve in trouves]
