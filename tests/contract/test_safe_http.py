"""What is sent by HTTP goes to public hosts or to those that the operator allowed, whatever the address, the name service and the receiver do."""

import os
import random
import re
import socket
import time
from contextlib import ExitStack

import pytest
from tests.contract.receivers import HOST, answering, authority, dripping, endless, flooding, resetting, running, stalling

from driftwatch.errors import DeliveryError
from driftwatch.notifiers.safe_address import Allowed
from driftwatch.notifiers.safe_http import ANSWER_BYTES, SafeHttp, connected, looked_up

NIGHTLY = os.environ.get("DRIFTWATCH_NIGHTLY") == "1"
NAME = "public.example"
PUBLIC = ("93.184.216.34", "8.8.8.8", "1.1.1.1", "172.32.0.1", "172.15.255.255", "100.63.255.255", "100.128.0.1", "169.253.1.1", "192.0.1.1",
          "198.20.0.1",          "223.255.255.254",
          "2606:4700:4700::1111", "2a00:1450:4001:810::200e", "2001:4860:4860::8888", "2400:cb00:2048:1::c629:d7a2")  # fmt: skip

LOOPBACK_SPELLINGS = """
127.0.0.1 127.0.0.2 127.1 127.0.1 127.000.000.001 0127.0.0.1 0177.0.0.1 0177.1 0x7f.1 0x7f.0.0.1 0x7f.0x0.0x0.0x1 0x7f000001 0X7F000001 2130706433
017700000001 0 0.0.0.0 00.00.00.00 0x0 127.0.0.1. 127.1. localhost LOCALHOST localhost. localhost.localdomain ip6-localhost ip6-loopback [::1] [::]
[0:0:0:0:0:0:0:1] [0000:0000:0000:0000:0000:0000:0000:0001] [::ffff:127.0.0.1] [::ffff:7f00:1] [::FFFF:7F00:0001] [::127.0.0.1] [::7f00:1]
[::ffff:0:127.0.0.1] [::ffff:0:7f00:1] [64:ff9b::127.0.0.1] [64:ff9b::7f00:1] [64:ff9b:1::7f00:1] [64:ff9b:1:ffff::127.0.0.1] [2002:7f00:1::]
[2002:7f00:1::1] [2001:0:7f00:1::] [2001::7f00:1] [::1%lo] [::1%25lo] [fe80::1%25eth0] [fe80::1] [fe80::5efe:127.0.0.1] [fec0::1] [fc00::1]
[fd00::1] [ff02::1] [ff0e::1] ①②⑦.⓪.⓪.① １２７.０.０.１ 127。0。0。1 127．0．0．1 127｡0｡0｡1 ⓛⓞⓒⓐⓛⓗⓞⓢⓣ ｌｏｃａｌｈｏｓｔ
loc\u0430lhost l\u00adocalhost localhost\u200b
127.0.0.1\u3002 1\u0662\u0667.0.0.1
""".split()
OTHER_SPELLINGS = """
169.254.169.254 0xa9fea9fe 2852039166 0xa9.0xfe.0xa9.0xfe 0251.0376.0251.0376 169.16689662 [::ffff:169.254.169.254] [::ffff:a9fe:a9fe]
[64:ff9b::a9fe:a9fe] [64:ff9b:1::a9fe:a9fe] [2002:a9fe:a9fe::] [::a9fe:a9fe] [fd00:ec2::254] 100.100.100.200 168.63.129.16 192.0.0.8 192.0.0.192
10.0.0.1 10.1 012.0.0.1 0xa.1 167772161 172.16.0.1 172.31.255.255 2886729729 192.168.0.1 192.168.1 0xc0a80001 3232235521 198.18.0.1 100.64.0.1
224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255 4294967295 0xffffffff 256.256.256.256 1.2.3.4.5 1.2.3 1..2 999999999999 4294967296 0x1ffffffff
-1 1e9 127.0.0.1.127.0.0.1x.1 intranet metadata kubernetes router db redis . .. .example. example..com -a.example a-.example a_.-b.example
""".split()
WAYS = """
http://{name}/ ftp://{name}/ file:///etc/passwd gopher://{name}/ data:text/html,x javascript:alert(1) ws://{name}/ unix:///run/a.sock //{name}/
{name} {name}/hook https:/{name}/ https:///{name}/ https:\\\\{name}\\ https://{name}\\@127.0.0.1/ https://127.0.0.1\\@{name}/ https://user@{name}/
https://user:word@{name}/ https://{name}@127.0.0.1/ https://127.0.0.1@{name}/ https://127.0.0.1%40{name}/ https://@{name}/ https://:@{name}/
https://{name}#@127.0.0.1/ https://{name}/#part https://{name}/hook# https://127.0.0.1#{name} https://127.0.0.1?.{name}/ https://127.0.0.1;.{name}/
https://127.0.0.1,{name}/ https://{name}:0/ https://{name}:22/ https://{name}:25/ https://{name}:80/ https://{name}:6379/ https://{name}:9200/
https://{name}:65536/ https://{name}:99999999999/ https://{name}:-1/ https://{name}:+443/ https://{name}:4_43/ https://{name}:443:443/
https://{name}:x/ https://{name}:４４３/ https://[{name}]/ https://[::1/ https://::1]/ https://[]/ https://[::1]x/ https://[::1].{name}/
https://[127.0.0.1]/ https://[v1.a]/ https:// https://?x https://:443/ https://bücher.example/ https://пример.example/ https://{name}。/
https://{name}%00.example/ https://{name}%2f@127.0.0.1/ https://%31%32%37.0.0.1/ https://%6cocalhost/ https://{name}/ä https://{name}/<a>
https://{name}/"a" https://{name}/`a` https://{name}/{{a}} https://{name}/a|b https://{name}/^ HTTPS;//{name}/ ＨＴＴＰＳ://{name}/ https：//{name}/
https://{name}?a#b
""".split()
ODD = (
    "https://{name}/\t", "https://{name}/a b", " https://{name}/", "https://{name}/\n", "https://{name}\t/", "ht\ttps://{name}/",
    "https://{name}/\r\nHost: 127.0.0.1", "https://{name}/ HTTP/1.1\r\nX: y", "https://{name}/\x00", "https://{name}\x00.example/",
    "https://{name}/\x7f", "https://{name}/\ud800", "https://{name}\n.example/",
    "https://127.0.0.1\t.{name}/", "https://127.0.0.1 .{name}/", "", " ", "https://{name}/" + "a" * 2000, "https://" + "a." * 200 + "example/",
    "https://" + "a" * 64 + ".example/",
)  # fmt: skip
CLOSED = """
0.0.0.0 0.1.2.3 10.0.0.0 10.255.255.255 100.64.0.0 100.100.100.200 100.127.255.255 127.0.0.1 127.255.255.255 168.63.129.16 169.254.0.1
169.254.169.254 172.16.0.0 172.31.255.255 192.0.0.1 192.0.0.8 192.0.0.9 192.0.0.10 192.0.0.170 192.0.0.192 192.0.2.1 192.31.196.1 192.52.193.1
192.88.99.1 192.168.0.1 192.168.255.255 192.175.48.1 198.18.0.1 198.19.255.255 198.51.100.7 203.0.113.9 224.0.0.1 224.0.1.1 232.1.2.3 233.252.0.1
239.1.1.1 240.0.0.1 255.255.255.254 255.255.255.255 :: ::1 ::2 ::127.0.0.1 ::8.8.8.8 ::ffff:127.0.0.1 ::ffff:8.8.8.8 ::ffff:10.0.0.1
::ffff:0:127.0.0.1 ::ffff:0:8.8.8.8 64:ff9b::a9fe:a9fe 64:ff9b::7f00:1 64:ff9b::808:808 64:ff9b:1::a9fe:a9fe 64:ff9b:1:ffff:ffff:ffff:7f00:1 100::1
100:0:0:1::1 2001::1 2001:0:7f00:1:: 2001:1::1 2001:1::2 2001:2::1 2001:3::1 2001:4:112::1 2001:10::1 2001:20::1 2001:30::1 2001:db8::1
2001:db8:ffff::1 2002:7f00:1:: 2002:a9fe:a9fe::1 2002:808:808::1 2620:4f:8000::1 3ffe::1 3fff::1 3fff:fff::1 5f00::1 4000::1 8000::1 fc00::1
fd00:ec2::254 fdff::1 fe00::1 fe80::1 fe80::5efe:7f00:1 feb0::1 fec0::1 feff::1 ff00::1 ff02::1 ff05::2 ff0e::1 fe80::1%eth0 2606:4700::1111%eth0
""".split()
UNSPEAKABLE = [f"https://{host}:{{port}}/" for host in (*LOOPBACK_SPELLINGS, *OTHER_SPELLINGS)]
VECTORS = [*UNSPEAKABLE, *(way.replace("{name}", NAME) for way in (*WAYS, *ODD))]


