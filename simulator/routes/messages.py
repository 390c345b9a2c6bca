"""Sending: customer-service messages, one-time notices, template messages."""

from flask import Blueprint, Response

from simulator import sending
from simulator.platform import Platform
from simulator.routes.calls import body, check_right, sent


def add_messages(api: Blueprint, platform: Platform) -> None:
    """The paths under `/cgi-bin/message`."""

    @api.post("/cgi-bin/message/custom/send")
    def custom_send() -> Response:
        check_right(platform, "customer_service")
        message = body()
        return sent(platform, message, lambda: sending.send_service(platform, message))

    @api.post("/cgi-bin/message/template/subscribe")
    def template_subscribe() -> Response:
        check_right(platform, "subscribe")
        message = body()
        return sent(platform, message, lambda: sending.send_notice(platform, message))

    @api.post("/cgi-bin/message/template/send")
    def template_send() -> Response:
        check_right(platform, "template")
        message = body()
        return sent(platform, message, lambda: {"msgid": sending.send_template(platform, message)})
