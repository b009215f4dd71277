"""Runs plan files on Spark: steps in, Parquet and a result out. It knows no table, type or rule; docs/plans.md has all members.

    spark-submit table_plan.py [--threads N] PLAN.json…

writes beside each PLAN.json a PLAN.result.json. A file may hold a list of plans, which are run one after the other; the result is a list then, too.
Exit code 1: a plan failed, and its result says why.
"""

import argparse
import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from pyspark.sql import SparkSession

FORMAT = 1


class Files:
    """Hadoop's file system, which takes file: and s3: alike."""

    def __init__(self, spark):
        self._jvm = spark.sparkContext._jvm
        self._conf = spark._jsparkSession.sessionState().newHadoopConf()

    def path(self, url):
        path = self._jvm.org.apache.hadoop.fs.Path(url)
        system = path.getFileSystem(self._conf)
        system.setWriteChecksum(False)  # No .crc files beside ours on a local disk.
        return system, path

    def remove(self, url):
        system, path = self.path(url)
        system.delete(path, True)

    def move(self, source, target):
        """Moves what lies in one folder into another."""
        system, path = self.path(source)
        _, into = self.path(target)
        system.mkdirs(into)
        for status in system.listStatus(path):
            name = status.getPath().getName()
            if not name.startswith(("_", ".")):
                self._rename(system, status.getPath(), self._jvm.org.apache.hadoop.fs.Path(into, name))

    def only_file_to(self, folder, name):
        """Gives the only Parquet file of a folder a name."""
        system, path = self.path(folder)
        files = [s.getPath() for s in system.listStatus(path) if s.getPath().getName().endswith(".parquet")]
        if len(files) != 1:
            raise RuntimeError(f"{folder} holds {len(files)} files; one was to be written.")
        self._rename(system, files[0], self._jvm.org.apache.hadoop.fs.Path(path, name))

    @staticmethod
    def _rename(system, source, target):
        # rename() says no by its value.
        if not system.rename(source, target):
            raise RuntimeError(f"{source} could not be moved to {target}.")


def quoted(name):
    return f"`{name.replace('`', '``')}`"


class Plan:
    """One plan in a session of its own, so that its views and settings are nobody else's."""

    def __init__(self, spark, plan, raw_records=None):
        if plan["format"] != FORMAT:
            raise ValueError(f"The plan has the format {plan['format']}; this runner knows {FORMAT}.")
        self._plan = plan
        self._spark = spark.newSession()
        for name, value in plan["settings"].items():
            self._spark.conf.set(name, value)
        self._files = Files(self._spark)
        self._raw_records = raw_records
        self._collected = {}

    def run(self):
        started = time.monotonic()
        error = None
        try:
            for step in self._plan["steps"]:
                if self._is_due(step):
                    getattr(self, f"_{step['do']}")(step)
        except Exception as e:  # Whatever it is, it is in the result, which is all that the caller sees.
            error = str(e)
        return {
            "table": self._plan["table"],
            "stage": self._plan["stage"],
            "seconds": round(time.monotonic() - started, 3),
            "error": error,
            "collected": self._collected,
        }

    def _is_due(self, step):
        return (step.get("when") is None or self._collected.get(step["when"])) and not (
            step.get("unless") is not None and self._collected.get(step["unless"])
        )

    def _read(self, step):
        reader = self._spark.read
        if step.get("columns") is not None:
            reader = reader.schema(", ".join(f"{quoted(c['name'])} {c['type']}" for c in step["columns"]))
        reader.parquet(*step["paths"]).createOrReplaceTempView(quoted(step["name"]))

    def _view(self, step):
        rows = self._spark.sql(step["sql"])
        if step.get("columns") is not None:
            rows = rows.toDF(*step["columns"])
        rows.createOrReplaceTempView(quoted(step["name"]))

    def _write(self, step):
        self._files.remove(step["path"])
        rows = self._spark.sql(step["sql"])
        if step.get("file"):
            rows = rows.coalesce(1)
        writer = rows.write.mode("overwrite")
        if step.get("partitionBy"):
            writer = writer.partitionBy(*step["partitionBy"])
        writer.parquet(step["path"])
        if step.get("file"):
            self._files.only_file_to(step["path"], step["file"])

    def _collect(self, step):
        self._collected[step["name"]] = [row.asDict() for row in self._spark.sql(step["sql"]).collect()]

    def _raw(self, step):
        places = self._spark.sql(step["sql"])
        if self._raw_records is None:
            raw = self._spark.sql("SELECT '' AS file, 0L AS line, '' AS raw WHERE false")
        else:
            raw = self._raw_records(self._spark, places, step["input"], step["members"])
        raw.createOrReplaceTempView(quoted(step["name"]))

    def _move(self, step):
        self._files.move(step["from"], step["to"])

    def _remove(self, step):
        self._files.remove(step["path"])


def start(name):
    return SparkSession.builder.appName(name).getOrCreate()


def main(arguments):
    parser = argparse.ArgumentParser(fromfile_prefix_chars="@", description="Runs plan files of Granary on Spark.")
    parser.add_argument("--threads", type=int, default=1, help="how many plans run at the same time")
    parser.add_argument("plans", nargs="+", help="plan files on this machine; @FILE names them one a line")
    parsed = parser.parse_args(arguments)
    spark = start("granary")

    def run(path):
        with open(path, encoding="utf-8") as file:
            plans = json.load(file)
        results = [Plan(spark, plan).run() for plan in (plans if isinstance(plans, list) else [plans])]
        with open(f"{path.removesuffix('.json')}.result.json", "w", encoding="utf-8") as file:
            json.dump(results if isinstance(plans, list) else results[0], file, ensure_ascii=False)
        return all(result["error"] is None for result in results)

    with ThreadPoolExecutor(parsed.threads) as pool:
        succeeded = list(pool.map(run, parsed.plans))
    spark.stop()
    return 0 if all(succeeded) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
