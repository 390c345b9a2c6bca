// One resident's phone: shows the chat and sends what the visitor does.
import { act } from "./api.js";
import { elementsOf } from "./bubbles.js";
import { button, make } from "./make.js";

const LARGEST_PHOTO = 2 * 1024 * 1024;
const PLACES = [
  ["幸福里 3 号楼 2 单元", 31.2304, 121.4737],
  ["幸福里西区 5 号楼门口", 31.2311, 121.4722],
  ["安宁社区南院大门", 31.2352, 121.4801],
  ["白云村村口老槐树", 31.1987, 121.3901],
];
const CODES = [
  ["幸福里东区的码", "xingfu-1"],
  ["幸福里西区的码", "xingfu-2"],
  ["安宁社区的码", "anning"],
  ["白云村的码", "baiyun"],
];

export class Phone {
  /** Makes the phone of a resident; `ask` resolves to whether the resident agrees to a notice. */
  constructor(resident, { ask, looked }) {
    this.openid = resident.openid;
    this.ask = ask;
    this.element = document.getElementById("phone").content.firstElementChild.cloneNode(true);
    this.element.dataset.face = resident.face;
    this.element.dataset.openid = resident.openid;
    this.element.classList.toggle("big", resident.big_text);
    this.chat = this.find(".chat");
    this.typing = make("p", "typing");
    this.last = 0;
    this.introduce(resident);
    this.listen(looked);
  }

  find(selector) {
    return this.element.querySelector(selector);
  }

  introduce(resident) {
    const { nickname, openid } = resident;
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
    for (const hint of resident.hints) {
      this.find(".hints").append(button(hint, () => this.does("say", { text: hint })));
    }
    for (const [place, latitude, longitude] of PLACES) {
      const values = { label: place, latitude, longitude };
      this.panel("places").append(button(place, () => this.does("location", values)));
    }
    const more = this.panel("more");
    for (const [name, scene] of CODES) {
      more.append(button(`扫${name}`, () => this.does("scan", { scene })));
    }
    more.append(button("发一段视频", () => this.does("video")));
    more.append(button("取消关注", () => this.does("unfollow")));
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
    this.find("input[type=file]").addEventListener("change", (event) => this.pick(event.target));
    this.element.addEventListener("pointerdown", () => looked(this));
    this.element.addEventListener("focusin", () => looked(this));
  }

  unfold(name) {
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

  async pick(input) {
    const [file] = input.files;
    input.value = "";
    if (!file) return;
    if (file.size > LARGEST_PHOTO) {
      this.tell("照片超过 2 MB，请换一张小的");
      return;
    }
    const bytes = new Uint8Array(await file.arrayBuffer());
    let binary = "";
    for (const byte of bytes) binary += String.fromCharCode(byte);
    await this.does("photo", { base64: btoa(binary) });
  }

  async agree(query) {
    const [scene, template] = [query.get("scene") || "", query.get("template_id") || ""];
    if (!(await this.ask())) return;
    if (await this.does("agree", { scene, template_id: template })) {
      this.chat.append(make("p", "line", "已同意接收 1 条通知"));
      this.toEnd();
    }
  }

  /** Adds a bubble; `live` when it has just come, not while old chats are read in. */
  show(item, live) {
    this.find(".empty")?.remove();
    const deeds = {
      click: (text, menuId) => this.does("click", { text, menu_id: menuId || "0" }),
      consent: (query) => this.agree(query),
    };
    const made = elementsOf(item, deeds, this.last);
    this.last = item.at;
    if (live) for (const each of made) each.classList.add("came");
    this.chat.append(...made);
    for (const picture of this.chat.querySelectorAll("img")) picture.onload = () => this.toEnd();
    this.toEnd();
  }

  /** What has changed about the resident: unread messages, the try under way, the following. */
  update(resident, menu) {
    this.unread = resident.unread;
    const badge = this.find(".badge");
    badge.hidden = !resident.unread;
    badge.textContent = resident.unread;
    badge.setAttribute("aria-label", `${resident.unread} 条新消息`);
    const gone = resident.greeted && !resident.follows;
    this.find(".gone").hidden = !gone;
    for (const part of [".composer", ".hints"]) this.find(part).hidden = gone;
    this.offer(menu, gone);
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

  offer(menu, gone) {
    const bar = this.find(".menu");
    const entries = (menu.button || []).flatMap((top) => (top.sub_button?.length ? top.sub_button : [top]));
    bar.hidden = gone || !entries.length;
    bar.replaceChildren(...entries.map((entry) => button(entry.name, () => this.choose(entry))));
  }

  choose(entry) {
    if (entry.type !== "view") {
      this.does("menu", { key: entry.key });
      return;
    }
    this.does("view", { url: entry.url });
    if (/^https?:/.test(entry.url)) window.open(entry.url, "_blank", "noopener,noreferrer");
  }

  toEnd() {
    this.chat.scrollTop = this.chat.scrollHeight;
  }
}
