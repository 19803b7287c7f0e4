"""One verb a module; tables in, tables out; no stage imports another."""
