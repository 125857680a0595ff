"""Screens of accounts: one's own, those of the province, what each role may do, and who did what.

account_view   the own account: as whom, what it may do, password, second factor, ways out
accounts_view  accounts of the province: made, changed; the table of rights
trail_view     who did what, when and from where, and what it changed
"""
