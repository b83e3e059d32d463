"""Passkeys: what a stranger or a broken browser says of one is refused in words."""

import json
import random
from hashlib import sha256

import pytest
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from django.test import Client
from django.urls import reverse
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData

from accounts.second_factor import LONGEST_PASSKEY, MOST_PASSKEYS
from tests.factories import PASSWORD, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

LOGIN, ADD = "/accounts/factors/webauthn/login/", "/accounts/factors/webauthn/add/"
HOST = "localhost"
FLAGS = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV


class Phone:
    """It makes a passkey, and answers a site's challenges with it."""

    def __init__(self):
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.id = random.randbytes(16)

    def _answer(self, kind, options, response):
        key = options["publicKey"]
        data = {
            "type": f"webauthn.{kind}",
            "challenge": key["challenge"],
            "origin": f"https://{HOST}",
        }
        self.data = json.dumps(data).encode()
        return {
            "id": websafe_encode(self.id),
            "rawId": websafe_encode(self.id),
            "type": "public-key",
            "clientExtensionResults": {"credProps": {"rk": True}},
            "response": {"clientDataJSON": websafe_encode(self.data)} | response,
        }

    def make(self, options, **change):
        public = change.get("public") or ES256.from_cryptography_key(self.private.public_key())
        made = AttestedCredentialData.create(Aaguid.NONE, self.id, public)
        flags = FLAGS | AuthenticatorData.FLAG.AT
        about = AuthenticatorData.create(sha256(HOST.encode()).digest(), flags, 0, made)
        if change.get("is_bare"):
            about = AuthenticatorData.create(sha256(HOST.encode()).digest(), FLAGS, 0)
        stated = AttestationObject.create("none", about, {})
        return self._answer("create", options, {"attestationObject": websafe_encode(stated)})

    def sign(self, options, runner):
        about = AuthenticatorData.create(sha256(HOST.encode()).digest(), FLAGS, 1)
        answer = self._answer("get", options, {"authenticatorData": websafe_encode(about)})
        signature = self.private.sign(about + sha256(self.data).digest(), ec.ECDSA(SHA256()))
        handle = websafe_encode(user_handle(runner))
        answer["response"] |= {"signature": websafe_encode(signature), "userHandle": handle}
        return answer


def user_handle(runner):
    return user_pk_to_url_str(runner).encode()


@pytest.fixture
def client():
    return Client(headers={"host": HOST}, raise_request_exception=False)


@pytest.fixture
def runner():
    return UserFactory()


def options_for_login(client):
    return client.get(LOGIN, headers={"x-requested-with": "XMLHttpRequest"}).json()[
        "request_options"
    ]


def log_in(client, credential):
    return client.post(LOGIN, {"credential": json.dumps(credential)})


def may_add(client, runner):
    client.force_login(runner)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client.get(ADD).context["js_data"]["creation_options"]


def add(client, credential):
    return client.post(ADD, {"name": "Phone", "credential": json.dumps(credential)})


@pytest.fixture
def phone(runner):
    phone, browser = Phone(), Client(headers={"host": HOST})
    answer = add(browser, phone.make(may_add(browser, runner)))
    assert answer.status_code == 302, answer.context["form"].errors
    return phone


def is_in(client):
    return "_auth_user_id" in client.session


def test_a_passkey_logs_in_and_its_answer_does_so_once(client, runner, phone):
    answer = phone.sign(options_for_login(client), runner)
    log_in(client, answer)
    assert is_in(client)
    client.logout()
    log_in(client, answer)
    options_for_login(client)
    log_in(client, answer)
    assert not is_in(client)


def test_a_passkey_opens_no_other_account(client, runner, phone):
    log_in(client, phone.sign(options_for_login(client), UserFactory()))
    assert not is_in(client)


def test_a_challenge_of_another_browser_is_not_taken(client, runner, phone):
    answer = phone.sign(options_for_login(Client(headers={"host": HOST})), runner)
    options_for_login(client)
    log_in(client, answer)
    assert not is_in(client)


