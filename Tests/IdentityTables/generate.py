# SPDX-License-Identifier: Apache-2.0
"""Writes the tables of IdentityDocuments from the facts in Sources/IdentityDocuments/Tables/*.csv:

    python3 Tests/IdentityTables/generate.py            writes Sources/IdentityDocuments/Names/LetterTables.swift
                                                        and Sources/IdentityDocuments/MRZ/CodeTables.swift
    python3 Tests/IdentityTables/generate.py --check    says which file is not what the facts give

Three sources make the table of Latin letters. The spellings of a machine-readable zone are ICAO's (latin.csv, and the
project's own additions in latin_extra_project.csv). Which letter and mark make a letter, and the base letter of the rest, are
facts of the Unicode Character Database as Python carries it, held to one version so that the table cannot drift.
"""

import csv
import pathlib
import sys
import unicodedata

ROOT = pathlib.Path(__file__).resolve().parents[2]
TABLES = ROOT / "Sources/IdentityDocuments/Tables"
NAMES = ROOT / "Sources/IdentityDocuments/Names/LetterTables.swift"
CODES = ROOT / "Sources/IdentityDocuments/MRZ/CodeTables.swift"

LATIN = [*range(0xC0, 0x250), *range(0x1E00, 0x1F00)]
GREEK = range(0x386, 0x3D0)
# Assigned before Unicode 4: the same in every later version.
DATABASE = unicodedata.ucd_3_2_0


def rows(name):
    with open(TABLES / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def upper(code):
    """The one capital letter of a letter, or the letter itself where its capital is several."""
    capital = chr(code).upper()
    return ord(capital) if len(capital) == 1 else code


def decomposed(code):
    """The letter and the mark that make a letter, and the ASCII letters that are left without any mark."""
    parts = DATABASE.decomposition(chr(code)).split()
    pair = (int(parts[0], 16), int(parts[1], 16)) if len(parts) == 2 and not parts[0].startswith("<") else (0, 0)
    base = "".join(c for c in unicodedata.normalize("NFKD", chr(code)) if not unicodedata.combining(c))
    return pair, base


def base_of(code, spelling):
    """The letters that people write who leave marks and strokes out: `O` for Ø, `SS` for ẞ."""
    _, base = decomposed(code)
    if base.isascii() and base.isalpha():
        return base.upper()
    name = unicodedata.name(chr(code)).split(" WITH ")[0].split(" LETTER ")[-1]
    return name if len(name) == 1 else spelling


def latin_lines():
    """`XXXXMMspellings`: letter, last digits of its mark or `--`, the base letters, then ICAO's other spellings; where the
    letter that the mark is added to is not the base letter, `+BBBB` behind them."""
    spellings = {int(row["unicode"], 16): row["mrz_options"].split("|") for row in rows("latin.csv")}
    extra = {int(row["unicode"], 16): [row["mrz"]] for row in rows("latin_extra_project.csv")}
    extra[0x18F] = ["A", "E"]  # The note of its row.
    lines = []
    for code in LATIN:
        listed = spellings.get(code) or extra.get(code)
        if upper(code) != code or not unicodedata.category(chr(code)).startswith("L"):
            continue
        pair, base = decomposed(code)
        if not listed and not (base.isascii() and base.isalpha()):
            continue
        first = base_of(code, listed[0] if listed else "")
        others = sorted(set(listed or []) - {first}, key=(listed or []).index)
        mark = f"{pair[1] - 0x300:02X}" if pair[1] else "--"
        own = f"+{pair[0]:04X}" if pair[0] >= 0x80 else ""
        lines.append(f"{code:04X}{mark}{'/'.join([first, *others])}{own}")
    return lines


def marked_lines(codes, table=None):
    """`XXXXMM+BBBB` for the other scripts: only which letter and mark make a letter."""
    lines = []
    for code in codes:
        if upper(code) != code:
            continue
        pair, _ = decomposed(code)
        if pair != (0, 0):
            lines.append(f"{code:04X}{pair[1] - 0x300:02X}+{pair[0]:04X}")
    return lines


LANGUAGES = {"be": "b", "uk": "u", "sr": "s", "mk": "m", "bg": "g"}


def cyrillic_lines():
    """`XXXXspelling,bSPELLING,…`: ICAO's, then those of a language; a capital language mark holds at the start of a word."""
    bulgaria = {int(row["unicode"], 16): row["mrz"] for row in rows("cyrillic_bulgaria.csv")}
    lines = {}
    for row in rows("cyrillic.csv"):
        code = int(row["unicode"], 16)
        parts = [row["default_mrz"]]
        exceptions = dict(entry.split("=") for entry in row["language_exceptions"].split(";") if entry)
        if "sr" in exceptions and "do not apply" in row["erratum_or_note"]:
            del exceptions["sr"]
        if code in bulgaria:
            exceptions["bg"] = bulgaria[code]
        for name, spelling in exceptions.items():
            language, _, place = name.partition("-")
            mark = LANGUAGES[language]
            parts.append((mark.upper() if place == "initial" else mark) + spelling)
        lines[code] = f"{code:04X}{','.join(parts)}"
    return [lines[code] for code in sorted(lines)]


def literal(name, comment, lines, access="static let"):
    text = "\n".join(f"    {line}" for line in lines)
    return f'  /// {comment}\n  {access} {name}: StaticString = """\n{text}\n    """\n'


HEAD = """// SPDX-License-Identifier: Apache-2.0
// Written by Tests/IdentityTables/generate.py from the facts in Tables/; change those, not this file.

"""


def names_file():
    marked = marked_lines(GREEK) + marked_lines(range(0x400, 0x460))
    return (
        HEAD + "/// Facts about letters, a line a letter, sorted by its four hexadecimal digits.\nenum LetterTables {\n"
        + literal("latin", "Latin capital letter, its mark or `--`, base letters, ICAO's other spellings, `+` and the letter that the mark is added to.",
                  latin_lines())
        + "\n" + literal("marked", "Capital letter of another script, its mark, `+` and the letter that the mark is added to.", marked)
        + "\n" + literal("cyrillic", "Cyrillic capital letter, ICAO's spelling, spellings of a language (capital: only at a word's start).",
                         cyrillic_lines())
        + "}\n")


def codes_file():
    def words(codes):
        """Lines of at most 24 codes of three characters, fillers behind shorter ones."""
        return ["".join(code.ljust(3, "<") for code in codes[start:start + 24]) for start in range(0, len(codes), 24)]

    special = [row["code"] for row in rows("codes_special.csv")]
    return (
        HEAD + "/// Codes of issuing States and nationalities: three characters each, line behind line.\nenum CodeTables {\n"
        + literal("countries", "ISO 3166-1 alpha-3.", words([row["code"] for row in rows("countries.csv")]))
        + "\n" + literal("special", "Codes that ICAO Doc 9303-3, section 5, adds.", words(special))
        + "}\n")


def main():
    stale = []
    for path, text in ((NAMES, names_file()), (CODES, codes_file())):
        if "--check" in sys.argv:
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                stale.append(str(path.relative_to(ROOT)))
        else:
            path.write_text(text, encoding="utf-8")
    for path in stale:
        print(f"{path} is not what the facts give; run python3 Tests/IdentityTables/generate.py")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
