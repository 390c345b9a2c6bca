// What pages do beside being pages: warn before a session ends, ask before what can't be undone,
// say why a part of a page did not come. Every page works without it.
"use strict";

(() => {
  const WARN_SECONDS = 300;
  const LOOK_SECONDS = 60;
  const token = () => JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRF-Token"];

  // --- The session's end ---
  const warning = document.getElementById("session-warning");
  const words = document.getElementById("session-warning-words");
  const stay = document.getElementById("session-stay");

  const show = (left) => {
    const minutes = Math.max(1, Math.round(left.seconds / 60));
    const near = left.seconds < WARN_SECONDS;
    warning.hidden = !near;
    stay.hidden = !left.can_stay;
    words.textContent = left.seconds <= 0
      ? "登录已过期。填写的内容还在：提交时会请您重新登录，然后接着提交。"
      : `再过约 ${minutes} 分钟登录就会过期${left.can_stay ? "。" : "，请先保存，再重新登录。"}`;
  };
  const look = async () => {
    const answer = await fetch(warning.dataset.left, { headers: { Accept: "application/json" } });
    show(answer.ok && !answer.redirected ? await answer.json() : { seconds: 0, can_stay: false });
  };
  const tell = (sentence) => {
    const trouble = document.getElementById("trouble");
    trouble.textContent = sentence;
    trouble.hidden = !sentence;
  };
  if (warning) {
    const lookAgain = () => look().catch(() => tell("网络不通，请稍后再试。"));
    setInterval(lookAgain, LOOK_SECONDS * 1000);
    // Browsers let pages in the background sleep: look when somebody comes back to this one.
    document.addEventListener("visibilitychange", () => document.hidden || lookAgain());
    stay.addEventListener("click", async () => {
      await fetch(warning.dataset.stay, { method: "POST", headers: { "X-CSRF-Token": token(), Accept: "application/json" } });
      await look();
    });
  }

  // --- Before what can't be undone ---
  document.addEventListener("submit", (event) => {
    const asked = event.target.dataset.ask;
    if (asked && !window.confirm(asked)) {
      event.preventDefault();
    }
  });

  // --- Parts of a page that did not come ---
  document.addEventListener("htmx:responseError", (event) => {
    const part = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
    const trouble = document.getElementById("trouble");
    trouble.replaceChildren(...part.body.childNodes);
    trouble.hidden = false;
  });
  document.addEventListener("htmx:sendError", () => tell("网络不通，请稍后再试。"));
  document.addEventListener("htmx:beforeRequest", () => tell(""));
})();
