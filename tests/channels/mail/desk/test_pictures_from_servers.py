"""Pictures of a letter through the whole desk, from real servers on a public network of their own.

Names are resolved, certificates checked, and ports and addresses used as they are anywhere; see `far_network.py`.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ALONE = ("unshare", "--user", "--map-root-user", "--net", "--mount", "--kill-child")
TRIED = (
    "ip link set lo up && ip addr add 192.0.2.1/32 dev lo && ip -6 addr add 2001:db8::1/128 dev lo nodad"
    " && mount --bind /etc/hosts /etc/hosts"
)
INTO_THE_HOUSE = (
    "http://127.0.0.1/", "http://localhost/", "http://169.254.169.254/latest/", "http://[::1]/",
    "http://[::ffff:127.0.0.1]/", "http://[::ffff:a9fe:a9fe]/", "http://[64:ff9b::7f00:1]/", "http://2130706433/",
    "http://10.0.0.5/", "http://house.example/", "http://cloud.example/", "http://mapped.example/",
    "http://both.example/", "http://0/",
)  # fmt: skip
SHOWN = (
    "http://shop.example/ok.png", "https://shop.example/ok.png", "https://six.example/ok.png",
    "http://shop.example/to?https://shop.example/ok.png", "https://shop.example/to?//six.example/ok.png",
    "https://shop.example/hop?3",
)  # fmt: skip
NOT_SHOWN = (
    "https://wrong.example/ok.png", "http://shop.example/to?https://wrong.example/ok.png", "https://shop.example/hop?4",
    "http://shop.example:8080/ok.png", "http://shop.example/to?http://shop.example:22/", "https://shop.example/large",
    "http://shop.example/endless", "https://shop.example/page", "https://shop.example/svg",
    "https://shop.example/packed", "http://nowhere.example/",
)  # fmt: skip
SLOW = (
    "https://shop.example/drips", "http://shop.example/silent", "http://shop.example/head-drips",
    "http://shop.example/to?https://shop.example/drips",
)  # fmt: skip
REDIRECTED = tuple(f"https://shop.example/to?{each}" for each in INTO_THE_HOUSE)


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What became of each picture, and what was heard where."""
    # Whether one may have a network of one's own is the machine's to say; nothing that is installed changes it.
    if shutil.which("unshare") is None or subprocess.run([*ALONE, "sh", "-c", TRIED], capture_output=True, check=False).returncode:  # fmt: skip
        pytest.skip("no network of its own can be made here (`unshare`, `ip`, user namespaces, IPv6)")
    home = tmp_path_factory.mktemp("desk")
    surroundings = os.environ | {
        "LEEWAY_HOME": str(home), "DJANGO_SETTINGS_MODULE": "leeway.web.settings", "LEEWAY_SECRET": "only for tests",
        "DATABASE_URL": "",
    }  # fmt: skip
    addresses = json.dumps([*INTO_THE_HOUSE, *REDIRECTED, *SHOWN, *NOT_SHOWN, *SLOW])
    command = [*ALONE, sys.executable, "-m", "tests.channels.mail.desk.far_network", str(home), addresses]
    root = Path(__file__).parents[4]
    done = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=False, cwd=root)
    assert done.returncode == 0, done.stderr[-3000:]
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


@pytest.mark.parametrize("address", SHOWN)
def test_a_picture_is_shown_from_wherever_it_stands_under_its_own_certificate(
    seen: dict[str, Any], address: str
) -> None:
    assert seen["found"][address][:3] == [200, "image/png", 48]


@pytest.mark.parametrize("address", [*NOT_SHOWN, *SLOW])
def test_nothing_is_shown_where_it_cannot_be_trusted_or_takes_too_much(
    seen: dict[str, Any], address: str
) -> None:
    status, _kind, size, took = seen["found"][address]

    assert (status, size) == (204, 0)
    assert took < 9


@pytest.mark.parametrize("address", [*INTO_THE_HOUSE, *REDIRECTED])
def test_no_letter_and_no_redirection_makes_the_desk_look_into_its_house(
    seen: dict[str, Any], address: str
) -> None:
    assert seen["found"][address][0] == 204


def test_nobody_in_the_house_heard_anything(seen: dict[str, Any]) -> None:
    asked = {each["path"] for each in seen["heard"]}

    assert {f"/to?{each}" for each in INTO_THE_HOUSE} <= asked
    assert seen["inside"] == []


def test_what_is_too_large_is_not_fetched_to_its_end(seen: dict[str, Any]) -> None:
    assert seen["sent"]["/endless"] < 20_000_000


def test_strangers_learn_nothing_of_the_reader(seen: dict[str, Any]) -> None:
    told = {name for each in seen["heard"] for name in each}

    assert told == {"accept", "accept-encoding", "connection", "host", "path", "user-agent"}
    assert {each["host"] for each in seen["heard"]} == {"shop.example", "six.example"}
