"""What residents are told of their cases by themselves, and why a step can't be taken."""

from community.texts.sentence import Sentence

ACCEPTED = Sentence("cases.accepted", "您的工单 {number} 已受理，由{office}办理。")
TRANSFERRED = Sentence("cases.transferred", "您的工单 {number} 转给{office}办理，期限不变。")
ASKED = Sentence("cases.asked", "{office}问您（工单 {number}）：\n{note}")
ASKED_HOW = Sentence("cases.asked_how", "直接回复就行，先说别的请回复 0。")
REPLIED = Sentence("cases.replied", "{office}答复您（工单 {number}）：\n{note}")
RESOLVED = Sentence("cases.resolved", "您的工单 {number} 已办结：\n{note}")
RESOLVED_ASK = Sentence("cases.resolved_ask", "解决了吗？\n1 已解决\n2 没解决")
DECLINED = Sentence("cases.declined", "您的工单 {number} 不予受理，原因：\n{note}")
WITHDRAWN = Sentence("cases.withdrawn", "您的工单 {number} 已撤销。")
REOPENED = Sentence("cases.reopened", "您的工单 {number} 重新办理，由{office}负责。")
MEDIA_LOST = Sentence("cases.media_lost", "您发的照片或语音没能保存，请再发一次。")
MEDIA_LOST_CASE = Sentence(
    "cases.media_lost_case", "工单 {number} 里您发的照片或语音没能保存，请再发一次。"
)
