"""What a contexte must mean beside its base: it speaks of lines that are there, by their labels."""

from collections.abc import Iterator

from clea_cli.diagnostics.proches import conseil_proche
from clea_cli.referentiel.contexte import Contexte
from clea_cli.referentiel.referentiel import Referentiel
from clea_cli.sources.texte import Chemin, Constat, TexteLu


def fautes(contexte: Contexte, base: Referentiel, texte: TexteLu) -> Iterator[Constat]:
    """Yield the faults of a contexte against its base. Errors: R321-R324."""
    # Written for another version, it may speak of lines that are others by now.
    attendue = contexte.version_etendue
    if attendue != base.version and not texte.perdu("version_etendue"):
        faits = {"id": base.id, "trouvee": base.version, "attendue": attendue}
        yield texte.constat("R321", ("version_etendue",), **faits)
    officiels = {ligne.code: ligne.libelle for ligne in base.lignes}
    for code, ligne in contexte.lignes.items():
        ici: Chemin = ("lignes", code)
        lieu_du_libelle = (*ici, "libelle")
        officiel = officiels.get(code)
        if officiel is None:
            conseil = conseil_proche(code, officiels, "codes du référentiel")
            faits = {"code": code, "id": base.id, "conseil": conseil}
            yield texte.constat_de_cle("R322", ici, **faits)
        # The copy of the label may be left out; one that is there proves which line is meant.
        elif ligne.libelle not in ("", officiel) and not texte.perdu(*lieu_du_libelle):
            yield texte.constat("R323", lieu_du_libelle, code=code, officiel=officiel)
        # A line that adds nothing, unless what it added is what was lost.
        if ligne.muette and not texte.entame(*ici):
            yield texte.constat_de_cle("R324", ici, code=code)
