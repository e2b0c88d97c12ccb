"""The whole job of `clea score --format csv`, done by polars.

`echelle_polars.py GRILLE.csv EXIGENCES.json`.

It knows less than `clea` (no name to make harmless, no candidate told twice, no fault told in its
place) and reads only the files of `benchmarks/echelle.py`: a rule by points, each critère worth
one.
"""

import json
import sys
from functools import reduce
from operator import or_
from pathlib import Path
from typing import Any

import polars as pl

ETATS = {"oui": "maitrise", "non": "non_maitrise", "?": "indetermine"}
VERDICTS = {"oui": "certifiable", "non": "non_certifiable", "?": "indetermine"}


def main() -> None:
    """Read, check, judge, write."""
    chemin, exigences = sys.argv[1], json.loads(sys.argv[2])
    # As an enumeration, a cell that is none of the words is refused while it is read: the fastest
    # check there is.
    with Path(chemin).open(encoding="utf-8") as flux:
        titres = flux.readline().rstrip().split(";")
    mots = pl.Enum(list(exigences["mots"]))
    reponses = [titre for titre in titres if titre not in ("candidat", "critere")]
    types = {titre: mots if titre in reponses else pl.String for titre in titres}
    lus = pl.read_csv(chemin, separator=";", schema=types)
    if lus.select(pl.any_horizontal(pl.col(reponses).is_null().any())).item():
        raise SystemExit(1)
    compter = _longue if "resultat" in titres else _large
    verdicts = _juger(compter(lus, exigences), exigences)
    verdicts.write_csv(sys.stdout.buffer, separator=";", line_terminator="\r\n", include_bom=True)


def _est(colonnes: pl.Expr, exigences: dict[str, Any], sens: str) -> pl.Expr:
    """Where columns of answers hold a word of that sense."""
    siens = [mot for mot, le_sien in exigences["mots"].items() if le_sien == sens]
    premier, *autres = (colonnes == mot for mot in siens)
    return reduce(or_, autres, premier)


def _large(lus: pl.DataFrame, exigences: dict[str, Any]) -> pl.DataFrame:
    """The points of each candidate by domaine, at worst and at best, of a row each."""
    colonnes = [pl.col("candidat")]
    for domaine in exigences["domaines"]:
        siens = pl.col(domaine["criteres"])
        pire = pl.sum_horizontal(_est(siens, exigences, "A"))
        meilleur = pl.sum_horizontal(~_est(siens, exigences, "NA"))
        colonnes += [
            pire.alias(f"pire{domaine['code']}"),
            meilleur.alias(f"meilleur{domaine['code']}"),
        ]
    return lus.select(colonnes)


def _longue(lus: pl.DataFrame, exigences: dict[str, Any]) -> pl.DataFrame:
    """The same, of a row a critère."""
    par_code = {
        code: domaine["code"] for domaine in exigences["domaines"] for code in domaine["criteres"]
    }
    resultat = pl.col("resultat")
    marques = lus.select(
        "candidat",
        domaine=pl.col("critere").replace_strict(par_code),
        pire=_est(resultat, exigences, "A"),
        meilleur=~_est(resultat, exigences, "NA"),
    )
    sommes = []
    for domaine in exigences["domaines"]:
        siens = pl.col("domaine") == domaine["code"]
        sommes.append((siens & pl.col("pire")).sum().alias(f"pire{domaine['code']}"))
        sommes.append((siens & pl.col("meilleur")).sum().alias(f"meilleur{domaine['code']}"))
    return marques.group_by("candidat", maintain_order=True).agg(sommes)


def _juger(points: pl.DataFrame, exigences: dict[str, Any]) -> pl.DataFrame:
    """The verdict and each domaine's statut, from points."""
    domaines = exigences["domaines"]
    codes = [domaine["code"] for domaine in domaines]
    obtenus = pl.sum_horizontal([f"pire{code}" for code in codes])
    possibles = pl.sum_horizontal([f"meilleur{code}" for code in codes])
    pires = [pl.col(f"pire{un['code']}") >= int(un["requis"]) for un in domaines]
    meilleurs = [pl.col(f"meilleur{un['code']}") >= int(un["requis"]) for un in domaines]
    requis = int(exigences["requis"])
    verdict = _mot(
        pl.all_horizontal(*pires, obtenus >= requis),
        pl.all_horizontal(*meilleurs, possibles >= requis),
        VERDICTS,
    )
    statuts = [
        _mot(pire, meilleur, ETATS).alias(f"d{code}")
        for code, pire, meilleur in zip(codes, pires, meilleurs, strict=True)
    ]
    total = sum(len(un["criteres"]) for un in domaines)
    return points.select(
        "candidat",
        verdict.alias("verdict"),
        obtenus.alias("obtenus"),
        pl.lit(total).alias("total"),
        *statuts,
    )


def _mot(pire: pl.Expr, meilleur: pl.Expr, mots: dict[str, str]) -> pl.Expr:
    return (
        pl.when(pire)
        .then(pl.lit(mots["oui"]))
        .when(meilleur)
        .then(pl.lit(mots["?"]))
        .otherwise(pl.lit(mots["non"]))
    )


if __name__ == "__main__":
    main()
