// A button that prints the page: who has no JavaScript uses the browser's own.
"use strict";

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) {
    window.print();
  }
});
