"""The jury in the office: who judges, who reads what, how it goes."""
