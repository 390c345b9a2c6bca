"""What is said about the progress of cases."""

from community.texts.sentence import Sentence

STATUS = Sentence(
    "progress.status", "工单 {number}：{topic}\n状态：{status}\n负责：{office}\n{dates}"
)
DUE = Sentence("progress.due", "预计{day}前有结果")
OVERDUE = Sentence("progress.overdue", "已超过原定的{day}，我们在催办")
ENDED = Sentence("progress.ended", "{day}结束")
PLACE = Sentence("progress.place", "地点：{place}")
WORDS = Sentence("progress.words", "您说的：{words}")
ADDED = Sentence("progress.added", "后来补充：{words}")
WHEN = Sentence("progress.when", "工单 {number}（{topic}）：{dates}。")
OFFICE_WROTE = Sentence("progress.office_wrote", "工作人员写的是：{note}")
NOTE = Sentence("progress.note", "最新说明：{note}")
NOTE_BEFORE = Sentence("progress.note_before", "上次的说明：{note}")
OBJECTED = Sentence("progress.objected", "您说还没好：{words}")
OBJECTED_PLAINLY = Sentence("progress.objected_plainly", "您说还没解决，正在重新办。")
ONE = Sentence("progress.one", "您有 1 件在办的工单：")
ONE_UNJUDGED = Sentence("progress.one_unjudged", "您有 1 件工单，等您说解决没有：")
NO_OPEN = Sentence("progress.no_open", "您没有在办的工单，最近的一件是：")
LIST = Sentence("progress.list", "您有 {count} 件在办的工单，回复数字看详情：")
LIST_UNJUDGED = Sentence(
    "progress.list_unjudged",
    "您有 {count} 件工单，其中 {waiting} 件等您确认，回复数字看详情：",
)
LIST_AGAIN = Sentence("progress.list_again", "还是这 {count} 件，回复数字看详情，着急发 催办：")
LIST_LINE = Sentence("progress.list_line", "{digit} {topic}（{day}，{status}）")
LIST_DATES = Sentence("progress.list_dates", "　{dates}")
NOT_YOURS = Sentence("progress.not_yours", "没有查到这个工单号，请核对一下。")
NOT_YET = Sentence("progress.not_yet", "您刚才说的还没登记，也就还没有工单。\n1 登记\n0 不用")
NOT_REGISTERED = Sentence(
    "progress.not_registered", "“{words}”还没有登记。现在登记吗？\n1 登记\n0 不用"
)
KEPT_NOW = Sentence("progress.kept_now", "现在是这样记的，不对您就说：")
NONE_CHANGED = Sentence("progress.none_changed", "您还没有工单，没有要改的。是什么事，您说一句。")
NONE = Sentence("progress.none", "您还没有工单。要办事发 登记，或直接说。")
