"""Reading a file in a process that can do no harm: a child that sees only the file, and answers in plain data.

child      gives up everything, reads, answers, ends
faults     our errors as data
isolate    run one on a file: the door of this package
kernel     what Linux offers a process to give up for good
limits     what one reading may cost
plain      data without pickle
processes  the template, or a process a file
registry   readers by name
staging    what the child sees
template   the warm process
"""

from ntm_geo.intake.sandbox.isolate import run_isolated, what_the_system_allows
from ntm_geo.intake.sandbox.limits import BOUNDARY_LIMITS, WORKBOOK_LIMITS, Limits
from ntm_geo.intake.sandbox.registry import task

__all__ = ["BOUNDARY_LIMITS", "WORKBOOK_LIMITS", "Limits", "run_isolated", "task", "what_the_system_allows"]
