"""The peer of bench/run states: moto's Step Functions, in this process. Prints a line for each machine: name, milliseconds."""
import json, pathlib, sys, time

try:
    import boto3
    from moto import mock_aws
except ImportError:
    sys.exit("moto is not installed: pip install 'moto[stepfunctions]' boto3")

HERE = pathlib.Path(__file__).parent / "states"
ROLE = "arn:aws:iam::123456789012:role/states"


def run(name):
    """One execution. moto cannot start a second one beside it."""
    with mock_aws(config={"stepfunctions": {"execute_state_machine": True}}):
        client = boto3.client("stepfunctions", region_name="us-east-1", aws_access_key_id="x", aws_secret_access_key="x")
        arn = client.create_state_machine(name=name, definition=(HERE / f"{name}.json").read_text(), roleArn=ROLE)["stateMachineArn"]
        begin = time.perf_counter()
        execution = client.start_execution(stateMachineArn=arn, name="one", input=(HERE / f"{name}.input.json").read_text())["executionArn"]
        while (status := client.describe_execution(executionArn=execution)["status"]) == "RUNNING":
            time.sleep(0.001)
        assert status == "SUCCEEDED", status
        return (time.perf_counter() - begin) * 1000


for name in sys.argv[1:] or ["a_pass10", "b_map1000", "c_loop1000"]:
    times = sorted(run(name) for _ in range(5 if name == "a_pass10" else 1))
    print(name, round(times[len(times) // 2], 1), flush=True)
