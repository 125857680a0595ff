"""Made-up figures of a province from a recipe and a seed, always marked as such.

illustrate            make the illustrative figures of a province anew from their recipes
illustrated_agencies  illustrative agencies of a province, and whom they helped in earlier years
illustrated_results   who is in which tier, and which criteria each commune meets, in the illustrative figures
illustrated_values    indicator values of the illustrative figures
illustrated_work      illustrative registers of the work of a year, drawn from its figures
"""
