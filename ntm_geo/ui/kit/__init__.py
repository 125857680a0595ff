"""Shared parts of all screens: frame, session state, caches, controls, tables, maps and messages.

cache         caches shared by all sessions
composing     running orders edited in this browser
controls      row of heading and choices above a map
flash         one sentence for the run that follows
fragments     fragments and dialogs: parts of a page that run without the rest
heading       heading and title of a page, language of the document
keys          widget keys derived from what is shown, the same in every process
map_view      the web map, and the commune that was clicked
messages      escaped text and errors on the screen
outage        pages while the database is away or its disk full
seat          name of the user, and the identifier of the browser
shared        what all sessions of a process share, bounded by bytes
state         view state: session and address
table         read-only tables, rounded and formatted
table_drafts  unsaved edits of tables, whose unsaved cells survive a look at another page
take_view     downloads and links of a map
theme_view    thematic map with its sources and downloads
uploader      upload box in the reader's language
watch         metrics and log
what_if_view  hypothesis: criteria taken as met, shown on every page
"""
