"""Asks granary-worker, the program that turns bytes into records, on whichever machine this runs. docs/spark.md has its requests and answers."""

import json
import os
import shutil
import subprocess
import tempfile
import xml.sax.saxutils


class LandingProgram:
    """The program and what it needs to reach files; goes to the executors as it is.

    program: its path, the same on every machine.
    hadoop: Hadoop's settings, for files that are not on a disk of the machine.
    """

    def __init__(self, program, hadoop=None):
        self._program = program
        self._hadoop = hadoop or {}

    def ask(self, verb, request):
        """The answer, with the problems in it. Raises where there is none."""
        done = subprocess.run([self._program, verb], input=json.dumps(request).encode(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        try:
            return json.loads(done.stdout)
        except ValueError:
            words = done.stderr.decode("utf-8", "replace").strip()
            raise RuntimeError(f"granary-worker {verb} gave no answer (exit code {done.returncode}): {words}") from None

    def survey(self, table, file):
        with self._input(file["url"], file["name"]) as (path, _):
            return self.ask("survey", {"table": table, "name": file["name"], "path": path})

    def land(self, order, table, plan, file):
        own = {**plan, "texts": [text for text in plan["texts"] if text["file"] == file["name"]]}
        with self._input(file["url"], file["name"]) as (path, _), Output(self, table["output"]) as output:
            return self.ask("land", {
                "table": table["table"], "plan": own, "name": file["name"], "path": path,
                "runId": order["runId"], "processedAt": order["processedAt"], "output": output,
            })

    def account(self, table, plan, files, seconds):
        with Output(self, table["output"]) as output:
            return self.ask("account", {
                "table": table["table"], "plan": plan, "files": files, "address": table["address"], "seconds": seconds, "output": output,
            })

    def raw(self, table, url, source, lines):
        """Records of one source, the name of a file or a member with its archive, as (file, line, raw)."""
        name = source if isinstance(source, str) else source["archive"]
        with self._input(url + name, name) as (_, folder):
            answer = self.ask("raw", {"table": table, "input": folder, "places": [{"source": source, "line": line} for line in lines]})
        if answer["problems"]:
            raise RuntimeError(answer["problems"][0]["message"])
        return [(r["file"], r["line"], r["raw"]) for r in answer["records"]]

    def copy(self, source, target):
        """Copies files, into a folder where the target ends in '/', through Hadoop's file system, by the program that comes with it: an executor's Python has no other way to it."""
        with tempfile.TemporaryDirectory() as settings:
            # As a file that others cannot read, because arguments can be seen by all.
            with open(os.open(os.path.join(settings, "core-site.xml"), os.O_WRONLY | os.O_CREAT, 0o600), "w", encoding="utf-8") as site:
                escape = xml.sax.saxutils.escape
                site.write("<configuration>")
                for name, value in self._hadoop.items():
                    site.write(f"<property><name>{escape(name)}</name><value>{escape(value)}</value></property>")
                site.write("</configuration>")
            java = os.path.join(os.environ["JAVA_HOME"], "bin", "java") if os.environ.get("JAVA_HOME") else "java"
            classes = os.pathsep.join([settings, os.path.join(os.environ["SPARK_HOME"], "jars", "*")])
            shell = [java, "-cp", classes, "org.apache.hadoop.fs.FsShell"]
            if target.endswith("/"):
                subprocess.run([*shell, "-mkdir", "-p", target], check=True, stdin=subprocess.DEVNULL)
            subprocess.run([*shell, "-cp", "-f", source, target], check=True, stdin=subprocess.DEVNULL)

    def _input(self, url, name):
        return Input(self, url, name)


class Input:
    """A delivered file on this machine's disk under its own name: (its path, the folder below which it lies under that name)."""

    def __init__(self, program, url, name):
        self._program, self._url, self._name, self._copy = program, url, name, None

    def __enter__(self):
        path = local(self._url)
        if path is not None:
            return path, path.removesuffix(self._name)
        self._copy = tempfile.mkdtemp(prefix="granary-input-")
        path = os.path.join(self._copy, self._name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        self._program.copy(self._url, f"file://{path}")
        return path, self._copy

    def __exit__(self, *_):
        if self._copy:
            shutil.rmtree(self._copy)


class Output:
    """A folder on this machine's disk, whose files go to where they belong when all is done."""

    def __init__(self, program, url):
        self._program, self._url, self._copy = program, url, None

    def __enter__(self):
        path = local(self._url)
        if path is not None:
            return path
        self._copy = tempfile.mkdtemp(prefix="granary-output-")
        return self._copy

    def __exit__(self, kind, *_):
        if self._copy:
            if kind is None and os.listdir(self._copy):
                self._program.copy(f"file://{self._copy}/*", f"{self._url}/")
            shutil.rmtree(self._copy)


def local(url):
    """The path that a URL means on this machine, or None. Hadoop's URLs hold names as they are, without escapes."""
    return url.removeprefix("file://") if url.startswith("file:///") else None


def hadoop_settings(context):
    """What Spark was told of Hadoop."""
    prefix = "spark.hadoop."
    return {name[len(prefix):]: value for name, value in context.getConf().getAll() if name.startswith(prefix)}
