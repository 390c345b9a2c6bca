"""What is said of an outage that staff have made known."""

from community.texts.sentence import Sentence

TOLD = Sentence("outage.told", "【临时通知】{area}：{text}\n预计 {until} 结束。")
REGISTER = Sentence("outage.register", "仍要登记，回复 1。")
EVERYWHERE = Sentence("outage.everywhere", "各处")
