// What is typed is kept by htmx a second after the last key (decision 0025). This says when that fails, and warns who
// leaves while something typed is not kept yet. Without it, forms are saved by their buttons as ever.

const lineOf = (form) => form?.querySelector(".kept-line");
let notKept = false;

addEventListener("input", (event) => {
  if (lineOf(event.target.form)) notKept = true;
});

addEventListener("submit", (event) => {
  const line = lineOf(event.target);
  if (!line) return;
  notKept = false;
  htmx.trigger(line, "htmx:abort"); // what is on its way must not come after the saving
});

const isLine = (event) => event.target.matches?.(".kept-line");

function tell(line, failed) {
  notKept = failed;
  line.classList.toggle("error-text", failed);
  if (failed) line.textContent = line.dataset.failed;
}

addEventListener("htmx:beforeSwap", (event) => {
  if (isLine(event) && event.detail.xhr.status >= 400) event.detail.shouldSwap = false;
});

addEventListener("htmx:afterRequest", (event) => {
  // without a status it was aborted: a newer one follows, or the form was sent
  if (isLine(event) && event.detail.xhr.status) tell(event.target, !event.detail.successful);
});

addEventListener("htmx:sendError", (event) => {
  if (isLine(event)) tell(event.target, true);
});

addEventListener("beforeunload", (event) => {
  if (notKept) event.preventDefault();
});
