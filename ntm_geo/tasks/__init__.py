"""Work that waits for a seat: to be filled in, appraised, voted on, solved, done, confirmed; and what is late.

digest       the same as a file, or as mail
seat_tasks   what waits for a role, its communes, its department or its agency
task_counts  how many there are, and the sentence that says it
task_words   what kinds of work are called

Nothing of it is kept: everything follows from the dossiers, the registers of the year and the day.
"""
