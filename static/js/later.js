// A form whose line has data-later stays in this browser until the server has acknowledged it by its one-time key
// (decision 0033). Without this script, or where nothing may be stored, the browser sends the form as ever.

const PREFIX = "unsent:";
const KEPT_FOR = 7 * 24 * 60 * 60 * 1000;
const PATIENCE = 20_000;
const TRY_AGAIN = 30_000;
const SIGNS_OUT = "signs-out";
const NEWS = "sent";

const person = document.body.dataset.person; // "": signed out; undefined: a page that does not know
const here = location.pathname + location.search;
let arrived = []; // what was sent for another page, to be said on this one

// --- what waits, one item for each form

const put = (entry) => localStorage.setItem(PREFIX + entry.key, JSON.stringify(entry));
const erase = (entry) => localStorage.removeItem(PREFIX + entry.key);

function stored() {
  try {
    const items = Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
    return items.map((name) => JSON.parse(localStorage[name])).sort((one, other) => one.at - other.at);
  } catch {
    return []; // this browser stores nothing
  }
}

const waiting = () => stored().filter((entry) => !entry.isKept);

function tidy() {
  const leaves = person === "" && sessionStorage.getItem(SIGNS_OUT);
  sessionStorage.removeItem(SIGNS_OUT);
  for (const entry of stored()) {
    const isOld = Date.now() - entry.at > KEPT_FOR;
    const isOpened = entry.isKept && entry.page === here;
    if (leaves || isOld || (person && (entry.person !== person || isOpened))) erase(entry);
  }
}

// --- sending

const cookie = (name) => document.cookie.match(`(?:^|; )${name}=([^;]*)`)?.[1] ?? "";

async function send(entry) {
  put({ ...entry, tries: entry.tries + 1 });
  const held = entry.tries ? Math.max(1, Math.round((Date.now() - entry.at) / 1000)) : 0;
  try {
    const answer = await fetch(entry.page, {
      method: "POST",
      body: new URLSearchParams(entry.fields),
      headers: { "X-CSRFToken": cookie("csrftoken"), "X-Held-For": held },
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE),
    });
    const page = await answer.text();
    const isSaved = answer.headers.get("X-Form-Saved") === entry.key;
    const isKept = answer.headers.get("X-Form-Kept") === entry.key;
    if (isSaved || isKept) {
      erase(entry);
      return { isSaved, isKept, page, leadsTo: answer.headers.get("X-Leads-To") };
    }
    if (answer.status < 400 || answer.status >= 500) return { isLost: true }; // a fault, or another server on the way
    put({ ...entry, tries: entry.tries + 1, isRefused: true });
    return { isRefused: true };
  } catch {
    return { isLost: true };
  }
}

const lineOf = (form) => form.querySelector(".kept-line[data-later]");

function formOf(entry) {
  return [...document.querySelectorAll('input[name="once"]')].find((input) => input.value === entry.key)?.form;
}

function entryOf(form, button) {
  const data = new FormData(form);
  if (button?.name) data.append(button.name, button.value);
  data.delete("csrfmiddlewaretoken");
  const fields = [...data];
  const key = data.get("once");
  const { tries } = stored().find((entry) => entry.key === key) ?? { tries: 0 };
  const title = document.title.replace(unsent().dataset.error, "").replace(/ – [^–]*$/, "").trim();
  return { key, person, page: here, title, at: Date.now(), tries, fields };
}

function arrive(answer) {
  if (answer.leadsTo) location.assign(answer.leadsTo);
  else showRefused(answer.page);
}

function showRefused(page) {
  htmx.swap(document.body, page, { swapStyle: "innerHTML", swapDelay: 0, settleDelay: 0 });
  scrollTo(0, 0);
  (document.getElementById("errors") ?? document.getElementById("main")).focus();
  show();
}

function tell(line, words, isHeld) {
  line.classList.remove("error-text");
  line.classList.toggle("message", isHeld);
  line.classList.toggle("message-warning", isHeld);
  line.textContent = words;
}

async function sendFromPage(form, button, entry) {
  const line = lineOf(form);
  form.dataset.sending = "";
  tell(line, line.dataset.sending, false);
  const answer = await send(entry);
  if (answer.isSaved || answer.isKept) return arrive(answer); // data-sending stays until the next page is there
  delete form.dataset.sending;
  if (answer.isRefused) {
    form.dataset.asEver = ""; // the browser shows what the server has to say
    return form.requestSubmit(button);
  }
  tell(line, line.dataset.later, true);
}

