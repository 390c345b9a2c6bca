"""Routes lead and are written like any others, and templates follow their source."""

from flask import Flask, url_for
from jinja2 import DictLoader, Environment

from web.console.compiled import Compiled
from web.rules import LazyRule


def test_a_route_is_found_and_written() -> None:
    app = Flask("few", static_folder=None)
    app.url_rule_class = LazyRule
    app.add_url_rule("/case/<int:number>", endpoint="case", view_func=lambda number: f"{number}.")
    assert app.test_client().get("/case/7").text == "7."
    assert app.test_client().get("/case/seven").status_code == 404
    with app.test_request_context():
        assert url_for("case", number=7) == "/case/7"
        assert url_for("case", number=7, page="二") == "/case/7?page=%E4%BA%8C"


def test_a_template_is_compiled_once_and_anew_when_it_has_changed() -> None:
    texts, compiled = {"page": "{{ 1 + 1 }}"}, Compiled()

    def said() -> str:
        made = Environment(loader=DictLoader(texts), bytecode_cache=compiled, autoescape=True)
        return made.get_template("page").render()

    assert (said(), said()) == ("2", "2")
    texts["page"] = "{{ 1 + 2 }}"
    assert said() == "3"
