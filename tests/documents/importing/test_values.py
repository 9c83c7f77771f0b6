"""The parts of an import that are plain values: alignment, settlement, order, rows, files, readers."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from documents.extraction.types import MeetingData
from documents.importing import workers
from documents.importing.align import LARGEST, align, pair_equal
from documents.importing.order import Numbers
from documents.importing.reading import Reading, Task, read
from documents.importing.rows import CLAIM_LIMITS, LIMITS, rows_of
from documents.importing.settle import Settlement, settle
from documents.importing.sources import find_sources
from documents.importing.workers import read_all
from documents.models import Contribution, Document, Mention, Paragraph, Participation, Quotation, Remark
from people.names import Gazetteer

from .given import article, speech
from .processes import ROOT

LONG = "很长的一段话，说的是同一件事情"


class TestAlign:
    @pytest.mark.parametrize(
        ("old", "new", "expected"),
        [
            ([], ["甲"], [None]),
            (["甲"], [], []),
            (["甲", "乙"], ["甲", "乙"], [0, 1]),
            (["甲", "乙"], ["丙", "甲", "乙"], [None, 0, 1]),
            (["甲", "乙", "丙"], ["甲", "丙"], [0, 2]),
            (["甲", "乙"], ["乙", "甲"], [1, 0]),
            (["掌声", "甲", "掌声"], ["掌声", "甲", "掌声", "掌声"], [0, 1, 2, None]),
            ([LONG + "一", LONG + "二三四"], [LONG + "一。", LONG + "二三四。"], [0, 1]),
            ([LONG], ["全然不同的另外一些话语"], [None]),
            (["甲", LONG, "乙"], ["甲", LONG.replace("同一", "这一"), "丁", "乙"], [0, 1, None, 2]),
        ],
    )
    def test_texts_are_found_again(self, old: list[str], new: list[str], expected: list[int | None]) -> None:
        assert align(old, new) == expected

    def test_texts_beyond_number_are_paired_in_linear_time(self) -> None:
        many = ["行"] * 20_000 + ["尾"]
        assert len(many) ** 2 > LARGEST
        started = time.process_time()
        pairs = align(many, ["首", *many, "又"])
        assert pairs[1:-1] == list(range(len(many)))
        assert time.process_time() - started < 5

    def test_people_are_told_apart_by_role_and_never_by_likeness(self) -> None:
        old = [("王建国", "speaker"), ("王建国", "author")]
        assert pair_equal(old, [("王建国", "author"), ("王建民", "speaker"), ("王建国", "editor")]) == [1, None, 0]


class TestSettle:
    """What holds, what was said, what is said now."""

    @pytest.mark.parametrize(
        ("holds", "said", "says", "expected"),
        [
            ("甲", "甲", "甲", Settlement()),
            ("甲", "甲", "乙", Settlement(changes={"f": "乙"})),
            ("丙", "甲", "甲", Settlement()),
            ("丙", "甲", "乙", Settlement(conflicts={"f": "乙"})),
            ("丙", "甲", "丙", Settlement(agreed=["f"])),
            (None, "甲", "乙", Settlement(conflicts={"f": "乙"})),
            (["a", "b"], ["a", "b"], ["a"], Settlement(changes={"f": ["a"]})),
        ],
    )
    def test_a_persons_word_stands(self, holds: Any, said: Any, says: Any, expected: Settlement) -> None:
        assert settle({"f": holds}, {"f": said}, {"f": says}) == expected

    def test_a_row_entered_by_hand_stands_without_a_conflict(self) -> None:
        assert settle({"f": "丙"}, {}, {"f": "乙"}) == Settlement()

    def test_a_locked_row_follows_nothing(self) -> None:
        assert settle({"f": "甲"}, {"f": "甲"}, {"f": "乙"}, locked=True) == Settlement(conflicts={"f": "乙"})

    def test_a_field_that_the_machine_never_spoke_of_follows_it(self) -> None:
        assert settle({"f": "", "g": 1}, {"g": 1}, {"f": "新", "g": 1}) == Settlement(changes={"f": "新"})


def test_ends_of_a_turn_move_inwards_where_their_paragraphs_are_gone() -> None:
    numbers = Numbers([(0, None), (1, 0), (2, 1), (3, None)])
    assert (numbers.first(0), numbers.last(3)) == (0, 1)
    assert (numbers.first(2), numbers.last(1)) == (1, 0)


class TestRows:
    def test_what_is_said_is_what_the_models_let_a_person_edit(self) -> None:
        rows = rows_of("a.txt", speech())
        added = {"speaker", "speakers", "meeting", "cited_work", "publication", "parent", "part"}
        for model, row in (
            (Document, rows),
            (Paragraph, rows.paragraphs[0]),
            (Remark, rows.remarks[0]),
            (Quotation, rows.quotations[0]),
            (Contribution, rows.contributions[0]),
            (Participation, rows.participations[0]),
            (Mention, rows.mentions[0]),
        ):
            assert set(row.said) == set(model.machine_fields) - added, model

    def test_values_are_cut_to_what_the_models_hold(self) -> None:
        for model in (Document, Paragraph, Remark, Quotation, Contribution, Participation, Mention):
            for field in model._meta.fields:
                if field.name in LIMITS and field.max_length:
                    assert field.max_length >= LIMITS[field.name], (model, field.name)
        for name, limits in CLAIM_LIMITS.items():
            for field, limit in limits.items():
                assert Document._meta.get_field(name).related_model._meta.get_field(field).max_length == limit
        assert len(rows_of("a.txt", article("一", title="长" * 5000)).said["title"]) == LIMITS["title"]

    def test_what_is_no_date_becomes_a_problem(self) -> None:
        rows = rows_of("a.txt", article("一", date="1987-13", date_printed="一九八七年十三月"))
        assert (rows.said["date"], rows.said["date_printed"]) == ("", "一九八七年十三月")
        assert "1987-13" in rows.problems[0]

    def test_meetings_are_known_by_folded_name_and_day(self) -> None:
        def address(name: str, date: str | None, key: str = "a.txt") -> str:
            return rows_of(key, speech(meeting=MeetingData(name, date=date))).claims["meeting"]["id"]

        assert address("全縣水利工作會議", "1987") == address("全县水利工作会议", "1987", "b.txt")
        assert address("全县水利工作会议", "1987") != address("全县水利工作会议", "1988")
        assert address("全县水利工作会议", None) == address("全县水利工作会议", "1987-03-05", "b.txt")


class TestSources:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        for name in ("b.txt", "a.txt", "部/c.md", ".hidden.txt", ".git/x.txt", "photo.tiff"):
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text("字", encoding="utf-8")
        return tmp_path

    def test_folders_are_read_in_order_and_keys_are_paths_below_them(self, folder: Path) -> None:
        found, left_out = find_sources([folder])
        assert [each.key for each in found] == ["a.txt", "b.txt", "部/c.md"]
        assert left_out == [folder / "photo.tiff"]

    def test_a_file_is_known_by_its_name_and_read_once(self, folder: Path) -> None:
        found, _ = find_sources([folder / "部" / "c.md", folder / "b.txt", folder / "b.txt"])
        assert [each.key for each in found] == ["c.md", "b.txt"]

    def test_root_makes_the_keys_of_several_folders_distinct(self, folder: Path) -> None:
        found, _ = find_sources([folder / "部"], root=folder)
        assert [(each.key, each.root) for each in found] == [("部/c.md", str(folder))]
        with pytest.raises(ValueError, match="does not lie below"):
            find_sources([folder / "b.txt"], root=folder / "部")

    def test_what_is_not_there_is_named(self, folder: Path) -> None:
        with pytest.raises(FileNotFoundError, match=r"none\.txt"):
            find_sources([folder / "none.txt"])

    def test_composed_and_decomposed_names_are_one_key(self, tmp_path: Path) -> None:
        (tmp_path / "Cafe\u0301.txt").write_text("字", encoding="utf-8")
        assert [each.key for each in find_sources([tmp_path])[0]] == ["Caf\u00e9.txt"]


def tasks(folder: Path, count: int) -> list[Task]:
    """Files to read."""
    made = []
    for number in range(count):
        path = folder / f"{number:03}.txt"
        path.write_text(f"第{number}篇\n\n这是第{number}篇文章的正文，一共没有几个字。\n", encoding="utf-8")
        made.append(Task(path.name, path, str(folder), path.stat().st_size))
    return made


class TestReaders:
    def test_they_know_no_django(self) -> None:
        code = "import sys, documents.importing.workers; sys.exit('django' in sys.modules)"
        assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0

    @pytest.mark.parametrize("jobs", [1, 3])
    def test_readings_come_in_order(self, jobs: int, tmp_path: Path) -> None:
        given = tasks(tmp_path, 40)
        readings = list(read_all(given, Gazetteer(), jobs))
        assert [each.task.key for each in readings] == [each.key for each in given]
        assert all(each.documents and not each.problem for each in readings)

    def test_known_bytes_are_not_read(self, tmp_path: Path) -> None:
        (task,) = tasks(tmp_path, 1)
        known = Task(task.key, task.path, task.root, task.size, known=read(task, Gazetteer()).sha256)
        assert read(known, Gazetteer()).known

    def test_files_ahead_of_the_writer_are_bounded(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(workers, "BYTES_AHEAD", 10_000)
        asked = 0

        def counted() -> Any:
            nonlocal asked
            for task in tasks(tmp_path, 60):
                asked += 1
                yield task

        for taken, _ in enumerate(read_all(counted(), Gazetteer(), 2), 1):
            assert asked - taken <= 6

    def test_a_process_that_dies_costs_one_file(self, tmp_path: Path) -> None:
        given = tasks(tmp_path, 12)
        readings = killing_one(read_all(given, Gazetteer(), 2))
        assert [each.task.key for each in readings] == [each.key for each in given]
        problems = [each.problem for each in readings if each.problem]
        assert len(problems) <= 1
        assert all("died" in problem.reason for problem in problems)

    def test_a_process_that_dies_before_it_has_started_costs_no_file(self, tmp_path: Path) -> None:
        pool = workers.Pool(iter(tasks(tmp_path, 12)), Gazetteer(), 2)
        pool.workers[0].process.kill()
        assert [each.problem for each in pool.readings()] == [None] * 12

    def test_a_run_whose_processes_never_start_gives_up(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(workers, "serve", refuse_to_start)
        with pytest.raises(RuntimeError, match="does not start"):
            list(read_all(tasks(tmp_path, 3), Gazetteer(), 2))

    @pytest.mark.parametrize(
        ("name", "data", "reason"),
        [
            ("empty.txt", b"", "no text"),
            ("nul.txt", b"a\0b", "control character"),
            ("what.xyz", b"a", "no reader"),
            ("a\nb.txt", "字".encode(), "name is no text"),
            ("gone.txt", None, "No such file"),
        ],
    )
    def test_what_cannot_be_read_is_a_problem_that_names_it(
        self, name: str, data: bytes | None, reason: str, tmp_path: Path
    ) -> None:
        if data is not None:
            (tmp_path / name).write_bytes(data)
        problem = read(Task(name, tmp_path / name, str(tmp_path)), Gazetteer()).problem
        assert problem is not None
        assert reason in str(problem)

    def test_a_name_of_stray_bytes_is_a_problem(self, tmp_path: Path) -> None:
        path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt"))
        path.write_text("字", encoding="utf-8")
        (source,), _ = find_sources([path])
        problem = read(Task(source.key, source.path, source.root), Gazetteer()).problem
        assert problem is not None
        assert problem.key == "'\\udcff.txt'"

    def test_a_file_that_takes_too_long_is_given_up(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def loop(*_: object) -> None:
            while True:
                pass

        monkeypatch.setattr("documents.importing.reading.extract", loop)
        monkeypatch.setattr("documents.importing.reading.SECONDS", 0.2)
        (task,) = tasks(tmp_path, 1)
        problem = read(task, Gazetteer()).problem
        assert problem is not None
        assert "longer than" in problem.reason


def refuse_to_start(*_: object) -> None:
    """In place of what a reading process does."""
    raise SystemExit(1)


def killing_one(readings: Any) -> list[Reading]:
    """Read on, while a process that reads is killed after the first answer."""
    import multiprocessing

    taken = [next(readings)]
    multiprocessing.active_children()[0].kill()
    return taken + list(readings)
