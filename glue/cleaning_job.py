"""Landed tables to typed ones: spark-submit cleaning_job.py ORDER.json"""

import sys

from job import run_plans

if __name__ == "__main__":
    run_plans(sys.argv[1])
