"""YAML in the layout of the référentiels that ship: one way to write given values, and their comments.

A group stands on one line where that is short, a critère or a source always; codes are between quotes. The keys keep
their order, and each value is read back the same.
"""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from clea_cli.atelier.rendus.yaml_scalaire import LARGEUR, guillemets, nu_ou_guillemets, pas_un_texte, plie, tel_quel
from clea_cli.atelier.rendus.yaml_usages import Chemin, cle_entre_guillemets, entre_guillemets, toujours_sur_une_ligne

_LARGEUR_ELEMENT = 140  # columns of an element of a list on one line: a row of a table may be a little wider
_CLE_LONGUE = 1000  # characters; beyond, YAML wants a key to be announced by `?`


class Habit(NamedTuple):
    """What goes with a value: lines above it (comments, "" a blank one), and comments at the end of a line.

    `tete` stands after the key of a group, `fin` after a whole value. `ecrit` is the sign that opens a scalar (quotes,
    `>` or `|`), or the scalar as it was typed.
    """

    avant: tuple[str, ...] = ()
    tete: str = ""
    fin: str = ""
    ecrit: str = ""

    @property
    def commentaires(self) -> list[str]:
        """All comments, in order."""
        return [texte for texte in (*self.avant, self.tete, self.fin) if texte]


class _Lieu(NamedTuple):
    """Where a value is written: spaces, the dashes of the lists that begin on its line, and its key (« code: »)."""

    marge: str
    tirets: str
    cle: str

    @property
    def debut(self) -> str:
        """What stands on the line before the value, margin apart."""
        return f"{self.tirets}{self.cle} " if self.cle else self.tirets

    @property
    def colonne(self) -> int:
        """Where the key begins, from 0."""
        return len(self.marge) + len(self.tirets)


def ecrire(racine: object, habits: Mapping[Chemin, Habit] = MappingProxyType({}), suite: Sequence[str] = ()) -> str:
    """Write values; `habits` dresses some of them, `suite` are the comments after the last."""
    ecrivain = _Ecrivain(habits)
    ecrivain.valeur((), racine, _Lieu("", "", ""))
    return ecrivain.texte(suite)


