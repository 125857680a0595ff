"""The law for people: looked up, entered, checked, and by the day it holds.

law_desk        how much of a set is entered and checked, and what an edition would change
law_entry       a criteria set as a table people fill in, and what they filled in as a proposal
law_lookup      look up what is asked on a date, and check that the law data is whole
legal_calendar  what came into force when, and the figures of which years it touches
shortfalls      what a commune misses, and who is in charge
"""
