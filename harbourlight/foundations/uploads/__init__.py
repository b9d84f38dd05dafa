"""Reads what people upload: tables (CSV, workbooks) and documents (DOCX, text), without Django and without a database.

One reader of tables serves every upload. It takes a file as spreadsheets, older systems and people leave it: any usual
encoding, mark, delimiter and line end, titles above the heading, the notes first, the heading in any case, further
columns, months and days and numbers as people write them, and "<5", "c" and "*" as what they are. What it leaves out it
names; a fault names the row and the column. Limits are kept while a file is read, never after, and packed files are
read in a process of their own with limits on its time and memory.
"""
