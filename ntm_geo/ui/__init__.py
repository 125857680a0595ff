"""The only room that knows Streamlit.

kit      what every screen uses
screens  the screens, one folder a story
launch   how Streamlit is started for the application
"""
