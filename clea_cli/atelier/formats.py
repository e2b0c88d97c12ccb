"""The formats of référentiels: data, pages, what a comparison says, what a verification finds."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from clea_cli.sorties.formats import Format, Rendu, table

if TYPE_CHECKING:  # the help of a command must not load what writes
    from clea_cli.atelier.vues_comparaison import ComparaisonVue
    from clea_cli.atelier.vues_referentiel import FichierVerifie, ReferentielDecrit
    from clea_cli.diagnostics import Diagnostic
    from clea_cli.referentiel.referentiel import Referentiel


def _donnees(referentiel: "Referentiel") -> Mapping[str, Any]:
    """All that a référentiel says, or what the contexte alone does through which it is seen."""
    if referentiel.contexte is not None:
        from clea_cli.atelier import donnees_contexte

        return donnees_contexte.donnees(referentiel.contexte, referentiel)
    from clea_cli.atelier.donnees import donnees

    return donnees(referentiel)


def _decrit(referentiel: "Referentiel") -> "ReferentielDecrit":
    from clea_cli.atelier.decrire import decrire

    return decrire(referentiel)


def _json(referentiel: "Referentiel") -> Rendu:
    from clea_cli.atelier.rendus import referentiel_json

    return referentiel_json.rendre(_donnees(referentiel))


def _csv(referentiel: "Referentiel") -> Rendu:
    if referentiel.contexte is not None:
        from clea_cli.atelier.donnees_contexte import lignes_a_remplir
        from clea_cli.atelier.rendus import contexte_csv

        return contexte_csv.rendre(_donnees(referentiel), lignes_a_remplir(referentiel))
    from clea_cli.atelier.rendus import referentiel_csv

    return referentiel_csv.rendre(_donnees(referentiel))


def _markdown(referentiel: "Referentiel") -> Rendu:
    from clea_cli.atelier.rendus import referentiel_markdown

    return referentiel_markdown.rendre(_decrit(referentiel))


def _html(referentiel: "Referentiel") -> Rendu:
    from clea_cli.atelier.rendus import referentiel_html

    return referentiel_html.rendre(_decrit(referentiel))


def _case(referentiel: "Referentiel") -> Rendu:
    from clea_cli.atelier.rendus import referentiel_case

    return referentiel_case.rendre(_decrit(referentiel))


# Of `clea referentiel exporter`.
EXPORTS = table(
    Format("json", (".json",), _json, donnees=True),
    Format("csv", (".csv",), _csv, donnees=True),
    Format("markdown", (".md", ".markdown"), _markdown),
    Format("html", (".html", ".htm"), _html),
    Format("case", (".json",), _case, donnees=True),
)


class Comparee(NamedTuple):
    """What a comparison says, the faults on the way, and the columns of the screen to write for."""

    vue: "ComparaisonVue"
    fautes: "Sequence[Diagnostic]"
    largeur: int


def _comparee_texte(comparee: Comparee) -> Rendu:
    from clea_cli.atelier.rendus import comparaison_texte

    return comparaison_texte.rendre(comparee.vue, comparee.largeur)


def _comparee_md(comparee: Comparee) -> Rendu:
    from clea_cli.atelier.rendus import comparaison_markdown

    return comparaison_markdown.rendre(comparee.vue)


def _comparee_json(comparee: Comparee) -> Rendu:
    from clea_cli.atelier.rendus import comparaison_json
    from clea_cli.sorties.chemins import fautes_ecrites

    return comparaison_json.rendre(comparee.vue, fautes_ecrites(comparee.fautes))


# Of `clea referentiel comparer`.
COMPARAISONS = table(
    Format("texte", (".txt",), _comparee_texte),
    Format("md", (".md", ".markdown"), _comparee_md),
    Format("json", (".json",), _comparee_json, donnees=True),
)


class Verifiee(NamedTuple):
    """The files that were verified, and their faults."""

    fichiers: "Sequence[FichierVerifie]"
    fautes: "Sequence[Diagnostic]"

    def nommee(self, nommer: "Callable[[str], str]") -> "Verifiee":
        """The same, the path of each file written in another way."""
        from clea_cli.sorties.chemins import fautes_ecrites

        fichiers = []
        for fichier in self.fichiers:
            source = nommer(fichier.source)
            fichiers.append(fichier._replace(source=source))
        return Verifiee(fichiers, fautes_ecrites(self.fautes, nommer))

    def vue_d_ici(self) -> "Verifiee":
        """The same, its files named as seen from the current folder: forges know no other."""
        from clea_cli.sorties.chemins import depuis_ici

        return self.nommee(depuis_ici)


def _verifiee_texte(verifiee: Verifiee) -> Rendu:
    from clea_cli.atelier.rendus import referentiel_texte

    return referentiel_texte.verifies(verifiee.fichiers)


def _verifiee_json(verifiee: Verifiee) -> Rendu:
    from clea_cli.atelier.rendus import verification_json
    from clea_cli.sorties.chemins import chemin_ecrit

    return verification_json.rendre(*verifiee.nommee(chemin_ecrit))


def _github(verifiee: Verifiee) -> Rendu:
    from clea_cli.atelier.rendus import verification_github

    return verification_github.rendre(*verifiee.vue_d_ici())


def _gitlab(verifiee: Verifiee) -> Rendu:
    from clea_cli.atelier.rendus import verification_gitlab

    return verification_gitlab.rendre(*verifiee.vue_d_ici())


def _sarif(verifiee: Verifiee) -> Rendu:
    from clea_cli.atelier.rendus import verification_sarif

    return verification_sarif.rendre(*verifiee.vue_d_ici())


def _junit(verifiee: Verifiee) -> Rendu:
    from clea_cli.atelier.rendus import verification_junit

    return verification_junit.rendre(*verifiee.vue_d_ici())


# Of `clea referentiel verifier`.
VERIFICATIONS = table(
    Format("texte", (".txt",), _verifiee_texte),
    Format("json", (".json",), _verifiee_json, donnees=True),
    Format("github", (), _github, donnees=True),
    Format("gitlab", (".json",), _gitlab, donnees=True),
    Format("sarif", (".sarif",), _sarif, donnees=True),
    Format("junit", (".xml",), _junit, donnees=True),
)


def _tel_quel(contenu: bytes) -> Rendu:
    return contenu


# Of `clea referentiel importer`, of `clea referentiel schema`.
IMPORTS = table(Format("yaml", (".yaml", ".yml"), _tel_quel, donnees=True))
SCHEMAS = table(Format("json", (".json",), _tel_quel, donnees=True))
