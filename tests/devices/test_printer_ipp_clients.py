"""IPP: our simulator against clients that we did not write."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
from pathlib import Path

import pytest
from pyipp import IPP, IPPError
from pyipp.enums import IppOperation

from tests.fakes.ipp_printing import PDF, jobs


def test_pyipp_prints_on_our_simulator(ipp_device):
    port = int(ipp_device.url.split(":")[2].split("/")[0])

    async def talk():
        async with IPP(host="127.0.0.1", port=port, base_path="/ipp/print") as client:
            printer = await client.execute(IppOperation.GET_PRINTER_ATTRIBUTES, {})
            head = {"document-format": "application/pdf", "job-name": "certificate"}
            printed = await client.execute(
                IppOperation.PRINT_JOB,
                {
                    "operation-attributes-tag": head,
                    "job-attributes-tag": {"copies": 2},
                    "data": PDF,
                },
            )
            number = printed["jobs"][0]["job-id"]
            job = await client.execute(
                IppOperation.GET_JOB_ATTRIBUTES, {"operation-attributes-tag": {"job-id": number}}
            )
            with pytest.raises(IPPError):
                await client.execute(
                    IppOperation.GET_JOB_ATTRIBUTES, {"operation-attributes-tag": {"job-id": 99}}
                )
            for unknown in (IppOperation.HOLD_JOB, IppOperation.CUPS_GET_PRINTERS):
                with pytest.raises(IPPError):
                    await client.execute(unknown, {})
            await client.execute(
                IppOperation.CANCEL_JOB, {"operation-attributes-tag": {"job-id": number}}
            )
            return printer["printers"][0], job["jobs"][0]

    printer, job = asyncio.run(talk())
    assert printer["printer-state"] == 3
    assert job["job-state"] == 9
    assert jobs(ipp_device)[0]["copies"] == 2
    assert Path(jobs(ipp_device)[0]["file"]).read_bytes() == PDF


@pytest.mark.skipif(not shutil.which("ipptool"), reason="ipptool (cups-ipp-utils) is not installed")
def test_ipptool_prints_on_our_simulator(ipp_device, tmp_path):
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(PDF)
    for test in (
        "print-job.test",
        "validate-job.test",
        "get-printer-attributes.test",
        "get-jobs.test",
    ):
        command = ["ipptool", "-tf", str(paper), ipp_device.url, test]
        done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
        assert done.returncode == 0, f"{test}\n{done.stdout}"
        assert "FAIL" not in done.stdout
    assert Path(jobs(ipp_device)[0]["file"]).read_bytes() == PDF
