"""What the jobs have in common: an order in, a result beside it, and plans run by the runner."""

import functools
import itertools
import json
import os

from landing_program import LandingProgram, hadoop_settings

RAW_RECORDS_AT_ONCE = 20_000


def read(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def write(path, result):
    with open(f"{path.removesuffix('.json')}.result.json", "w", encoding="utf-8") as file:
        json.dump(result, file, ensure_ascii=False)


def program_of(context, order):
    """The landing program; executors learn how to ask it."""
    context.addPyFile(os.path.join(os.path.dirname(os.path.abspath(__file__)), "landing_program.py"))
    return LandingProgram(order["program"], hadoop_settings(context))


def run_plans(path):
    """Runs the plans of an order one after the other: a table may be held against those before it. Spark has work for all processors in each of them."""
    from table_plan import Plan, start

    order = read(path)
    spark = start("granary")
    program = program_of(spark.sparkContext, order)

    def run(item):
        return Plan(spark, read(item["plan"]), functools.partial(raw_records, program, item["table"])).run()

    write(path, {"results": [run(item) for item in order["plans"]]})
    spark.stop()


def raw_records(program, table, spark, places, url, members):
    """Records as they are in their files: each file is opened by one executor. members: those of archives; other places are in files."""
    sources = {f"{member['archive']}/{member['member']}": member for member in members}

    def of_part(rows):
        for file, of_file in itertools.groupby(rows, lambda row: row["file"]):
            while lines := [row["line"] for row in itertools.islice(of_file, RAW_RECORDS_AT_ONCE)]:
                yield from program.raw(table, url, sources.get(file, file), lines)

    by_file = places.repartition("file").sortWithinPartitions("file", "line")
    return spark.createDataFrame(by_file.rdd.mapPartitions(of_part), "file STRING, line BIGINT, raw STRING")
