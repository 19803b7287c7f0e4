from driftwatch.cli.terminal import lines, progress, say, table


def test_away_from_a_terminal_a_table_is_plain_aligned_lines(capsys):
    table(("Alert", "What differs"), [("DW-1", "“live”"), ("DW-234", "done")], title="Meadow")

    assert capsys.readouterr().out == "Meadow\nAlert   What differs\nDW-1    “live”\nDW-234  done\n"


def test_a_table_without_heads_has_no_line_for_them(capsys):
    table(("", ""), [("Open", "2"), ("Resolved", "10")])

    assert capsys.readouterr().out == "Open      2\nResolved  10\n"


def test_no_cell_breaks_the_line_or_speaks_to_the_terminal(capsys):
    lines(("File",), [("a\nb\x1b[2J\r\x9bc",)])

    assert capsys.readouterr().out == "File\na b [2J c\n"


def test_what_is_told_goes_to_stderr_a_line_each(capsys):
    with progress() as told:
        told("reading")
    say("done\nwith it")

    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "reading …\ndone with it\n")


def test_quiet_tells_nothing(capsys):
    with progress(quiet=True) as told:
        told("reading")

    assert capsys.readouterr().err == ""
