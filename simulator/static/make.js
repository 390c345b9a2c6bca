// Building elements: text stays text, so nothing that anybody writes can become markup.

/** An element with a class, text and properties. */
export function make(tag, className = "", text = "", properties = {}) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return Object.assign(element, properties);
}

/** A push button. */
export function button(text, pressed, className = "") {
  const element = make("button", className, text, { type: "button" });
  element.addEventListener("click", pressed);
  return element;
}

/** Day, hours and minutes of a Unix time. */
export function moment(seconds) {
  const at = new Date(seconds * 1000);
  return `${at.getMonth() + 1} 月 ${at.getDate()} 日 ${clock(seconds)}`;
}

/** Hours and minutes of a Unix time. */
export function clock(seconds) {
  return new Date(seconds * 1000).toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit" });
}
