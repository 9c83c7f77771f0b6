"""What may be asked, and what is wrong with a request: verbs, arguments, dates, resumption tokens. No database here."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, urlencode

# The arguments of each verb; True for those that must be there.
LISTING = {"metadataPrefix": True, "from": False, "until": False, "set": False}
ARGUMENTS: dict[str, dict[str, bool]] = {
    "Identify": {},
    "ListMetadataFormats": {"identifier": False},
    "ListSets": {},
    "GetRecord": {"identifier": True, "metadataPrefix": True},
    "ListIdentifiers": LISTING,
    "ListRecords": LISTING,
}
RESUMABLE = ("ListSets", "ListIdentifiers", "ListRecords")
STAMP = "%Y-%m-%dT%H:%M:%SZ"
DATES = {re.compile(r"\d{4}-\d{2}-\d{2}"): "%Y-%m-%d", re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z"): STAMP}
PUBLIC_ID = re.compile(r"[0-9A-Za-z]{1,32}")
SET = re.compile(r"[a-z]{1,20}(:[0-9A-Za-z]{1,40})?")
PLACE = re.compile(r"[0-9A-Za-z:]{0,60}")


class OAIError(Exception):
    """A request that cannot be answered; `code` as the protocol names it."""

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Query:
    """A request that is in order. `after` is the last record given, `given` how many came before, `size` all there are.

    `since` and `before` are the times from which, and before which, a record has changed.
    """

    verb: str
    arguments: Mapping[str, str]
    since: datetime | None = None
    before: datetime | None = None
    after: str = ""
    given: int = 0
    size: int = 0

    @property
    def prefix(self) -> str:
        """The format asked for."""
        return self.arguments.get("metadataPrefix", "")

    def token(self, after: str, given: int, size: int) -> str:
        """What resumes this list after a record: readable, valid on every server and for ever.

        >>> Query("ListSets", {}).token("kind:book", 2, 9)
        'after=kind%3Abook&given=2&size=9'
        """
        return urlencode({**self.arguments, "after": after, "given": given, "size": size})


def read_query(parameters: Sequence[tuple[str, str]]) -> Query:
    """The request that these parameters make; raises OAIError.

    >>> read_query([("verb", "GetRecord"), ("identifier", "a"), ("metadataPrefix", "oai_dc")]).prefix
    'oai_dc'
    """
    names = [name for name, _ in parameters]
    values = dict(parameters)
    verb = values.pop("verb", "")
    if verb not in ARGUMENTS or names.count("verb") > 1:
        raise OAIError("badVerb", "The verb is missing, repeated or unknown.")
    if len(names) > len(set(names)):
        raise OAIError("badArgument", "An argument is repeated.")
    token = values.pop("resumptionToken", None)
    if token is not None:
        if values or verb not in RESUMABLE:
            raise OAIError("badArgument", "resumptionToken must be the only argument, of a list.")
        return resumed(verb, token)
    return checked(verb, values)


def checked(verb: str, values: Mapping[str, str]) -> Query:
    """The query of these arguments."""
    known = ARGUMENTS[verb]
    if unknown := sorted(values.keys() - known.keys()):
        raise OAIError("badArgument", f"{verb} has no argument {unknown[0][:40]}.")
    if missing := [name for name, needed in known.items() if needed and not values.get(name)]:
        raise OAIError("badArgument", f"{verb} needs the argument {missing[0]}.")
    if "set" in values and not SET.fullmatch(values["set"]):
        raise OAIError("noRecordsMatch", "There is no such set.")
    since, before = moment(values.get("from")), moment(values.get("until"), end=True)
    if since and before:
        if len(values["from"]) != len(values["until"]):
            raise OAIError("badArgument", "from and until are of different granularity.")
        if since >= before:
            raise OAIError("badArgument", "from is later than until.")
    return Query(verb, dict(values), since, before)


def resumed(verb: str, token: str) -> Query:
    """The query that a resumption token goes on with."""
    try:
        values = dict(parse_qsl(token, strict_parsing=True))
        after, given, size = values.pop("after"), int(values.pop("given")), int(values.pop("size"))
        query = checked(verb, values)
    except (ValueError, KeyError, OAIError) as error:
        raise OAIError("badResumptionToken", "This is no resumption token of this archive.") from error
    if not PLACE.fullmatch(after) or not 0 <= given <= size:
        raise OAIError("badResumptionToken", "This is no resumption token of this archive.")
    return replace(query, after=after, given=given, size=size)


def moment(text: str | None, end: bool = False) -> datetime | None:
    """A day or second as the moment it begins or, with `end`, the one after it.

    >>> moment("2004-05-18", end=True), moment("2004-05-18T00:00:59Z", end=True).second
    (datetime.datetime(2004, 5, 19, 0, 0, tzinfo=datetime.timezone.utc), 0)
    """
    if text is None:
        return None
    for pattern, form in DATES.items():
        if pattern.fullmatch(text):
            try:
                length = timedelta(seconds=1) if form == STAMP else timedelta(days=1)
                return datetime.strptime(text, form).replace(tzinfo=UTC) + (length if end else timedelta(0))
            except (ValueError, OverflowError):
                break
    raise OAIError("badArgument", "A date is YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ.")


def stamp(time: datetime) -> str:
    """A moment as the protocol writes it.

    >>> stamp(datetime(2004, 5, 18, 8, 30, tzinfo=UTC))
    '2004-05-18T08:30:00Z'
    """
    return time.astimezone(UTC).strftime(STAMP)
