"""What is said around a notice that is sent by itself."""

from community.texts.sentence import Sentence

CUT = Sentence("notices.cut", "……\n发“进度”可看全部。")
ONE_TIME = Sentence("notices.one_time", "您的工单有结果了")
ASK_ONE_TIME = Sentence("notices.ask_one_time", "办完想收到微信通知，请点：{link}")
ONE_TIME_LINK = Sentence("notices.one_time_link", "办结通知我")
AGREED = Sentence("notices.agreed", "好的，办完就给您发一条通知。")
DISAGREED = Sentence("notices.disagreed", "好的，不发通知。想知道进度，回公众号发“进度”。")
NOT_AGREED = Sentence("notices.not_agreed", "这个链接用过了，或者不是发给您的。")
