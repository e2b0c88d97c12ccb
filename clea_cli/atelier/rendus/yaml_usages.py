"""The customs of our YAML files: what stands on one line however long, what is between quotes."""

# The keys that lead to a value from the root: ("domaines", 0, "code").
CheminEcrit = tuple[str | int, ...]

_TEXTES_CODES = frozenset({"code", "version", "seuil", "points", "requis"})
_LISTES_DE_CODES = frozenset({"obligatoires", "remplace", "retires", "sauf"})
_CLES_CODES = frozenset({"exceptions", "heures_par_critere", "lignes"})


def toujours_sur_une_ligne(chemin: CheminEcrit) -> bool:
    """Whether a group of keys is a row of a table, however long.

    A critère, a source, what a rule excepts.
    """
    if len(chemin) < 2:
        return False
    *dessus, _ = chemin
    if dessus == ["sources"] or dessus[-1] == "exceptions":
        return True
    return _est_un_critere(chemin)


def _est_un_critere(chemin: CheminEcrit) -> bool:
    """Whether a way ends at an element of a list of critères."""
    if len(chemin) < 2:
        return False
    *_, liste, rang = chemin
    return liste == "criteres" and isinstance(rang, int)


def entre_guillemets(chemin: CheminEcrit) -> bool:
    """Whether a text is one that some reader might take for a number, or the label of a critère.

    A spreadsheet is such a reader, or another program of YAML.
    """
    if not chemin:
        return False
    *dessus, derniere = chemin
    if derniere == "libelle" and _est_un_critere(tuple(dessus)):
        return True
    if isinstance(derniere, int):
        return not _LISTES_DE_CODES.isdisjoint(chemin)
    return derniere in _TEXTES_CODES


def cle_entre_guillemets(chemin: CheminEcrit) -> bool:
    """Whether a key is a code."""
    if len(chemin) < 2:
        return False
    *_, groupe, _ = chemin
    return groupe in _CLES_CODES
