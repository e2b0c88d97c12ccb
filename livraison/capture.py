"""`make capture`: the picture of the README, from a real run in a real terminal."""

from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.text import Text

from tests.outils.terminal import executer

COMMANDE = ["score", "examples/un-domaine-manque.csv"]
IMAGE = Path(__file__).parent.parent / "docs" / "clea-score.svg"


def main() -> None:
    """Run the command, and draw its screen."""
    _, ecran = executer(COMMANDE)
    # It records what it prints, that nobody has to see here.
    console = Console(width=82, record=True, file=StringIO())
    tapee = " ".join(("$ clea", *COMMANDE))
    console.print(Text(tapee), Text.from_ansi(ecran), sep="\n")
    # Without an identifier of our own, each drawing would have another.
    dessin = console.export_svg(title="clea score", unique_id="clea")
    IMAGE.write_text(dessin, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
