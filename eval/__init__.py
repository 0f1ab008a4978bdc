"""Measures the auditor against human annotation: `python -m eval.run focus clean expressions articles names`.

Uses `audit` and `corpora`; neither knows of it. Import names from here (`from eval.match import match`): `import eval`
would hide the builtin.
"""
