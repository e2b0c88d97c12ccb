"""`clea referentiel comparer --format md`: a comment to put on a merge request."""

from clea_cli.atelier.rendus.comparaison_texte import EXPLIQUE, TITRES, resume_grilles
from clea_cli.atelier.vues_comparaison import ComparaisonVue
from clea_cli.sorties.markdown import brut


def rendre(vue: ComparaisonVue) -> bytes:
    """Write the comparison as Markdown; nothing in the data is obeyed as Markdown or as HTML."""
    lignes = [
        f"## {brut(f'{vue.avant.id} {vue.avant.version} → {vue.apres.id} {vue.apres.version}')}",
        "",
    ]
    lignes += [f"{'✅' if vue.version_suffisante else '❌'} {brut(vue.verdict_version)}", ""]
    for classe, titre in TITRES.items():
        changements = [changement for changement in vue.changements if changement.classe == classe]
        if changements:
            lignes += [
                f"### {titre} ({len(changements)})",
                "",
                f"_{EXPLIQUE[classe]}_",
                "",
                "| où | quoi |",
                "|---|---|",
            ]
            lignes += [f"| {brut(c.ou)} | {brut(c.texte)} |" for c in changements]
            lignes.append("")
    if vue.effets:
        lignes += ["### Points requis", "", *(f"- {brut(effet.texte)}" for effet in vue.effets), ""]
    if vue.grilles:
        lignes += ["### Pour les personnes", "", brut(resume_grilles(vue.grilles)), ""]
        if vue.grilles.a_reevaluer:
            lignes += [f"À évaluer de nouveau : {brut(', '.join(vue.grilles.a_reevaluer))}.", ""]
        if vue.grilles.perdues:
            lignes += [f"Ne se lisent plus : {brut(', '.join(vue.grilles.perdues))}.", ""]
        if vue.grilles.changent:
            lignes += ["| candidat | fichier | verdict | pourquoi |", "|---|---|---|---|"]
            for c in vue.grilles.changent:
                lignes.append(
                    "| " + " | ".join(map(brut, (c.candidat, c.source, c.mots, c.motif))) + " |"
                )
            lignes.append("")
    return "\n".join(lignes).encode(errors="replace")
