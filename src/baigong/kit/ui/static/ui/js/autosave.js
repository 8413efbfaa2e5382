// Saves answers while they are written: never inside a half-composed word, one request at a time, nothing lost offline.
import { answerOf, putAnswer, same } from "./answers.js";
import { waitingFor } from "./away/waiting.js";
import { canonical, digest } from "./canonical.js";
import { isDisputed, showConflict } from "./conflict.js";
import { Keep } from "./keep.js";
import { freshToken, send } from "./post.js";
import { Saved } from "./saved.js";

const PAUSE = 1200; // after the last key
const LONGEST = 2000; // after the first unsaved key
const FIRST_RETRY = 2000;
const LAST_RETRY = 60000;
const LONGEST_LEAVE = 10000;
const TAKEN = new Set(["saved", "kept", "conflict"]);

export class Autosave {
  constructor(form) {
    this.form = form;
    this.address = form.dataset.autosave;
    this.version = Number(form.dataset.version);
    this.token = form.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
    this.keep = new Keep(this.address);
    this.line = new Saved(form.querySelector("[data-saved]") ?? document.querySelector("[data-saved]"));
    this.waiting = {}; // answers not yet sent
    this.sending = null; // answers under way
    this.known = {}; // answers that the server has from here
    this.disputed = {}; // answers that somebody else changed too, until the writer has chosen
    this.disputedAt = 0; // the version they were written on
    this.isComposing = false;
    this.firstChange = 0;
    this.isLeaving = false; // the form is on its way
    this.afterwards = null;
    this.retry = FIRST_RETRY;
  }

  listen() {
    const { form } = this;
    form.addEventListener("compositionstart", () => (this.isComposing = true));
    form.addEventListener("compositionend", (event) => {
      this.isComposing = false;
      this.change(event.target);
    });
    form.addEventListener("input", (event) => this.change(event.target));
    form.addEventListener("change", (event) => this.change(event.target));
    form.addEventListener("focusout", () => this.flush());
    form.addEventListener("submit", (event) => this.leave(event));
    window.addEventListener("online", () => this.flush());
    window.addEventListener("focus", () => this.flush());
    document.addEventListener("visibilitychange", () => this.flush());
    window.addEventListener("beforeunload", (event) => this.isSafe || event.preventDefault());
    this.restore();
  }

  // Disputed words keep their old version, so that another visit meets the same question again.
  store() {
    const version = Object.keys(this.disputed).length ? this.disputedAt : this.version;
    const unsaved = { ...this.disputed, ...this.sending, ...this.waiting };
    this.isSafe = this.keep.write(version, unsaved) || !Object.keys(unsaved).length;
  }

  change(control) {
    const name = control.dataset?.answer;
    if (!name) return;
    this.isLeaving = false;
    const value = answerOf(this.form, name);
    const last = this.sending && name in this.sending ? this.sending[name] : this.known[name];
    if (!(name in this.waiting) && same(last, value)) return; // leaving a field says "change" once more
    if (isDisputed(this.form, name)) {
      this.disputed[name] = value;
      return this.store();
    }
    delete this.disputed[name];
    this.waiting[name] = value;
    this.store();
    this.firstChange ||= Date.now();
    this.later(Math.min(PAUSE, Math.max(0, this.firstChange + LONGEST - Date.now())));
  }

