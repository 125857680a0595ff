"""Papers: what leaves the office, drawn from figures that were computed elsewhere.

annex_back         an annex edited outside, read back
annex_paper        annex of the decision on who helps whom
briefing           the briefing
briefing_workbook  the workbook behind the papers
charts             charts of a briefing as pictures, for papers that have no charts of their own
contract           the contract
document           a paper as blocks, the same for Word and PDF
form_papers        the programme's own forms (biểu) as Word documents and workbooks
letters            one to every agency
numerals           numbers as official papers count their parts
official           Word in the form of Decree 30/2020/NĐ-CP
signing            in whose name and by which office
slides             slides of a briefing
spreadsheet_cells  values into worksheets
typeset            papers as PDF, set by Typst from the same blocks as the Word document
word               papers as Word documents
"""
