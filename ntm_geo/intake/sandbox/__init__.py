"""Reading a file in a process that can do no harm: a child that sees only the file, and answers in plain data.

registry   readers by name           isolate    run one on a file: the door of this package
staging    what the child sees       processes  the template, or a process a file
template   the warm process          child      gives up everything, reads, answers, ends
kernel     what Linux offers for it  limits     memory, time, sizes
plain      data without pickle       faults     our errors as data
"""

from ntm_geo.intake.sandbox.isolate import run_isolated, what_the_system_allows
from ntm_geo.intake.sandbox.limits import BOUNDARY_LIMITS, WORKBOOK_LIMITS, Limits
from ntm_geo.intake.sandbox.registry import task

__all__ = ["BOUNDARY_LIMITS", "WORKBOOK_LIMITS", "Limits", "run_isolated", "task", "what_the_system_allows"]