class _Ecrivain:
    """Gathers lines; a comment that has no line yet waits for the next one, and stands above it."""

    def __init__(self, habits: Mapping[Chemin, Habit]) -> None:
        self._habits = habits
        self._commentes = {  # the groups that hold a comment
            chemin[:rang] for chemin, habit in habits.items() if habit.commentaires for rang in range(len(chemin))
        }
        self._lignes: list[str] = []
        self._attente: list[str] = []
        self._ouverte = False  # whether the last line can still take a comment

    def texte(self, suite: Sequence[str]) -> str:
        """All that was written, and the last comments."""
        self._attente += suite
        self._vider("")
        while not self._lignes[-1]:
            self._lignes.pop()
        return "\n".join(self._lignes) + "\n"

    def _vider(self, marge: str) -> None:
        """Write what waits; several blank lines make one, and the first line of the file is none."""
        for commentaire in self._attente:
            if commentaire:
                self._lignes.append(marge + commentaire)
            elif self._lignes and self._lignes[-1]:
                self._lignes.append("")
        self._attente.clear()

    def _ligne(self, lieu: _Lieu, ligne: str, fin: str = "", *, ouverte: bool = True) -> None:
        self._vider(lieu.marge)
        self._lignes.append(f"{lieu.marge}{ligne} {fin}" if fin else f"{lieu.marge}{ligne}")
        self._ouverte = ouverte and not fin

    def _finir(self, fin: str) -> None:
        """Put a comment at the end of the last line, or above the next one."""
        if fin and self._ouverte and not self._attente:
            self._lignes[-1] += f" {fin}"
            self._ouverte = False
        elif fin:
            self._attente.append(fin)

    def valeur(self, chemin: Chemin, valeur: Any, lieu: _Lieu) -> None:
        """Write a value and its comments."""
        habit = self._habits.get(chemin, _NU)
        self._attente += habit.avant
        if len(lieu.cle) > _CLE_LONGUE:
            self._ligne(lieu, f"{lieu.tirets}? {lieu.cle[:-1]}", ouverte=False)
            lieu = _Lieu(" " * lieu.colonne, "", ":")
        lignes = self._lignes_de(chemin, valeur, lieu)
        if lignes is None:
            self._bloc(chemin, valeur, lieu, habit)
            return
        dedans = list(self._dedans(chemin, valeur))
        au_bout = habit.tete and not dedans and not habit.fin
        self._attente += dedans if au_bout or not habit.tete else [habit.tete, *dedans]
        fin = habit.tete if au_bout else habit.fin
        premiere, *autres = lignes
        bloc = premiere.startswith((">", "|"))  # nothing can follow its last line
        self._ligne(lieu, lieu.debut + premiere, fin if bloc or not autres else "", ouverte=not bloc)
        retrait = " " * (lieu.colonne + 2)
        self._lignes += [f"{retrait}{ligne}" if ligne else "" for ligne in autres]
        if not bloc and autres:
            self._finir(fin)

    def _bloc(self, chemin: Chemin, groupe: Any, lieu: _Lieu, habit: Habit) -> None:
        """Write a group, a line or more for each thing that it holds."""
        marge, tirets, tete, fin = lieu.marge, lieu.tirets, habit.tete, habit.fin
        if chemin and not tete and chemin not in self._commentes:
            tete, fin = fin, ""
        if lieu.cle:
            self._ligne(lieu, tirets + lieu.cle, tete)
            marge, tirets = " " * (lieu.colonne + 2), ""
        elif tete:
            self._attente.append(tete)
        for suite, valeur in _contenu(chemin, groupe):
            en_liste = isinstance(groupe, list)
            cle = "" if en_liste else f"{_cle(suite, entre_crochets=False)}:"
            self.valeur(suite, valeur, _Lieu(marge, f"{tirets}- " if en_liste else tirets, cle))
            marge, tirets = marge + " " * len(tirets), ""
        self._finir(fin)

    def _lignes_de(self, chemin: Chemin, valeur: Any, lieu: _Lieu) -> list[str] | None:
        """The lines of a value that is not a line for each thing that it holds: one, or a long text or list."""
        if isinstance(valeur, str) and chemin:
            return self._lignes_de_texte(chemin, valeur, lieu)
        if not isinstance(valeur, dict | list) or not valeur or toujours_sur_une_ligne(chemin, valeur):
            return [self._sur_une_ligne(chemin, valeur)]
        if not chemin or chemin in self._commentes or self._a_des_lignes(chemin, valeur):
            return None
        ecrit, avant = self._sur_une_ligne(chemin, valeur), len(lieu.marge) + len(lieu.debut)
        if avant + len(ecrit) <= (_LARGEUR_ELEMENT if isinstance(chemin[-1], int) else LARGEUR):
            return [ecrit]
        if isinstance(valeur, dict) or any(isinstance(element, dict | list) for element in valeur):
            return None
        return list(_pliee([self._sur_une_ligne(suite, v) for suite, v in _contenu(chemin, valeur)], avant, lieu))

    def _lignes_de_texte(self, chemin: Chemin, texte: str, lieu: _Lieu) -> list[str]:
        """A text on one line, unless it was typed on several and does not fit on one."""
        ecrit = self._scalaire(chemin, texte, entre_crochets=False)
        if self._typees(chemin, texte) or len(lieu.marge) + len(lieu.debut) + len(ecrit) > LARGEUR:
            return self._en_bloc(chemin, texte, lieu.colonne + 2) or [ecrit]
        return [ecrit]

    def _typees(self, chemin: Chemin, valeur: Any) -> bool:
        """Whether a text has ends of line that were typed as such, and can stay so."""
        return isinstance(valeur, str) and "\n" in valeur and self._en_bloc(chemin, valeur, 0) is not None

    def _en_bloc(self, chemin: Chemin, texte: str, retrait: int) -> list[str] | None:
        """A text in a block, folded or line by line, if it was typed in one."""
        signe = self._habits.get(chemin, _NU).ecrit
        if signe == ">" and (lignes := plie(texte, retrait)):
            return lignes
        return tel_quel(texte) if signe in (">", "|") and "\n" in texte else None

    def _a_des_lignes(self, chemin: Chemin, groupe: Any) -> bool:
        """Whether a group holds what wants several lines: a list of groups, or a text typed line by line."""
        if isinstance(groupe, list) and any(isinstance(element, dict) for element in groupe):
            return True
        return any(
            self._a_des_lignes(suite, valeur) if isinstance(valeur, dict | list) else self._typees(suite, valeur)
            for suite, valeur in _contenu(chemin, groupe)
        )

    def _sur_une_ligne(self, chemin: Chemin, valeur: Any) -> str:
        if isinstance(valeur, dict):
            entrees = ((_cle(suite, entre_crochets=True), suite, v) for suite, v in _contenu(chemin, valeur))
            return f"{{{', '.join(f'{cle}: {self._sur_une_ligne(suite, v)}' for cle, suite, v in entrees)}}}"
        if isinstance(valeur, list):
            return f"[{', '.join(self._sur_une_ligne(suite, v) for suite, v in _contenu(chemin, valeur))}]"
        return self._scalaire(chemin, valeur, entre_crochets=bool(chemin))

    def _scalaire(self, chemin: Chemin, valeur: Any, *, entre_crochets: bool) -> str:
        ecrit = self._habits.get(chemin, _NU).ecrit
        if not isinstance(valeur, str):
            return ecrit or pas_un_texte(valeur)
        if ecrit.startswith(('"', "'")) or entre_guillemets(chemin):
            return guillemets(valeur)
        return nu_ou_guillemets(valeur, entre_crochets=entre_crochets)

    def _dedans(self, chemin: Chemin, valeur: Any) -> Iterator[str]:
        """The comments of all that a value holds."""
        for suite, dessous in _contenu(chemin, valeur):
            habit = self._habits.get(suite, _NU)
            yield from (texte for texte in (*habit.avant, habit.tete) if texte)
            yield from self._dedans(suite, dessous)
            if habit.fin:
                yield habit.fin


_NU = Habit()


def _contenu(chemin: Chemin, groupe: Any) -> Iterator[tuple[Chemin, Any]]:
    if isinstance(groupe, dict | list):
        for etape, valeur in groupe.items() if isinstance(groupe, dict) else enumerate(groupe):
            yield (*chemin, etape), valeur


def _cle(chemin: Chemin, *, entre_crochets: bool) -> str:
    texte = str(chemin[-1])
    if cle_entre_guillemets(chemin):
        return guillemets(texte)
    ecrite = nu_ou_guillemets(texte, entre_crochets=entre_crochets)
    return f"? {ecrite} " if entre_crochets and len(ecrite) > _CLE_LONGUE else ecrite


def _pliee(elements: Sequence[str], avant: int, lieu: _Lieu) -> Iterator[str]:
    """Write a long list of texts on several lines."""
    ligne, place = "[", LARGEUR - avant
    for rang, element in enumerate(elements):
        morceau = element + ("]" if rang + 1 == len(elements) else ",")
        if ligne != "[" and len(ligne) + 1 + len(morceau) > place:
            yield ligne
            ligne, place = morceau, LARGEUR - lieu.colonne - 2
        else:
            ligne = f"{ligne} {morceau}" if ligne != "[" else ligne + morceau
    yield ligne
