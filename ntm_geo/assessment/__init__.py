"""Where the communes stand: the law judged against what is known, year by year, and what follows from it.

by_other_sets     communes judged by a set that is not the one of the year
carried_registers registers by the codes of a vintage, with those of older units carried to it
commune_status    the communes of the programme in a period, and what came of judging one criterion in each
departments       what a department is in charge of on a day
derived           what follows from an assessment, a path or an assignment, worked out once
districts         how they compare, what each brings to the province's targets, what changed since another year
engine            law and scores to verdicts, criteria met, tiers and targets
group_placement   which group of a criteria set every commune is in
hamlet_counts     which number of hamlets holds where a register and a report differ
hamlet_standing   where single hamlets stand by the set for hamlets
hamlets           the register of a year's end
judged_by         levels of a day, and those of the set that follows
level_differences where appraisal differs from what communes reported
merging           what a merged commune is made of, and what each rule of carrying would give it
period            where every commune of the province stands at the end of a year, on the units of a vintage
progress          several years of one province, for the screen and for programs
readiness_list    how far communes are from being proposed, in words
recognition_lists recognitions by year, by day, by decision, and those that wait for one
rules             the law for people: looked up, entered, checked, and by the day it holds
sentences         the figures of a period as sentences that can be read aloud
standing_lists    lists behind the large figures
what_if           criteria taken as met, to see what would follow
withdrawal_list   risk of withdrawal: a sentence, a list, what would lift each out
years             years that may be set beside each other
"""
