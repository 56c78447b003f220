"""The test suite's checks, a module a subject; core.py is what they share."""
