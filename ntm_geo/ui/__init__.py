"""The only room that knows Streamlit.

kit           what every screen uses
screens       the screens, one folder a story
gate          who is let in before every address of the server
gate_form     the pages of the gate
gate_limits   how large and how often files come and go at the gate
gate_openid   the way in by an office's provider of identities
heaps         how the C library takes memory
launch        how Streamlit is started for the application
level_choice  which level figures are looked at on
memory        garbage collected while nobody waits, what is free given back
server        the application with its addresses for health and figures, warm before the first visitor comes
shell         the frame around every page
talk_view     comments on the view and saved views, at the foot of every page
trouble_view  what is wrong with the place data is kept in, above every page
turns         runs of pages take turns
warm          the usual view worked out at the start
"""
