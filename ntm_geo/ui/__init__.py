"""The only room that knows Streamlit.

kit      what every screen uses
screens  the screens, one folder a story
launch   how Streamlit is started for the application
server   the application with its addresses for health and figures, warm before the first visitor comes
warm     the usual view worked out at the start, and memory looked after
"""
