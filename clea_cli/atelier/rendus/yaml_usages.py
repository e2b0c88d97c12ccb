"""The customs of our YAML files: what stands on one line however long, what is between quotes however safe."""

# The keys that lead to a value from the root: ("domaines", 0, "code").
CheminEcrit = tuple[str | int, ...]

_TEXTES_CODES = frozenset({"code", "version", "seuil", "points", "requis"})
_LISTES_DE_CODES = frozenset({"obligatoires", "remplace", "retires", "sauf"})
_CLES_CODES = frozenset({"exceptions", "heures_par_critere", "lignes"})


def toujours_sur_une_ligne(chemin: CheminEcrit) -> bool:
    """Whether a group of keys is a row of a table, however long: a critère, a source, what a rule excepts."""
    if len(chemin) < 2:
        return False
    return chemin[:-1] == ("sources",) or chemin[-2] == "exceptions" or _est_un_critere(chemin)


def _est_un_critere(chemin: CheminEcrit) -> bool:
    return chemin[-2:-1] == ("criteres",) and isinstance(chemin[-1], int)


def entre_guillemets(chemin: CheminEcrit) -> bool:
    """Whether a text is one that a spreadsheet or another reader of YAML might take for a number, or a critère's."""
    if chemin[-1:] == ("libelle",) and _est_un_critere(chemin[:-1]):
        return True
    if chemin and isinstance(chemin[-1], int):
        return not _LISTES_DE_CODES.isdisjoint(chemin)
    return bool(chemin) and chemin[-1] in _TEXTES_CODES


def cle_entre_guillemets(chemin: CheminEcrit) -> bool:
    """Whether a key is a code."""
    return len(chemin) > 1 and chemin[-2] in _CLES_CODES
