"""Styled lines as plain text in which each style can be seen."""

from collections.abc import Iterable


def marques(fragments: Iterable[tuple[str, str]]) -> str:
    """What a page says, each styled piece as « {style|piece} »."""
    return "".join(texte if style == "" else f"{{{style}|{texte}}}" for texte, style in fragments)
