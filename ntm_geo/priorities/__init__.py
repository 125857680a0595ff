"""Who comes first: the ranking of the communes, who is chosen, why, and what would change it.

engine           factors, weights, ranking and the reasons for every place
bundles          a saved ranking with its result, seed and versions, to be made again and compared to the digit
factor_values    factors of a ranking
prioritize       from what is known of the communes to a ranking, a choice, and the reasons for every place
priority_themes  themes of the priorities
scenarios        a ranking saved with its question, values and sources, so that it comes out the same years later
ways_in          ways in
weight_files     weights from a file
"""
