"""What editors do from a terminal or a workflow: import PDFs, begin records, apply fixes, compare.

takes: a library, a PDF, a proposed change
gives: one module for each task
independent of: the command line
"""

__all__: list[str] = []
