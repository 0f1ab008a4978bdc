"""The store's tables. A change raises VERSION and brings a statement that moves older files up."""

VERSION = 3
OURS = 0x6D746632  # SQLite's application_id: "mtf2"

TABLES = (
    # What a feed said last; `seen` counts its readings, `hash` is of the whole of it, "" where some entry could not be read.
    """CREATE TABLE IF NOT EXISTS feeds (
        id INTEGER PRIMARY KEY, address TEXT NOT NULL UNIQUE, etag TEXT NOT NULL DEFAULT '', modified TEXT NOT NULL DEFAULT '',
        hash TEXT NOT NULL DEFAULT '', checked REAL NOT NULL DEFAULT 0, seen INTEGER NOT NULL DEFAULT 0)""",
    # `entry`: the article as its feed lists it. `page`, `source`: texts that were fetched. `hash`: of all that the last audit read.
    # `state`: listed (its texts are to be had), audited, failed (with `reason`). `checked`: when its pages were last looked at.
    # `status`, of reviewers: open, taken, done.
    """CREATE TABLE IF NOT EXISTS articles (
        id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, entry BLOB NOT NULL, url TEXT NOT NULL, title TEXT NOT NULL,
        outlet TEXT NOT NULL, published TEXT NOT NULL, first_seen REAL NOT NULL,
        page TEXT NOT NULL DEFAULT '', page_etag TEXT NOT NULL DEFAULT '', page_modified TEXT NOT NULL DEFAULT '',
        source TEXT NOT NULL DEFAULT '', source_url TEXT NOT NULL DEFAULT '', source_etag TEXT NOT NULL DEFAULT '',
        source_modified TEXT NOT NULL DEFAULT '', checked REAL NOT NULL DEFAULT 0,
        state TEXT NOT NULL DEFAULT 'listed' CHECK (state IN ('listed', 'audited', 'failed')),
        reason TEXT NOT NULL DEFAULT '', hash TEXT NOT NULL DEFAULT '',
        audit INTEGER REFERENCES audits (id),
        status TEXT NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'taken', 'done')))""",
    "CREATE INDEX IF NOT EXISTS articles_state ON articles (state)",
    """CREATE TABLE IF NOT EXISTS listings (
        feed INTEGER NOT NULL REFERENCES feeds (id), article INTEGER NOT NULL REFERENCES articles (id), seen INTEGER NOT NULL,
        PRIMARY KEY (feed, article)) WITHOUT ROWID""",
    # Every audit ever made; articles.audit is the one that holds. `report`: the whole of it (audit.reports.view.Audited), zlib of JSON.
    # `settings` is its signature, `need` the points, each weighed by its confidence.
    """CREATE TABLE IF NOT EXISTS audits (
        id INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles (id), hash TEXT NOT NULL, settings TEXT NOT NULL,
        made REAL NOT NULL, source_lang TEXT NOT NULL, target_lang TEXT NOT NULL, decision TEXT NOT NULL, reasons TEXT NOT NULL,
        points INTEGER NOT NULL, words INTEGER NOT NULL, per_thousand REAL NOT NULL, need REAL NOT NULL, report BLOB NOT NULL,
        UNIQUE (article, hash, settings))""",
    # `finding` is the id that every format gives; it may stand twice in one text, so `number` is part of the key.
    """CREATE TABLE IF NOT EXISTS findings (
        audit INTEGER NOT NULL REFERENCES audits (id), number INTEGER NOT NULL, finding TEXT NOT NULL, code TEXT NOT NULL,
        name TEXT NOT NULL, kind TEXT NOT NULL, severity TEXT NOT NULL, confidence REAL NOT NULL,
        PRIMARY KEY (audit, number)) WITHOUT ROWID""",
    "CREATE INDEX IF NOT EXISTS findings_id ON findings (finding)",
    # How often a name of the source, in its dictionary form, is written so in the translation that was audited.
    """CREATE TABLE IF NOT EXISTS spellings (
        audit INTEGER NOT NULL REFERENCES audits (id), lang TEXT NOT NULL, name TEXT NOT NULL, written TEXT NOT NULL,
        count INTEGER NOT NULL, PRIMARY KEY (audit, lang, name, written)) WITHOUT ROWID""",
    "CREATE INDEX IF NOT EXISTS spellings_name ON spellings (lang, name, written)",
    # What reviewers say. `finding` is "" for a word about the article or an error that was missed, whose place is `first` to `last`,
    # code points of the translation that `audit` read. A later row about the same thing by anyone counts; the earlier ones are kept,
    # and "open" takes back what was said before. `kind` and `correction` are those of a missed error.
    """CREATE TABLE IF NOT EXISTS reviews (
        id INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles (id), audit INTEGER REFERENCES audits (id),
        finding TEXT NOT NULL DEFAULT '',
        verdict TEXT NOT NULL CHECK (verdict IN ('accepted', 'dismissed', 'open', 'missed', 'comment')),
        severity TEXT NOT NULL DEFAULT '', category TEXT NOT NULL DEFAULT '', comment TEXT NOT NULL DEFAULT '',
        first INTEGER, last INTEGER, reviewer TEXT NOT NULL DEFAULT '', made REAL NOT NULL,
        kind TEXT NOT NULL DEFAULT '', correction TEXT NOT NULL DEFAULT '')""",
    "CREATE INDEX IF NOT EXISTS reviews_article ON reviews (article)",
)

# What moves a file of an older version up, in order: statements before TABLES, statements after.
MOVES = {
    1: (("ALTER TABLE reviews RENAME TO reviews_1", "DROP INDEX reviews_article"),
        ("INSERT INTO reviews SELECT *, '', '' FROM reviews_1", "DROP TABLE reviews_1")),
}  # fmt: skip
