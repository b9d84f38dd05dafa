"""The year of the children in need census: files loaded into the rooms, findings worked on, the return made.

`cincensus` beside it reads, checks and writes files and knows no database. Here a council's file becomes episodes,
assessments, enquiries, conferences and plans as if they had been recorded there (`loading`), and the same records
become the return (`sending`). What a file says against the record is listed and never overwrites it.
Law: Children Act 1989, section 83; Education Act 1996, section 537A.
"""
