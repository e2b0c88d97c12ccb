"""A real terminal for tests: run `clea` under a pseudo-terminal and take what it prints, colours included."""

import os
import struct
import sys

import pytest

CLEA = ("-m", "clea_cli")


def executer(
    arguments: list[str],
    *,
    programme: tuple[str, ...] = CLEA,
    colonnes: int = 80,
    **environnement: str,
) -> tuple[int, str]:
    """Run a program of Python in a terminal of that width; return its exit status and all that it showed."""
    if sys.platform == "win32":
        pytest.skip("Windows has no pseudo-terminal of this kind")
    import pty
    from fcntl import ioctl
    from termios import TIOCSWINSZ

    enfant, maitre = pty.fork()
    if enfant == 0:
        # Given as it is here: GNU readline sets COLUMNS where `os.environ` does not see it, and `execv` hands it over.
        vu = {**os.environ, "TERM": "xterm-256color", **environnement}
        for variable in ("COLUMNS", "LINES"):
            vu.pop(variable, None)
        ioctl(1, TIOCSWINSZ, struct.pack("HHHH", 50, colonnes, 0, 0))
        os.execve(sys.executable, [sys.executable, *programme, *arguments], vu)  # noqa: S606 — the program
    morceaux = []
    while True:
        try:
            morceau = os.read(maitre, 65536)
        except OSError:  # Linux says so when the other side has gone
            break
        if not morceau:
            break
        morceaux.append(morceau)
    os.close(maitre)
    _, statut = os.waitpid(enfant, 0)
    return os.waitstatus_to_exitcode(statut), b"".join(morceaux).decode().replace("\r\n", "\n")
