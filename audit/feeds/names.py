"""The store -> names that the articles of feeds spell in several ways. Rows stream by, sorted; what is kept is one name at a time."""

import sqlite3
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from audit.feeds.gather import address
from audit.feeds.run import page_name
from audit.naming.spellings import ways
from audit.reports.index import Spelled, Written

_ASKED = """
    SELECT s.lang, s.name, s.written, sum(s.count), count(*), max(a.id)
    FROM spellings s JOIN articles a ON a.audit = s.audit
    WHERE a.id IN (SELECT article FROM listings WHERE feed IN (SELECT id FROM feeds WHERE address IN ({marks})))
      AND (a.published = '' OR a.published >= ?)
    GROUP BY s.lang, s.name, s.written ORDER BY s.lang, s.name, s.written"""


def spelled(store: sqlite3.Connection, feeds: Sequence[str], since: str, folder: str) -> Iterator[Spelled]:
    """Yield the names of these feeds' sources that their translations write in several ways, in the order of the names.

    `folder` is where the articles' pages are.
    """
    marks = ",".join("?" * len(feeds))
    rows = store.execute(_ASKED.format(marks=marks), (*map(address, feeds), since))
    for (lang, name), group in groupby(rows, key=itemgetter(0, 1)):
        counts = {row[2]: Written(row[2], row[3], row[4], f"{folder}/{page_name(row[5])}") for row in group}
        found = ways(lang, name, counts)
        if found.written:
            order = sorted((counts[one] for one in found.written), key=lambda w: (-w.count, w.text))
            yield Spelled(lang, name, tuple(order), found.accepted)
