"""Nothing lies here any more: transfers and legal stages are in ``moves``.

Type checkers that remember this module from before it was renamed look for it until their cache is gone.
"""
