// Seals and opens WeChat envelopes with @wecom/crypto.
// stdin: a JSON list of orders; stdout: a JSON list of answers in the same order.
//   {op: "seal", key, token, appid, timestamp, nonce, message} -> {encrypted, signature}
//   {op: "open", key, token, timestamp, nonce, encrypted}      -> {message, appid, signature}
const { encrypt, decrypt, getSignature } = require("@wecom/crypto");

function answer(order) {
  const { key, token, timestamp, nonce } = order;
  const encrypted = order.op === "seal" ? encrypt(key, order.message, order.appid) : order.encrypted;
  const signature = getSignature(token, timestamp, nonce, encrypted);
  if (order.op === "seal") return { encrypted, signature };
  const { message, id } = decrypt(key, encrypted);
  return { message, appid: id, signature };
}

if (require.main === module) {
  const orders = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
  process.stdout.write(JSON.stringify(orders.map(answer)));
}

module.exports = { answer };
