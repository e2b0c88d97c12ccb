"use strict";
// A candidate's begun work, and the store where it waits until it is saved. All local pages of a
// browser share that store: each work has in it a key of its own, drawn at random, signed by the
// page that works on it. No page opens a work that nobody asked for, nor writes over one that
// another page has taken up.
const grille = JSON.parse(document.getElementById("grille").textContent);
const RANGEMENT = `clea:${grille.referentiel}:${grille.version}:`;
const REPONSES = ["acquis", "non acquis", "non évalué"];
const EVALUATIONS = ["", "préalable", "finale"];
const CODES = grille.domaines.flatMap((domaine) => domaine.criteres.map((critere) => critere.code));
const PAGE = hasard();

function hasard() {
  return [...crypto.getRandomValues(new Uint32Array(4))].map((n) => n.toString(36)).join("");
}
// `garde` says whether the store holds this work, signed by this page; `commencee` is in ms.
function nouveauTravail() {
  const faits = {candidat: grille.candidat, date: "", evaluation: ""};
  const rangement = {id: hasard(), commencee: null, garde: false};
  return {...faits, ...rangement, reponses: {}, notes: {}, domaine: 0};
}
const reponse = (travail, code) => travail.reponses[code] || "non évalué";
const evalues = (travail) => CODES.filter((code) => reponse(travail, code) !== "non évalué").length;
const entame = (travail) => evalues(travail) > 0 || Object.values(travail.notes).some(Boolean);

// A work as the store holds it, signed by nobody yet; null if this grille cannot show it whole.
function comprendre(id, texte) {
  let lu;
  try { lu = {...nouveauTravail(), ...JSON.parse(texte), id, garde: false}; } catch { return null; }
  const textes = [lu.candidat, lu.date, lu.evaluation];
  const reponses = Object.entries(lu.reponses || {});
  const notes = Object.entries(lu.notes || {});
  const juste = textes.every((valeur) => typeof valeur === "string")
    && EVALUATIONS.includes(lu.evaluation)
    && reponses.every(([code, valeur]) => CODES.includes(code) && REPONSES.includes(valeur))
    && notes.every(([code, valeur]) => CODES.includes(code) && typeof valeur === "string");
  if (!juste) return null;
  const domaine = grille.domaines[lu.domaine] ? lu.domaine : 0;
  const commencee = Number.isFinite(lu.commencee) ? lu.commencee : null;
  return {...lu, reponses: lu.reponses || {}, notes: lu.notes || {}, domaine, commencee};
}

function lire(id) {
  try { return localStorage.getItem(RANGEMENT + id); } catch { return null; }
}
// The works that wait for this grille, the candidate of this page first, then the latest:
// [id, work or null].
function travauxCommences() {
  let cles;
  try { cles = Object.keys(localStorage); } catch { return []; }
  const siennes = cles.filter((cle) => cle.startsWith(RANGEMENT));
  const ids = siennes.map((cle) => cle.slice(RANGEMENT.length));
  const travaux = ids.map((id) => [id, comprendre(id, lire(id))]);
  const sien = (travail) => travail && grille.candidat && travail.candidat === grille.candidat;
  const rang = ([, travail]) => (sien(travail) ? 1 : 0);
  const heure = ([, travail]) => (travail && travail.commencee) || 0;
  return travaux.sort((a, b) => rang(b) - rang(a) || heure(b) - heure(a));
}

// Whether another page has taken up, or erased, the work that this page had kept.
function estAilleurs(travail) {
  if (!travail.garde) return false;
  try { return JSON.parse(lire(travail.id)).page !== PAGE; } catch { return true; }
}
// Keep a work; say whether the store took it. Where it refuses (private window, no room), it still
// holds what it held before.
function garder(travail) {
  travail.commencee ??= Date.now();
  const {id, garde, ...ecrit} = travail;
  const texte = JSON.stringify({...ecrit, page: PAGE});
  try { localStorage.setItem(RANGEMENT + id, texte); } catch { return false; }
  travail.garde = true;
  return true;
}
// Erase a work; say whether nothing of it is left in the store.
function oublier(id) {
  try {
    localStorage.removeItem(RANGEMENT + id);
    return lire(id) === null;
  } catch { return false; }
}
function magasinOuvert() {
  try {
    localStorage.setItem("clea:essai", "1");
    localStorage.removeItem("clea:essai");
    return true;
  } catch { return false; }
}
