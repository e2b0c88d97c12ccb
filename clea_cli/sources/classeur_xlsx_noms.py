"""How an xlsx names its elements, and says yes in their attributes."""

_PRINCIPAL = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main ",
    "http://purl.oclc.org/ooxml/spreadsheetml/main ",  # « Strict Open XML »
)
VRAI = ("1", "true")  # of an attribute, or of a boolean cell


def nom_local(balise: str) -> str:
    """The name of an element of a spreadsheet; "" of any other's."""
    espace, _, nom = balise.rpartition(" ")
    return nom if f"{espace} " in _PRINCIPAL else ""
