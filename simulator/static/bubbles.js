// One chat item as elements of the page.
import { clock, make } from "./make.js";

const GAP = 300; // Seconds of silence after which the time is shown again.
const CONSENT = "/mp/subscribemsg";
const FROM = { service: "主动发来", notice: "服务通知", agent: "客服" };

/** The elements for an item; `deeds` are {say, consent}, `before` the time of the item above. */
export function elementsOf(item, deeds, before) {
  const made = [];
  if (item.at - before > GAP) made.push(make("p", "when", clock(item.at)));
  if (item.via === "line") {
    const failed = item.kind === "text" ? " failed" : "";
    made.push(make("p", `line${failed}`, item.text));
    return made;
  }
  made.push(bubble(item, deeds));
  if (item.tries > 1) made.push(make("p", "after", `推送了 ${item.tries} 次才等到这条回复`));
  return made;
}

function bubble(item, deeds) {
  const mine = item.via === "push";
  const element = make("div", `bubble${mine ? " mine" : ""}`);
  element.append(make("span", "hide", mine ? "我：" : "邻里："));
  if (item.via in FROM) {
    element.classList.add(item.via === "agent" ? "agent" : "fresh");
    element.append(make("span", "from", item.by ? `客服 ${item.by}` : FROM[item.via]));
  }
  element.append(...inside(item, deeds, element));
  return element;
}

function inside(item, deeds, element) {
  if (item.kind === "image" && item.media_id) {
    element.classList.add("picture");
    return [make("img", "", "", { src: `/sim/media/${item.media_id}`, alt: "照片", loading: "lazy" })];
  }
  if (item.kind === "voice") return [sound()];
  if (item.kind === "location") return [make("span", "place", item.text)];
  if (item.card.title) return card(item.card);
  return item.spans.map((span) => piece(span, deeds));
}

function sound() {
  const element = make("span", "sound");
  element.append(make("i"), make("i"), make("i"), make("span", "", "语音 2 秒"));
  return element;
}

function card(fields) {
  const parts = [make("span", "card-title", fields.title), make("span", "card-text", fields.description)];
  if (/^https?:/.test(fields.url)) parts.push(make("br"), away("看详情", fields.url));
  return parts;
}

function piece(span, deeds) {
  if (span.says) {
    const link = make("button", "says", span.text, { type: "button" });
    link.addEventListener("click", () => deeds.click(span.says, span.menu_id));
    return link;
  }
  if (!span.href) return document.createTextNode(span.text);
  const url = new URL(span.href, location.href);
  if (url.pathname !== CONSENT) return away(span.text, url.href);
  const link = make("button", "says", span.text, { type: "button" });
  link.addEventListener("click", () => deeds.consent(url.href));
  return link;
}

function away(text, href) {
  return make("a", "", text, { href, target: "_blank", rel: "noopener noreferrer" });
}
