// The dialogs in front of a phone: a notice to agree to, a code to scan, several messages at once.
import { button, make } from "./make.js";

/** Whether the resident agrees to one later notice. */
export function askConsent() {
  const dialog = document.getElementById("ask");
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((done) => {
    dialog.addEventListener("close", () => done(dialog.returnValue === "yes"), { once: true });
  });
}

/** The wall of codes: those of the street, and those that the account has made. */
export class Scanner {
  constructor() {
    this.dialog = document.getElementById("scan");
    this.wall = document.getElementById("scan-wall");
    this.state = { posters: [], codes: [] };
  }

  open(phone) {
    const posters = this.state.posters.map(({ name, scene }) =>
      this.card(phone, `${name}的码`, scene, `http://weixin.qq.com/q/${scene}`, { scene }));
    const made = this.state.codes.map(({ ticket, scene, url }) =>
      this.card(phone, "公众号生成的码", scene, url, { ticket }));
    this.wall.replaceChildren(...posters, ...made);
    this.dialog.showModal();
  }

  card(phone, name, scene, url, values) {
    const card = button("", () => {
      this.dialog.close();
      phone.does("scan", values);
    }, "code");
    const src = `/sim/code.png?url=${encodeURIComponent(url)}`;
    card.append(make("img", "", "", { src, alt: "", width: 96, height: 96 }),
      make("span", "", name), make("small", "", scene));
    card.setAttribute("aria-label", `扫${name}（${scene}）`);
    return card;
  }

  update(state) {
    this.state = state;
  }
}

/** Several texts and photos, sent before anybody can answer. */
export class Burst {
  constructor() {
    this.dialog = document.getElementById("burst");
    this.lines = document.getElementById("burst-lines");
    this.photos = document.getElementById("burst-photos");
    this.dialog.addEventListener("close", () => this.send());
  }

  open(phone) {
    this.phone = phone;
    this.dialog.returnValue = "no";
    this.dialog.showModal();
  }

  send() {
    if (this.dialog.returnValue !== "yes") return;
    const texts = this.lines.value.split("\n").map((line) => line.trim()).filter(Boolean);
    const photos = Array(Number(this.photos.value)).fill({ action: "photo", values: {} });
    const said = texts.map((text) => ({ action: "say", values: { text } }));
    if (said.length + photos.length) this.phone.sends([...said, ...photos]);
  }
}