def test_there_are_vectors_enough(tally):
    tally(n=len({*VECTORS, *CLOSED}), failures=0)
    assert len({*VECTORS, *CLOSED}) >= 250


@pytest.fixture(scope="module")
def canaries():
    """Listeners on the loopback and on this machine's address in its net: nothing may reach them."""
    with ExitStack() as stack:
        yield [stack.enter_context(running(answering(200), address=address)) for address in ("127.0.0.1", private_address())]


@pytest.fixture(scope="module")
def vouched(tmp_path_factory):
    return authority(tmp_path_factory.mktemp("authority"))


@pytest.mark.parametrize("form", VECTORS)
def test_no_spelling_of_an_address_inside_is_reached(form, canaries):
    for canary in canaries:
        http = SafeHttp(ticks=time.monotonic, resolve=only_known, ports=frozenset({443, canary.port}))

        with pytest.raises(DeliveryError):
            http.post(form.replace("{port}", str(canary.port)), b"{}", {})

    assert [canary.connections for canary in canaries] == [0, 0]


def test_this_machines_own_address_is_not_reached(canaries):
    http = SafeHttp(ticks=time.monotonic, ports=frozenset({443, canaries[1].port}))

    with pytest.raises(DeliveryError):
        http.post(f"https://{private_address()}:{canaries[1].port}/", b"{}", {})

    assert canaries[1].connections == 0


