// Eases the pages of the knowledge: / goes to the search, Ctrl+S saves, one tick for a whole page.
"use strict";

(() => {
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.matches("input, textarea, select");
    const search = document.querySelector("[data-find]");
    if (event.key === "/" && !isTyping && search) {
      event.preventDefault();
      search.focus();
    }
    const form = document.querySelector("[data-save]");
    if (event.key === "s" && (event.ctrlKey || event.metaKey) && form) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("[value='save']"));
    }
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-tick-all]")) {
      document.querySelectorAll("input[name='entry']").forEach((box) => { box.checked = event.target.checked; });
    }
  });
})();
