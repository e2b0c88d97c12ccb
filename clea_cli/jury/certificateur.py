"""What the certifier's platform expects and no public text says: a session may say it.

The one public reference is the exporter of Pix. It writes « CléA Numérique by Pix » as the CCPI,
the day of its own certification as the passage, and does not say which ends of line are read.
"""

from typing import NamedTuple

CRLF, LF = "crlf", "lf"
FINS_DE_LIGNE = {CRLF: "\r\n", LF: "\n"}
SESSION, EVALUATION = (
    "session",
    "evaluation",
)  # the day of passage: that of the jury, or of the last évaluation


class Certificateur(NamedTuple):
    """What a session says that the platform expects; "" where it does not say."""

    ccpi: str = ""
    passage: str = ""
    fins_de_ligne: str = ""