@pytest.mark.parametrize("address", CLOSED)
@pytest.mark.parametrize("beside", [(), ("93.184.216.34",)], ids=["alone", "mixed"])
def test_a_name_that_leads_inside_is_refused_before_anything_is_connected(address, beside):
    asked = []
    http = SafeHttp(ticks=time.monotonic, resolve=lambda *_: [*beside, address], connect=lambda *where: asked.append(where))

    with pytest.raises(DeliveryError, match="only the operator can allow that"):
        http.post(f"https://{NAME}/", b"{}", {})

    assert not asked


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is_connected(address):
    asked = []

    def refuse(*where):
        asked.append(where[:2])
        raise ConnectionRefusedError

    http = SafeHttp(ticks=time.monotonic, resolve=lambda *_: [address], connect=refuse)

    with pytest.raises(DeliveryError, match=f"{NAME} refuses connections"):
        http.post(f"https://{NAME}/", b"{}", {})

    assert asked == [(address, 443)]


def test_a_name_is_looked_up_once_whatever_it_leads_to_later():
    answers = iter([["93.184.216.34"], ["127.0.0.1"], ["127.0.0.1"]])
    asked = []

    def refuse(*where):
        asked.append(where[0])
        raise ConnectionRefusedError

    http = SafeHttp(ticks=time.monotonic, resolve=lambda *_: next(answers), connect=refuse)

    with pytest.raises(DeliveryError):
        http.post(f"https://{NAME}/", b"{}", {})

    assert (asked, next(answers)) == (["93.184.216.34"], ["127.0.0.1"])


def test_who_answers_is_compared_with_whom_we_asked():
    with running(answering(200)) as receiver:
        elsewhere = lambda _, __, seconds: connected("127.0.0.1", receiver.port, seconds)  # noqa: E731
        http = SafeHttp(ticks=time.monotonic, resolve=lambda *_: ["93.184.216.34"], connect=elsewhere)

        with pytest.raises(DeliveryError, match="led elsewhere"):
            http.post(f"https://{NAME}/", b"{}", {})

    assert not receiver.received


def test_a_rebinding_name_service_leads_nowhere_inside(canaries, seed, tally):
    chance = random.Random(seed)
    inside, connections = [*CLOSED, "127.0.0.1", private_address()], []
    refused = 0

    def refuse(*where):
        connections.append(where[0])
        raise ConnectionRefusedError

    http = SafeHttp(ticks=time.monotonic, resolve=lambda *_: chance.sample([*inside, *PUBLIC * 6], chance.randint(1, 3)), connect=refuse)
    tries = 1000 if NIGHTLY else 50
    for _ in range(tries):
        with pytest.raises(DeliveryError) as told:
            http.post(f"https://{NAME}/", b"{}", {})
        refused += "only the operator" in str(told.value)

    tally(n=tries, failures=len(set(connections) - set(PUBLIC)), refused=refused)
    assert refused and connections
    assert set(connections) <= set(PUBLIC)
    assert [canary.connections for canary in canaries] == [0, 0]


