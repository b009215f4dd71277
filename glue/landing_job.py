"""Lands the files of tables, each file on an executor: bytes in, Parquet, rejects and counts out.

    spark-submit landing_job.py ORDER.json

writes ORDER.result.json: for each table its account, or the problems for which it was not landed. docs/spark.md has all members.
"""

import sys
import time

from pyspark import SparkContext

from job import program_of, read, write


def timed(work):
    started = time.time()
    return {"answer": work(), "started": started, "ended": time.time()}


class Landing:
    def __init__(self, context, order):
        self._context = context
        self._order = order
        self._program = program_of(context, order)

    def run(self):
        tables = self._order["tables"]
        surveys = self._for_each_file(range(len(tables)), lambda program, order, table, file, _: program.survey(table["table"], file))
        plans = {i: self._program.ask("plan", {"table": table["table"], "written": table["written"], "surveys": [s["answer"] for s in surveys[i]]}) for i, table in enumerate(tables)}
        good = [i for i, answer in plans.items() if not answer["problems"]]
        landed = self._for_each_file(good, lambda program, order, table, file, plan: program.land(order, table, plan, file), {i: plans[i]["plan"] for i in good})
        return {"tables": [
            self._account(table, plans[i]["plan"], surveys[i], landed[i]) if i in good else {"table": table["table"]["name"], "problems": plans[i]["problems"]}
            for i, table in enumerate(tables)
        ]}

    def _for_each_file(self, indexes, work, plans=None):
        """Does the work for each file of some tables, all of them side by side, and gives the answers by table, in the order of its files."""
        files = [(i, file) for i in indexes for file in self._order["tables"][i]["files"]]
        if not files:
            return {}
        program, order, plans = self._program, self._order, plans or {}

        def one(item):
            i, file = item
            return i, timed(lambda: work(program, {name: order[name] for name in ("runId", "processedAt")}, order["tables"][i], file, plans.get(i)))

        answers = {i: [] for i in indexes}
        for i, answer in self._context.parallelize(files, len(files)).map(one).collect():
            answers[i].append(answer)
        return answers

    def _account(self, table, plan, surveys, landed):
        seconds = max(a["ended"] for a in landed) - min(a["started"] for a in landed) + max(a["ended"] - a["started"] for a in surveys)
        answer = self._program.account(table, plan, [a["answer"] for a in landed], seconds)
        return {"table": table["table"]["name"], "problems": answer["problems"]}


def main(path):
    context = SparkContext.getOrCreate()
    write(path, Landing(context, read(path)).run())
    context.stop()


if __name__ == "__main__":
    main(sys.argv[1])
