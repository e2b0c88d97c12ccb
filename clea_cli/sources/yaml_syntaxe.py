"""What libyaml says of a syntax error, in the words of the person who typed."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import yaml

# What git leaves where two branches do not agree.
_CONFLIT = re.compile(r"^(?:(?:<{7}|>{7}) |={7}\r?$)", re.MULTILINE)
_AU_DESSUS = 200  # lines: a quote is left open near the place where it is missed
_TOUT_PRES = 3  # lines, that of the fault included: what a line shows by itself
_COLLEE = re.compile(r"\s*(- )?[{]?(?P<cle>[a-z_]+):[^\s/]")
_TIRET_COLLE = re.compile(r"\s*-(?=[^\W\d_]|[\"'«“])")
_MARGE = re.compile(r"[ \t\u00a0\u202f]*")
_INSECABLES = {"\u00a0": "une espace insécable", "\u202f": "une espace fine insécable"}
_APRES_LA_CLE = re.compile(r"\s*(- )?(?P<cle>[a-z_]+):(?P<blanc>[\u00a0\u202f])")
_UN_MOT = re.compile(r"[\w(«“\"']")
_ECHAPPE = re.compile(r"\\.")
_CONFLIT_DE_GIT = (
    "ce sont les marques d'un conflit de fusion de git : gardez l'une des deux versions"
)
_DEUX_POINTS = "deux-points inattendus (un texte qui en contient se met entre guillemets)"
_MOTIFS = (  # what libyaml says, and what it means for the person who typed
    ("mapping values are not allowed", _DEUX_POINTS),
    ("could not find expected ':'", "il manque les deux-points après une clé"),
    (
        "did not find expected key",
        "cette ligne n'est pas alignée avec les autres clés, ou un guillemet n'est pas refermé",
    ),
    (
        "did not find expected '-' indicator",
        "cette ligne n'est pas alignée avec les autres éléments de la liste",
    ),
    ("did not find expected ',' or ']'", "il manque une virgule ou un crochet fermant"),
    ("did not find expected ',' or '}'", "il manque une virgule ou une accolade fermante"),
    ("did not find expected node content", "il manque une valeur"),
    (
        "that cannot start any token",
        "« {signe} » ne peut pas commencer une valeur (mettez-la entre guillemets)",
    ),
    ("found unexpected end of stream", "un guillemet n'est pas refermé"),
    ("block sequence entries are not allowed", "un tiret de liste n'est pas à sa place"),
    ("did not find expected <document start>", "du texte suit la fin du document"),
    (
        "did not find expected alphabetic or numeric character",
        "une étoile ou une esperluette commence cette valeur",
    ),
    (
        "unknown escape character",
        "une barre oblique inverse dans un texte entre guillemets doit être doublée",
    ),
    (
        "expected hexdecimal",
        "une barre oblique inverse dans un texte entre guillemets doit être doublée",
    ),
)


class Faute(NamedTuple):
    """Where to look, from 1 (line and column), and what is wrong there, in French."""

    lieu: tuple[int, int]
    motif: str


def faute_de_syntaxe(erreur: yaml.MarkedYAMLError, texte: str) -> Faute:
    """Find the place to mend, which is often above the one where libyaml gave up."""
    lignes = texte.splitlines()
    marque = erreur.problem_mark or erreur.context_mark
    ligne = 0
    if marque:
        # Of what is missing at the end, libyaml shows the line after the last.
        ligne = min(marque.line, len(lignes) - 1)
    # Whatever it says, these are the cause.
    conflit = _CONFLIT.search(texte)
    if conflit:
        au_dessus = texte.count("\n", 0, conflit.start())
        return Faute((au_dessus + 1, 1), _CONFLIT_DE_GIT)
    # What a line shows by itself, then what the whole shows, then what libyaml says.
    for trouver in (_marge, _sans_espace, _guillemet_ouvert):
        trouvee = trouver(lignes, ligne)
        if trouvee is not None:
            return trouvee
    trouvee = _sur_la_ligne(erreur, lignes) or _ouvert(erreur)
    if trouvee is not None:
        return trouvee
    motif = _motif(erreur, lignes)
    return Faute(lieu_de(marque), motif)


def lieu_de(marque: yaml.Mark | None) -> tuple[int, int]:
    """A place that libyaml gives (line and column, from 0), from 1; without one, the beginning."""
    if marque is None:
        return (1, 1)
    return (marque.line + 1, marque.column + 1)


def _tout_pres(lignes: Sequence[str], ligne: int) -> Iterator[tuple[int, str]]:
    """The line of the fault and those just above, by their ranks, from below."""
    haut = max(ligne - _TOUT_PRES, -1)
    for rang in range(ligne, haut, -1):
        if rang < len(lignes):
            yield rang, lignes[rang]


def _marge(lignes: Sequence[str], ligne: int) -> Faute | None:
    """A tab or a no-break space where a line begins: nobody sees it."""
    for rang, texte in _tout_pres(lignes, ligne):
        marge = _MARGE.match(texte)
        blancs = marge[0] if marge else ""
        for colonne, blanc in enumerate(blancs, start=1):
            lieu = (rang + 1, colonne)
            # A line of blanks alone says nothing to YAML.
            if blanc == "\t" and len(blancs) < len(texte):
                return Faute(lieu, "une tabulation commence cette ligne : YAML veut des espaces")
            if blanc in _INSECABLES:
                quoi = _INSECABLES[blanc]
                return Faute(lieu, f"{quoi} commence cette ligne : tapez des espaces")
    return None


def _sans_espace(lignes: Sequence[str], ligne: int) -> Faute | None:
    """A key stuck to its value, or a dash to its item, on the line of the fault or just above."""
    for rang, texte in _tout_pres(lignes, ligne):
        # At the colon.
        collee = _COLLEE.match(texte)
        if collee:
            deux_points = collee.end("cle") + 1
            return Faute((rang + 1, deux_points), "il manque une espace après les deux-points")
        # At the blank that looks like a space, after the colon.
        insecable = _APRES_LA_CLE.match(texte)
        if insecable:
            blanc = insecable.start("blanc") + 1
            quoi = _INSECABLES[insecable["blanc"]]
            motif = f"{quoi} suit les deux-points : tapez une espace"
            return Faute((rang + 1, blanc), motif)
        # At the dash.
        tiret = _TIRET_COLLE.match(texte)
        if tiret:
            return Faute((rang + 1, tiret.end()), "il manque une espace après le tiret")
    return None


def _sur_la_ligne(erreur: yaml.MarkedYAMLError, lignes: Sequence[str]) -> Faute | None:
    """What stands after a text that is closed already, or a colon inside brackets."""
    marque = erreur.problem_mark
    if marque is None or marque.line >= len(lignes):
        return None
    if "did not find expected" not in (erreur.problem or ""):
        return None
    texte = lignes[marque.line]
    avant = texte[: marque.column].rstrip()
    apres = texte[marque.column :]
    lieu = lieu_de(marque)
    # Brackets that were opened above are not closed: a colon further down says nothing.
    ouverture = erreur.context_mark
    ouvert_ici = ouverture is not None and ouverture.line == marque.line
    if apres.startswith(":") and ouvert_ici:
        return Faute(lieu, _DEUX_POINTS)
    if avant.endswith(("'", '"', "]")) and _UN_MOT.match(apres):
        ferme = "le crochet fermé" if avant.endswith("]") else "le guillemet fermé"
        remede = "mettez tout le texte entre guillemets droits doubles"
        return Faute(lieu, f"du texte suit {ferme} ({remede})")
    return None


def _guillemet_ouvert(lignes: Sequence[str], ligne: int) -> Faute | None:
    """A double quote that opens a value above the fault, and that its own line does not close."""
    debut = max(ligne - _AU_DESSUS, 0)
    for rang, texte in enumerate(lignes[debut : ligne + 1], start=debut):
        # One after a backslash neither opens nor closes; two signs keep the columns.
        nue = _ECHAPPE.sub("..", texte)
        if nue.lstrip().startswith("#"):
            continue
        impair = nue.count('"') % 2 == 1
        if impair:
            colonne = nue.index('"') + 1
            return Faute((rang + 1, colonne), "un guillemet n'est pas refermé")
    return None


def _ouvert(erreur: yaml.MarkedYAMLError) -> Faute | None:
    """A bracket or a quote that is never closed: the place to mend is where it opened."""
    marque = erreur.context_mark
    anglais = erreur.problem or ""
    if marque is None:
        return None
    lieu = lieu_de(marque)
    if "end of stream" in anglais:
        return Faute(lieu, _motif(erreur, ()))
    if "',' or ']'" in anglais:
        return Faute(lieu, "le crochet ouvert ici n'est pas refermé, ou il y manque une virgule")
    if "',' or '}'" in anglais:
        return Faute(lieu, "l'accolade ouverte ici n'est pas refermée, ou il y manque une virgule")
    return None


def _motif(erreur: yaml.MarkedYAMLError, lignes: Sequence[str]) -> str:
    """What is wrong, in French; the sign at the place is named where it is at fault."""
    anglais = erreur.problem or ""
    marque = erreur.problem_mark
    signe = ""
    if marque and marque.line < len(lignes):
        # A slice, for the place may be after the last letter.
        ligne = lignes[marque.line]
        signe = ligne[marque.column : marque.column + 1]
    for debut, francais in _MOTIFS:
        if debut in anglais:
            return francais.format(signe=signe)
    return "cette ligne n'a pas la forme attendue"


def trop_profond(erreur: yaml.MarkedYAMLError) -> bool:
    """Whether libyaml gave up on values nested in one another.

    Since PyYAML 6.0.4 it has a limit of its own.
    """
    return "maximum nesting depth" in (erreur.problem or "")
