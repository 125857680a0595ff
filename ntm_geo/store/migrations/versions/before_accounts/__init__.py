"""Steps up to the accounts; newer ones stand beside this folder."""
