#!/usr/bin/env python3
"""An AWS endpoint on loopback that Terraform really applies to.

It is the moto server, mended where moto lacks what the examples need: one file beside this one per service. Nothing is
persisted, nothing leaves the machine, and nobody is asked who he is. It ends with the process that started it.

    python3 aws_emulator --address FILE [--project kura.toml]

--address FILE        where its URL is written, once it answers
--project kura.toml   what this project takes to exist is there from the start
"""
import argparse
import json
import logging
import os
import pathlib
import threading
import time

os.environ["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "true"
os.environ["MOTO_ACM_VALIDATION_WAIT"] = "1"  # seconds
os.environ["AWS_ACCESS_KEY_ID"] = os.environ["AWS_SECRET_ACCESS_KEY"] = "testing"  # moto calls itself at times

from moto.core.responses import BaseResponse  # noqa: E402
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app  # noqa: E402
from werkzeug.serving import make_server  # noqa: E402

import backup  # noqa: E402
import ec2  # noqa: E402
import ecr  # noqa: E402
import eks  # noqa: E402
import existing  # noqa: E402
import iam  # noqa: E402
import network_interfaces  # noqa: E402
import rds  # noqa: E402
import request  # noqa: E402
import route53  # noqa: E402
import ssm  # noqa: E402


def refuse(dispatch):
    """Answers what moto lacks with an error that the provider does not try again, as it does after a status of 500."""

    def call_action(self):
        try:
            return dispatch(self)
        except NotImplementedError as error:
            print(f"{self.service_name}: {error}", flush=True)
            return 400, {"x-amzn-errortype": "NotImplemented"}, json.dumps({"__type": "NotImplemented", "message": str(error)})

    return call_action


def one_by_one(application):
    """Answers one request after the other, since moto does not guard what its requests share."""
    lock = threading.Lock()

    def locked(environ, start_response):
        with lock:
            return list(application(environ, start_response))

    return locked


def end_with(parent):
    """Ends this process as soon as `parent` is gone, however that came about."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(0)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--address", type=pathlib.Path, required=True)
    parser.add_argument("--project", type=pathlib.Path)
    args = parser.parse_args()
    threading.Thread(target=end_with, args=[os.getppid()], daemon=True).start()
    BaseResponse.call_action = refuse(request.held(BaseResponse.call_action))
    for service in (backup, ec2, ecr, eks, iam, network_interfaces, rds, route53, ssm):
        service.mend()
    logging.getLogger("werkzeug").setLevel(os.environ.get("LOGLEVEL", "ERROR"))
    server = make_server("127.0.0.1", 0, one_by_one(DomainDispatcherApplication(create_backend_app)), threaded=True)
    address = f"http://127.0.0.1:{server.server_port}"
    serving = threading.Thread(target=server.serve_forever, daemon=True)
    serving.start()
    if args.project:
        existing.create(args.project, address)
    args.address.write_text(address)
    serving.join()


main()
