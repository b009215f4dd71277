#!/usr/bin/env python3
"""spark-submit for a session that is there: bin/spark-submit is a link to this, and the session's socket is beside bin."""

import json
import os
import socket
import sys

with socket.socket(socket.AF_UNIX) as connection:
    connection.connect(os.path.join(os.path.dirname(sys.argv[0]), "..", "session"))
    with connection.makefile("rw", encoding="utf-8") as stream:
        json.dump(sys.argv[1:], stream)
        stream.write("\n")
        stream.flush()
        answer = json.loads(stream.readline())
sys.stderr.write(answer["output"])
sys.exit(answer["code"])
