"""The NG markup: parser, resolver, lint. The command line is ../markup.py, the description ../markup.md."""
