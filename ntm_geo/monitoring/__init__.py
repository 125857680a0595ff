"""Work between two year ends: what was registered, how far procedures are, what is in the way.

plans         registered criteria against results
procedure     steps of the recognition procedure, in their order
difficulties  open, late, by commune, criterion and department
"""
