"""Question sets as files, answers to them, a second reader beside the first, scores, drift and comparison.

A set is a folder ``sets/<key>/<version>/``: ``set.toml`` (head, when more is asked, how it is scored),
``questions.csv``, ``variants.csv`` (other words for a kind of setting, descriptions of grades, figures) and
``answers.csv`` (the scales). ``installed.library()`` has ``in_force(key, on)`` and ``load(key, version)``; a set with a
fault is refused. A question's printed number may move; its key never does, and what asks another thing has a higher
``meaning``: only same key, meaning and scale are compared. An area adds up to five questions in ``sets/local/``.

Pure: ``scoring.score`` gives counts, shares, words and gaps; ``comparing`` gives ``drift``, ``agreement``, ``compare``,
``paired_change`` and ``chosen_by``; ``sheets`` writes and reads CSV; ``paper.paper_form`` prints the blank.
"Does not apply", "not known", "nothing recorded", "would rather not say" and no answer are five different things; none
is "not met" and none is in a share.

With rows: a room makes ``actions.prepared(question_set, subject, answerer, ...)``, asks with ``forms.AnswersForm``,
keeps with ``actions.give`` and ``sign``; ``name_second_reader``, ``sign_second``, ``settle`` keep both first answers.
The room asks who may; the policies open an answering with its child, to the agency it is for, and by the grant of
what gave it (``source``). The engine's own pages show answers only of a set that a room registered (``uses.Use``).
"""