  later(delay) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), delay);
  }

  // Words that an earlier visit could not send come back and go out with the version they were written on; those
  // that this page kept are the newer ones.
  async restore() {
    this.isSafe = true;
    const kept = this.keep.read();
    const waiting = await waitingFor(this.address).catch(() => null);
    const both = [waiting, kept].filter(Boolean);
    const version = Math.min(...both.map((one) => one.version));
    if (both.length) this.bringBack({ version, answers: Object.assign({}, ...both.map((one) => one.answers)) });
  }

  // What was typed while the device was looking stands beside what lay there.
  bringBack({ version, answers }) {
    if (this.sending) return void setTimeout(() => this.bringBack({ version, answers }), PAUSE); // it names another one
    const typed = Object.entries(answers).filter(([name]) => name in this.waiting);
    if (typed.length) this.dispute(typed, this.waiting, this.version);
    for (const [name] of typed) delete this.waiting[name];
    this.version = version;
    for (const [name, value] of Object.entries(answers)) {
      if (name in this.disputed) continue;
      if (this.asks(name)) putAnswer(this.form, name, value);
      else this.waiting[name] = value; // written in another section
    }
    this.store();
    this.flush();
  }

  asks(name) {
    return this.form.querySelector(`[data-answer="${CSS.escape(name)}"]`) !== null;
  }

  // A form that overtook its words would meet them on the next page as somebody else's: they go first, then the form
  // goes, and no save follows it.
  leave(event) {
    const isUnsent = !this.isComposing && Object.keys(this.waiting).length;
    if (!this.isLeaving && (this.sending || isUnsent)) {
      event.preventDefault();
      this.afterwards = () => {
        this.isLeaving = true;
        this.form.requestSubmit(event.submitter);
      };
      this.flush();
      return;
    }
    this.isLeaving = true;
    setTimeout(() => (this.isLeaving = false), LONGEST_LEAVE); // somebody stayed after all
  }

  async flush() {
    if (this.isLeaving || this.isComposing || this.sending || !Object.keys(this.waiting).length) return;
    clearTimeout(this.timer);
    [this.sending, this.waiting, this.firstChange] = [this.waiting, {}, 0];
    this.line.show("saving");
    const answers = this.sending;
    const { outcome, data } = await send(this.address, canonical({ answers, version: this.version }), this.token);
    await HOW[outcome].call(this, answers, data);
    return this.goOn(outcome);
  }

  // Lets a form go that waited for its words: not where the writer has to choose first, nor before what came meanwhile.
  goOn(outcome) {
    const go = this.afterwards;
    const hasToChoose = outcome === "conflict" && Object.keys(this.disputed).some((name) => this.asks(name));
    if (go && !hasToChoose && TAKEN.has(outcome) && Object.keys(this.waiting).length) return this.flush();
    this.afterwards = null;
    if (!hasToChoose) go?.();
  }

  // The server has these answers and says so with their digest: only now are they saved.
  async onSaved(answers, data) {
    const ours = await digest(answers);
    if (ours && data?.digest !== ours) return this.onRefused(answers, null);
    Object.assign(this.known, answers);
    this.accept(data.version);
    this.line.show("saved", { at: data.saved_at });
    return this.next();
  }

  // The service worker has them, sealed, and sends them on: kept is not saved.
  onKept() {
    this.sending = null;
    this.store();
    this.line.show("kept");
    return this.next();
  }

  // `theirs` holds the answers that changed since: our own words among them are safe already, the rest is disputed.
  // What is not among them goes out again on top of the newer version.
  onConflict(answers, data) {
    const theirs = data.theirs ?? {};
    const disputed = Object.entries(theirs).filter(([name, text]) => name in answers && !same(text, answers[name]));
    const unsaved = Object.entries(answers).filter(([name]) => !(name in theirs));
    const before = this.version;
    for (const name of Object.keys(theirs)) delete this.known[name];
    this.accept(data.version);
    this.waiting = { ...Object.fromEntries(unsaved), ...this.waiting };
    if (disputed.length) this.dispute(disputed, answers, before);
    else if (!unsaved.length) this.line.show("saved", { at: data.saved_at ?? new Date() });
    this.store();
    return this.next();
  }

  dispute(theirs, answers, before) {
    if (!Object.keys(this.disputed).length) this.disputedAt = before;
    this.disputed = { ...this.disputed, ...Object.fromEntries(theirs.map(([name]) => [name, answers[name]])) };
    for (const [name, text] of theirs) showConflict(this.form, name, { mine: answers[name], theirs: text });
    this.line.show("conflict"); // what another section asks is shown there, when it is opened
  }

  async onExpired(answers) {
    this.putBack(answers);
    this.line.show("expired");
    const token = await freshToken().catch(() => "");
    if (!token || token === this.lastToken) return this.again();
    [this.token, this.lastToken] = [token, token];
    return this.flush();
  }

  // Words of another section are no reason to refuse those of this one: they stay on the device.
  onRefused(answers, data) {
    this.putBack(answers);
    for (const name of Object.keys(this.waiting).filter((one) => !this.asks(one))) {
      if (!Object.keys(this.disputed).length) this.disputedAt = this.version;
      this.disputed[name] = this.waiting[name];
      delete this.waiting[name];
    }
    this.store();
    this.line.show("refused", { sentence: data?.sentence });
  }

  onOffline(answers) {
    this.putBack(answers);
    this.line.show("offline");
    this.again();
  }

  again() {
    this.later(this.retry);
    this.retry = Math.min(this.retry * 2, LAST_RETRY);
  }

  next() {
    this.retry = FIRST_RETRY;
    this.lastToken = "";
    if (Object.keys(this.waiting).length) this.later(PAUSE);
  }

  accept(version) {
    this.sending = null;
    this.version = version;
    this.form.dataset.version = version;
    const hidden = this.form.querySelector("[name=version]");
    if (hidden) hidden.value = version;
    this.store();
  }

  putBack(answers) {
    this.waiting = { ...answers, ...this.waiting };
    this.sending = null;
    this.store();
  }
}

const { onSaved, onKept, onConflict, onExpired, onRefused, onOffline } = Autosave.prototype;
const HOW = { saved: onSaved, kept: onKept, conflict: onConflict, expired: onExpired, refused: onRefused, offline: onOffline };

export function start(root) {
  for (const form of root.querySelectorAll("form[data-autosave]")) new Autosave(form).listen();
}
