"""WeChat's customer service: who is there, who waits, and sessions made or ended by call."""

from typing import Any

from flask import Blueprint, Response, request

from simulator.agents import Agent, Session, known_agent
from simulator.errors import ApiError
from simulator.platform import Platform
from simulator.routes.calls import OK, as_json, body, check_right
from simulator.sending import resident_of


def add_agents(api: Blueprint, platform: Platform) -> None:
    """The paths under `/cgi-bin/customservice` and `/customservice/kfsession`."""
    agents = platform.agents

    @api.get("/cgi-bin/customservice/getkflist")
    def agents_known() -> Response:
        check_right(platform, "kf")
        return as_json({"kf_list": [_agent(each) for each in agents.all()]})

    @api.get("/cgi-bin/customservice/getonlinekflist")
    def agents_online() -> Response:
        check_right(platform, "kf")
        found = [each for each in agents.all() if agents.is_online(each.account)]
        return as_json({"kf_online_list": [_online(each) for each in found]})

    def _online(agent: Agent) -> dict[str, Any]:
        talking = [each for each in agents.sessions(opened=True) if each.agent == agent.account]
        return {
            "kf_account": agent.account,
            "status": 1,
            "kf_id": agent.number,
            "accepted_case": len(talking),
        }

    @api.post("/customservice/kfsession/create")
    def session_create() -> Response:
        check_right(platform, "kf")
        openid, agent = _named()
        if not agents.is_online(agent.account):
            raise ApiError(65415)
        session = agents.with_human(openid)
        if session and session.agent != agent.account:
            raise ApiError(65414)
        if not session:
            platform.talks.open(openid, agent.account)
        return as_json(OK)

    @api.post("/customservice/kfsession/close")
    def session_close() -> Response:
        check_right(platform, "kf")
        openid, agent = _named()
        session = agents.with_human(openid)
        if session is None or session.agent != agent.account:
            raise ApiError(65413)
        platform.talks.close(openid)
        return as_json(OK)

    def _named() -> tuple[str, Agent]:
        wanted = body()
        agent = known_agent(agents, wanted.get("kf_account"))
        return resident_of(platform, wanted.get("openid")).openid, agent

    @api.get("/customservice/kfsession/getsession")
    def session_of() -> Response:
        check_right(platform, "kf")
        openid = resident_of(platform, request.args.get("openid")).openid
        session = agents.with_human(openid)
        made = {"kf_account": session.agent, "createtime": int(session.began_at)} if session else {}
        return as_json({"kf_account": "", "createtime": 0, **made})

    @api.get("/customservice/kfsession/getsessionlist")
    def sessions_of() -> Response:
        check_right(platform, "kf")
        agent = known_agent(agents, request.args.get("kf_account"))
        mine = [each for each in agents.sessions(opened=True) if each.agent == agent.account]
        return as_json({"sessionlist": [_listed(each, "createtime") for each in mine]})

    @api.get("/customservice/kfsession/getwaitcase")
    def agents_waiting() -> Response:
        check_right(platform, "kf")
        found = agents.sessions(opened=False)
        cases = [_listed(each, "latest_time") for each in found[:100]]
        return as_json({"count": len(found), "waitcaselist": cases})


def _agent(agent: Agent) -> dict[str, str]:
    return {
        "kf_account": agent.account,
        "kf_nick": agent.nickname,
        "kf_id": agent.number,
        "kf_headimgurl": "",
    }


def _listed(session: Session, time_name: str) -> dict[str, Any]:
    return {time_name: int(session.began_at), "openid": session.openid}
