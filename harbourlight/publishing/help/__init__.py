"""Help pages: how to use the product, and lists generated from the declarations themselves.

The glossary, the time limits, the pathways and who may do what are read from the code that runs, so
that the help cannot disagree with the product.
"""
