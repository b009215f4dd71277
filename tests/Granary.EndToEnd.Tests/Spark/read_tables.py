"""Reads the tables of a home with Spark's vectorised reader, as anybody would, and writes their rows: read_tables.py OUTPUT NAME=FOLDER…"""

import json
import sys
from decimal import Context, Decimal

from pyspark.sql import SparkSession

# Days before 1582 are what they say; Spark wants to be told so of files that others wrote.
spark = (
    SparkSession.builder.config("spark.sql.parquet.datetimeRebaseModeInRead", "CORRECTED")
    .config("spark.sql.parquet.enableVectorizedReader", "true")
    .config("spark.sql.sources.partitionColumnTypeInference.enabled", "false")
    .getOrCreate()
)


def text(value, of_type):
    """A decimal with all digits of its type; Spark's own spelling of small ones has an exponent."""
    if not isinstance(value, Decimal):
        return value
    scale = int(of_type.rstrip(")").split(",")[1])
    return format(value.quantize(Decimal(1).scaleb(-scale), context=Context(prec=40)), "f")


tables = {}
for argument in sys.argv[2:]:
    name, folder = argument.split("=", 1)
    rows = spark.read.parquet(f"file://{folder}")
    texts = rows.selectExpr(*[f"`{c}`" if t.startswith("decimal") else f"CAST(`{c}` AS STRING) AS `{c}`" for c, t in rows.dtypes])
    tables[name] = [{c: text(row[c], t) for c, t in rows.dtypes} for row in texts.collect()]
with open(sys.argv[1], "w", encoding="utf-8") as file:
    json.dump(tables, file)
