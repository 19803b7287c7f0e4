import pytest

from driftwatch.cli.mailing import mail_server
from driftwatch.errors import ConfigurationError


def test_the_environment_names_the_server(tmp_path):
    (tmp_path / "password").write_text("from the file\n", encoding="utf-8")

    server = mail_server(
        {
            "DRIFTWATCH_SMTP_HOST": "mail.partner.example",
            "DRIFTWATCH_SMTP_PORT": "587",
            "DRIFTWATCH_SMTP_STARTTLS": "yes",
            "DRIFTWATCH_SMTP_USER": "drift",
            "DRIFTWATCH_SMTP_PASSWORD": "from the environment",
            "DRIFTWATCH_SMTP_PASSWORD_FILE": str(tmp_path / "password"),
        }
    )

    assert (server.host, server.port, server.starttls, server.user, server.password) == ("mail.partner.example", 587, True, "drift", "from the file")


def test_a_host_alone_is_enough():
    server = mail_server({"DRIFTWATCH_SMTP_HOST": "localhost"})

    assert (server.port, server.starttls, server.user, server.password) == (25, False, None, None)


@pytest.mark.parametrize(
    ("variable", "value"),
    [("HOST", " "), ("PORT", "smtp"), ("PORT", "0"), ("PORT", "99999"), ("STARTTLS", "maybe"), ("PASSWORD_FILE", "nowhere/at/all")],
)
def test_a_wrong_value_is_refused_with_the_variable_s_name(variable, value):
    environ = {"DRIFTWATCH_SMTP_HOST": "localhost", f"DRIFTWATCH_SMTP_{variable}": value}

    with pytest.raises(ConfigurationError, match=f"DRIFTWATCH_SMTP_{variable}"):
        mail_server(environ)


def test_no_secret_stands_in_an_error(tmp_path):
    environ = {"DRIFTWATCH_SMTP_HOST": "localhost", "DRIFTWATCH_SMTP_PASSWORD": "hunter2", "DRIFTWATCH_SMTP_PORT": "x"}

    with pytest.raises(ConfigurationError) as caught:
        mail_server(environ)

    assert "hunter2" not in str(caught.value)
