"""What the user keeps: versions of datasets in the data folder or in PostgreSQL.

backup           copy everything that is kept into one file
boundary_sets    boundary sets the user has brought in, newest first
browser_drafts   what somebody has begun and not saved
changes          what differs between two tables of one kind
column_choices   what people said the columns of sheets are
copies           copies made by the program itself, and the way back
data_state       the state of the data, read once for a run of a page
database         the database
database_errors  what a database says, as errors of ours
datasets         versions of datasets
files            files that are kept as they are
geometry_type    geometry as WKB or as PostGIS has it
job_records      long work asked for on a page, found again from every process
kinds            kinds of data: their models, their keys, which are only added to
name_fixes       what people decided about names that did not match by themselves
schema           tables of the database
sqlite_files     an SQLite file opened for work, or for reading alone
versions         what a version of a dataset is, and the trail of what is done
waiting          what a thread does while the database is away
"""
