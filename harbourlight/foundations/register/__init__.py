"""The register of areas, agencies, teams and professionals, and the screens that keep it.

Stands above ``access``, which decides who may pass: ``agencies`` below holds the rows. An agency
begins when it joins the partnership and ends when nobody works for it here any more; an account
begins with an invitation by e-mail and ends with its holder's work. Nothing is deleted, every
change is kept with who made it, and nobody changes their own account, roles or teams.
Law: Children Act 2004 section 16E to 16K (partners and relevant agencies); UK GDPR article 32.
"""
