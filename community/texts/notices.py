"""What is said around a notice that is sent by itself."""

from community.texts.sentence import Sentence

CUT = Sentence("notices.cut", "……\n发“进度”可看全部。")
