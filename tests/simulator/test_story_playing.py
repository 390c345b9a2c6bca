"""Stories played on a running simulator: the dialogue, and where it differs."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from simulator.__main__ import main
from simulator.account import BASIC
from simulator.platform import Platform
from simulator.server import make_app
from simulator.story.comparing import differences, number_in
from simulator.story.model import Expected
from tests.simulator.desk import SECRET, Answer, Heard, make_platform
from tests.simulator.serving import serve

NUMBER = "20261123-0007"
OFFICE = """
import json, urllib.request
def call(path, body=None):
    data = json.dumps(body).encode() if body else None
    return json.load(urllib.request.urlopen("{url}" + path, data))
openid = call("/sim/state")["residents"][-1]["openid"]
account = dict(grant_type="client_credential", appid="wx0123456789abcdef", secret="{secret}")
token = call("/cgi-bin/stable_token", account)["access_token"]
message = dict(touser=openid, msgtype="text", text=dict(content="已受理"))
print(call("/cgi-bin/message/custom/send?access_token=" + token, message))
"""


def answer(heard: Heard) -> Answer:
    """A desk that knows one case."""
    if heard["MsgType"] == "event":
        return heard.text("您好")
    content = heard["Content"] if heard["MsgType"] == "text" else ""
    if content in {"嗯", "嗯嗯"}:
        return "success"
    if content == "坏":
        return "{}"
    link = '<a href="weixin://bizmsgmenu?msgmenucontent=报修&amp;msgmenuid=1">登记</a>'
    return heard.text(f"{content}：工单 {NUMBER}，{link}\n1 已解决\n2 没解决")


@pytest.fixture
def platform() -> Platform:
    platform, _ = make_platform(answer, grants=BASIC | {"customer_service"})
    return platform


@pytest.fixture
def url(platform: Platform) -> Iterator[str]:
    with serve(make_app(platform)) as url:
        yield url


def tell(url: str, folder: Path, steps: str, *options: str, head: str = "") -> Result:
    """Play a story of 王阿姨's with these steps."""
    file = folder / "story.yaml"
    lines = "".join(f"  {line}\n" for line in steps.splitlines())
    file.write_text(f"故事: 一句\n{head}人物:\n  王阿姨: xingfu-1\n经过:\n{lines}")
    words = ["story", str(file), "--url", url, "--patience", "0.4", *options]
    return CliRunner().invoke(main, words)


def test_the_dialogue_is_printed_and_a_story_that_comes_true_is_told_so(
    url: str, tmp_path: Path
) -> None:
    steps = """\
- 王阿姨说: 灯坏了
  回: 工单
  选项: [已解决, 没解决]
  记住: 单号
- 王阿姨点: 登记
  回: [报修, $单号]
- 王阿姨连发: [嗯, {照片: }, 嗯嗯]
  条数: 1
- 王阿姨说: 嗯
  没回:"""
    told = tell(url, tmp_path, steps)
    assert told.exit_code == 0, told.output
    assert "王阿姨：灯坏了\n    → 王阿姨：灯坏了：工单 20261123-0007，登记\n" in told.output
    assert "和故事一样" in told.output


def test_where_it_differs_is_shown_with_its_line(url: str, tmp_path: Path) -> None:
    steps = """\
- 王阿姨说: 灯坏了
  回: 物业
- 王阿姨说: 坏
- 王阿姨点: 没有的字
- 王阿姨说: 嗯
  回:"""
    told = tell(url, tmp_path, steps)
    assert told.exit_code == 1
    assert "✗ 第 5 行，王阿姨：应含“物业”" in told.output
    assert "✗ 第 7 行，王阿姨：微信显示公众号出了故障" in told.output
    assert "✗ 第 8 行，王阿姨：没有可以点的“没有的字”" in told.output
    assert "✗ 第 9 行，王阿姨：没有等到消息" in told.output
    assert "有 4 处和故事不一样" in told.output


