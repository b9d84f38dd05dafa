"""Processes as declarations: states, steps, who may take them, and the clocks they start and stop.

Taking a step is one transaction: lock the record, check state and permission, let the room's action
change its fields, set the state, keep an immutable step row, start and stop deadlines, write the
chronology. A running clock is a row, and that one table is worklist, alert and timeliness figure.
"""
