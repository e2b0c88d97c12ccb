"""The letters of what typst draws: four files, named one by one.

The folder that ships them has each weight twice, as .otf and as .ttf. typst takes the first that
the folder lists, and no two machines list a folder alike: one document had three sizes. It takes
folders only, so each file has one of its own, long enough to be read.
"""

import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import typst
from font_source_sans_pro import font_directory

_FICHIERS = (
    "SourceSansPro-Regular.otf",
    "SourceSansPro-It.otf",
    "SourceSansPro-Bold.otf",
    "SourceSansPro-BoldIt.otf",
)
_CHACUNE = b'#set text(font: "Source Sans Pro")\na _a_ *a* *_a_*'  # a letter of each file


@cache
def polices() -> typst.Fonts:
    """Source Sans Pro (plain, slanted, bold, both) and what typst contains; none of this machine's.

    Raises OSError where no file can be written, not even a temporary one.
    """
    # ignore_cleanup_errors: an antivirus may hold a file a moment longer.
    with TemporaryDirectory(prefix="clea-", ignore_cleanup_errors=True) as dossier:
        seules = [_seule(nom, Path(dossier)) for nom in _FICHIERS]
        trouvees = typst.Fonts(include_system_fonts=False, font_paths=seules)
        # A file is read when it first serves, and is then kept: all must have served before the
        # folder goes.
        compilateur = typst.Compiler(font_paths=trouvees, ignore_system_fonts=True)
        compilateur.compile(_CHACUNE, format="pdf")
    return trouvees


def _seule(nom: str, dossier: Path) -> Path:
    """A folder that holds this file alone, so that files come in the order of our table."""
    ici = dossier / nom
    ici.mkdir()
    livree = Path(font_directory) / nom
    shutil.copyfile(livree, ici / nom)
    return ici
