// What unfolds under the box to type in: photos, voices, places, and the rest.
import { button, make } from "./make.js";

const LARGEST_PHOTO = 2 * 1024 * 1024;
const MOST_PHOTOS = 9;
const PLACES = [
  ["幸福里 3 号楼 2 单元", 31.2304, 121.4737],
  ["幸福里西区 5 号楼门口", 31.2311, 121.4722],
  ["安宁社区南院大门", 31.2352, 121.4801],
  ["白云村村口老槐树", 31.1987, 121.3901],
];
const VOICES = ["楼道灯不亮了", "楼上漏水滴到我家床上", "垃圾几点扔"];
const ARTICLE = { title: "今年冬天怎么交取暖费", url: "https://example.org/heating" };

/** Fills the panels of a phone; `scan` and `burst` open the dialogs for them. */
export function fillPanels(phone, { scan, burst }) {
  phone.find("input[type=file]").addEventListener("change", (event) => pick(phone, event.target));
  const voices = phone.panel("voices");
  voices.append(button("没认出字的", () => phone.does("voice")));
  for (const words of VOICES) {
    voices.append(button(`“${words}”`, () => phone.does("voice", { recognition: words })));
  }
  for (const [place, latitude, longitude] of PLACES) {
    const values = { label: place, latitude, longitude };
    phone.panel("places").append(button(place, () => phone.does("location", values)));
  }
  phone.panel("more").append(
    button("扫一扫", () => folded(phone, scan)),
    button("连发几条", () => folded(phone, burst)),
    button("视频", () => phone.does("video")),
    button("链接", () => phone.does("link", ARTICLE)),
    button("文件", () => phone.does("file", { title: "申请表.pdf" })),
    button("取消关注", () => phone.does("unfollow"), "leave"),
  );
}

function folded(phone, opens) {
  phone.unfold("");
  opens(phone);
}

/** Sends the chosen photos, several of them at once. */
async function pick(phone, input) {
  const files = [...input.files].slice(0, MOST_PHOTOS);
  input.value = "";
  if (!files.length) return;
  if (files.some((file) => file.size > LARGEST_PHOTO)) {
    phone.tell("照片超过 2 MB，请换一张小的");
    return;
  }
  const photos = await Promise.all(files.map(encoded));
  await phone.sends(photos.map((base64) => ({ action: "photo", values: { base64 } })));
}

async function encoded(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** The account's menu as WeChat shows it: three entries at most, the second level above them. */
export class Menu {
  constructor(bar, choose) {
    this.bar = bar;
    this.choose = choose;
    this.shown = "";
    document.addEventListener("pointerdown", (event) => {
      if (!bar.contains(event.target)) this.fold();
    });
    bar.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.fold(event.target.closest(".menu > div")?.firstElementChild);
    });
  }

  offer(menu, hidden) {
    const tops = menu.button || [];
    this.bar.hidden = hidden || !tops.length;
    const text = JSON.stringify(tops);
    if (text === this.shown) return;
    this.shown = text;
    this.bar.replaceChildren(...tops.map((top) => this.top(top)));
  }

  top(entry) {
    const holder = make("div");
    if (!entry.sub_button?.length) {
      holder.append(button(entry.name, () => this.press(entry)));
      return holder;
    }
    const opener = button(entry.name, () => this.toggle(opener), "folds");
    opener.setAttribute("aria-expanded", "false");
    const list = make("div", "sub");
    list.hidden = true;
    list.append(...entry.sub_button.map((each) => button(each.name, () => this.press(each))));
    holder.append(opener, list);
    return holder;
  }

  toggle(opener) {
    const opens = opener.getAttribute("aria-expanded") === "false";
    this.fold();
    opener.setAttribute("aria-expanded", String(opens));
    opener.nextElementSibling.hidden = !opens;
  }

  fold(focused) {
    for (const each of this.bar.querySelectorAll("[aria-expanded]")) {
      each.setAttribute("aria-expanded", "false");
      each.nextElementSibling.hidden = true;
    }
    focused?.focus();
  }

  press(entry) {
    this.fold();
    this.choose(entry);
  }
}
