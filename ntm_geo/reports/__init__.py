"""Papers: what leaves the office, drawn from figures that were computed elsewhere.

cells       values into worksheets: text stays text        official   Word in the form of Decree 30/2020/NĐ-CP
annex       who helps whom: annex, letters, read back
"""
