// What makes a page better where scripts run: GOV.UK's components, drafts, and rows added in place.
// Every page works without it.

const DRAFT_EVERY = 5000; // milliseconds
const NOT_KEPT = new Set(["csrfmiddlewaretoken", "submission", "sitting", "add_another"]);

const own = document.querySelector("script[data-govuk]");
const govuk = await import(own.dataset.govuk);
plainRadios();
govuk.initAll();

// A fragment that htmx brings in has components too.
document.addEventListener("htmx:load", (event) => {
  if (event.detail.elt !== document.body) govuk.initAll({ scope: event.detail.elt });
});
document.addEventListener("htmx:configRequest", (event) => {
  const token = document.querySelector("input[name=csrfmiddlewaretoken]");
  if (token) event.detail.headers["X-CSRFToken"] = token.value;
});

for (const form of document.querySelectorAll("form[data-draft-url]")) keepDraft(form);
for (const list of document.querySelectorAll("[data-rows]")) addRowsInPlace(list);

/** Take aria-expanded off radios, where WAI-ARIA does not allow it: GOV.UK's radios that reveal a question set it. */
function plainRadios() {
  const isRadio = (element) => element.matches("input[type=radio][aria-expanded]");
  const watch = new MutationObserver((changes) => {
    for (const { target } of changes) if (isRadio(target)) target.removeAttribute("aria-expanded");
  });
  watch.observe(document.body, { subtree: true, attributes: true, attributeFilter: ["aria-expanded"] });
}

/** Save what a form holds, five seconds after each change; never in the browser's own storage. */
function keepDraft(form) {
  const url = form.dataset.draftUrl;
  const status = statusOf(form);
  let saved = textOf(form);
  let timer = null;
  let request = null;
  let isSent = false;

  const changed = () => {
    if (!timer && !isSent) timer = setTimeout(save, DRAFT_EVERY);
  };
  const post = () => {
    const body = new URLSearchParams(textOf(form));
    const headers = { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value };
    return fetch(url, { method: "POST", headers, body, redirect: "manual", signal: request.signal });
  };

  async function save() {
    timer = null;
    if (request) return changed();
    const text = textOf(form);
    if (text === saved) return;
    request = new AbortController();
    try {
      let answer = await post();
      if (answer.status === 403 && (await freshToken(form, url))) answer = await post();
      if (!answer.ok) throw new Error(answer.type === "opaqueredirect" ? "signed out" : String(answer.status));
      saved = text;
      say(status, `Draft saved at ${(await answer.json()).saved}`, false);
    } catch (problem) {
      if (isSent) return;
      const words =
        problem.message === "signed out"
          ? "You have been signed out. Sign in in another tab and come back: your work is still on this page."
          : "Your work is not being saved. Keep this page open: we will try again.";
      say(status, words, true);
      timer = setTimeout(save, DRAFT_EVERY);
    } finally {
      request = null;
    }
    if (textOf(form) !== saved) changed();
  }

  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", () => {
    // A save that arrives after the form would bring the draft back.
    isSent = true;
    clearTimeout(timer);
    if (request) request.abort();
  });
  // The page may come back from the browser's memory after "Back".
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) isSent = false;
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && !isSent && timer) {
      clearTimeout(timer);
      save();
    }
  });
}

/** The inputs of a form as they would be sent, without files, passwords and keys. */
function textOf(form) {
  const passwords = new Set([...form.querySelectorAll(".govuk-password-input input")].map((input) => input.name));
  const kept = [...new FormData(form)].filter(
    ([name, value]) => typeof value === "string" && !NOT_KEPT.has(name) && !passwords.has(name),
  );
  return new URLSearchParams(kept).toString();
}

/** After signing in again the page's token is stale: ask for the new one. */
async function freshToken(form, url) {
  const answer = await fetch(url, { redirect: "manual" });
  if (!answer.ok) return false;
  form.elements.csrfmiddlewaretoken.value = (await answer.json()).token;
  return true;
}

/** The line under a form that says how its draft stands. */
function statusOf(form) {
  const line = document.createElement("p");
  line.className = "draft-status";
  line.setAttribute("role", "status");
  form.append(line);
  return line;
}

/** Show how the draft stands; only trouble is read out by a screen reader. */
function say(line, words, isTrouble) {
  if (line.textContent === words) return;
  line.setAttribute("aria-live", isTrouble ? "assertive" : "off");
  line.classList.toggle("draft-status--trouble", isTrouble);
  line.textContent = words;
}

/** Add a row without asking the server; its button does the same by itself. */
function addRowsInPlace(list) {
  const prefix = list.dataset.rows;
  const total = list.querySelector(`input[name="${prefix}-TOTAL_FORMS"]`);
  const most = Number(list.querySelector(`input[name="${prefix}-MAX_NUM_FORMS"]`).value);
  const pattern = list.querySelector("template[data-row]");
  const button = list.querySelector("button[name=add_another]");

  button.addEventListener("click", (event) => {
    const number = Number(total.value);
    event.preventDefault();
    if (number >= most) return;
    const holder = document.createElement("div");
    holder.innerHTML = pattern.innerHTML.replaceAll("__prefix__", number).replaceAll("__number__", number + 1);
    const row = holder.firstElementChild;
    pattern.before(row);
    total.value = number + 1;
    govuk.initAll({ scope: row });
    row.querySelector("input:not([type=hidden]), select, textarea")?.focus();
    button.form?.dispatchEvent(new Event("change"));
    button.hidden = number + 1 >= most;
  });
}
