"""Configuration: versions, patterns, layers, and every kind of fault in a file answered with file and key."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from polint.closest import Configs
from polint.config import Config, Override
from polint.configfile import read, version_fits
from polint.document import Document
from polint.finding import Draft
from polint.message import Text
from polint.naming import matches
from polint.path import glob, relative
from polint.rule import Option, Rule


class One(Rule):
    """A rule with options of every kind."""

    id = "family/one"
    always = True
    options = {
        "share": Option(0.5, Text("a share", "比例")),
        "most": Option(3, Text("a number", "数目")),
        "strict": Option(False, Text("a switch", "开关")),
        "words": Option(("甲",), Text("words", "词")),
        "language": Option(None, Text("a language", "语言")),
    }

    def check(self, document: Document) -> Iterator[Draft]:
        return iter(())


class Two(One):
    """Another."""

    id = "family/two"
    profile = "corpus"
    options = {}


class Other(Two):
    """A third."""

    id = "other/three"
    profile = "default"


RULES: dict[str, type[Rule]] = {rule.id: rule for rule in (One, Two, Other)}


def told(tmp_path: Path, text: str, name: str = "polint.toml") -> tuple[Config | None, list[str]]:
    """The configuration in a file of this text, and what is said of it."""
    place = tmp_path / name
    place.write_text(text, encoding="utf-8")
    config, problems = read(str(place), RULES, name)
    for problem in problems:
        assert problem.fails
        problem.render("zh-Hans")
    return config, [problem.render() for problem in problems]


@pytest.mark.parametrize(
    ("requirement", "own", "fits"),
    [
        (">=1.0", "1.0.0", True), (">=1.0", "0.9.9", False), (">=1.0,<2", "1.9", True), (">=1.0,<2", "2.0", False),
        ("==1.2", "1.2.0", True), ("1.2.3", "1.2.3", True), ("~=1.2", "1.9", True), ("~=1.2.3", "1.3.0", False),
        ("!=1.0", "1.0", False), (">0.1", "0.1.0", False), ("<=0.2", "0.2.0", True), ("new", "1.0", None),
    ],
)  # fmt: skip
def test_versions(requirement: str, own: str, fits: bool | None) -> None:
    assert version_fits(requirement, own) is fits


def test_a_path_on_another_drive_or_at_an_address_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    assert relative("a/b/c.txt", "a") == "b/c.txt"
    assert relative("s3://bucket/a.txt", "a") == "s3://bucket/a.txt"

    def relpath(path: str, start: str) -> str:
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    monkeypatch.setattr("os.path.relpath", relpath)  # as on Windows
    assert relative("D:/a.txt", "C:/") == "D:/a.txt"


@pytest.mark.parametrize(
    ("pattern", "path", "matched"),
    [
        ("novels/**", "novels/a/b.txt", True), ("novels/**", "x/novels/a.txt", False), ("**/novels/*.txt", "a/novels/b.txt", True),
        ("**/novels/*.txt", "novels/b.txt", True), ("*.md", "deep/in/a.md", True), ("drafts/", "a/drafts/b.txt", True),
        ("drafts", "drafts/b.txt", True), ("a/*.txt", "a/b/c.txt", False), ("a/?.txt", "a/b.txt", True),
        ("[ab].txt", "b.txt", True), ("[!ab].txt", "b.txt", False), ("a.txt", "aXtxt", False), ("./a/b.txt", "a/b.txt", True),
        ("小说/*", "小说/第一章.txt", True), ("[!a]", "x/a", True), ("x[!a]a", "x/a", False), ("[^a].txt", "b.txt", True),
        ("a[", "a[", True), ("[]", "[]", True), ("[z-a]", "[z-a]", True), ("[z-a]", "b", False), ("[a!]", "!", True),
        ("[[]a", "[a", True), ("[a^]", "^", True), ("[!!]", "!", False), ("[a--b]", "a", False), ("[&&]", "&", True),
    ],
)  # fmt: skip
@pytest.mark.filterwarnings("error")
def test_patterns(pattern: str, path: str, matched: bool) -> None:
    assert glob(pattern)(path) is matched


def ids(config: Config) -> list[str]:
    return [rule.id.rpartition("/")[2] for rule in config.chosen(RULES.values())]


def test_layers() -> None:
    assert ids(Config()) == ["one", "three"]
    assert ids(Config(profile="corpus")) == ids(Config(profile="all")) == ["one", "two", "three"]
    assert ids(Config(select=("family",))) == ["one", "two"]
    assert ids(Config(extend_select=("family/two",), ignore=("other/*",))) == ["one", "two"]
    file = Config(profile="corpus", ignore=("family/one",), extend_select=("other",))
    assert ids(file) == ["two", "three"]
    # The upper layer adds to what is left out, and its choice is not undone from below.
    assert ids(file.overlaid({"ignore": ("family/two",)})) == ["three"]
    assert ids(file.overlaid({"select": ("family/one",)})) == ["one"]
    assert ids(Config(select=("other",)).overlaid({"profile": "default"})) == ["one", "three"]
    assert file.overlaid({"rules": {"family/one": {"most": 1}}}).rules == {"family/one": {"most": 1}}
    assert matches("a/b", ()) is False


def test_settings_make_rules(tmp_path: Path) -> None:
    config, problems = told(
        tmp_path,
        'language = "zh-Hant-TW"\n[rules."family/one"]\nseverity = "note"\nshare = 1\nwords = ["乙", "丙"]\n',
    )
    assert problems == []
    assert config is not None
    made, severities = config.made(RULES.values())
    assert made[0].settings == {
        "share": 1,
        "most": 3,
        "strict": False,
        "words": ("乙", "丙"),
        "language": "zh-Hant-TW",
    }
    assert severities == {"family/one": "note"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('profle = "all"', "polint.toml: unknown key “profle”; did you mean “profile”?"),
        ('profile = "defualt"', "did you mean “default”?"),
        ('profile = 3', "“profile” must be one of default, publication, corpus, all, not “3”"),
        ('select = "one"', "“select” must be a list of strings, not one"),
        ('select = ["one"]', "“select” names “one”, which is no rule or family; did you mean “family/one”?"),
        ('ignore = ["famly"]', "did you mean “family”?"),
        ("max-per-rule = -1", "“max-per-rule” must be a whole number of 0 or more"),
        ("max-per-rule = true", "“max-per-rule” must be a whole number of 0 or more"),
        ('fail-on = "fatal"', "“fail-on” must be one of note, warning, error"),
        ('required-version = ">=99"', "needs polint >=99"),
        ('required-version = "newest"', "no version requirement"),
        ('[rules."family/oen"]', "did you mean “family/one”?"),
        ('[rules."family/one"]\nmots = 3', "unknown key “rules.\"family/one\".mots”; did you mean “most”?"),
        ('[rules."family/one"]\nmost = "3"', "must be a whole number, not 3"),
        ('[rules."family/one"]\nstrict = 1', "must be true or false, not 1"),
        ('[rules."family/one"]\nshare = "x"', "must be a number, not x"),
        ('[rules."family/one"]\nwords = "x"', "must be a list, not x"),
        ('[rules."family/one"]\nmost = true', "must be a whole number, not true"),
        ('[rules."family/one"]\nseverity = "eror"', "did you mean “error”?"),
        ('[rules]\nx = 1', "names “x”"),
        ('[[override]]\nignore = ["family"]', "without “when”"),
        ('[[override]]\nwhen = { path = 3 }\nignore = ["family"]', "“override.when.path” must be a list of strings"),
        ('[[override]]\nwhen = { path = "a" }\ninclude = []', "unknown key “override.include”"),
        ("override = 1", "“override” must be a list of tables"),
        ('[input.jsnol]\ntext = "t"', "did you mean “jsonl”?"),
        ('[input.jsonl]\ntxt = "t"', "did you mean “text”?"),
        ("[input.jsonl]\ntext = 1", "“input.jsonl.text” must be a string"),
        ('[provenance]\nrequires = ["license"]', "did you mean “require”?"),
        ('per-file-ignores = { "a" = ["famly"] }', "“per-file-ignores.a” names “famly”"),
        ("per-file-ignores = []", "must be a table"),
        ("[tool", "is not valid TOML"),
        ('packs = ["nowhere"]', "“packs”: "),
    ],
)  # fmt: skip
def test_faults_are_answered_with_file_and_key(tmp_path: Path, text: str, said: str) -> None:
    _, problems = told(tmp_path, text + "\n")
    assert len(problems) == 1
    assert problems[0].startswith("polint.toml: ")
    assert said in problems[0]


def test_a_project_file_that_is_not_ours_is_passed_over(tmp_path: Path) -> None:
    for text in (
        "[project]\n",
        '[project]\nkeywords = ["polint"]\n',
        "polint = [\n",
        "[tool.other]\nprofile = 1\n",
    ):
        assert told(tmp_path, text, "pyproject.toml") == (None, [])
    config, problems = told(tmp_path, '[tool.polint]\nprofile = "corpus"\n', "pyproject.toml")
    assert (config and config.profile, problems) == ("corpus", [])
    assert told(tmp_path, "[tool.polint\n", "pyproject.toml")[1]


def test_one_file_wins_over_the_next_in_a_folder(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.polint]\nprofile = "all"\n', encoding="utf-8")
    assert Configs(RULES).of(str(tmp_path)).profile == "all"
    (tmp_path / ".polint.toml").write_text('profile = "corpus"\n', encoding="utf-8")
    assert Configs(RULES).of(str(tmp_path)).profile == "corpus"
    (tmp_path / "polint.toml").write_text('profile = "publication"\n', encoding="utf-8")
    assert Configs(RULES).of(str(tmp_path)).profile == "publication"
    assert Configs(RULES, {"profile": "default"}).of(str(tmp_path)).profile == "default"
    assert Configs(RULES, isolated=True).of(str(tmp_path)).profile == "default"
    only = Configs(RULES, only=str(tmp_path / ".polint.toml"))
    assert only.of("/").profile == "corpus"


@pytest.mark.parametrize(
    ("when", "metadata", "holds"),
    [
        ({"source": ("novel",)}, {"source": "novel"}, True),
        ({"source": ("novel", "web*")}, {"source": "website"}, True),
        ({"source": ("novel",)}, {"source": ["news", "novel"]}, True),
        ({"source": ("novel",)}, {}, False),
        ({"meta.year": (2020,)}, {"meta": {"year": 2020}}, True),
        ({"year": (1,)}, {"year": True}, False),
        ({"language": ("zh-Hant",)}, {"language": "zh-Hant-HK"}, True),
        ({"language": ("zh-Hant-TW",)}, {"language": "zh-Hant"}, False),
        ({"path": ("in/*",), "source": ("novel",)}, {"source": "novel"}, True),
        ({"path": ("out/*",), "source": ("novel",)}, {"source": "novel"}, False),
    ],
)
def test_what_an_override_speaks_of(
    when: dict[str, tuple[object, ...]], metadata: dict[str, object], holds: bool
) -> None:
    document = Document("", "in/a.jsonl", metadata=metadata)
    assert Override(when, {}).holds("in/a.jsonl", document, None) is holds


def test_documents_with_the_same_settings_share_a_ruleset(tmp_path: Path) -> None:
    config = Config(overrides=(Override({"source": ("a",)}, {"ignore": ("other",)}),))
    same = [config.for_document(Document("", "x", metadata={"source": "a"})) for _ in range(2)]
    assert same[0] is same[1]
    assert same[0].digest == Config(ignore=("other",)).digest != config.digest
    assert config.for_document(Document("", "x")) is config
