"""Where the styles are that the pages of several rooms share."""

from pathlib import Path

COMMUNS = Path(__file__).parent / "gabarits"
