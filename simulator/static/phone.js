// One resident's phone: shows the chat and sends what the visitor does.
import { act } from "./api.js";
import { elementsOf } from "./bubbles.js";
import { button, make } from "./make.js";
import { fillPanels, Menu } from "./panels.js";

export class Phone {
  /** Makes the phone of a resident; `asks` are the dialogs {consent, scan, burst}. */
  constructor(resident, { asks, looked }) {
    this.openid = resident.openid;
    this.asks = asks;
    this.element = document.getElementById("phone").content.firstElementChild.cloneNode(true);
    this.element.dataset.face = resident.face;
    this.element.dataset.openid = resident.openid;
    this.element.classList.toggle("big", resident.big_text);
    this.chat = this.find(".chat");
    this.typing = make("p", "typing");
    this.last = 0;
    this.introduce(resident);
    fillPanels(this, asks);
    this.menu = new Menu(this.find(".menu"), (entry) => this.choose(entry));
    this.listen(looked);
  }

  find(selector) {
    return this.element.querySelector(selector);
  }

  introduce(resident) {
    const { nickname, openid } = resident;
    this.nickname = nickname;
    this.find(".face").src = `/static/faces/${resident.face}.svg`;
    this.find("h2").textContent = nickname;
    this.find(".about").textContent = resident.about;
    this.element.id = `phone-${openid}`;
    this.element.setAttribute("aria-label", `${nickname}的手机`);
    this.chat.setAttribute("aria-label", `${nickname}的聊天`);
    this.input = this.find(".composer input[type=text]");
    this.input.id = `say-${openid}`;
    const label = this.find(".composer > label");
    label.htmlFor = this.input.id;
    label.textContent = `替${nickname}说一句`;
    this.find(".send").setAttribute("aria-label", `替${nickname}发送`);
    this.find(".hints").hidden = !resident.hints.length;
    for (const hint of resident.hints) {
      this.find(".hints").append(button(hint, () => this.does("say", { text: hint })));
    }
  }

  panel(name) {
    return this.find(`.panel[data-name=${name}]`);
  }

  listen(looked) {
    this.find(".composer").addEventListener("submit", (event) => {
      event.preventDefault();
      this.say();
    });
    for (const each of this.element.querySelectorAll("[data-act]")) {
      each.addEventListener("click", () => this.does(each.dataset.act));
    }
    for (const each of this.element.querySelectorAll("[data-panel]")) {
      each.addEventListener("click", () => this.unfold(each.dataset.panel));
    }
    this.element.addEventListener("pointerdown", () => looked(this));
    this.element.addEventListener("focusin", () => looked(this));
  }

  unfold(name) {
    this.menu.fold();
    for (const each of this.element.querySelectorAll(".panel")) {
      each.hidden = each.dataset.name !== name || !each.hidden;
    }
    for (const each of this.element.querySelectorAll("[data-panel]")) {
      each.setAttribute("aria-expanded", String(!this.panel(each.dataset.panel).hidden));
    }
    this.toEnd();
  }

  async say() {
    const text = this.input.value.trim();
    if (!text) return;
    this.input.value = "";
    if (!(await this.does("say", { text }))) this.input.value = text;
  }

  /** Several messages ({action, values}) at once. */
  sends(messages) {
    return this.does("burst", { messages });
  }

  async does(action, values = {}) {
    this.unfold("");
    try {
      await act(this.openid, action, values);
      return true;
    } catch (error) {
      this.tell(error.message);
      return false;
    }
  }

  tell(sentence) {
    this.chat.append(make("p", "line failed", sentence));
    this.toEnd();
  }

  async agree(link) {
    const agrees = await this.asks.consent();
    if (!(await this.does("decide", { link, agrees }))) return;
    this.chat.append(make("p", "line", agrees ? "已同意接收 1 条通知" : "这次没有同意"));
    this.toEnd();
  }

  /** Adds a bubble; `live` when it has just come, not while old chats are read in. */
  show(item, live) {
    this.find(".empty")?.remove();
    const deeds = {
      click: (text, menuId) => this.does("click", { text, menu_id: menuId || "0" }),
      consent: (link) => this.agree(link),
    };
    const made = elementsOf(item, deeds, this.last);
    this.last = item.at;
    if (live) for (const each of made) each.classList.add("came");
    this.chat.append(...made);
    for (const picture of this.chat.querySelectorAll("img")) picture.onload = () => this.toEnd();
    this.toEnd();
  }

  /** What has changed about the resident: unread messages, the try under way, the following. */
  update(resident, state) {
    this.unread = resident.unread;
    const badge = this.find(".badge");
    badge.hidden = !resident.unread;
    badge.textContent = resident.unread;
    badge.setAttribute("aria-label", `${resident.unread} 条新消息`);
    const gone = resident.greeted && !resident.follows;
    this.find(".gone").hidden = !gone;
    this.find(".composer").hidden = gone;
    this.find(".hints").hidden = gone || !resident.hints.length;
    this.menu.offer(state.menu, gone);
    const agent = state.sessions.find((each) => each.openid === this.openid);
    this.element.classList.toggle("with-agent", Boolean(agent));
    this.wait(resident.try);
  }

  wait(attempt) {
    this.typing.textContent = attempt > 1 ? `还没回音，第 ${attempt} 次推送……` : "邻里正在看……";
    if (!attempt) this.typing.remove();
    else if (this.chat.lastElementChild !== this.typing) {
      this.chat.append(this.typing);
      this.toEnd();
    }
  }

  async choose(entry) {
    await this.does("press", { name: entry.name });
    if (entry.type === "view" && /^https?:/.test(entry.url)) {
      window.open(entry.url, "_blank", "noopener,noreferrer");
    }
    // What WeChat sends after such an entry's event.
    if (entry.type.startsWith("pic_")) this.does("photo");
    if (entry.type === "location_select") this.panel("places").firstElementChild.click();
  }

  toEnd() {
    this.chat.scrollTop = this.chat.scrollHeight;
  }
}
