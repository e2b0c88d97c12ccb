"""The comments of a YAML text, to make sure that none is lost."""

import re
from typing import Any

import yaml
from yaml.events import ScalarEvent

from clea_cli.sources.yaml_source import Chargeur


def commentaires(texte: str) -> list[str]:
    """The comments of a text that can be read, in order: a « # » between its scalars begins one."""
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
            ailleurs += texte[debut:fin].partition("\n")[0] + "\n"
    ailleurs += texte[fin:]
    return [trouve.rstrip() for trouve in re.findall("#[^\n]*", ailleurs)]
