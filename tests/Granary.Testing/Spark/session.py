"""One Spark session that runs job scripts for whoever asks: spark-submit session.py SOCKET

Starting Spark takes longer than most of what tests ask of it. Each request is a line of JSON, the arguments of spark-submit; the script is run as
spark-submit would run it, in the session that is there. The answer is a line of JSON: its exit code and what it wrote. The first connection
asks nothing; the session ends with it.
"""

import contextlib
import io
import json
import os
import runpy
import socket
import sys
import threading
import traceback

from pyspark import SparkContext
from pyspark.sql import SparkSession

# Hadoop without its native library starts the program chmod for every file and folder that it makes. Modes are of no interest here.
LOCAL_FILES = """
    public class LocalFilesWithoutModes extends org.apache.hadoop.fs.LocalFileSystem {
        public LocalFilesWithoutModes() {
            super(new Raw());
        }

        public static class Raw extends org.apache.hadoop.fs.RawLocalFileSystem {
            public void setPermission(org.apache.hadoop.fs.Path path, org.apache.hadoop.fs.permission.FsPermission permission) {
            }
        }
    }
"""


def use_local_files_without_modes(context):
    jvm = context._jvm
    compiler = jvm.org.codehaus.janino.SimpleCompiler()
    thread = jvm.java.lang.Thread.currentThread()
    loader = thread.getContextClassLoader()
    compiler.setParentClassLoader(loader)
    compiler.cook(LOCAL_FILES)
    thread.setContextClassLoader(compiler.getClassLoader())
    settings = jvm.org.apache.spark.SparkConf(False).set("spark.hadoop.fs.file.impl", "LocalFilesWithoutModes")
    jvm.org.apache.hadoop.fs.FileSystem.closeAll()
    # Hadoop keeps the first file system of each kind for all who ask later.
    jvm.org.apache.hadoop.fs.FileSystem.get(jvm.java.net.URI("file:///"), jvm.org.apache.spark.deploy.SparkHadoopUtil.get().newConfiguration(settings))
    thread.setContextClassLoader(loader)


def without_options(arguments):
    while arguments[0].startswith("--"):
        arguments = arguments[2:]
    return arguments


def run(arguments):
    written = io.StringIO()
    script, *rest = without_options(arguments)
    sys.argv = [script, *rest]
    sys.path.insert(0, os.path.dirname(script))
    code = 0
    try:
        with contextlib.redirect_stdout(written), contextlib.redirect_stderr(written):
            try:
                runpy.run_path(script, run_name="__main__")
            except SystemExit as end:
                code = end.code or 0
            except Exception:
                traceback.print_exc()
                code = 1
    finally:
        sys.path.pop(0)
    return {"code": code, "output": written.getvalue()}


def end_with(connection):
    connection.recv(1)
    os._exit(0)


def main(path):
    use_local_files_without_modes(SparkSession.builder.appName("tests").getOrCreate().sparkContext)
    # Scripts end the session when they are done; here others need it.
    SparkContext.stop = SparkSession.stop = lambda self: None
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(path)
        server.listen()
        print("ready", flush=True)
        owner, _ = server.accept()
        threading.Thread(target=end_with, args=[owner], daemon=True).start()
        while True:
            connection, _ = server.accept()
            with connection, connection.makefile("rw", encoding="utf-8") as stream:
                json.dump(run(json.loads(stream.readline())), stream)
                stream.write("\n")


if __name__ == "__main__":
    main(sys.argv[1])
