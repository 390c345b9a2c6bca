// The two drawers: raw messages of one phone, and the switchboard of faults.
import { act, get, post } from "./api.js";
import { clock, make, moment } from "./make.js";

const OUTCOMES = { waiting: "还在等", answered: "已回复", silent: "收到，不回复", failed: "失败",
  called: "邻里的调用" };
const WINDOWS = { message: "消息", click: "点击", follow: "关注", scan: "扫码" };

export class RawDrawer {
  constructor() {
    this.dialog = document.getElementById("raw");
    this.who = document.getElementById("raw-who");
    this.list = document.getElementById("raw-list");
    this.who.addEventListener("change", () => this.read());
  }

  open(openid) {
    this.who.value = openid;
    this.dialog.showModal();
    this.read();
  }

  /** Follows the news: who there is, which windows are open, what was exchanged. */
  update(state) {
    this.residents = state.residents;
    if (this.who.options.length !== state.residents.length) {
      this.who.replaceChildren(...state.residents.map((each) => new Option(each.nickname, each.openid)));
    }
    if (this.dialog.open) this.read();
  }

  async read() {
    const resident = this.residents.find((each) => each.openid === this.who.value);
    document.getElementById("raw-windows").textContent = windowsOf(resident);
    const { exchanges } = await get(`exchanges?openid=${encodeURIComponent(resident.openid)}`);
    const open = new Set([...this.list.querySelectorAll("[open]")].map((each) => each.dataset.id));
    this.list.replaceChildren(...exchanges.map((each) => entry(each, open)));
    if (!exchanges.length) this.list.append(make("p", "note", "还没有往来"));
  }
}

function windowsOf(resident) {
  const open = Object.entries(resident.windows);
  if (!open.length) return "现在没有可以主动发消息的窗口";
  const parts = open.map(([name, { left, closes_at }]) =>
    `${WINDOWS[name]}窗口还能发 ${left} 条，到 ${moment(closes_at)}`);
  return parts.join("；");
}

function entry(exchange, open) {
  const details = make("details");
  details.dataset.id = exchange.id;
  details.open = open.has(String(exchange.id));
  const summary = make("summary");
  const failed = exchange.outcome === "failed" ? " failed" : "";
  summary.append(
    make("span", "", clock(exchange.at)),
    make("span", "what", `${exchange.call ? "← " : "→ "}${exchange.name}`),
    make("span", `how${failed}`, OUTCOMES[exchange.outcome] + tried(exchange)),
  );
  const section = make("section");
  section.append(...(exchange.call ? callParts(exchange) : pushParts(exchange)));
  details.append(summary, section);
  return details;
}

function tried(exchange) {
  return exchange.tries.length > 1 ? `（${exchange.tries.length} 次）` : "";
}

function callParts(exchange) {
  return [...titled("邻里发来", exchange.plain), ...titled("微信回答", exchange.tries[0].body)];
}

function pushParts(exchange) {
  const parts = [...titled("微信推送，明文", readable(exchange.plain)), ...titled("推送地址", exchange.url)];
  if (exchange.body !== exchange.plain) parts.push(...titled("微信推送，原样", exchange.body, "sealed"));
  for (const each of exchange.tries) {
    const twin = each.duplicate ? "（重复推送）" : "";
    const end = each.problem || `HTTP ${each.status}`;
    const title = `第 ${each.number} 次${twin}，${each.seconds.toFixed(2)} 秒，${end}`;
    parts.push(...titled(title, readable(each.plain) || "（没有内容）"));
    if (each.body && each.body !== each.plain) {
      parts.push(...titled("回复，原样", each.body, "sealed"));
    }
  }
  return parts;
}

/** One field a line, for reading; the bytes as they were sent stand under 原样. */
function readable(xml) {
  return xml.replace(/^<xml>/, "<xml>\n").replace(/(<\/\w+>)(?=<)/g, "$1\n");
}

function titled(title, text, className = "") {
  return [make("h3", "", title), make("pre", className, text)];
}

export class FaultDrawer {
  constructor() {
    this.dialog = document.getElementById("faults");
    this.list = document.getElementById("fault-list");
    this.said = document.getElementById("faults-said");
    this.count = document.getElementById("fault-count");
    this.boxes = new Map();
    this.onPress("revoke", "令牌已作废，邻里要重新取", () => post("tokens/revoke"));
    this.onPress("close-windows", "窗口都过期了，只能等居民先开口", () => this.closeWindows());
    this.onPress("quiet", "全部恢复正常", () => this.quiet());
  }

  open() {
    this.said.textContent = "";
    this.dialog.showModal();
  }

  onPress(id, sentence, deed) {
    document.getElementById(id).addEventListener("click", async () => {
      this.said.textContent = await deed().then(() => sentence, (error) => error.message);
    });
  }

  closeWindows() {
    return Promise.all(this.residents.map((each) => act(each.openid, "close-windows")));
  }

  quiet() {
    const on = [...this.boxes].filter(([, box]) => box.checked);
    return Promise.all(on.map(([name]) => post("faults", { name, times: 0 })));
  }

  update(state) {
    this.residents = state.residents;
    if (!this.boxes.size) this.build(state.all_faults);
    for (const [name, box] of this.boxes) box.checked = name in state.faults;
    const on = Object.keys(state.faults).length;
    this.count.hidden = !on;
    this.count.textContent = on;
  }

  build(faults) {
    for (const [name, sentence] of Object.entries(faults)) {
      const box = make("input", "", "", { type: "checkbox" });
      box.addEventListener("change", () => post("faults", { name, times: box.checked ? -1 : 0 }));
      const label = make("label");
      label.append(box, make("span", "", sentence));
      const line = make("li");
      line.append(label);
      this.list.append(line);
      this.boxes.set(name, box);
    }
  }
}
