"""What is kept of a province: figures, registers, thresholds, agencies, attachments; version by version.

agency_list            the list in use, what each is strong in, ways by road
attachments            attachments of a commune
change_words           differences between two versions in words
commune_attributes     attributes of the communes as far as they were reported
correspondences        which criteria of an older set stand in for those of a newer one
dataset_versions       what is kept
figure_levels          figures as reported, as appraised, as confirmed by a council
figures                figures the province works with
hamlet_records         results of single hamlets, and counts as communes report them
kind_names             what each kind of data is called
law_editions           what an office entered for a criteria set, with its scan
law_words              differences between two editions in words
made_up                what is shipped as illustration: agencies, work of a year
on_screen              what is named as the source of data that were entered in the program itself
provincial_thresholds  thresholds of the province
recipe                 recipe of a province's illustrative figures
registers              tables changed on screen and kept version by version
run_state              state of the data for a run of a page
shipped                figures of the programme, and those shipped with a province
"""
