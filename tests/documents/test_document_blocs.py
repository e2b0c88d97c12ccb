"""Markdown read piece by piece gives the blocks that it gives when it is read whole."""

from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clea_cli.decision.lot import Lecture
from clea_cli.documents import essai_modeles
from clea_cli.documents.commande import Commande
from clea_cli.documents.modeles_organisme import Modeles
from clea_cli.documents.preparer import faire, preparer
from clea_cli.documents.remplisseur import Remplisseur
from clea_cli.documents.rendus import blocs
from clea_cli.documents.rendus import html as document_html
from clea_cli.documents.rendus.blocs import lire
from clea_cli.documents.rendus.modele import noms_lus

EXEMPLES = sorted((Path(__file__).parent.parent.parent / "examples").glob("*.csv"))
PIECES = (
    *(
        "mot",
        "- a",
        "- b c",
        "- Été",
        "1. x",
        "2. y",
        "1) z",
        "+ a",
        "* a",
        "-",
        "- ",
        "- - x",
        "- > q",
        "- # t",
    ),
    *(
        "> q",
        "> - q",
        "# t",
        "```",
        "~~~",
        "- ```",
        "a ``` b",
        "- a ``` b",
        "    code",
        "  suite",
        "\t",
        "---",
        "===",
    ),
    *(
        "[r]: http://x",
        "[r]: http://x 'ti",
        "tre'",
        "- [r]: x",
        "![i][r]",
        "![i](figure:domaines)",
        "- x![i][r]",
    ),
    *(
        "| a | b |",
        "| --- | --: |",
        "- a | b",
        "- --- | ---",
        "**g",
        "g**",
        "- *a",
        "a*",
        "\\",
        "- a\\",
        "mot  ",
    ),
    *(
        "a\rb",
        "- a\r- b",
        "\x00",
        "a\x0bb",
        "\xa0x",
        "- \u2028z",
        "²x",
        "- ²x",
        "&amp;",
        "<b>",
        "<!--",
        "-->",
        "`",
    ),
)
SUITES = ("\n", "\n\n", "\n\n\n", "\n \n", " ")
MARKDOWN = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(SUITES)), max_size=9).map(
    lambda morceaux: "".join(piece + suite for piece, suite in morceaux)
)
DE_L_ORGANISME = {  # what ours do without: items apart, continued and numbered, fences, code, references, tables
    "restitution.md": "# {{ candidat }}\n\n{% for d in domaines %}\n- {{ d.libelle }}\n\n{% endfor %}\n\n- après\n",
    "ecarts.md": "{% for d in domaines %}\n1. {{ d.libelle }}\n\n   suite\n\n{% endfor %}\n```\n- a\n\n# x\n```\n",
    "plan.md": "![{{ candidat }}][f]\n\n- a\n- {{ candidat }}\n  - b\n\n    code\n\n[f]: figure:domaines\n\n## Fin\n",
    "attestation.md": "- a\n\n---\n\n- {{ candidat }}\n\n- a | b\n| --- | --- |\n| {{ candidat }} | 1 |\n",
}


def d_un_coup(markdown):
    """The blocks as they are when nothing is read apart."""
    with patch.object(blocs, "_par_morceaux", return_value=()):
        return lire(markdown, {}, {}, "2026-11-28").blocs


@settings(deadline=None, max_examples=600)
@given(MARKDOWN)
def test_des_morceaux_quelconques_donnent_les_memes_blocs(markdown):
    assert repr(lire(markdown, {}, {}, "2026-11-28").blocs) == repr(
        d_un_coup(markdown)
    )  # == takes a block for another


@pytest.mark.parametrize(
    "markdown",
    [
        "- a\n\n- b\n",
        "1. a\n\n2. b\n",
        "- a\n\n  suite\n",
        "```\na\n\n# b\n```\n",
        "![x][f]\n\n[f]: figure:domaines\n",
        "- a\n\n- b | c\n| --- | --- |\n",
        "- [f]: x\n- a\n\n![x][f]\n",
        "- a\r- b\n- c\n",
    ],
)
def test_ce_qui_tient_aux_morceaux_voisins_est_lu_d_un_coup(markdown):
    assert blocs._par_morceaux(markdown) == ()
    assert repr(lire(markdown, {}, {}, "2026-11-28").blocs) == repr(d_un_coup(markdown))


@pytest.mark.parametrize("fichiers", [{}, DE_L_ORGANISME], ids=["livres", "de l'organisme"])
def test_les_documents_de_nos_modeles_et_de_ceux_d_un_organisme(fichiers, monkeypatch):
    textes = []

    def noter(markdown, *suite, **options):
        textes.append(markdown)
        return lire(markdown, *suite, **options)

    monkeypatch.setattr(blocs, "lire", noter)
    monkeypatch.setattr(essai_modeles, "format_absent", lambda nom: None if nom == "md" else nom)
    monkeypatch.setattr(essai_modeles, "_presences", tuple)
    modeles = Modeles(
        "m" if fichiers else "", {nom: texte.encode() for nom, texte in fichiers.items()}
    )
    assert not [essai for essai in essai_modeles.essayer(modeles) if essai.diagnostics]
    # Four templates, four invented candidates, one of whom has something to attest; two of the
    # organisme's lack a sentence, and are read again.
    assert len(textes) == (18 if fichiers else 13)
    for texte in textes:
        assert repr(lire(texte, {}, {}, "2026-11-28").blocs) == repr(d_un_coup(texte))
    if not fichiers:
        assert all(blocs._par_morceaux(texte) for texte in textes)  # ours are read the fast way


def test_un_document_est_le_meme_quel_que_soit_ce_qui_a_ete_fait_avant():
    def pages(exemples):
        for exemple in exemples:
            prete = preparer(
                [str(exemple)], Commande("restitution", "html", Lecture(), "2026-11-28")
            )
            yield from ((exemple, issue.value.contenu) for issue in faire(prete, prete.taches))

    lisibles = [
        e
        for e in EXEMPLES
        if preparer([str(e)], Commande("ecarts", "md", Lecture(), "2026-11-28")).taches
    ]
    assert len(lisibles) > 3
    a_la_suite = dict(pages(lisibles))
    for exemple in lisibles:
        blocs._retenu.cache_clear()
        document_html._retenue.cache_clear()
        assert dict(pages([exemple]))[exemple] == a_la_suite[exemple]


def test_ce_qui_est_retenu_est_borne():
    long = "mot " * 200
    avant = blocs._retenu.cache_info()
    lire(f"{long}\n\n- {long}\n\n# {long}\n", {}, {}, "2026-11-28")
    assert blocs._retenu.cache_info().currsize == avant.currsize
    assert avant.maxsize is not None


def test_un_paragraphe_et_un_encadre_vides_ne_se_confondent_pas():
    for _ in range(2):
        un, deux = (lire(texte, {}, {}, "2026-11-28") for texte in (">\n", "![](x)\n"))
        assert b"<aside" in document_html.rendre(un)
        assert b"<aside" not in document_html.rendre(deux)


def test_ce_que_lisent_nos_modeles_est_connu():
    assert "lectures" not in noms_lus("restitution.md")
    assert "suite" in noms_lus("restitution.md")
    assert {"lectures", "certitudes"} <= noms_lus(
        "ecarts.md"
    )  # the second is read by the foot that it includes
    assert "suite" not in noms_lus("attestation.md")


def test_un_modele_de_l_organisme_est_suppose_tout_lire():
    assert Remplisseur(Modeles("m", {"restitution.md": b"x"})).lit("restitution.md", "lectures")
    assert not Remplisseur(Modeles()).lit("restitution.md", "lectures")
