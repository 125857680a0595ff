"""What every screen uses: the frame, the state of a session, what is read once, controls, tables, maps and messages.

cache         what is read once and shared by all sessions
composing     the running orders being composed at this seat
controls      the slim row of heading and choices above a map
flash         one sentence for the run that follows
fragments     parts of a page that run by themselves, without the page around them
heading       where the reader is
keys          keys of widgets that follow what they show, the same in every process and after every start
map_view      the web map, and the commune that was clicked
messages      words on the screen
seat          who sits at this screen
shared        what all sessions of a process share, dropped by bytes
shell         the frame around every page
state         what the reader is looking at
table         tables as every page shows them
table_drafts  tables edited on screen, whose unsaved cells survive a look at another page
take_view     what can be taken along from a map
theme_view    a themed map
uploader      the box files are dropped into, in the reader's language
watch         how the program fares, and its log
what_if_view  a leader takes criteria as met, and every page answers
"""
