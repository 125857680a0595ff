"""Texts of office files: which alphabet they are in, and text that no spreadsheet takes for a formula.

charsets   alphabets of before Unicode
encodings  which alphabet, judged over all
safe_text  text that no spreadsheet takes for a formula, and back
syllables  what can be a Vietnamese word
"""
