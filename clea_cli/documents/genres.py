"""What has a template: the kinds of documents of a candidate, the pages of a session of the jury.

Each is the name of its template; a kind of documents is the name of its command too.
"""

from typing import Literal, get_args

GenreDeDocument = Literal["ecarts", "plan", "restitution", "attestation"]
GENRES: tuple[str, ...] = get_args(GenreDeDocument)
PAGES_DU_JURY = (
    "jury-dossier",
    "jury-ordre-du-jour",
    "jury-liste",
    "jury-emargement",
    "jury-proces-verbal",
)