addEventListener("submit", (event) => {
  const form = event.target;
  const button = event.submitter;
  if (!person || !lineOf(form) || "asEver" in form.dataset) return;
  if (button?.name === "do" && button.value !== "save") return; // a list is only arranged
  if ("sending" in form.dataset) return event.preventDefault();
  try {
    const entry = entryOf(form, button);
    if (entry.fields.some(([, value]) => typeof value !== "string")) return; // a file
    put(entry);
    delete form.dataset.edited;
    form.dataset.held = "";
    event.preventDefault();
    sendFromPage(form, button, entry);
  } catch {
    return; // no room for it
  }
});

addEventListener("input", (event) => {
  const { form } = event.target;
  if (!form) return;
  form.dataset.edited = "";
  if (!("held" in form.dataset)) return;
  delete form.dataset.held;
  tell(lineOf(form), "", false);
});

// What is held has no need to be kept as unsaved (unsaved.js), nor to be told that this fails.
addEventListener("htmx:beforeRequest", (event) => {
  if (event.target.closest("form[data-held]") && event.target.matches(".kept-line")) event.preventDefault();
});

const isEdited = () => document.querySelector("form[data-edited]") !== null;

// Two tabs do not send the same at once; if they did, the one-time key would hold.
function alone(work) {
  return navigator.locks ? navigator.locks.request("unsent", { ifAvailable: true }, (lock) => lock && work()) : work();
}

const sendWaiting = ({ all = false, refresh = false } = {}) =>
  alone(async () => {
    let isStale = false; // this page shows what was there before
    for (const entry of waiting()) {
      const form = formOf(entry);
      const isBusy = form && ("sending" in form.dataset || "edited" in form.dataset);
      if (isBusy || (entry.isRefused && !all)) continue;
      if (all) say(entry, "sending");
      const answer = await send(entry);
      if (answer.isLost) break;
      if (answer.isRefused) continue;
      if (form) return arrive(answer);
      isStale ||= refresh || entry.page === here;
      if (answer.isSaved) arrived.push(entry);
      else if (person) put({ ...entry, fields: [], isKept: true });
    }
    if (isStale && !isEdited()) {
      sessionStorage.setItem(NEWS, JSON.stringify(arrived));
      return location.assign(here);
    }
    show();
  });

// --- what is said; a page of nobody says nothing

const unsent = () => document.getElementById("unsent");
const words = (kind, entry) => unsent().dataset[kind].replace("%page%", entry.title);
const boxOf = (entry) => unsent()?.querySelector(`[data-key="${entry.key}"]`);

function say(entry, kind) {
  const said = boxOf(entry)?.querySelector("p");
  if (said) said.textContent = words(kind, entry);
}

function box(entry, kind) {
  const made = document.getElementById("unsent-form").content.firstElementChild.cloneNode(true);
  made.dataset.key = entry.key;
  made.querySelector("p").textContent = words(kind, entry);
  const link = made.querySelector("a");
  if (kind === "kept") link.href = entry.page;
  else link.remove();
  if (kind === "sent") made.classList.replace("message-warning", "message-success");
  if (kind === "kept" || kind === "sent") made.querySelectorAll("button").forEach((button) => button.remove());
  return made;
}

const kindOf = (entry) => (entry.isKept ? "kept" : entry.isRefused ? "refused" : "waiting");

function show() {
  if (!person || !unsent()) return;
  const others = stored().filter((entry) => !formOf(entry));
  const boxes = [...arrived.map((entry) => box(entry, "sent")), ...others.map((entry) => box(entry, kindOf(entry)))];
  unsent().replaceChildren(...boxes);
}

addEventListener("click", (event) => {
  const act = event.target.closest("#unsent [data-act]")?.dataset.act;
  if (!act) return;
  const { key } = event.target.closest("[data-key]").dataset;
  const entry = stored().find((each) => each.key === key);
  if (act === "send") sendWaiting({ all: true, refresh: true });
  else if (entry && confirm(words("discard", entry))) erase(entry), show();
});

addEventListener("submit", async (event) => {
  const form = event.target;
  if (!("signsOut" in form.dataset)) return;
  if (waiting().length) {
    event.preventDefault();
    await sendWaiting({ all: true });
    if (waiting().length && !confirm(unsent().dataset.signsOut)) return;
  }
  sessionStorage.setItem(SIGNS_OUT, "yes");
  if (event.defaultPrevented) form.submit();
});

// --- when

if (person !== undefined) {
  try {
    arrived = JSON.parse(sessionStorage.getItem(NEWS) ?? "[]");
    sessionStorage.removeItem(NEWS);
    tidy();
    show();
    sendWaiting({ all: true, refresh: true });
    setInterval(sendWaiting, TRY_AGAIN);
    addEventListener("online", () => sendWaiting());
    addEventListener("visibilitychange", () => document.hidden || sendWaiting());
    addEventListener("storage", show);
  } catch {
    // this browser stores nothing
  }
}
