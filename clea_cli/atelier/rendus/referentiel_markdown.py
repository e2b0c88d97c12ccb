"""`clea referentiel exporter --format markdown`: a document that reads well shown, and as it is."""

from collections.abc import Iterable, Iterator, Sequence

from clea_cli import __version__
from clea_cli.atelier.vues_referentiel import (
    ExempleDecrit,
    ExigenceDecrite,
    LigneDecrite,
    ReferentielDecrit,
    RegleDecrite,
    SourceDecrite,
)
from clea_cli.sorties.markdown import brut


def rendre(vue: ReferentielDecrit) -> bytes:
    """Write a référentiel as Markdown; nothing in it is obeyed."""
    page = "\n\n".join(_blocs(vue))
    return f"{page}\n".encode(errors="replace")


def _blocs(vue: ReferentielDecrit) -> Iterator[str]:
    """What stands between blank lines, from the title to who wrote it."""
    yield f"# {brut(vue.libelle)}"
    if vue.avertissement:
        yield f"> **Attention.** {brut(vue.avertissement)}"
    yield _liste(_faits(vue))
    yield from _regles(vue)
    for domaine in vue.domaines:
        yield from _domaine(domaine)
    if vue.sources:
        yield "## Sources"
        yield _liste(map(_source, vue.sources))
    if vue.exemples:
        yield "## Exemples, décidés à la main"
        yield _tableau(["Exemple", "Grille", "Règle", "Verdict"], map(_exemple, vue.exemples))
    yield "---"
    yield f"Écrit par clea {__version__} à partir du fichier d'empreinte `{vue.empreinte}`."


def _faits(vue: ReferentielDecrit) -> Iterator[str]:
    faits = {
        "Identifiant": vue.id,
        "Version": vue.version,
        "Révision": vue.revision,
        "Contexte": vue.contexte,
        "Succède à": vue.succede,
        "État": vue.mots_etat,
        "Certificateur": vue.certificateur,
        "Contenu": vue.contenu,
        "Évaluations": vue.modalites,
        "Enregistrement": vue.enregistrement,
    }
    for nom, fait in faits.items():
        if fait:
            yield f"**{nom}** : {brut(fait)}"
    if vue.certitudes:
        comptes = [f"{nombre} {mots}" for _, mots, nombre in vue.certitudes]
        yield f"**Certitude des critères** : {', '.join(comptes)}"
    for mot, synonymes in vue.echelle:
        yield f"**Réponse « {mot} »** : {brut(', '.join(synonymes))}"


def _regles(vue: ReferentielDecrit) -> Iterator[str]:
    if vue.regles:
        yield "## Règles"
    for regle in vue.regles:
        yield f"### {_titre_regle(regle)}"
        verifiee = f"Vérifiée le {regle.verifiee_le}."
        if regle.sources:
            sources = ", ".join(regle.sources)
            verifiee = f"{verifiee} Sources : {sources}."
        phrases = [brut(phrase) for phrase in regle.phrases]
        yield _liste([*phrases, verifiee])
    if vue.exigences:
        yield "### Points requis"
        requis = [f"Requis, {regle.id}" for regle in vue.regles]
        titres = ["", "Niveau", "Points", *requis]
        yield _tableau(titres, map(_exigence, vue.exigences))


def _titre_regle(regle: RegleDecrite) -> str:
    defaut = " (par défaut)" if regle.defaut else ""
    return f"{regle.id}{defaut} : {brut(regle.libelle)}"


def _exigence(exigence: ExigenceDecrite) -> list[str]:
    libelle = brut(exigence.libelle)
    nom = libelle if exigence.niveau == "sous-domaine" else f"**{libelle}**"
    return [exigence.code, nom, str(exigence.total), *exigence.requis]


def _domaine(domaine: LigneDecrite) -> Iterator[str]:
    yield f"## {domaine.code} · {brut(domaine.libelle)}"
    dits = [f"Points : {domaine.points}", f"certitude : {domaine.mots}"]
    if domaine.sources:
        dits.append(f"sources : {', '.join(domaine.sources)}")
    yield brut(_phrases(*dits, domaine.note, *domaine.locales))
    yield _tableau(["Code", "Libellé", "Certitude", "Sources", "Note"], _lignes(domaine.lignes))


def _lignes(lignes: Iterable[LigneDecrite]) -> Iterator[list[str]]:
    """The rows of a domaine: each sous-domaine in bold, then its critères."""
    for ligne in lignes:
        est_un_critere = not ligne.lignes
        gras = "" if est_un_critere else "**"
        # One point goes without saying; those of a sous-domaine are the sum of its critères.
        points = ""
        if est_un_critere and ligne.points != 1:
            points = f"vaut {ligne.points}"
        note = _phrases(points, ligne.filiation, ligne.note, *ligne.locales)
        yield [
            f"{gras}{ligne.code}{gras}",
            f"{gras}{brut(ligne.libelle)}{gras}",
            ligne.mots,
            ", ".join(ligne.sources),
            brut(note),
        ]
        yield from _lignes(ligne.lignes)


def _source(source: SourceDecrite) -> str:
    titre = brut(source.titre)
    editeur = brut(source.editeur)
    dite = f"**{source.id}** : {titre}, {editeur}"
    if source.adresse:
        dite += f" ({brut(source.adresse)})"
    return dite


def _exemple(exemple: ExempleDecrit) -> list[str]:
    textes = (exemple.libelle, exemple.grille, exemple.regle, exemple.verdict)
    return [brut(texte) for texte in textes]


def _phrases(*textes: str) -> str:
    """Those that say something, one after the other."""
    return " ; ".join(texte for texte in textes if texte)


def _liste(elements: Iterable[str]) -> str:
    return "\n".join(f"- {element}" for element in elements)


def _tableau(titres: Sequence[str], lignes: Iterable[Iterable[str]]) -> str:
    """A table, whose cells are Markdown already."""
    rangees = [titres, ["---"] * len(titres), *lignes]
    return "\n".join(map(_rangee, rangees))


def _rangee(cellules: Iterable[str]) -> str:
    """A row of a table; an empty cell is a space."""
    dites = [f" {cellule} |" if cellule else " |" for cellule in cellules]
    return f"|{''.join(dites)}"
