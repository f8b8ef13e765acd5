// Back shows a form that was sent with what was typed into it, yet asks the server for the page and gets a new one-time
// key. The form is the old one, so it gets its old key back, and sending it again adds nothing (decision 0018).
// A form that comes back empty is a new form, and keeps its new key.

const keys = () => [...document.querySelectorAll('input[name="once"]')];

function holdsWhatWasTyped(form) {
  return [...form.elements].some((field) => {
    if (field.type === "hidden" || !field.name) return false;
    if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
    if (field.type === "select-one") {
      const offered = [...field.options].findIndex((option) => option.defaultSelected);
      return field.selectedIndex !== Math.max(offered, 0);
    }
    return "defaultValue" in field && field.value !== field.defaultValue;
  });
}

addEventListener("pageshow", (event) => {
  if (event.persisted) return; // the page itself was kept, with its keys
  const [visit] = performance.getEntriesByType("navigation");
  const before = visit?.type === "back_forward" ? history.state?.once ?? [] : [];
  keys().forEach((key, number) => {
    if (before[number] && holdsWhatWasTyped(key.form)) key.value = before[number];
  });
  history.replaceState({ ...history.state, once: keys().map((key) => key.value) }, "");
});
