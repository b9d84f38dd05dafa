"""Work on findings in the browser: a file or the own return is checked, findings go to teams and get an answer."""
