"""The kinds of documents of a candidate: each the name of its command, and of its template."""

from typing import Literal, get_args

GenreDeDocument = Literal["ecarts", "plan", "restitution", "attestation"]
GENRES: tuple[str, ...] = get_args(GenreDeDocument)
