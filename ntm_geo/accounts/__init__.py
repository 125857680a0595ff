"""Accounts: who signs in, what a role may do, and the guard that asks before anything is written.

account_list    accounts of a province: made, changed, put out of use
account_tables  tables of the database: accounts, who is signed in, one-time links
identities      accounts at an office's provider of identities: linked, signed in by what it says
openid          the provider of identities of an office, as the data folder names it
passwords       passwords, second factors and tokens: made and compared
personal_data   where personal data stand; shown to a person, names taken out
read_scope      which rows somebody may see or write
rights          what each role may do with which data, read from one table
secret_key      what is sealed with a key of the data folder
sign_in         signing in and out, one-time links, who a token belongs to
trail           who did what, when and from where
use_limits      how large files may be by role, and how often an account may do what costs much
write_guard     the guard of the database: rights asked for in the transaction that writes
"""
