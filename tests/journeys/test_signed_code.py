"""A window as it is installed gets the county's word for its key, and signs with the line cut."""

from __future__ import annotations

from counter_app.config import Settings
from counter_app.domain.certificate_code import check_code, code_of, write_code
from counter_app.domain.device_certificate import check_device
from counter_app.domain.localtime import day
from counter_app.services.desk import enrolled, on_store
from counter_app.services.sync.flow import enrol, sync_turn
from counter_app.signatures import read_public_key, scheme_of
from counter_app.wiring import open_desk
from tests.fakes.certificates import a_certificate
from tests.fakes.proof import long_proof

WAIT_S = 60


def run(desk, flow):
    return desk.background.start(flow).result(WAIT_S)


def stored(desk):
    return run(desk, on_store(lambda: enrolled(desk)))


@long_proof
def test_a_window_is_certified_when_it_is_enrolled(hall, tmp_path):
    hall.run("keys", "export", "--out", tmp_path / "county.pem")
    key = read_public_key((tmp_path / "county.pem").read_bytes(), "county.pem")
    with open_desk(tmp_path / "profile", Settings()) as desk:
        assert run(desk, enrol(desk, hall.url, hall.another_window())).fault is None
        known = stored(desk)
        sealed = bytes.fromhex(known.credential.certificate)
        device = check_device(sealed, key, scheme_of)
        assert device.public_key == desk.signer.public_key()
        assert device.window == known.window.id
        assert run(desk, sync_turn(desk, WAIT_S)).fault is None
        assert stored(desk).credential == known.credential
    with open_desk(tmp_path / "profile", Settings()) as desk:
        today = day(desk.clock.read().wall_ms)
        code = code_of(a_certificate(), today, 1)
        sealed = bytes.fromhex(stored(desk).credential.certificate)
        assert check_code(write_code(code, sealed, desk.signer.sign), key, scheme_of).code == code
