"""What all tests share: hypothesis never judges by the clock, for machines are noisy; no test reaches a network."""

import signal
import socket

import pytest
from hypothesis import Phase, settings

# Other examples each time: fifty a run see in two runs what a hundred saw in one.
settings.register_profile("clea", deadline=None, max_examples=50)
settings.register_profile(  # `make mutation`
    "mutation",
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),
)
settings.load_profile("clea")

# A shell that starts `make test &` from a script makes it deaf to Ctrl-C, and with it every program
# that a test starts; some of them are interrupted on purpose.
signal.signal(signal.SIGINT, signal.default_int_handler)


class ReseauError(AssertionError):
    """Something tried to leave this machine."""


@pytest.fixture(autouse=True)
def _sans_reseau(request, monkeypatch):
    """Sockets are closed, but for the tests that drive a real browser on this machine."""
    if "reel" in request.keywords:
        return

    def refuser(*arguments, **options):
        raise ReseauError(arguments)

    for nom in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, nom, refuser)
    monkeypatch.setattr(socket, "getaddrinfo", refuser)
