"""The lists of committees of congress-legislators; the committees are invented."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oversight_viewer.domain.errors import KnownError
from oversight_viewer.domain.name_decisions import CommitteeName
from oversight_viewer.importing.problems import Problem
from oversight_viewer.importing.readers.committee_lists import FORMATS
from oversight_viewer.importing.registry import detect

from .reading import damaged, read, read_whatever

JSON, YAML = FORMATS

CURRENT = """- type: house
  name: House Committee on Examples
  url: https://example.gov/
  thomas_id: HSXX
  house_committee_id: XX
  subcommittees:
  - name: Example Freight
    thomas_id: '15'
    address: 1 Example Building; Washington, DC
  - name: Numbers
    thomas_id: 01
  - name: Without a code
- type: joint
  name: Joint Committee on Samples
  thomas_id: JSXY
- type: senate
  name: Without a code
"""

HISTORICAL = """- type: house
  name: House Committee on Old Examples
  thomas_id: HSXO
  house_committee_id: XO
  congresses: [93, 94]
  names:
    93: Older Examples
    94: Old Examples
    95: Older Examples
  subcommittees:
  - name: Rails
    thomas_id: '02'
    names: {93: Railways, 94: Rails}
"""


def write(folder: Path, text: str, name: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_committees_and_their_subcommittees_have_whole_codes(tmp_path: Path) -> None:
    path = write(tmp_path, CURRENT, "committees-current.yaml")
    assert detect(path) is YAML
    pieces = read(YAML, path)
    assert pieces[:3] == [
        CommitteeName("HSXX", "House Committee on Examples", "house", None, (), ("XX00",)),
        CommitteeName("HSXX15", "Example Freight", "house", "HSXX", (), ("XX15",)),
        CommitteeName("HSXX01", "Numbers", "house", "HSXX", (), ("XX01",)),
    ]
    assert pieces[4] == CommitteeName("JSXY", "Joint Committee on Samples", "joint")
    assert [piece.where for piece in pieces if isinstance(piece, Problem)] == [
        "committee 1, subcommittee 3",
        "committee 3",
    ]


def _historical_json() -> str:
    return json.dumps(
        [
            {
                "type": "house",
                "name": "House Committee on Old Examples",
                "thomas_id": "HSXO",
                "house_committee_id": "XO",
                "names": {"93": "Older Examples", "94": "Old Examples", "95": "Older Examples", "x": "No"},
                "subcommittees": [{"name": "Rails", "thomas_id": "02", "names": {"93": "Railways", "94": "Rails"}}],
            }
        ]
    )


def test_names_of_earlier_congresses_are_former_names(tmp_path: Path) -> None:
    yaml_path = write(tmp_path, HISTORICAL, "committees-historical.yaml")
    json_path = write(tmp_path, _historical_json(), "committees-historical.json")
    assert detect(json_path) is JSON
    pieces = read(YAML, yaml_path)
    assert pieces == read(JSON, json_path)
    names = [piece.other_names for piece in pieces if isinstance(piece, CommitteeName)]
    assert names == [("Older Examples", "Old Examples"), ("Railways",)]


@pytest.mark.parametrize(
    "text",
    [
        "- a: &a [x, x]\n  b: &b [*a, *a]\n",
        "[" * 500 + "]" * 500,
        "- type: !!python/object/apply:os.system [true]\n",
        "a: [\n",
        "a: 2024-13-45\n",
        "? [a]\n: b\n",
        "a: " + "9" * 6000,
        "\x00",
    ],
)
def test_hostile_and_broken_yaml_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(KnownError, match="YAML"):
        read(YAML, write(tmp_path, text, "list.yaml"))


@settings(deadline=None)
@given(st.sampled_from([CURRENT, HISTORICAL]), st.integers(0, 900), st.binary(max_size=12), st.integers(0, 300))
def test_damage_of_yaml_gives_reasons_and_never_a_crash(text: str, place: int, new: bytes, cut: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.yaml"
        path.write_bytes(damaged(text.encode(), place, new, cut if cut > 150 else 0))
        read_whatever(YAML, path)


@settings(deadline=None)
@given(st.integers(0, 600), st.binary(max_size=12))
def test_damage_of_json_gives_reasons_and_never_a_crash(place: int, new: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.json"
        path.write_bytes(damaged(_historical_json().encode(), place, new, 0))
        read_whatever(JSON, path)
