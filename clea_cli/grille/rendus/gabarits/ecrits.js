// What a work becomes outside this page: words, the CSV that clea score reads, the sheet of paper.
const coller = (texte) => texte.replace(/ (?=[:;!?»%])|(?<=«) /g, "\u00a0"); // no line is cut there
const nombre = (n) => String(n).replace(".", ",");
const $ = (nom, attributs = {}, ...dedans) => {
  const noeud = document.createElement(nom);
  for (const [cle, valeur] of Object.entries(attributs)) {
    if (cle.startsWith("on")) noeud.addEventListener(cle.slice(2), valeur);
    else noeud.setAttribute(cle, valeur);
  }
  noeud.append(...dedans.map((piece) => (typeof piece === "string" ? coller(piece) : piece)));
  return noeud;
};

function compte(travail, domaine) {
  let obtenus = 0, restants = 0;
  for (const critere of domaine.criteres) {
    if (reponse(travail, critere.code) === "acquis") obtenus += critere.points;
    if (reponse(travail, critere.code) === "non évalué") restants += 1;
  }
  const requis = domaine.requis === null ? "" : ` · ${nombre(domaine.requis)} requis`;
  return `${nombre(obtenus)} acquis sur ${nombre(domaine.total)}${requis} · ${restants} à évaluer`;
}

// The day that a text says (28/11/2026 or 2026-11-28); null if it says none that exists.
function jour(texte) {
  const francais = /^(\d{1,2})[/. -](\d{1,2})[/. -]([12]\d{3})$/.exec(texte);
  const international = /^([12]\d{3})-(\d{1,2})-(\d{1,2})$/.exec(texte);
  if (!francais && !international) return null;
  const [j, mois, an] = francais ? francais.slice(1) : international.slice(1).reverse();
  const lu = new Date(Number(an), Number(mois) - 1, Number(j));
  return lu.getMonth() === Number(mois) - 1 && lu.getDate() === Number(j) ? lu : null;
}
const deuxChiffres = (n) => String(n).padStart(2, "0");
const jourEcrit = (date) =>
  [deuxChiffres(date.getDate()), deuxChiffres(date.getMonth() + 1), date.getFullYear()].join("/");
const EN_TOUTES_LETTRES = {weekday: "long", day: "numeric", month: "long", year: "numeric"};
const jourEnMots = (date) => date.toLocaleDateString("fr-FR", EN_TOUTES_LETTRES);
function moment(millisecondes) {
  if (millisecondes === null) return "plus tôt";
  const quand = new Date(millisecondes);
  const heure = `à ${quand.getHours()}\u00a0h\u00a0${deuxChiffres(quand.getMinutes())}`;
  const aujourdhui = quand.toDateString() === new Date().toDateString();
  return aujourdhui ? heure : `le ${jourEcrit(quand)} ${heure}`;
}
const designation = (travail) =>
  `${travail.candidat || "une grille sans référence"}, commencée ${moment(travail.commencee)}`;

const cellule = (texte) => {
  const propre = String(texte).replace(/[\r\n\t]+/g, " ").replace(/^(?='*[=+\-@])/, "'");
  return /[;"]/.test(propre) ? `"${propre.replaceAll('"', '""')}"` : propre;
};
function enCsv(travail) {
  const lignes = [["référentiel", grille.referentiel], ["version", grille.version]];
  if (travail.candidat) lignes.push(["candidat", travail.candidat]);
  if (travail.date) lignes.push(["date de l'évaluation", jourEcrit(jour(travail.date))]);
  if (travail.evaluation) lignes.push(["évaluation", travail.evaluation]);
  lignes.push([], ["critere", "libelle", "resultat", "commentaire"]);
  for (const domaine of grille.domaines) {
    lignes.push(["", `Domaine ${domaine.code} : ${domaine.libelle}`, "", ""]);
    for (const {code, libelle} of domaine.criteres) {
      lignes.push([code, libelle, reponse(travail, code), travail.notes[code] || ""]);
    }
  }
  return "\ufeff" + lignes.map((ligne) => ligne.map(cellule).join(";") + "\r\n").join("");
}
const sansAccent = (texte) => texte.normalize("NFKD").replace(/\p{M}/gu, "");
// A préalable and a finale of one candidate go to one folder: each has its name there.
function nomDuFichier(travail) {
  const parties = [travail.candidat || "grille", travail.evaluation].filter(Boolean);
  const nom = sansAccent(parties.join("-")).replace(/[^A-Za-z0-9]+/g, "-").replace(/^-|-$/g, "");
  return `${nom || "grille"}.csv`;
}

const EN_BLANC = "…………………………………………";
function feuille(travail) {
  const date = jour(travail.date);
  const faits = [
    ["Référence du candidat", travail.candidat || EN_BLANC],
    ["Date de l'évaluation", date ? jourEnMots(date) : EN_BLANC],
    ["Évaluation", travail.evaluation || "préalable ☐ finale ☐"],
    ["Évaluateur", EN_BLANC],
    ["Signature", EN_BLANC],
  ];
  const lignes = faits.map(([quoi, valeur]) => $("p", {}, $("b", {}, `${quoi} : `), valeur));
  const tableaux = grille.domaines.map((domaine) => tableau(travail, domaine));
  return [$("div", {class: "faits"}, ...lignes), ...tableaux];
}
// Of a grille where nothing is answered yet, the paper has boxes to tick with a pen.
const A_COCHER = ["Acquis", "Non acquis", "Non évalué"];
function tableau(travail, domaine) {
  const vierge = evalues(travail) === 0;
  const reponses = (code) => (vierge ? A_COCHER.map(() => "☐") : [reponse(travail, code)]);
  const entetes = ["Code", "Critère", ...(vierge ? A_COCHER : ["Résultat"]), "Commentaire"];
  const titres = entetes.map((titre) => $("th", {scope: "col"}, titre));
  const rangees = domaine.criteres.map(({code, libelle}) => {
    const textes = [code, libelle, ...reponses(code), travail.notes[code] || ""];
    return $("tr", {}, ...textes.map((texte) => $("td", {}, texte)));
  });
  const titre = `Domaine ${domaine.code} : ${domaine.libelle} `;
  return $("table", {class: vierge ? "vierge" : "remplie"},
    $("caption", {}, titre, $("small", {}, compte(travail, domaine))),
    $("thead", {}, $("tr", {}, ...titres)),
    $("tbody", {}, ...rangees));
}
