"""What people tell each other over a view: comments with their answers, and views saved by name.

comments     comments on views: written, answered, settled
saved_views  views by name, one's own and shared
"""
