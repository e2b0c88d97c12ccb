"""`clea referentiel exporter --format markdown`: a document that reads well where Markdown is shown, and as it is."""

from collections.abc import Iterable, Iterator, Sequence

from clea_cli import __version__
from clea_cli.atelier.vues_referentiel import (
    ExigenceDecrite,
    LigneDecrite,
    ReferentielDecrit,
    RegleDecrite,
    SourceDecrite,
)
from clea_cli.sorties.markdown import brut


def rendre(vue: ReferentielDecrit) -> bytes:
    """Write a référentiel as Markdown; nothing in it is obeyed."""
    blocs = [f"# {brut(vue.libelle)}", *_avertissement(vue), _liste(_faits(vue)), *_regles(vue)]
    for domaine in vue.domaines:
        blocs += _domaine(domaine)
    if vue.sources:
        blocs += ["## Sources", _liste(map(_source, vue.sources))]
    if vue.exemples:
        lignes = [[e.libelle, e.grille, e.regle, e.verdict] for e in vue.exemples]
        titres = ["Exemple", "Grille", "Règle", "Verdict"]
        blocs += ["## Exemples, décidés à la main", _tableau(titres, (map(brut, ligne) for ligne in lignes))]
    blocs += ["---", f"Écrit par clea {__version__} à partir du fichier d'empreinte `{vue.empreinte}`."]
    return ("\n\n".join(blocs) + "\n").encode(errors="replace")


def _avertissement(vue: ReferentielDecrit) -> list[str]:
    return [f"> **Attention.** {brut(vue.avertissement)}"] if vue.avertissement else []


def _faits(vue: ReferentielDecrit) -> Iterator[str]:
    faits = {
        "Identifiant": vue.id,
        "Version": vue.version,
        "Révision": vue.revision,
        "Succède à": vue.succede,
        "État": vue.mots_etat,
    }
    faits |= {"Certificateur": vue.certificateur, "Contenu": vue.contenu, "Évaluations": vue.modalites}
    faits |= {"Enregistrement": vue.enregistrement}
    yield from (f"**{nom}** : {brut(fait)}" for nom, fait in faits.items() if fait)
    if vue.certitudes:
        yield f"**Certitude des critères** : {', '.join(f'{nombre} {mots}' for _, mots, nombre in vue.certitudes)}"
    yield from (f"**Réponse « {mot} »** : {brut(', '.join(synonymes))}" for mot, synonymes in vue.echelle)


def _regles(vue: ReferentielDecrit) -> Iterator[str]:
    if vue.regles:
        yield "## Règles"
    for regle in vue.regles:
        yield f"### {_titre_regle(regle)}"
        sources = f" Sources : {', '.join(regle.sources)}." if regle.sources else ""
        yield _liste([*map(brut, regle.phrases), f"Vérifiée le {regle.verifiee_le}.{sources}"])
    if vue.exigences:
        yield "### Points requis"
        titres = ["", "Niveau", "Points", *(f"Requis, {regle.id}" for regle in vue.regles)]
        yield _tableau(titres, map(_exigence, vue.exigences))


def _titre_regle(regle: RegleDecrite) -> str:
    return f"{regle.id}{' (par défaut)' if regle.defaut else ''} : {brut(regle.libelle)}"


def _exigence(exigence: ExigenceDecrite) -> list[str]:
    libelle = brut(exigence.libelle)
    nom = libelle if exigence.niveau == "sous-domaine" else f"**{libelle}**"
    return [exigence.code, nom, str(exigence.total), *exigence.requis]


def _domaine(domaine: LigneDecrite) -> Iterator[str]:
    yield f"## {domaine.code} · {brut(domaine.libelle)}"
    sources = f"sources : {', '.join(domaine.sources)}" if domaine.sources else ""
    yield brut(" ; ".join(_dits(f"Points : {domaine.points}", f"certitude : {domaine.mots}", sources, domaine.note)))
    yield _tableau(["Code", "Libellé", "Certitude", "Sources", "Note"], _lignes(domaine.lignes))


def _lignes(lignes: Iterable[LigneDecrite]) -> Iterator[list[str]]:
    """The rows of a domaine: each sous-domaine in bold, then its critères."""
    for ligne in lignes:
        gras = "**" if ligne.lignes else ""
        points = f"vaut {ligne.points}" if not ligne.lignes and ligne.points != 1 else ""
        note = " ; ".join(_dits(points, ligne.filiation, ligne.note))
        code, libelle = f"{gras}{ligne.code}{gras}", f"{gras}{brut(ligne.libelle)}{gras}"
        yield [code, libelle, ligne.mots, ", ".join(ligne.sources), brut(note)]
        yield from _lignes(ligne.lignes)


def _source(source: SourceDecrite) -> str:
    titre = f"**{source.id}** : {brut(source.titre)}, {brut(source.editeur)}"
    return f"{titre} ({brut(source.adresse)})" if source.adresse else titre


def _dits(*textes: str) -> list[str]:
    return [texte for texte in textes if texte]


def _liste(elements: Iterable[str]) -> str:
    return "\n".join(f"- {element}" for element in elements)


def _tableau(titres: Sequence[str], lignes: Iterable[Iterable[str]]) -> str:
    """A table, whose cells are Markdown already."""
    rangees = [titres, ["---"] * len(titres), *lignes]
    return "\n".join("|" + "".join(f" {cellule} |" if cellule else " |" for cellule in rangee) for rangee in rangees)
