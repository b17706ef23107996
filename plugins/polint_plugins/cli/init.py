"""`polint init`: a commented configuration to start from."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from polint import __version__
from polint.message import Text
from polint_plugins.cli import options as shared
from polint_plugins.cli.output import unwritable
from polint_plugins.cli.parser import Parser

ABOUT = Text("Write a polint.toml to start from.", "生成一份 polint.toml 作为起点。")
_FOLDER = Text("the folder (default: .)", "所在文件夹（默认：.）")
_THERE = Text("{path} is there already", "{path} 已经存在")
_DONE = Text("wrote {path}", "已写入 {path}")

_TEMPLATE = Text(
    """\
# polint: settings for the documents in this folder and below. Everything is optional;
# `polint rules` lists the rules, `polint rule NAME` explains one, `polint config` shows what is in force.
required-version = ">={version}"

# default: for everyone; publication and corpus: that and more; all: everything.
profile = "default"

# The language the documents should be in; without it each is judged by itself.
# language = "zh-Hans"          # zh-Hant, zh-Hant-TW, zh-Hant-HK …

# Rules or whole families: instead of the profile, besides it, or not at all.
# select = ["numbering", "truncation/mid-sentence"]
# extend-select = ["script/regional-variant"]
# ignore = ["privacy"]

# The mildest severity that makes the run fail: note, warning or error.
# fail-on = "warning"
# Findings a rule may report in one document; 0: no limit.
# max-per-rule = 200

# Patterns relative to this file: only these files; not those.
# include = ["corpus/**/*.txt"]
# exclude = ["drafts/"]

# Packs of phrase rules and lists of words of your own.
# packs = ["house-rules/"]
# lexicons = ["terms.toml"]

# per-file-ignores = {{ "novels/**" = ["quality/*"] }}

# [rules."truncation/mid-sentence"]
# severity = "error"

# Other settings for some documents: by path, by language, or by a field of their metadata.
# [[override]]
# when = {{ source = "novel" }}
# ignore = ["quality/repetition"]

# What `check --kept DIR --rejected DIR` does with a document: keep, repair, review or drop, by rule, family or severity.
# [verdict]
# "ads/*" = "drop"
# "encoding/control-character" = "repair"
# warning = "review"

# The fields of a JSON Lines or Parquet record.
# [input.jsonl]
# text = "text"
# id = "id"

# What the manifest (provenance.jsonl) must say of every document.
# [provenance]
# require = ["license", "source_url"]
""",
    """\
# polint：本文件夹及其下所有文档的设置。每一项都可以省略。
# `polint rules` 列出规则，`polint rule 规则名` 解释规则，`polint config` 显示生效的设置。
required-version = ">={version}"

# default 适合所有人；publication 与 corpus 在其上增加规则；all 为全部规则。
profile = "default"

# 文档应使用的语言；不写则逐篇判断。
# language = "zh-Hans"          # zh-Hant、zh-Hant-TW、zh-Hant-HK 等

# 规则或整个规则族：取代配置集、额外启用、不使用。
# select = ["numbering", "truncation/mid-sentence"]
# extend-select = ["script/regional-variant"]
# ignore = ["privacy"]

# 达到哪一级别即视为未通过：note、warning 或 error。
# fail-on = "warning"
# 每篇文档每条规则最多报告多少处；0 为不限。
# max-per-rule = 200

# 相对于本文件的模式：只检查这些文件；跳过那些文件。
# include = ["corpus/**/*.txt"]
# exclude = ["drafts/"]

# 自己的短语规则包和词表。
# packs = ["house-rules/"]
# lexicons = ["terms.toml"]

# per-file-ignores = {{ "novels/**" = ["quality/*"] }}

# [rules."truncation/mid-sentence"]
# severity = "error"

# 对部分文档另作设置：按路径、语言或元数据字段。
# [[override]]
# when = {{ source = "novel" }}
# ignore = ["quality/repetition"]

# `check --kept 目录 --rejected 目录` 如何处置文档：keep、repair、review 或 drop，可按规则、规则族或级别写。
# [verdict]
# "ads/*" = "drop"
# "encoding/control-character" = "repair"
# warning = "review"

# JSON Lines 或 Parquet 记录的字段名。
# [input.jsonl]
# text = "text"
# id = "id"

# 来源清单（provenance.jsonl）必须为每篇文档写明的字段。
# [provenance]
# require = ["license", "source_url"]
""",
)


def run(words: Sequence[str], speak: str) -> int:
    """Write the file; returns the exit status: 2 where there is one already."""
    made = Parser("polint init", ABOUT, speak, "[FOLDER]")
    made.option("folder", nargs="?", default=".", metavar="FOLDER", about=_FOLDER)
    shared.add_lang(made)
    options = made.parse(words)
    shared.check_lang(made, options)
    path = os.path.normpath(os.path.join(options.folder, "polint.toml"))
    try:
        with open(path, "x", encoding="utf-8", newline="\n") as file:
            file.write(_TEMPLATE.render(speak, version=__version__))
    except FileExistsError:
        made.refuse(made.say(_THERE, path=path))
    except OSError as error:
        print(unwritable(path, error).render(speak), file=sys.stderr)
        return 2
    print(made.say(_DONE, path=path))
    return 0
