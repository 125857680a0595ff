"""What people save by a name, and say to each other.

running_order_table  running orders
scenario_table       rankings that were saved by a name, with everything they stand on
sharing_tables       comments on views, and views saved by name
"""
