import hashlib
import hmac
import stat

import pytest

from lawloom.errors import ContentProblems
from lawloom.ledger.key import fingerprint, key_file, load_key, new_key, pseudonym, refused_digest, salt
from lawloom.model.consultation import Key

KEY = bytes(range(32))
STATED = Key(fingerprint(KEY))


def code_of(stated, environ):
    with pytest.raises(ContentProblems) as caught:
        load_key(stated, environ)
    [found] = caught.value.problems
    return found.code


def test_the_key_comes_from_the_environment_first(tmp_path):
    environ = {"LAWLOOM_KEY": KEY.hex() + "\n", "XDG_CONFIG_HOME": str(tmp_path)}
    assert load_key(STATED, environ) == KEY


def test_a_new_key_is_kept_in_the_users_folder_for_that_user_alone_and_found_again(tmp_path):
    environ = {"XDG_CONFIG_HOME": str(tmp_path)}
    stated, path = new_key(environ, chance=lambda size: KEY[:size])
    assert path == tmp_path / "lawloom" / f"{stated}.key" == key_file(stated, environ)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert load_key(Key(stated), environ) == KEY
    with pytest.raises(FileExistsError):
        new_key(environ, chance=lambda size: KEY[:size])


def test_two_new_keys_differ(tmp_path):
    environ = {"XDG_CONFIG_HOME": str(tmp_path)}
    assert new_key(environ)[0] != new_key(environ)[0]


def test_without_a_configured_folder_the_key_is_under_the_home_folder(tmp_path):
    assert key_file("ab", {"HOME": str(tmp_path)}) == tmp_path / ".config" / "lawloom" / "ab.key"
    assert key_file("ab", {"HOME": str(tmp_path), "XDG_CONFIG_HOME": "relative"}).is_relative_to(tmp_path)


def test_another_consultations_key_is_refused():
    assert code_of(STATED, {"LAWLOOM_KEY": bytes(32).hex()}) == "key-of-another"


@pytest.mark.parametrize("written", ["", "secret", KEY.hex()[:-1], KEY.hex() + "0", KEY.hex().upper()])
def test_a_key_that_was_not_copied_whole_is_refused(written):
    assert code_of(STATED, {"LAWLOOM_KEY": written}) == "key-malformed"


def test_a_key_that_is_nowhere_is_asked_for(tmp_path):
    assert code_of(STATED, {"HOME": str(tmp_path)}) == "key-missing"


def test_a_consultation_that_states_no_key_is_told_what_to_write():
    assert code_of(None, {}) == "key-missing-everywhere"
    assert code_of(None, {"LAWLOOM_KEY": KEY.hex()}) == "key-not-stated"


def test_a_demonstrations_key_is_public_and_no_other_is_used():
    public = Key(fingerprint(KEY), KEY.hex())
    assert load_key(public, {"LAWLOOM_KEY": bytes(32).hex()}) == KEY
    assert code_of(Key(fingerprint(bytes(32)), KEY.hex()), {}) == "key-of-another"


def test_no_message_shows_the_key():
    for written in (KEY.hex() + "0", bytes(32).hex()):
        with pytest.raises(ContentProblems) as caught:
            load_key(STATED, {"LAWLOOM_KEY": written})
        assert written not in repr(caught.value.problems)


def by_hand(message):
    return hmac.new(KEY, message, hashlib.sha256).hexdigest()


def test_salts_pseudonyms_and_refused_rows_are_what_the_design_says():
    assert salt(KEY, "trains", "cc-69", 2) == by_hand(b"trains\0cc-69\x002")
    assert pseudonym(KEY, "trains", "github", "583231") == by_hand(b"trains\0github\x00583231")[:20]
    assert refused_digest(KEY, b"a;b;c") == by_hand(b"a;b;c")


def test_subjects_cannot_be_joined_by_their_pseudonyms():
    assert pseudonym(KEY, "trains", "github", "1") != pseudonym(KEY, "buses", "github", "1")
