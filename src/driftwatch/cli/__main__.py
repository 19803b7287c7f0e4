"""`python -m driftwatch.cli`, for where the program itself is not on the path."""

from driftwatch.cli.main import main

if __name__ == "__main__":
    main()
