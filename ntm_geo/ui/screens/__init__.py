"""The screens, one folder a story; a screen of one story imports none of another.

assignment  screens of assignment, agencies and support
data        screens of the data
papers      screens of papers and of the presentation
pathway     screens of the way to the targets
priorities  screens of the priority communes
programme   screens of the programme
"""
