"""Names of people and works: what an archive knows beforehand, what a name looks like, how a label prints it."""

from .forms import Forms
from .gazetteer import (
    Gazetteer,
    KnownPerson,
    KnownWork,
    NameForm,
    Office,
    read_persons,
    read_works,
)
from .labels import Label, joint_names, parse_label
from .shapes import is_office, is_person_name, name_after, name_before, split_position

__all__ = [
    "Forms",
    "Gazetteer",
    "KnownPerson",
    "KnownWork",
    "Label",
    "NameForm",
    "Office",
    "is_office",
    "is_person_name",
    "joint_names",
    "name_after",
    "name_before",
    "parse_label",
    "read_persons",
    "read_works",
    "split_position",
]
