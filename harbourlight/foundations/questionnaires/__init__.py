"""Question sets as files, answers to them, a second reader beside the first, scores, drift and comparison.

A set is a folder ``sets/<key>/<version>/``: ``set.toml`` (head, when more is asked, how it is scored),
``questions.csv``, ``variants.csv`` (other words for a kind of setting, descriptions of grades, figures) and
``answers.csv`` (the scales).
``library.Library().in_force(key, on)`` and ``.load(key, version)`` give a ``declarations.QuestionSet``, read by
``reading`` and refused with every fault in words by ``checking``. An area adds up to five questions of its own in
``sets/local/<area>/<key>/<version>/``. A question's printed number may move; its key never does, and what asks another
thing has a higher ``meaning``: only same key, same meaning and same scale are compared.

All of it is pure: ``scoring.score(set, given, kind, flags)`` gives counts, shares, words and gaps; ``comparing`` gives
``drift``, ``agreement``, ``compare``, ``paired_change`` and ``chosen_by``; ``sheets`` writes and reads the CSV.
"Does not apply", "not known", "nothing recorded", "would rather not say" and no answer at all are five different
things; none of them is "not met", and none is counted in a share.
"""
