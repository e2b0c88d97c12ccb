"""YAML as nobody writes it: any style for any value, comments and blank lines wherever the grammar lets them stand.

It shares no code with what reads it. Each comment has a number (« # c12 »), which no value ever looks like.
"""

from typing import Any

from hypothesis import strategies as st

MOTS = (
    "Lire",
    "75/100",
    "1.1",
    "1.1.1",
    "no",
    "null",
    "l'a",
    "a: b",
    "a #b",
    "- x",
    "#x",
    "",
    " x ",
    "é « oui » ?",
    "{a}",
)
LONGS = ("un texte assez long pour ne pas tenir sur une ligne, " * n for n in (1, 3))
CLES = (
    "code",
    "libelle",
    "sauf",
    "criteres",
    "sources",
    "exceptions",
    "exemples",
    "1.1",
    "a b",
    "note",
    "x",
)

textes = st.sampled_from(
    (*MOTS, *(long.strip() for long in LONGS), "deux\nlignes", "deux\n\nlignes\n")
)
nombres = st.sampled_from(
    ("1", "1.10", "010", "true", "~", "2026-11-23")
)  # as they are typed, without quotes
feuilles = st.one_of(textes, nombres.map(lambda ecrit: (ecrit,)))
arbres = st.recursive(
    feuilles,
    lambda dessous: st.one_of(
        st.lists(dessous, max_size=4), st.dictionaries(st.sampled_from(CLES), dessous, max_size=4)
    ),
    max_leaves=12,
)
racines = st.dictionaries(st.sampled_from(CLES), arbres, min_size=1, max_size=5).map(
    lambda valeurs: {"schema": "clea/referentiel/1", **valeurs}
)


class Ecriture:
    """Writes one tree, drawing each liberty that the grammar leaves."""

    def __init__(self, draw: Any, *, ordinaire: bool) -> None:
        self.draw = draw
        self.ordinaire = ordinaire  # its comments stand where people write them
        self.muet = False
        self.commentaires: list[str] = []
        self.marge_libre = (
            6  # how far a comment on its own line may stand: a text in a block would take it in
        )

    def oui(self, sur: int = 3) -> bool:
        return bool(self.draw(st.integers(0, sur)) == sur)

    def commentaire(self) -> str:
        self.commentaires.append(f"# c{len(self.commentaires)}")
        return self.commentaires[-1]

    def lignes(self) -> str:
        """Some lines that say nothing to the program."""
        ecrites = ""
        while self.oui():
            if self.muet:
                return "\n"
            marge = " " * self.draw(st.integers(0, self.marge_libre))
            ecrites += f"{marge}{self.commentaire()}\n" if self.oui(1) else "\n"
        return ecrites

    def bout(self) -> str:
        """The end of a line."""
        return f" {self.commentaire()}\n" if self.oui() and not self.muet else "\n"

    def dedans(self) -> str:
        """The end of a line and some lines, in the midst of a value."""
        self.muet = self.ordinaire
        ecrites = self.bout() + self.lignes()
        self.muet = False
        return ecrites

    def blanc(self, marge: int) -> str:
        """What may stand between two signs of a flow."""
        if self.oui():
            return self.dedans() + " " * (marge + 1)
        return " " if self.oui(1) else ""

    def document(self, racine: Any) -> str:
        texte = self.lignes()
        if self.oui():
            texte += "---" + self.bout() + self.lignes()
        if isinstance(racine, dict | list) and racine and (self.ordinaire or not self.oui()):
            texte += self.bloc(racine, 0)
        else:
            texte += self.flux(racine, 0) + self.bout()
        return texte + self.lignes()

    def bloc(self, groupe: Any, marge: int, *, deja: bool = False) -> str:
        """A group, a line or more for each thing; `deja` when the first line has its margin."""
        texte = ""
        for rang, element in enumerate(groupe.items() if isinstance(groupe, dict) else groupe):
            if rang or not deja:
                texte += self.lignes() + " " * marge
            self.marge_libre = 6
            if isinstance(groupe, dict):
                texte += self.cle(element[0], marge) + self.apres_la_cle(element[1], marge)
            elif isinstance(element, dict | list) and element and self.oui(1):
                texte += "- " + self.bloc(element, marge + 2, deja=True)
            else:
                texte += "-" + self.apres_la_cle(element, marge)
        return texte

    def cle(self, cle: str, marge: int) -> str:
        ecrite = f'"{cle}"' if cle[0].isdigit() or self.oui() else cle
        if self.oui(8) and not self.ordinaire:
            return f"? {ecrite}{self.dedans()}{' ' * marge}:"
        return f"{ecrite}:"

    def apres_la_cle(self, valeur: Any, marge: int) -> str:
        if isinstance(valeur, dict | list) and valeur and not self.oui():
            return self.bout() + self.bloc(valeur, marge + self.draw(st.integers(1, 4)))
        if (
            isinstance(valeur, str)
            and self.oui()
            and (bloc := self.bloc_de_texte(valeur, marge + 2))
        ):
            return bloc
        suite = self.dedans() + " " * (marge + 2) if self.oui(5) else " "
        return suite + self.flux(valeur, marge + 1) + self.bout()

    def bloc_de_texte(self, texte: str, marge: int) -> str:
        lignes = texte.split("\n")
        if not all(ligne == ligne.strip() for ligne in lignes) or not lignes[0]:
            return ""
        signe = "|" if "\n" in texte or self.oui(1) else ">"
        if lignes[-1]:
            signe += "-"
        else:
            lignes.pop()
        fin = "\n" if self.ordinaire else self.bout()
        self.marge_libre = 0
        corps = "".join(f"{' ' * marge}{ligne}\n" if ligne else "\n" for ligne in lignes)
        return f" {signe}{fin}{corps}"

    def flux(self, valeur: Any, marge: int) -> str:
        if isinstance(valeur, tuple):
            return str(valeur[0])
        if isinstance(valeur, str):
            return self.texte(valeur)
        elements = []
        for element in valeur.items() if isinstance(valeur, dict) else valeur:
            avant = self.blanc(marge)
            if isinstance(valeur, dict):
                ecrit = f'"{element[0]}":{self.blanc(marge) or " "}{self.flux(element[1], marge)}'
            else:
                ecrit = self.flux(element, marge)
            elements.append(avant + ecrit + self.blanc(marge))
        dedans = ",".join(elements) + ("," if elements and self.oui() else "") + self.blanc(marge)
        return f"{{{dedans}}}" if isinstance(valeur, dict) else f"[{dedans}]"

    def texte(self, texte: str) -> str:
        if (
            texte.replace(" ", "").isalpha()
            and texte == texte.strip()
            and texte not in {"no", "null"}
            and self.oui(1)
        ):
            return texte
        if "\n" not in texte and self.oui():
            return "'" + texte.replace("'", "''") + "'"
        return '"' + texte.replace("\n", "\\n") + '"'


@st.composite
def documents(draw: Any, *, ordinaire: bool = False) -> tuple[str, list[str]]:
    """A document, and its comments in order; `ordinaire`: they stand where people write them."""
    ecriture = Ecriture(draw, ordinaire=ordinaire)
    return ecriture.document(draw(racines)), ecriture.commentaires
