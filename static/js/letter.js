// The square of a letter holds the address with the code after #: it goes into the field, and out of the address, so that
// neither the history nor a bookmark keeps it. Without scripts the code is typed.

const field = document.querySelector('input[name="code"]');
const code = decodeURIComponent(location.hash.slice(1));
if (field && /^[\w-]{12,20}$/.test(code)) {
  field.value = code;
  history.replaceState(history.state, "", location.pathname);
}
