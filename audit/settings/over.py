"""Options of the command line over a file of settings: what is given there holds for every pair."""

from dataclasses import replace
from typing import Any

import msgspec

from audit.settings.find import Found
from audit.settings.schema import Table


def over(found: Found, **given: Any) -> Found:
    """Return the settings with the values given (None and () are not), by the names of `Table`'s fields.

    A value takes the place of the general one and of those of all pairs; checks that are named take the place of what the
    file turns off, and checks that are turned off are added.
    """
    chosen = {key: value for key, value in given.items() if value is not None and value != []}
    added = chosen.pop("without", [])
    if "checks" in chosen:
        chosen["without"] = []
    settings = found.settings
    cleared = {field.name: field.default for field in msgspec.structs.fields(Table) if field.name in chosen}
    cleared |= {name: [] for name, value in chosen.items() if isinstance(value, list) and name != "checks"}
    pairs = {pair: msgspec.structs.replace(table, **cleared) for pair, table in settings.pairs.items()}
    whole = msgspec.structs.replace(settings, **chosen, pairs=pairs)
    return replace(found, settings=msgspec.structs.replace(whole, without=[*whole.without, *added]))
