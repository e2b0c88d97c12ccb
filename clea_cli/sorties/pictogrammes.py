"""The pictograms of the candidate's page, and its signs: ours, solid, on a square of 48.

Each is one path in black; a hole is what stands inside another shape (even-odd rule). They are
drawn to be told apart at 11 mm, in black and white. They go with words, and say nothing more than
these.
"""

from collections.abc import Mapping

_COTE = 48

# The keys of the calculator, three rows of three.
_TOUCHES = (
    "M12 22h6v5h-6zM21 22h6v5h-6zM30 22h6v5h-6z"
    "M12 29h6v5h-6zM21 29h6v5h-6zM30 29h6v5h-6z"
    "M12 36h6v5h-6zM21 36h6v5h-6zM30 36h6v5h-6z"
)
_PERSONNES_A_L_ECRAN = (
    "M17 13a4.5 4.5 0 0 1 0 9a4.5 4.5 0 0 1 0-9zM9 33v-2a7 7 0 0 1 7-7h2a7 7 0 0 1 7 7v2z"
    "M31 13a4.5 4.5 0 0 1 0 9a4.5 4.5 0 0 1 0-9zM26 33v-4a7 7 0 0 1 4-5h2a7 7 0 0 1 7 7v2z"
)

TRACES: Mapping[str, str] = {
    # A speech bubble with lines of writing.
    "parler": (
        "M8 4h32a4 4 0 0 1 4 4v23a4 4 0 0 1-4 4H23l-11 10v-10H8a4 4 0 0 1-4-4V8a4 4 0 0 1 4-4z"
        "M11 11h26v4H11zM11 18h26v4H11zM11 25h15v4H11z"
    ),
    # A pocket calculator.
    "calculer": (
        "M10 3h28a4 4 0 0 1 4 4v34a4 4 0 0 1-4 4H10a4 4 0 0 1-4-4V7a4 4 0 0 1 4-4z"
        f"M12 8h24v9H12z{_TOUCHES}"
    ),
    # A screen on its foot.
    "ordinateur": (
        "M6 5h36a3 3 0 0 1 3 3v25a3 3 0 0 1-3 3H6a3 3 0 0 1-3-3V8a3 3 0 0 1 3-3z"
        "M8 10h32v21H8zM20 36h8v4h7v4H13v-4h7z"
    ),
    # Three persons.
    "equipe": (
        "M24 5a8 8 0 0 1 0 16a8 8 0 0 1 0-16zM12 44v-8a12 12 0 0 1 11-12h2a12 12 0 0 1 11 12v8z"
        "M8 13a5 5 0 0 1 0 10a5 5 0 0 1 0-10zM1 40v-7a7 7 0 0 1 7-7h4a17 17 0 0 0-3 10v4z"
        "M40 13a5 5 0 0 1 0 10a5 5 0 0 1 0-10zM47 40v-7a7 7 0 0 0-7-7h-4a17 17 0 0 1 3 10v4z"
    ),
    # One person.
    "seul": "M24 4a9 9 0 0 1 0 18a9 9 0 0 1 0-18zM8 45v-6a14 14 0 0 1 14-14h4a14 14 0 0 1 14 14v6z",
    # An open book.
    "apprendre": (
        "M22.5 11C17 7 10 6 2 7v32c8-1 15 0 20.5 4zM25.5 11C31 7 38 6 46 7v32c-8-1-15 0-20.5 4z"
    ),
    # A helmet.
    "securite": (
        "M6 32A18 18 0 0 1 18 15.3V26h3.5V10h5v16H30V15.3A18 18 0 0 1 42 32z"
        "M4 34.5h40a2 2 0 0 1 2 2v2a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2v-2a2 2 0 0 1 2-2z"
    ),
    # A laptop.
    "outils": (
        "M10 7h28a3 3 0 0 1 3 3v23H7V10a3 3 0 0 1 3-3z"
        "M12 12h24v16H12zM2 36h44v2a4 4 0 0 1-4 4H6a4 4 0 0 1-4-4z"
    ),
    # A magnifying glass.
    "chercher": (
        "M20 4a16 16 0 0 1 0 32a16 16 0 0 1 0-32zM20 10a10 10 0 0 0 0 20a10 10 0 0 0 0-20z"
        "M27.5 33L33 27.5L45.5 40L40 45.5z"
    ),
    # Two persons on a screen.
    "en-ligne": (
        "M5 5h38a3 3 0 0 1 3 3v26a3 3 0 0 1-3 3H5a3 3 0 0 1-3-3V8a3 3 0 0 1 3-3zM6 9h36v24H6z"
        f"{_PERSONNES_A_L_ECRAN}M14 40h20v4H14z"
    ),
    # A padlock.
    "cadenas": (
        "M11 20v-5a13 13 0 0 1 26 0v5h-6v-5a7 7 0 0 0-14 0v5z"
        "M10 22h28a3 3 0 0 1 3 3v17a3 3 0 0 1-3 3H10a3 3 0 0 1-3-3V25a3 3 0 0 1 3-3z"
        "M24 28a4 4 0 0 1 2 7.4V40h-4v-4.6a4 4 0 0 1 2-7.4z"
    ),
    # What is done, and what goes on.
    "coche": "M3 26l6-6l10 10l20-21l6 6l-26 27z",
    "fleche": "M3 19h22V8l20 16l-20 16V29H3z",
}
LETTRES = {"coche": "✓", "fleche": "→"}  # where nothing is drawn; the others have none


def svg(nom: str) -> str:
    """Draw a pictogram, in the colour of the text around it."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_COTE} {_COTE}" aria-hidden="true">'
        f'<path fill="currentColor" fill-rule="evenodd" d="{TRACES[nom]}"/></svg>'
    )
