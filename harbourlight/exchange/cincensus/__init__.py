"""The children in need census: a year's file read, checked against the return's rules, and reported on.

A local authority sends the Department for Education one file a year (Education Act 1996, section 537A; Children Act
1989, section 83). The census year runs from 1 April to 31 March. What a file may hold (`fields.csv`, `codes.csv`) and
the rules about it (`rules.csv`, with one short function each in `rules`) are data with the census years they hold for.
Reading and checking know neither Django nor the database:

    source     opens a file, plain or zipped, and hands over one child at a time; refuses what is no census
    reading    turns a child's part of the file into plain records, and says where its structure is wrong
    checking   asks every rule of the year about every child, and about the file as a whole
    output     writes the findings as JSON, CSV and a workbook
"""