def test_a_public_receiver_is_reached_over_tls_by_its_name(vouched):
    with running(answering(204), tls=vouched.serving) as receiver:
        http = SafeHttp(
            ticks=time.monotonic, resolve=lambda *_: ["127.0.0.1"], judge=lambda _: None, ports=frozenset({receiver.port}), trust=vouched.trusting
        )

        answer = http.post(f"https://{HOST}:{receiver.port}/hook?a=1", b'{"a":1}', {"webhook-id": "m1"})

    [request] = receiver.received
    assert answer.status == 204
    assert (request.line, request.body) == ("POST /hook?a=1 HTTP/1.1", b'{"a":1}')
    assert (request.headers["host"], request.headers["webhook-id"]) == (f"{HOST}:{receiver.port}", "m1")


@pytest.mark.parametrize("name", ["other.receiver.example", "receiver.example"])
def test_a_certificate_for_another_name_is_no_certificate(vouched, name):
    with running(answering(200), tls=vouched.serving) as receiver, pytest.raises(DeliveryError, match="made no secure connection"):
        trusting(receiver, vouched.trusting, name=name).post(f"https://{name}:{receiver.port}/", b"{}", {})

    assert not receiver.received


def test_an_unknown_authority_vouches_for_nobody(vouched):
    with running(answering(200), tls=vouched.serving) as receiver, pytest.raises(DeliveryError, match="made no secure connection"):
        trusting(receiver, None).post(f"https://{HOST}:{receiver.port}/", b"{}", {})

    assert not receiver.received


def test_plain_http_is_for_hosts_that_the_operator_allowed():
    with running(answering(200)) as receiver:
        answer = plain(receiver).post(f"http://{HOST}:{receiver.port}/hook", b"{}", {})

        with pytest.raises(DeliveryError, match="https://"):
            SafeHttp(ticks=time.monotonic, resolve=lambda *_: ["127.0.0.1"], judge=lambda _: None).post(f"http://{HOST}:{receiver.port}/", b"{}", {})

    assert (answer.status, receiver.connections) == (200, 1)


@pytest.mark.parametrize(("entries", "host", "port", "held"), [
    ((), HOST, 443, False), ((HOST,), HOST, 9000, True), ((f"{HOST}:9000",), HOST, 9000, True), ((f"{HOST}:9000",), HOST, 9001, False),
    (("other.example",), HOST, 443, False), ((f" {HOST.upper()} ",), HOST, 443, True), (("10.1.0.0/16",), "10.1.2.3", 443, False),
])  # fmt: skip
def test_what_the_operator_allows_is_a_host_at_any_port_or_at_one(entries, host, port, held):
    assert Allowed(entries).host(host, port) is held


@pytest.mark.parametrize(("address", "reached"), [("10.1.2.3", True), ("10.2.2.3", False), ("fd00:1::9", True), ("127.0.0.1", False)])
def test_an_allowed_network_opens_its_addresses_and_no_others(address, reached):
    asked = []

    def refuse(*where):
        asked.append(where[0])
        raise ConnectionRefusedError

    http = SafeHttp(ticks=time.monotonic, allowed=Allowed(("10.1.0.0/16", "fd00:1::/32")), resolve=lambda *_: [address], connect=refuse)

    with pytest.raises(DeliveryError):
        http.post(f"https://{NAME}/", b"{}", {})

    assert bool(asked) is reached


@pytest.mark.parametrize("status", [300, 301, 302, 303, 307, 308])
def test_nothing_is_followed(status, canaries):
    with running(answering(status, f"Location: http://127.0.0.1:{canaries[0].port}/")) as receiver:
        answer = plain(receiver).post(f"http://{HOST}:{receiver.port}/", b"{}", {})

    assert (answer.status, canaries[0].connections, receiver.connections) == (status, 0, 1)


