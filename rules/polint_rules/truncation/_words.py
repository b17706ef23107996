"""What a line or a clause can end and begin with: common words, and the characters that lead on.

Everything here is in folded form: simplified script, half width.
"""

from __future__ import annotations

from functools import cache
from operator import methodcaller
from typing import Final

from polint import store
from polint.pattern import lazy

_ENTRY = lazy(".:")


@cache
def heads() -> dict[str, str]:
    """The first characters of common words of two (words.txt), each with the second ones."""
    content = store.beside(__file__, "words.txt").decode("utf-8").split()
    # A thousand and a half at once: a loop over them takes as long as a document.
    return dict(map(methodcaller("split", ":"), filter(_ENTRY.match, content)))


def is_word(text: str) -> bool:
    """Whether `text` is a common word of two characters."""
    return len(text) == 2 and text[1] in heads().get(text[0], "")


def leads_on(tail: str) -> bool:
    """Whether a clause that ends with `tail`, its last three characters or more, asks for more, and does not end in a word
    that may end it."""
    return tail[-2:] not in ENDING_WORDS and (
        tail[-1:] in _LEADING
        or tail[-2:] in _LEADING
        or tail[-3:] in _LEADING
        or tail.endswith(_LONG_LEADING)
    )


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


LEADING: Final = (
    *"的和与及或在将把被向对从由为以于跟让使给比是且而但若因则并该这那每各不未也都就还更最很正"
    "已曾再又才只仅均需须能应第约近至到按经据随亦遂辄仍皆尚",
    "等等地", "以新台币", "付新台币", "处新台币", "以人民币", "那块", "这块", "那座", "这座", "那只", "这只", "那艘", "这艘", "那棵", "这棵", "那匹", "这匹", "而且要", "并且要", "而且还", "同时要", "而且会", "认定其", "证明其", "认为其", "未经", "尚未", "并未", "从未", "使其", "将其", "对其", "由其", "向其", "为其", "与其", "及其", "了一", "着一", "过一", "的一", "有一", "那一", "这一", "每一", "某一", "进一", "有助", "之所", "另一", "与此", "其所", "原告所", "被告所", "当事人所", "上诉人所", "与此同", "以及", "或者", "还是", "如果", "因为", "由于", "虽然", "但是", "不仅", "而且", "并且", "通过", "根据", "按照", "关于", "对于", "为了", "除了", "随着", "包括", "例如", "比如", "特别是", "尤其是", "分之", "什么", "怎么", "多么", "这个", "那个", "一个", "一种", "这种", "那些", "这些", "各种", "他们的", "我们的", "自己的",
)  # fmt: skip
"""The end of a clause that asks for more: conjunctions, prepositions, adverbs, auxiliaries, demonstratives."""
_LEADING: Final = frozenset(LEADING)
_LONG_LEADING: Final = tuple(words for words in LEADING if len(words) > 3)

ENDING_WORDS: Final = _set(
    """
    一向 一并 万能 不对 不已 不是 不更 临近 事由 交给 产能 亲近 人为 人均 人才 他的 伴随 似的 体能 作为
    你的 供应 供给 依据 修正 倾向 做到 健在 偿还 公正 公约 共和 内在 军需 准则 分则 刚才 别的 到这 制约
    功能 动向 动能 单据 占据 占比 危及 历经 原则 原因 去向 参与 反对 反应 反正 发给 取向 受到 变更 口才
    古都 可以 可能 各个 合并 合约 同比 吞并 否则 听从 周到 呼应 响应 回馈 外在 大使 大约 天使 天才 奇才
    契约 她的 好比 存在 实在 对应 对比 导向 将近 履约 平均 年均 应对 归还 得到 志向 志在 急需 性能 总则
    总和 总是 想到 意向 感到 成因 成就 成都 我的 户均 所为 所在 才能 找到 技能 报到 接近 收到 收据 改正
    效应 效能 数据 方向 方正 无从 无比 日均 早已 是的 普及 智能 暂且 更正 最近 月均 有的 服从 本能 条约
    柔和 校对 核对 次第 法则 流向 涉及 温和 潜在 潜能 环比 现在 理由 病因 目的 相对 相应 相比 看到 真正
    矫正 礼让 神经 祥和 票据 端正 等第 签到 签约 纠正 细则 终于 绝对 缓和 缘由 罚则 而已 职能 自在 自由
    节约 节能 行为 行使 补给 规则 议和 证据 评比 谦和 谦让 财经 赠与 走向 起因 跟随 转让 达到 迁都 还是
    高尚 时尚 崇尚 风尚 和尚 未遂 顺遂 俗尚 平均 远近 违约 迟到 追随 适应 途经 造就 遇到 避让 邻近 配对 针对 门第 附则 附近 随和 难为 靠近 面对 顾及
    预约 饱和 首都
    """
)
"""Words that end like one of LEADING and may end a sentence all the same."""

TRANSITIVE: Final = _set(
    """
    一律 不会 不得 不断 不能 严格 严禁 为了 主动 举办 予以 争取 产生 以下 以为 任何 优化 位于 作为 使得
    例如 依托 促进 保持 保障 健全 充分 全面 共同 关于 其他 具有 决定 准备 出台 分别 切实 利用 制定 力争
    加以 加强 加快 务必 务求 努力 包括 协助 即将 参与 参加 及时 发挥 发现 取得 召开 可以 各类 各级 听见
    吸引 围绕 坚持 增强 处于 多次 大力 完善 定期 实施 实现 对于 导致 将要 尽快 尽早 展现 属于 履行 已经
    希望 带来 帮助 应当 建立 建议 开始 开展 引导 引起 弘扬 强化 强调 形成 征求 得知 必须 感到 成为 成立
    所有 扎实 打算 打造 执行 承担 拥有 指出 按照 推动 推进 描绘 提交 提供 提升 提高 支付 支持 收到 旨在
    曾经 有关 有序 有效 朝着 来自 构建 根据 正在 比如 没有 沿着 深化 相关 看见 着力 知道 确保 禁止 积极
    称为 稳步 立即 约定 组织 经过 给予 继续 维护 缴纳 聚焦 能够 致力 获得 落实 表示 要求 视为 觉得 认为
    认真 记得 讲述 设立 设置 负责 贯彻 贴近 赢得 走向 运用 进一步 进行 违反 逐步 通过 造成 遵守 邀请 采取
    随时 随着 面向 鼓励 一定 必定 似乎 仿佛 好像 几乎 简直 居然 竟然 忽然 连忙 也许 终将 依法 依规 从严 从快 始终 妥善 逐一
    逐项 统筹 着重 伴有 设有 附有 配有 含有 持有 载有 印有 坚决 全力 依纪
    无法 传来 涌来 露出 响起 浮现 迎来 换来 引来 招来 那么 于是 从而 因而 甚至 即使 哪怕 无论 不管 况且
    收取 处以 责令 出具 提起 享受 承办 颁发 发放 印发 涉嫌 难以 足以 借以 用以 得以 不顾 唯有 只有 除非
    """
)
"""Verbs that want an object, adverbs that want a verb, attributes that want a noun."""
