"""`make capture`: the picture of the README, from a real run in a real terminal."""

from pathlib import Path

from rich.console import Console
from rich.text import Text

from tests.outils.terminal import executer

COMMANDE = ["score", "examples/un-domaine-manque.csv"]
IMAGE = Path(__file__).parent.parent / "docs" / "clea-score.svg"


def main() -> None:
    """Run the command, and draw its screen."""
    _, ecran = executer(COMMANDE)
    console = Console(width=82, record=True, file=Path("/dev/null").open("w", encoding="utf-8"))  # noqa: SIM115
    console.print(Text("$ clea " + " ".join(COMMANDE)), Text.from_ansi(ecran), sep="\n")
    IMAGE.write_text(
        console.export_svg(title="clea score", unique_id="clea"), encoding="utf-8", newline="\n"
    )


if __name__ == "__main__":
    main()