def test_no_proxy_is_asked(canaries, monkeypatch):
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{canaries[0].port}")

    with running(answering(200)) as receiver:
        answer = plain(receiver).post(f"http://{HOST}:{receiver.port}/", b"{}", {})

    assert (answer.status, canaries[0].connections) == (200, 0)


def test_an_accepting_receiver_that_never_ends_is_left_at_the_limit():
    with running(endless) as receiver:
        counted = []

        def connect(address, port, seconds):
            counted.append(Counting(connected(address, port, seconds)))
            return counted[0]

        answer = plain(receiver, connect=connect).post(f"http://{HOST}:{receiver.port}/", b"{}", {})

    assert (answer.status, counted[0].read <= ANSWER_BYTES) == (200, True)


@pytest.mark.parametrize(("behaviour", "said"), [
    (stalling, "did not answer within 0.3 s"), (dripping, "did not answer within 0.3 s"),
])  # fmt: skip
def test_a_receiver_without_an_answer_is_left_in_time(behaviour, said):
    with running(behaviour) as receiver, pytest.raises(DeliveryError, match=re.escape(said)):
        plain(receiver, seconds=0.3).post(f"http://{HOST}:{receiver.port}/", b"{}", {})


@pytest.mark.parametrize(("behaviour", "said"), [(flooding, "did not answer in HTTP"), (resetting, "hung up")])
def test_a_receiver_that_breaks_off_or_talks_without_end_is_left(behaviour, said):
    with running(behaviour) as receiver, pytest.raises(DeliveryError, match=said):
        plain(receiver).post(f"http://{HOST}:{receiver.port}/", b"{}", {})


def test_a_name_service_that_does_not_answer_is_left_in_time():
    http = SafeHttp(ticks=time.monotonic, resolve=lambda *_: time.sleep(2), seconds=0.05)

    with pytest.raises(DeliveryError, match="did not answer within"):
        http.post(f"https://{NAME}/", b"{}", {})


@pytest.mark.parametrize("answers", [[], ["not an address"]])
def test_a_name_that_leads_nowhere_is_said_to(answers):
    with pytest.raises(DeliveryError, match=NAME):
        SafeHttp(ticks=time.monotonic, resolve=lambda *_: answers).post(f"https://{NAME}/", b"{}", {})


def test_the_second_address_is_tried_where_the_first_does_not_answer():
    asked = []

    def first_refuses(address, port, seconds):
        asked.append(address)
        if len(asked) == 1:
            raise ConnectionRefusedError
        return connected("127.0.0.1", receiver.port, seconds)

    with running(answering(200)) as receiver:
        allowed = Allowed((HOST,))
        http = SafeHttp(ticks=time.monotonic, allowed=allowed, resolve=lambda *_: ["127.0.0.9", "127.0.0.1"], connect=first_refuses)
        answer = http.post(f"http://{HOST}:{receiver.port}/", b"{}", {})

    assert (answer.status, asked) == (200, ["127.0.0.9", "127.0.0.1"])


def test_a_message_beyond_the_limit_is_not_sent():
    with pytest.raises(DeliveryError, match="larger than 20000 bytes"):
        SafeHttp(ticks=time.monotonic).post(f"https://{NAME}/", b"x" * 20_000, {"webhook-id": "m"})


class Counting(socket.socket):
    """A connection that knows how much came in."""

    def __init__(self, other):
        super().__init__(other.family, other.type, other.proto, other.detach())
        self.read = 0

    def recv_into(self, *arguments):
        size = super().recv_into(*arguments)
        self.read += size
        return size


def plain(receiver, **more):
    return SafeHttp(**{"ticks": time.monotonic, "allowed": Allowed((f"{HOST}:{receiver.port}",)), "resolve": lambda *_: ["127.0.0.1"], **more})


def trusting(receiver, trust, *, name=HOST):
    return SafeHttp(ticks=time.monotonic, allowed=Allowed((f"{name}:{receiver.port}",)), resolve=lambda *_: ["127.0.0.1"], trust=trust)


def only_known(host, port):
    """The system's own reading of numbers, and what this machine calls itself; nobody else's name service is asked."""
    if host == "localhost":
        return looked_up(host, port)
    return [found[4][0] for found in socket.getaddrinfo(host, port, flags=socket.AI_NUMERICHOST)]


def private_address():
    """This machine's own in its net, as far as it has one."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return "127.0.0.3"
        return probe.getsockname()[0]
