"""The control API under `/sim`: everything that the phone page and tests do with the platform."""

from dataclasses import asdict
from typing import Any

from flask import Blueprint, Response, abort, jsonify, request

from simulator import actions
from simulator.account import SPECIAL
from simulator.codes import draw
from simulator.errors import BadAction, UnknownResident
from simulator.faults import FAULTS, FOREVER
from simulator.platform import Platform
from simulator.residents import POSTERS, Resident, make_openid
from simulator.windows import RULES, is_open

LONGEST_WAIT = 20.0


def make_control(platform: Platform) -> Blueprint:
    """The blueprint of all `/sim` paths."""
    control = Blueprint("control", __name__, url_prefix="/sim")

    @control.before_request
    def only_json() -> None:
        # Another site's form can't send JSON, so it can't press our buttons.
        if request.method == "POST" and not request.is_json:
            abort(415)

    @control.errorhandler(BadAction)
    def refused(error: BadAction) -> tuple[Response, int]:
        return jsonify(error=str(error)), 400

    @control.errorhandler(UnknownResident)
    def unknown(_: UnknownResident) -> tuple[Response, int]:
        return jsonify(error="没有这位居民"), 404

    @control.get("/state")
    def state() -> Response:
        return jsonify(_state(platform))

    @control.get("/items")
    def items() -> Response:
        since = request.args.get("since", 0, int)
        seconds = min(max(request.args.get("wait", 0.0, float), 0.0), LONGEST_WAIT)
        version = platform.chat.wait(request.args.get("version", -1, int), seconds)
        found = platform.chat.since(since, openid=request.args.get("openid", ""))
        return jsonify(
            version=version, items=[item.as_json() for item in found], state=_state(platform)
        )

    @control.get("/exchanges")
    def exchanges() -> Response:
        found = platform.chat.exchanges(request.args.get("openid", ""))
        return jsonify(exchanges=[asdict(each) for each in found])

    @control.get("/exchanges/<int:number>")
    def exchange(number: int) -> Response:
        found = platform.chat.get_exchange(number)
        if found is None:
            abort(404)
        if request.args.get("wait"):
            platform.chat.wait_for_end(found, LONGEST_WAIT)
        return jsonify(actions.outcome(found, platform.replies_to(found)))

    @control.get("/media/<media_id>")
    def media(media_id: str) -> Response:
        found = platform.media.find(media_id)
        if found is None:
            abort(404)
        medium, content = found
        return Response(content, content_type=medium.type)

    @control.get("/code.png")
    def code() -> Response:
        picture = draw(request.args.get("url", "")[:300] or "http://weixin.qq.com/q/")
        return Response(
            picture, content_type="image/png", headers={"Cache-Control": "max-age=3600"}
        )

    @control.post("/residents")
    def add() -> Response:
        nickname = actions.text_value(_values(), "nickname")[:20]
        scene = actions.text_value(_values(), "scene", "")
        openid = make_openid(platform.account.appid, nickname)
        if any(each.openid == openid for each in platform.residents):
            raise BadAction("已经有同名的居民")
        about = actions.text_value(_values(), "about", "")[:40]
        made = Resident(openid, nickname, about, scene)
        return jsonify(platform.save(made).as_dict())

    @control.post("/residents/<openid>/read")
    def read(openid: str) -> Response:
        actions.read(platform, openid, platform.chat.seq)
        return jsonify(unread=platform.unread(openid))

    @control.post("/residents/<openid>/decide")
    def decide(openid: str) -> Response:
        values = _values()
        link, agrees = actions.text_value(values, "link"), values.get("agrees") is True
        actions.decide(platform, openid, link, agrees=agrees)
        return jsonify(ok=True)

    @control.post("/residents/<openid>/burst")
    def burst(openid: str) -> Response:
        begun = actions.burst(platform, openid, _values().get("messages"))
        return jsonify(exchanges=[exchange.id for exchange in begun])

    @control.post("/agents/<account>")
    def sign(account: str) -> Response:
        platform.agents.sign(account, online=_values().get("online") is True)
        platform.chat.touch()
        return jsonify(ok=True)

    @control.post("/sessions/<openid>/accept")
    def accept(openid: str) -> Response:
        resident = platform.get_resident(openid)
        if not resident.follows:
            raise BadAction("这位居民没有关注")
        platform.talks.accept(openid, actions.text_value(_values(), "agent"))
        return jsonify(ok=True)

    @control.post("/sessions/<openid>/speak")
    def speak(openid: str) -> Response:
        platform.talks.speak(openid, actions.text_value(_values(), "text"))
        return jsonify(ok=True)

    @control.post("/sessions/<openid>/close")
    def close(openid: str) -> Response:
        platform.talks.close(openid)
        return jsonify(ok=True)

    @control.post("/residents/<openid>/close-windows")
    def close_windows(openid: str) -> Response:
        actions.close_windows(platform, openid)
        return jsonify(ok=True)

    @control.post("/residents/<openid>/<action>")
    def act(openid: str, action: str) -> Response:
        values = _values()
        push = actions.make_push(platform, openid, action, values)
        if values.get("wait"):
            exchange = platform.send(openid, push)
            return jsonify(actions.outcome(exchange, platform.replies_to(exchange)))
        return jsonify(exchange=platform.start(openid, push).id)

    @control.post("/faults")
    def faults() -> Response:
        values = _values()
        times = values.get("times", FOREVER)
        if not isinstance(times, int):
            raise BadAction("times 是次数")
        platform.faults.set(actions.text_value(values, "name"), times)
        platform.chat.touch()
        return jsonify(platform.faults.on())

    @control.post("/tokens/revoke")
    def revoke() -> Response:
        platform.tokens.revoke()
        return jsonify(ok=True)

    return control


def _values() -> dict[str, Any]:
    values = request.get_json()
    if not isinstance(values, dict):
        raise BadAction("要一个 JSON 对象")
    return values


def _state(platform: Platform) -> dict[str, Any]:
    platform.talks.end_silent()
    return {
        "account": platform.account.name,
        "mode": platform.account.mode,
        "waiting": platform.waiting,
        "menu": platform.menu,
        "grants": sorted(platform.account.grants & SPECIAL),
        "posters": [{"name": name, "scene": scene} for name, scene in POSTERS],
        "codes": [asdict(each) for each in platform.codes.all()],
        "agents": [
            {**asdict(each), "online": platform.agents.is_online(each.account)}
            for each in platform.agents.all()
        ],
        "waiting_for_agent": [asdict(each) for each in platform.agents.sessions(opened=False)],
        "sessions": [asdict(each) for each in platform.agents.sessions(opened=True)],
        "seq": platform.chat.seq,
        "faults": platform.faults.on(),
        "all_faults": dict(FAULTS),
        "residents": [
            {
                **each.as_dict(),
                "unread": platform.unread(each.openid),
                "try": platform.chat.try_of(each.openid),
                "windows": _windows(each, platform.clock()),
            }
            for each in platform.residents
        ],
    }


def _windows(resident: Resident, now: float) -> dict[str, dict[str, float]]:
    """The open windows: messages left and when each closes (Unix seconds)."""
    return {
        name: {
            "left": RULES[name].count - window.used,
            "closes_at": window.opened_at + RULES[name].seconds,
        }
        for name, window in resident.windows.items()
        if is_open(name, window, now)
    }
