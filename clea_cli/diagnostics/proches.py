"""The nearest name to a misspelt one, and the advice that offers it."""

from collections.abc import Iterable, Sequence

_MONTRES = 12


def plus_proche(ecrit: str, admis: Iterable[str]) -> str | None:
    """Return the admitted name that `ecrit` most likely stands for, or None."""
    from difflib import get_close_matches  # late: only a fault needs it

    proches = get_close_matches(ecrit, list(admis), n=1)
    return proches[0] if proches else None


def conseil_proche(ecrit: str, admis: Iterable[str], sinon: str) -> str:
    """Advise the admitted name nearest to `ecrit`; without one, list all after `sinon`."""
    admis = list(admis)
    if proche := plus_proche(ecrit, admis):
        return f"vouliez-vous dire « {proche} » ?"
    return parmi(admis, sinon)


def parmi(admis: Sequence[str], debut: str) -> str:
    """List admitted names after the words of `debut`."""
    if not admis:
        return f"{debut} : il n'y en a pas."
    montres = list(admis[:_MONTRES])
    if len(admis) > _MONTRES:
        montres.append("…")
    return f"{debut} : {', '.join(montres)}."