def changed(value, by_chance):
    """The value with something in it that should not be there."""
    if isinstance(value, dict) and value and by_chance.random() < 0.8:
        name = by_chance.choice(list(value))
        return value | {name: changed(value[name], by_chance)}
    if isinstance(value, str) and value and by_chance.random() < 0.6:
        at = by_chance.randrange(len(value))
        return value[:at] + by_chance.choice("Aa_-9!") * by_chance.randint(0, 3) + value[at + 1 :]
    return by_chance.choice([None, 5, -1.5, [], {}, "", "x", "é", [[1]], {"a": 1}, True])


DEEP = "[" * 100_000
OTHERS = ("", "null", "1", '"x"', "[]", "{}", "{", DEEP, '{"response": ' + DEEP, "[1, {}]", "NaN")


def origins(answer):
    """The answer with data of the browser that are no strings where strings should be."""
    for name in ("type", "challenge", "origin"):
        for value in (5, None, [], {}, "http://[", "é"):
            data = {"type": "webauthn.get", "challenge": "AA", "origin": "x"} | {name: value}
            text = websafe_encode(json.dumps(data).encode())
            yield answer | {"response": answer["response"] | {"clientDataJSON": text}}


def test_nonsense_at_the_login_is_refused(client, runner, phone):
    options = options_for_login(client)
    answer, by_chance = phone.sign(options, runner), random.Random(5)
    sent = [*OTHERS, *map(json.dumps, origins(answer))]
    sent += [json.dumps(changed(answer, by_chance)) for _ in range(150)]
    broken = []
    for n, text in enumerate(sent):  # each from an address of its own, since tries are counted
        status = client.post(LOGIN, {"credential": text}, REMOTE_ADDR=f"10.1.1.{n}").status_code
        if status >= 500:
            broken.append(text[:300])
        if is_in(client):
            client.logout()
    assert not broken


def test_nonsense_at_the_second_step_and_when_asked_again_is_refused(client, runner, phone):
    steps = ((reverse("mfa_authenticate"), False), (reverse("mfa_reauthenticate_webauthn"), True))
    for address, is_again in steps:
        client = Client(headers={"host": HOST}, raise_request_exception=False)
        if is_again:
            client.force_login(runner)
        else:
            client.post(reverse("account_login"), {"login": runner.email, "password": PASSWORD})
        options = client.get(address).context["js_data"]["request_options"]
        answer = phone.sign(options, runner)
        for text in (*OTHERS, *map(json.dumps, origins(answer))):
            assert client.post(address, {"credential": text}).status_code < 500


def test_nonsense_of_a_new_passkey_is_refused_and_nothing_is_stored(client, runner):
    options = may_add(client, runner)
    answer, by_chance = Phone().make(options), random.Random(5)
    broken = []
    for text in (*OTHERS, *[json.dumps(changed(answer, by_chance)) for _ in range(150)]):
        status = client.post(ADD, {"name": "x", "credential": text}).status_code
        if status >= 500:
            broken.append(text[:300])
        for made in Authenticator.objects.filter(user=runner, type="webauthn"):
            assert made.wrap().authenticator_data.credential_data.public_key.ALGORITHM == -7
            made.delete()
    assert not broken


@pytest.mark.parametrize(
    "change", [{"is_bare": True}, {"public": {1: 2, 3: -99, -1: 1, -2: b"x" * 32, -3: b"y" * 32}}]
)
def test_a_passkey_with_which_nobody_could_log_in_is_not_added(client, runner, change):
    assert add(client, Phone().make(may_add(client, runner), **change)).status_code == 422
    assert not Authenticator.objects.exists()


def test_passkeys_cannot_fill_the_database(client, runner):
    options = may_add(client, runner)
    for more in ("x" * LONGEST_PASSKEY, "\0", "\ud800"):
        assert add(client, Phone().make(options) | {"more": more}).status_code == 422
    assert not Authenticator.objects.exists()
    made = Phone().make(options)
    kind = Authenticator.Type.WEBAUTHN
    Authenticator.objects.bulk_create(
        Authenticator(user=runner, type=kind, data={"name": str(n), "credential": made})
        for n in range(MOST_PASSKEYS)
    )
    page = add(client, Phone().make(client.get(ADD).context["js_data"]["creation_options"]))
    assert page.status_code == 422
    assert "You have 20 passkeys" in page.content.decode()
