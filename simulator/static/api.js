// Talking to the simulator.

/** POSTs JSON; throws an Error with the simulator's own sentence when it refuses. */
export async function post(path, values = {}) {
  const answer = await fetch(`/sim/${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(values),
  });
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(body.error || "没发出去，请再试一次");
  return body;
}

/** GETs JSON. */
export async function get(path) {
  const answer = await fetch(`/sim/${path}`);
  if (!answer.ok) throw new Error("读不到内容，请再试一次");
  return answer.json();
}

/** Does something as a resident. */
export const act = (openid, action, values) => post(`residents/${openid}/${action}`, values);

/** Calls `news` with every change, for ever; `lost` while the simulator can't be reached. */
export async function follow(news, lost) {
  let since = 0;
  let version = -1;
  for (;;) {
    try {
      const change = await get(`items?since=${since}&version=${version}&wait=20`);
      if (change.state.seq < since) location.reload(); // Another history: start again.
      news(change.items, change.state);
      since = change.items.reduce((last, item) => Math.max(last, item.seq), since);
      version = change.version;
    } catch {
      lost();
      version = -1;
      await new Promise((done) => setTimeout(done, 1000));
    }
  }
}
