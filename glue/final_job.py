"""Cleansed tables to curated ones: spark-submit final_job.py ORDER.json"""

import sys

from job import run_plans

if __name__ == "__main__":
    run_plans(sys.argv[1])
