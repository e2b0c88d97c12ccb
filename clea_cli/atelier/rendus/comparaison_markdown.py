"""`clea referentiel comparer --format md`: a comment to put on a merge request."""

from collections.abc import Iterator, Sequence

from clea_cli.atelier.rendus.comparaison_texte import EXPLIQUE, TITRES, resume_grilles
from clea_cli.atelier.vues_comparaison import ChangementVu, ComparaisonVue, GrillesComparees
from clea_cli.sorties.markdown import brut


def rendre(vue: ComparaisonVue) -> bytes:
    """Write the comparison as Markdown; nothing in the data is obeyed as Markdown or as HTML."""
    lignes = [f"## {brut(vue.titre)}", ""]
    signe = "✅" if vue.version_suffisante else "❌"
    lignes += [f"{signe} {brut(vue.verdict_version)}", ""]
    for classe in TITRES:
        if changements := vue.de_classe(classe):
            lignes += _changements(classe, changements)
    if vue.effets:
        lignes += ["### Points requis", ""]
        for effet in vue.effets:
            lignes.append(f"- {brut(effet.texte)}")
        lignes.append("")
    if vue.grilles:
        lignes += _grilles(vue.grilles)
    return "\n".join(lignes).encode(errors="replace")


def _changements(classe: str, changements: Sequence[ChangementVu]) -> Iterator[str]:
    """The changes of one class, a row each."""
    yield f"### {TITRES[classe]} ({len(changements)})"
    yield ""
    yield f"_{EXPLIQUE[classe]}_"
    yield ""
    yield "| où | quoi |"
    yield "|---|---|"
    for changement in changements:
        ou = brut(changement.ou)
        quoi = brut(changement.texte)
        yield f"| {ou} | {quoi} |"
    yield ""


def _grilles(grilles: GrillesComparees) -> Iterator[str]:
    """What becomes of the grilles that were given."""
    yield "### Pour les personnes"
    yield ""
    yield brut(resume_grilles(grilles))
    yield ""
    if grilles.a_reevaluer:
        codes = ", ".join(grilles.a_reevaluer)
        yield f"À évaluer de nouveau : {brut(codes)}."
        yield ""
    if grilles.perdues:
        fichiers = ", ".join(grilles.perdues)
        yield f"Ne se lisent plus : {brut(fichiers)}."
        yield ""
    if not grilles.changent:
        return
    yield "| candidat | fichier | verdict | pourquoi |"
    yield "|---|---|---|---|"
    for change in grilles.changent:
        textes = (change.candidat, change.source, change.mots, change.motif)
        cellules = " | ".join(map(brut, textes))
        yield f"| {cellules} |"
    yield ""
