"""Papers: what leaves the office, drawn from figures that were computed elsewhere.

cells       values into worksheets: text stays text        official   Word in the form of Decree 30/2020/NĐ-CP
annex       who helps whom, as the annex of a decision     letters    one to every agency
annex_back  an annex edited outside, read back             signing    in whose name and by which office
"""
