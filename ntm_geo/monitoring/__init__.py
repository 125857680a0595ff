"""Work between two year ends: what was registered, how far procedures are, what is in the way.

commune_work         plans of a commune or a department
difficulties         open, late, by commune, criterion and department
entries              one difficulty, inspection, support or hamlet written down where it is learned
funds                money raised, by source, as the forms want it
inspections          the visits of a span of days
procedure            steps of the recognition procedure, in their order
registered_criteria  what communes registered to meet in a year, and what came of it
work_registers       registrations
"""
