// The drawer of WeChat's customer service: sign in, take somebody on, talk, end it.
import { post } from "./api.js";
import { button, clock, make } from "./make.js";

const SHOWN = 40; // Of a talk's bubbles, the newest.
const MINE = new Set(["agent"]);

export class AgentDrawer {
  constructor() {
    this.dialog = document.getElementById("agents");
    this.online = document.getElementById("agent-online");
    this.count = document.getElementById("agents-count");
    this.queue = document.getElementById("agents-waiting");
    this.talks = document.getElementById("agents-talks");
    this.said = document.getElementById("agents-said");
    this.items = new Map();
    this.open_talks = new Map();
    this.online.addEventListener("change", () => this.sign());
  }

  open() {
    this.said.textContent = "";
    this.dialog.showModal();
  }

  sign() {
    return this.tries(post(`agents/${this.agent}`, { online: this.online.checked }));
  }

  async tries(deed) {
    this.said.textContent = "";
    await deed.catch((error) => { this.said.textContent = error.message; });
  }

  /** Keeps what was said, to be shown to who takes the resident on. */
  hear(item) {
    const heard = this.items.get(item.openid) || [];
    heard.push(item);
    this.items.set(item.openid, heard.slice(-SHOWN));
    this.open_talks.get(item.openid)?.show(item);
  }

  update(state) {
    const [agent] = state.agents;
    this.agent = agent.account;
    this.online.checked = agent.online;
    document.getElementById("agent-name").textContent = agent.nickname;
    this.residents = new Map(state.residents.map((each) => [each.openid, each]));
    this.count.hidden = !state.waiting_for_agent.length;
    this.count.textContent = state.waiting_for_agent.length;
    this.queue.replaceChildren(...state.waiting_for_agent.map((each) => this.waiting(each)));
    if (!state.waiting_for_agent.length) this.queue.append(make("li", "note", "没有人在等"));
    this.keep(state.sessions);
  }

  waiting(session) {
    const { nickname, face } = this.residents.get(session.openid);
    const line = make("li");
    const words = make("span", "", nickname);
    words.append(make("small", "", `${clock(session.began_at)} 开始等`));
    line.append(make("img", "face", "", { src: `/static/faces/${face}.svg`, alt: "" }), words,
      button("接待", () => this.tries(
        post(`sessions/${session.openid}/accept`, { agent: this.agent })), "send"));
    return line;
  }

  /** A talk stays as it is while it lasts: somebody may be typing in it. */
  keep(sessions) {
    const now = new Set(sessions.map((each) => each.openid));
    for (const [openid, talk] of this.open_talks) {
      if (now.has(openid)) continue;
      talk.element.remove();
      this.open_talks.delete(openid);
    }
    for (const { openid } of sessions) {
      if (this.open_talks.has(openid)) continue;
      const talk = new Talk(this.residents.get(openid), (deed) => this.tries(deed));
      for (const item of this.items.get(openid) || []) talk.show(item);
      this.open_talks.set(openid, talk);
      this.talks.append(talk.element);
      talk.toEnd();
    }
  }
}

class Talk {
  constructor(resident, tries) {
    const { openid, nickname } = resident;
    this.element = document.getElementById("talk").content.firstElementChild.cloneNode(true);
    this.element.setAttribute("aria-label", `和${nickname}的谈话`);
    this.element.querySelector("h3").textContent = nickname;
    this.chat = this.element.querySelector(".chat");
    const input = this.element.querySelector("input");
    input.setAttribute("aria-label", `对${nickname}说`);
    this.element.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      const text = input.value.trim();
      input.value = "";
      if (text) tries(post(`sessions/${openid}/speak`, { text }));
    });
    this.element.querySelector(".end").addEventListener("click", () => {
      tries(post(`sessions/${openid}/close`));
    });
  }

  show(item) {
    if (item.via === "line") return;
    const words = item.kind === "text" ? item.spans.map((span) => span.text).join("") : `[${item.kind}]`;
    const who = item.via === "push" ? "" : " mine";
    const by = item.via === "push" || MINE.has(item.via) ? "" : " bot";
    this.chat.append(make("p", `bubble${who}${by}`, item.text ? words : item.card.title || words));
    this.toEnd();
  }

  toEnd() {
    this.chat.scrollTop = this.chat.scrollHeight;
  }
}
