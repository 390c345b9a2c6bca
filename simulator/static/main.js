// The page: as many phones as there are residents, kept up to date by one long poll.
import { act, follow } from "./api.js";
import { FaultDrawer, RawDrawer } from "./drawer.js";
import { make } from "./make.js";
import { Phone } from "./phone.js";

const MODES = { plain: "明文", compatible: "兼容", safe: "安全" };
const CASE_NUMBER = /\d{8}-\d{4,}/;
const LIGHT_SECONDS = 4;

const phones = new Map();
const tabs = new Map();
const raw = new RawDrawer();
const faults = new FaultDrawer();
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
  const phone = new Phone(resident, { ask, looked: look });
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

function ask() {
  const dialog = document.getElementById("ask");
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((done) => {
    dialog.addEventListener("close", () => done(dialog.returnValue === "yes"), { once: true });
  });
}

function light(face) {
  const pane = document.querySelector(`[data-window="${face}"]`);
  if (!pane) return;
  pane.classList.add("lit");
  clearTimeout(pane.timer);
  pane.timer = setTimeout(() => pane.classList.remove("lit"), LIGHT_SECONDS * 1000);
}

function news(items, state) {
  for (const resident of state.residents) if (!phones.has(resident.openid)) addPhone(resident);
  for (const item of items) {
    const phone = phones.get(item.openid);
    phone.show(item, live);
    if (live) light(phone.element.dataset.face);
    if (item.via !== "push" && CASE_NUMBER.test(item.text)) document.body.classList.add("lamp-on");
  }
  for (const resident of state.residents) {
    const phone = phones.get(resident.openid);
    phone.update(resident, state.menu);
    const badge = tabs.get(resident.openid).querySelector(".badge");
    badge.hidden = !resident.unread;
    badge.textContent = resident.unread;
    badge.setAttribute("aria-label", `${resident.unread} 条新消息`);
  }
  say(state);
  raw.update(state);
  faults.update(state);
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
follow(news, lost);
