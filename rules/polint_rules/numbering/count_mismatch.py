"""numbering/count-mismatch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from polint.message import Text
from polint.rule import Rule, right, wrong
from polint_rules.numbering._claims import TRIGGERS
from polint_rules.numbering._sentence import BRIEF, DIGITED, briefs, digits
from polint_rules.numbering._ties import ties

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polint.document import Document
    from polint.finding import Draft

RELATED = 12  # items shown beside a finding: a reader needs the first and the last, not all sixty


class CountMismatch(Rule):
    """A declared count that the list it speaks of does not have."""

    id = "numbering/count-mismatch"
    version = 3
    severity = "error"
    triggers = (*TRIGGERS, *BRIEF, *DIGITED)
    sieve = "polint_rules.numbering._cues:counting"
    by_triggers = True
    gate = "polint_rules.numbering._ties:telling"
    summary = Text("a declared count and a list of another length", "声明的数目与列出的不符")
    what = Text(
        "Ties a declared count (四项任务, 三个方面, 五大行动, 25项要点) to what it counts and compares: the items that follow "
        "it (一是 … 二是, （一）, 1., bullets), or that bear its noun (模块一, 第1包), the list in its own sentence before or behind it, also of clauses built alike or parted by semicolons, "
        "the list it concludes (以上四点), the chapters (共五章), the children of the heading it "
        "stands in, or the run of items that goes through the whole text. 等 leaves a list open; 和 inside an item and "
        "joined words (来信来电) may be counted either way; set phrases (三会一课, 四个意识) and counts that nothing lists "
        "are left alone. The message gives both numbers.",
        "把声明的数目（四项任务、三个方面、五大行动、25项要点）与它所数的对象对照：后面的条目（一是……二是、（一）、1.、项目符号）或以所数名词编号的条目（模块一、第1包）、"
        "同句前后的并列项（包括句式相同的分句与用分号隔开的分句）、它所总结的列表（以上四点）、全文的章（共五章）、所在标题的下级条目，或贯穿全文的连续条目。有“等”的不算完整列举；条目内部的“和”与连写词（来信来电）两种数法都接受；"
        "固定简称（三会一课、四个意识）和没有列举的数目不管。信息里给出两个数目。",
    )
    why = Text(
        "Either an item was lost or added, or the number was: the text does not keep its word.",
        "不是条目有增减，就是数目没改：文章没有兑现自己说的话。",
    )
    messages = {
        "items": Text("{claim}, but {found} follow", "称“{claim}”，下文却有{found}项"),
        "behind": Text("{claim}, but {found} are named", "称“{claim}”，却列出了{found}项"),
        "before": Text("{claim}, but {found} are named", "称“{claim}”，却列出了{found}项"),
        "children": Text("{claim}, but the section has {found}", "称“{claim}”，对应章节却有{found}项"),
        "run": Text("{claim}, but the text has {found} items", "称“{claim}”，全文却有{found}条"),
        "concluded": Text("{claim}, but {found} stand before", "称“{claim}”，前面却有{found}项"),
        "chapters": Text("{claim}, but the text has {found} chapters", "称“{claim}”，全文却有{found}章"),
        "digits": Text("{claim}, but its parts are {found}", "称“{claim}”，分项却是{found}"),
        "item": Text("item {number}", "第{number}项"),
    }
    examples = (
        wrong("今年要办好⟦四件实事⟧：一是修路；二是通水；三是建一所幼儿园。"),
        wrong(
            "合作社推行⟦“三项公开⟧”，即账目公开、用工公开、分红公开、采购公开。".replace(
                "⟦“三项公开⟧", "“⟦三项公开⟧"
            )
        ),
        wrong("計畫分⟦四個階段⟧：\n（一）調查。訪問耆老。\n（二）整理。謄錄口述稿。\n（三）出版。編印專書。"),
        wrong("办证须交⟦五份材料⟧：\n1. 申请表\n2. 身份证复印件\n3. 户口簿复印件\n4. 近期照片\n"),
        wrong("评选从语言、结构、立意⟦四个方面⟧打分。"),
        wrong("下面我讲⟦两点意见⟧。\n一、抓早。入冬前检查管道。\n二、抓细。逐户登记。\n三、抓实。专人回访。"),
        wrong("林场分⟦两个片区⟧，分别是北岭片区、南沟片区和西坡片区。"),
        wrong("理事會通過《章程》《會費辦法》《借閱須知》⟦四個文件⟧。"),
        wrong("合作社坚持“⟦四统一⟧”：统一供种、统一施肥、统一销售。"),
        wrong(
            "镇里要实现“⟦三个转变⟧”：从等人来向走出去转变，从管得住向管得好转变，从靠经验向靠数据转变，从单干向合作转变。"
        ),
        wrong("今年抓好⟦四项工作⟧：①校园足球联赛；②教师读书会；③实验室改造。各处室明确责任人。"),
        wrong("以下⟦三件物品⟧请自备：\n• 雨衣\n• 水壶\n• 手套\n• 毛巾\n"),
        wrong("一是摸底，建立名册；二是分类，逐户联系；三是回访，每月通报。以上⟦四点要求⟧，请各组落实。"),
        wrong("推行“⟦1234⟧”工作法，即一条主线、两个抓手、三项机制、五个平台。"),
        wrong("形成家庭、學校、社會、企業“⟦三位一體⟧”的格局。"),
        right(
            "办理分三步：首先填表，再到窗口盖章，最后领证；参观分四个环节，首先签到，接着听讲，随后座谈，最后合影。"
        ),
        right("以下三件物品请自备：\n• 雨衣\n• 水壶\n• 手套\n"),
        right("传染病分为三类：\n一类：鼠疫、霍乱。\n二类：麻疹、流感、百日咳。\n三类：风疹、腮腺炎。"),
        right("應檢具下列文件一式四份：\n一、申請書。\n二、章程。\n三、會議紀錄。\n"),
        right("推行“四统一”，即统一供种、统一施肥、统一植保和统一销售；开展“三进”活动：讲座、义诊。"),
        right("林场分三个片区，分别是北岭片区、南沟片区和西坡片区。"),
        right("今年要办好三件实事：一是修路；二是通水；三是建一所幼儿园。"),
        wrong("村里立下“⟦五不⟧”公约：不赌博、不攀比、不乱倒垃圾、不占道经营，家家签字。"),
        wrong("公司将推进⟦四项工作⟧。第一项，升级生产线；第二项，开拓市场；第三项，引进人才。请做好分解。"),
        wrong("導覽設⟦五個站點⟧，依序為：火車站、舊倉庫、老戲院、大榕樹。"),
        right("调查了三个村，分别是山区、丘陵和平原的代表。"),
        right("他走过三个国家。第一个是尼泊尔，住在山下；第二个是印度，火车很慢。最后一个他不愿多谈。"),
        right("調查報告包括事實資料、分析、結論及改善建議四項。山有三座山峰：翠微山、卢师山和平坡山。"),
        right("他有两个愿望，首先是健康，其次是和睦。至于升职，最后再说吧。"),
        wrong(
            "居民公约（共⟦六条⟧）\n一、爱护公物。\n二、分类投放。\n三、文明养犬。\n四、不高空抛物。\n五、邻里互助。"
        ),
        right("居民公约（共三条）\n一、爱护公物。\n二、分类投放。\n三、文明养犬。"),
        wrong("坚持“⟦三个不放过⟧”：原因不查清不放过，责任不追究不放过，整改不到位不放过，群众不满意不放过。"),
        wrong("活动由⟦四所学校⟧承办，分别是实验小学、东门小学和育才小学。"),
        wrong("基层面临⟦三个难题⟧：首先，人手不足；其次，权责不清；再次，经费短缺；最后，设备老旧。"),
        wrong("他用“⟦三个转变⟧”概括变化：从坐等向上门转变，从单干向合作转变。"),
        right("原因有三点：首先，人手不足；其次，权责不清；再次，经费短缺。最后，祝大家健康。"),
        right("會議通過「數位學伴」、「樂齡共學」及「新住民識字」三項方案。"),
        right("评选从语言、结构、立意等四个方面打分。"),
        right("做到来信来电、走访、上网“四位一体”，接待三个村的村民。"),
        right("落实三会一课，增强四个意识，办好两个市场，其中三个摊位免租。"),
        right("可责令其提出一至二名保证人：\n（一）无力交纳保证金的；\n（二）未成年的；\n（三）患病的。"),
        right(
            "應由該區域內五個以上鄉（鎮、市、區）教育會發起；有下列情事者，一次記二大功：一、甲。二、乙。三、丙。"
        ),
        right("两个系统在工作中必须正确处理以下关系：\n(一)局部与全局。\n(二)质量与进度。\n(三)研制与使用。"),
        right(
            "该应用提供26种语言（包括中文、日文和韩文）。本處設三組一室，分別掌理下列事項：\n一、企劃。\n二、投資。\n三、建管。\n四、人事。"
        ),
        right("全镇有五个水库，其中两个可以垂钓：东湖、西湖。"),
        right(
            "疫病分为下列三类：\n（一）一类疫病，是指鼠疫、霍乱等；\n（二）二类疫病，是指麻疹、流感、百日咳、猩红热等；\n（三）三类疫病，是指风疹等。"
        ),
        right(
            "资质分为甲、乙、丙三个等级。将技术研究、开发活动分为高风险、中风险、低风险三类。利润分为承包人的收入（含租金）、生产基金、福利基金、奖励基金四部分。"
        ),
        right(
            "主要特点有两个：一个是路由、状态管理这些功能都有，二是体积很小。“你”字有“你”“您”两个，对长辈用“您”。"
        ),
        right("他的话只有两句：“先看清楚，再下手。”一个有胆量、有见识、有耐心的人，都懂得这个道理。"),
        right("本文讨论十三种常见的错误做法，比如：（1）先写后测；（2）不写注释；（3）手动发布。"),
        right("新房里有红绿绸被各一床、呢褥子各一条、枕头两个。这三个例子就是横的、空间的关系。"),
        right("城里的七座桥能否在满足以下条件的前提下走遍：\\n- 路径不重复\\n- 终点就是起点\\n"),
        right("试用五个案例以后，两者的成绩大致相当：\\n- 甲：一百二十六秒\\n- 乙：一百三十二秒\\n"),
        right("文件里有一条导入语句和两个新类：\\n- 导入语句引入组件库。\\n- 登录页类。\\n- 登录状态类。\\n"),
        right("系统由五个服务组成：\\n- 两个网页前端\\n- 一个后台进程\\n- 一个消息队列\\n- 一个数据库\\n"),
        right(
            "书里举了《大雅》《小雅》《颂》中两个题目，又举韶、武、勺、象及八种乐器。第四、因为上面三种关系，读者多了。"
        ),
        wrong(
            "展览分⟦五个单元⟧：\n单元一 海路\n陈列船模。\n单元二 港口\n陈列账册。\n单元三 归来\n陈列书信。"
        ),
        wrong("工程划分为⟦两个标段⟧：一标段为路基；二标段为桥梁；三标段为绿化。"),
        wrong(
            "採購共分⟦3個包⟧。\n第1包：課桌椅，預算九萬元。\n第2包：書架，預算四萬元。\n各廠商可擇一投標。"
        ),
        wrong("承租人应履行下列⟦两项义务⟧：按期交租；爱护房屋；不得转租。"),
        wrong("好的散文有⟦四个要素⟧。首先，要有真情。其次，要有细节。最后，要有节制。"),
        wrong("列席⟦四人⟧：林主任、陳組長、許幹事。會議隨即開始。"),
        wrong("一等奖（⟦3名⟧）：叶小舟、古月\n二等奖（2名）：田野、江帆，另加发图书一套以资鼓励\n"),
        right("展览分三个单元：\n单元一 海路\n陈列船模。\n单元二 港口\n陈列账册。\n单元三 归来\n陈列书信。"),
        right(
            "承租人应履行下列三项义务：按期交租；爱护房屋；不得转租。先写四篇短稿：信函、启事；贺词、便条。"
        ),
        right("好的散文有四个要素。首先，要有真情。其次，要有细节。同时，要有节制。最后，要有余味。"),
        right("家里五人：爷爷奶奶、爸爸妈妈和我。评审委员六人：\n（一）本局二人。\n（二）专家四人。"),
        right(
            "三名评委一致认为：\n1. 选题新。\n2. 论证严。\n（一）两个时点的对照\n1. 早间。\n2. 午间。\n3. 晚间。"
        ),
        right("非有下列情事之一者，不得一次記二大過處分：\n一、泄密。\n二、貪污。\n三、曠職。"),
        wrong("全鎮分⟦四個責任區⟧：東區由王隊長負責，西區由李隊長負責，南區由陳隊長負責。"),
        wrong("集子收⟦七篇散文⟧，依序為〈渡口〉〈鹽田〉〈糖廠〉〈燈塔〉〈市街〉〈廟會〉。"),
        right("全镇分三个责任区：东区由甲队负责，西区由乙队负责，南区由丙队负责。"),
        wrong("推进“⟦五个一⟧”工程：一条产业路、一座广场、一个卫生室、一支文艺队。"),
        wrong("参加会演的有“春之声”“夕阳红”“山里娃”⟦四支队伍⟧。"),
        wrong("推行“⟦四个一线⟧”工作法：情况在一线掌握，问题在一线解决，作风在一线转变。"),
        wrong("村口的⟦四座桥⟧分别叫迎春桥、太平桥和安澜桥。"),
        wrong("发言要做到“⟦三有⟧”：有观点，有例证，有办法，有分寸。"),
        wrong("集子收錄散文⟦五篇⟧：〈山中的雨〉、〈渡口與燈〉、〈母親的灶〉、〈遠行〉。"),
        wrong("老李不肯卖房，理由⟦有三⟧：一是祖产；二是向阳；三是邻居好；四是舍不得井。"),
        wrong("他把养花的诀窍归结为⟦三条⟧。第一，土要松。第二，水要勤。第三，日照要足。第四，心要静。"),
        right("原因有三。其一，雨水少。其二，虫害重。其三，人手缺。镇上有二，村里有三，数目对得上。"),
        wrong("評審會設⟦三類獎項⟧：金穗獎一名、銀穗獎三名、新苗獎五名、鼓勵獎十名。"),
        right("比赛设三类奖项：一等奖二名、二等奖五名、三等奖八名。全县分配名额：东乡二名、西乡三名。"),
        wrong("推行“⟦五个结合⟧”：与农时相结合，与节庆相结合，与助老相结合，与读书相结合。"),
        wrong(
            "兩造爭執有⟦二⟧：其一，租約是否續訂；其二，押金應否返還；其三，修繕費由誰負擔。".replace(
                "有⟦二⟧", "⟦有二⟧"
            )
        ),
        right("做人要“三不”：不骄，不躁，不怕困难。他常这样说。"),
        right("张三、李四点了点头。圆海、焦磊名列四大香主，武功却差得远。"),
        right("基于这三个优势，守则如下：\n一、不借钱。\n二、不贪多。\n三、不追高。\n四、不频繁。\n"),
        right("可以用两个半加器和一个或门来构建：\n1. 第一个半加器。\n2. 第二个半加器。\n3. 或门。\n"),
        right("曲子由三个乐段组成，第三乐段再现第一乐段，第二乐段是第一乐段的变奏。"),
        right(
            "昊天部、朱天部派人将赤天、阳天、玄天、幽天、鸾天五部召来。所说的“四个朋友”，就是甲、乙和柳氏兄弟两人。"
        ),
        right(
            "有三大难题，首先是名声；其次是门第。其三就是世子的人选。图分三类：（1）误导的，（2）混淆的和（3）没说清的。"
        ),
        right(
            "他记住了那十二个字（先保大人、再保孩子、先保人、再保钱）。“老手颓唐”那四个字（见《诗品》《诗话》和《随笔》）说得好。"
        ),
        right("年夜饭十二道菜：四冷、六热、一汤、一点心。"),
        right(
            "贫道稍足自慰的只有三件。第一是医道，炼丹不成，于药石倒有所知。第二是做几首歪诗，第三才是这几手武艺。"
        ),
        right(
            "一箭射穿十名将军，从第一名将军胸口进去，背后出来，又进了第二名将军的胸口。来的是教主、四大法王之一。"
        ),
        right("系统开始两阶段提交：\n1. 选一个主键。\n2. 写入数据。\n3. 提交主键。\n4. 清理锁。\n"),
        right("先递归地排好两个子序列。具体算法描述如下：\n1. 选基准。\n2. 分区。\n3. 递归。\n"),
        right("### 第廿八阶段：证券、交易所与资本市场。画了十五幅名画（朝、夕、晦、明，种种不同）。"),
        right(
            "汉字有六种构成法，即《周礼》和《说文》中所说的“六书”。书中不过指出一两个疑问。第一，…；第二，…。"
        ),
    )

    def check(self, document: Document) -> Iterator[Draft]:
        """One finding a claim."""
        text = document.text
        for tie in sorted((*document.view(ties), *document.view(briefs), *document.view(digits))):
            claim = tie.claim
            shown = tie.items if len(tie.items) <= RELATED else (*tie.items[: RELATED - 1], tie.items[-1])
            yield self.draft(
                claim.start,
                claim.end,
                tie.kind,
                related=tuple(
                    self.related(start, end, "item", number=number)
                    for number, (start, end) in enumerate(shown, 1)
                ),
                claim=text[claim.start : claim.end],
                found=tie.found,
            )
