// The page: as many phones as there are residents, kept up to date by one long poll.
import { AgentDrawer } from "./agents.js";
import { act, follow } from "./api.js";
import { askConsent, Burst, Scanner } from "./asks.js";
import { FaultDrawer, RawDrawer } from "./drawer.js";
import { make } from "./make.js";
import { Phone } from "./phone.js";

const MODES = { plain: "明文", compatible: "兼容", safe: "安全" };
// What the lamp of the street learns from the words on the phones, newest first.
const LAMP = [
  [/\d{8}-\d{4,}.*已办结/s, "lamp-on"],
  [/\d{8}-\d{4,}.*已受理/s, "lamp-mended"],
  [/\d{8}-\d{4,}/, "lamp-told"],
];
const LIGHT_SECONDS = 4;

const phones = new Map();
const tabs = new Map();
const raw = new RawDrawer();
const faults = new FaultDrawer();
const agents = new AgentDrawer();
const scanner = new Scanner();
const burst = new Burst();
const asks = {
  consent: askConsent,
  scan: (phone) => scanner.open(phone),
  burst: (phone) => burst.open(phone),
};
const status = document.getElementById("status");
let active = null;
let live = false;

function look(phone) {
  if (active !== phone) {
    active = phone;
    for (const [openid, each] of phones) {
      each.element.classList.toggle("active", each === phone);
      tabs.get(openid).setAttribute("aria-selected", String(each === phone));
      tabs.get(openid).tabIndex = each === phone ? 0 : -1;
    }
    phone.toEnd();
  }
  if (phone.unread) act(phone.openid, "read");
}

function addPhone(resident) {
  const phone = new Phone(resident, { asks, looked: look });
  phones.set(resident.openid, phone);
  document.getElementById("phones").append(phone.element);
  const tab = make("button", "", "", { type: "button" });
  tab.setAttribute("role", "tab");
  tab.setAttribute("aria-controls", phone.element.id);
  const face = make("img", "face", "", { src: `/static/faces/${resident.face}.svg`, alt: "" });
  tab.append(face, make("span", "", resident.nickname), make("span", "badge"));
  tab.addEventListener("click", () => look(phone));
  tab.addEventListener("keydown", (event) => step(event, resident.openid));
  tabs.set(resident.openid, tab);
  document.getElementById("tabs").append(tab);
  return phone;
}

function step(event, openid) {
  const move = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!move) return;
  const all = [...tabs.keys()];
  const next = all[(all.indexOf(openid) + move + all.length) % all.length];
  look(phones.get(next));
  tabs.get(next).focus();
}

function light(face) {
  const pane = document.querySelector(`[data-window="${face}"]`);
  if (!pane) return;
  pane.classList.add("lit");
  clearTimeout(pane.timer);
  pane.timer = setTimeout(() => pane.classList.remove("lit"), LIGHT_SECONDS * 1000);
}

function lamp(text) {
  const found = LAMP.find(([words]) => words.test(text));
  if (!found) return;
  document.body.classList.remove(...LAMP.map(([, name]) => name));
  document.body.classList.add(found[1]);
}

function news(items, state) {
  for (const resident of state.residents) if (!phones.has(resident.openid)) addPhone(resident);
  for (const item of items) {
    const phone = phones.get(item.openid);
    phone.show(item, live);
    if (live) light(phone.element.dataset.face);
    if (item.via !== "push") lamp(item.text);
    agents.hear(item);
  }
  for (const resident of state.residents) {
    const phone = phones.get(resident.openid);
    phone.update(resident, state);
    const badge = tabs.get(resident.openid).querySelector(".badge");
    badge.hidden = !resident.unread;
    badge.textContent = resident.unread;
    badge.setAttribute("aria-label", `${resident.unread} 条新消息`);
  }
  say(state);
  raw.update(state);
  faults.update(state);
  agents.update(state);
  scanner.update(state);
  if (!active) look(phones.values().next().value);
  else if (active.unread && !document.hidden) act(active.openid, "read");
  live = true;
  document.body.dataset.ready = "yes";
}

function say(state) {
  status.className = state.waiting ? "status" : "status fine";
  status.textContent = state.waiting || `已接通，${MODES[state.mode]}模式`;
}

function lost() {
  status.className = "status bad";
  status.textContent = "模拟器停了，正在重连";
}

document.getElementById("open-raw").addEventListener("click", () => raw.open(active.openid));
document.getElementById("open-faults").addEventListener("click", () => faults.open());
document.getElementById("open-agents").addEventListener("click", () => agents.open());
follow(news, lost);