def test_the_operators_command_does_what_the_office_does(
    url: str, tmp_path: Path, platform: Platform
) -> None:
    script = tmp_path / "office.py"
    done, refusing = tmp_path / "done", tmp_path / "refusing.py"
    script.write_text(f"import sys; open({str(done)!r}, 'w').write(repr(sys.argv[1:]))")
    refusing.write_text("exit('不行')")
    steps = "- 工作人员: 受理 0007\n  备注: 马上来\n- 王阿姨没收到:"
    told = tell(url, tmp_path, steps, "--operator", f"{sys.executable} {script}")
    assert told.exit_code == 0, told.output
    assert done.read_text() == "['受理', '0007', '--note', '马上来']"
    failed = tell(url, tmp_path, steps, "--operator", f"{sys.executable} {refusing}")
    assert failed.exit_code == 1
    assert "故事停在这里：“受理 0007”没有做成：不行" in failed.output
    assert [each.nickname for each in platform.residents][-2:] == ["王阿姨 2", "王阿姨 3"]


def test_what_comes_by_itself_is_heard_with_its_way(url: str, tmp_path: Path) -> None:
    script = tmp_path / "office.py"
    script.write_text(OFFICE.format(url=url, secret=SECRET))
    steps = """\
- 王阿姨说: 你好
- 工作人员: 通知
- 王阿姨收到: 已受理
  条数: 1
- 王阿姨没收到:
- 工作人员: 通知
- 王阿姨收到订阅通知: 已办结"""
    told = tell(url, tmp_path, steps, "--operator", f"{sys.executable} {script}")
    assert "    → 王阿姨（主动发来）：已受理" in told.output
    assert told.output.count("✗") == 2
    assert "✗ 第 11 行，王阿姨：来的是客服消息" in told.output
    assert "✗ 第 11 行，王阿姨：应含“已办结”" in told.output


def test_time_is_not_skipped_where_it_passes_by_itself(url: str, tmp_path: Path) -> None:
    told = tell(url, tmp_path, "- 过: 3 小时\n- 王阿姨说: 你好")
    assert told.exit_code == 1
    assert "加上 --wait 就真的等" in told.output
    assert "王阿姨：你好" not in told.output
    assert tell(url, tmp_path, "- 过: 0 秒\n- 王阿姨说: 你好", "--wait").exit_code == 0


def test_an_account_that_may_do_something_else_is_refused(url: str, tmp_path: Path) -> None:
    told = tell(url, tmp_path, "- 王阿姨说: 你好", head="能力: 无\n")
    assert told.exit_code == 1
    assert "故事里的账号能做：只能回复；这里的能做：customer_service" in told.output


def test_a_file_that_can_not_be_read_is_wrong_usage(tmp_path: Path) -> None:
    told = tell("http://127.0.0.1:9", tmp_path, "- 王阿姨想: 什么")
    assert told.exit_code == 2
    assert "story.yaml 第 5 行：王阿姨后面写" in told.output
    nobody = tell("http://127.0.0.1:9", tmp_path, "- 王阿姨说: 你好")
    assert nobody.exit_code == 1
    assert "先用 ./run 启动" in nobody.output


def test_what_came_is_compared_word_by_word() -> None:
    came = ["工单 20261123-0007 已受理", "1 已解决\n2 没解决"]
    known = {"单号": NUMBER}
    assert differences(Expected(contains=("$单号",), choices=("没解决",)), came, known) == []
    assert differences(Expected(lacks=("$单号",)), came, known) == [f"不该含“{NUMBER}”"]
    assert differences(Expected(nothing=True), came, known) == ["不该有消息"]
    assert differences(Expected(count=1), came, known) == ["应有 1 条消息，来了 2 条"]
    assert differences(Expected(exact="好"), ["好的"], known) == ["原文应是“好”"]
    assert differences(Expected(choices=("都不是",)), came, known) == ["选项里应有“都不是”"]
    assert differences(Expected(remember="新"), came, known) == ["应有一个新的工单编号"]
    assert number_in(came, {}) == NUMBER
    assert number_in([*came, "20261123-0008"], {}) is None
