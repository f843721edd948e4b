"""Parquet, both ways: tables that pyarrow, polars and DuckDB write are read as their CSV is, and ours are read by them."""

import csv
import datetime
import pathlib
import random
import subprocess
import sys
import tempfile

import duckdb
import polars
import pyarrow
import pyarrow.parquet

from command import BINARY

ROWS = 30_000
SAMPLE = pathlib.Path("datasets/policy-engagement")
UTC = datetime.timezone.utc


def repartee(*arguments) -> str:
    return subprocess.run([str(BINARY), *map(str, arguments)], check=True, capture_output=True, text=True).stdout


def invented() -> pyarrow.Table:
    chance = random.Random(1)
    ids = [10**18 + index for index in range(ROWS)]
    parents = [ids[chance.randrange(max(0, index - 200), index)] if index and chance.random() < 0.6 else None
               for index in range(ROWS)]
    start = datetime.datetime(2024, 4, 3, 10, 0, 0, 123_456, tzinfo=UTC)
    return pyarrow.table({
        "id": ids, "author": [f"user{chance.randrange(900)}" if chance.random() < 0.97 else None for _ in ids],
        "parent": pyarrow.array(parents, pyarrow.int64()),
        "time": pyarrow.array([start + datetime.timedelta(seconds=37 * index, microseconds=index)
                               for index in range(ROWS)], pyarrow.timestamp("us", tz="UTC")),
        "kind": pyarrow.array(["reply" if parent else "post" for parent in parents]).dictionary_encode(),
        "text": [f'line "q{index}",\nnext é {index % 7}' for index in range(ROWS)],
        "tags": [["a", "b"]] * ROWS})


def replaced(table: pyarrow.Table, types: dict) -> pyarrow.Table:
    for name, kind in types.items():
        place = table.schema.get_field_index(name)
        table = table.set_column(place, name, table[name].cast(kind, safe=False))
    return table


def theirs(table: pyarrow.Table, folder: pathlib.Path) -> list[pathlib.Path]:
    """The table in every shape that the three programs write."""
    made = []

    def path(name: str) -> pathlib.Path:
        made.append(folder / f"{name}.parquet")
        return made[-1]

    write = pyarrow.parquet.write_table
    for codec in ("none", "snappy", "gzip", "zstd"):
        for version in ("1.0", "2.0"):
            for dictionary in (True, False):
                write(table, path(f"pyarrow-{codec}-{version}-{dictionary}"), compression=codec, use_dictionary=dictionary,
                      data_page_version=version, row_group_size=12_000, write_page_checksum=True)
    flat = table.drop(["tags"])
    encodings = {
        "differences": {"id": "DELTA_BINARY_PACKED", "parent": "DELTA_BINARY_PACKED", "time": "DELTA_BINARY_PACKED",
                        "author": "DELTA_LENGTH_BYTE_ARRAY", "text": "DELTA_BYTE_ARRAY", "kind": "DELTA_BYTE_ARRAY"},
        "split": {"id": "BYTE_STREAM_SPLIT", "parent": "BYTE_STREAM_SPLIT", "time": "BYTE_STREAM_SPLIT",
                  "author": "PLAIN", "text": "PLAIN", "kind": "PLAIN"}}
    for name, encoding in encodings.items():
        write(flat, path(f"pyarrow-{name}"), use_dictionary=False, column_encoding=encoding)
    shapes = {
        "milliseconds": {"time": pyarrow.timestamp("ms", tz="UTC")},
        "nanoseconds": {"time": pyarrow.timestamp("ns", tz="UTC")},
        "decimals": {"id": pyarrow.decimal128(38, 0), "parent": pyarrow.decimal128(38, 0)},
        "texts": {"id": pyarrow.string(), "parent": pyarrow.large_string()},
        "unsigned": {"id": pyarrow.uint64(), "parent": pyarrow.uint64()}}
    for name, types in shapes.items():
        write(replaced(table, types), path(f"pyarrow-{name}"))
    write(replaced(table, shapes["nanoseconds"]), path("pyarrow-int96"), use_deprecated_int96_timestamps=True)
    for codec in ("uncompressed", "snappy", "gzip", "zstd"):
        polars.from_arrow(flat).write_parquet(path(f"polars-{codec}"), compression=codec)
    with duckdb.connect() as connection:
        connection.register("held", table)
        connection.execute(f"COPY held TO '{path('duckdb')}' (FORMAT parquet)")
        connection.execute(f"COPY held TO '{path('duckdb-2')}' (FORMAT parquet, PARQUET_VERSION v2, COMPRESSION zstd)")
    return made


def tables(store: pathlib.Path, folder: pathlib.Path) -> dict:
    repartee("export", store, "--tables", folder, "--quiet")
    return {file.stem: file.read_bytes() for file in folder.iterdir()}


def main() -> int:
    failures = 0
    with tempfile.TemporaryDirectory() as place:
        base = pathlib.Path(place)
        table = invented()
        with open(base / "posts.csv", "w", newline="") as file:
            sheet = csv.writer(file)
            sheet.writerow(["id", "author", "parent", "time", "kind", "text"])
            for row in table.to_pylist():
                time = row["time"].strftime("%Y-%m-%dT%H:%M:%S.%fZ")
                sheet.writerow([row["id"], row["author"], row["parent"], time, row["kind"], row["text"]])
        repartee("import", base / "posts.csv", "--into", base / "sheet.repartee", "--quiet")
        expected = tables(base / "sheet.repartee", base / "sheet")
        files = theirs(table, base)
        for file in files:
            store = file.with_suffix(".repartee")
            repartee("import", file, "--into", store, "--quiet")
            if tables(store, file.with_suffix(".tables")) != expected:
                print(f"{file.name}: DIFFERS from the sheet")
                failures += 1
        print(f"{len(files)} tables of pyarrow, polars and DuckDB, {ROWS:,} posts each: {failures} differ")

        repartee("import", *SAMPLE.glob("*.csv"), "--into", base / "s.repartee", "--quiet")
        repartee("export", base / "s.repartee", "--tables", base / "ours", "--quiet")
        repartee("export", base / "s.repartee", "--tables", base / "ours", "--table-format", "csv", "--exact", "--quiet")
        compared = 0
        for file in sorted((base / "ours").glob("*.parquet")):
            with open(file.with_suffix(".csv"), newline="") as rows:
                wanted = [tuple(cell or None for cell in row) for row in csv.reader(rows)][1:]
            found = {
                "pyarrow": [tuple(row.values()) for row in pyarrow.parquet.read_table(file).to_pylist()],
                "polars": polars.read_parquet(file).rows(),
                "DuckDB": duckdb.sql(f"SELECT * FROM '{file}'").fetchall()}
            for name, rows in found.items():
                texts = [tuple(text(cell) for cell in row) for row in rows]
                compared += len(texts)
                if texts != wanted:
                    print(f"{file.name} by {name}: DIFFERS")
                    failures += 1
        print(f"{compared:,} rows of ours, as three programs read them: {'equal' if failures == 0 else 'see above'}")
    return 1 if failures else 0


def text(cell) -> str | None:
    if isinstance(cell, datetime.datetime):
        return cell.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").removesuffix("T00:00:00Z")
    return None if cell is None or cell == "" else str(cell)


sys.exit(main())
