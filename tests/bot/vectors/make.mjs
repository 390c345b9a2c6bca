// Writes pushes.json: encrypted pushes made by @wecom/crypto. See README.md.
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const { answer } = createRequire(import.meta.url)("../npm/peer.cjs");
const account = {
  token: "linli-test-token",
  key: "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG",
  appid: "wx0123456789abcdef",
};
const common =
  "<ToUserName><![CDATA[gh_0123456789ab]]></ToUserName>" +
  "<FromUserName><![CDATA[oWangAyi00000000000000000001]]></FromUserName>" +
  "<CreateTime>1795300000</CreateTime>";

const messages = {
  text: `<xml>${common}<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[楼道灯坏了找谁]]></Content><MsgId>7250021412600020992</MsgId></xml>`,
  "text with emoji and a bracket": `<xml>${common}<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[修好了👨‍👩‍👧 谢谢 a]]]]><![CDATA[>b]]></Content><MsgId>25373744922163388</MsgId></xml>`,
  "long text": `<xml>${common}<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[${"电梯又停了".repeat(130)}]]></Content><MsgId>7250021412600020993</MsgId></xml>`,
  "tapped link": `<xml>${common}<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[报修]]></Content><MsgId>7250021412600020994</MsgId><bizmsgmenuid>1</bizmsgmenuid></xml>`,
  image: `<xml>${common}<MsgType><![CDATA[image]]></MsgType><PicUrl><![CDATA[http://mmbiz.example/p]]></PicUrl><MediaId><![CDATA[media-1]]></MediaId><MsgId>7250021412600020995</MsgId></xml>`,
  "subscribe by scene": `<xml>${common}<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[subscribe]]></Event><EventKey><![CDATA[qrscene_building-3]]></EventKey><Ticket><![CDATA[ticket-1]]></Ticket></xml>`,
};

function push([name, message], index) {
  const timestamp = String(1795300000 + index);
  const nonce = String(1514711492 + index);
  const { encrypted, signature } = answer({ op: "seal", ...account, timestamp, nonce, message });
  const parts = [account.token, timestamp, nonce].sort().join("");
  const query = {
    signature: createHash("sha1").update(parts).digest("hex"),
    timestamp,
    nonce,
    openid: "oWangAyi00000000000000000001",
    encrypt_type: "aes",
    msg_signature: signature,
  };
  const body = `<xml><ToUserName><![CDATA[gh_0123456789ab]]></ToUserName><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`;
  return { name, query, body, message };
}

const pushes = Object.entries(messages).map(push);
writeFileSync(
  new URL("pushes.json", import.meta.url),
  JSON.stringify({ account, pushes }, null, 1) + "\n",
);
